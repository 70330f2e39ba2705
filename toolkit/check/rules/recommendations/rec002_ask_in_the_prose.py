"""An ask in the prose that no recommendation holds.

What: a typed sentence such as "we urge the Mayor to …", "we recommend that …" or "the Government should …" that no recommendation of
the outline says again. Quotations, letters to the press, advice to the reader ("if you are …, we
recommend that you …") and the like are left alone; a response without any recommendation is told once.

Why: bodies collect recommendations and answer them one by one. An ask within a paragraph is not collected and not answered.

Bad (text):

    We urge the Mayor to publish the grounds of all searches in every borough.

Good (outline, text):

    title: Our response
    sections:
      - id: first
        heading: First
        text: sections/first.md
        recommendations:
          - {id: grounds, text: "Publish the grounds of searches for every borough.", addressee: Mayor of London, rests_on: [view]}
    -----
    We urge the Mayor to publish the grounds of all searches in every borough.

Fix: add it to 'recommendations' of its section in outline.yaml, with its addressee and the claims that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.answers import answers_it
from toolkit.check.asks import SHOULD, WISHED
from toolkit.check.prose import Read
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.english.phrase import phrase
from toolkit.english.sentences import Sentence
from toolkit.model.finding import Finding
from toolkit.model.text import Text

RULE = Rule("REC002", "ask-in-the-prose", "warning", "draft", english=True)

_WE = (
    r"(?<!when )(?<!When )(?<!if )(?<!If )(?<!where )(?<!as )(?<!As )(?<!which )(?<!whom )(?<!what )\b[Ww]e "
    r"(?:(?:strongly|therefore|also|further|again|would|respectfully|accordingly|now|thus|instead|particularly|once more) ){0,2}"
)
_SOMEBODY = (
    r"(?:the [A-Za-z][\w'’-]*(?: [\w'’-]+){0,7}?"
    r"|[A-Z][\w'’-]*(?: [\w'’-]+){0,6}?|(?:ministers|police forces|all|every|each)(?: [\w'’-]+){0,6}?)"
)
_CHANGE = (
    r"(?:the|a|an) (?:[a-z-]+ ){0,2}?(?:introduction|creation|establishment|adoption|repeal|abolition|removal|publication|extension"
    r"|inclusion|amendment|review|ban|scheme|duty|moratorium|increase|reduction|end)\b"
)
_ASK = phrase(
    rf"{_WE}(?:recommend (?:that\b|(?!reading\b)[a-z]+ing\b|{_CHANGE})|urge (?:that\b|{_SOMEBODY} (?:to|not to)\b)"
    rf"|call (?:up)?on {_SOMEBODY} (?:to|for)\b"
    rf"|ask {_SOMEBODY} (?:to|not to) (?!note\b|treat\b|read\b|bear\b|see\b|refer\b|accept\b|keep\b|remember\b|imagine\b))"
    r"|\b[Oo]ur (?:\w+ )?recommendation (?:is|remains) (?:that|to)\b|\ARecommendation(?: \d+)?[:.] (?=[A-Z])"
)
_READERS = phrase(r"(?i)\b(?:ask|urge) (?:the |our )?(?:readers?|people|respondents|participants|clients|callers|interviewees)\b")
_ADVICE = phrase(r"(?i)^(?:if|when|where|unless|before|after|once|should) you\b[^.;]*\bwe (?:\w+ )?recommend (?:that you\b|[a-z]+ing\b)")
_LEADS_ON = phrase(
    r"(?i):$|\b(?:following|below|above|overleaf|as follows)\b"
    r"|\b(?:two|three|four|five|six|these|several) (?:\w+ )?(?:steps|measures|things|changes)\b"
)
_WORD = re.compile(r"[a-z]{4,}")
_COMMON = {
    *(
        "that",
        "this",
        "with",
        "from",
        "have",
        "should",
        "would",
        "could",
        "will",
        "they",
        "their",
        "them",
        "which",
        "what",
        "when",
        "where",
    ),
    *(
        "urge",
        "recommend",
        "call",
        "upon",
        "therefore",
        "also",
        "strongly",
        "further",
        "into",
        "every",
        "each",
        "more",
        "must",
        "been",
        "were",
    ),
    *("government", "mayor", "london", "minister", "ministers", "home", "office", "secretary", "state"),
}


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if not answers_it(submission.response):
        return
    recommendations = [_content(f"{each.text} {each.addressee or ''}") for each in submission.draft.recommendations]
    holding = {each.section for each in submission.draft.recommendations}
    asks: list[tuple[Text, int, int]] = []
    for text in body(submission):
        if text.kind not in ("paragraph", "list"):
            continue
        for sentence in Read(text).sentences:
            ask = _ASK.search(sentence.words) or _wished(text, sentence, holding)
            if (
                ask is None
                or _READERS.search(ask[0])
                or _ADVICE.search(sentence.words)
                or text.claimed(sentence.start + ask.start(), sentence.start + ask.end())
            ):
                continue
            if _quoted(text.words, sentence.start + ask.start()) or (text.section in holding and _LEADS_ON.search(sentence.words)):
                continue
            if not _said_again(_content(sentence.words[ask.start() :]), recommendations):
                asks.append((text, sentence.start + ask.start(), sentence.end))
    if recommendations:
        for text, start, end in asks:
            yield RULE.finding(
                text.span(start, end),
                "This asks for something that no recommendation holds.",
                "Add it to 'recommendations' of the section in outline.yaml, so that it is numbered, collected and answered.",
            )
    elif asks:
        text, start, end = asks[0]
        number = "This asks for something" if len(asks) == 1 else f"The text asks for {len(asks)} things, here first"
        yield RULE.finding(
            text.span(start, end),
            f"{number}, and the response has no recommendations.",
            "Add 'recommendations' to the section in outline.yaml: they are numbered, collected and answered.",
            related=[each.span(first, last) for each, first, last in asks[1:]],
        )


def _wished(text: Text, sentence: Sentence, holding: set[str]) -> re.Match[str] | None:
    """What a body of the state should do, or what we would like to see.

    Where a source is cited for it, somebody else has said so; above a recommendation of the section it leads on to that.
    """
    if text.section in holding or text.cited(sentence.start, sentence.end) or sentence.words.endswith("?"):
        return None
    return SHOULD.match(sentence.words) or WISHED.search(sentence.words)


def _content(words: str) -> set[str]:
    """The beginnings of words that say something, so that "searches" is "searching" too."""
    return {word[:5] for word in _WORD.findall(words.lower()) if word not in _COMMON}


def _said_again(ask: set[str], recommendations: list[set[str]]) -> bool:
    """Whether a recommendation holds half of what an ask says."""
    return not ask or any(len(ask & each) * 2 >= len(ask) for each in recommendations)


def _quoted(words: str, at: int) -> bool:
    before = words[:at]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1 or bool(re.search(r"(?:^|\s)['\u2018]$", before))

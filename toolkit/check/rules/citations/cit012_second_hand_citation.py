"""A source that is cited for what another one says.

What: "cited in", "quoted in", "citing" beside a citation, and "according to the Guardian" with a figure and nothing but news behind it,
where the original is not cited too.

Why: what passes from hand to hand changes on the way. Whoever checks goes to the original, and so should the person who cites it; where it
cannot be had, that is worth saying.

Bad (text):

    Most searches were for drugs [quoted in @beta2013, p. 4].

Good (text):

    Most searches were for drugs [@alpha2012, p. 3; quoted in @beta2013, p. 4].

Fix: find the original, check the words or the figure there, and cite it; keep the second source only if it adds something.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.outlets import ACCORDING, NEWS, second_hand
from toolkit.check.pinpoints import with_notes
from toolkit.check.prose import Read
from toolkit.check.quoted import own_words
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.text import Citing, Text

RULE = Rule("CIT012", "second-hand-citation", "warning", "draft", also=("claim",), english=True)

_BEFORE = phrase(r"(?i)\b(?:as )?(?:cited|quoted|qtd\.?|reproduced) (?:in|by)(?: the)?$")
_BEHIND = phrase(r"(?i)^[\s,.;(]*(?:itself )?(?:citing|quoting)\b(?! (?:the )?(?:same|above|itself|them|him|her)\b)")
_CHEAP = phrase(r"\b(?:cited|quoted|qtd|referred to|mentioned|reported|reproduced|summarised)\b")
_WORK = r"\b(?:research|stud(?:y|ies)|figures?|data|surveys?|polls?|statistics|estimates?|analysis)"
_IN_TEXT = phrase(
    rf"(?P<sign>[,(;] ?|^)(?:as )?(?:cited|quoted|qtd\.?) (?:in|by)\b|(?P<of>{_WORK} (?:[\w-]+ ){{0,3}}?)(?:cited|quoted) (?:in|by)\b"
    rf"|(?P<work>{_WORK}[^,.;]{{0,30}}, (?:as |which is )?)(?:referred to|mentioned|reported|reproduced|summarised) in\b",
    re.IGNORECASE,
)
_IN_NOTE = phrase(r"(?P<sign>)\b(?:cited|quoted|qtd\.?) (?:in|by)\b", re.IGNORECASE)
_FARTHEST = 60
"""Characters from "cited in" to the citation that it speaks of."""


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:
    if isinstance(subject, Stated):
        yield from _in_claim(subject)
        return
    told: set[tuple[int, int]] = set()
    for text, offset, finding in (*_by_words(subject, facts), *_by_remark(subject)):
        sentence = id(text), Read(text).sentence_of(offset).start
        if sentence not in told:  # "cited in the report [@key, citing the survey]" is one fault
            told.add(sentence)
            yield finding


Told = tuple[Text, int, Finding]
"""A text, the offset at which something stands, and what is told of it."""


def _in_claim(stated: Stated) -> Iterator[Finding]:
    """A claim whose own words say that its one source has it from another."""
    claim = stated.claim
    if len({each.source for each in claim.support}) != 1 or claim.status not in {"draft", "checked"} or not _CHEAP.search(stated.written):
        return
    for read in stated.readings:
        if match := _IN_TEXT.search(own_words(read.text.words)):
            start = match.start() + len(next(filter(None, match.groupdict().values()), ""))
            yield _finding(read.text.span(start, match.end()), claim.support[0].source)
            return


def _by_remark(submission: Submission) -> Iterator[Told]:
    """Citations whose own words before or behind the key say so, and that stand alone."""
    marked = {
        _start(each.span): each.key
        for each in submission.draft.citations
        if _BEFORE.search(each.prefix) or _BEHIND.match(each.suffix) or _BEHIND.match(each.locator.suffix)
    }
    if not marked:
        return
    for text in with_notes(submission.texts):
        for citing in text.citing:
            first = citing.sources[0]
            if len(citing.sources) == 1 and _start(first.span) in marked:
                yield text, max(0, citing.offset - 1), _finding(first.span, first.key)


def _by_words(submission: Submission, facts: Facts) -> Iterator[Told]:
    for text in with_notes(submission.texts):
        if not text.citing and not text.notes:
            continue
        own = own_words(text.words)
        for match in (_IN_NOTE if text.kind == "note" else _IN_TEXT).finditer(own):
            behind = next((each for each in text.citing if match.end() <= each.offset <= match.end() + _FARTHEST), None)
            if behind and not text.claimed(match.start(), match.end()) and _stands_alone(text, behind, match.start(), submission):
                start = match.start() + len(next(filter(None, match.groupdict().values()), ""))
                yield text, start, _finding(text.span(start, match.end()), behind.sources[0].key)
        if text.kind != "note" and NEWS.search(own):
            yield from _by_news(Read(text), own, facts)


def _stands_alone(text: Text, citing: Citing, start: int, submission: Submission) -> bool:
    """Whether one source is cited, none before it in the sentence, and it is not the document that is answered."""
    key = citing.sources[0].key
    sentence = Read(text).sentence_of(start)
    others = [each for each in text.cited(sentence.start, citing.offset) if each.key != key]
    return len(citing.sources) == 1 and not others and key != submission.response.consultation.document


def _by_news(read: Read, own: str, facts: Facts) -> Iterator[Told]:
    for match in ACCORDING.finditer(own):
        sentence = read.sentence_of(match.start())
        if read.text.claimed(sentence.start, sentence.end) or not any(figure.weighty for figure in read.figures_in(sentence)):
            continue
        cited = [facts.workspace.sources.get(each.key) for each in read.text.cited(sentence.start, sentence.end)]
        if cited and all(source is not None and second_hand(source) for source in cited):
            yield read.text, match.start(), _finding(read.text.span(match.start(), match.end()), cited[0].id if cited[0] else "")


def _finding(span: Span, key: str) -> Finding:
    return RULE.finding(
        span,
        f"'{key}' is cited for what another source says, and that source is not cited.",
        "Find the original, check it there and cite it; if it cannot be had, say so in a waiver.",
    )


def _start(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column

"""The title, reference or body of another consultation, left over from the answer to it.

What: words that say what is being answered ("we welcome the opportunity to respond to …", "Dear …", the document's own title) and name
the consultation, or the body, of another response in the workspace; its reference number anywhere; and this consultation's title with
another year. A consultation that is cited, or answered by both responses, may be named.

Why: nothing shows sooner that an answer was made out of an old one, and the reader wonders what else was.

Bad (text, other, consultation):

    We welcome the opportunity to respond to the Another Ministry consultation.
    -----
    Words of the other answer.
    -----
    title: A Plan for All
    body: Home Office

Good (text, other, consultation):

    We welcome the opportunity to respond to the Home Office consultation. Another Ministry has asked about this too.
    -----
    Words of the other answer.
    -----
    title: A Plan for All
    body: Home Office

Fix: name the consultation that is answered: {{ consultation.title }} and {{ consultation.body }} are always right. Where you mean the
other one, cite its document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.addressing import (
    ADDRESSED,
    ANSWERING,
    ASKED,
    BEFORE_BODY,
    BEFORE_TITLE,
    CLOSING,
    EARLIER,
    HOPING,
    INVITED,
    NOTHING_MORE,
    OUR_WORDS,
    PERHAPS,
    WELCOMED,
    YEARS,
    place_of,
    plain,
    telling,
    with_any_year,
)
from toolkit.check.other_consultations import Foreign, others
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import pieces
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.response import Consultation, Response
from toolkit.model.span import Span
from toolkit.model.text import Text

RULE = Rule("SUB003", "another-consultation", "error", "draft")

_STOP = re.compile(r"[.!?;](?=\s|$)")
_NUMBER = phrase(r"\d+")
_CLAUSE = 240
"""Characters behind such words in which the name stands, if it does."""
_LAST = 3
"""Paragraphs of a draft in which a letter takes its leave."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[Span] = set()
    for finding in _found(submission, facts):
        if finding.span not in told:  # several responses may go to one body
            told.add(finding.span)
            yield finding


def _found(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    own, outline = response.consultation, response.outline
    texts = [(text, text.words.replace("\u2019", "'")) for text in pieces(submission) if text.words.strip()]
    typed = "\n".join(words for _, words in texts)
    foreign = list(others(submission, facts, f"{outline.title}\n{outline.subtitle or ''}\n{typed}"))
    dated = with_any_year(own.title)
    yield from _head(response, foreign, dated)
    yield from _referred(texts, own, foreign)
    lower = plain(typed)
    titles = [each for each in foreign if each.title in lower and telling(each.title)]
    bodies = [each for each in foreign if each.body in lower and _foreign_body(plain(own.body), each.body)]
    if not (titles or bodies or dated):
        return
    for number, (text, words) in enumerate(texts):
        for match in ADDRESSED.finditer(words) if bodies else ():
            yield from _addressed(text, words, match, bodies)
        for pattern in (ANSWERING, PERHAPS) if titles or bodies else (ANSWERING,):
            for match in pattern.finditer(words):
                yield from _answered(text, words, match, own, titles, bodies, dated)
        for each in bodies:
            yield from _at_the_end(text, words, each, own, last=len(texts) - number <= _LAST)


def _head(response: Response, titles: list[Foreign], dated: re.Pattern[str] | None) -> Iterator[Finding]:
    """The document's own title and subtitle."""
    outline = response.outline
    for field, words in (("title", outline.title), ("subtitle", outline.subtitle or "")):
        prose, lower = outline.origin.prose(field, words), plain(words)
        for each in titles:
            at = place_of(each.title, lower)
            if at >= 0 and telling(each.title):
                yield RULE.finding(prose.span(at, at + len(each.title)), *_said("title", words[at : at + len(each.title)], each))
        match = dated.search(words.replace("\u2019", "'")) if dated else None
        if match and YEARS.findall(match[0]) != YEARS.findall(response.consultation.title):
            yield RULE.finding(prose.span(*match.span()), *_another_year(match[0], response.consultation.title))


def _answered(
    text: Text,
    words: str,
    answering: re.Match[str],
    own: Consultation,
    titles: list[Foreign],
    bodies: list[Foreign],
    dated: re.Pattern[str] | None,
) -> Iterator[Finding]:
    """Names behind words such as "we welcome the opportunity to respond to"."""
    after = answering.end()
    stop = _STOP.search(words, after)
    last = stop.start() if stop else len(words)
    clause = plain(words[after : min(last, after + _CLAUSE)])
    named = [(each.title, BEFORE_TITLE, "title", each) for each in titles if plain(own.title) not in clause]
    named += [(each.body, BEFORE_BODY, "body", each) for each in bodies if plain(own.body) not in clause]
    for name, between, what, each in named:
        at = place_of(name, clause)
        start, end = after + at, after + at + len(name)
        if at < 0 or text.claimed(start, end) or not between.fullmatch(words, after, start):
            continue
        if answering.re is PERHAPS.compiled and not (_a_name(words, start) and _of_today(words, answering.start(), start, end, last)):
            continue
        if answering.lastgroup == "head" and not NOTHING_MORE.fullmatch(words, end):
            continue
        if answering[0].lower().startswith("in its ") and each.body in clause:
            continue  # the other body's own consultation
        if what == "title" or answering[0].endswith("to") or re.search(ASKED, clause[:at]):
            yield RULE.finding(text.span(start, end), *_said(what, text.words[start:end], each))
    match = dated.search(words, after, after + len(clause)) if dated and answering.re is ANSWERING.compiled else None
    other = match and YEARS.findall(match[0]) != YEARS.findall(own.title)
    if match and other and BEFORE_TITLE.fullmatch(words, after, match.start()):
        yield RULE.finding(text.span(*match.span()), *_another_year(match[0], own.title))


def _a_name(words: str, start: int) -> bool:
    """Whether words stand there as a name: damp in rented homes may be anybody's subject."""
    return words[start].isupper() or words[start - 1 : start] in {"'", '"', "\u201c", "\u2018"}


def _of_today(words: str, at: int, start: int, end: int, last: int) -> bool:
    """Whether nothing in the sentence around a name says that it was answered on another day."""
    first = max((stop.end() for stop in _STOP.finditer(words, 0, at)), default=0)
    return EARLIER.search(f"{words[first:start]} {words[end:last]}") is None


def _at_the_end(text: Text, words: str, each: Foreign, own: Consultation, *, last: bool) -> Iterator[Finding]:
    """The body's name in words that are said to it: that one looks forward to working with it, or hopes that it finds this useful."""
    lower = plain(words)
    start = place_of(each.body, lower)
    end = start + len(each.body)
    if start < 0 or text.claimed(start, end):
        return
    stop = _STOP.search(words, end)
    first = max((each.end() for each in _STOP.finditer(words, 0, start)), default=0)
    before, behind = words[first:start], words[end : stop.start() if stop else len(words)]
    if plain(own.body).removeprefix("the ") in lower[first : end + len(behind)]:
        return
    ours = OUR_WORDS.search(before) or OUR_WORDS.search(behind)
    meant = CLOSING.search(before) if last or ours else None
    if meant or (ours and HOPING.search(before)) or (WELCOMED.search(before) and INVITED.search(behind)):
        yield RULE.finding(text.span(start, end), *_said("body", text.words[start:end], each))


def _addressed(text: Text, words: str, match: re.Match[str], bodies: list[Foreign]) -> Iterator[Finding]:
    """The name behind "Dear"."""
    start, end = match.span(match.lastgroup or 0)
    for each in bodies:
        if plain(words[start:end]).startswith(each.body):
            last = start + len(each.body)
            yield RULE.finding(text.span(start, last), *_said("body", text.words[start:last], each))


def _referred(texts: list[tuple[Text, str]], own: Consultation, foreign: list[Foreign]) -> Iterator[Finding]:
    """A reference number, wherever it stands and nothing is cited behind it."""
    numbered = [each for each in foreign if each.consultation.reference and _foreign_reference(own, each)]
    typed = "\n".join(plain(words) for _, words in texts) if numbered else ""
    numbers = set(_NUMBER.findall(typed))
    for each in numbered:
        reference = plain(each.consultation.reference or "")
        if not numbers.issuperset(_NUMBER.findall(reference)):
            continue
        for text, words in texts if reference in typed else ():
            at = place_of(reference, plain(words))
            if at >= 0 and not text.claimed(at, at + 1) and not text.cited(at, len(words)):
                end = at + len(reference)
                yield RULE.finding(text.span(at, end), *_said("reference", text.words[at:end], each))


def _said(what: str, words: str, each: Foreign) -> tuple[str, str]:
    return (
        f"'{words}' is the {what} of another consultation, which '{each.slug}' answers.",
        "Name this consultation: {{ consultation.title }}, {{ consultation.body }}. Where you mean the other one, cite its document.",
    )


def _another_year(words: str, title: str) -> tuple[str, str]:
    return (
        f"'{words}' has another year than the consultation's title, '{title}'.",
        "Correct the year: {{ consultation.title }} is always right.",
    )


def _foreign_body(own: str, body: str) -> bool:
    return len(body) >= 4 and body not in own and own.removeprefix("the ") not in body


def _foreign_reference(own: Consultation, each: Foreign) -> bool:
    reference = plain(each.consultation.reference or "")
    if reference == plain(own.reference or ""):
        return False
    return len(reference) >= 5 and bool(re.search(r"\d", reference)) and bool(re.search(r"[a-z/-]", reference))

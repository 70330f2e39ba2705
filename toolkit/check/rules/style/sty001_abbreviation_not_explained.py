"""An abbreviation that is used before it is explained, explained twice, or explained in two ways.

What: capital letters such as CPS that stand for a name, where the name comes later, never, a second time, or as another name.

Why: the person who reads an answer may be new to the field, and one who has to guess what four letters mean stops reading. Two meanings for
the same letters look like carelessness about facts.

Bad (text):

    The YOS sees every child. A youth offending service (YOS) is paid for by the council.

Good (text):

    A youth offending service (YOS) sees every child. The YOS is paid for by the council.

Letters that come several times and are never explained are for information only: some, such as those of many firms, are a name.

Fix: write the name in full with the letters in brackets where it first comes, and the letters alone after that; or do without the letters.
What everybody knows, such as the UK or the NHS, needs no explanation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from toolkit.check.abbreviations import abbreviations, definitions, everybody_knows, same_long, stands_for
from toolkit.check.quoted import own_words
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.text import Text

RULE = Rule("STY001", "abbreviation-not-explained", "warning", "draft", english=True)

_IN_ORDER = ("paragraph", "list")
"""Headings, captions and recommendations are met out of turn, and tables have no room."""
_OFTEN = 3
"""Uses from which letters that nobody explains are worth a word."""
_SHOUTED = re.compile(r"\b[A-Z][A-Z'\u2019]+(?:[ -][A-Z][A-Z'\u2019]+){2,}\b")
_NUMBERED = phrase(r"[ \u00a0]?(?:No\.? ?)?\(?\d")
_SURNAME = re.compile(r"[ \u00a0][A-Z][a-z]")
_CALLED = phrase(r"\b(?:agency|company|firm|party|movement|bank|airline|insurer|giant|union|charity|station|group|standard|format) $")
_OF_ITS_KIND = phrase(
    r" (?:news agency|party|movement|company|bank|airline|insurance|Hospitals?|Insurance|Bank|Group|Holdings|Airlines|Airways|Motors|Ltd"
    r"|plc|Inc|Royal Commission|inquiry)\b"
)


class _Met(NamedTuple):
    """Letters as a reader meets them, or their explanation."""

    rank: tuple[int, int]
    """Number of the text and offset in it: the order of the document."""
    text: Text
    start: int
    end: int
    long: str = ""


@dataclass
class _Seen:
    uses: list[_Met] = field(default_factory=list)
    explained: list[_Met] = field(default_factory=list)


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    seen = _collect(submission)
    own = {each.letters for each in abbreviations(facts.workspace.configuration.organisation.name)}
    for letters, each in seen.items():
        if each.explained:
            yield from _two_ways(letters, each.explained)
            yield from _twice(submission, letters, each.explained)
        if letters not in own and not everybody_knows(letters):
            yield from _late(submission, letters, each) if each.explained else _never(submission, letters, each.uses)


def _collect(submission: Submission) -> dict[str, _Seen]:
    seen: dict[str, _Seen] = {}
    for number, text in enumerate(submission.texts):
        if text.kind == "quotation":
            continue
        for at, part in ((0, text), *text.notes):
            explained = {each.at: each for each in definitions(part.words)}
            for each in explained.values():
                met = _Met((number, at + each.at), part, each.at, each.at + len(each.letters), each.long)
                seen.setdefault(each.letters, _Seen()).explained.append(met)
            if part is text and text.kind in _IN_ORDER and not text.words.isupper():
                for use in abbreviations(_SHOUTED.sub(lambda run: " " * len(run[0]), own_words(text.words))):
                    if use.start not in explained:
                        seen.setdefault(use.letters, _Seen()).uses.append(_Met((number, use.start), text, use.start, use.end))
    return seen


def _two_ways(letters: str, explained: list[_Met]) -> Iterator[Finding]:
    told = [each for each in explained if each.long]
    for first, second in pairwise(told):
        if not same_long(first.long, second.long):
            yield RULE.finding(
                second.text.span(second.start, second.end),
                f"{letters} stands for '{second.long}' here and for '{first.long}' elsewhere.",
                "Keep one name for the letters throughout, or give one of the two no abbreviation.",
                related=[first.text.span(first.start, first.end)],
            )
            return


def _twice(submission: Submission, letters: str, explained: list[_Met]) -> Iterator[Finding]:
    """Answers to numbered questions are read one by one, so that each may explain anew."""
    answers = any(section.answers for _, _, section in submission.response.outline.walk())
    told = [each for each in explained if each.long and each.text.kind in _IN_ORDER]
    for first, second in pairwise(told):
        if first.rank == second.rank or not same_long(first.long, second.long) or (answers and first.text.section != second.text.section):
            continue
        typed = next((each for each in (second, first) if not each.text.claimed(each.start, each.end)), second)
        other = first if typed is second else second
        yield RULE.finding(
            typed.text.span(typed.start, typed.end),
            f"{letters} is explained twice.",
            f"Explain it where it first comes, and write {letters} alone after that.",
            related=[other.text.span(other.start, other.end)],
        )
        return


def _late(submission: Submission, letters: str, each: _Seen) -> Iterator[Finding]:
    where = min(each.explained, key=lambda met: met.rank)
    early = [use for use in each.uses if use.rank < where.rank]
    if not where.long or not early or _spelt_out(submission, letters, early[0], 0):
        return
    first = next((use for use in early if not use.text.claimed(use.start, use.end)), early[0])
    yield RULE.finding(
        first.text.span(first.start, first.end),
        f"{letters} is used here and explained only later.",
        "Write the name in full here with the letters in brackets, and the letters alone where they are explained now.",
        related=[where.text.span(where.start, where.end)],
    )


def _never(submission: Submission, letters: str, uses: list[_Met]) -> Iterator[Finding]:
    if len(uses) < _OFTEN or _spelt_out(submission, letters, uses[0], 200):
        return
    after = [use.text.words[use.end : use.end + 8] for use in uses]
    if all(map(_NUMBERED.match, after)) or all(map(_SURNAME.match, after)):
        return  # a reference such as BS 5750, somebody's initials, or the name of a firm
    if any(
        _CALLED.search(use.text.words[max(0, use.start - 20) : use.start]) or _OF_ITS_KIND.match(use.text.words, use.end) for use in uses
    ):
        return  # the letters are its name, and it is said what it is
    stressed = re.compile(rf"\b{re.escape(letters.lower())}\b")
    if any(stressed.search(text.words) for text in submission.texts):
        return  # a word typed in capitals
    first = next((use for use in uses if not use.text.claimed(use.start, use.end)), uses[0])
    yield RULE.finding(
        first.text.span(first.start, first.end),
        f"Nothing says what {letters} stands for, and it comes {len(uses)} times.",
        f"Write the name in full where it first comes, with ({letters}) after it.",
        level="information",  # letters may be a name that needs no other, as those of many firms
    )


def _spelt_out(submission: Submission, letters: str, use: _Met, after: int) -> bool:
    """Whether the name in full stands before the letters, or up to so many characters after them, though without brackets."""
    number, offset = use.rank
    near = use.text.words[: offset + after]
    return any(stands_for(text.words, letters) for text in submission.texts[:number]) or stands_for(near, letters)

"""Changes as sentences state them: from one figure to another, and by how much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.check.statements import ANY, COUNT, MULTIPLE, Statement
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase

CHANGED = phrase(
    r"\b(?:ris(?:e|es|en|ing)|rose|increas\w+|gr[eo]w\w*|growth|f[ea]ll(?:s|en|ing)?|drop\w*|decreas\w+|declin\w+|reduc\w+|cut|"
    r"jump\w*|improv\w+|went|up|down|climb\w*|doubl\w+|trebl\w+|tripl\w+|quadrupl\w+|halv\w+)\b"
)
"""The cheap test for a change, in small letters."""
_UP = r"ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|gr[eo]wn?|growth|growing|jump(?:ed)?|climb(?:ed)?|improv(?:ed|es)|up"
_DOWN = r"f[ea]ll(?:s|en|ing)?|drop(?:s|ped)?|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|reduc(?:ed|tion)|cut|down"
_WORD = rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))"
_WORD_IN_BRACKETS = rf"(?:an? )?(?:{_UP}|{_DOWN})?(?: by| of)?"
_SOME = r"(?: [a-z0-9'/-]+){0,7}?"
_FIRST, _LAST, _BY = rf"(?P<first>{COUNT})", rf"(?P<last>{COUNT})", rf"(?P<by>{ANY})"
_FROM_TO, _TO_FROM = rf"from {_FIRST}{_SOME} to {_LAST}", rf"to {_LAST}{_SOME} from {_FIRST}"
_YEAR = r"in (?:19|20)\d\d(?:[/-]\d+)?"
_THEN = r"(?:,| -| \()?"
_THAT_IS = r"(?:,| -| \(| or)? ?(?:which is |that is |or )?"
_BOTH_WAYS = tuple(
    re.compile(pattern)
    for both in (_FROM_TO, _TO_FROM)
    for pattern in (
        rf"{_WORD}(?: by| of)? {_BY}{_THEN}{_SOME}{_THEN} ?{both}",
        rf"\ban? {_BY} {_WORD}\b{_THEN}{_SOME}{_THEN} ?{both}",
        rf"{both}{_SOME}{_THAT_IS}an? (?:[a-z]+ )?{_WORD} of {_BY}",
        rf"{both}{_SOME}{_THAT_IS}an? {_BY} {_WORD}\b",
        rf"{_WORD}(?: from)?{_SOME} {both}{_SOME},? (?:or|that is|i\.e\.)(?: by)? {_BY}",
        rf"{_WORD}(?: from)?{_SOME} {both}{_SOME} \({_WORD_IN_BRACKETS} ?{_BY}\)",
        rf"{both}{_SOME}{_THAT_IS}{_WORD}(?: by)? {_BY}",
        rf"(?P<by>{MULTIPLE}){_SOME},? {both}",
    )
)
_PATTERNS = (
    *_BOTH_WAYS,
    re.compile(rf"{_LAST}{_SOME},? (?:which is )?{_WORD}(?: by)? {_BY} (?:from|on) (?:the )?{_FIRST}"),
    re.compile(rf"{_FIRST} {_YEAR}(?:,| and| to|, and) {_LAST} {_YEAR}{_THAT_IS}an? (?:[a-z]+ )?{_WORD} of {_BY}"),
)
_ANOTHER = phrase(
    r"\b(?:annual(?:ly)?|average (?:rise|increase|growth|fall|decrease|reduction|drop|rate of|of)|on average|(?:a|per|each"
    r"|every) (?:year|month|week|quarter)(?! of)|year-on-year|adjust\w+|like-for-like|weighted|"
    r"further|respectively|not)\b"
)
"""Words with which the change that is named is another one than that between the two figures."""


_ENDS = re.compile(rf"\bfrom |\bon {COUNT}| {_YEAR}")
"""The cheap test for two ends."""


class Change(NamedTuple):
    """``first`` and ``last`` are the figures before and after, `by` what is said of the difference; offsets are those of the sentence."""

    first: Figure
    last: Figure
    by: Figure
    direction: int
    """1 for up, -1 for down, 0 where a multiple says it."""
    start: int
    end: int
    by_start: int
    by_end: int


def changes(said: Statement) -> Iterator[Change]:
    """The changes that a sentence states with both ends and the difference; of figures of one kind that are no ranges."""
    masked = said.masked
    if not _ENDS.search(masked) or _ANOTHER.search(masked):
        return
    told = set[int]()
    for pattern in _PATTERNS:
        for match in pattern.finditer(masked):
            groups = match.groupdict()
            first, last, by = (said.figure(groups[name]) for name in ("first", "last", "by"))
            if match.start("by") in told or first.kind != last.kind or any(each.low != each.high for each in (first, last, by)):
                continue
            told.add(match.start("by"))
            direction = 1 if groups.get("up") else -1 if groups.get("down") else 0
            yield Change(first, last, by, direction, *match.span(), *match.span("by"))


def confused(change: Change) -> str:
    """What it should say where per cent and percentage points are taken for each other; empty where they are not."""
    if change.by.kind == "points" and change.first.kind in {"number", "money"} and change.first.low:
        return f"{abs(change.last.low / change.first.low - 1) * 100:.3g} per cent"
    if change.first.kind != "percentage" or change.by.kind not in {"percentage", "points"} or not change.first.low:
        return ""
    points = abs(change.last.low - change.first.low)
    part = points / change.first.low * 100
    told = change.by.low
    is_points, is_part = abs(told - points) <= 0.6, abs(told - part) <= max(1.1, part / 10)
    if change.by.kind == "percentage" and is_points and not is_part:
        return f"{points:.3g} percentage points, or {part:.3g} per cent"
    if change.by.kind == "points" and is_part and not abs(told - points) <= 1.1:
        return f"{part:.3g} per cent, or {points:.3g} percentage points"
    return ""

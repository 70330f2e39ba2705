"""Figures that do not add up, or that contradict what the sentence makes of them.

What: shares with their remainder that are not 100 per cent together, "120 of 400, or 35 per cent", "from 318 to 22, a fall of 80 per cent",
"6 + 14 = 21", and what doubled from 10 to 30. Rounding is allowed for, and so is "about".

Why: it takes a reader a moment to find, and then no other figure is believed.

Bad (text):

    Of those asked 45 per cent agreed, 40 per cent did not, and the remaining 25 per cent had no view [@alpha2012, p. 3].

Good (text):

    Of those asked 45 per cent agreed, 40 per cent did not, and the remaining 15 per cent had no view [@alpha2012, p. 3].

Fix: look all of the figures up. Where the shares may overlap, since people could give several answers, say so instead of "the remaining".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from math import inf

from toolkit.check.changes import CHANGED, Change, changes, confused
from toolkit.check.leeway import Bounds, bounds, meet
from toolkit.check.parts import OF_WHICH, Problem, is_open, parts, wholes
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import SHARE, Statement, statements
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM004", "sum-that-does-not-add-up", "warning", "claim", also=("draft",), english=True)

_TRIGGER = phrase(
    rf"{CHANGED.pattern}|\b(?:remaining|rest|the other)\b| = "
    rf"|[\d}}] (?:[a-z'-]+ ){{0,4}}(?:\([^()]*\) )?(?:out )?of (?:the |its |our |their |these |those |all |a total of )?[\d{{]"
    rf"|[\d}}] {OF_WHICH} ?(?:,|\(|or\b|[-–])|\b{OF_WHICH},? (?:only |just )?[\d{{][^,.;(]{{0,40}}(?:\(|, or |, that is )[\d{{]"
    r"|\bof (?:the |its |our |their |these |those |all )?[\d{][^.;(]{0,80}(?: \(|, or )[\d{]|\btotal of [\d{]"
    rf"|, (?:or |and |making |that is )?[\d{{][^,.;:]{{0,40}} (?:in all|in total|altogether)(?=[,.;)]|$)"
)
_REST = phrase(rf"\b(?:the )?(?:remaining|(?:the )?rest,? (?:\(|-)?|the other) ?(?P<rest>{SHARE})")
_OWN_BASE = re.compile(rf"{SHARE} of (?!them\b|these\b|those\b|the total\b|the whole\b|all\b|respondents\b|cases\b)")
_WRITTEN = r"\d[\d,]*(?:\.\d+)?(?:%| per cent)?"
_SUM = phrase(rf"(?<![\w.,]){_WRITTEN}(?: [+-] {_WRITTEN})+ = {_WRITTEN}(?![\d,./]*\d)")
_TERM = phrase(r"(?:^|[+=-]) ?\d[\d,]*(?:\.\d+)?")
_MOST, _LEAST = 6, 80
"""Shares that are added up, and per cent in all below which they are plainly parts of something else."""


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for said in statements(subject, _TRIGGER, headings=True):
        for start, end, message in (*_rests(said), *parts(said), *wholes(said), *_changes(said), *_sums(said)):
            if said.is_own(start, end):
                yield RULE.finding(
                    said.span(start, end), message, "Look all of these figures up in the source, and correct the one that is wrong."
                )


def _rests(said: Statement) -> Iterator[Problem]:
    """Shares and what is said to remain of them."""
    for match in _REST.finditer(said.masked):
        before = said.masked[: match.start()]
        shares = [figure for figure in said.figures_of(before) if figure.kind in {"percentage", "fraction"}][-_MOST:]
        rest = said.figure(match["rest"])
        if not shares or len(_OWN_BASE.findall(before)) > 1 or any(is_open(each) for each in (*shares, rest)):
            continue
        made = (sum_of([*some, rest]) for size in range(1, len(shares) + 1) for some in combinations(shares, size))
        total = sum((each.low * (100 if each.kind == "fraction" else 1)) for each in (*shares, rest))
        if total > _LEAST and not any(meet(whole, (100, 100)) for whole in made):
            first = min(before.index(sign) for sign in before if sign >= "\ue000")
            yield first, match.end(), f"The shares and what remains make {total:.4g} per cent together, not 100."


def sum_of(figures: list[Figure]) -> Bounds:
    """The bounds of a sum."""
    ends = [bounds(each) for each in figures]
    return sum(low for low, _ in ends), sum(high for _, high in ends)


def _changes(said: Statement) -> Iterator[Problem]:
    for change in changes(said):
        if change.first.low <= 0 or is_open(change.first) or is_open(change.last) or confused(change) or "real terms" in said.masked:
            continue
        if change.direction and (change.last.low - change.first.low) * change.direction < 0:
            word = "fall" if change.direction < 0 else "rise"
            yield change.start, change.end, f"From {change.first.text} to {change.last.text} is no {word}."
        elif wrong := _contradiction(change):
            yield change.start, change.end, f"From {change.first.text} to {change.last.text} is {wrong}, not {change.by.text}."


def _contradiction(change: Change) -> str:
    """What the difference is, where it is not what the sentence says; empty where it may be."""
    (low, high), (to_low, to_high) = bounds(change.first, tight=True), bounds(change.last, tight=True)
    times = (to_low / high, to_high / max(low, 1e-9))
    if change.by.kind in {"percentage", "fraction"}:
        actual = sorted(abs(each - 1) * 100 for each in times)
        if change.first.kind == "percentage" and meet(_between(change), bounds(change.by)):
            return ""
        return "" if meet((actual[0], actual[1]), bounds(change.by)) else f"{sum(actual) / 2:.3g} per cent"
    if change.by.kind == "multiple":
        told = change.by.low
        least, most = (told, inf) if change.by.qualifier == "over" else (told * 0.8, told * 1.2)
        return "" if meet(times, (least, most)) else f"{change.last.low / change.first.low:.2g} times as much"
    if change.by.kind in {change.first.kind, "points"} and change.by.kind != "rate":
        unit = " percentage points" if change.by.kind == "points" else ""
        return "" if meet(_between(change), bounds(change.by)) else f"{abs(change.last.low - change.first.low):,.10g}{unit}"
    return ""


def _between(change: Change) -> Bounds:
    (low, high), (to_low, to_high) = bounds(change.first), bounds(change.last)
    ends = sorted((abs(to_low - high), abs(to_high - low)))
    return ends[0], ends[1]


def _sums(said: Statement) -> Iterator[Problem]:
    """Sums that are written out."""
    if "=" not in said.own:
        return
    for match in _SUM.finditer(said.own):
        terms = [each.strip().replace(" ", "").replace(",", "") for each in _TERM.findall(match[0])]
        total = sum(float(each) for each in terms[:-1])
        decimals = max(len(each.partition(".")[2]) for each in terms)
        rounded = 0.5 * 10**-decimals * len(terms) if decimals or "%" in match[0] or "per cent" in match[0] else 0.0
        if abs(total - float(terms[-1].lstrip("="))) > rounded + 1e-9:
            yield *match.span(), f"'{match[0]}': the sum is {total:,.10g}."

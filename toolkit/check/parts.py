"""Parts of a whole as sentences state them: so many of so many, the share that this is said to be, and a whole with all of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.leeway import Bounds, bounds, meet
from toolkit.check.statements import FRACTION, NUMBER, PERCENT, SHARE, Statement
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase

OF_WHICH = r"of (?:them|these|those|which|whom)\b"
_OF = r"(?:out )?of (?:the |its |our |their |these |those |all |a total of )?"
_SOME = r"(?: [a-z0-9'-]+){0,4}?"
_MANY = r"(?: [a-z0-9'-]+){0,8}?"
_X, _Y = rf"(?P<x>{NUMBER})", rf"(?P<y>{NUMBER})"
_GIVEN = rf"(?P<share>{SHARE})(?=[),.;:]| -|$| of (?:them|the total|all)\b)"
_OR = r",?(?: or| \(| that is| -|,|, or)+ ?"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_X}{_SOME} {_OF}{_Y}{_SOME}{_OR}{_GIVEN}",
        rf"{_X}{_SOME} {_OF}{_Y}{_MANY}(?:,|:| -)(?: or)? (?:that is|this is|which is|i\.e\.) ?(?:only |just |barely )?{_GIVEN}",
        rf"{_Y}{_MANY}(?:,|;|:| -)?(?: and| but| only)? (?:only |just )?{_X} {OF_WHICH}{_OR}{_GIVEN}",
        rf"{_Y}{_MANY}(?:,|;| \(| -) ?{OF_WHICH},? (?:only |just )?{_X}{_SOME}{_OR}{_GIVEN}",
        rf"\bof (?:the |its |our |their |these |those |all )?{_Y}{_MANY}, (?:only |just )?{_X}{_SOME}{_OR}{_GIVEN}",
        rf"{_X} \((?P<share>{SHARE})\) {_OF}{_Y}",
        rf"(?P<share>{SHARE}) of (?:the |its |our |all |all the )?{_Y}{_SOME}(?:, or | \()(?:only |just )?{_X}(?=[),])",
        rf"(?P<share>{SHARE}) \({_X} {_OF}{_Y}{_SOME}\)",
        rf"(?P<part>{FRACTION}){_SOME} ?\((?P<percent>{PERCENT})\)",
    )
)
_SEXES = phrase(
    rf"\b(?:total of (?P<all>{NUMBER})(?: [a-z'-]+){{0,5}}|(?P<people>{NUMBER})(?: [a-z'-]+){{0,5}} of whom)(?:,|:| -| \()? ?"
    rf"(?P<one>{NUMBER}) (?P<a>women|men|girls|boys|adults|children)(?: were)? and (?P<two>{NUMBER}) (?P<b>women|men|girls|boys|adults"
    rf"|children)\b"
)
_WHOLES = {frozenset(pair) for pair in (("women", "men"), ("girls", "boys"), ("adults", "children"))}
_IN_ALL = phrase(
    rf"(?:, |; | - )(?:or |and |making |that is |which makes )?(?:a total of )?(?P<total>{NUMBER})(?: [a-z-]+)? (?:in all|in total"
    rf"|altogether)(?=[,.;)]|$)"
)

Problem = tuple[int, int, str]
"""From and to in the sentence, and what is wrong."""


def parts(said: Statement) -> Iterator[Problem]:
    """So many of so many, and a share that this is not; each place once."""
    told: set[str] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(said.masked):
            groups = match.groupdict()
            sign = groups.get("share") or groups.get("percent") or ""
            share, actual = said.figure(sign), _actual(said, groups)
            if actual is None or sign in told:
                continue
            told.add(sign)
            in_words = share.kind == "percentage" or not re.search(r"\d", share.text)
            if in_words and share.low == share.high and not meet(actual, bounds(share)):
                words = said.sentence.words[match.start() : match.end()].rstrip(" ,.")
                yield *match.span(), f"'{words}': this is {sum(actual) / 2:.3g} per cent."


def _actual(said: Statement, groups: dict[str, str]) -> Bounds | None:
    """The share that the numbers make, in per cent; None where they do not tell."""
    if groups.get("part"):
        part = said.figure(groups["part"])
        return None if is_open(part) or not re.search(r"\d+ (?:out )?of ", part.text) else bounds(part)
    x, y = said.figure(groups["x"]), said.figure(groups["y"])
    if is_open(x) or is_open(y) or not 0 < x.low <= y.low:
        return None
    (low, high), (least, most) = bounds(x), bounds(y)
    return low / most * 100, high / max(least, 1e-9) * 100


def is_open(figure: Figure) -> bool:
    """Whether a figure has no upper or no lower end, or is a range."""
    return figure.qualifier in {"over", "under"} or figure.low != figure.high


def wholes(said: Statement) -> Iterator[Problem]:
    """A whole of which all parts are named, and numbers with what they make in all, that do not add up."""
    for match in _SEXES.finditer(said.masked):
        whole, *each = (said.figure(sign) for sign in (match["all"] or match["people"], match["one"], match["two"]))
        if frozenset((match["a"], match["b"])) in _WHOLES and not any(map(is_open, (whole, *each))):
            yield from _sum(match, whole, each)
    for match in _IN_ALL.finditer(said.masked):
        total = said.figure(match["total"])
        before = [figure for figure in said.figures_of(said.masked[: match.start()]) if figure.kind == "number"]
        if len(before) < 2 or any(map(is_open, (total, *before))) or total.low <= max(figure.low for figure in before):
            continue
        if all(_differs(total, before[at:]) for at in range(len(before) - 1)):
            yield from _sum(match, total, before)


def _differs(total: Figure, figures: list[Figure]) -> bool:
    ends = [bounds(each) for each in figures]
    return not meet(bounds(total), (sum(low for low, _ in ends), sum(high for _, high in ends)))


def _sum(match: re.Match[str], total: Figure, figures: list[Figure]) -> Iterator[Problem]:
    if _differs(total, figures):
        terms = " + ".join(each.text for each in figures)
        yield *match.span(), f"{terms} is {sum(each.low for each in figures):,.10g}, not {total.text}."

"""How sure it is that two figures are said of the same thing, and how they differ: for restated.py, by the words of their clauses."""

from __future__ import annotations

from typing import Literal

from toolkit.check.clauses import Said
from toolkit.check.leeway import bounds, meet
from toolkit.check.originals import Original
from toolkit.english.figures import Figure, same

Likeness = Literal["same", "like", ""]
Fault = Literal["value", "unit", "hedge", ""]
_SETTING = frozenset({"survey", "poll", "study", "sample", "census", "figure"})
"""Where a claim has its figure from: what says the claim again may leave it out."""
SHARES = {"percentage", "fraction", "points"}
FEWEST_WORDS = 3
"""Words that two statements must share to be of one thing; a name counts as one, a time as two."""


def likeness(one: Said, original: Original, *, dated: bool = False, next_to: bool = False) -> Likeness:
    """Whether two figures are said of the same thing: "same" where that is near certain, "like" where the wording is looser.

    :param dated: both name the same time, which counts for as much as two words.
    :param next_to: the sentence follows the claim at once.
    """
    other = original.said
    if one.apart != other.apart or not one.names <= original.names or not one_measure(one.figure, other.figure):
        return ""
    mine, theirs = one.words - one.names, other.words - other.names - _SETTING
    extra, near = theirs - mine - original.names, _near(one.figure, other.figure)
    if mine - other.words or not mine:
        return ""
    told, theirs_told = one.told - one.names, other.told - other.names - _SETTING
    parted = bool(one.base) == bool(other.base)
    if parted and not (one.base <= other.base | original.names and told <= other.told):
        return ""  # a part of those who were charged, and the charged part of them
    if one.base and not told and theirs_told:
        return ""  # a part of them, and nothing is said of it
    if one.base and parted and told and told >= theirs_told and len(extra) <= 2:
        return "same" if near or not extra else "like" if next_to else ""
    weight = len(mine) + len(one.names) + 2 * dated
    if weight < FEWEST_WORDS:
        return ""
    if parted and (len(extra) <= weight // 3 or (dated and one.names and near and len(extra) <= 2)):
        return "same"
    return "like" if near and len(extra) <= weight else ""


def one_measure(one: Figure, other: Figure) -> bool:
    kinds = {one.kind, other.kind}
    if kinds <= SHARES:
        return True
    return len(kinds) == 1 and (one.unit == other.unit or one.kind == "multiple")


def _near(one: Figure, other: Figure) -> bool:
    """Near enough for the one to be the other after a slip or a new edition: ten points of a share, a third of anything else."""
    times = [100 if figure.kind == "fraction" else 1 for figure in (one, other)]
    first, second = one.low * times[0], other.low * times[1]
    if one.kind in SHARES:
        return abs(first - second) <= 10 or _turned(first, second)
    return abs(first - second) <= max(abs(first), abs(second)) / 3 or _turned(first, second)


def _turned(one: float, other: float) -> bool:
    return one != other and sorted(f"{one:g}") == sorted(f"{other:g}")


def fault(one: Figure, other: Figure) -> Fault:
    """How a figure differs from the one that it should repeat; empty where both may be said of one thing."""
    if (one.kind == "points") != (other.kind == "points"):
        return "unit" if one.low == other.low else "value"
    if same(one, other):
        hedges = {one.qualifier, other.qualifier}
        return "hedge" if "over" in hedges and hedges & {"nearly", "under", "about"} else ""
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    if low == other_high or high == other_low:  # 33 and 34 per cent, each rounded: nothing but the very edge fits both
        return "value"
    return "" if meet((low, high), (other_low, other_high)) else "value"

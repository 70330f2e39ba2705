"""Figures in policy prose: which numbers in a sentence state an amount, how large, of what, and how firmly.

Between the text of a claim or a draft and the rules that ask for evidence, compare statements and check sums. Most numbers in such prose
are not figures (sections, dates, names of Acts, notes), so each is judged by what stands before and after it, in numbers/.
docs/explanation/figures.md says what is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from toolkit.english.numbers.amount import Amount, FigureKind
from toolkit.english.numbers.counts import read_amount
from toolkit.english.numbers.hedges import hedge_before
from toolkit.english.numbers.names import in_plain
from toolkit.english.numbers.numerals import SCALE_WORDS, SMALL_WORDS, spaced
from toolkit.english.numbers.parts import MULTIPLES, PARTS
from toolkit.english.numbers.weight import is_weighty

__all__ = ["Figure", "FigureKind", "measured", "read_figures", "same", "share"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount that a text states.

    ``low`` and ``high`` are the ends of a range, else equal: 63.0 for 63 per cent, 0.333… for a third and for one in three, 2.0 for twice
    and doubled, pounds for money. ``unit`` is ``per cent``, ``percentage points``, ``GBP``, ``USD``, ``EUR``, ``times``, ``per 1,000``,
    ``years`` and the like, or in small letters the noun that is counted where it plainly follows, else empty. ``qualifier`` is one of
    ``""``, ``about``, ``nearly``, ``under``, ``over``. ``start`` and ``end`` are offsets of the figure with its qualifier.
    ``weighty``: a statement of this kind asks for evidence.
    """

    kind: FigureKind
    low: float
    high: float
    unit: str
    qualifier: str
    start: int
    end: int
    text: str
    weighty: bool = False


_LENGTHS = {
    **{"minutes": ("seconds", 60), "hours": ("seconds", 3600), "days": ("seconds", 86400), "weeks": ("seconds", 604800)},
    **{"years": ("months", 12), "decades": ("months", 120), "centuries": ("months", 1200)},
}
_TOKEN = re.compile(r"[0-9]+|[½¼¾⅓⅔]|[^\W\d]+")
_STARTERS = frozenset((*SMALL_WORDS, *(f"{word}fold" for word in SMALL_WORDS), *MULTIPLES, "half", *"½¼¾⅓⅔"))
_STARTERS_WITH_A = frozenset((*SCALE_WORDS, *PARTS))
_BETWEEN = spaced(r"\bbetween (?:(?:about|around|roughly|approximately|an estimated) )?$")
_LIST = spaced(r"-?(?:,\s*(?P<last>and |or )?| (?:and|or|to|&|against|versus) |\s*-\s*)")
_RANGE = spaced(r"-?(?P<to> to )|\s*-\s*|(?P<and>-? and )|(?P<or>-? or )")
_FROM = spaced(
    r"(?:^|(?<=\W))(?P<spread>(?:rang|vari|vary|any|estimat|spread|spann|aged)[a-z]* )?from "
    r"(?:(?:about|around|roughly|just|over|under|nearly|almost) )*$"
)


def read_figures(text: str) -> list[Figure]:
    """The figures of a text, in its order, never overlapping. Never raises; the time grows with the length of the text alone."""
    plain = in_plain(text)
    at, seen = 0, list[Amount]()
    for start in _starts(plain):
        if start >= at:
            amount, at = read_amount(plain, text, start)
            if amount is not None:
                seen.append(amount)
    return [_figure(text, plain, amount) for amount in _joined(plain, seen) if not _is_loose(amount)] if seen else []


def _starts(plain: str) -> Iterator[int]:
    """Where a number may begin: at digits and at words that can start one. Most sentences have none, so this is what takes the time."""
    article = -1
    for token in _TOKEN.finditer(plain):
        word = token[0]
        if article >= 0 and word in _STARTERS_WITH_A:
            yield article
        elif word in _STARTERS or word[0] in "0123456789":
            yield token.start()
        article = token.start() if word in {"a", "an"} else -1


def share(figure: Figure) -> float | None:
    """The figure as a share of one, 0.63 for 63 per cent; the lower end of a range. None for what is no percentage and no fraction."""
    if figure.kind == "percentage":
        return figure.low / 100
    return figure.low if figure.kind == "fraction" else None


def same(a: Figure, b: Figure) -> bool:
    """Whether two figures state the same amount, whatever the wording, the hedge and the noun that is counted.

    Half is 50 per cent, 1.2 million is 1,200,000, two years are 24 months. A range is the same only as a range with the same ends.
    """
    (a_what, *a_ends), (b_what, *b_ends) = measured(a), measured(b)
    return a_what == b_what and all(x == y or math.isclose(x, y, rel_tol=1e-9) for x, y in zip(a_ends, b_ends, strict=True))


def measured(figure: Figure) -> tuple[str, float, float]:
    """What is measured, and its ends in one unit for all figures that can be compared: ``share`` in parts of one, money by its currency."""
    match figure.kind:
        case "percentage":
            return "share", figure.low / 100, figure.high / 100
        case "fraction":
            return "share", figure.low, figure.high
        case "duration":
            base, size = _LENGTHS.get(figure.unit, (figure.unit, 1))
            return base, figure.low * size, figure.high * size
        case "rate":
            per = float(figure.unit.removeprefix("per ").replace(",", ""))
            return "rate", figure.low / per, figure.high / per
        case "money" | "measure":
            return figure.unit, figure.low, figure.high
        case _:
            return figure.kind, figure.low, figure.high


def _joined(plain: str, seen: list[Amount]) -> list[Amount]:
    """Amounts with the units that they share with a neighbour (45 and 55 per cent), and with the two ends of a range made one."""
    borrowed = False
    for left, right in zip(reversed(seen[:-1]), reversed(seen[1:]), strict=True):
        gap = _LIST.fullmatch(plain, left.end, right.start) if right.start - left.end < 16 else None
        takes = bool(gap and left.loose and not right.loose and (gap[0].strip() != "," or borrowed))
        if takes and right.kind != "fraction" and (right.kind != "percentage" or left.value <= 100):
            left.kind, left.unit, left.loose = right.kind, right.unit, False
        borrowed = takes
    joined: list[Amount] = []
    for amount in seen:
        gap = _RANGE.fullmatch(plain, joined[-1].end, amount.start) if joined and amount.start - joined[-1].end < 16 else None
        if gap and joined[-1].kind == "age" and amount.loose and amount.value <= 120:
            amount.kind, amount.unit, amount.loose = "age", "years", False
        if gap and joined[-1].kind == "money" and amount.kind == "number" and not amount.unit and not gap["and"]:
            amount.kind, amount.unit, amount.loose = "money", joined[-1].unit, False  # £5–10 million
        if gap and (range_ := _as_range(plain, joined[-1], amount, gap)):
            joined[-1] = range_
        else:
            joined.append(amount)
    return joined


def _as_range(plain: str, left: Amount, right: Amount, gap: re.Match[str]) -> Amount | None:
    """Two neighbours as one range: 13 to 15 per cent, £5–10 million, between a third and a half.

    "From 12 to 18" is a change, not a range, unless something ranges from one to the other.
    """
    before = plain[max(0, left.start - 32) : left.start]
    between = _BETWEEN.search(before)
    if (left.kind, left.unit) != (right.kind, right.unit) and not (left.kind == right.kind == "number" and left.loose):
        return None
    if left.high is not None or (gap["and"] and not between) or (gap["to"] and (rise := _FROM.search(before)) and not rise["spread"]):
        return None
    low = left.value * right.scale if left.scale == 1 and right.scale > 1 and left.value * right.scale <= right.value else left.value
    if low >= right.value or (gap["or"] and not right.value - low <= 1):
        return None
    start = max(0, left.start - 32) + between.start() if between and gap["and"] else left.start
    return replace(right, value=low, high=right.value, start=start)


def _is_loose(amount: Amount) -> bool:
    """A small word that counts nothing ("between the two", "one of them") is no figure."""
    if amount.digits or amount.kind != "number" or amount.high is not None:
        return False
    return amount.value == 1 or (amount.loose and amount.value < 13)


def _figure(text: str, plain: str, amount: Amount) -> Figure:
    qualifier, start = hedge_before(plain, amount.start)
    if amount.kind == "duration" and qualifier == "over" and plain[start:].startswith("over"):
        qualifier, start = "", amount.start  # over five years: in the course of them
    high = amount.value if amount.high is None else amount.high
    return Figure(
        amount.kind,
        float(amount.value),
        float(high),
        amount.unit,
        qualifier,
        start,
        amount.end,
        text[start : amount.end],
        is_weighty(plain, amount),
    )

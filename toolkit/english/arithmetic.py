"""Figures worked out from others: which simple step leads from the figures of some statements to one that is said to follow from them.

A step that fits may still be the wrong one, so each is shown in full; what no step leads to is not said to be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import NamedTuple

from toolkit.english.agreement import HOWS, Agreement, agreement
from toolkit.english.figures import Figure, FigureKind, measured

MOST = 12
"""Figures with which steps are tried: with more of them almost any amount can be made."""


class Working(NamedTuple):
    """A step that gives a figure: ``142,467 ÷ 226,000 = 63.04 per cent``, and the places in the list of the figures that it uses."""

    text: str
    uses: tuple[int, ...]


class _Step(NamedTuple):
    text: str
    uses: tuple[int, ...]
    kind: FigureKind
    value: float
    unit: str = ""


def worked_out(figure: Figure, known: Sequence[Figure], given: int | None = None) -> Working | None:
    """The plainest step from the known figures to this one: the same, a rest of 100, a difference, a sum, a share, a change, a ratio.

    None where there is none, or the figure is a range.

    :param given: how many of the known ones, from the first, may be the figure itself; all where it is left out.
    """
    singles = [(number, each) for number, each in enumerate(known) if each.low == each.high][:MOST]
    same = [(HOWS.index(agrees.how), number) for number, each in enumerate(known[:given]) if (agrees := _near(figure, each)) is not None]
    if same:
        number = min(same)[1]
        return Working(f"{_text(known[number])}, as it is stated there", (number,))
    for step in _steps(singles):
        made = Figure(step.kind, step.value, step.value, step.unit, "", 0, 0, _written(step))
        if _near(figure, made) is not None:
            return Working(f"{step.text} = {_written(step)}", step.uses)
    return None


def _near(figure: Figure, made: Figure) -> Agreement | None:
    """How they agree, where no coarse rounding is needed for it."""
    agrees = agreement(figure, made)
    return None if agrees is None or any(remark.kind == "coarse" for remark in agrees.remarks) else agrees


def _steps(known: Sequence[tuple[int, Figure]]) -> Iterator[_Step]:
    shares = [(number, each) for number, each in known if measured(each)[0] == "share"]
    yield from _rests(shares)
    for (one, a), (two, b) in permutations(known, 2):
        yield from _pair(one, a, two, b)
    for what in dict.fromkeys(measured(each)[0] for _, each in known):
        alike = [(number, each) for number, each in known if measured(each)[0] == what]
        if len(alike) > 2 and what not in {"multiple", "rate"}:
            total = sum(each.low for _, each in alike)
            text = " + ".join(_text(each) for _, each in alike)
            yield _Step(text, tuple(number for number, _ in alike), alike[0][1].kind, total, alike[0][1].unit)


def _rests(shares: Sequence[tuple[int, Figure]]) -> Iterator[_Step]:
    """What shares leave of the whole."""
    for size in (1, 2, 3):
        for chosen in combinations(shares, size):
            rest = 100 * (1 - sum(measured(each)[1] for _, each in chosen))
            if rest > 0:
                text = " − ".join(("100", *(_text(each) for _, each in chosen)))
                yield _Step(text, tuple(number for number, _ in chosen), "percentage", rest, "per cent")


def _pair(one: int, a: Figure, two: int, b: Figure) -> Iterator[_Step]:
    """The steps that lead from two figures, the first of which is the one that is changed or divided."""
    (what, x, _), (other, y, _) = measured(a), measured(b)
    uses, left, right = (one, two), _text(a), _text(b)
    if what == other and x > 0 and y > 0:
        if what == "share":
            yield _Step(f"{left} − {right}", uses, "points", 100 * (x - y), "percentage points")
            yield _Step(f"{left} + {right}", uses, "percentage", 100 * (x + y), "per cent")
        else:
            yield _Step(f"{left} − {right}", uses, a.kind, a.low - b.low * _ratio_of_units(a, b), a.unit)
            yield _Step(f"{left} + {right}", uses, a.kind, a.low + b.low * _ratio_of_units(a, b), a.unit)
        if x <= y and what != "share":
            yield _Step(f"{left} ÷ {right}", uses, "percentage", 100 * x / y, "per cent")
        yield _Step(f"({left} − {right}) ÷ {right}", uses, "percentage", 100 * abs(x - y) / y, "per cent")
        yield _Step(f"{left} ÷ {right}", uses, "multiple", x / y, "times")
    if what == "share" and other not in {"share", "multiple", "points"}:
        yield _Step(f"{left} of {right}", uses, b.kind, x * b.low, b.unit)


def _ratio_of_units(a: Figure, b: Figure) -> float:
    """Years and months have one measure and two units."""
    (_, x, _), (_, y, _) = measured(a), measured(b)
    return (y / b.low) / (x / a.low) if a.low and b.low and x and y else 1.0


def _text(figure: Figure) -> str:
    return " ".join(figure.text.split())


def _written(step: _Step) -> str:
    """The amount of a step as prose writes it: money with its sign, four digits of what is a share."""
    sign = {"GBP": "£", "USD": "$", "EUR": "€"}.get(step.unit, "")
    exact = step.kind in {"number", "money", "duration", "age", "measure"}
    number = f"{step.value:,.10g}" if exact and abs(step.value) < 1e15 else f"{step.value:.4g}"
    return f"{sign}{number}" + (f" {step.unit}" if step.kind in {"percentage", "points", "multiple", "duration"} else "")

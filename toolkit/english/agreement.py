"""Whether two figures agree: the same amount in another spelling, a rounding of it, or a value where "nearly" and "more than" put it.

The one that is asked about is ours, the other one the source's. What agrees only if one looks away (a hedge that was dropped, a rounding by
a tenth) agrees with remarks. docs/explanation/proof-of-figures.md gives the measures.
"""

from __future__ import annotations

import re
from math import isclose
from typing import Literal, NamedTuple, get_args

from toolkit.english.figures import Figure, measured

How = Literal["exact", "equivalent", "rounded", "bound"]
HOWS: tuple[How, ...] = get_args(How)
"""The closest first."""
RemarkKind = Literal["hedge", "coarse", "range"]


class Remark(NamedTuple):
    """What has to be read before the agreement is relied on: a sentence."""

    kind: RemarkKind
    text: str


class Agreement(NamedTuple):
    how: How
    remarks: tuple[Remark, ...] = ()


_NUMERAL = re.compile(r"\d[\d,\u00a0\u2009\u202f]*(?:\.\d+)?|\.\d+")
_PER_CENT = re.compile(r"[\s-]*(?:per[\s-]*cent|percent|pc\b|%)")
_OPEN = re.compile(
    r"\W*(?:(?:no|not) (?:fewer|less|more) than|at (?:least|most)|up to|as (?:many|much|few) as|(?:a )?(?:min|max)imum of|[≥≤])"
)
"""Hedges with which the value itself is meant too."""
_ABOUT, _NEARLY, _FAR, _COARSE, _ZEROS = 0.05, 0.05, 0.25, 0.05, 0.025
_POINTS = {"about": 0.025, "nearly": 0.05, "far": 0.1, "part": 0.015, "loose": 0.03}
"""The same for shares, in parts of one: 0.025 are two and a half percentage points."""
_MEASURED = frozenset(("multiple", "percentage", "points", "duration"))
"""Kinds of figure that are rounded when they are put into words: three times, sixty per cent."""
_SAYS = {"about": "about", "nearly": "nearly", "under": "less than", "over": "more than"}


def agreement(ours: Figure, theirs: Figure) -> Agreement | None:
    """How our figure agrees with the source's; None where it does not. Units are compared too: 63 searches are not 63 per cent."""
    (what, low, high), (other, their_low, their_high) = measured(ours), measured(theirs)
    if what != other:
        return _as_change(ours, theirs)
    if _is(low, their_low) and _is(high, their_high):
        return _same(ours, theirs)
    if low != high and their_low != their_high:
        half = _half(ours, low)
        near = _rounds(low, their_low, half) and _rounds(high, their_high, half)
        return Agreement("rounded") if near and not ours.qualifier else None
    if low != high:
        return None
    if their_low != their_high:
        return _in_range(ours, theirs, low, (their_low, their_high))
    return _single(ours, theirs, low, their_low)


def written(figure: Figure) -> float:
    """The number that its digits say: 1.2 for £1.2 million; its value where it is in words."""
    numerals = _NUMERAL.findall(figure.text)
    return _value(numerals[-1]) if numerals else figure.high


def core(figure: Figure) -> str:
    """A figure without its hedge, commas and the spelling of per cent: what two spellings have alike."""
    text = _PER_CENT.sub("%", figure.text.lower())
    found = re.search(r"[£$€]?\s*[.\d].*", text)
    return re.sub(r"[\s,]", "", found[0]) if found else text


def half_digit(figure: Figure) -> float:
    """Half of the last digit that a figure gives, in its base unit: what rounding may have taken or added. A zero at the end of a large
    number counts as a digit that is not given, as far as a fortieth of the number."""
    return _half(figure, measured(figure)[1])


def _value(numeral: str) -> float:
    return float(re.sub(r"[^\d.]", "", numeral))


def _is(one: float, other: float) -> bool:
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def _half(figure: Figure, base: float) -> float:
    unit = abs(base / figure.low) if figure.low else 1.0
    numerals = _NUMERAL.findall(figure.text)
    if figure.kind == "fraction" or (not numerals and figure.high < 1000 and figure.kind not in _MEASURED):
        return 0.0
    if not numerals:
        return min(_zeros(figure.high), _ZEROS * figure.high) * unit if figure.high >= 1000 else 0.5 * unit
    if figure.kind == "rate":
        numerals = numerals[:1]
    number = _value(numerals[-1])
    decimals = len(numerals[-1].partition(".")[2])
    scale = abs(figure.high / number) if number else 1.0
    if not decimals and scale < 1000 and number >= 1000:
        return max(0.5 * scale, min(_zeros(number) * scale, _ZEROS * abs(figure.high))) * unit
    return 0.5 * 10.0**-decimals * scale * unit


def _zeros(number: float) -> float:
    digits = f"{number:.0f}"
    return 0.5 * float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _rounds(ours: float, theirs: float, half: float) -> bool:
    """Whether theirs rounds to ours; a five rounds up."""
    slack = 1e-9 * max(abs(ours), 1e-3)
    return -half - slack <= theirs - ours < half - slack


def _same(ours: Figure, theirs: Figure) -> Agreement:
    how: How = "exact" if ours.kind == theirs.kind and core(ours) == core(theirs) else "equivalent"
    if ours.qualifier in {theirs.qualifier, "about"} or (theirs.qualifier == "about" and ours.qualifier):
        return Agreement(how)
    if not ours.qualifier:
        return Agreement(how, (_hedged(theirs),))
    if theirs.qualifier:
        return Agreement(how, (_hedged(theirs),))
    if ours.qualifier in {"over", "under"} and _OPEN.match(ours.text.lower()):
        return Agreement("bound")
    remark = Remark("hedge", f"The source has {theirs.text} itself, not {_SAYS[ours.qualifier]} that.")
    return Agreement("bound", (remark,))


def _hedged(theirs: Figure) -> Remark:
    return Remark("hedge", f"The source says “{' '.join(theirs.text.split())}”.")


def _in_range(ours: Figure, theirs: Figure, value: float, ends: tuple[float, float]) -> Agreement | None:
    low, high = ends
    inside = low <= value <= high
    if ours.qualifier == "about" and inside:
        return Agreement("rounded")
    if (ours.qualifier == "over" and _is(value, low)) or (ours.qualifier == "under" and _is(value, high)):
        return Agreement("bound")
    if _is(value, low) or _is(value, high):
        return Agreement("equivalent", (Remark("range", f"The source gives a range, {theirs.text}."),))
    return None


def _single(ours: Figure, theirs: Figure, value: float, their: float) -> Agreement | None:
    found = _rounded(ours, theirs, value, their) if ours.qualifier in {"", "about"} else _bound(ours, value, their)
    if found is None or theirs.qualifier in {"", "about"}:
        return found
    return Agreement(found.how, (*found.remarks, _hedged(theirs)))


def _rounded(ours: Figure, theirs: Figure, value: float, their: float) -> Agreement | None:
    away, share = abs(their - value), measured(ours)[0] == "share"
    if ours.qualifier == "about":
        most = _POINTS["about"] if share else max(_ABOUT * abs(value), _half(ours, value))
        return Agreement("rounded") if away <= most + 1e-9 else None
    half, their_half = _half(ours, value), _half(theirs, their)
    if _rounds(value, their, half):
        if theirs.kind == "fraction" and not _NUMERAL.search(theirs.text):
            return Agreement("equivalent")  # 33 per cent, and a third
        coarse = not share and ours.kind != "points" and away > (_COARSE if ours.kind != "multiple" else 0.1) * abs(value)
        return Agreement("rounded", (_coarse(away / abs(their or 1)),) if coarse else ())
    if ours.kind == "fraction" and _rounds(their, value, their_half):
        return Agreement("equivalent")
    if ours.kind == "fraction" and not _NUMERAL.search(ours.text) and away <= _POINTS["loose"]:
        remarks = () if away <= _POINTS["part"] else (Remark("coarse", f"The source has {' '.join(theirs.text.split())}."),)
        return Agreement("rounded", remarks)
    return None


def _coarse(by: float) -> Remark:
    return Remark("coarse", f"Rounding has changed it by {100 * by:.0f} per cent.")


def _bound(ours: Figure, value: float, their: float) -> Agreement | None:
    share = measured(ours)[0] == "share"
    away = (their - value) if ours.qualifier == "over" else (value - their)
    if away < 0:
        return None
    if ours.qualifier == "nearly":
        near = min(_POINTS["nearly"], value / 4) if share else _NEARLY * abs(value)
        if away <= near + 1e-9:
            return Agreement("bound")
        return Agreement("bound", (Remark("coarse", "It is some way below."),)) if not share and away <= 1.6 * near else None
    far = min(_POINTS["far"], value / 2) if share else _FAR * abs(value)
    if away <= far + 1e-9:
        return Agreement("bound")
    if away <= (2.5 if share else 4) * far:
        return Agreement("bound", (Remark("coarse", f"It is a long way {'above' if ours.qualifier == 'over' else 'below'}."),))
    return None


def _as_change(ours: Figure, theirs: Figure) -> Agreement | None:
    """Doubled is a rise of 100 per cent, halved a fall of 50; twice is two times, however it was read."""
    kinds = {ours.kind, theirs.kind}
    if kinds == {"multiple", "percentage"}:
        multiple, share = (ours, theirs) if ours.kind == "multiple" else (theirs, ours)
        word = multiple.text.lower().strip()
        changed = word.endswith(("ed", "ing", "double", "treble", "triple", "halve"))
        rise = 100 * (multiple.low - 1) if multiple.low > 1 else 100 * (1 - multiple.low)
        return Agreement("equivalent") if changed and _is(rise, share.low) and share.low == share.high else None
    if kinds <= {"multiple", "number", "ratio"} and _times(ours) and _times(theirs) and ours.low == ours.high and theirs.low == theirs.high:
        if _is(ours.low, theirs.low):
            return _same(ours, theirs)._replace(how="equivalent")
        return _single(ours, theirs, ours.low, theirs.low)
    return None


def _times(figure: Figure) -> bool:
    return figure.kind in {"multiple", "ratio"} or figure.unit == "times"

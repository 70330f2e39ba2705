"""How far what is written may be from what it stands for: the rounding of a figure and its hedge, as two bounds."""

from __future__ import annotations

import math

from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase

_DIGITS = phrase(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_SHARES = {"percentage", "fraction"}
Bounds = tuple[float, float]


def bounds(figure: Figure, *, tight: bool = False) -> Bounds:
    """The least and the greatest amount that a figure may honestly stand for; shares in per cent, everything else in its own unit.

    35 per cent is 34.5 to 35.5, 1.2 million is 1.15 to 1.25 million, 142,467 is itself. About: a tenth or five points either way, and
    less where three digits are given; nearly: up to an eighth below; more than: without an upper end. A part in words, such as a
    third, may be four points off.

    :param tight: a single digit, as in £4 million, is not taken for one that was rounded from £4.4 million.
    """
    times = 100.0 if figure.kind == "fraction" else 1.0
    low, high, half = figure.low * times, figure.high * times, _half_digit(figure)
    half = half / 10 if tight and figure.kind in {"number", "money"} and _digits(figure) == 1 else half
    if figure.kind == "fraction" and not _DIGITS.search(figure.text):
        half = min(4.0, low / 5)
    match figure.qualifier:
        case "over":
            return low - min(half, 0.5) if figure.kind in _SHARES else low - half, math.inf
        case "under":
            return -math.inf, high + min(half, 0.5) if figure.kind in _SHARES else high + half
        case "nearly":
            return low * 0.875 - half, high + half
        case "about":
            about = min(5.0, abs(high) / 4) if figure.kind in _SHARES else abs(high) / (50 if _is_exact(figure) else 10)
            return low - max(half, about), high + max(half, about)
        case _:
            return low - half, high + half


def meet(one: Bounds, other: Bounds) -> bool:
    """Whether two figures may stand for one amount."""
    return one[0] <= other[1] + 1e-9 and other[0] <= one[1] + 1e-9


def _is_exact(figure: Figure) -> bool:
    """Whether three digits or more of a number are given: "some 67,100" is not 61,700."""
    return _digits(figure) >= 3


def _digits(figure: Figure) -> int:
    """Digits that say something: three for 67,100, one for 80,000; none for a number in words."""
    written = _DIGITS.search(figure.text)
    return len(written[0].replace(",", "").replace(".", "").strip("0")) if written else 0


def _half_digit(figure: Figure) -> float:
    """Half of the last digit that is written: what rounding may have taken or added."""
    written = list(_DIGITS.finditer(figure.text))
    if not written:
        return figure.low / 20 if figure.kind in {"number", "money"} and figure.low >= 1000 else 0.0
    digits = written[-1][0].replace(",", "").rstrip(".")
    value = float(digits)
    scale = figure.high / value if value else 1.0
    decimals = len(digits.partition(".")[2])
    if figure.kind == "fraction":
        return 0.0
    if decimals or scale >= 1000 or figure.kind in {"percentage", "points", "rate", "multiple"}:
        return 0.5 * scale * 10.0**-decimals
    zeros = len(digits) - len(digits.rstrip("0"))
    return 0.5 * 10**zeros if zeros >= 3 and value >= 10_000 else 0.0

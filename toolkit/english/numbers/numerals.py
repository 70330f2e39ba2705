"""Numbers as English prose writes them: ``142,467``, ``1.2 million``, ``two and a half``, ``one hundred and forty-two thousand``.

The lowest layer of figures.py, which decides what a number counts and whether it is a figure at all. Text comes here in small letters.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def spaced(pattern: str) -> re.Pattern[str]:
    """A pattern in which each blank stands for any white space."""
    return re.compile(pattern.replace(" ", r"\s+"))


def words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DIGITS = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))
_TEENS = dict(
    zip(
        ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"],
        range(10, 20),
        strict=True,
    ),
)
_TENS = dict(zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], range(20, 100, 10), strict=True))
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_VALUES: dict[str, float] = {**_DIGITS, **_TEENS, **_TENS, "a": 1, "an": 1}

SMALL_WORDS = (*_TENS, *reversed(_TEENS), *_DIGITS)
"""Words below a hundred, those that begin like another one first."""

SCALE_WORDS = tuple(_SCALES)

_BELOW_HUNDRED = rf"(?:(?:{'|'.join(_TENS)})(?:[\s-]+(?:{'|'.join(_DIGITS)})\b)?|(?:{'|'.join(_TEENS)})|(?:{'|'.join(_DIGITS)}))\b"
_BELOW_THOUSAND = rf"(?:(?:an?|{'|'.join(_DIGITS)}|{'|'.join(_TEENS)})[\s-]+hundred\b(?:\s+(?:and\s+)?{_BELOW_HUNDRED})?|{_BELOW_HUNDRED})"
_SCALE = r"(?:thousand|million|billion|trillion|dozen)\b"
_SPELT = re.compile(
    rf"(?:{_BELOW_THOUSAND}(?:[\s-]+{_SCALE})?|an?\s+{_SCALE})"
    rf"(?:(?<=nd|on)(?:,?\s+(?:and\s+)?{_BELOW_THOUSAND}\s+{_SCALE})*(?:,?\s+and\s+{_BELOW_HUNDRED}|,?\s+{_BELOW_THOUSAND})?)?"
)
_WORD = re.compile("[a-z]+")
_FIGURES = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
)
_NOT_DIGITS = re.compile(r"[^0-9.]")
_SCALED = re.compile(
    r"\s?(bn|tn)\b|\s(?:hundred\s)?(thousand|million|billion|trillion)\b|(hundred)\b|[\s-](thousand|million|billion|trillion)\b"
)
_SCALED_MONEY = re.compile(r"\s?(bn|tn|mn|m|k)\b|[\s-]?(hundred|thousand|million|billion|trillion)\b")
_SCALED_COUNT = re.compile(r"(m|k|mn)(?=\s+(?:[a-z-]+\s+)?(?:people|children|[a-z]{3,}s)\b)")
_AND_PART = re.compile(r"\s+and\s+(?:(a\s+half)|(a\s+quarter)|(a\s+third)|(three[\s-]quarters)|(two[\s-]thirds))\b|([½¼¾⅓⅔])")
_PARTS = (0.5, 0.25, 1 / 3, 0.75, 2 / 3)
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_LONGEST = 15
"""Digits of a number that a float holds exactly; what is longer is an identifier."""


class Number(NamedTuple):
    """A number and where it stands; ``scale`` is what a word such as million multiplied it by, and is in ``value`` already."""

    value: float
    start: int
    end: int
    scale: float = 1.0
    digits: bool = True


def read_number(plain: str, at: int, money: bool = False) -> Number | None:
    """The number that begins at an offset of a text in small letters; None where none begins. After a currency sign, ``m`` is million."""
    written = _FIGURES.match(plain, at)
    if written is None:
        return _part_sign(plain, at) or _spelt(plain, at)
    digits = _NOT_DIGITS.sub("", written[0])
    if len(digits) > _LONGEST:
        return None
    value, end = _and_part(plain, float(digits), written.end())
    scaled = (_SCALED_MONEY if money else _SCALED).match(plain, end) or (None if money else _SCALED_COUNT.match(plain, end))
    if scaled is None:
        return Number(value, at, end)
    word = scaled[scaled.lastindex or 0]
    scale = _SCALES.get(word) or _SHORT[word]
    return Number(round(value * scale, 6), at, scaled.end(), scale)


def _part_sign(plain: str, at: int) -> Number | None:
    part = _SIGNS.get(plain[at : at + 1])
    return Number(part, at, at + 1) if part else None


def _and_part(plain: str, value: float, end: int) -> tuple[float, int]:
    """Value and end with the part of a mixed number: two and a half, 2½."""
    part = _AND_PART.match(plain, end)
    if part is None or not part.lastindex:
        return value, end
    return value + (_SIGNS[part[6]] if part[6] else _PARTS[part.lastindex - 1]), part.end()


def _spelt(plain: str, at: int) -> Number | None:
    written = _SPELT.match(plain, at)
    if written is None:
        return None
    total = current = 0.0
    scale = 1.0
    for word in _WORD.findall(written[0]):
        if word == "hundred":
            current *= 100
        elif word in _SCALES:
            scale = _SCALES[word]
            total, current = total + current * scale, 0.0
        else:
            current += _VALUES.get(word, 0)
    value, end = _and_part(plain, total + current, written.end())
    if end > written.end() and (scaled := re.compile(rf"\s+({_SCALE})").match(plain, end)):
        scale = _SCALES[scaled[1]]
        value, end = value * scale, scaled.end()
    return Number(value, at, end, scale, digits=False)

"""Raised figures told apart from those beside them: marks of notes stand on no line of their own in what a PDF says, only higher."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as pdfium

RAISED = 0xFDD0
"""This and the nine behind it are noncharacters that stand for raised digits until the lines are joined: no text has them."""
_MAYBE_RAISED = re.compile(
    r"(?<=[^\s\d(£$€#/])\d{1,3}(?:,\s?\d{1,3})*(?!\d)"  # word12 and word.12,13
    r"|(?<=\d[.,;:)”’\"'])\d{1,3}(?!\d)"  # 2003.12
    r"|(?<=\d)\d{1,3}(?=[\s.,;:)]|$)"  # 200312
    r"|(?<=[^\W\d][.,;:)”’\"'] )\d{1,3}(?=\s|$)"  # word. 12
    "|(?:(?<=[\n\ufffe])|^)\\d{1,3}(?=[^\\W\\d]|\\s)"  # 12See: the note itself
)


def with_raised(text_page: Any, signs: str) -> str:
    """The characters with raised digits told apart: no larger than the letter beside them, with a baseline above it or, as some fonts have
    digits that are drawn raised, with their ink above it."""
    raw, x, y, box = text_page.raw, ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    sides = [ctypes.c_double() for _ in range(4)]

    def ink(at: int) -> float:
        pdfium.FPDFText_GetCharBox(raw, at, *sides)
        return sides[2].value

    def baseline(at: int) -> float:
        pdfium.FPDFText_GetCharOrigin(raw, at, x, y)
        return y.value

    def height(at: int) -> float:
        pdfium.FPDFText_GetLooseCharBox(raw, at, box)
        return abs(float(box.top) - float(box.bottom))

    def upright(at: int) -> bool:
        angle = float(pdfium.FPDFText_GetCharAngle(raw, at))
        return angle < 0.1 or angle > 6.18

    found = list(signs)
    for maybe in _MAYBE_RAISED.finditer(signs):
        beside = _beside(signs, maybe.start(), maybe.end())
        if beside is None or not upright(beside):
            continue
        base, full = baseline(beside), max(height(beside), 1.0)
        for at in range(maybe.start(), maybe.end()):
            if not signs[at].isdecimal():
                continue
            above, small = baseline(at) - base, height(at)
            shifted = 0.12 * full < above < 0.9 * full and small <= full * 1.01 and (small < 0.9 * full or above > 0.25 * full)
            if shifted or (abs(above) < 0.01 * full and ink(at) - base > 0.16 * full):
                found[at] = chr(RAISED + int(signs[at]))
    return "".join(found)


def _beside(signs: str, start: int, end: int) -> int | None:
    """The letter or digit just before what may be raised; at the beginning of a line the one behind it."""
    at = start - 1
    while at >= 0 and start - at < 5 and not signs[at].isalnum() and signs[at] not in "\n\ufffe":
        at -= 1
    if at >= 0 and signs[at].isalnum():
        return at
    if at < 0 or signs[at] in "\n\ufffe":
        return next((after for after in range(end, min(end + 3, len(signs))) if signs[after].isalpha()), None)
    return None

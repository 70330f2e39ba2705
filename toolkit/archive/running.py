"""Running heads and feet, and the page numbers printed in them: told from the text because they come back on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

EDGE = 3
"""How many lines at the top and at the bottom of a page may be a running head or foot."""
_NEAR = 8
"""Within so many pages to either side a running head must come back: heads change from chapter to chapter."""
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")
_SPACE = re.compile(r"\s+")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_ROMAN = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_PRINTED = (
    re.compile(r"^\W*(?:page|p\.?|pg\.?)?\s*(?:[A-Z]{1,2}[-.–])?(\d{1,5}|[ivxlc]{1,7})\s*(?:(?:of|/)\s*\d{1,5})?\W*$", re.I),
    re.compile(r"\s(\d{1,5}|[ivxlc]{1,7})\s*(?:of|/)\s*\d{1,5}\W*$"),
    re.compile(r"(?:^|\s)(?:page|p\.)\s*[-–]?\s*(\d{1,5}|[ivxlc]{1,7})\b", re.I),
    re.compile(r"^\W*(\d{1,5}|[ivxlc]{1,7})[\s|—–]+\D.{2,}$"),
    re.compile(r"^\D.{2,}?[\s—–|-](\d{1,5}|[ivxlc]{1,7})\W*$"),
)


@dataclass(frozen=True)
class Line:
    """A line of a page: its words, its baseline and beginning as shares of the page from below and from the left, its letters' height."""

    text: str
    y: float = 0.5
    x: float = 0.0
    size: float = 0.0


def running_lines(pages: Sequence[Sequence[Line]]) -> list[set[int]]:
    """By page, the positions of the lines that are running heads or feet: at one height on three pages close by (or both of two)."""
    edges = [_edges(lines) for lines in pages]
    seen: dict[tuple[str, int], list[int]] = {}
    for page, positions in enumerate(edges):
        for mask, height in {_sign(pages[page][at]) for at in positions}:
            for near in (height - 1, height, height + 1):
                seen.setdefault((mask, near), []).append(page)
    found: list[set[int]] = [set() for _ in pages]
    for page, positions in enumerate(edges):
        for at in positions:
            others = seen[_sign(pages[page][at])]
            if len({other for other in others if abs(other - page) <= _NEAR}) >= max(2, min(3, len(pages))):
                found[page].add(at)
    return found


def _edges(lines: Sequence[Line]) -> list[int]:
    order = sorted((at for at, line in enumerate(lines) if line.text.strip()), key=lambda at: -lines[at].y)
    if len(order) <= 2 * EDGE:
        return order
    top, bottom = order[:EDGE], order[-EDGE:]
    heights = (lines[top[-1]].y, lines[bottom[0]].y)  # lines beside each other count as one
    return [at for at in order if lines[at].y >= heights[0] - 0.002 or lines[at].y <= heights[1] + 0.002]


def _sign(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("#", _SPACE.sub(" ", line.text.strip().lower())), round(line.y * 250)


def numbered_edge(lines: Sequence[Line], printed: str) -> set[int]:
    """The outermost lines of a page that hold its printed number: a foot that names each section comes back on no other page."""
    order = sorted((at for at, line in enumerate(lines) if line.text.strip()), key=lambda at: -lines[at].y)
    ends = {at for at in order if lines[at].y >= lines[order[0]].y - 0.002 or lines[at].y <= lines[order[-1]].y + 0.002}
    return {at for at in ends if printed in {_written(*each) for each in _numbers(lines[at].text)}}


def printed_numbers(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The number printed on each page, in its own figures; empty where none could be made out.

    Numbers at the edges vote for the distance between them and the position in the file. Pages between two that agree, and up
    to three before the first and behind the last, take their number from them.
    """
    candidates = [_candidates(lines) for lines in pages]
    votes: Counter[tuple[str, int]] = Counter()
    weights: Counter[tuple[str, int]] = Counter()
    for at, page in enumerate(candidates):
        for (kind, value), weight in page.items():
            votes[kind, value - at] += 1
            weights[kind, value - at] += weight
    need = 2 if len(pages) <= 6 else max(3, min(8, len(pages) // 6))
    good = [offset for offset, _ in weights.most_common(40) if votes[offset] >= need]
    found: list[tuple[str, int] | None] = [None] * len(pages)
    for kind, offset in good:
        for at, page in enumerate(candidates):
            if found[at] is None and (kind, at + offset) in page and _fits(found, at, kind, at + offset):
                found[at] = (kind, at + offset)
    _fill(found)
    return [_written(*each) if each else "" for each in found]


def _fits(found: Sequence[tuple[str, int] | None], at: int, kind: str, value: int) -> bool:
    """Whether a number goes with the nearest ones of its kind that more pages voted for: numbers of pages only rise."""
    before = next((each for each in reversed(found[:at]) if each and each[0] == kind), None)
    after = next((each for each in found[at + 1 :] if each and each[0] == kind), None)
    return (before is None or before[1] < value) and (after is None or value < after[1])


def _fill(found: list[tuple[str, int] | None]) -> None:
    known = [at for at, each in enumerate(found) if each]
    for one, two in pairwise(known):
        (kind, value), (other, end) = found[one] or ("", 0), found[two] or ("", 0)
        if kind == other and end - value == two - one:
            for at in range(one + 1, two):
                found[at] = (kind, value + at - one)
    for edge, step in ((known[0], -1), (known[-1], 1)) if known else ():
        kind, value = found[edge] or ("", 0)
        for distance in range(1, 4):
            at = edge + step * distance
            if 0 <= at < len(found) and value + step * distance > 0:
                found[at] = (kind, value + step * distance)


def _candidates(lines: Sequence[Line]) -> dict[tuple[str, int], int]:
    """What may be the number of a page, and its weight: most for a number alone in the outermost line."""
    found: dict[tuple[str, int], int] = {}
    edges = _edges(lines)
    for at in edges:
        outermost = lines[at].y >= lines[edges[0]].y - 0.002 or lines[at].y <= lines[edges[-1]].y + 0.002
        alone = len(lines[at].text.strip()) <= 8
        for number in _numbers(lines[at].text):
            found[number] = max(found.get(number, 0), 1 + outermost + (outermost and alone))
    return found


def _numbers(line: str) -> set[tuple[str, int]]:
    """What may be a page's number in a line."""
    found: set[tuple[str, int]] = set()
    text = _SPACE.sub(" ", line).strip()
    if re.fullmatch(r"\d(?: \d)+", text):
        text = text.replace(" ", "")
    for pattern in _PRINTED if len(text) < 160 else ():
        if printed := pattern.search(text):
            number = printed[1]
            if number.isdigit():
                found.add(("arabic", int(number)))
            elif (value := roman(number)) is not None and number in (number.lower(), number.upper()):
                found.add(("ROMAN" if number.isupper() else "roman", value))
    return found


def roman(numeral: str) -> int | None:
    """The value of a Roman numeral up to 399; None for what is none."""
    numeral = numeral.lower()
    if not numeral or not _ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(-value if after > value else value for value, after in zip(values, [*values[1:], 0], strict=True))


def numeral(name: str) -> str:
    """A page's name as it is compared: IV and iv are one."""
    return name.strip().casefold()


def _written(kind: str, value: int) -> str:
    if kind == "arabic":
        return str(value)
    numeral = ""
    for worth, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        numeral += letters * (value // worth)
        value %= worth
    return numeral.upper() if kind == "ROMAN" else numeral

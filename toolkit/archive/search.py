"""Finds the pieces of a quotation in the text of a copy: exactly, in order, as whole words.

A piece may run over the end of a page or a column, past what stands there: notes, captions, numbers of lines. What was passed over is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from toolkit.archive.normal import Keyed
from toolkit.archive.pages import Copy
from toolkit.archive.pieces import Piece

REPLACED = 80
"""Letters of the key that an insertion in brackets may stand for."""
_SKIPPED = 3000
"""Letters of the key that notes at a page's foot may have."""
_LEFT_OUT = 1500
_LEAST = 12
_NUMBERS = re.compile(r"[\d\W]{1,8}|\W*[ivxlc]{1,6}\W*")
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Chart|Box|Map|Source|Sources|Note|Notes|Base)\b", re.IGNORECASE)
_NOTE = re.compile(r"[*†‡§]|\(?\[?\d{1,3}[.)\]]?\s*[^\W\d_“\"(]")


@dataclass(frozen=True)
class Stretch:
    """Where a piece stands: places in the key, in order; several where something was passed over."""

    parts: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


def chains(
    copy: Copy, keyed: Keyed, pieces: Sequence[Piece], low: int, high: int, *, broken: bool = False
) -> Iterator[tuple[Stretch, ...]]:
    """The ways in which all pieces stand in order between two places, for each place of the first piece the shortest way."""
    found: list[list[Stretch]] = []
    for number, piece in enumerate(pieces):
        whole = not (number + 1 < len(pieces) and pieces[number + 1].join == "suffix")
        stretches = [Stretch(((at, at + len(piece.key)),)) for at in keyed.find(piece.key, low, high, ending=whole)]
        if broken and not stretches:
            stretches = list(_broken(copy, keyed, piece.key, low, high))
        if not stretches:
            return
        found.append(stretches)
    yield from _linked(found, pieces)


def _linked(found: Sequence[Sequence[Stretch]], pieces: Sequence[Piece]) -> Iterator[tuple[Stretch, ...]]:
    """From the last piece to the first: of each place the next that leaves out least."""
    following: list[tuple[int, tuple[Stretch, ...]] | None] = [(0, (stretch,)) for stretch in found[-1]]
    for number in range(len(found) - 2, -1, -1):
        limit = REPLACED if pieces[number + 1].join in ("bracket", "suffix") else 1 << 60
        current: list[tuple[int, tuple[Stretch, ...]] | None] = []
        for stretch in found[number]:
            best: tuple[int, tuple[Stretch, ...]] | None = None
            for after, way in zip(found[number + 1], following, strict=True):
                gap = after.start - stretch.end
                if way is None or gap < 0 or gap > limit:
                    continue
                if best is not None and gap >= best[0]:
                    break
                if best is None or gap + way[0] < best[0]:
                    best = (gap + way[0], (stretch, *way[1]))
            current.append(best)
        following = current
    yield from (way[1] for way in following if way is not None)


def _broken(copy: Copy, keyed: Keyed, key: str, low: int, high: int) -> Iterator[Stretch]:
    if len(key) < 2 * _LEAST:
        return
    for start in islice(_openings(keyed, key, low, high), 20):
        parts = _followed(copy, keyed, key, start, high, 6)
        if parts:
            yield Stretch(tuple(parts))


def gapped(keyed: Keyed, key: str, low: int, high: int) -> tuple[Stretch, Stretch] | None:
    """Two places, one behind the other, at which the two parts of a key stand that was made by leaving words out unsaid."""
    for start in islice(_openings(keyed, key, low, high), 20):
        common = _common(keyed.joined, start, key)
        for length in range(common, max(common - 20, _LEAST - 1), -1):
            end = start + length
            if length < len(key) and keyed.ends(end):
                at = next(keyed.find(key[length:], end, min(len(keyed.joined), end + _LEFT_OUT + len(key)), 1), None)
                if at is not None:
                    return Stretch(((start, end),)), Stretch(((at, at + len(key) - length),))
    return None


def _openings(keyed: Keyed, key: str, low: int, high: int) -> Iterator[int]:
    at = keyed.joined.find(key[:_LEAST], low, high)
    while at >= 0:
        if keyed.begins(at):
            yield at
        at = keyed.joined.find(key[:_LEAST], at + 1, high)


def _followed(copy: Copy, keyed: Keyed, key: str, start: int, high: int, breaks: int) -> list[tuple[int, int]] | None:
    """The parts of a key from a place on, each but the last up to the end of a line, the next from a line's beginning."""
    common = _common(keyed.joined, start, key)
    if common == len(key):
        return [(start, start + common)] if keyed.ends(start + common) else None
    if not breaks:
        return None
    for length in range(common, max(common - 6, 2), -1):
        end = start + length
        if not _line_ends(keyed, end):
            continue
        rest = key[length:]
        begin = rest[: min(len(rest), _LEAST)]
        at = keyed.joined.find(begin, end, min(len(keyed.joined), end + _SKIPPED + len(begin)))
        for _ in range(12):
            if at < 0:
                break
            if at > end and _line_begins(keyed, at) and passable(copy, keyed, end, at):
                parts = _followed(copy, keyed, rest, at, high, breaks - 1)
                if parts:
                    return [(start, end), *parts]
            at = keyed.joined.find(begin, at + 1, min(len(keyed.joined), end + _SKIPPED + len(begin)))
    return None


def _common(text: str, start: int, key: str) -> int:
    """How many letters of a key stand at a place."""
    low, high = 0, len(key)
    while low < high:
        middle = (low + high + 1) // 2
        if text.startswith(key[:middle], start):
            low = middle
        else:
            high = middle - 1
    return low


def _line_ends(keyed: Keyed, place: int) -> bool:
    return place >= len(keyed.joined) or keyed.page_of(place - 1) != keyed.page_of(place) or "\n" in keyed.between(place, place)


def _line_begins(keyed: Keyed, place: int) -> bool:
    return place == 0 or _line_ends(keyed, place)


def passable(copy: Copy, keyed: Keyed, start: int, end: int) -> bool:
    """Whether a sentence can go on behind what stands between two places: at the turn of a page, past notes, captions, line numbers."""
    if keyed.page_of(start - 1) != keyed.page_of(end):
        return True
    page, first = keyed.offset(start)
    last = keyed.offset(end - 1)[1]
    if keyed is copy.keyed and any(low <= first and last < high for low, high in copy.pages[page].asides):
        return True
    lines = [line.strip() for line in keyed.source(start, end).splitlines() if line.strip()]
    if all(_NUMBERS.fullmatch(line) for line in lines):
        return True
    return bool((_NOTE.match(lines[0]) or _CAPTION.match(lines[0])) and lines[-1][-1:] in '.)”"’')

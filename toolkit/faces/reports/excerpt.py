"""A line of somebody's file as a terminal can show it, with carets under the words that a finding is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from rich.cells import cell_len

from toolkit.model.span import Span

_LINE_END = re.compile("\r\n|\r|\n")
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What could move the cursor or turn the rest of the line round."""
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_TAB = "    "


class Excerpt(NamedTuple):
    """A line, cut around the words where it is long, and what points at them."""

    line: str
    pointer: str


def shown(text: str) -> str:
    """Text without what a terminal would obey instead of showing."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def lines_of(read: Callable[[str], bytes | None]) -> Callable[[str], list[str]]:
    """The lines of a file by its path, numbered as spans number them; none where it cannot be read. Each file is read once."""

    @cache
    def lines(path: str) -> list[str]:
        data = read(path)
        return [] if data is None else _LINE_END.split(data.decode("utf-8-sig", "replace"))

    return lines


def excerpt(span: Span, lines: list[str], width: int) -> Excerpt | None:
    """The first line of a span in at most `width` cells; None where the span is a whole file, or the file has no such line."""
    if not span.end_line or span.line > len(lines):
        return None
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line.rstrip())
    return pointed(line, start, min(max(end, start), len(line)), width)


def pointed(line: str, start: int, end: int, width: int) -> Excerpt:
    """``line[start:end]`` with carets under it."""
    cells = [_TAB if char == "\t" else shown(char) for char in line]
    sizes = [cell_len(cell) for cell in cells]
    indent = min(len(line) - len(line.lstrip()), start)
    first, last = _window(sizes, indent, start, end, width)
    words = "".join(cells[start:end])
    text = "".join(cells[first:last]).rstrip()
    head, tail = ("…" if first > indent else ""), ("…" if "".join(cells[last:]).strip() else "")
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in line[first:last]):
        # The terminal sets such a line in an order of its own: carets would point anywhere.
        return Excerpt(f"{head}{text}{tail}", f"here: {_cut(words, width - 8)}" if words.strip() else "")
    before = cell_len(head) + sum(sizes[first:start])
    return Excerpt(f"{head}{text}{tail}", " " * before + "^" * max(1, sum(sizes[start : min(end, last)])))


def _window(sizes: list[int], indent: int, start: int, end: int, width: int) -> tuple[int, int]:
    """Which characters of a line to show, in no more than `width` cells, beginning with the words themselves."""
    if sum(sizes[indent:]) <= width:
        return indent, len(sizes)
    room = max(8, width - 2)
    before = max(0, room - sum(sizes[start:end])) // 2
    first, taken = start, 0
    while first > indent and taken + sizes[first - 1] <= before:
        first -= 1
        taken += sizes[first]
    while first > indent and not sizes[first]:
        first -= 1  # a combining character stays with its letter
    last = start
    while last < len(sizes) and taken + sizes[last] <= room:
        taken += sizes[last]
        last += 1
    while last == len(sizes) and first > indent and taken + sizes[first - 1] <= room:
        first -= 1  # near the end of the line there is room left in front
        taken += sizes[first]
    return first, last


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else f"{words[: width - 1]}…"

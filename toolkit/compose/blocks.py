"""Composed Markdown cut into blocks: paragraphs, list items, quotations, headings, tables, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from toolkit.model.draft import BlockKind
from toolkit.model.span import Span

_ITEM = re.compile(r"^( *)((?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxIVX]{1,6}|#)[.)])[ \t]+)(?=\S)")
_HEADING = re.compile(r"^(#{1,6})[ \t]+(?=\S)")
_QUOTE = re.compile(r"^( {0,3}>[ \t]?)+")
_TABLE = re.compile(r"^\s*(\|.*\||\+[-=:+]{3,}\+|-{3,}[- ]*)\s*$")
_CAPTION = re.compile(r"^(?:Table)?:[ \t]")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}|:{3,})")
_LITERAL = re.compile(r" {4}| {0,3}\t|\[\^[^\]]+\]:|\[[^\]^]+\]:\s|\s*(?:[-*_] *){3,}\Z")
"""Code that is set in, a note, an address for links, a rule: where an anchor would be printed, or do harm."""


class Piece(NamedTuple):
    """A block of Markdown. `insert` are the offsets at which an anchor can stand: at the head of each paragraph in it."""

    start: int
    text: str
    kind: BlockKind
    insert: tuple[int, ...]
    level: int = 0


class Map(NamedTuple):
    """Where offsets of composed text come from. A place that has no end stands for all that follows it, up to the next one."""

    offsets: list[int]
    spans: list[Span]

    def span(self, start: int, end: int) -> Span | None:
        """The place of `text[start:end]`: from where its first piece begins to where its last one begins."""
        first = bisect_right(self.offsets, start) - 1
        if first < 0:
            return None
        a = self.spans[first]
        # Over several lines the last place before the end tells the last line.
        b = self.spans[max(first, bisect_right(self.offsets, max(start, end - 1)) - 1)]
        column = a.column + (start - self.offsets[first] if a.end_line else 0)
        if b.path != a.path or b.line < a.line:
            return Span(path=a.path, line=a.line, column=column, end_line=a.line, end_column=column + 1)
        last = max(first, bisect_right(self.offsets, max(start, end - 1)) - 1)
        after = b.column + (end - self.offsets[last] if b.end_line else 1)
        return Span(
            path=a.path, line=a.line, column=column, end_line=b.line, end_column=after if b.line > a.line else max(after, column + 1)
        )


def cut(text: str) -> list[Piece]:
    """The blocks of a text, in order. Parts that Markdown reads as one (a list with blank lines, a fenced block, a table) stay together."""
    return [_piece(start, chunk) for start, chunk in _chunks(text)]


def _chunks(text: str) -> list[tuple[int, str]]:
    chunks: list[tuple[int, str]] = []
    lines = text.split("\n")
    offset = start = 0
    current: list[str] = []
    fence = ""
    comment = False

    def close() -> None:
        nonlocal current
        if current:
            chunks.append((start, "\n".join(current)))
        current = []

    for line in lines:
        if not current:
            start = offset
        opened = _FENCE.match(line)
        if fence:
            current.append(line)
            if opened and opened[1][0] == fence[0] and len(opened[1]) >= len(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif comment or line.strip():
            if opened and opened[1][0] in "`~":
                fence = opened[1]
            if _HEADING.match(line) and current:
                close()
                start = offset
            current.append(line)
            comment = ("<!--" in line or comment) and "-->" not in line.rpartition("<!--")[2]
            if _HEADING.match(line) and len(current) == 1:
                close()
        else:
            close()
        offset += len(line) + 1
    close()
    return _joined(chunks, text)


def _joined(chunks: list[tuple[int, str]], text: str) -> list[tuple[int, str]]:
    """Chunks that belong together although a blank line parts them."""
    joined: list[tuple[int, str]] = []
    for start, chunk in chunks:
        if joined:
            before_start, before = joined[-1]
            in_list = _ITEM.match(before) and (_ITEM.match(chunk) or chunk.startswith(("  ", "\t")))
            caption = (_CAPTION.match(chunk) and _is_table(before)) or (_CAPTION.match(before) and _is_table(chunk))
            note = re.match(r"\[\^[^\]]+\]:", before) and chunk.startswith("    ")
            if in_list or caption or note:
                joined[-1] = (before_start, text[before_start : start + len(chunk)])
                continue
        joined.append((start, chunk))
    return joined


def _is_table(chunk: str) -> bool:
    return any(_TABLE.match(line) for line in chunk.split("\n")[:3])


def _piece(start: int, chunk: str) -> Piece:
    heading = _HEADING.match(chunk)
    if heading:
        return Piece(start, chunk, "heading", (heading.end(),), len(heading[1]))
    if _FENCE.match(chunk) or _LITERAL.match(chunk):
        return Piece(start, chunk, "other", ())
    if _ITEM.match(chunk):
        return Piece(start, chunk, "list", tuple(_heads(chunk)))
    if chunk.lstrip().startswith(">"):
        return Piece(start, chunk, "quotation", tuple(_heads(chunk)))
    if _is_table(chunk):
        return Piece(start, chunk, "table", ())
    return Piece(start, chunk, "paragraph", (len(chunk) - len(chunk.lstrip()),))


def _heads(chunk: str) -> list[int]:
    """Where the paragraphs inside a list or a quotation begin."""
    heads: list[int] = []
    offset, blank = 0, True
    for line in chunk.split("\n"):
        quote = _QUOTE.match(line)
        inner = line[quote.end() :] if quote else line
        before = offset + (quote.end() if quote else 0)
        item = _ITEM.match(inner)
        if item:
            heads.append(before + item.end())
        elif blank and inner.strip():
            heads.append(before + len(inner) - len(inner.lstrip()))
        blank = not inner.strip()
        offset += len(line) + 1
    return heads

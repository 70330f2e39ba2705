"""A bibliography's text, the places in it, and its entries as they stand there."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from typing import NamedTuple

from toolkit.model.finding import Finding, Severity
from toolkit.model.span import Mark, Span


class Form(IntEnum):
    """How a value is written."""

    NOTHING = 0
    BRACES = 2
    QUOTES = 3
    WORD = 4
    """A number or the name of an @string."""
    PIECES = 5
    """Several of them, joined by ``#``."""


class RawField(NamedTuple):
    """A field as it stands in the text; `start` and `end` are offsets of the value, delimiters included."""

    name: str
    start: int
    end: int
    form: int
    pieces: tuple[tuple[int, int, int], ...] = ()
    """Start, end and form of each piece, where there are several."""


class RawEntry(NamedTuple):
    """An entry as it stands in the text: offsets of its ``@``, of the character after its last, and of its key."""

    start: int
    end: int
    kind: str
    key: str
    key_start: int
    fields: list[RawField]


class Text:
    """A bibliography's text, and the places in it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self._lines: list[int] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def mark(self, start: int, end: int) -> Mark:
        return (*self.place(start), *self.place(end))

    def span(self, start: int, end: int) -> Span:
        line, column, end_line, end_column = self.mark(start, end)
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def finding(self, code: str, where: tuple[int, int], message: str, help: str, severity: Severity = "error") -> Finding:
        return Finding(code=code, message=f"{message[0].upper()}{message[1:]}.", span=self.span(*where), severity=severity, help=help)

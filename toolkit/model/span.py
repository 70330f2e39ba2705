"""Places in the files that people wrote, so that every finding can say where.

A loader records an :class:`Origin` for each thing it reads; later stages ask it for the :class:`Span` of a field.
"""

from __future__ import annotations

from bisect import bisect_right

from pydantic import BaseModel, ConfigDict

Mark = tuple[int, int, int, int]
"""Line, column, end line, end column: 1-based, columns in code points, the end exclusive."""


class Frozen(BaseModel):
    """Base of every value type: immutable, and no field that the type does not name."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Span(Frozen):
    """A stretch of a file: 1-based lines and columns, columns in code points, the end exclusive."""

    path: str
    """Relative to the workspace, with forward slashes."""
    line: int = 1
    column: int = 1
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class Prose(Frozen):
    """Text for a template together with where each of its lines stands in its file."""

    text: str
    path: str
    lines: tuple[tuple[int, int, int], ...] = ((0, 1, 1),)
    """(offset in `text`, line, column) of each piece that starts on a new line of the file, in order."""

    def span(self, start: int, end: int | None = None) -> Span:
        """The span of `text[start:end]` in the file (one character where `end` is left out)."""
        line, column = self._place(start)
        end_line, end_column = self._place(start + 1 if end is None else end)
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def find(self, word: str, near: Span) -> Span | None:
        """Where a word stands in the file, at a place or right behind the signs there that are no letters; None where it does not."""
        for start, line, column in self.lines:
            if self.path == near.path and line == near.line and column <= near.column:
                at = start + near.column - column
                while self.text[at : at + 1] in ("@", "{", "-"):
                    at += 1
                if self.text.startswith(word, at) and "\n" not in self.text[start:at]:
                    return self.span(at, at + len(word))
        return None

    def _place(self, offset: int) -> tuple[int, int]:
        at = bisect_right(self.lines, offset, key=lambda piece: piece[0]) - 1
        start, line, column = self.lines[max(at, 0)]
        return line, column + max(0, offset - start)


class Origin(Frozen):
    """Where a thing and each of its fields stand. Paths of fields are dotted: ``support.0.locator``; the thing itself is ``""``."""

    path: str
    marks: dict[str, Mark] = {}
    lines: dict[str, tuple[tuple[int, int, int], ...]] = {}
    """For text that runs over several lines: see :attr:`Prose.lines`."""

    def span(self, field: str = "") -> Span:
        """The span of a field, or of the nearest thing around it that has one. Never raises."""
        while True:
            mark = self.marks.get(field)
            if mark is not None:
                return Span(path=self.path, line=mark[0], column=mark[1], end_line=mark[2], end_column=mark[3])
            if not field:
                return Span(path=self.path)
            field = field.rpartition(".")[0]

    def prose(self, field: str, text: str) -> Prose:
        """A text field, ready for a template, with the place of each of its lines."""
        span = self.span(field)
        return Prose(text=text, path=self.path, lines=self.lines.get(field, ((0, span.line, span.column),)))


NOWHERE = Origin(path="")
"""For values that a program made and nobody wrote in a file."""

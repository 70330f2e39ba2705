"""The words of a draft as its reader sees them, each with its place in the files: what checks on prose look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolkit.model.draft import Locator
from toolkit.model.span import Span

_WORD = re.compile(r"[^\W_]+")

TextKind = Literal["heading", "paragraph", "list", "quotation", "table", "exhibit", "recommendation", "note", "other"]


class Place(NamedTuple):
    """From `offset` of the words on they stand at a line and column of a file; `fixed` where all of them stand at that one place."""

    offset: int
    path: str
    line: int
    column: int
    fixed: bool


class Cited(NamedTuple):
    """One source in a citation."""

    key: str
    locator: Locator
    written: str
    """The locator as somebody wrote it."""
    claim: str | None
    """The claim that brought the citation, where one did."""
    span: Span


class Citing(NamedTuple):
    """A citation as the reader meets it, at an offset of the words: one note, or one bracket, with its sources in order."""

    offset: int
    sources: tuple[Cited, ...]


class Placed(NamedTuple):
    """The words ``[start:end]`` come from a claim: its text, short form, quotation, or one value (``value:NAME``)."""

    start: int
    end: int
    claim: str
    form: str


class Withheld(NamedTuple):
    """Words that a public copy leaves out, as a reader would see them."""

    words: str
    span: Span
    block: bool
    """Whether they are a sentence of a part, and not some words in a sentence."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, list item's paragraph, heading, caption, recommendation or note, without marks of emphasis and without its notes.

    Offsets count code points of `words`. Quotation marks and dashes are as typed.
    """

    words: str
    kind: TextKind
    section: str
    """Id of the section; empty before the first one."""
    block: str
    """Id of the draft's block."""
    places: tuple[Place, ...]
    citing: tuple[Citing, ...] = ()
    placed: tuple[Placed, ...] = ()
    notes: tuple[tuple[int, Text], ...] = ()
    """Notes of remarks typed here, with the offset at which each stands."""

    def span(self, start: int, end: int | None = None) -> Span:
        """The place of ``words[start:end]``; of one character where `end` is left out."""
        end = start + 1 if end is None else end
        first, last = self._at(start), self._at(max(start, end - 1))
        line, column = first.line, first.column if first.fixed else first.column + start - first.offset
        if last.path != first.path or last.line < line:
            return Span(path=first.path, line=line, column=column, end_line=line, end_column=column + 1)
        last_column = last.column + 1 if last.fixed else last.column + end - last.offset
        if last.line == line and last_column <= column:
            last_column = column + 1
        return Span(path=first.path, line=line, column=column, end_line=last.line, end_column=last_column)

    def claimed(self, start: int, end: int) -> tuple[Placed, ...]:
        """The claims of which some words stand in ``words[start:end]``."""
        return tuple(placed for placed in self.placed if placed.start < end and start < placed.end)

    def cited(self, start: int, end: int) -> tuple[Cited, ...]:
        """The sources cited in ``words[start:end]`` or right behind it, in order, those in the notes of remarks included."""
        own = [(citing.offset, source) for citing in self.citing for source in citing.sources]
        own += [(offset, source) for offset, note in self.notes for source in note.cited(0, len(note.words))]
        return tuple(source for offset, source in sorted(own, key=lambda each: each[0]) if start < offset <= end or offset == start == 0)

    def remarks(self, start: int, end: int) -> tuple[Text, ...]:
        """The notes of remarks that stand in ``words[start:end]`` or right behind it."""
        return tuple(note for offset, note in self.notes if start < offset <= end)

    def _at(self, offset: int) -> Place:
        return self.places[max(0, bisect_right(self.places, offset, key=lambda place: place.offset) - 1)]


def fingerprint(words: str) -> str:
    """A paragraph as a key by which it is known again: letters and digits alone, in lower case; empty where it has fewer than 25 words."""
    found = _WORD.findall(words.lower())
    return " ".join(found) if len(found) >= 25 else ""

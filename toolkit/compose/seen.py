"""What a reader sees of a block of composed Markdown: its paragraphs, items, cells and notes, for checks on prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from toolkit.compose.inline import Block, Reading
from toolkit.model.text import Text, TextKind

LINKS = re.compile(r"(?m)^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S")
"""An address that is written apart, with its label."""
_FENCE = re.compile(r"[ \t]*:{3,}[^\n]*")
_NOTE = re.compile(r"(?m)^\[\^([^\]]+)\]:[ \t]*")
_HEADING_END = re.compile(r"(?:[ \t]+#+)?[ \t]*(?:(?<![\])])\{[^{}\n]*\})?\s*$")
_HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")
_UNDERLINED = re.compile(r"[^\n]+\n(?:=+|-+)[ \t]*\n?")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxIVX]{1,6}|#)[.)])[ \t]+(?=\S)")
_QUOTE = re.compile(r"(?:[ \t]*>)*[ \t]*")
_SPACE = re.compile(r"[ \t]*")
_DEFINITION = re.compile(r"[ \t]*[:~][ \t]+(?=\S)")
_VERSE = re.compile(r"\|[ \t]?")
_CAPTION = re.compile(r"[ \t]*(?:[Tt]able)?:[ \t]+")
_RULE = re.compile(r"[ \t|:+=-]*")
_COLUMNS = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")

Stretch = tuple[int, int, Callable[[int], int]]
"""From and to, and the offset behind the signs with which a line begins."""


class Seer:
    """Reads one block."""

    def __init__(self, block: Block) -> None:
        self.block, self.text = block, block.text

    def texts(self, kind: TextKind, section: str, names: Sequence[str]) -> list[Text]:
        """The paragraphs of the block in order; `names` are the ids of its anchors, of which a list or quotation has several."""
        notes = list(_NOTE.finditer(self.text)) if kind == "other" else []
        if notes and notes[0].start() == 0:
            ends = [*(note.start() for note in notes[1:]), len(self.text)]
            return [self._note(section, note[1], note.end(), end) for note, end in zip(notes, ends, strict=True)]
        if kind == "other" and not _FENCE.match(self.text):
            return []
        if kind == "paragraph" and _UNDERLINED.fullmatch(self.text):
            kind = "heading"
        found: list[Text] = []
        for start, end, head in self._stretches("paragraph" if kind == "other" else kind):
            name = names[min(len(found), len(names) - 1)]
            text = Reading(self.block, "paragraph" if kind == "other" else kind, section, name, head).run(start, end)
            if text.words or text.citing or text.notes:
                found.append(text)
        return found

    def _note(self, section: str, label: str, start: int, end: int) -> Text:
        return Reading(self.block, "note", section, f"^{label}", self._behind(_SPACE)).run(start, end)

    def _stretches(self, kind: TextKind) -> Iterator[Stretch]:
        """What a reader meets as one paragraph each."""
        text = self.text
        if kind == "heading":
            hashes = _HASHES.match(text)
            end = text.index("\n") if _UNDERLINED.fullmatch(text) else len(text)
            close = _HEADING_END.search(text[:end])
            yield hashes.end() if hashes else 0, close.start() if close else end, self._behind(_SPACE)
        elif kind == "table":
            for start, end in self._lines():
                caption = _CAPTION.match(text, start, end)
                if not _RULE.fullmatch(text, start, end):
                    yield from self._row(caption.end() if caption else start, end)
        elif kind == "paragraph" and all(line.startswith(("    ", "\t")) for line in text.split("\n") if line.strip()):
            return  # code
        else:
            yield from self._paragraphs(kind)

    def _row(self, start: int, end: int) -> Iterator[Stretch]:
        """The cells of a row together, where bars part them, and each by itself where spaces do."""
        if "|" in self.text[start:end]:
            yield start, end, self._behind(_SPACE)
            return
        for gap in _COLUMNS.finditer(self.text, start, end):
            yield start, gap.start(), self._behind(_SPACE)
            start = gap.end()
        yield start, end, self._behind(_SPACE)

    def _paragraphs(self, kind: TextKind) -> Iterator[Stretch]:
        text = self.text
        verse = kind == "paragraph" and all(line.startswith("| ") or line == "|" for line in text.split("\n"))
        signs = _VERSE if verse else _QUOTE if kind in ("list", "quotation") else _SPACE
        behind = self._behind(signs)
        start, items = -1, False
        for at, end in self._lines():
            first = behind(at)
            item = _ITEM.match(text, first, end) if kind == "list" or (kind == "quotation" and (items or start < 0)) else None
            term = _DEFINITION.match(text, at, end) if kind == "paragraph" and start >= 0 else None
            empty = first >= end or _FENCE.match(text, at, end)
            if start >= 0 and (empty or item or term):
                yield start, at - 1, behind
                start = -1
            if start < 0 and not empty:
                items = item is not None
                start = item.end() if item else term.end() if term else first
        if start >= 0:
            yield start, len(text), behind

    def _lines(self) -> Iterator[tuple[int, int]]:
        at = 0
        for line in self.text.split("\n"):
            yield at, at + len(line)
            at += len(line) + 1

    def _behind(self, signs: re.Pattern[str]) -> Callable[[int], int]:
        def head(at: int) -> int:
            match = signs.match(self.text, at)
            return match.end() if match else at

        return head


def settled(texts: Sequence[Text]) -> tuple[Text, ...]:
    """The texts of a draft with each note that is written elsewhere (``[^1]: …``) put where its number stands."""
    apart = {text.block: text for text in texts if text.kind == "note"}
    if not apart and not any(note.block.startswith("^") for text in texts for _, note in text.notes):
        return tuple(texts)
    return tuple(
        replace(text, notes=tuple((at, apart.get(note.block, note)) for at, note in text.notes)) for text in texts if text.kind != "note"
    )

"""Splits a bibliography into its entries: bibtexparser reads, and whatever it may have misread is read again with care.

An entry of bibtexparser counts as sound where a strict grammar reads the same fields at the same place.
"""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING

from toolkit.load.bibtex_scan import Scanner
from toolkit.load.bibtex_text import RawEntry, RawField, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bibtexparser.model import Entry

    from toolkit.model.finding import Finding

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would log is reported as findings

_HEAD = re.compile(r"@([^\W\d_][\w]*+)[ \t]*+([{(])\s*+([^\s,{}()\"=%]++)\s*+,\s*+")
_BALANCED = r"\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+(?:\{[^{}]*+\}[^{}]*+)*+\}[^{}]*+)*+\}[^{}]*+)*+\}"
"""Braces to the fourth depth; deeper ones are read with care."""
_FIELD = re.compile(rf"([\w:.+-]++)\s*+=\s*+(?:({_BALANCED})|(\"[^\"{{}}\\]*+\")|([\w:.+-]++))\s*+(?:,\s*+|(?=[}})]))")


"""Its groups are the name and then, by their number, the values of :class:`Form`."""


class Blocks:
    """Every entry and @string of a text in file order, and what is wrong with them."""

    def __init__(self, text: str, path: str) -> None:
        self.source = Text(text, path)
        self.entries: list[RawEntry] = []
        self._scanner = Scanner(self.source)
        at = 0
        for entry in _sound(text):
            if entry.start < at:
                continue  # stands within a block that was read with care
            alone = not text[max(at, text.rfind("\n", at, entry.start) + 1) : entry.start].strip()
            at = self._with_care(at, entry.start if alone else entry.start + 1)
            if at == entry.start:
                self.entries.append(entry)
                at = entry.end
        self._with_care(at, len(text))
        self.strings = self._scanner.strings
        self.findings: list[Finding] = self._scanner.findings

    def _with_care(self, start: int, stop: int) -> int:
        if self.source.text.find("@", start, stop) < 0:
            return stop
        at = self._scanner.read(start, stop)
        self.entries += self._scanner.entries
        self._scanner.entries.clear()
        return at


def _sound(text: str) -> Iterator[RawEntry]:
    """The entries that bibtexparser reads and that can be trusted, in file order."""
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - a library that has not changed comes from the cache
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry  # noqa: PLC0415

    cursor = 0
    blocks = parse_string(text, parse_stack=[]).blocks[::-1]
    while blocks:
        block = blocks.pop()  # so that its memory is free again at once: a library of 20,000 entries is read a tenth faster
        raw = block.raw or ""
        start = max(text.find(raw, cursor), cursor)
        cursor = start + len(raw)
        entry = block.ignore_error_block if isinstance(block, DuplicateBlockKeyBlock) else block
        if isinstance(entry, Entry) and (found := _checked(text, start, cursor, entry)):
            yield found


def _checked(text: str, start: int, end: int, entry: Entry) -> RawEntry | None:
    """The entry with the places of its parts, or nothing where the strict grammar does not read the same."""
    head = _HEAD.match(text, start, end)
    if head is None or head[3] != entry.key:
        return None
    at, fields = head.end(), []
    for field in entry.fields:
        found = _FIELD.match(text, at, end)
        if found is None or found[1] != field.key:
            return None
        form = found.lastindex or 0
        fields.append(RawField(field.key.lower(), *found.span(form), form))
        at = found.end()
    closer = ")" if head[2] == "(" else "}"
    if at != end - 1 or text[at] != closer:
        return None
    return RawEntry(start, end, entry.entry_type, entry.key, head.start(3), fields)

"""One block of composed Markdown: citations are read and written anew, marks become anchors, and what each of them meant is listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from toolkit.compose import marks
from toolkit.compose.citations import BARE, Reference, after_code, closing, next_stop, read_group, write_group
from toolkit.compose.escape import URL, address
from toolkit.compose.template import missing

SEPARATOR = "`|`{=ct}"
"""Keeps ``][`` apart, which pandoc would read as one link; later becomes the comma between two notes."""

_ANCHOR = "{=ct}"
"""Marks raw code as an anchor of ours; what people type so is code."""
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*>")
_MARK = re.compile("([\ufdd2\ufdd4\ufdd6])(\\d+)[\ufdd3\ufdd5\ufdd7]")


class Cited(NamedTuple):
    """A citation as found: its offset in the block, the claim placement around it, the group of a claim that it came from."""

    reference: Reference
    offset: int
    placing: int | None
    group: int | None
    item: int


class Scanned(NamedTuple):
    markdown: str
    cited: list[Cited]
    placed: list[int]
    """Placements of claims in order, by number."""
    unknown: list[Reference]
    """Keys in brackets that the bibliography lacks; `start` is the offset in the block."""
    older: list[Reference]
    """Citations by an older key of an entry, as written; `start` is the offset in the block."""


class Brought(NamedTuple):
    """What claims bring along: how many placements there are, and the references of each group of citations, by number."""

    placings: int = 0
    groups: Sequence[list[Reference]] = ()


def scan(
    text: str,
    inserts: Collection[int],
    anchor: Callable[[], str],
    present: Callable[[str], str],
    brought: Brought = Brought(),  # noqa: B008 - immutable
    *,
    in_text: bool = False,
) -> Scanned:
    """Scan a block. Never raises: marks that mean nothing, since a filter of a text has changed them, are left out.

    :param inserts: offsets at which an anchor is put in; each asks `anchor` for the next one.
    :param present: the key that the entry has today for which a key stands; empty where the bibliography has none.
    :param in_text: put citations before the full stop, after a space.
    """
    scanner = _Scanner(text, sorted(inserts), anchor, present, brought, in_text)
    return Scanned(scanner.run(0, len(text)), scanner.cited, scanner.placed, scanner.unknown, scanner.older)


class _Scanner:
    def __init__(
        self, text: str, inserts: list[int], anchor: Callable[[], str], present: Callable[[str], str], brought: Brought, in_text: bool
    ) -> None:
        self.text, self.inserts, self.anchor, self.present, self.in_text = text, inserts, anchor, present, in_text
        self.brought = brought
        self.cited: list[Cited] = []
        self.placed: list[int] = []
        self.unknown: list[Reference] = []
        self.older: list[Reference] = []
        self.open: list[int] = []

    def run(self, at: int, end: int) -> str:
        out: list[str] = []
        while at < end:
            stop = min(next_stop(self.text, at), end)
            while self.inserts and self.inserts[0] <= stop:
                insert = max(self.inserts.pop(0), at)
                out += (self.text[at:insert], self.anchor())
                at = insert
            out.append(self.text[at:stop])
            at = stop
            if at < end:
                before = len(self.cited)
                written, at = self.step(at, end)
                if self.in_text and len(self.cited) > before and written.startswith("["):
                    written = f"{_room_for_citation(out)}{written}{_taken_stop(out)}"
                out.append(written)
        return "".join(out)

    def step(self, at: int, end: int) -> tuple[str, int]:
        """What the special character at an offset becomes, and where to go on."""
        char, text = self.text[at], self.text
        if char == "\\":
            # Before a mark it is a backslash: the anchor that the mark becomes must not be escaped.
            return ("\\\\", at + 1) if text[at + 1 : at + 2] in [*marks.LETTERS] else (text[at : at + 2], at + 2)
        if char == "`":
            after = min(after_code(text, at), end)
            code = marks.ANY.sub("", text[at:after])
            return code, after + len(_ANCHOR) if text.startswith(_ANCHOR, after) else after
        if char == "<":
            url = _AUTOLINK.match(text, at)
            return (marks.ANY.sub("", url[0]), url.end()) if url else (char, at + 1)
        if char == "^" and text[at + 1 : at + 2] == "[":
            close = closing(text, at + 1)
            if 0 <= close < end:
                return f"^[{self.run(at + 2, close)}]{self.separator(close + 1)}", close + 1
        if char == "[":
            return self.bracket(at, end)
        if char == "@":
            return self.bare(at)
        if char in "hf":
            return self.address(at, end)
        found = _MARK.match(text, at)
        return self.marked(found, end) if found else ("" if char in marks.LETTERS else char, at + 1)

    def address(self, at: int, end: int) -> tuple[str, int]:
        """A bare address becomes a link as it stands; one that is a link's target already is left alone."""
        match = URL.match(self.text, at, end)
        found = address(marks.ANY.split(match[0])[0]) if match else ""
        before = self.text[max(0, at - 2) : at]
        after = at + len(found)
        if not found or before.endswith(("](", "='", '="')):
            return self.text[at : max(after, at + 1)], max(after, at + 1)
        return f"<{found}>", after

    def bracket(self, at: int, end: int) -> tuple[str, int]:
        close = closing(self.text, at)
        if close < 0 or close >= end or self.text[close + 1 : close + 2] in ("(", "{"):
            return "[", at + 1
        inside = self.text[at + 1 : close]
        if marks.GROUP[0] in inside:
            return "[", at + 1  # words in brackets, with a note that a claim brings
        items = read_group(marks.ANY.sub("", inside), at + 1)
        if items is None:
            return "[", at + 1
        values = list(_MARK.finditer(inside))
        self.placed += (int(value[2]) for value in values if value[1] == marks.START[0] and int(value[2]) < self.brought.placings)
        items = [item._replace(start=_moved(item.start, at + 1, values)) for item in items]
        good = [known for item in items if (known := self.known(item))]
        unknown = [item for item in items if not self.present(item.key)]
        self.unknown += unknown
        for number, item in enumerate(good):
            self.cited.append(Cited(item, item.start, self.open[-1] if self.open else None, None, number))
        lost = "".join(missing(f"no source {item.key}") for item in unknown)
        return f"{write_group(good) if good else ''}{lost}{self.separator(close + 1)}", close + 1

    def known(self, item: Reference) -> Reference | None:
        """A reference by the key that its entry has today; None where the bibliography has none."""
        key = self.present(item.key)
        if key and key != item.key:
            self.older.append(item)
        return item._replace(key=key) if key else None

    def bare(self, at: int) -> tuple[str, int]:
        """``@key`` without brackets: the author's name in the sentence. A handle that is no key stays text."""
        if self.text[at - 1 : at].isalnum():
            return "@", at + 1  # an e-mail address
        match = BARE.match(self.text, at)
        reference = self.known(Reference(match["key"].strip("{}"), at)) if match else None
        if match is None or reference is None:
            return "\\@", at + 1
        key, after, locator = reference.key, match.end(), ""
        following = re.compile(rf" ?\[([^\[\]@{marks.LETTERS}]*)\]").match(self.text, after)
        if following:
            read = read_group(f"@{{{key}}}, {following[1]}")
            if read:
                reference = read[0]._replace(start=at)
                locator = " [" + write_group([reference._replace(prefix="")])[1:].partition("}")[2].lstrip(", ")
                after = following.end()
        self.cited.append(Cited(reference, at, self.open[-1] if self.open else None, None, 0))
        return f"@{{{key}}}{locator}", after

    def marked(self, found: re.Match[str], end: int) -> tuple[str, int]:
        kind, number = found[1], int(found[2])
        if number >= (len(self.brought.groups) if kind == marks.GROUP[0] else self.brought.placings):
            return "", found.end()
        # Right behind a code span the backtick of an anchor would be taken for one of the span's own.
        apart = "<!-- -->" if self.text[found.start() - 1 : found.start()] == "`" else ""
        if kind == marks.START[0]:
            self.placed.append(number)
            self.open.append(number)
            return f"{apart}`s{number}`{{=ct}}", found.end()
        if kind == marks.END[0]:
            if self.open:
                self.open.pop()
            return f"{apart}`e{number}`{{=ct}}", found.end()
        # Written anew from what it says, since a filter of the text may have changed or cut what stands in the bracket.
        references = self.brought.groups[number]
        for item, reference in enumerate(references):
            self.cited.append(Cited(reference, found.start(), None, number, item))
        close = closing(self.text, found.end()) if self.text.startswith("[", found.end()) else -1
        after = close + 1 if 0 <= close < end else found.end()
        return write_group(references) + self.separator(after), after

    def separator(self, after: int) -> str:
        rest = marks.ANY.sub("", self.text[after : after + 60])
        return SEPARATOR if rest.startswith(("[", "^[")) else ""


def _moved(offset: int, start: int, taken: list[re.Match[str]]) -> int:
    """Where an offset, counted from `start`, lies in a text from which some marks were taken out before."""
    for mark in taken:
        if start + mark.start() <= offset:
            offset += len(mark[0])
    return offset


def _last_text(out: list[str]) -> int:
    """Where in `out` the last piece is that a reader sees, or -1."""
    return next((number for number in range(len(out) - 1, -1, -1) if out[number] and not out[number].endswith("{=ct}")), -1)


def _room_for_citation(out: list[str]) -> str:
    last = _last_text(out)
    return "" if last < 0 or out[last][-1].isspace() or out[last][-1] in "([" else " "


def _taken_stop(out: list[str]) -> str:
    """Take the full stop or comma at the end of what was written, so that it can follow the citation."""
    last = _last_text(out)
    if last < 0 or out[last][-1] not in ".,;:!?":
        return ""
    stop, out[last] = out[last][-1], out[last][:-1]
    return stop

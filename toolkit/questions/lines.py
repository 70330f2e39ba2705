"""A document as lines for the search for questions: paragraphs with their level, page and mark in a list.

Word files and web pages say what is a paragraph. A PDF and plain text do not: there it is told by lengths of lines and
by what opens a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from toolkit.questions import wording

_HEADING = re.compile(r"(?:(?:\d+|[A-Z])(?:\.\d+)*[.:]?\s+)?[A-Z][^.!;?]{1,88}\??$")
_CHAPTER = re.compile(
    r"(?i)(?:chapter|part|section|annex|appendix)\s+(?:\d+|[a-z]\b|[ivx]+\b|one|two|three|four|five|six|seven|eight|nine|ten)|\d+\.\s+[A-Z]"
)
_ENDS = re.compile(r"[.?!:;][’”'\")\]]*$")
_RULES = re.compile(r"[-=_+|\s]*")


class Line(NamedTuple):
    """A paragraph, a heading, an item of a list or a cell of a table."""

    text: str
    level: int = 0
    """1 to 6 for a heading."""
    page: int = 0
    """0 where there are none."""
    listed: str = ""
    """How a list marks it: ``3.``, ``(a)``, ``•``."""

    @property
    def whole(self) -> str:
        """With its number in the list, as a reader sees it."""
        return f"{self.listed} {self.text}" if self.listed and self.listed != "•" else self.text


def from_pages(pages: Iterable[tuple[int, str]]) -> list[Line]:
    """Out of the pages of a PDF: number and text of each."""
    raw: list[tuple[str, int]] = []
    for page, whole in pages:
        texts = [" ".join(text.split()) for text in whole.split("\n") if text.strip()]
        if texts and re.fullmatch(r"(?i)(?:page )?\d{1,4}", texts[-1]):
            texts.pop()  # the number of a page, in a document too short for it to be told by its coming back
        raw += [(text, page) for text in texts]
    return _titled(_joined(raw))


def from_text(text: str) -> list[Line]:
    """Out of plain text, in which paragraphs are parted by empty lines, or every line is one."""
    made: list[Line] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        rows = [_cells(row) for row in block.split("\n")]
        for table, group in groupby((row for row in rows if row), key=lambda row: len(row) > 1):
            cells = [(cell, 0) for row in group for cell in row]
            made += [_listed(*cell) for cell in cells] if table else _joined(cells, wrapped=True)
    return _titled(made)


def _cells(row: str) -> list[str]:
    """The cells of a line: more than one where there are wide gaps, as in a table."""
    parts = (" ".join(part.split()) for part in re.split(r"\s{4,}(?=\S)|\t+", row.strip().replace("|", "    ")))
    return [part for part in parts if part and not _RULES.fullmatch(part)]


def _joined(raw: list[tuple[str, int]], *, wrapped: bool = False) -> list[Line]:
    """Lines put together into paragraphs. :param wrapped: whether they are known to be of one paragraph, unless one opens something."""
    lengths = sorted(len(text) for text, _ in raw)
    usual = lengths[len(lengths) * 97 // 100] if lengths else 0
    made: list[Line] = []
    words, page = "", 0
    for number, (text, of) in enumerate(raw):
        before = raw[number - 1][0] if number else ""
        after = raw[number + 1][0] if number + 1 < len(raw) else ""
        if wrapped:
            parts = (
                _opens_paragraph(before, words, text) or (wording.is_field(before) and not text.startswith("(")) or wording.is_field(text)
            )
        else:
            parts = _parts(before, words, text, after, usual)
        if words and not parts:
            words = f"{words} {text}"
            continue
        if words:
            made.append(_listed(words, page))
        words, page = text, of
    if words:
        made.append(_listed(words, page))
    return made


def _parts(before: str, words: str, text: str, after: str, usual: int) -> bool:
    """Whether `text` begins something of its own, behind a line and the words to which that line belongs. `after` is the line behind it."""
    if _opens_paragraph(before, words, text):
        return True
    room = usual - len(before) - 1 - len(text.split(" ", 1)[0])  # the next word would have stood on the line before, had it been of it
    asked = before.endswith((")", "]")) and wording.opens(words)
    if asked or _ENDS.search(before):
        titled = len(text) < 0.7 * usual and not _ENDS.search(text) and bool(_HEADING.fullmatch(text)) and not re.match(r"[a-z(]", after)
        return room > 0.04 * usual or titled or (before.endswith("?") and wording.is_question(words))
    return room > 0.2 * usual and not re.match(r"[a-z(]", text)


def _opens_paragraph(before: str, words: str, text: str) -> bool:
    chapter = len(text) < 90 and _CHAPTER.match(text) is not None and not _ENDS.search(text)
    if wording.broken_option(before, text) or (text.startswith("(") and wording.is_field(f"{before} {text}")):
        return False
    opens = wording.opens(text) or wording.is_numbered(text)
    return chapter or opens or wording.is_option(before) or wording.is_contents(before) or bool(wording.BARE.fullmatch(words))


def _listed(text: str, page: int) -> Line:
    if match := wording.BULLET.match(text):
        return Line(text[match.end() :], 0, page, "•")
    return Line(text, 0, page)


def _titled(lines: list[Line]) -> list[Line]:
    """Short lines that nothing ends are headings; those that are numbered or called chapters stand above the others."""
    return list(_levelled(lines))


def _levelled(lines: list[Line]) -> Iterator[Line]:
    chapters = any(_CHAPTER.match(line.text) and _is_heading(line) for line in lines)
    for line in lines:
        if not _is_heading(line):
            yield line
        else:
            yield line._replace(level=1 if not chapters or _CHAPTER.match(line.text) or wording.ABOUT.search(line.text) else 2)


def _is_heading(line: Line) -> bool:
    text = line.text
    if line.listed or wording.is_contents(text) or wording.opens(text) or wording.is_option(text) or wording.is_field(text):
        return False
    if wording.FOLLOWS.match(text) or wording.MANY.search(text):
        return False
    if text.endswith("?"):
        return bool(wording.RHETORICAL.search(text)) and len(text) < 80 and not re.search(r"(?i)\byou\b", text)
    return not re.search(r"[,:;.]$", text) and bool(_HEADING.fullmatch(text)) and not re.search(r"(?i)\bpage \d+$|\d{4}$", text)

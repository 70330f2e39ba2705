"""A document as lines for the search for questions: paragraphs with their level, page and mark in a list.

Word files and web pages say what is a paragraph. A PDF and plain text do not: there it is told by lengths of lines and
by what opens a line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from toolkit.questions import options, respondent, wording
from toolkit.questions.texttables import in_rows

_HEADING = re.compile(
    r"(?:(?:(?:Part|Section|Chapter|Annex|Appendix|Theme|Proposal)\s+)?(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*[.:]?\s+)?[A-Z][^.!;?]{1,88}\??$"
)
_CHAPTER = re.compile(
    r"(?i)(?:chapter|part|section|annex|appendix)\s+(?:\d+|[a-z]\b|[ivx]+\b|one|two|three|four|five|six|seven|eight|nine|ten)|\d+\.\s+[A-Z]"
)
_ENDS = re.compile(r"[.?!:;][’”'\")\]]*$")
_UNBROKEN = 140
"""Letters: where lines are often longer, each is a paragraph."""
_MANDATORY = re.compile(r"(?i)(?:marked|asterisk|\*).{0,40}\b(?:mandatory|required|must be answered)")
_DOTTED = re.compile(r"[.…·_\s]{3,}")
"""A line to write on."""
_DOT = re.compile(r"[•●▪◦‣·■➢►\uf0b7\uf0a7–—-]")
_BROKEN_DOT = re.compile(rf"(?m)(^\s*){_DOT.pattern}[ \t]*\n\s*(?=\S)")
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
    pages = [(page, _unmarked(words)) for page, words in pages]
    whole = [(page, [" ".join(text.split()) for text in words.split("\n") if text.strip()]) for page, words in pages]
    running = _running([texts for _, texts in whole])
    raw: list[tuple[str, int]] = []
    for page, texts in whole:
        if texts and re.fullmatch(r"(?i)(?:page )?\d{1,4}", texts[-1]):
            texts.pop()  # the number of a page, in a document too short for it to be told by its coming back
        doubled = len(texts) > 1 and len(texts[1]) > 12 and texts[0].startswith(texts[1][:60]) and texts[0] != texts[1]
        kept = texts[1:] if texts and (doubled or _edge(texts[0]) in running) else texts
        kept = kept[:-1] if kept and _edge(kept[-1]) in running else kept
        raw += [(text, page) for text in kept if not _DOTTED.fullmatch(text)]
    raw = _with_bullets(raw)
    return _titled(_joined(raw, _usual([text for text, _ in raw])))


def _with_bullets(raw: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Dots of lists that stand in lines of their own put before their words."""
    made: list[tuple[str, int]] = []
    for text, page in raw:
        if made and _DOT.fullmatch(made[-1][0]):
            made[-1] = (f"• {text}", page)
        else:
            made.append((text, page))
    return made


def _running(pages: Sequence[Sequence[str]]) -> set[str]:
    """What stands first or last on more than half of the pages: heads and feet of a document too short for others to have told them."""
    edges = Counter(edge for texts in pages if texts for edge in {_edge(texts[0]), _edge(texts[-1])})
    return {edge for edge, times in edges.items() if times > 1 and 2 * times > len(pages) and not wording.opens(edge)}


def _edge(text: str) -> str:
    return re.sub(r"\d+", "", text).strip()


def from_text(text: str) -> list[Line]:
    """Out of plain text, in which paragraphs are parted by empty lines, or every line is one."""
    made: list[Line] = []
    text = in_rows(_unmarked(text.replace("\r\n", "\n").replace("\r", "\n")))
    usual = _usual([" ".join(row.split()) for row in text.split("\n") if row.strip() and "|" not in row])
    for block in re.split(r"\n\s*\n", text):
        rows = [_cells(row) for row in _BROKEN_DOT.sub(r"\1• ", block).split("\n")]
        for table, group in groupby((row for row in rows if row), key=lambda row: len(row) > 1):
            cells = [(cell, 0) for row in group for cell in row]
            made += [_listed(*cell) for cell in cells] if table or usual > _UNBROKEN else _joined(cells, usual, wrapped=True)
    return _titled(made)


def _unmarked(text: str) -> str:
    """Without the stars of a form that says that they mark what has to be answered: they would be taken for the dots of a list."""
    return re.sub(r"(?m)^[ \t]*\*[ \t]+", "", text) if _MANDATORY.search(text) else text


def _cells(row: str) -> list[str]:
    """The cells of a line: more than one where there are wide gaps, as in a table."""
    parts = (" ".join(part.split()) for part in re.split(r"\s{4,}(?=\S)|\t+", row.strip().replace("|", "    ")))
    return [part for part in parts if part and not _RULES.fullmatch(part) and not _DOTTED.fullmatch(part)]


def _usual(texts: Sequence[str]) -> int:
    """How long the long lines of a text are."""
    lengths = sorted(map(len, texts))
    return lengths[len(lengths) * 97 // 100] if lengths else 0


def _joined(raw: list[tuple[str, int]], usual: int, *, wrapped: bool = False) -> list[Line]:
    """Lines put together into paragraphs. :param usual: how long long ones are. :param wrapped: whether empty lines part paragraphs."""
    made: list[Line] = []
    words, page = "", 0
    for number, (text, of) in enumerate(raw):
        before = raw[number - 1][0] if number else ""
        after = raw[number + 1][0] if number + 1 < len(raw) else ""
        if wrapped:
            field = (respondent.is_field(before) and not text.startswith("(")) or respondent.is_field(text)
            parts = field or _opens_paragraph(before, words, text) or (bool(_ENDS.search(before)) and len(before) < 0.7 * usual)
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
    asked = before.endswith((")", "]")) and (wording.opens(words) or bool(options.limit_in(before)))
    if asked or _ENDS.search(before):
        titled = len(text) < 0.7 * usual and not _ENDS.search(text) and bool(_HEADING.fullmatch(text)) and not re.match(r"[a-z(]", after)
        return room > 0.04 * usual or titled
    return room > 0.2 * usual and not re.match(r"[a-z(]", text)


def _opens_paragraph(before: str, words: str, text: str) -> bool:
    chapter = len(text) < 90 and _CHAPTER.match(text) is not None and not _ENDS.search(text)
    if options.broken_option(before, text) or (text.startswith("(") and respondent.is_field(f"{before} {text}")):
        return False
    opens = wording.opens(text) or wording.is_numbered(text)
    return chapter or opens or options.is_option(before) or wording.is_contents(before) or bool(wording.BARE.fullmatch(words))


def _listed(text: str, page: int) -> Line:
    if match := wording.BULLET.match(text):
        return Line(text[match.end() :], 0, page, "•")
    return Line(text, 0, page)


def _titled(lines: list[Line]) -> list[Line]:
    """Short lines that nothing ends are headings; those that are numbered or called chapters stand above the others."""
    return list(_levelled(lines))


def _levelled(lines: list[Line]) -> Iterator[Line]:
    chapters = any(_CHAPTER.match(line.text) and is_heading(line) for line in lines)
    for line in lines:
        if not is_heading(line):
            yield line
        else:
            yield line._replace(level=1 if not chapters or _CHAPTER.match(line.text) or respondent.ABOUT.search(line.text) else 2)


def is_heading(line: Line) -> bool:
    """Whether a line on its own looks like a heading."""
    text = line.text
    if line.listed or wording.is_contents(text) or wording.opens(text) or options.is_option(text) or respondent.is_field(text):
        return False
    if respondent.ABOUT.search(text) and len(text) < 60 and not re.search(r"[.?:]$", text):
        return True
    if respondent.of_respondent(text) or wording.FOLLOWS.match(text) or options.MANY.search(text):
        return False
    if text.endswith("?"):
        return bool(wording.RHETORICAL.search(text)) and len(text) < 80 and not re.search(r"(?i)\byou\b", text)
    return not re.search(r"[,:;.]$", text) and bool(_HEADING.fullmatch(text)) and not re.search(r"(?i)\bpage \d+$|\d{4}$", text)

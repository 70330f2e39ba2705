"""Tables in the text of a page: rows with their labels and cells, and what caption and headings say of the columns.

A copy's text has a line for a row and one space between cells, so a table is known by its lines: a label, then numbers. Which unit a column
is in stands in its heading, in the caption or in the row's label; where that cannot be told for one column it may be any of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|\.\d+"
_CELL = re.compile(
    rf"[(\-–−+<>~]?(?P<sign>[£$€])?(?P<value>{_NUMBER})(?P<scale>m|bn|k)?(?P<cent>%|pp|ppts?)?\)?[*†‡§]*(?:\[[a-z\d]{{1,2}}\])?"
)
_EMPTY = re.compile(r"[-–—.:*~]{1,3}|n/?a|\[[a-z]{1,3}\]|[cuzx]", re.IGNORECASE)
_TOKEN = re.compile(r"(?:[£$€]\s(?=\d))?\S+(?:\s%(?=\s|$))?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:\d{4}|\d\d))?")
_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|year|to|in|ending|ended|since|q[1-4])[a-z]*\.?$", re.IGNORECASE
)
"""What stands before a year that belongs to a row's label."""
_NOTE = re.compile(r"\[(?:notes?|r|p|\d{1,2})[^\]]{0,8}\]|\(\d\)")
_CAPTION = re.compile(r"\s*(?:Table|Figure|Fig\.|Chart|Exhibit|Box|Annex)\b[\s\xa0]*[A-Z]?\d")
_MARK = re.compile(
    r"(?P<thousands>\(?[’']000s?\b\)?|\(000s?\)|\b000s\b|\bthousands?\b|\(?£\s?000s?\)?|£k\b)|(?P<millions>\(?[£€$]\s?(?:m\b|mn\b|millions?\b)|\bmillions\b|\(millions?\))"
    r"|(?P<billions>\(?[£€$]\s?(?:bn\b|billions?\b)|\(billions?\))|(?P<rate>\b(?:rate\s+)?per\s+(?P<per>1,000,000|100,000|10,000|1,000|100000|10000|1000|million|thousand)\b)"
    r"|(?P<points>percentage\s+points?|\bppts?\b|\bpp\b)|(?P<percent>\(?%\)?|\bper\s?cent\b|\bpercent(?:age)?s?\b|\bpc\b)"
    r"|(?P<money>\(?[£$€]\)?(?!\s?\d))|(?P<times>\bratios?\b|\btimes\b)|(?P<count>\b(?:numbers?|no\.|count|counts|volume|total\s+number)(?!\w)|\bn\s?=|\(n\))",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.;,:]$|[.!?]\s+[A-Z]")
_SCALES = {"thousands": 1e3, "millions": 1e6, "billions": 1e9}
_CELL_SCALES = {"m": 1e6, "bn": 1e9, "k": 1e3}
_CURRENCIES = {"£": "GBP", "$": "USD", "€": "EUR"}
_HEADING_LINES, _LABEL, _PROSE = 6, 110, 70


class Unit(NamedTuple):
    """What a heading says of numbers. `kind`: ``percentage``, ``points``, ``money``, ``rate``, ``multiple`` or ``number``."""

    kind: str
    unit: str = ""
    scale: float = 1.0


PLAIN = Unit("number")


class Cell(NamedTuple):
    """A number in a table, as it is printed; offsets are those of the page's text."""

    start: int
    end: int
    text: str
    value: float
    units: tuple[Unit, ...]
    """What it may count, the likeliest first."""
    certain: bool
    """Whether its own signs, its row or its column's heading say so, and not only the table as a whole."""
    column: str
    """The heading of its column, where one could be told from the others; may be empty."""


@dataclass(frozen=True)
class Row:
    start: int
    end: int
    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows in order. `heading`: caption and the lines above the first row, in one line."""

    start: int
    end: int
    heading: str
    rows: tuple[Row, ...]


class _Line(NamedTuple):
    start: int
    text: str
    label: str
    cells: tuple[tuple[int, int], ...]
    """Offsets of its cells in the line, those that are empty too."""
    numbers: int

    @property
    def filled(self) -> bool:
        return self.numbers > 0


def tables(text: str) -> Iterator[Table]:
    """The tables of a page's text, in order. Never raises; the time grows with the length of the text."""
    lines = list(_lines(text))
    at = 0
    while at < len(lines):
        end = _block(lines, at)
        if end > at:
            yield _table(lines, at, end)
        at = max(end, at + 1)


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.splitlines(keepends=True):
        yield _line(start, line.rstrip("\r\n"))
        start += len(line)


def _line(start: int, line: str) -> _Line:
    """A line with the cells at its end."""
    tokens = [token.span() for token in _TOKEN.finditer(_NOTE.sub(lambda mark: " " * len(mark[0]), line))]
    headed = {mark.end() for mark in _MARK.finditer(line) if mark["rate"]}
    cells: list[tuple[int, int]] = []
    while tokens:
        first, last = tokens[-1]
        token = line[first:last].replace(" ", "")
        if last in headed or not (_CELL.fullmatch(token) or _EMPTY.fullmatch(token)):
            break  # the last of "Rate per 1,000" is no cell
        cells.append(tokens.pop())
    cells.reverse()
    while cells and not _CELL.fullmatch(line[slice(*cells[0])].replace(" ", "")) and len(line[: cells[0][0]].split()) == 0:
        cells.pop(0)
    label = line[: cells[0][0]].strip() if cells else line.strip()
    dated = not re.search(r"[^\W\d]", label) or _DATED.search(label) is not None
    if cells and len(cells) > 1 and dated and _YEAR.fullmatch(line[slice(*cells[0])]):
        label = f"{label} {line[slice(*cells.pop(0))]}".strip()
    numbers = sum(_CELL.fullmatch(line[first:last].replace(" ", "")) is not None for first, last in cells)
    if numbers and cells and (len(label) > _LABEL or (numbers == 1 and _runs_on(label))):
        return _Line(start, line, line.strip(), (), 0)
    return _Line(start, line, label, tuple(cells), numbers)


_RUNS_ON = re.compile(
    r"(?:\b(?:of|in|to|by|at|from|the|a|an|and|or|was|were|is|are|about|around|nearly|almost|over|under|than|some|least|between|on|for|with|"
    r"had|has|have|that|just|only|page|pages|p|pp|paragraph|paragraphs|para|paras|section|sections|chapter|clause|article|figure|table|note"
    r"|annex|recommendation|question|since|until|during|after|before)|[,;:.])$",
    re.IGNORECASE,
)


def _runs_on(label: str) -> bool:
    """Whether words before one number at a line's end are a sentence that was broken there."""
    return bool(_RUNS_ON.search(label)) or label[:1].islower()


def _headed(line: _Line) -> bool:
    """Years above columns: numbers, and no row."""
    return line.numbers > 0 and all(_YEAR.fullmatch(line.text[slice(*span)]) for span in line.cells)


def _block(lines: Sequence[_Line], at: int) -> int:
    """The line behind the table that begins at a line; the same line where none does."""
    if not lines[at].filled or _headed(lines[at]):
        return at
    rows, last, between, marked = 0, at, 0, False
    for number in range(at, len(lines)):
        line = lines[number]
        if line.filled and not (_headed(line) and line.label):
            rows += 1
            last, between, marked = number, 0, False
        elif not line.text.strip():
            between += 1
        else:
            between += 1
            marked = marked or _MARK.search(line.text) is not None
            ends = len(line.text) > _PROSE or line.text.rstrip().endswith(".") or _CAPTION.match(line.text) is not None
            if ends or (marked and between > 1):  # what follows has headings of its own
                break
        if between > 2:
            break
    several = any(line.numbers > 1 and not _headed(line) for line in lines[at : last + 1])
    return last + 1 if rows >= 2 or (rows and several) else at


def _table(lines: Sequence[_Line], first: int, end: int) -> Table:
    above = _above(lines, first)
    if not lines[first].label:  # a label that needed lines of its own
        while above:
            first -= 1
            if not above.pop().text.strip()[:1].islower():
                break
    heads = [line.text.strip() for line in above]
    caption = "" if any(map(_CAPTION.match, heads)) else _caption_below(lines, end)
    stacked = _stacked(lines[first:end])
    width = max(stacked, *(len(line.cells) for line in lines[first:end]))
    columns = _Columns(heads, caption, width, stacked=stacked > 1)
    rows = list(_rows(lines[first:end], columns))
    last = lines[end - 1]
    return Table(rows[0].start, last.start + len(last.text), " ".join(filter(None, (*heads, caption))), tuple(rows))


def _stacked(lines: Sequence[_Line]) -> int:
    """How many cells a row has where each cell has a line of its own; fewer than two where it has not."""
    longest = run = 0
    for line in lines:
        run = run + 1 if len(line.cells) == 1 and not line.label else 0
        longest = max(longest, run)
    return longest


def _caption_below(lines: Sequence[_Line], end: int) -> str:
    """The caption that stands below a table, unless it is that of the next one."""
    below = list(lines[end : end + 3])
    at = next((number for number, line in enumerate(below) if _CAPTION.match(line.text)), -1)
    return "" if at < 0 or any(line.filled for line in lines[end + at + 1 : end + at + 4]) else below[at].text.strip()


def _above(lines: Sequence[_Line], first: int) -> list[_Line]:
    """The caption and headings above the first row."""
    found: list[_Line] = []
    for number in range(first - 1, max(-1, first - 1 - _HEADING_LINES), -1):
        line = lines[number]
        words = line.text.strip()
        if not words and not found:
            continue
        if not words or (not _CAPTION.match(words) and (len(words) > _LABEL or _SENTENCE.search(words))):
            break
        if line.filled and not _headed(line):
            break
        found.append(line)
        if _CAPTION.match(words):
            break
    return found[::-1]


def _rows(lines: Sequence[_Line], columns: _Columns) -> Iterator[Row]:
    """Rows; a line that is cells alone belongs to the label above it, and so does what a label needs more than one line for."""
    label, start, cells = "", -1, list[tuple[int, int, str]]()
    for line in (*lines, None):
        if line is not None and not line.text.strip():
            continue
        here = [(line.start + first, line.start + last, line.text[first:last]) for first, last in line.cells] if line else []
        if line is not None and here and not line.label and label and (not cells or len(cells) + len(here) <= columns.width):
            cells += here
            continue
        if cells:
            yield _row(start, label, cells, columns)
            label, start, cells = "", -1, []
        if line is None:
            return
        label = f"{label} {line.label}".strip()[-_LABEL * 2 :]
        start = line.start if start < 0 else start
        cells = here


def _row(start: int, label: str, spans: Sequence[tuple[int, int, str]], columns: _Columns) -> Row:
    own = _units(label)
    cells = [made for number, span in enumerate(spans) if (made := _cell(span, number, len(spans), own, columns)) is not None]
    return Row(start, spans[-1][1], label, tuple(cells))


def _cell(span: tuple[int, int, str], number: int, of: int, row: Sequence[Unit], columns: _Columns) -> Cell | None:
    first, last, text = span
    found = _CELL.fullmatch(text.replace(" ", ""))
    if found is None:
        return None
    value = float(found["value"].replace(",", ""))
    column = columns.heading(number, of)
    scale = _CELL_SCALES.get(found["scale"] or "", 1.0)
    if found["cent"]:
        unit = Unit("percentage", "per cent") if found["cent"] == "%" else Unit("points", "percentage points")
        return Cell(first, last, text, value, (unit,), True, column)
    if found["sign"]:
        headed = next((each for each in columns.units(number, of)[0] if each.kind == "money"), None)
        scale = scale if scale > 1 or headed is None else headed.scale
        return Cell(first, last, text, value, (Unit("money", _CURRENCIES[found["sign"]], scale),), True, column)
    units, certain = columns.units(number, of)
    if row:  # a column of changes in per cent is none of thousands, whatever the row says
        other = [unit for unit in units if certain and unit != PLAIN and unit not in row]
        of_change = [unit for unit in other if unit.kind in {"percentage", "points"}]
        return Cell(first, last, text, value, tuple(of_change or (*row, *other)), bool(of_change) or not other, column)
    return Cell(first, last, text, value, units or (PLAIN,), certain or not units, column)


def _units(words: str) -> list[Unit]:
    """The units that words name, in their order."""
    return [_unit(mark) for mark in _MARK.finditer(words)]


def _unit(mark: re.Match[str]) -> Unit:
    sign = next((sign for sign in "£$€" if sign in mark[0]), "")
    kind = mark.lastgroup if mark.lastgroup != "per" else "rate"
    if kind in _SCALES:
        return Unit("money", _CURRENCIES[sign], _SCALES[kind]) if sign or "£k" in mark[0].lower() else Unit("number", "", _SCALES[kind])
    if kind == "rate":
        per = {"million": 1_000_000, "thousand": 1000}.get(mark["per"].lower()) or int(mark["per"].replace(",", ""))
        return Unit("rate", f"per {per:,}")
    if kind == "money":
        return Unit("money", _CURRENCIES[sign])
    named = {"percent": Unit("percentage", "per cent"), "points": Unit("points", "percentage points"), "times": Unit("multiple", "times")}
    return named.get(kind or "", PLAIN)


class _Columns:
    """What headings say of columns: of each, where there is one mark or word for each of them; else of all."""

    def __init__(self, heads: Sequence[str], caption: str, width: int, *, stacked: bool) -> None:
        self.width = width
        captioned = [head for head in (*heads, caption) if _CAPTION.match(head)]
        lines = [head for head in heads if not _CAPTION.match(head)]
        under = " ".join(lines)
        units, years = _units(under), [year[0] for year in _YEAR.finditer(under)]
        plain = [line for line in lines if not (years and len(years) == width and _YEAR.search(line)) and not _ONLY_MARKS.fullmatch(line)]
        self._words, above = [], len(lines)
        for at in range(len(plain) - 1, -1, -1):
            if words := _headings(plain[at], width):
                self._words, above = words, lines.index(plain[at])
                break
        captioned += lines[:above] if self._words else []  # what stands above the names of columns is said of all of them
        if self._words and len(units) != width:
            units = _units(" ".join(lines[above:]))
        said = tuple(dict.fromkeys(_units(" ".join(captioned))))
        self._all = said if len(said) == 1 else tuple(unit for unit in said if unit != PLAIN)  # "Numbers (millions)" is one thing
        self._each: tuple[Unit, ...] = tuple(units) if len(units) == width else ()
        self._some = tuple(dict.fromkeys(units))
        self._alone = width == 1 or any(_ONLY_MARKS.fullmatch(line) for line in lines)
        self._years = years if len(years) == width else []
        if stacked and len(lines) >= width:
            self._words = lines[-width:]
        if self._words and not self._each and units:
            own = [_units(words) for words in self._words]
            self._each = tuple(each[0] if each else PLAIN for each in own) if any(own) else ()

    def heading(self, number: int, of: int) -> str:
        """What stands above a column, as far as it can be told from the others."""
        if of != self.width:
            return ""
        parts = [self._years[number] if self._years else "", self._words[number] if self._words else ""]
        return " ".join(dict.fromkeys(filter(None, parts)))

    def units(self, number: int, of: int) -> tuple[tuple[Unit, ...], bool]:
        """What a column may count, and whether that is said of it and not only somewhere in the table."""
        if self._each and of == self.width:
            return (self._each[number],), True
        if self._some:
            only = len(self._some) == 1 and self._alone
            return (self._some, True) if only else (tuple(dict.fromkeys((*self._some, PLAIN, *self._all))), False)
        return (self._all, True) if len(self._all) == 1 else (tuple(dict.fromkeys((*self._all, PLAIN))) if self._all else (), False)


_ONLY_MARKS = re.compile(rf"\W*(?:{_MARK.pattern})\W*", re.IGNORECASE)


def _headings(line: str, width: int) -> list[str]:
    """The words of a line of headings, one part for each column, where it has as many, or one more for the labels.

    A new part begins with a capital, a bracket or a sign; "All individuals" is one.
    """
    parts: list[str] = []
    for word in _MARK.sub(lambda mark: mark[0].replace(" ", "\xa0"), line).replace("\t", " ").split(" "):
        said_of_it = word[:1] == "(" and _MARK.search(word) and parts and parts[-1][:1] != "("
        if parts and (said_of_it or (word[:1].islower() and not _MARK.match(word)) or _GOES_ON.search(parts[-1])):
            parts[-1] += f" {word}"
        elif word:
            parts.append(word.replace("\xa0", " "))
    if len(parts) == width + 1:
        parts = parts[1:]
    return parts if len(parts) == width and width > 1 and all(map(_HEADS.match, parts)) else []


_HEADS = re.compile(rf"[^\W\d_a-z]|[%£(]|{_YEAR.pattern}|\d\d?[-–]\d\d|\d\d\+")
_GOES_ON = re.compile(r"(?:^|\s)(?:and|or|of|the|in|for|to|per|&|at|by|with)$")

"""The figures that a copy states, page by page: those of its sentences and those of its tables, each with the words that say what it is.

Pages are read when they are asked for. The reader of figures is the one that reads our own prose; what it takes for a year, a place or a
name is kept too, as a number of which nobody knows what it counts.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from toolkit.archive.pages import Copy, Page
from toolkit.archive.tables import Cell, Row, Table, Unit, tables
from toolkit.english.content import content_words, names, own_words
from toolkit.english.figures import Figure, FigureKind, read_figures
from toolkit.english.sentences import Sentence, sentences

NEAR = 200
"""Characters on either side of a figure in which the words that it shares with a claim are looked for."""
MOST_LETTERS = 200_000
"""Of one page that are read: more than that is no page that anybody printed."""
_JOINT = 240
"""Characters of the pages before and behind that a page is read with: sentences run on."""
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d|[.,]\d)")
"""A plain space parts thousands in sentences; in a table it parts columns."""
_RAW = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w/]|[.,]\d)|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_WORDS = dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True))  # noqa: SIM905
_ALONE = re.compile(r"(?m)^[ \t]*(\d{1,4})[ \t]*$")
"""A number on a line of its own: that of the page, or of a note."""
_WHOLE = r"\d{1,3}(?:,\d{3})*|\d+"
_THE = r"(?:the |all |these |those |our )?"
_PAIR = re.compile(rf"(?<![\w.,£$€])(?P<part>{_WHOLE}) (?:out )?of {_THE}(?P<whole>\d{{1,3}}(?:,\d{{3}})+|\d{{2,}})(?![\w%]|[.,]\d)")
_PAIR_TURNED = re.compile(
    rf"\b[Oo]f {_THE}(?P<whole>{_WHOLE})(?: [a-z-]+){{1,6}},? (?P<part>{_WHOLE})(?= [a-z])"
    r"(?! (?:per|percent|years?|months?|million|billion)\b)"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*(?![a-z])")
_LONGEST = 600
_BESIDE = 40
_KINDS: dict[str, FigureKind] = {
    **{"percentage": "percentage", "points": "points", "money": "money"},
    **{"rate": "rate", "multiple": "multiple", "number": "number"},
}
_OPEN = re.compile(r"\b(?:all|total|overall|every|average|mean|both|england and wales|united kingdom|uk)\b|^$", re.IGNORECASE)


class About(NamedTuple):
    """The words that say what a figure is, as stems, and what of the source is shown for it."""

    own: frozenset[str]
    """Those of its own clause, or of its row's label and its column's heading."""
    sentence: frozenset[str]
    """Those of its sentence, or of its row."""
    names: frozenset[str]
    """Those of them that have a capital, and years."""
    passage: str
    """The sentence, or the row of the table."""


@dataclass(frozen=True)
class Stated:
    """A figure in a copy."""

    figure: Figure
    page: int
    """Its position in the copy, from 0."""
    first: int
    """The page on which its sentence begins."""
    shown: str
    """The figure as it is written there, with what a heading says of it in brackets."""
    telling: Callable[[], About]
    """Most figures agree with nothing that is asked, so their words are looked at when they are needed."""
    nearby: Callable[[], frozenset[str]]
    heading: str = ""
    column: str = ""
    row: str = ""
    """The row's label; of a figure in a sentence empty."""
    tabular: bool = False
    certain: bool = True
    """Whether it is plain what it counts."""
    bare: bool = False
    """A number that was taken for no figure: a year, a page, the number of a table."""

    @cached_property
    def about(self) -> About:
        return self.telling()

    @property
    def own(self) -> frozenset[str]:
        return self.about.own

    @property
    def sentence(self) -> frozenset[str]:
        return self.about.sentence

    @property
    def names(self) -> frozenset[str]:
        return self.about.names

    @cached_property
    def near(self) -> frozenset[str]:
        """Stems of the words within 200 characters, or in the row, the headings and the caption."""
        return self.nearby()

    @property
    def passage(self) -> str:
        return self.about.passage


class StatedIn:
    """The figures of one copy; what was read once is kept as long as this is."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self._pages: dict[int, tuple[Stated, ...]] = {}

    def page(self, number: int) -> tuple[Stated, ...]:
        """The figures of a page, counted from 0, in its order; those of tables after those of sentences."""
        if number not in self._pages:
            self._pages[number] = tuple(_read(self.copy.pages, number))
        return self._pages[number]


def _read(pages: Sequence[Page], number: int) -> Iterator[Stated]:
    text = pages[number].text[:MOST_LETTERS]
    found = list(tables(text))
    before = pages[number - 1].text[-_JOINT:] if number else ""
    behind = pages[number + 1].text[:_JOINT] if number + 1 < len(pages) else ""
    joint = f"{before}\n{_parted(text, found)}\n{behind}"  # of the same length as the text and what stands around it
    start = len(before) + 1
    cells = [(cell.start + start, cell.end + start) for table in found for row in table.rows for cell in row.cells]
    for stated in _in_sentences(joint, cells, number, start):
        if start <= stated.figure.start < start + len(text):
            yield stated
    above = frozenset[str]()
    for table in found:
        yield from _in_table(table, text, number, above)
        above = above | content_words(table.heading)


def _parted(text: str, found: Sequence[Table]) -> str:
    """The text with a tab, which ends a sentence, at the end of each line of a table and of the line before it."""
    signs = list(text)
    for table in found:
        for at in range(max(0, table.start - 1), min(table.end + 1, len(signs))):
            signs[at] = "\t" if signs[at] == "\n" else signs[at]
    return "".join(signs)


def _flat(text: str) -> str:
    """In one line, offset by offset, with a tab where a paragraph ends."""
    text = _PARAGRAPH.sub(lambda gap: "\t" + " " * (len(gap[0]) - 1), text)
    return re.sub(r"[^\S\t]", " ", text)


def _in_sentences(text: str, cells: Sequence[tuple[int, int]], page: int, start: int) -> Iterator[Stated]:
    """The figures of a text; those in cells are left out, since tables are read as such."""
    flat = _flat(text)
    merged = _SPACED.sub(lambda number: number[0].replace(" ", ","), text)
    alone = [(number.start(1), number.end(1)) for number in _ALONE.finditer(text)]
    read = _outside([*_outside(_figures(merged), alone), *_pairs(flat)], cells)
    bare = _outside(_bare(merged, read), cells)
    told = list(_bounded(sentences(flat)))
    starts = [sentence.start for sentence in told]

    def one(figure: Figure, beside: Sequence[Figure]) -> Stated:
        sentence = told[max(0, bisect_right(starts, figure.start) - 1)]
        return Stated(
            figure=figure,
            page=page,
            first=page - 1 if page and sentence.start < start - 1 else page,
            shown=" ".join(flat[figure.start : figure.end].split()),
            telling=partial(_about, sentence, beside, figure),
            nearby=partial(_near, flat, figure),
            bare=figure.kind == "number" and figure.unit == _UNREAD,
        )

    at = 0
    for number, figure in enumerate(read):
        while read[at].start < figure.start - 4 * _LONGEST:
            at += 1
        yield one(figure, read[max(at, number - _BESIDE) : number + _BESIDE])
    yield from (one(figure, ()) for figure in bare)
    if merged != text:  # where the space parts two numbers after all
        known = {(figure.start, figure.end) for figure in read}
        split = (figure for figure in _outside(read_figures(text), [*alone, *cells]) if (figure.start, figure.end) not in known)
        yield from (one(figure, ()) for figure in split)


def _near(flat: str, figure: Figure) -> frozenset[str]:
    low, high = max(0, figure.start - NEAR), min(len(flat), figure.end + NEAR)
    low, high = flat.find(" ", low) if low else 0, flat.rfind(" ", 0, high) if high < len(flat) else high
    return content_words(flat[max(low, 0) : max(high, figure.end)])


def _about(sentence: Sentence, beside: Sequence[Figure], figure: Figure) -> About:
    """The words of a figure in a sentence. :param beside: the figures around it, itself among them or not."""
    inside = [
        each for each in beside if sentence.start <= each.start < sentence.end and not (each.start < figure.end and figure.start < each.end)
    ]
    inside = sorted([*inside, figure], key=lambda each: each.start)
    moved = [replace(each, start=each.start - sentence.start, end=each.end - sentence.start) for each in inside]
    return About(
        own=own_words(sentence.words, moved, inside.index(figure)),
        sentence=content_words(sentence.words),
        names=names(sentence.words),
        passage=_shortened(sentence, figure),
    )


def _figures(text: str) -> list[Figure]:
    """The figures of a text in lines.

    A line may begin with the number of a paragraph, and with a figure in brackets that belongs to the line before: what has a unit of its
    own is a figure in either case.
    """
    read = read_figures(text)
    starts = {figure.start for figure in read}
    whole = (figure for figure in read_figures(re.sub(r"[^\S\t]", " ", text)) if figure.kind != "number" and figure.start not in starts)
    return sorted([*read, *whole], key=lambda each: each.start)


def _bounded(told: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences, those without an end in parts: a page may be a list of numbers without a single full stop."""
    for sentence in told:
        for at in range(0, len(sentence.words), 2 * _LONGEST):
            words = sentence.words[at : at + 2 * _LONGEST]
            yield Sentence(sentence.start + at, sentence.start + at + len(words), words)


def _pairs(flat: str) -> Iterator[Figure]:
    """81 of 112, of the 112 bodies 81: a share, besides the two numbers."""
    for pair in (*_PAIR.finditer(flat), *_PAIR_TURNED.finditer(flat)):
        part, whole = (float(pair[name].replace(",", "")) for name in ("part", "whole"))
        if 0 < part < whole:
            yield Figure("fraction", part / whole, part / whole, "", "", pair.start(), pair.end(), pair[0], weighty=True)


def _outside(figures: Iterable[Figure], cells: Iterable[tuple[int, int]]) -> list[Figure]:
    """The figures of which no part stands in one of some places, in order."""
    cells = sorted(cells)
    starts = [first for first, _ in cells]
    kept: list[Figure] = []
    for figure in figures:
        at = bisect_right(starts, figure.end - 1) - 1
        if at < 0 or cells[at][1] <= figure.start:
            kept.append(figure)
    return sorted(kept, key=lambda each: each.start)


_UNREAD = "?"


def _bare(flat: str, read: Sequence[Figure]) -> Iterator[Figure]:
    """The numbers in digits that were taken for no figure."""
    taken = sorted((figure.start, figure.end) for figure in read)
    at = 0
    for number in _RAW.finditer(flat):
        while at < len(taken) and taken[at][1] <= number.start():
            at += 1
        if at < len(taken) and taken[at][0] < number.end():
            continue
        digits = number[0].replace(",", "")
        value = float(_WORDS.get(number[0].lower()) or digits)
        if len(digits) <= 15:
            yield Figure("number", value, value, _UNREAD, "", number.start(), number.end(), number[0])


def _shortened(sentence: Sentence, figure: Figure) -> str:
    words = sentence.words
    if len(words) <= _LONGEST:
        return " ".join(words.split())
    at = figure.start - sentence.start
    low, high = max(0, at - _LONGEST // 2), min(len(words), at + _LONGEST // 2)
    return f"{'… ' if low else ''}{' '.join(words[low:high].split())}{' …' if high < len(words) else ''}"


def _in_table(table: Table, text: str, page: int, above: frozenset[str]) -> Iterator[Stated]:
    """The cells of a table. :param above: words of the headings of the tables above it, which may be said of this one too."""
    names_of_columns = list(dict.fromkeys(cell.column for row in table.rows for cell in row.cells if cell.column))
    totals = content_words(" ".join(row.label for row in table.rows if is_whole(row.label)))
    headed = {
        column: above | totals | content_words(_without(table.heading, names_of_columns, column)) for column in ("", *names_of_columns)
    }
    for row in table.rows:
        passage = " ".join(text[row.start : row.end].split())
        for cell in row.cells:
            for unit in cell.units:
                yield Stated(
                    figure=_figure(cell, unit.kind, unit.unit, unit.scale),
                    page=page,
                    first=page,
                    shown=_shown(cell, row, unit),
                    telling=partial(_cell_about, row.label, cell.column, passage),
                    nearby=partial(_cell_near, row.label, cell.column, headed[cell.column]),
                    heading=table.heading,
                    column=cell.column,
                    row=row.label,
                    tabular=True,
                    certain=cell.certain or len(cell.units) == 1,
                )


def _cell_about(label: str, column: str, passage: str) -> About:
    own = content_words(f"{label} {column}")
    return About(own, own, frozenset(), passage)


def _cell_near(label: str, column: str, headed: frozenset[str]) -> frozenset[str]:
    return content_words(f"{label} {column}") | headed


def _without(heading: str, columns: Sequence[str], column: str) -> str:
    """A table's caption and headings without the names of its other columns, which stand last."""
    for other in columns if column else ():
        if other != column:
            before, found, behind = heading.rpartition(other)
            heading = f"{before} {behind}" if found else heading
    return heading


def _figure(cell: Cell, kind: str, unit: str, scale: float) -> Figure:
    value = round(cell.value * scale, 6)
    return Figure(_KINDS[kind], value, value, unit, "", cell.start, cell.end, cell.text.strip("()[]*†‡§"), weighty=True)


def _shown(cell: Cell, row: Row, unit: Unit) -> str:
    counted = {1e3: "thousands", 1e6: "millions", 1e9: "billions"}.get(unit.scale, "")
    said = "" if "%" in cell.text else " ".join(filter(None, (unit.unit, counted)))
    named = [" ".join(row.label.split())[-80:], cell.column, said]
    named = [each for each in named if each]
    return f"{cell.text} ({', '.join(named)})" if named else cell.text


def is_whole(label: str) -> bool:
    """Whether the label of a row says that it holds everything, and so need not be named by who cites it."""
    return _OPEN.search(label.strip()) is not None

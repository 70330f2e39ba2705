"""A form as its reader sees it: lines in their order, the cells of tables, and in the lines the boxes to tick and the fields to type in.

In the text of a line stands ☐ for each box and U+FFFC for each field, whatever they are made of, and in :attr:`Line.signs` what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from lxml.etree import _Element

from toolkit.word.paragraph import Box, Field, Spelt, spell
from toolkit.word.parts import Part, W
from toolkit.word.signs import TICK, control, held

_HEADING = re.compile(r"(?i)heading\s?\d|title|subtitle")
_RULED = re.compile(r"[\s_.…·‒–—-]*(?:[_…]\s?|[.·]{2}){3,}[\s_.…·‒–—-]*")
_PROMPT = re.compile(
    r"(?i)\W*(?:(?:click|tap)(?: or tap)?\b[^.?!]{0,40}|(?:please )?(?:enter|type|insert|write|add|provide)\b[^.?!]{0,50}\bhere\b|"
    r"(?:enter|type|insert) (?:text|answer|response)|free text(?: box| response)?)[.?!]?\W*|"
    r"[\[<](?:please )?(?:enter|type|insert|write|add|free text|your|response|answer)\b[^\]>]{0,60}[\]>]\W*"
)
"""What stands in a place until somebody types there, also where the form has it as plain words."""


@dataclass(eq=False)
class Cell:
    """A cell of a table. Columns are counted in the grid of the table, so that a cell may have several."""

    element: _Element
    table: Table
    row: int
    column: int
    span: int
    lines: list[int] = field(default_factory=list)
    """Numbers of its lines, those of tables within it included."""
    plain: bool = True
    """Whether it holds paragraphs alone."""

    def over(self, other: Cell) -> bool:
        """Whether they share a column."""
        return self.column < other.column + other.span and other.column < self.column + self.span


@dataclass(eq=False)
class Table:
    element: _Element
    within: Cell | None
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Line:
    """A paragraph, or a control that holds paragraphs."""

    number: int
    element: _Element
    spelt: Spelt
    cell: Cell | None
    heading: bool
    barred: bool = False
    """Whether the protection of the form lets nothing be typed here but in fields."""

    @property
    def text(self) -> str:
        return self.spelt.text

    @property
    def signs(self) -> tuple[Box | Field, ...]:
        return self.spelt.signs

    @cached_property
    def words(self) -> str:
        """Without signs, lines to write on, and white space."""
        return " ".join(re.sub(rf"[{TICK}\ufffc]|_{{2,}}|\.{{4,}}|…{{2,}}", " ", self.text).split())

    @property
    def blank(self) -> bool:
        return not self.spelt.full and not self.text.strip() and not self.signs

    @property
    def ruled(self) -> bool:
        """Whether it is a line to write on, made of signs."""
        return not self.spelt.full and not self.signs and (bool(_RULED.fullmatch(self.text)) or self.spelt.leader)

    @property
    def prompt(self) -> bool:
        """Whether it says nothing but that something may be typed."""
        return not self.signs and not self.spelt.full and bool(_PROMPT.fullmatch(self.text)) and bool(self.text.strip())


Protection = Literal["", "forms", "readOnly", "comments", "trackedChanges"]


@dataclass(frozen=True)
class Form:
    """A form that has been read."""

    part: Part
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]
    """What is odd about the file: sentences."""

    def cell_lines(self, cell: Cell) -> list[Line]:
        return [self.lines[number] for number in cell.lines]

    def blank(self, cell: Cell) -> bool:
        """Whether a cell waits for something to be typed in it."""
        lines = self.cell_lines(cell)
        return cell.plain and bool(lines) and all(line.blank for line in lines)


def read_form(part: Part, protection: Protection = "") -> Form:
    """The lines of a form. :param protection: as its settings have it, where it is in force."""
    body = part.root.find(f"{W}body")
    reader = _Reader(protection)
    if body is not None:
        reader.read(body)
    return Form(part, tuple(reader.lines), tuple(_remarks(part)))


def _remarks(part: Part) -> Iterator[str]:
    tracked = sum(1 for _ in part.root.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"))
    if tracked:
        yield "The form holds tracked changes of its makers. They stay; it is read as if they had been accepted."
    boxes = sum(1 for each in part.root.iter(f"{W}txbxContent") if not _fallback(each))
    if boxes:
        yield f"The form holds {boxes} floating text box{'es' if boxes > 1 else ''}, in which nothing is filled in. Look at them by hand."


def _fallback(element: _Element) -> bool:
    return any(str(each.tag).endswith("}Fallback") for each in element.iterancestors())


class _Reader:
    def __init__(self, protection: Protection) -> None:
        self.lines: list[Line] = []
        self._cells: list[Cell] = []
        self._barred = False
        self._protected = protection == "forms"

    def read(self, body: _Element) -> None:
        """The body, section by section: the protection of forms may be lifted for one."""
        waiting: list[_Element] = []
        for child in body:
            waiting.append(child)
            ends = child if child.tag == f"{W}sectPr" else child.find(f"{W}pPr/{W}sectPr")
            if ends is not None:
                self._section(waiting, ends)
                waiting = []
        self._section(waiting, None)

    def _section(self, children: list[_Element], properties: _Element | None) -> None:
        lifted = properties is not None and off(properties.find(f"{W}formProt"))
        self._barred = self._protected and not lifted
        self._blocks(children)

    def _blocks(self, children: list[_Element]) -> None:
        for child in children:
            if child.tag == f"{W}p":
                self._line(child, spell(child))
            elif child.tag == f"{W}tbl":
                self._table(child)
            elif child.tag == f"{W}sdt":
                sign = control(child)
                if sign is None:
                    self._blocks(list(held(child)))
                else:
                    self._line(child, Spelt.of(sign))
            elif (inside := _through(child)) is not None:
                self._blocks(inside)

    def _line(self, element: _Element, spelt: Spelt) -> None:
        style = element.find(f"{W}pPr/{W}pStyle")
        level = element.find(f"{W}pPr/{W}outlineLvl")
        heading = bool(style is not None and _HEADING.match(style.get(f"{W}val", ""))) or level is not None
        cell = self._cells[-1] if self._cells else None
        for each in self._cells:
            each.lines.append(len(self.lines))
        self.lines.append(Line(len(self.lines), element, spelt, cell, heading, self._barred))

    def _table(self, element: _Element) -> None:
        for each in self._cells:
            each.plain = False
        table = Table(element, self._cells[-1] if self._cells else None)
        for tr in _each(element, f"{W}tr"):
            if tr.find(f"{W}trPr/{W}del") is not None:
                continue
            row: list[Cell] = []
            table.rows.append(row)
            column = _number(tr.find(f"{W}trPr/{W}gridBefore"), 0)
            for tc in _each(tr, f"{W}tc"):
                cell = Cell(tc, table, len(table.rows) - 1, column, _number(tc.find(f"{W}tcPr/{W}gridSpan"), 1))
                column += cell.span
                merged = tc.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val", "continue") == "continue":
                    continue  # it belongs to the cell above it
                row.append(cell)
                self._cells.append(cell)
                outer = _control_of_cell(tc)
                if outer is not None:
                    self._line(tc, Spelt.of(outer))
                else:
                    self._blocks([each for each in tc if each.tag != f"{W}tcPr"])
                self._cells.pop()


def _control_of_cell(tc: _Element) -> Box | Field | None:
    content = tc.getparent()
    around = content.getparent() if content is not None and content.tag == f"{W}sdtContent" else None
    return control(around) if around is not None else None


def _each(parent: _Element, tag: str) -> Iterator[_Element]:
    """Rows of a table or cells of a row, also those that a control or a tracked change wraps."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            yield from (each for each in held(child) if each.tag == tag)
        elif (inside := _through(child)) is not None:
            yield from (each for each in inside if each.tag == tag)


def _through(element: _Element) -> list[_Element] | None:
    """What is in an element that only wraps; None for others."""
    if element.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
        return list(element)
    if isinstance(element.tag, str) and element.tag.endswith("}AlternateContent"):
        return [each for choice in element for each in choice if str(choice.tag).endswith("}Choice")]
    return None


def off(element: _Element | None) -> bool:
    """Whether a switch is there and says no."""
    return element is not None and element.get(f"{W}val", "1") in ("0", "false", "off")


def _number(element: _Element | None, otherwise: int) -> int:
    value = element.get(f"{W}val", "") if element is not None else ""
    return int(value) if value.isdecimal() else otherwise

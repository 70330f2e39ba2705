"""Boxes to tick and what stands beside them: behind the box, before it, in a cell beside it, or above it in a grid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from toolkit.word.form import Cell, Form, Line
from toolkit.word.signs import TICK, TYPE, Box, Field

_LIKE = 88
"""Of 100: how like a label and an option are that are the same in other words."""


class Labelled(NamedTuple):
    """A box with the words that say what ticking it means."""

    label: str
    box: Box
    line: Line


class Cross(NamedTuple):
    """An empty cell beside the words of an option, in which a cross is made."""

    label: str
    cell: Cell


def plain(text: str) -> str:
    """Words for comparison: without case, signs and white space; a number or letter before an option goes too."""
    text = re.sub(rf"[{TICK}{TYPE}_]", " ", text.replace("’", "'").replace("‘", "'"))
    text = re.sub(r"^\s*\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s+", "", text, flags=re.IGNORECASE)
    return " ".join(re.sub(r"[^\w\s'+%£/-]", " ", text).casefold().split())


def labelled(form: Form, lines: Sequence[Line]) -> list[Labelled]:
    """The boxes of some lines that may be ticked, each with its label; empty where none can be told.

    In a protected form boxes that are no fields are words like others.
    """
    found: list[Labelled] = []
    for number, line in enumerate(lines):
        boxes = [sign for sign in line.signs if isinstance(sign, Box)]
        if not boxes:
            continue
        if line.words:
            labels = _in_line(line.text)
        elif line.cell is not None:
            labels = [_beside(form, line.cell)] * len(boxes)
        else:
            after = lines[number + 1].words if number + 1 < len(lines) else ""
            labels = [after] * len(boxes)
        both = zip(labels, boxes, strict=True)
        found += [Labelled(label, box, line) for label, box in both if box.kind in ("control", "legacy") or not line.barred]
    return found


def _in_line(text: str) -> list[str]:
    """Labels of the boxes of a line that has words: ``☐ Yes ☐ No``, ``Yes ☐ No ☐``, ``Do you agree? Yes ☐ No ☐``."""
    parts = [" ".join(part.replace(TYPE, " ").split()) for part in text.split(TICK)]
    before = bool(parts[0]) and not parts[-1]
    if before:
        return [_last_words(part) for part in parts[:-1]]
    return parts[1:]


def _last_words(text: str) -> str:
    """What of the words before a box is its label: behind a question, or a colon, that begins the line."""
    return re.split(r"[?:]\s+", text)[-1].strip(" :–-")


def _words(form: Form, cell: Cell) -> str:
    return " ".join(line.words for line in form.cell_lines(cell) if line.words)


def _boxed(form: Form, cell: Cell) -> bool:
    """Whether a cell is a box and nothing else."""
    lines = form.cell_lines(cell)
    return any(isinstance(sign, Box) for line in lines for sign in line.signs) and not _words(form, cell)


def _beside(form: Form, cell: Cell) -> str:
    """The label of a box that has a cell to itself."""
    row = cell.table.rows[cell.row]
    at = row.index(cell)
    boxes = [_boxed(form, each) for each in row]
    texts = [_words(form, each) for each in row]
    alone = boxes.count(True) == 1
    if not alone and not any(texts[1:]) and cell.row:
        above = _header(form, cell)
        if above:
            return above
    behind = boxes[0] or (at + 1 < len(row) and texts[at + 1] and at and boxes[at - 1])
    order = (at + 1, at - 1) if behind else (at - 1, at + 1)
    return next((texts[each] for each in order if 0 <= each < len(row) and texts[each]), "") or _header(form, cell)


def _header(form: Form, cell: Cell) -> str:
    """The words of the nearest cell above that is as wide, in a grid of boxes."""
    for row in reversed(cell.table.rows[: cell.row]):
        for each in row:
            if each.column == cell.column and each.span == cell.span and (words := _words(form, each)):
                return words
    return ""


def chosen(option: str, labels: Sequence[str]) -> int | None:
    """Which of some labels means an option; None where none does, or more than one could."""
    wanted = plain(option)
    words = [plain(label) for label in labels]
    exact = [number for number, each in enumerate(words) if each == wanted]
    if exact:
        return exact[0]
    opening = [number for number, each in enumerate(words) if each.startswith(f"{wanted} ") or (each and wanted.startswith(f"{each} "))]
    if len(opening) == 1:
        return opening[0]
    near = sorted(((fuzz.ratio(wanted, each), number) for number, each in enumerate(words) if each), reverse=True)
    if near and near[0][0] >= _LIKE and (len(near) == 1 or near[1][0] < near[0][0] - 4) and _same_sense(wanted, words[near[0][1]]):
        return near[0][1]
    return None


def _same_sense(one: str, other: str) -> bool:
    """Whether two wordings say neither the opposite nor another number."""
    return senses(one) == senses(other)


_LIMIT = re.compile(
    r"(?i)[(\[][^()\[\]]*\d[\d,]*\s+(?:words?|characters?)[^()\[\]]*[)\]]|"
    r"(?:max\w*|up to|at most|no more than)?\s*\d[\d,]* (?:words?|characters?)\b"
)
_SENSE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:not|no|never|without|except|unless|\w+n't)\b|\bdis(?=agree|satisf|approv)|\bun(?=likely|satisf|important)"
)


def without_limit(text: str) -> str:
    """A question without what it says of the length of its answer: forms often leave that out."""
    return " ".join(_LIMIT.sub(" ", text).split())


def senses(text: str) -> list[str]:
    """Numbers and denials in a text: what two wordings of one thing have alike."""
    return sorted(_SENSE.findall(text))


def crosses(form: Form, lines: Sequence[Line], options: Sequence[str]) -> list[Cross]:
    """Empty cells beside the words of options, or below them: where the form draws no boxes and expects a cross."""
    found: list[Cross] = []
    for line in lines:
        cell = line.cell
        if cell is None or line.barred or not line.words or plain(_words(form, cell)) not in {plain(option) for option in options}:
            continue
        row = cell.table.rows[cell.row]
        at = row.index(cell)
        beside = [row[each] for each in (at + 1, at - 1) if 0 <= each < len(row)]
        below = [each for row_ in cell.table.rows[cell.row + 1 : cell.row + 2] for each in row_ if each.column == cell.column]
        empty = next((each for each in (*beside[:1], *below, *beside[1:]) if form.blank(each)), None)
        if empty is not None:
            found.append(Cross(_words(form, cell), empty))
    return found


def lists(lines: Sequence[Line]) -> Iterator[tuple[Field, Line]]:
    """Lists to choose from."""
    for line in lines:
        for sign in line.signs:
            if isinstance(sign, Field) and sign.items:
                yield sign, line

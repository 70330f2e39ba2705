"""Tables in plain text: columns under rules of dashes, or boxes of plus signs and bars, as programs write them that turn Word into text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_COLUMNS = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*")
_RULE = re.compile(r"\s*-{5,}\s*")
_GRID = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_LONGEST = 400
"""Lines between the rules of one table."""
_HEAD = 10
"""Lines of its head."""


def in_rows(text: str) -> str:
    """The text with each row of a table in one line, its cells parted by bars."""
    lines = text.split("\n")
    made: list[str] = []
    at = 0
    while at < len(lines):
        headed = _COLUMNS.fullmatch(lines[at]) is not None and bool(made) and bool(made[-1].strip())
        end, rows = _grid(lines, at) or (_headed(lines, at) if headed else _ruled(lines, at)) or (at, [])
        if rows:
            if headed:
                made.pop()
            made += ["", *(" | ".join(cell for cell in row if cell) + " |" for row in rows if any(row)), ""]
            at = end + 1
        else:
            made.append(lines[at])
            at += 1
    return "\n".join(made)


def _headed(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]]:
    """A table whose head is one line, above the rule at `at`; it ends with an empty line: the place of its last line, and its rows."""
    end = next((place for place in range(at + 1, len(lines)) if not lines[place].strip() or _RULE.fullmatch(lines[place])), len(lines))
    return end - 1, [_cut([line], _starts(lines[at])) for line in (lines[at - 1], *lines[at + 1 : end]) if not _COLUMNS.fullmatch(line)]


def _ruled(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]] | None:
    """A table between rules, of which the first is the line `at`: the place of the last, and its rows."""
    whole = _RULE.fullmatch(lines[at]) is not None
    if not (whole or _COLUMNS.fullmatch(lines[at])):
        return None
    near = range(at + 1, min(at + _HEAD, len(lines)))
    columns = next((place for place in near if _COLUMNS.fullmatch(lines[place])), None) if whole else at
    far = range(at + 1 if columns is None else columns + 1, min(at + _LONGEST, len(lines)))
    last = next((place for place in far if _RULE.fullmatch(lines[place]) or _COLUMNS.fullmatch(lines[place])), None)
    if columns is None or last is None:
        return None
    starts = _starts(lines[columns])
    head = [lines[at + 1 : columns]] if columns > at else []
    body = lines[columns + 1 : last]
    apart = list(_blocks(body)) if any(not line.strip() for line in body) or (whole and len(body) > 1) else [[line] for line in body]
    return last, [_cut(block, starts) for block in (*head, *apart)]


def _starts(rule: str) -> list[int]:
    return [match.start() for match in re.finditer(r"-{2,}", rule)]


def _cut(block: Sequence[str], starts: Sequence[int]) -> list[str]:
    ends = [*starts[1:], None]
    return [" ".join(" ".join(line[start:end].split()) for line in block).strip() for start, end in zip(starts, ends, strict=True)]


def _grid(lines: Sequence[str], at: int) -> tuple[int, list[list[str]]] | None:
    """A table in a box whose upper edge is the line `at`."""
    if not _GRID.fullmatch(lines[at]):
        return None
    end = at
    rows: list[list[str]] = []
    block: list[str] = []
    for place in range(at + 1, len(lines)):
        line = lines[place].strip()
        if _GRID.fullmatch(line):
            rows.append(_barred(block))
            block, end = [], place
        elif line.startswith("|"):
            block.append(line)
        else:
            break
    return (end, rows) if rows else None


def _barred(block: Sequence[str]) -> list[str]:
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in block]
    width = max(map(len, cells), default=0)
    return [" ".join(row[column] for row in cells if column < len(row) and row[column]) for column in range(width)]


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []

"""One letter to many: a copy for each row of a table, whose personal data stay out of the workspace.

The table and the copies lie elsewhere. Nothing of the table is written into the workspace: no stamp of the build, no cache, no record.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.disk import write_all
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding, suggestion
from toolkit.model.kind import Given, Kind
from toolkit.model.output import Output
from toolkit.session import Session

FILE = "file"
"""The column that names the files of a row; they are numbered where there is none."""
_FITTING = frozenset({"text", "markdown", "person", "day", "moment", "url", "yes-no"})
_UNFILLED = "WSP004"
_NAME = re.compile(r"[^\w-]+")
_MANY = 10_000
"""Rows of one table: more than any charity writes to at once, and what a disk may be filled with by mistake."""


class Row(NamedTuple):
    """One recipient: the name of the files, the line of the table, and what it says for the fields."""

    name: str
    line: int
    fields: Mapping[str, Any]


class Mailed(NamedTuple):
    """What was written, and what was found in the text that all copies share."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]
    recipients: int


def mail(session: Session, slug: str, table: Path, out: Path, to: Iterable[Output] | None = None, style: str | None = None) -> Mailed:
    """Write a copy of a document for each row of a table (CSV), all of them or none.

    :param table: its columns are fields of the kind of document; a cell that is empty empties the field. :param out: the folder.
    :raises ToolkitError: where the table or the folder lies in the workspace, the table does not fit the kind, a row leaves a field empty
        that is required, or a copy cannot be made.
    """
    for path, what in ((table, "The table of recipients"), (out, "The folder for the letters")):
        if path.resolve().is_relative_to(session.root.resolve()):
            raise ToolkitError(
                f"{what} lies in the workspace: {path}.",
                "Personal data would be kept, searched, shared and backed up along with it, whether git leaves them out or not.",
                "Use a folder elsewhere.",
            )
    kind = session.response(slug).kind
    rows = read_table(table, slug, kind)
    with ThreadPoolExecutor(max_workers=4) as pool:
        made = list(pool.map(lambda row: session.copy(slug, row.fields, to, style), rows))
    # What is wrong with every copy stands in the text that they share; what is wrong with one of them stands in its row.
    shared = [finding for finding in made[0].draft.findings if all(finding in copy.draft.findings for copy in made)]
    contents: dict[Path, bytes] = {}
    for row, copy in zip(rows, made, strict=True):
        if own := [finding for finding in copy.draft.findings if finding not in shared and finding.code != _UNFILLED]:
            raise ToolkitError(f"Line {row.line} of the table: {own[0].message}", do="Correct the row. Nothing was written.")
        if copy.draft.unfilled and kind.complete:
            names = ", ".join(path.removeprefix("fields.") for path in copy.draft.unfilled)
            raise ToolkitError(
                f"Line {row.line} of the table leaves empty what the letter needs: {names}.", do="Fill it in. Nothing was written."
            )
        contents |= {out / f"{row.name}.{output}": data for output, data in copy.files.items()}
    write_all(contents)
    return Mailed(tuple(contents), tuple(shared), len(rows))


def read_table(path: Path, slug: str, kind: Kind) -> list[Row]:
    """The rows of a CSV file, with commas or semicolons between its cells; empty ones are left out.

    :raises ToolkitError: where it cannot be read, or does not fit the fields of the kind.
    """
    lines = _lines(path)
    head = [cell.strip() for cell in lines[0][1]]
    for name in head:
        _usable(name, kind)
    if len(set(head)) < len(head):
        raise ToolkitError("Two columns of the table have the same name.", do="Rename or delete one of them.")
    rows: list[Row] = []
    for line, cells in lines[1:]:
        if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
            raise ToolkitError(
                f"Line {line} of the table has more cells than the table has columns.", do="Put a cell with commas in quotation marks."
            )
        given = dict(zip(head, [*(cell.strip() for cell in cells), *[""] * len(head)], strict=False))
        number = f"{slug}-{len(rows) + 1:03}"
        name = _NAME.sub("-", given.get(FILE, "")).strip("-") or number
        rows.append(Row(name, line, {each: _value(kind, each, text) for each, text in given.items() if each != FILE}))
    if not rows:
        raise ToolkitError(
            f"{path} names no recipient.", "It has no row below the names of its columns.", "Write one line for each recipient."
        )
    _different(rows)
    return rows


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """Rows that hold something, each with its line; the first names the columns."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ToolkitError(f"{path} could not be read.", f"The system says: {error.strerror or error}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what a spreadsheet on Windows writes
    first = text.split("\n", 1)[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    found: list[tuple[int, list[str]]] = []
    try:
        before = 0
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error as error:
        raise ToolkitError(f"{path} cannot be read as a table.", f"Line {reader.line_num}: {error}.", "Save it as CSV again.") from error
    if not found:
        raise ToolkitError(f"{path} is empty.", do="Its first line names the fields, each further line holds one recipient.")
    if len(found) > _MANY:
        raise ToolkitError(f"{path} has {len(found):,} lines, and at most {_MANY:,} letters are made at once.", do="Divide it.")
    return found


def _usable(name: str, kind: Kind) -> None:
    field = kind.fields.get(name)
    if name == FILE and field is None:
        return
    known = [each for each, other in kind.fields.items() if _fits(other.type, bool(other.fields))]
    if field is None:
        hint = suggestion(name, known) or f"What can stand there: {', '.join([*known, FILE])}."
        raise ToolkitError(
            f"The table has a column '{name}', and a document of the kind {kind.name} no such field.", hint, "Rename or delete it."
        )
    if name not in known:
        raise ToolkitError(f"'{name}' cannot come from a table.", do="Write it in outline.yaml, and take the column out.")


def _fits(kind: str, nested: bool) -> bool:
    return kind in _FITTING or (kind == "list" and not nested)


def _value(kind: Kind, name: str, text: str) -> Any:
    """A cell as the value of a field: plain text, whatever instructions it looks like. Lines of a list are parted by line ends or ``;``."""
    of = kind.fields[name].type
    if of == "list":
        return [Given(each.strip()) for each in re.split(r"[\n;]", text) if each.strip()]
    return Given(text) if of in ("text", "markdown") else text


def _different(rows: Sequence[Row]) -> None:
    first: dict[str, Row] = {}
    for row in rows:
        other = first.setdefault(row.name.casefold(), row)
        if other is not row:
            raise ToolkitError(
                f"Lines {other.line} and {row.line} of the table would both be called {row.name}.", do=f"Correct the column '{FILE}'."
            )

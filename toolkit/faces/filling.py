"""A filled form written, and the account of it for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from toolkit.disk import Shelf, digest, write_whole
from toolkit.faces.reports import many
from toolkit.faces.reports.excerpt import shown
from toolkit.filling import Filled, Wish, fill
from toolkit.model.errors import ToolkitError
from toolkit.placing import Row
from toolkit.session import Session
from toolkit.word import package

_COLOURS = {"filled": "green", "doubtful": "yellow", "not placed": "red", "unanswered": "red", "skipped": "cyan", "not asked": "cyan"}
_WIDE = 70
"""Characters of a question in the terminal."""


def deliver(session: Session, slug: str, form: Path, wish: Wish, out: Path | None, *, replace: bool, as_json: bool) -> int:
    """Fill in a form and write it; the exit status.

    :param replace: whether a form that was filled in before may be written over, although somebody has changed it since.
    :raises ToolkitError: where it cannot be filled in or written, with what to do.
    """
    if not form.is_file():
        raise ToolkitError(f"There is no file {form}.", do="Give the path of the form, as it was downloaded.")
    if form.stat().st_size > package.LARGEST:
        raise ToolkitError(f"{form.name} is not read: it is larger than {package.LARGEST // 1_000_000} MB.")
    filled = fill(session, slug, form.name, form.read_bytes(), wish)
    target = out or session.root / "build" / slug / form.name
    _write(session, form, target, filled.data, replace=replace)
    if as_json:
        click.echo(json.dumps({"file": str(target), **plain(filled)}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(_told(filled)))
        click.echo(f"{slug}: {target}")
    return int(bool(filled.faults))


def _write(session: Session, form: Path, target: Path, data: bytes, *, replace: bool) -> None:
    """Write it, unless that would lose the empty form, or what somebody has typed into the filled one."""
    if target.suffix.lower() != ".docx":
        raise ToolkitError(f"{target} would be no Word file by its name.", do="End the name in .docx.")
    if target.exists() and target.samefile(form):
        raise ToolkitError(f"{target} is the form itself, which stays as it is.", do="Give another name with --out.")
    written = Shelf(session.root / ".toolkit" / "filled", "1")
    if target.exists() and not replace:
        before = target.read_bytes()
        if before != data and written.get(digest(before)) is None:
            raise ToolkitError(
                f"{target} is there already, and was changed since it was filled in, so it was not written over.",
                do="Give another name with --out; or say --replace to lose what was typed into it.",
            )
    write_whole(target, data)
    written.put(b"", digest(data))


def plain(filled: Filled) -> dict[str, object]:
    """The account as plain values."""
    return {
        "questions": [asdict(row) for row in filled.rows],
        "respondent": [asdict(each) for each in filled.details],
        "not_in_consultation": list(filled.unasked),
        "remarks": list(filled.remarks),
        "footnotes": filled.notes,
        "faults": filled.faults,
    }


def _told(filled: Filled) -> Iterator[str]:
    for row in filled.rows:
        yield from _row(row)
    if filled.details:
        yield click.style("About you", bold=True)
        for each in filled.details:
            said = f"{each.value}" if each.done else each.state
            why = f" ({each.why})" if each.why else ""
            yield shown(f"  {_short(each.label)}: {said}{why}")
    if filled.unasked:
        yield click.style("In the form, and not in consultation.yaml", bold=True)
        yield from (shown(f"  {_short(each)}") for each in filled.unasked)
    yield from (shown(remark) for remark in filled.remarks)
    done = sum(row.state == "filled" for row in filled.rows)
    count = f"{done} of {many(len(filled.rows), 'question')} filled in, with {many(filled.notes, 'footnote')}"
    left = filled.faults
    yield f"{count}. {many(left, 'thing')} to put right." if left else f"{count}. Look at the form before you send it."


def _row(row: Row) -> Iterator[str]:
    state = click.style(row.state, fg=_COLOURS[row.state])
    yield f"{click.style(shown(row.number or row.id), bold=True)}  {shown(_short(row.question))}  {state}"
    ticked = f"ticked {', '.join(repr(each) for each in row.ticked)}" if row.ticked else ""
    where = f"in {row.where}" if row.where.startswith("the ") else row.where
    if said := "; ".join(each for each in (ticked, where) if each):
        yield shown(f"    {said[0].upper()}{said[1:]}.")
    if row.in_form:
        yield shown(f"    The form asks: {row.in_form}")
    for remark in row.remarks:
        yield shown(f"    {remark}.")
    for fault in row.faults:
        yield f"    {click.style('Put right', fg='red')}: {shown(fault)}."


def _short(text: str) -> str:
    return text if len(text) <= _WIDE else f"{text[: _WIDE - 2].rstrip()} …"

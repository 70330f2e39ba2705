"""A recall for people: submission by submission, what was said where, what is right, and which letter says so. For ``consult recall``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.faces.reports import as_json, finding_lines, many
from toolkit.model.record import IN_WORDS
from toolkit.model.values import long_date
from toolkit.recalling import Recall, letters, plain_values, recall, supersede, withdraw
from toolkit.session import Session


def run(root: Path, id_: str, why: str, now: str | None, successor: str | None, *, withdrawn: bool, drafting: bool, as_data: bool) -> int:
    """The exit status: 0, or 1 where a record cannot be read and may have used it too. :raises ToolkitError: for an unknown id."""
    session = Session.open(root)
    found = recall(session, id_, now, successor, taken_back=withdrawn)
    changed = ""
    if withdrawn:
        changed = withdraw(session, id_, why, session.today)
    elif successor:
        changed = supersede(session, id_, successor, session.today)
    made = letters(session, found, why, today=session.today) if drafting else {}
    if as_data:
        click.echo(json.dumps(plain_values(found, made, session.root), indent=2, ensure_ascii=False))
    else:
        _say(found, made, session.root)
        if changed:
            click.echo(f"{changed}: '{id_}' is {'withdrawn' if withdrawn else f'superseded by {successor}'} now.")
    return int(bool(found.findings))


def _say(found: Recall, made: dict[str, Path], root: Path) -> None:
    for line in finding_lines(as_json(found.findings)):
        click.echo(line)
    if not found.uses:
        click.echo(f"No submission used '{found.id}'.")
        return
    for each in found.uses:
        record = each.record
        older = "" if each.last else " (an older edition: a correction was sent since)"
        how = f" {IN_WORDS[record.to.how]}" if IN_WORDS[record.to.how] else ""
        click.echo(f"{click.style(record.response, bold=True)}, sent on {long_date(record.sent)} to {record.to.body}{how}{older}")
        if each.derived:
            click.echo(f"  through {each.thing.id}, which was worked out from it")
        for use in each.uses:
            by = f" (for {use.claim})" if use.claim else ""
            click.echo(f"  {use.place}{by}: {f'“{use.said}”' if use.said else use.form}")
        if not each.uses:
            click.echo("  a recommendation rests on it; it is not placed itself")
        if each.last and record.response in made:
            click.echo(f"  letter: {made[record.response].relative_to(root).as_posix()}")
    click.echo(f"Right now: {found.now.said or 'nothing takes its place.'}" + (f" ({found.now.whence})" if found.now.whence else ""))
    click.echo(
        f"{many(len({each.record.folder for each in found.uses}), 'submission')} used '{found.id}'; {many(len(made), 'letter')} drafted."
    )

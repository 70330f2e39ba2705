"""``consult build --recipients``: what was written to whom is not told, only how much of it, and where."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.faces.reports import as_json, finding_lines, many
from toolkit.mailing import mail
from toolkit.model.output import Output
from toolkit.session import Session


def mail_letters(
    root: Path, slug: str, table: Path, out: Path, outputs: tuple[Output, ...] | None, style: str | None, *, as_data: bool
) -> int:
    """Write a copy for each row, and tell how many. :raises ToolkitError: as :func:`toolkit.mailing.mail`."""
    done = mail(Session.open(root), slug, table, out, outputs, style)
    failed = any(finding.severity == "error" for finding in done.findings)
    if as_data:
        told = {
            "slug": slug,
            "recipients": done.recipients,
            "files": [str(path) for path in done.files],
            "findings": as_json(done.findings),
        }
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return int(failed)
    for line in finding_lines(as_json(done.findings)):
        click.echo(line)
    copies = f"{many(done.recipients, 'recipient')}, {many(len(done.files), 'file')} in {out}"
    click.echo(f"{click.style(slug, bold=True)}: {copies}")
    click.echo(f"  Nothing of {table.name} was written into the workspace. Delete it, and the letters, when they have gone.")
    return int(failed)

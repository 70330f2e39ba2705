"""``consult list``: the responses of the workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("list", short_help="List the responses.", epilog="\b\nExample:\n  consult list")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, as_data: bool) -> int:
    """List the responses with deadline, status, words and citations."""
    from toolkit.session import Session

    session = Session.open(root)
    rows = [_row(session, slug) for slug in session.workspace.responses]
    if as_data:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return 0
    if not rows:
        click.echo("There is no response yet. Make one with 'consult new SLUG'.")
        return 0
    _print(rows)
    return 0


def _row(session: Any, slug: str) -> dict[str, Any]:
    response = session.response(slug)
    draft = session.draft(slug)
    deadline = response.consultation.deadline
    return {
        "slug": slug,
        "title": response.consultation.title,
        "body": response.consultation.body,
        "deadline": deadline.isoformat() if deadline else None,
        "status": response.outline.status,
        "words": draft.words.body,
        "notes": len(draft.notes),
        "citations": len(draft.citations),
        "claims": len({placement.claim for placement in draft.placements}),
        "problems": len(draft.findings),
    }


def _print(rows: list[dict[str, Any]]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Response", overflow="fold")
    for heading in ("Deadline", "Status"):
        table.add_column(heading, no_wrap=True)
    for heading in ("Words", "Notes", "Citations", "Claims", "Problems"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        deadline = str(row["deadline"] or "none")[:16].replace("T", " ")
        numbers = (f"{row[name]:,}" for name in ("words", "notes", "citations", "claims", "problems"))
        table.add_row(row["slug"], deadline, row["status"], *numbers)
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 1_000, highlight=False, soft_wrap=not sys.stdout.isatty())
    with console.capture() as shown:
        console.print(table)
    click.echo(shown.get(), nl=False)

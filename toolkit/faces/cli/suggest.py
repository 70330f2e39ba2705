"""``consult suggest``: what of the library fits each question of a consultation."""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.faces.slugs import complete


@click.command(
    "suggest",
    short_help="Suggest what fits the questions of a response.",
    epilog="\b\nExample:\n  consult suggest 2017-london-police-and-crime-plan stop-and-search",
)
@click.argument("slug", metavar="SLUG", shell_complete=complete)
@click.argument("question", required=False, metavar="[QUESTION]")
@click.option("--limit", type=click.IntRange(1, 50), default=5, show_default=True, help="How many of each sort for each question.")
@click.option("--semantic/--lexical", default=None, help="Whether what is near in meaning counts, and not its words alone.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, slug: str, question: str | None, limit: int, semantic: bool | None, as_data: bool) -> int:
    """Suggest claims, passages and past answers for each question of a response, or for QUESTION alone.

    Where the consultation asks no numbered questions, for each section of the outline.
    Each suggestion says why it fits, how fresh it is, where it was used last, and whether
    this body was sent it before.
    """
    from toolkit.faces.reports import hits
    from toolkit.session import Session

    session = Session.open(root)
    suggested = session.suggest(slug, question, limit, semantic)
    if as_data:
        click.echo(json.dumps([hits.suggested_data(session, each) for each in suggested], indent=2, ensure_ascii=False))
    else:
        click.echo(hits.suggested_report(session, slug, suggested), nl=False)
    return 0

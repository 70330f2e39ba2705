"""``consult where-used``: which responses use a claim, source, passage or exhibit, drafts and sent ones."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(
    "where-used",
    short_help="Tell where a claim or source is used.",
    epilog="\b\nExample:\n  consult where-used portugal-deaths",
)
@click.argument("id", metavar="ID")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, id: str, as_data: bool) -> int:
    """Tell every place where a claim, source, passage or exhibit is used, in drafts and in what was sent."""
    from toolkit.faces.reports import uses as told
    from toolkit.model.errors import ToolkitError
    from toolkit.model.finding import suggestion
    from toolkit.session import Session

    session = Session.open(root)
    uses = session.where_used(id)
    workspace = session.workspace
    libraries = (workspace.claims, workspace.sources, workspace.passages, workspace.exhibits)
    if not uses and not any(id in library for library in libraries):
        near = suggestion(id, [each for library in libraries for each in library])
        raise ToolkitError(f"The library has no claim, source, passage or exhibit '{id}'.", near, "'consult search' finds things by words.")
    if as_data:
        click.echo(json.dumps(told.as_data(uses), indent=2, ensure_ascii=False))
    else:
        click.echo(told.report(session.present_key(id), uses), nl=False)
    return 0

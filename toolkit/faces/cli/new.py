"""``consult new``: the files of a new response."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click


@click.command(
    "new",
    short_help="Make the files of a new response.",
    epilog="\b\nExample:\n  consult new 2030-housing-strategy --closes 2030-01-31",
)
@click.argument("slug", metavar="SLUG")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="DATE", help="The deadline, such as 2030-01-31.")
@click.pass_obj
def command(root: Path, slug: str, closes: datetime | None) -> int:
    """Make the folder of a response: what is asked, what we say, and a first section.

    SLUG is its short name, in lower-case letters, digits and hyphens; begin with the year.
    """
    from toolkit.faces.starter import start_response
    from toolkit.model.errors import ToolkitError

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
        raise click.BadParameter(f"'{slug}' should hold lower-case letters, digits and hyphens only.", param_hint="SLUG")
    if not (root / "workspace.yaml").is_file():
        raise ToolkitError(f"{root} is not a workspace.", do="Go to your workspace, or make one with 'consult init DIR'.")
    for path in start_response(root, slug, closes.date() if closes else None):
        click.echo(str(path.relative_to(root)))
    click.echo(f"Describe what is asked in consultation.yaml, what you say in outline.yaml, then: consult build {slug}")
    return 0

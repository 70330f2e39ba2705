"""``consult show``: a claim, source, passage, exhibit or response, and where it is used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click


@click.command("show", short_help="Show a claim, source, passage or response.", epilog="\b\nExample:\n  consult show eastwood2013numbers")
@click.argument("id", metavar="ID")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, id: str, as_data: bool) -> int:
    """Show what the library holds under an id (of a claim, source, exhibit, passage or response), and which responses use it."""
    from toolkit.faces.found import look_up
    from toolkit.model.errors import ToolkitError
    from toolkit.model.finding import suggestion
    from toolkit.session import Session

    session = Session.open(root)
    found = look_up(session, id)
    if not found:
        workspace = session.workspace
        for kind in ("claim", "exhibit", "passage"):
            place = workspace.unread.get(f"{kind}:{id}")
            if place is not None:
                where = f"Look at {place.path}, line {place.line}."
                raise ToolkitError(f"The {kind} '{id}' cannot be read until its own problems are put right.", where)
        known = [*workspace.claims, *workspace.sources, *workspace.passages, *workspace.exhibits, *workspace.responses]
        raise ToolkitError(f"Nothing in this workspace is called '{id}'.", suggestion(id, known), "'consult list' tells the responses.")
    if as_data:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False, default=str))
        return 0
    for number, thing in enumerate(found):
        if number:
            click.echo()
        _print(thing)
    return 0


def _print(thing: dict[str, Any]) -> None:
    click.echo(click.style(f"{thing['kind'].capitalize()} {thing['id']}", bold=True) + f"  ({thing['where']})")
    for name, value in thing["fields"].items():
        for place, line in enumerate(str(value).splitlines() or [""]):
            click.echo(f"  {name + ':' if place == 0 else '':16} {line}")
    if thing["used"] is None:
        return
    if not thing["used"]:
        click.echo("  Not used in any response.")
    for use in thing["used"]:
        click.echo(f"  used in {use['response']}, {use['where']}")

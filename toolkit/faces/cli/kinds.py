"""``consult kinds``: what kinds of document there are, and what each asks for."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("kinds", short_help="Tell what kinds of document there are.", epilog="\b\nExample:\n  consult kinds press-release")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, names: tuple[str, ...], as_data: bool) -> int:
    """Show what a kind of document is for, which fields it has and how an outline of it begins. Without a name, list them all.

    An outline names its kind in 'document' and fills in its fields under 'fields'. 'consult
    new SLUG --kind NAME' writes one to start from. A folder 'kinds/NAME' in the workspace, with
    kind.yaml and template.md, takes the place of a kind or adds one.
    """
    from toolkit.faces.kinds import all_kinds, find, page, problems
    from toolkit.session import Session

    kinds = Session.open(root).workspace.kinds
    shown = {name: find(name, kinds) for name in dict.fromkeys(names)}
    if as_data:
        described = shown or {name: kind for name in kinds if (kind := kinds.get(name)) is not None}
        told = {name: kind.model_dump(mode="json", exclude={"template", "path"}) for name, kind in described.items()}
        click.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return 0
    lines, wrong = problems(kinds, names)
    for line in lines:
        click.echo(line)
    click.echo("\n".join(page(kind) for kind in shown.values()) if shown else all_kinds(kinds), nl=False)
    return int(wrong)

"""``consult schema``: JSON Schemas for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("schema", short_help="Print or write JSON Schemas for editors.", epilog="\b\nExample:\n  consult schema --out .schemas")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="Write all schemas into this folder.")
@click.pass_obj
def command(root: Path, name: str | None, out: Path | None) -> int:
    """Print the JSON Schema of a kind of file: evidence, outline, consultation, kind or workspace.

    Editors complete and check a YAML file whose first line names its schema:
    '# yaml-language-server: $schema=../.schemas/evidence.schema.json'. The fields of kinds of
    document that the workspace itself holds are known in its outlines too.
    """
    from toolkit.disk import Files, write_whole
    from toolkit.load.kinds import Kinds
    from toolkit.load.schemas import FILES, json_schema

    if name is not None and name not in FILES:
        raise click.BadParameter(f"'{name}' is none of {', '.join(FILES)}.", param_hint="NAME")
    if name is None and out is None:
        for each, path in FILES.items():
            click.echo(f"{each:14} {path}")
        return 0
    kinds = Kinds(Files(root))
    own = {each: kind for each in kinds.own() if (kind := kinds.get(each)) is not None}
    for each in [name] if name else FILES:
        text = json.dumps(json_schema(each, own), indent=2, ensure_ascii=False) + "\n"
        if out is None:
            click.echo(text, nl=False)
        else:
            target = out / f"{each}.schema.json"
            write_whole(target, text.encode())
            click.echo(str(target))
    return 0

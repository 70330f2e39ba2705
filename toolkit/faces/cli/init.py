"""``consult init``: a small workspace to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init", short_help="Make a workspace to start from.", epilog="\b\nExample:\n  consult init our-evidence")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def command(folder: Path) -> int:
    """Make a workspace with one claim, one source and one response, ready to build."""
    from toolkit.faces.starter import start_workspace

    start_workspace(folder)
    click.echo(f"A workspace is in {folder}. Try:")
    click.echo(f"  cd {folder}")
    click.echo("  consult build")
    click.echo("  consult check")
    return 0

"""``consult explain``: what a check looks for, and why."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("explain", short_help="Explain a check by its code.", epilog="\b\nExample:\n  consult explain CIT002")
@click.argument("codes", nargs=-1, metavar="[CODE]...")
@click.pass_obj
def command(root: Path, codes: tuple[str, ...]) -> int:
    """Show the page of a check: what it finds, why it matters, what to do. Without a code, list all checks."""
    from toolkit.faces.explaining import all_checks, find, levels_here, page

    known = [find(code) for code in dict.fromkeys(codes)]
    levels = levels_here(root)
    click.echo(f"\n{'-' * 84}\n\n".join(page(each, levels) for each in known) if known else all_checks(levels), nl=False)
    return 0

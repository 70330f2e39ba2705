"""``consult channels``: what receiving bodies demand of what is sent to them."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("channels", short_help="Tell what receiving bodies demand.", epilog="\b\nExample:\n  consult channels commons-committee")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, names: tuple[str, ...], as_data: bool) -> int:
    """Show what a way to answer demands, advises and asks, and where that is written. Without a name, list them all.

    A consultation names its own in 'channel'. What has no page of the body behind it
    is general knowledge: confirm it before you rely on it.
    """
    from toolkit.faces.channels import all_channels, find, page
    from toolkit.session import Session

    channels = Session.open(root).workspace.channels
    known = {name: channels[name] for name in dict.fromkeys(find(name, channels) for name in names)}
    if as_data:
        shown = known or dict(channels)
        click.echo(json.dumps({name: each.model_dump(mode="json") for name, each in shown.items()}, indent=2, ensure_ascii=False))
    else:
        click.echo("\n".join(page(name, each) for name, each in known.items()) if known else all_channels(channels), nl=False)
    return 0

"""``consult publish``: a site of what was sent."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "publish",
    short_help="Make a site of what was sent and may be shown.",
    epilog="\b\nExample:\n  consult publish --out public --base-url https://policy.example.org/",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="FOLDER",
    help="Where to; build/site if left out.",
)
@click.option("--base-url", default=None, metavar="URL", help="The address under which the site will stand, for its feed and its map.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, out: Path | None, base_url: str | None, as_data: bool) -> int:
    """Write a static site from the records of what was sent: a page for each, with its files, its corrections and what became of it.

    Shown is what anybody may read. What is confidential, under embargo, with a body that
    has not published it yet, or has 'publish: false' in its outline is listed here with the
    reason and named nowhere in the site. The exit status is 1 where a record is not sound.
    """
    from datetime import datetime

    from toolkit.faces.publishing import publish
    from toolkit.model.values import LONDON

    return publish(root.resolve(), out, base_url, datetime.now(LONDON), as_data=as_data)

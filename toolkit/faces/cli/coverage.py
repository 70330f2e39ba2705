"""``consult coverage``: what is asked, and where it is answered."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.faces.slugs import complete


@click.command(
    "coverage",
    short_help="Tell which questions are answered, where, with what.",
    epilog="\b\nExample:\n  consult coverage 2030-housing-strategy",
)
@click.argument("slug", metavar="SLUG", shell_complete=complete)
@click.option(
    "--format", "form", type=click.Choice(("text", "html", "json")), default="text", show_default=True, help="html: a page to send round."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Where to write the page; build/SLUG/coverage.html else."
)
@click.pass_obj
def command(root: Path, slug: str, form: str, out: Path | None) -> int:
    """List each question with the sections that answer it, the claims that they place, their words against the limit, and the state.

    Sections that answer no question are listed too. The exit status is 1 where a
    question has no answer, or one that is too long.
    """
    from toolkit.faces.coverage import deliver
    from toolkit.session import Session

    return deliver(Session.open(root), slug, form, out)

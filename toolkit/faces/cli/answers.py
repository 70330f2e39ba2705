"""``consult answers``: what goes in the box for each question."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.faces.slugs import complete

FORMATS = ("text", "html", "json", "csv", "md")


@click.command(
    "answers",
    short_help="Give the answers for an online form.",
    epilog="\b\nExample:\n  consult answers 2030-housing-strategy --format html",
)
@click.argument("slug", metavar="SLUG", shell_complete=complete)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="html: a sheet to copy from, with a button, a count and a tick for each question; csv, json, md: for other programs.",
)
@click.option(
    "--notes",
    type=click.Choice(("inline", "end", "none")),
    default=None,
    help="Notes in brackets where they stand, numbered behind the answer, or left out; inline unless outline or channel say otherwise.",
)
@click.option("--style", default=None, help="A citation style instead of the outline's.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, help="Where to write it; build/SLUG/answers.html for html."
)
@click.pass_obj
def command(root: Path, slug: str, form: str, notes: str | None, style: str | None, out: Path | None) -> int:
    """Give the answer to each question as plain text, as it goes into the boxes of an online form.

    Each answer stands by itself: its notes are folded in, addresses are whole, and it
    is counted against its limit. Where nothing is asked, each part of the document is
    given. The exit status is 1 where an answer is too long or missing.
    """
    from toolkit.faces.answers import deliver
    from toolkit.session import Session

    return deliver(Session.open(root), slug, form, notes, style, out)

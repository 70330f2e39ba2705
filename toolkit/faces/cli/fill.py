"""``consult fill``: the receiving body's own Word form, filled in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from toolkit.faces.slugs import complete

if TYPE_CHECKING:
    from toolkit.model.channel import Notes
    from toolkit.model.output import Version


@click.command(
    "fill",
    short_help="Fill in the body's own Word form.",
    epilog="\b\nExample:\n  consult fill 2030-housing-strategy response-form.docx",
)
@click.argument("slug", metavar="SLUG", shell_complete=complete)
@click.argument("form", metavar="FORM", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    help="Where to write it; build/SLUG/ and the name of the form where it is left out.",
)
@click.option(
    "--notes",
    type=click.Choice(("foot", "end", "inline", "stripped")),
    default=None,
    help="What becomes of notes: footnotes, numbered behind each answer, in brackets, or left out; as the outline or the channel says.",
)
@click.option(
    "--contact",
    default=None,
    metavar="NAME",
    help="Whose name and address go in, also where they are not public: a contact of workspace.yaml.",
)
@click.option(
    "--take", multiple=True, metavar="QUESTION", help="Fill in this question, although the form words it otherwise. May be given again."
)
@click.option("--public", "version", flag_value="public", help="Without confidential parts; as the outline says where neither is given.")
@click.option("--confidential", "version", flag_value="confidential", help="With them, for the body alone.")
@click.option("--style", default=None, help="A citation style instead of the outline's.")
@click.option("--replace", is_flag=True, help="Write over a filled form that was changed by hand since.")
@click.option("--json", "as_json", is_flag=True, help="The account for other programs.")
@click.pass_obj
def command(
    root: Path,
    slug: str,
    form: Path,
    out: Path | None,
    notes: str | None,
    contact: str | None,
    take: tuple[str, ...],
    version: str | None,
    style: str | None,
    replace: bool,
    as_json: bool,
) -> int:
    """Put the answers of a response into the Word form of the receiving body.

    The questions are found in the form by their numbers and words. Answers go into its
    boxes, fields and controls, with footnotes; boxes are ticked; who you are is filled in
    as far as it may be said. Everything else in the file stays as it was, byte for byte.

    You are told what went where, what is doubtful, and what is left for you to do. The
    exit status is 1 where something is.
    """
    from toolkit.faces.filling import deliver
    from toolkit.filling import Wish
    from toolkit.session import Session

    wish = Wish(cast("Notes | None", notes), contact, take, style)
    return deliver(Session.open(root, version=cast("Version | None", version)), slug, form, wish, out, replace=replace, as_json=as_json)

"""DOIs and retractions as ``consult links`` looks them up: asking with a sign of life, and taking in the data of Retraction Watch."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import click

from toolkit.faces.reports import many
from toolkit.model.values import long_date
from toolkit.registering import Asking, LookedUp, Told, take_in
from toolkit.session import Session


def look_up(session: Session, slug: str | None, *, contact: str, allow: Collection[str], again: bool, ask: bool, told: Told) -> LookedUp:
    """What the registries say of the sources of a response or of the library. :param ask: False to tell what is known, and ask nobody."""
    from toolkit.network.client import Network

    asking = Asking(Network(contact=contact, allow=allow), again=again) if ask else None
    return session.registries(slug, asking, told)


def taken_in(session: Session, file: Path) -> str:
    """Take in the data of Retraction Watch; what was done, as a sentence. :raises ToolkitError: where it is another file."""
    loaded = take_in(session.root, file, session.clock)
    until = f", the newest of {long_date(loaded.until)}" if loaded.until else ""
    unread = f" {many(loaded.unread, 'row')} of it name no work by DOI or PubMed number." if loaded.unread else ""
    return f"Taken in from Retraction Watch: {many(loaded.notices, 'notice')}{until}.{unread}"


def failed(found: LookedUp | None) -> bool:
    """Whether something is wrong beyond doubt: a retraction, a DOI that leads nowhere or elsewhere, and nobody waived it."""
    return found is not None and any(finding.severity == "error" for finding in found.findings)


def told_in_text(found: LookedUp, where: str) -> None:
    """Print the report, if there is anything to tell."""
    from toolkit.faces.reports.registries import report

    if any(verdict.kind != "nothing" for verdict in found.verdicts):
        click.echo(f"\n{report(found, where)}", nl=False)

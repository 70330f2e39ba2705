"""``consult verify``: do the sources say what we quote from them, on the page that we cite?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from toolkit.faces.slugs import complete


@click.command(
    "verify",
    short_help="Prove quotations from the copies of sources.",
    epilog="\b\nExample:\n  consult verify 2017-london-police-and-crime-plan",
)
@click.argument("slug", required=False, metavar="[SLUG]", shell_complete=complete)
@click.option("--mutate", is_flag=True, help="Alter quotations in memory instead, and tell how many alterations are noticed.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(root: Path, slug: str | None, mutate: bool, as_data: bool) -> int:
    """Look for every quotation of a response in the copy of its source, at the cited page.

    Without SLUG, for all that the claims of the library quote. Copies are kept with
    'consult archive add'. The exit status is 1 where a quotation is altered, not
    found or on another page; what could not be checked is counted by itself.
    """
    from toolkit.faces.reports import proofs as said
    from toolkit.session import Session

    session = Session.open(root)
    proofs = session.verify(slug)
    if mutate:
        proven = [proof for proof in proofs if said.group(proof) == "proven"]
        with session.prover() as prover:
            attempts = prover.attempts(proven)
        if as_data:
            click.echo(json.dumps(said.attempts_data(attempts, len(proven)), indent=2, ensure_ascii=False))
        else:
            click.echo(said.attempts_report(attempts, len(proven)), nl=False)
        return int(any(attempt.passed for attempt in attempts))
    if as_data:
        click.echo(json.dumps({"response": slug, **said.as_data(proofs)}, indent=2, ensure_ascii=False))
    else:
        click.echo(said.report(proofs, slug or "the library"), nl=False)
    return int(any(said.group(proof) in said.FAILED for proof in proofs))

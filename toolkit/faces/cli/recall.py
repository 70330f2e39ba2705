"""``consult recall``: something that we said is wrong. Who has it, and what do we write to them?"""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "recall",
    short_help="Find who was sent what is wrong, and write to them.",
    epilog="\b\nExample:\n  consult recall met-drug-share-2017 --why 'The force published a corrected figure.'",
)
@click.argument("id_", metavar="ID")
@click.option("--why", required=True, help="Why it is wrong: a sentence, printed in the letters.")
@click.option("--now", default=None, metavar="WORDS", help="What is right; what the library says today where it is left out.")
@click.option("--withdraw", "take_back", is_flag=True, help="Also set the claim's status to withdrawn, with the reason.")
@click.option("--supersede", "successor", default=None, metavar="NEW", help="Also set it to superseded by the claim NEW.")
@click.option("--no-letters", is_flag=True, help="Only list the submissions.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@click.pass_obj
def command(
    root: Path, id_: str, why: str, now: str | None, take_back: bool, successor: str | None, no_letters: bool, as_data: bool
) -> int:
    """List every submission that used a claim, source, passage or exhibit, and draft a letter for each.

    Answered from the records of what was sent, so that it works when the library has
    lost it. Letters are Word files in build/recall-ID/, to be read and sent by you; a
    workspace may have a letter of its own: templates/correction-letter.md. Claims that were
    worked out from the one that is recalled are listed too.
    """
    from toolkit.faces.recalling import run

    if take_back and successor:
        raise click.UsageError("A claim is either withdrawn or superseded: choose one of --withdraw and --supersede.")
    return run(root, id_, why, now, successor, withdrawn=take_back, drafting=not no_letters, as_data=as_data)

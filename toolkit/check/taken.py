"""What a rule looks at that judges what we take from our sources by the copies of them."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.check.rule import Facts, Submission
from toolkit.model.proofs import ARCHIVE, Archived, Observed, Thing
from toolkit.model.workspace import Workspace


def taken(subject: Submission | Workspace, facts: Facts, thing: Thing) -> Iterable[Observed]:
    """What is known of the quotations, or of the figures, of a response; of the whole library, as far as somebody looked at it."""
    archived: Archived = facts.observations[ARCHIVE]
    observed = subject.proofs if isinstance(subject, Submission) else archived.library()
    return (each for each in observed if each.thing == thing)

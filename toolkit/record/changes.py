"""What a correction changed: which claims say something else, and which paragraphs were taken out, put in or reworded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest

from toolkit.model.record import ClaimChange, SentClaim, SentParagraph, WordChange


def claim_changes(before: Sequence[SentClaim], after: Sequence[SentClaim]) -> Iterator[ClaimChange]:
    """Claims that were taken out or say something else, in the order of the older edition; then those that were added."""
    then, now = ({claim.id: claim for claim in claims} for claims in (before, after))
    for id_, old in then.items():
        new = now.get(id_)
        if new is None:
            yield ClaimChange(id=id_, before=old.text)
        elif new.sha256 != old.sha256:
            yield ClaimChange(id=id_, before=old.text, after=new.text)
    yield from (ClaimChange(id=id_, after=new.text) for id_, new in now.items() if id_ not in then)


def word_changes(before: Sequence[SentParagraph], after: Sequence[SentParagraph]) -> Iterator[WordChange]:
    """Paragraphs that differ, in the order of the document; one that was reworded is told once, with both wordings."""
    then, now = [each.text for each in before], [each.text for each in after]
    for kind, a, b, c, d in SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for old, new in zip_longest(before[a:b], after[c:d]):
            yield WordChange(
                place=(new or old).place,
                before=old.text if old else None,
                after=new.text if new else None,
            )

"""What became of the claims that were sent: what the library says of them today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from toolkit.model.evidence import Claim
from toolkit.model.record import Record, SentClaim
from toolkit.model.workspace import Workspace
from toolkit.record.hashes import claim_hash

Fate = Literal["changed", "withdrawn", "superseded", "gone"]


class Since(NamedTuple):
    """A claim that is no longer what it was when it was sent."""

    record: Record
    claim: SentClaim
    fate: Fate
    now: str
    """What the library says in its place; empty for a claim that is gone or was withdrawn."""
    why: str = ""
    """The reason of a withdrawal; the id of the claim that takes its place."""


def fate_of(sent: SentClaim, workspace: Workspace, words: Callable[[Claim], str]) -> tuple[Fate, str, str] | None:
    """What became of one claim, what is said now, and why; None where the library still says the same.

    :param words: what a claim says, its values filled in.
    """
    claim = workspace.claims.get(sent.id)
    if claim is None:
        return "gone", "", ""
    if claim.status == "withdrawn":
        return "withdrawn", "", claim.reason or ""
    if claim.status == "superseded":
        successor = _last(claim, workspace)
        return "superseded", words(successor) if successor else "", claim.superseded_by or ""
    return ("changed", words(claim), "") if claim_hash(_with_keys_as_sent(claim, sent, workspace)) != sent.sha256 else None


def _with_keys_as_sent(claim: Claim, sent: SentClaim, workspace: Workspace) -> Claim:
    """The claim as it would be had its sources the keys under which they were sent: another key is no other source."""
    then = {workspace.aliases[each.source].key: each.source for each in sent.support if each.source in workspace.aliases}
    if not then:
        return claim
    support = tuple(each.model_copy(update={"source": then.get(each.source, each.source)}) for each in claim.support)
    return claim.model_copy(update={"support": support})


def since_sent(records: Iterable[Record], workspace: Workspace, words: Callable[[Claim], str]) -> Iterator[Since]:
    """Claims that changed, were withdrawn or superseded, or are gone since they were sent, record by record."""
    for record in records:
        for claim in record.claims:
            told = fate_of(claim, workspace, words)
            if told is not None:
                yield Since(record, claim, *told)


def _last(claim: Claim, workspace: Workspace) -> Claim | None:
    """The end of a chain of claims that take each other's place; None where it leads nowhere or round in a circle."""
    seen = {claim.id}
    following: Claim | None = claim
    while following is not None and following.status == "superseded":
        following = workspace.claims.get(following.superseded_by or "")
        if following is not None and following.id in seen:
            return None
        seen |= {following.id} if following else set()
    return following

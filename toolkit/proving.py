"""Which quotations the library and a response make, each with the sources that are cited for it: what the archive is asked to prove."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.archive.normal import key_of
from toolkit.archive.proof import Cited, Quoted
from toolkit.check.cited_quotations import cited_quotations, is_title
from toolkit.check.rule import Submission
from toolkit.cite.locator import parse_locator
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.workspace import Workspace

SHORTEST = 4
"""Words: fewer, typed in quotation marks, are a term and no quotation. What a claim says in 'quote' is one however short."""


def library_quotations(workspace: Workspace) -> list[Quoted]:
    """What claims and exhibits quote in their support, placed or not; claims that were withdrawn are left alone."""
    claims = [claim for claim in workspace.claims.values() if claim.status != "withdrawn"]
    things: list[Claim | Exhibit] = [*claims, *workspace.exhibits.values()]
    return [quoted for thing in things for quoted in _of(thing, workspace)]


def response_quotations(submission: Submission, workspace: Workspace) -> list[Quoted]:
    """What a response quotes: in the support of what it places, then typed in its prose with a citation, in the order of the document."""
    ids = dict.fromkeys(placement.claim for placement in submission.draft.placements)
    exhibits = {placed.exhibit.id: placed.exhibit for placed in submission.draft.exhibits}
    things: list[Claim | Exhibit] = [*(workspace.claims[id_] for id_ in ids if id_ in workspace.claims), *exhibits.values()]
    found = [quoted for thing in things for quoted in _of(thing, workspace)]
    return [*found, *_typed(submission, workspace, found)]


def _of(thing: Claim | Exhibit, workspace: Workspace) -> Iterator[Quoted]:
    for number, each in enumerate(thing.support):
        if each.quote and each.quote.strip() and each.source in workspace.sources:
            cited = Cited(each.source, parse_locator(each.locator or ""), each.locator or "")
            yield Quoted(each.quote.strip(), (cited,), thing.span(f"support.{number}.quote"), thing.id)


def _typed(submission: Submission, workspace: Workspace, told: Iterable[Quoted]) -> Iterator[Quoted]:
    """Quotations in the words themselves; not again what a claim quotes from the same place of the same source."""
    known: dict[Cited, list[str]] = {}
    for quoted in told:
        known.setdefault(quoted.cited[0], []).append(key_of(quoted.words))
    for each in cited_quotations(submission.texts, SHORTEST):
        cited = tuple(Cited(by.key, by.locator, by.written) for by in each.cited if by.key in workspace.sources)
        key = key_of(each.words)
        if not cited or any(key in other for by in cited for other in known.get(by, ())):
            continue
        if not is_title(each.words, [workspace.sources[by.source] for by in cited]):
            yield Quoted(each.words.strip(), tuple(dict.fromkeys(cited)), each.text.span(each.start, each.end))

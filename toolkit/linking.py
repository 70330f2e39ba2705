"""Which addresses a response or the library has, and what is known of them: where the room that asks meets the files and the checks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit.check.rule import Submission
from toolkit.cite.addresses import Written, evidence_addresses, prose_addresses, response_addresses, source_addresses
from toolkit.links import observed
from toolkit.links.observed import Observed
from toolkit.model.links import GONE, Known, Links, Seen
from toolkit.model.span import Span
from toolkit.model.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.network.client import Network

Told = Callable[[int, int], None]
"""Is told how many addresses have been looked at, and of how many."""


class Place(NamedTuple):
    """Where an address stands."""

    span: Span
    source: str = ""
    """Key of the entry that it stands in; empty where it stands in prose."""


class Link(NamedTuple):
    """One address, once, with what is known of it; nothing is, where looking was broken off."""

    url: str
    places: tuple[Place, ...]
    known: Known | None


class Looking(NamedTuple):
    """How addresses are looked at."""

    contact: str = ""
    """A mail address that stands in what servers are told of us."""
    allow: Collection[str] = ()
    """Hosts that may be asked although they are on this machine or in a private network."""
    fresh: bool = False
    """Look even at what was seen not long ago."""
    network: Network | None = None
    """In place of one that is made of the above; it has not been entered."""
    control: str = ""
    """A host that is surely there, in place of the usual one."""


def library_addresses(workspace: Workspace) -> dict[str, tuple[Place, ...]]:
    """Those of all sources, claims, exhibits and passages, in that order; claims that were withdrawn are left alone."""
    found: dict[str, list[Place]] = {}
    for key, source in workspace.sources.items():
        _enter(found, source_addresses(source), key)
    for claim in workspace.claims.values():
        if claim.status != "withdrawn":
            _enter(found, evidence_addresses(claim))
    for exhibit in workspace.exhibits.values():
        _enter(found, evidence_addresses(exhibit))
    for passage in workspace.passages.values():
        _enter(found, prose_addresses(passage.prose))
    return {url: tuple(places) for url, places in found.items()}


def addresses_of(submission: Submission, workspace: Workspace) -> dict[str, tuple[Place, ...]]:
    """Those of the sources that a response cites, of the claims, exhibits and passages that it places, and those typed in it."""
    found: dict[str, list[Place]] = {}
    draft = submission.draft
    exhibits = [placed.exhibit for placed in draft.exhibits]
    for key in dict.fromkeys((*draft.sources, *(support.source for exhibit in exhibits for support in exhibit.support))):
        if key in workspace.sources:
            _enter(found, source_addresses(workspace.sources[key]), key)
    _enter(found, response_addresses(submission.response))
    for id_ in dict.fromkeys(placement.claim for placement in draft.placements):
        if id_ in workspace.claims:
            _enter(found, evidence_addresses(workspace.claims[id_]))
    for exhibit in exhibits:
        _enter(found, evidence_addresses(exhibit))
    paths = {block.span.path for block in draft.blocks}
    for passage in workspace.passages.values():
        if passage.prose.path in paths:
            _enter(found, prose_addresses(passage.prose))
    return {url: tuple(places) for url, places in found.items()}


def seen_links(root: Path) -> Links:
    """What was seen of addresses earlier; nothing is asked, and nothing is written. Never raises."""
    store = root / observed.STORE
    return Observed(store).links if store.is_file() else Links()


def look(
    root: Path,
    addresses: Mapping[str, tuple[Place, ...]],
    looking: Looking | None,
    told: Told = lambda _done, _of: None,
    now: datetime | None = None,
) -> list[Link]:
    """What is known of each address, in the order in which they are given, after those were looked at of which too little is known.

    Every observation is kept as soon as it is made, so that what was seen stays when the work is broken off.

    :param looking: None to look at nothing.
    :param now: the time that counts as now when it is decided what has to be looked at.
    """
    store = root / observed.STORE
    with closing(Observed(store if looking or store.is_file() else None)) as kept:
        links, now_seen = kept.links.known, dict[str, Seen]()

        def keep(seen: Seen) -> None:
            now_seen[seen.url] = seen
            if seen.kind != "offline":
                kept.put(seen)

        if looking is not None:
            moment = now or datetime.now(UTC)
            due = [url for url in addresses if looking.fresh or (was := links.get(url)) is None or was.seen.stale(moment)]
            if due:
                _look_at(due, looking, keep, told)
        return [Link(url, places, _latest(links.get(url), now_seen.get(url))) for url, places in addresses.items()]


def _latest(kept: Known | None, now: Seen | None) -> Known | None:
    """What was kept, unless that could not be, on a disk that is full; the older one, too, where nothing was learnt."""
    if now is None or (kept is not None and (kept.seen == now or now.kind == "offline")):
        return kept
    return Known(seen=now, since=now.at if now.kind in GONE else None)


def _look_at(urls: list[str], looking: Looking, keep: Callable[[Seen], None], told: Told) -> None:
    import asyncio  # noqa: PLC0415 - whoever asks nothing does not wait for what asking needs

    from toolkit.links.checker import CONTROL, Checker  # noqa: PLC0415
    from toolkit.network.client import Network  # noqa: PLC0415

    async def work() -> None:
        async with looking.network or Network(contact=looking.contact, allow=looking.allow) as network:
            left = set(urls)
            told(0, len(urls))
            async for seen in Checker(network, looking.control or CONTROL).see(urls):
                keep(seen)
                left.discard(seen.url)
                told(len(urls) - len(left), len(urls))

    asyncio.run(work())


def _enter(found: dict[str, list[Place]], written: Iterable[Written], source: str = "") -> None:
    for each in written:
        place = Place(each.span, source)
        places = found.setdefault(each.url, [])
        if place not in places:
            places.append(place)

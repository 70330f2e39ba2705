"""What became of addresses, as people and programs read it. What could not be told is never among what is good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from toolkit.faces.reports import listed
from toolkit.linking import Link
from toolkit.model.links import GONE, Kind

_WORTH_A_LOOK: dict[Kind, str] = {"moved": "moved for good", "fragment": "without the place on the page"}
_GROUPS = {
    "bad": ("Bad: a reader does not find what is cited", "red"),
    "unknown": ("Could not be told", "yellow"),
    "worth-a-look": ("Good, and worth a look", "cyan"),
    "unseen": ("Not looked at yet", "yellow"),
}
_SHOWN = 3
"""Places of one address that are named; of more there is the number."""


def group(link: Link) -> str:
    """Under which heading an address stands; that of what is good is never printed."""
    if link.known is None:
        return "unseen"
    seen = link.known.seen
    return "worth-a-look" if seen.kind in _WORTH_A_LOOK else seen.state


def failed(links: Sequence[Link]) -> bool:
    return any(group(link) == "bad" for link in links)


def report(links: Sequence[Link], where: str, asked: int) -> str:
    """Group by group, each address with what was seen of it; at the end how many there are of each.

    :param where: what was looked at. :param asked: how many were asked for now.
    """
    if not links:
        return f"There is no address in {where}.\n"
    lines: list[str] = []
    for name, (heading, colour) in _GROUPS.items():
        members = [link for link in links if group(link) == name]
        if members:
            lines += [f"{click.style(heading, fg=colour, bold=True)}: {len(members):,}", ""]
            for link in members:
                lines += [*_told(link), ""]
    return "\n".join([*lines, _ending(links, where, asked)]) + "\n"


def as_data(links: Sequence[Link], asked: int) -> dict[str, Any]:
    """The same as plain values."""
    return {"asked_now": asked, "counts": _counts(links), "addresses": [_plain(link) for link in links]}


def _counts(links: Sequence[Link]) -> dict[str, int]:
    """How many there are of each state, all named, and how many nobody has looked at."""
    states = [link.known.seen.state if link.known else "unseen" for link in links]
    return {state: states.count(state) for state in ("good", "bad", "unknown", "unseen")}


def _told(link: Link) -> Iterator[str]:
    yield f"  {link.url}"
    if link.known is not None:
        yield f"    {link.known.sentence} Seen on {link.known.seen.day}."
    places = [f"{place.source}  {place.span}" if place.source else str(place.span) for place in link.places]
    more = [f"and {len(places) - _SHOWN:,} more"] if len(places) > _SHOWN else []
    yield f"    {click.style('; '.join([*places[:_SHOWN], *more]), dim=True)}"


def _ending(links: Sequence[Link], where: str, asked: int) -> str:
    counts = _counts(links)
    kinds = [link.known.seen.kind for link in links if link.known]
    remarks = [f"{kinds.count(kind):,} {words}" for kind, words in _WORTH_A_LOOK.items() if kind in kinds]
    good = f"{counts['good']:,} good" + (f" ({listed(remarks)})" if remarks else "")
    parts = [good, f"{counts['bad']:,} bad", f"{counts['unknown']:,} that could not be told"]
    parts += [f"{counts['unseen']:,} not looked at yet"] if counts["unseen"] else []
    says = f"{len(links):,} {'address' if len(links) == 1 else 'addresses'} in {where}: {listed(parts)}."
    rest = len(links) - counts["unseen"] - asked
    if rest > 0:
        says += f" {asked:,} asked for now; the others were looked at not long ago ('--fresh' asks for all)."
    if any(link.known and link.known.seen.kind in GONE and not link.known.dead for link in links):
        says += " What is gone for the first time is looked at once more on another day before it counts as dead."
    if "moved" in kinds:
        says += " '--fix' writes the addresses to which sources have moved for good."
    return says


def _plain(link: Link) -> dict[str, Any]:
    places = [
        {"source": place.source, "path": place.span.path, "line": place.span.line, "column": place.span.column} for place in link.places
    ]
    if link.known is None:
        return {"url": link.url, "state": "unseen", "places": places}
    seen = link.known.seen
    return {
        "url": link.url,
        "state": seen.state,
        "kind": seen.kind,
        "says": link.known.sentence,
        "status": seen.status,
        "final": seen.final,
        "replacement": seen.replacement,
        "seen": seen.at.isoformat(),
        "gone_since": link.known.since.isoformat() if link.known.since else None,
        "dead": link.known.dead,
        "places": places,
    }

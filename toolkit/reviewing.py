"""The library gone over: what somebody has to look at again, what rests on an older edition, and what is decided about each of them.

A decision is an edit of the file in which the claim stands, written at once: who decided stands beside it, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple, get_args

from toolkit.check.editions import outdated
from toolkit.check.prose import wording
from toolkit.disk import Files
from toolkit.library.entries import title_of
from toolkit.library.freshness import Band, Review, claim_review, passage_review, published
from toolkit.marking import Held, hold, mark
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim, Passage
from toolkit.model.finding import suggestion
from toolkit.model.source import Source
from toolkit.model.values import after
from toolkit.session import Session

Standing = Literal[Band, "unchecked"]
STANDINGS: tuple[Standing, ...] = (*get_args(Band)[1:], "unchecked")
"""What can be gone over: what is due, overdue or stale; and claims that nobody ever compared with their source, which may have no day."""
NEEDS_NO_SOURCE = frozenset({"position", "casework"})


class Cited(NamedTuple):
    """A source of a claim, as far as the library has it."""

    key: str
    locator: str
    title: str
    date: date | None
    """The last day on which it can have come out."""
    quote: str


@dataclass(frozen=True)
class Item:
    """A claim or passage that somebody has to look at."""

    thing: Claim | Passage
    standing: Standing
    due: date | None
    """None for what nobody checked and nothing dates."""
    why: str
    """Read after "to be looked at again"."""
    newer: Source | None = None
    """An edition of its source that is newer than the one it rests on."""

    @property
    def kind(self) -> str:
        return "claim" if isinstance(self.thing, Claim) else "passage"

    @property
    def owner(self) -> str:
        return self.thing.owner or ""

    @property
    def says(self) -> str:
        """In plain words, values filled in; of a passage its title."""
        return says(self.thing)


def says(thing: Claim | Passage) -> str:
    """What a claim says in plain words, its values filled in; of a passage its title."""
    return wording(thing).words if isinstance(thing, Claim) else thing.title


def to_review(session: Session, standings: Iterable[Standing] = ("due", "overdue", "stale"), owner: str | None = None) -> list[Item]:
    """What has to be looked at: by owner (what nobody owns comes last), the longest overdue first, then by id.

    :param owner: only what this contact owns; the empty text for what nobody owns.
    """
    wanted, newer = set(standings), {each.claim.id: each.newer for each in outdated(session.workspace)}
    return _in_order(each for each in _items(session, newer) if each.standing in wanted and owner in (None, each.owner))


def behind(session: Session, owner: str | None = None) -> list[Item]:
    """Claims on an older edition of a series of which the library holds a newer one, in the order of :func:`to_review`."""
    newer = {each.claim.id: each.newer for each in outdated(session.workspace)}
    every = {each.thing.id: each for each in _items(session, newer) if each.kind == "claim"}
    claims = session.workspace.claims
    found = (every.get(id_) or Item(claims[id_], "due", None, "a newer edition is in the library", source) for id_, source in newer.items())
    return _in_order(each for each in found if owner in (None, each.owner))


def cited(session: Session, thing: Claim | Passage) -> tuple[Cited, ...]:
    """The sources of a claim, in the order of its note; none for a passage."""
    sources, found = session.workspace.sources, []
    for each in thing.support if isinstance(thing, Claim) else ():
        source = sources.get(each.source)
        title, day = (title_of(source), published(source)) if source else ("", None)
        found.append(Cited(each.source, each.locator or "", title, day, each.quote or ""))
    return tuple(found)


def new_values(given: Mapping[str, str], claims: Iterable[Claim]) -> dict[str, dict[str, str]]:
    """New values by claim, from what somebody gave by name (``share``: for every claim) or by claim and name (``met-share.share``).

    :raises ToolkitError: where none of the claims has such a value.
    """
    found: dict[str, dict[str, str]] = {}
    left = set(given)
    every: set[str] = set()
    for claim in claims:
        for name in claim.values:
            every |= {name, f"{claim.id}.{name}"}
            for key in (name, f"{claim.id}.{name}"):  # the closer one counts
                if key in given:
                    found.setdefault(claim.id, {})[name] = given[key]
                    left.discard(key)
    if left:
        wrong = min(left)
        raise ToolkitError(
            f"None of these claims has a value '{wrong}'.",
            suggestion(wrong, every),
            "Give it as NAME=VALUE, or as ID.NAME=VALUE for one claim.",
        )
    return found


def would_read(claim: Claim, values: Mapping[str, str]) -> str:
    """The sentence with new values in place; where none is given the place is marked: ``[share: 63 per cent?]``."""
    filled = {name: values.get(name, f"[{name}: {old}?]") for name, old in claim.values.items()}
    return wording(claim.model_copy(update={"values": filled})).words


def held(session: Session, item: Item) -> Held | None:
    """It as its file has it now, to be decided about; None where it is not there any more, or was withdrawn or superseded."""
    now = hold(Files(session.root), item.thing.origin.path, item.thing.id)
    return None if now is None or (isinstance(now.thing, Claim) and now.thing.status in ("withdrawn", "superseded")) else now


# --- decisions: each writes at once, and returns the path of the file ---------------------------------------------------------------


def keep(session: Session, now: Held, who: str) -> str:
    """It stands: checked today. A day of review that it sets moves on by `review_after` of workspace.yaml.

    :raises ChangedMeanwhile: where the file is not as it was when it was held.
    :raises ToolkitError: where a claim has no source that it could have been compared with; where it cannot be written.
    """
    thing, day = now.thing, session.today.isoformat()
    values = _by(session, who)
    if isinstance(thing, Claim):
        if thing.status == "draft" and not thing.support and not thing.derived_from and thing.kind not in NEEDS_NO_SOURCE:
            raise ToolkitError(
                f"The claim '{thing.id}' has no source, so nobody can have compared it with one.",
                do=f"Add its source in {now.path}, or withdraw it.",
            )
        values |= {"checked": day} | ({"status": "checked"} if thing.status == "draft" else {})
    following = after(session.today, session.workspace.configuration.review_after)
    if following is not None and (thing.review_by is not None or isinstance(thing, Passage)):
        values["review_by"] = following.isoformat()
    return mark(Files(session.root), now, values, f"{day}, checked")


def change(session: Session, now: Held, wording: Mapping[str, str], who: str) -> str:
    """It says something else, and is a draft until somebody has compared that with its source.

    :param wording: new words by dotted field: ``text``, ``short``, ``values.share``.
    :raises ChangedMeanwhile: as for :func:`keep`. :raises ToolkitError: where it cannot be written.
    """
    return mark(Files(session.root), now, {**wording, **_by(session, who), "status": "draft"}, f"{session.today.isoformat()}, changed")


def withdraw(session: Session, now: Held, reason: str, who: str) -> str:
    """It must not be used any more. :raises ChangedMeanwhile: as for :func:`keep`. :raises ToolkitError: where it cannot be written."""
    values = {"reason": reason, **_by(session, who), "status": "withdrawn"}
    return mark(Files(session.root), now, values, f"{session.today.isoformat()}, withdrawn")


def supersede(session: Session, now: Held, successor: str, who: str) -> str:
    """Another claim takes its place.

    :raises ChangedMeanwhile: as for :func:`keep`.
    :raises ToolkitError: where there is no such claim, or it cannot take its place; where it cannot be written.
    """
    other = session.workspace.claims.get(successor)
    if other is None:
        raise ToolkitError(f"There is no claim '{successor}' in the library.", suggestion(successor, session.workspace.claims))
    if successor == now.thing.id or other.status in ("withdrawn", "superseded"):
        why = "a claim cannot take its own place" if successor == now.thing.id else f"it is {other.status} itself"
        raise ToolkitError(f"'{successor}' cannot take the place of '{now.thing.id}': {why}.", do="Name the claim that is right today.")
    values = {"superseded_by": successor, **_by(session, who), "status": "superseded"}
    return mark(Files(session.root), now, values, f"{session.today.isoformat()}, superseded")


# --- within -------------------------------------------------------------------------------------------------------------------------


def _by(session: Session, who: str) -> dict[str, str]:
    return {"reviewed_by": " ".join(who.split()), "reviewed": session.today.isoformat()}


def _items(session: Session, newer: Mapping[str, Source]) -> Iterator[Item]:
    workspace = session.workspace
    for claim in workspace.claims.values():
        if claim.status in ("withdrawn", "superseded"):
            continue
        sources = [workspace.sources[each.source] for each in claim.support if each.source in workspace.sources]
        review = claim_review(claim, workspace.configuration.review_after, sources)
        item = _item(session, claim, review, newer.get(claim.id))
        if item is not None:
            yield item
    for passage in workspace.passages.values():
        item = _item(session, passage, passage_review(passage))
        if item is not None:
            yield item


def _item(session: Session, thing: Claim | Passage, review: Review | None, newer: Source | None = None) -> Item | None:
    """None for what is fresh."""
    standing: Standing = review.band(session.today, session.workspace.configuration.review_after) if review else "fresh"
    unchecked = isinstance(thing, Claim) and thing.status == "draft" and thing.kind not in NEEDS_NO_SOURCE
    if standing == "fresh" and not unchecked:
        return None
    if standing == "fresh":
        return Item(thing, "unchecked", review.due if review else None, "nobody has compared it with its source", newer)
    assert review is not None
    return Item(thing, standing, review.due, review.why, newer)


def _in_order(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda each: (not each.owner, each.owner, each.due or date.max, each.thing.id))

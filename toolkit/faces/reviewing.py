"""Reviewing for people: what is due, told owner by owner; then gone through one by one, each answer written at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple, cast

import click

from toolkit.faces.reports import listed, many
from toolkit.faces.reports.excerpt import shown
from toolkit.faces.reports.uses import as_data as uses_as_data
from toolkit.faces.reports.uses import said, sent_on
from toolkit.library.entries import title_of
from toolkit.library.freshness import published
from toolkit.marking import ChangedMeanwhile, Held
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim, Passage
from toolkit.model.source import Source
from toolkit.model.values import long_date
from toolkit.reviewing import (
    Cited,
    Item,
    Standing,
    behind,
    change,
    cited,
    held,
    keep,
    new_values,
    says,
    supersede,
    to_review,
    withdraw,
    would_read,
)
from toolkit.session import Session

_ACTIONS = ("keep", "change", "withdraw", "supersede", "skip", "stop")
_OF_PASSAGES = ("keep", "skip", "stop")
_DONE = {"keep": "kept", "change": "changed", "withdraw": "withdrawn", "supersede": "superseded", "skip": "skipped"}
_COLOURS = {"due": "yellow", "overdue": "red", "stale": "red", "unchecked": "yellow"}
_PLACES = 4
"""Places where a claim is used that are told one by one."""


class Asked(NamedTuple):
    """What somebody wants to look at."""

    owner: str | None
    bands: tuple[str, ...]
    series: bool
    values: Mapping[str, str]


def run(session: Session, asked: Asked, *, who: str | None, walking: bool, as_data: bool) -> int:
    """List, or go through, what was asked for; the exit status. :raises ToolkitError: where a value is given that no claim has."""
    if asked.series:
        items = behind(session, asked.owner)
    else:
        items = to_review(session, cast("tuple[Standing, ...]", asked.bands) or ("due", "overdue", "stale"), asked.owner)
    values = new_values(asked.values, [each.thing for each in items if isinstance(each.thing, Claim)]) if asked.values else {}
    if as_data:
        click.echo(json.dumps([_plain(session, each, values, asked) for each in items], indent=2, ensure_ascii=False))
    elif walking:
        _walk(session, items, values, who)
    else:
        for line in _series(session, items, values) if asked.series else _list(session, items):
            click.echo(line)
        _close(session, items, asked)
    return 0


# --- lists --------------------------------------------------------------------------------------------------------------------------


def _list(session: Session, items: Sequence[Item]) -> Iterator[str]:
    for owner, group in groupby(items, key=lambda each: each.owner):
        yield click.style(owner or "nobody", bold=True)
        for each in group:
            yield from (f"  {line}" for line in _told(session, each, each.thing))
            yield ""


def _series(session: Session, items: Sequence[Item], values: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Edition by edition, each claim with the sentence as it is and as it would be."""
    by_edition = sorted(items, key=lambda each: each.newer.id if each.newer else "")
    for _, group in groupby(by_edition, key=lambda each: each.newer.id if each.newer else ""):
        claims = list(group)
        edition = cast("Source", claims[0].newer)
        yield f"Newer: {click.style(edition.id, bold=True)}, {_edition(edition)}"
        for each in claims:
            claim = cast("Claim", each.thing)
            yield f"  {_head(each, claim)}"
            yield from (f"    {line}" for line in _sources(cited(session, claim)))
            yield f"    it says          {shown(says(claim))}"
            yield f"    it would read    {shown(_would_read(claim, values.get(claim.id, {})))}"
            yield from (f"    {line}" for line in _used(session, claim.id))
        yield ""


def _would_read(claim: Claim, values: Mapping[str, str]) -> str:
    if claim.values:
        return would_read(claim, values)
    return "its words hold no value by name: look for what is new in the sentence itself"


def _close(session: Session, items: Sequence[Item], asked: Asked) -> None:
    if asked.series:
        what = many(len(items), "claim") + (" rests" if len(items) == 1 else " rest")
        click.echo(
            f"{what} on an older edition. To decide about them: consult review --series --walk"
            if items
            else "No claim rests on an older edition."
        )
        return
    if items:
        counted = Counter(each.standing for each in items)
        parts = [f"{counted[band]:,} {band}" for band in ("due", "overdue", "stale", "unchecked") if counted[band]]
        click.echo(f"{listed(parts)}. To go through them: consult review --walk")
    else:
        click.echo("Nothing is to be looked at.")
    if "unchecked" not in asked.bands:
        unchecked = len(to_review(session, ("unchecked",), asked.owner))
        if unchecked:
            told = f"{many(unchecked, 'more claim')} {'was' if unchecked == 1 else 'were'} never compared with a source"
            click.echo(f"{told}: consult review --band unchecked")


def _plain(session: Session, item: Item, values: Mapping[str, Mapping[str, str]], asked: Asked) -> dict[str, Any]:
    thing = item.thing
    span = thing.span()
    told: dict[str, Any] = {
        "kind": item.kind,
        "id": thing.id,
        "owner": thing.owner,
        "status": thing.status if isinstance(thing, Claim) else None,
        "band": item.standing,
        "due": item.due.isoformat() if item.due else None,
        "why": item.why,
        "says": item.says,
        "path": span.path,
        "line": span.line,
        "sources": [
            {"key": each.key, "locator": each.locator or None, "title": each.title, "date": each.date.isoformat() if each.date else None}
            for each in cited(session, thing)
        ],
        "newer_edition": item.newer.id if item.newer else None,
        "used": uses_as_data(session.where_used(thing.id)),
    }
    if asked.series and isinstance(thing, Claim):
        told["would_read"] = would_read(thing, values.get(thing.id, {})) if thing.values else None
    return told


def _told(session: Session, item: Item, thing: Claim | Passage) -> Iterator[str]:
    """A claim or passage in a few lines: where it stands, since when it is due, what it says, on what, and where it is used."""
    yield _head(item, thing)
    yield f"  {_when(item)}"
    yield f"  {shown(says(thing))}"
    yield from (f"  {line}" for line in _sources(cited(session, thing)))
    if item.newer is not None:
        yield f"  newer in the library: {item.newer.id}, {_edition(item.newer)}"
    yield from (f"  {line}" for line in _used(session, thing.id))


def _head(item: Item, thing: Claim | Passage) -> str:
    what = f"{thing.kind}, {thing.status}" if isinstance(thing, Claim) else "passage"
    return f"{click.style(thing.id, bold=True)} ({what})  {item.thing.origin.path}:{thing.span().line}"


def _when(item: Item) -> str:
    band = click.style(item.standing, fg=_COLOURS.get(item.standing))
    if item.due is None:
        return f"{band}: {item.why}"
    day = long_date(item.due)
    said = {"due": f"by {day}", "unchecked": f"to be looked at by {day}"}.get(item.standing, f"since {day}")
    return f"{band}, {said}" + ("" if day in item.why else f": {item.why}")


def _sources(sources: Sequence[Cited]) -> Iterator[str]:
    for each in sources:
        year = f" ({each.date.year})" if each.date else ""
        title = f": {shown(each.title)}{year}" if each.title else ", which the library does not have"
        yield f"{each.key}{f', {each.locator}' if each.locator else ''}{title}"
        if each.quote:
            yield f"  “{shown(' '.join(each.quote.split()))}”"


def _edition(source: Source) -> str:
    day = published(source)
    return shown(title_of(source)) + (f" ({day.year})" if day else "")


def _used(session: Session, id_: str) -> Iterator[str]:
    uses = session.where_used(id_)
    if not uses:
        yield "used nowhere"
    for use, sent in uses[:_PLACES]:
        where = ", ".join(part for part in (use.section or "before the first section", said(use)) if part)
        yield f"used in {use.slug} ({sent_on(sent)}), {where}: {use.path}:{use.line}"
    if len(uses) > _PLACES:
        yield f"and in {many(len(uses) - _PLACES, 'more place')}: consult where-used {id_}"


# --- one by one ---------------------------------------------------------------------------------------------------------------------


def _walk(session: Session, items: Sequence[Item], values: Mapping[str, Mapping[str, str]], who: str | None) -> None:
    if not items:
        click.echo("Nothing is to be looked at.")
        return
    reviewer = _reviewer(session, who)
    done: Counter[str] = Counter()
    for number, item in enumerate(items, 1):
        click.echo(f"\n{number:,} of {len(items):,}")
        answer = _decide(session, item, values.get(item.thing.id, {}), reviewer)
        if answer == "stop":
            break
        done[answer] += 1
    parts = [f"{done[each]:,} {word}" for each, word in _DONE.items() if done[each]]
    left = len(items) - done.total()
    click.echo("\n" + listed([*parts, *([f"{left:,} still to be looked at"] if left else [])]) + ".")


def _reviewer(session: Session, who: str | None) -> str:
    if who and who.strip():
        return who
    contacts = [*session.workspace.configuration.contacts]
    if len(contacts) == 1:
        return contacts[0]
    known = f", such as {listed(contacts[:3])}" if contacts else ""
    return str(click.prompt(f"Who decides? A contact{known}, or a name"))


def _decide(session: Session, item: Item, values: Mapping[str, str], who: str) -> str:
    """Show it as its file has it now, ask, and write the answer; the action that was carried out."""
    while True:
        now = held(session, item)
        if now is None:
            click.echo(f"'{item.thing.id}' has been moved, taken out, withdrawn or superseded meanwhile.")
            return "skip"
        for line in _told(session, item, now.thing):
            click.echo(line)
        actions = _ACTIONS if isinstance(now.thing, Claim) else _OF_PASSAGES
        answer = click.prompt(f"{listed(actions[:-1])} or {actions[-1]}".replace(" and ", ", "), default="skip", value_proc=_among(actions))
        if answer in ("skip", "stop"):
            return str(answer)
        try:
            path = _carry_out(session, now, answer, values, who)
        except ChangedMeanwhile as error:
            click.echo(f"{error.what} Here it is as it stands now.\n")
        except ToolkitError as error:
            click.echo("\n".join(part for part in (error.what, error.why, error.do) if part))
        else:
            if path:
                click.echo(f"{_DONE[answer].capitalize()}: {path}")
                return str(answer)
            click.echo("Nothing was changed.")


def _among(actions: Sequence[str]) -> Any:
    def chosen(written: str) -> str:
        fitting = [each for each in actions if each.startswith(written.strip().lower())]
        if len(fitting) != 1 or not written.strip():
            wanted = f"'{written.strip()}' may be {listed(fitting)}" if fitting else f"'{written.strip()}' is none of {listed(actions)}"
            raise click.BadParameter(f"{wanted}.")
        return fitting[0]

    return chosen


def _carry_out(session: Session, now: Held, answer: str, values: Mapping[str, str], who: str) -> str:
    """The path of the file that was written; empty where nothing was said. :raises ToolkitError: as the decisions do."""
    if answer == "keep":
        return keep(session, now, who)
    if answer == "change":
        wording = _new_wording(cast("Claim", now.thing), values)
        return change(session, now, wording, who) if wording else ""
    if answer == "withdraw":
        reason = _asked("Why? The reason stays with the claim")
        return withdraw(session, now, reason, who) if reason else ""
    successor = _asked("Which claim takes its place? Its id")
    return supersede(session, now, successor, who) if successor else ""


def _new_wording(claim: Claim, values: Mapping[str, str]) -> dict[str, str]:
    """What somebody wants changed, by dotted field; empty where all stays."""
    click.echo("Enter leaves what stands in brackets.")
    was = {f"values.{name}": value for name, value in claim.values.items()} | {"text": claim.text}
    was |= {"short": claim.short} if claim.short else {}
    found: dict[str, str] = {}
    for field, old in was.items():
        name = field.removeprefix("values.")
        said = click.prompt(f"  {name}", default=values.get(name, old) if field != name else old)
        if said.strip() and said.strip() != old.strip():
            found[field] = said.strip()
    return found


def _asked(question: str) -> str:
    return str(click.prompt(f"  {question}", default="", show_default=False)).strip()

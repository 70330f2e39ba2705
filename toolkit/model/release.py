"""May it be shown yet, and to whom? Embargoes and locks on publication, decided here alone for building, sending, publishing and status."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Literal, NamedTuple

from pydantic import TypeAdapter, ValidationError

from toolkit.model.channel import Channel
from toolkit.model.draft import Draft
from toolkit.model.record import Record, SentFile
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.values import LONDON, Moment, long_moment
from toolkit.model.workspace import Workspace


def held_back(response: Response, record: Record | None, channel: Channel | None, now: datetime) -> str | None:
    """Why nothing of a submission may be shown to everybody now, as a sentence; None where its public files may be.

    :param record: of what was sent; None where nothing was yet. :param channel: how the body takes answers, where that is known.
    :param now: with its zone.
    """
    if record is None:
        return "It has not been sent."
    if early := embargoed(response, now):
        return early
    if lock := locked(response, channel):
        return lock
    if not public_files(response, record):
        return "What was sent is for the receiving body alone: there is no public copy."
    return None


def embargoed(response: Response, now: datetime) -> str | None:
    """That an embargo still stands, as a sentence."""
    moment = response.embargo
    return f"It is under embargo until {long_moment(moment)}." if moment is not None and now < moment else None


def locked(response: Response, channel: Channel | None) -> str | None:
    """That nobody but the body may publish it yet, as a sentence: evidence to a committee, until consultation.yaml says ``published``."""
    if channel is None or not channel.locked or response.consultation.published is not None:
        return None
    body = response.consultation.body or "the receiving body"
    return f"It may not be published before {body} has published it: then write 'published:' and the day in consultation.yaml."


def public_files(response: Response, record: Record) -> tuple[SentFile, ...]:
    """The files of a submission that anybody may read. What was put beside the built files is known to nobody, so it is none of them."""
    as_outline = "public" if response.outline.version == "public" else "confidential"
    return tuple(file for file in record.files if file.built and (file.version or as_outline) == "public")


def too_early(response: Response, draft: Draft, workspace: Workspace, now: datetime) -> list[str]:
    """Every embargo that still stands, of a response and of what it uses, as sentences."""
    early = [said] if (said := embargoed(response, now)) else []
    moments = [(f"The source '{key}'", kept_source(source, now)) for key, source in draft.sources.items()]
    until = [(name, kept.until) for name, kept in moments if kept is not None]
    for id_ in dict.fromkeys(placement.claim for placement in draft.placements):
        claim = workspace.claims.get(id_)
        until += [(f"The claim '{id_}'", claim.embargo)] if claim is not None else []
    early += [f"{name} is under embargo until {long_moment(moment)}." for name, moment in until if moment is not None and now < moment]
    return early


def end_of(day: date) -> datetime:
    """The last moment of a day: an embargo that ends on it stands no longer, as far as checks go, which know days alone."""
    return datetime.combine(day, time(23, 59), LONDON)


class Kept(NamedTuple):
    """Why something may not be shown to everybody yet."""

    said: str
    """Behind the name of the thing: ``is confidential``."""
    field: str
    """Where it says so."""
    until: datetime | None = None
    """When an embargo ends; None where there is no such moment."""
    soon: bool = False
    """Whether it will come out by itself, as a work in press does."""


def kept_source(source: Source, now: datetime) -> Kept | None:
    """Why a source may not be shown to everybody at a moment, by its fields ``confidential``, ``embargo`` and ``pubstate`` and its type.

    An embargo that cannot be made out has no end.
    """
    fields = source.fields
    if _plain(fields.get("confidential", "")) not in ("", "no", "false"):
        return Kept("is confidential", "confidential")
    if written := fields.get("embargo", "").strip("{} "):
        moment = moment_of(written)
        if moment is None:
            return Kept(f"is under an embargo that cannot be made out ('{written}')", "embargo")
        if moment > now:
            return Kept(f"is under embargo until {long_moment(moment)}", "embargo", moment)
    state = _STATES.get(_plain(fields.get("pubstate", "")))
    if state == "unpublished" or (state is None and source.kind == "unpublished" and not fields.keys() & _REACHED):
        return Kept("is not published", "pubstate")
    return Kept("is not out yet", "pubstate", soon=True) if state == "soon" else None


def moment_of(text: str) -> datetime | None:
    """The moment that a text names, as in YAML; None where it names none."""
    try:
        found: datetime = _MOMENT.validate_python(text)
    except ValidationError:
        return None
    return found


_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
_STATES: dict[str, Literal["unpublished", "soon"]] = {
    **dict.fromkeys(("unpublished", "submitted", "inpreparation", "inprep", "draft", "confidential", "private"), "unpublished"),
    **dict.fromkeys(("inpress", "forthcoming", "accepted", "toappear"), "soon"),
}
_REACHED = {"url", "doi", "eprint", "isbn"}
"""Fields by which a reader gets at something that its author calls unpublished."""


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()

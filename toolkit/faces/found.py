"""What a workspace holds under an id, and where it is used, as plain values for the terminal and for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from toolkit.cite.csl import short_reference
from toolkit.faces.reports import many
from toolkit.library.used import Use
from toolkit.model.evidence import Claim, Exhibit, Passage, Support
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.session import Session


def look_up(session: Session, id_: str) -> list[dict[str, Any]]:
    """Everything called `id_`: kind, id, where it is written, its fields, and its uses (None where uses are not counted)."""
    workspace = session.workspace
    found: list[dict[str, Any]] = []
    libraries: tuple[tuple[str, Mapping[str, Any], Callable[[Any], dict[str, Any]]], ...] = (
        ("claim", workspace.claims, _claim),
        ("source", workspace.sources, _source),
        ("exhibit", workspace.exhibits, _exhibit),
        ("passage", workspace.passages, _passage),
    )
    for kind, library, fields in libraries:
        thing = library.get(id_)
        if thing is not None:
            where = f"{thing.span().path}:{thing.span().line}"
            found.append({"kind": kind, "id": thing.id, "where": where, "fields": fields(thing), "used": _uses(session, kind, id_)})
    response = workspace.responses.get(id_)
    if response is not None:
        found.append({"kind": "response", "id": id_, "where": f"responses/{id_}/", "fields": _response(session, response), "used": None})
    return found


def _uses(session: Session, kind: str, id_: str) -> list[dict[str, str]]:
    """Each place in the order of the documents; for a source also the claims that rest on it."""
    return [{"response": use.slug, "where": _where(use)} for use, _ in session.where_used(id_) if use.kind == kind]


def _where(use: Use) -> str:
    if use.kind == "claim":
        return f"section {use.section} ({use.how}), {use.path}:{use.line}"
    if use.kind == "source":
        return f"section {use.section}{f', {use.how}' if use.how else ''}{f' (claim {use.claim})' if use.claim else ''}"
    return use.how or f"section {use.section}"


def _support(support: tuple[Support, ...]) -> str:
    return "\n".join(
        f"{each.source}{f', {each.locator}' if each.locator else ''}{f': “{each.quote}”' if each.quote else ''}" for each in support
    )


def _filled(**fields: Any) -> dict[str, Any]:
    return {name.replace("_", " "): value for name, value in fields.items() if value not in (None, "", (), {}, [])}


def _claim(claim: Claim) -> dict[str, Any]:
    return _filled(
        text=claim.text,
        short=claim.short,
        kind=claim.kind,
        values=", ".join(f"{name} = {value}" for name, value in claim.values.items()),
        support=_support(claim.support),
        place=claim.place,
        period=claim.period,
        status=claim.status,
        checked=claim.checked,
        review_by=claim.review_by,
        owner=claim.owner,
        tags=", ".join(claim.tags),
        limits=claim.limits,
        serves=claim.serves,
        derived_from=", ".join(claim.derived_from),
        method=claim.method,
        reason=claim.reason,
        superseded_by=claim.superseded_by,
        note=claim.note,
    )


def _source(source: Source) -> dict[str, Any]:
    return {"reference": short_reference(source), "type": source.kind, **source.fields}


def _exhibit(exhibit: Exhibit) -> dict[str, Any]:
    return _filled(caption=exhibit.caption, data=exhibit.data, alt=exhibit.alt, support=_support(exhibit.support), note=exhibit.note)


def _passage(passage: Passage) -> dict[str, Any]:
    return _filled(title=passage.title, owner=passage.owner, review_by=passage.review_by, text=passage.prose.text.strip())


def _response(session: Session, response: Response) -> dict[str, Any]:
    consultation, draft = response.consultation, session.draft(response.slug)
    counted = draft.words.sections
    return _filled(
        consultation=consultation.title,
        body=consultation.body,
        deadline=consultation.deadline,
        status=response.outline.status,
        words=f"{draft.words.body:,} and {draft.words.notes:,} in {many(len(draft.notes), 'note')}",
        sections="\n".join(
            f"{'  ' * (depth - 1)}{each.id}: {many(counted.get(each.id, 0), 'word')}" for _, depth, each in response.outline.walk()
        ),
        sources=", ".join(draft.sources),
        claims=", ".join(dict.fromkeys(placement.claim for placement in draft.placements)),
    )

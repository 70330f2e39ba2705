"""The body's answer: what it did with what we asked, over all that was sent, and where in its published text to look."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from toolkit.archive.apart import Reader
from toolkit.archive.kinds import kind_of, named_kind
from toolkit.load.impact import read_impact
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding, suggestion
from toolkit.model.impact import Impact
from toolkit.model.record import Record
from toolkit.record.impact import Ask, Candidate, Counted, candidates, count, mentions
from toolkit.record.reading import read_records, sent_slugs
from toolkit.session import Session


class Proposal(NamedTuple):
    """Where an answer may speak of what we asked and said."""

    record: Record
    asks: tuple[tuple[Ask, tuple[Candidate, ...]], ...]
    """Recommendations first, then claims; each with the likeliest passages."""
    named: tuple[Candidate, ...]
    """Sentences that name us."""
    doubts: tuple[str, ...]
    """Why there may be more in the answer than was read."""


def impacts(session: Session) -> tuple[list[Counted], list[Finding]]:
    """How each response that was sent fared, the oldest first, and what is wrong in the files that say so."""
    records = read_records(session.root)
    rows: list[Counted] = []
    findings = list(records.findings)
    for record in records.latest:
        impact, problems = read_impact(session.read, record.response)
        findings += [*problems, *(_unknown(record, impact) if impact else ())]
        rows.append(count(record, impact))
    return sorted(rows, key=lambda row: (row.record.sent, row.record.response)), findings


def propose(session: Session, slug: str, answer: Path) -> Proposal:
    """Passages of a body's answer that may be about what a response asked and said.

    :raises ToolkitError: where the response was not sent, or the answer cannot be read.
    """
    records = read_records(session.root, [slug]).all
    if not records:
        known = sent_slugs(session.root)
        there = f"Sent were: {', '.join(known) or 'none'}."
        raise ToolkitError(f"{slug} was not sent, so nobody answers it.", suggestion(slug, known), there)
    record = records[-1]
    pages, doubts = _pages(answer)
    asks = [Ask("recommendation", each.id, each.text) for each in record.recommendations]
    asks += [Ask("claim", each.id, each.text) for each in record.claims if each.uses]
    named = mentions(pages, [session.workspace.configuration.organisation.name])
    return Proposal(record, tuple(candidates(pages, asks)), tuple(named), doubts)


def _pages(answer: Path) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
    """What each page is called, and its text. :raises ToolkitError: where the file cannot be read."""
    try:
        kind = kind_of(answer.read_bytes()) or named_kind(answer.name)
    except OSError as error:
        raise ToolkitError(f"{answer} could not be read.", f"The system says: {error.strerror or error}.") from error
    if kind is None:
        raise ToolkitError(f"{answer.name} is of no kind that can be read.", do="Use the answer as PDF, Word, HTML or plain text.")
    with Reader() as reader:
        copy = reader.read(answer, kind)
    if copy.unreadable:
        raise ToolkitError(f"{answer.name} could not be read.", copy.unreadable)
    named = [(f"p. {page.name}" if copy.paged else "", page.text) for page in copy.pages if page.readable]
    return named, copy.doubts


def _unknown(record: Record, impact: Impact) -> list[Finding]:
    """Effects on what was never sent."""
    known = {
        "recommendation": [each.id for each in record.recommendations],
        "claim": [each.id for each in record.claims],
    }
    findings: list[Finding] = []
    for number, effect in enumerate(impact.effects):
        for field, ids in known.items():
            named = getattr(effect, field)
            if named is not None and named not in ids:
                message = f"The {field} '{named}' is not in what was sent on {record.sent}."
                there = f"Sent were: {', '.join(ids)}." if ids else f"No {field} was sent."
                span = impact.origin.span(f"effects.{number}.{field}")
                findings.append(Finding(code="WSP006", span=span, message=message, help=suggestion(named, ids) or there))
    return findings

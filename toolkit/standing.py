"""How things stand: deadlines, who owes what, what was found, what aged since it was sent, and which bodies owe an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from toolkit.check.prose import wording
from toolkit.library.freshness import Band, band, claim_review, passage_review
from toolkit.load.impact import read_impact
from toolkit.model.channel import named_channel
from toolkit.model.finding import Finding
from toolkit.model.record import Record
from toolkit.model.release import embargoed, locked
from toolkit.model.response import Consultation, Response
from toolkit.model.values import LONDON
from toolkit.record.reading import read_records
from toolkit.record.since import Since, since_sent
from toolkit.session import Session

REPLY_WEEKS = 12
"""In which a body should answer, where its channel says nothing else: the government's own principles of consultation."""
NOBODY = ""


class Deadline(NamedTuple):
    """A moment at which a consultation, or one question of it, closes."""

    at: datetime
    question: str = ""
    """Id of the question; empty for the whole."""

    @property
    def last_day(self) -> date:
        """The last day in London on which somebody can still answer: midnight belongs to the day that it ends."""
        return (self.at.astimezone(LONDON) - timedelta(microseconds=1)).date()


class Row(NamedTuple):
    """One response."""

    slug: str
    title: str
    body: str
    status: str
    opens: date | None
    deadlines: tuple[Deadline, ...]
    """The whole consultation's first, then those of questions that close at a time of their own."""
    left: int | None
    """Days to the first deadline that is still to come, 0 on the day itself; negative where all are past; None where there is none."""
    errors: int
    warnings: int
    owners: tuple[str, ...]
    """Contacts who own the claims that it uses and that have to be looked at, most first."""


class HeldBack(NamedTuple):
    """A response that may not be shown to everybody yet."""

    slug: str
    why: str
    """A sentence."""


class Owed(NamedTuple):
    """What one contact has to look at, of all that the library holds."""

    owner: str
    """Empty for things that nobody owns."""
    bands: Mapping[Band, int]
    unchecked: int
    """Claims that nobody ever compared with their sources."""


class Awaited(NamedTuple):
    """A body that has our answer, and owes one."""

    record: Record
    due: date
    overdue: bool


class ReviewDay(NamedTuple):
    """A day on which something of the library has to be looked at."""

    day: date
    what: str
    """``claim`` or ``passage``."""
    id: str
    owner: str
    text: str


@dataclass(frozen=True)
class Status:
    """How things stand on one day."""

    today: date
    rows: tuple[Row, ...]
    """Responses that are not sent: the most urgent first, those without a deadline last."""
    sent: tuple[Record, ...]
    """The newest edition of each response that was sent."""
    owed: tuple[Owed, ...]
    """Who has most to look at comes first."""
    since: tuple[Since, ...]
    """Claims that are no longer what they were when they were sent."""
    awaited: tuple[Awaited, ...]
    """Bodies that have not answered, the one that is most overdue first."""
    held_back: tuple[HeldBack, ...]
    """Responses under embargo, and sent ones that the body has not published yet, by slug."""
    reviews: tuple[ReviewDay, ...]
    """Every day on which something has to be looked at, in order."""
    library: Counter[str]
    """How many findings of each severity stand in the library."""
    problems: tuple[Finding, ...]
    """What is no longer as it was sent, and records that cannot be read."""


def status(session: Session) -> Status:
    """How things stand in a workspace today. Checks run where nothing is kept of them."""
    records = read_records(session.root)
    checked = session.check()
    workspace = session.workspace
    by_response: dict[str, Counter[str]] = {}
    library: Counter[str] = Counter()
    for finding in checked.findings:
        parts = finding.span.path.split("/")
        place = by_response.setdefault(parts[1], Counter()) if parts[0] in ("responses", "build") and len(parts) > 2 else library
        place[finding.severity] += 1
    reviews = tuple(sorted(_reviews(session), key=lambda each: (each.day, each.what, each.id)))
    rows = [_row(session, workspace.responses[slug], by_response.get(slug, Counter())) for slug in checked.slugs]
    return Status(
        today=session.today,
        rows=tuple(sorted(rows, key=_urgency)),
        sent=records.latest,
        owed=tuple(_owed(session, reviews)),
        since=tuple(since_sent(records.latest, workspace, lambda claim: wording(claim).words)),
        awaited=tuple(sorted(_awaited(session, records.latest), key=lambda each: each.due)),
        held_back=tuple(_held_back(session, records.latest)),
        reviews=reviews,
        library=library,
        problems=tuple(finding for finding in checked.findings if finding.code in ("WSP019", "WSP020")),
    )


def deadlines(consultation: Consultation) -> tuple[Deadline, ...]:
    """When it closes, then when questions close that have a time of their own."""
    whole = (Deadline(consultation.deadline),) if consultation.deadline else ()
    return (*whole, *(Deadline(question.closes, question.id) for question in consultation.questions if question.closes))


def _row(session: Session, response: Response, found: Counter[str]) -> Row:
    consultation = response.consultation
    closing = deadlines(consultation)
    left = sorted((each.last_day - session.today).days for each in closing)
    return Row(
        slug=response.slug,
        title=consultation.title,
        body=consultation.body,
        status=response.outline.status,
        opens=consultation.opens,
        deadlines=closing,
        left=next((days for days in left if days >= 0), left[-1] if left else None),
        errors=found["error"],
        warnings=found["warning"],
        owners=_owners(session, response),
    )


def _held_back(session: Session, records: tuple[Record, ...]) -> Iterator[HeldBack]:
    workspace, sent = session.workspace, {record.response for record in records}
    for slug, response in workspace.responses.items():
        why = embargoed(response, session.now)
        if why is None and slug in sent:
            why = locked(response, named_channel(response.consultation.channel, workspace.channels))
        if why is not None:
            yield HeldBack(slug, why)


def _owners(session: Session, response: Response) -> tuple[str, ...]:
    """Who owns what the response uses and somebody has to look at."""
    workspace, seen = session.workspace, Counter[str]()
    used = dict.fromkeys(placement.claim for placement in session.submission(response.slug).draft.placements)
    for id_ in used:
        claim = workspace.claims.get(id_)
        if claim is not None and claim.owner:
            review = claim_review(claim, workspace.configuration.review_after)
            old = review is not None and review.due < session.today
            seen[claim.owner] += claim.status != "checked" or old
    return tuple(owner for owner, count in seen.most_common() if count)


def _urgency(row: Row) -> tuple[bool, int, str]:
    """What closes next comes first; what has closed, and what never does, follows."""
    return (row.left is None, row.left if row.left is not None and row.left >= 0 else 100_000 - (row.left or 0), row.slug)


def _reviews(session: Session) -> Iterator[ReviewDay]:
    workspace = session.workspace
    after = workspace.configuration.review_after
    for claim in workspace.claims.values():
        if claim.status in ("withdrawn", "superseded"):
            continue
        sources = [workspace.sources[each.source] for each in claim.support if each.source in workspace.sources]
        review = claim_review(claim, after, sources)
        if review is not None:
            yield ReviewDay(review.due, "claim", claim.id, claim.owner or NOBODY, wording(claim).words)
    for passage in workspace.passages.values():
        review = passage_review(passage)
        if review is not None:
            yield ReviewDay(review.due, "passage", passage.id, passage.owner or NOBODY, passage.title)


def _owed(session: Session, reviews: tuple[ReviewDay, ...]) -> list[Owed]:
    after = session.workspace.configuration.review_after
    bands: dict[str, Counter[Band]] = {}
    for each in reviews:
        bands.setdefault(each.owner, Counter())[band(each.day, session.today, after)] += 1
    unchecked = Counter(claim.owner or NOBODY for claim in session.workspace.claims.values() if claim.status == "draft")
    owed = [
        Owed(owner, {name: count for name, count in bands.get(owner, Counter[Band]()).items() if name != "fresh"}, unchecked[owner])
        for owner in {**bands, **unchecked}
    ]
    return sorted(
        (each for each in owed if each.bands or each.unchecked), key=lambda each: (-sum(each.bands.values()) - each.unchecked, each.owner)
    )


def _awaited(session: Session, records: tuple[Record, ...]) -> Iterator[Awaited]:
    for record in records:
        impact, _ = read_impact(session.read, record.response)
        if impact is not None and (impact.answer or impact.answered):
            continue
        response = session.workspace.responses.get(record.response)
        closed = response.consultation.deadline if response is not None else None
        last = Deadline(closed).last_day if closed else record.closed
        if last is None:
            continue  # nobody asked, so nobody owes an answer
        name = response.consultation.channel if response is not None else None
        channel = named_channel(name, session.workspace.channels)
        weeks = (channel.reply_weeks if channel else None) or REPLY_WEEKS
        due = last + timedelta(weeks=weeks)
        yield Awaited(record, due, due < session.today)

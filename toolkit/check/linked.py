"""What the addresses of a subject gave when somebody looked ('consult links'): for the rules SRC003 and SRC004."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from toolkit.check.entries import own, stretch
from toolkit.check.rule import Facts, Stated, Submission
from toolkit.cite.addresses import Written, evidence_addresses, response_addresses, source_addresses
from toolkit.model.links import LIFETIMES, LINKS, Known, Links
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.values import LONDON


class Link(NamedTuple):
    """An address of the subject that somebody has looked at."""

    url: str
    span: Span
    whole: Span | None
    """Where exactly the address stands and nothing else; None where the file holds it in another form."""
    known: Known
    named: str
    """``The address of 'key'``, or the address itself."""
    old: str
    """A sentence about an observation that is no longer fresh; empty for one that is."""


Subject = Source | Stated | Submission


def links(subject: Subject, facts: Facts) -> Iterator[Link]:
    """Those that somebody has looked at, in file order."""
    seen: Links = facts.observations[LINKS]
    for url, span in _written(subject):
        known = seen.known.get(url)
        if known is None or (isinstance(subject, Source) and not own(subject, span)):
            continue
        named = f"The address of '{subject.id}'" if isinstance(subject, Source) else f"The address {url}"
        yield Link(url, span, _whole(subject, url, span), known, named, _old(known, facts))


def _written(subject: Subject) -> Iterator[Written]:
    if isinstance(subject, Source):
        return source_addresses(subject)
    return evidence_addresses(subject.claim) if isinstance(subject, Stated) else response_addresses(subject.response)


def _whole(subject: Subject, url: str, span: Span) -> Span | None:
    if not isinstance(subject, Source):
        return span if span.path.endswith(".md") else None  # what YAML quotes or folds may stand in the file in another form
    if span != subject.span("url"):
        return None
    value = subject.fields["url"]
    at = value.find(url)
    return stretch(subject, "url", at, at + len(url)) if at >= 0 else stretch(subject, "url", 0, len(value))


def _old(known: Known, facts: Facts) -> str:
    day = known.seen.at.astimezone(LONDON).date()
    if facts.today - day <= max(LIFETIMES[known.seen.state], timedelta(days=1)):
        return ""
    return f" Nobody has looked since {known.seen.day}; 'consult links' does."

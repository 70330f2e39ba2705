"""A law cited as it was first passed, or a source that is younger than the document.

What: an address at legislation.gov.uk that ends in /enacted or /made, where the entry does not say that this is meant; and a cited source
whose date, or the day on which it was read, is later than the outline's.

Why: most Acts have been amended, and what was enacted is no longer the law. A source from the future is a wrong date, in one of the two.

Bad (bib):

    @legislation{mda1971,
      title = {Misuse of Drugs Act 1971},
      url = {http://www.legislation.gov.uk/ukpga/1971/38/section/5/enacted},
    }

Good (bib):

    @legislation{mda1971,
      title = {Misuse of Drugs Act 1971},
      url = {http://www.legislation.gov.uk/ukpga/1971/38/section/5},
    }

Fix: take /enacted off the address and read the text that is in force; where the first text is meant, say so: note = {as enacted}. For a
source that is too young, correct its date or the outline's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from toolkit.check.entries import own
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.dates import NotADate, csl_date, month_number
from toolkit.model.finding import Finding
from toolkit.model.source import Source
from toolkit.model.values import long_date

RULE = Rule("SRC011", "law-as-enacted", "warning", "source", also=("draft",))

_FIRST = re.compile(r"(?i)legislation\.gov\.uk/[^?#\s]*/(?P<word>enacted|made|adopted|created)(?=[/?#\s}]|$)")
_MEANT = re.compile(r"(?i)\bas (?:originally |first )?(?:enacted|made|passed|adopted)\b|\boriginal (?:text|version)\b")
_SAYING = ("title", "titleaddon", "note", "addendum", "annotation", "version", "pubstate", "howpublished")


def check(subject: Source | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if isinstance(subject, Submission):
        yield from _younger(subject)
        return
    url = subject.fields.get("url", "")
    match = _FIRST.search(url) if "legislation.gov.uk" in url else None
    if match and own(subject, subject.span("url")) and not any(_MEANT.search(subject.fields.get(name, "")) for name in _SAYING):
        yield RULE.finding(
            subject.span("url"),
            f"The address of '{subject.id}' leads to the law as it was first {match['word']}, not to what is in force.",
            f"Take '/{match['word']}' off it and read the present text; where the first one is meant, add note = {{as {match['word']}}}.",
        )


def _younger(submission: Submission) -> Iterator[Finding]:
    """Cited sources dated after the document."""
    outline = submission.response.outline
    for source in submission.draft.sources.values() if outline.date else ():
        field = "date" if source.fields.get("date", "").strip() else "year"
        written = source.fields.get(field, "")
        month = month_number(source.fields.get("month", "")) if field == "year" else None
        first = _first_day(f"{written}-{month:02}" if month else written)
        seen = _first_day(source.fields.get("urldate", ""))
        if outline.date and seen and seen > outline.date and not (first and first > outline.date):
            yield RULE.finding(
                source.span("urldate"),
                f"'{source.id}' was read on {long_date(seen)}, after the date of the document that cites it ({long_date(outline.date)}).",
                "Correct the day on which it was read, or the date of the outline.",
                related=[outline.origin.span("date")],
            )
        if outline.date and first and first > outline.date:
            yield RULE.finding(
                source.span(field),
                f"'{source.id}' is dated {source.fields[field]}, after the document that cites it ({long_date(outline.date)}).",
                "Correct the date of the source, or that of the outline.",
                related=[outline.origin.span("date")],
            )


@lru_cache(maxsize=1024)
def _first_day(written: str) -> date | None:
    """The first day that a date can mean: of 2017, the first of January."""
    try:
        parts = (csl_date(written) or {}).get("date-parts", [[]])[0]
        return date(*(*parts, 1, 1)[:3]) if parts and parts[0] > 0 else None
    except (NotADate, ValueError, TypeError):
        return None

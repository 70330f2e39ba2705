"""A date that is not there in the calendar, or that would not be printed.

What: a day or month that does not exist, a month that cannot be read, a month without a year, a year of other than four digits, and a
stretch of time that ends before it begins. What is in words (in press, the spring of that year) is printed as it stands.

Why: the footnote would show the source without its date, or with one that everybody sees is wrong.

Bad (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014-06-31}}

Good (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014-06-30}}

Fix: correct the date. Dates are best written date = {2014-06-30}, or date = {2014-06} where the day is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.rule import Facts, Rule
from toolkit.cite.csl import csl_item
from toolkit.cite.dates import month_number
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB011", "date-lost", "error", "source")

_FIELDS = ("date", "year", "urldate", "accessed", "lastaccessed", "lastchecked", "visited", "eventdate", "origdate")
_STRETCH = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)/(\d{4}(?:-\d\d(?:-\d\d)?)?)")
_SURE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1\d|2[0-8]))?)?")


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    """What is said is what a build says of the sources that it cites."""
    fields = source.fields
    if all(_SURE.fullmatch(fields[field]) for field in _FIELDS if field in fields) and not _doubtful_month(fields):
        return
    told = {finding.span: finding for finding in csl_item(source)[1] if finding.code == RULE.code}
    yield from (finding for finding in told.values() if own(source, finding.span))
    for field in _FIELDS:
        written = source.fields.get(field, "").strip()
        if written and (why := _odd(written)) and source.span(field) not in told and own(source, source.span(field)):
            yield RULE.finding(source.span(field), f"'{source.id}': {why}.", "Correct it; dates are best written 2017-03-01.")


def _odd(written: str) -> str:
    """What everybody would see to be wrong in a date that is printed as it stands."""
    if written.isdecimal() and (len(written) != 4 or not "0" < written[0] < "3"):
        return f"there is no such year as '{written}'"
    match = _STRETCH.fullmatch(written)
    if match and match[2][: len(match[1])] < match[1][: len(match[2])]:
        return f"'{written}' ends before it begins"
    return ""


def _doubtful_month(fields: dict[str, str]) -> bool:
    return "month" in fields and ("year" not in fields or "day" in fields or month_number(fields["month"]) is None)

"""Editions of one series: which sources have a newer one in the library, and which claims still rest on the older. Pure.

A series is what entries name in their field ``x-series``; of those that name none, what has the same authors and the same title but for
year, month or edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from toolkit.check.statements import period_of
from toolkit.cite.latex import decode
from toolkit.english.phrase import phrase
from toolkit.model.evidence import Claim
from toolkit.model.source import Source
from toolkit.model.workspace import Workspace

SERIES = "x-series"
_ORDINAL = r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|new|updated"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_EDITION = phrase(
    rf"\b(?:{_ORDINAL}) ed(?:ition|n)\b|\b(?:{_ORDINAL}) (?=annual report)|\b(?:wave|issue|edition|round) \d+\b"
    rf"|\b(?:{_MONTH}) (?:to|and|-|–) (?=(?:{_MONTH})\b)|\b(?:{_MONTH}) (?=(?:19|20)\d\d)|\b(?:year|quarter) (?:to|ending|ended)\b"
    r"|\b(?:19|20)\d\d(?:\s?(?:[/-]{1,2}|–|to)\s?(?:(?:19|20)?\d\d))?\b"
)
_YEAR = phrase(r"\b(?:19|20)\d\d\b")
_DATE = phrase(r"((?:19|20)\d\d)(?:-(\d\d))?")
_NOT_SERIES = phrase(
    r"\b(?:act|bill|regulations?|order|rules|session|v|debates?|minutes|letter|speech|press release|budget|hearing|written evidence)\b"
)
_KINDS = {
    "article", "inproceedings", "incollection", "inbook", "letter", "personal", "legislation", "legal", "jurisdiction", "bill", "hearing",
    "misc", "newspaper", "magazine", "speech", "thesis", "phdthesis", "mastersthesis",
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
Day = tuple[int, int]
"""Year and month; month 0 where it is not known."""
Dated = tuple[Day, Source]


class Outdated(NamedTuple):
    """A claim on an older edition."""

    claim: Claim
    number: int
    """Of the support that cites it, from 0."""
    newer: Source


def outdated(workspace: Workspace) -> Iterator[Outdated]:
    """Claims that rest on an older edition while the library holds a newer one, in the order of the library."""
    newer, newest = _newer(workspace.sources.values())
    if not newer and not newest:
        return
    for claim in workspace.claims.values():
        if claim.status not in {"draft", "checked"} or claim.kind not in {"statistic", "finding", "quotation", "law"}:
            continue
        if claim.series is not None:
            found = _behind(claim, newest.get(series_name(claim.series)), workspace.sources)
            if found is not None:
                yield found
            continue
        for number, support in enumerate(claim.support):
            edition = newer.get(support.source)
            if edition is None or any(each.source == edition.id for each in claim.support):
                continue
            if not _is_past(claim, workspace.sources[support.source]):
                yield Outdated(claim, number, edition)


def series_name(written: str) -> str:
    """What counts as the same name of a series: capitals, braces and white space apart."""
    return " ".join(decode(written).casefold().split())


def _behind(claim: Claim, newest: Dated | None, sources: Mapping[str, Source]) -> Outdated | None:
    """A claim that says which series it follows, where all that it rests on is older than the newest edition."""
    if newest is None or any(each.source == newest[1].id for each in claim.support):
        return None
    cited = [(day, number) for number, each in enumerate(claim.support) if (day := _dated_source(sources.get(each.source))) is not None]
    if not cited or max(cited)[0] >= newest[0]:
        return None
    return Outdated(claim, max(cited)[1], newest[1])


def _dated_source(source: Source | None) -> Day | None:
    return _dated(source.fields) if source is not None else None


def _newer(sources: Iterable[Source]) -> tuple[dict[str, Source], dict[str, Dated]]:
    """By key of an older edition, the newest one; and by the name of a series, its newest edition with its date."""
    series: dict[tuple[str, str], list[Dated]] = {}
    for source in sources:
        fields = source.fields
        if SERIES in fields and (name := series_name(fields[SERIES])):
            if (named := _dated(fields)) is not None:
                series.setdefault((name, SERIES), []).append((named, source))
            continue
        title = fields.get("title")
        if not title or source.kind in _KINDS or ("author" not in fields and "institution" not in fields):
            continue
        small = f"{title}: {fields['subtitle']}".lower() if "subtitle" in fields else title.lower()
        day = _dated(fields)
        if day is None or _NOT_SERIES.search(small):
            continue
        name = " ".join(_LETTERS.findall(_EDITION.sub(" ", small.replace("{", "").replace("}", ""))))
        if len(name) >= 12 and " " in name:
            by = fields.get("author") or fields["institution"]
            series.setdefault((name, " ".join(_LETTERS.findall(by.lower()))), []).append((day, source))
    found: dict[str, Source] = {}
    newest: dict[str, Dated] = {}
    for (name, by), editions in series.items():
        last = max(day for day, _ in editions)
        edition = next(source for day, source in editions if day == last)
        found |= {source.id: edition for day, source in editions if day < last}
        if by == SERIES:  # no author: these are letters and spaces
            newest[name] = (last, edition)
    return found, newest


def _dated(fields: dict[str, str]) -> Day | None:
    found = _DATE.search(fields.get("date") or fields.get("year") or "")
    if found:
        return int(found[1]), int(found[2] or 0)
    years = _YEAR.findall(fields.get("title", ""))
    return (int(years[-1]), 0) if years else None


def _is_past(claim: Claim, older: Source) -> bool:
    """Whether the claim is about a time that the older edition covers, and says so."""
    period, day = period_of(claim), _dated(older.fields)
    if period is not None and day is not None and period.first // 12 <= day[0]:
        return True
    return bool(_YEAR.search(claim.text)) or any(_YEAR.search(value) for value in claim.values.values())

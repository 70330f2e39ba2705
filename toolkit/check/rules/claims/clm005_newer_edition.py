"""A claim about the present from an older edition, while the library holds a newer one.

What: the claim's source and another entry have the same authors and the same title but for year, month or edition, and the other is later.
Claims about a time that the older edition covers (a period that ends before its date, or a year in the text) are left alone, and so is
legislation.

Why: the body that is addressed knows its latest figures, and reads older ones as a choice.

Bad (bib, claims):

    @report{strategy2012,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 1st edition},
      date = {2012},
    }
    @report{strategy2015,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 2nd edition},
      date = {2015},
    }
    -----
    claims:
      rule:
        kind: finding
        text: Officers are told that smell alone is no ground for a search.
        support: [{source: strategy2012, locator: p. 3}]

Good (bib, claims):

    @report{strategy2012,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 1st edition},
      date = {2012},
    }
    @report{strategy2015,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 2nd edition},
      date = {2015},
    }
    -----
    claims:
      rule:
        kind: finding
        text: Officers are told that smell alone is no ground for a search.
        support: [{source: strategy2015, locator: p. 4}]

Fix: look the claim up in the newer edition, and cite that; or say in the text for when it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.check.rule import Facts, Rule
from toolkit.check.statements import period_of
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.source import Source
from toolkit.model.workspace import Workspace

RULE = Rule("CLM005", "newer-edition", "warning", "workspace")

_ORDINAL = r"\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|revised|new|updated"
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_EDITION = re.compile(
    rf"\b(?:{_ORDINAL}) ed(?:ition|n)\b|\b(?:{_ORDINAL}) (?=annual report)|\b(?:wave|issue|edition|round) \d+\b"
    rf"|\b(?:{_MONTH}) (?:to|and|-|–) (?=(?:{_MONTH})\b)|\b(?:{_MONTH}) (?=(?:19|20)\d\d)|\b(?:year|quarter) (?:to|ending|ended)\b"
    r"|\b(?:19|20)\d\d(?:\s?(?:[/-]{1,2}|–|to)\s?(?:(?:19|20)?\d\d))?\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(r"((?:19|20)\d\d)(?:-(\d\d))?")
_NOT_SERIES = re.compile(
    r"\b(?:act|bill|regulations?|order|rules|session|v|debates?|minutes|letter|speech|press release|budget|hearing|written evidence)\b"
)
_KINDS = {
    "article", "inproceedings", "incollection", "inbook", "letter", "personal", "legislation", "legal", "jurisdiction", "bill", "hearing",
    "misc", "newspaper", "magazine", "speech", "thesis", "phdthesis", "mastersthesis",
}  # fmt: skip
_LETTERS = re.compile(r"[^\W\d_]+")
Day = tuple[int, int]


def check(workspace: Workspace, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    newest = _newer(workspace.sources.values())
    if not newest:
        return
    for claim in workspace.claims.values():
        if claim.status not in {"draft", "checked"} or claim.kind not in {"statistic", "finding", "quotation", "law"}:
            continue
        for number, support in enumerate(claim.support):
            newer = newest.get(support.source)
            if newer is None or any(each.source == newer.id for each in claim.support):
                continue
            if not _is_past(claim, workspace.sources[support.source]):
                yield RULE.finding(
                    claim.span(f"support.{number}.source"),
                    f"The library holds a newer edition of '{support.source}': '{newer.id}'.",
                    "Look the claim up there and cite it, or say in the text for when it holds.",
                    related=[newer.span("key")],
                )


def _newer(sources: Iterable[Source]) -> dict[str, Source]:
    """By key of an older edition, the newest one."""
    series: dict[tuple[str, str], list[tuple[Day, Source]]] = {}
    for source in sources:
        fields = source.fields
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
    for editions in series.values():
        if len(editions) > 1:
            last = max(day for day, _ in editions)
            newest = next(source for day, source in editions if day == last)
            found |= {source.id: newest for day, source in editions if day < last}
    return found


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

"""A place of a kind that the source does not have, such as a page of an Act.

What: pages, columns or volumes of an Act or of regulations, paragraphs of an Act without their Schedule, sections of a judgment,
regulations or schedules of an article, columns of an article, pages of a file of data, and pages of a film or a recording.

Why: an Act has sections and schedules. Its pages depend on who printed it, so a reader cannot find the place, and a lawyer stops trusting
the note. Debates in Hansard have columns and are left alone, and so are Bills, which are cited by page and line.

Bad (bib, text):

    @legislation{act2014, title = {Crime and Policing Act 2014}}
    -----
    The police may direct a person to leave [@act2014, p. 30].

Good (bib, text):

    @legislation{act2014, title = {Crime and Policing Act 2014}}
    -----
    The police may direct a person to leave [@act2014, s. 35].

Fix: give the section, schedule, regulation or paragraph; for a film the minute.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.pinpoints import pinpoints, places_in
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.kinds import csl_kind
from toolkit.english.phrase import phrase
from toolkit.model.draft import Locator
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("CIT006", "locator-does-not-fit", "warning", "draft")

_OF_LAWS = phrase(r"(?i)(?:reg|regs|regulations?|sch|schs|scheds?|schedules?)\b")
_HANSARD = phrase(r"(?i)\bH[CL]\b|\bHansard\b|\bDeb\b")
_SHEET = phrase(r"(?i)\.(?:csv|xlsx?|ods|tsv)(?:$|[?#])")
_ACT = phrase(r"\bAct\}* \d{4}\}*$")
_ARTICLES = {"article-journal", "article-newspaper", "article-magazine"}


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    for pinpoint in pinpoints(submission, facts):
        source = facts.workspace.sources.get(pinpoint.key)
        if source is None:
            continue
        places = list(places_in(pinpoint.locator))
        misfit = next((found for place in places if (found := _misfit(place, source, alone=len(places) == 1))), None)
        if misfit:
            has, instead = misfit
            yield RULE.finding(
                pinpoint.span,
                f"'{pinpoint.written}' is no place in '{pinpoint.key}', which {has}.",
                f"Give {instead}, or correct the type of the entry in bibliography.bib.",
                related=[source.span("key")],
            )


def _misfit(place: Locator, source: Source, *, alone: bool) -> tuple[str, str] | None:
    """What the source is, and what would fit; None where the place may fit."""
    if place.label in {"page", "column", "volume"}:
        kind = csl_kind(source).csl
        if kind == "legislation" and source.kind != "hansard" and not _HANSARD.search(f"{source.fields.get('title', '')} {source.id}"):
            return "is legislation", "the section, schedule, regulation or article"
        if kind in {"motion_picture", "song"} and place.label == "page":
            return "is a film or a recording", "the minute"
        if kind in _ARTICLES and place.label == "column" and not _HANSARD.search(" ".join(source.fields.values())):
            return "is an article", "the page"
        if place.label == "page" and _SHEET.search(source.fields.get("url", "")):
            return "is a table of data", "the sheet or the table"
    if place.label == "section" and source.kind == "jurisdiction":
        return "is a judgment", "the paragraph"
    if place.label == "paragraph" and alone and _ACT.search(source.fields.get("title", "")) and csl_kind(source).csl == "legislation":
        return "is an Act", "the section, or the Schedule with its paragraph"
    if not place.label and _OF_LAWS.match(place.value):
        kind = csl_kind(source).csl
        if kind in _ARTICLES:
            return "is an article", "the page"
        if kind == "book" and place.value.lower().startswith("reg"):
            return "is a book", "the page"
    return None

"""A page that the source does not have.

What: a page number before the first or behind the last page of an article or chapter, or higher than the number of pages of a book or
report ('pagetotal'); in claims, exhibits and texts. Roman numerals, and articles that are numbered by one page alone, are left alone.

Why: a page that is not there says that nobody looked, and it makes a reader doubt every other note.

Bad (bib, text):

    @article{gamma2014,
      author = {Smith, Jane}, title = {On Searches}, journaltitle = {Journal of Fairness}, date = {2014}, pages = {75--81},
    }
    -----
    Searches have become rarer [@gamma2014, p. 90].

Good (bib, text):

    @article{gamma2014,
      author = {Smith, Jane}, title = {On Searches}, journaltitle = {Journal of Fairness}, date = {2014}, pages = {75--81},
    }
    -----
    Searches have become rarer [@gamma2014, p. 80].

Fix: open the source and give the page as it is printed there, which need not be the page of the PDF; or correct 'pages' in
bibliography.bib.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.pinpoints import page_numbers, pinpoints, places_in
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("CIT004", "pinpoint-outside-pages", "error", "draft")

_PARTS = {
    *("article", "newspaper", "newsarticle", "magazine", "review", "inbook", "incollection", "suppbook", "bookinbook", "inproceedings"),
    *("conference", "inreference"),
}
"""Entry types whose 'pages' are the first and the last page; elsewhere it may be a number of pages."""
_FIRST_AND_LAST = phrase(r"\s*(?:pp?\.?\s*)?(\d+)\s*(?:[-\u2013\u2014]{1,3}|\\textendash\s*)\s*(\d+)\s*")
_TOTAL = phrase(r"(?:[ivxlc]+\s*[,+]\s*)?(\d{1,5})(?:\s*(?:pp?|pages)\.?)?")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    for pinpoint in pinpoints(submission, facts):
        source = facts.workspace.sources.get(pinpoint.key)
        extent = _extent(source) if source is not None else None
        if source is None or extent is None:
            continue
        first, last, field = extent
        pages = [page for place in places_in(pinpoint.locator) if place.label == "page" for page in page_numbers(place.value)]
        outside = next((page for page in pages if not first <= page <= last), None)
        if outside is not None:
            has = f"has the pages {first} to {last}" if field == "pages" else f"has {last} pages"
            yield RULE.finding(
                pinpoint.span,
                f"This cites page {outside} of '{pinpoint.key}', which {has}.",
                f"Look it up and give the page as it is printed, or correct '{field}' in bibliography.bib.",
                related=[source.span(field)],
            )


def _extent(source: Source) -> tuple[int, int, str] | None:
    """The first and the last page, and the field that says so; None where the entry does not tell for certain."""
    if source.kind in _PARTS:
        found = _FIRST_AND_LAST.fullmatch(source.fields.get("pages", ""))
        if found is None:
            return None
        first, last = page_numbers(f"{found[1]}-{found[2]}")
        return (first, last, "pages") if first <= last else None
    total = _TOTAL.fullmatch(source.fields.get("pagetotal", "").strip())
    return (1, int(total[1]), "pagetotal") if total and int(total[1]) > 0 else None

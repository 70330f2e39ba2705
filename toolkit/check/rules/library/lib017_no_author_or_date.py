"""A source that names nobody, or has no date.

What: an entry with no author, editor, institution, organisation or publisher, or with no date of any kind. Acts, instruments, cases, bills
and Hansard need neither. A date of access is enough for a web page, and "n.d." says that there is none.

Why: whose word it is, and how old it is, are the first two things that a reader asks of evidence.

Bad (bib):

    @report{gamma2014, title = {Searches in Wales}, url = {https://example.org/wales.pdf}}

Good (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}, url = {https://example.org/wales.pdf}}

Fix: add author = {{…}} or institution = {…}, and date = {…}. Where the source has no date, write date = {n.d.}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from toolkit.check.entries import told_while_reading
from toolkit.check.field_names import holds_a_date, names_somebody
from toolkit.check.rule import Facts, Rule
from toolkit.cite.kinds import csl_kind
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB017", "no-author-or-date", "warning", "source")

_NAMES = (
    *("author", "editor", "institution", "organization", "organisation", "publisher", "school", "editora", "editorb", "editorc"),
    *("translator", "bookauthor", "authority", "court", "website"),
)
_DATES = ("date", "year", "eventdate", "origdate")
_ACCESS = ("urldate", "accessed", "lastaccessed", "lastchecked", "visited")
_NEITHER = frozenset({"legislation", "bill", "legal_case", "treaty"})
_NAMELESS = frozenset(
    {"entry-encyclopedia", "periodical", "map", "graphic", "motion_picture", "song", "article-newspaper", "article-magazine"}
    | {"standard", "patent"}
)
_IN_A_WHOLE = frozenset({"article-journal", "chapter", "paper-conference"})
"""Their publisher is that of the journal or book, and says nothing about whose they are."""
_LIVE = frozenset({"webpage", "software", "dataset"})
_NEWS = re.compile(
    r"(?i)\b(?:times|guardian|observer|telegraph|independent|mail|mirror|sun|news\w*|bbc|economist|spectator|statesman|post|herald|"
    r"scotsman|express|standard|gazette|chronicle|echo|argus|star|metro|magazine|daily|weekly)\b"
)
_UNREAD = ("LIB002", "LIB004", "LIB006", "LIB007")
_ADDRESS = re.compile(r"\\url\s*\{[^{}]*\}|https?://\S+|[{}\s.]")


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    fields = source.fields
    somebody = any(fields.get(name) for name in _NAMES)
    dated = any(fields.get(name) for name in _DATES)
    if (somebody and dated) or not fields.get("title"):
        return
    csl = csl_kind(source).csl
    if somebody and csl in _IN_A_WHOLE:
        somebody = any(fields.get(name) for name in _NAMES if name != "publisher")
    if csl in _NEITHER or source.kind in {"set", "hansard"}:
        return
    somebody = somebody or csl in _NAMELESS or _named_otherwise(fields)
    dated = dated or _dated_otherwise(csl, source.kind, fields)
    if (somebody and dated) or told_while_reading(source, facts, *_UNREAD):
        return  # what it inherits or what was not read may hold it
    somebody = somebody or names_somebody(source)
    dated = dated or holds_a_date(source) or "month" in fields  # LIB014 or LIB011 tells of it
    if not somebody:
        what = "names no author or institution" + ("" if dated else " and has no date")
        help = "Add author = {{…}} with the body that speaks in it" + ("." if dated else ", and date = {…}.")
        yield RULE.finding(source.span("key"), f"'{source.id}' {what}.", help)
    elif not dated:
        help = "Add date = {…}; where the source itself gives none, write date = {n.d.}" + (
            " and the day on which you read it." if csl == "webpage" else "."
        )
        yield RULE.finding(source.span("key"), f"'{source.id}' has no date.", help)


def _named_otherwise(fields: Mapping[str, str]) -> bool:
    """The newspaper, the programme or what stands in 'howpublished' beside an address."""
    journal = fields.get("journaltitle") or fields.get("journal") or ""
    return _NEWS.search(journal) is not None or bool(_ADDRESS.sub("", fields.get("howpublished", "")))


def _dated_otherwise(csl: str, kind: str, fields: Mapping[str, str]) -> bool:
    if csl == "periodical" or fields.get("pubstate"):
        return True
    return (csl in _LIVE or kind in {"misc", "dataset"}) and (any(fields.get(name) for name in _ACCESS) or bool(fields.get("version")))

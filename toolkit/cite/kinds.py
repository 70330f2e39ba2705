"""Which CSL type an entry is: by its own type, and where that says nothing, on purpose by the fields that it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.finding import Finding, suggestion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from toolkit.model.source import Source

_TYPES = {
    "article-journal": "article suppperiodical review",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper newsarticle",
    "bill": "bill",
    "book": "book mvbook collection mvcollection proceedings mvproceedings reference mvreference",
    "chapter": "inbook bookinbook suppbook incollection suppcollection",
    "entry-encyclopedia": "inreference",
    "graphic": "image artwork",
    "interview": "interview",
    "legal_case": "jurisdiction case legalcase legal_case decision judgment",
    "legislation": "legislation legal act statute si regulation hansard",
    "manuscript": "unpublished",
    "map": "map",
    "motion_picture": "movie video film",
    "pamphlet": "booklet pamphlet",
    "paper-conference": "inproceedings conference",
    "patent": "patent",
    "periodical": "periodical",
    "personal_communication": "letter email foi",
    "report": "report techreport manual whitepaper consultation briefing",
    "software": "software",
    "song": "audio music",
    "speech": "speech presentation",
    "standard": "standard",
    "thesis": "thesis phdthesis mastersthesis mathesis bathesis",
    "treaty": "treaty",
    "webpage": "online electronic www web webpage website internet pressrelease guidance statistics dataset blog dashboard",
}
KINDS = {kind: csl for csl, kinds in _TYPES.items() for kind in kinds.split()}
"""CSL types by the entry types that are known."""

_NAMED = {
    **{"webpage": "a web page (@online)", "report": "a report (@report)", "article-journal": "an article in a journal (@article)"},
    **{"chapter": "a chapter of a book (@incollection)", "book": "a book (@book)", "personal_communication": "a letter (@letter)"},
    **{"legal_case": "a case (@jurisdiction)", "legislation": "legislation (@legislation)", "thesis": "a thesis (@thesis)"},
}
_CITATION = re.compile(r"\[(?:1[89]|20)\d\d\]\s+[A-Z]{2,}")
_ACT = re.compile(r"\b(?:Act|Measure|Order|Regulations|Rules)\s+(?:\([^)]*\)\s+)?(?:1[2-9]|20)\d\d\b")
_HANSARD = re.compile(r"(?i)\bH[CL] (?:Deb|WS|Debate)\b")


class Kind(NamedTuple):
    """CSL's type, and whether it had to be told from the fields."""

    csl: str
    guessed: bool


def csl_kind(source: Source) -> Kind:
    """The CSL type of an entry; never empty."""
    known = KINDS.get(source.kind)
    if _HANSARD.match(source.fields.get("title", "")):
        return Kind("legislation", False)
    if known == "article-journal":
        subtype = source.fields.get("entrysubtype", "").lower()
        return Kind({"newspaper": "article-newspaper", "magazine": "article-magazine"}.get(subtype, known), False)
    return Kind(known, False) if known else Kind(_by_fields(source.fields), True)


def _by_fields(fields: Mapping[str, str]) -> str:
    def has(*names: str) -> bool:
        return any(fields.get(name, "").strip() for name in names)

    title = fields.get("title", "")
    if has("recipient"):
        return "personal_communication"
    if has("court") or _CITATION.search(f"{title} {fields.get('number', '')}"):
        return "legal_case"
    if _ACT.search(title) and not has("author", "institution", "publisher"):
        return "legislation"
    if has("journaltitle", "journal"):
        return "article-journal"
    if has("booktitle"):
        return "chapter"
    if has("school"):
        return "thesis"
    if has("isbn") or (has("publisher") and not has("url", "number", "institution")):
        return "book"
    if has("institution", "number") or re.search(r"(?i)report|paper", fields.get("type", "")):
        return "report"
    return "webpage" if has("url", "howpublished") else "report"


def kind_finding(source: Source, csl: str) -> Finding:
    """LIB014: how an entry of no particular type was read, and the type that says so."""
    named = _NAMED[csl]
    near = "" if source.kind == "misc" else suggestion(source.kind, KINDS)
    said = "says nothing about the kind of source" if source.kind == "misc" else "is no type that is known here"
    return Finding(
        code="LIB014",
        severity="information",
        message=f"@{source.kind} {said}; by its fields '{source.id}' was read as {named}.",
        span=source.span(),
        help=near or f"Write @{named[named.index('@') + 1 : -1]} if that is right.",
    )

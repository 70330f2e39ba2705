"""Which format a file is in: told by what is in it, since names of files lie."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["BibTeX", "RIS", "CSL JSON", "EndNote XML", "PubMed", "EndNote tagged", "Word", ""]
NAMED = (
    "BibTeX or biblatex, RIS, CSL JSON, EndNote XML and .enw, PubMed's .nbib, and Word files with citations of Zotero, Mendeley or EndNote"
)

_RIS = re.compile(r"(?m)^\ufeff?\s{0,3}TY  ?- ?[A-Z]{2,}")
_NBIB = re.compile(r"(?m)^\ufeff?PMID *- *\d")
_TAGGED = re.compile(r"(?m)^\ufeff?%0 \S")
_BIBTEX = re.compile(r"(?m)@\s*[A-Za-z][\w-]*\s*[{(]")
_ENDNOTE = re.compile(rb"<(?:ref-type|rec-number|records?|EndNote)\b")


def form_of(data: bytes, text: str) -> Form:
    """The format of a file; empty where it is none of ours. :param text: the same, decoded."""
    if data.startswith(b"PK\x03\x04"):
        return "Word"
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in ("{", "[") and not _BIBTEX.match(text.lstrip("\ufeff \t\r\n")):
        return "CSL JSON"
    if start == "<" and _ENDNOTE.search(data):
        return "EndNote XML"
    first = {form: found.start() for form, pattern in _PATTERNS if (found := pattern.search(text))}
    return min(first, key=lambda form: first[form]) if first else ""


_PATTERNS: tuple[tuple[Form, re.Pattern[str]], ...] = (("RIS", _RIS), ("PubMed", _NBIB), ("EndNote tagged", _TAGGED), ("BibTeX", _BIBTEX))

"""By what an entry can be looked up: its DOI and its number in PubMed, in the one form in which they can be compared, or its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolkit.cite.csl import csl_item
from toolkit.cite.latex import address
from toolkit.cite.names import short_name

if TYPE_CHECKING:
    from toolkit.model.source import Source

_PREFIX = re.compile(r"(?i)^(?:(?:https?://)?(?:www\.|dx\.)?doi\.org/|doi\s*[:.]?\s*)")
_WHOLE = re.compile(r"10(?:\.\d{4,9}(?:\.\d+)*/\S+|/[a-z0-9]{3,})")
_PLAIN = re.compile(r"10\.\d{4,9}/[^\s\\{}<>%]*[^\s\\{}<>%.,;]")
_RESOLVER = re.compile(r"(?i)^https?://(?:www\.|dx\.)?doi\.org/(10\.[^?#\s]+)")
_NUMBER = re.compile(r"(?i)\b(?:pmid:?\s*)?(\d{1,8})\b")
_PUBMED = re.compile(r"(?i)^https?://(?:(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed|pubmed\.ncbi\.nlm\.nih\.gov)/(\d{1,8})\b")


def plain_doi(text: str) -> str:
    """A DOI in small letters, without what people write before it; empty where the text is none.

    >>> plain_doi("https://doi.org/10.1016/J.DRUGPO.2014.08.017.")
    '10.1016/j.drugpo.2014.08.017'
    """
    if _PLAIN.fullmatch(text):
        return text.lower()  # nearly all of them
    bare = _PREFIX.sub("", address(text).replace("{_}", "_"), count=1)
    if "%2f" in bare[:12].lower():
        bare = unquote(bare)
    bare = bare.strip().rstrip(".,;").lower()
    return bare if _WHOLE.fullmatch(bare) else ""


def doi_of(source: Source) -> str:
    """The DOI of an entry: its 'doi', else what its address at doi.org says; empty where it has none."""
    if written := source.fields.get("doi", "").strip():
        return plain_doi(written)
    found = _RESOLVER.match(address(source.fields.get("url", "")))
    return plain_doi(found[1]) if found else ""


def doi_field(source: Source) -> str:
    """The field that :func:`doi_of` read."""
    return "doi" if source.fields.get("doi", "").strip() else "url"


def pmid_of(source: Source) -> str:
    """The number of an entry in PubMed, from 'pmid', 'eprint' or its address there; empty where it has none."""
    fields = source.fields
    written = fields.get("pmid", "")
    if not written and fields.get("eprinttype", "").lower() in {"pubmed", "pmid"}:
        written = fields.get("eprint", "")
    found = _NUMBER.fullmatch(written.strip()) or _PUBMED.match(address(fields.get("url", "")))
    return found[1].lstrip("0") if found else ""


def search_words(source: Source) -> str:
    """By what words an article in a journal without a DOI is looked for: author, year, title and journal. Empty for everything else.

    Reports, laws and web pages have no DOI as a rule, and stand in no index.
    """
    item, _ = csl_item(source)
    title = str(item.get("title", ""))
    if item["type"] != "article-journal" or source.fields.get("doi", "").strip() or doi_of(source) or len(title.split()) < 3:
        return ""
    years = [str(part[0]) for part in item.get("issued", {}).get("date-parts", []) if part]
    return " ".join(filter(None, [*map(short_name, item.get("author", [])[:2]), *years[:1], title, str(item.get("container-title", ""))]))

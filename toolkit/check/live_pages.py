"""Which sources are pages on the web that may say something else tomorrow."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.model.source import Source

PAGES = frozenset({"online", "electronic", "www", "web", "webpage", "website", "internet", "blog", "dashboard"})
PERHAPS = frozenset({"misc", "dataset"})
"""Types that web pages have in many libraries, beside much else."""
_FIXED = (
    "legislation.gov.uk",
    "web.archive.org",
    "webarchive.nationalarchives.gov.uk",
    "doi.org/",
    "eur-lex.europa.eu",
    "perma.cc/",
    "archive.today",
    "archive.ph/",
)
_ELSEWHERE = ("eprint", "archiveprefix", "journal", "journaltitle", "booktitle", "isbn", "issn", "number", "recipient")


def is_live(source: Source) -> bool:
    """Whether a source is a page, website, blog or dashboard at an address; copies in a web archive, laws and files are none."""
    address = live_address(source.fields)
    if not address or any(host in address for host in _FIXED) or source.fields.get("doi", "").strip():
        return False
    return source.kind in PAGES or (source.kind in PERHAPS and _a_page(source.fields, address))


def live_address(fields: Mapping[str, str]) -> str:
    """The address of an entry as it is written; empty where it has none."""
    return fields.get("url", "").strip() or fields.get("howpublished", "")


def _a_page(fields: Mapping[str, str], url: str) -> bool:
    """Whether an entry of a general type is a page on the web, and no file, preprint or paper."""
    return "://" in url and not any(name in fields for name in _ELSEWHERE) and re.search(r"(?i)\.pdf\b|arxiv|/doi/", url) is None

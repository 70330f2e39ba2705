"""A web page as a source: what its head says of itself to search engines and reference managers."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree
from lxml import html as markup

from toolkit.library.importing.imported import Imported, doi, imported, iso_date, names, page_range, tidy

_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author", "parsely-author", "sailthru.author")
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_DATES = (
    *("citation_publication_date", "citation_online_date", "citation_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"),
    *("article:published_time", "govuk:first-published-at", "datepublished", "date", "govuk:public-updated-at"),
)
_BODIES = ("citation_technical_report_institution", "citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name")
_SITE = re.compile(r"\s+(?:[-–—|·»]|::)\s+[^-–—|·»]{2,60}$")
_GOVUK = "GOV.UK"
_BODY_TYPES = frozenset({"Organization", "GovernmentOrganization", "NGO", "NewsMediaOrganization"})


def read_page(data: bytes, url: str, today: str) -> Imported | None:
    """An entry for a page; None where it says no title. :param today: as ``2026-11-26``: the day on which it was read."""
    try:
        root = markup.document_fromstring(data, parser=markup.HTMLParser(huge_tree=False, no_network=True, encoding=_charset(data)))
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    said = _metas(root)
    linked = _linked_data(root)
    title = _first(said, _TITLES) or tidy(str(linked.get("headline") or "")) or _title(root)
    if not title:
        return None
    journal = _first(said, ("citation_journal_title",))
    report = _first(said, ("citation_technical_report_institution", "citation_technical_report_number"))
    kind = "article" if journal else "report" if report else "online"
    body = _publisher(linked) or _first(said, _BODIES)
    body = "" if body == _GOVUK else body  # the site of all departments, and none of them
    people = said.get(next((name for name in _AUTHORS if any(_is_name(each) for each in said.get(name, []))), ""), []) or _people(linked)
    plain = {"author": names([each for each in people if _is_name(each)]), "title": title, "journaltitle": journal}
    if not plain["author"] and body:
        plain["author"] = names([f"{body},"])
    plain["date"] = iso_date(_first(said, _DATES) or str(linked.get("datePublished") or ""))[:10]
    plain |= {"volume": _first(said, ("citation_volume",)), "number": _first(said, ("citation_issue", "citation_technical_report_number"))}
    start, end = _first(said, ("citation_firstpage",)), _first(said, ("citation_lastpage",))
    plain["pages"] = page_range(f"{start}-{end}" if start and end and start != end else start)
    plain["institution" if kind == "report" else "organization" if kind == "online" else "publisher"] = "" if journal else body
    plain |= {"doi": doi(_first(said, ("citation_doi", "dc.identifier.doi", "prism.doi"))), "isbn": _first(said, ("citation_isbn",))}
    if plain.get("organization") and f"{{{plain['organization']}}}" == plain["author"]:
        plain["organization"] = ""
    plain |= {"url": url, "urldate": today}
    return imported(kind, plain, "", url, 1, [] if plain["author"] else ["The page does not say whose it is."])


def _metas(root: etree._Element) -> dict[str, list[str]]:
    """The contents of meta elements by their name in small letters."""
    said: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        name = (node.get("name") or node.get("property") or node.get("itemprop") or "").strip().lower()
        if name and (content := tidy(node.get("content") or "")):
            said.setdefault(name, []).append(content[:1000])
    return said


def _first(said: dict[str, list[str]], wanted: tuple[str, ...]) -> str:
    return next((said[name][0] for name in wanted if said.get(name)), "")


def _is_name(text: str) -> bool:
    """Whether a text is a name, and neither an address nor a sentence."""
    return "://" not in text and "@" not in text and 1 < len(text) < 90 and len(text.split()) < 9


def _title(root: etree._Element) -> str:
    """The title, without the site's name behind it."""
    node = root.find(".//title")
    text = tidy("".join(map(str, node.itertext()))) if node is not None else ""
    return _SITE.sub("", text) or text


def _linked_data(root: etree._Element) -> dict[str, Any]:
    """The first description of an article, report or page in JSON-LD; empty where there is none that can be read."""
    for node in root.iter("script"):
        if (node.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            value = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        every = value.get("@graph", [value]) if isinstance(value, dict) else value
        for each in every if isinstance(every, list) else []:
            if isinstance(each, dict) and (each.get("headline") or each.get("datePublished")):
                return each
    return {}


def _named(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    found = [each.get("name") if isinstance(each, dict) else each for each in values]
    return [tidy(each) for each in found if isinstance(each, str)]


def _people(linked: dict[str, Any]) -> list[str]:
    authors = linked.get("author")
    every = authors if isinstance(authors, list) else [authors]
    bodies = {str(each.get("name")) for each in every if isinstance(each, dict) and str(each.get("@type")) in _BODY_TYPES}
    return [f"{name}," if name in bodies else name for name in _named(authors)]


def _publisher(linked: dict[str, Any]) -> str:
    return next(iter(_named(linked.get("publisher"))), "")


def _charset(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = re.search(rb"charset\s*=\s*[\"']?\s*([\w-]+)", data[:4096], re.IGNORECASE)
        name = found[1].decode("ascii").lower() if found else "cp1252"
        return name if name in ("windows-1252", "iso-8859-1", "iso-8859-15", "cp1252") else "cp1252"
    return "utf-8"

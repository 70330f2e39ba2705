"""Answers of registries with the structure that theirs have, about works that there are not."""

from __future__ import annotations

import json
from typing import Any


def crossref(doi: str = "10.5555/searches.14", **changes: Any) -> dict[str, Any]:
    """A work as Crossref describes it; what is changed to None is left out."""
    message: dict[str, Any] = {
        "indexed": {"date-parts": [[2026, 11, 2]], "date-time": "2026-11-02T03:00:00Z", "timestamp": 1793588400000},
        "reference-count": 41,
        "publisher": "A Press",
        "issue": "2",
        "license": [{"URL": "https://example.org/licence", "content-version": "vor", "delay-in-days": 0}],
        "content-domain": {"domain": ["example.org"], "crossmark-restriction": True},
        "short-container-title": ["J. Searches"],
        "DOI": doi,
        "type": "journal-article",
        "created": {"date-parts": [[2013, 12, 20]]},
        "page": "101-109",
        "source": "Crossref",
        "is-referenced-by-count": 3,
        "title": ["Searches of Young People"],
        "prefix": "10.5555",
        "volume": "12",
        "author": [
            {"given": "Jane", "family": "Smith", "sequence": "first", "affiliation": []},
            {"name": "The Searches Study Group", "sequence": "additional", "affiliation": []},
        ],
        "member": "7822",
        "published-online": {"date-parts": [[2013, 12, 19]]},
        "published-print": {"date-parts": [[2014, 2]]},
        "container-title": ["Journal of Searches"],
        "original-title": [],
        "language": "en",
        "subtitle": ["A Study of London"],
        "short-title": [],
        "issued": {"date-parts": [[2013, 12, 19]]},
        "URL": f"https://doi.org/{doi}",
        "relation": {},
        "ISSN": ["1234-5679"],
        "published": {"date-parts": [[2013, 12, 19]]},
    }
    message |= changes
    return {
        "status": "ok",
        "message-type": "work",
        "message-version": "1.0.0",
        "message": {name: value for name, value in message.items() if value is not None},
    }


def update(kind: str, doi: str, day: list[int] | None = None, source: str = "publisher") -> dict[str, Any]:
    """One entry of 'updated-by' or 'update-to'."""
    updated = {"updated": {"date-parts": [day], "date-time": "2016-05-02T00:00:00Z", "timestamp": 1462147200000}} if day else {}
    return {"DOI": doi, "type": kind, "label": kind.replace("_", " ").title(), "source": source, **updated}


def crossref_list(*works: dict[str, Any]) -> dict[str, Any]:
    items = [{**work["message"], "score": 60.0 - at} for at, work in enumerate(works)]
    message = {"facets": {}, "total-results": 1_000_000, "items": items, "items-per-page": 5, "query": {"start-index": 0}}
    return {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}


def datacite(doi: str = "10.5072/data.14", **changes: Any) -> dict[str, Any]:
    attributes = {
        "doi": doi,
        "prefix": "10.5072",
        "identifiers": [],
        "creators": [
            {"name": "Berg, Ola", "nameType": "Personal", "givenName": "Ola", "familyName": "Berg", "affiliation": []},
            {"name": "Lind, Ida", "affiliation": []},
            {"name": "Institute of Searches", "nameType": "Organizational"},
        ],
        "titles": [
            {"title": "Searches by Month"},
            {"title": "2009 to 2014", "titleType": "Subtitle"},
            {"title": "Ransakinger", "titleType": "TranslatedTitle", "lang": "no"},
        ],
        "publisher": "Data Archive",
        "container": {"type": "Series", "title": "Data of the Institute", "volume": "3", "firstPage": "7", "lastPage": "9"},
        "publicationYear": 2015,
        "contributors": [{"name": "Ek, Eva", "contributorType": "Editor"}, {"name": "Archive", "contributorType": "HostingInstitution"}],
        "dates": [{"date": "2014-12-01", "dateType": "Issued"}, {"date": "2009/2014", "dateType": "Collected"}],
        "types": {"ris": "DATA", "bibtex": "misc", "citeproc": "dataset", "schemaOrg": "Dataset", "resourceTypeGeneral": "Dataset"},
        "relatedIdentifiers": [],
        "state": "findable",
        **changes,
    }
    return {"data": {"id": doi, "type": "dois", "attributes": attributes, "relationships": {}}}


def agency(doi: str, name: str) -> list[dict[str, str]]:
    return [{"DOI": doi, "RA": name}]


def no_agency(doi: str, said: str = "DOI does not exist") -> list[dict[str, str]]:
    return [{"DOI": doi, "status": said}]


def body(value: Any) -> bytes:
    return json.dumps(value).encode()

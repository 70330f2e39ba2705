"""doi.org's answer to the question which agency a DOI is registered with, read: the one place that knows whether there is such a DOI."""

from __future__ import annotations

from toolkit.registries.answers import NotRead, objects, parsed, text

NONE = "none"
"""doi.org knows no such DOI."""
_SAID = {"doi does not exist": NONE, "invalid doi": NONE}


def read_agency(body: bytes) -> str:
    """``Crossref``, ``DataCite``, ``OP``, …, or :data:`NONE`. :raises NotRead: where it is no answer to the question, or "Unknown"."""
    answers = objects(parsed(body))
    agency = text(answers[0].get("RA")) if answers else ""
    if agency and agency.lower() != "unknown":
        return agency
    said = _SAID.get(text(answers[0].get("status")).lower()) if answers else None
    if said is None:
        raise NotRead("it does not say whether there is such a DOI")
    return said

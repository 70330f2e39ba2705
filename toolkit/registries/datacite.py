"""DataCite's description of a work, read: data sets, theses, reports of universities, preprints. Its manual: https://support.datacite.org/docs/api"""

from __future__ import annotations

import re
from typing import Any

from toolkit.model.registries import Person, Work
from toolkit.registries.answers import NotRead, inside, objects, parsed, text

_YEAR = re.compile(r"^\s*(\d{4})\b")
_PUBLISHED = frozenset({"Issued", "Available", "Created", "Submitted", "Accepted"})


def read_work(body: bytes) -> Work:
    """The answer to ``/dois/{doi}``. :raises NotRead: where it is none."""
    attributes = inside(parsed(body), "data", "attributes")
    if not isinstance(attributes, dict) or not text(attributes.get("doi")):
        raise NotRead("what it sent describes no work")
    container = attributes.get("container")
    return Work(
        doi=text(attributes.get("doi")).lower(),
        registry="DataCite",
        kind=text(inside(attributes, "types", "resourceTypeGeneral")),
        titles=_titles(objects(attributes.get("titles"))),
        authors=_persons(attributes.get("creators")),
        editors=_persons([each for each in objects(attributes.get("contributors")) if each.get("contributorType") == "Editor"]),
        years=_years(attributes),
        containers=tuple(filter(None, [text(inside(container, "title"))])),
        volume=text(inside(container, "volume")),
        issue=text(inside(container, "issue")),
        pages="-".join(filter(None, [text(inside(container, "firstPage")), text(inside(container, "lastPage"))])),
    )


def _titles(titles: list[dict[str, Any]]) -> tuple[str, ...]:
    by: dict[str, list[str]] = {"": [], "Subtitle": []}
    for each in titles:
        if said := text(each.get("title")):
            by.setdefault(text(each.get("titleType")), []).append(said)
    others = [said for kind, every in by.items() if kind not in ("", "Subtitle") for said in every]
    whole = [f"{by[''][0]}: {by['Subtitle'][0]}"] if by[""] and by["Subtitle"] else []
    return tuple(dict.fromkeys((*whole, *by[""], *others)))


def _persons(value: Any) -> tuple[Person, ...]:
    """Authors in their order. Where a person's name is not in parts it is ``Family, Given``."""
    found = []
    for each in objects(value):
        family, given, name = text(each.get("familyName")), text(each.get("givenName")), text(each.get("name"))
        if not family and each.get("nameType") != "Organizational":
            family, _, given = (piece.strip() for piece in name.partition(","))
        found.append(Person(family or name, given if family else ""))
    return tuple(person for person in found if person.family)


def _years(attributes: dict[str, Any]) -> tuple[int, ...]:
    dates = [text(attributes.get("publicationYear"))]
    dates += [text(each.get("date")) for each in objects(attributes.get("dates")) if each.get("dateType") in _PUBLISHED]
    return tuple(sorted({int(found[1]) for written in dates if (found := _YEAR.match(written))}))

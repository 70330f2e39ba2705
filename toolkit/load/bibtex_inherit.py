"""Fields that an entry takes over from others, as biblatex does it: from the @xdata entries that it names and from its crossref."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toolkit.model.finding import Finding, suggestion
from toolkit.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.model.span import Mark

_INHERITING = ("xdata", "crossref")
_LINKS = {
    **{"xdata": "takes fields from", "crossref": "takes fields from"},
    **{"xref": "refers to", "related": "is related to", "entryset": "holds"},
}
_NEVER = {
    *("ids", "crossref", "xref", "xdata", "entryset", "entrysubtype", "execute", "label", "options", "presort"),
    *("sortkey", "related", "relatedoptions", "relatedstring", "relatedtype", "shorthand", "shorthandintro"),
}
_NOT_BY_PARTS = _NEVER | {"shorttitle", "sorttitle", "indextitle", "indexsorttitle"}
_PARTS = {"inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inproceedings", "conference", "inreference"}
_TITLES = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
_MAIN_TITLES = {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"}
_JOURNAL_TITLES = {"title": "journaltitle", "subtitle": "journalsubtitle", "titleaddon": "journaltitleaddon"}
_DATES = {"date", "year", "month"}
_SAME = {"journal": "journaltitle", "journaltitle": "journal", "school": "institution", "institution": "school"}


class Entry(NamedTuple):
    """An entry whose fields are being put together; `marks` says where each of them stands."""

    key: str
    kind: str
    fields: dict[str, str]
    marks: dict[str, Mark]


def inherit(entries: Sequence[Entry], path: str) -> list[Finding]:
    """Add to each entry the fields that it inherits; its own fields win. What is missing or goes round in a circle is returned."""
    linked = [entry for entry in entries if not _LINKS.keys().isdisjoint(entry.fields)]
    if not linked:
        return []
    known = {name: entry for entry in reversed(entries) for name in _names(entry, "ids")}
    known.update((entry.key, entry) for entry in reversed(entries))
    findings = [_missing(entry, field, key, known, path) for entry in linked for field, key in _links(entry, _LINKS) if key not in known]
    order, circles = _parents_first(linked, known)
    for entry in order:
        for field, key in _links(entry, _INHERITING):
            parent = known.get(key)
            if parent is not None and (entry.key, key) not in circles:
                _take_over(entry, parent, {} if field == "xdata" else _renamed(entry.kind, parent.kind))
    return findings + [_circle(known[child], circle, known, path) for (child, _), circle in circles.items()]


def _names(entry: Entry, field: str) -> list[str]:
    return [name for part in entry.fields.get(field, "").split(",") if (name := part.strip())]


def _links(entry: Entry, fields: Sequence[str] | dict[str, str]) -> Iterator[tuple[str, str]]:
    for field in fields:
        for name in _names(entry, field):
            yield field, name


def _parents_first(linked: Sequence[Entry], known: dict[str, Entry]) -> tuple[list[Entry], dict[tuple[str, str], list[str]]]:
    """Entries that inherit, each after those that it inherits from; and each link that closes a circle, with the circle's keys.

    Without recursion, since a chain of links may be longer than Python's stack.
    """
    order: list[Entry] = []
    circles: dict[tuple[str, str], list[str]] = {}
    done: set[str] = set()
    for first in linked:
        way: list[tuple[Entry, Iterator[tuple[str, str]]]] = [(first, _links(first, _INHERITING))] if first.key not in done else []
        open_keys = {first.key: 0}
        while way:
            entry, links = way[-1]
            for _, key in links:
                parent = known.get(key)
                if parent is None or parent.key in done:
                    continue
                if parent.key in open_keys:
                    circles[entry.key, key] = [*list(open_keys)[open_keys[parent.key] :], parent.key]
                    continue
                open_keys[parent.key] = len(way)
                way.append((parent, _links(parent, _INHERITING)))
                break
            else:
                way.pop()
                del open_keys[entry.key]
                done.add(entry.key)
                order.append(entry)
    return order, circles


def _renamed(kind: str, parent: str) -> dict[str, str]:
    """Under which name a part takes over its parent's titles."""
    if parent.startswith("mv"):
        return _MAIN_TITLES
    if kind in _PARTS:
        return _TITLES
    return _JOURNAL_TITLES if parent == "periodical" else {}


def _take_over(entry: Entry, parent: Entry, renamed: dict[str, str]) -> None:
    own_date = not _DATES.isdisjoint(entry.fields)
    never = _NOT_BY_PARTS if renamed else _NEVER
    for field, value in parent.fields.items():
        name = renamed.get(field, field)
        if field in never or (field in _DATES and own_date) or entry.fields.get(name) or entry.fields.get(_SAME.get(name, "")):
            continue
        entry.fields[name] = value
        entry.marks[name] = parent.marks[field]


def _span(entry: Entry, field: str, path: str) -> Span:
    line, column, end_line, end_column = entry.marks[field]
    return Span(path=path, line=line, column=column, end_line=end_line, end_column=end_column)


def _missing(entry: Entry, field: str, key: str, known: dict[str, Entry], path: str) -> Finding:
    return Finding(
        code="LIB007",
        message=f"'{entry.key}' {_LINKS[field]} '{key}' ({field}), which is not in the bibliography.",
        span=_span(entry, field, path),
        help=suggestion(key, known) or f"Add '{key}', or delete the field {field}.",
    )


def _circle(entry: Entry, circle: list[str], known: dict[str, Entry], path: str) -> Finding:
    field = next(field for field in _INHERITING if circle[-1] in _names(entry, field))
    way = circle if len(circle) < 8 else [*circle[:3], "…", *circle[-3:]]
    return Finding(
        code="LIB007",
        message=f"'{entry.key}' takes fields from itself: {' → '.join(way)}.",
        span=_span(entry, field, path),
        help=f"Delete the field {field} of one of them.",
        # Every entry of the circle lacks fields, not only the one at which it was found.
        related=tuple(_span(known[key], "", path) for key in dict.fromkeys(circle) if key in known),
    )

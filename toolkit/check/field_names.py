"""Names of the fields of an entry: which are read, which real libraries carry, and what a misspelt one was meant to be."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from toolkit.model.source import Source

_READ_FIELDS = (
    "title subtitle shorttitle author shortauthor editor translator bookauthor recipient journaltitle journal booktitle booksubtitle "
    "maintitle publisher institution organization organisation school date year month url urldate doi isbn issn pages volume number "
    "issue edition series location address version chapter type addendum howpublished crossref court authority pagetotal eventtitle "
    "eventdate origdate entrysubtype volumes pubstate venue langid language website waive embargo confidential"
)
_READ = frozenset(_READ_FIELDS.split())
"""Fields that are read: a misspelt one of these is missed."""
_CARRIED = (
    "note notes annote annotation keyword keywords abstract comment comments file files pdf owner timestamp groups group eid eprint "
    "eprinttype eprintclass archiveprefix primaryclass day accessed lastaccessed lastchecked visited key ids id options label source "
    "issued journalsubtitle mainsubtitle titleaddon booktitleaddon maintitleaddon indextitle sorttitle sortyear sortname sortkey "
    "usera userb userc userd usere userf lista listb listc listd liste listf namea nameb namec verba verbb verbc editora editorb "
    "editorc editortype origtitle origlanguage origlocation origpublisher reprinttitle issuetitle issuesubtitle issuetitleaddon "
    "eventtitleaddon part isan ismn isrn iswc holder annotator commentator introduction foreword afterword related relatedtype "
    "relatedstring xref xdata entryset execute gender hyphenation library nameaddon pagination bookpagination presort shorthand "
    "shorteditor shortjournal shortseries urls link status state fjournal eissn pissn pmid pmcid lccn collection price rating read "
    "review reviewer size lang country city place places copyright numpages articleno data tags tag topic theme themes"
)
"""Fields that real libraries carry though nothing here reads them; longer names of reference managers are near to nothing."""
KNOWN = _READ.union(_CARRIED.split())
_SHORTENED = {"page": "pages", "vol": "volume", "num": "number", "auth": "author"}
"""Names that people take for the right one."""
_NAMES = frozenset({"author", "editor", "institution", "organization", "organisation", "publisher", "school"})
_DATES = frozenset({"date", "year"})


def misspelt(source: Source) -> Iterator[tuple[str, str]]:
    """Fields that nothing reads, each with the name that was meant, where that one is missing: "titel" beside "title" is German for it."""
    if source.fields.keys() <= KNOWN:
        return
    for field in source.fields.keys() - KNOWN:
        meant = meant_by(field)
        if meant and not source.fields.get(meant) and source.fields[field]:
            yield field, meant


def names_somebody(source: Source) -> bool:
    """Whether a misspelt field holds who it is by."""
    return any(meant in _NAMES for _, meant in misspelt(source))


def holds_a_date(source: Source) -> bool:
    """Whether a misspelt field holds when it is from."""
    return any(meant in _DATES for _, meant in misspelt(source))


@lru_cache(maxsize=4096)
def meant_by(field: str) -> str:
    """The field that is read and differs by one letter, or by two that changed places; empty where there is none, or more than one."""
    if not field.isalpha() or len(field) < 3:
        return ""
    near = [known for known in sorted(_READ) if abs(len(known) - len(field)) <= 1 and _one_slip(field, known)]
    return near[0] if len(near) == 1 else _SHORTENED.get(field, "")


def _one_slip(wrong: str, right: str) -> bool:
    start = next((at for at, (one, other) in enumerate(zip(wrong, right, strict=False)) if one != other), min(len(wrong), len(right)))
    rest, wanted = wrong[start:], right[start:]
    if rest[1::-1] == wanted[:2] and rest[2:] == wanted[2:] and len(wanted) > 1:
        return True  # two letters changed places: also in short names
    if len(wrong) < 5:
        return False
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:]

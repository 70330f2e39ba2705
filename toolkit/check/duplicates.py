"""Entries that seem to be one source: the same DOI or ISBN, the same address in one year, or the same title, year and author."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.check.entries import bare, year_of
from toolkit.cite.bodies import NOUNS
from toolkit.cite.dates import MONTHS
from toolkit.cite.kinds import KINDS
from toolkit.cite.latex import address
from toolkit.model.source import Source

_PARTS = frozenset(["chapter", "paper-conference", "entry-encyclopedia"])
_LAW = frozenset(["legislation", "bill", "legal_case"])
_DOI = re.compile(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)")
_ISBN = re.compile(r"(?:97[89])?\d{9}[\dXx]")
_SCHEME = re.compile(r"(?i)^(?:https?://)?(?:www\.)?")
_EDITIONS = ("edition", "version", "volume", "number", "issue", "chapter", "part", "pages", "eid", "titleaddon", "subtitle")
"""Where both entries have one of these and differ in it, they are two works, or two editions of one."""
_MANY = 30
"""Entries of one title and year: more of them share a title such as "Annual report", and are compared by what is equal to the letter."""


_COMMON = ("DOI", "ISBN", "address", "title and year")


class Same(NamedTuple):
    """Entries that seem to be one source, in the order of the file, and what they have in common."""

    sources: tuple[Source, ...]
    common: tuple[str, ...]
    """Of :data:`_COMMON`, in that order."""


def same_sources(sources: Iterable[Source]) -> list[Same]:
    """Each group once, in the order of the file. In linear time; the order of the entries changes nothing but the order of the answer."""
    every = list(sources)
    leaders = list(range(len(every)))
    links: list[tuple[int, str]] = []

    def leader(at: int) -> int:
        while leaders[at] != at:
            leaders[at] = leaders[leaders[at]]
            at = leaders[at]
        return at

    for first, second, common in _pairs(every):
        one, other = leader(first), leader(second)
        leaders[max(one, other)] = min(one, other)
        links.append((first, common))
    why: dict[int, set[str]] = defaultdict(set)
    for at, common in links:
        why[leader(at)].add(common)
    members: dict[int, list[Source]] = defaultdict(list)
    for at, source in enumerate(every):
        if leader(at) in why:
            members[leader(at)].append(source)
    return [Same(tuple(group), tuple(each for each in _COMMON if each in why[first])) for first, group in members.items()]


def _pairs(every: Sequence[Source]) -> Iterator[tuple[int, int, str]]:
    yield from _by_doi(every)
    yield from _by_isbn(every)
    yield from _by_address(every)
    yield from _by_title(every)


def _by_doi(every: Sequence[Source]) -> Iterator[tuple[int, int, str]]:
    """Chapters may carry the DOI of their book."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, source in enumerate(every):
        if doi := source.fields.get("doi"):
            if not doi.startswith("10.") or "\\" in doi or "{" in doi:
                doi = _DOI.sub("", address(doi))
            groups[doi.rstrip(".,;").lower(), _part(source)].append(at)
    yield from _chained(groups.values(), "DOI")


def _by_isbn(every: Sequence[Source]) -> Iterator[tuple[int, int, str]]:
    """Volumes of one work may share it, and so do chapters of one book."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, source in enumerate(every):
        fields = source.fields
        if "isbn" in fields and _ISBN.fullmatch(digits := fields["isbn"].replace("-", "").replace(" ", "")):
            core = digits[3:12] if len(digits) == 13 else digits[:9]
            groups[core, *(bare(fields[name]) if name in fields else "" for name in ("volume", "edition")), _part(source)].append(at)
    yield from _chained(groups.values(), "ISBN")


def _by_address(every: Sequence[Source]) -> Iterator[tuple[int, int, str]]:
    """The home page of a body is the address of many things, and a page that is renewed every year is another one."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, source in enumerate(every):
        url = source.fields.get("url") or source.fields.get("howpublished")
        if not url or "." not in url:
            continue
        place = _SCHEME.sub("", address(url) if url[0] in "{<\\" or "\\" in url else url, count=1).rstrip("/")
        host, slash, path = place.partition("/")
        if slash:
            number = source.fields.get("number", "") or source.fields.get("version", "")
            groups[f"{host.lower()}/{path}", _when(source), bare(number) if number else "", _part(source)].append(at)
    yield from _chained(groups.values(), "address")


def _by_title(every: Sequence[Source]) -> Iterator[tuple[int, int, str]]:
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, source in enumerate(every):
        title = source.fields.get("title")
        if title and (year := year_of(source)):
            groups[bare(title), year].append(at)
        elif title and KINDS.get(source.kind) in _LAW:
            groups[bare(title).removeprefix("the "), ""].append(at)
    for (title, _), group in groups.items():
        if len(group) < 2 or not title:
            continue
        if len(group) > _MANY:
            alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for at in group:
                fields = every[at].fields
                alike[_who(every[at]), _when(every[at]), *(fields.get(name, "") for name in _EDITIONS)].append(at)
            yield from _chained(alike.values(), "title and year")
            continue
        days = {day for at in group if len(day := _when(every[at])) > 4}
        for number, first in enumerate(group):
            for second in group[number + 1 :]:
                if _one_work(every[first], every[second], vague=len(days) < 2):
                    yield first, second, "title and year"


def _chained(groups: Iterable[list[int]], common: str) -> Iterator[tuple[int, int, str]]:
    for group in groups:
        for second in group[1:]:
            yield group[0], second, common


def _part(source: Source) -> str:
    """The title of a part of a book, which shares the book's DOI and address with other parts; empty for whole works."""
    return bare(source.fields.get("title", "")) if KINDS.get(source.kind) in _PARTS or "crossref" in source.fields else ""


def _one_work(one: Source, other: Source, *, vague: bool) -> bool:
    """:param vague: whether a year alone may be any day in it: not where a report comes out every month."""
    for field in (*_EDITIONS, "doi"):
        here, there = one.fields.get(field), other.fields.get(field)
        if here and there and bare(here) != bare(there):
            return False
    if (KINDS.get(one.kind) in _PARTS) != (KINDS.get(other.kind) in _PARTS):
        return False  # a paper that was reprinted in a book
    days = _when(one), _when(other)
    if days[0] != days[1] and not (vague and (days[0].startswith(days[1]) or days[1].startswith(days[0]))):
        return False
    names = _who(one), _who(other)
    return names[0] == names[1] or not all(names)


def _when(source: Source) -> str:
    """2016, 2016-03 or 2016-03-01, as far as it is known; else what is written."""
    written = (source.fields.get("date") or source.fields.get("year") or "").strip()
    month = source.fields.get("month", "").strip().lower()[:3]
    if month and re.fullmatch(r"\d{4}", written):
        number = next((at for at, name in enumerate(MONTHS, 1) if name.startswith(month)), 0) or (int(month) if month.isdecimal() else 0)
        return f"{written}-{number:02}" if number else written
    return written


def _who(source: Source) -> str:
    """The first author's family name, or the body's name, without small words."""
    fields = source.fields
    names = fields.get("author") or fields.get("institution") or fields.get("organization") or fields.get("editor") or ""
    first = re.split(r"\s+and\s+(?![^{}]*\})", names, maxsplit=1)[0]
    if "," in first and "{" not in first:
        first = first.partition(",")[0]
    elif "{" not in first and len(first.split()) in {2, 3} and NOUNS.isdisjoint(first.lower().split()):
        first = first.split()[-1]
    return " ".join(word for word in bare(first).split() if word not in {"of", "for", "the", "and", "uk"})

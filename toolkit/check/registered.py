"""What the registries' answers mean for the sources of the library: for the rules SRC005 to SRC008, and for the report of look-ups.

An answer is about a DOI and has a day; whether the work behind it is the one that an entry means is told anew whenever somebody asks, since
entries change. Nothing here says that a source is fine, or that it is made up: no notice was found, or it could not be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple

from toolkit.check.rule import Facts
from toolkit.cite.identifiers import doi_of, pmid_of, search_words
from toolkit.cite.latex import decode
from toolkit.cite.same_work import Comparison, beyond_doubt, compare
from toolkit.model.registries import REGISTRIES, Looked, Notice, NoticeKind, Registered, Searched, Work
from toolkit.model.source import Source
from toolkit.model.values import long_date

_GRAVITY: tuple[NoticeKind, ...] = ("retraction", "reinstatement", "partial", "concern", "correction", "other", "edition")
_SAYS_SO = re.compile(r"(?i)\bretract(?:ed|ion)\b|\bwithdrawn\b")
_A_NOTICE = re.compile(r"(?i)\b(?:(?:retract|correct|corrigend|errat|addend|withdraw|comment)\w*|expression of concern|notice|editorial)\b")


Kind = Literal[
    "retracted",
    "no-such-doi",
    "another-work",
    "noticed",  # doubted, corrected, retracted in part
    "differs",
    "unknown",  # it could not be told
    "not-asked",
    "elsewhere",  # registered, and not described where we look
    "no-notice",
    "offered",  # without a DOI, and one is certain
    "perhaps",  # without a DOI, and one may be right
    "not-indexed",
    "nothing",  # nothing to look up
]


class Verdict(NamedTuple):
    """What is known of one source."""

    source: Source
    doi: str
    looked: Looked | None
    """What came of looking for its DOI; None where nobody looked, or it has none."""
    comparison: Comparison | None
    """With the work that its DOI leads to."""
    notices: tuple[Notice, ...]
    """About the source itself, the gravest first."""
    searched: Searched | None
    """What came of looking for it by its words, where it has no DOI."""
    match: Work | None
    """The work that it certainly is, of those that were found by its words."""
    near: Work | None
    """The one that it may be."""

    @property
    def kind(self) -> Kind:
        """In one word, the gravest."""
        if self.misled:
            return "another-work"
        if self.looked and self.looked.state == "unregistered":
            return "no-such-doi"
        if self.notices:
            return "retracted" if self.notices[0].kind == "retraction" else "noticed"
        if self.comparison and self.comparison.differences:
            return "differs"
        return self._by_doi if self.doi else self._by_words

    @property
    def _by_doi(self) -> Kind:
        if self.looked is None:
            return "not-asked"
        kinds: dict[str, Kind] = {"unknown": "unknown", "elsewhere": "elsewhere"}
        return kinds.get(self.looked.state, "no-notice")

    @property
    def _by_words(self) -> Kind:
        if self.searched is None:
            return "not-asked" if search_words(self.source) else "nothing"
        if self.searched.state == "unknown":
            return "unknown"
        return "offered" if self.match else "perhaps" if self.near else "not-indexed"

    @property
    def misled(self) -> bool:
        """Whether its DOI leads to another work, or to a notice about it."""
        return self.comparison is not None and (self.comparison.likeness == "other" or self.at_notice)

    @property
    def at_notice(self) -> bool:
        """Whether its DOI is that of a notice, and the entry does not say that it cites one."""
        work = self.looked.work if self.looked else None
        return bool(work and work.notice_of and _A_NOTICE.search(work.titles[0] if work.titles else "")) and not _A_NOTICE.search(
            self.source.fields.get("title", "")
        )


def verdict(source: Source, registered: Registered) -> Verdict:
    """Everything that the registries' answers say of a source. Never raises."""
    doi, pmid = doi_of(source), pmid_of(source)
    looked = registered.looked.get(doi) if doi else None
    comparison = compare(source, looked.work) if looked and looked.work else None
    searched = registered.searched.get(words) if not doi and (words := search_words(source)) else None
    works = searched.works if searched else ()
    sure = {work.doi: work for work in works if beyond_doubt(source, work)}
    near = next((work for work in works if _may_be(compare(source, work))), None)
    found = Verdict(source, doi, looked, comparison, (), searched, next(iter(sure.values())) if len(sure) == 1 else None, near)
    notices = [*registered.watched.get(f"pmid:{pmid}", ())] if pmid else []
    if doi and not found.misled:
        notices += [*(looked.work.notices if looked and looked.work else ()), *registered.watched.get(doi, ())]
    return found._replace(notices=_told(notices))


def of(source: Source, facts: Facts) -> Verdict:
    """The same for rules, worked out once for all of them."""
    registered: Registered = facts.observations[REGISTRIES]
    kept: dict[str, Verdict] = facts.shared.setdefault("registered", {})
    if source.id not in kept:
        kept[source.id] = verdict(source, registered)
    return kept[source.id]


def _may_be(comparison: Comparison) -> bool:
    return comparison.title == "same" and "same" in (comparison.author, comparison.year) and comparison.likeness != "other"


def _told(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Each notice once, though several tell of it; the gravest first. A retraction that was taken back later is told by that alone."""
    found: dict[tuple[NoticeKind, str], Notice] = {}
    for notice in notices:
        known = found.get((notice.kind, notice.doi or str(notice.day)))
        if known is None or (not known.reasons and notice.reasons):
            found[notice.kind, notice.doi or str(notice.day)] = notice
    last = max((notice.day for notice in found.values() if notice.kind == "reinstatement" and notice.day), default=None)
    kept = [notice for notice in found.values() if not (last and notice.kind == "retraction" and notice.day and notice.day <= last)]
    by_doi = {notice.kind for notice in kept if notice.doi}
    kept = [notice for notice in kept if notice.doi or notice.kind not in by_doi]
    return tuple(sorted(kept, key=lambda notice: (_GRAVITY.index(notice.kind), notice.day or date.min, notice.doi)))


def says_so(source: Source) -> bool:
    """Whether the entry itself tells its readers that the work was retracted: in its title, or in what is printed behind it."""
    return any(_SAYS_SO.search(source.fields.get(name, "")) for name in ("title", "titleaddon", "addendum", "pubstate"))


def resting_on(source: Source, facts: Facts) -> tuple[str, ...]:
    """Ids of the claims that rest on a source, withdrawn ones left out."""
    if "resting" not in facts.shared:
        resting: dict[str, list[str]] = {}
        for claim in facts.workspace.claims.values():
            if claim.status not in ("withdrawn", "superseded"):
                for support in claim.support:
                    resting.setdefault(support.source, []).append(claim.id)
        facts.shared["resting"] = resting
    return tuple(dict.fromkeys(facts.shared["resting"].get(source.id, ())))


def named(work: Work) -> str:
    """``Smith (2016), "On searches"``."""
    who = work.authors or work.editors
    author = f"{who[0].family}{' and others' if len(who) > 1 else ''}" if who else ""
    year = f" ({min(work.years)})" if work.years else ""
    title = f"“{_short(decode(work.titles[0]))}”" if work.titles else work.doi
    return f"{author}{year}, {title}" if author else f"{title}{year}"


def dated(what: str, day: date) -> str:
    """``Crossref, 26 November 2026``."""
    return f"{what}, {long_date(day)}"


def dois(sources: Iterable[Source]) -> dict[str, Source]:
    """What is to be looked up by DOI: the first source that has it."""
    found: dict[str, Source] = {}
    for source in sources:
        if doi := doi_of(source):
            found.setdefault(doi, source)
    return found


def searches(sources: Iterable[Source]) -> dict[str, Source]:
    """What is to be looked for by its words."""
    found: dict[str, Source] = {}
    for source in sources:
        if words := search_words(source):
            found.setdefault(words, source)
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 110 else f"{text[:109]}…"

"""What registries of DOIs said of works, and on which day: frozen, so that checks can read it without a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from toolkit.model.span import Frozen

REGISTRIES = "registries"
"""The name of these observations, as rules ask for them."""

NoticeKind = Literal["retraction", "partial", "concern", "correction", "edition", "reinstatement", "other"]
"""What a notice says of a work: withdrawn altogether or in part, doubted, corrected, replaced by a newer edition, withdrawn no more."""
State = Literal["found", "elsewhere", "unregistered", "unknown"]
"""found: the registry describes the work. elsewhere: registered with an agency whose descriptions are not read here. unregistered: doi.org
says that there is no such DOI. unknown: it could not be told, which is neither good nor bad."""


class Notice(Frozen):
    """One notice about a work, by its publisher or by those who watch publishers."""

    kind: NoticeKind
    named: str = ""
    """As the registry calls it: ``expression_of_concern``."""
    doi: str = ""
    """Of the notice itself."""
    day: date | None = None
    by: str = ""
    """``the publisher`` or ``Retraction Watch``."""
    reasons: tuple[str, ...] = ()


class Person(NamedTuple):
    """An author as a registry has it; a body has its name as `family` and no `given`."""

    family: str
    given: str = ""


class Work(Frozen):
    """A work as a registry describes it; what it does not say is empty."""

    doi: str
    registry: str = ""
    kind: str = ""
    """As the registry calls it: ``journal-article``, ``Dataset``."""
    titles: tuple[str, ...] = ()
    """The title with its subtitle first, then without it, in other languages and shortened."""
    authors: tuple[Person, ...] = ()
    editors: tuple[Person, ...] = ()
    years: tuple[int, ...] = ()
    """Of every date of publication: online, in print, as a preprint."""
    containers: tuple[str, ...] = ()
    """Journal or book, in full and abbreviated."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    notices: tuple[Notice, ...] = ()
    """About this work."""
    notice_of: tuple[str, ...] = ()
    """DOIs of the works about which this one is a notice itself."""


class Looked(Frozen):
    """What came of looking for a DOI."""

    doi: str
    day: date
    state: State
    work: Work | None = None
    registry: str = ""
    """Who answered, or the agency that the DOI is registered with."""
    why: str = ""
    """Why it could not be told, as a sentence."""


class Searched(Frozen):
    """What came of looking for a work that has no DOI in our entry."""

    asked: str
    """The words that were looked for: another entry has others."""
    day: date
    state: Literal["found", "unknown"]
    works: tuple[Work, ...] = ()
    """Those that the index holds to be nearest, the nearest first."""
    why: str = ""


@dataclass(frozen=True)
class Registered:
    """All that is known of DOIs and retractions. A dataclass, since its mappings may read an item when it is asked for."""

    looked: Mapping[str, Looked] = field(default_factory=dict)
    """By DOI in small letters."""
    searched: Mapping[str, Searched] = field(default_factory=dict)
    """By the words that were looked for."""
    watched: Mapping[str, tuple[Notice, ...]] = field(default_factory=dict)
    """Notices that Retraction Watch has noted, by DOI in small letters, and by ``pmid:`` and the number in PubMed."""
    watched_until: date | None = None
    """The day of the newest notice in the data of Retraction Watch; None where none were loaded."""
    state: str = ""
    """Another text whenever something of it changes; empty where nothing is known."""

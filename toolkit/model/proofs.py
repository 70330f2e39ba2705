"""What the archive knows of a workspace, as rules read it: dated observations, made by those who may look at files.

Rules are pure, so none of them opens a copy. `toolkit.observing` makes these values, and a rule judges them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolkit.model.span import Frozen, Span

Thing = Literal["quotation", "figure"]
Standing = Literal["proven", "to-read", "wrong-page", "altered", "not-found", "unchecked"]
"""proven: the source has it, at the cited place. to-read: it has it, and something near it matters. wrong-page: on another page.
altered: the source has something like it. not-found: the copy was read, and has nothing like it. unchecked: nobody could tell."""
STANDINGS: tuple[Standing, ...] = ("proven", "to-read", "wrong-page", "altered", "not-found", "unchecked")
FAILED: frozenset[Standing] = frozenset({"wrong-page", "altered", "not-found"})
CopyState = Literal["here", "missing", "changed", "unreadable"]


class Observed(Frozen):
    """What a copy says about something that we take from it."""

    thing: Thing
    words: str
    """The quotation without its marks, or the figure, as it stands in our files."""
    source: str
    pinpoint: str = ""
    """The place in the source as somebody wrote it; may be empty."""
    span: Span
    """Where the words stand in our files."""
    claim: str = ""
    """Id of the claim or exhibit that says it; empty where it was typed."""
    standing: Standing
    page: str = ""
    """``p. 25``: where it was found, or what is most like it."""
    differs: tuple[str, ...] = ()
    """How the words differ from the source's: each the end of a sentence, such as “low”, not “high”. Of a figure: what is there instead."""
    cautions: tuple[str, ...] = ()
    """What has to be read first: sentences."""
    sentence: str = ""
    """Of a figure: ours, in which it stands."""
    found: str = ""
    """Of a figure: how it is written in the source."""
    weighty: bool = True
    """Of a figure: whether a statement of its kind asks for evidence: "two reasons" does not."""
    compared: str = ""
    """Of a figure: what was compared, or how it was worked out."""
    passage: str = ""
    """The source's own words there."""
    why: str = ""
    """Why it could not be checked: a sentence."""
    captured: datetime.date | None = None
    """The day on which the source looked like the copy."""


class Counts(Frozen):
    """How many things were proven, and how many were not; nothing is in two of them."""

    proven: int = 0
    doubtful: int = 0
    failed: int = 0
    unproven: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            proven=self.proven + other.proven,
            doubtful=self.doubtful + other.doubtful,
            failed=self.failed + other.failed,
            unproven=self.unproven + other.unproven,
        )

    @property
    def all(self) -> int:
        return self.proven + self.doubtful + self.failed + self.unproven


NOTHING = Counts()
"""Nothing was looked for."""


def counted(observed: Iterable[Observed]) -> Counts:
    """How they stand."""
    standings = [each.standing for each in observed]
    return Counts(
        proven=standings.count("proven"),
        doubtful=standings.count("to-read"),
        failed=sum(standing in FAILED for standing in standings),
        unproven=standings.count("unchecked"),
    )


class Newest(NamedTuple):
    """The newest copy of a source."""

    file: str
    state: CopyState


@dataclass(frozen=True)
class Holdings:
    """The copies that an archive has."""

    copies: Mapping[str, Newest]
    """By key of the bibliography."""
    problem: str = ""
    """Why the lock cannot be read, in a sentence; no copy is known then."""


@dataclass(frozen=True)
class Archived:
    """The archive of a workspace. What costs time is looked at when a rule asks for it."""

    there: bool
    """Whether there is one at all, be it empty."""
    holdings: Callable[[], Holdings] = lambda: Holdings({})
    library: Callable[[], tuple[Observed, ...]] = tuple
    """How the words of claims and exhibits stand, as far as that is known from an earlier look."""
    state: str = ""
    """A digest that changes with the lock and with the copies."""
    mark: str = ""
    """Changes with what is known of the library."""


ARCHIVE = "archive"
"""The kind of observation that these are, for `needs` of a rule."""

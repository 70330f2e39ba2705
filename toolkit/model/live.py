"""What came of asking for the addresses of sources, and on which day: frozen, so that checks can read it without a network."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from toolkit.model.proofs import Thing
from toolkit.model.span import Frozen

Outcome = Literal["captured", "edition", "same", "changed", "failed"]
"""captured: it is the first copy. edition: it is kept beside an older one. same: it says what the copy says. changed: it does not, and
was not kept. failed: nothing came that could be a copy."""


class Lost(Frozen):
    """Something taken from a source that stands in one text of it, and in a later one no longer does."""

    thing: Thing = "quotation"
    words: str
    """The quotation without its marks, or the figure, as it stands in our files."""
    pinpoint: str = ""
    claim: str = ""
    """Id of the claim or exhibit that takes it; empty where it was typed."""
    passage: str = ""
    """The source's own words in the older text."""
    now: str = ""
    """What the later text has in their place; empty where it has nothing like it."""


class Live(Frozen):
    """What the address of a source gave, held against the copy that is kept."""

    source: str
    url: str
    day: datetime.date
    outcome: Outcome
    why: str = ""
    """A sentence: why nothing was captured, or what is the same."""
    sha256: str = ""
    """Of the copy that it was held against, or that it became."""
    lost: tuple[Lost, ...] = ()
    """What the copy says and the page no longer does."""


@dataclass(frozen=True)
class Pages:
    """The last look at the address of each source, as far as it is held against the copy that is the newest today."""

    looks: Mapping[str, Live] = field(default_factory=dict)
    """By key of the bibliography."""
    state: str = ""
    """Changes with them; empty where nobody ever looked."""


PAGES = "pages"
"""The kind of observation that these are, for `needs` of a rule."""

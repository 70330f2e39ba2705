"""What became of a figure that was looked for in the copy of a source: how it agrees, where it stands, and what has to be read first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.archive.pages import LabelFrom

FigureState = Literal[
    "exact", "equivalent", "rounded", "bound", "derived", "unit-doubtful", "elsewhere", "absent", "underived", "unchecked"
]
"""``exact``: the source has it so. ``equivalent``: in another spelling (a third, 33 %). ``rounded``: the source is more precise, and
agrees. ``bound``: the source's value lies where "nearly", "more than" and the like put it. ``derived``: worked out from the figures of
other claims, and the working is shown. ``unit-doubtful``: the number is there, and it is not plain that it counts the same.
``elsewhere``: on another page than the cited one. ``absent``: the copy was read, and has no such figure. ``underived``: it is said to be
worked out, and how could not be told. ``unchecked``: it could not be looked for, and why."""
AGREEING: frozenset[FigureState] = frozenset(("exact", "equivalent", "rounded", "bound", "derived"))
DoubtKind = Literal["context", "other", "unit", "hedge", "coarse", "small", "range", "page", "recognised", "parents"]


@dataclass(frozen=True)
class Doubt:
    """Something to be read before a figure is relied on. `text` is a sentence; `shown` the words of the source that it is about."""

    kind: DoubtKind
    text: str
    shown: str = ""


@dataclass(frozen=True)
class FigureVerdict:
    """What became of one figure."""

    state: FigureState
    page: int = 0
    """The page found on, by its position in the file, from 1; 0 for none. For an absent figure that of the nearest one."""
    label: str = ""
    """What that page is called: its printed number, else its position; empty in a copy without pages."""
    label_from: LabelFrom = "index"
    found: str = ""
    """The source's figure as it is written there: ``597,400``; a cell of a table with what its heading says, ``12.4 (£m)``."""
    compared: str = ""
    """What was compared, or the working of a derived figure: ``nearly 600,000 and 597,400``, ``142,467 ÷ 226,000 = 63 per cent``."""
    passage: str = ""
    """The source's own sentence; of a table the row."""
    heading: str = ""
    """Of a table: its caption and headings as they could be made out."""
    shared: tuple[str, ...] = ()
    """Words that stand beside the figure in the source and in the claim."""
    nearest: str = ""
    """For an absent figure: what the source has in its place, ``62.4 per cent``; empty where nothing is like it."""
    doubts: tuple[Doubt, ...] = ()
    placed: bool = False
    """Whether it is known to stand at the cited place; false where no page was cited or the copy has none."""
    also: tuple[str, ...] = ()
    """Other pages that have it."""
    rests_on: tuple[str, ...] = ()
    """Of a derived figure: the ids of the claims from whose figures it was worked out."""
    why: str = ""
    """Why it could not be checked: a sentence."""

    @property
    def plain(self) -> bool:
        """The source says so, with nothing that has to be read first."""
        return self.state in AGREEING and not self.doubts

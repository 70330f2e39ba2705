"""One response with everything that was made out about it, as values for a page: what it says, on what authority, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.check.waivers import Placed as Waiver
from toolkit.faces.reports import SEVERITIES
from toolkit.model.draft import Draft
from toolkit.model.proofs import NOTHING, Counts
from toolkit.model.response import Response


@dataclass(frozen=True)
class Remark:
    """A finding as the page shows it. `number` counts through the page."""

    number: int
    severity: str
    code: str
    name: str
    message: str
    help: str
    place: str
    also: tuple[str, ...]


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph: words, marked where remarks are about them, or the number of a note."""

    words: str = ""
    severity: str = ""
    remarks: tuple[int, ...] = ()
    """Those that begin here."""
    note: int | None = None


@dataclass(frozen=True)
class Paragraph:
    id: str
    kind: str
    level: int
    """Of a heading, from 1."""
    pieces: tuple[Piece, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Row:
    """A quotation, figure, source or question, with its state."""

    words: str
    rests_on: tuple[str, ...]
    """Sources with the place in them, or sections, or whatever answers for it."""
    state: str
    """In words."""
    severity: str
    """error, warning, information; ``fine``; ``open`` where nothing is wrong and nothing vouches for it."""
    remarks: tuple[Remark, ...] = ()
    link: str = ""
    """Id of the paragraph."""
    detail: str = ""
    notes: tuple[int, ...] = ()
    id: str = ""
    limits: str = ""
    """What the evidence does not show and which side it serves, where the claim says so: sentences."""


@dataclass(frozen=True)
class Dossier:
    """Everything that a page about one response says."""

    response: Response
    draft: Draft
    counts: Mapping[str, int]
    first: tuple[Remark, ...]
    """What must be put right before it is sent."""
    whole: tuple[Remark, ...]
    """About the response as a whole, its built files, or files that it rests on."""
    questions: tuple[Row, ...]
    quotations: tuple[Row, ...]
    figures: tuple[Row, ...]
    sources: tuple[Row, ...]
    paragraphs: tuple[Paragraph, ...]
    elsewhere: tuple[Remark, ...]
    """About parts of the library that this response does not use."""
    waived: tuple[tuple[Remark, Waiver], ...]
    proofs: Counts = NOTHING
    """How what it takes from its sources stands."""


def worst(remarks: Iterable[Remark]) -> str:
    """The gravest severity among some remarks; empty where there are none."""
    there = {remark.severity for remark in remarks}
    return next((severity for severity in SEVERITIES if severity in there), "")

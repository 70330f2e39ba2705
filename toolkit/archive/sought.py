"""What is looked for in copies, quotations and figures, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolkit.archive.figure_verdict import FigureVerdict
from toolkit.archive.figures import Asked
from toolkit.archive.lock import Edition
from toolkit.archive.quotations import Verdict
from toolkit.english.figures import Figure
from toolkit.model.draft import Locator
from toolkit.model.span import Span


class Cited(NamedTuple):
    """A source that is cited for a quotation or a figure, and the place in it."""

    source: str
    locator: Locator
    written: str
    """The place as somebody wrote it; may be empty."""


@dataclass(frozen=True)
class Quoted:
    """A quotation, and where it stands in our files."""

    words: str
    """Without its outer quotation marks."""
    cited: tuple[Cited, ...]
    span: Span
    claim: str = ""
    """Id of the claim or exhibit whose support it is; empty where it was typed."""


@dataclass(frozen=True)
class Proof:
    """What became of a quotation: its verdict, from which source and from which copy of it."""

    quoted: Quoted
    cited: Cited
    verdict: Verdict
    copy: Edition | None = None


@dataclass(frozen=True)
class StatedFigure:
    """A figure that a claim or a sentence with a citation states, and where it stands in our files."""

    words: str
    """As written, with its hedge: ``nearly 600,000``."""
    figure: Figure
    """Its offsets are those of `sentence`."""
    sentence: str
    """The sentence in which it stands, as a reader sees it."""
    cited: tuple[Cited, ...]
    """Any one of them may hold it; empty where none is named."""
    span: Span
    claim: str = ""
    """Id of the claim that states it; empty where it was typed."""
    value: str = ""
    """Name of the claim's value that it is, where it is one."""
    beside: str = ""
    """What else says what it is about: where and when the claim holds."""
    derived_from: tuple[str, ...] = ()
    """Ids of the claims that it was worked out from."""
    method: str = ""
    """How it was worked out, in somebody's words."""
    parents: tuple[StatedFigure, ...] = ()
    """The figures of the claims that it was worked out from."""

    @property
    def asked(self) -> Asked:
        return Asked(self.figure, self.sentence, self.beside)

    @property
    def is_derived(self) -> bool:
        """Whether it is said to have been worked out."""
        return bool(self.derived_from or self.method)


@dataclass(frozen=True)
class FigureProof:
    """What became of a figure: its verdict, from which source and from which copy of it."""

    stated: StatedFigure
    cited: Cited | None
    """None where no source is named, and for a figure that was worked out."""
    verdict: FigureVerdict
    copy: Edition | None = None

"""Two texts of one source held against each other: which of the words that we take from the older one still stand in the later one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolkit.archive.figure_verdict import AGREEING
from toolkit.archive.figures import verify_figure
from toolkit.archive.pages import Copy
from toolkit.archive.quotations import verify
from toolkit.archive.sought import Cited, Quoted, StatedFigure
from toolkit.archive.stated import StatedIn
from toolkit.english.sentences import sentences
from toolkit.model.live import Lost
from toolkit.model.proofs import Thing

Fate = Literal["stands", "moved", "lost", "never", "unknown"]
"""stands: in both texts, at the cited place. moved: in the later one on another page than the cited one. lost: the older one has it, and
the later one does not. never: the older one does not have it either. unknown: one of them could not be looked through."""
Taken = Quoted | StatedFigure
"""What we take from a source."""


class Look(NamedTuple):
    """What one text has of it."""

    there: bool | None
    """None where nobody could tell."""
    elsewhere: bool = False
    """On another page than the cited one."""
    passage: str = ""
    """The source's own words there; where it is not there, those that are most like it."""
    page: str = ""
    why: str = ""
    """Why nobody could tell: a sentence."""


@dataclass(frozen=True)
class Held:
    """A quotation or a figure that we take from a source, looked for in two texts of it."""

    taken: Taken
    cited: Cited
    before: Look | None
    """None where there is no older text; then what is not in the only one never was."""
    after: Look

    @property
    def thing(self) -> Thing:
        return "quotation" if isinstance(self.taken, Quoted) else "figure"

    @property
    def fate(self) -> Fate:
        before = self.before or Look(False)
        if self.after.there is None:
            return "unknown"
        if self.after.there:
            return "moved" if self.after.elsewhere and not before.elsewhere else "stands"
        return "unknown" if before.there is None else "lost" if before.there else "never"

    @property
    def lost(self) -> Lost:
        """As an observation."""
        return Lost(
            thing=self.thing,
            words=self.taken.words,
            pinpoint=self.cited.written,
            claim=self.taken.claim,
            passage=self.before.passage if self.before else "",
            now=self.after.passage,
        )


def held(taken: Iterable[Taken], source: str, before: Copy | None, after: Copy) -> tuple[Held, ...]:
    """What is taken from a source, in both texts, in the order given; the same words for the same place once.

    Figures that were worked out from others are left out: the source does not have them.
    """
    old, new = StatedIn(before) if before else None, StatedIn(after)
    found: dict[tuple[str, str, Cited], Held] = {}
    for each in taken:
        sentence = each.sentence if isinstance(each, StatedFigure) else ""
        if isinstance(each, StatedFigure) and each.is_derived:
            continue
        for cited in each.cited:
            if cited.source == source and (each.words, sentence, cited) not in found:
                seen = Held(each, cited, _look(each, cited, old) if old else None, _look(each, cited, new))
                found[each.words, sentence, cited] = seen
    return tuple(found.values())


def _look(taken: Taken, cited: Cited, read: StatedIn) -> Look:
    if isinstance(taken, Quoted):
        verdict = verify(taken.words, read.copy, cited.locator)
        there = {"verified": True, "elsewhere": True, "altered": False, "not-found": False}.get(verdict.state)
        return Look(there, verdict.state == "elsewhere", verdict.passage, verdict.label, verdict.why)
    figure = verify_figure(taken.asked, read, cited.locator)
    elsewhere = figure.state == "elsewhere"
    there = True if figure.state in AGREEING or elsewhere else False if figure.state == "absent" else None
    why = figure.why or ("The figure is there, and may count something else." if figure.state == "unit-doubtful" else "")
    return Look(there, elsewhere, figure.passage or figure.nearest, figure.label, why)


@dataclass(frozen=True)
class Changed:
    """How the sentences of two texts differ."""

    before: int
    """Sentences in the older text."""
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changed(before: Copy, after: Copy) -> Changed:
    """The sentences that only one of two texts has, in their order. Line ends, capitals and marks do not matter."""
    old, new = _sentences(before), _sentences(after)
    return Changed(
        before=len(old),
        gone=tuple(said for key, said in old.items() if key not in new),
        new=tuple(said for key, said in new.items() if key not in old),
    )


def same_words(before: Copy, after: Copy) -> bool:
    """Whether two copies say the same, letter by letter; where their lines and pages end does not matter."""
    return not before.unreadable and not after.unreadable and before.keyed.joined == after.keyed.joined


def _sentences(copy: Copy) -> dict[str, str]:
    """By their letters and figures, in order. In a PDF a sentence runs over lines and pages; in the others a line is a paragraph."""
    found: dict[str, str] = {}
    for paragraph in "\n".join(page.text.strip("\n") for page in copy.pages).split("\n\n" if copy.kind == "pdf" else "\n"):
        for sentence in sentences(" ".join(paragraph.split())):
            if key := "".join(filter(str.isalnum, sentence.words.lower())):
                found.setdefault(key, sentence.words)
    return found

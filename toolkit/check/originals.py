"""The figures of the claims that a draft places, each with what is said of it: what restated.py compares the draft's own figures with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.check.clauses import Said, names, said_in
from toolkit.check.figures import Figure
from toolkit.check.prose import Read, wording
from toolkit.check.rule import Facts, Submission
from toolkit.check.statements import Stretch, period_of, stretches
from toolkit.model.draft import Placement
from toolkit.model.evidence import Claim

_WHEN = re.compile(r"\b(?:in|during|for|by) (?:the (?:financial )?year (?:to [a-z]+ )?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\b,?")
"""A time, which may stand at the head or at the end of a sentence."""


@dataclass(frozen=True)
class Original:
    """A figure in a claim that the draft places, with the whole claim's time and names."""

    claim: Claim
    said: Said
    times: frozenset[Stretch]
    names: frozenset[str]
    figures: tuple[Figure, ...]
    placement: Placement
    pattern: str
    """The claim's text with its times apart and the figures that ask for evidence blotted out: the same for claims that differ in their
    figures alone."""


def placed_figures(submission: Submission, facts: Facts) -> list[Original]:
    """The figures of the claims that a draft places, each claim once, in the order of the draft."""
    found: list[Original] = []
    seen: set[str] = set()
    for placement in submission.draft.placements:
        claim = None if placement.claim in seen else facts.workspace.claims.get(placement.claim)
        seen.add(placement.claim)
        if claim is None or claim.kind in {"position", "quotation", "law"} or claim.status in {"withdrawn", "superseded"}:
            continue
        found += figures_of(claim, placement)
    return found


def figures_of(claim: Claim, placement: Placement) -> Iterator[Original]:
    """The figures of a claim's text that ask for evidence."""
    read = Read(wording(claim))
    words = read.text.words
    period = period_of(claim)
    times = stretches(words) | ({period} if period else frozenset())
    known = names(f"x {words}") | names(f"x {claim.place or ''}") | names(f"x {claim.short or ''}")
    pattern = _pattern(words, (figure for figure in read.figures if figure.weighty))
    for sentence in read.sentences:
        for said in said_in(words, read.figures, sentence.start, sentence.end):
            yield Original(claim, said, times, known, tuple(read.figures), placement, pattern)


def _pattern(words: str, figures: Iterable[Figure]) -> str:
    pieces, at = [], 0
    for figure in figures:
        pieces += [words[at : figure.start], " # "]
        at = figure.end
    said = "".join((*pieces, words[at:])).lower()
    return " ".join([*re.findall(r"\w+|#", _WHEN.sub(" ", said)), *sorted(map(str, stretches(said)))])

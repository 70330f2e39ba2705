"""The figures of the claims that a draft places, each with what is said of it: what restated.py compares the draft's own figures with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.check.clauses import Said, names, said_in
from toolkit.check.prose import Read, wording
from toolkit.check.rule import Facts, Submission
from toolkit.check.statements import Stretch, period_of, stretches
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.model.draft import Placement
from toolkit.model.evidence import Claim

_WHEN = phrase(r"\b(?:in|during|for|by) (?:the (?:financial )?year (?:to [a-z]+ )?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\b,?")
"""A time, which may stand at the head or at the end of a sentence."""

_VALUE = phrase(r"\{\{[^{}]*\}\}")
_LONG = re.compile(r"[a-z]{7,}")
_OF_FIGURES = frozenset(
    """thirteen fourteen fifteen sixteen seventeen eighteen nineteen seventy hundred hundreds thousand thousands million millions billion
    billions trillion quarters sevenths eighths percent percentage between approximately roughly exactly slightly fractionally estimated
    doubled tripled trebled quadrupled halving doubling trebling fivefold threefold fourfold sevenfold eightfold sixfold tenfold january
    february october november december september financial upwards exceeding average pounds dollars""".split()  # noqa: SIM905 - one list
)


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


def placed_figures(submission: Submission, facts: Facts, *, all_of_them: bool) -> list[Original]:
    """The figures of the claims that a draft places, each claim once, in the order of the draft.

    :param all_of_them: else only those of claims that may say the same as another one that is placed: nothing else is compared then.
    """
    placed: list[tuple[Claim, Placement]] = []
    seen: set[str] = set()
    for placement in submission.draft.placements:
        claim = None if placement.claim in seen else facts.workspace.claims.get(placement.claim)
        seen.add(placement.claim)
        if claim is None or claim.kind in {"position", "quotation", "law"} or claim.status in {"withdrawn", "superseded"}:
            continue
        placed.append((claim, placement))
    if not all_of_them:
        alike = Counter(_gist(claim) for claim, _ in placed)
        placed = [each for each in placed if alike[_gist(each[0])] > 1]
    return [original for claim, placement in placed for original in figures_of(claim, placement)]


def _gist(claim: Claim) -> frozenset[str]:
    """The long words of a claim that are no part of a figure: the same for all claims with one pattern."""
    return frozenset(_LONG.findall(_VALUE.sub(" ", claim.text).lower())) - _OF_FIGURES


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

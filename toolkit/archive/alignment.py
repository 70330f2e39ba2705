"""Explains a quotation that is nowhere as it is written: the place that is most like it, and what differs there.

Likeness explains and never verifies: no threshold lets every true quotation pass and no changed number.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from toolkit.archive.negations import is_negation, is_number, turned
from toolkit.archive.normal import Keyed, fold, key, words

ChangeKind = Literal["number", "negation", "wording", "order"]
_ENOUGH = 0.72
"""The share of words that must be the same for a passage to be called altered."""
_LONGEST = 6000
_Step = tuple[str, list[str], list[str]]


@dataclass(frozen=True)
class Change:
    """Words as quoted and as the source has them; one of both may be empty."""

    quoted: str
    source: str
    kind: ChangeKind


@dataclass(frozen=True)
class Likeness:
    """The place most like a quotation: places in the key, the share of words that are the same, and the differences in order."""

    start: int
    end: int
    share: float
    changes: tuple[Change, ...]

    @property
    def kinds(self) -> tuple[ChangeKind, ...]:
        order: tuple[ChangeKind, ...] = ("number", "negation", "order", "wording")
        return tuple(kind for kind in order if any(change.kind == kind for change in self.changes))


def likest(keyed: Keyed, quote: str, first: Iterable[int]) -> Likeness | None:
    """The passage most like a quotation, looked for on the pages `first` (from 0), then on those that share its rarest words."""
    said = words(quote[:_LONGEST])
    wanted = key(fold(quote[:_LONGEST]))
    if not said:
        return None
    best: Likeness | None = None
    tried: set[int] = set()
    for page in (*first, *_likely(keyed, said)):
        if page in tried or not 0 <= page < len(keyed.texts) or (best is not None and best.share >= 0.9):
            continue
        tried.add(page)
        low = keyed.starts[page]
        high = min(len(keyed.joined), keyed.starts[page + 1] + len(wanted))
        alignment = fuzz.partial_ratio_alignment(wanted, keyed.joined[low:high], score_cutoff=50)
        if alignment is None:
            continue
        start = low + alignment.dest_start
        end = max(low + alignment.dest_end, start + 1)
        here = max((_compared(keyed, said, start, end, margin) for margin in (0, 15, 40)), key=lambda likeness: likeness.share)
        if best is None or here.share > best.share:
            best = here
    return best if best is not None and best.share >= _ENOUGH else None


def _compared(keyed: Keyed, said: Sequence[str], start: int, end: int, margin: int) -> Likeness:
    low, high = keyed.words_around(max(0, start - margin), min(len(keyed.joined), end + margin))
    there = words(keyed.source(low, high))
    steps: list[_Step] = [
        (step.tag, list(said[step.src_start : step.src_end]), there[step.dest_start : step.dest_end])
        for step in Levenshtein.opcodes(said, there)
    ]
    steps = _closer(steps)
    while steps and steps[0][0] == "insert":
        steps.pop(0)
    while steps and steps[-1][0] == "insert":
        steps.pop()
    steps = [_trimmed(steps, at) for at in range(len(steps))]
    same = sum(len(quoted) for tag, quoted, source in steps if tag == "equal" or "".join(quoted) == "".join(source))
    differing = [(quoted, source) for tag, quoted, source in steps if tag != "equal" and "".join(quoted) != "".join(source)]
    extra = sum(len(source) for _, source in differing)
    share = 2 * same / (len(said) + same + extra)
    return Likeness(start, end, share, tuple(_changes(differing)))


def _closer(steps: list[_Step]) -> list[_Step]:
    """Words at either edge that the source has twice belong to the nearer place."""
    if len(steps) > 2 and steps[0][0] == "equal" and steps[1][0] == "insert" and steps[1][2][-len(steps[0][1]) :] == steps[0][1]:
        del steps[1]
    if len(steps) > 2 and steps[-1][0] == "equal" and steps[-2][0] == "insert" and steps[-2][2][: len(steps[-1][1])] == steps[-1][1]:
        del steps[-2]
    return steps


def _trimmed(steps: Sequence[_Step], at: int) -> _Step:
    """A replacement at either edge has no more words of the source than of the quotation: what stands around is not quoted."""
    tag, quoted, source = steps[at]
    if tag == "replace" and at == 0:
        source = source[-len(quoted) :]
    elif tag == "replace" and at == len(steps) - 1:
        source = source[: len(quoted)]
    return tag, quoted, source


def _changes(differing: Sequence[tuple[list[str], list[str]]]) -> list[Change]:
    quoted = Counter(word for one, _ in differing for word in one)
    source = Counter(word for _, two in differing for word in two)
    moved = bool(differing) and quoted == source and not any(map(is_number, quoted))
    return [Change(" ".join(one), " ".join(two), "order" if moved else _kind(one, two)) for one, two in differing]


def left_out(words_left_out: str) -> Change:
    """The change that words of the source are missing."""
    return Change("", " ".join(words_left_out.split()), _kind((), words(words_left_out)))


def _kind(quoted: Sequence[str], source: Sequence[str]) -> ChangeKind:
    differing = set(quoted) ^ set(source)
    if any(is_number(word) for word in differing):
        return "number"
    if any(is_negation(word) for word in differing) or any(turned(one, two) for one in quoted for two in source):
        return "negation"
    return "wording"


@lru_cache(maxsize=4)
def _rarity(keyed: Keyed) -> tuple[tuple[frozenset[str], ...], dict[str, float]]:
    """The words of each page, and how much each word tells: rare ones most."""
    pages = tuple(frozenset(words(text)) for text in keyed.texts)
    counts = Counter(word for page in pages for word in page)
    return pages, {word: math.log(1 + len(pages) / count) for word, count in counts.items()}


def _likely(keyed: Keyed, said: Sequence[str], most: int = 5) -> list[int]:
    pages, weights = _rarity(keyed)
    wanted = set(said)
    scores = sorted(((sum(weights[word] for word in wanted & page), -at) for at, page in enumerate(pages)), reverse=True)
    return [-at for score, at in scores[:most] if score]

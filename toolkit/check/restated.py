"""Sentences of a draft that state again what a claim states: which figure stands for which, and how sure that is.

Between the draft and the rules that compare the two (CLM003, CLM008). A figure is compared with those of claims that share its rarest
words, so that the time grows with the length of the draft and not with the number of pairs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.check.clauses import Said, said_in
from toolkit.check.likeness import Fault, Likeness, fault, likeness, one_measure
from toolkit.check.originals import Original, placed_figures
from toolkit.check.prose import Read
from toolkit.check.rule import Facts, Submission
from toolkit.check.statements import Stretch, stretches
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.english.sentences import Sentence

_TIMES = phrase(
    r"\b(?:at (?:the|that) time|(?<!, )then(?![,:])|that year|the year before|previous year|by then|in those years|same year|ago)\b"
)
_WHOLE = phrase(r"\b(?:all|overall|whole|total|altogether|nationally|generally|elsewhere|across)\b")
"""Words with which the next sentence speaks of more than the claim before it."""
OTHERS_WORDS = {"quotation", "table"}
_RARE, _POSTINGS, _NEAREST = 4, 60, 24


@dataclass(frozen=True)
class Restated:
    """A figure of the draft beside that of a claim which it seems to state again."""

    read: Read
    figure: Figure
    original: Original
    likeness: Likeness
    fault: Fault


def compared(submission: Submission, facts: Facts) -> tuple[list[Original], tuple[Restated, ...]]:
    """The figures of the claims that a draft places, and its own that seem to be one of them again; made out once for all rules."""
    if "restated" not in submission.shared:
        originals = placed_figures(submission, facts, all_of_them=bool(stating(submission)))
        submission.shared["restated"] = (originals, tuple(restated(submission, originals)))
    found: tuple[list[Original], tuple[Restated, ...]] = submission.shared["restated"]
    return found


def stating(submission: Submission) -> tuple[Read, ...]:
    """The texts and remarks that state a figure of their own, in order."""
    if "stating" not in submission.shared:
        submission.shared["stating"] = tuple(filter(_states, (*submission.readings, *submission.notes)))
    found: tuple[Read, ...] = submission.shared["stating"]
    return found


def _states(read: Read) -> bool:
    """Whether somebody typed a figure in a text, in words of our own, that asks for evidence."""
    return read.text.kind not in OTHERS_WORDS and any(
        figure.weighty and not read.text.claimed(figure.start, figure.end) for figure in read.figures
    )


def is_restated(read: Read, figure: Figure, submission: Submission, facts: Facts) -> bool:
    """Whether a figure says a claim again with another number, so that it is told already."""
    if "restated at" not in submission.shared:
        submission.shared["restated at"] = {(id(each.read.text), each.figure.start) for each in compared(submission, facts)[1]}
    return (id(read.text), figure.start) in submission.shared["restated at"]


def restated(submission: Submission, originals: list[Original]) -> Iterator[Restated]:
    """Figures typed in a draft that differ from those of a claim placed in it, of which they seem to be said again."""
    if not originals or not stating(submission):
        return
    index = Index(originals)
    spoken_of: dict[str, frozenset[Stretch]] = {}
    for read in (*submission.readings, *submission.notes):
        # A paragraph without a year goes on about the time of the one before it.
        times = stretches(read.text.words) or spoken_of.get(read.text.section, frozenset())
        spoken_of[read.text.section] = times
        if _states(read):
            for sentence in read.sentences:
                yield from _in_sentence(read, sentence, times, index)


def _in_sentence(read: Read, sentence: Sentence, around: frozenset[Stretch], index: Index) -> Iterator[Restated]:
    words, figures = read.text.words, read.figures_in(sentence)
    found = said_in(words, figures, *sentence[:2], loose=True)
    typed = [each for each in found if not read.text.claimed(each.figure.start, each.figure.end)]
    own = stretches(sentence.words)
    times, before = own or around, _claim_before(read, sentence)
    for said in typed:
        if _TIMES.search(words[said.start : said.end].lower()):
            continue
        for original in index.near(said):
            next_to = original.claim.id == before and not _WHOLE.search(sentence.words.lower())
            dated = bool(own) and own == original.times
            if not _fit(times, original.times) or not (like := likeness(said, original, dated=dated, next_to=next_to)):
                continue
            if read.text.kind == "heading" and like != "same":
                continue
            differs = fault(said.figure, original.said.figure)
            if differs and not agree(figures, original, said.figure, differs):
                yield Restated(read, said.figure, original, like, differs)
                break


def _claim_before(read: Read, sentence: Sentence) -> str:
    """The claim that stands in the same paragraph right before a sentence; empty where none does."""
    before = [placed for placed in read.text.placed if placed.end <= sentence.start and placed.form in {"text", "short"}]
    gap = read.text.words[before[-1].end : sentence.start] if before else "x"
    return "" if any(sign.isalnum() for sign in gap) else before[-1].claim


def _fit(times: frozenset[Stretch], own: frozenset[Stretch]) -> bool:
    return not times or not own or times <= own


def agree(figures: Iterable[Figure], original: Original, figure: Figure, differs: str) -> bool:
    """Whether the figure repeats another one of the claim, or has the claim's figure beside it and is of something else."""
    others = [each for each in original.figures if each.weighty]
    if any(not fault(figure, other) for other in others if one_measure(figure, other)):
        return True
    beside = [each for each in figures if each is not figure and each.weighty]
    return differs == "value" and any(not fault(each, other) for each in beside for other in others if one_measure(each, other))


class Index:
    """Originals by the words of their clauses."""

    def __init__(self, originals: list[Original]) -> None:
        self._originals = originals
        self._places: dict[str, list[int]] = defaultdict(list)
        for number, original in enumerate(originals):
            for word in original.said.words:
                self._places[word].append(number)

    def near(self, said: Said) -> list[Original]:
        """Originals that share one of the rarest words, those that share most of them first."""
        known = sorted((word for word in said.words if word in self._places), key=lambda word: (len(self._places[word]), word))[:_RARE]
        counted = Counter(number for word in known for number in self._places[word][:_POSTINGS])
        return [self._originals[number] for number, _ in counted.most_common(_NEAREST)]

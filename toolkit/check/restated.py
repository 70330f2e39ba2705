"""Sentences of a draft that state again what a claim states: which figure stands for which, and how sure that is.

Between the draft and the rules that compare the two (CLM003, CLM008). A figure is compared with those of claims that share its rarest
words, so that the time grows with the length of the draft and not with the number of pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from toolkit.check.clauses import Said, names, said_in
from toolkit.check.figures import Figure, same
from toolkit.check.leeway import bounds, meet
from toolkit.check.prose import Read, wording
from toolkit.check.rule import Facts, Submission
from toolkit.check.sentences import Sentence
from toolkit.check.statements import Stretch, period_of, stretches
from toolkit.model.draft import Placement
from toolkit.model.evidence import Claim

Likeness = Literal["same", "like", ""]
_TIMES = re.compile(
    r"\b(?:at (?:the|that) time|(?<!, )then(?![,:])|that year|the year before|previous year|by then|in those years|same year|ago)\b"
)
_WHOLE = re.compile(r"\b(?:all|overall|whole|total|altogether|nationally|generally|elsewhere|across)\b")
"""Words with which the next sentence speaks of more than the claim before it."""
_OTHERS_WORDS = {"quotation", "table"}
_SETTING = frozenset({"survey", "poll", "study", "sample", "census", "figure"})
"""Where a claim has its figure from: what says the claim again may leave it out."""
_WHEN = re.compile(r"\b(?:in|during|for|by) (?:the (?:financial )?year (?:to [a-z]+ )?)?(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?\b,?")
"""A time, which may stand at the head or at the end of a sentence."""
_MOST = re.compile(r"(?:Most|(?:The|A) (?:vast |great |large )?majority)\b(?= of | [a-z]+s )")
_SHARES = {"percentage", "fraction", "points"}
_FEWEST_WORDS, _RARE, _POSTINGS, _NEAREST = 3, 4, 60, 24


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


@dataclass(frozen=True)
class Restated:
    """A figure of the draft beside that of a claim which it seems to state again."""

    read: Read
    figure: Figure
    original: Original
    likeness: Likeness
    fault: Literal["value", "unit", "hedge"]


def likeness(one: Said, original: Original, *, dated: bool = False, next_to: bool = False) -> Likeness:
    """Whether two figures are said of the same thing: "same" where that is near certain, "like" where the wording is looser.

    :param dated: both name the same time, which counts for as much as two words.
    :param next_to: the sentence follows the claim at once.
    """
    other = original.said
    if one.apart != other.apart or not one.names <= original.names or not _one_measure(one.figure, other.figure):
        return ""
    mine, theirs = one.words - one.names, other.words - other.names - _SETTING
    extra, near = theirs - mine - original.names, _near(one.figure, other.figure)
    if mine - other.words or not mine:
        return ""
    told, theirs_told = one.told - one.names, other.told - other.names - _SETTING
    parted = bool(one.base) == bool(other.base)
    if parted and not (one.base <= other.base | original.names and told <= other.told):
        return ""  # a part of those who were charged, and the charged part of them
    if one.base and not told and theirs_told:
        return ""  # a part of them, and nothing is said of it
    if one.base and parted and told and told >= theirs_told and len(extra) <= 2:
        return "same" if near or not extra else "like" if next_to else ""
    weight = len(mine) + len(one.names) + 2 * dated
    if weight < _FEWEST_WORDS:
        return ""
    if parted and (len(extra) <= weight // 3 or (dated and one.names and near and len(extra) <= 2)):
        return "same"
    return "like" if near and len(extra) <= weight else ""


def _one_measure(one: Figure, other: Figure) -> bool:
    kinds = {one.kind, other.kind}
    if kinds <= _SHARES:
        return True
    return len(kinds) == 1 and (one.unit == other.unit or one.kind == "multiple")


def _near(one: Figure, other: Figure) -> bool:
    """Near enough for the one to be the other after a slip or a new edition: ten points of a share, a third of anything else."""
    times = [100 if figure.kind == "fraction" else 1 for figure in (one, other)]
    first, second = one.low * times[0], other.low * times[1]
    if one.kind in _SHARES:
        return abs(first - second) <= 10 or _turned(first, second)
    return abs(first - second) <= max(abs(first), abs(second)) / 3 or _turned(first, second)


def _turned(one: float, other: float) -> bool:
    return one != other and sorted(f"{one:g}") == sorted(f"{other:g}")


def fault(one: Figure, other: Figure) -> Literal["value", "unit", "hedge", ""]:
    """How a figure differs from the one that it should repeat; empty where both may be said of one thing."""
    if (one.kind == "points") != (other.kind == "points"):
        return "unit" if one.low == other.low else "value"
    if same(one, other):
        hedges = {one.qualifier, other.qualifier}
        return "hedge" if "over" in hedges and hedges & {"nearly", "under", "about"} else ""
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    if low == other_high or high == other_low:  # 33 and 34 per cent, each rounded: nothing but the very edge fits both
        return "value"
    return "" if meet((low, high), (other_low, other_high)) else "value"


def compared(submission: Submission, facts: Facts) -> tuple[list[Original], tuple[Restated, ...]]:
    """The figures of the claims that a draft places, and its own that seem to be one of them again; made out once for all rules."""
    if "restated" not in submission.shared:
        originals = placed_figures(submission, facts)
        submission.shared["restated"] = (originals, tuple(restated(submission, originals)))
    found: tuple[list[Original], tuple[Restated, ...]] = submission.shared["restated"]
    return found


def is_restated(read: Read, figure: Figure, submission: Submission, facts: Facts) -> bool:
    """Whether a figure says a claim again with another number, so that it is told already."""
    return any(each.read.text is read.text and each.figure.start == figure.start for each in compared(submission, facts)[1])


def restated(submission: Submission, originals: list[Original]) -> Iterator[Restated]:
    """Figures typed in a draft that differ from those of a claim placed in it, of which they seem to be said again."""
    if not originals:
        return
    index = Index(originals)
    spoken_of: dict[str, frozenset[Stretch]] = {}
    for read in (*submission.readings, *submission.notes):
        # A paragraph without a year goes on about the time of the one before it.
        times = stretches(read.text.words) or spoken_of.get(read.text.section, frozenset())
        spoken_of[read.text.section] = times
        if read.text.kind not in _OTHERS_WORDS and any(figure.weighty for figure in read.figures):
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
            if differs and not _agree(figures, original, said.figure, differs):
                yield Restated(read, said.figure, original, like, differs)
                break


def _claim_before(read: Read, sentence: Sentence) -> str:
    """The claim that stands in the same paragraph right before a sentence; empty where none does."""
    before = [placed for placed in read.text.placed if placed.end <= sentence.start and placed.form in {"text", "short"}]
    gap = read.text.words[before[-1].end : sentence.start] if before else "x"
    return "" if any(sign.isalnum() for sign in gap) else before[-1].claim


def _fit(times: frozenset[Stretch], own: frozenset[Stretch]) -> bool:
    return not times or not own or times <= own


def _agree(figures: Iterable[Figure], original: Original, figure: Figure, differs: str) -> bool:
    """Whether the figure repeats another one of the claim, or has the claim's figure beside it and is of something else."""
    others = [each for each in original.figures if each.weighty]
    if any(not fault(figure, other) for other in others if _one_measure(figure, other)):
        return True
    beside = [each for each in figures if each is not figure and each.weighty]
    return differs == "value" and any(not fault(each, other) for each in beside for other in others if _one_measure(each, other))


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


def typed_twice(submission: Submission) -> Iterator[tuple[Read, Figure, Read, Figure]]:
    """Figures typed in a draft that were typed before with another value, of the same time and in the same words: the later one first."""
    first: dict[object, tuple[Read, Figure]] = {}
    for read in (*submission.readings, *submission.notes):
        if read.text.kind in _OTHERS_WORDS or not any(figure.weighty for figure in read.figures):
            continue
        for sentence in read.sentences:
            times = stretches(sentence.words) if sentence.words.strip("0123456789") else frozenset()
            for said in said_in(read.text.words, read.figures, *sentence[:2], loose=True) if times else ():
                figure, kind = said.figure, "share" if said.figure.kind in _SHARES else said.figure.kind
                cut_off = said.base and not said.told and said.end < sentence.end
                if cut_off or len(said.words) < _FEWEST_WORDS or read.text.claimed(figure.start, figure.end):
                    continue
                mark = (kind, "" if kind == "share" else figure.unit, said.base, said.told, said.names, said.apart, times)
                before = first.setdefault(mark, (read, figure))
                if before[1] is not figure and fault(figure, before[1]) == "value":
                    yield read, figure, *before


def cited_otherwise(submission: Submission, facts: Facts) -> Iterator[Restated]:
    """Figures typed in a sentence that bears the note of a claim (cite) and has none of the claim's figures."""
    noted: dict[str | None, Placement] = {each.claim: each for each in submission.draft.placements if each.form == "cite"}
    if not noted:
        return
    for read in submission.readings:
        if not any(each.claim in noted for citing in read.text.citing for each in citing.sources):
            continue
        for sentence in read.sentences:
            if read.text.claimed(sentence.start, sentence.end):
                continue
            for id_ in dict.fromkeys(each.claim for each in read.text.cited(sentence.start, sentence.end)):
                claim = facts.workspace.claims.get(id_) if id_ is not None and id_ in noted else None
                if claim is not None:
                    yield from _beside_note(read, sentence, list(figures_of(claim, noted[id_])))


def _most(sentence: Sentence) -> Iterator[Figure]:
    """"Most tenants …" says as much as "more than half of tenants"."""
    if match := _MOST.match(sentence.words):
        start, end = sentence.start, sentence.start + match.end()
        yield Figure("fraction", 0.5, 0.5, "", "over", start, end, match[0], weighty=True)


def _beside_note(read: Read, sentence: Sentence, originals: list[Original]) -> Iterator[Restated]:
    figures = (*_most(sentence), *read.figures_in(sentence))
    for said in said_in(read.text.words, figures, sentence.start, sentence.end):
        for original in originals:
            differs = fault(said.figure, original.said.figure)
            shared = (said.words - said.names) & original.said.words
            alike = len(shared) >= 2 and said.apart == original.said.apart and _one_measure(said.figure, original.said.figure)
            if differs and alike and not _agree(figures, original, said.figure, differs):
                yield Restated(read, said.figure, original, "like", differs)
                break

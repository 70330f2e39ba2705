"""Figures that a draft states otherwise than it did before, or than the claim has whose note stands behind them (CLM003, CLM008)."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.clauses import said_in
from toolkit.check.likeness import FEWEST_WORDS, SHARES, fault, one_measure
from toolkit.check.originals import Original, figures_of
from toolkit.check.prose import Read
from toolkit.check.restated import Restated, agree, stating
from toolkit.check.rule import Facts, Submission
from toolkit.check.statements import stretches
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.english.sentences import Sentence
from toolkit.model.draft import Placement

_MOST = phrase(r"(?:Most|(?:The|A) (?:vast |great |large )?majority)\b(?= of | [a-z]+s )")


def typed_twice(submission: Submission) -> Iterator[tuple[Read, Figure, Read, Figure]]:
    """Figures typed in a draft that were typed before with another value, of the same time and in the same words: the later one first."""
    first: dict[object, tuple[Read, Figure]] = {}
    for read in stating(submission):
        for sentence in read.sentences:
            times = stretches(sentence.words)
            for said in said_in(read.text.words, read.figures, *sentence[:2], loose=True) if times else ():
                figure, kind = said.figure, "share" if said.figure.kind in SHARES else said.figure.kind
                cut_off = said.base and not said.told and said.end < sentence.end
                if cut_off or len(said.words) < FEWEST_WORDS or read.text.claimed(figure.start, figure.end):
                    continue
                mark = (kind, "" if kind == "share" else figure.unit, said.base, said.told, said.names, said.apart, times)
                before = first.setdefault(mark, (read, figure))
                apart = before[0] is not read or before[1].start < sentence.start
                if apart and fault(figure, before[1]) == "value":
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
    """ "Most tenants …" says as much as "more than half of tenants"."""
    if match := _MOST.match(sentence.words):
        start, end = sentence.start, sentence.start + match.end()
        yield Figure("fraction", 0.5, 0.5, "", "over", start, end, match[0], weighty=True)


def _beside_note(read: Read, sentence: Sentence, originals: list[Original]) -> Iterator[Restated]:
    figures = (*_most(sentence), *read.figures_in(sentence))
    for said in said_in(read.text.words, figures, sentence.start, sentence.end):
        for original in originals:
            differs = fault(said.figure, original.said.figure)
            shared = (said.words - said.names) & original.said.words
            alike = len(shared) >= 2 and said.apart == original.said.apart and one_measure(said.figure, original.said.figure)
            if differs and alike and not agree(figures, original, said.figure, differs):
                yield Restated(read, said.figure, original, "like", differs)
                break

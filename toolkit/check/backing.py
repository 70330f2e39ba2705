"""Which sentences of a draft have evidence behind them: a claim, a citation, a neighbour from which they go on, or figures that have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import isclose

from toolkit.check.assertions import is_asked, is_command, is_own_experience, is_told_elsewhere, phrases
from toolkit.check.prose import Read
from toolkit.check.rule import Facts, Submission
from toolkit.english.figures import Figure, share
from toolkit.english.sentences import Sentence

_PROSE = ("paragraph", "list")
_GOES_ON = phrases(r"""
    (?:(?:and|but|yet|still|or|so|thus|hence|moreover|however|meanwhile|similarly|likewise|overall|conversely|elsewhere|together
    |compared|while|whereas
    |even)\b,? )?
    (?:(?:last|this|each|every|that) (?:year|month|week|time|day|autumn|winter|spring|summer),? )?
    (?:(?:in|by|since|from|during|at|on|after|before|until|for|with|within the|over the|under the|among|amongst|of|across|behind|between)
     (?:[^,.;:]{0,60}, |(?:[^\s,.;:]+ ){0,3}|[^,.;:]{0,60} (?=(?:it|they|this|that) (?:is|are|was|were|has|had|have)\b)))?
    (?:(?:all|most|some|half|none|nearly|almost|about|around|only|just|more than|fewer than|less than|both|another|a third
    |a quarter|many|few|one|two)
     (?:of )?){0,2}
    \b(?:these|those|them|this|that|it|they|its|their|which|such|each|both|again|also|similarly|likewise|conversely|compared
    |overall|meanwhile|elsewhere
    |the rest|the (?:\w+ ){0,2}(?:figures?|numbers?|rates?|shares?|proportions?|totals?|same|remaining|remainder|rest|others?
    |latter|former|report|study
    |survey|researchers|authors|committee|review|increase|rise|fall|decline|drop|change|difference|gap|equivalent|corresponding
    |comparable|majority|average
    |poll|respondents|inspectors?|analysis|data|statistics|findings|estimate|costs?|sample|results?|comparison|contrast|trend
    |pattern|ratio)
    |by (?:contrast|comparison)|in (?:contrast|comparison|total|turn|all)|(?:a )?further|another|others?|of \d[\d,]*)\b
    |there (?:are|were|is|was) [^.;]{0,40} of (?:them|these|those)\b
    |(?:(?:only|just|nearly|almost|about|around|some|over|more than|fewer than) )?(?:\w+ (?:\w+ )?in (?:\d+|two|three|four|five|six
    |seven|eight|nine|ten|twelve|twenty)|\d[\d.,]*(?: per cent|%)
    |(?:a|one|two|three) (?:third|quarter|fifth|half)s?|half|most|many|none|all) (?:\w+ed|said|say|told|were|are|was|had|have|has
    |felt|thought|did
    |do|could|went|came|gave|saw|found|knew|chose)\b""")
_OF_THAT = re.compile(r"\b(?:of|than|by) (?:that|them|these|those|this|it)\.?$")
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
_MOST_KNOWN = 12
"""Figures of a paragraph with which arithmetic is tried."""


@dataclass
class Said:
    """A sentence, whether something is cited for it, the figures that it states, and whether it plainly goes on from the one before."""

    read: Read
    sentence: Sentence
    cited: bool
    figures: tuple[Figure, ...]
    goes_on: bool
    backed: bool
    """Cited, or told elsewhere, or beside a sentence that is, and plainly of one matter with it."""
    own: bool = False
    """What the organisation did or counted itself."""
    asked: bool = False
    """An item of a list of asks."""


def paragraphs_said(submission: Submission, own_name: str) -> list[list[Said]]:
    """The sentences of every text but headings, text by text.

    :param own_name: of the organisation, which speaks of itself by it or as "we".
    """
    paragraphs = [found for read in submission.readings if read.text.kind != "heading" and (found := _paragraph(read, own_name))]
    _mark_asks(submission.readings, paragraphs)
    before: Said | None = None
    for paragraph in paragraphs:
        for said in paragraph:
            if said.goes_on and before is not None and before.read.text.section == said.read.text.section:
                said.backed = said.backed or before.backed
                said.own = said.own or before.own
            before = said
        for said, after in zip(reversed(paragraph[:-1]), reversed(paragraph[1:]), strict=True):
            said.backed = said.backed or (after.backed and after.goes_on)
    return paragraphs


def bare(paragraphs: Sequence[list[Said]]) -> Iterator[tuple[Said, list[Said]]]:
    """Sentences of prose with nothing behind them, and their paragraphs; of several that go on from each other the first."""
    for paragraph in paragraphs:
        before: Said | None = None
        for said in paragraph if paragraph[0].read.text.kind in _PROSE else ():
            follows = before is not None and said.goes_on and before.figures and not before.backed
            small = (
                before is not None
                and before.own
                and all(each.kind == "number" and each.high < 1000 for each in said.figures if each.weighty)
            )
            if not (said.backed or said.asked or said.own or follows or (small and said.figures)):
                yield said, paragraph
            before = said


def _mark_asks(readings: Sequence[Read], paragraphs: Sequence[list[Said]]) -> None:
    """Lists that follow a heading or a sentence that asks, or of which an item is a command; and lists whose sentence before is cited."""
    by_text = {id(paragraph[0].read): paragraph for paragraph in paragraphs}
    heading, lead, items = "", None, list[list[Said]]()
    for read in (*readings, None):
        if read is not None and read.text.kind == "list":
            items += [by_text[id(read)]] if id(read) in by_text else []
            continue
        if items:
            asked = is_asked(heading) or (lead is not None and is_asked(lead.sentence.words))
            asked = asked or any(is_command(item[0].sentence.words) for item in items)
            for said in (said for item in items for said in item):
                said.asked = asked
                said.backed = said.backed or (lead is not None and lead.backed)
            items = []
        if read is None:
            return
        if read.text.kind == "heading":
            heading, lead = read.text.words, None
        elif id(read) in by_text:
            last = by_text[id(read)][-1]
            lead = last if last.sentence.words.endswith(":") else None


def _paragraph(read: Read, own_name: str) -> list[Said]:
    found: list[Said] = []
    sentences = read.sentences
    for number, sentence in enumerate(sentences):
        end = sentences[number + 1].start if number + 1 < len(sentences) else len(read.text.words) + 1
        cited = bool(read.text.claimed(sentence.start, sentence.end)) or _has_note(read, sentence.start, end)
        figures = tuple(figure for figure in read.figures_in(sentence) if figure.weighty or figure.kind == "number")
        goes_on = _GOES_ON.match(sentence.words) is not None or _OF_THAT.search(sentence.words) is not None
        backed = cited or is_told_elsewhere(sentence.words)
        found.append(Said(read, sentence, cited, figures, goes_on, backed, is_own_experience(sentence.words, own_name)))
    return found


def _has_note(read: Read, start: int, end: int) -> bool:
    """Whether a citation stands in or right behind the words from `start` to where the next sentence begins."""
    text = read.text
    return any(start < citing.offset < end for citing in text.citing) or any(
        start < offset <= end and (note.citing or note.placed or not note.words) for offset, note in text.notes
    )


@dataclass
class KnownFigures:
    """Figures that have their evidence somewhere in a response."""

    words: dict[tuple[str, float, float], set[str]] = field(default_factory=dict)
    """Words of the sentences in which a figure stands with its evidence."""
    cells: set[float] = field(default_factory=set)
    """What exhibits show."""

    @classmethod
    def of(cls, paragraphs: Sequence[list[Said]], submission: Submission, facts: Facts) -> KnownFigures:
        known = cls()
        for said in (said for paragraph in paragraphs for said in paragraph if said.backed):
            for figure in said.figures:
                known.words.setdefault(_key(figure), set()).update(_long_words(said.sentence.words))
        for placed in submission.draft.exhibits:
            data = facts.workspace.data.get(placed.exhibit.data)
            for cell in (cell for row in data.rows[:200] for cell in row) if data else ():
                try:
                    known.cells.add(float(cell.replace(",", "").strip("%£ ")))
                except ValueError:
                    continue
        return known

    def has(self, figure: Figure, words: str) -> bool:
        """A figure that is stated again, of the same matter: 10 per cent of something else is another figure."""
        there = self.words.get(_key(figure))
        again = there is not None and (not _is_round(figure) or bool(there & _long_words(words)))
        return again or figure.low in self.cells or figure.low / 100 in self.cells

    def gives(self, figure: Figure, said: Said, paragraph: list[Said]) -> bool:
        """Whether a figure is known, or follows from known ones beside it."""
        words = said.sentence.words
        if self.has(figure, words):
            return True
        near = [each for other in paragraph if other.backed for each in other.figures][:_MOST_KNOWN]
        return _follows(figure, [*near, *(each for each in said.figures if each is not figure and self.has(each, words))])


def _follows(figure: Figure, known: list[Figure]) -> bool:
    """Whether a figure is a rest, a sum, a difference, a ratio or a rounding of known ones."""
    part, parts = share(figure), [each for one in known if (each := share(one)) is not None]
    amounts = [one.low for one in known if one.kind in {"number", "money"} and one.low]
    if part is not None:
        return _is_share_of(part, parts, over=figure.qualifier == "over") or any(
            isclose(part, a / b, rel_tol=0.03) for a in amounts for b in amounts if a < b
        )
    if figure.kind == "points":
        return any(abs(figure.low / 100 - abs(a - b)) < 0.006 for a in parts for b in parts)
    if figure.kind == "multiple":
        every = [*amounts, *parts]
        return any(isclose(figure.low, a / b, rel_tol=0.15) for a in every for b in every if b and a != b)
    sums = [a + b for a in amounts for b in amounts] + [abs(a - b) for a in amounts for b in amounts]
    return any(isclose(figure.low, each, rel_tol=0.02) for each in (*amounts, *sums) if each)


def _is_share_of(part: float, parts: list[float], *, over: bool) -> bool:
    """Whether a share is what others leave, their sum or difference, or a rounding of one of them ("more than half" of 63 per cent)."""
    reached = [1 - each for each in parts] + [a + b for a in parts for b in parts] + [a - b for a in parts for b in parts if a > b]
    if any(abs(part - each) < 0.006 for each in reached):
        return True
    return any(abs(part - each) <= 0.035 or (over and part < each < part + 0.25) for each in parts)


def _is_round(figure: Figure) -> bool:
    """Whether a figure is one that is met everywhere: 10 per cent, a third, twelve."""
    part = share(figure)
    return figure.low < 100 if part is None else figure.kind == "fraction" or abs(part * 20 - round(part * 20)) < 1e-6


def _long_words(words: str) -> set[str]:
    return {word.lower() for word in _LONG_WORD.findall(words)}


def _key(figure: Figure) -> tuple[str, float, float]:
    part = share(figure)
    if part is not None:
        return "share", round(part, 4), 0.0
    return figure.kind, round(figure.low, 4), round(figure.high, 4)

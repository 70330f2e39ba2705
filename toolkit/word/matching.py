"""Which lines of a form ask which question: by its number, by its words, and by the order in which questions come."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from toolkit.word.boxes import senses, without_limit
from toolkit.word.form import Form, Line

Opening = Callable[[str], tuple[str, str]]
"""Parts the number that opens a line, empty where none does, from the words behind it."""
Verdict = Literal["same", "reworded", "doubtful"]

_Choice = tuple[float, tuple["Match", ...]]
"""How like it is in all, and the places chosen."""
_JOINED = 4
"""Lines over which a question may run."""
_NEAR, _WAITS = 8, 5
"""Lines below a question in which something may wait, and by how much that speaks for it."""
_OPENS, _WORST = 55, 40
_SHORT = 25
"""Characters of a question that says too little to be known by its words: "Why?"."""


class Wanted(NamedTuple):
    """A question that is looked for."""

    id: str
    number: str
    text: str


@dataclass(frozen=True)
class Match:
    """Where a form asks a question."""

    id: str
    first: Line
    last: Line
    verdict: Verdict
    likeness: float
    """0 to 100."""
    number: str
    """As the form has it."""
    words: str
    """As the form has them."""

    @property
    def numbers(self) -> range:
        """Of its lines."""
        return range(self.first.number, self.last.number + 1)


def plain_number(number: str) -> str:
    """``1 (b)`` and ``Q1b`` are the same number."""
    bare = re.sub(r"(?i)^(?:consultation\s+)?(?:question|q)\.?\s*", "", number.strip())
    return re.sub(r"[\s().:]+$|[\s()]", "", bare).lower().lstrip("0")


def plain_words(text: str) -> str:
    """Words for comparison."""
    text = without_limit(text).replace("’", "'").replace("‘", "'")
    return " ".join(re.sub(r"[^\w\s'£%]", " ", text).casefold().split())


def candidates(form: Form, wanted: Sequence[Wanted], opening: Opening) -> list[list[Match]]:
    """For each question every place where it might be asked, in the order of the form."""
    heard = _heard(form, opening)
    found = [list(_places(each, heard)) for each in wanted]
    numbered = {each.line.number for each in heard if each.number} | {each.first.number for group in found for each in group}
    return [[_favoured(form, each, numbered) for each in group] for group in found]


def match(found: Sequence[Sequence[Match]], taken: frozenset[int] = frozenset()) -> dict[str, Match]:
    """The best place of each question, by id. Questions keep their order as far as they can; those out of order come after.

    :param found: the places where each might be asked. :param taken: numbers of lines that ask something else.
    """
    found = [[each for each in group if each.first.number not in taken] for group in found]
    best = _in_order(found)
    used = {number for each in best.values() for number in each.numbers}
    for group in found:
        free = [each for each in group if each.first.number not in used and each.id not in best]
        if free and (top := max(free, key=lambda each: each.likeness)).verdict != "doubtful":
            best[top.id] = top
            used |= set(top.numbers)
    return best


def _favoured(form: Form, found: Match, numbered: set[int]) -> Match:
    """Of two places where a question stands, that one counts for more below which something waits to be filled in."""
    below = form.lines[found.last.number + 1 : found.last.number + 1 + _NEAR]
    for line in below:
        if line.number in numbered or line.heading:
            break
        if line.signs or line.ruled or line.prompt or (line.blank and line.cell is not None):
            return replace(found, likeness=found.likeness + _WAITS)
    return found


class _Heard(NamedTuple):
    line: Line
    number: str
    words: str
    bare: str
    """The number for comparison."""
    plain: str
    """The words for comparison."""
    bag: frozenset[str]
    asks: bool
    """Whether it has a question mark, as long paragraphs that are no questions have not."""


def _heard(form: Form, opening: Opening) -> list[_Heard]:
    heard = []
    for line in form.lines:
        if line.words:
            number, words = opening(line.words)
            plain = plain_words(words)
            heard.append(_Heard(line, number, words, plain_number(number), plain, frozenset(plain.split()), "?" in words))
    return heard


def _places(wanted: Wanted, heard: Sequence[_Heard]) -> Iterator[Match]:
    """Every place where a question might be asked, one for each line at which it might begin."""
    asked = plain_words(wanted.text)
    number, bag = plain_number(wanted.number), frozenset(asked.split())
    for at, line in enumerate(heard):
        same, other = bool(line.bare) and line.bare == number, bool(line.bare) and bool(number) and line.bare != number
        if not same:
            if len(line.plain) > 2 * len(asked) + 80 and not line.asks:
                continue
            if 5 * len(bag & line.bag) < 2 * min(len(bag), len(line.bag)):
                continue  # two words of five are alike wherever it is the same question, and this is told at once
            length = min(len(asked), len(line.plain))
            if fuzz.ratio(asked[:length], line.plain[:length]) < _OPENS:
                continue
        group, likeness = _best_group(heard[at : at + _JOINED], asked)
        verdict = _verdict(likeness, same=same, other=other, asked=asked, heard=" ".join(each.plain for each in group))
        if verdict is not None:
            words = " ".join(each.words for each in group).strip()
            yield Match(wanted.id, group[0].line, group[-1].line, verdict, likeness + 10 * same, line.number, words)


def _best_group(lines: Sequence[_Heard], asked: str) -> tuple[Sequence[_Heard], float]:
    """How many lines the question runs over, and how like it is."""
    best, likeness = lines[:1], 0.0
    for count, joined in enumerate(accumulate((each.plain for each in lines), lambda one, other: f"{one} {other}".strip()), 1):
        if count > 1 and (lines[count - 1].number or lines[count - 1].line.heading):
            break
        likely = _likeness(asked, joined, whole=lines[count - 1].words.rstrip().endswith(("?", ".", ":", ")")))
        if likely > likeness + 1:
            best, likeness = lines[:count], likely
        if len(joined) > 1.5 * len(asked):
            break
    return best, likeness


def _likeness(asked: str, heard: str, *, whole: bool) -> float:
    """0 to 100. A form may have the first sentence of a question alone, or guidance behind it in the same paragraph."""
    if not heard:
        return 0.0
    likeness = fuzz.ratio(asked, heard)
    shorter = min(len(asked), len(heard))
    if shorter >= _SHORT and (len(heard) > len(asked) or (whole and len(heard) >= 0.4 * len(asked))):
        likeness = max(likeness, fuzz.ratio(asked[:shorter], heard[:shorter]) - 4)
    return likeness


def _verdict(likeness: float, *, same: bool, other: bool, asked: str, heard: str) -> Verdict | None:
    sure, fair, least = (90, 62, _WORST) if same else (94, 92, 80) if other else (90, 78, 66)
    if len(asked) < _SHORT and not same:
        sure, fair, least = 96, 96, 90
    if likeness >= sure and _agree(asked, heard):
        return "same"
    if likeness >= fair and _agree(asked, heard):
        return "reworded"
    return "doubtful" if likeness >= least else None


def _agree(asked: str, heard: str) -> bool:
    """Whether two wordings have the same numbers and denials, as far as the shorter one goes."""
    shorter = min(len(asked), len(heard))
    if abs(len(asked) - len(heard)) > _SHORT:
        asked, heard = asked[:shorter], heard[:shorter]
    return senses(asked) == senses(heard)


def _in_order(found: Sequence[Sequence[Match]]) -> dict[str, Match]:
    """The choice of one place or none for each question that keeps their order and is most like them."""
    # By the number of the last line taken: the likeness of the best choice so far, and that choice.
    best: dict[int, _Choice] = {-1: (0.0, ())}
    for candidates in found:
        new: dict[int, _Choice] = {}
        ends = sorted(best)
        tops: list[_Choice] = list(accumulate((best[end] for end in ends), _better))
        for each in candidates:
            before = [top for end, top in zip(ends, tops, strict=True) if end < each.first.number]
            if before:
                likeness, chain = before[-1]
                value = likeness + each.likeness
                if value > new.get(each.last.number, (0.0, ()))[0]:
                    new[each.last.number] = (value, (*chain, each))
        for end, value_ in new.items():
            if value_[0] > best.get(end, (0.0, ()))[0]:
                best[end] = value_
    _, chain = max(best.values(), key=lambda one: one[0])
    return {each.id: each for each in chain}


def _better(one: _Choice, other: _Choice) -> _Choice:
    return one if one[0] >= other[0] else other

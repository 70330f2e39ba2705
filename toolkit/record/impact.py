"""Impact: what bodies did with what we asked, counted; and where in a body's answer it may stand, for a person to decide."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolkit.english.content import content_words
from toolkit.english.sentences import sentences
from toolkit.model.impact import Impact, Outcome
from toolkit.model.record import Record

_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_TOGETHER = 2
"""Sentences that are looked at together: an answer often names the ask in one, and decides in the next."""
_ENOUGH = 0.2
"""Share of an ask's weight that a passage has to hold to be worth a look."""


class Counted(NamedTuple):
    """What became of the recommendations of one submission; `waiting` are those of which nothing is noted."""

    record: Record
    impact: Impact | None
    made: int
    outcomes: Counter[Outcome]
    waiting: int
    claims: Counter[Outcome]
    """The same of claims."""


class Ask(NamedTuple):
    """A recommendation, or a claim, that the body may have answered."""

    kind: str
    """``recommendation`` or ``claim``."""
    id: str
    text: str


class Candidate(NamedTuple):
    """A passage of the answer that may be about an ask."""

    page: str
    passage: str
    score: float
    """From 0 to 1: the share of the ask's telling words that it holds."""
    words: tuple[str, ...]
    """Those words, the most telling first."""


def count(record: Record, impact: Impact | None) -> Counted:
    """How one submission fared. An effect on something that was not sent does not count."""
    made = {ask.id for ask in record.recommendations}
    effects = impact.effects if impact is not None else ()
    answered = {each.recommendation: each.outcome for each in effects if each.recommendation in made}
    sent = {claim.id for claim in record.claims}
    claims = Counter(each.outcome for each in effects if each.claim in sent)
    return Counted(record, impact, len(made), Counter(answered.values()), len(made) - len(answered), claims)


def by(rows: Iterable[Counted], what: str) -> list[tuple[str, Counted]]:
    """Rows added up by ``body`` or ``year``, the names sorted."""
    found: dict[str, Counted] = {}
    for row in rows:
        name = row.record.to.body if what == "body" else str(row.record.sent.year)
        known = found.get(name)
        found[name] = row if known is None else added(known, row)
    return sorted(found.items())


def added(one: Counted, other: Counted) -> Counted:
    """Two rows as one; the record is that of the first."""
    return one._replace(
        made=one.made + other.made,
        outcomes=one.outcomes + other.outcomes,
        waiting=one.waiting + other.waiting,
        claims=one.claims + other.claims,
    )


def candidates(pages: Sequence[tuple[str, str]], asks: Sequence[Ask], most: int = 3) -> Iterator[tuple[Ask, tuple[Candidate, ...]]]:
    """For each ask the passages of an answer that hold most of its telling words, the best first; none where nothing is near.

    A word tells the more the rarer it is in the answer itself. Nothing is decided here: a person reads them.

    :param pages: what each page is called, and its text, in order.
    """
    passages = [(name, stretch) for name, text in pages for stretch in _stretches(text)]
    stems = [_telling(text) for _, text in passages]
    spread = Counter(stem for each in stems for stem in each)
    for ask in asks:
        wanted = sorted(_telling(ask.text))
        weights = {stem: math.log(1 + (len(passages) + 1) / (1 + spread[stem])) * (2 if _FIGURE.match(stem) else 1) for stem in wanted}
        whole = sum(weights.values()) or 1
        ranked: list[Candidate] = []
        for (page, passage), found in zip(passages, stems, strict=True):
            held = [stem for stem in wanted if stem in found]
            score = sum(weights[stem] for stem in held) / whole
            if score >= _ENOUGH and len(held) > 1:
                ranked.append(Candidate(page, passage, round(score, 3), tuple(sorted(held, key=lambda stem: -weights[stem]))))
        yield ask, tuple(_apart(sorted(ranked, key=lambda each: -each.score), most))


def mentions(pages: Sequence[tuple[str, str]], names: Iterable[str]) -> list[Candidate]:
    """The sentences of an answer that name us, in order."""
    wanted = [re.compile(rf"(?<!\w){re.escape(name)}(?!\w)") for name in names if name.strip()]
    return [
        Candidate(page, " ".join(sentence.words.split()), 1.0, ())
        for page, text in pages
        for sentence in sentences(text)
        if any(each.search(sentence.words) for each in wanted)
    ]


def _stretches(text: str) -> Iterator[str]:
    """Neighbouring sentences, two by two."""
    found = [" ".join(sentence.words.split()) for sentence in sentences(text)]
    if len(found) < _TOGETHER:
        yield from found
    for start in range(len(found) - _TOGETHER + 1):
        yield " ".join(found[start : start + _TOGETHER])


def _apart(ranked: Iterable[Candidate], most: int) -> Iterator[Candidate]:
    """The best ones that do not repeat each other's sentences."""
    taken: list[Candidate] = []
    for each in ranked:
        if len(taken) == most:
            return
        if not any(each.page == other.page and _overlap(each.passage, other.passage) for other in taken):
            taken.append(each)
            yield each


def _overlap(one: str, other: str) -> bool:
    return len(set(one.split()) & set(other.split())) > 0.5 * min(len(set(one.split())), len(set(other.split())))


def _telling(text: str) -> frozenset[str]:
    """The stems of the words that carry what a text is about, and its figures."""
    return content_words(text) | frozenset(_FIGURE.findall(text))

"""The consultations that other responses of the workspace answer: those of which words stand in a draft may be left over from them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.check.addressing import plain
from toolkit.check.rule import Facts, Submission
from toolkit.model.response import Consultation

_WORD = re.compile(r"[^\W_]+")


class Foreign(NamedTuple):
    """Another consultation, with its title and body as they are compared."""

    slug: str
    consultation: Consultation
    title: str
    body: str


def others(submission: Submission, facts: Facts, words: str) -> Iterator[Foreign]:
    """Consultations of other responses of which some word stands in `words`, that are not this one under another name or cited here."""
    response = submission.response
    own, title = response.consultation, plain(response.consultation.title)
    cited = {citation.key for citation in submission.draft.citations}
    for foreign in _index(facts).of(set(_WORD.findall(plain(words)))):
        known = foreign.consultation.document is not None and foreign.consultation.document in (own.document, *cited)
        if foreign.slug != response.slug and not known and title not in foreign.title and foreign.title not in title:
            yield foreign


class _Index:
    """All consultations by the rarest word of their titles, bodies and references: a draft is not compared with every one of them."""

    def __init__(self, facts: Facts) -> None:
        self.entries = [
            Foreign(slug, each, plain(each.title), plain(each.body).removeprefix("the ")) for slug, each in facts.consultations.items()
        ]
        titles = [set(_WORD.findall(each.title)) for each in self.entries]
        # Of several answers to one body, two stand for all: one of them may be the draft's own.
        bodies: dict[str, list[int]] = {}
        for number, each in enumerate(self.entries):
            bodies.setdefault(each.body, []).append(number)
        references = [set(_WORD.findall(plain(each.consultation.reference or ""))) for each in self.entries]
        counted = Counter(word for words in (*titles, *map(_words, bodies), *references) for word in words)
        self.by: dict[str, list[int]] = defaultdict(list)
        rows = [*enumerate(titles), *enumerate(references)]
        rows += [(number, _words(body)) for body, numbers in bodies.items() for number in numbers[:2]]
        for number, words in rows:
            if words:
                self.by[min(words, key=lambda word: (counted[word], word))].append(number)

    def of(self, words: set[str]) -> list[Foreign]:
        """Those of which the rarest word is among some words, in order."""
        return [self.entries[number] for number in sorted({number for word in words & self.by.keys() for number in self.by[word]})]


def _words(name: str) -> set[str]:
    return set(_WORD.findall(name))


def _index(facts: Facts) -> _Index:
    if "consultations" not in facts.shared:
        facts.shared["consultations"] = _Index(facts)
    index: _Index = facts.shared["consultations"]
    return index

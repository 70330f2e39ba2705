"""What somebody typed into a search, as terms: words and phrases, with the abbreviations and other words that stand for the same.

An expression for SQLite's FTS5 is made of quoted strings alone, so that no sign that people type has a meaning of its own there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.library.stop_words import STOP
from toolkit.model.values import UNFIT

MOST = 60
"""Terms that are looked for; somebody who pastes a page means its first ones."""
_QUOTED = re.compile(r'["\u201c\u201d\u201e\u00ab\u00bb]([^"\u201c\u201d\u201e\u00ab\u00bb]*)(?:["\u201c\u201d\u201e\u00ab\u00bb]|$)')
WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+|[.,](?=\d)[^\W_]+)*")
"""A word, or a number with its points and commas."""
_LONGEST = 60
"""Letters of a word; nothing longer is one."""


@dataclass(frozen=True)
class Term:
    """One thing to look for: its words (all of them, in any order, or right behind one another), or one of what stands for it."""

    typed: str
    words: tuple[str, ...]
    phrase: bool = False
    also: tuple[str, ...] = ()
    """Phrases that may stand in its place."""

    def expression(self, *, some: bool = False) -> str:
        """For FTS5. :param some: one of several words is enough."""
        if self.phrase:
            own = [_string(" ".join(self.words))]
        elif some or len(self.words) == 1:
            own = [_string(word) for word in self.words]
        else:
            own = [f"({' AND '.join(map(_string, self.words))})"]
        every = [*own, *map(_string, self.also)]
        return every[0] if len(every) == 1 else f"({' OR '.join(every)})"


def every(terms: Sequence[Term]) -> str:
    """What has all the terms."""
    return " AND ".join(term.expression() for term in terms)


def some(terms: Sequence[Term]) -> str:
    """What has at least one word of at least one term."""
    return " OR ".join(term.expression(some=True) for term in terms)


def terms(typed: str, stop: frozenset[str] = STOP, abbreviations: Mapping[str, str] | None = None) -> list[Term]:
    """The terms of what somebody typed, each once, in order: phrases in quotation marks, abbreviations with what they stand for, words.

    :param stop: words that are left out.
    :param abbreviations: long forms by short form.
    """
    typed = UNFIT.sub(" ", typed)
    found: list[Term] = []
    at = 0
    for quoted in _QUOTED.finditer(typed):
        found += _plain(typed[at : quoted.start()], stop, abbreviations or {})
        phrase = tuple(word[0] for word in WORD.finditer(quoted[1]))
        if phrase:
            found.append(Term(f'"{" ".join(quoted[1].split())}"', phrase, phrase=True))
        at = quoted.end()
    found += _plain(typed[at:], stop, abbreviations or {})
    return list({(term.words, term.phrase): term for term in reversed(found)}.values())[::-1]


def broadened(found: Iterable[Term], others: Callable[[str], Sequence[str]]) -> list[Term]:
    """The terms with other words for them. :param others: words and phrases that may stand for a word or a phrase."""
    return [replace(term, also=tuple(dict.fromkeys((*term.also, *others(" ".join(term.words)))))) for term in found]


@lru_cache(4096)
def key(words: str) -> str:
    """A word or phrase as it is compared: lower case, without the s of a plural."""
    return " ".join(_singular(word[0].casefold()) for word in WORD.finditer(words))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _plain(text: str, stop: frozenset[str], abbreviations: Mapping[str, str]) -> Iterator[Term]:
    words = [word[0] for word in WORD.finditer(text) if len(word[0]) <= _LONGEST]
    short = {key(letters): (letters, long) for letters, long in abbreviations.items() if key(letters) and key(long)}
    long = {tuple(key(meaning).split()): letters for letters, meaning in abbreviations.items() if key(letters) and key(meaning)}
    longest = max(map(len, long), default=0)
    keys = [key(word) for word in words]
    at = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 0, -1):
            letters = long.get(tuple(keys[at : at + length]))
            if letters is not None:
                yield Term(" ".join(words[at : at + length]), _telling(words[at : at + length]), also=(letters,))
                at += length
                break
        else:
            word = words[at]
            meant = short.get(keys[at])
            if meant is not None and (word.casefold() not in STOP or word == meant[0]):
                yield Term(word, (word,), also=(meant[1],))
            elif word.casefold().replace("\u2019", "'") not in stop:
                yield Term(word, (word,))
            at += 1


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word.casefold() not in STOP) or tuple(words)


def _string(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'

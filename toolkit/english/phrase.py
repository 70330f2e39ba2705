"""Patterns of English phrases that are tried only where their words occur.

Checks look for hundreds of phrases in every paragraph, and hardly any is there. Trying a pattern at every letter of a text takes many times
as long as to see that it holds none of the words one of which the phrase must have. What a pattern must have is made out of the pattern
itself, so that it cannot be forgotten when the pattern is changed: a :class:`Phrase` finds what its regular expression finds, only sooner.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import or_
from threading import RLock
from typing import Any

from toolkit.english.required import Clause, alternatives

_TOKEN = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
_SIGN = re.compile(r"[^\w\s]")
_UNUSUAL = re.compile("[\u0130\u0131\u017f]")
"""Letters that a pattern without regard to case takes for i and s, and that are others in small letters."""
_CODE = "cp1252"
"""Has one byte for each letter and sign of most English texts, so that they are parted without a regular expression."""


def _byte(code: int) -> str:
    char = bytes((code,)).decode(_CODE, "replace")
    return char.lower() if char.isalnum() and not char.isdecimal() else " "


_LETTERS = "".join(map(_byte, range(256))).encode(_CODE, "replace")
"""For each byte the small letter, or a space for what is none."""
_NO_SIGNS = bytes(code for code in range(256) if _LETTERS[code] != 32) + b" \t\r\n"
"""Letters and white space: without them digits and signs are left."""
_MANY_TEXTS, _MANY_WORDS, _LONGEST = 4_000, 50_000, 12
PATIENCE = 600
"""Texts that are searched for every phrase before it is made out what phrases need, where nobody keeps that (:func:`needs`): it takes as
long as to search so many, and one response has fewer."""
_SHORT = 40
"""Letters: a text that has fewer is searched as quickly as it is looked at."""
_EVERYTHING = -1
Needed = Sequence[frozenset[Clause]]
"""Of each alternative the clauses: see :func:`toolkit.english.required.alternatives`."""


class Phrase:
    """A compiled regular expression, as far as rules use one: the same arguments and the same answers as those of :class:`re.Pattern`."""

    __slots__ = ("_compiled", "flags", "needed", "pattern")

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern, self.flags = pattern, flags
        self.needed: tuple[int, ...] = (0,)
        """For each alternative the bits that what occurs in a text must have; nothing until that is made out."""
        self._compiled: re.Pattern[str] | None = None
        with _lock:
            _new.append(self)
            _seen.clear()

    @property
    def name(self) -> str:
        """What tells it from every other phrase."""
        return f"{int(self.flags)} {self.pattern}"

    @property
    def compiled(self) -> re.Pattern[str]:
        """The regular expression; made when it is first wanted, since many never are."""
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self.flags)
        return self._compiled

    def may_match(self, words: str) -> bool:
        """Whether a text has the words that the phrase cannot do without; of a short one that is not asked."""
        occurring = _seen.get(words)
        if occurring is None:
            if len(words) < _SHORT:
                return True
            occurring = _look(words)
        for needed in self.needed:  # noqa: SIM110 - asked a thousand times a page, and any() takes twice as long
            if occurring & needed == needed:
                return True
        return False

    def search(self, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if end is not None:  # an end cuts words
            return self.compiled.search(words, start, end)
        return self.compiled.search(words, start) if self.may_match(words) else None

    def match(self, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if end is not None:
            return self.compiled.match(words, start, end)
        return self.compiled.match(words, start) if self.may_match(words) else None

    def fullmatch(self, words: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if end is not None:
            return self.compiled.fullmatch(words, start, end)
        return self.compiled.fullmatch(words, start) if self.may_match(words) else None

    def finditer(self, words: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        if end is not None:
            return self.compiled.finditer(words, start, end)
        return self.compiled.finditer(words, start) if self.may_match(words) else iter(())

    def findall(self, words: str) -> list[Any]:
        return self.compiled.findall(words) if self.may_match(words) else []

    def sub(self, by: str | Callable[[re.Match[str]], str], words: str) -> str:
        return self.compiled.sub(by, words) if self.may_match(words) else words


def phrase(pattern: str, flags: int = 0) -> Phrase:
    """As :func:`re.compile`, for patterns of words that are seldom met. :raises re.error: at the first use, where the pattern is none."""
    return Phrase(pattern, flags)


class _Words(dict[bytes, int]):
    """The bits of each word that was met."""

    def __missing__(self, word: bytes) -> int:
        bounded, bits = f"<{word.decode(_CODE)}>", 0
        for start in range(len(bounded)):
            for end in range(start + 2, min(start + _LONGEST, len(bounded)) + 1):
                bits |= _bits.get(bounded[start:end], 0)
        if len(self) > _MANY_WORDS:
            self.clear()
        self[word] = bits
        return bits


_lock = RLock()
_new: list[Phrase] = []
"""Phrases that were made since a text was last looked at."""
_known: dict[str, Needed] = {}
"""What phrases need, as far as it is made out."""
_numbers: dict[frozenset[str], int] = {}
"""The bit of each clause."""
_bits: dict[str, int] = {}
"""For each atom the bits of the clauses that it fulfils."""
_signs = [0] * 256
"""The bits of each byte that is a digit or a sign."""
_words = _Words()
_seen: dict[str, int] = {}
"""The bits of the texts that were last looked at: the same text is looked at for one phrase after the other."""


def _look(words: str) -> int:
    """What occurs in a text, as bits."""
    with _lock:
        if _new:
            if len(_seen) < PATIENCE and not all(_known.get(each.name) for each in _new):
                _seen[words] = _EVERYTHING
                return _EVERYTHING
            _enter()
        if len(_seen) > _MANY_TEXTS:
            _seen.clear()
        try:
            raw = words.encode(_CODE)
            occurring = reduce(or_, map(_words.__getitem__, raw.translate(_LETTERS).split()), 0)
            for code in set(raw.translate(None, _NO_SIGNS)):
                occurring |= _signs[code]
        except UnicodeEncodeError:
            occurring = _look_closely(words)
        _seen[words] = occurring
        return occurring


def _look_closely(words: str) -> int:
    """The same for a text with letters or signs that few English texts have."""
    if _UNUSUAL.search(words):
        return _EVERYTHING
    occurring = _bits.get("0", 0) if _DIGIT.search(words) else 0
    for token in _TOKEN.findall(words.lower()):
        occurring |= _words[token.encode(_CODE, "replace")]
    for sign in set(_SIGN.findall(words)):
        occurring |= _bits.get(sign, 0)
    return occurring


def _enter() -> None:
    """Number the clauses of new phrases."""
    _words.clear()
    _seen.clear()
    for each in _new:
        each.needed = tuple(reduce(or_, map(_number, clauses), 0) for clauses in _needs(each))
    _new.clear()
    for code in range(256):
        char = bytes((code,)).decode(_CODE, "replace")
        _signs[code] = _bits.get("0" if char.isdecimal() else char, 0)


def needs() -> bytes:
    """What all phrases need that were made so far, for :func:`remember` in another process: making it out takes a fifth of a second."""
    with _lock:
        for each in _new:
            _needs(each)
        kept = {name: [[sorted(clause) for clause in clauses] for clauses in needed] for name, needed in _known.items()}
        return json.dumps(kept).encode()


def is_known() -> bool:
    """Whether it is made out what every phrase needs that was made so far."""
    with _lock:
        return all(each.name in _known for each in _new)


def remember(kept: bytes) -> None:
    """Take what :func:`needs` told, of the same phrases in the same version of Python."""
    with _lock:
        for name, needed in json.loads(kept).items():
            _known[name] = [frozenset(map(frozenset, clauses)) for clauses in needed]
        _seen.clear()


def _needs(each: Phrase) -> Needed:
    if each.name not in _known:
        _known[each.name] = alternatives(each.pattern, each.flags)
    return _known[each.name]


def _number(clause: Clause) -> int:
    """The bit of a clause."""
    if clause not in _numbers:
        _numbers[clause] = bit = 1 << len(_numbers)
        for atom in clause:
            _bits[atom] = _bits.get(atom, 0) | bit
    return _numbers[clause]

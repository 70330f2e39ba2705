"""Quotations altered on purpose, so that everybody can see whether the verifier notices: one figure, one negation, one word, the order."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal, get_args

Alteration = Literal["figure", "negation", "word", "order"]
ALTERATIONS: tuple[Alteration, ...] = get_args(Alteration)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_DIGIT = re.compile(r"\d")
_IN_WORDS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("half", "third", "quarter", "twice", "hundred", "thousand", "million"),
]
_DROPPED = re.compile(r"\b(not|never)\s+|(?<=\bcan)not\b", re.IGNORECASE)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|will|would|shall|should|may|might|must|do|does|did)\b(?!['’])", re.IGNORECASE
)
_OTHER_WORDS = ("minority", "different", "former")
"""What a word is replaced by: the first of these that the quotation does not hold."""


def altered(quote: str) -> dict[Alteration, str]:
    """The quotation altered in each way that it can be: always by the same rule, and never into itself."""
    if not _WORD.search(quote):
        return {}
    made = {kind: _ALTERING[kind](quote) for kind in ALTERATIONS}
    return {kind: other for kind, other in made.items() if other is not None and other != quote}


def _figure(quote: str) -> str | None:
    """Its last digit one higher; without digits, the first number in words another one."""
    digits = list(_DIGIT.finditer(quote))
    if digits:
        digit = digits[-1]
        return f"{quote[: digit.start()]}{(int(digit[0]) + 1) % 10}{quote[digit.end() :]}"
    for word in _WORD.finditer(quote):
        if word[0].lower() in _IN_WORDS:
            other = _IN_WORDS[(_IN_WORDS.index(word[0].lower()) + 1) % len(_IN_WORDS)]
            return quote[: word.start()] + other + quote[word.end() :]
    return None


def _negation(quote: str) -> str | None:
    """Without its "not"; where it has none, with one."""
    if dropped := _DROPPED.search(quote):
        return quote[: dropped.start()] + quote[dropped.end() :]
    auxiliary = _AUXILIARY.search(quote)
    return f"{quote[: auxiliary.end()]} not{quote[auxiliary.end() :]}" if auxiliary else f"not {quote}"


def _word(quote: str) -> str | None:
    """Its longest word another one."""
    longest = max(_WORD.finditer(quote), key=lambda word: len(word[0]), default=None)
    other = next((word for word in _OTHER_WORDS if word not in quote.lower()), None)
    return None if longest is None or other is None else quote[: longest.start()] + other + quote[longest.end() :]


def _order(quote: str) -> str | None:
    """Two words that follow each other exchanged, as near to the middle as can be."""
    found = list(_WORD.finditer(quote))
    pairs = [
        (first, second)
        for first, second in pairwise(found)
        if quote[first.end() : second.start()].isspace() and first[0].lower() != second[0].lower()
    ]
    if not pairs:
        return None
    first, second = min(pairs, key=lambda pair: abs(pair[0].end() - len(quote) / 2))
    return f"{quote[: first.start()]}{second[0]}{quote[first.end() : second.start()]}{first[0]}{quote[second.end() :]}"


_ALTERING: dict[Alteration, Callable[[str], str | None]] = {"figure": _figure, "negation": _negation, "word": _word, "order": _order}

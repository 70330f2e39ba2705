"""Quotations and figures altered on purpose, so that everybody can see whether the verifier notices.

Of a quotation one figure, one negation, one word, the order; of a figure one digit, its size and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Literal, get_args

from toolkit.english.agreement import agreement
from toolkit.english.figures import Figure, read_figures

Alteration = Literal["figure", "negation", "word", "order"]
ALTERATIONS: tuple[Alteration, ...] = get_args(Alteration)
FigureAlteration = Literal["digit", "size", "unit"]
FIGURE_ALTERATIONS: tuple[FigureAlteration, ...] = get_args(FigureAlteration)

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


# --- figures ----------------------------------------------------------------------------------------------------------------


def altered_figure(sentence: str, figure: Figure) -> dict[FigureAlteration, tuple[str, Figure]]:
    """The sentence with its figure altered in each way that it can be, and the figure that it then has.

    What may stand for the same amount is no alteration: more than 101 is as true of 130 as more than 100.
    """
    written = sentence[figure.start : figure.end]
    made: dict[FigureAlteration, str | None] = {"digit": _figure(written), "size": _size(written), "unit": _unit(written, figure)}
    found: dict[FigureAlteration, tuple[str, Figure]] = {}
    for kind, words in made.items():
        if words is None:
            continue
        text = f"{sentence[: figure.start]}{words}{sentence[figure.end :]}"
        other = next((each for each in read_figures(text) if each.start == figure.start), None)
        if other is not None and agreement(other, figure) is None and agreement(figure, other) is None:
            found[kind] = text, other
    return found


_NUMERAL = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALED = {"thousand": "million", "million": "billion", "billion": "million", "m": "bn", "bn": "m"}
_SCALE = re.compile(r"(?<=[\d\s])(thousand|million|billion|bn|m)\b")
_PER_CENT = re.compile(r"\s*(?:%|per cent|percent)")


def _size(words: str) -> str | None:
    """A thousand times as much or as little, or ten times as much."""
    if scale := _SCALE.search(words):
        return f"{words[: scale.start()]}{_SCALED[scale[0]]}{words[scale.end() :]}"
    number = _NUMERAL.search(words)
    if number is None:
        return None
    ten = float(number[0].replace(",", "")) * 10
    return f"{words[: number.start()]}{ten:,.10g}{words[number.end() :]}"


def _unit(words: str, figure: Figure) -> str | None:
    """Per cent of what is counted, a count of what is per cent, and money without its sign."""
    if figure.kind == "percentage" and _PER_CENT.search(words):
        return _PER_CENT.sub("", words)
    if figure.kind == "money" and words.lstrip("abcdefghijklmnopqrstuvwxyz ")[:1] in "£$€":
        return re.sub("[£$€]", "", words)
    return f"{words} per cent" if figure.kind == "number" and _NUMERAL.search(words) else None

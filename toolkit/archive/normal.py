"""Text made comparable: the key in which a quotation is looked for, and the way back from the key to the words.

A key has no spaces, no punctuation and no capitals, so that line ends, hyphens, curly quotation marks and ligatures cannot hide a
quotation. What changes an amount stays in it: the signs between digits, per cent, currencies and signs before a number.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"
_SINGLE = "\u2018\u2019\u201a\u201b\u02bc\u2032"
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033"
_ACCENTS = "\u02c6\u02c7\u02d8\u02d9\u02da\u02db\u02dc\u02dd\u00a8\u00af\u00b8\u0060\u00b4"
"""Accents that a PDF has beside their letters, or before them."""
_NOTHING = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\u0002"
_SUPERSCRIPT = re.compile(r"(?<!(?<!\d)10)(?<!(?<![a-z])[mM])(?<!(?<![a-z])[ckm]m)[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]+")
"""Raised digits that are marks of notes; those after 10, m, cm, km and mm are exponents."""


class _Folding(dict[int, str]):
    """One character → the characters that stand for it in comparisons. One by one, so that there is a way back."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", chr(code)).casefold())
        folded = "".join(part for part in parts if not unicodedata.combining(part)).replace("\u2044", "/")
        self[code] = folded
        return folded


_FOLDING = _Folding(
    {
        **{ord(sign): "" for sign in _ACCENTS},
        ord("ı"): "i",
        **{ord(sign): "-" for sign in _DASHES},
        **{ord(sign): "'" for sign in _SINGLE},
        **{ord(sign): '"' for sign in _DOUBLE},
        **{ord(sign): "" for sign in _NOTHING},
    }
)
_KEPT = re.compile(
    r"[^\W_]+"
    r"|(?<=\d)[./:](?=\d)"
    r"|(?<=\d),(?=\d)(?!\d{3}(?!\d))"  # a comma that parts thousands is none of the amount
    r"|(?:(?<=\d)|(?<=\d\s))-(?=\s?\d)"
    r"|(?<![^\s(\[])-(?=[\d.£$€])"
    r"|(?<![\w.])\.(?=\d)"
    r"|[%£$€¥<>±‰]"
)
WORD = re.compile(r"(?:(?<![^\s(\[])-(?=\d))?\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*\d*|[%£$€¥<>±‰]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))|'")
_MINIMUM = 12


def fold(text: str) -> str:
    """The text with one spelling for each sign; characters may become none or several. NFC is expected."""
    return text.translate(_FOLDING)


def key(folded: str) -> str:
    """What is compared of a folded text."""
    return "".join(_KEPT.findall(folded))


def key_of(quote: str) -> str:
    """The key of what somebody wrote, without the marks of notes that were copied along as raised digits."""
    return key(fold(without_marks(unicodedata.normalize("NFC", quote))))


def without_marks(text: str) -> str:
    return _SUPERSCRIPT.sub("", text)


def words(text: str) -> list[str]:
    """Words and amounts of a text as they are compared one by one: small letters, no apostrophes, no commas between thousands."""
    return [_THOUSANDS.sub("", word) for word in WORD.findall(fold(text))]


class Keyed:
    """The texts of pages as one key, and where each character of it came from. Offsets into the joined key are called places."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._folded = [fold(text) for text in self.texts]
        keys = [key(folded) for folded in self._folded]
        self.joined = "".join(keys)
        self.starts = list(accumulate((len(each) for each in keys), initial=0))
        self._spots: dict[int, array[int]] = {}
        self._ways: dict[int, array[int]] = {}

    def page_of(self, place: int) -> int:
        """The page, from 0, on which a place of the key stands."""
        return min(bisect_right(self.starts, place) - 1, len(self.texts) - 1)

    def range_of(self, first: int, last: int) -> tuple[int, int]:
        """The part of the key that pages `first` to `last` (both counted from 0, both included) fill."""
        return self.starts[max(first, 0)], self.starts[min(last, len(self.texts) - 1) + 1]

    def find(self, wanted: str, low: int, high: int, most: int = 200, *, ending: bool = True) -> Iterator[int]:
        """Places between `low` and `high` at which the wanted key stands as whole words; with `ending` false its last word may go on."""
        at = self.joined.find(wanted, low, high) if wanted else -1
        while at >= 0 and most:
            if self.begins(at) and (not ending or self.ends(at + len(wanted))):
                most -= 1
                yield at
            at = self.joined.find(wanted, at + 1, high)

    def begins(self, place: int) -> bool:
        """Whether a word or an amount begins at a place."""
        page, spot = self._spot(place)
        folded = self._folded[page]
        if spot == 0:
            return True
        before, here = folded[spot - 1], folded[spot]
        if not here.isdigit():
            return not (before.isalnum() and here.isalnum()) and not (before.isdigit() and here in ".-/:,")
        if before in ".-/:," and spot > 1:
            kept = place > self.starts[page] and self._spot(place - 1)[1] == spot - 1
            return not (kept or folded[spot - 2].isdigit())
        return not (before.isalnum() or before in "£$€¥<>±")

    def ends(self, place: int) -> bool:
        """Whether a word or an amount ends just before a place."""
        page, spot = self._spot(place - 1)
        folded = self._folded[page]
        if spot + 1 >= len(folded):
            return True
        here, after = folded[spot], folded[spot + 1]
        if here.isdigit() and (after in "%‰" or (after in ".-/:," and folded[spot + 2 : spot + 3].isdigit())):
            return False
        return not (after.isalnum() and here.isalnum()) and not (here in "£$€¥<>±" and (after.isdigit() or after in ".-"))

    def words_around(self, start: int, end: int) -> tuple[int, int]:
        """The places around two others between which words and amounts are whole."""
        while start > 0 and not self.begins(start):
            start -= 1
        while end < len(self.joined) and not self.ends(end):
            end += 1
        return start, end

    def source(self, start: int, end: int) -> str:
        """The words of the copy, as they stand there, between two places; a page's end counts as a line's end."""
        if end <= start:
            return ""
        parts = []
        while start < end:
            page, spot = self._spot(start)
            stop = min(end, self.starts[page + 1])
            parts.append(self.texts[page][self._way(page, spot) : self._way(page, self._spot(stop - 1)[1]) + 1])
            start = stop
        return "\n".join(parts)

    def between(self, start: int, end: int) -> str:
        """What stands in the copy between the character before the place `start` and the one at the place `end`: signs and spaces too."""
        page, offset = self.offset(start - 1)
        last, stop = self.offset(end) if end < len(self.joined) else (len(self.texts) - 1, len(self.texts[-1]))
        if page == last:
            return self.texts[page][offset + 1 : stop]
        inner = self.texts[page + 1 : last]
        return "\n".join((self.texts[page][offset + 1 :], *inner, self.texts[last][:stop]))

    def offset(self, place: int) -> tuple[int, int]:
        """The page, from 0, and the offset in its text at which a place of the key stands."""
        page, spot = self._spot(place)
        return page, self._way(page, spot)

    def _spot(self, place: int) -> tuple[int, int]:
        page = self.page_of(place)
        if page not in self._spots:
            self._spots[page] = array("l", (at for kept in _KEPT.finditer(self._folded[page]) for at in range(*kept.span())))
        spots = self._spots[page]
        return page, spots[min(place - self.starts[page], len(spots) - 1)] if spots else 0

    def _way(self, page: int, spot: int) -> int:
        """The offset in a page's text of an offset in what it was folded to."""
        if page not in self._ways:
            text = self.texts[page]
            lengths = [1] * len(text) if text.isascii() else [len(_FOLDING[ord(sign)]) for sign in text]
            self._ways[page] = array("l", (at for at, length in enumerate(lengths) for _ in range(length)))
        ways = self._ways[page]
        return ways[min(spot, len(ways) - 1)] if ways else 0

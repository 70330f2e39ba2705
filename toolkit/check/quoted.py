"""Words in quotation marks, told from apostrophes: what an author quotes is not the author's own wording."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from toolkit.english.phrase import phrase

_OPEN = phrase(r"(?:^|(?<=[\s(\[\u2014\u2013/-]))(?:[\"\u201c](?=\S)|['\u2018](?=[^\s\d]))|\u201c")
_NEXT = {
    "double": re.compile(r"(?<=[^\s(\[])(?P<close>[\"\u201d])|(?P<open>[\"\u201c])"),
    "single": re.compile(r"(?<=\S)(?P<close>['\u2019])(?!\w)"),
}
_MARK = re.compile("[\"'\u201c\u2018]")
_FARTHEST = 4_000
"""Characters within which a quotation must close: a mark left open shall cost neither time nor the rest of the paragraph."""


class Quotation(NamedTuple):
    """``words[start:end]``, its marks included; quotations within it are not told apart."""

    start: int
    end: int
    mark: Literal["double", "single"]
    words: str
    """Without the marks."""


@lru_cache(maxsize=256)
def quotations(words: str) -> tuple[Quotation, ...]:
    """The quotations of a paragraph in order, the outermost only. Never raises, in linear time."""
    found: list[Quotation] = []
    at = looked = 0  # up to `looked` no single mark closes anything
    while opening := _OPEN.search(words, at):
        mark: Literal["double", "single"] = "double" if opening[0] in '"\u201c' else "single"
        first = max(opening.end() + 1, looked if mark == "single" else 0)
        closing = _NEXT[mark].search(words, first, opening.end() + _FARTHEST)
        if closing is None and mark == "double":
            break  # it goes on into the next paragraph, and so does everything in it
        if closing is None or closing["close"] is None:
            at = opening.end() if closing is None else closing.start()
            looked = opening.end() + _FARTHEST if mark == "single" else looked
            continue
        found.append(Quotation(opening.start(), closing.end(), mark, words[opening.end() : closing.start()]))
        at = closing.end()
    return tuple(found)


@lru_cache(maxsize=256)
def own_words(words: str) -> str:
    """The text with everything in quotation marks made blank, every offset as it was."""
    if not _MARK.search(words):
        return words
    pieces, at = [], 0
    for quotation in quotations(words):
        pieces += [words[at : quotation.start], " " * (quotation.end - quotation.start)]
        at = quotation.end
    return "".join((*pieces, words[at:]))

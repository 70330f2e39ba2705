"""Prose as rules look at it: a paragraph with its sentences and figures, and a claim's wording as a reader would meet it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.check.quoted import own_words
from toolkit.english.figures import Figure, read_figures
from toolkit.english.sentences import Sentence, sentences
from toolkit.model.evidence import Claim
from toolkit.model.span import Prose
from toolkit.model.text import Place, Text

_STOP = re.compile(r"[{\\^\[\]*_~`\n]|[ \t]{2}")
_SIGNS = re.compile(
    r"\{\{\s*(?P<name>\w+)\s*\}\}"
    r"|(?P<escape>\\)(?=[^\w\s]|_)"
    r"|(?P<note>\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[[^\[\]]*(?<![\w.])@[^\[\]]*\])"
    r"|(?P<link>\[(?=[^\[\]]*\][({])|\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)|\{[^{}]*\}))"
    r"|(?P<emphasis>\*{1,3}(?=\S)|(?<=\S)\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=[^\s_])_{1,3}(?!\w)|~~|`+)"
    r"|(?P<space>[ \t]*\n\s*|[ \t]{2,}\n?\s*)"
)
"""What stands in a claim's wording and no reader sees, and its values by name."""
_MANY = 1_000
"""Texts of which is kept what was made out in them: those of a response are looked at by checks and by proofs."""


@dataclass(frozen=True)
class Read:
    """A paragraph or note with what was made out in it, once for all rules."""

    text: Text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return _sentences(self.text.words)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """In order; offsets are those of the text."""
        return _figures(self.text.words)

    @cached_property
    def own(self) -> str:
        """The words with what is in quotation marks made blank, every offset as it was."""
        return own_words(self.text.words)

    @cached_property
    def small(self) -> str:
        """The words in small letters, every offset as it was."""
        return in_small(self.text.words)

    def figures_in(self, sentence: Sentence) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if sentence.start <= figure.start < sentence.end)

    def sentence_of(self, offset: int) -> Sentence:
        """The sentence in which an offset stands; the last one for an offset behind them all."""
        whole = Sentence(0, len(self.text.words), self.text.words)
        return next((each for each in self.sentences if offset < each.end), self.sentences[-1] if self.sentences else whole)


@lru_cache(_MANY)
def _sentences(words: str) -> tuple[Sentence, ...]:
    return tuple(sentences(words))


@lru_cache(_MANY)
def _figures(words: str) -> tuple[Figure, ...]:
    return tuple(read_figures(words))


def in_small(words: str) -> str:
    """In small letters, letter for letter; a few letters of other scripts would become two, and then all stay as they are."""
    small = words.lower()
    return small if len(small) == len(words) else words


def wording(claim: Claim, field: str = "text") -> Text:
    """The words of a claim's `text` or `short`, its values filled in, without notes and marks of emphasis; empty where it has none."""
    written = claim.short if field == "short" else claim.text
    prose = claim.origin.prose(field, written or "")
    text = prose.text.rstrip()
    said = _Said(prose)
    at = len(text) - len(text.lstrip())
    while stop := _STOP.search(text, at):
        sign = _SIGNS.match(text, stop.start())
        if sign is None:
            said.typed(at, stop.end())
            at = stop.end()
            continue
        end = stop.start()
        said.typed(at, at + len(text[at:end].rstrip()) if sign["note"] else end)
        at = sign.end()
        if sign["name"]:
            said.put(claim.values.get(sign["name"], sign[0]), end)
        elif sign["space"]:
            said.put(" ", end)
        elif sign["escape"]:
            said.typed(at, at + 1)
            at += 1
    said.typed(at, len(text))
    start = claim.span(field)
    places = tuple(said.places) or (Place(0, start.path, start.line, start.column, True),)
    return Text(words="".join(said.pieces), kind="paragraph", section="", block="", places=places)


class _Said:
    """Words put together piece by piece, each with its place."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        self.pieces: list[str] = []
        self.places: list[Place] = []
        self.length = 0
        self.breaks = [offset for offset, _, _ in prose.lines]

    def put(self, words: str, offset: int, *, fixed: bool = True) -> None:
        """Words that stand at one place of the file."""
        if words:
            first, line, column = self.prose.lines[max(0, bisect_right(self.breaks, offset) - 1)]
            self.places.append(Place(self.length, self.prose.path, line, column + max(0, offset - first), fixed))
            self.pieces.append(words)
            self.length += len(words)

    def typed(self, start: int, end: int) -> None:
        """``text[start:end]`` as it stands, in a piece for each line of the file."""
        for offset in self.breaks[bisect_right(self.breaks, start) : bisect_left(self.breaks, end)]:
            self.put(self.prose.text[start:offset], start, fixed=False)
            start = offset
        self.put(self.prose.text[start:end], start, fixed=False)

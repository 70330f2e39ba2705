"""Where in a composed response a finding belongs: the words of the paragraph that a reader would point at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from toolkit.model.span import Origin, Span
from toolkit.model.text import Text

_WORD_BEFORE = re.compile(r"\S+\s*$")


class Spot(NamedTuple):
    """Words of a paragraph, by its number and offsets."""

    text: int
    start: int
    end: int


class _Segment(NamedTuple):
    text: int
    start: int
    end: int
    column: int
    fixed: bool
    at: int | None
    """For words of a note: the offset in its paragraph at which the note stands."""


class Places:
    """Finds words by their place in the files."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._texts = texts
        self._lines: dict[tuple[str, int], list[_Segment]] = {}
        self._claims: dict[str, Spot] = {}
        for number, text in enumerate(texts):
            self._enter(number, text, None)
            for offset, note in text.notes:
                self._enter(number, note, offset)
            for placed in text.placed:
                self._claims.setdefault(placed.claim, Spot(number, placed.start, placed.end))

    def _enter(self, number: int, text: Text, at: int | None) -> None:
        ends = [*(place.offset for place in text.places[1:]), len(text.words)]
        for place, end in zip(text.places, ends, strict=True):
            segment = _Segment(number, place.offset, end, place.column, place.fixed, at)
            self._lines.setdefault((place.path, place.line), []).append(segment)

    def claim(self, id_: str) -> Spot | None:
        """Where a claim is placed first."""
        return self._claims.get(id_)

    def spot(self, span: Span) -> Spot | None:
        """The words that stand where a span does; those right before it, where the span is of something that is not printed."""
        segments = self._lines.get((span.path, span.line))
        if not segments or not span.end_line:
            return None
        begins = next((each for each in segments if self._holds(each, span.column)), None)
        if begins is None:
            begins = next((each for each in segments if each.column >= span.column), None)
            if begins is None or (span.end_line == span.line and begins.column >= span.end_column):
                return self._before(span, segments)
        start = begins.start if begins.fixed else begins.start + max(0, span.column - begins.column)
        return self._whole(begins, start, self._end(span, begins, start))

    @staticmethod
    def _holds(segment: _Segment, column: int) -> bool:
        return segment.column == column if segment.fixed else segment.column <= column < segment.column + segment.end - segment.start

    def _end(self, span: Span, begins: _Segment, start: int) -> int:
        """The offset at which a span ends; the end of its first piece where its last line is not among the words."""
        if span.end_line == span.line and not begins.fixed and span.end_column <= begins.column + begins.end - begins.start:
            return max(start + 1, begins.start + span.end_column - begins.column)
        last = [
            each
            for each in self._lines.get((span.path, span.end_line), [])
            if each.text == begins.text and each.at == begins.at and each.column < span.end_column
        ]
        if not last:
            return begins.end
        final = max(last, key=lambda each: each.start)
        end = final.end if final.fixed else min(final.end, final.start + span.end_column - final.column)
        return max(end, start + 1)

    def _before(self, span: Span, segments: list[_Segment]) -> Spot | None:
        """The word in front of something that is not printed there, such as a citation."""
        behind = [each for each in segments if each.column <= span.column]
        if not behind:
            return None
        segment = max(behind, key=lambda each: (each.column, each.start))
        if segment.at is not None:
            return self._whole(segment, segment.end, segment.end)
        word = _WORD_BEFORE.search(self._texts[segment.text].words, 0, segment.end)
        return Spot(segment.text, word.start() if word else segment.start, segment.end)

    def _whole(self, segment: _Segment, start: int, end: int) -> Spot:
        """Whole words of the paragraph itself: those of a note are shown at the word before its number."""
        words = self._texts[segment.text].words
        if segment.at is None:
            while 0 < start < len(words) and words[start - 1].isalnum() and words[start].isalnum():
                start -= 1
            while 0 < end < len(words) and words[end - 1].isalnum() and words[end].isalnum():
                end += 1
            return Spot(segment.text, start, end)
        word = _WORD_BEFORE.search(words, 0, segment.at)
        return Spot(segment.text, word.start() if word else 0, segment.at)


def lines_of(things: Mapping[str, Origin]) -> dict[tuple[str, int], str]:
    """The id of the thing that stands on each line of the files."""
    found: dict[tuple[str, int], str] = {}
    for id_, origin in things.items():
        span = origin.span()
        for line in range(span.line, max(span.line, span.end_line) + 1):
            found.setdefault((origin.path, line), id_)
    return found


def first(spans: Iterable[Span], known: Mapping[tuple[str, int], str]) -> str | None:
    """The thing on whose lines the first of some places stands, if any."""
    return next((known[span.path, span.line] for span in spans if (span.path, span.line) in known), None)

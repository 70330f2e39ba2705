"""The lines of a page joined to running text: words divided between lines made whole, marks of notes taken out and remembered."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from toolkit.archive.normal import without_marks
from toolkit.archive.raised import RAISED
from toolkit.archive.running import Line

_RAISED_RUN = re.compile("[\ufdd0-\ufdd9]+")
GUESSED = "\ufdda\ufddb\ufddc\ufddd\ufdde"
"""Noncharacters that stand for ligatures (ff, fi, fl, ffi, ffl) which the file does not name."""
_GUESSED_RUN = re.compile(f"[{GUESSED}]")
_BREAK = re.compile("([^\\W_]+)[\ufffe\u00ad][ \t]*(?:\r?\n)?[ \t]*([^\\W_]+)")
_BROKEN = re.compile("[\ufffe\u00ad\u0002]")
_TIDY: dict[int, str] = {
    **{ord(sign): unicodedata.normalize("NFKC", sign) for sign in "ﬀﬁﬂﬃﬄﬅﬆ"},
    **{ord("\r"): " ", 0: "", 0x200B: ""},
}


@dataclass(frozen=True)
class Cut:
    line: Line
    without: int
    """So many characters at its beginning are the number of the line."""
    small: bool


def joined(lines: Sequence[Cut], whole: Whole) -> tuple[str, tuple[tuple[int, str], ...], tuple[tuple[int, int], ...]]:
    """The text of lines, the marks taken out of it, and where it is set small."""
    parts: list[str] = []
    marks: list[tuple[int, str]] = []
    asides: list[tuple[int, int]] = []
    length = 0
    for text, small in _mended(lines, whole):
        if parts and (
            alone := _RAISED_RUN.fullmatch(text.strip())
        ):  # a mark that pdfium took for a line belongs to the end of the one before
            marks.append((length - 1, plain(alone[0])))
            continue
        start, at = length, 0
        for raised in _RAISED_RUN.finditer(text):
            if _exponent(text[: raised.start()]):
                continue
            kept = plain(text[at : raised.start()])
            parts.append(kept)
            length += len(kept)
            marks.append((length, plain(raised[0])))
            at = raised.end()
        rest = plain(text[at:]) + "\n"
        parts.append(rest)
        length += len(rest)
        if small and asides and asides[-1][1] == start:
            asides[-1] = (asides[-1][0], length)
        elif small:
            asides.append((start, length))
    return "".join(parts), tuple(marks), tuple(asides)


def _mended(lines: Sequence[Cut], whole: Whole) -> Iterator[tuple[str, bool]]:
    """The texts of lines, and whether they are small; where a word is divided between two lines of one kind they become one."""
    held = ""
    for line, after in zip_longest(lines, lines[1:]):
        text = held + _tidied(line.line.text[line.without :])
        goes_on = after is not None and (after.small == line.small or after.line.text[after.without :].lstrip()[:1].islower())
        if text.endswith("\ufffe") and goes_on and text[-2:-1].isalnum():
            held = text
            continue
        held = ""
        yield whole.mended(text[:-1] + "-" if text.endswith("\ufffe") else text), line.small


def _exponent(before: str) -> bool:
    return bool(re.search(r"(?<![\d.,])10$|(?<![^\W\d])[ckm]?m$", before))


def _tidied(text: str) -> str:
    return unicodedata.normalize("NFC", without_marks(text.translate(_TIDY)))


def plain(text: str) -> str:
    text = _GUESSED_RUN.sub(lambda sign: "ﬀﬁﬂﬃﬄ"[GUESSED.index(sign[0])], text)
    return _RAISED_RUN.sub(lambda run: "".join(str(ord(sign) - RAISED) for sign in run[0]), text)


def is_broken(line: str) -> bool:
    """Whether a word is divided in a line, or between it and the next."""
    return _BROKEN.search(line) is not None


class Whole:
    """Mends words that were divided at a line's end, by how the copy writes them elsewhere."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def mended(self, text: str) -> str:
        if not _BROKEN.search(text):
            return text
        return _BROKEN.sub("", _BREAK.sub(self._one, text))

    def _one(self, broken: re.Match[str]) -> str:
        first, second = broken[1], broken[2]
        if first[-1].isdigit() and second[0].isdigit():
            return f"{first}-{second}"
        if self._words is None:
            self._words = frozenset(re.findall(r"[^\W_]+(?:-[^\W_]+)*", self._text.lower()))
        with_hyphen = f"{first}-{second}".lower() in self._words and (first + second).lower() not in self._words
        return f"{first}-{second}" if with_hyphen else first + second

"""Where in a text the words of a quotation or a figure stand, so that a reader's eye finds them.

Marking proves nothing: what was verified is said elsewhere. So it takes what it can get, also where marks of notes, the end of a page or
an altered word break the words into stretches.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.archive.normal import Keyed
from toolkit.archive.pages import Copy
from toolkit.archive.pieces import literal, parted

_LEAST = 10
"""Letters of the key: shorter stretches stand in a text by chance."""
_AROUND = 700


@dataclass(frozen=True)
class Excerpt:
    """What stands around some words in a copy without pages that could be shown: paragraphs of stretches, each marked or not."""

    paragraphs: tuple[tuple[tuple[str, bool], ...], ...]
    cut: bool = False
    """Whether the copy has more before or behind."""


def marked(text: str, wanted: str) -> list[tuple[int, int]]:
    """Stretches of a text, from offset to offset in order, that hold the wanted words; none where they are not there."""
    if not wanted.strip() or not text.strip():
        return []
    keyed = Keyed([text])
    for pieces in (literal(wanted), parted(wanted)):
        stretches = _in_order(keyed, [piece.key for piece in pieces.pieces])
        if stretches:
            break
    else:
        stretches = list(_blocks(keyed, literal(wanted).pieces[0].key)) if literal(wanted).pieces else []
    return _joined(text, [(keyed.offset(start)[1], keyed.offset(end - 1)[1] + 1) for start, end in stretches])


def marked_within(text: str, wanted: str, passage: str) -> list[tuple[int, int]]:
    """Like :func:`marked`, in that sentence of the text which is meant: "twice" may stand in several."""
    around = marked(text, passage)
    if around:
        low, high = around[0][0], around[-1][1]
        inside = [(low + start, low + end) for start, end in marked(text[low:high], wanted)]
        if inside:
            return inside
    return marked(text, wanted)


def pieces_of(text: str, wanted: str, passage: str = "") -> tuple[tuple[str, bool], ...]:
    """A text in stretches, each with whether it is marked."""
    made: list[tuple[str, bool]] = []
    at = 0
    for start, end in marked_within(text, wanted, passage):
        made += [(text[at:start], False), (text[start:end], True)]
        at = end
    return tuple(each for each in (*made, (text[at:], False)) if each[0])


def excerpt(copy: Copy, page: int, wanted: str, passage: str = "") -> Excerpt:
    """The paragraphs of a page (from 1) in which the words stand, with some of what is around them."""
    text = unicodedata.normalize("NFC", copy.pages[max(page, 1) - 1].text) if copy.pages else ""
    spots = marked_within(text, wanted, passage) or marked(text, passage) or [(0, 0)]
    low = max(0, text.rfind("\n", 0, max(0, spots[0][0] - _AROUND)) + 1) if spots[0][0] > _AROUND else 0
    stop = text.find("\n", spots[-1][1] + _AROUND)
    high = len(text) if stop < 0 else stop
    part = text[low:high]
    return Excerpt(tuple(_paragraphs(part, wanted, passage)), cut=low > 0 or high < len(text))


def _paragraphs(text: str, wanted: str, passage: str) -> Iterator[tuple[tuple[str, bool], ...]]:
    """Stretches by paragraph; a mark that runs over the end of one goes on in the next."""
    line: list[tuple[str, bool]] = []
    for words, mark in pieces_of(text, wanted, passage):
        first, *rest = words.split("\n\n")
        line.append((" ".join(first.split("\n")), mark))
        for each in rest:
            if any(part.strip() for part, _ in line):
                yield tuple(line)
            line = [(" ".join(each.split("\n")), mark)]
    if any(part.strip() for part, _ in line):
        yield tuple(line)


def _in_order(keyed: Keyed, keys: list[str]) -> list[tuple[int, int]]:
    """The first place of each key behind that of the one before; nothing unless all are there."""
    found: list[tuple[int, int]] = []
    at = 0
    for key in keys:
        start = next(keyed.find(key, at, len(keyed.joined), 1), None)
        if start is None:
            return []
        at = start + len(key)
        found.append((start, at))
    return found


def _blocks(keyed: Keyed, key: str) -> Iterator[tuple[int, int]]:
    """The longest stretches of a key that stand in the text one behind the other."""
    joined = keyed.joined
    at = behind = 0
    while at + _LEAST <= len(key):
        start = joined.find(key[at : at + _LEAST], behind)
        if start < 0:
            at += 1
            continue
        length = _LEAST
        while at + length < len(key) and start + length < len(joined) and key[at + length] == joined[start + length]:
            length += 1
        yield start, start + length
        at += length
        behind = start + length


def _joined(text: str, stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches between which nothing but a few signs stands are one."""
    made: list[tuple[int, int]] = []
    for start, end in stretches:
        if made and not any(map(str.isalnum, text[made[-1][1] : start])):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made

"""Two files of one document held against each other by their words, for where their bytes differ and need not mean anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from toolkit.archive.normal import words
from toolkit.archive.pages import read_pages

_MOST = 5
"""Differences that are told of one file."""
_KINDS = {"docx": "docx", "pdf": "pdf", "html": "html", "md": "txt"}


class Compared(NamedTuple):
    """What became of the words of one file."""

    name: str
    why: str = ""
    """Why they could not be compared."""
    gone: tuple[str, ...] = ()
    """Words that only the first one has, as stretches, a few of them."""
    new: tuple[str, ...] = ()
    """Words that only the second one has."""

    @property
    def same(self) -> bool:
        """Whether both have the same words."""
        return not (self.why or self.gone or self.new)


def compare_words(before: Mapping[str, bytes], after: Mapping[str, bytes], names: Iterable[str]) -> tuple[Compared, ...]:
    """The words of some files, by name, in their order.

    Of a PDF it counts which words there are and how often: another version may break lines and pages elsewhere, and notes with them.
    """
    return tuple(_compared(name, before.get(name), after.get(name)) for name in names)


def _compared(name: str, before: bytes | None, after: bytes | None) -> Compared:
    kind = _KINDS.get(name.rpartition(".")[2].lower())
    if after is None or before is None:
        return Compared(name, "it was not made")
    if kind is None:
        return Compared(name, "files of its kind are not read")
    found: list[list[str]] = []
    for data in (before, after):
        copy = read_pages(data, kind)
        if copy.unreadable:
            return Compared(name, copy.unreadable)
        found.append([word for page in copy.pages for word in words(page.text)])
    gone, new = _counted(*found) if kind == "pdf" else _in_order(*found)
    return Compared(name, "", tuple(gone[:_MOST]), tuple(new[:_MOST]))


def _counted(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    then, now = Counter(before), Counter(after)
    return list(then - now), list(now - then)


def _in_order(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    steps = [step for step in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if step[0] != "equal"]
    gone = [" ".join(before[a:b]) for _, a, b, _, _ in steps if b > a]
    return gone, [" ".join(after[c:d]) for _, _, _, c, d in steps if d > c]

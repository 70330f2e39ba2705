"""Cuts a quotation out of a copy by its first and its last words, so that nobody has to type it again.

What is cut is what the copy has, on one line, with the page on which it stands. Nothing is guessed: where the words stand at several
places, all are shown, and where they stand nowhere, the passages that are most like them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolkit.archive.alignment import likest
from toolkit.archive.normal import Keyed
from toolkit.archive.pages import Copy, LabelFrom, Page
from toolkit.archive.passages import sentence_at
from toolkit.archive.pieces import Pieces, parted
from toolkit.archive.places import cited_pages
from toolkit.archive.quotations import Verdict, verify
from toolkit.archive.search import chains
from toolkit.model.draft import Locator

Outcome = Literal["found", "elsewhere", "several", "not-found", "unreadable"]
"""elsewhere: at one place, and not on the page that was named. several: at several places, so more words are wanted."""
MOST = 4000
"""Letters of the key from the first to the last words: about 700 words, more than anybody quotes."""
_SHOWN = 5
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00ad": "", "\ufffe": ""})


class Near(NamedTuple):
    """A passage that is like what was asked for; `place` is empty in a copy without pages."""

    place: str
    passage: str


@dataclass(frozen=True)
class Cut:
    """Words cut out of a copy."""

    words: str
    """As the copy has them, on one line, without the stop at their end."""
    place: str
    """``p. 25`` or ``pp. 25-26``; empty in a copy without pages."""
    label_from: LabelFrom
    verdict: Verdict
    """What the verifier says of them at that place: what stands near them is in its warnings."""


@dataclass(frozen=True)
class Cutting:
    """What became of a wish for a quotation."""

    outcome: Outcome
    cuts: tuple[Cut, ...] = ()
    near: tuple[Near, ...] = ()
    why: str = ""
    """Why the copy cannot be read: a sentence."""


def cut(copy: Copy, wanted: str, cited: Locator | None = None) -> Cutting:
    """Cut a quotation out of a copy. Never raises.

    :param wanted: "first words … last words"; without an ellipsis the words themselves.
    :param cited: the page on which they are said to stand.
    """
    if copy.unreadable or not copy.pages:
        return Cutting("unreadable", why=copy.unreadable or "The copy has no text.")
    pieces = parted(wanted, brackets=False)
    if not pieces.pieces:
        return Cutting("not-found")
    keyed, places = copy.keyed, cited_pages(copy, cited)
    found = _shortest(keyed, copy, pieces)
    for pages in (places.pages, places.others):
        if here := [each for each in found if keyed.page_of(each[0]) in pages or keyed.page_of(each[1] - 1) in pages]:
            return _made(copy, keyed, here, "found")
    if found:
        return _made(copy, keyed, found, "elsewhere" if places.asked else "found")
    return Cutting("not-found", near=_near(copy, keyed, wanted, places.pages))


def _shortest(keyed: Keyed, copy: Copy, pieces: Pieces) -> list[tuple[int, int]]:
    """Where the pieces stand in order, as places in the key: of several beginnings for one end the nearest, of several ends the first."""
    by_end: dict[int, int] = {}
    for chain in chains(copy, keyed, pieces.pieces, 0, len(keyed.joined)):
        start, end = chain[0].start, chain[-1].end
        if end - start <= MOST:
            by_end[end] = max(start, by_end.get(end, start))
    return sorted((start, end) for end, start in by_end.items())


def _made(copy: Copy, keyed: Keyed, found: Sequence[tuple[int, int]], outcome: Outcome) -> Cutting:
    cuts = []
    for start, end in found[:_SHOWN]:
        pages = copy.pages[keyed.page_of(start)], copy.pages[keyed.page_of(end - 1)]
        words = _words(copy, keyed, start, end)
        named = Locator(label="page", value=pages[0].name if pages[0] is pages[1] else f"{pages[0].name}-{pages[1].name}")
        cuts.append(Cut(words, _place(copy, *pages), pages[0].label_from, verify(words, copy, named if copy.paged else None)))
    return Cutting("several" if len(found) > 1 else outcome, tuple(cuts))


def _words(copy: Copy, keyed: Keyed, start: int, end: int) -> str:
    """The words between two places as a reader sees them, without the notes and captions that stand in between at the end of a page."""
    first, begins = keyed.offset(start)
    last, ends = keyed.offset(end - 1)
    parts = []
    for number in range(first, last + 1):
        text = keyed.texts[number]
        low, high = begins if number == first else 0, ends + 1 if number == last else len(text)
        for aside, stop in copy.pages[number].asides if first != last else ():
            if low < aside and stop <= high:
                parts.append(text[low:aside])
                low = stop
        parts.append(text[low:high])
    return re.sub(r"\s+", " ", " ".join(parts).translate(_LIGATURES)).strip()


def _place(copy: Copy, first: Page, last: Page) -> str:
    if not copy.paged:
        return ""
    return f"p. {first.name}" if first is last else f"pp. {first.name}-{last.name}"


def _near(copy: Copy, keyed: Keyed, wanted: str, pages: Sequence[int]) -> tuple[Near, ...]:
    """The passages most like all that was asked for, or like one end of it."""
    found: dict[str, Near] = {}
    for words in (wanted, *(piece.words for piece in parted(wanted, brackets=False).pieces)):
        like = likest(keyed, words, [each for page in pages for each in (page, page - 1, page + 1)])
        if like is not None:
            page = copy.pages[keyed.page_of(like.start)]
            passage = sentence_at(keyed, like.start, like.end)
            found.setdefault(passage, Near(_place(copy, page, page), passage))
    return tuple(found.values())[:_SHOWN]

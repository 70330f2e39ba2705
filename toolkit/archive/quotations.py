"""Holds a quotation against a copy of its source: are these its words, and do they stand at the cited page?

Exact search verifies, likeness only explains. What could not be looked at is never called not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from toolkit.archive.alignment import Change, ChangeKind, left_out, likest
from toolkit.archive.cautions import Caution, cautions
from toolkit.archive.normal import Keyed
from toolkit.archive.pages import Copy, LabelFrom
from toolkit.archive.passages import is_entry, sentence_at
from toolkit.archive.pieces import Pieces, literal, parted
from toolkit.archive.places import Cited, cited_pages, in_paragraph
from toolkit.archive.search import Stretch, chains, gapped
from toolkit.model.draft import Locator

_RECOGNISED = Caution("recognised", "The copy's words were read from a picture by a program, and may hold its mistakes.")

State = Literal["verified", "elsewhere", "altered", "not-found", "unchecked"]


@dataclass(frozen=True)
class Verdict:
    """What became of one quotation."""

    state: State
    page: int = 0
    """The page found on (or most alike), by its position in the file, from 1; 0 for none."""
    label: str = ""
    """What that page is called: its printed number, else its position; empty in a copy without pages."""
    label_from: LabelFrom = "index"
    passage: str = ""
    """The source's own sentence."""
    changes: tuple[Change, ...] = ()
    kinds: tuple[ChangeKind, ...] = ()
    warnings: tuple[Caution, ...] = ()
    skipped: tuple[str, ...] = ()
    """What the copy has between the quoted words: notes, captions, numbers of lines."""
    placed: bool = False
    """Whether it is known to stand at the cited place; false where no page was cited or the copy has none."""
    also: tuple[str, ...] = ()
    """Other pages that have the same words."""
    why: str = ""
    """Why it could not be checked: a sentence."""

    @property
    def plain(self) -> bool:
        """Verified, with nothing that has to be read first."""
        return self.state == "verified" and not self.warnings


def verify(quote: str, copy: Copy, cited: Locator | None = None) -> Verdict:
    """The verdict on a quotation, without its outer quotation marks. Never raises."""
    if copy.unreadable or not copy.pages:
        return Verdict("unchecked", why=copy.unreadable or "The copy has no text.")
    readings = _readings(quote)
    if not readings:
        return Verdict("unchecked", why="There are no words in the quotation.")
    places = cited_pages(copy, cited)
    for keyed in filter(None, (copy.keyed, copy.keyed_whole, copy.keyed_bare)):
        for broken in (False, True):
            if found := _found(copy, keyed, readings, places, cited, broken=broken):
                return found
    return _explained(quote, readings, copy, places)


def _readings(quote: str) -> list[Pieces]:
    """The ways to read a quotation, the plainest first: dots and brackets may be the source's own."""
    ways = (literal(quote), parted(quote, brackets=False), parted(quote, ellipses=False), parted(quote))
    return [way for way in dict.fromkeys(ways) if way.pieces]


def _found(copy: Copy, keyed: Keyed, readings: Sequence[Pieces], places: Cited, cited: Locator | None, *, broken: bool) -> Verdict | None:
    for pages, second in ((places.pages, False), (places.others, True)):
        for pieces in readings:
            if chain := _at_pages(copy, keyed, pieces, pages, broken=broken):
                return _verdict("verified", copy, keyed, pieces, chain, places, placed=True, second=second)
    for pieces in readings:
        ways = list(chains(copy, keyed, pieces.pieces, 0, len(keyed.joined), broken=broken))
        if ways:
            nearest = min(ways, key=lambda chain: _rank(keyed, chain, places))
            inside = next((chain for chain in ways if in_paragraph(keyed, cited, chain[0].start)), None)
            if inside:
                return _verdict("verified", copy, keyed, pieces, inside, places, placed=True)
            others = {keyed.page_of(chain[0].start) for chain in ways} - {keyed.page_of(nearest[0].start)}
            return _verdict("elsewhere" if places.asked else "verified", copy, keyed, pieces, nearest, places, also=sorted(others))
    return None


def _rank(keyed: Keyed, chain: Sequence[Stretch], places: Cited) -> tuple[bool, int, int]:
    """Shortest first where nothing was cited; else nearest to the cited page. A line of the contents comes last."""
    page = keyed.page_of(chain[0].start)
    distance = min((abs(page - each) for each in places.pages), default=0)
    return is_entry(keyed, chain[-1].end), distance, chain[-1].end - chain[0].start


def _at_pages(copy: Copy, keyed: Keyed, pieces: Pieces, pages: Sequence[int], *, broken: bool) -> tuple[Stretch, ...] | None:
    """The shortest way in which the pieces stand on the pages, or begin or end there."""
    best: tuple[Stretch, ...] | None = None
    for first, last in _runs(pages):
        low, high = keyed.range_of(first - 1, last + 1)
        inner = keyed.range_of(first, last)
        for chain in chains(copy, keyed, pieces.pieces, low, high, broken=broken):
            if _touches(chain, *inner) and (best is None or chain[-1].end - chain[0].start < best[-1].end - best[0].start):
                best = chain
    return best


def _touches(chain: Sequence[Stretch], low: int, high: int) -> bool:
    return any(start < high and end > low for stretch in chain for start, end in stretch.parts)


def _runs(pages: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pages as runs of neighbours, first and last."""
    start: int | None = None
    before = -2
    for page in sorted(set(pages)):
        if page != before + 1:
            if start is not None:
                yield start, before
            start = page
        before = page
    if start is not None:
        yield start, before


def _verdict(
    state: State,
    copy: Copy,
    keyed: Keyed,
    pieces: Pieces,
    chain: Sequence[Stretch],
    places: Cited,
    *,
    placed: bool = False,
    second: bool = False,
    also: Sequence[int] = (),
) -> Verdict:
    page = copy.pages[_page(keyed, chain, places)]
    warned = cautions(keyed, pieces, chain)
    if keyed is copy.keyed_bare:
        warned.append(Caution("mark", "Letters (fi, fl, ff) were lost when the words were copied: put them back."))
    elif keyed is not copy.keyed:
        warned.append(Caution("mark", "A mark of a note, or a running head, was copied along with the words."))
    if second:
        warned.append(Caution("page", f"The page is the {page.index}th in the file, but it is printed {page.name}."))
    if page.behind:
        warned.append(_RECOGNISED)
    skipped = tuple(caution.shown for caution in warned if caution.kind == "skipped")
    return Verdict(
        state,
        page.index,
        page.name if copy.paged else "",
        page.label_from,
        sentence_at(keyed, chain[0].start, chain[-1].end),
        warnings=tuple(warned),
        skipped=skipped,
        placed=placed,
        also=tuple(copy.pages[each].name for each in also[:5]),
    )


def _page(keyed: Keyed, chain: Sequence[Stretch], places: Cited) -> int:
    """Of the pages that a quotation runs over, the cited one, else the first."""
    wanted = {*places.pages} or {*places.others}
    touched = [keyed.page_of(place) for stretch in chain for start, end in stretch.parts for place in (start, end - 1)]
    return next((page for page in touched if page in wanted), touched[0])


def _explained(quote: str, readings: Sequence[Pieces], copy: Copy, places: Cited) -> Verdict:
    """Why a quotation was not found: its pieces in another order, other words, unread pages, or nothing like it."""
    keyed, unread = copy.keyed, copy.unread
    if blind := [page for page in unread if page.index - 1 in places.pages]:
        return Verdict("unchecked", why=f"Page {blind[0].name} of the copy cannot be read: {_reason(blind[0].scanned)}.")
    if shuffled := _shuffled(keyed, readings[-1]):
        page = copy.pages[keyed.page_of(shuffled[0])]
        change = Change(" … ".join(piece.words for piece in readings[-1].pieces), keyed.source(*shuffled), "order")
        return _told(copy, page.index, keyed, *shuffled, (change,), ("order",))
    if parts := _shortened(keyed, readings[-1], places):
        change = left_out(keyed.source(parts[0].end, parts[1].start))
        return _told(copy, keyed.page_of(parts[0].start) + 1, keyed, parts[0].start, parts[1].end, (change,), (change.kind,))
    near = [each for page in places.pages for each in (page, page - 1, page + 1)]
    plain = re.sub(r"\s+", " ", " ".join(piece.words for piece in readings[-1].pieces))
    search = partial(likest, keyed, first=near)
    found = search(plain) or (search(quote) if quote != plain else None)
    if found is not None and found.changes:
        return _told(copy, keyed.page_of(found.start) + 1, keyed, found.start, found.end, found.changes, found.kinds)
    if unread and not places.pages:
        return Verdict("unchecked", why=f"It is on none of the pages that can be read; {len(unread)} of {len(copy.pages)} cannot be.")
    if copy.doubts:
        return Verdict("unchecked", why=f"It is not in what could be read of the copy. {copy.doubts[0]}")
    return Verdict("not-found")


def _shortened(keyed: Keyed, pieces: Pieces, places: Cited) -> tuple[Stretch, Stretch] | None:
    """Where a quotation stands from which words were left out unsaid, at the cited pages if it can be."""
    if len(pieces.pieces) != 1:
        return None
    ranges = [keyed.range_of(first, last) for first, last in _runs(places.pages)]
    found = (gapped(keyed, pieces.pieces[0].key, low, high) for low, high in (*ranges, (0, len(keyed.joined))))
    return next((each for each in found if each), None)


def _reason(scanned: bool) -> str:
    return "it is a picture without text" if scanned else "the file does not say which letters its signs are"


def _shuffled(keyed: Keyed, pieces: Pieces) -> tuple[int, int] | None:
    """Where the pieces of a quotation all stand, near each other, but in another order."""
    if len(pieces.pieces) < 2 or any(len(piece.key) < 8 for piece in pieces.pieces):
        return None
    spots = [next(keyed.find(piece.key, 0, len(keyed.joined)), None) for piece in pieces.pieces]
    known = [(spot, spot + len(piece.key)) for spot, piece in zip(spots, pieces.pieces, strict=True) if spot is not None]
    return (min(spot for spot, _ in known), max(end for _, end in known)) if len(known) == len(spots) else None


def _told(
    copy: Copy, index: int, keyed: Keyed, start: int, end: int, changes: tuple[Change, ...], kinds: tuple[ChangeKind, ...]
) -> Verdict:
    page = copy.pages[index - 1]
    return Verdict(
        "altered",
        index,
        page.name if copy.paged else "",
        page.label_from,
        sentence_at(keyed, start, end),
        changes=changes,
        kinds=kinds,
        warnings=(_RECOGNISED,) if page.behind else (),
    )

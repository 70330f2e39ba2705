"""Holds a figure against a copy of its source: does the source state that amount, at the cited page, of the same thing?

A number alone proves little: most pages have a 7 somewhere. So the words beside the figure have to be those of the claim too, and where
other words are, or another figure stands with these, that is said. What could not be looked at is never called absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from toolkit.archive.figure_verdict import Doubt, FigureState, FigureVerdict
from toolkit.archive.pages import Copy, Page
from toolkit.archive.places import Cited, cited_pages
from toolkit.archive.stated import MOST_LETTERS, Stated, StatedIn, is_whole
from toolkit.english.agreement import HOWS, Agreement, agreement, written
from toolkit.english.content import DIRECTIONS, content_words, names, own_words
from toolkit.english.figures import Figure, measured, read_figures
from toolkit.model.draft import Locator

_SHARED = 2
"""Words beside a figure that have to be those of the claim."""
_FAR = 800
"""Characters from which on another figure is of another matter."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_ANYTHING = content_words("people persons individuals cases")
"""What is counted where it is not said what."""
_MOST = 12
"""Figures of one page that agree and are looked at closely, those with most of the claim's words first."""
_SMALL = 10
"""Up to this a count is on every page."""


@dataclass(frozen=True)
class Asked:
    """A figure that is looked for, in the sentence that states it."""

    figure: Figure
    """Its offsets are those of the sentence; -1 where it does not stand in it."""
    sentence: str
    beside: str = ""
    """What else says what it is about: where and when."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Stems of all the words that say what it is about."""
        return content_words(f"{self.sentence} {self.beside}")

    @cached_property
    def names(self) -> frozenset[str]:
        return names(self.sentence)

    @cached_property
    def others(self) -> tuple[Figure, ...]:
        """The other figures of the sentence."""
        return tuple(figure for figure in self._read if figure.start != self.figure.start)

    @cached_property
    def own(self) -> frozenset[str]:
        """Stems of the words of its own clause."""
        at = next((number for number, each in enumerate(self._read) if each.start == self.figure.start), None)
        return self.words if at is None else own_words(self.sentence, self._read, at)

    @cached_property
    def _read(self) -> list[Figure]:
        return read_figures(self.sentence)


class _Match(NamedTuple):
    stated: Stated
    agrees: Agreement
    doubts: tuple[Doubt, ...]
    shared: frozenset[str]

    @property
    def weak(self) -> bool:
        """Whether it may be another figure altogether."""
        return any(doubt.kind in {"context", "other", "small"} for doubt in self.doubts)


def _rank(match: _Match) -> tuple[bool, int, int, int]:
    return match.weak, len(match.doubts), HOWS.index(match.agrees.how), -len(match.shared)


def verify_figure(asked: Asked, copy: Copy | StatedIn, cited: Locator | None = None) -> FigureVerdict:
    """The verdict on a figure. Never raises.

    :param copy: the copy; as `StatedIn` where several figures are looked for in it, so that each page is read once.
    """
    read = StatedIn(copy) if isinstance(copy, Copy) else copy
    copy = read.copy
    if copy.unreadable or not copy.pages:
        return FigureVerdict("unchecked", why=copy.unreadable or "The copy has no text.")
    places = cited_pages(copy, cited)
    everywhere = range(len(copy.pages))
    first = [*places.pages, *places.others] if places.asked else everywhere
    matches = list(_matches(asked, read, first))
    best = min(matches, key=_rank, default=None)
    if best is not None and (not places.asked or not best.weak):
        return _found(asked, copy, best, places, matches)
    if not places.asked:
        return _missing(asked, read, first, places)
    if blind := next((copy.pages[page] for page in first if not copy.pages[page].readable), None):
        return _found(asked, copy, best, places, matches) if best else _blind(blind)
    rest = [page for page in everywhere if page not in set(first)]
    there = [match for match in _matches(asked, read, rest) if not match.doubts or (best is None and _is_telling(match, asked))]
    if there:
        nearest = min(there, key=lambda match: (_rank(match), min((abs(match.stated.page - page) for page in first), default=0)))
        return replace(_found(asked, copy, nearest, places, there), state="elsewhere", placed=False)
    return _found(asked, copy, best, places, matches) if best else _missing(asked, read, first, places)


# --- what agrees ------------------------------------------------------------------------------------------------------------


def _matches(asked: Asked, read: StatedIn, pages: Iterable[int]) -> Iterator[_Match]:
    """The figures of some pages that agree with the one that is asked for, each with what speaks against it."""
    for page in pages:
        on_page = read.page(page)
        behind = [each for each in read.page(page + 1) if each.first == page] if page + 1 < len(read.copy.pages) else []
        here = [*on_page, *behind]  # a sentence that begins here may have its figure on the next page
        agreeing = ((stated, agreement(asked.figure, stated.figure)) for stated in here if not stated.bare)
        fitting = [(stated, agrees) for stated, agrees in agreeing if agrees is not None and _may_be(asked, stated, agrees)]
        for stated, agrees in sorted(fitting, key=lambda each: -len(asked.words & each[0].near))[:_MOST]:
            shared = asked.words & stated.near
            yield _Match(stated, agrees, (*_remarks(agrees), *_doubts(asked, stated, here, shared)), shared)
        if (ends := _ends(asked, here)) is not None:
            yield ends


def _remarks(agrees: Agreement) -> Iterator[Doubt]:
    for remark in agrees.remarks:
        yield Doubt(remark.kind, remark.text)


def _doubts(asked: Asked, stated: Stated, here: Sequence[Stated], shared: frozenset[str]) -> Iterator[Doubt]:
    """What speaks against a figure that agrees."""
    if stated.tabular and (doubt := _row(asked, stated, here)):
        yield doubt
    elif len(shared) < _SHARED or not (asked.words & stated.sentence or stated.tabular):
        yield Doubt("context", "The number is there, and few of the words around it are those of the claim.", stated.passage)
    elif not stated.tabular and (rival := _rival(asked, stated, here)):
        yield Doubt("other", f"With these words the source has {rival.shown}.", rival.passage)
    if not stated.certain:
        yield Doubt("unit", "The table does not say plainly what this column counts.", stated.heading)
    if _is_small(asked.figure) and not stated.tabular and not _counts_the_same(asked, stated):
        yield Doubt("small", "So small a number proves nothing by itself: see whether it counts the same.", stated.passage)


def _row(asked: Asked, stated: Stated, here: Sequence[Stated]) -> Doubt | None:
    """Whether the row and the column of a cell are those that the claim is about."""
    label, column = content_words(stated.row), content_words(stated.column)
    wanted = asked.words
    others = [each for each in here if each.tabular and each.heading == stated.heading]
    if not label & wanted and not is_whole(stated.row):
        return Doubt("other", f"It stands in the row “{_short(stated.row)}”, which the claim does not name.", stated.passage)
    better = max(others, key=lambda each: len(content_words(each.row) & wanted), default=stated)
    if len(content_words(better.row) & wanted) > len(label & wanted) and not _agrees_with_any(asked, better):
        return Doubt("other", f"It stands in the row “{_short(stated.row)}”, and there is a row “{_short(better.row)}”.", stated.passage)
    if column and not column & wanted:
        named = next((each for each in others if each.row == stated.row and content_words(each.column) & wanted), None)
        if named is not None and not _agrees_with_any(asked, named):
            return Doubt("other", f"It stands under “{stated.column}”, and there is a column “{named.column}”.", stated.passage)
    return None


def _rival(asked: Asked, stated: Stated, here: Sequence[Stated]) -> Stated | None:
    """Another figure of the same kind that stands with words of the claim with which this one does not: the claim may be about that one."""
    what = measured(stated.figure)[0]
    for other in here:
        if (
            other.tabular
            or other.bare
            or not other.figure.weighty
            or measured(other.figure)[0] != what
            or not 0 < _apart(other, stated) < _FAR
        ):
            continue
        if _YEAR.fullmatch(other.figure.text) or _agrees_with_any(asked, other) or agreement(other.figure, asked.figure) is not None:
            continue
        if _counts_what_is_asked(asked, stated, other) or _are_parted(stated, other, here):
            continue
        together = other.passage == stated.passage
        theirs = (other.own & asked.own) - (stated.own if together else stated.sentence)
        mine = ((stated.own if together else stated.sentence) & asked.own) - (other.own if together else other.sentence)
        weight = len(mine) + len(mine & DIRECTIONS)
        mine -= DIRECTIONS if together else frozenset()  # "fares rose by 55 and wages by 37 per cent": both rose
        named, unnamed = theirs & (other.names | asked.names), mine & (stated.names | asked.names)
        if (named and not unnamed) or (theirs and (not mine or (not together and len(theirs) >= 2 * weight))):
            return other
    return None


def _are_parted(one: Stated, other: Stated, here: Sequence[Stated]) -> bool:
    """Whether two numbers are the part and the whole of one share: 37 of 43."""
    first, last = min(one.figure.start, other.figure.start), max(one.figure.end, other.figure.end)
    return any(each.figure.kind == "fraction" and each.figure.start <= first and last <= each.figure.end for each in here)


def _counts_what_is_asked(asked: Asked, stated: Stated, other: Stated) -> bool:
    """Whether a number counts what the claim's counts, and the other one something else: 131,370 children beside 104,510 households."""
    ours, here, there = (content_words(each.unit) for each in (asked.figure, stated.figure, other.figure))
    return asked.figure.kind == "number" and bool(ours & here) and bool(there) and not ours & there


def _apart(one: Stated, other: Stated) -> int:
    """Characters between two figures of one page; 0 where they overlap."""
    if one.page != other.page:
        return _FAR
    return max(0, one.figure.start - other.figure.end, other.figure.start - one.figure.end)


def _agrees_with_any(asked: Asked, stated: Stated) -> bool:
    """Whether a figure of the source is one that the sentence states too, this one or another."""
    return any(agreement(each, stated.figure) is not None for each in (asked.figure, *asked.others))


def _is_small(figure: Figure) -> bool:
    """A single digit, or a number in words up to ten, that counts something."""
    return figure.kind in {"number", "duration", "age"} and figure.high <= _SMALL and figure.high == int(figure.high)


def _may_be(asked: Asked, stated: Stated, agrees: Agreement) -> bool:
    """Whether it may be the figure at all: a short number with none of the claim's words is on any page."""
    return bool(asked.words & stated.near or not _is_short(asked.figure)) and not _counts_other(asked, stated, agrees)


def _counts_other(asked: Asked, stated: Stated, agrees: Agreement) -> bool:
    """Whether a number that only comes near counts other things: more than 110,000 households, and 131,370 children."""
    ours, theirs = (content_words(unit) - _ANYTHING for unit in (asked.figure.unit, stated.figure.unit))
    if agrees.how in {"exact", "equivalent"} or asked.figure.kind != "number" or not ours or not theirs or ours & theirs:
        return False
    return not (ours & stated.own or theirs & asked.own)


def _is_short(figure: Figure) -> bool:
    """One or two digits: what stands on any page."""
    return len(f"{written(figure):g}".replace(".", "")) <= 2


def _counts_the_same(asked: Asked, stated: Stated) -> bool:
    """Whether the noun that a small number counts stands right beside it in the source too, in a sentence of the same matter."""
    counted = content_words(asked.figure.unit) or asked.own
    return bool(counted & stated.own) and len(asked.words & stated.sentence) >= _SHARED


def _ends(asked: Asked, here: Sequence[Stated]) -> _Match | None:
    """The two ends of a range, each of which stands by itself in one sentence or in one table."""
    figure = asked.figure
    if figure.low == figure.high:
        return None
    low, high = (
        replace(figure, low=end, high=end, text=f"{end / (figure.high / (written(figure) or 1)):g}", qualifier="")
        for end in (figure.low, figure.high)
    )
    for stated in here:
        if stated.bare or agreement(high, stated.figure) is None:
            continue
        for other in here:
            together = other.passage == stated.passage or (stated.tabular and other.heading == stated.heading)
            if together and not other.bare and agreement(low, other.figure) is not None:
                both = replace(stated, shown=f"{other.shown} and {stated.shown}")
                shared = asked.words & stated.near
                few = (Doubt("context", "The numbers are there, and few of the words around them are those of the claim.", stated.passage),)
                return _Match(both, Agreement("equivalent"), few if len(shared) < _SHARED else (), shared)
    return None


def _is_telling(match: _Match, asked: Asked) -> bool:
    """Whether a number is so long that it is found by chance nowhere: four digits that say something."""
    digits = f"{written(asked.figure):g}".replace(".", "").strip("0")
    return len(digits) >= 4 and match.agrees.how in {"exact", "equivalent"}


# --- verdicts ---------------------------------------------------------------------------------------------------------------


def _told(state: FigureState, asked: Asked, copy: Copy, stated: Stated) -> FigureVerdict:
    """A verdict with what the source has, and where."""
    page = copy.pages[stated.page]
    return FigureVerdict(
        state,
        page.index,
        page.name if copy.paged else "",
        page.label_from,
        found=stated.shown,
        compared=f"{' '.join(asked.figure.text.split())} and {stated.shown}",
        passage=stated.passage,
        heading=stated.heading,
        shared=tuple(sorted(asked.words & stated.near)),
    )


def _found(asked: Asked, copy: Copy, best: _Match, places: Cited, matches: Sequence[_Match]) -> FigureVerdict:
    stated, page = best.stated, copy.pages[best.stated.page]
    doubts = [*best.doubts]
    here = {stated.page, stated.first}
    if here & {*places.others} and not here & {*places.pages}:
        doubts.append(Doubt("page", f"The page is the {page.index}th in the file, but it is printed {page.name}."))
    if page.behind:
        doubts.append(Doubt("recognised", "The copy's words were read from a picture by a program, and may hold its mistakes."))
    others = sorted({match.stated.page for match in matches if _rank(match)[:3] <= _rank(best)[:3]} - {stated.page})
    also = tuple(copy.pages[other].name for other in others[:5]) if copy.paged else ()
    return replace(_told(best.agrees.how, asked, copy, stated), doubts=tuple(doubts), placed=places.asked, also=also)


def _blind(page: Page) -> FigureVerdict:
    reason = "it is a picture without text" if page.scanned else "the file does not say which letters its signs are"
    return FigureVerdict("unchecked", why=f"Page {page.name} of the copy cannot be read: {reason}.")


def _missing(asked: Asked, read: StatedIn, pages: Sequence[int], places: Cited) -> FigureVerdict:
    """Nothing agrees: a number whose sense is not plain, or none; and what stands where it should be."""
    copy = read.copy
    if not places.asked and copy.unread:
        return FigureVerdict(
            "unchecked", why=f"It is on none of the pages that can be read; {len(copy.unread)} of {len(copy.pages)} cannot be."
        )
    here = [each for page in pages for each in read.page(page)]
    if same := _same_number(asked, here):
        doubt = Doubt("unit", "The number is there, and it is not plain that it counts the same.", same.passage)
        return replace(_told("unit-doubtful", asked, copy, same), doubts=(doubt,), placed=places.asked)
    if any(len(copy.pages[page].text) > MOST_LETTERS for page in pages):
        return FigureVerdict("unchecked", why=f"It is not in the first {MOST_LETTERS:,} letters, and no more were read.")
    if copy.doubts:
        return FigureVerdict("unchecked", why=f"It is not in what could be read of the copy. {copy.doubts[0]}")
    near = _nearest(asked, here)
    return replace(_told("absent", asked, copy, near), found="", nearest=near.shown) if near else FigureVerdict("absent")


def _same_number(asked: Asked, here: Sequence[Stated]) -> Stated | None:
    """A figure of another kind, or a number of which nobody knows what it counts, with the same digits and some of the claim's words."""
    wanted = {written(asked.figure), asked.figure.high}
    what = measured(asked.figure)[0]
    same = [
        each
        for each in here
        if wanted & {written(each.figure), each.figure.high}
        and len(asked.words & each.near) >= _SHARED
        and (each.bare or measured(each.figure)[0] != what)  # ten times as much is no question of units
        and not (each.bare and _is_short(asked.figure) and asked.figure.kind != "number")  # Table 4 is not £4 billion
    ]
    return max(same, key=lambda each: (len(asked.words & each.sentence), not each.bare), default=None)


def _nearest(asked: Asked, here: Sequence[Stated]) -> Stated | None:
    """What the source has in the figure's place: a figure of its kind with the claim's words, else one that is close to it."""
    what, _, value = measured(asked.figure)
    alike = [each for each in here if not each.bare and measured(each.figure)[0] == what and not _agrees_with_any(asked, each)]

    def away(each: Stated) -> float:
        other = measured(each.figure)[2]
        return abs(other - value) / (max(abs(other), abs(value)) or 1.0)

    with_words = [each for each in alike if len(asked.words & each.near) >= _SHARED]
    if with_words:
        return max(with_words, key=lambda each: (len(asked.own & each.own) + len(asked.words & each.sentence), -away(each)))
    return min((each for each in alike if away(each) < 0.1), key=away, default=None)


def _short(label: str) -> str:
    line = " ".join(label.split())
    return line if len(line) <= 60 else f"… {line[-60:]}"

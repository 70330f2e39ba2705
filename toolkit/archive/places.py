"""Which pages of a copy a pinpoint means: a printed number before a PDF's own name for a page, and that before its position in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.archive.normal import Keyed
from toolkit.archive.pages import Copy
from toolkit.archive.running import numeral
from toolkit.model.draft import Locator

_PART = re.compile(
    r"\s*([A-Za-z]{0,3}[-.]?\d+[a-eg-z]?|[ivxlcIVXLC]+)\s*(?:(?:--|[-–—]|to)\s*([A-Za-z]{0,3}[-.]?\d+|[ivxlcIVXLC]+))?\s*(ff?\.?)?\s*$"
)
_SEPARATOR = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


_PARAGRAPHS = re.compile(r"\[?(\d{1,4}(?:\.\d{1,4}){0,4})\]?(?:\s*[-–—]{1,2}\s*\[?(\d{1,4}(?:\.\d{1,4}){0,4})\]?)?")
_NUMBERED = re.compile(r"(?m)^[ \t]*[\[(]?(\d{1,4}(?:\.\d{1,4}){0,4})[.)\]]?[ \t]*(?=\n|[“‘\"'(\[]*[A-Z])")


@dataclass(frozen=True)
class Cited:
    """Pages counted from 0: those that the pinpoint means, and those that it might mean. `asked`: it names a page of a copy with pages."""

    pages: tuple[int, ...] = ()
    others: tuple[int, ...] = ()
    asked: bool = False


def cited_pages(copy: Copy, cited: Locator | None) -> Cited:
    """The pages of a locator; those before the first comma or semicolon with another kind of place are read, the rest is a remark."""
    if cited is None or cited.label not in ("", "page") or not cited.value or not copy.paged:
        return Cited()
    first: list[int] = []
    second: list[int] = []
    read = False
    for part in _SEPARATOR.split(cited.value):
        found = _PART.match(part)
        if not found:
            continue
        read = True
        start, end = found[1], _completed(found[1], found[2] or found[1])
        extra = 0 if not found[3] else 1 if found[3].startswith("f") and not found[3].startswith("ff") else 3
        first += _between(copy, start, end, extra, 0)
        second += _between(copy, start, end, extra, 1)
    if not read and cited.label != "page":
        return Cited()
    chosen = tuple(dict.fromkeys(first))
    return Cited(chosen, tuple(page for page in dict.fromkeys(second) if page not in chosen), asked=True)


def in_paragraph(keyed: Keyed, cited: Locator | None, place: int) -> bool:
    """Whether a place of the text stands in the cited paragraph: behind the last number at the beginning of a line that is not above it.

    Only a yes means something: not every source prints the numbers of its paragraphs so that they can be told from others.
    """
    if cited is None or cited.label not in ("paragraph", "section") or not (wanted := _PARAGRAPHS.fullmatch(cited.value.strip())):
        return False
    first, last = _counted(wanted[1]), _counted(wanted[2] or wanted[1])
    page, offset = keyed.offset(place)
    for number in range(page, max(page - 4, -1), -1):
        text = keyed.texts[number][: offset + 1] if number == page else keyed.texts[number]
        numbers = [_counted(found[1]) for found in _NUMBERED.finditer(text)]
        if same := [each for each in numbers if len(each) == len(first)]:
            return first <= same[-1] <= last
    return False


def _counted(number: str) -> tuple[int, ...]:
    return tuple(map(int, number.split(".")))


def _completed(start: str, end: str) -> str:
    """``123-5`` is 123 to 125."""
    if start.isdigit() and end.isdigit() and len(end) < len(start):
        return start[: len(start) - len(end)] + end
    return end


def _between(copy: Copy, start: str, end: str, extra: int, rank: int) -> list[int]:
    """The pages from one to another and so many more. A number may come twice, on a title page and in the text: then both are meant."""
    names = copy.numbers[rank]
    firsts, lasts = (list(names.get(numeral(name), ())) for name in (start, end))
    if not firsts:  # a range that begins before the copy does, or at a page without a number
        return lasts
    found: list[int] = []
    for first in firsts:
        last = next((at for at in lasts if at >= first), first)
        if last == first and start.isdigit() and end.isdigit():
            last = first + max(0, int(end) - int(start))
        found += range(first, min(last + extra, len(copy.pages) - 1, first + 200) + 1)
    return found

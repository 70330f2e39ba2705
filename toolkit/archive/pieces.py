"""A quotation in pieces: what the writer claims to have copied, parted by what she marks as left out or put in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.archive.normal import key_of

Join = Literal["start", "ellipsis", "bracket", "suffix"]

_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*\]|\(\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*\)|…\.?|\.\s?\.\s?\.(?:\s?\.)*")
_BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
_REMARK = re.compile(
    r"sic[.!]?|(?:my|our|original)?\s*(?:emphasis|italics|bold)\s*(?:is\s+)?(?:added|mine|ours|in (?:the )?original|removed|omitted)?"
    r"|(?:foot)?notes? (?:omitted|removed)|(?:citations?|references?) (?:omitted|removed)",
    re.IGNORECASE,
)
_PARTS = re.compile("\ufdd0([EBS])([^\ufdd1]*)\ufdd1")
MOST = 40
"""More pieces are no quotation."""


@dataclass(frozen=True)
class Piece:
    """Words copied as one, how they are joined to those before, and what the writer put in between."""

    words: str
    key: str
    join: Join
    inserted: str = ""


@dataclass(frozen=True)
class Pieces:
    """The pieces in order. `opens` and `closes`: an ellipsis or insertion stands before the first or behind the last."""

    pieces: tuple[Piece, ...]
    opens: bool = False
    closes: bool = False
    tail: str = ""
    """What the writer put behind the last piece."""


def literal(quote: str) -> Pieces:
    """The quotation as one piece: its dots and brackets may be the source's own."""
    return Pieces((Piece(quote, key_of(quote), "start"),) if key_of(quote) else ())


def parted(quote: str, *, ellipses: bool = True, brackets: bool = True) -> Pieces:
    """The quotation in pieces at its ellipses and at its brackets; what is not asked for is taken for the source's own."""
    text = re.sub("[\ufdd0\ufdd1]", "", quote)
    if ellipses:
        text = _ELLIPSIS.sub("\ufdd0E\ufdd1", text)
    if brackets:
        text = _BRACKET.sub(lambda found: _insertion(found, text), text)
    return _assembled(text)


def _insertion(found: re.Match[str], text: str) -> str:
    inside = found[1].strip()
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    if len(inside) == 1 and inside.isalpha() and after.isalpha() and not before.isalpha():
        return inside  # [T]he: another case of the first letter
    if _REMARK.fullmatch(inside):
        return " "
    if before.isalpha() and inside.isalpha() and len(inside) <= 4:
        return f"\ufdd0S{inside}\ufdd1"  # report[ed]
    return f"\ufdd0B{inside}\ufdd1"


def _assembled(text: str) -> Pieces:
    marks = list(_PARTS.finditer(text))
    ends = [0, *(mark.end() for mark in marks)]
    starts = [*(mark.start() for mark in marks), len(text)]
    made: list[Piece] = []
    kinds: list[str] = []
    inserted: list[str] = []
    opens = False
    for number, (start, end) in enumerate(zip(ends, starts, strict=True)):
        if number:
            kinds.append(marks[number - 1][1])
            inserted.append(marks[number - 1][2])
        key = key_of(text[start:end])
        if not key:
            continue
        join: Join = "start"
        if kinds:
            join = "ellipsis" if "E" in kinds else "bracket" if "B" in kinds else "suffix"
            opens = opens or not made
        made.append(Piece(text[start:end].strip(), key, join if made else "start", " ".join(filter(None, inserted))))
        kinds, inserted = [], []
    return Pieces(tuple(made[:MOST]) if len(made) <= MOST else (), opens, "E" in kinds, " ".join(inserted).strip())

"""An amount while it is read: its kind, and the noun that it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.english.numbers.numerals import words

FigureKind = Literal["number", "percentage", "points", "fraction", "ratio", "multiple", "money", "rate", "duration", "age", "measure"]


@dataclass(slots=True)
class Amount:
    """A figure being read. ``loose``: no unit and no noun yet, so that it may take those of the next one (45 and 55 per cent)."""

    kind: FigureKind
    value: float
    start: int
    end: int
    unit: str = ""
    scale: float = 1.0
    digits: bool = True
    loose: bool = False
    high: float | None = None


Read = tuple[Amount | None, int]
"""What was read at a place, if anything, and the offset to go on from, always beyond that place."""
_FOLLOWING = re.compile(r"\s+([a-z][a-z'’-]*)(?:\s+([a-z][a-z'’-]*))?(?:\s+([a-z][a-z'’-]*))?")
_PEOPLE = words(
    "people children men women staff police patients adults households homes pupils families respondents jobs cases deaths miles"
)
_COLLECTIVE = words("people children men women staff police youth personnel prey sheep teeth feet criteria data media mps mp's peers")
_NOT_COUNTED = words(
    "always across perhaps was has is its his this thus towards less versus plus sometimes besides says shows does gives makes takes "
    "remains means includes appears comes goes needs wants as us yes afterwards nevertheless regardless unless whereas hers ours "
    "theirs yours previous various serious obvious religious indigenous continuous business access process progress success loss "
    "crisis analysis basis status tends becomes rises falls represents reflects suggests indicates seems follows applies"
)
_ENDS_NOUN = words(
    "of in on at by to from for with and or but the a an were was is are be been had have has who that which than as per if when "
    "while since after before during under over between into out up not no did do does said say will would could should may might "
    "must can also only more fewer less each every all this these those their its our his her it they we he she you i so then there "
    "where because about"
)


def counts_people(noun: str) -> bool:
    """Whether a noun is one of those before which four digits are a count and no year: 2000 people."""
    return noun in _PEOPLE or (noun in _COLLECTIVE and noun not in {"data", "criteria"})


def noun_after(plain: str, at: int) -> str:
    """The plural that follows, at most two words off; empty where the phrase ends first."""
    following = _FOLLOWING.match(plain, at)
    for word in following.groups() if following else ():
        if word is None or word in _ENDS_NOUN:
            break
        if word in _COLLECTIVE or (len(word) > 3 and word[-1] == "s" and word[-2] not in "su'" and word not in _NOT_COUNTED):
            return word
    return ""


def last_word(plain: str, at: int) -> str:
    before = plain[max(0, at - 20) : at].split()
    return before[-1] if before else ""

"""Numbers that are years: 2017 before a noun, 1255, 642 CE, the pounds of 2012."""

from __future__ import annotations

import re

from toolkit.english.numbers.names import MONTH_WORDS, is_year
from toolkit.english.numbers.numerals import Number, spaced, words

_ERA = re.compile(
    r"[0-9][0-9,]*(?:\s?(?:[-–—]|and|to|or)\s?[0-9][0-9,]*)?\s?(?:B\.?\s?C\.?(?:\s?E\b\.?)?|A\.?\s?D\b\.?|C\.?\s?E\b\.?)(?![\w-])",
)
_AFTER_ERA = re.compile(r"(?:\bA\.?\s?D\.?)\s?$")
_MIDDLE_AGES = re.compile(r"1[0-4][0-9]{2}(?![,.]?[0-9]|%)")
_IN_THEN = words("in since until during circa summer spring autumn winter")
_OF = re.compile(r"\s+(?:of|out)\b")
_BY = spaced(r"(?:^|[.;:] |, |\band |\bbut )(?:by|before|after|until|around|about) $|(?:spring|summer|autumn|winter|year) of $")
_OLD = re.compile(r"[1-9][0-9]{2}(?![0-9.,]*[0-9]|%)(?= [a-z])|1[0-9]{3}(?![0-9.,]*[0-9]|%)")
_BEFORE_YEAR = words("in since of the during until throughout late early mid mid- summer spring autumn winter christmas")
_DID = spaced(r" (?:brought|saw|was|gave|left|made|marked|began|ended|will|had|has|would|did)\b")
"""What only a year does: 2001 brought many people grief."""
_BEFORE_PLAIN_YEAR = words("before after by from to and between")
_ANOTHER_YEAR = spaced(r"(?:\b(?:1[5-9]|20)[0-9]{2}|\byear) (?:to|and|until) $|\b(?:between|by|before|after|from) $")
_MONEY = spaced(r" (?:pounds|dollars|euros|prices)\b")
_PRICES_OF = words("in constant real of at chained today's")


def follows_year_word(plain: str, number: Number, before: list[str]) -> bool:
    """Whether four digits before people, cases and the like are a year after all: in the year to 2017 black people …"""
    last = before[-1] if before else ""
    if last in _BEFORE_YEAR or last in MONTH_WORDS or _DID.match(plain, number.end):
        return True
    return (
        bool(number.value % 100)
        and last in _BEFORE_PLAIN_YEAR
        and bool(_ANOTHER_YEAR.search(plain[max(0, number.start - 24) : number.start]))
    )


def is_price_year(plain: str, number: Number, before: list[str]) -> bool:
    """The year in whose money a sum is given: in 1998 dollars."""
    return bool(before and before[-1] in _PRICES_OF and is_year(plain, number) and _MONEY.match(plain, number.end))


def era_end(text: str, at: int) -> int:
    """The offset after a year with its era (642 CE, A.D. 988, 900–700 BC); 0 for any other number."""
    if (era := _ERA.match(text, at)) is not None:
        return era.end()
    return at + len(re.match("[0-9]*", text[at : at + 8])[0]) if _AFTER_ERA.search(text[max(0, at - 6) : at]) else 0  # type: ignore[index]


_TO_AND_FRO = re.compile(
    r"\b(?:ris|rose|increas|grow|grew|fall|fell|declin|drop|cut|reduc|climb|jump|up|down|exceed|outnumber|win|won|los[te])[a-z]*\b"
)
_THEN_AND = re.compile(r"\s+(?:and|when|while|but)\b")
_IN_AT_HEAD = spaced(r"(?:^|[.;:] )in $")
_THREE = re.compile(r"[1-9][0-9]{2},\s")
_BY_THEN = words("by from until till after before around about circa")


def is_old_year(plain: str, number: Number, noun: str, before: list[str]) -> bool:
    """A year before printing (in 1255, by 800), where nothing is counted."""
    if noun or not number.digits or number.scale > 1 or _OF.match(plain, number.end):
        return False
    if before and before[-1] in _IN_THEN and _MIDDLE_AGES.match(plain, number.start):
        return True
    if before and before[-1].lstrip("(") in {"c.", "ca.", "circa"} and _MIDDLE_AGES.match(plain, number.start):
        return True
    if _IN_AT_HEAD.search(plain[max(0, number.start - 12) : number.start]) and _THREE.match(plain, number.start):
        return True
    near = plain[max(0, number.start - 48) : number.start]
    if before and before[-1] in _BY_THEN and _MIDDLE_AGES.match(plain, number.start) and not _TO_AND_FRO.search(near):
        return plain[number.end : number.end + 1] in {",", "."} or bool(_THEN_AND.match(plain, number.end))
    return bool(_BY.search(plain[max(0, number.start - 16) : number.start]) and _OLD.match(plain, number.start))

"""Sentences in English prose: where each begins and ends. Abbreviations, initials, numbers and references do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'\u2019\u201d)\]]*(?=\s|$)|\t")
_HEAD = re.compile(r"[\s*(]*(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})$")
"""A number or letter before the first sentence of a paragraph: ``1.``, ``2.14.``, ``(a.``"""
_BEFORE = r"(?:^|[\s(\[\"'\u2018\u201c])"
_NEVER = re.compile(
    _BEFORE
    + r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Revd|Hon|Rt|Sir|St|Messrs|Lt|Col|Sgt|Cllr|Gen|p|pp|[Pp]gs?|[Pp]aras?|ss?|chs?|Ch|[Aa]rts?|regs?|"
    r"cols?|cls?|[Ss]chs?|[Vv]ols?|pt|Pt|nos?|[Ff]igs?|cf|viz|approx|ca?|e\.g|i\.e|eg|ie|vs?|Op|[Ll]oc|est|incl|excl|max|min|esp|Ph\.D)$"
)
"""Abbreviations that stand before what they belong to."""
_SELDOM = re.compile(
    _BEFORE
    + r"(?:etc|al|et|[Ii]bid|op|cit|eds?|edn|Ltd|Co|Inc|plc|[Dd]ept|Jr|Sr|a\.m|p\.m|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Nos?)$"
)
"""Abbreviations that end a sentence where a capital letter follows."""
_INITIAL = re.compile(_BEFORE + r"(?:[A-Z]|[A-Z](?:\.-?[A-Z])+)$")
_LETTERED = re.compile(
    r"\b(?:[Cc]lass|[Cc]ategory|[Pp]art|[Aa]nnexe?|[Aa]ppendix|[Ss]chedule|[Oo]ption|[Gg]roup|[Tt]able|[Bb]and|[Gg]rade|[Pp]lan|[Ff]orm|"
    r"[Ss]ection|[Tt]ier|[Hh]epatitis|[Vv]itamin|and|or) [A-Z]$"
)
"""A letter that names a thing and is nobody's initial: ``a drug of Class B.``"""
_OPENING = re.compile(
    r"\s+[\"'\u2018\u201c(]?(?:The|This|That|These|Those|There|It|Its|In|On|At|As|An?|And|But|We|Our|They|Their|He|She|His|Her|If|For|From|"
    r"However|Some|Many|Most|All|No|Not|To|Where|When|While|With|Under|By|What|Who|Nor|Yet|So|Such|Since|Although|After|Before)\b"
)
"""Words with which a sentence begins, and no surname."""
_NEXT = re.compile(r"\s+[\"'\u2018\u201c(\[]*(.)")
_LONGEST = 24
"""Characters before a stop that are looked at."""


class Sentence(NamedTuple):
    """``words[start:end]`` of a text, with its full stop and without the space around it."""

    start: int
    end: int
    words: str


def sentences(words: str) -> Iterator[Sentence]:
    """The sentences of a paragraph in order; together they hold everything but white space. Never raises, in linear time."""
    start = 0
    for match in _END.finditer(words):
        if match[0] != "\t" and _goes_on(words, match, start):
            continue
        yield from _trimmed(words, start, match.end())
        start = match.end()
    yield from _trimmed(words, start, len(words))


def _goes_on(words: str, match: re.Match[str], start: int) -> bool:
    """Whether a stop belongs to an abbreviation or an omission, or the words after it go on in lower case."""
    stop, end = match.span()
    if words[stop - 1 : stop] == "[" and "]" in match[0]:
        return True  # […]
    following = _NEXT.match(words, end)
    if following is None:
        return False
    if following[1].islower():
        return True
    if match[0] != ".":
        return False
    before = words[max(start, stop - _LONGEST) : stop]
    if stop - start <= _LONGEST and _HEAD.match(before):
        return True
    if _NEVER.search(before):
        return True
    if _SELDOM.search(before):
        return not following[1].isupper()
    return bool(_INITIAL.search(before)) and not _LETTERED.search(before) and not _OPENING.match(words, end)


def _trimmed(words: str, start: int, end: int) -> Iterator[Sentence]:
    inside = words[start:end]
    stripped = inside.strip()
    if stripped:
        first = start + len(inside) - len(inside.lstrip())
        yield Sentence(first, first + len(stripped), stripped)

"""Things that English allows to be written in two ways, and where a text writes them in each: the signs of one hand or of several."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.quoted import own_words, quotations
from toolkit.english.phrase import phrase

_SHARE = phrase(r"(?<=\d)[ \u00a0]?%|\bper cent\b(?!\.?age)|\bpercent\b", re.IGNORECASE)
_BRACKETS = phrase(r"\([^()]*\)")
_DASH = re.compile(
    r"(?<=[^\s\d])(?:(?: -| \u2013| --)(?= \S)|(?: ?(?:\u2014|---) ?)(?=\S))|(?<=\d)(?: -| \u2013| --)(?= [^\s\d])|(?<=\d) ?\u2014 ?(?=\D)"
)
_NAME = re.compile(
    r"\b[A-Z][a-z]+(?:['\u2019]s?)?"
    r"(?:(?:,? (?:of|for|and|on|in|the|to|&|of the|for the|on the)|,)? [A-Z][A-Za-z]+(?:['\u2019]s?)?(?:-[A-Za-z]+)?)+"
)
_BODY = phrase(
    r"\b(?:Office|Department|Ministry|Committee|Commission|Council|Police|Service|Agency|Authority|Board|Court|Inspectorate|Organi[sz]ation|"
    r"College|Centre|Institute|Association|Society|Trust|Foundation|Fund|Bank|Assembly|University|Tribunal|Executive|Federation|Union)\b"
)
_OPENING = re.compile(
    r"^(?:(?:The|In|On|At|For|From|To|Of|And|But|By|With|When|While|If|As|Both|Since|Under|Because|the|of|for|and|on|in) )+"
)
_SMALL = re.compile(r"\b(?:of|for|and|the)\b|&")
_ALWAYS_CAPITALS = (
    *("Home Office", "Cabinet Office", "Foreign Office", "Ministry of Justice", "Ministry of Defence", "Department of Health"),
    *("Department for Education", "House of Commons", "House of Lords", "European Union", "European Commission", "Court of Appeal"),
    *("Metropolitan Police", "Crown Prosecution Service", "College of Policing", "National Health Service", "National Audit Office"),
    *("Bank of England", "Law Commission"),
)
"""Bodies whose names are no ordinary words where they stand in lower case."""
_LOWERED = phrase("|".join(rf"\b{name.lower()}\b" for name in _ALWAYS_CAPITALS))

SHARES = {"%": "%", "per cent": "per cent", "percent": "percent"}
IN_WORDS = ", after words"
DASHES = {"-": "a hyphen between spaces", "\u2013": "an en dash", "\u2014": "an em dash"}
MARKS = {"double": "double quotation marks", "single": "single quotation marks"}

_LONG = 4
"""Words: fewer in quotation marks may be a term, for which many keep the other kind of mark."""


def shares(words: str) -> Iterator[tuple[str, int, int]]:
    """``%``, ``per cent`` and ``percent``; what stands in brackets is left out, since many write % there alone.

    After a number in words the kind ends with :data:`IN_WORDS`: nobody writes "forty %".
    """
    if "%" not in words and "er cent" not in words.lower() and "ercent" not in words.lower():
        return
    plain = _BRACKETS.sub(lambda inside: " " * len(inside[0]), own_words(words))
    for match in _SHARE.finditer(plain):
        spelt = "" if plain[: match.start()].rstrip()[-1:].isdigit() else IN_WORDS
        yield match[0].strip().lower() + spelt, match.start(), match.end()


def dashes(words: str) -> Iterator[tuple[str, int, int]]:
    """Dashes within sentences, by their kind; ranges and minus signs are none."""
    if not any(sign in words for sign in (" - ", "\u2013", "\u2014", "--")):
        return
    for match in _DASH.finditer(own_words(words)):
        sign = match[0].strip()
        kind = {"--": "\u2013", "---": "\u2014"}.get(sign, sign)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        before, after = (
            words[max(0, match.start() - 40) : match.start()].rpartition(" ")[2][:1],
            words[match.end() : match.end() + 3].lstrip()[:1],
        )
        if kind != "\u2014" and after.isupper() and (kind == "-" or before.isupper()):
            continue  # two names, as in London - Brighton
        yield kind, start, start + len(sign)


def marks(words: str) -> Iterator[tuple[str, int, int]]:
    """Quotation marks around quotations; terms and titles are left out."""
    for quotation in quotations(words):
        inside = quotation.words.split()
        capital = sum(word[:1].isupper() for word in inside if len(word) > 3)
        if len(inside) >= _LONG and capital * 2 <= sum(len(word) > 3 for word in inside):
            yield quotation.mark, quotation.start, quotation.end


def bodies(words: str) -> Iterator[tuple[str, str, int, int]]:
    """Names of bodies: a key that all spellings of one name share, the name as written, and its place."""
    plain = own_words(words)
    for match in _NAME.finditer(plain):
        name = _OPENING.sub("", match[0])
        if _BODY.search(name):
            start = match.end() - len(name)
            name = re.sub(r"['\u2019]s?$", "", name)
            yield _key(name), name.replace("\u2019", "'"), start, start + len(name)
    for match in _LOWERED.finditer(plain):
        yield _key(match[0]), match[0], match.start(), match.end()


def _key(name: str) -> str:
    plain = _SMALL.sub(" ", name.lower().replace("\u2019", "").replace("'", "").replace("-", "").replace(",", ""))
    return " ".join(plain.replace("organization", "organisation").replace("center", "centre").split())

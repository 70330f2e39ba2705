"""Keys of entries as the bibliography has them: whose it is, when, and a word of the title, as in ``eastwood2013numbers``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping

from toolkit.cite.kinds import KINDS
from toolkit.cite.latex import decode
from toolkit.cite.names import csl_names
from toolkit.model.finding import Edit, Finding
from toolkit.model.span import Span

_SMALL_WORDS = (
    "a an and the of on for in at to by with from into as is are was it its their our new some under over between through against "
    "de la le les des du der die das ein eine und el los las y en et"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_BODY = ("author", "editor", "institution", "organization", "publisher", "court")
_PLAIN = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_MOST = 24
"""Letters of a name in a key."""


def proposed_key(kind: str, fields: Mapping[str, str], taken: Collection[str]) -> str:
    """A key that nobody has: author, year and word in small ASCII letters; of Acts the initials and the year.

    Several of one author, year and word get a, b, c, …

    :param fields: of an entry, as the bibliography has them. :param taken: keys in small letters.
    """
    title = _words(fields.get("title", ""))
    year = next(iter(re.findall(r"(?<!\d)(?:1[2-9]|20)\d\d(?!\d)", fields.get("date", "") or fields.get("year", ""))), "")
    telling = [word for word in title if word not in _SMALL and len(word) > 1]
    if KINDS.get(kind) in ("legislation", "bill") and len(telling) > 1:
        years = [word for word in title if re.fullmatch(r"(?:1[2-9]|20)\d\d", word)]
        base = "".join(word[0] for word in telling if not word.isdecimal()) + (years[-1] if years else year)
    else:
        word = next((word for word in telling if not word.isdecimal() and len(word) > 2), next(iter(telling), ""))
        base = f"{_who(fields)[:_MOST]}{year}{word}"
    if not re.match(r"[a-z]", base):
        base = f"source{base}"
    return base if base not in taken else _free(base, taken)


def older_key(who: str, key: str, present: str, span: Span, written: str | None = None) -> Finding:
    """Somebody names an entry by a key that it had before (CIT017).

    :param who: such as "The text cites". :param written: what is to stand in the place of the key, where that is beyond doubt.
    """
    return Finding(
        code="CIT017",
        severity="information",
        span=span,
        message=f"{who} '{key}', which is an older key of '{present}'.",
        help=f"Write '{present}'." if written is None else f"Write '{present}', or let 'consult check --fix' do it.",
        fix=() if written is None else (Edit(span=span, text=written, sha256=""),),
    )


def _free(base: str, taken: Collection[str]) -> str:
    """The base with the first letters that are free. Quick also where thousands of one base are taken, which they are in a row."""
    high = 1
    while base + _letters(high) in taken:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if base + _letters(middle) in taken else (low, middle)
    return base + _letters(high)


def _letters(number: int) -> str:
    """a, b, …, z, aa, ab, … of 1, 2, …"""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _who(fields: Mapping[str, str]) -> str:
    """A family name; of a body its initials, or the two words of which it has no more."""
    if short := decode(fields.get("shortauthor", "")):
        return "".join(_words(short))
    for name in _BODY:
        people = csl_names(fields.get(name, "")).names if name in ("author", "editor") else [{"literal": decode(fields.get(name, ""))}]
        first = next((each for each in people if each.get("family") or each.get("literal")), None)
        if first and first.get("family"):
            return "".join(_words(str(first["family"])))
        if first:
            bracketed = re.search(r"\(([A-Z][A-Za-z]{1,9})\)", str(first["literal"]))
            words = [word for word in _words(bracketed[1] if bracketed else str(first["literal"])) if word not in _SMALL]
            return "".join(word[0] for word in words) if len(words) > 2 else "".join(words)
    return ""


def _words(text: str) -> list[str]:
    """Words of a field in small ASCII letters."""
    plain = "".join(_PLAIN.get(sign, sign) for sign in decode(text).lower().replace("’", "").replace("'", ""))
    ascii_ = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.findall(r"[a-z0-9]+", ascii_)

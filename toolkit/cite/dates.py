"""Dates as people write them in a bibliography, in CSL's form. What is no date but says something (2019/20, in press) stays literal."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_ISO = re.compile(r"(-?\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ].*)?)?)?([~?%])?")
_CIRCA = re.compile(r"(?i)(?:c|ca|circa|about|approx)\b\.?\s*(?=\d)")
_WORDS = re.compile(
    r"(?i)(?:[a-z]+day,?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+)?([a-z]+)\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,|\s)\s*(\d{4})"
)
_UK = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_RANGE = re.compile(r"\s*/\s*|\s+[-–—]\s+|\s*[–—]\s*|\s+to\s+")
_SAID = re.compile(r"(?i)(?:last )?(?:accessed|retrieved|viewed|visited|checked)(?: on)?:?\s+(?=\S)")
"""Words that people write before a date of access, and styles print for themselves."""
_NONE = {"n.d.", "n. d.", "n.d", "nd", "no date", "undated", "s.d."}

Parts = tuple[int, ...]


class NotADate(ValueError):
    """The text has the form of a date, but there is no such day or month."""


def csl_date(text: str) -> dict[str, Any] | None:
    """A CSL date from ISO 8601 and EDTF (2016, 2016-03/2017-01, 2016~, 2016-21, 2016/..) or English (1 March 2017, March 2017, 01/03/2017).

    Nothing for no text and for words such as "n.d.". Anything else is ``{"literal": text}``, which styles print as it is.

    :raises NotADate: for 2017-02-30 and the like.
    """
    text = " ".join(text.split()).strip()
    if match := _SAID.match(text):
        text = text[match.end() :]
    if not text or text.lower() in _NONE:
        return None
    circa = _CIRCA.match(text)
    plain = text[circa.end() :] if circa else text
    whole = _single(plain)
    if whole is not None:
        return _dated([whole], bool(circa) or plain[-1] in "~?%")
    pieces = _RANGE.split(plain)
    if len(pieces) == 2:
        first, last = (piece.strip() for piece in pieces)
        start, end = _single(_with_year(first, last)), _single(last)
        if start and end and start <= end:
            return _dated([start, end], bool(circa) or "~" in plain)
        if start and last in {"", ".."}:
            return _dated([start, (0,)], bool(circa) or "~" in plain)
    return {"literal": text}


def month_number(text: str) -> int | None:
    """1 to 12 from 3, 03, mar or March."""
    text = text.strip().strip(".").lower()
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    short = text[:3]
    if short in _SHORT_MONTHS and (text in {short, "sept"} or MONTHS[_SHORT_MONTHS.index(short)].startswith(text)):
        return _SHORT_MONTHS.index(short) + 1
    return None


def _dated(parts: list[Parts], circa: bool) -> dict[str, Any]:
    dated: dict[str, Any] = {"date-parts": [list(each[:1]) if _season(each) else list(each) for each in parts]}
    if _season(parts[0]):
        dated["season"] = parts[0][1] - 20
    if circa:
        dated["circa"] = True
    return dated


def _season(parts: Parts) -> bool:
    return len(parts) == 2 and parts[1] > 20


def _with_year(first: str, last: str) -> str:
    """``March`` of ``March – May 2017``."""
    year = re.search(r"\d{4}$", last)
    return f"{first} {year[0]}" if year and re.fullmatch(r"(?i)(?:\d{1,2}\s+)?[a-z]+\.?", first) else first


def _single(text: str) -> Parts | None:
    """Year, month and day as far as they are known; months 21 to 24 are the seasons."""
    if match := _ISO.fullmatch(text):
        return _iso(match, text)
    if match := _UK.fullmatch(text):
        return _checked(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _WORDS.fullmatch(text):
        month, day = month_number(match[2]), match[1] or match[3]
        if month:
            return _checked(text, int(match[4]), month, int(day) if day else None)
        if match[2].lower() in _SEASONS and not day:
            return int(match[4]), 20 + _SEASONS[match[2].lower()]
    return None


def _iso(match: re.Match[str], text: str) -> Parts | None:
    year, month, day = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    if month is None:
        return (year,)
    if day is None and 21 <= month <= 24 and "-" in text[1:]:
        return year, month
    if day is None and (month > 12 or "/" in text):
        return None  # 2016-17 and 2019/20: a session or a financial year
    return _checked(text, year, month, day)


def _checked(text: str, year: int, month: int, day: int | None) -> Parts:
    try:
        date(max(year, 1), month, 1 if day is None else day)
    except ValueError:
        raise NotADate(text) from None
    return (year, month) if day is None else (year, month, day)

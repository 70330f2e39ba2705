"""Dates as notes print them, into ISO 8601."""

from __future__ import annotations

import re

from toolkit.cite.dates import MONTHS

YEAR = r"(?:1[6-9]|20)\d\d"
_MONTH = "|".join((*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept?", "oct", "nov", "dec"))
_DAY = rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>{_MONTH})\.?,?\s+(?P<year>{YEAR})"
DATE = re.compile(rf"(?i)\b{_DAY}\b|\b(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}}),\s+(?P<year2>{YEAR})\b")


def iso_date(text: str) -> str:
    """A day or a month as ISO 8601; empty where it is none."""
    if match := DATE.search(text):
        year = match["year"] or match["year2"]
        month = _month(match["month"] or match["month2"])
        day = match["day"] or match["day2"]
        return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day and 1 <= int(day) <= 31 else "")
    if match := re.search(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        day, month, year = int(match[1]), int(match[2]), match[3]
        return f"{year}-{month:02d}-{day:02d}" if 1 <= month <= 12 and 1 <= day <= 31 else ""
    match = re.search(rf"({YEAR})-(\d\d)-(\d\d)", text)
    return match[0] if match else ""


def date_in(text: str) -> tuple[str, str]:
    """The date at the end of what stands in brackets, as ISO, and what else is there."""
    if match := list(DATE.finditer(text))[-1:]:
        date = iso_date(match[0][0])
        return date, text[: match[0].start()] + text[match[0].end() :]
    match_year = re.search(rf"({YEAR})[a-z]?$", text)
    if match_year:
        return match_year[1], text[: match_year.start()]
    return "", text


def _month(word: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(word.lower()[:3]))

"""UK official sources put into CSL as British styles print them: Acts, cases, Hansard, command and committee papers, FOI answers."""

from __future__ import annotations

import re
from typing import Any

from toolkit.cite.dates import MONTHS
from toolkit.cite.names import short_name

Item = dict[str, Any]

_INSTRUMENT = re.compile(r"(?i)(?:(S\.?S\.?I|W\.?S\.?I|S\.?I|N\.?I\.?S\.?R|S\.?R)\.?\s*)?((?:19|20)\d\d/\d+)(.*)")
_NEUTRAL = re.compile(r"\[((?:19|20)\d\d)\]\s+([A-Z][A-Za-z]+(?:\s+(?:Civ|Crim|Fam))?)\s+(\d+(?:\s*\([A-Za-z]+\))?)")
_COMMAND = re.compile(r"(Cmnd|Cmd|Cm|CP|Cd|C)\.?\s*(\d[\d,]*(?:-[IVX]+)?)")
_PAPER = re.compile(r"(HC|HL)(?:\s+Paper)?\s+(\d+(?:-[IVXivx]+)?)")
_SESSION = re.compile(r"(?i)\b(?:of )?Session ((?:19|20)\d\d)[-–/](?:(?:19|20))?(\d\d)\b")
_YEARS = re.compile(r"((?:19|20)\d\d)\s*[-–/]\s*(?:(?:19|20))?(\d\d)")
_HANSARD = re.compile(r"(?i)\bH([CL]) (?:Deb|WS|Debate)\b")
_REFERENCE = re.compile(r"(?i)^ref(?:erence)?\b[.:]?\s*")
_LETTER = re.compile(r"(?i)\b(?:FOI|freedom of information|EIR)\b")


def adapt(item: Item, kind: str) -> None:
    """Change an item in place to the form in which British styles print its kind of source right.

    :param kind: the entry's own type, in lower case.
    """
    if item["type"] in {"legislation", "bill"}:
        _hansard(item) if kind == "hansard" or _HANSARD.match(item.get("title", "")) else _legislation(item)
    elif item["type"] == "legal_case":
        _case(item)
    elif item["type"] == "report":
        _paper(item)
    elif item["type"] == "personal_communication" and (kind == "foi" or _LETTER.search(f"{item.get('genre', '')} {item.get('title', '')}")):
        _answer(item)


def _legislation(item: Item) -> None:
    """The year and an instrument's number stand in the title: OSCOLA prints them there, Chicago takes a number for a US public law."""
    title, year = item.get("title", ""), _year(item)
    if year and not re.search(r"\b1[2-9]\d\d\b|\b20\d\d\b", title):
        title = f"{title} {year}"
    number = _INSTRUMENT.fullmatch(item.get("number", "").strip())
    if number and number[2] not in title:
        series = (number[1] or "SI").replace(".", "").upper()
        title = f"{title}, {series} {number[2]}{number[3].rstrip()}"
    if title:
        item["title"] = title
    for variable in ("author", "publisher", "issued", "number", "genre"):
        item.pop(variable, None)


def _hansard(item: Item) -> None:
    """``HC Deb 14 March 2023, vol 729`` is the whole reference; the subject of the debate is not printed."""
    title = item.get("title", "")
    named = _HANSARD.match(title)
    if not named:
        bodies = " ".join([str(item.get("publisher", "")), str(item.get("genre", "")), *map(short_name, item.get("author", []))])
        title = "HL Deb" if re.search(r"(?i)\bHL\b|lords", bodies) else "HC Deb"
    day = _day(item)
    if day and not re.search(r"\d{4}", title):
        title = f"{title} {day}"
    if item.get("volume") and not re.search(r"(?i)\bvol\b|\(\d+\)", title):
        title = f"{title}, vol {item['volume']}"
    item["title"] = title
    for variable in ("author", "publisher", "issued", "number", "genre", "volume", "container-title", "title-short"):
        item.pop(variable, None)


def _case(item: Item) -> None:
    """A neutral citation, wherever it was written, as year, court and number."""
    for variable in ("number", "title", "genre", "volume"):
        found = _NEUTRAL.search(str(item.get(variable, "")))
        if found:
            item["issued"] = {"date-parts": [[int(found[1])]]}
            item["authority"], item["number"] = found[2], found[3]
            if variable != "number":
                item[variable] = (item[variable][: found.start()] + item[variable][found.end() :]).strip(" ,")
            break
    if "authority" not in item and item.get("publisher"):
        item["authority"] = item.pop("publisher")
    item.pop("author", None)
    if not item.get("genre"):
        item.pop("genre", None)


def _paper(item: Item) -> None:
    """The numbers of command papers and of House papers, with the session of the latter, which then leaves the series."""
    written = f"{item.get('genre', '')} {item.get('number', '')}".strip()
    if command := _COMMAND.fullmatch(written):
        item["number"] = f"{command[1]} {command[2]}"  # not as genre and number: Chicago and MHRA would print "CP no. 807"
        item.pop("genre", None)
        return
    paper = _PAPER.fullmatch(written)
    if paper is None:
        return
    item.pop("genre", None)
    series = str(item.get("collection-title", ""))
    if years := _YEARS.fullmatch(str(item.get("volume", ""))):
        item.pop("volume")
    elif years := _SESSION.search(series):
        item["collection-title"] = (series[: years.start()] + series[years.end() :]).strip(" ,")
    else:
        years = _SESSION.search(item.get("title", ""))
    if years:
        item["number"] = f"{paper[1]} {years[1]}–{years[2]}, {paper[2]}"
    if not series or not item["collection-title"]:
        item.pop("collection-title", None)


def _answer(item: Item) -> None:
    """``FOI response ref 2023/123``: what a letter is and its number are the genre, since OSCOLA prints no title of letters."""
    number = str(item.pop("number", "")).strip()
    genre = str(item.get("genre") or "FOI response")
    number = _REFERENCE.sub("", number)
    item["genre"] = f"{genre} ref {number}" if number else genre
    item.pop("publisher", None)


def _year(item: Item) -> str:
    parts = item.get("issued", {}).get("date-parts")
    return str(parts[0][0]) if parts else ""


def _day(item: Item) -> str:
    parts = item.get("issued", {}).get("date-parts", [[]])[0]
    words = [str(parts[0])] if parts else []
    words += [MONTHS[parts[1] - 1].capitalize()] if len(parts) > 1 else []
    words += [str(parts[2])] if len(parts) > 2 else []
    return " ".join(reversed(words))

"""Text that was garbled on its way into the bibliography.

What: codes of web pages (&amp;, &#8217;), letters that were read in a wrong encoding (Ã© for é, â€™ for ’), the sign for a lost letter,
and a brace or quotation mark that is opened and not closed within a value.

Why: it is printed as it stands, in a footnote that carries the organisation's name.

Bad (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Crime &amp; Disorder in Wales}, date = {2014}}

Good (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Crime \\& Disorder in “Wales”}, date = {2014}, url = {https://example.org/?a=1&copy=2}}

Fix: write the letter or sign itself. 'consult check --fix' does so where there is no doubt what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from toolkit.check.entries import PRINTED, TITLES, stretch
from toolkit.check.rule import Facts, Rule, edit
from toolkit.model.finding import Edit, Finding
from toolkit.model.source import Source
from toolkit.model.span import Span

RULE = Rule("LIB016", "garbled-text", "warning", "source")

_LOOK = re.compile(r"&#?\w+;|[\"“”\ufffdÂ-Åâï]|``")
_ENTITY = re.compile(r"\\?&(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CONTINUED = (
    "".join(bytes([number]).decode("cp1252", errors="ignore") or chr(number) for number in range(0x80, 0xC0)) + "\x81\x8d\x8f\x90\x9d"
)
_GARBLED = re.compile(rf"(?:[Â-Å][{re.escape(_CONTINUED)}]|[âï][{re.escape(_CONTINUED)}]{{2}})+")
_TEX = {"&": "\\&", "%": "\\%", "#": "\\#", "_": "\\_", "\u00a0": " ", "\u00ad": "", "\u200b": ""}
_NO_FIX = frozenset("{}\\$~^")


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    for field, value in source.fields.items():
        if field == "url":
            if "&amp;" in value:
                yield _codes(source, field, [match for match in _ENTITY.finditer(value) if match[1] == "amp"])
        elif field in PRINTED:
            if value.count("{") != value.count("}"):
                help = "Close it, or write \\textbraceleft or \\textbraceright for a brace that is to be printed."
                yield RULE.finding(source.span(field), f"A brace in '{field}' has no partner, at which other programs stop.", help)
            if _LOOK.search(value):
                yield from _in_the_words(source, field, value, facts)


def _in_the_words(source: Source, field: str, value: str, facts: Facts) -> Iterator[Finding]:
    if codes := [match for match in _ENTITY.finditer(value) if f"{match[1]};" in html5 or match[1][0] == "#"]:
        yield _codes(source, field, codes)
    garbled = [(match, meant) for match in _GARBLED.finditer(value) if (meant := _meant(match, value))]
    if garbled:
        yield _letters(source, field, garbled)
    at = value.find("\ufffd")
    if at >= 0 and not _told(facts, source.origin.path):
        message = f"A letter of '{field}' was lost: '{value[max(0, at - 12) : at + 12].strip()}'."
        yield RULE.finding(
            stretch(source, field, at, at + 1) or source.span(field), message, "Look the word up in the source and write it."
        )
    mark = _open_quotation(value) if field in TITLES and not garbled else None  # a garbled dash holds one
    if mark is not None:
        where = stretch(source, field, mark, mark + 1) or source.span(field)
        yield RULE.finding(where, f"A quotation mark in '{field}' has no partner.", "Close the quotation, or delete the mark.")


def _codes(source: Source, field: str, found: list[re.Match[str]]) -> Finding:
    meant = [unescape(match[0].removeprefix("\\")) for match in found]
    written = [(sign if field == "url" else _TEX.get(sign, sign)) for sign in meant]
    places = [stretch(source, field, match.start(), match.end()) for match in found]
    return RULE.finding(
        places[0] or source.span(field),
        f"The field '{field}' holds the code {found[0][0].removeprefix(chr(92))} of a web page, which stands for {_sign(meant[0])}.",
        f"Write {written[0]}" + (" and so on." if len(found) > 1 else "."),
        fix=_edits(places, written) if _NO_FIX.isdisjoint("".join(meant)) else [],
    )


def _letters(source: Source, field: str, found: list[tuple[re.Match[str], str]]) -> Finding:
    match, meant = found[0]
    places = [stretch(source, field, each.start(), each.end()) for each, _ in found]
    return RULE.finding(
        places[0] or source.span(field),
        f"The field '{field}' was read in a wrong encoding somewhere: '{match[0]}' stands for {_sign(meant)}.",
        "Write the letter itself.",
        fix=_edits(places, [each for _, each in found]),
    )


def _edits(places: list[Span | None], texts: list[str]) -> list[Edit]:
    return [edit(place, text) for place, text in zip(places, texts, strict=True) if place]


def _sign(text: str) -> str:
    return "a space" if text.isspace() else f"'{text}'" if text.isprintable() else "an invisible sign"


def _meant(match: re.Match[str], value: str) -> str:
    """What a garbled stretch was before it was read as Windows-1252, once or twice; empty where it is no such stretch."""
    text = match[0]
    for _ in range(3):
        try:
            again = b"".join(each.encode("latin-1" if ord(each) < 0xA0 else "cp1252") for each in text).decode("utf-8")
        except UnicodeError:
            break
        text = again
    if text == match[0] or not all("\xa0" <= each <= "\u017f" or "\u2010" <= each <= "\u2122" or each == "\ufeff" for each in text):
        return ""
    if match[0][0] in "ÄÅ" and not match[0][1].isalnum() and value[: match.start()][-1:].isupper():
        return ""  # LULEÅ– is a place and a dash
    return text


def _told(facts: Facts, path: str) -> bool:
    """Whether the reader of the file has reported it as no plain text (LIB001)."""
    return any(finding.code == "LIB001" and finding.span.path == path for finding in facts.workspace.findings)


def _open_quotation(value: str) -> int | None:
    """The offset of a double quotation mark without a partner. Inches, accents (\\"o) and German marks („ “) are none."""
    if "„" in value or "‟" in value:
        return None
    if value.count("“") != value.count("”"):
        return value.rfind("“") if value.count("“") > value.count("”") else value.find("”")
    if re.search(r'\d"', value):
        return None
    plain = [match.start() for match in re.finditer(r'(?<!\\)"', value) if not _between_letters(value, match.start())]
    if "``" not in value:
        return plain[-1] if len(plain) % 2 else None
    return value.rfind("``") if value.count("``") > value.count("''") + len(plain) else None


def _between_letters(value: str, at: int) -> bool:
    return value[at - 1 : at].isalpha() and value[at + 1 : at + 2].isalpha()

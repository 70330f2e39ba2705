"""An old response out of a PDF: lines into paragraphs, and raised numbers into marks and the notes that they lead to.

A PDF does not say what is a paragraph, a heading or a note. What is told here is told by lengths of lines and by numbers that come twice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from toolkit.harvest.old import Mark, Old, Paragraph, Written

_ENDS = re.compile(r"[.!?:;][’”'\")\]]*$")
_HEADING = re.compile(r"(?:\d+(?:\.\d+)*\.?\s+)?[A-Z][^.!?]{1,90}$")
_LISTED = re.compile(r"^\[?(\d{1,3})[\].)]?\s+(?=[A-Z‘“<h])")
_FOOT = re.compile(r"(?i)^\s*(?:page\s+)?\d{1,4}(?:\s+(?:of|/)\s+\d{1,4})?\s*$")
"""The number of a page, in a document too short for it to be told by its coming back."""
_NOTES = re.compile(r"(?i)^(?:end\s?notes?|notes|references|footnotes)\s*:?$")


class PageText(NamedTuple):
    """One page as it was read: its text, and raised numbers that were taken out of it, by offset."""

    number: int
    text: str
    marks: tuple[tuple[int, str], ...]


class _Line(NamedTuple):
    text: str
    marks: tuple[tuple[int, str], ...]
    page: int


def from_pages(pages: Sequence[PageText]) -> Old:
    """Paragraphs and notes out of the pages of a PDF."""
    body: list[_Line] = []
    notes: dict[int, list[str]] = {}
    seen: set[str] = set()
    for page in pages:
        into: int | None = None
        for line in _lines(page):
            opening = line.marks[0][1] if line.marks and line.marks[0][0] <= 1 else ""
            if opening in seen and opening.isdigit() and int(opening) not in notes:
                into = int(opening)
                notes[into] = [line.text.strip()]
            elif into is not None:
                notes[into].append(line.text.strip())
            else:
                seen.update(mark for _, mark in line.marks)
                body.append(line)
    body, listed = _listed_notes(body, {int(mark) for mark in seen if mark.isdigit()} - notes.keys())
    written = {number: Written(_joined(lines)) for number, lines in {**notes, **listed}.items()}
    missing = sorted({int(mark) for mark in seen if mark.isdigit()} - written.keys())
    doubts = ["A PDF does not say what is a paragraph and what a heading: look at them."] if body else []
    if any("://" in note.text for note in written.values()):
        doubts.append("An address that was broken over two lines may have lost a hyphen: open each of them.")
    if missing:
        doubts.append(f"The words of {_some(missing)} could not be found.")
    return Old(tuple(_paragraphs(body, written.keys())), dict(sorted(written.items())), tuple(doubts))


def _lines(page: PageText) -> list[_Line]:
    lines, start = [], 0
    for text in page.text.split("\n"):
        end = start + len(text)
        marks = tuple((at - start, mark) for at, mark in page.marks if start <= at <= end and (at < end or at == end))
        lines.append(_Line(text, marks, page.number))
        start = end + 1
    # A mark on the border of two lines belongs to the one that it ends, unless the next line begins with white space, as notes do.
    for number in range(len(lines) - 1):
        line, after = lines[number], lines[number + 1]
        both = [(at, mark) for at, mark in line.marks if at == len(line.text) and (0, mark) in after.marks]
        if both:
            begins = after.text.startswith(" ")
            loser = number if begins else number + 1
            gone = {(len(line.text), mark) for _, mark in both} if begins else {(0, mark) for _, mark in both}
            kept = tuple(each for each in lines[loser].marks if each not in gone)
            lines[loser] = lines[loser]._replace(marks=kept)
    lines = [line for line in lines if line.text.strip()]
    while lines and _FOOT.match(lines[-1].text):
        lines.pop()
    return lines


def _listed_notes(body: list[_Line], wanted: set[int]) -> tuple[list[_Line], dict[int, list[str]]]:
    """Notes in a list at the end, "1. Home Office …", where marks in the text ask for them."""
    start = next((at for at in range(len(body) - 1, -1, -1) if _NOTES.match(body[at].text.strip())), None)
    if start is None or not wanted:
        return body, {}
    notes: dict[int, list[str]] = {}
    into: int | None = None
    for line in body[start + 1 :]:
        match = _LISTED.match(line.text.strip())
        if match and int(match[1]) in wanted and int(match[1]) > (into or 0):
            into = int(match[1])
            notes[into] = [line.text.strip()[match.end() :]]
        elif into is not None:
            notes[into].append(line.text.strip())
    return (body[:start], notes) if notes else (body, {})


def _joined(lines: Sequence[str]) -> str:
    """The lines of a note as one; an address that was broken over lines is whole again."""
    text = lines[0]
    for line in lines[1:]:
        tail = re.search(r"(?:https?://|www\.)[^\s<>]*$", text)
        broken = (
            tail is not None and not tail[0].endswith((">", ".)")) and (text.count("<") > text.count(">") or re.search(r"[/_.=&?-]$", text))
        )
        text += line if broken else f" {line}"
    return " ".join(text.split())


def _paragraphs(lines: Sequence[_Line], known: Collection[int]) -> list[Paragraph]:
    """Lines put together: a paragraph ends with a sentence on a line that is shorter than most, or before a heading."""
    lengths = sorted(len(line.text) for line in lines)
    usual = lengths[len(lengths) * 3 // 4] if lengths else 0
    made: list[Paragraph] = []
    words, page = "", 0
    marks: list[Mark] = []

    def close() -> None:
        nonlocal words, marks
        if words.strip():
            made.append(Paragraph(words.strip(), tuple(marks), 0, page))
        words, marks = "", []

    for number, line in enumerate(lines):
        text = line.text.strip()
        before = lines[number - 1].text.strip() if number else ""
        ended = (
            not words
            or (bool(_ENDS.search(before)) and len(before) < 0.9 * usual)
            or (_ENDS.search(before) and re.match(r"[•–▪\u25cf]|\d+\.\s|\(\w\)\s", text))
        )
        following = lines[number + 1].text.strip() if number + 1 < len(lines) else ""
        heading = ended and not line.marks and len(text) < 0.75 * usual and _HEADING.fullmatch(text) and not re.match(r"[a-z(]", following)
        if ended or heading:
            close()
        if heading:
            made.append(Paragraph(text, (), 1, line.page))
            continue
        page = page if words else line.page
        shift = len(words) + (1 if words else 0) - (len(line.text) - len(line.text.lstrip()))
        marks += [Mark(max(0, shift + at), int(mark)) for at, mark in line.marks if mark.isdigit() and int(mark) in known]
        words = f"{words} {text}" if words else text
    close()
    return made


def _some(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:8]))
    more = f" and {len(numbers) - 8} more" if len(numbers) > 8 else ""
    return f"{'note' if len(numbers) == 1 else 'notes'} {shown}{more}"

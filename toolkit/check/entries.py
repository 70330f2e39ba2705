"""Entries of the bibliography as rules look at them: which fields are printed, and where a stretch of a value stands in the file."""

from __future__ import annotations

import re

from toolkit.check.rule import Facts
from toolkit.cite.latex import decode
from toolkit.model.source import Source
from toolkit.model.span import Span

_TITLES = (
    "title subtitle shorttitle titleaddon booktitle booksubtitle booktitleaddon maintitle mainsubtitle maintitleaddon journaltitle "
    "journalsubtitle journal issuetitle issuesubtitle eventtitle series"
)
_NAMES = "author editor editora editorb editorc translator bookauthor shortauthor shorteditor recipient"
_OTHERS = (
    "institution organization organisation publisher school location address venue note addendum type number edition howpublished website "
    "version pubstate court authority"
)
TITLES = frozenset(_TITLES.split())
PRINTED = TITLES.union(_NAMES.split(), _OTHERS.split())
"""Fields whose text some style prints; addresses, identifiers and what is for colleagues are none of them."""

_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_LETTERS = re.compile(r"[^\W_]+")
_PLAIN = {number: None if chr(number) in "{}'" else " " for number in range(128) if not chr(number).isalnum()}


def stretch(source: Source, field: str, start: int, end: int) -> Span | None:
    """The place of ``value[start:end]`` of a field; None where the file holds it in another form (abbreviations, pieces)."""
    mark, value = source.origin.marks.get(field), source.fields[field]
    if mark is None:
        return None
    line, column, end_line, end_column = mark
    lines = value.count("\n")
    if line + lines != end_line or (column if not lines else 1) + len(value) - (value.rfind("\n") + 1) != end_column:
        return None
    first, last = _place(value, start, line, column), _place(value, end, line, column)
    return Span(path=source.origin.path, line=first[0], column=first[1], end_line=last[0], end_column=last[1])


def _place(value: str, offset: int, line: int, column: int) -> tuple[int, int]:
    new_line = value.rfind("\n", 0, offset)
    return (line, column + offset) if new_line < 0 else (line + value.count("\n", 0, offset), offset - new_line)


def own(source: Source, span: Span) -> bool:
    """Whether a place lies in the entry itself, or in an @xdata entry (which is no source of its own)."""
    mark = source.origin.marks.get("")
    return mark is None or "xdata" in source.fields or mark[0] <= span.line <= mark[2]


def told_while_reading(source: Source, facts: Facts, *codes: str) -> bool:
    """Whether the reader of the file has reported one of these codes within the entry."""
    mark = source.origin.marks.get("")
    if mark is None:
        return False
    if "told" not in facts.shared:
        told: dict[str, list[tuple[int, str]]] = {}
        for finding in facts.workspace.findings:
            told.setdefault(finding.span.path, []).append((finding.span.line, finding.code))
        facts.shared["told"] = told
    return any(code in codes and mark[0] <= line <= mark[2] for line, code in facts.shared["told"].get(source.origin.path, ()))


def year_of(source: Source) -> str:
    """The year of an entry as four digits; empty where it has none that can be read."""
    written = source.fields.get("date") or source.fields.get("year") or ""
    if written[4:5] in ("", "-") and written.isascii() and written[:4].isdecimal() and "1500" <= written[:4] < "2100":
        return written[:4]  # nearly all of them
    found = _YEAR.search(written)
    return found[0] if found else ""


def bare(text: str) -> str:
    """Letters and digits in lower case with single spaces: text without LaTeX, case and punctuation. ``&`` counts as "and"."""
    if "\\" in text:
        text = text.replace("\\&", "&").replace("\\%", " ")  # the most usual, for which nothing has to be read
    if "\\" in text or "$" in text:
        text = decode(text)
    elif text.isascii():
        return " ".join(text.replace("&", " and ").lower().translate(_PLAIN).split())
    elif "{" in text:
        text = text.replace("{", "").replace("}", "")
    return " ".join(_LETTERS.findall(text.replace("&", " and ").replace("'", "").replace("’", "").casefold()))

"""The bibliography: BibTeX or biblatex text to sources, with a finding for everything that was not read as it was meant.

bibtexparser splits the text (:mod:`toolkit.load.bibtex_blocks`); here values are settled, keys compared and fields inherited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.load.bibtex_blocks import Blocks
from toolkit.load.bibtex_inherit import Entry, inherit
from toolkit.load.bibtex_text import Form
from toolkit.model.finding import Finding, in_order
from toolkit.model.source import Alias, Source
from toolkit.model.span import Origin, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from toolkit.load.bibtex_text import RawField, Text
    from toolkit.model.span import Mark

_ENCLOSED = frozenset({Form.BRACES, Form.QUOTES})
_MONTHS = {
    *("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    *("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"),
}
_KEY_HELP = "A key holds letters, digits and _, with single signs such as - : . / between them."
_CITABLE = re.compile(r"\w+(?:[:.#$%&\-+?<>~/]\w+)*")
"""What pandoc reads as a key after ``@`` without braces."""


def read_bibliography(text: str, path: str) -> tuple[list[Source], list[Finding]]:
    """Sources in the order of the file, and findings LIB002 to LIB012 in the same order. Never raises.

    Of several entries with one key the first counts. @xdata entries are no sources: others take fields from them.
    Marks cover a value without its braces or quotation marks; those of an inherited field stand in the entry that it comes from.

    :param text: the whole file, decoded.
    :param path: of the file, relative to the workspace, with forward slashes.
    """
    blocks = Blocks(text, path)
    findings = blocks.findings
    macros = _macros(blocks, findings)
    entries = _first_of_each_key(_settled(blocks, macros, findings), path, findings)
    findings += inherit(entries, path)
    return [_source(entry, path) for entry in entries if entry.kind != "xdata"], list(in_order(findings))


def read_aliases(sources: Iterable[Source]) -> tuple[list[Alias], list[Finding]]:
    """Older keys (``ids``), each of one entry alone, in the order of the file, and a finding (LIB005) for each that another one has too.

    A key that an entry has today means that entry; of several entries that name one older key the first counts.
    """
    entries = {source.id: source for source in sources}
    taken: dict[str, Source] = {}
    findings: list[Finding] = []
    for source in entries.values():
        for name in (each.strip() for each in source.fields.get("ids", "").split(",")):
            other = entries.get(name) or taken.setdefault(name, source)
            if name and other is not source:
                findings.append(_alias_taken(source, name, other))
    return [Alias(id=name, key=source.id) for name, source in taken.items() if name], findings


def _alias_taken(source: Source, name: str, other: Source) -> Finding:
    what = "the key of another entry" if other.id == name else f"an older key of '{other.id}'"
    return Finding(
        code="LIB005",
        message=f"'{source.id}' names '{name}' as an older key of its own (ids), which is {what}; that entry is cited.",
        span=source.span("ids"),
        help=f"Take '{name}' out of 'ids' here, or give the other entry another key.",
        related=(other.span("key"),),
    )


def entry_ranges(text: str) -> dict[str, tuple[int, int]]:
    """Offset of each entry's ``@`` and of the character after its last, by key, in file order.

    For edits by splicing: nothing outside the range has to change. Of several entries with one key the first counts.
    """
    ranges: dict[str, tuple[int, int]] = {}
    for entry in Blocks(text, "").entries:
        ranges.setdefault(entry.key, (entry.start, entry.end))
    return ranges


def _source(entry: Entry, path: str) -> Source:
    """Without validation: the values are known to be right, and a library holds 20,000 of them."""
    origin = Origin.model_construct(path=path, marks=entry.marks)
    return Source.model_construct(id=entry.key, kind=entry.kind, fields=entry.fields, origin=origin)


def _macros(blocks: Blocks, findings: list[Finding]) -> dict[str, str]:
    """Texts of the @string abbreviations by lower-case name; the last one of a name counts, as in BibTeX."""
    macros: dict[str, str] = {}
    for string in blocks.strings:
        field = string.fields[0]
        value = _value(blocks.source, field, macros, findings)[0]
        if macros.get(field.name, value) != value:
            message = f"the abbreviation '{field.name}' is defined twice, with different texts; the last one counts"
            where = string.key_start, string.key_start + len(field.name)
            findings.append(blocks.source.finding("LIB005", where, message, "Delete one of them."))
        macros[field.name] = value
    return macros


def _value(source: Text, field: RawField, macros: dict[str, str], findings: list[Finding]) -> tuple[str, int, int]:
    """A value's text, and the offsets that its mark covers."""
    _, start, end, form, pieces = field
    if form in _ENCLOSED:
        start += 1
        value = source.text[start : end - 1]
        if value[:1].isspace() or value[-1:].isspace():
            start += len(value) - len(value.lstrip())
            value = value.strip()
        return value, start, start + len(value)
    text = ""
    for at, after, how in pieces or ((start, end, form),):
        piece = source.text[at:after]
        text += piece[1:-1] if how in _ENCLOSED else macros.get(piece.lower(), piece)
        if how == Form.WORD and piece.lower() not in macros and not piece[0].isdigit() and piece.lower() not in _MONTHS:
            message = f"the abbreviation '{piece}' in the field '{field.name}' is defined by no @string"
            help = f"Write {{{piece}}} if these are the words themselves, or add the @string."
            findings.append(source.finding("LIB002", (at, after), message, help))
    return text.strip(), start, end


def _settled(blocks: Blocks, macros: dict[str, str], findings: list[Finding]) -> Iterator[Entry]:
    """Each entry with its values and marks, in file order; the first of two fields with one name counts."""
    source = blocks.source
    place = _forward(source.text)
    for raw in blocks.entries:
        start = place(raw.start)
        key_start = place(raw.key_start)
        marks: dict[str, Mark] = {"": (*start, 0, 0), "key": (*key_start, *place(raw.key_start + len(raw.key)))}
        fields: dict[str, str] = {}
        for field in raw.fields:
            value, at, end = _value(source, field, macros, findings)
            line, column = place(at)
            mark = (line, column, *place(end)) if field.form == Form.PIECES or "\n" in value else (line, column, line, column + end - at)
            if field.name in fields:
                findings.append(_field_twice(source.path, raw.key, field.name, mark, marks[field.name]))
            else:
                fields[field.name], marks[field.name] = value, mark
        marks[""] = (*start, *place(raw.end))
        yield Entry(raw.key, raw.kind, fields, marks)


def _forward(text: str) -> Callable[[int], tuple[int, int]]:
    """A function from offset to line and column that is quick where each offset lies beyond the one before."""
    line, line_start, last = 1, 0, 0

    def place(at: int) -> tuple[int, int]:
        nonlocal line, line_start, last
        new_lines = text.count("\n", last, at)
        if new_lines:
            line += new_lines
            line_start = text.rfind("\n", last, at) + 1
        last = at
        return line, at - line_start + 1

    return place


def _first_of_each_key(entries: Iterable[Entry], path: str, findings: list[Finding]) -> list[Entry]:
    """The entries that count; keys that stand there twice, or cannot be cited, are reported."""
    kept: dict[str, Entry] = {}
    spellings: dict[str, Entry] = {}
    for entry in entries:
        lower = entry.key.lower()
        if not entry.key:
            message = f"This @{entry.kind} has no key, so that nothing can cite it."
            findings.append(Finding(code="LIB012", message=message, span=_span(path, entry.marks[""]), help=_KEY_HELP))
        elif entry.key in kept:
            findings.append(_key_twice(path, entry, kept[entry.key]))
        else:
            if not _CITABLE.fullmatch(entry.key):
                findings.append(_not_citable(path, entry))
            if lower in spellings:
                findings.append(_key_in_two_spellings(path, entry, spellings[lower]))
            kept[entry.key] = spellings[lower] = entry
    return list(kept.values())


def _span(path: str, mark: Mark) -> Span:
    return Span(path=path, line=mark[0], column=mark[1], end_line=mark[2], end_column=mark[3])


def _field_twice(path: str, key: str, name: str, mark: Mark, first: Mark) -> Finding:
    return Finding(
        code="LIB006",
        message=f"'{key}' has the field '{name}' twice; the first counts.",
        span=_span(path, mark),
        help="Delete the one that is wrong.",
        related=(_span(path, first),),
    )


def _key_twice(path: str, entry: Entry, first: Entry) -> Finding:
    return Finding(
        code="LIB005",
        message=f"The key '{entry.key}' is already that of the entry in line {first.marks['key'][0]}; the first counts.",
        span=_span(path, entry.marks["key"]),
        help="Give one of them another key, or delete it if both are the same source.",
        related=(_span(path, first.marks["key"]), _span(path, entry.marks["key"])),
    )


def _key_in_two_spellings(path: str, entry: Entry, other: Entry) -> Finding:
    return Finding(
        code="LIB005",
        message=f"The keys '{entry.key}' and '{other.key}' differ in capital letters only.",
        span=_span(path, entry.marks["key"]),
        severity="warning",
        help="Give one of them another key, or delete it if both are the same source.",
        related=(_span(path, other.marks["key"]), _span(path, entry.marks["key"])),
    )


def _not_citable(path: str, entry: Entry) -> Finding:
    words = re.findall(r"\w+", entry.key)
    return Finding(
        code="LIB012",
        message=f"The key '{entry.key}' cannot be cited.",
        span=_span(path, entry.marks["key"]),
        help=f"Rename it, for example '{'-'.join(words)}'. {_KEY_HELP}" if words else _KEY_HELP,
    )

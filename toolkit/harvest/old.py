"""An old response as it was read: headings and paragraphs in order, with the places of their notes and the notes' words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

Node = dict[str, Any]


class Written(NamedTuple):
    """Words with what is in italics among them."""

    text: str
    emphasised: tuple[str, ...] = ()


class Mark(NamedTuple):
    """Where the mark of a note stands: behind `offset` characters of the paragraph."""

    offset: int
    note: int


@dataclass(frozen=True)
class Paragraph:
    text: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    """1 to 6 for a heading, 0 for text."""
    page: int = 0
    """Where that is known."""
    listed: str = ""
    """How a list marks it: ``3.``, ``(a)``, ``•``; empty outside lists, and for what follows the first paragraph of an item."""
    bold: bool = False
    """Whether all of its words are."""


@dataclass(frozen=True)
class Old:
    """An old response: its paragraphs, and its notes by number, counted through the document from 1."""

    paragraphs: tuple[Paragraph, ...]
    notes: dict[int, Written]
    doubts: tuple[str, ...] = ()
    """What could not be made out about the document as a whole: sentences."""
    title: str = ""
    """Where the document says which of its words are that."""


def from_tree(tree: Node) -> Old:
    """From the tree that pandoc reads out of a Word file or Markdown."""
    notes: dict[int, Written] = {}
    paragraphs = [_paragraph(inlines, level, notes, listed) for level, inlines, listed in _leaves(tree["blocks"])]
    title = tree.get("meta", {}).get("title", {})
    words = _paragraph(title["c"], 0, {}).text if title.get("t") == "MetaInlines" else ""
    return Old(tuple(each for each in paragraphs if each.text.strip() or each.marks), notes, title=words)


def _leaves(blocks: Iterable[Node]) -> Iterator[tuple[int, list[Node], str]]:
    for block in blocks:
        kind = block["t"]
        content: Any = block.get("c")
        if kind == "Header":
            yield content[0], content[2], ""
        elif kind in ("Para", "Plain"):
            yield 0, content, ""
        elif kind == "LineBlock":
            for line in content:
                yield 0, line, ""
        elif kind in ("BlockQuote",):
            yield from _leaves(content)
        elif kind == "Div":
            yield from _leaves(content[1])
        elif kind in ("BulletList", "OrderedList"):
            for number, item in enumerate(content if kind == "BulletList" else content[1]):
                listed = "•" if kind == "BulletList" else _list_mark(content[0], number)
                for at, (level, inlines, own) in enumerate(_leaves(item)):
                    yield level, inlines, own or ("" if at else listed)
        elif kind == "DefinitionList":
            for term, definitions in content:
                yield 0, term, ""
                for definition in definitions:
                    yield from _leaves(definition)
        elif kind == "Table":
            yield from _leaves(_cells(content))
        elif kind == "Figure":
            yield from _leaves(content[2])


_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def _list_mark(attributes: Sequence[Any], number: int) -> str:
    """How the item `number`, from 0, of an ordered list is marked. :param attributes: as pandoc has them: start, style, delimiter."""
    start, style, delimiter = attributes
    value, kind = start + number, style["t"]
    if kind.endswith("Alpha") and value <= 26:
        mark = chr(ord("a") + value - 1)
    elif kind.endswith("Roman") and value < 40:
        mark = "x" * (value // 10) + _ROMAN[value % 10]
    else:
        mark = str(value)
    mark = mark.upper() if kind.startswith("Upper") else mark
    return {"OneParen": f"{mark})", "TwoParens": f"({mark})"}.get(delimiter["t"], f"{mark}.")


def _cells(table: Sequence[Any]) -> Iterator[Node]:
    """The blocks in the cells of a table, row by row: head, bodies, foot."""
    _, _, _, head, bodies, foot = table
    rows = [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
    for row in rows:
        for cell in row[1]:
            yield from cell[4]


def _paragraph(inlines: list[Node], level: int, notes: dict[int, Written], listed: str = "") -> Paragraph:
    marks: list[Mark] = []
    words: list[str] = []
    _walk(inlines, words, [], marks, notes)
    text = "".join(words)
    shift = len(text) - len(text.lstrip())
    bold = all(each["t"] in ("Strong", "Space", "SoftBreak", "LineBreak") for each in inlines)
    return Paragraph(text.strip(), tuple(Mark(max(0, mark.offset - shift), mark.note) for mark in marks), level, listed=listed, bold=bold)


def _walk(inlines: Iterable[Node], words: list[str], emphasised: list[str], marks: list[Mark], notes: dict[int, Written]) -> None:
    for inline in inlines:
        kind = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            words.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            words.append(" ")
        elif kind == "Quoted":
            left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
            words.append(left)
            _walk(content[1], words, emphasised, marks, notes)
            words.append(right)
        elif kind == "Note":
            number = len(notes) + 1
            notes[number] = Written("")  # takes its number before what stands in it
            inner: list[str] = []
            slanted: list[str] = []
            for _, line, _ in _leaves(content):
                _walk(line, inner, slanted, [], notes)
                inner.append(" ")
            notes[number] = Written(" ".join("".join(inner).split()), tuple(slanted))
            marks.append(Mark(sum(map(len, words)), number))
        elif kind == "Emph":
            start = len(words)
            _walk(content, words, emphasised, marks, notes)
            emphasised.append("".join(words[start:]))
        elif kind in ("Span", "Link", "Cite"):
            _walk(content[1], words, emphasised, marks, notes)
        elif kind in ("Strong", "Underline", "SmallCaps", "Superscript", "Subscript", "Strikeout"):
            _walk(content, words, emphasised, marks, notes)
        elif kind in ("Code", "Math"):
            words.append(content[1])


_NUMBER = re.compile(r"\[?(\d{1,4})\]?\.?")


def from_page(data: bytes) -> Old:
    """From a web page: its notes are links to places further down, as ``<a href="#fn3">3</a>``."""
    from lxml import etree, html  # noqa: PLC0415 - most old responses are Word files

    try:
        tree: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return Old((), {}, ("The page is empty.",))
    etree.strip_elements(tree, etree.Comment, "script", "style", "nav", "template", "noscript", with_tail=False)
    targets = {element.get("id"): element for element in tree.iter() if element.get("id")}
    notes: dict[int, Written] = {}
    numbers: dict[str, int] = {}
    bodies = set()
    for link in tree.iter("a"):
        target = (link.get("href") or "").partition("#")[2] if (link.get("href") or "").startswith("#") else ""
        if target in targets and target not in numbers and _NUMBER.fullmatch("".join(link.itertext()).strip()):
            place = targets[target]
            if place.tag in ("a", "span", "sup"):
                place = next((each for each in place.iterancestors("li", "p", "div", "dd")), place)
            if link in set(place.iter("a")):
                continue
            numbers[target] = len(numbers) + 1
            bodies.add(place)
            notes[numbers[target]] = _note_of(place)
    paragraphs = []
    for element in tree.iter("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "dd"):
        if any(each in bodies for each in (element, *element.iterancestors())) or any(
            True for _ in element.iter("p", "li", "blockquote") if _ is not element
        ):
            continue
        paragraphs.append(_of_element(element, numbers))
    return Old(tuple(each for each in paragraphs if each.text), notes)


def _note_of(place: Any) -> Written:
    """The words of a note, without its number and the link back."""
    emphasised = tuple(" ".join("".join(each.itertext()).split()) for each in place.iter("em", "i"))
    text = " ".join("".join(_in_order(place)).split()).strip(" ↩︎^")
    return Written(re.sub(r"^\[?\d{1,4}\]?[.):]?\s+", "", text), emphasised)


def _in_order(element: Any) -> Iterator[str]:
    if element.tag == "a" and (element.get("href") or "").startswith("#"):
        return
    yield element.text or ""
    for child in element:
        yield from _in_order(child)
        yield child.tail or ""


def _of_element(element: Any, numbers: dict[str, int]) -> Paragraph:
    words: list[str] = []
    marks: list[Mark] = []

    def down(each: Any) -> None:
        target = (each.get("href") or "")[1:] if each.tag == "a" and (each.get("href") or "").startswith("#") else ""
        if target in numbers:
            marks.append(Mark(len(" ".join("".join(words).split())), numbers[target]))
            return
        words.append(each.text or "")
        for child in each:
            down(child)
            words.append(child.tail or "")

    down(element)
    level = int(element.tag[1]) if re.fullmatch(r"h[1-6]", element.tag) else 0
    return Paragraph(" ".join("".join(words).split()), tuple(marks), level)

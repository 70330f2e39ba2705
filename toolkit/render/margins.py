"""What pandoc has no form for in a confidential Word file: the rule in the margin of each part, and the label at the head of each page."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.render.confidential import BOOKMARK

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{_SPACE}}}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RULE = {f"{W}val": "single", f"{W}sz": "24", f"{W}space": "8", f"{W}color": "9B1C1C"}
_BEFORE_BORDERS = ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers")
_BEFORE_TABLE_BORDERS = (
    *("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing"),
    "tblInd",
)
_PART = "word/header-of-copy.xml"


def draw_margins(parts: dict[str, bytes]) -> None:
    """Draw a rule beside every paragraph and table between the bookmarks of a part, and take the bookmarks out. In place."""
    if f'w:name="{BOOKMARK}'.encode() not in parts["word/document.xml"]:
        return
    document = etree.fromstring(parts["word/document.xml"])
    for begin in [each for each in document.iter(f"{W}bookmarkStart") if (each.get(f"{W}name") or "").startswith(BOOKMARK)]:
        for block in list(_until_end(begin)):
            _rule_beside(block)
        for edge in [begin, *document.iter(f"{W}bookmarkEnd")]:
            parent = edge.getparent()
            if edge.get(f"{W}id") == begin.get(f"{W}id") and parent is not None:
                parent.remove(edge)
    parts["word/document.xml"] = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)


def _until_end(begin: _Element) -> Iterator[_Element]:
    for block in begin.itersiblings():
        if block.tag == f"{W}bookmarkEnd" and block.get(f"{W}id") == begin.get(f"{W}id"):
            return
        yield block


def _rule_beside(block: _Element) -> None:
    if block.tag == f"{W}p":
        properties = block.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            block.insert(0, properties)
        _left(properties, "pBdr", _BEFORE_BORDERS)
    elif block.tag == f"{W}tbl" and (properties := block.find(f"{W}tblPr")) is not None:
        _left(properties, "tblBorders", _BEFORE_TABLE_BORDERS)


def _left(properties: _Element, name: str, before: tuple[str, ...]) -> None:
    """A rule at the left, at the place among the properties that Word asks for."""
    borders = properties.find(f"{W}{name}")
    if borders is None:
        borders = etree.Element(f"{W}{name}")
        properties.insert(sum(str(each.tag) in {f"{W}{one}" for one in before} for each in properties), borders)
    if borders.find(f"{W}left") is None:
        at = 1 if borders.find(f"{W}top") is not None else 0
        borders.insert(at, etree.Element(f"{W}left", _RULE))


def put_header(parts: dict[str, bytes], label: str) -> None:
    """A line at the head of each page. A header of one's own, in a reference file, has it above its own lines. In place."""
    line = f'<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t xml:space="preserve">{escape(label)}</w:t></w:r></w:p>'.encode()
    document = parts["word/document.xml"]
    own = [name for name in parts if name.startswith("word/header") and name.endswith(".xml")]
    for name in own:
        at = parts[name].find(b">", parts[name].find(b"<w:hdr")) + 1
        parts[name] = parts[name][:at] + line + parts[name][at:]
    if own and b"<w:headerReference" in document:
        return
    spaces = f'xmlns:w="{_SPACE}" xmlns:r="{_R}"'.encode()
    parts[_PART] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:hdr ' + spaces + b">" + line + b"</w:hdr>"
    relation = f'<Relationship Id="rIdHeaderOfCopy" Type="{_R}/header" Target="header-of-copy.xml"/></Relationships>'.encode()
    rels = "word/_rels/document.xml.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", relation)
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
    override = f'<Override PartName="/{_PART}" ContentType="{kind}"/></Types>'.encode()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override)
    reference = f'<w:headerReference xmlns:r="{_R}" w:type="default" r:id="rIdHeaderOfCopy"/>'.encode()
    for sign in (b"<w:sectPr>", b"<w:sectPr "):
        at = document.find(sign)
        while at >= 0:
            inside = document.find(b">", at) + 1
            document = document[:inside] + reference + document[inside:]
            at = document.find(sign, inside)
    parts["word/document.xml"] = document

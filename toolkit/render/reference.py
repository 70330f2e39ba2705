"""The Word styles of a response, made from pandoc's own reference.docx and kept as ``house/reference.docx``.

pandoc takes styles, numbering, footer and page size from that file. It is made once and not at every build: after a change of the
styles or of pandoc, ``python -m toolkit.render.reference`` writes it anew.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.pandoc import run
from toolkit.render.word_styles import COMPATIBLE, DEFAULTS, FOOTER, NEW, NUMBERED, PAGE, RESTYLED, TABLE, Style

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = Path(__file__).parent / "house" / "reference.docx"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def reference_docx() -> bytes:
    """A Word file with the house's styles and one line in each of them. The same pandoc gives the same bytes."""
    made, _ = run(["--print-default-data-file", "reference.docx"], b"")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    edits: dict[str, Callable[[etree._Element], None]] = {
        "word/styles.xml": _styles,
        "word/numbering.xml": _numbering,
        "word/settings.xml": _settings,
        "word/footnotes.xml": _without_notes,
    }
    for name, edit in edits.items():
        tree = etree.fromstring(parts[name], etree.XMLParser(remove_blank_text=True))
        edit(tree)
        parts[name] = _written(tree)
    lines = "".join(_line(style) for style in (*RESTYLED, *NEW) if style.kind == "paragraph" and style.name not in ("footer", "header"))
    parts["word/document.xml"] = _written(_element(f"<w:document><w:body>{lines}{PAGE}</w:body></w:document>"))
    parts["word/footer1.xml"] = _written(_element(FOOTER))
    parts["docProps/core.xml"] = f'<cp:coreProperties xmlns:cp="{CORE}"/>'.encode()
    parts["docProps/app.xml"] = f'<Properties xmlns="{EXTENDED}"/>'.encode()
    del parts["docProps/custom.xml"]
    _list_footer(parts)
    return _zipped(parts)


def _list_footer(parts: dict[str, bytes]) -> None:
    """Tell the package of the footer, and no longer of the custom properties."""
    link = f'<Relationship Id="rIdFooter" Type="{R}/footer" Target="footer1.xml"/>'.encode()
    kind = f'<Override PartName="/word/footer1.xml" ContentType="{CONTENT}.footer+xml"/>'.encode()
    for name, more in (("[Content_Types].xml", kind), ("word/_rels/document.xml.rels", link), ("_rels/.rels", b"")):
        kept = re.sub(rb"<(?:Override|Relationship) [^>]*custom\.xml[^>]*>", b"", parts[name])
        parts[name] = re.sub(rb"(?=</(?:Types|Relationships)>)", more, kept)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The parts as a file, the list of contents first, with one date for all."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(parts, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            # stored, not deflated: zlib-ng, which some systems have for zlib, packs the same bytes differently
            archive.writestr(entry, parts[name])
    return made.getvalue()


def _written(tree: etree._Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _element(xml: str) -> etree._Element:
    """An element from text in which ``w:`` and ``r:`` are known."""
    (element,) = etree.fromstring(f'<x xmlns:w="{W}" xmlns:r="{R}">{xml}</x>', etree.XMLParser(remove_blank_text=True))
    return element


def _child(element: etree._Element, tag: str) -> etree._Element:
    found = element.find(f"{{{W}}}{tag}")
    if found is None:  # pragma: no cover - a pandoc whose reference.docx is built otherwise
        raise LookupError(tag)
    return found


def _line(style: Style) -> str:
    """One paragraph that shows a style, for people who make a Word file of their own from this one."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style.id}"/></w:pPr><w:r><w:t>{style.name}</w:t></w:r></w:p>'


def _styles(tree: etree._Element) -> None:
    tree.replace(_child(tree, "docDefaults"), _element(DEFAULTS))
    known = {_child(style, "name").get(f"{{{W}}}val"): style for style in tree.iter(f"{{{W}}}style")}
    for style in RESTYLED:
        _restyle(known[style.name], style)
    tree.replace(known["Table"], _element(TABLE))
    tree.extend(_element(style.xml()) for style in NEW)
    _share_with_linked(tree)


def _restyle(element: etree._Element, style: Style) -> None:
    """Give a style of pandoc's our layout and letters, and show it in Word's list of styles."""
    for tag in ("pPr", "rPr", "semiHidden", "unhideWhenUsed", "rsid"):
        for old in element.findall(f"{{{W}}}{tag}"):
            element.remove(old)
    element.extend(_element(made) for made in style.properties())
    if style.based:
        _child(element, "basedOn").set(f"{{{W}}}val", style.based)


def _share_with_linked(tree: etree._Element) -> None:
    """Word keeps a linked style in two halves: the letters of the paragraph's half belong to the other as well."""
    by_id = {style.get(f"{{{W}}}styleId"): style for style in tree.iter(f"{{{W}}}style")}
    for style in by_id.values():
        link = style.find(f"{{{W}}}link")
        if style.get(f"{{{W}}}type") != "character" or link is None:
            continue
        for old in style.findall(f"{{{W}}}rPr"):
            style.remove(old)
        style.extend(deepcopy(letters) for letters in by_id[link.get(f"{{{W}}}val")].findall(f"{{{W}}}rPr"))


def _numbering(tree: etree._Element) -> None:
    """pandoc's lists, and the list that numbers paragraphs; Word wants all definitions before all lists."""
    definition, number = (_element(part) for part in NUMBERED)
    tree.insert(0, definition)
    tree.insert(len(tree.findall(f"{{{W}}}abstractNum")), number)


def _settings(tree: etree._Element) -> None:
    """British English, and Word 2013's way of setting a page: where the file does not ask for it, Word shows it in compatibility mode."""
    _child(tree, "themeFontLang").set(f"{{{W}}}val", "en-GB")
    _child(tree, "rsids").addprevious(_element(COMPATIBLE))


def _without_notes(tree: etree._Element) -> None:
    """Only the lines that part notes from the text; pandoc's example of a note goes."""
    for note in tree.findall(f"{{{W}}}footnote"):
        if note.get(f"{{{W}}}type") is None:
            tree.remove(note)


if __name__ == "__main__":
    KEPT.write_bytes(reference_docx())

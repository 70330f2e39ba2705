"""Footnotes of a Word file made into Word's own endnotes: pandoc writes only the former. Numbers, bookmarks and references stay live."""

from __future__ import annotations

import re

_NOTES, _END = "word/footnotes.xml", "word/endnotes.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_SETTING = b'<w:endnotePr><w:pos w:val="docEnd"/><w:numFmt w:val="decimal"/><w:endnote w:id="-1"/><w:endnote w:id="0"/></w:endnotePr>'
"""At the end of the document, in the numbers that the text has: Word's own choice would be i, ii, iii."""
_SECTION = re.compile(rb"<w:sectPr\b[^>/]*>(?:\s*<w:(?:header|footer)Reference\b[^>]*/>)*")
_NUMBERS = b'<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'
"""LibreOffice looks for the kind of numbers here."""
_LINE = re.compile(rb"<w:(?:separator|continuationSeparator)\s*/>")
_BEFORE = (rb"<w:compat\s*/?>", rb"<w:docVars>", rb"<w:rsids>", rb"<w:themeFontLang", rb"<w:clrSchemeMapping", rb"</w:settings>")
"""What Word wants behind it in the settings, the first of these that is there."""


def to_endnotes(parts: dict[str, bytes]) -> None:
    """Change the parts of a package in place; nothing where it has no notes."""
    notes = parts.get(_NOTES, b"")
    if not re.search(rb'<w:footnote w:id="(?!0"|-1")', notes):
        return
    parts[_END] = _LINE.sub(b"", _renamed(notes))  # the heading stands above them, and no line need
    kept = re.sub(rb'<w:footnote w:id="(?!0"|-1").*?</w:footnote>', b"", notes, flags=re.DOTALL)
    parts[_NOTES] = kept
    if links := parts.pop("word/_rels/footnotes.xml.rels", None):
        parts["word/_rels/endnotes.xml.rels"] = links
    parts["word/document.xml"] = _SECTION.sub(rb"\g<0>" + _NUMBERS, _renamed(parts["word/document.xml"]))
    parts["word/styles.xml"] = _with_styles(parts["word/styles.xml"])
    parts["word/settings.xml"] = _before(parts["word/settings.xml"], _SETTING)
    kind = f'<Override PartName="/{_END}" ContentType="{_CONTENT}" />'.encode()
    link = f'<Relationship Id="rIdEndnotes" Type="{_RELATIONS}/endnotes" Target="endnotes.xml" />'.encode()
    for name, more in (("[Content_Types].xml", kind), ("word/_rels/document.xml.rels", link)):
        if b"endnotes.xml" not in parts[name]:
            end = parts[name].rindex(b"</")
            parts[name] = parts[name][:end] + more + parts[name][end:]


def _renamed(xml: bytes) -> bytes:
    """Elements and styles of footnotes as those of endnotes."""
    xml = re.sub(rb"(</?w:)footnote(s|Reference|Ref)?(?=[\s/>])", lambda tag: tag[1] + b"endnote" + (tag[2] or b""), xml)
    return re.sub(rb'(w:val=")Footnote(Text|Reference)(?=")', rb"\1Endnote\2", xml)


def _with_styles(styles: bytes) -> bytes:
    """Styles of endnotes that look as those of footnotes do, where a document has none of its own."""
    more = b""
    for name in (b"Text", b"Reference"):
        found = re.search(rb'<w:style [^>]*w:styleId="Footnote' + name + rb'"[^>]*>.*?</w:style>', styles, re.DOTALL)
        if found and b'w:styleId="Endnote' + name + b'"' not in styles:
            more += found[0].replace(b"Footnote", b"Endnote").replace(b'w:val="footnote', b'w:val="endnote')
    return styles.replace(b"</w:styles>", more + b"</w:styles>")


def _before(settings: bytes, more: bytes) -> bytes:
    settings = re.sub(rb"<w:endnotePr>.*?</w:endnotePr>", b"", settings, flags=re.DOTALL)
    for tag in _BEFORE:
        if found := re.search(tag, settings):
            return settings[: found.start()] + more + settings[found.start() :]
    return settings

"""Built files opened for rules: the parts of a Word file, a PDF, and what a reader reads in each. Bounds keep a bomb from going off."""

from __future__ import annotations

import logging
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree, html

from toolkit.english.phrase import phrase

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pypdf import PdfReader

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 64_000_000
"""Bytes of one part: a Word file that a person wrote has a hundredth of that."""
_READ = phrase(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "figcaption", "caption", "dt", "dd")


class Damaged(Exception):
    """The file cannot be opened."""


@lru_cache(maxsize=4)
def word_parts(data: bytes) -> Mapping[str, _Element]:
    """The XML parts of a Word file by name. They are shared: nobody changes them.

    :raises Damaged: where it is no Word file, or one that is too large.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            parts: dict[str, _Element] = {}
            for info in package.infolist():
                if not info.filename.endswith((".xml", ".rels")):
                    continue
                with package.open(info) as part:
                    content = part.read(_LARGEST + 1)
                if len(content) > _LARGEST:
                    raise Damaged("a part of it is far too large")
                parts[info.filename] = etree.fromstring(content, parser)
    except (
        zipfile.BadZipFile,
        zlib.error,
        etree.XMLSyntaxError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Damaged(type(error).__name__) from error
    if "word/document.xml" not in parts:
        raise Damaged("it holds no document")
    return parts


def printed_parts(parts: Mapping[str, _Element]) -> Iterator[tuple[str, _Element]]:
    """Those parts whose words are printed: the document, its notes, headers and footers."""
    return ((name, part) for name, part in parts.items() if _READ.fullmatch(name))


def open_pdf(data: bytes) -> PdfReader:
    """:raises Damaged: where it is no PDF, or one that needs a password."""
    from pypdf import PdfReader  # noqa: PLC0415 - most checks see no PDF

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on damage would go to the terminal
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Damaged("it needs a password")
        len(reader.pages)
    except Damaged:
        raise
    except Exception as error:  # a damaged file makes pypdf raise nearly anything
        raise Damaged(type(error).__name__) from error
    return reader


def word_paragraphs(data: bytes) -> Iterator[str]:
    """The paragraphs of a Word file as they are printed, notes among them; what was deleted and tracked is left out."""
    for _, part in printed_parts(word_parts(data)):
        for paragraph in part.iter(f"{W}p"):
            yield "".join(_said(paragraph))


def _said(paragraph: _Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        parent = element.getparent()
        if element.tag == f"{W}t":
            yield element.text or ""
        elif parent is not None and parent.tag == f"{W}r":  # tab stops of a style are called so too
            yield "\t" if element.tag == f"{W}tab" else "\n"


@lru_cache(maxsize=4)
def pdf_pages(data: bytes) -> tuple[str, ...]:
    """The words of each page on one line; a page that cannot be read is empty. :raises Damaged: where it is no PDF.

    Read with pdfium, which takes a tenth of the time that pypdf takes.
    """
    import pypdfium2  # noqa: PLC0415 - most checks see no PDF

    pages: list[str] = []
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Damaged(str(error)) from error
    try:
        for number in range(len(document)):
            try:
                page = document[number]
                text = page.get_textpage()
                # The sign at the end of a line where a word was parted comes as U+FFFE.
                pages.append(" ".join(text.get_text_range().replace("\ufffe", "").split()))
                text.close()
                page.close()
            except pypdfium2.PdfiumError:
                pages.append("")
    finally:
        document.close()
    return tuple(pages)


@lru_cache(maxsize=4)
def html_tree(data: bytes) -> _Element:
    """:raises Damaged: where there is nothing to read."""
    try:
        return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise Damaged(type(error).__name__) from error


def html_paragraphs(data: bytes) -> Iterator[str]:
    """The innermost paragraphs, items, cells and headings of a page."""
    for element in html_tree(data).iter(*_BLOCKS):
        if next(element.iterdescendants(*_BLOCKS), None) is None:
            yield "".join(map(str, element.itertext()))

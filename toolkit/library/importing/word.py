"""The sources behind the citations of a Word file that Zotero, Mendeley or EndNote put there: each citation holds its source whole.

Zotero and the older Mendeley write CSL JSON into fields (``ADDIN ZOTERO_ITEM CSL_CITATION {…}``), Mendeley Cite into the tags of content
controls, EndNote its XML into fields (``ADDIN EN.CITE``), sometimes packed in base64 beside them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from typing import Any

from lxml import etree

from toolkit.cite.latex import decode
from toolkit.library.importing.csl import from_csl
from toolkit.library.importing.endnote import read_endnote
from toolkit.library.importing.imported import Imported, Lost, Read

MOST_BYTES = 100_000_000
"""Of one part of the document, unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(?:document\d*|footnotes|endnotes|comments)\.xml")
_MENDELEY_TAG = re.compile(r"MENDELEY_CITATION_v\d+_(.*)", re.DOTALL)
_ENDNOTE = re.compile(r"<EndNote>.*?</EndNote>", re.DOTALL)
_TEX = re.compile(r"\{[^{}]*\}|\\[&%$#_{}'`^\"~=.]")
_ADDRESS = re.compile(r"\w+://")
_CITATION = re.compile(r"\b(?:ZOTERO_ITEM|CSL_CITATION|EN\.CITE)\b")


def read_word(data: bytes, file: str) -> Read | None:
    """Every source once, in the order of its first citation; None where the file is no Word document.

    :raises ValueError: where it would unpack to more than anybody writes.
    """
    try:
        fields = [each for root in _parts(data) for each in _fields(root)]
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, etree.XMLSyntaxError):
        return None
    entries: dict[str, Imported] = {}
    lost: dict[str, Lost] = {}
    for number, code in enumerate(fields, 1):
        for id_, entry in _cited(code, file, number):
            if isinstance(entry, Lost):
                lost.setdefault(id_, entry)
            else:
                entries.setdefault(id_, entry)
    unread = [each for id_, each in lost.items() if id_ not in entries]
    return Read(list(entries.values()), unread, len(entries) + len(unread))


def _parts(data: bytes) -> Iterator[etree._Element]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        if "word/document.xml" not in file.namelist():
            raise KeyError("word/document.xml")
        for name in file.namelist():
            if _PARTS.fullmatch(name):
                with file.open(name) as part:  # what a file says about its own size may be a lie
                    content = part.read(MOST_BYTES + 1)
                if len(content) > MOST_BYTES:
                    raise ValueError("This Word file is far too large.")
                yield etree.fromstring(content, parser)


def _fields(root: etree._Element) -> Iterator[str]:
    """The code of every field and the tag of every control in order: text that Word hides."""
    open_: list[list[str]] = []
    """The codes of the fields that have begun and not ended; one may stand in another."""
    for node in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple", f"{_W}tag", f"{_W}fldData"):
        name = etree.QName(node).localname
        if name == "fldChar":
            kind = node.get(f"{_W}fldCharType")
            if kind == "begin":
                open_.append([])
            elif kind == "end" and open_:
                yield "".join(open_.pop())
        elif name == "instrText":
            if open_:
                open_[-1].append(node.text or "")
        elif name == "fldData":
            packed = re.sub(r"\s+", "", node.text or "")
            if open_ and (unpacked := _unpacked(packed)):
                open_[-1].append(unpacked)
        elif name == "fldSimple":
            yield node.get(f"{_W}instr", "")
        elif match := _MENDELEY_TAG.fullmatch(node.get(f"{_W}val", "")):
            yield f"CSL_CITATION {_unpacked(match[1])}"
    for code in open_:
        yield "".join(code)


def _unpacked(packed: str) -> str:
    try:
        return b64decode(packed + "=" * (-len(packed) % 4)).decode("utf-8", "replace").replace("\x00", "")
    except (NotBase64, ValueError):
        return ""


def _cited(code: str, file: str, number: int) -> Iterator[tuple[str, Imported | Lost]]:
    """The sources of one field, each with what tells it from others."""
    if not _CITATION.search(code):
        return
    endnote = _ENDNOTE.findall(code)
    for xml in endnote:
        read = read_endnote(xml.encode(), file)
        for entry in read.entries if read else []:
            yield _same(entry.fields), entry._replace(line=number)
        if read is None or read.lost or not read.entries:
            yield f"lost {number}", Lost(number, "A citation of EndNote's could not be read.")
    if endnote or "EN.CITE.DATA" in code:
        return
    start = code.find("{")
    try:
        value, _ = json.JSONDecoder().raw_decode(code[start:]) if start >= 0 else (None, 0)
    except (ValueError, RecursionError):
        value = None
    items = value.get("citationItems") if isinstance(value, dict) else None
    if not isinstance(items, list):
        if "EN.CITE" not in code:
            yield f"lost {number}", Lost(number, "A citation could not be read: what it holds is damaged.")
        return
    for item in items:
        yield from _item(item, file, number)


def _item(item: Any, file: str, number: int) -> Iterator[tuple[str, Imported | Lost]]:
    if not isinstance(item, dict):
        return
    data = item.get("itemData") or item.get("item")
    uris = item.get("uris") or item.get("uri") or []
    id_ = str(uris[0]) if isinstance(uris, list) and uris else ""  # 'id' is a number within one citation in Mendeley's
    if isinstance(data, dict) and data:
        # What is called 'id' here is nobody's key: a number within the citation (ITEM-1) or within somebody's library.
        entry = from_csl({name: _plain(value) for name, value in data.items() if name != "id"}, file, number)
        yield id_ or _same(entry.fields), entry
    else:
        yield id_ or f"lost {number}", Lost(number, "A citation names a source of somebody's Zotero library without describing it.")


def _plain(value: Any) -> Any:
    """Mendeley keeps what stood in a BibTeX file as it stood there: ``{LLC}``, ``Library \\& Research``."""
    return decode(value) if isinstance(value, str) and _TEX.search(value) and not _ADDRESS.match(value) else value


def _same(fields: dict[str, str]) -> str:
    return json.dumps([fields.get(name, "") for name in ("author", "title", "date", "doi", "volume", "pages")])

"""A citation style made to fit a document: for notes that stand in brackets in the text, and for another language than English."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_CSL = "{http://purl.org/net/xbiblio/csl}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_IBID = frozenset({"ibid", "ibid-with-locator"})
_NEVER = "no-such-type"
"""A type that no entry has: a condition on it never holds."""
_EMPTY = "no-such-variable"
_PINPOINTS = ("page", "paragraph", "section", "chapter", "part", "column", "figure", "volume", "note", "line", "verse", "book")
"""The words in which :mod:`toolkit.cite.locator` writes the kind of a pinpoint."""


def adapted(path: Path, *, in_brackets: bool, language: str | None) -> bytes:
    """The style in a file, changed.

    :param in_brackets: without "ibid" and without numbers of notes, neither of which means anything in brackets in the text: what follows
        the first citation of a source is then the style's own short form.
    :param language: that of the document where it is not English. citeproc knows the kinds of pinpoints by the words of its language
        alone, and would print ``page 3`` as a remark: it learns the English words too, as a form of them that hardly a style prints.
    :raises ValueError: where the file is no style.
    """
    from lxml import etree  # noqa: PLC0415 - most documents take a style as it is

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise ValueError("it cannot be read") from error
    if in_brackets:
        _without_back_references(root)
    if language is not None:
        _reads_english(root, language)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def _without_back_references(root: _Element) -> None:
    for condition in root.iter(f"{_CSL}if", f"{_CSL}else-if"):
        _never_ibid(condition)
    for element in root.iter(f"{_CSL}text", f"{_CSL}number"):
        if element.get("variable") == "first-reference-note-number":
            element.set("variable", _EMPTY)  # not taken out: a group of "n" and the number goes as a whole where the number is empty


def _never_ibid(condition: _Element) -> None:
    """Make a condition what it is for a citation that is never right after one of the same source."""
    positions = str(condition.get("position") or "").split()
    kept = [each for each in positions if each not in _IBID]
    if kept == positions:
        return
    if kept and condition.get("match", "all") != "all":
        condition.set("position", " ".join(kept))
        return
    # Nothing but "ibid" was asked for, or that among other things that all had to hold.
    del condition.attrib["position"]
    condition.set("type", f"{condition.get('type', '')} {_NEVER}".strip())


def _reads_english(root: _Element, language: str) -> None:
    """Add the English words of pinpoints to the words that the style has for a language."""
    from lxml import etree  # noqa: PLC0415

    locale = next((each for each in root.iter(f"{_CSL}locale") if each.get(_LANG) == language), None)
    if locale is None:
        locale = etree.Element(f"{_CSL}locale", {_LANG: language})
        info = root.find(f"{_CSL}info")
        root.insert(0 if info is None else root.index(info) + 1, locale)
    terms = locale.find(f"{_CSL}terms")
    if terms is None:
        terms = etree.SubElement(locale, f"{_CSL}terms")
    for name in _PINPOINTS:
        term = etree.SubElement(terms, f"{_CSL}term", {"name": name, "form": "symbol"})
        etree.SubElement(term, f"{_CSL}single").text = name
        etree.SubElement(term, f"{_CSL}multiple").text = f"{name}s"

"""Traces of its making in the file that will be sent.

What: in a built Word file tracked changes, comments, hidden text, and names of persons in its properties; in a PDF comments and marks,
attached files, and an author who is not the organisation. Files as they are built have none: they come from editing them afterwards.

Why: everybody can read them, and journalists do. Committees send such files back.

Bad (described):

    build/my-response/my-response.docx, opened in Word, changed with "Track changes" on, and saved.

Good (described):

    build/my-response/my-response.docx, as 'consult build' made it.

Fix: change the texts and build again. Where the file must be edited by hand: accept all changes, delete all comments, and let Word's
document inspector (File, Info, Check for issues) remove the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.check.built import Damaged, W, open_pdf, printed_parts, word_parts
from toolkit.check.rule import Artefact, Facts, Rule
from toolkit.model.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from toolkit.model.workspace import Configuration

RULE = Rule("SUB006", "traces-in-the-file", "error", "artefact")

_TRACKED = [
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange"),
        *("tblPrExChange", "tblGridChange", "tcPrChange", "trPrChange", "numberingChange"),
    )
]
_MARKS = {
    "/Text",
    "/FreeText",
    "/Highlight",
    "/Underline",
    "/StrikeOut",
    "/Squiggly",
    "/Caret",
    "/Ink",
    "/Stamp",
    "/FileAttachment",
    "/Redact",
}
_NOBODY = {"", "microsoft office user", "unknown author", "author", "un-named", "user", "windows user"}
_FIX = "Build the file anew from its texts; or remove this with Word's document inspector (File, Info, Check for issues)."
_PDF_FIX = "Build the file anew; or remove this in the program in which the PDF was edited."


def check(artefact: Artefact, facts: Facts) -> Iterator[Finding]:
    if artefact.output not in ("docx", "pdf"):
        return
    configuration = facts.workspace.configuration
    try:
        found = list(_word(artefact.data, configuration) if artefact.output == "docx" else _pdf(artefact.data, configuration))
    except Damaged as error:
        found = [(f"This file cannot be opened: {error}.", "Build it anew.")]
    for message, help_ in found:
        yield RULE.finding(artefact.span(), message, help_)


def _word(data: bytes, configuration: Configuration) -> Iterator[tuple[str, str]]:
    parts = word_parts(data)
    printed = [part for _, part in printed_parts(parts)]
    tracked = [element for part in printed for element in part.iter(*_TRACKED)]
    if tracked:
        who = _listed({element.get(f"{W}author", "") for element in tracked})
        yield f"The Word file holds {_counted(len(tracked), 'tracked change')}{f' by {who}' if who else ''}.", _FIX
    comments = [comment for name in parts if name.startswith("word/comments") for comment in parts[name].iter(f"{W}comment")]
    if comments:
        yield f"The Word file holds {_counted(len(comments), 'comment')}, the first '{_short(_words(comments[0]))}'.", _FIX
    hidden = [words for part in printed for words in _hidden(part, _hiding_styles(parts))]
    if hidden:
        yield f"The Word file holds hidden text: '{_short(hidden[0])}'.", _FIX
    named = _listed({name for name in _names(parts) if not _ours(name, configuration)})
    if named:
        yield f"The properties of the Word file name {named}.", _FIX
    if any("attachedTemplate" in each.get("Type", "") and _on_a_disk(each.get("Target", "")) for each in _relations(parts)):
        yield "The Word file names a template on somebody's disk, with the path to it.", _FIX


def _hidden(part: _Element, styles: set[str]) -> Iterator[str]:
    for run in part.iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None:
            continue
        style = properties.find(f"{W}rStyle")
        if _on(properties.find(f"{W}vanish")) or (style is not None and style.get(f"{W}val") in styles):
            words = _words(run)
            if words.strip():
                yield words


def _hiding_styles(parts: Mapping[str, _Element]) -> set[str]:
    """Character styles that hide what is set in them."""
    styles = parts.get("word/styles.xml")
    found = () if styles is None else styles.iter(f"{W}style")
    return {style.get(f"{W}styleId", "") for style in found if _on(style.find(f"{W}rPr/{W}vanish"))}


def _on(element: _Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "true") not in ("false", "0", "off")


def _names(parts: Mapping[str, _Element]) -> Iterator[str]:
    """Who the properties of a Word file say made it, for whom, and whoever else they name."""
    for part, fields in (("docProps/core.xml", ("creator", "lastModifiedBy")), ("docProps/app.xml", ("Manager", "Company"))):
        for element in parts[part].iter("{*}*") if part in parts else ():
            if str(element.tag).rpartition("}")[2] in fields:
                yield element.text or ""
    if "docProps/custom.xml" in parts:
        # Properties of an organisation's own: only what is an address or a path can be told to be somebody's.
        values = ("".join(map(str, each.itertext())).strip() for each in parts["docProps/custom.xml"].iter("{*}property"))
        yield from (value for value in values if re.search(r"\S@\S+\.\S|^[A-Za-z]:\\|^\\\\|/Users/|/home/", value))
    for person in parts["word/people.xml"].iter("{*}person") if "word/people.xml" in parts else ():
        yield next((str(value) for name, value in person.items() if str(name).endswith("}author")), "")


def _relations(parts: Mapping[str, _Element]) -> Iterator[_Element]:
    return parts["word/_rels/settings.xml.rels"].iter("{*}Relationship") if "word/_rels/settings.xml.rels" in parts else iter(())


def _on_a_disk(target: str) -> bool:
    return bool(re.match(r"(?i)file:|[a-z]:[\\/]|\\\\|/(?:users|home)/", target))


def _pdf(data: bytes, configuration: Configuration) -> Iterator[tuple[str, str]]:
    from pypdf.generic import DictionaryObject  # noqa: PLC0415 - most checks see no PDF

    reader = open_pdf(data)
    try:
        author = str(reader.metadata.get("/Author") or "") if reader.metadata else ""
        marks = [str(mark.get_object().get("/Subtype")) for page in reader.pages for mark in page.get("/Annots") or ()]
        attached = "/EmbeddedFiles" in reader.root_object.get("/Names", DictionaryObject()).get_object()
    except Exception as error:  # a damaged file makes pypdf raise nearly anything
        raise Damaged(type(error).__name__) from error
    if not _ours(author, configuration):
        yield f"The properties of the PDF name {author} as its author.", _PDF_FIX
    number = sum(mark in _MARKS for mark in marks)
    if number:
        yield f"The PDF holds {_counted(number, 'comment or mark', 'comments or marks')} of a reader.", _PDF_FIX
    if attached:
        yield "The PDF has files attached to it.", _PDF_FIX


def _ours(name: str, configuration: Configuration) -> bool:
    """Whether a name is the organisation's, or that of a contact who may be named."""
    public = (contact.name for contact in configuration.contacts.values() if contact.public)
    return _plain(name) in {*_NOBODY, *map(_plain, (configuration.organisation.name, *public))}


def _plain(name: str) -> str:
    return " ".join(name.replace("\u2019", "'").casefold().split())


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(name.strip() for name in names if name.strip()))


def _words(element: _Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t", f"{W}delText"))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _counted(number: int, one: str, several: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {several or f'{one}s'}"

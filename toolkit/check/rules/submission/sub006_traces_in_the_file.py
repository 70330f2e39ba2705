"""Traces of its making in the file that will be sent.

What: in a built Word file tracked changes, comments, hidden text, names of persons in its properties, metadata of pictures, and links to
files and sites that only some can open; in a PDF comments and marks, attached files, and an author who is not the organisation. Files as
they are built have none of these but such links: the others come from editing them afterwards.

Why: everybody can read them, and journalists do. Committees send such files back.

Bad (described):

    build/my-response/my-response.docx, opened in Word, changed with "Track changes" on, and saved.

Good (described):

    build/my-response/my-response.docx, as 'consult build' made it.

Fix: change the texts and build again. Where the file must be edited by hand: accept all changes, delete all comments, and let
'consult clean' remove the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.check.built import Damaged, W, open_pdf, pictures_in, word_parts
from toolkit.check.rule import Artefact, Facts, Rule
from toolkit.model.finding import Finding
from toolkit.traces import word as traces
from toolkit.traces.addresses import private
from toolkit.traces.pictures import metadata_of

if TYPE_CHECKING:
    from toolkit.model.workspace import Configuration

RULE = Rule("SUB006", "traces-in-the-file", "error", "artefact")

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
    tracked = traces.tracked(parts)
    if tracked:
        who = _listed({element.get(f"{W}author", "") for element in tracked})
        yield f"The Word file holds {_counted(len(tracked), 'tracked change')}{f' by {who}' if who else ''}.", _FIX
    comments = traces.comments(parts)
    if comments:
        yield f"The Word file holds {_counted(len(comments), 'comment')}, the first '{_short(traces.words_of(comments[0]))}'.", _FIX
    hidden = traces.hidden(parts)
    if hidden:
        yield f"The Word file holds hidden text: '{_short(hidden[0])}'.", _FIX
    named = _listed({name for name in traces.names(parts) if not _ours(name, configuration)})
    if named:
        yield f"The properties of the Word file name {named}.", _FIX
    if traces.template_on_a_disk(parts):
        yield "The Word file names a template on somebody's disk, with the path to it.", _FIX
    told = list(dict.fromkeys(name for picture in pictures_in(data) for name in metadata_of(picture)))
    if told:
        yield f"Pictures in the Word file tell more than they show: {', '.join(told)}.", _FIX
    public = {f"mailto:{contact.email}".casefold() for contact in configuration.contacts.values() if contact.public and contact.email}
    inside = [each for each in traces.private_addresses(parts) if not each.startswith("mailto:") and each.casefold() not in public]
    if inside:
        help_ = "Take the link out, or use an address that all can open."
        yield f"A link in the Word file leads to {private(inside[0])}: {_short(inside[0])}.", help_


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


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


def _counted(number: int, one: str, several: str = "") -> str:
    return f"1 {one}" if number == 1 else f"{number} {several or f'{one}s'}"

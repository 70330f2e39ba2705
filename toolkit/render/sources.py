"""The sources of a document as a list, each once and in full: for press releases, whose notes are not printed."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.cite.locator import to_pandoc
from toolkit.model.draft import Citation, Draft, Locator
from toolkit.render.notes import tidy
from toolkit.render.tree import Node, Nodes, attribute, inline_children, text


def wants_sources(blocks: Nodes) -> bool:
    """Whether the template of the document asked for the list."""
    return any(_is_place(block) for block in blocks)


def as_citations(draft: Draft) -> str:
    """A paragraph of Markdown for each source that the document cites, in the order of the first citation, with all its places."""
    by_key: dict[str, list[Citation]] = {}
    for citation in draft.citations:
        by_key.setdefault(citation.key, []).append(citation)
    return "\n\n".join(f"[@{{{key}}}{_place(each)}]" for key, each in by_key.items())


def put_sources(blocks: Nodes, listed: Nodes, references: Nodes) -> None:
    """Put the list where the template asked for it.

    :param listed: what citeproc made of :func:`as_citations`. :param references: its bibliography, for styles that cite in the text.
    """
    tidy(listed)
    entries = references or listed
    items = [[{"t": "Plain", "c": words}] for block in entries if (words := _words(block)) and text(words).strip()]
    for block in blocks:
        if _is_place(block):
            block["c"][1] = [{"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}] if items else []


def _is_place(block: Node) -> bool:
    return block["t"] == "Div" and attribute(block, "ct") == "sources"


def _place(citations: Iterable[Citation]) -> str:
    """The places that are cited, where one word (page, paragraph) fits all of them, and the first remark on the source."""
    places = [each.locator for each in citations if each.locator.value]
    labels = {each.label for each in places}
    values = ", ".join(dict.fromkeys(each.value for each in places))
    located = to_pandoc(Locator(label=labels.pop(), value=values)) if len(labels) == 1 else ""
    remark = next((each.suffix for each in citations if each.suffix), "")
    return (f", {located}" if located else "") + (f". {remark}" if remark else "")


def _words(block: Node) -> Nodes:
    """What an entry says: the note of a paragraph that holds nothing else, or the paragraph of a bibliography."""
    if block["t"] == "Div":
        return [each for child in block["c"][1] for each in _words(child)]
    inlines: Nodes = block["c"] if block["t"] in ("Para", "Plain") else []
    return next((note for node in inlines if (note := _note(node))), inlines)


def _note(node: Node) -> Nodes:
    if node["t"] == "Note":
        return [each for child in node["c"] for each in _words(child)]
    return next((note for child in inline_children(node) or [] if (note := _note(child))), [])

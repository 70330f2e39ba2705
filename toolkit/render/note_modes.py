"""Notes that stand elsewhere than at the foot of the page: in brackets in the text, nowhere, or in a list at the end of a PDF.

All of it is done on a copy of the tree; the draft's own list of notes stays whole, so that proofs and dossiers have every source.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.cite.csl import short_reference
from toolkit.model.draft import Draft
from toolkit.render import tree
from toolkit.render.tree import Node, Nodes, block_lists, inline_children, raw_block, raw_inline, span

STYLE = "Note in Text"
"""The character style of a note in brackets, by which it is known from the words of the text when these are counted."""
_Make = Callable[[Nodes, Nodes, str, str], Nodes]
"""What takes the place of notes: from what stands before them (it may be changed), the notes, and the words before and after them."""
_ENDS = ".?!\u2026"
_CLOSING = "\u201d\u2019\u00bb\u203a\"')\u00a0 "
_PAUSES = ",;:"
_OPENED = re.compile(r"<((?:https?://\S*)?)$")
"""The bracket that opens an address, whose beginning may stand outside of the link."""


def move(blocks: Nodes, draft: Draft) -> None:
    """Notes of a tree where a draft has them in the text, or nowhere; at the foot and at the end they stay notes."""
    if draft.note_mode == "stripped":
        strip_notes(blocks)
    elif draft.note_mode == "inline":
        _sources(blocks)
        put_in_brackets(blocks)
    elif draft.note_mode == "links":
        _each(blocks, lambda out, notes, before, _after: _linked(out, notes, draft, begins=not before))


def strip_notes(blocks: Nodes) -> None:
    """Take all notes out of a tree, with the commas between their numbers."""
    _each(blocks, lambda _out, _notes, _before, _after: [])


def put_in_brackets(blocks: Nodes) -> None:
    """Put each note in square brackets behind the sentence or the words that it belongs to; notes at one place share their brackets."""
    _each(blocks, _bracketed)


def _sources(blocks: Nodes) -> None:
    """Lines below charts and tables, as :func:`source_line` has them."""
    for block in blocks:
        if block["t"] == "Div" and tree.attribute(block, "ct") == "exhibit":
            for line in block["c"][1][1:]:
                line["c"] = source_line(line["c"]) if line["t"] == "Para" else line["c"]
        elif block["t"] == "Div":
            _sources(block["c"][1])


def words_in_brackets(blocks: Nodes) -> int:
    """Words of the notes that stand in brackets in a tree."""
    return sum(len(tree.text(node["c"][1]).split()) for node in _spans(blocks))


def without_brackets(blocks: Nodes) -> Nodes:
    """A copy of a tree without the notes that stand in brackets in it."""
    kept: Nodes = tree.copy(blocks)
    tree.each_inlines(kept, _outside)
    return kept


def source_line(inlines: Nodes) -> Nodes:
    """The line below a chart whose note stands in brackets: what the note says takes the place of the short name that it repeats."""
    at = next((number for number, node in enumerate(inlines) if _is_note(node)), None)
    opens = next((number for number, node in enumerate(inlines) if not _is_anchor(node)), 0)
    if at is None or inlines[opens]["t"] != "Str" or not inlines[opens]["c"].endswith(":"):
        return inlines
    said, ended = _content([inlines[at]])
    stop: Nodes = [] if ended else [{"t": "Str", "c": "."}]
    return [*inlines[: opens + 1], {"t": "Space"}, *said, *stop, *inlines[at + 1 :]]


def list_notes(blocks: Nodes) -> Nodes:
    """For typst: notes of a tree become raised numbers, and the list of them is given back. Numbers and notes lead to each other."""
    found: list[Nodes] = []

    def numbered(nodes: Nodes) -> Nodes:
        out: Nodes = []
        for node in nodes:
            if node["t"] == "Note":
                found.append(node["c"])
                out.append(raw_inline("typst", f"#note-call({len(found)})"))
                continue
            if (children := inline_children(node)) is not None:
                children[:] = numbered(children)
            out.append(node)
        return out

    tree.each_inlines(blocks, numbered)
    listed: Nodes = [raw_block("typst", "#note-list(")]
    for note in found:
        listed += [raw_block("typst", "["), *note, raw_block("typst", "],")]
    return [*listed, raw_block("typst", ")")] if found else []


# --- a run of notes, and what stands around it ----------------------------------------------------------------------------


def _each(blocks: Nodes, make: _Make) -> None:
    for block in blocks:
        for kind, inside in block_lists(block):
            if kind == "inlines":
                inside[:] = _inlines(inside, make)
            else:
                _each(inside, make)


def _inlines(nodes: Nodes, make: _Make) -> Nodes:
    out: Nodes = []
    at = 0
    while at < len(nodes):
        node = nodes[at]
        if not _is_note(node):
            children = inline_children(node)
            if children is not None:
                children[:] = _inlines(children, make)
            out.append(node)
            at += 1
            continue
        end = at + 1
        while end < len(nodes) and (_is_note(nodes[end]) or _is_comma(nodes[end]) or _is_anchor(nodes[end])):
            end += 1
        run = nodes[at:end]
        while run and out and out[-1]["t"] in ("Space", "SoftBreak"):
            out.pop()  # somebody typed a space before the note
        out += make(out, [each for each in run if _is_note(each)], tree.text(out), tree.text(nodes[end:]))
        out += [each for each in run if _is_anchor(each)]
        at = end
    return out


def _bracketed(out: Nodes, notes: Nodes, before: str, after: str) -> Nodes:
    """The notes in their brackets; takes a comma before them away from `out` and sets it behind."""
    content, sentence = _content(notes)
    if not content:
        return []
    ended = before.rstrip(_CLOSING).endswith(tuple(_ENDS)) and not re.match(r"\s*[a-z,;:]", after)
    pause = _take_pause(out) if not ended else ""
    stop: Nodes = [{"t": "Str", "c": "."}] if ended and not sentence else []
    if not ended and content[-1]["t"] == "Str":
        content[-1] = {"t": "Str", "c": _without_stop(content[-1]["c"])}
    bracket = span([{"t": "Str", "c": "["}, *content, *stop, {"t": "Str", "c": "]"}], custom_style=STYLE)
    return [*([{"t": "Space"}] if before else []), bracket, *([{"t": "Str", "c": pause}] if pause else [])]


def _content(notes: Nodes) -> tuple[Nodes, bool]:
    """What notes say, in one line, without the stop at its end; whether it ends with another sign that ends a sentence."""
    out: Nodes = []
    for node in notes:
        blocks = _blocks_of(node)
        words: Nodes = []
        for inlines in _lines(blocks):
            words += [*([{"t": "Space"}] if words else []), *inlines]
        words = _plain_addresses(words)
        if not words:
            continue
        if out:
            joined = "; " if node["t"] == "Cite" else ". "
            out += [{"t": "Str", "c": joined.strip()}, {"t": "Space"}]
        out += _stopped(words)
    return out, bool(out) and tree.text(out).endswith(("?", "!", "\u2026"))


def _stopped(words: Nodes) -> Nodes:
    """Without the full stop at the end, wherever in the tree it stands."""
    last = words[-1]
    if last["t"] == "Str":
        kept = _without_stop(last["c"])
        return [*words[:-1], {"t": "Str", "c": kept}] if kept else words[:-1]
    children = inline_children(last)
    if children and last["t"] != "Link":
        children[:] = _stopped(children)
    return words


def _without_stop(text: str) -> str:
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _linked(out: Nodes, notes: Nodes, draft: Draft, *, begins: bool) -> Nodes:
    """Each source of some notes by its short name, linked to its address, before the stop: ``(Home Office, 2012).``"""
    found: Nodes = []
    for key in dict.fromkeys(each["citationId"] for node in notes if node["t"] == "Cite" for each in node["c"][0]):
        source = draft.sources[key]
        address = source.fields.get("url") or (f"https://doi.org/{source.fields['doi']}" if source.fields.get("doi") else "")
        words = tree.words(re.sub(r" \(([^()]*)\)$", r", \1", short_reference(source, draft.wording)))
        found += [{"t": "Str", "c": ";"}, {"t": "Space"}] if found else []
        found += [{"t": "Link", "c": [["", [], []], words, [address, ""]]}] if address else words
    if not found:
        return []
    stop = _take_pause(out, _PAUSES + ".")
    bracket = span([{"t": "Str", "c": "("}, *found, {"t": "Str", "c": ")"}], custom_style=STYLE)
    return [*([] if begins else [{"t": "Space"}]), bracket, *([{"t": "Str", "c": stop}] if stop else [])]


def _take_pause(out: Nodes, signs: str = _PAUSES) -> str:
    """A comma, semicolon or colon at the end of what stands before, taken away there."""
    for node in reversed(out):
        if _is_anchor(node):
            continue
        if node["t"] == "Str" and node["c"].endswith(tuple(signs)) and not node["c"].endswith(".."):
            pause = str(node["c"][-1])
            node["c"] = node["c"][:-1]
            return pause
        return ""
    return ""


def _plain_addresses(words: Nodes) -> Nodes:
    """Addresses without the angle brackets round them: brackets enough stand there."""
    out: Nodes = []
    for number, node in enumerate(words):
        beside = [words[place]["t"] if 0 <= place < len(words) else "" for place in (number - 1, number + 1)]
        if node["t"] == "Str" and beside[1] == "Link":
            node = {"t": "Str", "c": _OPENED.sub(r"\1", node["c"])}  # noqa: PLW2901
        if node["t"] == "Str" and beside[0] == "Link" and node["c"].startswith(">"):
            node = {"t": "Str", "c": node["c"][1:]}  # noqa: PLW2901
        if (children := inline_children(node)) is not None:
            children[:] = _plain_addresses(children)
        if node != {"t": "Str", "c": ""}:
            out.append(node)
    return out


def _lines(blocks: Nodes) -> list[Nodes]:
    """The inlines of blocks, a list of them for each paragraph or item."""
    found: list[Nodes] = []
    for block in blocks:
        for kind, inside in block_lists(block):
            found += [inside] if kind == "inlines" else _lines(inside)
    return found


def _blocks_of(node: Node) -> Nodes:
    note: Node = node if node["t"] == "Note" else next(each for each in node["c"][1] if each["t"] == "Note")
    blocks: Nodes = note["c"]
    return blocks


def _is_note(node: Node) -> bool:
    """A note, or a citation that is nothing else."""
    return bool(node["t"] == "Note" or (node["t"] == "Cite" and any(each["t"] == "Note" for each in node["c"][1])))


def _is_comma(node: Node) -> bool:
    return bool(node["t"] == "Superscript" and tree.text(node["c"]) == ",")


def _is_anchor(node: Node) -> bool:
    return bool(node["t"] == "RawInline")


def _spans(nodes: object) -> Nodes:
    if isinstance(nodes, list):
        return [found for node in nodes for found in _spans(node)]
    if not isinstance(nodes, dict):
        return []
    if nodes.get("t") == "Span" and tree.attribute(nodes, "custom-style") == STYLE:
        return [nodes]
    return _spans(nodes.get("c"))


def _outside(nodes: Nodes) -> Nodes:
    kept: Nodes = []
    for node in nodes:
        if node["t"] == "Span" and tree.attribute(node, "custom-style") == STYLE:
            while kept and kept[-1]["t"] == "Space":
                kept.pop()
            continue
        kept.append(node)
        if (children := inline_children(node)) is not None:
            children[:] = _outside(children)
    return kept

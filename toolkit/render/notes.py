"""Footnotes as a reader expects them: no brackets round citations inside notes, commas between adjacent numbers, nothing raw."""

from __future__ import annotations

import re
from typing import Any

from toolkit.render.tree import Node, Nodes, block_lists, inline_children, raw_inline, span, text

ANCHOR = "ct"
"""The raw format under which composing hides its anchors."""
_ATTRIBUTES = frozenset({"ct", "n", "custom-style", "width", "height", "alt", "lang", "dir"})
_LANGUAGE = {"lang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"), "dir": re.compile("rtl|ltr")}
"""What these attributes may say: other words would be an error to typst, and mean nothing elsewhere."""
_NUMBER = re.compile(r"^(\d+)(.*)$", re.DOTALL)
_STOPS = (".", ",", ";", ":", "!", "?")
_JOINED = re.compile(r"^(.*\(nn?[\u00a0 ])(\d+)(.*)$", re.DOTALL)


def tidy(blocks: Nodes) -> list[str]:
    """Change the tree in place; the raw HTML, TeX or other code that was dropped (comments apart)."""
    dropped: list[str] = []
    _blocks(blocks, False, dropped)
    return dropped


def _blocks(blocks: Nodes, in_note: bool, dropped: list[str]) -> None:
    kept: Nodes = []
    for block in blocks:
        _plain_attributes(block)
        if block["t"] == "RawBlock":
            if not block["c"][1].lstrip().startswith("<!--"):
                dropped.append(block["c"][1].strip())
            continue
        for kind, inside in block_lists(block):
            if kind == "inlines":
                inside[:] = _inlines(inside, in_note, dropped)
            else:
                _blocks(inside, in_note, dropped)
        kept.append(block)
    blocks[:] = kept


def _inlines(inlines: Nodes, in_note: bool, dropped: list[str]) -> Nodes:
    out: Nodes = []
    run = -1  # where in `out` the notes begin that end it, or -1
    moved = ""  # the stop that citeproc has moved before them
    for node in inlines:
        kind = node["t"]
        _plain_attributes(node)
        if kind == "RawInline":
            form, code = node["c"]
            if form == ANCHOR and re.fullmatch(r"[bse]\d+", code):
                out.append(node)
            elif form != ANCHOR and not code.startswith("<!--"):
                dropped.append(code)
            continue
        if _punctuated_note(node):
            # citeproc moves the stop before each of several notes at one place: it belongs before all of them, once.
            stop, at = node["c"][1].pop(0), run if run >= 0 else len(out)
            moved = stop["c"]
            if not (at and out[at - 1]["t"] == "Str" and out[at - 1]["c"].endswith(moved)):
                out.insert(at, stop)
                run += run >= 0
        if _begins_with_note(node):
            if run >= 0:
                out.append({"t": "Superscript", "c": [{"t": "Str", "c": ","}]})
            else:
                run = len(out)
                # Where another note follows that one, citeproc sets the stop before it and forgets to take it away behind.
                moved = moved or (out[-1]["c"] if out and out[-1]["t"] == "Str" and out[-1]["c"] in _STOPS else "")
        elif kind == "Str" and run >= 0 and moved and node["c"].startswith(moved):
            node["c"], moved = node["c"].removeprefix(moved), ""
            run = -1 if node["c"] else run
        elif not (kind == "Str" and not node["c"]):
            run, moved = -1, ""
        if kind == "Note":
            _blocks(node["c"], True, dropped)
        else:
            children = inline_children(node)
            if children is not None:
                if kind == "Cite" and in_note:
                    _without_brackets(children)
                children[:] = _inlines(children, in_note, dropped)
                if kind == "Cite":
                    _cross_references(node)
        out.append(node)
    return out


def _plain_attributes(node: Node) -> None:
    """Take off attributes that a text gives to its parts, but for styles and sizes: as HTML they could carry scripts."""
    where = {"Div": 0, "Span": 0, "Link": 0, "Image": 0, "Code": 0, "CodeBlock": 0, "Header": 1, "Table": 0, "Figure": 0}.get(node["t"])
    if where is not None:
        attr = node["c"][where]
        attr[2] = [
            pair for pair in attr[2] if pair[0] in _ATTRIBUTES and (pair[0] not in _LANGUAGE or _LANGUAGE[pair[0]].fullmatch(pair[1]))
        ]
        if node["t"] == "Link" and re.match(r"\s*(?:javascript|data|vbscript|file):", node["c"][2][0], re.IGNORECASE):
            node["c"][2][0] = ""
    if node["t"] == "Link" and not node["c"][2][0].strip():
        node["t"], node["c"] = "Span", [["", [], []], node["c"][1]]


def _begins_with_note(node: Node) -> bool:
    """A note, or a citation that is nothing but one."""
    return node["t"] == "Note" or (node["t"] == "Cite" and bool(node["c"][1]) and node["c"][1][0]["t"] == "Note")


def _punctuated_note(node: Node) -> bool:
    """A citation whose note comes after the punctuation that citeproc has moved before it."""
    return node["t"] == "Cite" and len(node["c"][1]) > 1 and node["c"][1][0]["t"] == "Str" and node["c"][1][1]["t"] == "Note"


def _without_brackets(children: Nodes) -> None:
    """Pandoc puts a citation inside a note in round brackets, which no style asks for."""
    if not children or children[0]["t"] != "Str" or children[-1]["t"] != "Str":
        return
    first, last = children[0]["c"], children[-1]["c"]
    if first.startswith("(") and last.endswith(")") and not (len(children) == 1 and len(first) < 2):
        children[0]["c"] = first[1:]
        children[-1]["c"] = children[-1]["c"][:-1]


def _cross_references(cite: Node) -> None:
    """Mark the number in ``(n 6)`` wherever a style prints it, so that a writer can make it live."""
    for child in cite["c"][1]:
        if child["t"] == "Note":
            for block in child["c"]:
                for kind, inside in block_lists(block):
                    if kind == "inlines":
                        inside[:] = _numbers(inside)
    cite["c"][1][:] = _numbers(cite["c"][1])


def _numbers(inlines: Nodes) -> Nodes:
    out: Nodes = []
    for node in inlines:
        if node["t"] == "Str":
            before = text(out)[-4:] if out and out[-1]["t"] in ("Space", "SoftBreak") else ""
            spaced = _NUMBER.match(node["c"]) if re.search(r"\(nn?[\u00a0 ]$", before) else None
            joined = None if spaced else _JOINED.match(node["c"])
            if spaced:
                out += _split("", spaced[1], spaced[2])
                continue
            if joined:
                out += _split(joined[1], joined[2], joined[3])
                continue
        elif node["t"] != "Note":
            children = inline_children(node)
            if children is not None and node["t"] != "Link":
                children[:] = _numbers(children)
        out.append(node)
    return out


def _split(before: str, number: str, after: str) -> Nodes:
    nodes: list[Any] = [{"t": "Str", "c": before}] if before else []
    nodes.append(span([{"t": "Str", "c": number}], noteref=number))
    return [*nodes, {"t": "Str", "c": after}] if after else nodes


def read_notes(blocks: Nodes) -> list[tuple[str, tuple[str, ...]]]:
    """Text and cited keys of each note, in the order in which they are numbered."""
    notes: list[tuple[str, tuple[str, ...]]] = []

    def inlines(nodes: Nodes, keys: tuple[str, ...]) -> None:
        for node in nodes:
            if node["t"] == "Note":
                notes.append((" ".join(text(node["c"]).split()), keys or tuple(_keys(node["c"]))))
                continue
            children = inline_children(node)
            if children is not None:
                inlines(children, tuple(each["citationId"] for each in node["c"][0]) if node["t"] == "Cite" else keys)

    def down(nodes: Nodes) -> None:
        for node in nodes:
            for kind, inside in block_lists(node):
                if kind == "inlines":
                    inlines(inside, ())
                else:
                    down(inside)

    down(blocks)
    return notes


def _keys(nodes: Any) -> list[str]:
    """Ids of all citations below some nodes, in order."""
    if isinstance(nodes, list):
        return [key for node in nodes for key in _keys(node)]
    if not isinstance(nodes, dict):
        return []
    if nodes.get("t") == "Cite":
        return [each["citationId"] for each in nodes["c"][0]]
    return _keys(nodes.get("c"))


def number_notes(blocks: Nodes, before: str, after: str, form: str) -> None:
    """Put raw code of a writer's format round every note; ``%d`` in it is the note's number."""
    count = 0

    def inlines(nodes: Nodes) -> Nodes:
        nonlocal count
        out: Nodes = []
        for node in nodes:
            if node["t"] == "Note":
                count += 1
                out += [raw_inline(form, before.replace("%d", str(count)))] if before else []
                out.append(node)
                out += [raw_inline(form, after.replace("%d", str(count)))] if after else []
                continue
            children = inline_children(node)
            if children is not None:
                children[:] = inlines(children)
            out.append(node)
        return out

    def down(nodes: Nodes) -> None:
        for node in nodes:
            for kind, inside in block_lists(node):
                if kind == "inlines":
                    inside[:] = inlines(inside)
                else:
                    down(inside)

    down(blocks)

"""Parts of a response as plain text for boxes that take nothing else: notes folded in, links whole, lists and tables as text."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import zip_longest

from toolkit import pandoc
from toolkit.model.answer import Notes
from toolkit.render import tree
from toolkit.render.docx import API
from toolkit.render.layout import Layout
from toolkit.render.tree import Node, Nodes

_BETWEEN = "\u2060consult\u2060between\u2060parts\u2060"
"""A paragraph that nobody writes: all parts go through pandoc at once."""

_TO_NOTE = re.compile(r",? \(nn? \d+(?:, \d+)*\)")
"""``(n 2)``: notes that stand in brackets where they belong have no numbers."""


def plain(layouts: Sequence[Layout], notes: Notes) -> list[tuple[str, int]]:
    """Each part as plain text, with the number of its notes. A heading at its very beginning is left out: the box has one.

    :param layouts: for ``markdown``. :raises ToolkitError: when pandoc fails.
    """
    together: Nodes = []
    numbers: list[int] = []
    for layout in layouts:
        blocks = layout.blocks()
        blocks = blocks[1:] if blocks and blocks[0]["t"] == "Header" else blocks
        folded = _Folded(notes)
        together += [*folded.blocks(blocks), tree.para([{"t": "Str", "c": _BETWEEN}])]
        numbers.append(folded.number)
    data = json.dumps({"pandoc-api-version": API, "meta": {}, "blocks": together}, ensure_ascii=False).encode()
    made, _ = pandoc.run(["-f", "json", "-t", "plain", "--wrap=none"], data)
    texts = made.decode("utf-8").split(_BETWEEN)[: len(layouts)]
    return [(_tidied(text, notes), number) for text, number in zip(texts, numbers, strict=True)]


class _Folded:
    """Notes of one part folded into its text."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._behind: list[Nodes] = []
        self.number = 0

    def blocks(self, blocks: Nodes) -> Nodes:
        tree.each_inlines(blocks, self._inlines)
        blocks = [each for block in blocks for each in (_rows(block) if block["t"] == "Table" else [block])]
        if not self._behind:
            return blocks
        lines = tree.words("Notes")
        for note in self._behind:
            lines += [{"t": "LineBreak"}, *note]
        return [*blocks, tree.para(lines)]

    def _inlines(self, inlines: Nodes) -> Nodes:
        out: Nodes = []
        for node in inlines:
            if node["t"] == "Note":
                out += self._note(node)
            elif node["t"] == "Superscript" and tree.text(node["c"]).strip() == ",":
                continue  # stands between the marks of two notes
            elif node["t"] == "Link":
                out += self._link(node)
            elif node["t"] in ("Emph", "Strong", "Underline", "SmallCaps", "Span"):
                out += self._inlines(tree.inline_children(node) or [])
            else:
                if (children := tree.inline_children(node)) is not None:
                    children[:] = self._inlines(children)
                out.append(node)
        return out

    def _note(self, node: Node) -> Nodes:
        self.number += 1
        if self._notes == "none":
            return []
        words: Nodes = []
        for block in node["c"]:
            words += [*([{"t": "Space"}] if words else []), *(block["c"] if block["t"] in ("Para", "Plain") else [])]
        words = self._inlines(words)
        if self._notes == "inline":
            return [{"t": "Space"}, {"t": "Str", "c": "["}, *words, {"t": "Str", "c": "]"}]
        self._behind.append([{"t": "Str", "c": f"[{self.number}]"}, {"t": "Space"}, *words])
        return [{"t": "Str", "c": f"[{self.number}]"}]

    def _link(self, node: Node) -> Nodes:
        """A link's words with its address behind them, where the words are not the address themselves."""
        address = str(node["c"][2][0])
        words: Nodes = self._inlines(node["c"][1])
        if address.startswith("#") or tree.text(words).strip("<>") in (address, address.removeprefix("mailto:")):
            return words
        return [*words, {"t": "Space"}, {"t": "Str", "c": f"({address})"}]


def _rows(table: Node) -> Nodes:
    """A table as lines, a row each, since a box sets all letters alike or none: ``Weapons: target 20; result 13 to 15``."""
    head, bodies = table["c"][3], table["c"][4]
    titles = [tree.text(cell[4]).strip() for cell in head[1][0][1]] if head[1] else []
    lines: Nodes = []
    for row in (row for body in bodies for row in (*body[2], *body[3])):
        cells = [tree.text(cell[4]).strip() for cell in row[1]]
        named = [f"{title}: {cell}" if title else cell for title, cell in zip_longest(titles[1:], cells[1:], fillvalue="") if cell]
        lines += [*([{"t": "LineBreak"}] if lines else []), *tree.words(f"{cells[0]} – {'; '.join(named)}" if named else cells[0])]
    return [tree.para(lines)] if lines else []


def _tidied(text: str, notes: Notes) -> str:
    """Without spaces at the ends of lines, and at most one empty line between paragraphs; bullets as hyphens."""
    lines = [line.rstrip() for line in text.replace("\u00a0", " ").strip().split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    tidied = "\n".join(kept)
    return _TO_NOTE.sub("", tidied) if notes == "inline" else tidied

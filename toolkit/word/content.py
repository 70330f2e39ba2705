"""Answers as Word content with direct formatting: paragraphs, lists, tables, links and real notes, in the form's own typeface and styles.

pandoc's writer would bring its styles along, and the body's form has its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from toolkit.word.look import Look
from toolkit.word.supplement import Supplement

Node = dict[str, Any]
Nodes = list[Node]
GAP = 120
"""Twentieths of a point between two paragraphs of one answer."""
_INDENT = 360
_WIDE = 9000
"""Twentieths of a point that the columns of a table share out, whatever its width."""
_QUOTES = {"SingleQuote": ("\u2018", "\u2019"), "DoubleQuote": ("\u201c", "\u201d")}


@dataclass(frozen=True)
class Style:
    """How letters are set within a stretch."""

    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    raised: str = ""
    """superscript or subscript."""
    link: bool = False


PLAIN = Style()


@dataclass
class Content:
    """Writes the blocks of one answer. Notes, links and lists that it needs are left with the supplement."""

    look: Look
    supplement: Supplement
    at_end: bool = False
    """Whether notes are numbered behind the answer; else they are footnotes."""
    before: int = 0
    """Footnotes of the form and of other answers before this place."""
    in_control: bool = False
    """Whether it stands in a control round whole paragraphs."""
    anchors: str = ""
    """What has to stand in the first paragraph: bookmarks that stood in those whose place it takes."""
    _behind: list[Nodes] = field(default_factory=list)
    _bookmarks: dict[int, str] = field(default_factory=dict)
    _own: int = 0
    _in_note: bool = False
    _below_table: bool = False

    def paragraphs(self, blocks: Nodes, head: Sequence[str] = ()) -> bytes:
        """As paragraphs and tables; the last one is always a paragraph, as a cell needs it.

        :param head: lines that go before it, such as the answer chosen where there is no box for it.
        """
        self._number(blocks)
        made = [self._paragraph(self.text(line, Style(bold=True))) for line in head]
        made += self._blocks(blocks, 0)
        if self._behind:
            made.append(self._paragraph(self.text("Notes", Style(bold=True))))
            made += [self._paragraph(self.text(f"[{number}] ") + self._runs(note)) for number, note in enumerate(self._behind, 1)]
        if not made or made[-1].startswith("<w:tbl>"):
            made.append(self._paragraph(""))
        made[-1] = made[-1].replace(_GAP_MARK, self.look.spacing(None))
        spaced = "".join(made).replace(_GAP_MARK, self.look.spacing(GAP))
        return spaced.replace(_GAP_BELOW, self.look.spacing(GAP, before=GAP // 2)).encode()

    def runs(self, blocks: Nodes, head: Sequence[str] = ()) -> bytes:
        """Within a paragraph: blocks are parted by line ends."""
        self._number(blocks)
        pieces = [self.text(line, Style(bold=True)) for line in head]
        pieces += [self._runs(inlines, Style(bold=bold)) for inlines, bold in _flat(blocks)]
        if self._behind:
            pieces.append(self.text("Notes", Style(bold=True)))
            pieces += [self.text(f"[{number}] ") + self._runs(note) for number, note in enumerate(self._behind, 1)]
        return "<w:r><w:br/></w:r>".join(each for each in pieces if each).encode()

    # --- blocks ---------------------------------------------------------------------------------------------------------

    def _blocks(self, blocks: Nodes, depth: int) -> list[str]:
        made: list[str] = []
        for block in blocks:
            kind, content = block["t"], _held(block)
            if kind in ("Para", "Plain"):
                made.append(self._paragraph(self._runs(content), depth=depth))
            elif kind == "Header":
                made.append(self._paragraph(self._runs(content[2], Style(bold=True)), depth=depth, keep=True))
            elif kind == "BulletList":
                made += self._list(content, self.supplement.bullets(), depth)
            elif kind == "OrderedList":
                (start, style, _), items = content
                made += self._list(items, self.supplement.numbers(start, style["t"], depth), depth)
            elif kind == "BlockQuote":
                made += self._blocks(content, depth + 1)
            elif kind in ("Div", "Figure"):
                made += self._blocks(content[1] if kind == "Div" else content[2], depth)
            elif kind == "LineBlock":
                made.append(self._paragraph("<w:r><w:br/></w:r>".join(self._runs(line) for line in content), depth=depth))
            elif kind == "CodeBlock":
                made += [self._paragraph(self.text(line), depth=depth) for line in content[1].split("\n")]
            elif kind == "DefinitionList":
                for term, definitions in content:
                    made.append(self._paragraph(self._runs(term, Style(bold=True)), depth=depth, keep=True))
                    made += [each for definition in definitions for each in self._blocks(definition, depth + 1)]
            elif kind == "Table":
                made += self._table(content)
        return made

    def _paragraph(self, runs: str, *, depth: int = 0, keep: bool = False, listed: int | None = None) -> str:
        anchors, self.anchors, self.in_control = self.anchors, "", False
        gap = _GAP_BELOW if self._below_table else _GAP_MARK
        self._below_table = False
        return f"<w:p>{self.look.paragraph(gap, indent=depth * _INDENT, keep=keep, listed=listed, level=depth)}{anchors}{runs}</w:p>"

    def _list(self, items: list[Nodes], number: int, depth: int) -> list[str]:
        made: list[str] = []
        for item in items:
            first: Node = item[0] if item and item[0]["t"] in ("Para", "Plain") else {"t": "Plain", "c": []}
            made.append(self._paragraph(self._runs(first["c"]), depth=depth, listed=number))
            made += self._blocks(item[1:] if item and first is item[0] else item, depth + 1)
        return made

    def _table(self, content: Any) -> list[str]:
        """With lines round its cells and its first row repeated on the next page."""
        head, bodies, foot = content[3], content[4], content[5]
        rows = [(row, True) for row in head[1]]
        rows += [(row, False) for body in bodies for row in (*body[2], *body[3])]
        rows += [(row, False) for row in foot[1]]
        columns = max((sum(cell[3] for cell in row[1]) for row, _ in rows), default=0)
        if not columns:
            return []
        caption = [each for each in content[1][1] if each["t"] in ("Para", "Plain")]
        made = [self._paragraph(self._runs(each["c"], Style(bold=True)), keep=True) for each in caption]
        inside = replace(self, look=self.look.tight(), anchors="", in_control=False, _below_table=False)
        written = []
        for row, is_head in rows:
            cells = []
            for cell in row[1]:
                style = Style(bold=is_head)
                text = "".join(inside._paragraph(self._runs(runs, style)) for runs, _ in _flat(cell[4])) or inside._paragraph("")
                text = text.replace(_GAP_MARK, self.look.spacing(0))
                span = f'<w:gridSpan w:val="{cell[3]}"/>' if cell[3] > 1 else ""
                cells.append(f'<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/>{span}</w:tcPr>{text}</w:tc>')
            properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else "<w:trPr><w:cantSplit/></w:trPr>"
            written.append(f"<w:tr>{properties}{''.join(cells)}</w:tr>")
        sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
        shares = [width["c"] if width["t"] == "ColWidth" else 0 for _, width in content[2]]
        even = not all(shares) or len(shares) != columns
        grid = "".join(f'<w:gridCol w:w="{_WIDE // columns if even else round(share * _WIDE)}"/>' for share in shares)
        made.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders>'
            f'<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(written)}</w:tbl>"
        )
        self._below_table = True
        return made

    # --- inlines --------------------------------------------------------------------------------------------------------

    def _runs(self, inlines: Nodes, style: Style = PLAIN) -> str:
        made: list[str] = []
        said: list[str] = []

        def end() -> None:
            if said:
                made.append(self.text("".join(said), style))
                said.clear()

        for node in inlines:
            kind, content = node["t"], _held(node)
            if kind == "Str":
                said.append(content or "")
            elif kind in ("Space", "SoftBreak"):
                said.append(" ")
            elif kind in ("Code", "Math"):
                said.append(content[1])
            elif kind == "Superscript" and self.at_end and _only_comma(node):
                continue  # stands between the marks of two notes
            elif kind == "Note" and self.at_end and not self._in_note:
                self._behind.append(_note_words(node))
                said.append(f"[{len(self._behind)}]")
            else:
                end()
                made.append(self._inline(node, style))
        end()
        return "".join(made)

    def _inline(self, node: Node, style: Style) -> str:
        kind, content = node["t"], _held(node)
        if kind in _STYLED:
            return self._runs(content, _STYLED[kind](style))
        if kind == "LineBreak":
            return "<w:r><w:br/></w:r>"
        if kind == "Quoted":
            left, right = _QUOTES[content[0]["t"]]
            return self._runs([{"t": "Str", "c": left}, *content[1], {"t": "Str", "c": right}], style)
        if kind == "Link":
            return self._link(content[1], content[2][0], style)
        if kind == "Image":
            return self._runs([{"t": "Str", "c": "["}, *content[1], {"t": "Str", "c": "]"}], style)
        if kind == "Note":
            return self._note(node)
        return self._runs(content[1], style) if kind in ("Span", "Cite") else ""

    def text(self, text: str, style: Style = PLAIN) -> str:
        """Words as a run."""
        look = self.supplement.note_look if self._in_note else self.look
        return f'<w:r>{look.letters(style)}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>' if text else ""

    def _link(self, words: Nodes, address: str, style: Style) -> str:
        if note := POINTS.fullmatch(address):
            return self._reference(int(note[1]), words, style)
        if address.startswith("#"):
            return self._runs(words, style)
        declared, id_ = self.supplement.link(address, in_note=self._in_note)
        return f"<w:hyperlink{declared} {id_}>{self._runs(words, replace(style, link=True))}</w:hyperlink>"

    # --- notes ----------------------------------------------------------------------------------------------------------

    def _number(self, blocks: Nodes) -> None:
        """Bookmarks for those notes at which another one points by number."""
        if not self.at_end:
            self._bookmarks = {number: self.supplement.bookmark() for number in sorted(_pointed_at(blocks))}

    def _note(self, node: Node) -> str:
        if self._in_note:  # a note within a note: Word has none
            return self.text(" [") + self._runs(_note_words(node)) + self.text("]")
        self._own += 1
        number = self._own
        self._in_note = True
        words = self._runs(_note_words(node))
        self._in_note = False
        mark = self.supplement.footnote(words, self.look)
        if self.in_control:
            # LibreOffice 7.4 loses the words before the first note of a control's first paragraph, unless something within parts them.
            mark, self.in_control = f"<w:sdt><w:sdtPr/><w:sdtContent>{mark}</w:sdtContent></w:sdt>", False
        if name := self._bookmarks.get(number):
            id_ = self.supplement.bookmark_id(name)
            return f'<w:bookmarkStart w:id="{id_}" w:name="{name}"/>{mark}<w:bookmarkEnd w:id="{id_}"/>'
        return mark

    def _reference(self, number: int, words: Nodes, style: Style) -> str:
        """The 2 of ``(n 2)``: a field, since the notes of the answers before it count too."""
        name = self._bookmarks.get(number)
        if name is None:
            return self._runs(words, style)
        run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return (
            f'{run.format("begin")}<w:r><w:instrText xml:space="preserve"> NOTEREF {name} \\h </w:instrText></w:r>'
            f"{run.format('separate')}{self.text(str(self.before + number), style)}{run.format('end')}"
        )


POINTS = re.compile(r"#note-(\d+)")
"""The address of a link that stands for the number of another note of the same answer."""
_GAP_MARK, _GAP_BELOW = "<!--gap-->", "<!--below-->"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_STYLED: dict[str, Callable[[Style], Style]] = {
    "Emph": lambda style: replace(style, italic=not style.italic),
    "Strong": lambda style: replace(style, bold=True),
    "Underline": lambda style: replace(style, underline=True),
    "Strikeout": lambda style: replace(style, strike=True),
    "Superscript": lambda style: replace(style, raised="superscript"),
    "Subscript": lambda style: replace(style, raised="subscript"),
    "SmallCaps": lambda style: style,
}


def _held(node: Node) -> Any:
    """What a node holds; nothing for a space or a rule."""
    return node.get("c") or []


def _only_comma(node: Node) -> bool:
    return [each.get("c") for each in node["c"]] == [","]


def _note_words(node: Node) -> Nodes:
    """The words of a note; its paragraphs, should it have more than one, one after the other."""
    words: Nodes = []
    for block in node["c"]:
        if block["t"] in ("Para", "Plain"):
            words += [*([{"t": "Space"}] if words else []), *block["c"]]
    return words


def _flat(blocks: Nodes) -> list[tuple[Nodes, bool]]:
    """Blocks as lines, and whether each is a heading: items with a bullet or number before them, rows of tables in one line."""
    lines: list[tuple[Nodes, bool]] = []
    for block in blocks:
        kind, content = block["t"], _held(block)
        if kind in ("Para", "Plain"):
            lines.append((content, False))
        elif kind == "Header":
            lines.append((content[2], True))
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            first = 1 if kind == "BulletList" else content[0][0]
            for number, item in enumerate(items, first):
                mark = "\u2022 " if kind == "BulletList" else f"{number}. "
                inside = _flat(item) or [([], False)]
                lines += [([{"t": "Str", "c": mark}, *inside[0][0]], False), *inside[1:]]
        elif kind == "BlockQuote":
            lines += _flat(content)
        elif kind in ("Div", "Figure"):
            lines += _flat(content[1] if kind == "Div" else content[2])
        elif kind == "LineBlock":
            lines += [(line, False) for line in content]
        elif kind == "CodeBlock":
            lines += [([{"t": "Str", "c": line}], False) for line in content[1].split("\n")]
        elif kind == "DefinitionList":
            for term, definitions in content:
                lines += [(term, True), *(line for definition in definitions for line in _flat(definition))]
        elif kind == "Table":
            for row in (*content[3][1], *(row for body in content[4] for row in (*body[2], *body[3]))):
                cells = [[node for runs, _ in _flat(cell[4]) for node in runs] for cell in row[1]]
                joined: Nodes = []
                for cell in cells:
                    joined += [*([{"t": "Str", "c": " \u2013 "}] if joined else []), *cell]
                lines.append((joined, False))
    return lines


def _pointed_at(node: Any) -> set[int]:
    """Numbers of the notes at which others point."""
    if isinstance(node, list):
        return {number for each in node for number in _pointed_at(each)}
    if not isinstance(node, dict):
        return set()
    points = POINTS.fullmatch(node["c"][2][0]) if node.get("t") == "Link" else None
    return {int(points[1])} if points else _pointed_at(node.get("c"))

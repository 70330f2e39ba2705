"""What plain Markdown has no form for, in each output: exhibits, recommendations, numbered paragraphs, sign-off, anchors, live references.

Composing marks them in the tree (Divs with ``ct``, anchors as raw text); here they become what one writer understands. Works on a copy.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Literal

from toolkit.model.draft import PlacedExhibit
from toolkit.model.evidence import Data, Exhibit
from toolkit.render import confidential, languages, note_modes, parts, tree
from toolkit.render.notes import ANCHOR, number_notes
from toolkit.render.pictures import Picture, Pictures
from toolkit.render.read import Manuscript
from toolkit.render.tree import Node, Nodes, attribute, para, raw_block, raw_inline, strong

LONG_TABLE = 25
"""A table of more rows may run over to the next page."""

Form = Literal["docx", "typst", "html", "markdown"]


@dataclass
class Layout:
    """Lays one manuscript out for one writer."""

    form: Form
    manuscript: Manuscript
    pictures: Pictures
    data: dict[str, Data]
    """Of the exhibits, by path."""
    anchors: bool = True
    """Whether blocks and claims can be found again in the file, as in one that goes to colleagues."""
    _paragraphs: Iterator[int] = field(default_factory=lambda: count(1))

    def blocks(self) -> Nodes:
        """The body for the writer."""
        blocks: Nodes = tree.copy(self.manuscript.blocks)
        note_modes.move(blocks, self.manuscript.draft)
        language = self.manuscript.draft.title.language
        if not languages.is_plain(blocks, language):
            languages.set_marks(blocks, language)
        if self.manuscript.draft.version != "public" and confidential.has_parts(blocks):
            blocks = confidential.show(blocks, self.form, self.manuscript.draft.wording)
        targets = _referenced(blocks)
        blocks = parts.number_headings(blocks, self.manuscript.draft.numbering, self.form, self.manuscript.draft.wording.part)
        blocks = [each for block in blocks for each in self._block(block, top=True)]
        _even_levels(blocks)
        if self.manuscript.references:
            blocks += [
                self._styled("References Heading", [para(tree.words(self.manuscript.draft.wording.references))])
                if self.form in ("docx", "typst")
                else _heading(self.manuscript.draft.wording.references),
                *self._references(),
            ]
        tree.each_inlines(blocks, self._inlines)
        if self.form in ("html", "markdown"):
            blocks = parts.with_contents(blocks, lambda whole: parts.linked_contents(whole, self.manuscript.draft.wording.contents))
        at_end = self.manuscript.draft.note_mode == "end" and bool(self.manuscript.draft.notes) and self.form in ("docx", "typst")
        if targets and not (at_end and self.form == "typst"):
            self._note_targets(blocks)
        if self.form == "typst":
            blocks = self._typst(blocks)
        if at_end:
            heading: Nodes = [self._styled("References Heading", [para(tree.words(self.manuscript.draft.wording.notes))])]
            blocks += [*self._typst(heading), *note_modes.list_notes(blocks)] if self.form == "typst" else heading
        return blocks

    # --- blocks ---------------------------------------------------------------------------------------------------------

    def _block(self, block: Node, *, top: bool) -> Nodes:
        if block["t"] == "Div":
            kind = attribute(block, "ct")
            inside: Nodes = block["c"][1]
            if kind == "exhibit":
                return self._exhibit(self.manuscript.draft.exhibits[int(attribute(block, "n") or 0)], inside)
            if kind in ("recommendation", "summary"):
                return self._recommendation(int(attribute(block, "n") or 0), inside)
            if kind == "sign-off":
                return [self._styled("Sign-off", [each]) for each in inside]
            if kind == "cover":
                return [_cover(inside)]
            if kind in parts.OWN:
                return parts.own_part(kind, inside, self.manuscript.draft, self.form)
            inside = block["c"][1] = [each for child in inside for each in self._block(child, top=False)]
            if parts.COLUMNS in block["c"][0][1]:
                return parts.columns(inside, self.form)
            if frame := parts.frame_of(block):
                return parts.framed(inside, self.form, frame, self.manuscript.draft.wording)
            if look := parts.look_of(block):
                return inside if self.form == "markdown" else [self._styled(look, inside)]
        if block["t"] == "Para" and top and self.manuscript.draft.numbered_paragraphs and self._in_section(block["c"]):
            return [self._numbered(block)]
        if block["t"] == "Header":
            block["c"][1][2] = []
            if not self.anchors and self.form == "docx":
                block["c"][1][0] = ""
        return [block]

    def _in_section(self, inlines: Nodes) -> bool:
        """Whether it is a paragraph of a section, and not one that the kind of document has around them."""
        return _has_anchor(inlines) and bool(self.manuscript.draft.blocks[int(inlines[0]["c"][1][1:])].section)

    def _numbered(self, block: Node) -> Node:
        draft = self.manuscript.draft
        if draft.version == "annex":  # which has some paragraphs of the whole, each with the number that it has there
            anchor, *words = block["c"]
            number = draft.paragraph_numbers.get(draft.blocks[int(anchor["c"][1][1:])].id)
            return para([anchor, *([{"t": "Str", "c": f"{number}."}, {"t": "Space"}] if number else []), *words])
        if self.form in ("docx", "typst"):
            return self._styled("Numbered Para", [block])
        if self.form == "html":
            return {"t": "Div", "c": [["", ["numbered-para"], []], [block]]}
        return para([{"t": "Str", "c": f"{next(self._paragraphs)}."}, {"t": "Space"}, *block["c"]])

    def _recommendation(self, number: int, inside: Nodes) -> Nodes:
        placed = self.manuscript.draft.recommendations[number - 1]
        label = f"{self.manuscript.draft.wording.recommendation} {placed.number}"
        label += f" \u2013 {placed.addressee}" if placed.addressee else ""
        first = inside[0] if inside and inside[0]["t"] in ("Para", "Plain") else para([])
        head = strong(tree.words(label))
        if self.form == "docx":
            body = para([head, {"t": "LineBreak"}, *first["c"]])
            return [self._styled("Recommendation", [body, *inside[1:]])]
        if self.form == "html":
            return [
                {
                    "t": "Div",
                    "c": [
                        ["", ["recommendation"], []],
                        [self._styled("Recommendation Label", [para(tree.words(label))]), first, *inside[1:]],
                    ],
                }
            ]
        if self.form == "typst":
            return [self._styled("Recommendation", [self._styled("Recommendation Label", [para(tree.words(label))]), first, *inside[1:]])]
        return [para([head, {"t": "Str", "c": "."}, {"t": "Space"}, *first["c"]]), *inside[1:]]

    def _exhibit(self, placed: PlacedExhibit, inside: Nodes) -> Nodes:
        exhibit = placed.exhibit
        wording = self.manuscript.draft.wording
        named = wording.figure if placed.label == "Figure" else wording.table
        label = [strong(tree.words(f"{named} {placed.number}.")), {"t": "Space"}]
        caption = [*label, *(inside[0]["c"] if inside else [])]
        source: Nodes = inside[1]["c"] if len(inside) > 1 else []
        data = self.data.get(exhibit.data, Data(path=exhibit.data, columns=(), rows=()))
        drawn = self.pictures.chart(exhibit, data) if exhibit.chart is not None else None
        body = self._table(exhibit, data) if drawn is None or self.form == "markdown" else None
        if self.form == "docx":
            shown = (
                self._styled("Exhibit", [para([self._image(drawn, exhibit.alt or exhibit.caption)])]) if drawn and body is None else body
            )
            blocks = [self._styled("Exhibit Caption", [para(_sequence(placed, named, caption[2:], jumps=self._jumps(placed)))]), shown]
            return [each for each in blocks if each] + ([self._styled("Exhibit Source", [para(source)])] if source else [])
        if self.form == "typst":
            return self._typst_exhibit(drawn if body is None else None, exhibit.alt or exhibit.caption, caption, body, source)
        parts: Nodes = [self._styled("Exhibit Caption", [para(caption)])]
        parts.append(body if body is not None else para([self._image(drawn, exhibit.alt or exhibit.caption)]))
        if source:
            parts.append(self._styled("Exhibit Source", [para(source)]))
        return (
            [{"t": "Div", "c": [["", ["exhibit"], []], parts]}]
            if self.form == "html"
            else [each for part in parts for each in (part["c"][1] if part["t"] == "Div" else [part])]
        )

    def _jumps(self, placed: PlacedExhibit) -> bool:
        before = [other.number for other in self.manuscript.draft.exhibits if other.label == placed.label and other.number < placed.number]
        return placed.number != max(before, default=0) + 1

    def _table(self, exhibit: Exhibit, data: Data) -> Node:
        """The data as a table, or a visible mark where there are none."""
        chosen: list[tuple[str, str]] = []
        for column in (exhibit.table.columns if exhibit.table else ()) or data.columns:
            chosen += [(column, column)] if isinstance(column, str) else list(column.items())
        chosen = [(name, heading) for name, heading in chosen if name in data.columns]
        if not chosen:
            return para([tree.span(tree.words(f"[no data in {data.path}]"), custom_style="Missing")])
        at = [data.columns.index(name) for name, _ in chosen]
        rows = [[row[number] for number in at] for row in data.rows]
        right = [
            bool(rows) and all(re.fullmatch(r"[-\u2212£$€]?[\d,.]+\s?%?", row[number]) for row in rows if row[number])
            for number in range(len(at))
        ]
        return tree.table([heading for _, heading in chosen], rows, right)

    def _typst_exhibit(self, picture: Picture | None, alt: str, caption: Nodes, body: Node | None, source: Nodes) -> Nodes:
        long = body is not None and body["t"] == "Table" and len(body["c"][4][0][3]) > LONG_TABLE
        call = (
            f"#exhibit-figure({json.dumps(picture.file)}, alt: {_typst_string(alt)})["
            if picture
            else f"#exhibit-table(breakable: {str(long).lower()})["
        )
        blocks = [raw_block("typst", call), {"t": "Plain", "c": caption}, raw_block("typst", "][")]
        if picture is None:
            blocks += [*([body] if body else []), raw_block("typst", "][")]
        return [*blocks, {"t": "Plain", "c": source}, raw_block("typst", "]")]

    def _references(self) -> Nodes:
        entries = [each for block in tree.copy(self.manuscript.references) for each in (block["c"][1] if block["t"] == "Div" else [block])]
        return [self._styled("Bibliography", [entry]) for entry in entries]

    def _styled(self, style: str, blocks: Nodes) -> Node:
        """Blocks in a named style: pandoc's custom-style for Word, a class for the web, a call for typst (made at the end)."""
        if self.form == "html":
            return {"t": "Div", "c": [["", [style.lower().replace(" ", "-")], []], blocks]}
        return tree.div(blocks, custom_style=style)

    def _image(self, picture: Picture | None, alt: str) -> Node:
        assert picture is not None
        size = [["width", f"{picture.width:.0f}pt"], ["height", f"{picture.height:.0f}pt"]] if self.form != "html" else []
        return {"t": "Image", "c": [["", [], [*size, ["alt", alt]]], tree.words(alt), [picture.address, ""]]}

    # --- inlines --------------------------------------------------------------------------------------------------------

    def _inlines(self, inlines: Nodes) -> Nodes:
        return self._changed(self._anchored(inlines))

    def _anchored(self, inlines: Nodes) -> Nodes:
        """Anchors as spans, round all inlines of a block and round a claim's text: after citeproc, which they would disturb."""
        block_id = ""
        out: list[Nodes] = [[]]
        open_claims: list[int] = []
        for node in inlines:
            if node["t"] == "RawInline" and node["c"][0] == ANCHOR:
                kind, number = node["c"][1][0], int(node["c"][1][1:])
                if kind == "b":
                    block_id = self.manuscript.draft.blocks[number].id
                elif kind == "s":
                    open_claims.append(number)
                    out.append([])
                elif open_claims and open_claims[-1] == number:
                    inside = out.pop()
                    out[-1].append(self._claim(open_claims.pop(), inside))
                continue
            children = tree.inline_children(node)
            if children is not None:
                children[:] = self._anchored(children)
            out[-1].append(node)
        whole = [node for nodes in out for node in nodes]
        return [tree.span(whole, block_id)] if block_id and self.anchors and self.form in ("docx", "html") else whole

    def _claim(self, number: int, inside: Nodes) -> Node:
        placement = self.manuscript.draft.placements[number]
        name = re.sub(r"[^A-Za-z0-9]", "_", placement.claim)
        identifier = f"k_{name[:32]}_{placement.number}"
        if not self.anchors:
            return {"t": "Span", "c": [["", [], []], inside]}
        if self.form == "docx":
            return tree.span(inside, identifier, custom_style="Claim")
        return tree.span(inside, identifier) if self.form == "html" else {"t": "Span", "c": [["", [], []], inside]}

    def _changed(self, inlines: Nodes) -> Nodes:
        """What each writer needs of spans, pictures and references."""
        out: Nodes = []
        for node in inlines:
            kind = node["t"]
            if kind == "Note":
                tree.each_inlines(node["c"], self._changed)
            elif kind == "Image" and "alt" not in dict(node["c"][0][2]):
                node = self._own_image(node)  # noqa: PLW2901
            else:
                children = tree.inline_children(node)
                if children is not None:
                    children[:] = self._changed(children)
            if node["t"] == "Span":
                out += self._span(node)
            else:
                out.append(node)
        return out

    def _own_image(self, node: Node) -> Node:
        """A picture that the text names by its path."""
        alt, written = tree.text(node["c"][1]), node["c"][2][0]
        picture = self.pictures.file(written, self.manuscript.draft.slug)
        if picture is None:
            return tree.span(tree.words(f"[picture not found: {node['c'][2][0]}]"), custom_style="Missing")
        given = [pair for pair in node["c"][0][2] if pair[0] in ("width", "height")]
        if self.form == "typst":
            size = "".join(f", {name}: {value}" for name, value in given if re.fullmatch(r"[\d.]+(?:cm|mm|in|pt|%)", value))
            return raw_inline("typst", f"#box(image({_typst_string(picture.file)}, alt: {_typst_string(alt or written)}{size}))")
        return {"t": "Image", "c": [["", [], [*given, ["alt", alt or written]]], node["c"][1], [picture.address, ""]]}

    def _span(self, node: Node) -> Nodes:
        reference, style = attribute(node, "noteref"), attribute(node, "custom-style")
        inside: Nodes = node["c"][1]
        if reference:
            return self._reference(int(reference), inside)
        if self.form == "typst" and (said := languages.typst_of(node)):
            inside = [raw_inline("typst", f"#text({said})["), *inside, raw_inline("typst", "]")]
            if not style:
                return inside
        if style and self.form == "typst":
            return [raw_inline("typst", f"#styled-span({_typst_string(style)})["), *inside, raw_inline("typst", "]")]
        if style and self.form == "html":
            return [{"t": "Span", "c": [[node["c"][0][0], [style.lower().replace(" ", "-")], []], inside]}]
        if self.form == "markdown":
            return [strong(inside)] if style == "Missing" else inside
        return [node]

    def _reference(self, number: int, inside: Nodes) -> Nodes:
        """The 6 of ``(n 6)``: a field that Word renumbers, a link elsewhere."""
        if self.form == "docx":
            run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
            code = f'<w:r><w:instrText xml:space="preserve"> NOTEREF _RefNote{number} \\h </w:instrText></w:r>'
            return [
                raw_inline("openxml", run.format("begin") + code + run.format("separate")),
                *inside,
                raw_inline("openxml", run.format("end")),
            ]
        if self.form == "typst":
            return [raw_inline("typst", f"#link(<note-{number}>)["), *inside, raw_inline("typst", "]")]
        if self.form == "html":
            return [{"t": "Link", "c": [["", [], []], inside, [f"#fn{number}", ""]]}]
        return inside

    def _note_targets(self, blocks: Nodes) -> None:
        """Something to point at round each note: a bookmark in Word (numbered beyond pandoc's own), a label in typst."""
        if self.form == "docx":
            number_notes(blocks, '<w:bookmarkStart w:id="7000%d" w:name="_RefNote%d"/>', '<w:bookmarkEnd w:id="7000%d"/>', "openxml")
        elif self.form == "typst":
            number_notes(blocks, "", " <note-%d>", "typst")

    # --- typst ----------------------------------------------------------------------------------------------------------

    def _typst(self, blocks: Nodes) -> Nodes:
        """Divs with a style as calls of the template; pandoc's typst writer drops the style."""
        out: Nodes = []
        for block in blocks:
            style = attribute(block, "custom-style") if block["t"] == "Div" else None
            if block["t"] == "Div":
                block["c"][1] = self._typst(block["c"][1])
            said = languages.typst_of(block) if block["t"] == "Div" else ""
            if said and not style:
                out += [raw_block("typst", f"#[\n#set text({said})"), *block["c"][1], raw_block("typst", "]")]
            elif block["t"] == "Table" and _links(block["c"][3]):
                # A header that is repeated on the next page would hold its notes and links twice, which accessible PDF forbids.
                out += [raw_block("typst", "#[\n#set table.header(repeat: false)"), block, raw_block("typst", "]")]
            elif style:
                out += [raw_block("typst", f"#styled-block({_typst_string(style)})["), *block["c"][1], raw_block("typst", "]")]
            else:
                out.append(block)
        return out


def _even_levels(blocks: Nodes) -> None:
    """Headings go down one level at a time and begin at the first, as readers with a screen reader need it; empty ones go."""
    level = 0
    blocks[:] = [block for block in blocks if block["t"] != "Header" or tree.text(block["c"][2]).strip()]
    for block in blocks:
        if block["t"] == "Header":
            level = block["c"][0] = min(block["c"][0], level + 1)


def _links(node: object) -> bool:
    if isinstance(node, list):
        return any(map(_links, node))
    return isinstance(node, dict) and (node.get("t") in ("Note", "Link") or _links(node.get("c")))


def _referenced(blocks: Nodes) -> bool:
    """Whether any note points at another by number."""
    return '"noteref"' in json.dumps(blocks)


def _has_anchor(inlines: Nodes) -> bool:
    return bool(inlines) and inlines[0]["t"] == "RawInline" and inlines[0]["c"][0] == ANCHOR


def _cover(inside: Nodes) -> Node:
    """The lines of a cover sheet, each with its label, as a list of terms."""
    entries = []
    for line in inside:
        at = next(number for number, node in enumerate(line["c"]) if node["t"] == "LineBreak")
        entries.append([line["c"][:at], [[{"t": "Plain", "c": line["c"][at + 1 :]}]]])
    return {"t": "DefinitionList", "c": entries}


def _sequence(placed: PlacedExhibit, named: str, caption: Nodes, *, jumps: bool) -> Nodes:
    """A caption whose number is a field, as Word's own captions have it. :param jumps: whether the one before it has been left out."""
    run = '<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="{}"/></w:r>'
    at = f"\\r {placed.number} " if jumps else ""
    code = f'<w:r><w:rPr><w:b/></w:rPr><w:instrText xml:space="preserve"> SEQ {placed.label} \\* ARABIC {at}</w:instrText></w:r>'
    number: Nodes = [
        raw_inline("openxml", run.format("begin") + code + run.format("separate")),
        strong([{"t": "Str", "c": str(placed.number)}]),
        raw_inline("openxml", run.format("end")),
    ]
    return [strong([*tree.words(named), {"t": "Space"}]), *number, strong([{"t": "Str", "c": "."}]), {"t": "Space"}, *caption]


def _typst_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _heading(text: str) -> Node:
    return {"t": "Header", "c": [1, ["references", [], []], tree.words(text)]}

"""The styles of Word documents, a row each, sizes and distances in points, so that the look can be read in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FONT = "Arial"
"""On every officer's machine, plain to read, and of the same widths as Liberation Sans, which LibreOffice puts in its place."""
INK, HOUSE, QUIET, RULE, TINT = "1D2327", "1B4965", "55606A", "B9C6CE", "EEF3F6"
ALARM, ALARM_TINT = "9B1C1C", "FFEC99"
NUMBER_LIST = 50
"""Id of the list that numbers paragraphs: those from about 990 up are pandoc's own."""


@dataclass(frozen=True)
class Style:
    """A style; what is left out comes from the style it is based on."""

    name: str
    kind: str = "paragraph"
    based: str = ""
    """Id of the style that it starts from; empty for pandoc's choice, or Normal."""
    following: str = ""
    """Id of the style of the paragraph that is typed next."""
    font: str = ""
    size: float = 0
    bold: bool = False
    colour: str = ""
    underline: bool = False
    raised: bool = False
    marked: str = ""
    """Colour behind the letters."""
    before: float | None = None
    after: float | None = None
    line: float = 0
    """Distance of lines as a multiple of the size."""
    left: float = 0
    right: float = 0
    hanging: float = 0
    bar: str = ""
    """Colour of a rule at the left."""
    top: str = ""
    """Colour of a rule above."""
    frame: str = ""
    """Colour of a rule all round."""
    under: str = ""
    """Colour of a rule below."""
    spaced: float = 0
    """Points between the letters, which are capitals then."""
    fill: str = ""
    """Colour of the ground, which reaches a little beyond the text on all sides."""
    keep_next: bool = False
    keep_lines: bool = False
    level: int | None = None
    """In the outline, from 0."""
    numbered: int = 0
    """Id of the list that numbers the paragraphs."""
    align: str = ""
    dots: float = 0
    """Where a page number stands at the right, after a row of dots."""

    @property
    def id(self) -> str:
        words = "".join(word[:1].upper() + word[1:] for word in self.name.replace("-", " ").split())
        return words.replace("Toc", "TOC")

    def xml(self) -> str:
        """The whole style."""
        custom = "" if self.name in STANDARD else ' w:customStyle="1"'
        based = self.based or ("Normal" if self.kind == "paragraph" else "DefaultParagraphFont")
        following = f'<w:next w:val="{self.following}"/>' if self.following else ""
        head = f'<w:name w:val="{self.name}"/><w:basedOn w:val="{based}"/>{following}<w:qFormat/>'
        return f'<w:style w:type="{self.kind}"{custom} w:styleId="{self.id}">{head}{"".join(self.properties())}</w:style>'

    def properties(self) -> list[str]:
        """Layout and letters, as far as they are set, in the order that Word asks for."""
        parts = (("pPr", self._layout()), ("rPr", self._letters()))
        return [f"<w:{tag}>{made}</w:{tag}>" for tag, made in parts if made]

    def _layout(self) -> str:
        line = {"line": round(self.line * 240), "lineRule": "auto"} if self.line else {}
        spacing = _attributes({"before": _twentieths(self.before), "after": _twentieths(self.after), **line})
        indents = {"left": self.left, "right": self.right, "hanging": self.hanging}
        indent = _attributes({name: _twentieths(points) for name, points in indents.items() if points})
        parts = {
            "<w:keepNext/>": self.keep_next,
            "<w:keepLines/>": self.keep_lines,
            f'<w:numPr><w:numId w:val="{self.numbered}"/></w:numPr>': self.numbered,
            f"<w:pBdr>{self._rules()}</w:pBdr>": self._rules(),
            f'<w:shd w:val="clear" w:color="auto" w:fill="{self.fill}"/>': self.fill,
            f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_twentieths(self.dots)}"/></w:tabs>': self.dots,
            f"<w:spacing{spacing}/>": spacing,
            f"<w:ind{indent}/>": indent,
            f'<w:jc w:val="{self.align}"/>': self.align,
            f'<w:outlineLvl w:val="{self.level}"/>': self.level is not None,
        }
        return "".join(xml for xml, wanted in parts.items() if wanted)

    def _rules(self) -> str:
        """Lines at the sides; those of the ground's own colour carry it beyond the text. Widths in eighths of a point."""
        sides = (
            ("top", self.top or self.fill or self.frame, 12, 6),
            ("left", self.bar or self.frame, 18 if self.bar else 12, 9),
            ("bottom", self.under or self.fill or self.frame, 12, 6),
            ("right", self.fill or self.frame, 12, 9 if self.frame else 6),
        )
        rules = [(side, {"val": "single", "sz": width, "space": space, "color": colour}) for side, colour, width, space in sides if colour]
        return "".join(f"<w:{side}{_attributes(values)}/>" for side, values in rules)

    def _letters(self) -> str:
        half = round(self.size * 2)
        apart = round(self.spaced * 20)
        parts = {
            f'<w:rFonts w:ascii="{self.font}" w:hAnsi="{self.font}" w:cs="{self.font}"/>': self.font,
            "<w:b/><w:bCs/>": self.bold,
            "<w:caps/>": self.spaced,
            f'<w:color w:val="{self.colour}"/>': self.colour,
            f'<w:spacing w:val="{apart}"/>': apart,
            f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>': half,
            '<w:u w:val="single"/>': self.underline,
            f'<w:shd w:val="clear" w:color="auto" w:fill="{self.marked}"/>': self.marked,
            '<w:vertAlign w:val="superscript"/>': self.raised,
        }
        return "".join(xml for xml, wanted in parts.items() if wanted)


def _twentieths(points: float | None) -> int | None:
    return None if points is None else round(points * 20)


def _attributes(values: Mapping[str, object]) -> str:
    return "".join(f' w:{name}="{value}"' for name, value in values.items() if value is not None)


STANDARD = frozenset({"footer", "header", "toc 1", "toc 2", "toc 3"})
"""Names of new styles that Word itself knows."""


def _heading(level: int, size: float, before: float, after: float, colour: str = HOUSE) -> Style:
    name, at = f"heading {level}", level - 1
    return Style(name, bold=True, size=size, colour=colour, before=before, after=after, line=1.1, keep_next=True, keep_lines=True, level=at)


RESTYLED = (
    Style("Title", based="Normal", bold=True, size=24, colour=HOUSE, before=6, after=6, line=1.05, keep_next=True, top=HOUSE),
    Style("Subtitle", based="Normal", size=14, colour=QUIET, before=2, after=8, line=1.1, keep_next=True),
    Style("Author", based="Normal", size=9.5, colour=QUIET, after=4),
    Style("Date", based="Normal", size=9.5, colour=QUIET, after=4),
    Style("Body Text", after=8),
    Style("First Paragraph", after=8),
    Style("Compact", before=1, after=3),
    _heading(1, 16, 22, 8),
    _heading(2, 13, 18, 6),
    _heading(3, 11, 14, 5, INK),
    *(_heading(level, 10.5, 12, 4, QUIET) for level in range(4, 10)),
    Style("Block Text", colour="3A444C", before=4, after=8, left=20, right=24, bar=RULE),
    Style("Footnote Text", size=8.5, after=2, line=1.08),
    Style("Footnote Block Text", size=8.5, after=2, line=1.08, left=16, right=16, bar=RULE),
    Style("Bibliography", after=5, left=18, hanging=18),
    Style("Caption", bold=True, size=9.5, colour=HOUSE, before=14, after=5, line=1.1, keep_next=True, keep_lines=True),
    Style("Table Caption", keep_next=True),
    Style("Image Caption"),
    Style("Definition Term", bold=True, before=6, keep_next=True),
    Style("Definition", left=18, after=6),
    Style("TOC Heading", bold=True, size=16, colour=HOUSE, before=22, after=8, line=1.1, keep_next=True),
    Style("Footnote Reference", kind="character", raised=True),
    Style("Hyperlink", kind="character", colour=HOUSE, underline=True),
    Style("Verbatim Char", kind="character", font="Consolas", size=10),
)
"""Styles of pandoc's own reference.docx, which its writer uses by name."""


def _box(name: str, *, size: float = 0, bold: bool = False, before: float, after: float, keep_next: bool = False) -> Style:
    """A tinted box with a rule at its left; its edges are those of the text around it."""
    colour = HOUSE if bold else ""
    return Style(name, size=size, bold=bold, colour=colour, before=before, after=after, keep_next=keep_next, keep_lines=True,
                 fill=TINT, bar=HOUSE, left=11.25, right=7.5)  # fmt: skip


_OF_KINDS = (
    Style("Headline", bold=True, size=23, colour=HOUSE, before=4, after=10, line=1.05, keep_next=True),
    Style("Letterhead", bold=True, size=19, colour=HOUSE, after=8, line=1, under=HOUSE),
    Style("Sender", size=9, colour=QUIET, after=10, line=1.1, align="right"),
    Style("Address", after=14, line=1.1),
    Style("Date Line", after=14, line=1.1),
    Style("Subject Line", bold=True, size=11.5, colour=HOUSE, before=8, after=8, keep_next=True),
    Style(
        "Press Label",
        bold=True,
        size=11,
        colour="FFFFFF",
        fill=HOUSE,
        bar=HOUSE,
        spaced=1,
        before=6,
        after=14,
        left=11.25,
        right=7.5,
        line=1,
    ),
    Style("Release Line", bold=True, size=10.5, colour=ALARM, after=12, keep_next=True),
    Style("Standfirst", size=13, colour=QUIET, after=10, line=1.15),
    Style("Byline", size=9.5, colour=QUIET, after=16),
    Style("Closing Line", before=4, keep_next=True),
    Style("Letter Signature", before=30, after=10, line=1.1, keep_lines=True),
    Style("Speaker", size=9.5, colour=QUIET, after=12, left=20),
    Style("Pull Quote", size=15, colour=HOUSE, before=16, after=16, line=1.15, left=14, right=14, bar=HOUSE, keep_lines=True),
    _box("Box", before=10, after=12),
    Style("Group", bold=True, size=9.5, colour=QUIET, before=6, after=4, keep_next=True),
    Style("Signatory", size=9.5, after=8, line=1.1, keep_lines=True),
    Style("Frame Label", bold=True, size=9, colour=QUIET, after=0, line=1.1, keep_next=True),
    Style("Ends", bold=True, size=9.5, colour=QUIET, spaced=1, before=16, after=16, align="center"),
    Style("Small Print", size=8.5, colour=QUIET, before=14, after=4, line=1.1),
    Style("Partners", bold=True, size=11, colour=QUIET, after=14, line=1.1, under=HOUSE),
    Style("Cover", bold=True, size=13, colour=QUIET, before=150, after=10, under=HOUSE),
)
"""Styles that kinds of document ask for by a class."""

NEW = (
    *_OF_KINDS,
    Style("Title Meta", size=9.5, colour=QUIET, after=4),
    _box("Title Notice", size=9.5, before=16, after=16),
    Style("Numbered Para", based="BodyText", numbered=NUMBER_LIST, left=28.35, hanging=28.35),
    _box("Recommendation Label", bold=True, before=14, after=2, keep_next=True),
    _box("Recommendation", before=6, after=12),
    Style("Exhibit", line=1, keep_next=True, following="ExhibitSource"),
    Style("Exhibit Caption", based="Caption", following="Exhibit"),
    Style("Exhibit Source", size=8.5, colour=QUIET, before=4, after=14, line=1.08),
    Style("Sign-off", before=18, keep_lines=True),
    Style("Contents Heading", bold=True, size=16, colour=HOUSE, before=22, after=8, line=1.1, keep_next=True, following="BodyText"),
    Style("References Heading", based="Heading1", following="Bibliography"),
    Style("toc 1", bold=True, size=9.5, before=4, dots=453.5),
    Style("toc 2", size=9.5, left=12, dots=453.5),
    Style("toc 3", size=9.5, left=24, dots=453.5),
    Style("footer", size=8, colour=QUIET, align="right"),
    Style("Claim", kind="character"),
    Style("Banner", bold=True, size=10, colour=ALARM, frame=ALARM, before=0, after=8, left=10, right=10, line=1.1, keep_lines=True),
    Style("Confidential Label", bold=True, size=8.5, colour=ALARM, spaced=0.5, before=6, after=3, line=1.1, keep_next=True),
    Style("header", bold=True, size=8, colour=ALARM, align="right"),
    Style("Confidential Words", kind="character", marked=ALARM_TINT),
    Style("Withheld", kind="character", colour=QUIET),
    Style("Missing", kind="character", bold=True, colour=ALARM, marked=ALARM_TINT),
)
"""Styles that the renderer names."""

DEFAULTS = f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>
    <w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>
    <w:color w:val="{INK}"/><w:sz w:val="21"/><w:szCs w:val="21"/>
    <w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
  </w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0" w:line="288" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>""".strip()

TABLE = f"""
<w:style w:type="table" w:default="1" w:styleId="Table">
  <w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:pPr><w:spacing w:line="252" w:lineRule="auto"/></w:pPr>
  <w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>
  <w:tblPr>
    <w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{HOUSE}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{HOUSE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:trPr><w:cantSplit/></w:trPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/><w:bCs/><w:color w:val="{HOUSE}"/></w:rPr>
    <w:trPr><w:tblHeader/></w:trPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{HOUSE}"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:vAlign w:val="bottom"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>""".strip()

NUMBERED = (
    f"""
<w:abstractNum w:abstractNumId="{NUMBER_LIST}">
  <w:nsid w:val="5c0a17e1"/><w:multiLevelType w:val="singleLevel"/>
  <w:lvl w:ilvl="0">
    <w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="NumberedPara"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
    <w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="567" w:hanging="567"/></w:pPr>
  </w:lvl>
</w:abstractNum>""".strip(),
    f'<w:num w:numId="{NUMBER_LIST}"><w:abstractNumId w:val="{NUMBER_LIST}"/></w:num>',
)
"""Definition and list."""

PAGE = """
<w:sectPr>
  <w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>
  <w:pgMar w:top="1361" w:right="1417" w:bottom="1361" w:left="1417" w:header="709" w:footer="624" w:gutter="0"/>
</w:sectPr>""".strip()
"""A4, text 16 cm wide. Not a word on footnotes: pandoc's own file starts them anew in each section, LibreOffice then at each heading."""

FOOTER = """
<w:ftr><w:p>
  <w:pPr><w:pStyle w:val="Footer"/></w:pPr>
  <w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>
  <w:r><w:t xml:space="preserve"> of </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>
</w:p></w:ftr>""".strip()

COMPATIBLE = """
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>""".strip()

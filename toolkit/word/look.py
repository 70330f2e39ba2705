"""How the form sets what is typed at a place: the properties of its paragraph and its letters, carried over to what is put there."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lxml.etree import _Element

from toolkit.word.parts import Part, W

if TYPE_CHECKING:
    from toolkit.word.content import Style

_PARAGRAPH = re.findall(
    r"\w+",
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle "
    "rPr",
)
"""In the order that the format demands."""
_LETTERS = re.findall(
    r"\w+",
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish "
    "oMath",
)
_KEPT_OUT = {"keepNext", "pageBreakBefore", "numPr", "sectPr", "pPrChange", "outlineLvl", "framePr"}
_PLAIN = {
    "b",
    "bCs",
    "i",
    "iCs",
    "u",
    "strike",
    "caps",
    "smallCaps",
    "highlight",
    "noProof",
    "vertAlign",
    "rPrChange",
    "ins",
    "del",
    "vanish",
}
"""What marks a label or a line to write on, and no answer."""

Properties = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Look:
    """Properties by name, each as it is written."""

    of_paragraph: Properties = ()
    of_letters: Properties = ()
    link: str = ""
    """The form's own character style for links."""

    def paragraph(self, spacing: str = "", *, indent: int = 0, keep: bool = False, listed: int | None = None, level: int = 0) -> str:
        """The properties of a paragraph.

        :param indent: twentieths of a point, beyond the form's own. :param listed: the number of the list of which it is an item.
        """
        chosen = dict(self.of_paragraph)
        chosen.pop("spacing", None)
        if spacing:
            chosen["spacing"] = spacing
        if keep:
            chosen["keepNext"] = "<w:keepNext/>"
        if listed is not None:
            chosen["numPr"] = f'<w:numPr><w:ilvl w:val="{min(level, 8)}"/><w:numId w:val="{listed}"/></w:numPr>'
            chosen.pop("ind", None)
        elif indent:
            chosen["ind"] = f'<w:ind w:left="{indent}"/>'
        made = "".join(chosen[name] for name in _PARAGRAPH if name in chosen)
        return f"<w:pPr>{made}</w:pPr>" if made else ""

    def spacing(self, gap: int | None, before: int | None = None) -> str:
        """The space round a paragraph: as the form has it, but for so many twentieths of a point below it, and above it."""
        own = dict(self.of_paragraph).get("spacing", "")
        if gap is None:
            return own
        kept = "".join(re.findall(r'\sw:(?:line|lineRule)="[^"]*"', own))
        above = f' w:before="{before}"' if before is not None else "".join(re.findall(r'\sw:before="[^"]*"', own))
        kept = above + kept
        return f'<w:spacing{kept} w:after="{gap}"/>'

    def tight(self) -> Look:
        """For the cells of a table: without indents and alignment."""
        return replace(self, of_paragraph=tuple(each for each in self.of_paragraph if each[0] not in ("ind", "jc", "pBdr", "tabs")))

    def letters(self, style: Style) -> str:
        """The properties of a stretch of letters."""
        chosen = dict(self.of_letters)
        if style.bold:
            chosen |= {"b": "<w:b/>", "bCs": "<w:bCs/>"}
        if style.italic:
            chosen |= {"i": "<w:i/>", "iCs": "<w:iCs/>"}
        if style.strike:
            chosen["strike"] = "<w:strike/>"
        if style.underline:
            chosen["u"] = '<w:u w:val="single"/>'
        if style.raised:
            chosen["vertAlign"] = f'<w:vertAlign w:val="{style.raised}"/>'
        if style.link:
            chosen |= (
                {"rStyle": f'<w:rStyle w:val="{self.link}"/>'}
                if self.link
                else {"color": '<w:color w:val="0563C1"/>', "u": '<w:u w:val="single"/>'}
            )
        made = "".join(chosen[name] for name in _LETTERS if name in chosen)
        return f"<w:rPr>{made}</w:rPr>" if made else ""


def look_of(part: Part, paragraph: _Element | None, letters: _Element | None, link: str = "") -> Look:
    """The look of a place.

    :param paragraph: the properties of its paragraph (``w:pPr``), or None. :param letters: of its letters (``w:rPr``); where it is None,
        those of the paragraph's own mark, which are what somebody would type in.
    """
    if letters is None and paragraph is not None:
        letters = paragraph.find(f"{W}rPr")
    return Look(_read(part, paragraph, _KEPT_OUT | {"rPr"}), _read(part, letters, _PLAIN), link)


def _read(part: Part, properties: _Element | None, left_out: set[str]) -> Properties:
    found: list[tuple[str, str]] = []
    style = properties.find(f"{W}rStyle") if properties is not None else None
    placeholder = style is not None and "placeholder" in style.get(f"{W}val", "").lower()
    for each in properties if properties is not None else ():
        if isinstance(each.tag, str) and each.tag.startswith(W):
            name = each.tag.removeprefix(W)
            if name == "rStyle" and placeholder:
                continue
            if name == "color" and placeholder:
                continue
            if name not in left_out:
                found.append((name, part.raw(each).decode()))
    return tuple(found)

"""Word forms made in a test: a few lines of the format's own XML, packed as Word packs them."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STYLES = f"""<w:styles {SPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>
<w:szCs w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="259" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>
<w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:color w:val="1F3864"/><w:sz w:val="30"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="808080"/></w:rPr></w:style></w:styles>"""
SETTINGS = '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'


def docx(
    body: str, *, settings: str = SETTINGS, parts: dict[str, bytes | str] | None = None, relations: str = "", types: str = ""
) -> bytes:
    """A Word file. :param relations: further relationships of the document. :param types: further types of parts."""
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"), ("settings", "settings"))
    )
    files: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/settings" Target="settings.xml"/>{relations}</Relationships>',
        "word/styles.xml": _STYLES,
        "word/settings.xml": f"<w:settings {SPACES}>{settings}</w:settings>",
        **(parts or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            xml = name.endswith((".xml", ".rels")) and not data.startswith(b"<?xml")
            head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' if xml else b""
            package.writestr(zipfile.ZipInfo(name, (2017, 1, 9, 9, 30, 0)), head + data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SECTION = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" '
    'w:footer="708" w:gutter="0"/></w:sectPr>'
)


def r(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(*runs: str, properties: str = "") -> str:
    """A paragraph, of runs or of words."""
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{''.join(each if each.startswith('<') else r(each) for each in runs)}</w:p>"


def bold(text: str) -> str:
    return p(r(text, "<w:b/>"), properties="<w:keepNext/>")


def heading(text: str) -> str:
    return p(text, properties='<w:pStyle w:val="Heading1"/>')


def tc(*blocks: str, width: int = 4500, properties: str = "") -> str:
    """A cell, of blocks or of words; an empty one where there is nothing in it."""
    held = "".join(each if each.startswith("<") else p(each) for each in blocks) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{held}</w:tc>'


def table(*rows: list[str], height: int = 0) -> str:
    """A table of rows of cells, with lines round them. :param height: twentieths of a point that a row has at least."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    widest = max((re.findall(r'<w:tcW w:w="(\d+)"', "".join(row)) for row in rows), key=len)
    columns = max(len(row) for row in rows)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in (widest if len(widest) == columns else [str(9000 // columns)] * columns))
    high = f'<w:trPr><w:trHeight w:val="{height}"/></w:trPr>' if height else ""
    written = "".join(f"<w:tr>{high}{''.join(cell if cell.startswith('<') else tc(cell) for cell in row)}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>'


def box(height: int = 1800) -> str:
    """A table of one empty cell, as answer boxes are drawn."""
    return table([tc(width=9000)], height=height)


PROMPT = "Click or tap here to enter text."
_GREY = '<w:rStyle w:val="PlaceholderText"/>'


def sdt(properties: str, content: str, *, shows: bool = True) -> str:
    """A content control. :param shows: whether it shows what it shows while it is empty."""
    return f"<w:sdt><w:sdtPr>{properties}{'<w:showingPlcHdr/>' if shows else ''}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def control(name: str = "", kind: str = "", *, level: str = "run", more: str = "") -> str:
    """An empty control for text. :param kind: such as ``<w:text/>``; rich text where it is left out."""
    properties = (f'<w:alias w:val="{name}"/><w:tag w:val="{name}"/>' if name else "") + more
    prompt = r(PROMPT, _GREY)
    held = {"run": prompt, "block": f"<w:p>{prompt}</w:p>", "cell": tc(f"<w:p>{prompt}</w:p>", width=7500)}[level]
    return f"<w:sdt><w:sdtPr>{properties}<w:showingPlcHdr/>{kind}</w:sdtPr><w:sdtContent>{held}</w:sdtContent></w:sdt>"


def checkbox(ticked: bool = False) -> str:
    state = int(ticked)
    sign = "☒" if ticked else "☐"
    properties = (
        f'<w14:checkbox><w14:checked w14:val="{state}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    letters = '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/>'
    return sdt(properties, r(sign, letters), shows=False)


def dropdown(*items: str) -> str:
    listed = "".join(f'<w:listItem w:displayText="{escape(item)}" w:value="{escape(item)}"/>' for item in items)
    return f"<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dropDownList>{listed}</w:dropDownList></w:sdtPr><w:sdtContent>{r('Choose an item.', _GREY)}</w:sdtContent></w:sdt>"


def legacy_text(name: str = "Text1", *, limit: int = 0, data: str = "") -> str:
    most = f'<w:maxLength w:val="{limit}"/>' if limit else ""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{name}"/><w:enabled/><w:calcOnExit w:val="0"/><w:textInput>{data}{most}</w:textInput></w:ffData></w:fldChar></w:r>'
    return (
        f'<w:bookmarkStart w:id="7" w:name="{name}"/>{begin}<w:r><w:instrText xml:space="preserve"> FORMTEXT </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(chr(0x2002) * 5)}<w:r><w:fldChar w:fldCharType="end"/></w:r><w:bookmarkEnd w:id="7"/>'
    )


def legacy_checkbox(ticked: bool = False) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Check1"/><w:enabled/><w:calcOnExit w:val="0"/><w:checkBox><w:sizeAuto/>'
        f'<w:default w:val="{int(ticked)}"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText xml:space="preserve"> FORMCHECKBOX </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def wingdings(code: str = "F0A8") -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'


def glyph(sign: str = "☐", font: str = "MS Gothic") -> str:
    return r(sign, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>')

"""What is put into a confidential Word file after pandoc has made it."""

from __future__ import annotations

from lxml import etree

from toolkit.render.margins import draw_margins, put_header

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def document(body: str) -> dict[str, bytes]:
    text = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}</w:body></w:document>'
    return {
        "word/document.xml": text.encode(),
        "word/_rels/document.xml.rels": b"<Relationships></Relationships>",
        "[Content_Types].xml": b"<Types></Types>",
    }


def part(inside: str) -> str:
    return f'<w:bookmarkStart w:id="80001" w:name="cf_1"/>{inside}<w:bookmarkEnd w:id="80001"/>'


def test_paragraphs_and_tables_of_a_part_have_a_rule_beside_them_and_others_none() -> None:
    parts = document(
        "<w:p/>"
        + part(
            '<w:p><w:pPr><w:pStyle w:val="A"/><w:spacing w:after="2"/></w:pPr></w:p><w:p/>'
            '<w:p><w:pPr><w:pBdr><w:top w:val="single"/><w:bottom w:val="single"/></w:pBdr></w:pPr></w:p>'
            '<w:tbl><w:tblPr><w:tblW w:w="1"/><w:tblLook w:val="1"/></w:tblPr></w:tbl><w:tbl/>'
        )
        + "<w:p/>"
    )
    draw_margins(parts)
    body = etree.fromstring(parts["word/document.xml"])[0]
    first, styled, bare, bordered, table, plain, last = body
    assert len(first) == len(last) == len(plain) == 0
    assert [etree.QName(each).localname for each in styled[0]] == ["pStyle", "pBdr", "spacing"]
    assert [etree.QName(each).localname for each in bare[0][0]] == ["left"]
    assert [etree.QName(each).localname for each in bordered[0][0]] == ["top", "left", "bottom"]
    assert [etree.QName(each).localname for each in table[0]] == ["tblW", "tblBorders", "tblLook"]
    assert b"bookmark" not in parts["word/document.xml"]


def test_a_file_without_parts_stays_as_it_is() -> None:
    parts = document("<w:p/>")
    before = dict(parts)
    draw_margins(parts)
    assert parts == before


def test_a_label_becomes_a_header_of_every_section() -> None:
    parts = document(
        "<w:p><w:pPr><w:sectPr><w:pgSz/></w:sectPr></w:pPr></w:p><w:sectPr/>".replace("<w:sectPr/>", "<w:sectPr><w:pgSz/></w:sectPr>")
    )
    put_header(parts, "Not for <publication>")
    assert parts["word/document.xml"].count(b"<w:headerReference") == 2
    assert b"Not for &lt;publication&gt;" in parts["word/header-of-copy.xml"]
    assert b"header-of-copy.xml" in parts["[Content_Types].xml"]
    for name in ("word/document.xml", "word/header-of-copy.xml"):
        etree.fromstring(parts[name])


def test_a_header_of_ones_own_has_the_label_above_its_lines() -> None:
    parts = document('<w:sectPr><w:headerReference w:type="default" r:id="rId9"/></w:sectPr>')
    parts["word/header1.xml"] = f'<w:hdr xmlns:w="{W}"><w:p><w:r><w:t>Ours</w:t></w:r></w:p></w:hdr>'.encode()
    put_header(parts, "Annex")
    assert [each.text for each in etree.fromstring(parts["word/header1.xml"]).iter(f"{{{W}}}t")] == ["Annex", "Ours"]
    assert "word/header-of-copy.xml" not in parts

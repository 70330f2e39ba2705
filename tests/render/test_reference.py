"""The Word file whose styles every response takes."""

import io
import re
import zipfile

import pytest
from docx import Document
from lxml import etree

from toolkit.pandoc import run
from toolkit.render.reference import KEPT, W, reference_docx
from toolkit.render.word_styles import ALARM, ALARM_TINT, HOUSE, INK, NEW, QUIET, TINT

PARAGRAPHS = [
    *("Title", "Subtitle", "Title Meta", "Title Notice", "Numbered Para", "Recommendation", "Recommendation Label", "Sign-off"),
    *("Exhibit", "Exhibit Caption", "Exhibit Source", "Contents Heading", "References Heading"),
    *("Block Text", "Footnote Text", "Table Caption", "toc 1", "toc 2"),
]
ORDER = {
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "pPr": "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl",
    "rPr": "rFonts b bCs i iCs caps color spacing sz szCs u shd vertAlign lang",
    "pBdr": "top left bottom right",
}
"""In which order the schema of WordprocessingML has the parts: Word calls a file damaged that has them otherwise."""


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(KEPT) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def styles(parts: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(parts["word/styles.xml"])


def values(element: etree._Element, path: str) -> list[str]:
    steps = "/".join(f"{{{W}}}{step}" if step.isalnum() else step for step in path.split("/"))
    return [found.get(f"{{{W}}}val") for found in element.iterfind(steps)]


def style(styles: etree._Element, name: str) -> etree._Element:
    return next(found for found in styles.iter(f"{{{W}}}style") if values(found, "name") == [name])


def document(markdown: str) -> zipfile.ZipFile:
    made, warnings = run(["-f", "markdown", "-t", "docx", "--reference-doc", str(KEPT), "-o", "-"], markdown.encode())
    assert warnings == []
    return zipfile.ZipFile(io.BytesIO(made))


def test_the_kept_file_is_what_the_code_makes():
    assert KEPT.read_bytes() == reference_docx(), "Write it anew: python -m toolkit.render.reference"


def test_its_bytes_hold_no_time_and_no_trace_of_a_machine(parts):
    with zipfile.ZipFile(KEPT) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert "docProps/custom.xml" not in parts
    assert not any(b"custom.xml" in part for part in parts.values())


@pytest.mark.parametrize("name", PARAGRAPHS)
def test_paragraph_styles(styles, name):
    assert style(styles, name).get(f"{{{W}}}type") == "paragraph"


def test_a_claim_is_not_seen_and_a_missing_one_is(styles):
    claim, missing = style(styles, "Claim"), style(styles, "Missing")
    assert claim.get(f"{{{W}}}type") == missing.get(f"{{{W}}}type") == "character"
    assert claim.find(f"{{{W}}}rPr") is None
    assert values(missing, "rPr/color") == [ALARM]
    assert missing.find(f".//{{{W}}}b") is not None
    assert missing.find(f".//{{{W}}}shd").get(f"{{{W}}}fill") == ALARM_TINT


def test_parts_stand_in_the_order_of_the_schema(styles):
    for tag, order in ORDER.items():
        for element in styles.iter(f"{{{W}}}{tag}"):
            found = [etree.QName(child).localname for child in element]
            assert found == sorted(found, key=order.split().index)


def test_no_id_and_no_name_of_a_style_is_there_twice(styles):
    ids = [found.get(f"{{{W}}}styleId") for found in styles.iter(f"{{{W}}}style")]
    names = [name.lower() for name in values(styles, "style/name")]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert {new.id for new in NEW} <= set(ids)


def test_styles_lead_to_styles_that_are_there(styles):
    ids = {found.get(f"{{{W}}}styleId") for found in styles.iter(f"{{{W}}}style")} | {"TableNormal"}
    for tag in ("basedOn", "next", "link"):
        assert set(values(styles, f"style/{tag}")) <= ids


def test_the_two_halves_of_a_linked_style_have_the_same_letters(styles):
    heading, letters = style(styles, "heading 1"), style(styles, "Heading 1 Char")
    assert etree.tostring(heading.find(f"{{{W}}}rPr")) == etree.tostring(letters.find(f"{{{W}}}rPr"))


def test_headings_stay_with_what_follows_and_captions_with_their_exhibit(styles):
    for name in (
        "heading 1",
        "heading 2",
        "heading 3",
        "Caption",
        "Table Caption",
        "Exhibit",
        "Recommendation Label",
        "References Heading",
    ):
        chain = style(styles, name)
        while chain.find(f"{{{W}}}pPr/{{{W}}}keepNext") is None:
            (based,) = values(chain, "basedOn")
            chain = next(found for found in styles.iter(f"{{{W}}}style") if found.get(f"{{{W}}}styleId") == based)


def test_page_language_and_faces(parts, styles):
    body = parts["word/document.xml"].decode()
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in body
    assert "footnotePr" not in body
    assert values(styles, "docDefaults/rPrDefault/rPr/lang") == ["en-GB"]
    assert styles.find(f"{{{W}}}docDefaults//{{{W}}}widowControl") is not None
    assert not [found for found in styles.iter() if any("Theme" in name for name in found.attrib)], (
        "a theme's face would take the place of ours"
    )
    assert {face.get(f"{{{W}}}ascii") for face in styles.iter(f"{{{W}}}rFonts")} == {"Arial", "Consolas"}


def test_the_number_list_has_an_id_that_pandoc_does_not_use(parts):
    numbering = etree.fromstring(parts["word/numbering.xml"])
    kinds = [etree.QName(child).localname for child in numbering]
    assert kinds == sorted(kinds), "Word wants all definitions before all lists"
    (own,) = [found for found in numbering.findall(f"{{{W}}}abstractNum") if values(found, "lvl/pStyle") == ["NumberedPara"]]
    assert int(own.get(f"{{{W}}}abstractNumId")) < 990


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("text", "ground"), [(INK, "FFFFFF"), (HOUSE, "FFFFFF"), (QUIET, "FFFFFF"), (INK, TINT), (HOUSE, TINT), (ALARM, ALARM_TINT)]
)
def test_colours_can_be_read_by_people_with_weak_eyes(text, ground):
    lighter, darker = sorted((luminance(text), luminance(ground)), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5, "WCAG 2.2, success criterion 1.4.3"


def test_pandoc_takes_styles_numbers_footer_and_page_from_it():
    made = document(
        '::: {custom-style="Numbered Para"}\nFirst.\n:::\n\n- a list\n\n::: {custom-style="Numbered Para"}\nSecond.^[A note.]\n:::\n\n'
        '[A claim]{custom-style="Claim"} and [one that is not there]{custom-style="Missing"}.\n\n::: {custom-style="Sign-off"}\nWe.\n:::\n'
    )
    body = made.read("word/document.xml").decode()
    assert re.findall(r'<w:pStyle w:val="(\w+)"', body) == ["NumberedPara", "Compact", "NumberedPara", "BodyText", "SignOff"]
    assert re.findall(r'<w:rStyle w:val="(\w+)"', body) == ["FootnoteReference", "Claim", "Missing"]
    assert "footerReference" in body
    assert 'w:w="11906"' in body
    footer = re.sub(r"<[^>]+>", "", made.read("word/footer1.xml").decode())
    assert footer.split() == ["Page", "1", "of", "1"]
    assert b"compatibilityMode" in made.read("word/settings.xml")
    numbering = made.read("word/numbering.xml").decode()
    assert re.search(r'<w:num w:numId="50"\s*><w:abstractNumId w:val="50"', numbering)
    assert "pStyle" in numbering


def test_header_rows_of_tables_are_shaded_and_come_again_on_each_page():
    made = document("| A | B |\n|---|---|\n| 1 | 2 |\n")
    table = etree.fromstring(made.read("word/document.xml")).find(f".//{{{W}}}tbl")
    assert values(table, "tblPr/tblStyle") == ["Table"]
    assert table.find(f".//{{{W}}}tblHeader") is not None
    first = style(etree.fromstring(made.read("word/styles.xml")), "Table").find(f"{{{W}}}tblStylePr")
    assert first.get(f"{{{W}}}type") == "firstRow"
    assert first.find(f".//{{{W}}}shd").get(f"{{{W}}}fill") == TINT


def test_it_opens_and_shows_each_style_by_its_name():
    shown = {paragraph.text: paragraph.style.name for paragraph in Document(str(KEPT)).paragraphs}
    assert set(PARAGRAPHS) <= set(shown)
    assert all(name.lower() == used.lower() for name, used in shown.items())

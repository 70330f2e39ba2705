"""Word files as Word prints them: what it counts, boxes to tick, lists to choose from. The files are put together by hand."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.asking import read_document
from toolkit.questions.printed import printed

if TYPE_CHECKING:
    from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>
<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>"""
_RELS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""
_PARTS = """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>
<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>
</Relationships>"""


def _level(at: int, kind: str, text: str) -> str:
    return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


_NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="1">{_level(0, "decimal", "Question %1:")}{_level(1, "lowerLetter", "(%2)")}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{_level(0, "decimal", "%1.")}{_level(1, "decimal", "%1.%2")}</w:abstractNum>
<w:abstractNum w:abstractNumId="3">{_level(0, "bullet", "•")}</w:abstractNum>
<w:abstractNum w:abstractNumId="4">{_level(0, "upperRoman", "Q%1.")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride></w:num>
</w:numbering>"""
_STYLES = f"""<w:styles {W}><w:style w:type="paragraph" w:styleId="Asked"><w:name w:val="Asked"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>
</w:style><w:style w:type="paragraph" w:styleId="AskedToo"><w:name w:val="Asked too"/><w:basedOn w:val="Asked"/></w:style></w:styles>"""


def word(body: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr("_rels/.rels", _RELS)
        file.writestr("word/_rels/document.xml.rels", _PARTS)
        file.writestr("word/numbering.xml", _NUMBERING)
        file.writestr("word/styles.xml", _STYLES)
        file.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return made.getvalue()


def p(text: str, number: str = "", level: int = 0, style: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}</w:pPr>{text if text.startswith('<') else f'<w:r><w:t>{text}</w:t></w:r>'}</w:p>"


def asked(tmp_path: Path, *paragraphs: str) -> list[tuple[str, str, tuple[str, ...]]]:
    (tmp_path / "form.docx").write_bytes(word("".join(paragraphs)))
    document = read_document(tmp_path / "form.docx").document
    return [(each.number, each.text, each.options) for each in document.questions]


def test_numbers_that_word_counts_are_numbers_of_questions(tmp_path: Path) -> None:
    assert asked(
        tmp_path,
        p("The council empties bins.", "2"),
        p("It costs money.", "2", 1),
        p("Do you agree?", "1"),
        p("Bins are grey.", "2"),
        p("Is it clear?", style="Asked"),
        p("Is it cheap?", style="AskedToo"),
    ) == [("1", "Do you agree?", ()), ("2", "Is it clear?", ()), ("3", "Is it cheap?", ())]


def test_sub_questions_and_points_have_the_marks_that_word_gives_them(tmp_path: Path) -> None:
    assert asked(tmp_path, p("Thinking of bins:", "1"), p("Are they clean?", "1", 1), p("Are they full?", "1", 1)) == [
        ("1a", "Thinking of bins: Are they clean?", ()),
        ("1b", "Thinking of bins: Are they full?", ()),
    ]
    assert asked(tmp_path, p("What do you think of:", "1"), p("grey bins;", "3"), p("green bins?", "3")) == [
        ("1", "What do you think of: • grey bins; • green bins?", ())
    ]


def test_a_list_may_begin_at_another_number_and_count_in_roman(tmp_path: Path) -> None:
    assert asked(tmp_path, p("Do you agree?", "5"), p("Is it clear?", "5")) == [("9", "Do you agree?", ()), ("10", "Is it clear?", ())]
    assert [number for number, _, _ in asked(tmp_path, *(p(f"Is it {each}?", "4") for each in ("big", "red", "old", "new")))] == [
        "I",
        "II",
        "III",
        "IV",
    ]


def _field(inside: str, label: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {label}   </w:t></w:r>'
    )


def test_boxes_and_lists_of_a_form_are_answers_to_choose_from(tmp_path: Path) -> None:
    boxes = _field("<w:checkBox/>", "Yes") + _field("<w:checkBox/>", "No")
    dropped = _field('<w:ddList><w:listEntry w:val="North"/><w:listEntry w:val="South"/></w:ddList>', "")
    items = "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in ("Choose an item.", "Weekly", "Monthly"))
    control = (
        f"<w:sdt><w:sdtPr><w:dropDownList>{items}</w:dropDownList></w:sdtPr><w:sdtContent><w:r><w:t>Choose</w:t></w:r>"
        "<w:r><w:t> an item.</w:t></w:r></w:sdtContent></w:sdt>"
    )
    assert asked(
        tmp_path,
        p("Do you agree?", "1"),
        p(boxes),
        p("Which side do you prefer?", "1"),
        p(dropped),
        p("How often?", "1"),
        p(control),
    ) == [
        ("1", "Do you agree?", ("Yes", "No")),
        ("2", "Which side do you prefer?", ("North", "South")),
        ("3", "How often?", ("Weekly", "Monthly")),
    ]


def test_merged_cells_keep_their_questions(tmp_path: Path) -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    rows = (
        cell.format('<w:gridSpan w:val="2"/>', p("Question 1: Do you agree?")),
        cell.format('<w:vMerge w:val="restart"/>', p("Question 2: Is it clear?")) + cell.format("", p("")),
        cell.format("<w:vMerge/>", p("")) + cell.format("", p("")),
    )
    table = "<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert asked(tmp_path, table) == [("1", "Do you agree?", ()), ("2", "Is it clear?", ())]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no Word file", word("<w:p>")], ids=["empty", "cut off", "text", "bad XML"])
def test_what_is_no_word_file_comes_back_as_it_was(data: bytes) -> None:
    assert printed(data) == data


@given(st.binary(max_size=200))
def test_whatever_the_bytes_are_nothing_is_raised(data: bytes) -> None:
    assert isinstance(printed(b"PK\x03\x04" + data), bytes)

"""Built Word files and PDFs, changed afterwards as people change them, and what is found in them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import Highlight, Text
from pypdf.generic import ArrayObject, FloatObject

from tests.conftest import Make
from toolkit.session import Session

TODAY = date(2017, 2, 1)
Found = Callable[[], list[str]]


@pytest.fixture
def built(make: Make) -> Path:
    """The folder of what a small workspace builds."""
    root = make()
    Session.open(root, today=TODAY).build("one", ["docx", "pdf"])
    return root / "build/one"


@pytest.fixture
def found(built: Path) -> Found:
    """What SUB006 and SUB010 say of the built files."""

    def run() -> list[str]:
        findings = Session.open(built.parents[1], today=TODAY).check().findings
        assert not [finding.message for finding in findings if finding.code == "WSP016"]
        return [finding.message for finding in findings if finding.code in ("SUB006", "SUB010")]

    return run


def edited(built: Path, change: Callable[[Document], object]) -> None:
    document = docx.Document(str(built / "one.docx"))
    change(document)
    document.save(str(built / "one.docx"))


def replaced(built: Path, part: str, old: str, new: str) -> None:
    """Write a part of the Word file anew, as other programs would; the part is made where it is not there."""
    path = built / "one.docx"
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts.get(part, b"").decode()
    assert not old or re.search(old, text)
    parts[part] = (re.sub(old, lambda _: new, text, count=1) if old else new).encode()
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    path.write_bytes(buffer.getvalue())


def test_files_as_they_are_built_hold_nothing(found: Found) -> None:
    assert found() == []


def test_saving_again_changes_nothing(built: Path, found: Found) -> None:
    edited(built, lambda document: document.paragraphs)
    assert found() == []


def test_tracked_changes_are_counted_and_their_author_named(built: Path, found: Found) -> None:
    replaced(built, "word/document.xml", "</w:body>", '<w:p><w:ins w:id="901" w:author="Jane Smith" w:date="2017-02-01T00:00:00Z">'
             '<w:r><w:t>added</w:t></w:r></w:ins><w:del w:id="902" w:author="Jane Smith"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p></w:body>')  # fmt: skip
    assert found() == ["The Word file holds 2 tracked changes by Jane Smith."]


def test_a_tracked_change_in_a_note_or_of_format_counts(built: Path, found: Found) -> None:
    replaced(built, "word/footnotes.xml", "<w:pPr>", '<w:pPr><w:pPrChange w:id="903" w:author="Jane"><w:pPr /></w:pPrChange>')
    assert found() == ["The Word file holds 1 tracked change by Jane."]


def test_a_comment(built: Path, found: Found) -> None:
    edited(built, lambda document: document.add_comment(document.paragraphs[-1].runs, "Is this true?", author="Jane", initials="J"))
    assert found() == ["The Word file holds 1 comment, the first 'Is this true?'."]


def test_hidden_text(built: Path, found: Found) -> None:
    def hide(document: Document) -> None:
        document.add_paragraph().add_run("for us alone").font.hidden = True
        document.add_paragraph().add_run("for all").font.hidden = False
        document.add_paragraph().add_run("  ").font.hidden = True

    edited(built, hide)
    assert found() == ["The Word file holds hidden text: 'for us alone'."]


def test_text_in_a_style_that_hides_it(built: Path, found: Found) -> None:
    def hide(document: Document) -> None:
        style = document.styles.add_style("Ours", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
        style.font.hidden = True
        document.add_paragraph().add_run("for us alone", style=style)

    edited(built, hide)
    assert found() == ["The Word file holds hidden text: 'for us alone'."]


def test_persons_in_the_properties(built: Path, found: Found) -> None:
    def name(document: Document) -> None:
        document.core_properties.author = "Jane Smith"
        document.core_properties.last_modified_by = "Ann Jones"

    edited(built, name)
    replaced(built, "docProps/app.xml", "</Properties>", "<Manager>Mary Brown</Manager></Properties>")
    assert found() == ["The properties of the Word file name Ann Jones, Jane Smith, Mary Brown."]


def test_the_organisation_a_role_and_nobody_may_be_named(built: Path, found: Found) -> None:
    def name(document: Document) -> None:
        document.core_properties.author = "A  CHARITY"
        document.core_properties.last_modified_by = "Policy team"

    edited(built, name)
    replaced(built, "docProps/app.xml", "<Company>[^<]*", "<Company>")
    assert found() == []


def test_a_label_that_holds_an_address(built: Path, found: Found) -> None:
    replaced(built, "docProps/custom.xml", "</Properties>", '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="3" name="Owner">'
             "<vt:lpwstr>jane@example.org</vt:lpwstr></property></Properties>")  # fmt: skip
    assert found() == ["The properties of the Word file name jane@example.org."]


def test_debris_that_word_leaves(built: Path, found: Found) -> None:
    edited(built, lambda document: document.add_paragraph("See Error! Reference source not found. and page 3 ."))
    assert len(found()) == 2


def test_words_that_are_deleted_are_no_debris(built: Path, found: Found) -> None:
    replaced(
        built,
        "word/document.xml",
        "</w:body>",
        '<w:p><w:del w:id="902" w:author="J"><w:r><w:delText>,,</w:delText></w:r></w:del></w:p></w:body>',
    )
    assert found() == ["The Word file holds 1 tracked change by J."]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"no file of Word"])
def test_a_damaged_file_is_told_once(built: Path, found: Found, damage: bytes) -> None:
    (built / "one.docx").write_bytes(damage)
    (built / "one.pdf").write_bytes(damage)
    assert [message.partition(":")[0] for message in found()] == ["This file cannot be opened"] * 2


@pytest.mark.parametrize("cut", [100, 1000, 5000])
def test_a_file_that_ends_early_breaks_nothing(built: Path, found: Found, cut: int) -> None:
    for name in ("one.docx", "one.pdf"):
        data = (built / name).read_bytes()
        (built / name).write_bytes(data[:-cut])
    assert "This file cannot be opened" in {message.partition(":")[0] for message in found()}


def test_no_entity_is_followed(built: Path, found: Found) -> None:
    (built / "secret.txt").write_text("a secret", encoding="utf-8")
    replaced(built, "word/comments.xml", "(?s).*", f'<!DOCTYPE a [<!ENTITY s SYSTEM "{(built / "secret.txt").as_uri()}">]>'
             '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment><w:t>&s;</w:t></w:comment></w:comments>')  # fmt: skip
    assert "secret" not in " ".join(found())


def changed_pdf(built: Path, change: Callable[[PdfWriter], object]) -> None:
    writer = PdfWriter(clone_from=PdfReader(built / "one.pdf"))
    change(writer)
    writer.write(built / "one.pdf")


def test_marks_of_a_reader_in_the_pdf(built: Path, found: Found) -> None:
    def mark(writer: PdfWriter) -> None:
        corners = ArrayObject([FloatObject(number) for number in (50, 60, 80, 60, 50, 50, 80, 50)])
        writer.add_annotation(0, Text(text="Is this true?", rect=(50, 50, 70, 70)))
        writer.add_annotation(0, Highlight(rect=(50, 50, 80, 60), quad_points=corners))

    changed_pdf(built, mark)
    assert found() == ["The PDF holds 2 comments or marks of a reader."]


def test_an_author_and_a_file_in_the_pdf(built: Path, found: Found) -> None:
    def add(writer: PdfWriter) -> None:
        writer.add_metadata({"/Author": "Jane Smith"})
        writer.add_attachment("draft.txt", b"what we really think")

    changed_pdf(built, add)
    assert sorted(found()) == ["The PDF has files attached to it.", "The properties of the PDF name Jane Smith as its author."]


def test_a_pdf_that_needs_a_password(built: Path, found: Found) -> None:
    changed_pdf(built, lambda writer: writer.encrypt("secret", algorithm="RC4-128"))
    assert found() == ["This file cannot be opened: it needs a password."]

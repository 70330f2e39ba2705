"""The judges themselves: each must be seen to pass what is right and to fail what is wrong, or its verdicts mean nothing."""

from __future__ import annotations

from subprocess import CalledProcessError
from typing import TYPE_CHECKING

import docx
import pytest
import typst
from example import missing_in_order
from office import LibreOffice, text

if TYPE_CHECKING:
    from pathlib import Path

    import verapdf as vera

PAGE = """
#set document(title: "Reply", date: datetime(year: 2017, month: 3, day: 1))
#set text(lang: "en", region: "GB")
= Heading
A sentence with a note.#footnote[The note itself.]
"""


def pdf(path: Path, source: str, standards: list[str]) -> Path:
    """Compile typst without any of the toolkit's own template."""
    path.write_bytes(typst.compile(source.encode(), pdf_standards=standards, ignore_system_fonts=True))
    return path


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_a_pdf_made_to_the_standards(verapdf: vera.VeraPdf, tmp_path: Path, flavour: vera.Flavour) -> None:
    verdict = verapdf.validate(pdf(tmp_path / "made to standard.pdf", PAGE, ["ua-1", "a-2a"]), flavour)
    assert verdict.compliant, verdict
    assert verdict.assertions > 100
    assert verdict.failures == ()


def test_verapdf_fails_a_plain_pdf_for_ua_and_says_why(verapdf: vera.VeraPdf, tmp_path: Path) -> None:
    verdict = verapdf.validate(pdf(tmp_path / "plain.pdf", "Only text.", []), "ua1")
    assert not verdict.compliant
    assert "7.1" in {failure.clause for failure in verdict.failures}
    assert "dc:title" in str(verdict)


def test_verapdf_fails_a_plain_pdf_for_archiving_and_says_why(verapdf: vera.VeraPdf, tmp_path: Path) -> None:
    verdict = verapdf.validate(pdf(tmp_path / "plain.pdf", PAGE, []), "2a")
    assert not verdict.compliant
    assert [(failure.clause, failure.test) for failure in verdict.failures] == [("6.6.4", 1)]


def test_verapdf_gives_no_verdict_on_what_is_no_pdf(verapdf: vera.VeraPdf, tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_text("This is a text file.")
    with pytest.raises(CalledProcessError):
        verapdf.validate(tmp_path / "letter.pdf", "2a")


def test_libreoffice_reads_a_word_file(libreoffice: LibreOffice, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Reply to the draft plan", 1)
    document.add_paragraph("Searches fell by a third.")
    document.save(str(tmp_path / "reply.docx"))
    words = text(libreoffice.to_pdf(tmp_path / "reply.docx"))
    assert words.index("Reply to the draft plan") < words.index("Searches fell by a third.")


def test_libreoffice_does_not_pass_over_a_broken_word_file(libreoffice: LibreOffice, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises((AssertionError, CalledProcessError)):
        libreoffice.to_pdf(tmp_path / "broken.docx")


def test_notes_are_found_in_order_and_over_a_page_break() -> None:
    page = (
        "Body text1 and more.2\n1 First note, p. 3.\n2 Second note that is\nlong enough to be cut\n\fNext page.\nin two by the page break."
    )
    notes = ["1First note, p. 3.", "2Second note that is long enough to be cut in two by the page break."]
    assert missing_in_order(notes, page) == []


def test_a_note_that_is_lost_or_out_of_order_is_told() -> None:
    page = "1 First note.\n2 Second note.\n3 Third note, whose end is lost"
    assert missing_in_order(["1First note.", "2Another note."], page) == ["2Another note."]
    assert missing_in_order(["2Second note.", "1First note."], page) == ["1First note."]
    assert missing_in_order(["3Third note, whose end is lost for good."], page) == ["3Third note, whose end is lost for good."]

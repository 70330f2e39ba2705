"""The PDF of every response in this repository, judged by veraPDF: PDF/UA-1 for readers with disabilities, PDF/A-2a for archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from example import Made, missing_in_order
from pypdf import PdfReader

if TYPE_CHECKING:
    from verapdf import Flavour, VeraPdf


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_the_pdf_conforms(made: Made, verapdf: VeraPdf, flavour: Flavour) -> None:
    verdict = verapdf.validate(made.file("pdf"), flavour)
    assert verdict.compliant, verdict


def test_the_pdf_says_what_it_is_and_in_which_language(made: Made) -> None:
    reader = PdfReader(made.file("pdf"))
    assert reader.metadata is not None
    assert made.draft.title.title in (reader.metadata.title or "")
    assert reader.trailer["/Root"]["/Lang"] == made.draft.title.language


def test_the_paper_is_a4(made: Made) -> None:
    for page in PdfReader(made.file("pdf")).pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_the_pdf_holds_every_note_in_order(made: Made) -> None:
    pages = "\f".join(page.extract_text() for page in PdfReader(made.file("pdf")).pages)
    assert missing_in_order([note.text for note in made.printed()], pages) == []


def test_nothing_in_the_file_tells_where_it_was_made(made: Made) -> None:
    content = made.file("pdf").read_bytes()
    assert str(made.root).encode() not in content
    assert b"site-packages" not in content

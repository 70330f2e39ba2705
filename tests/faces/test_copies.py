"""Copies for different readers, and files made fit to be sent, from the command line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest

from tests.conftest import Make

if TYPE_CHECKING:
    from tests.faces.conftest import Consult

MARKED = {"responses/one/sections/first.md": "Open.\n\n::: confidential\nA client told us of it.\n:::\n"}


def test_several_copies_are_built_at_once_and_bear_it_in_their_names(consult: Consult, make: Make) -> None:
    root = make(MARKED)
    said = consult(root, "build", "one", "--public", "--confidential", "--annex", "--to", "md")
    names = ["one-confidential-annex.md", "one-confidential.md", "one-public.md"]
    assert sorted(path.name for path in (root / "build/one").iterdir()) == names
    assert all(f"build/one/{name}" in said.out for name in names)
    assert "told us" not in (root / "build/one/one-public.md").read_text(encoding="utf-8")


def test_without_a_flag_the_outline_says_for_whom_it_is(consult: Consult, make: Make) -> None:
    root = make(
        {**MARKED, "responses/one/outline.yaml": "title: T\nversion: confidential\nsections: [{id: first, text: sections/first.md}]\n"}
    )
    consult(root, "build", "one", "--to", "md")
    assert "told us" in (root / "build/one/one.md").read_text(encoding="utf-8")


def test_a_build_tells_of_an_embargo_and_of_a_lock(consult: Consult, make: Make) -> None:
    root = make(
        {
            "responses/one/outline.yaml": "title: T\nembargo: 2999-03-01T00:01\nsections: [{id: first, text: Text.}]\n",
            "responses/one/consultation.yaml": "title: A Plan\nbody: The Committee\nchannel: commons-committee\n",
        }
    )
    said = consult(root, "build", "one", "--to", "md")
    assert "Under embargo until 00:01 on 1 March 2999: not to be shown before." in said.out
    assert "It may not be published before The Committee has published it" in said.out
    assert "under embargo until" in consult(root, "answers", "one").err


@pytest.fixture
def final(tmp_path: Path) -> Path:
    path = tmp_path / "final.docx"
    document = docx.Document()
    document.add_paragraph("Our answer.")
    document.core_properties.author = "Jane Okonkwo"
    document.save(str(path))
    return path


def test_a_finished_file_is_cleaned_into_another_one(consult: Consult, make: Make, final: Path) -> None:
    before = final.read_bytes()
    said = consult(make(), "clean", str(final))
    assert said.status == 0
    assert "properties that name Jane Okonkwo" in said.out
    cleaned = final.with_name("final-clean.docx")
    assert docx.Document(str(cleaned)).core_properties.author == "A Charity"
    assert final.read_bytes() == before
    assert consult(make(), "clean", str(final)).status == 0  # the same again is no harm


def test_no_file_is_written_over(consult: Consult, make: Make, final: Path) -> None:
    other = final.with_name("other.docx")
    other.write_bytes(b"mine")
    said = consult(make(), "clean", str(final), "--out", str(other))
    assert said.status != 0
    assert "is there already" in said.err
    assert other.read_bytes() == b"mine"
    assert "is there already" in consult(make(), "clean", str(final), "--out", str(final)).err


def test_a_file_with_open_comments_is_refused_until_somebody_says_accept(consult: Consult, make: Make, final: Path) -> None:
    document = docx.Document(str(final))
    document.add_comment(document.paragraphs[0].runs, "Really?", author="Ben")
    document.save(str(final))
    said = consult(make(), "clean", str(final))
    assert said.status == 1
    assert "1 comment by Ben is not deleted." in said.out
    assert not final.with_name("final-clean.docx").exists()
    assert "1 comment (deleted)" in consult(make(), "clean", str(final), "--accept").out


def test_what_is_not_there_or_no_word_file_is_told(consult: Consult, make: Make, tmp_path: Path) -> None:
    assert "could not be read" in consult(make(), "clean", str(tmp_path / "none.docx")).err
    other = tmp_path / "text.docx"
    other.write_text("no", encoding="utf-8")
    assert "no Word file" in consult(make(), "clean", str(other)).err

"""Filled forms as LibreOffice shows them: every answer whole, in its place, with its notes at the foot."""

from __future__ import annotations

import re
from pathlib import Path

import office
import pytest
from office import LibreOffice

from tests.conftest import Make
from tests.test_filling import AIMS, CONSULTATION, COST, OUTLINE, TEXT
from tests.word.made import bold, box, control, docx, p, table
from toolkit.filling import Wish, fill
from toolkit.session import Session

PLACES = {
    "box": box(),
    "line": p(control("A")),
    "block": control("A", level="block"),
    "cell": table(["Answer", control("A", level="cell")]),
    "behind words": p("Views: ", control("A")),
}


@pytest.mark.parametrize("place", sorted(PLACES))
def test_an_answer_with_notes_is_whole_wherever_it_stands(libreoffice: LibreOffice, make: Make, tmp_path: Path, place: str) -> None:
    root = make(
        {
            "responses/one/consultation.yaml": CONSULTATION,
            "responses/one/outline.yaml": OUTLINE,
            "responses/one/sections/first.md": TEXT,
        }
    )
    form = docx(bold(f"Question 1: {AIMS}") + PLACES[place] + bold(f"Question 3: {COST}") + box())
    result = fill(Session.open(root), "one", "form.docx", form, Wish())
    (tmp_path / "form.docx").write_bytes(result.data)
    read = re.sub(r"\s+", " ", office.text(libreoffice.to_pdf(tmp_path / "form.docx", tmp_path)))
    at = [read.index(each) for each in (AIMS, "Fewer searches.1 Fewer still.2", "one", "two, as they say", COST, "Next to nothing.")]
    assert at == sorted(at)
    assert read.index("Searches in England, Pg. 3.") > read.index("Next to nothing.")

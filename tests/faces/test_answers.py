"""``consult answers``: in the terminal, as a sheet to copy from, and for other programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from lxml import html

from tests.test_portal import OUTLINE, QUESTIONS, TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult


def workspace(make: Make, **files: str) -> Path:
    return make(
        {
            "responses/one/consultation.yaml": files.get("consultation", QUESTIONS),
            "responses/one/outline.yaml": files.get("outline", OUTLINE),
            "responses/one/sections/first.md": files.get("text", TEXT),
        }
    )


def test_in_the_terminal_with_what_has_to_be_put_right(consult: Consult, make: Make) -> None:
    said = consult(workspace(make), "answers", "one", "--notes", "none")
    assert said.status == 0
    assert said.out.startswith(
        "1  What should the plan achieve?\n(8 words, 41 characters; at most 12 words)\n\nFewer searches. Fewer still.\n"
    )
    assert "2  Should it be law?\n[x] Yes\n" in said.out
    assert "4  Anything else?\nSkipped: We have nothing to add.\n" in said.out
    assert "5  Who are you?\nAnswered under 2.\n" in said.out
    too_long = consult(workspace(make), "answers", "one")
    assert too_long.status == 1
    assert "Put right: The answer to 1 is too long by" in too_long.err


def test_one_that_is_missing_is_said(consult: Consult, make: Make) -> None:
    said = consult(workspace(make, outline="title: T\nsections: [{id: aims, answers: [Q1], text: ''}]\n"), "answers", "one")
    assert said.status == 1
    assert "The answer to 1 is empty." in said.err
    assert "The answer to 3 is missing: no section answers it." in said.err
    assert "3  What would it cost?\nNo section answers this.\n" in said.out


def test_for_other_programs(consult: Consult, make: Make) -> None:
    root = workspace(make, text="=1+1 is what they say [@alpha2012, p. 3].\n")
    rows = json.loads(consult(root, "answers", "one", "--format", "json", "--notes", "none").out)
    assert [(row["number"], row["state"], row["words"], row["limit"]) for row in rows][:2] == [
        ("1", "answered", 5, "12 words"),
        ("2", "answered", 5, "30 characters"),
    ]
    table = list(csv.DictReader(io.StringIO(consult(root, "answers", "one", "--format", "csv", "--notes", "none").out)))
    assert table[0]["answer"] == "'=1+1 is what they say.", "a spreadsheet would take it for a formula"
    assert table[1]["choice"] == "Yes"
    marked = consult(root, "answers", "one", "--format", "md").out
    assert marked.startswith("## 1 What should the plan achieve?\n\n=1+1 is what they say. [Home Office")


def test_written_to_a_file(consult: Consult, make: Make, tmp_path: Path) -> None:
    said = consult(workspace(make), "answers", "one", "--format", "csv", "--notes", "none", "--out", tmp_path / "answers.csv")
    assert said.out == f"one: {tmp_path / 'answers.csv'}\n"
    assert (tmp_path / "answers.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,question"), "spreadsheets look for the mark"


def test_the_sheet_stands_alone_and_holds_every_way_of_the_notes(consult: Consult, make: Make) -> None:
    root = workspace(make, text="Fewer <b>searches</b> & more [@alpha2012, p. 3].\n")
    said = consult(root, "answers", "one", "--format", "html")
    assert said.out.startswith(f"one: {root / 'build' / 'one' / 'answers.html'}\n")
    page = html.fromstring((root / "build" / "one" / "answers.html").read_bytes())
    assert page.xpath("//link | //img | //script[@src] | //iframe") == []
    first = page.xpath("//section[@class='answer']")[0]
    assert {each.get("data-notes"): each.text_content() for each in first.xpath("pre")} == {
        "inline": "Fewer searches & more. [Home Office (2012), Searches in England, Pg. 3.]",
        "end": "Fewer searches & more.[1]\n\nNotes\n[1] Home Office (2012), Searches in England, Pg. 3.",
        "none": "Fewer searches & more.",
    }  # fmt: skip
    assert (first.get("data-limit"), first.get("data-unit")) == ("12", "words")
    assert "Skipped on purpose: We have nothing to add." in page.text_content()
    assert page.xpath("//title")[0].text == "Answers to copy: A Plan for All"


def test_a_channel_whose_notes_stand_at_the_end_has_them_there(consult: Consult, make: Make) -> None:
    root = workspace(make, consultation=QUESTIONS.replace("channel: portal", "channel: canada-commons"))
    assert "[1]" in consult(root, "answers", "one").out


def test_an_outline_says_what_becomes_of_notes_in_its_boxes_too(consult: Consult, make: Make) -> None:
    root = workspace(make)
    outline = root / "responses/one/outline.yaml"
    for mode, says in (("end", "[1]"), ("inline", "[Home Office (2012)"), ("stripped", "")):
        text = outline.read_text("utf-8")
        outline.write_text(f"notes: {mode}\n{text}", "utf-8")
        said = consult(root, "answers", "one").out
        assert says in said
        assert ("Home Office" in said) is bool(says)
        outline.write_text(text, "utf-8")

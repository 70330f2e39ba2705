"""``consult coverage``: questions against sections, claims, lengths and limits."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lxml import html

from tests.test_portal import OUTLINE, QUESTIONS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

MORE = OUTLINE.rstrip() + "\n      - {id: about, heading: About us, text: \"{{ claim('view') }} We are a charity.\"}\n"


def workspace(make: Make, **files: str) -> Path:
    return make(
        {
            "responses/one/consultation.yaml": files.get("consultation", QUESTIONS),
            "responses/one/outline.yaml": files.get("outline", MORE),
            "responses/one/sections/first.md": files.get("text", "Fewer searches. {{ claim('share') }} {{ claim('share', 'short') }}\n"),
        }
    )


def test_each_question_has_a_row_and_so_has_a_part_that_answers_none(consult: Consult, make: Make) -> None:
    rows = json.loads(consult(workspace(make), "coverage", "one", "--format", "json").out)
    assert [(row["number"], row["sections"], row["claims"], row["state"]) for row in rows] == [
        ("1", ["aims"], ["share"], "answered"),
        ("2", ["law"], [], "answered"),
        ("3", ["costs"], [], "answered"),
        ("4", [], [], "skipped on purpose: We have nothing to add"),
        ("5", ["law"], [], "with 2"),
        ("", ["about"], ["view"], "answers no question"),
    ]
    assert rows[0]["limit"] == "12 words"
    assert rows[0]["words"] < rows[0]["with_notes"]


def test_what_has_to_be_put_right_is_said_and_ends_with_1(consult: Consult, make: Make) -> None:
    said = consult(
        workspace(make, text="Many more words than the question allows, which is why this is far too long.\n"), "coverage", "one"
    )
    assert said.status == 1
    assert "answered; 3 words too many" in " ".join(said.out.split())
    assert said.out.endswith("\n4 of 5 questions are answered, 1 is skipped on purpose.\n")


def test_no_answer_and_an_empty_one(consult: Consult, make: Make) -> None:
    said = consult(workspace(make, outline="title: T\nsections: [{id: aims, answers: [Q1], text: ''}]\n"), "coverage", "one")
    assert said.status == 1
    assert said.out.endswith("\n0 of 5 questions are answered, 1 is skipped on purpose, 4 have no answer.\n")


def test_where_nothing_is_asked_the_parts_are_listed(consult: Consult, make: Make) -> None:
    said = consult(
        workspace(make, consultation="title: A Plan\nbody: B\n", outline="title: T\nsections: [{id: a, heading: Aims, text: Words.}]\n"),
        "coverage",
        "one",
    )
    assert said.status == 0
    assert said.out.endswith("The consultation asks no questions; 1 part.\n")


def test_as_a_page(consult: Consult, make: Make) -> None:
    root = workspace(make)
    assert consult(root, "coverage", "one", "--format", "html").out == f"one: {root / 'build' / 'one' / 'coverage.html'}\n"
    page = html.fromstring((root / "build" / "one" / "coverage.html").read_bytes())
    assert [row.xpath("string(th)") for row in page.xpath("//tbody/tr")][:2] == ["What should the plan achieve?", "Should it be law?"]
    assert page.xpath("//link | //script | //img") == []

"""Answers for boxes of plain text: each by itself, notes folded in, counted, and told where one is missing."""

from __future__ import annotations

from tests.conftest import Make
from toolkit.model.answer import Answer
from toolkit.session import Session

QUESTIONS = """
    title: A Plan for All
    body: The Ministry
    channel: portal
    questions:
      - {id: Q1, number: "1", text: What should the plan achieve?, limit: 12 words}
      - {id: Q2, number: "2", text: Should it be law?, kind: choice, options: ["Yes", "No"], limit: 30 characters}
      - {id: Q3, number: "3", text: What would it cost?}
      - {id: Q4, number: "4", text: Anything else?, waive: {SUB001: We have nothing to add}}
      - {id: Q5, number: "5", text: Who are you?}
    """
OUTLINE = """
    title: Our response
    sections:
      - {id: aims, heading: Aims, answers: [Q1], text: sections/first.md}
      - id: law
        heading: Law
        answers: [Q2, Q5]
        choice: ["Yes"]
        text: "It should [@alpha2012, p. 9]."
        sections:
          - {id: more, heading: More, text: "And soon."}
          - {id: costs, heading: Costs, answers: [Q3], text: "It costs *little*, as [they say](https://www.example.org/costs)."}
    """
TEXT = """Fewer searches [@alpha2012, p. 3]. Fewer still [@alpha2012, p. 4].^[A remark.]

- one
- two
"""


def answers(make: Make, **files: str) -> dict[str, Answer]:
    root = make(
        {
            "responses/one/consultation.yaml": files.get("consultation", QUESTIONS),
            "responses/one/outline.yaml": files.get("outline", OUTLINE),
            "responses/one/sections/first.md": files.get("text", TEXT),
            "evidence/topic.yaml": files.get("claims", "topic: T\n"),
            "evidence/data.csv": "year,searches\n2011,20\n2012,10\n",
        }
    )
    return {answer.id: answer for answer in Session.open(root).answers("one")}


def test_notes_stand_in_brackets_at_the_end_or_not_at_all(make: Make) -> None:
    texts = answers(make)["Q1"].texts
    assert texts["none"].text == "Fewer searches. Fewer still.\n\n- one\n- two"
    assert texts["inline"].text.startswith(
        "Fewer searches. [Home Office (2012), Searches in England, Pg. 3.] Fewer still. [Ibid at Pg. 4.] [A remark.]"
    )
    assert texts["end"].text == (
        "Fewer searches.[1] Fewer still.[2][3]\n\n- one\n- two\n\n"
        "Notes\n[1] Home Office (2012), Searches in England, Pg. 3.\n[2] Ibid at Pg. 4.\n[3] A remark."
    )


def test_no_ibid_points_out_of_its_box(make: Make) -> None:
    assert answers(make)["Q2"].texts["inline"].text.startswith("It should. [Home Office (2012), Searches in England, Pg. 9.]")


def test_an_answer_holds_the_sections_below_it_but_for_those_that_answer_something_else(make: Make) -> None:
    found = answers(make)
    assert found["Q2"].texts["none"].text == "It should.\n\nMore\n\nAnd soon."
    assert found["Q3"].texts["none"].text == "It costs little, as they say (https://www.example.org/costs)."


def test_lengths_are_counted_and_held_against_the_limit(make: Make) -> None:
    found = answers(make)
    first, second = found["Q1"], found["Q2"]
    assert (first.texts["none"].words, first.limit, first.unit, first.over("none")) == (8, 12, "words", 0)
    assert first.over("inline") == first.texts["inline"].words - 12
    assert second.over("none") == 0
    assert second.over("inline") == second.texts["inline"].characters - 30 > 0


def test_one_that_is_answered_with_another_one_that_is_skipped_and_one_that_is_missing(make: Make) -> None:
    found = answers(make)
    assert (found["Q5"].state, found["Q5"].shared_with, found["Q5"].texts) == ("answered", "2", {})
    assert (found["Q4"].state, found["Q4"].reason) == ("skipped", "We have nothing to add")
    assert (found["Q2"].state, found["Q2"].choice) == ("answered", ("Yes",))
    lacking = answers(make, outline="title: T\nsections: [{id: aims, answers: [Q1], text: ''}]\n")
    assert (lacking["Q1"].state, lacking["Q3"].state) == ("empty", "missing")


def test_where_nothing_is_asked_each_part_is_an_answer(make: Make) -> None:
    found = answers(
        make, consultation="title: A Plan\nbody: B\n", outline="title: T\nsections: [{id: a, heading: Aims, text: sections/first.md}]\n"
    )
    assert [(answer.id, answer.question, answer.number, answer.state) for answer in found.values()] == [("a", "Aims", "", "answered")]


def test_tables_are_lines_and_recommendations_keep_their_numbers(make: Make) -> None:
    found = answers(
        make,
        claims="""
            exhibits:
              first-table: {data: data.csv, table: {}, caption: Before}
              by-year: {data: data.csv, table: {}, caption: Searches by year}
            """,
        outline="""
            title: T
            sections:
              - id: one
                heading: One
                text: '{{ exhibit("first-table") }}'
                recommendations: [{id: first, text: Do this.}]
              - id: two
                heading: Two
                answers: [Q1]
                text: '{{ exhibit("by-year") }}'
                recommendations: [{id: second, text: Do that., addressee: Ministers}]
            """,
    )
    assert found["Q1"].texts["none"].text == (
        "Table 2. Searches by year\n\n2011 – searches: 20\n2012 – searches: 10\n\nRecommendation 2 – Ministers. Do that."
    )

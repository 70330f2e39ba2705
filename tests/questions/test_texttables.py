"""Tables in plain text: what a program wrote, and its rows."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.questions.asked import read
from toolkit.questions.lines import from_text
from toolkit.questions.texttables import in_rows

WANTED = [("1", "Does the timetable in the draft suit you?"), ("2", "Which sailing would you miss?")]


@pytest.mark.parametrize(
    "table",
    [
        """
          No.   Question                                    Answer
          ----- ------------------------------------------- --------
          1     Does the timetable in the draft suit you?
          2     Which sailing would you miss?
        """,
        """
          --------------------------------------
          No.     Question           Answer
          ------- ------------------ -----------
          1       Does the timetable
                  in the draft suit
                  you?

          2       Which sailing
                  would you miss?
          --------------------------------------
        """,
        """
          ----- -------------------------------------------
          1     Does the timetable in the draft suit you?
          2     Which sailing would you miss?
          ----- -------------------------------------------
        """,
        """
        +-----+--------------------+---------+
        | No. | Question           | Answer  |
        +=====+====================+=========+
        | 1   | Does the timetable |         |
        |     | in the draft suit  |         |
        |     | you?               |         |
        +-----+--------------------+---------+
        | 2   | Which sailing      |         |
        |     | would you miss?    |         |
        +-----+--------------------+---------+
        """,
    ],
    ids=["one line a row", "several lines a row", "no head", "a grid"],
)
def test_a_question_in_a_cell_is_whole(table: str) -> None:
    document = read(from_text(f"Ferries\n\n{dedent(table)}\n\nThank you."))
    assert [(each.number, each.text) for each in document.questions] == WANTED


@pytest.mark.parametrize("text", ["a\n-----\nb", "----- -----", "+---+\nno grid", "one - two\n---", ""])
def test_what_is_no_table_stays(text: str) -> None:
    assert in_rows(text) == text


@given(st.text(alphabet="-+| ab\n", max_size=120))
def test_no_letter_is_lost_whatever_stands_there(text: str) -> None:
    assert sorted(each for each in in_rows(text) if each in "ab") == sorted(each for each in text if each in "ab")

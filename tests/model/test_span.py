"""Places: whatever a program asks for, it gets the nearest place that is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from toolkit.model.span import NOWHERE, Origin, Prose, Span

ORIGIN = Origin(
    path="evidence/a.yaml",
    marks={"": (2, 3, 9, 1), "support": (5, 5, 6, 20), "support.0": (6, 7, 6, 20), "text": (3, 11, 3, 20)},
    lines={"text": ((0, 3, 12), (10, 4, 5))},
)


def test_a_span_prints_as_editors_take_it() -> None:
    assert str(Span(path="a/b.yaml", line=3, column=7)) == "a/b.yaml:3:7"
    assert str(Span(path="a")) == "a:1:1"


def test_values_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Span(path="a").line = 3  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Span(path="a", colour="red")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("", "2:3"),
        ("text", "3:11"),
        ("support.0", "6:7"),
        ("support.0.source", "6:7"),
        ("support.1.source", "5:5"),
        ("nothing.of.this", "2:3"),
    ],
)
def test_a_field_without_a_place_of_its_own_has_that_of_the_thing_around_it(field: str, place: str) -> None:
    assert str(ORIGIN.span(field)) == f"evidence/a.yaml:{place}"


def test_a_thing_without_any_place_is_its_file() -> None:
    assert Origin(path="x").span("a.b") == Span(path="x")
    assert NOWHERE.span() == Span(path="")


def test_prose_knows_where_its_lines_begin() -> None:
    prose = ORIGIN.prose("text", "First line Second")
    assert [str(prose.span(at)) for at in (0, 5, 9, 10, 15)] == [
        f"evidence/a.yaml:{each}" for each in ("3:12", "3:17", "3:21", "4:5", "4:10")
    ]
    whole = prose.span(0, 17)
    assert (whole.end_line, whole.end_column) == (4, 12)
    one = prose.span(3)
    assert (one.end_line, one.end_column) == (3, 16)


def test_prose_of_one_line_begins_where_its_field_begins() -> None:
    assert str(ORIGIN.prose("support", "text").span(2)) == "evidence/a.yaml:5:7"


@given(st.text(alphabet="ab\n", max_size=40), st.data())
def test_in_a_file_of_its_own_every_offset_has_its_line_and_column(text: str, data: st.DataObject) -> None:
    starts = [0, *(number + 1 for number, letter in enumerate(text) if letter == "\n")]
    prose = Prose(text=text, path="a.md", lines=tuple((start, number + 1, 1) for number, start in enumerate(starts)))
    at = data.draw(st.integers(0, len(text)))
    line, column = text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1
    assert prose.span(at, at) == Span(path="a.md", line=line, column=column, end_line=line, end_column=column)


@given(st.dictionaries(st.text("ab.", max_size=5), st.just((1, 1, 1, 1))), st.text("ab.", max_size=12), st.integers(-5, 50))
def test_no_question_about_a_place_raises(marks: dict[str, tuple[int, int, int, int]], field: str, offset: int) -> None:
    origin = Origin(path="a", marks=marks)
    assert origin.span(field).path == "a"
    assert origin.prose(field, "text").span(offset).path == "a"

"""Findings: in file order, each once, with a suggestion where a word is near."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Exhibit
from toolkit.model.finding import Finding, in_order, suggestion
from toolkit.model.response import Consultation, Outline, Response, Section
from toolkit.model.span import Origin, Span

FINDINGS = st.builds(
    lambda path, line, column, code, message: Finding(code=code, message=message, span=Span(path=path, line=line, column=column)),
    st.sampled_from(["a.yaml", "b.yaml"]),
    st.integers(1, 3),
    st.integers(1, 3),
    st.sampled_from(["WSP001", "WSP002"]),
    st.sampled_from(["One.", "Two."]),
)


@given(st.lists(FINDINGS, max_size=20))
def test_each_comes_once_in_the_order_of_the_files(findings: list[Finding]) -> None:
    ordered = in_order(findings)
    assert set(ordered) == set(findings)
    assert len(ordered) == len(set(findings))
    places = [(f.span.path, f.span.line, f.span.column) for f in ordered]
    assert places == sorted(places)
    assert in_order(reversed(findings)) == ordered


def test_a_finding_reads_where_what_and_what_to_do() -> None:
    finding = Finding(code="CIT001", message="Claim a cites 'x'.", span=Span(path="e.yaml", line=4, column=2), help="Did you mean 'y'?")
    assert str(finding) == "e.yaml:4:2 CIT001 Claim a cites 'x'. Did you mean 'y'?"
    assert str(finding.model_copy(update={"help": ""})) == "e.yaml:4:2 CIT001 Claim a cites 'x'."
    assert finding.severity == "error"


def test_the_nearest_word_is_suggested_as_it_is_written() -> None:
    assert suggestion("reviewby", ["review_by", "owner"]) == "Did you mean 'review_by'?"
    assert suggestion("ALPHA2012", ["Alpha2012"]) == "Did you mean 'Alpha2012'?"
    assert suggestion("shre", ["share", "shred-of-evidence"]) == "Did you mean 'share'?"


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    for word in ("", "zzz", "a-word-that-is-much-longer-than-all-others"):
        assert suggestion(word, ["share", "view"]) == ""
    assert suggestion("share", []) == ""


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_only_known_words_are_suggested(word: str, known: list[str]) -> None:
    said = suggestion(word, known)
    assert said == "" or any(said == f"Did you mean '{name}'?" for name in known)


@given(st.text("abcdefgh", min_size=5, max_size=12), st.integers(3, 11))
def test_a_word_with_one_letter_missing_is_found(name: str, gone: int) -> None:
    gone = min(gone, len(name) - 1)
    assert suggestion(name[:gone] + name[gone + 1 :], [name]) == f"Did you mean '{name}'?"


def test_an_error_of_the_machine_has_its_three_parts() -> None:
    error = ToolkitError("It failed.", "The disk is full.", "Make room.")
    assert (error.what, error.why, error.do) == ("It failed.", "The disk is full.", "Make room.")
    assert str(error) == "It failed. The disk is full. Make room."
    assert str(ToolkitError("It failed.", do="Make room.")) == "It failed. Make room."


def test_everything_that_is_read_can_be_asked_for_its_place() -> None:
    origin = Origin(path="p", marks={"": (2, 1, 3, 1), "title": (2, 8, 2, 9), "caption": (3, 1, 3, 2)})
    response = Response(slug="s", consultation=Consultation(title="T", body="B"), outline=Outline(origin=origin))
    assert str(response.span("title")) == "p:2:8"
    exhibit = Exhibit(id="e", data="d.csv", table={}, caption="C", origin=origin)  # type: ignore[arg-type]
    assert str(exhibit.span("caption")) == "p:3:1"


def test_sections_are_walked_in_the_order_of_the_document() -> None:
    outline = Outline(
        sections=(
            Section(id="a", sections=(Section(id="b", sections=(Section(id="c"),)), Section(id="d"))),
            Section(id="e"),
        )
    )
    assert [(where, depth, section.id) for where, depth, section in outline.walk()] == [
        ("sections.0", 1, "a"),
        ("sections.0.sections.0", 2, "b"),
        ("sections.0.sections.0.sections.0", 3, "c"),
        ("sections.0.sections.1", 2, "d"),
        ("sections.1", 1, "e"),
    ]

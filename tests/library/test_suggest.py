"""What is suggested for a question, with why, where it was used and whether this body has heard it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.library.conftest import TODAY
from toolkit.library.suggest import Suggested
from toolkit.model.errors import ToolkitError
from toolkit.session import Session


def suggest(root: Path, slug: str = "one", question: str | None = None, limit: int = 5) -> list[Suggested]:
    return Session.open(root, today=TODAY).suggest(slug, question, limit)


def test_each_question_has_what_fits_it_with_the_words_in_common(root: Path) -> None:
    first, second = suggest(root)
    assert (first.asked.id, first.asked.sections) == ("Q1", ("rooms",))
    assert [(fits.hit.what, fits.hit.id, fits.hit.matched) for fits in first.fitting] == [
        ("claims", "dcr-calls", ("consumption", "room")),
        ("passages", "reduce-harm", ("consumption", "room")),
        ("responses", "past 1", ("consumption", "rooms")),
    ]
    assert (second.asked.id, second.fitting) == ("Q2", ())


def test_what_is_placed_already_says_where(root: Path) -> None:
    claim, passage, _ = suggest(root)[0].fitting
    assert (claim.placed, passage.placed) == (("rooms",), ())


def test_where_it_was_used_before_and_that_this_body_has_heard_it(root: Path) -> None:
    claim, passage, past = suggest(root)[0].fitting
    assert [(seen.slug, seen.sent) for seen in claim.hit.used] == [("past", "2025-02-03")]
    assert (claim.heard, passage.heard, past.heard) == ("past", "past", "past")


def test_a_draft_is_not_heard_nor_is_what_went_to_others(root: Path) -> None:
    path = root / "responses" / "past" / "outline.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("status: sent", "status: approved"), encoding="utf-8")
    assert {fits.heard for fits in suggest(root)[0].fitting} == {""}
    path.write_text(path.read_text(encoding="utf-8").replace("status: approved", "status: sent"), encoding="utf-8")
    body = root / "responses" / "past" / "consultation.yaml"
    body.write_text("title: T\nbody: Somebody else\n", encoding="utf-8")
    assert {fits.heard for fits in suggest(root)[0].fitting} == {""}


def test_one_question_by_its_id_whatever_its_case(root: Path) -> None:
    assert [each.asked.id for each in suggest(root, question="q1")] == ["Q1"]
    with pytest.raises(ToolkitError) as told:
        suggest(root, question="Q11")
    assert (told.value.what, told.value.why, told.value.do) == ("one has no question 'Q11'.", "Did you mean 'Q1'?", "It has Q1, Q2.")


def test_where_nothing_is_asked_the_sections_are(root: Path) -> None:
    (each,) = suggest(root, "past")
    assert (each.asked.id, each.asked.text, each.asked.sections) == ("before", "What we said", ("before",))
    with pytest.raises(ToolkitError, match=r"past has no section 'after'\."):
        suggest(root, "past", "after")


def test_what_a_response_says_itself_and_what_is_withdrawn_is_not_suggested(root: Path) -> None:
    consultation = root / "responses" / "one" / "consultation.yaml"
    consultation.write_text(
        "title: T\nbody: B\nquestions: [{id: Q1, text: Has naloxone saved lives near ambulance calls?}]\n", encoding="utf-8"
    )
    found = {(fits.hit.what, fits.hit.id) for fits in suggest(root, limit=50)[0].fitting}
    assert ("claims", "naloxone") in found
    assert not {("claims", "naloxone-old"), ("claims", "naloxone-wrong")} & found
    assert {fits.hit.facts.slug for fits in suggest(root, limit=50)[0].fitting if fits.hit.what == "responses"} == {"past"}


def test_no_more_than_were_asked_for_of_each_sort(root: Path) -> None:
    assert [fits.hit.what for fits in suggest(root, limit=1)[0].fitting] == ["claims", "passages", "responses"]


def test_a_heading_with_its_themes_is_what_a_section_is_about(root: Path) -> None:
    outline = root / "responses" / "past" / "outline.yaml"
    sections = "[{id: a, heading: Homes, themes: [Mould]}, {id: b}, {id: c, heading: What we ask}]"
    outline.write_text(f"title: On mould\nsections: {sections}\n", encoding="utf-8")
    assert [each.asked.text for each in suggest(root, "past")] == [
        "Homes. Mould",
        "On mould. An Older Plan",  # the titles of the document, where a section says nothing of what it is about
        "What we ask. On mould. An Older Plan",
    ]
    assert all(each.fitting[0].hit.id == "mould" for each in suggest(root, "past"))

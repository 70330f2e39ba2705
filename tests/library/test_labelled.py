"""The labelled questions: whole, and answered about as well as the manual says. The figures themselves come from benchmarks/search.py."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.session import Session

HERE = Path(__file__).parent
QUESTIONS: list[dict[str, Any]] = yaml.safe_load((HERE / "questions.yaml").read_text(encoding="utf-8"))
LIBRARY = HERE.parent / "fixtures" / "library"


@pytest.fixture(scope="module")
def session() -> Session:
    """The made-up library with one response, not saved, that asks all the questions."""
    asked = [{"id": f"Q{number}", "text": question["text"]} for number, question in enumerate(QUESTIONS)]
    consultation = yaml.safe_dump({"title": "All of them", "body": "Nobody", "questions": asked})
    return Session.open(
        LIBRARY, overlay={"responses/all/consultation.yaml": consultation, "responses/all/outline.yaml": "title: T\nsections: []\n"}
    )


def test_the_library_is_whole_and_large_enough(session: Session) -> None:
    assert session.workspace.findings == ()
    assert len(session.workspace.claims) + len(session.workspace.passages) >= 150
    assert all("Made up for tests" in source.fields["note"] for source in session.workspace.sources.values())


def test_every_label_names_something_and_no_question_is_asked_twice(session: Session) -> None:
    known = {*session.workspace.claims, *session.workspace.passages}
    assert len(QUESTIONS) >= 60
    assert len({question["text"] for question in QUESTIONS}) == len(QUESTIONS)
    assert [id_ for question in QUESTIONS for id_ in question["fits"] if id_ not in known] == []
    assert all(question["fits"] and len(set(question["fits"])) == len(question["fits"]) for question in QUESTIONS)


def test_most_of_what_answers_a_question_is_among_the_first_ten(session: Session) -> None:
    found = wanted = 0
    for question, suggested in zip(QUESTIONS, session.suggest("all", limit=10), strict=True):
        first = {fits.hit.id for fits in suggested.fitting}
        found += sum(id_ in first for id_ in question["fits"])
        wanted += len(question["fits"])
    assert found / wanted > 0.85

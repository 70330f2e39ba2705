"""What is found in the labelled documents (``documents/*.md`` with their truth in YAML), in each format that consultations come in."""

from __future__ import annotations

import pytest

from tests.questions.measured import FORMS, HERE, NAMES, PAGES, measure, measure_pages


@pytest.mark.parametrize("form", FORMS)
def test_questions_of_labelled_documents_are_found_and_nothing_else(form: str) -> None:
    rates = measure(form)
    for what in ("questions", "about_you"):
        assert rates[what].wanted > 10
        assert (rates[what].recall >= 0.97, rates[what].precision >= 0.97) == (True, True), rates[what].wrong
    for what in ("title", "body", "opens", "closes", "options", "kinds", "limits", "chapters", "themes"):
        assert rates[what].wanted > 0
        assert (rates[what].recall >= 0.9, rates[what].precision >= 0.9) == (True, True), rates[what].wrong


def test_pages_are_read_without_what_the_site_puts_round_them() -> None:
    for what, rate in measure_pages().items():
        assert rate.wrong == [], what


def test_every_document_has_its_truth() -> None:
    assert len(NAMES) >= 80
    assert sorted(path.stem for path in HERE.glob("*.yaml")) == sorted((*NAMES, *PAGES))

"""``consult channels``, and ``consult check --channel``: what a body demands, and what it would say of a text."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult


def test_all_channels_are_listed_with_what_an_officer_calls_them(consult: Consult, make: Make) -> None:
    said = consult(make({}), "channels")
    assert (said.status, said.err) == (0, "")
    assert "commons-committee   UK House of Commons select committee\n" in said.out
    assert said.out.endswith("More about one of them: 'consult channels NAME'.\n")


def test_a_channel_says_what_is_refused_what_is_asked_for_and_where_that_is_written(consult: Consult, make: Make) -> None:
    said = consult(make({}), "channels", "Commons").out
    refused, asked = said.index("Refused otherwise:"), said.index("Asked for:")
    assert (
        refused < said.index("  - a file of the kind doc, docx, rtf, txt, odt\n") < asked < said.index("  - at most 3,000 words in all\n")
    )
    assert "Nobody else may publish it before the body does." in said
    assert said.endswith("Source: https://publications.parliament.uk/pa/cm/written-evidence-guidance.htm, read on 26 November 2026.\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("wales", "General knowledge, to be confirmed with the body."),
        ("gov-uk", "General knowledge, to be confirmed: https://www.gov.uk/government/publications/consultation-principles-guidance"),
    ],
)
def test_general_knowledge_is_said_to_be_so(consult: Consult, make: Make, name: str, says: str) -> None:
    assert consult(make({}), "channels", name).out.endswith(f"{says}\n")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gov-uk", "The body owes an answer within 12 weeks after closing."),
        ("citizen-space", "Notes are lost: boxes take plain text."),
        ("citizen-space", "  - at most 32,000 characters in an answer"),
        ("scotland", "About those who answer it asks: individual or organisation, name, address,"),
    ],
)
def test_what_else_a_body_does_is_said(consult: Consult, make: Make, name: str, says: str) -> None:
    assert f"{says}\n" in consult(make({}), "channels", name).out


def test_a_workspace_changes_a_channel_field_by_field_and_adds_its_own(consult: Consult, make: Make) -> None:
    root = make(
        {
            "workspace.yaml": """
                organisation: {name: Our charity}
                channels:
                  commons-committee: {demands: {megabytes: 10}}
                  our-regulator: {notes: end, hints: [Ring them first.]}
                """
        }
    )
    found = json.loads(consult(root, "channels", "--json", "our-regulator", "commons-committee").out)
    assert found["commons-committee"]["demands"]["megabytes"] == 10
    assert found["commons-committee"]["demands"]["file_types"] == ["doc", "docx", "rtf", "txt", "odt"]
    assert found["commons-committee"]["source"].startswith("https://publications.parliament.uk/")
    assert found["our-regulator"]["title"] == "our-regulator"
    assert "Ring them first." in consult(root, "channels", "our-regulator").out
    assert len(json.loads(consult(root, "channels", "--json").out)) == 18


def test_a_channel_that_is_misspelt_gets_the_nearest_name(consult: Consult, make: Make) -> None:
    said = consult(make({}), "channels", "comons")
    assert said.status == 2
    assert "No way to answer is called 'comons'." in said.err
    assert "Did you mean 'commons'?" in said.err


def test_a_text_is_held_against_another_channel_than_its_own(consult: Consult, make: Make) -> None:
    root = make({"responses/one/consultation.yaml": "title: A plan\nbody: The Ministry\nchannel: email\n"})
    assert "SUB013" not in consult(root, "check", "one").out
    said = consult(root, "check", "one", "--channel", "Commons").out
    assert "UK House of Commons select committee asks for a summary at the beginning." in said
    assert "numbered paragraphs" not in said, "the build numbers them"
    assert "SUB013" not in consult(root, "check", "one").out, "what was found is kept by channel"
    wrong = consult(root, "check", "one", "--channel", "comons")
    assert wrong.status == 2
    assert "Did you mean 'commons'?" in wrong.err

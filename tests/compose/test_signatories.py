"""An open letter: who is named, in which group, and who is only counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

OUTLINE = """\
document: open-letter
title: Ask tenants first
date: 2017-03-01
fields:
  addressee: the Mayor
  contact: policy
  signatories:
{signed}
sections: [{{id: a, text: We ask you to listen.}}]
"""


def letter(make: Make, *signed: str) -> str:
    outline = OUTLINE.format(signed="\n".join(f"    - {{{each}}}" for each in signed))
    root = make({"responses/one/outline.yaml": outline, "responses/one/consultation.yaml": None})
    return Session.open(root).build("one", ["md"]).files["md"].read_text(encoding="utf-8")


def test_signatories_stand_in_their_groups_in_the_order_in_which_they_come(make: Make) -> None:
    text = letter(
        make,
        "name: A union, group: Organisations, consent: true",
        "name: A teacher, role: Head of year, organisation: A school, group: Alone, consent: true",
        "name: A club, group: Organisations, consent: yes",
        "name: A baker, consent: true",
    )
    signed = text[text.index("Signed by") :]
    order = [
        "Organisations",
        "**A union**",
        "**A club**",
        "Alone",
        "**A teacher**\\\nHead of year\\\nA school",
        "**A baker**",
        "Policy team, A Charity",
    ]
    assert [signed.index(each) for each in order] == sorted(signed.index(each) for each in order)
    assert "more who" not in signed


@pytest.mark.parametrize(
    ("signed", "said"),
    [
        (["name: A, consent: true", "name: B, consent: false"], "And one more who prefers not to be named."),
        (["name: A, consent: true", "name: B, consent: false", "name: C"], "And 2 more who prefer not to be named."),
        (["name: B, consent: false"], "1 signatory, not named here."),
        (["name: B, consent: false", "name: C, consent: false"], "2 signatories, not named here."),
    ],
)
def test_who_did_not_agree_to_be_named_is_counted(make: Make, signed: list[str], said: str) -> None:
    text = letter(make, *signed)
    assert said in text
    assert "**B**" not in text
    assert "**C**" not in text

"""What may be shown of what was sent: decided by records, by what holds today, and by the clock."""

from __future__ import annotations

from pathlib import Path

from tests.publishing.conftest import BRIEFING, NOW, PLAN
from toolkit.publishing import gather
from toolkit.session import Session


def test_what_anybody_may_read_is_shown_the_newest_first(full: Path) -> None:
    found = gather(Session.open(full), NOW)
    assert [each.slug for each in found.publication.published] == ["2019-bysiau", "2018-trams", "2018-buses", PLAN, BRIEFING]
    assert found.findings == ()


def test_whatever_is_held_back_is_told_with_its_reason(full: Path) -> None:
    found = gather(Session.open(full), NOW)
    assert {(each.response, each.file): each.reason for each in found.left_out if not each.broken} == {
        ("2018-wombat", ""): "What was sent is for the receiving body alone: there is no public copy.",
        ("2018-quokka", ""): "It may not be published before Quokka Committee has published it: "
        "then write 'published:' and the day in consultation.yaml.",
        ("2018-numbat", ""): "It is under embargo until 00:01 on 1 January 2099.",
        ("2018-bilby", ""): "Its outline says 'publish: false'.",
        ("2018-dunnart", ""): "The people concerned did not agree: see 'consent' in the claim case.",
        ("2018-trams", "2018-trams-confidential.docx"): "It is for the receiving body alone.",
        ("2018-trams", "2018-trams-confidential.pdf"): "It is for the receiving body alone.",
        ("2018-buses", "Kultarr.txt"): "It was put beside what was built, so nobody knows what it holds.",
    }
    assert not [each for each in found.left_out if each.broken]

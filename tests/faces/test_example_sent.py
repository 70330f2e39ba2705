"""The worked example to its end: both responses sent, a figure corrected, and every body that has read the old one found."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from tests.conftest import ROOT, example, example_as_drafts
from toolkit.rebuilding import prove_all
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.conftest import Consult

RESPONSE, BRIEFING = "2017-london-police-and-crime-plan", "2017-drugs-searches-briefing"
CLAIM = "met-drug-share-2017"
CORRECTED = "ask-fewer-drug-searches"
"""Of this claim the example's own library was corrected after both had been sent."""


def words(letter: Path) -> str:
    with zipfile.ZipFile(letter) as package:
        return package.read("word/document.xml").decode()


def test_a_corrected_figure_finds_its_way_to_everybody_who_was_sent_the_old_one(consult: Consult, tmp_path: Path) -> None:
    root = example_as_drafts(tmp_path / "example")
    for slug in (RESPONSE, BRIEFING):
        said = consult(root, "send", slug, "--yes", "--by", "policy", "--how", "email", "--date", "2017-03-01")
        assert said.status == 0, said.err
    verified = consult(root, "record", "verify")
    assert verified.out.count("made again, the same bytes") == 2, verified

    used = consult(root, "where-used", CLAIM)
    assert all(f"{slug}  (sent on 1 March 2017)" in used.out for slug in (RESPONSE, BRIEFING))

    path = root / "evidence" / "stop-and-search.yaml"
    text = path.read_text("utf-8")
    old = f"{text.split(f'  {CLAIM}:')[1].split('values: ')[1].split(chr(10))[0]}"
    assert old == "{share: 63 per cent}"
    head, tail = text.split(f"  {CLAIM}:")
    path.write_text(f"{head}  {CLAIM}:{tail.replace('63 per cent', '61 per cent', 1)}", encoding="utf-8")

    recalled = consult(root, "recall", CLAIM, "--why", "The dashboard was corrected.")
    assert recalled.status == 0, recalled.err
    assert f"2 submissions used '{CLAIM}'; 2 letters drafted." in recalled.out
    for slug in (RESPONSE, BRIEFING):
        letter = words(root / "build" / f"recall-{CLAIM}" / f"correction-{slug}.docx")
        assert "63 per cent" in letter
        assert "61 per cent" in letter
    assert f"{CLAIM} changed; sent to Mayor's Office for Policing and Crime in {BRIEFING} and {RESPONSE}" in consult(root, "status").out
    assert consult(root, "record", "verify").status == 0, "what was sent is as it was sent"


def test_the_briefing_rests_on_what_the_response_rests_on() -> None:
    session = Session.open(ROOT)
    first, second = ({placement.claim for placement in session.submission(slug).draft.placements} for slug in (RESPONSE, BRIEFING))
    assert second
    assert second <= first


# --- as it stands in this repository ------------------------------------------------------------------------------------------------


def test_the_records_of_the_example_hold_whatever_later_versions_make_of_them() -> None:
    proved = prove_all(ROOT, (RESPONSE, BRIEFING), again=True)
    assert [each.slug for each in proved] == [RESPONSE, BRIEFING]
    for each in proved:
        assert each.holds, each.findings
        assert each.rebuilt != "failed", "whoever wrote a workspace once can still build it"
        assert each.others or each.rebuilt == "same"


def test_status_where_used_and_recall_name_both_that_have_the_old_words(consult: Consult, tmp_path: Path) -> None:
    root = example(tmp_path / "example")
    told = f"{CORRECTED} changed; sent to Mayor's Office for Policing and Crime in {BRIEFING} and {RESPONSE}: consult recall {CORRECTED}"
    assert told in consult(root, "status").out
    used = consult(root, "where-used", CORRECTED).out
    assert all(f"{slug}  (sent on 1 March 2017)" in used for slug in (RESPONSE, BRIEFING))
    assert "almost two thirds" in used, "as it was sent"

    recalled = consult(root, "recall", CORRECTED, "--why", "Two thirds would be 67 per cent.")
    assert recalled.status == 0, recalled.err
    assert f"2 submissions used '{CORRECTED}'; 2 letters drafted." in recalled.out
    for slug in (RESPONSE, BRIEFING):
        letter = words(root / "build" / f"recall-{CORRECTED}" / f"correction-{slug}.docx")
        assert "almost two thirds" in letter
        assert "63 per cent" in letter


def test_what_was_sent_is_built_when_it_is_named_and_is_not_checked_by_itself(consult: Consult, tmp_path: Path) -> None:
    root = example(tmp_path / "example")
    said = consult(root, "build", BRIEFING, "--to", "md")
    assert said.status == 0, said.out
    assert "63 per cent of the total" in (root / "build" / BRIEFING / f"{BRIEFING}.md").read_text("utf-8")
    checked = Session.open(root).check()
    assert not {RESPONSE, BRIEFING} & set(checked.slugs)
    assert checked.slugs, "others are written still"
    assert not [finding for finding in checked.findings if finding.code in ("WSP019", "WSP020")]

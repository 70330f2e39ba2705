"""The worked example to its end: both responses sent, a figure corrected, and every body that has read the old one found."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.faces.conftest import Consult

RESPONSE, BRIEFING = "2017-london-police-and-crime-plan", "2017-drugs-searches-briefing"
CLAIM = "met-drug-share-2017"
MATERIAL = ("workspace.yaml", "bibliography.bib", "evidence", "responses")


def example(folder: Path) -> Path:
    for name in MATERIAL:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, folder / name)
    return folder


def test_a_corrected_figure_finds_its_way_to_everybody_who_was_sent_the_old_one(consult: Consult, tmp_path: Path) -> None:
    root = example(tmp_path)
    for slug in (RESPONSE, BRIEFING):
        said = consult(root, "send", slug, "--yes", "--by", "policy", "--how", "email")
        assert said.status == 0, said.err
    verified = consult(root, "record", "verify")
    assert verified.out.count("made again, the same bytes") == 2, verified

    used = consult(root, "where-used", CLAIM)
    assert all(f"{slug}  (sent on 28 February 2017)" in used.out for slug in (RESPONSE, BRIEFING))

    path = root / "evidence" / "stop-and-search.yaml"
    text = path.read_text("utf-8")
    assert text.count("values: {share: 63 per cent}") == 1
    path.write_text(text.replace("values: {share: 63 per cent}", "values: {share: 61 per cent}"), encoding="utf-8")

    recalled = consult(root, "recall", CLAIM, "--why", "The dashboard was corrected.")
    assert recalled.status == 0, recalled.err
    assert f"2 submissions used '{CLAIM}'; 2 letters drafted." in recalled.out
    for slug in (RESPONSE, BRIEFING):
        letter = root / "build" / f"recall-{CLAIM}" / f"correction-{slug}.docx"
        with zipfile.ZipFile(letter) as package:
            words = package.read("word/document.xml").decode()
        assert "63 per cent" in words
        assert "61 per cent" in words
    assert f"{CLAIM} changed; sent to Mayor's Office for Policing and Crime" in consult(root, "status").out
    assert consult(root, "record", "verify").status == 0, "what was sent is as it was sent"


def test_the_briefing_rests_on_what_the_response_rests_on() -> None:
    session = Session.open(ROOT)
    first, second = ({placement.claim for placement in session.submission(slug).draft.placements} for slug in (RESPONSE, BRIEFING))
    assert second
    assert second <= first

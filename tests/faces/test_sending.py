"""``consult send``, ``record``, ``recall`` and ``status`` as somebody types them."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.faces.conftest import snapshot
from tests.record.conftest import READY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult, Said

FOLDER = "responses/one/sent/2017-03-01"
TEXT = "responses/one/sections/first.md"
CONSULTATION = "title: A Plan for All\nbody: The Ministry\nchannel: email\nreference: M/17\ncloses: 2017-03-03T23:59\n"


@pytest.fixture
def root(make: Make) -> Path:
    return make({**READY, "responses/one/consultation.yaml": CONSULTATION})


def sends(consult: Consult, root: Path, *more: Any) -> Said:
    return consult(root, "send", "one", "--to", "md", "--date", "2017-03-01", "--yes", *more)


def answers(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n"))


# --- send ---------------------------------------------------------------------------------------------------------------------------


def test_sending_shows_what_will_be_kept_and_says_what_to_do_next(consult: Consult, root: Path) -> None:
    said = sends(consult, root, "--address", "plan@example.org")
    assert (said.status, said.err) == (0, "")
    size = (root / FOLDER / "one.md").stat().st_size
    assert said.out.splitlines() == [
        "one: Our response",
        "  to      The Ministry by e-mail (plan@example.org)",
        "  for     A Plan for All (M/17)",
        "  on      1 March 2017 (closes on 3 March 2017)",
        "  by      Policy team",
        f"  files   one.md  {size} bytes",
        "  words   33, and 8 in 1 note",
        "  rests   on 1 claim and 1 source",
        "",
        f"Recorded in {FOLDER}/. The text is locked from now on.",
        "Now send one.md from that folder to The Ministry by e-mail (plan@example.org).",
        "When a receipt comes: consult record receipt one NUMBER",
    ]


@pytest.mark.parametrize(("answer", "status", "kept"), [("y", 0, True), ("n", 1, False), ("", 1, False)])
def test_it_asks_before_it_keeps_anything(
    consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, kept: bool
) -> None:
    answers(monkeypatch, answer)
    said = consult(root, "send", "one", "--to", "md", "--date", "2017-03-01")
    assert said.status == status
    assert "Keep this as what is sent? [y/N]:" in said.out
    assert ("Nothing was recorded." in said.out) is not kept
    assert (root / FOLDER).is_dir() is kept


def test_errors_are_listed_counted_and_stand_in_the_way(consult: Consult, root: Path) -> None:
    (root / TEXT).write_text("TODO: more.\n\n[insert figure] {{ claim('share') }}\n")
    before = snapshot(root / "responses")
    said = sends(consult, root)
    assert said.status == 1
    assert said.out.count("SUB004") == 2
    assert said.out.splitlines()[-2:] == [
        "one: 2 errors stand, so it is not sent. Nothing was recorded.",
        "Put them right, or waive with a reason what you know better: the reason is kept with the record.",
    ]
    assert snapshot(root / "responses") == before


def test_an_error_elsewhere_in_the_library_is_counted_and_does_not_stand_in_the_way(consult: Consult, root: Path) -> None:
    (root / "evidence/other.yaml").write_text("claims:\n  x: {kind: law, text: T, support: [{source: none}]}\n")
    said = sends(consult, root)
    assert said.status == 0
    assert "  library 1 error in it, none in what this response uses: see 'consult check'" in said.out


def test_an_error_in_what_it_takes_from_the_library_stands_in_the_way(consult: Consult, root: Path) -> None:
    path = root / "evidence/topic.yaml"
    path.write_text(path.read_text().replace("source: alpha2012, locator: p. 3", "source: alpha2013, locator: p. 3"))
    said = sends(consult, root)
    assert said.status == 1
    assert "CIT001" in said.out
    assert "2 errors stand, so it is not sent" in said.out


def test_waivers_quotations_attachments_and_corrections_are_shown(consult: Consult, root: Path, tmp_path: Path) -> None:
    (tmp_path / "form.odt").write_bytes(b"x" * 20_000)
    (root / TEXT).write_text(
        "TODO is the name of a form. {{ claim('share') }} <!-- waive SUB004: the form is called so -->\n\n"
        "The report calls it “a power that must be used fairly”.[@alpha2012, p. 4]\n"
    )
    said = sends(consult, root, "--attach", tmp_path / "form.odt")
    assert said.status == 0
    assert "          form.odt  20 kB, attached" in said.out
    assert f"  waived  SUB004 {TEXT}:1: the form is called so" in said.out
    assert "  quotes  1 not proven" in said.out
    (root / TEXT).write_text("Another.\n\n{{ claim('view') }}\n\nAnd one more.\n")
    said = sends(consult, root, "--correction", "The figure was wrong.")
    assert said.status == 0
    assert "1 March 2017 (closes on 3 March 2017), a correction of 2017-03-01" in said.out
    assert "  why     The figure was wrong." in said.out
    assert "  claim   share taken out" in said.out
    assert "  claim   view added" in said.out
    assert "  words   paragraph 1 of “First” reworded" in said.out
    assert "  words   paragraph 3 of “First” added" in said.out


def test_a_quotation_that_the_copy_proves_is_kept_as_proven(consult: Consult, root: Path, tmp_path: Path) -> None:
    (tmp_path / "searches.txt").write_text(
        "In 2012 63 per cent of searches were for drugs. This is a power that must be used fairly by every officer.\n"
    )
    assert consult(root, "archive", "add", "alpha2012", tmp_path / "searches.txt").status == 0
    (root / TEXT).write_text("{{ claim('share') }}\n\nIt is “a power that must be used fairly by every officer”.[@alpha2012, p. 4]\n")
    said = sends(consult, root)
    assert "  quotes  1 proven" in said.out
    record = json.loads(consult(root, "record", "show", "one", "--json").out)
    assert record["quotations"] == {"proven": 1, "doubtful": 0, "failed": 0, "unproven": 0}
    assert len(record["quoted"][0]["copy_sha256"]) == 64


def test_a_consultation_without_a_deadline_is_sent_without_one(consult: Consult, root: Path) -> None:
    (root / "responses/one/consultation.yaml").write_text("title: A Plan\nbody: The Ministry\n")
    said = sends(consult, root)
    assert "  on      1 March 2017\n" in said.out
    assert "to      The Ministry\n" in said.out


def test_it_is_not_sent_twice(consult: Consult, root: Path) -> None:
    sends(consult, root)
    said = sends(consult, root)
    assert said.status == 2
    assert "one was sent on 1 March 2017 to The Ministry." in said.err
    assert "--correction 'why it is corrected'" in said.err


def test_what_was_sent_late_is_said(consult: Consult, root: Path) -> None:
    (root / "responses/one/consultation.yaml").write_text(
        CONSULTATION + "waive: {SUB008: 'The Ministry said on the telephone that it still reads answers.'}\n"
    )
    said = consult(root, "send", "one", "--to", "md", "--date", "2017-03-05", "--yes", "--receipt", "R-1")
    assert said.status == 0
    assert "on      5 March 2017 (closed on 3 March 2017)" in said.out
    assert "record receipt" not in said.out


# --- record -------------------------------------------------------------------------------------------------------------------------


def test_what_was_sent_is_listed_and_shown(consult: Consult, root: Path) -> None:
    assert consult(root, "record", "list").out == "Nothing was sent yet. A response is recorded with 'consult send SLUG'.\n"
    sends(consult, root)
    sends(consult, root, "--correction", "A comma.")
    assert consult(root, "record", "list").out.splitlines() == [
        "2017-03-01    one: to The Ministry by e-mail; no receipt",
        "2017-03-01-2  one: to The Ministry by e-mail; corrects 2017-03-01, no receipt",
    ]
    rows = json.loads(consult(root, "record", "list", "one", "--json").out)
    assert [(row["edition"], row["corrects"], row["folder"]) for row in rows] == [
        ("2017-03-01", None, FOLDER),
        ("2017-03-01-2", "2017-03-01", f"{FOLDER}-2"),
    ]
    shown = consult(root, "record", "show", "one").out
    assert "Sent on 1 March 2017 to The Ministry by e-mail, by Policy team.\nReceipt: none noted.\nCorrects 2017-03-01: A comma." in shown
    assert "  share: In 2012 63 per cent of searches were for drugs.  [paragraph 1 of “First”]" in shown
    assert "Corrects" not in consult(root, "record", "show", "one", "--edition", "2017-03-01").out
    assert json.loads(consult(root, "record", "show", "one", "--json").out)["edition"] == "2017-03-01-2"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["record", "show", "on"], "There is no record of 'on': it was not sent.\nDid you mean 'one'?\nSent were: one."),
        (["record", "show", "one", "--edition", "2016-01-01"], "There is no record 2016-01-01 of one.\nEditions: 2017-03-01."),
        (["record", "verify", "two"], "There is no record of 'two': it was not sent."),
    ],
)
def test_a_record_that_is_not_there_is_told(consult: Consult, root: Path, arguments: list[str], said: str) -> None:
    sends(consult, root)
    found = consult(root, *arguments)
    assert found.status == 2
    assert said in found.err


def test_nothing_sent_is_nothing_to_prove(consult: Consult, root: Path) -> None:
    assert consult(root, "record", "verify") == (0, "Nothing was sent yet, so there is nothing to prove.\n", "")
    assert "Nothing was sent yet." in consult(root, "record", "show", "one").err


def test_a_record_is_proven(consult: Consult, root: Path) -> None:
    sends(consult, root)
    said = consult(root, "record", "verify")
    assert said == (
        0,
        "one 2017-03-01: holds; 1 file and 6 inputs unchanged; made again, the same bytes\n1 record of 1 as written.\n",
        "",
    )
    assert "made again" not in consult(root, "record", "verify", "one", "--no-rebuild").out


def test_a_record_that_was_altered_does_not_hold(consult: Consult, root: Path) -> None:
    sends(consult, root)
    (root / FOLDER / "one.md").chmod(0o644)
    (root / FOLDER / "one.md").write_text("Another.\n")
    said = consult(root, "record", "verify")
    assert said.status == 1
    assert f"{FOLDER}/one.md:1:1 WSP020 This file is not the one that was sent or recorded: it was altered." in said.out
    assert "one 2017-03-01: does not hold\n0 records of 1 as written." in said.out
    (row,) = json.loads(consult(root, "record", "verify", "--json").out)
    assert (row["holds"], row["rebuilt"], row["findings"][0]["code"]) == (False, "not-tried", "WSP020")


def test_another_toolkit_that_sets_it_otherwise_is_said_and_is_no_fault(
    consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends(consult, root)
    monkeypatch.setattr("toolkit.rebuilding.rebuild", lambda *_, **__: {})
    monkeypatch.setattr("toolkit.rebuilding.toolkit_digest", lambda: "of another day")
    said = consult(root, "record", "verify")
    assert said.status == 0
    assert "one.md could not be compared (it was not made)" in said.out
    assert "holds; 1 file and 6 inputs unchanged.\n    Made again otherwise by another version (toolkit" in said.out
    assert "which is no fault of the record." in said.out


def test_a_receipt_is_noted_beside_the_record_which_stays_as_it_was(consult: Consult, root: Path) -> None:
    sends(consult, root)
    before = snapshot(root / FOLDER)
    said = consult(root, "record", "receipt", "one", "ANON-7", "--date", "2017-03-02")
    assert said == (0, f"{FOLDER}/receipt.yaml: ANON-7\n", "")
    assert {name: each for name, each in snapshot(root / FOLDER).items() if name != "receipt.yaml"} == before
    assert "receipt ANON-7" in consult(root, "record", "list").out
    assert "Receipt: ANON-7, of 2 March 2017." in consult(root, "record", "show", "one").out
    assert consult(root, "record", "receipt", "one", "ANON-7", "--date", "2017-03-02").status == 0
    refused = consult(root, "record", "receipt", "one", "ANON-8")
    assert refused.status == 2
    assert "The receipt ANON-7 is noted for one, 2017-03-01, already." in refused.err
    assert consult(root, "record", "verify", "--no-rebuild").status == 0


def test_a_receipt_that_was_known_at_once_is_not_replaced(consult: Consult, root: Path) -> None:
    sends(consult, root, "--receipt", "R-1")
    assert "receipt R-1" in consult(root, "record", "list").out
    assert consult(root, "record", "receipt", "one", "R-2").status == 2


def test_a_record_that_cannot_be_read_is_told_by_every_command(consult: Consult, root: Path) -> None:
    sends(consult, root)
    (root / FOLDER / "record.yaml").unlink()
    said = consult(root, "record", "list")
    assert said.status == 1
    assert "WSP020 The record of what was sent is missing here." in said.out
    assert "Editions: none that can be read." in consult(root, "record", "show", "one").err
    assert consult(root, "recall", "share", "--why", "x", "--json").status == 1
    told = consult(root, "recall", "share", "--why", "x")
    assert "WSP020 The record of what was sent is missing here." in told.out
    assert "No submission used 'share'." in told.out


# --- recall -------------------------------------------------------------------------------------------------------------------------


def test_a_recall_lists_what_was_said_and_drafts_the_letters(consult: Consult, root: Path) -> None:
    sends(consult, root)
    said = consult(root, "recall", "share", "--why", "The table was corrected.", "--now", "It was 64 per cent.")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "one, sent on 1 March 2017 to The Ministry by e-mail",
        "  paragraph 1 of “First”: “In 2012 63 per cent of searches were for drugs.”",
        "  letter: build/recall-share/correction-one.docx",
        "Right now: It was 64 per cent. (As you say it.)",
        "1 submission used 'share'; 1 letter drafted.",
    ]
    assert (root / "build/recall-share/correction-one.docx").is_file()


def test_a_recall_without_letters_writes_nothing(consult: Consult, root: Path) -> None:
    sends(consult, root)
    said = consult(root, "recall", "alpha2012", "--why", "Retracted.", "--no-letters")
    assert "  paragraph 1 of “First” (for share): “Searches are many." in said.out
    assert "1 submission used 'alpha2012'; 0 letters drafted." in said.out
    assert not (root / "build").exists()


def test_a_recall_can_mark_the_claim(consult: Consult, root: Path) -> None:
    sends(consult, root)
    said = consult(root, "recall", "share", "--why", "It was wrong.", "--withdraw")
    assert "evidence/topic.yaml: 'share' is withdrawn now." in said.out
    assert 'reason: "It was wrong."' in (root / "evidence/topic.yaml").read_text()
    said = consult(root, "recall", "share", "--why", "It was wrong.", "--supersede", "view", "--no-letters")
    assert "'share' is superseded by view now." in said.out
    assert "Right now: In our view this is too many. (The claim 'view' takes its place.)" in said.out
    refused = consult(root, "recall", "share", "--why", "x", "--supersede", "view", "--withdraw")
    assert (refused.status, "choose one of --withdraw and --supersede" in refused.err) == (2, True)


def test_a_recall_of_what_was_never_sent_says_so(consult: Consult, root: Path) -> None:
    assert consult(root, "recall", "view", "--why", "x") == (0, "No submission used 'view'.\n", "")
    assert json.loads(consult(root, "recall", "view", "--why", "x", "--json").out)["submissions"] == []


def test_older_editions_derived_claims_and_recommendations_are_told_apart(consult: Consult, root: Path) -> None:
    (root / "evidence/topic.yaml").write_text(
        "claims:\n"
        "  share: {kind: position, text: It is so., status: checked}\n"
        "  rest: {kind: position, text: The rest follows., status: checked, derived_from: [share], method: By taking away.}\n"
    )
    outline = root / "responses/one/outline.yaml"
    outline.write_text(
        "title: Our response\ndate: 2017-03-01\nstatus: draft\nsign_off: [policy]\nsections:\n"
        "  - id: first\n    heading: First\n    text: sections/first.md\n"
        "    recommendations: [{id: ask, text: Do less., addressee: The Ministry, rests_on: [share]}]\n"
    )
    (root / TEXT).write_text("{{ claim('rest') }}\n")
    assert sends(consult, root).status == 0
    said = consult(root, "recall", "share", "--why", "x", "--no-letters").out
    assert "  a recommendation rests on it; it is not placed itself" in said
    assert "  through rest, which was worked out from it\n  paragraph 1 of “First”: “The rest follows.”" in said
    (root / TEXT).write_text("Nothing rests on it.\n")
    outline.write_text(outline.read_text().split("    recommendations")[0])
    assert sends(consult, root, "--correction", "Taken out.").status == 0
    said = consult(root, "recall", "rest", "--why", "x", "--no-letters").out
    assert "(an older edition: a correction was sent since)" in said


# --- status -------------------------------------------------------------------------------------------------------------------------


def test_status_is_one_screen_json_or_a_calendar(consult: Consult, root: Path, tmp_path: Path) -> None:
    said = consult(root, "status", "--today", "2017-02-20")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[:4] == [
        "As on 20 February 2017",
        "",
        "To answer",
        "  in 11 days      one (approved), to The Ministry: nothing to put right",
    ]
    assert json.loads(consult(root, "status", "--today", "2017-02-20", "--json").out)["to_answer"][0]["days_left"] == 11
    said = consult(root, "status", "--today", "2017-02-20", "--ics", tmp_path / "c.ics")
    assert (said.out, said.err) == ("", f"The calendar is in {tmp_path / 'c.ics'}.\n")
    assert b"SUMMARY:Closes: A Plan for All" in (tmp_path / "c.ics").read_bytes()

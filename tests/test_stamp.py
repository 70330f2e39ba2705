"""A stamp says that a build is still good only where every byte that it read and wrote is the same."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from toolkit.stamp import Stamp, elsewhere, inputs_digest, read_stamp, write_stamp

OPTIONS: dict[str, object] = {"to": ["docx"], "style": None, "out": None}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in (
        *("workspace.yaml", "bibliography.bib", "evidence/a.yaml", "evidence/data/d.csv", "evidence/passages/p.md"),
        *("responses/one/outline.yaml", "responses/one/sections/a.md", "responses/two/outline.yaml"),
        *("evidence/archive/a.pdf", "responses/one/sent/2017/record.yaml", "evidence/.hidden", "shared/logo.png", "README.md"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


COVERED = [
    *("workspace.yaml", "bibliography.bib", "evidence/a.yaml", "evidence/data/d.csv", "evidence/passages/p.md"),
    *("responses/one/outline.yaml", "responses/one/sections/a.md"),
]


@pytest.mark.parametrize("path", COVERED)
def test_the_digest_changes_with_every_file_of_the_library_and_of_the_response(root: Path, path: str) -> None:
    before = inputs_digest(root, "one", OPTIONS)
    assert inputs_digest(root, "one", OPTIONS) == before
    (root / path).write_text("changed")
    changed = inputs_digest(root, "one", OPTIONS)
    (root / path).rename((root / path).with_name(f"x{Path(path).suffix}"))
    renamed = inputs_digest(root, "one", OPTIONS)
    (root / path).with_name(f"x{Path(path).suffix}").unlink()
    assert len({before, changed, renamed, inputs_digest(root, "one", OPTIONS)}) == 4 - (path in ("workspace.yaml", "bibliography.bib"))


@pytest.mark.parametrize(
    "path",
    ["evidence/archive/a.pdf", "responses/one/sent/2017/record.yaml", "evidence/.hidden", "responses/two/outline.yaml", "README.md"],
)
def test_it_does_not_change_with_what_no_build_of_it_reads(root: Path, path: str) -> None:
    before = inputs_digest(root, "one", OPTIONS)
    (root / path).write_text("changed")
    assert inputs_digest(root, "one", OPTIONS) == before


def test_it_changes_with_new_files_and_with_options(root: Path) -> None:
    digests = {inputs_digest(root, "one", OPTIONS), inputs_digest(root, "two", OPTIONS)}
    digests.add(inputs_digest(root, "one", {**OPTIONS, "style": "apa"}))
    (root / "evidence/b.yaml").write_text("")
    digests.add(inputs_digest(root, "one", OPTIONS))
    assert len(digests) == 4


def test_it_does_not_depend_on_where_the_workspace_is(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = shutil.copytree(root, tmp_path_factory.mktemp("other") / "copy")
    assert inputs_digest(other, "one", OPTIONS) == inputs_digest(root, "one", OPTIONS)


def test_it_changes_with_the_toolkit_and_what_is_installed_beside_it(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tmp_path = tmp_path_factory.mktemp("beside")
    before = inputs_digest(root, "one", OPTIONS)
    (tmp_path / "site" / "pandoc-9.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    installed = inputs_digest(root, "one", OPTIONS)
    package = shutil.copytree(Path(__file__).parent.parent / "toolkit", tmp_path / "toolkit", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr("toolkit.stamp._HERE", package)
    same = inputs_digest(root, "one", OPTIONS)
    (package / "cite" / "styles" / "house.csl").write_text("changed")
    assert before != installed == same != inputs_digest(root, "one", OPTIONS)


def test_what_the_digest_does_not_cover_is_kept_by_itself(root: Path) -> None:
    read = ["shared/logo.png", "shared/gone.png", "responses/two/outline.yaml", "evidence/archive/a.pdf", *COVERED]
    kept = elsewhere(root, "one", read)
    assert list(kept) == ["evidence/archive/a.pdf", "responses/two/outline.yaml", "shared/gone.png", "shared/logo.png"]
    assert kept["shared/gone.png"] == ""
    assert len(kept["shared/logo.png"]) == 64


def stamped(root: Path, **changes: Any) -> Stamp:
    out = root / "build" / "one.docx"
    out.parent.mkdir(exist_ok=True)
    out.write_bytes(b"document")
    stamp = Stamp(
        inputs=inputs_digest(root, "one", OPTIONS),
        outputs={str(out): sha256(b"document").hexdigest()},
        findings=[{"code": "WSP006", "message": "It’s not there."}],
        summary={"slug": "one", "words": 3},
        elsewhere=elsewhere(root, "one", ["shared/logo.png", "shared/gone.png"]),
    )
    stamp = Stamp(**{**stamp.__dict__, **changes})
    write_stamp(root, "one", OPTIONS, stamp)
    return stamp


def read(root: Path) -> Stamp | None:
    return read_stamp(root, "one", OPTIONS, inputs_digest(root, "one", OPTIONS))


def test_a_stamp_is_read_as_it_was_written(root: Path) -> None:
    assert read(root) is None
    assert read(root) is None
    assert stamped(root) == read(root)
    assert not list(root.rglob("*.part"))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("build/one.docx", b"touched"),
        ("build/one.docx", None),
        ("evidence/a.yaml", b"changed"),
        ("shared/logo.png", b"changed"),
        ("shared/logo.png", None),
        ("shared/gone.png", b"there now"),
    ],
)
def test_whatever_changes_it_is_not_believed(root: Path, path: str, content: bytes | None) -> None:
    stamped(root)
    if content is None:
        (root / path).unlink()
    else:
        (root / path).write_bytes(content)
    assert read(root) is None


def test_stamps_are_kept_by_response_and_options(root: Path) -> None:
    stamp = stamped(root)
    inputs = stamp.inputs
    assert read_stamp(root, "two", OPTIONS, inputs) is None
    assert read_stamp(root, "one", {**OPTIONS, "style": "apa"}, inputs) is None
    assert read_stamp(root, "one", OPTIONS, inputs) == stamp


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "{}", '{"inputs": 1}', '"text"', "\xff", json.dumps({"outputs": []})])
def test_a_damaged_stamp_is_none(root: Path, content: str) -> None:
    stamped(root)
    (path,) = (root / ".toolkit/stamps").glob("*.json")
    path.write_text(content, encoding="latin-1")
    assert read(root) is None
    good = json.dumps({"inputs": inputs_digest(root, "one", OPTIONS), "outputs": [1], "findings": [], "summary": {}})
    path.write_text(good)
    assert read(root) is None


def test_a_stamp_that_cannot_be_kept_is_no_problem(root: Path) -> None:
    (root / ".toolkit").write_text("a file")
    stamped(root)
    assert read(root) is None
    (root / ".toolkit").unlink()
    stamped(root)
    (path,) = (root / ".toolkit/stamps").glob("*.json")
    path.unlink()
    path.mkdir()
    stamped(root)
    assert read(root) is None
    assert not list(root.rglob("*.part"))

"""Files are written whole or not at all, and no path that people write leads out of the workspace."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.disk import Files, digest, write_all, write_whole
from toolkit.model.errors import ToolkitError

NOBODY = 65534


def below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def as_somebody_else() -> Iterator[None]:
    """The administrator may write everywhere: for a moment this process is somebody who may not."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder with one file that everybody may read and nobody may change. Not below the tests' own folder, which is the owner's alone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kept.txt").write_bytes(b"old")
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


# --- writing ------------------------------------------------------------------------------------------------------------------------


@given(old=st.none() | st.binary(max_size=50), new=st.binary(max_size=3_000))
def test_what_is_written_is_there_and_nothing_else(tmp_path_factory: pytest.TempPathFactory, old: bytes | None, new: bytes) -> None:
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "a" / "b.txt"
    if old is not None:
        path.parent.mkdir()
        path.write_bytes(old)
    write_whole(path, new)
    assert below(folder) == {"a/b.txt": new}
    assert path.stat().st_mode & 0o777 == 0o644


NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h"])


@given(
    old=st.dictionaries(NAMES, st.binary(max_size=20)),
    new=st.dictionaries(NAMES, st.binary(max_size=20), min_size=1),
    taken=st.none() | NAMES,
)
def test_several_files_are_written_all_or_none(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, bytes], new: dict[str, bytes], taken: str | None
) -> None:
    """A folder stands in the place of one of them: whichever it is, the others stay as they were."""
    folder = tmp_path_factory.mktemp("all")
    for name, data in old.items():
        if name != taken:
            write_whole(folder / name, data)
    if taken is not None:
        (folder / taken / "inside").mkdir(parents=True)
    before = below(folder)
    contents = {folder / name: data for name, data in new.items()}
    if taken in new:
        with pytest.raises(ToolkitError, match="could not be written") as refused:
            write_all(contents)
        assert refused.value.what.startswith(str(folder / str(taken)))
        assert below(folder) == before
    else:
        write_all(contents)
        assert below(folder) == {**before, **new}


def test_nothing_to_write_is_nothing_written(tmp_path: Path) -> None:
    write_all({})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_may_not_be_changed_is_told_and_keeps_its_file(closed: Path) -> None:
    with as_somebody_else(), pytest.raises(ToolkitError) as refused:
        write_whole(closed / "kept.txt", b"new")
    assert refused.value.what == f"{closed / 'kept.txt'} could not be written."
    assert "Permission denied" in refused.value.why
    assert "that you may write here" in refused.value.do
    with as_somebody_else(), pytest.raises(ToolkitError, match="Permission denied"):
        write_whole(closed / "new" / "file.txt", b"new")
    assert below(closed) == {"kept.txt": b"old"}


@pytest.mark.parametrize("name", ["taken/file.txt", "x" * 300])
def test_a_place_where_no_file_can_be_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    with pytest.raises(ToolkitError, match="could not be written"):
        write_whole(tmp_path / name, b"new")
    assert below(tmp_path) == {"taken": b"a file"}


def test_a_name_as_long_as_a_name_can_be_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / ("x" * 255), b"new")
    assert below(tmp_path) == {"x" * 255: b"new"}


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"old")
    program = (
        "import resource, sys; from pathlib import Path; from toolkit.disk import write_whole;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); write_whole(Path(sys.argv[1]), b'x' * 1001)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.bin")], capture_output=True, text=True, timeout=60, check=False)
    assert "ToolkitError" in done.stderr
    assert "File too large" in done.stderr
    assert below(tmp_path) == {"a.bin": b"old"}


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process can grow further, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_when_the_disk_is_full_at_the_second_file_the_first_stays_too(tmp_path: Path) -> None:
    write_all({tmp_path / "a": b"old a", tmp_path / "b": b"old b"})
    with files_of_at_most(1000), pytest.raises(ToolkitError, match=r"b could not be written\. The system says: File too large\."):
        write_all({tmp_path / "a": b"new a", tmp_path / "b": b"x" * 1001})
    assert below(tmp_path) == {"a": b"old a", "b": b"old b"}


def test_an_interruption_leaves_the_old_file_and_no_part_of_the_new(tmp_path: Path) -> None:
    write_whole(tmp_path / "a.bin", b"old")
    program = (
        "import signal, sys, threading; from pathlib import Path; from toolkit.disk import write_whole;"
        "signal.setitimer(signal.ITIMER_REAL, 0.05); signal.signal(signal.SIGALRM, signal.default_int_handler);\n"
        "while True: write_whole(Path(sys.argv[1]), b'new')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.bin")], capture_output=True, text=True, timeout=60, check=False)
    assert "KeyboardInterrupt" in done.stderr
    assert set(below(tmp_path)) == {"a.bin"}
    assert (tmp_path / "a.bin").read_bytes() in (b"old", b"new")


@given(st.binary(max_size=100))
def test_the_digest_is_sha256(data: bytes) -> None:
    assert digest(data) == sha256(data).hexdigest()


# --- reading ------------------------------------------------------------------------------------------------------------------------


def test_a_file_is_read_or_is_not_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "a/b.txt", b"text")
    (tmp_path / "loop").symlink_to("loop")
    files = Files(tmp_path)
    assert files.read("a/b.txt") == b"text"
    for path in ("a/c.txt", "a", "a/b.txt/c", "loop", "x" * 300):
        assert files.read(path) is None
    assert files.asked == {"a/b.txt", "a/c.txt", "a", "a/b.txt/c", "loop", "x" * 300}


def test_a_file_that_may_not_be_read_is_told(closed: Path) -> None:
    (closed / "kept.txt").chmod(0)
    with as_somebody_else(), pytest.raises(ToolkitError, match=r"kept\.txt could not be read\. The system says: Permission denied\."):
        Files(closed).read("kept.txt")


def test_unsaved_text_comes_before_the_file_and_adds_to_the_list(tmp_path: Path) -> None:
    write_whole(tmp_path / "evidence/a.yaml", b"saved")
    files = Files(tmp_path, {"evidence/a.yaml": "unsaved é", "evidence/new.yaml": "new", "evidence/new.txt": "", "other/x.yaml": ""})
    assert files.read("evidence/a.yaml") == "unsaved é".encode()
    assert files.read("evidence/new.yaml") == b"new"
    assert list(files.under("evidence", ".yaml")) == ["evidence/a.yaml", "evidence/new.yaml"]
    assert list(Files(tmp_path).under("evidence", ".yaml")) == ["evidence/a.yaml"]


def test_hidden_files_and_folders_are_not_listed(tmp_path: Path) -> None:
    for name in ("e/b.yaml", "e/a/c.yml", "e/.hidden.yaml", "e/.git/d.yaml", "e/x.txt", "ee/f.yaml"):
        write_whole(tmp_path / name, b"")
    assert list(Files(tmp_path).under("e", ".yaml", ".yml")) == ["e/a/c.yml", "e/b.yaml"]
    assert list(Files(tmp_path).under("nowhere", ".yaml")) == []


@pytest.mark.parametrize("name", [b"caf\xe9.yaml", b"red\x1b[31m.yaml", b"two\nlines.yaml"])
def test_a_name_that_is_no_text_is_left_out_and_told(tmp_path: Path, name: bytes) -> None:
    write_whole(tmp_path / "e/a.yaml", b"")
    try:
        (tmp_path / "e" / os.fsdecode(name)).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    files = Files(tmp_path)
    assert list(files.under("e", ".yaml")) == ["e/a.yaml"]
    (told,) = files.misnamed("e", "nowhere")
    assert told.startswith("e/")
    assert "\N{REPLACEMENT CHARACTER}" in told
    assert told.isprintable()


# --- paths that people write --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With a secret beside it, and links of every kind that lead to it."""
    outside = tmp_path_factory.mktemp("outside")
    root = outside / "workspace"
    write_whole(outside / "secret.md", b"secret")
    write_whole(root / "a/b/c.md", b"text")
    (root / "out").symlink_to(outside)
    (root / "a/up.md").symlink_to("../../secret.md")
    (root / "a/inside.md").symlink_to("b/c.md")
    (root / "loop").symlink_to("loop")
    return root


@pytest.mark.parametrize(
    "written",
    [
        *("..", "../secret.md", "a/../../secret.md", "a/b/../../../secret.md", "./../secret.md"),
        *("/etc/passwd", "/", "//host/share", "~", "~/secret.md", "~root/x"),
        *("a\\b", "..\\secret.md", "\\\\host\\share", "C:secret.md", "c:/secret.md", "C:\\x", "ab:c"),
        *("out/secret.md", "out", "a/up.md", "a/b/../up.md", "", "a\0b", "\ud800"),
    ],
)
def test_every_way_out_is_refused(workspace: Path, written: str) -> None:
    assert Files(workspace).inside("", written) is None


@pytest.mark.parametrize(
    ("folder", "written", "path"),
    [
        ("", "a/b/c.md", "a/b/c.md"),
        ("a", "b/c.md", "a/b/c.md"),
        ("a/b", "../b/./c.md", "a/b/c.md"),
        ("a/b", "../../a/b/c.md", "a/b/c.md"),
        ("a", "inside.md", "a/inside.md"),
        ("a", "new/one.md", "a/new/one.md"),
        ("a", "..b.md", "a/..b.md"),
        ("a", "x/~/y.md", "a/x/~/y.md"),
        ("", "loop", None),
    ],
)
def test_what_stays_inside_is_taken_beside_its_folder(workspace: Path, folder: str, written: str, path: str | None) -> None:
    found = Files(workspace).inside(folder, written)
    assert found == path or (path is None and Files(workspace).read(found or "") is None)


PARTS = st.sampled_from(["..", ".", "a", "b", "c.md", "out", "up.md", "secret.md", "~", "", "C:", "\\", "..\\..", "loop", "workspace"])
WRITTEN = st.one_of(st.lists(PARTS, max_size=8).map("/".join), st.text(max_size=20), st.text(alphabet="./\\~:ab\0", max_size=12))


@given(folder=st.sampled_from(["", "a", "a/b", "responses/x"]), written=WRITTEN)
def test_whatever_is_written_what_comes_out_lies_below_the_root(workspace: Path, folder: str, written: str) -> None:
    files = Files(workspace)
    path = files.inside(folder, written)
    if path is not None:
        assert (workspace / path).resolve().is_relative_to(workspace.resolve())
        assert not path.startswith("/")
        assert files.read(path) in (None, b"text")

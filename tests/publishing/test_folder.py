"""The folder of a site: ours are the files that a manifest names, and nothing else is ever touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.faces.site.folder import MANIFEST, Written, write_site
from toolkit.model.errors import ToolkitError

SITE = {"index.html": b"home", "2018/buses/index.html": b"buses", "2018/buses/a.pdf": b"%PDF"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("responses", "evidence"):
        (tmp_path / "workspace" / name).mkdir(parents=True)
    return tmp_path / "workspace"


def there(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST}


def refused(root: Path, folder: Path, files: dict[str, bytes] = SITE) -> str:
    with pytest.raises(ToolkitError) as error:
        write_site(root, folder, files)
    return str(error.value)


def test_a_folder_that_is_not_there_is_made(root: Path) -> None:
    assert write_site(root, root / "build/site", SITE) == Written(3, tuple(sorted(SITE)), ())
    assert there(root / "build/site") == set(SITE)


def test_what_is_the_same_is_not_written_again(root: Path) -> None:
    write_site(root, root / "site", SITE)
    before = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")}
    assert write_site(root, root / "site", SITE) == Written(3, (), ())
    assert {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*")} == before


def test_what_no_longer_belongs_is_taken_away_with_the_folders_that_are_empty_then(root: Path) -> None:
    write_site(root, root / "site", SITE)
    assert write_site(root, root / "site", {"index.html": b"new"}) == Written(
        1, ("index.html",), ("2018/buses/a.pdf", "2018/buses/index.html")
    )
    assert [path.name for path in sorted((root / "site").iterdir())] == [MANIFEST, "index.html"]


def test_a_folder_with_somebody_elses_file_is_refused_and_left_as_it_was(root: Path) -> None:
    write_site(root, root / "site", SITE)
    (root / "site/2018/minutes.docx").write_bytes(b"ours")
    assert "2018/minutes.docx" in refused(root, root / "site", {"index.html": b"new"})
    assert (root / "site/index.html").read_bytes() == b"home"


def test_a_page_that_was_changed_by_hand_is_not_overwritten(root: Path) -> None:
    write_site(root, root / "site", SITE)
    (root / "site/index.html").write_bytes(b"by hand")
    assert "index.html" in refused(root, root / "site")
    assert (root / "site/index.html").read_bytes() == b"by hand"


def test_more_than_three_foreign_files_are_counted(root: Path) -> None:
    (root / "site").mkdir()
    for number in range(5):
        (root / f"site/{number}.txt").write_text("x")
    assert "0.txt, 1.txt, 2.txt, and 2 more" in refused(root, root / "site")


def test_a_page_that_somebody_deleted_comes_back(root: Path) -> None:
    write_site(root, root / "site", SITE)
    (root / "site/index.html").unlink()
    assert write_site(root, root / "site", SITE).changed == ("index.html",)


def test_what_those_who_serve_it_put_there_is_let_alone(root: Path) -> None:
    for name in (".git/config", ".nojekyll", "CNAME"):
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_text("theirs")
    write_site(root, root / "site", SITE)
    assert there(root / "site") == {*SITE, ".git/config", ".nojekyll", "CNAME"}


def test_a_link_to_elsewhere_is_foreign(root: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (root / "site").mkdir()
    (root / "site/2018").symlink_to(tmp_path / "elsewhere")
    assert "2018" in refused(root, root / "site")
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("where", ["responses/site", "evidence", "responses/2018/sent/2018-01-01", ".", ".."])
def test_a_site_is_not_published_among_the_material(root: Path, where: str) -> None:
    assert "Name another folder with --out." in refused(root, root / where)
    assert not list(root.rglob(MANIFEST))


def test_a_file_is_no_folder(root: Path) -> None:
    (root / "site").write_text("x")
    assert "is a file" in refused(root, root / "site")


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 3}', '{"files": {"a": 1}}', "{}"])
def test_a_manifest_that_cannot_be_read_stops_it(root: Path, text: str) -> None:
    (root / "site").mkdir()
    (root / "site" / MANIFEST).write_text(text)
    assert "cannot be read" in refused(root, root / "site")


def test_a_manifest_cannot_name_what_lies_elsewhere(root: Path) -> None:
    write_site(root, root / "site", SITE)
    victim = root / "workspace.yaml"
    victim.write_text("x")
    manifest = root / "site" / MANIFEST
    values = json.loads(manifest.read_text())
    for path in ("../workspace.yaml", str(victim), "a\\b"):
        values["files"][path] = ["0" * 64]
    manifest.write_text(json.dumps(values))
    assert write_site(root, root / "site", SITE).removed == ()
    assert victim.read_text() == "x"


def test_stopped_half_way_it_still_knows_its_own_files(root: Path) -> None:
    """As after a loss of power: the manifest names old and new files, and some of each are there."""
    write_site(root, root / "site", SITE)
    new = {**SITE, "index.html": b"new home", "2019/index.html": b"new year"}
    write_site(root, root / "other", new)
    manifests = [json.loads((root / each / MANIFEST).read_text())["files"] for each in ("site", "other")]
    both = {path: sorted({*manifests[0].get(path, ()), *manifests[1].get(path, ())}) for path in {**manifests[0], **manifests[1]}}
    (root / "site" / MANIFEST).write_text(json.dumps({"files": both}))
    (root / "site/index.html").write_bytes(b"new home")
    assert write_site(root, root / "site", new).changed == ("2019/index.html",)
    assert json.loads((root / "site" / MANIFEST).read_text())["files"] == manifests[1]


def test_what_cannot_be_written_is_told_and_the_old_site_stays(root: Path) -> None:
    write_site(root, root / "site", SITE)
    (root / "site/2019").mkdir()
    (root / "site/2019/.hidden").write_text("x")
    new = {"index.html": b"new", "2019": b"a file where a folder is"}
    assert "could not be" in refused(root, root / "site", new)
    assert (root / "site/index.html").read_bytes() == b"home"
    assert write_site(root, root / "site", SITE).changed == ()

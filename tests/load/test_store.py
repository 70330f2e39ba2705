"""The store is derived: whatever happens to it, what comes out is what the files say."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import BASE
from toolkit.disk import Files
from toolkit.load.store import Store
from toolkit.load.workspace import STORE, open_workspace
from toolkit.model.evidence import Claim

if TYPE_CHECKING:
    from tests.conftest import Make

FAULTY = {
    "evidence/b.yaml": "claims:\n  b: {kind: law, text: T, support: [{source: none}], colour: x, owner: nobody}\n  c: {kind: law}\n  d: {kind: law, text: T, superseded_by: e}\n",
    "evidence/z.yaml": "claims:\n  share: {kind: law, text: Twice}\n",
    "evidence/d.csv": "a,b\n1,2\n",
    "evidence/passages/p.md": "---\ntitle: P\nowner: policy\n---\nText.\n",
}


def everything(root: Path) -> tuple[object, ...]:
    workspace = open_workspace(Files(root))
    libraries = (workspace.sources, workspace.claims, workspace.exhibits, workspace.passages, workspace.data, workspace.unread)
    return (*(dict(library) for library in libraries), workspace.findings)


def alter(root: Path, *statements: str) -> None:
    with sqlite3.connect(root / STORE) as database:
        for statement in statements:
            database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update item set json = '{}' where id = 'share'",
        "update item set json = 'no json'",
        "update item set json = null",
        "update item set json = cast(x'ff' as text)",
        "update file set findings = '[1]'",
        "update file set findings = null",
        "update item set json = 3, checked = 3",
        "update file set findings = cast(x'ff' as text)",
        "update file set sha256 = 'other'",
        "update meta set value = 'other' where name = 'version'",
        "update meta set value = substr(value, 1, 70) where name = 'cross'",
        "update meta set value = substr(value, 1, 64) || '[{}]' where name = 'cross'",
        "update meta set value = cast(x'ff' as text) where name = 'cross'",
        "delete from meta",
        "drop table item",
        "drop table meta",
        "drop table ref",
        "create table other (name text)",
    ],
)
def test_whatever_is_altered_in_it_the_same_comes_out(make: Make, statement: str) -> None:
    root = make(FAULTY)
    first = everything(root)
    alter(root, statement)
    assert everything(root) == first
    assert everything(root) == first


def test_an_item_under_another_name_is_not_believed(make: Make) -> None:
    root = make()
    everything(root)
    alter(root, "update item set id = 'other' where id = 'view'", "update item set id = 'view' where id = 'share'")
    workspace = open_workspace(Files(root))
    assert workspace.claims["view"].text == "In our view this is too many."
    assert workspace.claims["share"].text.startswith("In 2012")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    root = tmp_path_factory.mktemp("kept")
    for path, text in {**BASE, **FAULTY}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("\n".join(line.removeprefix("        ") for line in text.split("\n")).removeprefix("\n"), encoding="utf-8")
    everything(root)
    return root, (root / STORE).read_bytes()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 2**20), st.integers(0, 255)), max_size=4), st.none() | st.integers(0, 2**20))
def test_no_damage_raises(kept: tuple[Path, bytes], flips: list[tuple[int, int]], end: int | None) -> None:
    root, good = kept
    damaged = bytearray(good)
    for at, value in flips:
        damaged[at % len(damaged)] = value
    (root / STORE).write_bytes(damaged if end is None else damaged[: end % len(damaged)])
    workspace = open_workspace(Files(root))
    for library in (workspace.sources, workspace.claims, workspace.passages, workspace.data):
        assert len(library) == len([*library])
        for name in library:
            library.get(name)
    assert workspace.findings


def test_damage_while_it_is_open_does_not_matter(make: Make) -> None:
    root = make()
    workspace = open_workspace(Files(root))
    assert workspace.claims["share"].values == {"share": "63 per cent"}
    alter(root, "update item set json = 'no json'", "drop table ref")
    assert workspace.claims["view"].text == "In our view this is too many."
    assert workspace.claims["share"].values == {"share": "63 per cent"}
    assert "view" in workspace.claims
    assert "other" not in workspace.claims
    assert 3 not in workspace.claims  # type: ignore[comparison-overlap]
    with pytest.raises(KeyError):
        workspace.claims["other"]
    assert len(workspace.sources) == 2
    alter_gone = open_workspace(Files(root))
    (root / STORE).write_bytes(b"no database" * 1000)
    assert [*alter_gone.claims] == ["share", "view"]
    assert alter_gone.sources["beta2013"].fields["title"] == "On Fairness"


def test_one_that_somebody_else_holds_is_not_waited_for_long(make: Make) -> None:
    root = make()
    first = everything(root)
    (root / "evidence/topic.yaml").write_text((root / "evidence/topic.yaml").read_text() + "\n# changed\n")
    other = sqlite3.connect(root / STORE, isolation_level=None)
    other.execute("begin exclusive")
    try:
        assert everything(root)[1:3] == first[1:3]
    finally:
        other.close()


def test_a_folder_in_its_place_does_not_matter(make: Make) -> None:
    root = make({f"{STORE}/file": "kept"})
    assert [*open_workspace(Files(root)).claims] == ["share", "view"]
    assert (root / STORE / "file").read_text() == "kept"


@pytest.mark.skipif(not os.geteuid(), reason="the administrator may write everywhere")
def test_a_workspace_that_may_not_be_written_is_read(make: Make) -> None:
    root = make()
    root.chmod(0o555)
    assert [*open_workspace(Files(root)).claims] == ["share", "view"]
    root.chmod(0o755)


def test_what_is_forgotten_is_gone_and_the_rest_is_kept(make: Make) -> None:
    root = make(FAULTY)
    everything(root)
    for name in ("b.yaml", "z.yaml", "d.csv", "passages/p.md"):
        (root / "evidence" / name).unlink()
    workspace = open_workspace(Files(root))
    assert (workspace.findings, [*workspace.claims], [*workspace.passages], [*workspace.data], [*workspace.unread]) == (
        (),
        ["share", "view"],
        [],
        [],
        [],
    )


def test_a_store_of_another_version_says_so_itself(tmp_path: Path) -> None:
    from toolkit.load.store import Damaged

    Store(tmp_path / "s", "1").close()
    Store(tmp_path / "s", "1").close()
    with pytest.raises(Damaged):
        Store(tmp_path / "s", "2")
    store = Store(None, "1")
    assert (store.get("claim", "a", Claim), store.ids("claim"), store.count("claim"), store.has("claim", "a")) == (None, [], 0, False)
    store.close()

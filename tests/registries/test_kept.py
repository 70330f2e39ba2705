"""Answers of registries, kept with their day."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.registries.conftest import TODAY
from toolkit.model.registries import Looked, Notice, Searched, State, Work
from toolkit.registries.kept import Kept

WORK = Work(doi="10.5555/a", titles=("Searches",), notices=(Notice(kind="retraction", day=date(2016, 5, 2)),))
FOUND = Looked(doi="10.5555/a", day=TODAY, state="found", work=WORK, registry="Crossref")
UNKNOWN = Looked(doi="10.5555/a", day=TODAY, state="unknown", why="Crossref could not be asked.")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    store = Kept(tmp_path / ".toolkit" / "registries.sqlite")
    yield store
    store.close()


def test_what_was_put_in_comes_out(kept: Kept, tmp_path: Path) -> None:
    searched = Searched(asked="Smith 2014", day=TODAY, state="found", works=(WORK,))
    kept.put(FOUND)
    kept.put(searched)
    again = Kept(tmp_path / ".toolkit" / "registries.sqlite")
    assert dict(again.looked) == {"10.5555/a": FOUND}
    assert dict(again.searched) == {"Smith 2014": searched}
    assert len(again.looked) == 1
    assert "10.5555/b" not in again.looked
    again.close()


def test_the_state_is_another_one_after_every_answer(kept: Kept) -> None:
    states = [kept.state]
    for day in (TODAY, TODAY + timedelta(1)):
        kept.put(FOUND.model_copy(update={"day": day}))
        states.append(kept.state)
    assert states[0] == ""
    assert len(set(states)) == 3


def test_an_answer_that_tells_nothing_does_not_drive_out_one_that_does(kept: Kept) -> None:
    kept.put(UNKNOWN)
    assert kept.looked["10.5555/a"].state == "unknown"
    kept.put(FOUND)
    kept.put(UNKNOWN)
    assert kept.looked["10.5555/a"] == FOUND


@pytest.mark.parametrize(("state", "days"), [("found", 14), ("elsewhere", 60), ("unregistered", 1), ("unknown", 0)])
def test_how_long_an_answer_holds(kept: Kept, state: State, days: int) -> None:
    answer = Looked(doi="10.5555/a", day=TODAY, state=state)
    assert kept.due(answer, TODAY + timedelta(days))
    if days:
        assert not kept.due(answer, TODAY + timedelta(days - 1))


def test_searches_hold_for_two_months_and_what_failed_is_asked_again(kept: Kept) -> None:
    assert not kept.due(Searched(asked="a", day=TODAY, state="found"), TODAY + timedelta(59))
    assert kept.due(Searched(asked="a", day=TODAY, state="found"), TODAY + timedelta(60))
    assert kept.due(Searched(asked="a", day=TODAY, state="unknown"), TODAY)


def test_what_is_not_known_or_from_tomorrow_is_asked_for(kept: Kept) -> None:
    assert kept.due(None, TODAY)
    assert kept.due(FOUND, TODAY - timedelta(1))


def test_a_row_that_somebody_changed_is_not_there(kept: Kept, tmp_path: Path) -> None:
    kept.put(FOUND)
    with sqlite3.connect(tmp_path / ".toolkit" / "registries.sqlite") as db:
        db.execute("update said set value = replace(value, 'retraction', 'correction')")
    assert "10.5555/a" not in kept.looked


def test_a_row_of_another_version_is_not_there(kept: Kept, tmp_path: Path) -> None:
    kept.put(FOUND)
    from toolkit.registries.kept import _checksum

    value = '{"doi": "10.5555/a", "colour": "red"}'
    with sqlite3.connect(tmp_path / ".toolkit" / "registries.sqlite") as db:
        db.execute("update said set value = ?, checked = ?", (value, _checksum("10.5555/a", value)))
    assert "10.5555/a" not in kept.looked


@pytest.mark.parametrize("damage", [b"no database at all", b"SQLite format 3\x00" + bytes(4096)])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    store = tmp_path / "registries.sqlite"
    store.write_bytes(damage)
    kept = Kept(store)
    kept.put(FOUND)
    kept.close()
    again = Kept(store)
    assert again.looked["10.5555/a"] == FOUND
    again.close()


def test_a_file_that_cannot_be_written_keeps_answers_in_memory_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way of the folder")
    kept = Kept(tmp_path / "file" / "registries.sqlite")
    kept.put(FOUND)
    assert kept.looked["10.5555/a"] == FOUND
    kept.close()
    assert (kept.state, len(kept.looked)) == ("", 0)


def test_a_file_that_somebody_else_uses_is_left_alone(tmp_path: Path) -> None:
    store = tmp_path / "registries.sqlite"
    Kept(store).close()
    other = sqlite3.connect(store)
    other.execute("begin exclusive")
    kept = Kept(store)
    kept.put(FOUND)
    assert kept.looked["10.5555/a"] == FOUND
    kept.close()
    other.rollback()
    other.close()
    assert "10.5555/a" not in Kept(store).looked

"""What was seen is kept, with its history, and the file may come to any harm."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.links.observed import Observed, known
from toolkit.model.links import GONE, LIFETIMES, Kind, Seen, state_of

DAY = datetime(2017, 3, 1, 9, tzinfo=UTC)
URL = "https://example.org/report#part"


def seen(kind: Kind, days: float = 0, url: str = URL) -> Seen:
    return Seen(url=url, at=DAY + timedelta(days=days), kind=kind, status=404 if kind == "gone" else 200)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".toolkit" / "observed.sqlite"


def keep(path: Path | None, *observations: Seen) -> Observed:
    kept = Observed(path)
    for each in observations:
        kept.put(each)
    return kept


# --- dead only once it was gone on two days ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("history", "dead"),
    [
        ([("gone", 0)], False),
        ([("gone", 0), ("gone", 0.5)], False),
        ([("gone", 0), ("gone", 1)], True),
        ([("gone", 0), ("no-host", 1)], True),
        ([("gone", 0), ("gone", 0.1), ("gone", 0.95)], True),
        ([("gone", 0), ("blocked", 1), ("gone", 2)], True),
        ([("gone", 0), ("there", 1), ("gone", 2)], False),
        ([("gone", 0), ("soft-404", 1), ("gone", 2)], False),
        ([("gone", 0), ("gone", 1), ("there", 2)], False),
        ([("gone", 0), ("gone", 1), ("blocked", 2)], False),
        ([("there", 0), ("gone", 1), ("gone", 2.5)], True),
    ],
)
def test_an_address_is_dead_once_it_was_gone_on_two_days(history: list[tuple[Kind, float]], dead: bool) -> None:
    assert known([seen(kind, days) for kind, days in history]).dead is dead


@given(st.lists(st.sampled_from(["there", "gone", "no-host", "blocked", "moved"]), min_size=1, max_size=12))
def test_what_is_kept_and_let_go_of_changes_no_verdict(kinds: list[Kind]) -> None:
    history = [seen(kind, number * 0.4) for number, kind in enumerate(kinds)]
    assert keep(None, *history).links.known[URL] == known(history)


def test_an_address_that_has_been_gone_for_long_stays_dead_since_the_first_day(path: Path) -> None:
    kept = keep(path, *(seen("gone", number) for number in range(100)))
    found = kept.links.known[URL]
    assert found.since == DAY
    assert found.dead
    assert sqlite3.connect(path).execute("select count(*) from seen").fetchone()[0] == 31


def test_the_first_day_is_let_go_of_once_it_is_there_again(path: Path) -> None:
    keep(path, seen("gone"), seen("gone", 1), *(seen("there", number) for number in range(2, 60)))
    assert sqlite3.connect(path).execute("select count(*) from seen").fetchone()[0] == 30


def test_words_say_how_often_it_was_gone() -> None:
    assert known([seen("gone")]).sentence == "Gone: the server says 404; one more look on another day will tell whether it stays so."
    assert known([seen("gone"), seen("gone", 2)]).sentence == "Gone: the server says 404, first on 1 March 2017."
    assert known([seen("no-host")]).sentence.startswith("Gone: there is no such host;")
    assert known([seen("there")]).sentence == "There."


# --- how long an observation serves ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "days"), [("there", 7), ("moved", 7), ("gone", 1), ("soft-404", 1), ("blocked", 1), ("unreachable", 1)])
def test_good_ones_serve_a_week_and_the_others_a_day(kind: Kind, days: int) -> None:
    observation = seen(kind)
    assert LIFETIMES[state_of(kind)] == timedelta(days=days)
    assert not observation.stale(DAY)
    assert not observation.stale(DAY + timedelta(days=days, seconds=-1))
    assert observation.stale(DAY + timedelta(days=days))


def test_one_from_the_future_serves_nobody() -> None:
    assert seen("there").stale(DAY - timedelta(days=1))


def test_every_kind_has_a_state_and_words() -> None:
    for kind in Kind.__args__:  # type: ignore[attr-defined]
        said = known([Seen(url=URL, at=DAY, kind=kind, status=404, final="https://example.org/", said="more")]).sentence
        assert said.endswith(("(more).", "Is it connected?"))
        assert (state_of(kind) == "bad") >= (kind in GONE)


# --- the file ----------------------------------------------------------------------------------------------------------------


def test_what_was_put_in_comes_out_of_another_opening(path: Path) -> None:
    full = Seen(url=URL, at=DAY, kind="moved", status=200, final="https://a.org/", replacement="https://a.org/", said="é “x”")
    keep(path, full).close()
    links = Observed(path).links
    assert links.known[URL].seen == full
    assert list(links.known) == [URL]
    assert len(links.known) == 1
    with pytest.raises(KeyError):
        links.known["https://example.org/other"]


def test_the_state_changes_with_every_observation_and_with_nothing_else(path: Path) -> None:
    kept = Observed(path)
    assert kept.links.state == ""
    kept.put(seen("there"))
    first = kept.links.state
    assert first
    assert Observed(path).links.state == first
    kept.put(seen("there", 1))
    assert kept.links.state != first


def test_a_row_that_is_not_as_it_was_put_in_is_not_there(path: Path) -> None:
    keep(path, seen("there"), seen("gone", 1)).close()
    db = sqlite3.connect(path)
    db.execute("update seen set value = replace(value, 'gone', 'moved')")
    db.commit()
    assert Observed(path).links.known[URL].seen == seen("there")
    db.execute("update seen set value = 'nonsense', checked = 0")
    db.commit()
    assert URL not in Observed(path).links.known


@pytest.mark.parametrize("harm", [b"", b"this is no database at all, and never was", bytes(4096)])
def test_a_damaged_file_is_made_anew(path: Path, harm: bytes) -> None:
    keep(path, seen("there")).close()
    path.write_bytes(harm)
    kept = keep(path, seen("gone", 1))
    assert kept.links.known[URL].seen.kind == "gone"
    assert Observed(path).links.known[URL].seen.kind == "gone"


def test_a_file_cut_in_the_middle_harms_nobody(path: Path) -> None:
    keep(path, *(seen("there", 0, f"https://example.org/{number}") for number in range(300))).close()
    data = path.read_bytes()
    for part in (10, 100, 4096, len(data) // 2, len(data) - 10):
        path.write_bytes(data[:part])
        kept = keep(path, seen("gone", 1))
        assert kept.links.known[URL].seen.kind == "gone"
        assert dict(kept.links.known)
        kept.close()


def test_damage_that_shows_only_when_something_is_written_loses_nothing_of_the_run(path: Path) -> None:
    keep(path, *(seen("there", 0, f"https://example.org/{number}") for number in range(300))).close()
    data = path.read_bytes()
    path.write_bytes(data[: 4 * 4096] + b"\x13" * (len(data) - 4 * 4096))
    kept = Observed(path)
    assert list(kept.links.known) == []
    kept.put(seen("gone", 1))
    assert kept.links.known[URL].seen.kind == "gone"
    assert Observed(path).links.known[URL].seen.kind == "gone"


def test_a_file_of_another_making_is_made_anew(path: Path) -> None:
    path.parent.mkdir()
    sqlite3.connect(path).execute("create table seen (other text)").connection.commit()
    assert keep(path, seen("there")).links.known[URL].seen.kind == "there"


def test_a_file_that_somebody_else_holds_is_left_alone_and_nothing_is_lost_in_the_run(path: Path) -> None:
    keep(path, seen("there")).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin exclusive")
    kept = keep(path, seen("gone", 1))
    assert kept.links.known[URL].seen.kind == "gone"
    other.execute("rollback")
    assert Observed(path).links.known[URL].seen.kind == "there"


def test_where_nothing_can_be_written_it_is_known_for_the_run(tmp_path: Path) -> None:
    (tmp_path / ".toolkit").write_text("a file where the folder should be")
    assert keep(tmp_path / ".toolkit" / "observed.sqlite", seen("there")).links.known[URL].seen.kind == "there"

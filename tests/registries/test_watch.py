"""The data of Retraction Watch: loaded from its CSV file, asked by DOI and by PubMed number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.registries.conftest import TODAY
from toolkit.model.errors import ToolkitError
from toolkit.model.registries import Notice
from toolkit.registries.watch import Loaded, Watched, load

HEAD = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,RetractionDOI,RetractionPubMedID,"
    "OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes,\n"
)
FIRST = (
    '1,"Searches, Again",(SOC) Law;,"An Institute, A Town;",Journal of Searches,A Press,Norway,Jane Smith;Ola Berg,,Research Article;,'
    "8/16/2023 0:00,10.5555/Notice,999,9/24/2021 0:00,10.5555/Searches.14,0123456,Retraction,+Error in Data;+Notice - Unclear;,No,,\n"
)


def row(doi: str = "10.5555/b", pmid: str = "0", nature: str = "Correction", day: str = "1/2/2024 0:00", notice: str = "") -> str:
    return f"2,T,S,I,J,P,C,A,U,R,{day},{notice},0,1/1/2020 0:00,{doi},{pmid},{nature},,No,,\n"


Write = Callable[..., tuple[Loaded, Watched]]


@pytest.fixture
def loaded(tmp_path: Path) -> Write:
    """``loaded("row\\n", …)``: the file with these rows, loaded and opened."""

    def write(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> tuple[Loaded, Watched]:
        file = tmp_path / "retraction_watch.csv"
        file.write_bytes("".join((head, *rows)).encode(encoding))
        return load(file, tmp_path / ".toolkit" / "retractions.sqlite", TODAY), Watched(tmp_path / ".toolkit" / "retractions.sqlite")

    return write


def test_a_notice_is_found_by_doi_and_by_pubmed_number(loaded: Write) -> None:
    told, watched = loaded(FIRST, row())
    notice = Notice(
        kind="retraction",
        named="Retraction",
        doi="10.5555/notice",
        day=date(2023, 8, 16),
        by="Retraction Watch",
        reasons=("Error in Data", "Notice - Unclear"),
    )
    assert watched["10.5555/searches.14"] == (notice,)
    assert watched["pmid:123456"] == (notice,)
    assert sorted(watched) == ["10.5555/b", "10.5555/searches.14", "pmid:123456"]
    assert len(watched) == 3
    assert told == Loaded(notices=2, until=date(2024, 1, 2), unread=0)


def test_what_nobody_watched_has_no_notice(loaded: Write) -> None:
    _, watched = loaded(FIRST)
    assert watched.get("10.5555/other", ()) == ()


@pytest.mark.parametrize(
    ("nature", "kind"),
    [("Expression of concern", "concern"), ("Reinstatement", "reinstatement"), (" correction ", "correction"), ("Something new", "other")],
)
def test_every_kind_of_notice_is_kept(loaded: Write, nature: str, kind: str) -> None:
    _, watched = loaded(row(nature=nature))
    assert watched["10.5555/b"][0].kind == kind


def test_several_notices_about_one_work_are_all_there(loaded: Write) -> None:
    _, watched = loaded(row(nature="Retraction", notice="10.5555/n1"), row(nature="Reinstatement", day="2025-03-01", notice="10.5555/n2"))
    assert [(notice.kind, notice.day) for notice in watched["10.5555/b"]] == [
        ("retraction", date(2024, 1, 2)),
        ("reinstatement", date(2025, 3, 1)),
    ]


def test_rows_without_a_name_or_too_short_are_counted_and_days_that_are_none_left_out(loaded: Write) -> None:
    told, watched = loaded(
        row(doi="unavailable"), row(doi="Unavailable", pmid=""), "3,too,short\n", "\n", row(day="13/45/2024 0:00"), row("10.5555/c", day="")
    )
    assert told == Loaded(notices=2, until=None, unread=3)
    assert watched["10.5555/b"][0].day is None
    assert watched.until is None


def test_a_day_that_lies_ahead_is_not_the_day_of_the_data(loaded: Write) -> None:
    told, watched = loaded(row(day="1/2/2024 0:00"), row(day="1/2/2096 0:00"))
    assert told.until == watched.until == date(2024, 1, 2)


def test_older_files_in_another_encoding_are_read(loaded: Write) -> None:
    told, _ = loaded(FIRST.replace("Jane Smith", "Jane Smîth"), encoding="cp1252")
    assert told.notices == 1


def test_a_newer_file_takes_the_place_of_the_older_one(loaded: Write) -> None:
    _, before = loaded(FIRST)
    _, after = loaded(row())
    assert list(after) == ["10.5555/b"]
    assert before.state != after.state


@pytest.mark.parametrize("content", [b"", b"Title,DOI\nA,10.5555/b\n", b"%PDF-1.7\n\x00\x01", b"<html><title>Sign in</title></html>"])
def test_another_file_is_refused_and_the_data_stay_as_they_were(loaded: Write, tmp_path: Path, content: bytes) -> None:
    _, watched = loaded(FIRST)
    watched.close()
    (tmp_path / "other.csv").write_bytes(content)
    with pytest.raises(ToolkitError, match="is not the data of Retraction Watch") as told:
        load(tmp_path / "other.csv", tmp_path / ".toolkit" / "retractions.sqlite", TODAY)
    assert "gitlab.com/crossref/retraction-watch-data" in told.value.do
    assert "10.5555/searches.14" in Watched(tmp_path / ".toolkit" / "retractions.sqlite")


def test_a_file_that_breaks_the_reader_is_refused(loaded: Write) -> None:
    with pytest.raises(ToolkitError, match="is no CSV file that can be read"):
        loaded(f"1,{'a' * 200_000},S\n")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="could not be read"):
        load(tmp_path / "none.csv", tmp_path / "store.sqlite", TODAY)


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(1_000_000_001)
    with pytest.raises(ToolkitError, match="too large"):
        load(tmp_path / "large.csv", tmp_path / "store.sqlite", TODAY)


@pytest.mark.parametrize("damage", [b"", b"no database at all", b"SQLite format 3\x00" + bytes(4096)])
def test_damaged_data_count_as_not_loaded(loaded: Write, tmp_path: Path, damage: bytes) -> None:
    loaded(FIRST)[1].close()
    store = tmp_path / ".toolkit" / "retractions.sqlite"
    store.write_bytes(damage)
    watched = Watched(store)
    assert (list(watched), watched.until, watched.state) == ([], None, "")
    assert "10.5555/searches.14" not in watched
    watched.close()


def test_where_nothing_was_loaded_nothing_is_known(tmp_path: Path) -> None:
    watched = Watched(tmp_path / "none.sqlite")
    assert (len(watched), watched.until, watched.state) == (0, None, "")
    watched.close()

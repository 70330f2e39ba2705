"""The data of Retraction Watch, which Crossref publishes as one CSV file, as a table in ``.toolkit/`` asked by DOI and PubMed number.

The file: https://gitlab.com/crossref/retraction-watch-data. It carries no date of its own, so the day of its newest notice stands for it.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from toolkit.cite.identifiers import plain_doi
from toolkit.disk import digest, write_whole
from toolkit.model.errors import ToolkitError
from toolkit.model.registries import Notice, NoticeKind
from toolkit.model.values import UNFIT

STORE = ".toolkit/retractions.sqlite"
MOST_BYTES = 1_000_000_000
_COLUMNS = ("OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature", "RetractionDate", "RetractionDOI", "Reason")
_KINDS: dict[str, NoticeKind] = {
    "retraction": "retraction",
    "expression of concern": "concern",
    "correction": "correction",
    "reinstatement": "reinstatement",
}
_SCHEMA = """
create table notice (name text, kind text, named text, doi text, day text, reasons text);
create table meta (name text primary key, value text) without rowid;
"""


class Loaded(NamedTuple):
    """What a file held."""

    notices: int
    until: date | None
    """The day of its newest notice."""
    unread: int
    """Rows that are too short, or name no work."""


def load(file: Path, store: Path, today: date) -> Loaded:
    """Read the CSV file into `store`, in place of what was there.

    :raises ToolkitError: where it is not the file of Retraction Watch, or cannot be read or written; what was there stays then.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise ToolkitError(f"{file} is too large to be the data of Retraction Watch.", do=_GET)
        data = file.read_bytes()
    except OSError as error:
        raise ToolkitError(f"{file} could not be read.", f"The system says: {error.strerror or error}.") from error
    rows = _Rows(data, today, file)
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(_SCHEMA)
        try:
            db.executemany("insert into notice values (?, ?, ?, ?, ?, ?)", rows)
        except csv.Error as error:
            raise ToolkitError(f"{file} is no CSV file that can be read.", f"It says: {error}.", _GET) from error
        db.execute("create index by_name on notice (name)")
        until = rows.until.isoformat() if rows.until else ""
        db.executemany("insert into meta values (?, ?)", [("until", until), ("sha256", digest(data))])
        db.commit()
        write_whole(store, db.serialize())
    return Loaded(rows.notices, rows.until, rows.unread)


_GET = "Download retraction_watch.csv from https://gitlab.com/crossref/retraction-watch-data and name that file."


class _Rows:
    """The rows of the table, one for each name of a work; what was counted on the way stands in it afterwards."""

    def __init__(self, data: bytes, today: date, file: Path) -> None:
        self.notices = self.unread = 0
        self.until: date | None = None
        self._today = today.isoformat()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
        self._reader = csv.reader(io.StringIO(text, newline=""))
        head = [name.strip() for name in next(self._reader, [])]
        missing = [name for name in _COLUMNS if name not in head]
        if missing:
            raise ToolkitError(f"{file} is not the data of Retraction Watch: it has no column {missing[0]}.", do=_GET)
        self._picked = itemgetter(*(head.index(name) for name in _COLUMNS))

    def __iter__(self) -> Iterator[tuple[str, str, str, str, str, str]]:
        days: dict[str, str] = {}
        newest = ""
        for row in self._reader:
            try:
                doi, pmid, nature, written, notice, reasons = self._picked(row)
            except IndexError:
                self.unread += bool(row)
                continue
            names = [name for name in (plain_doi(doi), _pmid(pmid)) if name]
            if not names:
                self.unread += 1
                continue
            if written not in days:
                days[written] = _day(written)
            day = days[written]
            if newest < day <= self._today:
                newest = day
            self.notices += 1
            kind = _KINDS.get(nature.strip().lower(), "other")
            for name in names:
                yield name, kind, nature.strip(), plain_doi(notice), day, reasons
        self.until = date.fromisoformat(newest) if newest else None


def _pmid(written: str) -> str:
    number = written.strip().lstrip("0")
    return f"pmid:{number}" if number.isdecimal() else ""


def _day(written: str) -> str:
    """2023-08-16 from ``8/16/2023 0:00``; from ISO 8601 too; empty where it is neither."""
    first = written.strip().partition(" ")[0].partition("T")[0]
    try:
        if "/" in first:
            month, day, year = map(int, first.split("/"))
            return date(year, month, day).isoformat()
        return date.fromisoformat(first).isoformat()
    except ValueError:
        return ""


class Watched(Mapping[str, tuple[Notice, ...]]):
    """Notices by DOI in small letters and by ``pmid:`` and number, read when they are asked for; empty where nothing was loaded.

    A file that is damaged counts as not loaded.
    """

    def __init__(self, store: Path) -> None:
        self._db: sqlite3.Connection | None = None
        self.until: date | None = None
        """The day of the newest notice."""
        self.state = ""
        """The sha256 of the file that was loaded."""
        if not store.is_file():
            return
        with suppress(sqlite3.Error, ValueError):
            db = sqlite3.connect(f"{store.resolve().as_uri()}?mode=ro", uri=True, timeout=2, check_same_thread=False)
            self._db = db
            meta = dict(db.execute("select name, value from meta").fetchall())
            self.state = str(meta.get("sha256", ""))
            self.until = date.fromisoformat(meta["until"]) if meta.get("until") else None

    def __getitem__(self, name: str) -> tuple[Notice, ...]:
        rows = self._rows("select kind, named, doi, day, reasons from notice where name = ?", name)
        if not rows:
            raise KeyError(name)
        return tuple(
            Notice(
                kind=kind,
                named=named,
                doi=doi,
                day=date.fromisoformat(day) if day else None,
                by="Retraction Watch",
                reasons=tuple(reason for part in UNFIT.sub(" ", reasons).split(";") if (reason := part.strip().lstrip("+").strip())),
            )
            for kind, named, doi, day, reasons in rows
        )

    def __iter__(self) -> Iterator[str]:
        return (row[0] for row in self._rows("select distinct name from notice order by name"))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def close(self) -> None:
        if self._db is not None:
            self._db.close()

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error:
            return []

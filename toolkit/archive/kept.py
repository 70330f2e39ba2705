"""What was read out of copies and found in them, kept in SQLite under ``.toolkit/``: texts by the copy's sha256 and the reader's version,
verdicts by all that they follow from. Reading and comparing take long.

Everything here can be made again. Where the file is damaged, locked or cannot be written, nothing is kept, and nothing else happens.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock
from zlib import compress, crc32, decompress, error

STORE = ".toolkit/copies.sqlite"
_SCHEMA = (
    "create table if not exists copy (sha256 text primary key, reader text, checked integer, text blob) without rowid",
    "create table if not exists verdict (id text primary key, checked integer, verdict blob) without rowid",
    "create table if not exists looked (file text primary key, stat text, sha256 text) without rowid",
    "create table if not exists mark (name text primary key, value text) without rowid",
)
_ASKED = 500
"""Ids in one question: SQLite bounds the number of its parameters."""

_USELESS = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What a file says that is none of ours or is damaged; one that is only busy belongs to somebody else, who needs it."""


class Kept:
    """One compressed text a copy, and verdicts. Every method may be called from any thread; none raises for what is wrong with the file."""

    def __init__(self, path: Path | None, *, writes: bool = True, reads_only: bool = False) -> None:
        """:param path: the file; None to keep everything in memory. :param writes: whether verdicts may be kept; texts always are.

        :param reads_only: for a worker, whose file belongs to the process that gave it the work: nothing is made, kept or thrown away.
        """
        self._writes = writes
        self._lock = RLock()
        self._db: sqlite3.Connection | None = None
        for _ in range(2):
            try:
                self._db = _opened_to_read(path) if path and reads_only else _opened(path)
                return
            except OSError:
                return
            except sqlite3.Error as failure:
                if path is None or reads_only or failure.sqlite_errorcode & 0xFF not in _USELESS:
                    return
                with suppress(OSError):
                    path.unlink()

    def get(self, sha256: str, reader: str) -> bytes | None:
        """What a reader of this version made of a copy; None where it is not kept."""
        if self._db is None:
            return None
        with self._lock, suppress(sqlite3.Error, error):
            rows = self._db.execute("select checked, text from copy where sha256 = ? and reader = ?", (sha256, reader))
            for checked, blob in rows:
                if isinstance(blob, bytes) and _checksum(sha256, blob) == checked:
                    return decompress(blob)
        return None

    def put(self, sha256: str, reader: str, text: bytes) -> None:
        """Keep it in place of what another version made of the same copy."""
        if self._db is None:
            return
        blob = compress(text, 6)
        with self._lock, suppress(sqlite3.Error):
            self._db.execute("insert or replace into copy values (?, ?, ?, ?)", (sha256, reader, _checksum(sha256, blob), blob))

    def verdicts(self, ids: Iterable[str]) -> dict[str, bytes]:
        """The verdicts that are kept of those asked for, by id: a digest of everything that a verdict follows from."""
        wanted = list(ids)
        found: dict[str, bytes] = {}
        if self._db is None:
            return found
        with self._lock, suppress(sqlite3.Error):
            for at in range(0, len(wanted), _ASKED):
                part = wanted[at : at + _ASKED]
                rows = self._db.execute(f"select id, checked, verdict from verdict where id in ({','.join('?' * len(part))})", part)
                found |= {id_: blob for id_, checked, blob in rows if isinstance(blob, bytes) and _checksum(id_, blob) == checked}
        return found

    def put_verdicts(self, verdicts: Mapping[str, bytes]) -> None:
        """Keep verdicts, all at once."""
        if self._db is None or not self._writes or not verdicts:
            return
        rows = [(id_, _checksum(id_, blob), blob) for id_, blob in verdicts.items()]
        with self._lock, suppress(sqlite3.Error):
            self._db.execute("begin immediate")
            try:
                self._db.executemany("insert or replace into verdict values (?, ?, ?)", rows)
            finally:
                self._db.execute("commit")

    def looked(self, file: str) -> tuple[str, str] | None:
        """What the system said of a file (size, times) when it was last hashed, and its sha256 then."""
        if self._db is not None:
            with self._lock, suppress(sqlite3.Error):
                row = self._db.execute("select stat, sha256 from looked where file = ?", (file,)).fetchone()
                return (str(row[0]), str(row[1])) if row else None
        return None

    def put_looked(self, file: str, stat: str, sha256: str) -> None:
        if self._db is not None:
            with self._lock, suppress(sqlite3.Error):
                self._db.execute("insert or replace into looked values (?, ?, ?)", (file, stat, sha256))

    def mark(self, name: str) -> str:
        """A short text that was kept under a name; empty where there is none."""
        if self._db is not None:
            with self._lock, suppress(sqlite3.Error):
                row = self._db.execute("select value from mark where name = ?", (name,)).fetchone()
                return str(row[0]) if row else ""
        return ""

    def put_mark(self, name: str, value: str) -> None:
        if self._db is not None and self._writes:
            with self._lock, suppress(sqlite3.Error):
                self._db.execute("insert or replace into mark values (?, ?)", (name, value))

    def close(self) -> None:
        with self._lock, suppress(sqlite3.Error):
            if self._db is not None:
                self._db.close()


def _checksum(sha256: str, blob: bytes) -> int:
    return crc32(blob, crc32(sha256.encode()))


def _opened_to_read(path: Path) -> sqlite3.Connection:
    """:raises sqlite3.Error: where there is none."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2, check_same_thread=False, isolation_level=None)


def _opened(path: Path | None) -> sqlite3.Connection:
    """:raises OSError, sqlite3.Error: where it cannot be used."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path or ":memory:", timeout=2, check_same_thread=False, isolation_level=None)
    try:
        db.execute("pragma synchronous = off")
        for table in _SCHEMA:
            db.execute(table)
        db.execute("select sha256, reader, checked, text from copy limit 1").fetchall()
        db.execute("select id, checked, verdict from verdict limit 1").fetchall()
    except sqlite3.Error:
        db.close()
        raise
    return db

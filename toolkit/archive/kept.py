"""What was read out of copies, kept in SQLite under ``.toolkit/`` by the copy's sha256 and the reader's version: reading takes long.

Everything here can be made again. Where the file is damaged, locked or cannot be written, nothing is kept, and nothing else happens.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from threading import RLock
from zlib import compress, crc32, decompress, error

STORE = ".toolkit/copies.sqlite"
_SCHEMA = "create table if not exists copy (sha256 text primary key, reader text, checked integer, text blob) without rowid"


_USELESS = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What a file says that is none of ours or is damaged; one that is only busy belongs to somebody else, who needs it."""


class Kept:
    """One compressed text a copy. Every method may be called from any thread; none raises for what is wrong with the file."""

    def __init__(self, path: Path | None) -> None:
        """:param path: the file; None to keep everything in memory."""
        self._lock = RLock()
        self._db: sqlite3.Connection | None = None
        for _ in range(2):
            try:
                self._db = _opened(path)
                return
            except OSError:
                return
            except sqlite3.Error as failure:
                if path is None or failure.sqlite_errorcode & 0xFF not in _USELESS:
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

    def close(self) -> None:
        with self._lock, suppress(sqlite3.Error):
            if self._db is not None:
                self._db.close()


def _checksum(sha256: str, blob: bytes) -> int:
    return crc32(blob, crc32(sha256.encode()))


def _opened(path: Path | None) -> sqlite3.Connection:
    """:raises OSError, sqlite3.Error: where it cannot be used."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path or ":memory:", timeout=2, check_same_thread=False, isolation_level=None)
    try:
        db.execute("pragma synchronous = off")
        db.execute(_SCHEMA)
        db.execute("select sha256, reader, checked, text from copy limit 1").fetchall()
    except sqlite3.Error:
        db.close()
        raise
    return db

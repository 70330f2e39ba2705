"""Holds the index of a workspace, and makes it anew where it is damaged or of another version; in memory where the file cannot be had."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from toolkit.library.index import Damaged, Index
from toolkit.model.errors import ToolkitError

Answer = TypeVar("Answer")
STORE = ".toolkit/search.sqlite"
UNUSABLE = (Damaged, sqlite3.Error, OSError, UnicodeDecodeError)
"""What an index raises that has to be made anew; damaged text comes out of SQLite as any of these."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
"""Another process is writing: the file is in order, and belongs to that one."""


class Holder:
    """Opens an index when it is first asked, brings it up to date, and asks it."""

    def __init__(self, path: Path | None, version: str, fill: Callable[[Index], None]) -> None:
        """:param path: the file; None to keep the index in memory. :param fill: brings an index up to date."""
        self._path, self._version, self._fill = path, version, fill
        self._index: Index | None = None

    def ask(self, question: Callable[[Index], Answer]) -> Answer:
        """What the index answers, or the one made in its place. :raises ToolkitError: where SQLite does not work at all."""
        said: BaseException | None = None
        for path in (self._path, self._path, None):
            try:
                if self._index is None:
                    self._index = Index(path, self._version)
                    self._fill(self._index)
                return question(self._index)
            except UNUSABLE as error:
                said = error
                self._discard(path, error)
        raise ToolkitError(
            "Nothing can be searched.", f"SQLite says: {said}.", "Please report this. It needs SQLite with FTS5, which Python brings along."
        ) from said

    def _discard(self, path: Path | None, error: BaseException) -> None:
        if self._index is not None:
            self._index.close()
            self._index = None
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            self._path = None
        elif path is not None:
            with suppress(OSError):
                path.unlink()

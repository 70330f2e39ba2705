"""The copies of sources beside their lock: finding the newest, and telling what is gone or was changed behind our back."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.archive.kept import Kept
from toolkit.archive.kinds import PACKED, named_kind
from toolkit.archive.lock import PATH, UNSOUND, Edition, Editions, read_lock
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.source import Alias

LARGEST = 400_000_000
"""Bytes: nothing that is larger is a source to be cited by its page."""

State = Literal["here", "missing", "changed", "unreadable"]
"""Of a copy that the lock names. A missing one may have been left out of git; a changed one is not what was added."""


class Placed(NamedTuple):
    """One copy that the lock names: of which source, which edition (from 1), and how many editions there are."""

    key: str
    edition: Edition
    number: int
    of: int


@dataclass(frozen=True)
class Archive:
    """``evidence/archive/`` as its lock has it. Files are looked at when they are asked for."""

    folder: Path
    editions: Editions
    older: Mapping[str, Alias] = field(default_factory=dict)

    @classmethod
    def open(cls, root: Path, older: Mapping[str, Alias] | None = None) -> Archive:
        """The archive of a workspace; an empty one where there is none yet.

        :param older: older keys of sources: copies that the lock has under one are copies of the entry of today.
        :raises ToolkitError: where its lock cannot be read.
        """
        older = older or {}
        return cls(root / Path(PATH).parent, _present(read_lock(lock_text(root / PATH)), older), older)

    def newest(self, key: str) -> Edition | None:
        return self.editions[key][-1] if key in self.editions else None

    def path(self, edition: Edition) -> Path:
        return self.folder / edition.file

    def all(self) -> Iterator[Placed]:
        """Every copy that the lock names, older editions too, by key."""
        for key in sorted(self.editions):
            of = len(self.editions[key])
            yield from (Placed(key, edition, number, of) for number, edition in enumerate(self.editions[key], 1))

    def state(self, edition: Edition) -> State:
        """Whether a copy is there, and still what was added."""
        try:
            found = _digest(self.path(edition))
        except (FileNotFoundError, NotADirectoryError):
            return "missing"
        except OSError:
            return "unreadable"
        return "here" if found == edition.sha256 else "changed"

    def content(self, edition: Edition) -> bytes | None:
        """The bytes of a copy as its source had them, unpacked; None where it is not here as it was added."""
        path = self.path(edition)
        try:
            data = unpacked(path.read_bytes()) if path.name.endswith(PACKED) else path.read_bytes()
        except OSError:
            return None
        return data if data is not None and digest(data) == edition.sha256 else None

    def strangers(self) -> list[str]:
        """Names of the files beside the lock that could be copies and that it does not name, sorted."""
        known = {edition.file for _, edition, _, _ in self.all()}
        try:
            present = [path for path in self.folder.iterdir() if path.is_file()]
        except OSError:
            return []
        return sorted(path.name for path in present if path.name not in known and named_kind(path.name) and not path.name.startswith("."))


def _present(editions: Editions, older: Mapping[str, Alias]) -> Editions:
    """Copies by the keys that their sources have today; those under an older key come first."""
    found: Editions = {}
    for key in sorted(editions, key=lambda key: key not in older):
        present = older[key].key if key in older else key
        found[present] = (*found.get(present, ()), *editions[key])
    return found


def glance(archive: Archive, edition: Edition, kept: Kept) -> State:
    """Like :meth:`Archive.state`, and a file that has the size and the times of the last look is not hashed again."""
    path = archive.path(edition)
    try:
        stat = path.stat()
    except OSError:
        return archive.state(edition)
    said = f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ctime_ns} {stat.st_ino}"
    known = kept.looked(edition.file)
    if known is not None and known[0] == said:
        return "here" if known[1] == edition.sha256 else "changed"
    state = archive.state(edition)
    if state == "here":
        kept.put_looked(edition.file, said, edition.sha256)
    return state


def unpacked(data: bytes) -> bytes | None:
    """What is packed with gzip; None where it is not whole, or would unpack to more than a copy can be."""
    work = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        made = work.decompress(data, LARGEST + 1)
    except zlib.error:
        return None
    return made if work.eof and not work.unused_data and len(made) <= LARGEST else None


def _digest(path: Path) -> str:
    """Of what a file holds, unpacked; empty where it cannot be unpacked. :raises OSError:"""
    with path.open("rb") as file:
        if path.name.endswith(PACKED):
            made = unpacked(file.read(LARGEST + 1))
            return "" if made is None else digest(made)
        return hashlib.file_digest(file, "sha256").hexdigest()


def lock_text(path: Path) -> str:
    """The text of a lock; empty where there is none yet. :raises ToolkitError: where it is there and cannot be read."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        said = error.strerror or str(error) if isinstance(error, OSError) else "It is not UTF-8."
        raise ToolkitError(f"{PATH} could not be read.", said, UNSOUND) from error

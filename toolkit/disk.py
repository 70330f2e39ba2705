"""Bytes in and out: the workspace's files as they are (or as an editor has them unsaved), and writing whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath

from toolkit.model.errors import ToolkitError


def digest(data: bytes) -> str:
    """The sha256 of some bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file completely or leave what was there: a temporary file beside it, fsync, rename.

    :raises ToolkitError: when the folder cannot be made or the file cannot be written; the old file is then untouched.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise ToolkitError(
            f"{path} could not be written.",
            f"The system says: {error.strerror or error}.",
            "If it is open in Word, close it; make sure that the disk has room and that you may write here. The old file is unchanged.",
        ) from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)


@dataclass(frozen=True)
class Files:
    """The files of one workspace. `overlay` holds text that is not saved yet, by path relative to the workspace."""

    root: Path
    overlay: Mapping[str, str] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file by its relative path, or None where there is no such file.

        :raises ToolkitError: when the file is there and cannot be read.
        """
        if path in self.overlay:
            return self.overlay[path].encode()
        try:
            return (self.root / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
            return None
        except OSError as error:
            raise ToolkitError(f"{path} could not be read.", f"The system says: {error.strerror or error}.") from error

    def under(self, folder: str, *suffixes: str) -> Iterator[str]:
        """Relative paths of the files below a folder with one of the suffixes, sorted; hidden ones are left out."""
        found = {path for path in self.overlay if path.startswith(f"{folder}/") and path.endswith(suffixes)}
        for parent, folders, names in os.walk(self.root / folder):
            folders[:] = [name for name in folders if not name.startswith(".")]
            inside = Path(parent).relative_to(self.root).as_posix()
            found.update(f"{inside}/{name}" for name in names if name.endswith(suffixes) and not name.startswith("."))
        yield from sorted(found)

    def inside(self, folder: str, written: str) -> str | None:
        """The relative path that `written` (beside the files of `folder`) means, or None where it leaves the workspace."""
        if not written or written.startswith(("/", "~")) or "\\" in written or ":" in written[:3]:
            return None
        parts: list[str] = []
        for part in (*PurePosixPath(folder).parts, *PurePosixPath(written).parts):
            if part == "..":
                if not parts:
                    return None
                parts.pop()
            elif part != ".":
                parts.append(part)
        path = "/".join(parts)
        try:
            real = (self.root / path).resolve()
        except OSError:
            return None
        return path if real.is_relative_to(self.root.resolve()) else None

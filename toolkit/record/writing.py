"""A record as files, and those files in their place: the whole folder and the mark in the outline, or neither."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from toolkit.disk import digest, write_whole
from toolkit.model.errors import ToolkitError

SUMS = "SHA256SUMS"
HEAD = """\
# What was sent. Written by 'consult send', and not to be changed: 'consult record verify' proves that nothing was.
# The files beside it are those that went out; inputs.zip holds the texts and the evidence that they were made from.
"""
_WIDE = 120


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - the same day twice is written twice
        return True


def as_yaml(value: BaseModel, head: str = "") -> bytes:
    """A value as YAML for people: its fields in their order, those that say nothing left out."""
    values: dict[str, Any] = value.model_dump(exclude_defaults=True)
    text: str = yaml.dump(values, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDE)
    return (head + text).encode()


def checksums(contents: Mapping[str, bytes]) -> bytes:
    """``SHA256SUMS``, as the program sha256sum writes and checks it: a record can be proven without the toolkit."""
    return "".join(f"{digest(contents[name])}  {name}\n" for name in sorted(contents)).encode()


def freeze(folder: Path, contents: Mapping[str, bytes], outline: Path, before: bytes, after: bytes) -> None:
    """Put a folder with these files in its place, and `after` in the outline's: both, or neither.

    The files are on the disk, and closed to writing, before the folder gets its name.

    :param before: what the outline has to hold still.
    :raises ToolkitError: where something cannot be written, the folder is there already, or the outline is not as it was.
    """
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.part")
    ours: int | None = None
    try:
        _fill(part, contents)
        ours = part.stat().st_ino
        if outline.read_bytes() != before:
            raise ToolkitError(f"{outline} has changed since it was checked, so nothing was sent.", do="Send it again.")
        if folder.exists():
            raise ToolkitError(f"{folder} is there already, so nothing was sent.", do="Send it again.")
        part.rename(folder)
        write_whole(outline, after)
    except BaseException as error:
        with suppress(OSError):
            if folder.stat().st_ino == ours and outline.read_bytes() != after:
                folder.rename(part)  # it had its name already, and the outline does not know of it
        if isinstance(error, OSError):
            raise ToolkitError(
                f"{folder} could not be written, so nothing was recorded.",
                f"The system says: {error.strerror or error}.",
                "Make sure that the disk has room and that you may write here, and send it again.",
            ) from error
        raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()  # where it is empty


def _fill(part: Path, contents: Mapping[str, bytes]) -> None:
    part.mkdir(parents=True)
    for name, data in contents.items():
        with (part / name).open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        (part / name).chmod(0o444)

"""``inputs.zip``: the files from which a submission was made, as a small workspace of its own.

One binary file, since a search and replace over the workspace, or a version control that converts line ends, would change loose copies.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.disk import digest
from toolkit.model.record import Input

NAME = "inputs.zip"
_SAFE = re.compile(r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\\:\x00-\x1f]+")
_GAP = re.compile(r"\n(?:[ \t]*\n){2,}")
_LARGEST = 500_000_000
"""Bytes: no submission was ever made from as much; an archive that claims more is no record of ours."""
_BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The earliest day that a zip knows, for all files: the same inputs give the same bytes."""


class Damaged(Exception):
    """The archive cannot be read."""


def pack(contents: Mapping[str, bytes]) -> bytes:
    """Files by path, as an archive that depends on nothing else."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(contents):
            entry = zipfile.ZipInfo(path, _BEGINNING)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, contents[path], compresslevel=9)
    return written.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """Files by path. :raises Damaged: where it is no archive, is damaged, or holds a path that leads out of its folder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > _LARGEST or not all(_SAFE.fullmatch(entry.filename) for entry in entries):
                raise Damaged
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise Damaged from error


def listed(contents: Mapping[str, bytes]) -> tuple[Input, ...]:
    """Paths with their hashes, sorted."""
    return tuple(Input(path=path, sha256=digest(contents[path])) for path in sorted(contents))


def lay_out(contents: Mapping[str, bytes], folder: Path) -> None:
    """Write the files below a folder. :raises OSError:"""
    for path, data in contents.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def without_entries(text: str, ranges: Mapping[str, tuple[int, int]], unwanted: Sequence[str]) -> str:
    """A bibliography without some of its entries; all that stands between them stays.

    :param ranges: where each entry begins and ends, by key.
    """
    pieces: list[str] = []
    at = 0
    for start, end in sorted(ranges[key] for key in unwanted):
        pieces.append(text[at:start])
        at = end
    return _GAP.sub("\n\n", "".join((*pieces, text[at:])))

"""A file becomes a copy of a source.

What is kept is never overwritten and never removed: another content for the same source is a further edition, kept beside the first.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

from toolkit.archive.copies import LARGEST, Archive, Placed, lock_text, unpacked
from toolkit.archive.kinds import KINDS, NAMES, PACKED, Kind, described, kind_of, named_kind
from toolkit.archive.lock import PATH, Edition, with_edition
from toolkit.disk import digest, write_all
from toolkit.model.errors import ToolkitError
from toolkit.model.source import Alias

_FOLDER = Path(PATH).parent.as_posix()
_SAFE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]{0,99}")
_UNSAFE = re.compile(r"[^A-Za-z0-9_.+-]+")

Outcome = Literal["added", "edition", "same", "put back"]


class Added(NamedTuple):
    """What adding a copy came to."""

    outcome: Outcome
    copy: Placed
    also_of: tuple[str, ...] = ()
    """Other sources whose newest copy holds the same."""


def add_copy(
    root: Path,
    key: str,
    file: Path,
    *,
    captured: date,
    further: bool = False,
    url: str = "",
    how: str = "added by hand",
    note: str = "",
    older: Mapping[str, Alias] | None = None,
) -> Added:
    """Keep a copy of a file as one of a source. Copy and lock are written whole, both or none.

    :param further: whether another content than the one that is kept may become a further edition.
    :param older: older keys of sources, under which there may be copies already.
    :raises ToolkitError: where the file is not what its name says, where it cannot be kept, and where `further` is wanting.
    """
    data, kind = _read(file)
    archive = Archive.open(root, older)
    kept = archive.editions.get(key, ())
    if kept and not further and all(each.sha256 != digest(data) for each in kept):
        raise ToolkitError(
            f"'{key}' has a copy already, {kept[-1].file} of {kept[-1].captured.isoformat()}, and {file.name} is not the same. "
            "Nothing was changed.",
            do="A newer edition is kept beside it, and counts from then on: the same command with --edition.",
        )
    return keep(root, key, data, Came(f".{kind}", captured=captured, url=url, how=how, note=note), older)


class Came(NamedTuple):
    """How a copy came here: what the lock says of it besides its hash."""

    ending: str
    """Of its name; where it is ``.html.gz`` the copy is packed."""
    captured: date
    url: str = ""
    how: str = ""
    note: str = ""
    time: str = ""
    final: str = ""
    status: int | None = None
    type: str = ""


def keep(root: Path, key: str, data: bytes, came: Came, older: Mapping[str, Alias] | None = None) -> Added:
    """Keep bytes as the newest copy of a source, whether it has one or not; the same bytes again are nothing to do.

    :raises ToolkitError: where they cannot be kept.
    """
    archive = Archive.open(root, older)
    kept = archive.editions.get(key, ())
    for number, edition in enumerate(kept, 1):
        if edition.sha256 == digest(data):
            return _again(archive, Placed(key, edition, number, len(kept)), data)
    number = len(kept) + 1
    written = _packed(data, came.ending)
    name = _name(archive, key, came.ending if number == 1 else f".{number}{came.ending}", written)
    edition = Edition(file=name, sha256=digest(data), **{field: value for field, value in came._asdict().items() if field != "ending"})
    lock = root / PATH
    text = with_edition(lock_text(lock), key, edition)
    copy = archive.path(edition)
    write_all({**({} if copy.exists() else {copy: written}), lock: text.encode()})
    also = tuple(other for other, each in archive.editions.items() if other != key and each[-1].sha256 == edition.sha256)
    return Added("edition" if kept else "added", Placed(key, edition, number, number), also)


def _packed(data: bytes, name: str) -> bytes:
    return gzip.compress(data, mtime=0) if name.endswith(PACKED) else data


def _again(archive: Archive, copy: Placed, data: bytes) -> Added:
    """What is in the lock already: nothing to do, unless its file is not there."""
    state = archive.state(copy.edition)
    if state == "missing":
        write_all({archive.path(copy.edition): _packed(data, copy.edition.file)})
    elif state != "here":
        raise ToolkitError(
            f"{copy.edition.file} is no longer the copy that was added, and it is not overwritten.",
            do="Find out who changed it and why. To bring the copy back, give that file another name, and add this one again.",
        )
    return Added("same" if state == "here" else "put back", copy)


def _name(archive: Archive, key: str, ending: str, data: bytes) -> str:
    """``<key>.pdf``, ``<key>.2.pdf``; with a mark of its own where the key cannot be a name, or another source has that name."""
    taken = {each.edition.file.lower() for each in archive.all()}
    bare = _UNSAFE.sub("-", key).strip(".+-")[:80] or "copy"
    marked = f"{bare}-{digest(key.encode())[:8]}{ending}"
    plain = key + ending
    name = plain if _SAFE.fullmatch(key) and plain.lower() not in taken else marked
    there = archive.folder / name
    if name.lower() in taken or (there.exists() and not (there.is_file() and there.read_bytes() == data)):
        raise ToolkitError(
            f"The copy would be called {name}, and another file of that name lies in {_FOLDER} already.",
            do="Give that file another name, or add it first.",
        )
    return name


def _read(file: Path) -> tuple[bytes, Kind]:
    """The bytes of a file, and its kind. :raises ToolkitError: where it cannot be a copy."""
    try:
        if file.stat().st_size > LARGEST:
            raise ToolkitError(
                f"{file.name} is larger than {LARGEST // 1_000_000} MB, too large for a copy.", do="Save only what is cited."
            )
        data = file.read_bytes()
    except OSError as error:
        raise ToolkitError(f"{file} could not be read.", f"The system says: {error.strerror or error}.") from error
    if file.name.lower().endswith(f".html{PACKED}"):  # a copy of a colleague's, kept as it was fetched
        data = unpacked(data) or b""
    kind, named = kind_of(data), named_kind(file.name)
    if kind is None:
        known = _or(NAMES[each] for each in KINDS)
        raise ToolkitError(f"{file.name} holds {described(data)}; a copy is {known}.", do="Save or print the source as a PDF.")
    if named is not None and named != kind:
        lost = kind == "html" and named != "txt"
        raise ToolkitError(
            f"{file.name} is named as {NAMES[named]}, and holds {NAMES[kind]}.",
            do="Such a file is often an error page that was saved in place of the document: look at it in a browser, and fetch it again."
            if lost
            else f"Look at it. If it is the source all the same, give it a name that ends in .{kind}.",
        )
    return data, kind


def _or(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}"

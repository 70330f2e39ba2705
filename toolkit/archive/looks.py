"""What came of asking for the addresses of sources, kept under ``.toolkit/`` with its day: for checks, and to know what was tried.

All of it can be asked for again: a file that is damaged says nothing, and one that cannot be written keeps nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from toolkit.archive.copies import Archive
from toolkit.disk import digest, write_whole
from toolkit.model.errors import ToolkitError
from toolkit.model.live import Live, Pages

STORE = ".toolkit/pages.json"


def looks(root: Path) -> dict[str, Live]:
    """The last look at each source, by its key. Never raises."""
    with suppress(OSError, ValidationError):
        return _kept().validate_json((root / STORE).read_bytes())
    return {}


def put_looks(root: Path, new: Iterable[Live]) -> None:
    """Keep looks in place of earlier ones at the same sources. Never raises."""
    later: Mapping[str, Live] = {each.source: each for each in new}
    if later:
        with suppress(ToolkitError):
            write_whole(root / STORE, _kept().dump_json({**looks(root), **later}, exclude_defaults=True))


def pages(root: Path) -> Pages:
    """What checks may know of it: looks that are about the copy which is the newest today. Never raises."""
    try:
        kept = (root / STORE).read_bytes()
        known = _kept().validate_json(kept)
        if not any(look.lost for look in known.values()):  # the lock of a large archive takes longer to read
            return Pages(known, digest(kept))
        editions = Archive.open(root).editions
    except (OSError, ValidationError, ToolkitError):
        return Pages()
    newest = {key: each[-1].sha256 for key, each in editions.items()}
    return Pages({key: look for key, look in known.items() if look.sha256 == newest.get(key, "")}, digest(kept + repr(newest).encode()))


@cache
def _kept() -> TypeAdapter[dict[str, Live]]:
    return TypeAdapter(dict[str, Live])

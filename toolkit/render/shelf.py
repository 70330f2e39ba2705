"""Things that take long to make and follow from their inputs alone (charts), kept between builds under ``.toolkit/``."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from toolkit import __version__
from toolkit.disk import write_whole
from toolkit.model.errors import ToolkitError


@dataclass(frozen=True)
class Shelf:
    """Blobs by what they were made from. What is damaged or cannot be read is not there; what cannot be written is not kept."""

    folder: Path | None

    def get(self, *inputs: str) -> bytes | None:
        if self.folder is None:
            return None
        try:
            kept = (self.folder / self._name(inputs)).read_bytes()
        except OSError:
            return None
        checked, blob = kept[:64], kept[64:]
        return blob if sha256(blob).hexdigest().encode() == checked else None

    def put(self, blob: bytes, *inputs: str) -> None:
        if self.folder is not None:
            with suppress(ToolkitError):
                write_whole(self.folder / self._name(inputs), sha256(blob).hexdigest().encode() + blob)

    @staticmethod
    def _name(inputs: tuple[str, ...]) -> str:
        return sha256("\0".join((__version__, _code(), *inputs)).encode()).hexdigest()[:40]


@cache
def _code() -> str:
    """A digest of the code that makes what is kept here."""
    room = Path(__file__).parent
    return sha256(b"".join(path.read_bytes() for path in sorted((*room.glob("*.py"), *room.glob("house/*.json"))))).hexdigest()

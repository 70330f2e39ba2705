"""The texts of copies: each is read once, in a process apart, and kept under ``.toolkit/`` by what it holds and by what read it."""

from __future__ import annotations

import json
from contextlib import suppress
from importlib.metadata import version

from toolkit.archive.apart import Reader
from toolkit.archive.copies import Archive
from toolkit.archive.kept import Kept
from toolkit.archive.kinds import named_kind
from toolkit.archive.lock import Edition
from toolkit.archive.pages import READER, Copy, as_plain, from_plain
from toolkit.archive.recognised import engine

READ_BY = f"{READER} {version('pypdfium2')} {version('lxml')}"


class Texts:
    """Reads copies when they are needed. May be asked from several threads."""

    def __init__(self, archive: Archive, kept: Kept) -> None:
        self.archive, self._kept = archive, kept
        self._readers: list[Reader] = []
        """Processes that read copies and have nothing to do."""

    def of(self, edition: Edition) -> Copy:
        """A copy as read; its file has to be there as it was added. Never raises."""
        kept = self.known(edition)
        if kept is None:
            kept = self.read(edition)
            self.know(edition, kept)
        return kept

    def known(self, edition: Edition) -> Copy | None:
        """A copy as it was read before; None where it was not, or could be read better now."""
        kept = self._kept_copy(edition, _plain(edition))
        if kept is None or any(page.scanned for page in kept.pages):
            sees = _seeing(edition)  # asks the program for its version, which takes a moment
            kept = self._kept_copy(edition, sees) if sees else kept
        return kept

    def read(self, edition: Edition) -> Copy:
        """A copy as its file has it now, in a process apart. Keeps nothing; never raises."""
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = Reader()
        copy = reader.read(self.archive.path(edition), named_kind(edition.file) or "", edition.charset)
        self._readers.append(reader)
        return copy

    def know(self, edition: Edition, copy: Copy) -> None:
        """Keep what was read of an edition, so that it need not be read again."""
        if copy.unreadable and not copy.pages:
            return  # it may be the machine that was too slow this once
        text = json.dumps(as_plain(copy), ensure_ascii=False).encode("utf-8", "surrogatepass")
        self._kept.put(edition.sha256, (copy.scans and _seeing(edition)) or _plain(edition), text)
        self._kept.put_mark(f"scanned {edition.sha256}", "yes" if copy.scans * 2 > len(copy.pages) else "")

    def scanned(self, edition: Edition) -> bool:
        """Whether most of a copy is pictures of pages, as far as it was ever read."""
        return self._kept.mark(f"scanned {edition.sha256}") == "yes"

    def end(self) -> None:
        """End the processes that read."""
        for reader in self._readers:
            reader.__exit__(None, None, None)

    def _kept_copy(self, edition: Edition, reader: str) -> Copy | None:
        kept = self._kept.get(edition.sha256, reader)
        if kept is not None:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                return from_plain(json.loads(kept))
        return None


def _plain(edition: Edition) -> str:
    """Under which reader a copy is kept."""
    return f"{READ_BY} {edition.charset}".rstrip()


def _seeing(edition: Edition) -> str:
    """Under which reader one is kept that has scans: what was read without the program that reads pictures, or by an older one, is read
    again. Empty where there is no such program."""
    program = engine()
    return f"{_plain(edition)} {program}" if program else ""

"""Documents whose words are known, made for the tests of the archive."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import typst


def pdf(source: str, folder: Path) -> bytes:
    """A PDF made by typst, whose words are those of its source."""
    path = folder / "source.typ"
    path.write_text(source, encoding="utf-8")
    return bytes(typst.compile(path))


def picture(width: int = 60, height: int = 85) -> bytes:
    """A grey PNG."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress(b"".join(b"\x00" + b"\xb0" * width for _ in range(height)))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

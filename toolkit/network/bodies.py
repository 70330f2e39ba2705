"""Reading and unpacking what a server sends, never more than was asked for, whatever it says about length and packing."""

from __future__ import annotations

import zlib

from aiohttp import ClientError, ClientResponse

from toolkit.network.answer import Cut

ACCEPTED = "gzip, deflate"
_GZIP, _DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS


class _Plain:
    """A body that is not packed."""

    ended = True

    def feed(self, data: bytes, room: int) -> bytes:
        return data[:room]


class _Packed:
    """Unpacks gzip and deflate piece by piece, never into more than there is room for."""

    def __init__(self, packing: str) -> None:
        self._deflate = packing == "deflate"
        self._work = zlib.decompressobj(_DEFLATE if self._deflate else _GZIP)
        self._begun = False

    @property
    def ended(self) -> bool:
        return self._work.eof or not self._begun

    def feed(self, data: bytes, room: int) -> bytes:
        """At most `room` bytes. :raises zlib.error: where it is not packed as the head says."""
        made = b""
        while data and len(made) < room:
            if self._work.eof:
                if self._deflate or not data.startswith(b"\x1f\x8b"):
                    break  # filling behind what was packed
                self._work = zlib.decompressobj(_GZIP)  # gzip may have several members, one behind the other
            made += self._unpacked(data, room - len(made))
            data = self._work.unused_data
        return made

    def _unpacked(self, data: bytes, room: int) -> bytes:
        begun, self._begun = self._begun, True
        try:
            return self._work.decompress(data, room)
        except zlib.error:
            if begun or not self._deflate:
                raise
            self._work = zlib.decompressobj(-zlib.MAX_WBITS)  # some servers leave out what stands before the packed bytes
            return self._work.decompress(data, room)


class Body:
    """A body that is being read: what has come stays there when reading is broken off."""

    def __init__(self, response: ClientResponse, limit: int) -> None:
        self._response, self._limit = response, limit
        self._parts: list[bytes] = []

    @property
    def partial(self) -> bytes:
        return b"".join(self._parts)

    async def read(self) -> Cut:
        """Read to the end or the limit; why it is not whole, if so. Only running out of time is raised."""
        packing = self._response.headers.get("Content-Encoding", "").strip().lower()
        work: _Plain | _Packed
        if packing in ("gzip", "x-gzip", "deflate"):
            work = _Packed(packing)
        elif packing in ("", "identity"):
            work = _Plain()
        else:
            return "encoding"
        come = made = 0
        try:
            async for data in self._response.content.iter_any():
                room = self._limit - made
                part = work.feed(data, room + 1)  # one more tells whether the limit is passed
                self._parts.append(part[:room])
                come, made = come + len(data), made + len(part)
                if made > self._limit or come > self._limit:
                    return "limit"
        except zlib.error:
            return "encoding"
        except (ClientError, OSError):
            return "connection"
        return "" if work.ended else "encoding"

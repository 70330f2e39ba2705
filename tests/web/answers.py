"""What servers do: behaviours for :class:`tests.web.server.Web`. The honest ones first, then the slow, the broken and the hostile."""

from __future__ import annotations

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Mapping
from itertools import count

from tests.web.server import Asked, Behaviour

_HTML = "text/html; charset=utf-8"


def sends(raw: bytes, *, stays: bool = False) -> Behaviour:
    """Exactly these bytes."""

    async def behave(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
        writer.write(raw)
        return stays

    return behave


def gives(body: bytes, kind: str = _HTML, status: int = 200, headers: Mapping[str, str] | None = None) -> Behaviour:
    """An honest answer."""
    return sends(head(status, {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}) + body, stays=True)


def page(title: str, text: str = "", status: int = 200, headers: Mapping[str, str] | None = None) -> Behaviour:
    """A web page with a title and, in its body, HTML."""
    html = f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    return gives(html.encode(), status=status, headers=headers)


def status(code: int, headers: Mapping[str, str] | None = None) -> Behaviour:
    return page(f"{code}", status=code, headers=headers)


def redirect(to: str, code: int = 301, headers: Mapping[str, str] | None = None) -> Behaviour:
    return gives(b"", status=code, headers={"Location": to, **(headers or {})})


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """The first at the first request, and so on; the last one for ever."""
    turn = count()

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> bool:
        return await behaviours[min(next(turn), len(behaviours) - 1)](asked, writer)

    return behave


def after(seconds: float, behaviour: Behaviour) -> Behaviour:
    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(seconds)
        return await behaviour(asked, writer)

    return behave


def needs_cookie(name: str, then: Behaviour) -> Behaviour:
    """Sets a cookie and sends the reader to the same address again, until it comes with the cookie."""

    async def behave(asked: Asked, writer: asyncio.StreamWriter) -> bool:
        if f"{name}=1" in asked.headers.get("cookie", ""):
            return await then(asked, writer)
        writer.write(head(302, {"Location": asked.path, "Set-Cookie": f"{name}=1; Path=/", "Content-Length": "0"}))
        return True

    return behave


def packed(body: bytes, packing: str = "gzip", *, members: int = 1) -> Behaviour:
    """Packed honestly."""
    size = -(-len(body) // members)
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    data = b"".join(gzip.compress(piece) for piece in pieces) if packing == "gzip" else zlib.compress(body)
    return gives(data, headers={"Content-Encoding": packing})


def bare_deflate(body: bytes) -> Behaviour:
    """``deflate`` as some servers understand it: without the two bytes in front."""
    work = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return gives(work.compress(body) + work.flush(), headers={"Content-Encoding": "deflate"})


# --- slow, broken and hostile ---------------------------------------------------------------------------------------------


def never_answers() -> Behaviour:
    async def behave(_asked: Asked, _writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(3600)
        return False

    return behave


def drips(raw: bytes, every: float = 0.02, lasting: float = 3600) -> Behaviour:
    """One byte after the other, the last one again and again."""

    async def behave(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
        for at in range(round(lasting / every)):
            writer.write(raw[min(at, len(raw) - 1) :][:1])
            await writer.drain()
            await asyncio.sleep(every)
        return False

    return behave


def slow_heads(lasting: float = 3600) -> Behaviour:
    """Heads that do not end (slowloris, the other way round)."""
    return drips(b"HTTP/1.1 200 OK\r\nX-Slow: a", lasting=lasting)


def never_ends(told: int | None = None, lasting: float = 3600) -> Behaviour:
    """A body without end, or with the length that is told; for as long as anybody reads it."""
    heads = {"Content-Type": _HTML, **({"Content-Length": str(told)} if told else {"Connection": "close"})}
    block = b"<p>more and more</p>\n" * 3000

    async def behave(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
        writer.write(head(200, heads))
        ends = asyncio.get_running_loop().time() + lasting
        while not writer.is_closing() and asyncio.get_running_loop().time() < ends:
            writer.write(block)
            await writer.drain()
        return False

    return behave


def stalls(beginning: bytes, told: int = 100_000) -> Behaviour:
    """The beginning of a body, and then nothing."""

    async def behave(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
        writer.write(head(200, {"Content-Type": _HTML, "Content-Length": str(told)}) + beginning)
        await writer.drain()
        await asyncio.sleep(3600)
        return False

    return behave


def cut_short(body: bytes, told: int) -> Behaviour:
    """Less than the length that is told, and the end."""
    return sends(head(200, {"Content-Type": _HTML, "Content-Length": str(told)}) + body)


def longer_than_told(body: bytes, told: int) -> Behaviour:
    return sends(head(200, {"Content-Type": _HTML, "Content-Length": str(told)}) + body)


def broken_gzip(body: bytes = b"<title>A report</title>" * 200) -> Behaviour:
    """Packed, and damaged in the middle."""
    data = gzip.compress(body)
    return gives(data[:20] + bytes(8) + data[28:], headers={"Content-Encoding": "gzip"})


def not_packed(body: bytes) -> Behaviour:
    """Says that it is packed, and is not."""
    return gives(body, headers={"Content-Encoding": "gzip"})


def bomb(size: int = 1 << 30) -> Behaviour:
    """A few bytes that unpack into a gigabyte of spaces."""
    work = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    block = b" " * (1 << 20)
    data = b"".join([*(work.compress(block) for _ in range(size >> 20)), work.flush()])
    return gives(data, headers={"Content-Encoding": "gzip"})


def resets() -> Behaviour:
    """The connection is reset in the middle of things."""

    async def behave(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
        own = writer.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    return behave


def many_heads(number: int = 100_000) -> Behaviour:
    return sends(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: a\r\n" % each for each in range(number)) + b"\r\n")


def large_head(size: int = 1 << 20) -> Behaviour:
    return sends(b"HTTP/1.1 200 OK\r\nX-Large: " + b"a" * size + b"\r\n\r\n")


def head(code: int, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {code} {'OK' if code == 200 else 'Said'}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

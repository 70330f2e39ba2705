"""A real server on this machine that plays the good, the slow, the broken and the hostile, for whatever asks the web for something.

    with Web() as web:
        url = web.put("/report", answers.page("A report"))
        ...
        assert web.asked[0].path == "/report"

It listens on 127.0.0.1 alone. Names such as ``one.test`` lead here for a `Network` that is given :meth:`Web.look_up`, and every name that a
test uses has to be allowed by name, as 127.0.0.1 has: it is this machine. What redirects into "another network" redirects to a name on
loopback that is not allowed.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from threading import Thread
from typing import Self


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    host: str
    """Without the port."""
    path: str
    """With the query."""
    headers: dict[str, str]
    """Names in small letters."""
    at: float
    """Seconds of the server's clock."""


Behaviour = Callable[[Asked, asyncio.StreamWriter], Awaitable[bool]]
"""Writes an answer; whether the connection stays open."""


class Web:
    """Many hosts at one port. What is not put anywhere is answered by `missing`, which a host may have of its own (path ``*``)."""

    def __init__(self, tls: ssl.SSLContext | None = None, addresses: tuple[str, ...] = ("127.0.0.1",)) -> None:
        """:param addresses: on loopback, all with the same port."""
        self._tls, self._addresses = tls, addresses
        self._put: dict[tuple[str, str], Behaviour] = {}
        self.asked: list[Asked] = []
        self.open_at_once: dict[str, int] = {}
        """The most requests of a host that were being answered at the same time."""
        self._open: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._begin(), self._loop).result(10)
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    def put(self, path: str, behaviour: Behaviour, host: str = "") -> str:
        """Answer a path so, on one host or on all of them; the address of it."""
        self._put[host, path] = behaviour
        return self.url(path, host or "127.0.0.1")

    def look_up(self, host: str) -> list[str]:
        """Every name below ``test`` is here, but for those that begin with ``gone``."""
        if host.startswith("busy-names"):
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if not host.endswith(".test") or host.startswith("gone"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ["127.0.0.1"]

    def paths(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.path for asked in self.asked]

    async def _begin(self) -> int:
        self._servers: list[asyncio.Server] = []
        port = 0
        for address in self._addresses:
            self._servers.append(await asyncio.start_server(self._connected, address, port, ssl=self._tls, limit=1 << 20, backlog=512))
            port = int(self._servers[0].sockets[0].getsockname()[1])
        return port

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                if not await self._answer(head, writer):
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> bool:
        first, *lines = head.strip().split("\r\n")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        asked = Asked(host, first.split(" ")[1], headers, self._loop.time())
        self.asked.append(asked)
        self._open[host] = self._open.get(host, 0) + 1
        self.open_at_once[host] = max(self._open[host], self.open_at_once.get(host, 0))
        try:
            behaviour = next((found for key in self._keys(asked) if (found := self._put.get(key))), _missing)
            stays = await behaviour(asked, writer)
            await writer.drain()
            return stays
        finally:
            self._open[host] -= 1

    def _keys(self, asked: Asked) -> list[tuple[str, str]]:
        path = asked.path
        return [(asked.host, path), ("", path), (asked.host, "*"), ("", "*")]


async def _missing(_asked: Asked, writer: asyncio.StreamWriter) -> bool:
    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 30\r\n\r\n<title>Page not found</title>\r\n")
    return True

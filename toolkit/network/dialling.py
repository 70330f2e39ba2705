"""Names of hosts to addresses, and addresses to sockets: both vetted, so that no name and no redirect leads into a private network."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from threading import Thread

from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult

from toolkit.network.addresses import inside, literal, plain_host

LookUp = Callable[[str], Sequence[str]]
"""The IP addresses of a host, by its name. :raises socket.gaierror: where there are none. Called in threads."""


class Blocked(OSError):
    """An address that may not be dialled."""


def system_look_up(host: str) -> list[str]:
    """What the system says, in its order."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)))


class Dialling(AbstractResolver):
    """Looks hosts up, once each, and opens sockets to what may be dialled.

    A name is vetted when it has been looked up and its addresses once more when they are dialled: between the two nobody can change them.
    """

    def __init__(self, allow: Collection[str], look_up: LookUp) -> None:
        self._allow = frozenset(map(plain_host, allow))
        self._look_up = look_up
        self._threads = asyncio.Semaphore(16)  # most of them wait
        self._found: dict[str, asyncio.Task[Sequence[str]]] = {}
        self._permitted: set[str] = set()
        """Addresses inside that belong to hosts that are allowed by name."""

    def vet(self, host: str) -> None:
        """:raises Blocked: where the host is written as an address that may not be dialled."""
        address = literal(host)
        if address is not None:
            self._vetted(host, [str(address)])

    async def addresses(self, host: str) -> Sequence[str]:
        """The addresses of a host, vetted.

        :raises Blocked: where one of them may not be dialled. :raises socket.gaierror: where there are none.
        """
        name = plain_host(host)
        if name not in self._found:
            self._found[name] = asyncio.create_task(self._looked_up(name))
        return self._vetted(name, await asyncio.shield(self._found[name]))

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """For aiohttp, as :meth:`addresses`."""
        families = {each: socket.AF_INET6 if ":" in each else socket.AF_INET for each in await self.addresses(host)}
        return [
            ResolveResult(hostname=host, host=each, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for each, kind in families.items()
            if family in (socket.AF_UNSPEC, kind)
        ]

    def open(self, info: AddrInfoType) -> socket.socket:
        """A socket for an address that is about to be dialled. :raises Blocked: where it may not be."""
        family, kind, protocol, _, address = info
        if inside(address[0]) and address[0] not in self._permitted:
            raise Blocked(address[0])
        return socket.socket(family, kind, protocol)

    async def close(self) -> None:
        """Wait for no look-up that still runs."""
        for task in self._found.values():
            task.cancel()
        await asyncio.gather(*self._found.values(), return_exceptions=True)

    async def _looked_up(self, name: str) -> Sequence[str]:
        """In a thread that nobody waits for: where names cannot be looked up, one takes half a minute, and Ctrl-C should not."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Sequence[str]] = loop.create_future()

        def tell(addresses: Sequence[str] | None, error: Exception | None) -> None:
            if not found.done():
                found.set_exception(error) if error else found.set_result(addresses or ())

        def work() -> None:
            addresses, problem = None, None
            try:
                addresses = self._look_up(name)
            except Exception as error:
                problem = error
            with suppress(RuntimeError):  # the loop may have ended
                loop.call_soon_threadsafe(tell, addresses, problem)

        async with self._threads:
            Thread(target=work, daemon=True, name=f"look up {name}").start()
            return await found

    def _vetted(self, host: str, addresses: Sequence[str]) -> Sequence[str]:
        bad = [each for each in addresses if inside(each)]
        if bad and plain_host(host) not in self._allow:
            raise Blocked(bad[0])
        self._permitted.update(bad)
        return addresses

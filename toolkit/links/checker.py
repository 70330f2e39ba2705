"""Asks for many addresses at the same time, each page once, and tells what was seen of each as soon as it is known."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from secrets import token_hex

from yarl import URL

from toolkit.links.judging import judge, wants_probe
from toolkit.model.links import Seen
from toolkit.network.answer import Answer, Failure, Limits
from toolkit.network.client import Network

LIMITS = Limits(body=128 * 1024)
"""Enough for a title, a notice and the sign of a file; the connection is closed behind it."""
_WHOLE = LIMITS._replace(body=4 * 1024 * 1024)
"""For an address that names a place on its page."""
CONTROL = "example.com"
"""A host that is there as long as there is an internet (RFC 2606): where it is not found either, it is we who are cut off."""
_MAY_BE_US = frozenset({"no-host", "dns", "unreachable"})
"""Failures that look the same from a machine that has no connection."""
_GIVEN_UP = 3
"""Times in a row that a host takes no connection, after which it is given a second and no longer."""


class Checker:
    """One run over many addresses. What is learnt of a host serves all of its addresses."""

    def __init__(self, network: Network, control: str = CONTROL, limits: Limits = LIMITS) -> None:
        self._network, self._control, self._limits = network, control, limits
        self._probes: dict[tuple[str, str, int | None], asyncio.Task[Answer]] = {}
        self._connected: asyncio.Task[bool] | None = None
        self._silent: dict[str, int] = {}

    async def see(self, urls: Iterable[str]) -> AsyncIterator[Seen]:
        """What is seen of each, in the order in which it becomes known, and of the addresses to which some have moved for good.

        The same page is asked for once, whatever place on it is named.
        """
        pages: dict[str, list[str]] = {}
        for url in dict.fromkeys(urls):
            pages.setdefault(url.partition("#")[0], []).append(url)
        tasks = [asyncio.create_task(self._page(page, names)) for page, names in pages.items()]
        try:
            for done in asyncio.as_completed(tasks):
                for seen in await done:
                    yield seen
        finally:
            waiting = [*tasks, *self._probes.values(), *([self._connected] if self._connected else [])]
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _page(self, page: str, urls: list[str]) -> list[Seen]:
        places = any(url != page and not url.partition("#")[2].startswith(":~:") for url in urls)
        answer = await self._ask(page, self._limits._replace(body=_WHOLE.body) if places else self._limits)
        probe = await self._probe(answer) if wants_probe(page, answer) else None
        if answer.failure is not None and answer.failure.reason in _MAY_BE_US and not await self._online():
            return [Seen(url=url, at=answer.at, kind="offline") for url in urls]
        seen = [judge(url, answer, probe) for url in urls]
        arrived = dict.fromkeys(each.replacement for each in seen if each.replacement)
        return [*seen, *(Seen(url=url, at=answer.at, kind="there", status=answer.status) for url in arrived)]

    async def _ask(self, page: str, limits: Limits) -> Answer:
        """The answer; a host that takes no connections is not waited for again and again."""
        host = _host(page)
        known_silent = self._silent.get(host, 0) >= _GIVEN_UP
        answer = await self._network.get(page, limits=limits._replace(dialling=1.0) if known_silent else limits)
        silent = answer.failure is not None and answer.failure.reason == "timeout" and bool(answer.failure.said)
        self._silent[host] = self._silent.get(host, 0) + 1 if silent else 0
        return answer

    async def _probe(self, answer: Answer) -> Answer | None:
        """What the host of an answer gives for an address that is made up; asked once a host. None where that came to nothing."""
        url = URL(answer.url)
        origin = (url.scheme, url.host or "", url.port)
        if origin not in self._probes:
            made_up = str(url.origin() / f"no-such-page-{token_hex(4)}")
            self._probes[origin] = asyncio.create_task(self._network.get(made_up, limits=self._limits._replace(tries=1)))
        probe = await self._probes[origin]
        return None if probe.failure else probe

    async def _online(self) -> bool:
        """Whether any host is found; asked once, and only where one was not."""
        if self._connected is None:
            self._connected = asyncio.create_task(self._finds_control())
        return await self._connected

    async def _finds_control(self) -> bool:
        found = await self._network.addresses(self._control)
        return not (isinstance(found, Failure) and found.reason in _MAY_BE_US)


def _host(url: str) -> str:
    try:
        return URL(url).host or ""
    except ValueError:
        return ""

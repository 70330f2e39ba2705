"""What a site asks programs to leave alone (RFC 9309, robots.txt): asked once for each host, and kept to."""

from __future__ import annotations

import asyncio

from protego import Protego
from yarl import URL

from toolkit.network.answer import Answer, Limits
from toolkit.network.client import Network

AGENT = "consultation-toolkit"
"""The name by which a site may speak of us: the first word of the user agent."""
_LIMITS = Limits(body=512 * 1024, seconds=15, redirects=5, wait=5)
_SLOWEST = 30.0
"""Seconds between two requests that a site may ask for and gets."""


class Robots:
    """The wishes of the hosts that one run meets."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._asked: dict[URL, asyncio.Task[Protego | Answer | str]] = {}

    async def why_not(self, url: URL) -> Answer | str:
        """Why an address may not be asked for, as a sentence, or the answer of a host that gives none; empty where it may be."""
        wishes = await self._wishes(url)
        if isinstance(wishes, Protego):
            return "" if wishes.can_fetch(str(url), AGENT) else "The site asks programs not to fetch it (robots.txt)."
        return wishes

    async def pause(self, url: URL) -> float:
        """Seconds to wait before the host is asked again; 0 where it has no wish."""
        wishes = await self._wishes(url)
        delay = wishes.crawl_delay(AGENT) if isinstance(wishes, Protego) else None
        return min(float(delay or 0), _SLOWEST)

    async def _wishes(self, url: URL) -> Protego | Answer | str:
        origin = url.origin()
        if origin not in self._asked:
            self._asked[origin] = asyncio.create_task(self._ask(origin))
        return await self._asked[origin]

    async def _ask(self, origin: URL) -> Protego | Answer | str:
        answer = await self._network.get(str(origin / "robots.txt"), limits=_LIMITS)
        if answer.failure is not None:
            return answer
        if answer.ok:
            return Protego.parse(answer.body.decode("utf-8", "replace"))
        if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
            return Protego.parse("")
        return f"The site does not say what programs may fetch: its robots.txt is out of order ({answer.status}). Try again later."

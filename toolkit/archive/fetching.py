"""Asks for the addresses of sources, one at a time at each host, and tells what came: the source, or something in its place.

Nothing is kept here: `toolkit.capturing` holds what came against what there is.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import NamedTuple

from yarl import URL

from toolkit.archive.adding import Came
from toolkit.archive.apart import Reader
from toolkit.archive.kinds import PACKED, Kind, described, kind_of
from toolkit.archive.lock import charset_of
from toolkit.archive.pages import Copy
from toolkit.archive.robots import Robots
from toolkit.model.values import LONDON
from toolkit.network.addresses import web_address
from toolkit.network.answer import Answer, Limits
from toolkit.network.client import Network

LIMITS = Limits(body=100_000_000, seconds=90, redirects=8, wait=20)
"""What one source may cost."""
_HOSTS = 4
"""Asked at the same time."""
_BY_HAND = "Save it in a browser, and add the file."

WhyNot = Callable[[str, Answer], str]
"""Why an answer to an address holds no copy of the source, in a sentence; empty where nothing says so."""


class Wanted(NamedTuple):
    """A source whose address is to be asked for."""

    key: str
    url: str


@dataclass(frozen=True)
class Fetched:
    """What came of asking. Where `why` is not empty it is no copy of the source, and `why` says so in a sentence."""

    wanted: Wanted
    answer: Answer | None = None
    kind: Kind | None = None
    why: str = ""
    copy: Copy | None = None
    """As read."""
    main: str = ""
    """Of a web page: what it says, without what surrounds it on every page of its site."""

    @property
    def came(self) -> Came:
        """How it came, for the lock."""
        answer, kind = self.answer, self.kind
        assert answer is not None
        assert kind is not None
        return Came(
            f".{kind}{PACKED}" if kind == "html" else f".{kind}",
            captured=answer.at.astimezone(LONDON).date(),
            url=self.wanted.url,
            how="fetched",
            time=answer.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            final=answer.url if answer.hops else "",
            status=answer.status,
            type=answer.header("content-type"),
        )


class Fetching:
    """One run: hosts at the same time, the addresses of each one after the other. A context, which ends the processes that read."""

    def __init__(self, network: Network, why_not: WhyNot, limits: Limits = LIMITS) -> None:
        self._network, self._why_not, self._limits = network, why_not, limits
        self._robots = Robots(network)
        self._reading = Readings()

    async def all(self, wanted: Iterable[Wanted]) -> AsyncGenerator[Fetched, None]:
        """What came of each, in the order in which it came."""
        hosts: dict[str, dict[str, list[Wanted]]] = {}
        for each in wanted:
            hosts.setdefault(_host(each.url), {}).setdefault(each.url.partition("#")[0], []).append(each)
        came: asyncio.Queue[Fetched | BaseException | None] = asyncio.Queue(_HOSTS)  # bodies may be large
        free = asyncio.Semaphore(_HOSTS)

        async def one_host(addresses: dict[str, list[Wanted]]) -> None:
            async with free:
                try:
                    for number, (url, alike) in enumerate(addresses.items()):
                        if number:
                            await asyncio.sleep(await self._pause(url))
                        found = await self.one(alike[0])
                        for each in alike:  # several sources of one address, such as the figures of a dashboard
                            await came.put(replace(found, wanted=each))
                    await came.put(None)
                except Exception as error:
                    await came.put(error)

        tasks = [asyncio.create_task(one_host(addresses)) for addresses in hosts.values()]
        try:
            left = len(tasks)
            while left:
                found = await came.get()
                if isinstance(found, BaseException):
                    raise found
                if found is None:
                    left -= 1
                else:
                    yield found
        finally:
            self._reading.end()  # else a thread waits for what nobody wants any more
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def one(self, wanted: Wanted) -> Fetched:
        """What came of one. Never raises for what the web does."""
        try:
            url = web_address(wanted.url)
        except ValueError as error:
            return Fetched(wanted, why=f"The address cannot be asked for: {error}.")
        if barred := await self._barred(url):
            return Fetched(wanted, why=barred)
        answer = await self._network.get(str(url), limits=self._limits)
        if why := self._why_not(wanted.url, answer):
            return Fetched(wanted, answer, why=why)
        last = URL(answer.url)
        if (last.host, last.path) != (url.host, url.path) and (barred := await self._barred(last)):
            return Fetched(wanted, answer, why=barred)
        kind = kind_of(answer.body)
        if kind is None:
            return Fetched(wanted, answer, why=f"It is {described(answer.body)}. {_BY_HAND}")
        charset = charset_of(answer.header("content-type"))
        copy, main = await asyncio.to_thread(self._reading.read, answer.body, kind, charset)
        why = f"{copy.unreadable} {_BY_HAND}" if kind == "html" and copy.unreadable else ""
        return Fetched(wanted, answer, kind, why, copy, main)

    async def _barred(self, url: URL) -> str:
        """Why a host does not want to be asked, or cannot be, in a sentence."""
        barred = await self._robots.why_not(url)
        if isinstance(barred, Answer):
            return self._why_not(str(url), barred)
        return f"{barred} {_BY_HAND}" if barred else ""

    def main(self, data: bytes, charset: str) -> str:
        """What a page says in the main. Called in threads."""
        return self._reading.main(data, charset)

    async def _pause(self, url: str) -> float:
        try:
            return await self._robots.pause(web_address(url))
        except ValueError:
            return 0


def _host(url: str) -> str:
    try:
        return web_address(url).host or ""
    except ValueError:
        return ""


class Readings:
    """Reads what came in processes apart, which are used again. Called in threads."""

    def __init__(self) -> None:
        self._free: list[Reader] = []
        self._busy: set[Reader] = set()
        self._ended = False

    def read(self, data: bytes, kind: Kind, charset: str) -> tuple[Copy, str]:
        """The copy; of a web page what it says in the main, too. Never raises."""
        copy = self._read(data, kind, charset)
        return copy, self.main(data, charset) if kind == "html" and not copy.unreadable else ""

    def main(self, data: bytes, charset: str) -> str:
        """What a page says in the main; empty where that cannot be made out. Never raises."""
        return "\n".join(page.text for page in self._read(data, "main", charset).pages)

    def _read(self, data: bytes, kind: str, charset: str) -> Copy:
        if self._ended:
            return Copy(kind, unreadable="Reading was given up.")
        try:
            reader = self._free.pop()
        except IndexError:
            reader = Reader()
        self._busy.add(reader)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "copy")
            path.write_bytes(data)
            copy = reader.read(path, kind, charset)
        self._busy.discard(reader)
        self._free.append(reader)
        return copy

    def end(self) -> None:
        """End every process, also one that is reading."""
        self._ended = True
        for reader in tuple(self._busy):
            reader.kill()
        for reader in self._free:
            reader.__exit__(None, None, None)

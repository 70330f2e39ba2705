"""Look-ups over the network: Crossref first, then doi.org for the agency of what Crossref does not know, then DataCite.

Three answers, never two: what a registry said, that there is no such thing, and that it could not be told. A registry that is down, busy or
sends what cannot be read says nothing about a source.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import NamedTuple, TypeVar
from urllib.parse import quote, urlencode

from toolkit.model.registries import Looked, Searched, Work
from toolkit.network.answer import Answer, Limits
from toolkit.network.client import Network
from toolkit.registries import agencies, crossref, datacite
from toolkit.registries.answers import NotRead

MOST_BYTES = 12_000_000
"""Of one answer: a work with ten thousand references and two thousand authors has less."""
LIMITS = Limits(body=MOST_BYTES, seconds=40, redirects=5, wait=60, tries=3)
_AT_ONCE, _PAUSE = 3, 0.1
"""What Crossref asks of those who give a mail address: three at a time, ten in a second. Its answers may ask for less."""
_GIVEN_UP = 3
"""Failures to reach a registry at all, one after the other, after which it is not asked again in this run."""
_JSON = {"Accept": "application/json"}
_ROWS = 5
_NAMES = {"crossref": "Crossref", "datacite": "DataCite", "doi": "doi.org"}
_WHY = {
    "no-host": "its host is not known here; is this machine online?",
    "dns": "names of hosts cannot be looked up; is this machine online?",
    "refused": "it takes no connections",
    "unreachable": "there is no way to it; is this machine online?",
    "timeout": "it did not answer in time",
    "reset": "it closed the connection",
    "blocked": "its address belongs to a private network",
}
_CUT = {"limit": "its answer is too large to be one", "time": "its answer did not end in time"}
Found = TypeVar("Found")


class Bases(NamedTuple):
    """Where the registries are."""

    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    doi: str = "https://doi.org"


BASES = Bases()


class _Unknown(Exception):
    """It could not be told, and why."""


class _Pace:
    """How fast one registry may be asked, as it says itself in ``x-rate-limit-limit`` and ``x-rate-limit-interval``."""

    def __init__(self) -> None:
        self.slots = asyncio.Semaphore(_AT_ONCE)
        self.failures = 0
        self.gone = ""
        self._pause, self._next = _PAUSE, 0.0

    async def turn(self) -> None:
        clock = asyncio.get_running_loop()
        begins = max(self._next, clock.time())
        self._next = begins + self._pause
        await asyncio.sleep(begins - clock.time())

    def heed(self, answer: Answer) -> None:
        limit = re.fullmatch(r"\s*(\d{1,6})\s*", answer.header("x-rate-limit-limit"))
        interval = re.fullmatch(r"\s*(\d{1,4})\s*s?\s*", answer.header("x-rate-limit-interval"))
        if limit and interval and int(limit[1]):
            self._pause = min(max(_PAUSE, int(interval[1]) / int(limit[1])), 10)


class Registries:
    """The registries as they are asked in one run. To be used within one event loop.

    :param today: the day that answers are dated with.
    """

    def __init__(self, network: Network, today: date, bases: Bases = BASES) -> None:
        self._network, self._today, self._bases = network, today, bases
        self._paces = {name: _Pace() for name in Bases._fields}

    async def look(self, doi: str) -> Looked:
        """What is known of a DOI in small letters. Never raises for what a registry does."""
        try:
            return await self._look(doi)
        except _Unknown as unknown:
            return Looked(doi=doi, day=self._today, state="unknown", why=str(unknown))

    async def search(self, asked: str) -> Searched:
        """The works at Crossref that are nearest to some words: author, title, journal and year."""
        query = urlencode({"query.bibliographic": asked, "rows": _ROWS})
        try:
            works = await self._ask("crossref", f"/works?{query}", crossref.read_list)
        except _Unknown as unknown:
            return Searched(asked=asked, day=self._today, state="unknown", why=str(unknown))
        return Searched(asked=asked, day=self._today, state="found", works=works or ())

    async def _look(self, doi: str) -> Looked:
        """:raises _Unknown:"""
        name = quote(doi, safe="")
        work = await self._ask("crossref", f"/works/{name}", crossref.read_work)
        if work is not None:
            return self._found(doi, work)
        agency = await self._ask("doi", f"/doiRA/{name}", agencies.read_agency, none_says_so=True)
        if agency == agencies.NONE:
            return Looked(doi=doi, day=self._today, state="unregistered", registry="doi.org")
        if agency == "DataCite":
            work = await self._ask("datacite", f"/dois/{name}", datacite.read_work)
            if work is not None:
                return self._found(doi, work)
        return Looked(doi=doi, day=self._today, state="elsewhere", registry=agency or "")

    def _found(self, doi: str, work: Work) -> Looked:
        return Looked(doi=doi, day=self._today, state="found", work=work, registry=work.registry)

    async def _ask(self, registry: str, path: str, read: Callable[[bytes], Found], *, none_says_so: bool = False) -> Found | None:
        """What a registry says; None where it has no such thing. :raises _Unknown: where that cannot be told.

        :param none_says_so: whether it says in words that there is no such thing: the status 404 alone may then come from anybody.
        """
        name, pace = _NAMES[registry], self._paces[registry]
        async with pace.slots:
            if pace.gone:
                raise _Unknown(pace.gone)
            await pace.turn()
            answer = await self._network.get(f"{getattr(self._bases, registry)}{path}", headers=_JSON, limits=LIMITS)
        pace.heed(answer)
        if answer.failure is not None:
            said = _WHY.get(answer.failure.reason, answer.failure.said or answer.failure.reason)
            why = f"{name} could not be asked: {said}{'' if said.endswith('?') else '.'}"
            pace.failures += 1
            if pace.failures >= _GIVEN_UP:
                pace.gone = why
            raise _Unknown(why)
        pace.failures = 0
        gone = answer.status in (404, 410)
        if gone and not none_says_so:
            return None
        if not answer.ok and not gone:
            raise _Unknown(f"{name} answered with the status {answer.status}.")
        if not answer.whole:
            raise _Unknown(f"{name} could not be asked: {_CUT.get(answer.cut, 'its answer came in part only')}.")
        try:
            return read(answer.body)
        except NotRead as error:
            raise _Unknown(f"{name} answered, and {error}.") from None


async def ask_all(registries: Registries, dois: Iterable[str], searches: Iterable[str], told: Callable[[Looked | Searched], None]) -> None:
    """Look up all of them, as many at a time as is polite; `told` is given each answer as it comes, in any order."""

    async def one(answer: Awaitable[Looked | Searched]) -> None:
        told(await answer)

    async with asyncio.TaskGroup() as group:
        for doi in dois:
            group.create_task(one(registries.look(doi)))
        for asked in searches:
            group.create_task(one(registries.search(asked)))

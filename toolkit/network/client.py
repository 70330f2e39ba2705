"""The one object through which anything reaches the network. Whoever needs something from there is handed it.

>>> async with Network(contact="policy@example.org") as network:       # doctest: +SKIP
...     answer = await network.get("https://www.gov.uk/guidance")      # doctest: +SKIP
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from http.cookies import CookieError
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import NamedTuple, Self

import certifi
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from toolkit import __version__
from toolkit.network.addresses import plain_host, web_address
from toolkit.network.answer import PERMANENT, TEMPORARY, Answer, Cut, Failure, Hop, Limits
from toolkit.network.bodies import ACCEPTED, Body
from toolkit.network.dialling import Dialling, LookUp, system_look_up
from toolkit.network.failures import failure_of
from toolkit.network.hosts import Host, Politeness, asked_to_wait

_IN_FLIGHT = 64
"""Addresses that are asked for at the same time, over all hosts."""
_REDIRECTS = PERMANENT | TEMPORARY
_BUSY = frozenset({429, 502, 503, 504})
_PAUSES = (0.5, 2.0, 4.0)
"""Seconds before another try where the server names none."""
_LIMITS, _POLITE = Limits(), Politeness()
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.9",
    "Accept-Encoding": ACCEPTED,
}


class _Taken(NamedTuple):
    """One answer to one request."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    cut: Cut
    cookies: Mapping[str, str]


def user_agent(contact: str = "") -> str:
    """What we say who we are: name, version, and whom to write to."""
    return f"consultation-toolkit/{__version__}" + (f" (mailto:{contact})" if contact else "")


class Network:
    """Asks for addresses of the web, politely and within limits. A context; everything in it runs in one event loop.

    :param contact: a mail address that stands in the user agent, so that whoever is troubled by us can say so.
    :param allow: hosts, as names or addresses, that may be asked although they lie on this machine or in a private network.
    :param limits: what one address may cost, where :meth:`get` is told nothing else.
    :param look_up: the addresses of a host; the system's way where it is left out.
    :param trust: a file of certificates that are trusted besides the system's and Mozilla's.
    """

    def __init__(
        self,
        *,
        contact: str = "",
        allow: Collection[str] = (),
        limits: Limits = _LIMITS,
        polite: Politeness = _POLITE,
        look_up: LookUp = system_look_up,
        trust: Path | None = None,
    ) -> None:
        self.user_agent = user_agent(contact)
        self._allow, self._limits, self._polite, self._look_up, self._trust = allow, limits, polite, look_up, trust
        self._hosts: dict[tuple[str, int | None], Host] = {}

    async def __aenter__(self) -> Self:
        self._dialling = Dialling(self._allow, self._look_up)
        connector = TCPConnector(
            resolver=self._dialling,
            socket_factory=self._dialling.open,
            use_dns_cache=False,  # `Dialling` has its own
            limit=0,  # slots are taken before the time of a request begins
            ssl=_context(self._trust),
        )
        self._session = ClientSession(
            connector=connector,
            trust_env=False,
            auto_decompress=False,  # unpacked in bodies.py, within limits
            cookie_jar=DummyCookieJar(),  # what one address sets is none of another's business
            headers={**_HEADERS, "User-Agent": self.user_agent},
            max_line_size=16 * 1024,
            max_field_size=16 * 1024,
            max_headers=128,
        )
        self._in_flight = asyncio.Semaphore(_IN_FLIGHT)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._session.close()
        await self._dialling.close()

    async def get(self, url: str, *, headers: Mapping[str, str] | None = None, limits: Limits | None = None) -> Answer:
        """Ask for an address and follow where it leads. Never raises for what the web does.

        :param headers: heads beside the usual ones, such as ``Accept``; they go to every address on the way, so no secrets.
        """
        asking = _Asking(url, limits or self._limits)
        try:
            where = web_address(url)
        except ValueError as error:
            return asking.failed(url, Failure("address", str(error)))
        seen: set[tuple[str, tuple[tuple[str, str], ...]]] = set()
        cookies: dict[str, dict[str, str]] = {}
        while True:
            ours = cookies.setdefault(where.host or "", {})
            state = (str(where.with_fragment(None)), tuple(sorted(ours.items())))
            if state in seen:
                return asking.failed(str(where), Failure("loop", ""))
            seen.add(state)
            taken = await self._patiently(where, dict(headers or {}), ours, asking)
            if isinstance(taken, Failure):
                return asking.failed(str(where), taken)
            ours.update(taken.cookies)
            location = next((value for name, value in taken.headers if name.lower() == "location"), "")
            if taken.status not in _REDIRECTS or not location:
                return asking.answered(str(where), taken)
            asking.hops.append(Hop(str(where), taken.status))
            if len(asking.hops) > asking.limits.redirects:
                return asking.failed(str(where), Failure("redirects", ""))
            try:
                where = _target(where, location)
            except ValueError as error:
                return asking.failed(location, Failure("address", str(error)))

    async def addresses(self, host: str) -> tuple[str, ...] | Failure:
        """The addresses of a host by its name; why not, where there are none."""
        try:
            return tuple(await self._dialling.addresses(host))
        except (OSError, UnicodeError) as error:
            return failure_of(error)

    async def _patiently(self, url: URL, headers: dict[str, str], cookies: Mapping[str, str], asking: _Asking) -> _Taken | Failure:
        """One address without its redirects, asked for again where the server is busy or the connection breaks."""
        host = self._hosts.setdefault((plain_host(url.host or ""), url.port), Host(self._polite))
        limits = asking.limits
        asking.tries = 0
        while True:
            asking.tries += 1
            async with host.turn(), self._in_flight:
                taken = await self._once(url, headers, cookies, limits)
            if asking.tries >= limits.tries or (taken.reason != "reset" if isinstance(taken, Failure) else taken.status not in _BUSY):
                return taken
            pause = _PAUSES[min(asking.tries, len(_PAUSES)) - 1]
            if isinstance(taken, _Taken):
                wish = next((value for name, value in taken.headers if name.lower() == "retry-after"), "")
                wished = asked_to_wait(wish) if wish else pause
                if wished is None or wished > limits.wait:
                    return taken
                pause = wished
                if taken.status == 429:
                    host.rest(pause)
            await asyncio.sleep(pause)

    async def _once(self, url: URL, headers: dict[str, str], cookies: Mapping[str, str], limits: Limits) -> _Taken | Failure:
        clock = asyncio.get_running_loop()
        ends = clock.time() + limits.seconds
        try:
            self._dialling.vet(url.host or "")
            async with asyncio.timeout_at(ends):
                response = await self._session.get(
                    url,
                    headers=headers,
                    cookies=dict(cookies),
                    allow_redirects=False,
                    timeout=ClientTimeout(total=None, sock_connect=limits.dialling),
                )
        except (ClientError, OSError, ValueError) as error:
            return failure_of(error)
        try:
            redirects = response.status in _REDIRECTS and "Location" in response.headers
            if redirects:  # nobody reads what stands in one
                return _Taken(response.status, _heads(response), b"", "", _cookies(response))
            return _Taken(response.status, _heads(response), *await _body(response, ends, limits.body), _cookies(response))
        finally:
            response.release()  # a connection with something left in it is closed


class _Asking:
    """What has come of an address so far."""

    def __init__(self, url: str, limits: Limits) -> None:
        self.asked, self.limits = url, limits
        self.hops: list[Hop] = []
        self.tries = 1
        self._at, self._began = datetime.now(UTC), asyncio.get_running_loop().time()

    def failed(self, url: str, failure: Failure) -> Answer:
        return Answer(self.asked, url, self._at, self._seconds(), tuple(self.hops), self.tries, failure)

    def answered(self, url: str, taken: _Taken) -> Answer:
        hops = tuple(self.hops)
        return Answer(
            self.asked, url, self._at, self._seconds(), hops, self.tries, None, taken.status, taken.headers, taken.body, taken.cut
        )

    def _seconds(self) -> float:
        return asyncio.get_running_loop().time() - self._began


async def _body(response: ClientResponse, ends: float, limit: int) -> tuple[bytes, Cut]:
    body = Body(response, limit)
    try:
        async with asyncio.timeout_at(ends):
            cut = await body.read()
    except TimeoutError:
        cut = "time"
    return body.partial, cut


def _target(where: URL, location: str) -> URL:
    """Where a redirect leads, with the fragment of the address that was asked for unless it has its own (RFC 9110, 10.2.2).

    :raises ValueError: where that is no address of the web.
    """
    target = web_address(str(where.join(URL(location))))
    return target if target.raw_fragment else target.with_fragment(where.fragment or None)


def _heads(response: ClientResponse) -> tuple[tuple[str, str], ...]:
    """As text: UTF-8 where it is that, else Latin-1."""
    return tuple((_text(name), _text(value)) for name, value in response.raw_headers)


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _cookies(response: ClientResponse) -> dict[str, str]:
    """What the server sets, for the rest of this way: some redirect to the same address until they get it back."""
    with suppress(CookieError, ValueError):
        return {name: cookie.value for name, cookie in response.cookies.items()}
    return {}


def _context(trust: Path | None) -> ssl.SSLContext:
    """The system's certificates and Mozilla's: the first know those of an organisation's own, the second are there on every machine."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    if trust is not None:
        context.load_verify_locations(trust)
    return context


def fetch(
    url: str,
    *,
    contact: str = "",
    allow: Collection[str] = (),
    limits: Limits = _LIMITS,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Ask for one address, for callers that are not asynchronous; may be called from anywhere, a running event loop included."""
    made: list[Answer] = []

    async def ask() -> Answer:
        async with Network(contact=contact, allow=allow, limits=limits) as network:
            return await network.get(url, headers=headers)

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(ask())
    thread = Thread(target=lambda: made.append(asyncio.run(ask())))
    thread.start()
    thread.join()
    return made[0]

"""Politeness: how often one host is asked, and how long it is left alone when it says that it is busy."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple


class Politeness(NamedTuple):
    """What one host is asked to bear."""

    at_once: int = 4
    """Addresses that are asked for at the same time."""
    pause: float = 0.05
    """Seconds between two beginnings."""


class Host:
    """One host as this run knows it."""

    def __init__(self, polite: Politeness) -> None:
        self._polite = polite
        self._slots = asyncio.Semaphore(polite.at_once)
        self._next = 0.0
        self._rests_until = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn, and hold it."""
        async with self._slots:
            clock = asyncio.get_running_loop()
            begins = max(clock.time(), self._next)
            self._next = begins + self._polite.pause  # whoever comes now comes behind it
            while (wait := max(begins, self._rests_until) - clock.time()) > 0:
                await asyncio.sleep(wait)
            yield

    def rest(self, seconds: float) -> None:
        """Begin nothing more with this host for a while."""
        self._rests_until = max(self._rests_until, asyncio.get_running_loop().time() + seconds)


def asked_to_wait(value: str, now: datetime | None = None) -> float | None:
    """Seconds that a head ``Retry-After`` asks for: a number of them, or a date of HTTP; None where it is neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())

"""A server on this machine, and a way to ask it for one thing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.web.server import Web
from toolkit.network.answer import Answer, Limits
from toolkit.network.client import Network
from toolkit.network.hosts import Politeness

QUICK = Limits(body=100_000, seconds=1.0, wait=2.0)
HERE = ("127.0.0.1", "one.test", "two.test")

Get = Callable[..., Answer]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


@pytest.fixture
def get(web: Web) -> Get:
    """Ask for one address, with the names of this server, of which `HERE` are allowed."""

    def ask(url: str, limits: Limits = QUICK, **headers: str) -> Answer:
        async def work() -> Answer:
            async with network(web) as opened:
                return await opened.get(url, limits=limits, headers=headers)

        return asyncio.run(work())

    return ask


def network(web: Web, **options: Any) -> Network:
    return Network(**{"allow": HERE, "look_up": web.look_up, "limits": QUICK, "polite": Politeness(4, 0.0), **options})

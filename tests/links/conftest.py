"""A server on this machine, and a checker that looks at its addresses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.web.server import Web
from toolkit.links.checker import LIMITS, Checker
from toolkit.model.links import Seen
from toolkit.network.client import Network
from toolkit.network.hosts import Politeness

HERE = ("127.0.0.1", "one.test", "two.test", "three.test", "gone.test")
QUICK = LIMITS._replace(seconds=1.0, dialling=1.0, wait=2.0)

See = Callable[..., dict[str, Seen]]


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


def network(web: Web, **options: Any) -> Network:
    return Network(**{"allow": HERE, "look_up": web.look_up, "polite": Politeness(4, 0.0), **options})


@pytest.fixture
def see(web: Web) -> See:
    """What is seen of some addresses in one run, by address."""

    def look(*urls: str, control: str = "one.test", **options: Any) -> dict[str, Seen]:
        async def work() -> dict[str, Seen]:
            async with network(web, **options) as opened:
                return {seen.url: seen async for seen in Checker(opened, control, QUICK).see(urls)}

        return asyncio.run(work())

    return look

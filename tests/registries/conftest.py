"""Crossref, DataCite and doi.org played by a server on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from yarl import URL

from tests.registries.payloads import body
from tests.web import answers
from tests.web.server import Behaviour, Web
from toolkit.model.registries import Looked, Searched
from toolkit.network.client import Network
from toolkit.network.hosts import Politeness
from toolkit.registries.asking import Bases, Registries, ask_all

TODAY = date(2026, 11, 26)
CROSSREF, DATACITE, DOI = "crossref.test", "datacite.test", "doi.test"


class Indexes:
    """The three of them, each under a name of its own. What is not put there is not known to them."""

    def __init__(self, web: Web) -> None:
        self.web = web
        self.bases = Bases(web.url("", CROSSREF), web.url("", DATACITE), web.url("", DOI))
        for host in (CROSSREF, DATACITE, DOI):
            web.put("*", answers.gives(b"Resource not found.", "text/plain", 404), host)

    def crossref(self, doi: str, said: Any) -> None:
        self.web.put(_path("/works/", doi), _given(said), CROSSREF)

    def search(self, asked: str, said: Any) -> None:
        self.web.put(f"/works?{urlencode({'query.bibliographic': asked, 'rows': 5})}", _given(said), CROSSREF)

    def agency(self, doi: str, said: Any) -> None:
        self.web.put(_path("/doiRA/", doi), _given(said), DOI)

    def datacite(self, doi: str, said: Any) -> None:
        self.web.put(_path("/dois/", doi), _given(said), DATACITE)

    def network(self, **options: Any) -> Network:
        """A network in which they are."""
        allowed = {"allow": (CROSSREF, DATACITE, DOI), "look_up": self.web.look_up, "polite": Politeness(4, 0.0)}
        return Network(**{"contact": "policy@example.org", **allowed, **options})


def _path(before: str, doi: str) -> str:
    """As it is asked for: signs that mean nothing in a path need not be masked."""
    return URL(f"http://any.test{before}{quote(doi, safe='')}", encoded=False).raw_path_qs


def _given(said: Any) -> Behaviour:
    return said if callable(said) else answers.gives(body(said), "application/json")


@pytest.fixture
def indexes() -> Iterator[Indexes]:
    with Web() as web:
        yield Indexes(web)


Ask = Callable[..., dict[str, Looked | Searched]]


@pytest.fixture
def ask(indexes: Indexes) -> Ask:
    """``ask("10.5555/a", …)``: what came of looking for DOIs, and for ``words``; by DOI and by words."""

    def run(*dois: str, words: tuple[str, ...] = (), bases: Bases | None = None, **options: Any) -> dict[str, Looked | Searched]:
        found: dict[str, Looked | Searched] = {}

        def take(answer: Looked | Searched) -> None:
            found[answer.doi if isinstance(answer, Looked) else answer.asked] = answer

        async def work() -> None:
            async with indexes.network(**options) as network:
                await ask_all(Registries(network, TODAY, bases or indexes.bases), dois, words, take)

        asyncio.run(work())
        return found

    return run

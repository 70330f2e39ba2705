"""A workspace that notes what is looked up in it: what a response rests on, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from toolkit.model.workspace import Workspace

Thing = TypeVar("Thing")


class Noted(Mapping[str, Thing]):
    """Things by id that note which of them somebody asked for, whether they are there or not, and whether all of them."""

    def __init__(self, things: Mapping[str, Thing]) -> None:
        self._things = things
        self.ids: set[str] = set()
        self.whole = False

    def __getitem__(self, id_: str) -> Thing:
        self.ids.add(id_)
        return self._things[id_]

    def __contains__(self, id_: object) -> bool:
        self.ids.add(str(id_))
        return id_ in self._things

    def __iter__(self) -> Iterator[str]:
        self.whole = True
        return iter(self._things)

    def __len__(self) -> int:
        self.whole = True
        return len(self._things)


_NAMES = ("claims", "sources", "exhibits", "passages", "data", "unread")


class NotedWorkspace:
    """A workspace that notes what a response looks up in it."""

    def __init__(self, workspace: Workspace) -> None:
        self.noted: dict[str, Noted[Any]] = {name: Noted(getattr(workspace, name)) for name in _NAMES}
        noted: dict[str, Any] = {**self.noted}
        self.workspace = replace(workspace, **noted)

    def ids(self) -> list[tuple[str, list[str]]]:
        return [(name, sorted(noted.ids)) for name, noted in self.noted.items()]

    def whole(self) -> list[str]:
        return [name for name, noted in self.noted.items() if noted.whole]

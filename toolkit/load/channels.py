"""Ways to answer: those of ``channels.yaml``, with what a workspace changes and adds. Read when somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.resources import files
from typing import TypeVar

import yaml

from toolkit.model.channel import Channel
from toolkit.model.span import Frozen

Value = TypeVar("Value", bound=Frozen)


class Channels(Mapping[str, Channel]):
    """By name: the built-in ones in the order of their file, then the workspace's own."""

    def __init__(self, own: Mapping[str, Channel]) -> None:
        self._own = own

    def __getitem__(self, name: str) -> Channel:
        return self._all[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, Channel]:
        known = dict(_built_in())
        for name, own in self._own.items():
            known[name] = _changed(known.get(name, Channel(title=name)), own)
        return known


@cache
def _built_in() -> Mapping[str, Channel]:
    text = files("toolkit.load").joinpath("channels.yaml").read_text("utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {name: Channel.model_validate(each) for name, each in yaml.load(text, loader).items()}


def _changed(base: Value, own: Value) -> Value:
    """What is set in `own` over what is set in `base`, group by group."""
    changes = {}
    for name in own.model_fields_set:
        value = getattr(own, name)
        changes[name] = _changed(getattr(base, name), value) if isinstance(value, Frozen) else value
    return base.model_copy(update=changes)

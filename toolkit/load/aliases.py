"""Older keys of entries (biblatex's ``ids``): whoever names one is given the entry of today, and a finding (CIT017) with the present key.

Only here and in :class:`Sources` is an older key known: what comes out of loading names sources by the keys that they have today.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from toolkit.cite.keys import older_key
from toolkit.load.store import Holder, Reference, Stored
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.finding import Finding
from toolkit.model.response import Response
from toolkit.model.source import Alias, Source
from toolkit.model.span import Span

Thing = TypeVar("Thing", Claim, Exhibit)
_PLAIN = re.compile(r"[A-Za-z][\w-]*")


class Sources(Stored[Source]):
    """The bibliography by key. An older key leads to the entry, whose `id` is the present one; only present keys are listed and counted."""

    def __init__(self, holder: Holder, aliases: Mapping[str, Alias]) -> None:
        super().__init__(holder, "source", Source)
        self._aliases = aliases

    def __getitem__(self, key: str) -> Source:
        try:
            return super().__getitem__(key)
        except KeyError:
            alias = self._aliases.get(key)
            if alias is None:
                raise
            return super().__getitem__(alias.key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or key in self._aliases


def to_present(aliases: Mapping[str, Alias]) -> Callable[[Thing], Thing]:
    """What makes of a claim or an exhibit one whose support names sources by their present keys."""

    present_key = cache(lambda key: aliases[key].key if key in aliases else key)

    def present(thing: Thing) -> Thing:
        keys = [present_key(each.source) for each in thing.support]
        if keys == [each.source for each in thing.support]:
            return thing
        support = tuple(each.model_copy(update={"source": key}) for key, each in zip(keys, thing.support, strict=True))
        return thing.model_copy(update={"support": support})

    return present


def to_present_document(aliases: Mapping[str, Alias]) -> Callable[[Response], Response]:
    """What makes of a response one whose consulted document has its present key, with the finding where it had not."""

    def present(response: Response) -> Response:
        consultation = response.consultation
        alias = aliases.get(consultation.document or "")
        if alias is None:
            return response
        told = _older("The consulted document is", alias, consultation.origin.span("document"))
        own = told.span.path.startswith(f"responses/{response.slug}/")  # else it is told of the response that has the file
        return response.model_copy(
            update={
                "consultation": consultation.model_copy(update={"document": alias.key}),
                "findings": (*response.findings, *([told] if own else [])),
            }
        )

    return present


def older_keys_in_library(references: Iterable[Reference], aliases: Mapping[str, Alias]) -> Iterator[Finding]:
    """A finding for each reference of a claim or an exhibit to an older key."""
    for owner, _, target, span in references:
        yield _older(f"{owner[:1].upper()}{owner[1:]} cites", aliases[target], span)


def _older(who: str, alias: Alias, span: Span) -> Finding:
    written = alias.key if _PLAIN.fullmatch(alias.key) else json.dumps(alias.key, ensure_ascii=False)
    return older_key(who, alias.id, alias.key, span, written)

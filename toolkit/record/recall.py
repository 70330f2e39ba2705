"""Where something that turned out to be wrong was sent, from records alone, and the text of the letter that says so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, get_args

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from toolkit.model.errors import ToolkitError
from toolkit.model.record import Kind, Record, SentClaim, SentExhibit, SentPassage, SentSource, Use

Thing = SentClaim | SentSource | SentPassage | SentExhibit
TEMPLATE = "templates/correction-letter.md"
"""In the workspace, where somebody wants another letter than the built-in one."""
_HERE = Path(__file__).parent


class Recalled(NamedTuple):
    """One submission that used it."""

    record: Record
    kind: Kind
    thing: Thing
    uses: tuple[Use, ...]
    derived: bool
    """Whether it is a claim that was worked out from the one that is recalled."""
    last: bool
    """Whether it is the newest edition of its response: only that one is still to be corrected."""


def recalled(records: Iterable[Record], id_: str, others: Collection[str] = ()) -> list[Recalled]:
    """Every submission that used a claim, source, passage or exhibit of this id, the oldest first.

    :param others: further ids of the same thing: keys that a source had when something was sent, or has today.
    """
    ids = frozenset((id_, *others))
    all_ = list(records)
    newest = {record.response: record.edition for record in all_}
    return [
        Recalled(record, kind, thing, thing.uses, thing.id not in ids, newest[record.response] == record.edition)
        for record in all_
        for kind, thing in _things(record, ids)
    ]


def known_ids(records: Iterable[Record]) -> set[str]:
    """Ids of everything that was ever sent."""
    return {thing.id for record in records for kind in get_args(Kind) for thing in record.things(kind)}


def letter(template: str | None, values: Mapping[str, Any]) -> str:
    """The Markdown of a letter. :param template: the workspace's own, where there is one.

    :raises ToolkitError: where the workspace's template cannot be used.
    """
    text = template if template is not None else (_HERE / TEMPLATE).read_text(encoding="utf-8")
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    try:
        return environment.from_string(text).render(values)
    except TemplateError as error:
        line = f"Line {error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
        names = ", ".join(sorted(values))
        raise ToolkitError(
            f"The letter {TEMPLATE} of the workspace cannot be used.", f"{line}{error.message}.", f"It may use: {names}."
        ) from None


def _things(record: Record, ids: frozenset[str]) -> Iterator[tuple[Kind, Thing]]:
    kinds: tuple[Kind, ...] = get_args(Kind)
    yield from ((kind, thing) for kind in kinds for thing in record.things(kind) if thing.id in ids)
    found = {*ids}
    waiting = True
    while waiting:  # a figure may be worked out from one that was worked out itself
        waiting = False
        for claim in record.claims:
            if claim.id not in found and found.intersection(claim.derived_from):
                found.add(claim.id)
                waiting = True
                yield "claim", claim

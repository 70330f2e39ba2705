"""The pinpoints of a draft, each once with the place where an officer would change it: those of claims and exhibits, and those typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.check.rule import Facts, Submission
from toolkit.cite.locator import parse_locator
from toolkit.english.phrase import phrase
from toolkit.model.draft import Locator
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.span import Span
from toolkit.model.text import Text

_NUMBER = phrase(r"(?<![\w.])\d+(?![\w.])")
_BEHIND = phrase(r",? (pp?\. ?\d+(?:[-–]\d+)?)(?![\w-])")
"""A page typed behind a name in the text, ``@key, p. 3``, which no style takes for a place."""
_RANGE = phrase(r"(?<![\w.])(\d+)\s*[-–—]{1,3}\s*(\d+)(?![\w.])")


class Pinpoint(NamedTuple):
    """A place in a source as it was read, and as somebody wrote it."""

    key: str
    locator: Locator
    written: str
    span: Span


def pinpoints(submission: Submission, facts: Facts) -> tuple[Pinpoint, ...]:
    """Every citation of the draft that says where in its source, in no order; a claim that is placed five times comes once."""
    if "pinpoints" not in submission.shared:
        submission.shared["pinpoints"] = tuple(_pinpoints(submission, facts))
    found: tuple[Pinpoint, ...] = submission.shared["pinpoints"]
    return found


def _pinpoints(submission: Submission, facts: Facts) -> Iterator[Pinpoint]:
    supports = set[tuple[str, int, int]]()
    for thing in cited_things(submission, facts):
        for number, each in enumerate(thing.support):
            supports.add(_start(thing.span(f"support.{number}.source")))
            if each.locator:
                yield Pinpoint(each.source, parse_locator(each.locator), each.locator, thing.span(f"support.{number}.locator"))
    for text in with_notes(submission.texts):
        for citing in text.citing:
            for cited in citing.sources:
                if cited.written and _start(cited.span) not in supports:
                    yield Pinpoint(cited.key, cited.locator, cited.written, _with_locator(cited.span, cited.written))
            behind = _BEHIND.match(text.words, citing.offset)
            if behind and len(citing.sources) == 1 and not citing.sources[0].written and not citing.sources[0].claim:
                yield Pinpoint(citing.sources[0].key, parse_locator(behind[1]), behind[1], text.span(*behind.span(1)))


def cited_things(submission: Submission, facts: Facts) -> Iterator[Claim | Exhibit]:
    """The claims whose notes stand in the draft, and its exhibits; each once."""
    claims = facts.workspace.claims
    cited = dict.fromkeys(citation.claim for citation in submission.draft.citations if citation.claim)
    yield from (claims[id_] for id_ in cited if id_ in claims)
    yield from {placed.exhibit.id: placed.exhibit for placed in submission.draft.exhibits}.values()


def with_notes(texts: Iterable[Text]) -> Iterator[Text]:
    """Texts, each followed by the notes of remarks in it."""
    for text in texts:
        yield text
        for _, note in text.notes:
            yield note


def places_in(locator: Locator) -> Iterator[Locator]:
    """The place, and a second one where there is one (``p. 20, para. 57``)."""
    if locator.value:
        yield locator
        if locator.suffix and (second := parse_locator(locator.suffix)).value:
            yield second


def page_numbers(value: str) -> list[int]:
    """The page numbers of ``25``, ``25–27``, ``175–81`` (175 and 181), ``25 & 30``; none of roman numerals and of e123."""
    found = [int(number) for number in _NUMBER.findall(_RANGE.sub(" ", value))]
    for first, last in _RANGE.findall(value):
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        found += (int(first), int(whole))
    return found


def _start(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column


def _with_locator(key: Span, written: str) -> Span:
    """From the key to the end of its locator, as ``@key, p. 3`` is usually typed."""
    return key.model_copy(update={"end_column": key.end_column + 2 + len(written)})

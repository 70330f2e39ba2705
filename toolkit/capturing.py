"""Captures sources from the web: what comes is held against the copy that is kept, and against the words that we take from it.

Copies are kept one by one as they come, so that an interruption loses nothing that was captured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit.archive.adding import Added, keep
from toolkit.archive.copies import Archive, Placed
from toolkit.archive.editions import Held, Taken, held, same_words
from toolkit.archive.fetching import LIMITS, Fetched, Fetching, Wanted
from toolkit.archive.kinds import named_kind
from toolkit.archive.lock import Edition
from toolkit.archive.looks import put_looks
from toolkit.archive.pages import Copy
from toolkit.archive.proof import Prover
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.live import Live, Outcome
from toolkit.network.answer import Answer, Limits
from toolkit.network.client import Network
from toolkit.pretence import remark, why_not

_SURROUNDED = "What the page says is the same; only what surrounds it has changed."
_SAME_WORDS = "Its words are the same, though the file is not."


@dataclass(frozen=True)
class Captured:
    """What came of one source."""

    wanted: Wanted
    outcome: Outcome
    why: str = ""
    """A sentence: why nothing was captured, or in what it is the same."""
    placed: Placed | None = None
    """The copy that it is, or that it was held against."""
    doubts: tuple[str, ...] = ()
    """What should be known of a copy that was kept: that it is damaged, a scan, or cannot be read."""
    held: tuple[Held, ...] = ()
    """What we take from the source, in the copy that was kept before and in what came."""
    also_of: tuple[str, ...] = ()
    """Other sources whose newest copy holds the same."""


@dataclass(frozen=True)
class Capturing:
    """How one run captures. `taken` tells what we take from a source."""

    root: Path
    prover: Prover
    taken: Callable[[str], Sequence[Taken]]
    today: date
    further: bool = False
    """Whether what has changed becomes a further edition."""
    note: str = ""
    """A remark for colleagues, in the lock."""
    limits: Limits = LIMITS

    async def all(self, wanted: Iterable[Wanted], network: Network, told: Callable[[Captured], None]) -> list[Captured]:
        """What came of each, in the order in which it came; `told` hears of each at once.

        :raises ToolkitError: where a copy cannot be kept; those before it are.
        """
        found: list[Captured] = []
        fetching = Fetching(network, why_not, self.limits)
        try:
            async with aclosing(fetching.all(wanted)) as every:
                async for fetched in every:
                    found.append(await self._settled(fetched, fetching))
                    told(found[-1])
        finally:
            put_looks(self.root, (_look(each, self.today) for each in found))
        return found

    async def _settled(self, fetched: Fetched, fetching: Fetching) -> Captured:
        wanted, answer, new = fetched.wanted, fetched.answer, fetched.copy
        archive = Archive.open(self.root, self.prover.older)
        editions = archive.editions.get(wanted.key, ())
        before = Placed(wanted.key, editions[-1], len(editions), len(editions)) if editions else None
        if fetched.why or answer is None or new is None:
            return Captured(wanted, "failed", fetched.why, before)
        if before is None or any(each.sha256 == digest(answer.body) for each in editions):
            return self._kept(fetched, answer, new)
        old = await asyncio.to_thread(self.prover.copy_of, before.edition)
        both = held(self.taken(wanted.key), wanted.key, old, new)
        same = ""
        if not any(each.fate == "lost" for each in both):
            same = await asyncio.to_thread(_same, archive, before.edition, old, fetched, fetching)
        if same:
            return Captured(wanted, "same", same, before)
        if not self.further:
            return Captured(wanted, "changed", old.unreadable, before, held=both)
        return replace(self._kept(fetched, answer, new), held=both)

    def _kept(self, fetched: Fetched, answer: Answer, new: Copy) -> Captured:
        added = keep(self.root, fetched.wanted.key, answer.body, fetched.came._replace(note=self.note), self.prover.older)
        self.prover.texts.know(added.copy.edition, new)
        known = (*doubts(new), remark(fetched.wanted.url, answer))
        return _of(fetched.wanted, added, tuple(filter(None, known)))


def _same(archive: Archive, edition: Edition, old: Copy, fetched: Fetched, fetching: Fetching) -> str:
    """In what a copy and what came are the same, in a sentence; empty where they are not."""
    new = fetched.copy
    if new is None or named_kind(edition.file) != fetched.kind:
        return ""
    if same_words(old, new):
        return _SAME_WORDS
    content = archive.content(edition) if fetched.kind == "html" else None
    if content is None or not fetched.main:
        return ""
    return _SURROUNDED if fetching.main(content, edition.charset) == fetched.main else ""


def _of(wanted: Wanted, added: Added, known: tuple[str, ...]) -> Captured:
    outcome: Outcome = "captured" if added.outcome == "added" else "edition" if added.outcome == "edition" else "same"
    copy = added.copy
    why = ["It was not here, and is back."] if added.outcome == "put back" else []
    if outcome == "same" and copy.number != copy.of:
        why.append(f"It is what it was on {copy.edition.captured.isoformat()}, edition {copy.number} of {copy.of}.")
    return Captured(wanted, outcome, " ".join(why), copy, known if outcome != "same" else (), also_of=added.also_of)


def doubts(copy: Copy) -> tuple[str, ...]:
    """What should be known of a copy before it is relied on: sentences."""
    if copy.unreadable:
        return (f"Nothing can be proven from it: {copy.unreadable[0].lower()}{copy.unreadable[1:]}",)
    return copy.doubts


def _look(captured: Captured, today: date) -> Live:
    placed = captured.placed
    return Live(
        source=captured.wanted.key,
        url=captured.wanted.url,
        day=today,
        outcome=captured.outcome,
        why=captured.why,
        sha256=placed.edition.sha256 if placed else "",
        lost=tuple(each.lost for each in captured.held if each.fate == "lost"),
    )


def capture(capturing: Capturing, wanted: Iterable[Wanted], network: Network, told: Callable[[Captured], None]) -> list[Captured]:
    """Like :meth:`Capturing.all`, for callers that are not asynchronous."""

    async def work() -> list[Captured]:
        async with network:
            return await capturing.all(wanted, network, told)

    return asyncio.run(work())


@dataclass(frozen=True)
class Recheck:
    """What we take from a source, in its newest edition and in the one before it."""

    key: str
    before: Edition | None
    """None where there is one copy only."""
    after: Edition
    held: tuple[Held, ...]
    unreadable: str = ""
    """Why the newest edition cannot be read: a sentence."""
    unread: str = ""
    """Why the older one cannot be."""
    old: Copy | None = None
    new: Copy | None = None


def recheck(root: Path, prover: Prover, key: str, taken: Sequence[Taken], number: int | None = None) -> Recheck:
    """Hold what is taken from a source against its newest edition and an older one.

    :param number: of the older edition, from 1; the one before the newest where it is left out.
    :raises ToolkitError: where there is no copy, or no such edition.
    """
    editions = Archive.open(root, prover.older).editions.get(key, ())
    if not editions:
        raise ToolkitError(f"There is no copy of '{key}'.", do=f"Keep one: 'consult archive fetch {key}'.")
    if number is not None and not 1 <= number < len(editions):
        older = f"1 to {len(editions) - 1}" if len(editions) > 2 else "1" if len(editions) == 2 else "none"
        raise ToolkitError(f"'{key}' has no older edition {number}.", do=f"Older editions of it: {older}.")
    before = editions[number - 1] if number else editions[-2] if len(editions) > 1 else None
    after = editions[-1]
    new, old = prover.copy_of(after), prover.copy_of(before) if before else None
    unread = old.unreadable if old else ""
    return Recheck(key, before, after, held(taken, key, old, new), new.unreadable, unread, old, new)

"""Quotations held against the archive: each copy is read once, kept as read, and every quotation from it gets its verdict."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from toolkit.archive.apart import Reader
from toolkit.archive.copies import Archive
from toolkit.archive.kept import STORE, Kept
from toolkit.archive.kinds import named_kind
from toolkit.archive.lock import Edition
from toolkit.archive.mutate import Alteration, altered
from toolkit.archive.pages import READER, Copy, as_plain, from_plain
from toolkit.archive.quotations import Verdict, verify
from toolkit.model.draft import Locator
from toolkit.model.span import Span

_READER = f"{READER} {version('pypdfium2')} {version('lxml')}"
_GOOD_FIRST = ("verified", "elsewhere", "altered", "unchecked", "not-found")
"""Of several sources that are cited for one quotation: what could not be checked may be the one that has it."""


class Cited(NamedTuple):
    """A source that is cited for a quotation, and the place in it."""

    source: str
    locator: Locator
    written: str
    """The place as somebody wrote it; may be empty."""


@dataclass(frozen=True)
class Quoted:
    """A quotation, and where it stands in our files."""

    words: str
    """Without its outer quotation marks."""
    cited: tuple[Cited, ...]
    span: Span
    claim: str = ""
    """Id of the claim or exhibit whose support it is; empty where it was typed."""


@dataclass(frozen=True)
class Proof:
    """What became of a quotation: its verdict, from which source and from which copy of it."""

    quoted: Quoted
    cited: Cited
    verdict: Verdict
    copy: Edition | None = None


class Attempt(NamedTuple):
    """A proven quotation, altered on purpose, and what the verifier made of it."""

    kind: Alteration
    original: str
    words: str
    """As altered."""
    proof: Proof

    @property
    def passed(self) -> bool:
        """Whether the alteration was taken for the source's own words."""
        return self.proof.verdict.plain


class Prover:
    """Reads copies when they are needed. What was read is kept under ``.toolkit/``, and can be deleted at any time."""

    def __init__(self, root: Path, *, keep: bool = True) -> None:
        """:raises ToolkitError: where the archive's lock cannot be read."""
        self._archive = Archive.open(root)
        self._kept = Kept(root / STORE if keep else None)
        self._readers: list[Reader] = []
        """Processes that read copies and have nothing to do."""

    def prove(self, quoted: Iterable[Quoted], executor: Executor | None = None) -> list[Proof]:
        """The proof of each quotation, in their order. :param executor: threads in which copies are read."""
        wanted = list(quoted)
        by_source: dict[str, list[tuple[int, Cited]]] = {}
        for number, each in enumerate(wanted):
            for cited in each.cited:
                by_source.setdefault(cited.source, []).append((number, cited))
        found: list[list[Proof]] = [[] for _ in wanted]
        for source, read in self._all(by_source, executor):
            for number, cited in by_source[source]:
                verdict = verify(wanted[number].words, read.copy, cited.locator) if read.copy else Verdict("unchecked", why=read.why)
                found[number].append(Proof(wanted[number], cited, verdict, read.edition))
        return [min(proofs, key=_rank) for proofs in found if proofs]

    def attempts(self, proofs: Iterable[Proof]) -> list[Attempt]:
        """Every alteration of every quotation that is proven as it stands, with what the verifier makes of it."""
        proven = [(proof, kind, words) for proof in proofs if proof.verdict.plain for kind, words in altered(proof.quoted.words).items()]
        tried = self.prove(Quoted(words, (proof.cited,), proof.quoted.span, proof.quoted.claim) for proof, _, words in proven)
        return [Attempt(kind, proof.quoted.words, words, new) for (proof, kind, words), new in zip(proven, tried, strict=True)]

    def __enter__(self) -> Prover:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()
        for reader in self._readers:
            reader.__exit__(None, None, None)

    # --- within ---------------------------------------------------------------------------------------------------------

    def _all(self, sources: Iterable[str], executor: Executor | None) -> Iterator[tuple[str, _Read]]:
        """Each copy in its turn, a few of them read ahead: all of them at once would fill the memory."""
        if executor is None:
            yield from ((source, self._read(source)) for source in sources)
            return
        ahead: deque[tuple[str, Future[_Read]]] = deque()
        for source in sources:
            ahead.append((source, executor.submit(self._read, source)))
            if len(ahead) >= _AHEAD:
                yield _result(ahead.popleft())
        yield from (_result(each) for each in ahead)

    def _read(self, source: str) -> _Read:
        edition = self._archive.newest(source)
        if edition is None:
            return _Read(None, self._without_entry(source))
        path = self._archive.path(edition)
        state = self._archive.state(edition)
        if state != "here":
            return _Read(None, _WHY[state].format(file=edition.file), edition)
        kept = self._kept.get(edition.sha256, _READER)
        if kept is not None:
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                return _Read(from_plain(json.loads(kept)), "", edition)
        copy = self._read_apart(path)
        if not copy.unreadable:  # else it may be the machine that was too slow this once
            self._kept.put(edition.sha256, _READER, json.dumps(as_plain(copy), ensure_ascii=False).encode("utf-8", "surrogatepass"))
        return _Read(copy, "", edition)

    @cached_property
    def _strangers(self) -> list[str]:
        return self._archive.strangers()

    def _read_apart(self, path: Path) -> Copy:
        try:
            reader = self._readers.pop()
        except IndexError:
            reader = Reader()
        copy = reader.read(path, named_kind(path.name) or "")
        self._readers.append(reader)
        return copy

    def _without_entry(self, source: str) -> str:
        stranger = next((name for name in self._strangers if name.rpartition(".")[0] == source), None)
        if stranger:
            return f"{stranger} has no entry in the lock: 'consult archive add {source} evidence/archive/{stranger}' makes one."
        return "There is no copy of it: 'consult archive add' keeps one."


_AHEAD = 4
_WHY = {
    "missing": "Its copy {file} is not here; it may have been left out of git.",
    "changed": "Its copy {file} is not what was added: somebody changed it.",
    "unreadable": "Its copy {file} cannot be opened.",
}


class _Read(NamedTuple):
    """A copy as read, or why there is none."""

    copy: Copy | None
    why: str = ""
    edition: Edition | None = None


def _result(each: tuple[str, Future[_Read]]) -> tuple[str, _Read]:
    return each[0], each[1].result()


def _rank(proof: Proof) -> tuple[int, int]:
    return _GOOD_FIRST.index(proof.verdict.state), len(proof.verdict.warnings)

"""Quotations and figures held against the archive: each copy is read once, kept as read, and all that is taken from it gets its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from toolkit.archive.copies import Archive, State, glance
from toolkit.archive.derived import settled, with_parents
from toolkit.archive.figure_verdict import FigureVerdict
from toolkit.archive.judging import Answer, Question, Task, judge, judged_by, work
from toolkit.archive.kept import STORE, Kept
from toolkit.archive.kinds import PACKED, named_kind
from toolkit.archive.lock import Edition
from toolkit.archive.mutate import Alteration, FigureAlteration, altered, altered_figure
from toolkit.archive.pages import Copy, from_plain
from toolkit.archive.quotations import Verdict
from toolkit.archive.reading import Texts
from toolkit.archive.sought import Cited, FigureProof, Proof, Quoted, StatedFigure
from toolkit.archive.workers import spread

__all__ = ["Attempt", "Cited", "FigureAttempt", "FigureProof", "Proof", "Prover", "Quoted", "StatedFigure"]

_GOOD_FIRST = ("verified", "elsewhere", "altered", "unchecked", "not-found")
"""Of several sources that are cited for one quotation: what could not be checked may be the one that has it."""
_BEST_FIGURE_FIRST = (
    "exact",
    "equivalent",
    "rounded",
    "bound",
    "derived",
    "elsewhere",
    "unchecked",
    "unit-doubtful",
    "underived",
    "absent",
)


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


class FigureAttempt(NamedTuple):
    """A proven figure, altered on purpose, and what the verifier made of it."""

    kind: FigureAlteration
    original: str
    words: str
    """As altered."""
    proof: FigureProof

    @property
    def passed(self) -> bool:
        """Whether the alteration was taken for what the source says."""
        return self.proof.verdict.plain


class Prover:
    """Reads copies when they are needed. What was read and found is kept under ``.toolkit/``, and can be deleted at any time."""

    def __init__(self, root: Path, *, writes: bool = True, quick: bool = False, archive: Archive | None = None) -> None:
        """:param writes: whether verdicts are kept, which hold the words that were looked for; texts of copies always are.

        :param quick: whether a copy whose size and times are those of the last look is taken to be the same, and not hashed again.
        :param archive: the archive, where it was opened already.
        :raises ToolkitError: where the archive's lock cannot be read.
        """
        self._root = root
        self._archive = archive or Archive.open(root)
        self.older = self._archive.older
        self._kept = Kept(root / STORE, writes=writes)
        self._quick = quick
        self.texts = Texts(self._archive, self._kept)

    def prove(self, quoted: Iterable[Quoted], executor: Executor | None = None, *, kept_only: bool = False) -> list[Proof]:
        """The proof of each quotation that cites something, in their order.

        :param executor: who does the work (`toolkit.archive.workers`): each source is a piece of it. None: this process, one by one.
        :param told: hears, in a sentence, when workers failed and this process did their part.
        :param kept_only: leave out what was never looked for, and read no copy.
        """
        return self.prove_all(quoted, (), executor, kept_only=kept_only)[0]

    def prove_figures(
        self, stated: Iterable[StatedFigure], executor: Executor | None = None, *, kept_only: bool = False
    ) -> list[FigureProof]:
        """The proof of each figure, in their order; of one for which no source is named, that it could not be checked."""
        return self.prove_all((), stated, executor, kept_only=kept_only)[1]

    def prove_all(
        self,
        quoted: Iterable[Quoted],
        stated: Iterable[StatedFigure],
        executor: Executor | None = None,
        told: Callable[[str], None] = lambda _: None,
        *,
        kept_only: bool = False,
    ) -> tuple[list[Proof], list[FigureProof]]:
        """Both of them, each copy read once. Parameters are those of :meth:`prove`."""
        quotations, figures = list(quoted), list(stated)
        every = with_parents(figures)
        wanted: list[Quoted | StatedFigure] = [*quotations, *every]
        by_source: dict[str, list[_Asked]] = {}
        for number, one in enumerate(wanted):
            for cited in one.cited:
                by_source.setdefault(cited.source, []).append(_Asked(number, one, cited))
        found: list[list[_Judged]] = [[] for _ in wanted]
        for looked in self._judged(by_source, executor, told, kept_only=kept_only).values():
            for each, verdict in zip(looked.asked, looked.verdicts, strict=True):
                if verdict is not None:
                    found[each.number].append(_Judged(each.cited, verdict, looked.edition))
        proofs = [_proof(one, judged) for one, judged in zip(quotations, found, strict=False) if judged]
        behind = found[len(quotations) :]
        judged_figures = [
            _figure_proof(one, judged) for one, judged in zip(every, behind, strict=True) if judged or not (one.cited and kept_only)
        ]
        by_figure = {proof.stated: proof for proof in settled(judged_figures)}
        return proofs, [by_figure[one] for one in figures if one in by_figure]

    def mark(self, name: str, value: str | None = None) -> str:
        """A short text that is kept with the verdicts; with a value, kept from now on."""
        if value is not None:
            self._kept.put_mark(name, value)
        return self._kept.mark(name)

    def copy_of(self, edition: Edition) -> Copy:
        """One copy as read, an older one too; one that is not here as it was added is unreadable, and says why. Never raises."""
        state = self._archive.state(edition)
        if state != "here":
            return Copy(named_kind(edition.file) or "", unreadable=_WHY[state].format(file=edition.file))
        return self.texts.of(edition)

    def read(self, source: str) -> tuple[Copy, Edition | None]:
        """The newest copy of a source; one that cannot be had is unreadable, and says why. Never raises."""
        read = self._read(source)
        return read.copy or Copy("", unreadable=read.why), read.edition

    def states(self) -> dict[str, State]:
        """The state of the newest copy of each source."""
        return {key: self._state(editions[-1]) for key, editions in self._archive.editions.items()}

    def attempts(self, proofs: Iterable[Proof]) -> list[Attempt]:
        """Every alteration of every quotation that is proven as it stands, with what the verifier makes of it."""
        proven = [(proof, kind, words) for proof in proofs if proof.verdict.plain for kind, words in altered(proof.quoted.words).items()]
        tried = self.prove(Quoted(words, (proof.cited,), proof.quoted.span, proof.quoted.claim) for proof, _, words in proven)
        return [Attempt(kind, proof.quoted.words, words, new) for (proof, kind, words), new in zip(proven, tried, strict=True)]

    def figure_attempts(self, proofs: Iterable[FigureProof]) -> list[FigureAttempt]:
        """Every alteration of every figure that its source has as it stands, with what the verifier makes of it."""
        made = [
            (kind, proof.stated.words, replace(proof.stated, words=figure.text, figure=figure, sentence=sentence, cited=(proof.cited,)))
            for proof in proofs
            if proof.verdict.plain and proof.cited is not None
            for kind, (sentence, figure) in altered_figure(proof.stated.sentence, proof.stated.figure).items()
        ]
        plain = [replace(stated, derived_from=(), method="", parents=()) for _, _, stated in made]
        tried = self.prove_figures(plain)
        return [FigureAttempt(kind, words, new.stated.words, new) for (kind, words, _), new in zip(made, tried, strict=True)]

    def __enter__(self) -> Prover:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()
        self.texts.end()

    # --- within ---------------------------------------------------------------------------------------------------------

    def _judged(
        self, by_source: dict[str, list[_Asked]], executor: Executor | None, told: Callable[[str], None], *, kept_only: bool
    ) -> dict[str, _Looked]:
        """What became of all that is looked for, by source, in their order; new verdicts are kept as they come."""
        looked: dict[str, _Looked] = {}

        def tasks() -> Iterator[Task]:
            for source, asked in by_source.items():
                looked[source] = each = self._known(source, asked)
                if each.edition and (lacking := each.lacking) and not kept_only:
                    yield Task(str(self._root.absolute()), source, each.edition, lacking, judged_by())

        def here(task: Task) -> Answer:
            return judge(self.texts.of(task.edition), task.questions)

        def take(task: Task, answer: Answer) -> None:
            self._keep(task, answer)
            looked[task.source].fill(task, answer)

        if executor is None:
            for task in tasks():
                take(task, here(task))
        else:
            spread(tasks(), executor, here if isinstance(executor, ThreadPoolExecutor) else work, here, take, told)
        return looked

    def _keep(self, task: Task, answer: Answer) -> None:
        if answer.text is not None:
            self.texts.know(task.edition, from_plain(answer.text))
        if answer.sure:
            ids = (question.id(task.edition) for question in task.questions)
            self._kept.put_verdicts(dict(zip(ids, answer.verdicts, strict=True)))

    def _read(self, source: str) -> _Read:
        """The newest copy of a source, or why it cannot be had."""
        found = self._looked(source)
        return replace(found, copy=self.texts.of(found.edition)) if found.edition and not found.why else found

    def _looked(self, source: str) -> _Read:
        """The newest edition of a source, with its copy not read yet, or why it cannot be."""
        edition = self._archive.newest(source)
        if edition is None:
            return _Read(None, self._without_entry(source))
        state = self._state(edition)
        return _Read(None, "" if state == "here" else _WHY[state].format(file=edition.file), edition)

    def _state(self, edition: Edition) -> State:
        return glance(self._archive, edition, self._kept) if self._quick else self._archive.state(edition)

    def _known(self, source: str, asked: list[_Asked]) -> _Looked:
        """What is kept of the verdicts that are asked for; where there is no copy, that nothing could be checked."""
        read = self._looked(source)
        questions = [each.question for each in asked]
        if read.why or read.edition is None:
            return _Looked(asked, questions, read.edition, [_unchecked(question, read.why) for question in questions])
        ids = [question.id(read.edition) for question in questions]
        kept = self._kept.verdicts(ids)
        return _Looked(asked, questions, read.edition, [_loaded(each, kept.get(id_)) for each, id_ in zip(questions, ids, strict=True)])

    @cached_property
    def _strangers(self) -> list[str]:
        return self._archive.strangers()

    def _without_entry(self, source: str) -> str:
        stranger = next((name for name in self._strangers if name.removesuffix(PACKED).rpartition(".")[0] == source), None)
        if stranger:
            return f"{stranger} has no entry in the lock: 'consult archive add {source} evidence/archive/{stranger}' makes one."
        return "There is no copy of it: 'consult archive add' keeps one."


_WHY = {
    "missing": "Its copy {file} is not here; it may have been left out of git.",
    "changed": "Its copy {file} is not what was added: somebody changed it.",
    "unreadable": "Its copy {file} cannot be opened.",
}


class _Asked(NamedTuple):
    """What is looked for in one source; `number` is its place among all that is."""

    number: int
    sought: Quoted | StatedFigure
    cited: Cited

    @property
    def question(self) -> Question:
        return Question(self.sought.words, self.cited.locator, self.sought.asked if isinstance(self.sought, StatedFigure) else None)


class _Looked(NamedTuple):
    """All that is looked for in one source, and the verdicts as far as they are known, in the same order."""

    asked: list[_Asked]
    questions: list[Question]
    edition: Edition | None
    verdicts: list[Verdict | FigureVerdict | None]

    @property
    def lacking(self) -> tuple[Question, ...]:
        """What has no verdict yet, each once."""
        pairs = zip(self.questions, self.verdicts, strict=True)
        return tuple(dict.fromkeys(question for question, verdict in pairs if verdict is None))

    def fill(self, task: Task, answer: Answer) -> None:
        answers = dict(zip(task.questions, answer.verdicts, strict=True))
        for at, question in enumerate(self.questions):
            if self.verdicts[at] is None:
                self.verdicts[at] = question.loaded(answers[question])


class _Judged(NamedTuple):
    """What one of the sources says that are cited for a thing."""

    cited: Cited
    verdict: Verdict | FigureVerdict
    edition: Edition | None


@dataclass(frozen=True)
class _Read:
    """A copy as read, or `why` there is none."""

    copy: Copy | None
    why: str = ""
    edition: Edition | None = None


def _unchecked(question: Question, why: str) -> Verdict | FigureVerdict:
    return Verdict("unchecked", why=why) if question.figure is None else FigureVerdict("unchecked", why=why)


def _loaded(question: Question, blob: bytes | None) -> Verdict | FigureVerdict | None:
    """A verdict that was kept; None where it was not, or is none of ours."""
    with suppress(ValidationError):
        return question.loaded(blob) if blob is not None else None
    return None


def _proof(quoted: Quoted, judged: Sequence[_Judged]) -> Proof:
    """The best that any of its sources says."""
    proofs = [Proof(quoted, cited, verdict, edition) for cited, verdict, edition in judged if isinstance(verdict, Verdict)]
    return min(proofs, key=lambda proof: (_GOOD_FIRST.index(proof.verdict.state), len(proof.verdict.warnings)))


def _figure_proof(stated: StatedFigure, judged: Sequence[_Judged]) -> FigureProof:
    proofs = [FigureProof(stated, cited, verdict, edition) for cited, verdict, edition in judged if isinstance(verdict, FigureVerdict)]
    nowhere = FigureProof(stated, None, FigureVerdict("unchecked", why="No source is named for it."))
    return min(proofs, key=_figure_rank, default=nowhere)


def _figure_rank(proof: FigureProof) -> tuple[bool, int, int]:
    verdict = proof.verdict
    return not verdict.plain, _BEST_FIGURE_FIRST.index(verdict.state), len(verdict.doubts)

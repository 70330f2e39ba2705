"""All that is looked for in one copy, judged: the piece of work that any thread, process or computer can do for the archive.

It is given plain values and gives plain values back, and it keeps nothing: what comes back is kept by the process that asked, alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from toolkit.archive.copies import Archive
from toolkit.archive.figure_verdict import FigureVerdict
from toolkit.archive.figures import Asked, verify_figure
from toolkit.archive.kept import STORE, Kept
from toolkit.archive.kinds import named_kind
from toolkit.archive.lock import PATH, Edition
from toolkit.archive.pages import Copy, as_plain
from toolkit.archive.quotations import Verdict, verify
from toolkit.archive.reading import READ_BY, Texts
from toolkit.archive.recognised import installed
from toolkit.archive.stated import StatedIn
from toolkit.disk import code_digest, digest
from toolkit.model.draft import Locator

_HERE = Path(__file__).parent
_ONE = Lock()
"""Threads read copies at once and judge in turn: the stemmer below is not made for two, and Python would not run them at once anyway."""


class Question(NamedTuple):
    """Words or a figure, and the place in the source that is cited for it."""

    words: str
    locator: Locator
    figure: Asked | None = None

    def id(self, edition: Edition) -> str:
        """A digest of all that a verdict follows from: the words, the place, the copy, its reader and the code that judges."""
        what = [self.words]
        if self.figure is not None:
            what = ["figure", self.words, str(self.figure.figure.start), self.figure.sentence, self.figure.beside]
        how = f"{named_kind(edition.file)} {edition.charset}"
        parts = (*what, self.locator.label, self.locator.value, edition.sha256, how, judged_by())
        return digest("\0".join(parts).encode("utf-8", "surrogatepass"))

    def verdict(self, stated: StatedIn) -> Verdict | FigureVerdict:
        if self.figure is not None:
            return verify_figure(self.figure, stated, self.locator)
        return verify(self.words, stated.copy, self.locator)

    def loaded(self, blob: bytes) -> Verdict | FigureVerdict:
        """:raises ValidationError: for what :func:`dumped` did not make of such a question's verdict."""
        return _of_words().validate_json(blob) if self.figure is None else _of_figures().validate_json(blob)


class Task(NamedTuple):
    """One copy, and what is looked for in it."""

    root: str
    """Of the workspace."""
    source: str
    edition: Edition
    questions: tuple[Question, ...]
    judged_by: str
    """What judges where it was asked."""


class Answer(NamedTuple):
    """The verdicts of a task, in the order of its questions, as they are kept; or the trouble for which there are none."""

    verdicts: tuple[bytes, ...] = ()
    sure: bool = True
    """Whether they may be kept: where a copy was unreadable, the machine may have been too slow this once."""
    text: dict[str, Any] | None = None
    """The copy as read, where it was not kept before: what `toolkit.archive.pages.as_plain` makes."""
    trouble: str = ""


def judge(copy: Copy, questions: Sequence[Question]) -> Answer:
    """Hold everything against one copy."""
    stated = StatedIn(copy)
    with _ONE:
        return Answer(tuple(dumped(question.verdict(stated)) for question in questions), not copy.unreadable)


def work(task: Task) -> Answer:
    """:func:`judge` in whichever process this is, with texts of its own. Never keeps anything, and raises nothing for what it lacks."""
    if task.judged_by != judged_by():
        return Answer(trouble="it has another version of the toolkit, or of the programs that read copies")
    texts = _texts(task.root)
    copy, read = texts.known(task.edition), None
    if copy is None:
        if texts.archive.state(task.edition) != "here":
            return Answer(trouble=f"it does not have {texts.archive.path(task.edition)} as it was added")
        copy = texts.read(task.edition)
        read = as_plain(copy)
    return judge(copy, task.questions)._replace(text=read)


@cache
def _texts(root: str) -> Texts:
    """Opened once by a process that works for another; the programs that read for it end with it."""
    return Texts(Archive((Path(root) / PATH).parent, {}), Kept(Path(root) / STORE, reads_only=True))


@cache
def judged_by() -> str:
    """What reads and judges here: programs and code with their versions."""
    return f"{READ_BY} {installed()} {version('rapidfuzz')} {version('snowballstemmer')} {code_digest(_HERE, _HERE.parent / 'english')}"


def dumped(verdict: Verdict | FigureVerdict) -> bytes:
    """A verdict as JSON, which is how verdicts are kept and sent."""
    if isinstance(verdict, FigureVerdict):
        return _of_figures().dump_json(verdict, exclude_defaults=True)
    return _of_words().dump_json(verdict, exclude_defaults=True)


@cache
def _of_words() -> TypeAdapter[Verdict]:
    return TypeAdapter(Verdict)


@cache
def _of_figures() -> TypeAdapter[FigureVerdict]:
    return TypeAdapter(FigureVerdict)

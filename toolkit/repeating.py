"""This year's answer to a consultation that comes back, begun from last year's: what is copied, and what has to be looked at first.

Nothing is written here: what is planned is whole, and is written at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from toolkit.check.editions import outdated
from toolkit.check.prose import wording
from toolkit.check.rule import Submission
from toolkit.disk import Files
from toolkit.library.freshness import claim_review
from toolkit.library.used import composed
from toolkit.load.responses import read_response, read_yaml
from toolkit.load.text import decode
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim
from toolkit.model.record import Record
from toolkit.model.response import Outline, Question, Response, Section
from toolkit.model.span import Origin
from toolkit.model.values import long_date
from toolkit.record.fields import with_field
from toolkit.record.reading import read_records
from toolkit.record.since import fate_of
from toolkit.session import Session

_OF_THEN = ("opens", "closes", "extended_to", "reference", "url")
"""Fields of a consultation that are another time's."""
_ALIKE = 0.6
"""How much of two questions has to be the same words for the one to be last year's form of the other."""
_PROSE = frozenset({"paragraph", "list", "quotation", "recommendation"})
_NEEDS_NO_SOURCE = frozenset({"position", "casework"})


class Asked(NamedTuple):
    """A question of the new consultation beside what was answered last time."""

    question: Question
    before: Question | None
    """The same question, or an earlier form of it; None where it was not asked."""
    sections: tuple[str, ...]
    """Headings of the parts that answered it."""
    answer: tuple[str, ...]
    """What they said, paragraph by paragraph."""

    @property
    def reworded(self) -> bool:
        return self.before is not None and _words(self.before.text) != _words(self.question.text)

    @property
    def words(self) -> int:
        return sum(len(each.split()) for each in self.answer)


class Aged(NamedTuple):
    """A claim of the old answer that has to be looked at before it is used again."""

    id: str
    why: tuple[str, ...]
    """What became of it, the gravest first: each a few words."""
    now: str
    """What the library says in its place; empty where it says the same, or nothing."""
    places: tuple[tuple[str, int], ...]
    """Where it stands in the new answer: file and line."""


@dataclass(frozen=True)
class Plan:
    """The files of the new response, and what there is to know about them."""

    old: str
    new: str
    contents: Mapping[str, bytes]
    """By path relative to the workspace."""
    asked: tuple[Asked, ...]
    """In the order of the new consultation; empty where it has no questions yet."""
    dropped: tuple[Question, ...]
    """Questions of last time that are not asked any more."""
    aged: tuple[Aged, ...]
    """In the order of the document."""
    left: tuple[tuple[str, int], ...]
    """File and line of days and numbers of last time that could not be taken out."""


def plan(session: Session, old: str, new: str, closes: date | None = None) -> Plan:
    """Begin a response from an older one. Where there is a consultation.yaml of the new one already, it stays, and its questions count.

    :raises ToolkitError: where there is no such old response, or there is an answer to the new one already.
    """
    before = session.response(old)
    folder, files = f"responses/{new}", Files(session.root)
    if new == old or files.read(f"{folder}/outline.yaml") is not None:
        raise ToolkitError(f"There is already a response '{new}'.", do="Choose another name, or go on with that one.")
    if files.read(f"responses/{old}/outline.yaml") is None:
        raise ToolkitError(f"The response '{old}' has no outline.yaml to begin from.", do="Name another response.")
    texts: dict[str, str] = {}
    if files.read(f"{folder}/consultation.yaml") is None:
        texts[f"{folder}/consultation.yaml"] = _consultation(files, before, closes)
    texts[f"{folder}/outline.yaml"] = _outline(files, before, session.today)
    copied = {path.replace(f"responses/{old}/", f"{folder}/", 1): files.read(path) or b"" for path in _text_files(before)}
    texts |= {path: decode(data, path)[0] for path, data in copied.items() if files.read(path) is None}
    after = read_response(Files(session.root, texts), new)
    asked, dropped = _side_by_side(session.submission(old), after)
    outline = f"{folder}/outline.yaml"
    texts[outline] = _renamed(texts[outline], after, asked)
    opened = Session.open(session.root, texts, session.today)
    contents = {path: copied[path] if path in copied else text.encode() for path, text in texts.items()}
    return Plan(
        old=old,
        new=new,
        contents=contents,
        asked=tuple(asked),
        dropped=tuple(dropped),
        aged=tuple(_aged(opened, new, next(iter(read_records(session.root, [old]).latest), None))),
        left=tuple(_left(opened.response(new), texts, closing=closes is not None)),
    )


# --- what is copied -----------------------------------------------------------------------------------------------------------------


def _consultation(files: Files, before: Response, closes: date | None) -> str:
    """What was asked last time, its days and its number put behind a comment sign: they stay to be compared with."""
    origin = before.consultation.origin
    text = _emptied(decode(files.read(origin.path) or b"", origin.path)[0], origin, _OF_THEN)
    return f"{text.rstrip()}\ncloses: {closes.isoformat()}T23:59\n" if closes else text


def _outline(files: Files, before: Response, today: date) -> str:
    origin = before.outline.origin
    text = decode(files.read(origin.path) or b"", origin.path)[0]
    if "status" in origin.marks:
        text = with_field(text, origin, "status", "draft", remark=f"{today.isoformat()}, begun from {before.slug}")
    return _emptied(text, origin, ("date",))


def _emptied(text: str, origin: Origin, fields: Sequence[str]) -> str:
    """Lines that give one of the fields become comments. What shares its line with something else stays; it is told (:attr:`Plan.left`)."""
    lines = text.split("\n")
    for path, mark in origin.marks.items():
        field = path.rpartition(".")[2]
        line = re.fullmatch(rf"([ ]*)({field}[ ]*:.*)", lines[mark[0] - 1]) if field in fields else None
        if line is not None:
            lines[mark[0] - 1] = f"{line[1]}# last time: {line[2]}"
    return "\n".join(lines)


def _text_files(response: Response) -> list[str]:
    """Files of texts in the folder of the response: those that lie elsewhere are shared, and stay shared."""
    paths = dict.fromkeys(prose.path for prose in response.texts.values())
    return [path for path in paths if path.startswith(f"responses/{response.slug}/") and path.endswith(".md")]


def _renamed(text: str, after: Response, asked: Sequence[Asked]) -> str:
    """The outline, its sections answering the questions by the ids that they have now."""
    ids = {each.before.id: each.question.id for each in asked if each.before is not None}
    path = after.outline.origin.path
    for where, _, section in after.outline.walk():
        for number, answered in enumerate(section.answers):
            now = read_yaml(text, path, Outline, "outline", [])
            if now is not None and ids.get(answered, answered) != answered:
                text = with_field(text, now.origin, f"{where}.answers.{number}", ids[answered])
    return text


def _left(response: Response, copied: Collection[str], *, closing: bool) -> Iterator[tuple[str, int]]:
    """What :func:`_emptied` left. :param closing: whether the whole has a day of its own already."""
    for origin, fields in ((response.consultation.origin, _OF_THEN), (response.outline.origin, ("date",))):
        for path in origin.marks:
            if origin.path in copied and path.rpartition(".")[2] in fields and not (closing and path == "closes"):
                yield origin.path, origin.span(path).line


# --- what was asked and answered ----------------------------------------------------------------------------------------------------


def _side_by_side(old: Submission, after: Response) -> tuple[list[Asked], list[Question]]:
    """Each question of now beside its answer of then; and what is not asked any more."""
    before = {question.id: question for question in old.response.consultation.questions}
    pairs = _pairs(after.consultation.questions, [*before.values()])
    rows: list[Asked] = []
    for question in after.consultation.questions:
        earlier = pairs.get(question.id)
        sections = [each for _, _, each in old.response.outline.walk() if earlier is not None and earlier.id in each.answers]
        ids = {below.id for section in sections for below in _whole(section)}
        answer = tuple(" ".join(text.words.split()) for text in old.texts if text.section in ids and text.kind in _PROSE)
        rows.append(Asked(question, earlier, tuple(section.heading or section.id for section in sections), answer))
    kept = {earlier.id for earlier in pairs.values()}
    return rows, [question for id_, question in before.items() if id_ not in kept]


def _pairs(now: Sequence[Question], then: Sequence[Question]) -> dict[str, Question]:
    """By id of a question of now, the one of then that it is: the most alike first, the same id where two are as alike."""
    scored = [
        (_alike(question, earlier), question.id == earlier.id, -abs(here - there), question, earlier)
        for here, question in enumerate(now)
        for there, earlier in enumerate(then)
    ]
    found: dict[str, Question] = {}
    taken: set[str] = set()
    for score, _, _, question, earlier in sorted(scored, key=lambda each: each[:3], reverse=True):
        if score >= _ALIKE and question.id not in found and earlier.id not in taken:
            found[question.id] = earlier
            taken.add(earlier.id)
    return found


def _alike(one: Question, other: Question) -> float:
    return SequenceMatcher(None, _words(one.text), _words(other.text), autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _whole(section: Section) -> Iterator[Section]:
    yield section
    for below in section.sections:
        yield from _whole(below)


# --- what aged ----------------------------------------------------------------------------------------------------------------------


def _aged(session: Session, slug: str, record: Record | None) -> Iterator[Aged]:
    workspace, submission = session.workspace, session.submission(slug)
    uses = composed(workspace, submission.response, submission.draft, submission.texts, "").uses
    places: dict[str, dict[tuple[str, int], None]] = {}
    for use in uses:
        if use.kind == "claim":
            places.setdefault(use.id, {})[use.path, use.line] = None
    sent = {claim.id: claim for claim in record.claims} if record is not None else {}
    newer = {each.claim.id: each.newer.id for each in outdated(workspace)}
    for id_ in dict.fromkeys([*places, *sent]):
        claim = workspace.claims.get(id_)
        told = fate_of(sent[id_], workspace, lambda each: wording(each).words) if id_ in sent else None
        why = list(_why(session, claim, told[0] if told else "", newer.get(id_)))
        where = places.get(id_) or dict.fromkeys(_named(session, submission.response, id_))
        if why and where:
            successor = workspace.claims.get(claim.superseded_by or "") if claim is not None else None
            now = told[1] if told else wording(successor).words if successor is not None else ""
            yield Aged(id_, tuple(why), now, tuple(where))


def _why(session: Session, claim: Claim | None, fate: str, newer: str | None) -> Iterator[str]:
    if claim is None:
        yield "gone from the library"
        return
    if claim.status == "withdrawn":
        yield f"withdrawn: {claim.reason}"
        return
    if claim.status == "superseded":
        yield f"superseded by '{claim.superseded_by}'"
        return
    if fate == "changed":
        yield "changed since it was sent"
    workspace = session.workspace
    after = workspace.configuration.review_after
    review = claim_review(claim, after, [workspace.sources[each.source] for each in claim.support if each.source in workspace.sources])
    band = review.band(session.today, after) if review else "fresh"
    if review is not None and band != "fresh":
        yield f"due for review by {long_date(review.due)}" if band == "due" else f"{band} since {long_date(review.due)}"
    if claim.status == "draft" and claim.kind not in _NEEDS_NO_SOURCE:
        yield "never compared with its source"
    if newer is not None:
        yield f"the library holds a newer edition: '{newer}'"


def _named(session: Session, response: Response, id_: str) -> Iterator[tuple[str, int]]:
    """Where a claim that is gone is still named."""
    name = re.compile(rf"(?<![\w.:-]){re.escape(id_)}(?![\w.:-])")
    for path in dict.fromkeys([response.outline.origin.path, *(prose.path for prose in response.texts.values())]):
        for number, line in enumerate(decode(session.read(path) or b"", path)[0].split("\n"), 1):
            if name.search(line):
                yield path, number

"""Questions against answers, for people: which is answered where, with which claims, at what length. For ``consult coverage``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from toolkit.check.answers import down
from toolkit.disk import write_whole
from toolkit.faces.reports import many
from toolkit.faces.reports.excerpt import shown
from toolkit.model.answer import Answer
from toolkit.model.draft import Draft
from toolkit.model.response import Response
from toolkit.session import Session

_STATES = {"answered": "answered", "empty": "empty", "skipped": "skipped on purpose", "missing": "no answer"}
_WIDE = 46
"""Characters of a question in the terminal."""


@dataclass(frozen=True)
class Covered:
    """A question, or a section that answers none."""

    number: str
    question: str
    sections: tuple[str, ...]
    claims: tuple[str, ...]
    words: int
    """Of the answer without its notes."""
    with_notes: int
    limit: str
    state: str
    fault: str
    """What has to be put right; empty where nothing has."""


def covered(response: Response, draft: Draft, answers: Sequence[Answer]) -> list[Covered]:
    """A row for each answer, then one for each part of the document that answers no question."""
    below = _below(response)
    rows = []
    for answer in answers:
        ids = {each for id_ in answer.sections for each in below.get(id_, (id_,))}
        claims = tuple(dict.fromkeys(placed.claim for placed in draft.placements if placed.section in ids))
        unit = "characters" if answer.unit == "characters" else "words"
        own, noted = (answer.texts[notes].model_dump()[unit] if notes in answer.texts else 0 for notes in ("none", "inline"))
        over = answer.over("none")
        fault = f"{over:,} {answer.unit} too many" if over else "no section answers it" if answer.state == "missing" else ""
        fault = fault or ("its sections say nothing" if answer.state == "empty" else "")
        state = f"with {answer.shared_with}" if answer.shared_with else _STATES[answer.state]
        state = f"{state}: {answer.reason}" if answer.state == "skipped" and answer.reason else state
        limit = f"{answer.limit:,} {answer.unit}" if answer.limit else ""
        rows.append(Covered(answer.number, answer.question, answer.sections, claims, own, noted, limit, state, fault))
    if not response.consultation.questions:
        return rows
    answering = {each for answer in answers for id_ in answer.sections for each in below.get(id_, (id_,))}
    asked = {question.id for question in response.consultation.questions}
    for section in response.outline.sections:
        free = [id_ for id_ in below[section.id] if id_ not in answering]
        about = any(answered not in asked for answered in section.answers)  # what the body asks about whoever answers
        if section.id not in answering and not about and len(free) == len(below[section.id]):
            claims = tuple(dict.fromkeys(placed.claim for placed in draft.placements if placed.section in free))
            words = sum(draft.words.sections.get(id_, 0) for id_ in free)
            rows.append(Covered("", section.heading or section.id, (section.id,), claims, words, words, "", "answers no question", ""))
    return rows


def _below(response: Response) -> dict[str, tuple[str, ...]]:
    """By the id of a section, its own and those of the sections below it, but for those that answer questions of their own."""
    return {section.id: tuple(each.id for each in down(section)) for _, _, section in response.outline.walk()}


def deliver(session: Session, slug: str, form: str, out: Path | None) -> int:
    """Print or write the table; the exit status. :raises ToolkitError: where there is no such response."""
    rows = covered(session.response(slug), session.draft(slug), session.answers(slug))
    if form == "json":
        click.echo(json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False))
    elif form == "html":
        target = out or session.root / "build" / slug / "coverage.html"
        write_whole(target, _page(session, slug, rows).encode())
        click.echo(f"{slug}: {target}")
    else:
        _table(rows)
        click.echo(f"\n{summary(rows, asked=bool(session.response(slug).consultation.questions))}")
    return int(any(row.fault for row in rows))


def summary(rows: Sequence[Covered], *, asked: bool) -> str:
    """``3 of 5 questions are answered, 1 is skipped on purpose, 1 has no answer.``"""
    if not asked:
        return f"The consultation asks no questions; {many(len(rows), 'part')}."
    questions = [row for row in rows if row.state != "answers no question"]
    skipped = sum(row.state.startswith("skipped") for row in questions)
    open_ = sum(row.state in ("no answer", "empty") for row in questions)
    done = len(questions) - skipped - open_
    said = f"{done:,} of {many(len(questions), 'question')} {'is' if done == 1 else 'are'} answered"
    said += f", {skipped:,} {'is' if skipped == 1 else 'are'} skipped on purpose" if skipped else ""
    return said + (f", {open_:,} {'has' if open_ == 1 else 'have'} no answer" if open_ else "") + "."


def _table(rows: Sequence[Covered]) -> None:
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("No.", no_wrap=True)
    table.add_column("Question", overflow="fold", max_width=_WIDE)
    table.add_column("Sections", overflow="fold")
    for heading in ("Claims", "Length", "Limit"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("State", overflow="fold")
    for row in rows:
        state = Text(
            f"{row.state}; {row.fault}" if row.fault and row.fault not in row.state else row.state, style="red" if row.fault else ""
        )
        cells = [row.number, _clip(shown(row.question)), ", ".join(row.sections), f"{len(row.claims):,}", f"{row.words:,}", row.limit]
        table.add_row(*map(Text, cells), state)
    Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 140).print(table)


def _clip(text: str) -> str:
    return text if len(text) <= 2 * _WIDE else f"{text[: 2 * _WIDE - 1]}…"


def _page(session: Session, slug: str, rows: Sequence[Covered]) -> str:
    from toolkit.faces.reports.html import ENVIRONMENT

    response = session.response(slug)
    return ENVIRONMENT.get_template("coverage.html").render(
        rows=rows,
        consultation=response.consultation,
        title=response.outline.title,
        summary=summary(rows, asked=bool(response.consultation.questions)),
        many=many,
    )

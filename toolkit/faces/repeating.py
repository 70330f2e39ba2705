"""A response begun from last year's, for people: what was said beside what is asked now, and which claims aged. ``again.md`` keeps it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

from toolkit.disk import write_all
from toolkit.faces.reports import listed, many
from toolkit.faces.reports.excerpt import shown
from toolkit.model.response import Question
from toolkit.repeating import Aged, Asked, Plan, plan
from toolkit.session import Session

NAME = "again.md"
_SHOWN = 140
"""Characters of an answer in the terminal; the file has all of it."""


def begin(root: Path, new: str, old: str, closes: date | None) -> int:
    """Write the new response, and tell what has to be looked at; the exit status.

    :raises ToolkitError: where there is no such old response, there is an answer to the new one already, or a file cannot be written.
    """
    session = Session.open(root)
    planned = plan(session, old, new, closes)
    note = f"responses/{new}/{NAME}"
    write_all({session.root / path: data for path, data in {**planned.contents, note: as_markdown(planned).encode()}.items()})
    for path in (*planned.contents, note):
        click.echo(path)
    click.echo("")
    for line in _lines(planned):
        click.echo(line)
    click.echo(f"All of this, with the old answers whole, is in {note}. When you have gone through it: consult build {new}")
    return 0


def _lines(planned: Plan) -> Iterator[str]:
    for each in planned.asked:
        yield f"{click.style(each.question.id, bold=True)}  {shown(_clip(each.question.text))}"
        yield f"    {_before(each)}"
        if each.answer:
            yield f"    {_answered(each)}: {shown(_clip(' '.join(each.answer)))}"
    if planned.asked:
        yield ""
    if planned.dropped:
        yield from (
            f"{line}" for line in ("Not asked any more:", *(f"  {each.id}  {shown(_clip(each.text))}" for each in planned.dropped), "")
        )
    if planned.aged:
        yield click.style("Claims to look at before they are used again", bold=True)
        for aged in planned.aged:
            yield f"  {click.style(aged.id, bold=True)}  {shown(listed(aged.why))}"
            if aged.now:
                yield f"    now: {shown(aged.now)}"
            yield from (f"    {path}:{line}" for path, line in aged.places)
    else:
        yield "Every claim of it is as it was, and fresh."
    yield ""
    yield from (f"{path}:{line} still has what was so last time: correct it." for path, line in planned.left)


def as_markdown(planned: Plan) -> str:
    """The same as a page, the old answers whole."""
    parts = [
        f"# {planned.new}, begun from {planned.old}\n\n"
        "For colleagues: nothing of this file is printed or sent. Delete it when you are done with it.\n"
    ]
    if planned.asked:
        rows = "\n".join(_row(each) for each in planned.asked)
        parts.append(f"## Questions\n\n| question | last time | answered in | words |\n| --- | --- | --- | ---: |\n{rows}\n")
    if planned.dropped:
        parts.append(f"Not asked any more:\n\n{_questions(planned.dropped)}\n")
    told = "\n".join(_aged(each) for each in planned.aged) or "Every claim is as it was, and fresh."
    parts.append(f"## Claims to look at\n\n{told}\n")
    for each in planned.asked:
        if each.answer:
            quoted = "\n>\n".join(f"> {_plain(paragraph)}" for paragraph in each.answer)
            parts.append(f"## What we said to {each.question.id}\n\n**{_plain(each.question.text)}**\n\n{quoted}\n")
    return "\n".join(parts)


def _before(each: Asked) -> str:
    if each.before is None:
        return "new: it was not asked last time"
    was = f"{each.before.id} last time" if each.before.id != each.question.id else "asked last time"
    return f"{was}, in other words: {shown(_clip(each.before.text))}" if each.reworded else f"{was}, in the same words"


def _answered(each: Asked) -> str:
    limit = f" (limit {each.question.limit})" if each.question.limit else ""
    return f"{many(each.words, 'word')}{limit} in {listed([f'“{shown(name)}”' for name in each.sections])}"


def _row(each: Asked) -> str:
    last = (
        "new" if each.before is None else f"{each.before.id}: {each.before.text}" if each.reworded else f"{each.before.id}, the same words"
    )
    limit = f" of {each.question.limit}" if each.question.limit else ""
    cells = (f"{each.question.id}: {each.question.text}", last, listed(each.sections) or "nothing", f"{each.words:,}{limit}")
    return f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in cells)} |"


def _questions(questions: Sequence[Question]) -> str:
    return "\n".join(f"- {each.id}: {_plain(each.text)}" for each in questions)


def _aged(each: Aged) -> str:
    now = f". Now: {_plain(each.now)}" if each.now else ""
    return f"- **{each.id}** ({listed(tuple(f'{path}:{line}' for path, line in each.places))}): {_plain(listed(each.why))}{now}"


def _plain(text: str) -> str:
    """On one line, and as it prints: signs that Markdown would take for its own are escaped."""
    return re.sub(r"([\\`*_\[\]<>#])", r"\\\1", " ".join(shown(text).split()))


def _clip(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1].rstrip()}…"

"""Answers for online forms, given to people: in the terminal, on a sheet to copy from, and for other programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import click

from toolkit.disk import write_whole
from toolkit.faces.reports import many
from toolkit.faces.reports.excerpt import shown
from toolkit.model.answer import Answer, Notes
from toolkit.model.channel import named_channel
from toolkit.model.release import embargoed, locked
from toolkit.session import Session

_COLUMNS = ("number", "question", "state", "choice", "answer", "words", "characters", "limit", "too_many")


def deliver(session: Session, slug: str, form: str, notes: str | None, style: str | None, out: Path | None) -> int:
    """Give the answers in a form; the exit status. :raises ToolkitError: where there is no such response or style."""
    answers = session.answers(slug, style)
    chosen = cast("Notes", notes) if notes else _of_channel(session, slug)
    if form == "html":
        from toolkit.faces.reports.copy_sheet import sheet

        target = out or session.root / "build" / slug / "answers.html"
        write_whole(target, sheet(session, slug, answers, chosen).encode())
        click.echo(f"{slug}: {target}")
    else:
        text = {"text": _as_text, "json": _as_json, "csv": _as_csv, "md": _as_markdown}[form](answers, chosen)
        if out is None:
            click.echo(text, nl=False)
        else:
            write_whole(out, click.unstyle(text).encode("utf-8-sig" if form == "csv" else "utf-8"))  # a spreadsheet takes it for Latin else
            click.echo(f"{slug}: {out}")
    for line in _held_back(session, slug):
        click.echo(click.style(line, fg="yellow"), err=True)
    wrong = [answer for answer in answers if answer.state in ("missing", "empty") or answer.over(chosen)]
    if wrong and form in ("html", "text"):
        for answer in wrong:
            click.echo(
                f"{click.style('Put right', fg='red')}: {_named(answer)} {_fault(answer, chosen)}", err=form == "text" and out is None
            )
    return int(bool(wrong))


def _held_back(session: Session, slug: str) -> Iterator[str]:
    """Until when nobody may show it, and that the body publishes it first."""
    response = session.response(slug)
    if early := embargoed(response, session.now):
        yield early
    if lock := locked(response, named_channel(response.consultation.channel, session.workspace.channels)):
        yield lock


def _of_channel(session: Session, slug: str) -> Notes:
    """As the outline puts them, else as the channel wants them; in brackets where neither says how, since a box has no foot."""
    response = session.response(slug)
    channel = named_channel(response.consultation.channel, session.workspace.channels)
    ways: dict[str | None, Notes] = {"inline": "inline", "end": "end", "stripped": "none"}
    return ways.get(response.outline.notes) or ("end" if channel and channel.notes == "end" else "inline")


def _named(answer: Answer) -> str:
    return f"The answer to {answer.number}" if answer.number else f"'{answer.question}'"


def _fault(answer: Answer, notes: Notes) -> str:
    if answer.state == "missing":
        return "is missing: no section answers it."
    if answer.state == "empty":
        return "is empty."
    return f"is too long by {answer.over(notes):,} {answer.unit}: at most {answer.limit:,}."


def measured(answer: Answer, notes: Notes) -> str:
    """``312 words, 2,031 characters; at most 500 words``"""
    counted = answer.texts.get(notes)
    if counted is None:
        return ""
    said = f"{many(counted.words, 'word')}, {many(counted.characters, 'character')}"
    return f"{said}; at most {answer.limit:,} {answer.unit}" if answer.limit else said


def _as_text(answers: Sequence[Answer], notes: Notes) -> str:
    parts = []
    for answer in answers:
        head = click.style(shown(f"{answer.number}  {answer.question}".strip()), bold=True)
        lines = [head, *(shown(f"[x] {choice}") for choice in answer.choice)]
        if answer.shared_with:
            lines.append(f"Answered under {answer.shared_with}.")
        elif answer.state == "skipped":
            lines.append(shown(f"Skipped: {answer.reason or 'no reason is given'}."))
        elif answer.state == "missing":
            lines.append("No section answers this.")
        else:
            lines += [f"({measured(answer, notes)})", "", shown(answer.texts[notes].text)]
        parts.append("\n".join(lines))
    return "\n\n\n".join(parts) + "\n"


def _plain(answer: Answer, notes: Notes) -> dict[str, Any]:
    counted = answer.texts.get(notes)
    return {
        "number": answer.number,
        "question": answer.question,
        "state": answer.state,
        "choice": list(answer.choice),
        "answer": counted.text if counted else "",
        "words": counted.words if counted else 0,
        "characters": counted.characters if counted else 0,
        "limit": f"{answer.limit} {answer.unit}" if answer.limit else "",
        "too_many": answer.over(notes),
        "shared_with": answer.shared_with,
        "reason": answer.reason,
    }


def _as_json(answers: Sequence[Answer], notes: Notes) -> str:
    return json.dumps([_plain(answer, notes) for answer in answers], indent=2, ensure_ascii=False) + "\n"


def _as_csv(answers: Sequence[Answer], notes: Notes) -> str:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for answer in answers:
        row = _plain(answer, notes)
        row["choice"] = "; ".join(answer.choice)
        # A spreadsheet would run what begins so as a formula.
        table.writerow([f"'{value}" if str(value)[:1] in ("=", "+", "-", "@") else value for value in (row[name] for name in _COLUMNS)])
    return written.getvalue()


def _as_markdown(answers: Sequence[Answer], notes: Notes) -> str:
    parts = []
    for answer in answers:
        counted = answer.texts.get(notes)
        lines = [f"## {answer.number} {answer.question}".replace("##  ", "## "), "", *(f"- [x] {choice}" for choice in answer.choice)]
        if answer.shared_with:
            lines.append(f"Answered under {answer.shared_with}.")
        elif counted:
            lines += [*([""] if answer.choice else []), counted.text, "", f"*{measured(answer, notes)}*"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"

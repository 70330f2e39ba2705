"""Impact for people: tables over all that was sent, a chart, and passages of an answer to decide upon. For ``consult impact``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from toolkit.answering import Proposal
from toolkit.disk import write_whole
from toolkit.faces.reports import as_json, finding_lines, many
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding
from toolkit.model.impact import OUTCOMES
from toolkit.model.values import long_date
from toolkit.record.impact import Counted, added, by

_HEADINGS = {"adopted": "Adopted", "partly": "Partly", "rejected": "Rejected", "cited": "Cited", "ignored": "Ignored"}
_SHOWN = 260
"""Characters of a passage."""


def say(rows: Sequence[Counted], findings: Iterable[Finding], what: str) -> None:
    """The table, and what it comes to."""
    for line in finding_lines(as_json(findings)):
        click.echo(line)
    if not rows:
        click.echo("Nothing was sent yet, so nobody has answered.")
        return
    lines = _lines(rows, what)
    width = max(len(name) for name, _ in lines)
    click.echo(
        click.style(
            f"{what.capitalize():{width}}  {'Asked':>6}" + "".join(f"  {_HEADINGS[each]:>8}" for each in OUTCOMES) + "   Open", bold=True
        )
    )
    for name, row in lines:
        click.echo(f"{name:{width}}  {row.made:6,}" + "".join(f"  {row.outcomes[each]:8,}" for each in OUTCOMES) + f"  {row.waiting:5,}")
    whole = _whole(rows)
    decided = whole.made - whole.waiting
    taken = whole.outcomes["adopted"] + whole.outcomes["partly"]
    said = f"{many(whole.made, 'recommendation')} in {many(len(rows), 'response')}; an outcome is noted of {decided:,}"
    click.echo(f"\n{said}" + (f", of which {taken:,} were adopted, wholly or in part." if decided else "."))
    if whole.claims:
        parts = (f"{whole.claims[each]:,} {each}" for each in OUTCOMES if whole.claims[each])
        click.echo(f"Of claims it is noted: {', '.join(parts)}.")


def plain(rows: Iterable[Counted], findings: Iterable[Finding]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "responses": [
            {
                "response": row.record.response,
                "sent": row.record.sent.isoformat(),
                "body": row.record.to.body,
                "answered": row.impact.answered.isoformat() if row.impact and row.impact.answered else None,
                "recommendations": row.made,
                **{each: row.outcomes[each] for each in OUTCOMES},
                "open": row.waiting,
                "claims": {each: row.claims[each] for each in OUTCOMES},
            }
            for row in rows
        ],
        "findings": as_json(findings),
    }


def draw(rows: Sequence[Counted], what: str, path: Path) -> None:
    """The table as a chart: a bar for each line, its parts by outcome. :raises ToolkitError: where there is nothing to draw."""
    from toolkit.render.charts import chart

    data = [
        {what: name, "outcome": heading, "recommendations": str(count)}
        for name, row in _lines(rows, what)
        for heading, count in [*((_HEADINGS[each], row.outcomes[each]) for each in OUTCOMES), ("Open", row.waiting)]
        if count
    ]
    if not data:
        raise ToolkitError("No recommendation was sent yet, so there is nothing to draw.")
    spec = {
        "mark": "bar",
        "x": what,
        "y": "recommendations",
        "colour": "outcome",
        "y_title": "Recommendations",
        "horizontal": True,
        "stack": True,
    }
    drawn = chart(spec, [what, "outcome", "recommendations"], data)
    write_whole(path, drawn.png if path.suffix.lower() == ".png" else drawn.svg.encode())


def say_proposal(found: Proposal) -> None:
    """Ask by ask, the passages to read."""
    for doubt in found.doubts:
        click.echo(doubt)
    for ask, passages in found.asks:
        click.echo(f"{click.style(f'{ask.kind} {ask.id}', bold=True)}: {_short(ask.text)}")
        for each in passages:
            click.echo(f"  {f'{each.page}: ' if each.page else ''}“{_short(each.passage)}”")
        if not passages:
            click.echo("  nothing near it")
    if found.named:
        click.echo(click.style("Sentences that name us", bold=True))
        for each in found.named:
            click.echo(f"  {f'{each.page}: ' if each.page else ''}“{_short(each.passage)}”")
    record = found.record
    click.echo(f"\nRead and decide: what {record.to.body} did with our response of {long_date(record.sent)} no program can tell.")


def proposal_data(found: Proposal) -> dict[str, Any]:
    """The same for programs."""
    return {
        "response": found.record.response,
        "edition": found.record.edition,
        "asks": [
            {
                "kind": ask.kind,
                "id": ask.id,
                "text": ask.text,
                "passages": [{"page": each.page or None, "passage": each.passage, "score": each.score} for each in passages],
            }
            for ask, passages in found.asks
        ],
        "named": [{"page": each.page or None, "passage": each.passage} for each in found.named],
        "doubts": list(found.doubts),
    }


def to_complete(found: Proposal, answer: Path, out: Path) -> None:
    """A file to begin with: every ask with its likeliest passage, the others as comments, and no outcome. Never over one that is there.

    :raises ToolkitError: where the file is there already or cannot be written.
    """
    if out.exists():
        raise ToolkitError(f"{out} is there already, and is left as it is.", do="Name another file.")
    write_whole(out, ("\n".join(_to_complete(found, answer)) + "\n").encode())


def _to_complete(found: Proposal, answer: Path) -> Iterator[str]:
    yield f"# What became of our response of {long_date(found.record.sent)}. Passages proposed from {answer.name}; outcomes are yours:"
    yield f"# {', '.join(OUTCOMES)}. Delete what does not matter."
    yield "answer:  # key of the answer in bibliography.bib"
    yield "answered:  # the day on which it was published"
    yield "effects:"
    for ask, passages in found.asks:
        if ask.kind == "claim" and not passages:
            continue
        yield f"  - {ask.kind}: {ask.id}"
        yield "    outcome:"
        for number, each in enumerate(passages):
            mark = "    " if number == 0 else "    # "
            yield f"{mark}passage: {json.dumps(each.passage, ensure_ascii=False)}"
            if each.page:
                yield f"{mark}page: {each.page}"


def _lines(rows: Sequence[Counted], what: str) -> list[tuple[str, Counted]]:
    return [(row.record.response, row) for row in rows] if what == "response" else by(rows, what)


def _whole(rows: Sequence[Counted]) -> Counted:
    total = rows[0]
    for row in rows[1:]:
        total = added(total, row)
    return total


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rpartition(' ')[0]} […]"

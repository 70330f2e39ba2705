"""Where something is used, as people and programs read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

import click

from toolkit.faces.reports import many
from toolkit.library.used import Use
from toolkit.model.values import long_date

_WIDTH = 160


def report(id_: str, uses: Sequence[tuple[Use, str]]) -> str:
    """Response by response, the places in the order of the document. :param uses: each with the day on which the response was sent."""
    if not uses:
        return f"'{id_}' is used in no response.\n"
    responses = len({use.slug for use, _ in uses})
    lines = [f"'{id_}' is used in {many(len(uses), 'place')} in {many(responses, 'response')}."]
    for (slug, sent), places in groupby(uses, key=lambda each: (each[0].slug, each[1])):
        lines += ["", f"{click.style(slug, bold=True)}  ({sent_on(sent)})"]
        for use, _ in places:
            how = ", ".join(part for part in (said(use), f"with the claim {use.claim}" if use.claim else "") if part)
            lines.append(f"  {use.section or 'before the first section'}{f', {how}' if how else ''}  {use.path}:{use.line}")
            if use.words:
                lines.append(f"    {shortened(use.words)}")
    return "\n".join(lines) + "\n"


def as_data(uses: Sequence[tuple[Use, str]]) -> list[dict[str, Any]]:
    """The same as plain values, the whole paragraphs."""
    return [
        {
            "kind": use.kind,
            "id": use.id,
            "response": use.slug,
            "sent": sent or None,
            "section": use.section,
            "how": use.how,
            "claim": use.claim or None,
            "path": use.path,
            "line": use.line,
            "paragraph": use.words,
        }
        for use, sent in uses
    ]


def said(use: Use) -> str:
    """In which form it is used."""
    if use.kind != "claim":
        return use.how
    if use.how.startswith("value:"):
        return f"its value '{use.how.removeprefix('value:')}'"
    return {"text": "", "short": "its short form", "quote": "its quotation", "cite": "its note alone"}.get(use.how, use.how)


def sent_on(sent: str) -> str:
    """``sent on 1 March 2017``, ``sent`` where the day is not known, or ``draft``."""
    if not sent:
        return "draft"
    return "sent" if sent == "sent" else f"sent on {long_date(date.fromisoformat(sent))}"


def shortened(words: str, width: int = _WIDTH) -> str:
    """The head of a paragraph, cut between two words."""
    return words if len(words) <= width else f"{words[:width].rsplit(' ', 1)[0]} …"

"""The copy sheet: one page from which somebody fills in an online form, with a button, a count and a tick for each question."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.compose.form import language_of
from toolkit.disk import digest
from toolkit.faces.reports import many
from toolkit.faces.reports.html import ENVIRONMENT
from toolkit.model.answer import NOTES, Answer, Notes
from toolkit.model.channel import named_channel
from toolkit.model.values import LONDON, long_date
from toolkit.session import Session

_WAYS: dict[Notes, str] = {"inline": "in brackets where they stand", "end": "numbered behind each answer", "none": "left out"}


def sheet(session: Session, slug: str, answers: Sequence[Answer], notes: Notes) -> str:
    """The page, which needs no other file and no network. Ticks are kept by the browser.

    :raises ToolkitError: where there is no such response.
    """
    response = session.response(slug)
    consultation = response.consultation
    channel = named_channel(consultation.channel, session.workspace.channels)
    closes = consultation.deadline.astimezone(LONDON) if consultation.deadline else None
    return ENVIRONMENT.get_template("copy_sheet.html").render(
        answers=answers,
        chosen=notes,
        ways={each: _WAYS[each] for each in NOTES},
        consultation=consultation,
        channel=channel,
        title=response.outline.title,
        organisation=session.workspace.configuration.organisation.name,
        closes=f"{long_date(closes.date())}, {closes:%H:%M}" if closes else "not given",
        slug=slug,
        key=f"consult-answers-{slug}-{digest(str(session.root).encode())[:8]}",
        many=many,
        language=language_of(session.workspace, response),
    )

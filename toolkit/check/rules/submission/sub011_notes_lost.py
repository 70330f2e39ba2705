"""Notes under an answer that goes into a box of plain text.

What: a section with footnotes, in a consultation whose 'channel' is an online form or portal that takes plain text. One finding a section.

Why: what is pasted into such a box loses its notes. The figure arrives without its source, and nobody can check it.

Bad (consultation):

    title: A Plan for All
    body: The Ministry
    channel: citizen-space

Good (consultation):

    title: A Plan for All
    body: The Ministry
    channel: email

Fix: set 'notes: inline' in outline.yaml, so that each note stands in brackets in the text; or name the source in the sentence ("Home
Office, Searches in England, 2012, p. 3"), or set a style that cites in the text, such as 'style: apa'. 'notes: stripped' says that they may
go. Where the box is only the way to send a file, set 'channel: email'.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.answers import answers_it
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.written import body
from toolkit.cite.styles import find_style, style_info
from toolkit.model.channel import named_channel
from toolkit.model.finding import Finding
from toolkit.model.response import Consultation

RULE = Rule("SUB011", "notes-lost", "warning", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    consultation = response.consultation
    # In brackets or numbered at the end they are part of what is pasted; where the outline strips them, somebody has decided so.
    kept = submission.draft.note_mode in ("inline", "end", "links") or response.outline.notes == "stripped"
    if kept or not answers_it(response) or not _takes_plain_text(consultation, facts):
        return
    in_text = _in_text(submission.draft.style)
    lost: dict[str, int] = {}
    for text in body(submission):
        number = len(text.notes) + (0 if in_text else len(text.citing))
        if number:
            lost[text.section] = lost.get(text.section, 0) + number
    asked = bool(consultation.questions)
    for where, _, section in response.outline.walk():
        number = lost.get(section.id, 0)
        if number and (not asked or section.answers or _within_answer(response.outline.walk(), where)):
            notes = "its note" if number == 1 else f"its {number} notes"
            yield RULE.finding(
                response.outline.origin.span(f"{where}.id"),
                f"The section '{section.id}' goes into a box of plain text, and {notes} would be lost there.",
                "Set 'notes: inline' in outline.yaml, which puts each in brackets in the text, or name the sources in the sentences.",
                related=[consultation.origin.span("channel")],
            )


def _within_answer(walk: Iterator[tuple[str, int, object]], where: str) -> bool:
    return any(getattr(section, "answers", ()) for other, _, section in walk if where.startswith(f"{other}."))


def _takes_plain_text(consultation: Consultation, facts: Facts) -> bool:
    channel = named_channel(consultation.channel, facts.workspace.channels)
    return channel is not None and channel.notes == "stripped"


def _in_text(style: str) -> bool:
    """Whether a style cites in the sentence; a style that cannot be read is told elsewhere."""
    path = find_style(style)
    try:
        return path is not None and style_info(path).in_text
    except (OSError, ValueError):
        return False

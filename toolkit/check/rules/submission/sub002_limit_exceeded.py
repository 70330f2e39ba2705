"""An answer that is longer than its question allows.

What: words or characters of the sections that answer a question with a 'limit', or that go into a form which sets one for every
answer; their subsections are included. Counted as Word counts, without the sections' own headings. An answer that is too long only when
its notes are counted too is a warning.

Why: forms cut off what is too long, at the end, where the recommendation stands; committees send it back.

Bad (consultation, outline, text):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: What should the plan achieve?, limit: 5 words}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims, answers: [Q1], text: sections/first.md}
    -----
    The plan should help people before it punishes them.

Good (consultation, outline, text):

    title: A Plan for All
    body: The Ministry
    questions:
      - {id: Q1, text: What should the plan achieve?, limit: 15 words}
    -----
    title: Our response
    sections:
      - {id: first, heading: Aims, answers: [Q1], text: sections/first.md}
    -----
    The plan should help people before it punishes them.

Fix: shorten the answer, the middle first. Where notes count, use short forms of claims or say the source in the sentence. A limit that
counts otherwise belongs in the question's 'limit' as you read it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.answers import answering, answers_it, down
from toolkit.check.length import length, notes_by_section
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.channel import named_channel
from toolkit.model.finding import Finding
from toolkit.model.response import Question, Response, Section
from toolkit.model.span import Span

RULE = Rule("SUB002", "limit-exceeded", "error", "draft", needs=("words",))


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    channel = named_channel(response.consultation.channel, facts.workspace.channels)
    each = channel.demands.answer_limit if channel else None
    limited = {question.id: question for question in response.consultation.questions if question.limit or each}
    if not limited or not answers_it(response):
        return
    notes = notes_by_section(submission)
    told: set[frozenset[str]] = set()
    for question in limited.values():
        sections = answering(response.outline, question.id)
        together = frozenset(id_ for _, section in sections for id_ in section.answers)
        if not sections or together in told or not together <= limited.keys():
            continue  # what several questions share is held against all their limits at once, once
        told.add(together)
        allowed, unit = _allowed([limited[id_].limit or each or "" for id_ in together])
        if unit:
            counted = [each for _, section in sections for each in down(section)]
            yield from _told(submission, question, sections, length(submission, counted, notes, unit), allowed, unit)


def _allowed(limits: list[str]) -> tuple[int, str]:
    """What several limits allow together, and in what unit; none where their units differ."""
    parts = [limit.split() for limit in limits]
    units = {unit for _, unit in parts}
    return sum(int(number) for number, _ in parts), units.pop() if len(units) == 1 else ""


def _told(
    submission: Submission, question: Question, sections: list[tuple[str, Section]], counted: tuple[int, int], allowed: int, unit: str
) -> Iterator[Finding]:
    own, in_notes = counted
    if own + in_notes <= allowed:
        return
    response = submission.response
    where, section = sections[0]
    names = " and ".join(section.answers) if len(section.answers) > 1 else question.number or question.id
    noted = f", and {in_notes:,} more in its notes" if in_notes else ""
    over = f"{own - allowed:,} too many" if own > allowed else f"with its notes {own + in_notes - allowed:,} too many"
    yield RULE.finding(
        response.outline.origin.span(f"{where}.answers.{section.answers.index(question.id)}"),
        f"The answer to {names} has {own:,} {unit}{noted}; the limit is {allowed:,}: {over}.",
        "Shorten the answer." if own > allowed else "Notes may count or not: that is for the receiving body to say. Ask, or shorten.",
        related=[_limit(response, question)],
        level=None if own > allowed else "warning",
    )


def _limit(response: Response, question: Question) -> Span:
    number = response.consultation.questions.index(question)
    return response.consultation.origin.span(f"questions.{number}.limit" if question.limit else "channel")

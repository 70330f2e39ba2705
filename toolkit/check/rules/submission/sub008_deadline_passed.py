"""A deadline that has passed while the answer is not sent.

What: the last day of the consultation ('extended_to', else 'closes') or of one of its questions is over, and the outline's status is
not sent. Press releases, briefings and the like have no deadline.

Why: late answers are left unread, and the day is often moved without notice.

Bad (consultation):

    title: A Plan for All
    body: The Ministry
    closes: 2017-01-20

Good (consultation):

    title: A Plan for All
    body: The Ministry
    closes: 2017-01-20
    extended_to: 2017-02-20

Fix: ask the body whether it still reads answers, and write the new day in 'extended_to'; where the answer has gone, set 'status: sent'.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from toolkit.check.answers import answers_it
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.values import LONDON, long_date

RULE = Rule("SUB008", "deadline-passed", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    consultation = response.consultation
    if response.outline.status == "sent" or not answers_it(response):
        return
    last = _last_day(consultation.deadline)
    if last and last < facts.today:
        yield RULE.finding(
            consultation.origin.span("extended_to" if consultation.extended_to else "closes"),
            f"The consultation closed on {long_date(last)}, and this answer is not sent.",
            "Ask whether it is still read and write the new day in 'extended_to'; or set 'status: sent' where it has gone.",
        )
        return
    for number, question in enumerate(consultation.questions):
        last = _last_day(question.closes)
        if last and last < facts.today:
            yield RULE.finding(
                consultation.origin.span(f"questions.{number}.closes"),
                f"Question {question.number or question.id} closed on {long_date(last)}, and this answer is not sent.",
                "Ask whether an answer to it is still read, and correct 'closes'.",
            )


def _last_day(moment: datetime | None) -> date | None:
    """The last day in London on which somebody can still answer: midnight belongs to the day that it ends."""
    return (moment.astimezone(LONDON) - timedelta(microseconds=1)).date() if moment else None

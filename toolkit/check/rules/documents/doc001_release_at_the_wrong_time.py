"""An embargo that has passed, or a press release that does not say when it is for release.

What: the moment in 'embargo' lies before today while the document is not sent; and a press release that has neither 'embargo' nor 'date'.

Why: a journalist who reads of an embargo that is over does not know whether the news is old, and one who finds no day at all has to ask.

Bad (outline):

    document: press-release
    title: Fewer people are searched
    embargo: 2017-01-20T00:01
    sections: [{id: first, text: sections/first.md}]

Good (outline):

    document: press-release
    title: Fewer people are searched
    embargo: 2017-02-20T00:01
    sections: [{id: first, text: sections/first.md}]

Fix: write the new moment in 'embargo', or take the line out and write the day in 'date'; where it has gone, set 'status: sent'.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.values import LONDON, long_moment

RULE = Rule("DOC001", "release-at-the-wrong-time", "warning", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    outline = response.outline
    if outline.status == "sent":
        return
    if outline.embargo is not None:
        if outline.embargo.astimezone(LONDON).date() < facts.today:
            yield RULE.finding(
                response.span("embargo"),
                f"The embargo ended at {long_moment(outline.embargo)}, and the document still bears it.",
                "Write the new moment, or take the line out and write the day in 'date'; set 'status: sent' where it has gone.",
            )
    elif response.kind.name == "press-release" and outline.date is None:
        yield RULE.finding(
            response.span("document"),
            "The press release does not say when it is for release.",
            "Write the day in 'date', or a moment in 'embargo'.",
        )

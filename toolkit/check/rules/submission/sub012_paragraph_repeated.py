"""A paragraph that stands word for word in another response too.

What: a paragraph of at least 25 typed words that is also typed in another response, sent or not. For information also how much of what is
typed, where it is a quarter or more, stands in a response that was sent before, in the same words or nearly. Claims and passages, which are
made to be used again, do not count, nor do press releases and briefings.

Why: receiving bodies group identical answers and count them as one, some take nothing that was published before, and an old paragraph often
answers an old question.

Bad (text, other):

    Officers lose by it as well, since an hour that goes into searching people who carry nothing is an hour that is taken from victims
    who are waiting for a call.
    -----
    Officers lose by it as well, since an hour that goes into searching people who carry nothing is an hour that is taken from victims
    who are waiting for a call.

Good (text, other):

    Officers lose by it as well, since an hour that goes into searching people who carry nothing is an hour that is taken from victims
    who are waiting for a call.
    -----
    An hour spent on searches that find nothing cannot be spent on victims; in a county with so few officers as this one, that is the
    whole of the evening shift.

Fix: write it anew for this question, or make it a passage (evidence/passages/) where it is the same on purpose.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from toolkit.check.answers import answers_it
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.response import Response

RULE = Rule("SUB012", "paragraph-repeated", "warning", "draft")

_SHOWN = 3
"""Other places that a finding names."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    if not answers_it(response):
        return
    yield from _alike(response, facts)
    for span, others in facts.repeated.get(response.slug, ()):
        theirs = list(islice(((slug, place) for slug, place in others if answers_it(facts.workspace.responses[slug])), _SHOWN))
        if theirs:
            names = ", ".join(f"'{slug}'" for slug in dict.fromkeys(slug for slug, _ in theirs))
            yield RULE.finding(
                span,
                f"This paragraph stands word for word in {names}{' and more' if len(others) > len(theirs) == _SHOWN else ''} too.",
                "Write it anew for this answer; or make it a passage where it is the same on purpose.",
                related=[place for _, place in theirs],
            )


def _alike(response: Response, facts: Facts) -> Iterator[Finding]:
    """Earlier answers that have much of this one; a response begun from another one knows that of its own."""
    for slug, share in facts.alike().get(response.slug, ()):
        other = facts.workspace.responses.get(slug)
        if other is not None and answers_it(other):
            yield RULE.finding(
                response.outline.origin.span("title"),
                f"About {share} per cent of what is typed here stands in '{slug}' too, which was sent before.",
                "Nothing is wrong with that where this body may have it again; see what is new that it should read first.",
                level="information",
            )
            return

"""Prose that says a claim again with another number, unit or hedge.

What: a sentence typed in the draft repeats a placed claim loosely and its figure has drifted ("nearly half" for more than half, percentage
points for per cent, "more than 1,500" for about 1,500), or it bears the note of a claim (cite) and a figure that the claim does not have.
Where the wording is so close that it is plainly the same statistic with another value, CLM003 says so.

Why: the note leads to a source that says something else. Each rewriting moves the figure a little, always in the same direction.

Bad (claims, text):

    claims:
      clients:
        kind: statistic
        text: In 2012 the London outreach service advised {{ clients }} clients.
        values: {clients: "about 1,500"}
        support: [{source: alpha2012, locator: p. 3}]
    -----
    {{ claim("clients") }}
    The London outreach service advised more than 1,500 clients.

Good (claims, text):

    claims:
      clients:
        kind: statistic
        text: In 2012 the London outreach service advised {{ clients }} clients.
        values: {clients: "about 1,500"}
        support: [{source: alpha2012, locator: p. 3}]
    -----
    {{ claim("clients") }}
    The London outreach service advised {{ value("clients", "clients") }} clients.

Fix: place the claim or its value instead of typing the figure, or say it with the claim's own unit and hedge.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.restated import compared
from toolkit.check.retold import cited_otherwise
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding

RULE = Rule("CLM008", "drifted-restatement", "warning", "draft", english=True)

_FAULTS = {"value": "another number", "unit": "another unit", "hedge": "another hedge"}


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[tuple[str, int]] = set()
    for each in (*compared(submission, facts)[1], *cited_otherwise(submission, facts)):
        place = (each.read.text.block, each.figure.start)
        if place in told:
            continue
        told.add(place)
        if each.likeness == "same" and each.fault == "value":
            continue
        claim = each.original.claim
        yield RULE.finding(
            each.read.text.span(each.figure.start, each.figure.end),
            f"'{each.figure.text}' is {_FAULTS[each.fault]} than the claim '{claim.id}' has, '{each.original.said.figure.text}'.",
            "Place the claim or its value here instead of typing the figure, or use its own number, unit and hedge.",
            related=[each.original.placement.span, claim.span("text")],
        )

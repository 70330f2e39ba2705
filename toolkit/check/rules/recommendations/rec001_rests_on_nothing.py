"""A recommendation that rests on no claim.

What: a recommendation without 'rests_on' whose text places no claim and cites no source, or that names a claim which there is not.

Why: the first question to an ask is why. One that no evidence carries is read as a wish, and nobody is told when the evidence changes.

Bad (outline):

    title: Our response
    sections:
      - id: first
        heading: First
        text: sections/first.md
        recommendations:
          - {id: fewer, text: Search fewer people for drugs., addressee: The Met}

Good (outline):

    title: Our response
    sections:
      - id: first
        heading: First
        text: sections/first.md
        recommendations:
          - {id: fewer, text: Search fewer people for drugs., addressee: The Met, rests_on: [share]}

Fix: name the claims that carry it in 'rests_on'; an opinion of the organisation is a claim too, of kind position.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("REC001", "rests-on-nothing", "error", "draft")

_CARRIED = phrase(r"\{\{-?\s*(?:claim|value|quote|cite)\s*\(|\[[^\[\]]*@[^\[\]]+\]")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    outline = submission.response.outline
    if any(finding.code == "WSP002" and "'rests_on'" in finding.help for finding in submission.response.findings):
        return  # the name of the field is misspelt, which is told already
    for where, _, section in outline.walk():
        for number, ask in enumerate(section.recommendations):
            if not ask.rests_on and not _CARRIED.search(ask.text):
                yield RULE.finding(
                    outline.origin.span(f"{where}.recommendations.{number}.id"),
                    f"The recommendation '{ask.id}' rests on no claim.",
                    "Name the claims that carry it, as in rests_on: [a-claim]; your own view is a claim of kind position.",
                )
            for at, id in enumerate(ask.rests_on):
                if id not in facts.workspace.claims:
                    near = get_close_matches(id, facts.workspace.claims, 1)
                    yield RULE.finding(
                        outline.origin.span(f"{where}.recommendations.{number}.rests_on.{at}"),
                        f"The recommendation '{ask.id}' rests on '{id}', and there is no claim of that name.",
                        f"Did you mean '{near[0]}'?" if near else "Name a claim of a file under evidence/, or write it there.",
                    )

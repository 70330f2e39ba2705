"""A partner of a joint submission that has not agreed to the text, or a statement for which no partner answers.

What: an entry of a list of partners without 'agreed', or with a day that is still to come; and, where partners say which claims they bring,
a claim of the document that none of them brings, or that is brought and not used.

Why: one partner that finds words in it which its board never saw can undo the whole submission. Until all have agreed, it cannot be sent.

Bad (outline):

    document: joint-submission
    title: Joint submission
    fields:
      partners:
        - {name: A Charity, words: We advise., agreed: 2017-01-20}
        - {name: Another Charity, words: We train.}
    sections: [{id: first, text: sections/first.md}]

Good (outline):

    document: joint-submission
    title: Joint submission
    fields:
      partners:
        - {name: A Charity, words: We advise., agreed: 2017-01-20}
        - {name: Another Charity, words: We train., agreed: 2017-01-31}
    sections: [{id: first, text: sections/first.md}]

Fix: send the partner the built file, and write the day of its answer in 'agreed' and who gave it in 'by'.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.listed import entries_with
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.response import Response

RULE = Rule("DOC004", "partner-not-agreed", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response = submission.response
    for path, name, entry in entries_with(response, "agreed", "day"):
        agreed = str(entry.get("agreed") or "")
        if not agreed:
            yield RULE.finding(
                response.span(path),
                f"{name} has not agreed to this text, as far as is noted.",
                "Send it the built file, and write the day of its answer in 'agreed' and who gave it in 'by'.",
            )
        elif agreed > facts.today.isoformat():
            said = f"{name} is said to have agreed on a day that is still to come."
            yield RULE.finding(response.span(f"{path}.agreed"), said, "Correct the day.")
    yield from _unanswered(submission, response)


def _unanswered(submission: Submission, response: Response) -> Iterator[Finding]:
    """Claims that nobody brings, where somebody says what they bring; and those that are brought for nothing."""
    brought = {
        str(id_): f"{path}.claims.{number}"
        for path, _, entry in entries_with(response, "claims", "claims")
        for number, id_ in enumerate(entry.get("claims") or ())
    }
    if not brought:
        return
    told: set[str] = set()
    for placement in submission.draft.placements:
        if placement.claim not in {*brought, *told}:
            told.add(placement.claim)
            yield RULE.finding(
                placement.span,
                f"No partner answers for the claim '{placement.claim}'.",
                "Add it to the 'claims' of the partner that brings it.",
                level="warning",
            )
    placed = {placement.claim for placement in submission.draft.placements}
    for id_, path in brought.items():
        if id_ not in placed:
            said = f"The claim '{id_}' is brought by a partner, and the document does not use it."
            yield RULE.finding(response.span(path), said, "Place it, or take it off the list.", level="warning")

"""A claim whose day of review is over.

What: a claim that a draft places, whose `review_by` lies before today, or, where it sets none, whose `checked` lies further back than
`review_after` of workspace.yaml. A passage that is used after its `review_by` likewise. On the day itself nothing is said.

Why: figures are replaced, pages move, laws change. A claim that nobody has looked at for a year is what the other side looks up.

Bad (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 63 per cent of searches were for drugs.
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2015-03-01
    -----
    {{ claim("share") }}

Good (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 63 per cent of searches were for drugs.
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2016-11-01
    -----
    {{ claim("share") }}

Fix: compare the claim with its sources again, see whether there are newer ones, and write today's date in 'checked'.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.values import after, long_date

RULE = Rule("CLM006", "past-its-review", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    seen: set[str] = set()
    for placement in submission.draft.placements:
        claim = None if placement.claim in seen else facts.workspace.claims.get(placement.claim)
        seen.add(placement.claim)
        if claim is None or claim.status in {"withdrawn", "superseded"}:
            continue
        due = due_on(claim, facts.workspace.configuration.review_after)
        if due is not None and due < facts.today:
            yield RULE.finding(
                claim.span("review_by" if claim.review_by else "checked"),
                f"The claim '{claim.id}' was due for review on {long_date(due)}.",
                "Compare it with its sources again, and write the day in 'checked'.",
                related=[placement.span],
            )
    yield from _passages(submission, facts)


def due_on(claim: Claim, review_after: str) -> date | None:
    """The last day on which a claim may be used unseen; None where none can be made out."""
    if claim.review_by is not None or claim.checked is None or claim.status != "checked":
        return claim.review_by if claim.status == "checked" else None
    return after(claim.checked, review_after)


def _passages(submission: Submission, facts: Facts) -> Iterator[Finding]:
    """Passages of which some words stand in the draft."""
    paths = {place.path: text.span(place.offset) for text in submission.texts for place in text.places if "/passages/" in place.path}
    if not paths:
        return
    for passage in facts.workspace.passages.values():
        if passage.origin.path in paths and passage.review_by is not None and passage.review_by < facts.today:
            yield RULE.finding(
                passage.span("review_by"),
                f"The passage '{passage.id}' was due for review on {long_date(passage.review_by)}.",
                "Read it again, correct what is no longer so, and set a new day in 'review_by'.",
            )

"""A claim that was withdrawn or superseded, or that nobody has compared with its source.

What: a draft that places a claim of status withdrawn, superseded or draft, or a recommendation that rests on one withdrawn or superseded.
Positions are the organisation's own view and need no source; the record of casework has a check of its own (CLM018).

Why: a claim is withdrawn because it was wrong or can no longer be shown. One that was never compared with its source may be either.

Bad (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 63 per cent of searches were for drugs.
        support: [{source: alpha2012, locator: p. 3}]
        status: withdrawn
        reason: The table was corrected in 2014.
    -----
    {{ claim("share") }}

Good (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 63 per cent of searches were for drugs.
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2017-01-20
    -----
    {{ claim("share") }}

Fix: use the claim that took its place, or take the sentence out. Compare a draft claim with its source, then set 'status: checked' and
the day.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding

RULE = Rule("CLM007", "not-checked-or-withdrawn", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    seen: set[str] = set()
    for placement in submission.draft.placements:
        claim = None if placement.claim in seen else facts.workspace.claims.get(placement.claim)
        seen.add(placement.claim)
        if claim is None or claim.status == "checked" or (claim.status == "draft" and claim.kind in {"position", "casework"}):
            continue
        message, help = _said(claim)
        related = [claim.span("status")]
        if claim.superseded_by and (newer := facts.workspace.claims.get(claim.superseded_by)):
            related.append(newer.span("id"))
        yield RULE.finding(placement.span, message, help, related=related)
    outline = submission.response.outline
    for where, _, section in outline.walk():
        for number, ask in enumerate(section.recommendations):
            for at, id_ in enumerate(ask.rests_on):
                claim = None if id_ in seen else facts.workspace.claims.get(id_)
                if claim is not None and claim.status in {"withdrawn", "superseded"}:
                    message, help = _said(claim)
                    span = outline.origin.span(f"{where}.recommendations.{number}.rests_on.{at}")
                    yield RULE.finding(
                        span, f"{message[:-1]}, and the recommendation '{ask.id}' rests on it.", help, related=[claim.span("status")]
                    )


def _said(claim: Claim) -> tuple[str, str]:
    if claim.status == "withdrawn":
        return (
            f"The claim '{claim.id}' is withdrawn: {(claim.reason or '').strip().rstrip('.')}.",
            "Take it out, or say something that can be shown.",
        )
    if claim.status == "superseded":
        return (
            f"The claim '{claim.id}' is superseded by '{claim.superseded_by}'.",
            f"Place '{claim.superseded_by}' instead, and read the sentence again.",
        )
    if not claim.support and not claim.derived_from:
        return (
            f"The claim '{claim.id}' is a draft without a source.",
            "Find the source, compare the claim with it, then set 'status: checked' and the day.",
        )
    return (
        f"Nobody has compared the claim '{claim.id}' with its source yet.",
        "Compare them, word for word and figure for figure, then set 'status: checked' and the day.",
    )

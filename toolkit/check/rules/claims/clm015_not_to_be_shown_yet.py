"""An embargoed, confidential or unpublished source or claim in a public version.

What: in the text that everybody may read, a claim or a source whose embargo has not ended on this day, a source that is confidential or was
never published, and a confidential claim in a sentence that is not marked, where a public version has a gap. A document that is under
embargo itself may use what comes out by then. As a warning: a source that is in press or forthcoming.

Why: whoever breaks an embargo gets no more papers in advance. And a reader can look up neither a confidential nor an unpublished source.

Bad (claims, text):

    claims:
      arrests:
        kind: statistic
        text: In 2016 there were 2,593 arrests.
        support: [{source: alpha2012, locator: p. 3}]
        embargo: 2999-03-01T00:01
    -----
    Much has changed. {{ claim("arrests") }}

Good (claims, text):

    claims:
      arrests:
        kind: statistic
        text: In 2016 there were 2,593 arrests.
        support: [{source: alpha2012, locator: p. 3}]
        embargo: 2001-03-01T00:01
    -----
    Much has changed. {{ claim("arrests") }}

Fix: wait until the embargo has ended, set 'embargo:' in outline.yaml to the same moment or a later one, or rest on something that is
published. Mark the sentence round a confidential claim too, so that no gap is left in a public version.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.release import end_of, kept_source
from toolkit.model.values import long_moment

RULE = Rule("CLM015", "not-to-be-shown-yet", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    if submission.response.outline.version != "public":
        return
    draft, until = submission.open.draft, submission.response.embargo
    for gap in draft.gaps:
        if gap.kind == "claim":
            yield RULE.finding(
                gap.span,
                f"The claim '{gap.id}' is confidential, so that the public version has a gap here.",
                "Mark the words round it too ([words]{.confidential}, or '::: confidential'), or place another claim.",
            )
    for placement in draft.placements:
        claim = facts.workspace.claims.get(placement.claim)
        if claim is not None and claim.embargo and claim.embargo > end_of(facts.today) and not _out_by(claim.embargo, until):
            yield RULE.finding(
                placement.span,
                f"The claim '{claim.id}' is under embargo until {long_moment(claim.embargo)}.",
                "Wait until then, or put this document under embargo too: 'embargo:' in outline.yaml.",
                related=[claim.span("embargo")],
            )
    yield from _sources(submission, facts)


def _sources(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[str] = set()
    for citation in submission.open.draft.citations:
        source = facts.workspace.sources.get(citation.key)
        kept = kept_source(source, end_of(facts.today)) if source is not None and citation.key not in told else None
        if source is None or kept is None or _out_by(kept.until, submission.response.embargo):
            continue
        told.add(citation.key)
        help_ = {
            "embargo": "Wait until then, or put this document under embargo too: 'embargo:' in outline.yaml.",
            "confidential": "Mark what rests on it as confidential, or rest it on something that is published.",
        }.get(kept.field, "Rest it on something that is published; or give its address, where it can be read.")
        yield RULE.finding(
            citation.span,
            f"The source '{source.id}' {kept.said}, and a public version cites it.",
            help_,
            related=[source.span(kept.field)],
            level="warning" if kept.soon else None,
        )


def _out_by(moment: datetime | None, until: datetime | None) -> bool:
    """Whether an embargo ends no later than that of the document."""
    return moment is not None and until is not None and moment <= until

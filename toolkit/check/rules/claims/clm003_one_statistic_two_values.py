"""One statistic with two values in one submission.

What: a sentence that is typed in the draft states again, in nearly the same words and of the same time and place, what a placed claim
states, with another figure; or two claims that are both placed, or two sentences that are typed, differ in nothing but their figure.
Other years, other places, other groups of people, changes and targets are not compared.

Why: the reader finds both, and knows that one of them is wrong. He need not know which to stop believing either.

Bad (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 {{ share }} of the searches on reasonable suspicion were for drugs.
        short: "{{ share }} of them were for drugs"
        values: {share: 63 per cent}
        support: [{source: alpha2012, locator: p. 3}]
    -----
    {{ claim("share") }}
    In all 65 per cent of searches were for drugs.

Good (claims, text):

    claims:
      share:
        kind: statistic
        text: In 2012 {{ share }} of the searches on reasonable suspicion were for drugs.
        short: "{{ share }} of them were for drugs"
        values: {share: 63 per cent}
        support: [{source: alpha2012, locator: p. 3}]
    -----
    {{ claim("share") }}
    In all {{ value("share", "share") }} of searches were for drugs.

Fix: look up which one is right, and place the claim or its value in both sentences instead of typing the figure.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.likeness import fault
from toolkit.check.originals import Original
from toolkit.check.restated import compared, is_restated
from toolkit.check.retold import typed_twice
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding

RULE = Rule("CLM003", "one-statistic-two-values", "error", "draft", english=True)


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    originals, again = compared(submission, facts)
    for each in again:
        if each.likeness == "same" and each.fault == "value":
            claim, told = each.original.claim, each.original.said.figure
            yield RULE.finding(
                each.read.text.span(each.figure.start, each.figure.end),
                f"'{each.figure.text}' stands here and '{told.text}' in the claim '{claim.id}', of the same thing.",
                "Look up which is right, and place the claim or its value instead of typing the figure.",
                related=[each.original.placement.span, claim.span("text")],
            )
    yield from _between_claims(originals)
    for read, figure, before, other in typed_twice(submission):
        if not is_restated(read, figure, submission, facts):
            yield RULE.finding(
                read.text.span(figure.start, figure.end),
                f"'{figure.text}' stands here and '{other.text}' before, of the same thing.",
                "Look up which is right; make it a claim, and place that in both sentences.",
                related=[before.text.span(other.start, other.end)],
            )


def _between_claims(originals: list[Original]) -> Iterator[Finding]:
    """Claims that differ in nothing but their figures."""
    first: dict[tuple[object, ...], Original] = {}
    told: set[str] = set()
    for original in originals:
        claim = original.claim
        number = [each for each in original.figures if each.weighty].index(original.said.figure)
        other = first.setdefault((original.pattern, claim.place, claim.period, number), original)
        if other.claim.id == claim.id or claim.id in told or fault(original.said.figure, other.said.figure) != "value":
            continue
        told.add(claim.id)
        yield RULE.finding(
            original.placement.span,
            f"The claims '{other.claim.id}' ({other.said.figure.text}) and '{claim.id}' ({original.said.figure.text}) "
            "state one thing with two values.",
            "Look up which is right; withdraw the other, or let it be superseded.",
            related=[other.placement.span, claim.span("text"), other.claim.span("text")],
        )

"""A claim from casework without its period or the number of cases.

What: a claim of kind casework that names no period, or neither a number of cases nor a figure. Where it tells of people's experience and
something else is missing, consent is asked for too; and a claim of few cases whose 'consent' is false.

Why: "our clients tell us" is evidence when the reader knows how many, and when. Without that it is an opinion, and it is weighed as one.

Bad (claims):

    claims:
      repeated-searches:
        kind: casework
        text: Young people who come to us say that they are searched every week.

Good (claims):

    claims:
      repeated-searches:
        kind: casework
        text: Young people who come to us say that they are searched every week.
        period: 2015-04/2016-03
        cases: 34
        consent: true

Fix: ask those who keep the cases, and write 'period', 'cases' and 'consent' in the claim. Where nobody knows, make it a position: "in our
view".
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated
from toolkit.check.statements import stretches
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM018", "casework-without-its-record", "warning", "claim")

_PEOPLE = phrase(
    r"(?i)\b(?:clients?|callers?|wom[ae]n|m[ae]n|girls?|boys?|people|child(?:ren)?|tenants?|patients?|parents?|famil(?:y|ies)|persons?)\b"
)


_FEW = 5
"""Cases in which somebody may know herself, or be known."""


def check(stated: Stated, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    claim = stated.claim
    if claim.kind != "casework" or claim.status in {"withdrawn", "superseded"}:
        return
    counted = claim.cases != 0 and (
        claim.cases is not None
        or bool(claim.values)
        or any(figure.kind in {"number", "percentage", "fraction"} for figure in stated.text.figures)
    )
    dated = claim.period is not None or bool(stretches(stated.text.text.words))
    missing = [name for name, there in (("its period", dated), ("the number of cases", counted)) if not there]
    if claim.consent is False and (claim.cases or _FEW) <= _FEW and dated and counted:
        yield RULE.finding(
            claim.span("consent"),
            f"The casework claim '{claim.id}' tells of people who did not agree to it.",
            "Ask them, leave the case out, or tell of so many cases together that nobody can be known.",
        )
    if not missing:
        return
    if claim.consent is None and not counted and _PEOPLE.search(stated.text.text.words):
        missing.append("whether the people agreed")
    *first, last = missing
    yield RULE.finding(
        claim.span("id"),
        f"The casework claim '{claim.id}' does not say {', '.join(first) + ' and ' if first else ''}{last}.",
        "Ask those who keep the cases, and write 'period', 'cases' and 'consent' in the claim.",
    )

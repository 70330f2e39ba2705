"""A signatory of whom nobody noted whether they agreed to be named.

What: an entry of a list of signatories without 'consent'. With 'consent: true' the name is printed; with 'consent: false' the signatory is
counted and not named. Until one of them stands there, the name is not printed.

Why: to be named under a letter that one has not seen is a wrong that no correction mends, and the name is personal data.

Bad (outline):

    document: open-letter
    title: A smell is not a reason
    fields:
      addressee: the Commissioner
      signatories:
        - {name: A youth club, consent: true}
        - {name: A legal advice centre}
    sections: [{id: first, text: sections/first.md}]

Good (outline):

    document: open-letter
    title: A smell is not a reason
    fields:
      addressee: the Commissioner
      signatories:
        - {name: A youth club, consent: true}
        - {name: A legal advice centre, consent: false}
    sections: [{id: first, text: sections/first.md}]

Fix: ask, and write 'consent: true' or 'consent: false'.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.listed import entries_with
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding

RULE = Rule("DOC002", "signatory-without-consent", "error", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    response = submission.response
    for path, name, entry in entries_with(response, "consent", "yes-no"):
        if entry.get("consent") in (None, ""):
            yield RULE.finding(
                response.span(path),
                f"Whether {name} agreed to be named is not noted, so the name is left out.",
                "Ask, and write 'consent: true' or 'consent: false'.",
            )

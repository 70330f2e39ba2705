"""A claim that was chosen for a section and that its text does not place, or a consulted document that is never cited.

What: a claim listed under 'claims' of a section that has a text, where the text does not place it, so that it was added at the section's
end; and the document of the consultation ('document:'), where a response never cites it. Sources that wait in the library are no fault.

Why: what is added at the end stands there without a thought leading to it. And an answer that never points at a page of the document which
it answers reads as though nobody had opened it.

Bad (outline):

    title: Our response
    sections:
      - id: first
        heading: First
        text: sections/first.md
        claims: [share, view]

Good (outline):

    title: Our response
    sections:
      - id: first
        heading: First
        text: sections/first.md
        claims: [share]

Fix: place the claim where the text comes to it, {{ claim("…") }}, or take it out of the list; cite the document with the page that you
answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CIT009", "chosen-and-not-placed", "information", "draft")

_ASKED = phrase(r"(?i)consult|evidence|inquiry|review")
"""Kinds of consultation that are answered; nobody expects a page of the plan in a leaflet about it."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    response, draft = submission.response, submission.draft
    placed = {(placement.claim, placement.span) for placement in draft.placements}
    for where, _, section in response.outline.walk():
        if where not in response.texts or not response.texts[where].text.strip():
            continue
        for number, id_ in enumerate(section.claims):
            span = response.span(f"{where}.claims.{number}")
            if (id_, span) in placed:
                yield RULE.finding(
                    span,
                    f"The text of '{section.heading or section.id}' does not place the claim '{id_}', so it was added at its end.",
                    f'Place it where the text comes to it, {{{{ claim("{id_}") }}}}, or take it out of the list.',
                    related=[facts.workspace.claims[id_].span("id")] if id_ in facts.workspace.claims else [],
                )
    document = response.consultation.document
    asked = draft.kind == "response" and _ASKED.search(response.consultation.kind)
    if document and asked and document in facts.workspace.sources and document not in draft.sources:
        yield RULE.finding(
            response.consultation.origin.span("document"),
            f"The response never cites the document that it answers, '{document}'.",
            "Cite the pages that you answer, as in [@key, p. 3].",
        )

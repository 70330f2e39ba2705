"""A quotation of more than 40 words that runs on inside a paragraph.

What: words in quotation marks, typed or placed, that are more than 40 and do not stand as a paragraph of their own.

Why: in a long quotation the reader loses sight of who is speaking, and takes the source's words for yours or yours for the source's.

Bad (text):

    The inspectors wrote that "officers in most of the forces that we visited could not say why a search had been made, had kept no record
    that anybody could read, and had never been asked about either of these things by the sergeant whose duty it was to look at them weekly"
    [@alpha2012, p. 3]. We agree.

Good (text):

    The inspectors wrote:

    > Officers in most of the forces that we visited could not say why a search had been made, had kept no record that anybody could read,
    > and had never been asked about either of these things by the sergeant whose duty it was to look at them each week. [@alpha2012, p. 3]

    We agree.

Fix: put the words into a paragraph of their own whose lines begin with > and leave the quotation marks out, or give {{ quote("id") }} a
paragraph of its own; or quote less.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.quoted import Quotation, quotations
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.text import Text

RULE = Rule("STY003", "long-quotation-inline", "warning", "draft")

LONGEST = 40
"""Words that may run inline."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[Span] = set()
    for text in submission.texts:
        if text.kind not in ("paragraph", "list") or len(text.words) < 5 * LONGEST // 2:
            continue
        for quotation in quotations(text.words):
            length = len(quotation.words.split())
            if length <= LONGEST:
                continue
            where, related = _place(text, quotation, facts)
            if where not in told:
                told.add(where)
                yield RULE.finding(
                    where,
                    f"This quotation has {length} words and runs inside a paragraph.",
                    "Give it a paragraph of its own whose lines begin with >, without quotation marks; or quote less.",
                    related=related,
                )


def _place(text: Text, quotation: Quotation, facts: Facts) -> tuple[Span, list[Span]]:
    """Where the words were put together: in the text, or in the claim whose text holds the whole quotation."""
    span = text.span(quotation.start, quotation.end)
    for placed in text.claimed(quotation.start + 1, quotation.end - 1):
        if placed.form in ("text", "short") and placed.start <= quotation.start and quotation.end <= placed.end:
            claim = facts.workspace.claims.get(placed.claim)
            if claim is not None:
                return claim.span(placed.form), [span]
    return span, []

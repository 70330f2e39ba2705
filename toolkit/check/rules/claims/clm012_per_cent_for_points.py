"""Per cent written where percentage points are meant, or the other way round.

What: a share that goes from 20 to 25 per cent rises by five percentage points, and by 25 per cent. The rule looks where both ends and the
difference are in one sentence.

Why: it is the mistake that every statistician looks for first, and the two differ by a factor of five.

Bad (text):

    The share rose by 5 per cent, from 20 per cent to 25 per cent [@alpha2012, p. 3].

Good (text):

    The share rose by 5 percentage points, from 20 per cent to 25 per cent [@alpha2012, p. 3].

Fix: say percentage points where you subtract one percentage from another; say per cent where you divide by the first.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.changes import CHANGED, changes, confused
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import statements
from toolkit.model.finding import Finding

RULE = Rule("CLM012", "per-cent-for-points", "warning", "claim", also=("draft",), english=True)


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for said in statements(subject, CHANGED, headings=True):
        for change in changes(said):
            right = confused(change)
            if right and said.is_own(change.start, change.end):
                yield RULE.finding(
                    said.span(change.by_start, change.by_end),
                    f"'{change.by.text}' should be {right}: from {change.first.text} to {change.last.text}.",
                    "The difference of two percentages is in percentage points; per cent is the difference divided by the first.",
                )

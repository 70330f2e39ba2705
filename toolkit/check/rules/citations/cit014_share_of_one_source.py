"""A response that leans on the organisation's own publications, or on one source.

What: of at least ten citations more than 40 per cent lead to own publications (keyword "own publication", or the organisation as author or
publisher), or more than half to one source. The consulted document is not counted as one source.

Why: it is no fault, but it is the first thing that a critical reader counts, and the author is the last to notice.

Bad (text):

    A [@beta2013, p. 1]. B [@beta2013, p. 2]. C [@beta2013, p. 3]. D [@beta2013, p. 4]. E [@beta2013, p. 5].
    F [@beta2013, p. 6]. G [@beta2013, p. 7]. H [@beta2013, p. 8]. I [@alpha2012, p. 1]. J [@alpha2012, p. 2].

Good (text):

    A [@beta2013, p. 1]. B [@beta2013, p. 2]. C [@beta2013, p. 3]. D [@beta2013, p. 4]. E [@beta2013, p. 5].
    F [@alpha2012, p. 6]. G [@alpha2012, p. 7]. H [@alpha2012, p. 8]. I [@alpha2012, p. 1]. J [@alpha2012, p. 2].

Fix: look for other sources that say the same, above all for what others than you have found; or say in the text why you use your own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("CIT014", "share-of-one-source", "information", "draft")

_FEWEST = 10
_OWN, _ONE = 0.4, 0.5
"""Shares of all citations above which it is told."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    counts = Counter(citation.key for citation in submission.draft.citations)
    total = counts.total()
    if total < _FEWEST:
        return
    sources, where = submission.draft.sources, submission.response.span("title")
    own = sum(
        count for key, count in counts.items() if key in sources and _is_own(sources[key], facts.workspace.configuration.organisation.name)
    )
    if own > _OWN * total:
        yield RULE.finding(
            where,
            f"{own} of the {total} citations lead to your own publications.",
            "Look for what others have found, or say in the text why you lean on your own work.",
        )
        return
    document = submission.response.consultation.document
    key, most = max(((key, count) for key, count in counts.items() if key != document), key=lambda each: each[1], default=("", 0))
    if most > _ONE * total:
        yield RULE.finding(
            where,
            f"{most} of the {total} citations lead to one source, '{key}'.",
            "Look for a second source for what matters most.",
            related=[sources[key].span("key")] if key in sources else [],
        )


def _is_own(source: Source, organisation: str) -> bool:
    if "own publication" in source.fields.get("keywords", "").lower():
        return True
    name = re.compile(rf"(?:^|[{{;]|\band )\s*{re.escape(organisation)}\s*(?:$|[}};]| and\b)")
    return any(name.search(source.fields.get(field, "")) for field in ("author", "institution", "organization", "publisher"))

"""A name in a file that the toolkit does not know.

What: a line 'name: value' whose name has no meaning at that place, in most cases a slip of the pen. The nearest name is told.

Why: what stands behind an unknown name is not read. A review date under 'reviewby' never comes up for review, and nobody notices.

Bad (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches lead to nothing.
        reviewby: 2018-02-20
        support: [{source: alpha2012, locator: p. 3}]

Good (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches lead to nothing.
        review_by: 2018-02-20
        support: [{source: alpha2012, locator: p. 3}]

Fix: write the name as it is suggested. A remark for colleagues goes under 'note', or behind a # on a line of its own.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP002", "unknown-name", "error", "reading")

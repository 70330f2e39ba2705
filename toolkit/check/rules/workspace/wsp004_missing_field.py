"""Something that has to be there and is not.

What: a claim without its text or kind, a section without an id, a consultation without title or body, a passage without its head.

Why: the thing cannot be used without it, and is left out of every response that names it.

Bad (claims):

    claims:
      searches:
        text: Most searches lead to nothing.
        support: [{source: alpha2012, locator: p. 3}]

Good (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches lead to nothing.
        support: [{source: alpha2012, locator: p. 3}]

Fix: add the line that is named, with its value.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP004", "missing-field", "error", "reading")

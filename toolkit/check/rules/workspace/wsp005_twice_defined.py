"""One id, or one name, that stands twice.

What: two claims, exhibits or passages with one id, in one file or in two; two sections or two recommendations of one id; a name that
stands twice in one thing.

Why: only one of them counts. A figure that was brought up to date in the other stays old in every document.

Bad (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches lead to nothing.
        support: [{source: alpha2012, locator: p. 3}]
      searches:
        kind: statistic
        text: Few searches lead to an arrest.
        support: [{source: alpha2012, locator: p. 4}]

Good (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches lead to nothing.
        support: [{source: alpha2012, locator: p. 3}]
      arrests:
        kind: statistic
        text: Few searches lead to an arrest.
        support: [{source: alpha2012, locator: p. 4}]

Fix: give the second one an id of its own, or delete the one that is out of date.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP005", "twice-defined", "error", "reading")

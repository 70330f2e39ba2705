"""A YAML file that cannot be read.

What: a file of claims, an outline, a consultation or workspace.yaml that breaks the rules of YAML: a colon inside a value, a quotation
mark that is never closed, a tab, lines that do not line up. An empty file of claims is told as a warning.

Why: nothing in that file counts. A claim in it is missing from every response, and an outline in it is no document.

Bad (claims):

    claims:
      searches:
        kind: statistic
        text: Most searches: few arrests.

Good (claims):

    claims:
      searches:
        kind: statistic
        text: "Most searches: few arrests."
        support: [{source: alpha2012, locator: p. 3}]

Fix: go to the line that is named. A value that holds a colon followed by a space, or begins with a sign such as @, * or [, goes between
double quotes as a whole; indent with spaces.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP001", "yaml-unreadable", "error", "reading")

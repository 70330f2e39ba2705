"""A check that failed and could not look.

What: a check of the toolkit or of another package broke off with a mistake of its own, at the place that is named, or could not be loaded
at all. The other checks ran.

Why: what this check looks for was not looked for there, so that its silence means nothing.

Bad (described):

    A package brings a check, and the check fails on the claim 'share'.

Good (described):

    The package has been brought up to date, and its check runs.

Fix: this is a mistake in the check and not in your text. Report it, with the message; update or remove the package that brings it.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP016", "check-failed", "warning", "reading")

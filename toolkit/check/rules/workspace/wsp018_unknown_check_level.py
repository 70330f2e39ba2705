"""A level is set for a check that does not exist.

What: 'rules' in workspace.yaml sets the level of checks by their codes, and one of these codes belongs to no check.

Why: the check that was meant goes on as before. Whoever switched it off believes that it is off.

Bad (workspace):

    organisation: {name: A Charity}
    contacts: {policy: {name: Policy team}}
    rules: {CIT200: off}

Good (workspace):

    organisation: {name: A Charity}
    contacts: {policy: {name: Policy team}}
    rules: {CIT002: warning}

Fix: correct the code; 'consult explain' lists the checks. Take the line out if it belonged to a package that is no longer there.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP018", "unknown-check-level", "warning", "reading")

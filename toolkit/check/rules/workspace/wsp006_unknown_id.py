"""Something is named that is not there.

What: a text, an outline or a claim names a claim, exhibit, passage, contact, question, value or column that does not exist. The nearest
name is told. An owner who is no contact is told as a warning.

Why: the document shows a mark in place of what was meant, or goes without it.

Bad (text):

    Searches are many. {{ claim("shares") }}

Good (text):

    Searches are many. {{ claim("share") }}

Fix: correct the id ('consult list' shows those that there are), or add what it names.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP006", "unknown-id", "error", "reading")

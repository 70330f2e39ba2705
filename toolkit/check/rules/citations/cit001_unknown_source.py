"""A source is cited that the library does not hold.

What: a key in a text, in the support of a claim or of an exhibit to which no entry of bibliography.bib belongs. The nearest key is told.

Why: there is no note. Where the source should be named the document shows a mark, or nothing.

Bad (text):

    Searches are many [@alpha2021, p. 3].

Good (text):

    Searches are many [@alpha2012, p. 3].

Fix: correct the key, or add the source to bibliography.bib. A word that begins with @ and is no key, such as an account of a social
network, is written with a backslash before it.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("CIT001", "unknown-source", "error", "reading")

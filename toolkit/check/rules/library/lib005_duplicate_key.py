"""Two entries with one key.

What: a key or an abbreviation that stands twice in the bibliography, or an older key (`ids`) that is also the key of another entry or an
older key of two. Keys that differ in capital letters alone are a warning.

Why: a citation of the key can mean either. The first one counts here; other programs take the last.

Bad (bib):

    @report{alpha2012, author = {{Home Office}}, title = {Searches in Wales}, date = {2012}}

Good (bib):

    @report{alpha2012b, author = {{Home Office}}, title = {Searches in Wales}, date = {2012}}

Fix: give one of them another key, and cite that one where it is meant. Delete one if both are the same source.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB005", "duplicate-key", "error", "reading")

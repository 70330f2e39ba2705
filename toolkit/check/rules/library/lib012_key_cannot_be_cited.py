"""A key that no text can cite.

What: an entry without a key, or with one that holds spaces, commas or signs that end a citation.

Why: [@Home Office 2014] cites a source called Home. The note then shows a question mark in place of the source.

Bad (bib):

    @report{Home Office 2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}}

Good (bib):

    @report{homeoffice2014wales, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}}

Fix: rename it. A key holds letters, digits and _, with single signs such as - : . / between them.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB012", "key-cannot-be-cited", "error", "reading")

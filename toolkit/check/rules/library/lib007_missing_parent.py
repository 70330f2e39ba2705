"""An entry that points at one that is not there, or at itself.

What: a crossref, xdata, xref, related or entryset field that names no entry, or entries that take fields from one another in a circle.

Why: what the entry was to take over (the book of a chapter, its editor, its year) is missing from the footnote.

Bad (bib):

    @incollection{gamma2014, author = {Smith, Jane}, title = {On Searches}, crossref = {handbok2014}}
    @collection{handbook2014, editor = {Jones, Ann}, title = {A Handbook}, date = {2014}}

Good (bib):

    @incollection{gamma2014, author = {Smith, Jane}, title = {On Searches}, crossref = {handbook2014}}
    @collection{handbook2014, editor = {Jones, Ann}, title = {A Handbook}, date = {2014}}

Fix: correct the key, add the entry that it names, or delete the field.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB007", "missing-parent", "error", "reading")

"""A value of the wrong kind.

What: a date that is no date, a word that is not among those to choose from, a list where text is wanted, and the like.

Why: such a value cannot be used. A deadline that is not read as one warns nobody, and a claim whose kind is not known is left out.

Bad (outline):

    title: Our response
    date: 1st March 2017
    sections: [{id: first, text: sections/first.md}]

Good (outline):

    title: Our response
    date: 2017-03-01
    sections: [{id: first, text: sections/first.md}]

Fix: correct the line as the message says. Days are written 2017-03-01; one value out of several has to be spelt as it is listed.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP003", "wrong-value", "error", "reading")

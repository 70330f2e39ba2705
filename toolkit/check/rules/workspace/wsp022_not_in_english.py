"""Words in another language, of which the checks of English sentences say nothing.

What: a response whose 'language' is not English. Checks that read sentences (figures without evidence, sums, hedges, abbreviations, asks in
the prose and so on) know English alone: they are left out, which is told once. What does not hang on the language is checked as ever:
sources, pinpoints, quotations, recommendations, limits, files. Claims in another language say so by a 'language' of their own.

The checks that are left out: CIT003, CIT007, CIT012, CIT013, CIT016, CLM001, CLM003, CLM004, CLM008, CLM009, CLM010, CLM011, CLM012,
CLM013, CLM014, CLM017, REC002, STY001, STY002, SUB009.

Why: an English grammar in a Welsh sentence finds faults that are none, and silence would look like praise.

Bad (outline):

    title: Ein hymateb
    language: cy-GB
    sections:
      - {id: first, heading: Chwiliadau, text: sections/first.md}

Good (outline):

    title: Our response
    language: en-GB
    sections:
      - {id: first, heading: Searches, text: sections/first.md}

Fix: nothing. Let somebody who reads the language go through the figures and the asks before it is sent.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP022", "not-in-english", "information", "reading")

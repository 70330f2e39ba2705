"""Something in a text that could not be set as it was typed.

What: HTML or TeX typed into a text, which is left out, and what pandoc warns of while it reads the text: a note that is written twice,
or a note that nothing points at. It shows when the document is built, and is reported by 'consult build'.

Why: the document lacks what was typed, and nothing in it tells so.

Bad (described):

    One <b>important</b> point, and a note that is never called for.

    [^lost]: These words would stand nowhere.

Good (described):

    One **important** point, and a note that is called for.[^kept]

    [^kept]: These words stand at the foot of the page.

Fix: write it in Markdown (** for strong words, * for emphasis), and give each note one place where it is called for.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP010", "setting-problem", "warning", "reading")

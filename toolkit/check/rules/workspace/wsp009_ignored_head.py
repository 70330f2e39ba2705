"""A line in the head of a text that has no effect.

What: the lines between '---' at the top of a text or a passage may say what it is and who looks after it. Others are ignored: most are
meant for pandoc, such as 'bibliography' or 'csl', which the toolkit sets by itself.

Why: whoever wrote it believes that it works.

Bad (text):

    ---
    csl: oscola.csl
    ---
    Searches are many.

Good (text):

    ---
    owner: policy
    ---
    Searches are many.

Fix: take the line out. The citation style is set by 'style' in outline.yaml or workspace.yaml; there is one bibliography.bib for all.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP009", "ignored-head", "warning", "reading")

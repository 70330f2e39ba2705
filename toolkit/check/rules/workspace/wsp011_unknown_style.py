"""A citation style that is not known.

What: 'style' in outline.yaml or workspace.yaml names a style that there is not, or a .csl file that is missing or cannot be used. Near
names are told.

Why: the notes are set in the house style instead, which may not be the one that the receiving body or publisher asks for.

Bad (outline):

    title: Our response
    style: oscolaa
    sections: [{id: first, text: sections/first.md}]

Good (outline):

    title: Our response
    style: oscola
    sections: [{id: first, text: sections/first.md}]

Fix: correct the name, or put the .csl file into the workspace and name its path.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP011", "unknown-style", "error", "reading")

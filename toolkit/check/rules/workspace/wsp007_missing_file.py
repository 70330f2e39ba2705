"""A file is named that is not there.

What: the text of a section, the data of an exhibit, the consultation or outline of a response, which cannot be found or lie outside the
workspace; a file whose name cannot be read. A workspace without workspace.yaml is told as a warning.

Why: a section without its text is an empty section, and an exhibit without its data shows nothing.

Bad (outline):

    title: Our response
    sections: [{id: first, text: sections/frist.md}]

Good (outline):

    title: Our response
    sections: [{id: first, text: sections/first.md}]

Fix: correct the name, or put the file where it is looked for: texts below the folder of their response, data beside the claims.
Capital and small letters count.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP007", "missing-file", "error", "reading")

"""Two fields of an entry with no comma between them.

What: a field that follows another one, or the key, without a comma.

Why: here they are read as two fields, as they were meant. Other programs run them together or drop the entry.

Bad (bib):

    @report{gamma2014,
      author = {{Home Office}}
      title = {Searches in Wales},
      date = {2014},
    }

Good (bib):

    @report{gamma2014,
      author = {{Home Office}},
      title = {Searches in Wales},
      date = {2014}
    }

Fix: put the comma after the field that the message names.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB004", "missing-comma", "error", "reading")

"""A field that an entry has twice.

What: two fields of one name in one entry.

Why: only one of them is printed: here the first, elsewhere the last.

Bad (bib):

    @report{gamma2014,
      author = {{Home Office}},
      title = {Searches in Wales},
      date = {2014},
      title = {Searches in Wales and the Borders},
    }

Good (bib):

    @report{gamma2014,
      author = {{Home Office}},
      title = {Searches in Wales},
      subtitle = {With the Borders},
      date = {2014},
    }

Fix: delete the one that is wrong.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB006", "duplicate-field", "error", "reading")

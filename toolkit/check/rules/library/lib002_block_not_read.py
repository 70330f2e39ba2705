"""A piece of the bibliography that could not be read.

What: an entry, an abbreviation or a field of which the reading had to stop: a brace that is never closed, a field without a value.

Why: what could not be read is in no footnote. Other programs stop at another place, and lose more.

Bad (bib):

    @report{gamma2014,
      author = {{Home Office}},
      title = {Searches in Wales,
      date = {2014}
    }

Good (bib):

    @report{gamma2014,
      author = {{Home Office}},
      title = {Searches in Wales},
      date = {2014},
    }

Fix: close the brace or the quotation mark, and write each field as name = {text}.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB002", "block-not-read", "error", "reading")

"""An entry that was not read, since it stands in the midst of other text.

What: something that looks like the beginning of an entry, with other text before it on its line.

Why: some programs take it for an entry and some for a remark, so that a source is there for one reader and lost for the next.

Bad (bib):

    See also @report{gamma2014 and its annex}

Good (bib):

    See also the annex of the report on Wales.

    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}}

Fix: begin the entry on a line of its own. Where it is none, write (at) for the sign.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB003", "entry-lost", "error", "reading")

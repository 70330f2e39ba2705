"""An entry that somebody meant to comment out, and that other programs read.

What: an entry behind a percent sign, within an @comment, or behind a sign such as # or // by which other languages know a comment.

Why: BibTeX knows no comments: it reads the entry. Behind a percent sign pandoc does not, and here it is left out, so that the same file
gives two libraries; behind any other sign it is read everywhere, though somebody meant it to be gone.

Bad (bib):

    % @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}}

Good (bib):

    % The figures for Wales are 100% our own; ask the data officer.
    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}}

Fix: delete the entry, or the percent sign. An old version is kept by git.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("LIB008", "commented-out-entry", "warning", "reading")

"""A waiver with nothing to waive.

What: a waiver of a check that finds nothing where the waiver reaches. Waivers in claims, exhibits, passages and sources of what only
shows where they are placed are never called unused, since the next response may need them.

Why: what it waived has been put right. Left standing, it would hide the next mistake of the same kind.

Bad (text):

    <!-- waive CIT002: A web page without pages. -->
    Searches are many.

Good (text):

    <!-- waive CIT002: A web page without pages. -->
    They wrote that "most of the searches were for very small amounts" [@alpha2012].

Fix: delete the waiver. If it was meant for something else, put it beside that.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP014", "unused-waiver", "warning", "reading")

"""A waiver whose time is over.

What: a waiver with an 'until' that is past. It waives nothing any more.

Why: somebody allowed it for a time and meant to come back to it. That time is now.

Bad (text):

    <!-- waive CIT002 until 2017-01-31: The report comes out with pages in January. -->
    They wrote that "most of the searches were for very small amounts" [@alpha2012].

Good (text):

    <!-- waive CIT002 until 2017-03-31: The report comes out with pages in March. -->
    They wrote that "most of the searches were for very small amounts" [@alpha2012].

Fix: put right what was waived and delete the waiver, or give it another day and say why.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP015", "ended-waiver", "warning", "reading")

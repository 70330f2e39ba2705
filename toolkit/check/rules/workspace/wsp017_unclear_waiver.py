"""A waiver that waives nothing, since it is not clear.

What: a waiver of a check that does not exist, without a reason, with a day that does not exist, or written in a way that cannot be read.

Why: what it should have waived is reported all the same; and colleagues ask for the reason.

Bad (text):

    <!-- waive CIT002 -->
    They wrote that "most of the searches were for very small amounts" [@alpha2012].

Good (text):

    <!-- waive CIT002: A web page without pages. -->
    They wrote that "most of the searches were for very small amounts" [@alpha2012].

Fix: in a text write <!-- waive CIT002: reason -->, with several codes as CIT002, STY003 and an end as 'until 2027-01-01' before the
colon; in YAML 'waive: {CIT002: reason}'; in an entry of the bibliography waive = {LIB013: reason}.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP017", "unclear-waiver", "warning", "reading")

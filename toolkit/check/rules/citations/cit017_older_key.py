"""A source is named by a key that it had before.

What: a key in a text, in the support of a claim or of an exhibit, or a consulted document, that stands in the field `ids` of an entry.

Why: nothing is wrong: the entry is found and cited, and notes treat both keys as one source. But whoever looks for the key in the
bibliography finds it as the head of no entry, and the older key goes when somebody tidies `ids`.

Bad (bib, text):

    @report{homeoffice2012searches, ids = {ho12}, author = {{Home Office}}, title = {Searches in Wales}, date = {2012}}
    -----
    Searches are many [@ho12, p. 3].

Good (bib, text):

    @report{homeoffice2012searches, ids = {ho12}, author = {{Home Office}}, title = {Searches in Wales}, date = {2012}}
    -----
    Searches are many [@homeoffice2012searches, p. 3].

Fix: write the present key, or let `consult check --fix` do it. The older key can stay in `ids`.
"""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.workspace import Workspace

RULE = Rule("CIT017", "older-key", "information", "workspace")


def check(workspace: Workspace, facts: Facts) -> Iterable[Finding]:  # noqa: ARG001 - what every rule is given
    """Those of claims and exhibits; those of a text and of a consultation are told while it is read."""
    return workspace.older_keys()

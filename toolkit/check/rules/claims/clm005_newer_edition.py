"""A claim about the present from an older edition, while the library holds a newer one.

What: the claim's source and another entry name the same series in their field `x-series`, or have the same authors and the same title but
for year, month or edition, and the other is later. Claims about a time that the older edition covers (a period that ends before its date,
or a year in the text) are left alone, and so is legislation. A claim that names a `series` is to give its newest figures, whatever time it
is about.

Why: the body that is addressed knows its latest figures, and reads older ones as a choice.

Bad (bib, claims):

    @report{strategy2012,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 1st edition},
      date = {2012},
    }
    @report{strategy2015,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 2nd edition},
      date = {2015},
    }
    -----
    claims:
      rule:
        kind: finding
        text: Officers are told that smell alone is no ground for a search.
        support: [{source: strategy2012, locator: p. 3}]

Good (bib, claims):

    @report{strategy2012,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 1st edition},
      date = {2012},
    }
    @report{strategy2015,
      author = {{Home Office}},
      title = {Drug Searches: a Guide, 2nd edition},
      date = {2015},
    }
    -----
    claims:
      rule:
        kind: finding
        text: Officers are told that smell alone is no ground for a search.
        support: [{source: strategy2015, locator: p. 4}]

Fix: look the claim up in the newer edition, and cite that; or say in the text for when it holds. `consult review --series` lists all such
claims, with the sentence as it would read.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.editions import outdated
from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.workspace import Workspace

RULE = Rule("CLM005", "newer-edition", "warning", "workspace")


def check(workspace: Workspace, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for claim, number, newer in outdated(workspace):
        yield RULE.finding(
            claim.span(f"support.{number}.source"),
            f"The library holds a newer edition of '{claim.support[number].source}': '{newer.id}'.",
            "Look the claim up there and cite it, or say in the text for when it holds.",
            related=[newer.span("key")],
        )

"""A claim of one year whose source is of another.

What: the claim's period lies wholly outside the single year that the title of every one of its sources names (tables for 2010/11 under a
figure of 2009/10). Only financial years, months, "year ending …" and a year before that of publication count; a year of publication is no
period, and neither are a parliamentary session and a plan of several years.

Why: either the figure or the source is a year off. A reader who opens the source finds another number, or has to guess that an older
column is meant.

Bad (bib, claims):

    @report{tables2011,
      author = {{Home Office}},
      title = {Stop and Search Tables 2010/11},
      date = {2012},
    }
    -----
    claims:
      searches:
        kind: statistic
        text: In 2009/10 the police made 1.2 million searches.
        support: [{source: tables2011, locator: Table 2}]

Good (bib, claims):

    @report{tables2011,
      author = {{Home Office}},
      title = {Stop and Search Tables 2009/10 to 2010/11},
      date = {2012},
    }
    -----
    claims:
      searches:
        kind: statistic
        text: In 2009/10 the police made 1.2 million searches.
        support: [{source: tables2011, locator: Table 2}]

Fix: cite the tables of the claim's own year; where the later ones hold earlier years too, waive this with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated
from toolkit.check.statements import Stretch, period_of, stretches
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("CLM016", "period-of-another-year", "warning", "claim")

_NO_PERIOD = phrase(
    r"(?i)\bsession\b|\bstrategy\b|\bplan\b|\bprogramme\b|\bto (?:19|20)\d\d|\bsince\b|\bpapers?\b|\bdebates?\b|\bbudget\b"
    r"|\bguidance\b|\bafter\b|\bbefore\b|\bbeyond\b"
)
_TO_NEXT = phrase(r"(?<![/\d])\b((?:19|20)\d\d) to ((?:19|20)\d\d)\b(?!/)")
"""One year, as gov.uk writes it: 2017 to 2018."""
_TIDY = str.maketrans("", "", "{}\\")


def check(stated: Stated, facts: Facts) -> Iterator[Finding]:
    claim = stated.claim
    if claim.kind not in {"statistic", "finding"} or not claim.support or claim.status in {"withdrawn", "superseded"}:
        return
    titled: list[tuple[Source, Stretch]] = []
    for support in claim.support:
        source = facts.workspace.sources.get(support.source)
        of_title = _single_period(source) if source else None
        if source is None or of_title is None:
            return
        titled.append((source, of_title))
    period = period_of(claim)
    if period and any(period.meets(each) for _, each in titled):
        return
    own = stretches(stated.text.text.words) | ({period} if period else frozenset())
    if not own or any(each.meets(of_title) for each in own for _, of_title in titled):
        return
    source, _ = titled[0]
    yield RULE.finding(
        claim.span("support.0.source"),
        f"The claim '{claim.id}' is about another year than its source, '{source.fields['title'].translate(_TIDY)}'.",
        "Cite the tables of the claim's own year, or correct its period.",
        related=[source.span("title")],
    )


def _single_period(source: Source) -> Stretch | None:
    """The one period that a title names; for a bare year everything up to it, where the source came out in the year after it, else none."""
    title = source.fields.get("title", "")
    if not any(sign.isdigit() for sign in title):
        return None
    title = f"{title} {source.fields.get('subtitle', '')}".translate(_TIDY).replace("--", "-")
    title = _TO_NEXT.sub(lambda pair: f"{pair[1]}/{pair[2][2:]}" if int(pair[2]) == int(pair[1]) + 1 else pair[0], title)
    found = stretches(title)
    if len(found) != 1 or _NO_PERIOD.search(title):
        return None
    (only,) = found
    if only.last - only.first > 11:
        return None
    if only.first % 12 == 0 and only.last - only.first == 11:  # a bare year: its tables may go back further, and not forward
        published = stretches(source.fields.get("date") or source.fields.get("year") or "")
        return Stretch(0, only.last) if published and only.first // 12 + 1 in {each.first // 12 for each in published} else None
    return only

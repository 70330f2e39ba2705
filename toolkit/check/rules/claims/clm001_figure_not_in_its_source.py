"""A figure that the archived copy of its source does not have, or not where it is cited.

What: a figure of a claim, or one typed in a sentence that carries a citation, that is nowhere on the cited page of the newest copy of the
source (or nowhere in it, where no page is cited), in any of the spellings that it can have: "a third" is 33 per cent, "£1.2m" is
£1,200,000, "nearly 600,000" is 597,400. What was worked out ('derived_from', 'method') is looked for where it was worked out from. What
nobody could check, and a number that is there and may count something else, are no finding: the summary counts them by themselves.

Why: one wrong figure, found by the other side, costs the belief in all the others.

Bad (copy alpha2012, text):

    The officers stopped 1,250 people in 2012, and 63 per cent of the stops were for drugs.
    -----
    In 2012 the officers stopped 1,350 people, most of them for drugs [@alpha2012].

Bad (copy alpha2012, claims, text):

    The officers stopped 1,250 people in 2012, and 63 per cent of the stops were for drugs.
    -----
    claims:
      drugs:
        kind: statistic
        text: In 2012 {{ share }} of the stops by officers were for drugs.
        values: {share: 36 per cent}
        support: [{source: alpha2012}]
    -----
    {{ claim("drugs") }}

Good (copy alpha2012, text):

    The officers stopped 1,250 people in 2012, and 63 per cent of the stops were for drugs.
    -----
    In 2012 the officers stopped more than 1,200 people, nearly two thirds of the stops for drugs [@alpha2012].

Fix: open the copy at the page that is named, and correct the figure or the page. Where the figure was worked out, say from which claims
('derived_from') or how ('method').
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.taken import taken
from toolkit.model.finding import Finding
from toolkit.model.proofs import ARCHIVE, Observed
from toolkit.model.workspace import Workspace

RULE = Rule("CLM001", "figure-not-in-its-source", "error", "draft", needs=(ARCHIVE,), also=("workspace",), english=True)


def check(subject: Submission | Workspace, facts: Facts) -> Iterator[Finding]:
    for each in taken(subject, facts, "figure"):
        if not each.weighty:
            continue
        if each.standing == "wrong-page":
            yield RULE.finding(
                each.span,
                f"The figure {each.words} is not on {each.pinpoint} of '{each.source}': the copy has it on {each.page}.",
                f"Write {each.page.partition(' (')[0]} if that is where you read it.{_source(each)}",
            )
        elif each.standing == "not-found":
            instead = f" It has {each.differs[0]}{f' on {each.page}' if each.page else ''}." if each.differs else ""
            yield RULE.finding(
                each.span,
                f"The figure {each.words} is not in the copy of '{each.source}'.{instead}",
                f"Correct the figure or the place; if it was worked out, say from what ('derived_from', 'method').{_source(each)}",
            )


def _source(each: Observed) -> str:
    passage = " ".join(each.passage.split())
    return f" The source: “{passage if len(passage) <= 300 else f'{passage[:299]}…'}”" if passage else ""

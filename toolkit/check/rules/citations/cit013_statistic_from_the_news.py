"""A statistic that rests on a news report, a press release or an encyclopaedia alone.

What: a claim of the kind statistic, or a typed sentence with a figure, all of whose sources are newspapers, broadcasters, press releases
(those of ministries too) or encyclopaedias.

Why: news tells of a figure for a day and often wrongly, and a press release shows the figure that its author liked. The table or report
from which it comes has the definition, the period and the caveat that an opponent will look up.

Bad (bib, claims):

    @online{news2014, author = {{BBC News}}, title = {Searches Fall}, date = {2014}, url = {https://www.bbc.co.uk/news/uk-1234}}
    -----
    claims:
      share:
        kind: statistic
        text: In 2014 63 per cent of searches were for drugs.
        support: [{source: news2014}]

Good (bib, claims):

    @online{news2014, author = {{BBC News}}, title = {Searches Fall}, date = {2014}, url = {https://www.bbc.co.uk/news/uk-1234}}
    -----
    claims:
      share:
        kind: statistic
        text: In 2014 63 per cent of searches were for drugs.
        support: [{source: alpha2012, locator: p. 3}, {source: news2014}]

Fix: find the statistics, report or answer from which the figure was taken, and make it the first source of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.outlets import says_according, second_hand
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.model.finding import Finding

RULE = Rule("CIT013", "statistic-from-the-news", "warning", "claim", also=("draft",), english=True)


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:
    yield from _typed(subject) if isinstance(subject, Submission) else _claimed(subject, facts)


def _typed(submission: Submission) -> Iterator[Finding]:
    """Sentences with a figure that somebody typed and cites nothing but news for."""
    news = {key: what for key, source in submission.draft.sources.items() if (what := second_hand(source))}
    if not news:
        return
    for read in submission.readings:
        for sentence in read.sentences if read.text.kind in ("paragraph", "list") else ():
            cited = read.text.cited(sentence.start, sentence.end)
            if not cited or any(each.claim or each.key not in news for each in cited):
                continue
            if any(figure.weighty for figure in read.figures_in(sentence)) and not says_according(sentence.words):
                yield RULE.finding(
                    cited[0].span,
                    f"This figure rests on {news[cited[0].key]} alone.",
                    "Find the statistics or the report from which the figure was taken, and cite that.",
                )


def _claimed(stated: Stated, facts: Facts) -> Iterator[Finding]:
    claim = stated.claim
    if claim.kind != "statistic" or not claim.support or claim.status in ("withdrawn", "superseded"):
        return
    kinds: list[str] = []
    for each in claim.support:
        source = facts.workspace.sources.get(each.source)
        kinds.append(second_hand(source) if source is not None else "")
        if not kinds[-1]:
            return
    what = kinds[0] if len(set(kinds)) == 1 else "news and press releases"
    yield RULE.finding(
        claim.span("support.0.source"),
        f"The statistic '{claim.id}' rests on {what} alone.",
        "Find the statistics or the report from which the figure was taken, and cite that.",
    )

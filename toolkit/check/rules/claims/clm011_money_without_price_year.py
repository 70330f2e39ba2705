"""Money of different years compared or added up, with no word on prices.

What: a sentence in which money rises, falls or is compared between years more than three apart, or a claim with money whose period is
longer than three years, and neither says "in cash terms", "in real terms", "in 2015 prices" or the like. What the law fixes (fines, fees,
rates of benefit) is left alone.

Why: over ten years prices rise by a quarter or more. A doubling that is half inflation is the first thing that a reader in the Treasury
takes apart.

Bad (text):

    Spending rose from £1.2 million in 2005 to £2.4 million in 2015 [@alpha2012, p. 3].

Good (text):

    In 2015 prices spending rose from £1.6 million in 2005 to £2.4 million in 2015 [@alpha2012, p. 3].

Fix: find out whether the source gives cash or real terms, and say so; with the price year where it is real.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.changes import CHANGED
from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import DURATION, Statement, period_of, statements, stretches
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM011", "money-without-price-year", "warning", "claim", also=("draft",), english=True)

_TRIGGER = phrase(r"[£$€]|\b(?:pounds|euros?|dollars|pence)\b")
_PRICED = phrase(
    r"(?i)\b(?:real|cash)[\s-]terms\b|\bin cash\b|\bnominal|\bprices\b|\binflation|\bprice (?:base|year|level)|\bconstant\b|\bdeflat"
    r"|\btoday's money\b|\bmoney of the (?:day|time)\b|\b(?:19|20)\d\d (?:pounds|dollars|euros)\b|\bCPIH?\b|\bRPI\b|\bdiscounted\b"
    r"|\bpresent value\b"
)
_FIXED = phrase(
    r"(?i)\b(?:fines?|fees?|charges?|penalt(?:y|ies)|thresholds?|allowances?|ceilings?|caps?|benefits?|minimum wage|per hour|tariffs?)\b"
)
_COMPARED = phrase(
    rf"{CHANGED.pattern}|\bfrom\b|\bcompared\b|\bthan\b|\bagainst\b|\bsave[ds]?\b|\bsavings?\b|\btotal(?:l?ed|s)?\b|\bspent\b|\bpaid\b|\bcost\b|\blost\b|\bbetween\b|\binvested\b"
)
_RANGE = phrase(r"\b(?:between|from) (?:[a-z]+ )?((?:19|20)\d\d)\S* (?:and|to) (?:[a-z]+ )?((?:19|20)\d\d)")
_IN_YEAR = phrase(r"(?: (?!and\b|or\b)[a-z]+){0,4} ((?:19|20)\d\d)\b")
_OVER_YEARS = re.compile(
    rf"\b(?:over|in|during|for) (?:the |a )?(?:last |past )?(?P<long>{DURATION}) (?:to|from|since|until|up to|between|ending) "
)
_ITS_YEAR = phrase(r"(?: (?!and\b|or\b)[a-z]+){0,3} in (?:19|20)\d\d\b")
_LONG = 36
"""Months beyond which prices have changed enough to matter."""


_YEAR = phrase(r"\b(?:19|20)\d\d\b")


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for said in statements(subject, _TRIGGER):
        money = [figure for figure in said.figures if figure.kind == "money"]
        if not money or _FIXED.search(said.own) or not _is_compared(said, money) or _is_priced(said) or not _spans_years(said, money):
            continue
        first = money[0]
        if said.is_own(first.start - said.sentence.start, money[-1].end - said.sentence.start):
            yield RULE.finding(
                said.read.text.span(first.start, first.end),
                "Money of several years stands here with no word on prices.",
                "Say whether it is in cash terms or in real terms, and in the prices of which year.",
            )
            if said.claim:
                return


def _is_compared(said: Statement, money: list[Figure]) -> bool:
    """Whether sums are compared or added up, in words or by standing side by side, each with its year."""
    dated = [each for each in money if _ITS_YEAR.match(said.plain, each.end - said.sentence.start)]
    return len(dated) > 1 or _COMPARED.search(said.plain) is not None


def _spans_years(said: Statement, money: list[Figure]) -> bool:
    """Whether two sums are of years far apart, or one is of a long time."""
    period = period_of(said.claim) if said.claim else None
    if any(each.last - each.first >= _LONG for each in (*stretches(said.own), *([period] if period else ()))):
        return True
    years = [year for each in money if (year := _year_of(said, each)) is not None]
    if any(figure.kind == "duration" and figure.unit == "years" and figure.low * 12 > _LONG for figure in _in_years(said)):
        return True
    span = _RANGE.search(said.plain)
    apart = max(years) - min(years) if years else 0
    return max(apart, abs(int(span[1]) - int(span[2])) if span else 0) > _LONG // 12


def _in_years(said: Statement) -> Iterator[Figure]:
    """The ten years of "over the ten years to 2021"."""
    return (said.figure(match["long"]) for match in _OVER_YEARS.finditer(said.masked))


def _year_of(said: Statement, money: Figure) -> int | None:
    """The year of a sum: the one that follows it at once (£2 million in 2015), else the last one before it."""
    start, end = money.start - said.sentence.start, money.end - said.sentence.start
    after = _IN_YEAR.match(said.plain, end)
    before = [year[0] for year in _YEAR.finditer(said.plain, 0, start)]
    return int(after[1]) if after else int(before[-1]) if before else None


def _is_priced(said: Statement) -> bool:
    claim = said.claim
    around = (
        said.read.text.words if claim is None else "\n".join(filter(None, (claim.text, claim.limits, claim.method, *claim.values.values())))
    )
    return _PRICED.search(around) is not None

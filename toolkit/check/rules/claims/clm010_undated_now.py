"""A figure of "currently", "recent" or "last year" with no date beside it.

What: a sentence with a figure that asks for evidence and a word that means "as I write" (currently, at present, to date, recently
published, recent figures, last year, this year, now), and no year or month. Words in quotation marks are somebody else's. "In the last
year" in a question of a survey, "recent migrants" and "current smokers" are left alone, since they say who was counted.

Why: claims are used again. In two years "currently" is wrong, and nobody can see from the sentence since when.

Bad (text):

    Currently 63 per cent of searches are for drugs [@alpha2012, p. 3].

Good (text):

    In 2012 63 per cent of searches were for drugs [@alpha2012, p. 3].

Fix: say when: the year, or the twelve months to which the figure belongs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import Statement, statements
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM010", "undated-now", "warning", "claim", also=("draft",), english=True)

_TRIGGER = phrase(
    r"\b(?:current|now\b|nowadays|present|moment|as things stand|new|right now|recent|latest|last|past|this year|to date\b|so far"
    r"|these days|today)|\bago\b"
)
_KNOWN = "figures?|data|statistics|stud(?:y|ies)|surveys?|research|reports?|polls?|analys[ie]s|reviews?|estimates?|evidence|audits?"
_SIZE = "figures?|rates?|levels?|numbers?|statistics|data|estimates?|share|proportion|spending|budget|prices?|costs?|caseload|population"
_PUBLISHED = "published|released|announced|found|reported|showed|shown|revealed|estimated|rose|risen|fell|fallen"
_WORDS = phrase(
    r"(?<!were )(?<!was )(?<!who )\bcurrently\b(?! being\b)"
    rf"|\bcurrent (?:{_SIZE})\b"
    r"|\b(?:at present|at the moment|presently|nowadays|these days)\b"
    r"|(?<!up )(?<!\w-)\bto date\b(?! (?:with|back|from|of|on)\b)"
    rf"|\b(?:most |more )?recent (?:(?:[a-z]+ ){{0,2}}(?:{_KNOWN})|(?:years?|months|weeks|decades))\b(?! use)"
    rf"|\b(?:the |our )latest (?:[a-z]+ ){{0,2}}(?:{_KNOWN})\b"
    r"|^(?:in|over|during|within) the (?:past|last) (?:[a-z0-9]+ ){0,2}?(?:decade|years?|months?|weeks?|quarter)\b"
    r"|\bover the (?:past|last) (?:decade|(?:[a-z0-9]+ ){0,2}?years)\b"
    r"|\b(?:a|one|two|three|four|five|six|ten|twenty|\d{1,2}) (?:years?|months?|decades?) ago\b"
    r"|^as things stand\b|^right now\b|^so far,"
    rf"|\bnew (?:{_KNOWN}) (?:shows?|suggests?|reveals?|finds?|published|released|out)\b"
    rf"|^recently\b|\brecently (?:{_PUBLISHED})\b"
    r"|(?<!the )(?<!their )(?<!his )(?<!her )(?<!our )(?<!final )\blast year\b(?! of\b|')"
    r"|\bthis year\b(?!')|^today\b(?!'| is\b)"
    r"|(?:(?<=\bis )|(?<=\bare )|(?<=\bhas )|(?<=\bhave ))now\b(?! (?:known|called|named|that)\b)"
    r"|(?<!\bnot )(?<!\bwhat is )\bnow (?:[a-z]+(?<!us|ss)s|have|are|almost|nearly|about|over|more than)\b"
)
"""A word that dates a figure by the day of writing, in a place where it is no attribute ("recent migrants", "those now living there")."""
_NOT_NOW = phrase(r"\b(?:would|could|should|can|cannot|will|may|might|must|until|till|by|from|even|just|what is|those|not) now\b")
_MONTH = "january|february|march|april|may(?! (?:be|have|not)\\b)|june|july|august|september|october|november|december"
_DATED = phrase(
    rf"\b(?:1[6-9]|20)\d\ds?\b|\b\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b"
    rf"|\b(?:in|to|since|by|until|from|of|at|during|last|this) (?:the end of |early |late |mid-)?(?:{_MONTH})\b"
)
_CLAUSE = re.compile(r"[,;:()]| - | and ")
_FAR = 70
"""Characters within which word and figure must stand."""


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for said in statements(subject, _TRIGGER):
        if _DATED.search(said.plain) or not (match := _beside_figure(said)) or not said.is_own(*match.span()):
            continue
        end = match.start() + 3 if match[0].startswith("now") else match.end()
        yield RULE.finding(
            said.span(match.start(), end),
            f"A figure of '{said.sentence.words[match.start() : end]}' has no date, so that nobody can tell later for when it holds.",
            "Say the year, or the months, to which the figure belongs.",
        )


def _beside_figure(said: Statement) -> re.Match[str] | None:
    """The word that stands in one clause with a figure that asks for evidence, and near it."""
    found = [match for match in _WORDS.finditer(said.plain) if not _NOT_NOW.search(said.plain, max(0, match.start() - 9), match.end())]
    if not found or not any(figure.weighty for figure in said.figures):
        return None
    for match in found:
        before = max((cut.end() for cut in _CLAUSE.finditer(said.masked, 0, match.start())), default=0)
        cut = _CLAUSE.search(said.masked, match.end())
        if cut and cut.start() == match.end() and not said.masked[before : match.start()].strip():
            cut = _CLAUSE.search(said.masked, cut.end())  # "Last year, 63 per cent …"
        first, last = max(before, match.start() - _FAR), min(cut.start() if cut else len(said.masked), match.end() + _FAR)
        if any(figure.weighty and not _overlap(said, figure, match) for figure in said.figures_of(said.masked[first:last])):
            return match
    return None


def _overlap(said: Statement, figure: Figure, match: re.Match[str]) -> bool:
    """Whether the figure is the length of time itself: "twenty years ago"."""
    return figure.start - said.sentence.start < match.end() and match.start() < figure.end - said.sentence.start

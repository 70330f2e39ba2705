"""A quantity in words that the number beside it contradicts.

What: "more than half (48 per cent)", "nearly a third (38 per cent)", "a minority of 62 per cent": the word and the percentage that
explains it do not fit. Half, a third and other parts may be five percentage points off (small parts less), "about" six; "nearly" may be up
to eight points above the number and "more than" must not be above it at all.

Why: the reader sees both at one glance. Whoever wants to answer the submission quotes the stronger word beside the weaker number.

Bad (text):

    More than half of those asked (48 per cent) had been searched [@alpha2012, p. 3].

Good (text):

    Nearly half of those asked (48 per cent) had been searched [@alpha2012, p. 3].

Fix: look the number up, and choose the word that it allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import FRACTION, PERCENT, SHARE, Statement, statements
from toolkit.english.figures import Figure
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM013", "hedge-against-its-number", "warning", "claim", also=("draft",), english=True)

_TRIGGER = phrase(
    r"\b(?:half|thirds?|quarters?|fifths?|tenths?|most|majority|minority|(?:in|of) (?:two|three|four|five|six|eight|ten|twenty|[1-9])"
    r"|(?:nearly|almost|virtually|practically) all)\b"
)
_PLAIN = rf"[^(),;:.{chr(0xE000)}-{chr(0xF8FF)}]"
_PART = r"(?:an? )?(?:(?P<vast>vast|overwhelming) |small |clear |large |narrow )?(?P<part>majority|minority)\b"
_ALL = r"\b(?:nearly|almost|virtually|practically) all\b"
_IN_BRACKETS = rf"\((?:that is |i\.e\. )?(?P<number>{PERCENT})(?:[;,][^()]*)?\)"
_AFTER = rf"(?:,| -) ?(?:or |that is )?(?P<after>{PERCENT})(?=,| -| of them\b)"
_BESIDE = re.compile(
    rf"(?P<words>{FRACTION}|\b{_PART}|\bmost\b|{_ALL})(?P<gap>{_PLAIN}{{0,80}}?) ?(?:{_IN_BRACKETS}|{_AFTER})"
    rf"|\ban? (?P<of>majority|minority)(?: of| -|,) (?P<share>{SHARE})"
)
_TURNED = re.compile(
    rf"(?P<number>{PERCENT})\)?(?: of (?:them|those asked|respondents))? ?(?:\(|, (?:or )?)(?P<words>{FRACTION})(?=\)|,| of\b)"
)
_MOST = phrase(r"most(?: of (?:the|those|these|them|us|our|its|their)\b.*| (?:people|women|men|children|\w+s))?\s*")
_NEW_CLAUSE = re.compile(r" (?:and|but|while|whereas|although) ")


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for said in statements(subject, _TRIGGER, headings=True):
        if "%" not in said.own and "per" not in said.own:
            continue
        for match in (*_BESIDE.finditer(said.masked), *_TURNED.finditer(said.masked)):
            if _fits(said, match) or not said.is_own(*match.span()):
                continue
            yield RULE.finding(
                said.span(*match.span()),
                f"The words and the number do not fit: '{said.sentence.words[match.start() : match.end()]}'.",
                "Look the number up in the source, and choose the word that it allows.",
            )


def _fits(said: Statement, match: re.Match[str]) -> bool:
    groups = match.groupdict()
    if groups.get("of"):
        return _part_fits(groups["of"], "", said.figure(groups["share"]))
    number = said.figure(groups["number"] or groups["after"])
    words, gap = groups["words"], groups.get("gap") or ""
    if number.low != number.high or _NEW_CLAUSE.search(gap):
        return True
    if words == "most":
        return _MOST.fullmatch(f"most{gap}") is None or _before(said, match) in {"the", "at"} or number.high >= 49.5
    if re.fullmatch(_ALL, words):
        return number.high >= 84.5
    if groups.get("part"):
        before, whole = _before(said, match), not gap.strip() or gap.startswith(" of ")
        return before == "ethnic" or (before == "the" and not whole) or _part_fits(groups["part"], groups["vast"] or "", number)
    return _word_fits(said.figure(words), number)


def _before(said: Statement, match: re.Match[str]) -> str:
    return (said.masked[: match.start()].split() or [""])[-1]


def _part_fits(part: str, vast: str, number: Figure) -> bool:
    share = number.high * (100 if number.kind == "fraction" else 1)
    return share <= 50.5 if part == "minority" else share >= (65 if vast else 49.5)


def _word_fits(word: Figure, number: Figure) -> bool:
    """Whether a part in words, with its hedge, may stand for a percentage."""
    stated, share = word.low * 100, number.low
    near = min(5.0, stated / 4) + 0.5
    match word.qualifier:
        case "over":
            return share >= stated - 0.5
        case "under":
            return share <= stated + 0.5
        case "nearly":
            return stated - 8 <= share <= stated + 0.5
        case "about":
            return abs(share - stated) <= near + 1
        case _:
            return abs(share - stated) <= near if word.low == word.high else stated - near <= share <= word.high * 100 + near

"""A statement about more people or places than its evidence is about.

What: a claim whose `place` is London and whose text says "in England" or "across the country" without naming London; and a claim whose
text speaks of respondents while its short form says the same share of everybody.

Why: the source can bear out only what it looked at. Whoever disagrees checks this first: one city is not the country, and those who
answered a survey are not the public.

Bad (claims):

    claims:
      searches:
        kind: statistic
        text: Across England 63 per cent of searches were for drugs in 2012.
        support: [{source: alpha2012, locator: p. 3}]
        place: London

Good (claims):

    claims:
      searches:
        kind: statistic
        text: In London 63 per cent of searches were for drugs in 2012.
        support: [{source: alpha2012, locator: p. 3}]
        place: London

Fix: name the place and the people that the source is about, or correct 'place'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.places import wider
from toolkit.check.rule import Facts, Rule, Stated
from toolkit.english.figures import same
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM009", "wider-than-its-source", "warning", "claim", english=True)

_WIDE = re.compile(r"\b(?:england|wales|scotland|brit(?:ain|ish)|uk|united kingdom|northern ireland|country|nation)")
_ASKED = phrase(
    r"(?i)\b(?:respondents?|participants?|interviewees?|surveyed|polled|of those (?:who (?:answered|replied)|asked|interviewed))\b"
)
_EVERYBODY = re.compile(r"^ of (?:all |the )?(?P<who>(?!those\b|them\b|these\b|us\b|all\b|cases\b|searches\b)[a-z-]+(?: [a-z-]+)?)")
_STILL_SAID = phrase(r"(?i)\b(?:survey|asked|answer|repl(?:y|ied)|said|say|told|report|poll|respond|interview|sample|surveyed)")


def check(stated: Stated, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    claim = stated.claim
    if claim.kind not in {"statistic", "finding", "casework"} or claim.status in {"withdrawn", "superseded"}:
        return
    place = claim.place or ""
    if place and _WIDE.search(stated.written) and (wider(claim.text, place) or wider(claim.short or "", place)):
        for read in stated.readings:
            match = wider(read.text.words, place)
            if match:
                yield RULE.finding(
                    read.text.span(*match.span()),
                    f"The claim '{claim.id}' is about {place}, and its words reach further: '{match[0]}'.",
                    "Name the place that the source is about, or correct 'place'.",
                    related=[claim.span("place")],
                )
                break
    if claim.short and _ASKED.search(claim.text) and not _STILL_SAID.search(claim.short) and not _ASKED.search(claim.short):
        yield from _everybody(stated)


def _everybody(stated: Stated) -> Iterator[Finding]:
    """The short form where it says of everybody what the text says of those who were asked."""
    text, short = stated.readings
    of_asked = [each for each in text.figures if _ASKED.match(text.text.words, each.end + 4) or _ASKED.match(text.text.words, each.end + 8)]
    for figure in short.figures:
        match = _EVERYBODY.match(short.text.words[figure.end :])
        if match is None or not any(same(figure, each) for each in of_asked):
            continue
        if match["who"].split()[0] in text.text.words[of_asked[0].end :][:60]:
            continue
        yield RULE.finding(
            short.text.span(figure.end, figure.end + match.end()),
            f"The short form of '{stated.claim.id}' says of all {match['who']} what its text says of those who were asked.",
            "Say in the short form too that it is those who answered.",
            related=[stated.claim.span("text")],
        )
        return

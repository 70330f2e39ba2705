"""Provisional or experimental figures stated as if they were final.

What: a claim with a figure whose source says in its title, note, annotation or keywords that it is provisional, preliminary, experimental
or "official statistics in development", or whose own limits, note or quotation say so or call it an estimate, while the text does not.

Why: provisional figures are revised. The one who publishes them put a label on them, and dropping it makes the claim stronger than its
source.

Bad (claims):

    claims:
      deaths:
        kind: statistic
        text: In 2016 there were 2,593 deaths.
        support: [{source: alpha2012, locator: p. 3}]
        limits: Provisional figures, to be revised in the autumn.

Good (claims):

    claims:
      deaths:
        kind: statistic
        text: In 2016 there were 2,593 deaths by provisional figures.
        support: [{source: alpha2012, locator: p. 3}]
        limits: Provisional figures, to be revised in the autumn.

Fix: put the label into the sentence ("by provisional figures"), or use the final figures where they are out.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated
from toolkit.english.phrase import phrase
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.workspace import Workspace

RULE = Rule("CLM014", "provisional-label-dropped", "warning", "claim", english=True)

_LABEL = phrase(
    r"(?i)\bprovisional(?:ly)?\b(?! (?:driving|licen[cs]e|arrest|government|order|sentence|list|application))"
    r"|\bexperimental (?:official )?(?:statistics?|data|figures|series|estimates?|release)\b|\(experimental\)"
    r"|\bofficial statistics in development\b"
    r"|\b(?:preliminary|first|flash|early) (?:quarterly |annual )?estimates?\b|\bpreliminary (?:figures|data|results|statistics|release)\b"
    r"|\(preliminary\)|, preliminary$"
)
_ESTIMATE = phrase(
    r"(?i)(?:^|[.;:] )(?:an? |only an? |these are |this is an? |rough |early )?(?:early |rough |model(?:led)? )?estimates?\b"
)
_SETTLED = phrase(
    r"(?i)\b(?:no longer|not|never|final(?:ised)?|(?:been|were|since) revised|replac\w+|supersed\w+|confirmed|instead of|than the)\b"
)
_SAID = phrase(
    r"(?i)\bprovisional|\bexperimental|\bestimat|\bearly (?:figures|data|findings|results)\b|\binterim\b|\bpreliminary\b|\bin development\b"
    r"|\bprojected\b|\babout\b|\baround\b|\bthought to\b"
)
_FIELDS = ("title", "subtitle", "titleaddon", "note", "annotation", "annote", "keywords")


def check(stated: Stated, facts: Facts) -> Iterator[Finding]:
    claim = stated.claim
    if claim.kind not in {"statistic", "finding"} or claim.status in {"withdrawn", "superseded"}:
        return
    labelled = _labelled(claim, facts.workspace)
    if labelled is None:
        return
    for field, read in zip(("text", "short"), stated.readings, strict=False):
        if any(figure.weighty or figure.kind == "duration" for figure in read.figures) and not _SAID.search(read.text.words):
            word, place = labelled
            yield RULE.finding(
                claim.span(field),
                f"The claim '{claim.id}' does not say that its figure is {word}.",
                "Put the label into the sentence, or use the final figures where they are out.",
                related=[place],
            )
            return


def _labelled(claim: Claim, workspace: Workspace) -> tuple[str, Span] | None:
    """The label that source or claim bear, as a word for a message, and its place."""
    for field, words in (("limits", claim.limits), ("note", claim.note)):
        if words and (label := _label(words) or ("an estimate" if _ESTIMATE.search(words) else "")):
            return label, claim.span(field)
    for number, support in enumerate(claim.support):
        for field, words in (("quote", support.quote), ("note", support.note)):
            if words and (label := _label(words)):
                return label, claim.span(f"support.{number}.{field}")
        source = workspace.sources.get(support.source)
        for field in _FIELDS if source else ():
            words = source.fields.get(field) if source else None
            if source and words and (label := _label(words)):
                return label, source.span(field)
    return None


def _label(words: str) -> str:
    for match in _LABEL.finditer(words):
        start = max(words.rfind(stop, 0, match.start()) for stop in ".;") + 1
        end = min((at for at in (words.find(stop, match.end()) for stop in ".;") if at >= 0), default=len(words))
        if not _SETTLED.search(words, start, end):
            small = match[0].lower()
            return "experimental" if "experimental" in small or "development" in small else "provisional"
    return ""

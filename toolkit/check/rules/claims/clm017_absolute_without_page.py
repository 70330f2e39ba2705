"""An absolute statement of fact that no page bears out.

What: "no one has ever", "never once", "not a single country", "none of these countries has", "all police forces have", as a fact, where
the claim's sources have no page and, in a draft, where none is cited. Opinions, demands and what the organisation says of itself are left
alone.

Why: one counter-example is enough against it, and somebody will know one. With the page the reader sees who says so, and how far it goes.

Bad (claims):

    claims:
      use:
        kind: finding
        text: No country has ever seen use rise after such a change in the law.
        support: [{source: alpha2012}]

Good (claims):

    claims:
      use:
        kind: finding
        text: No country has ever seen use rise after such a change in the law.
        support: [{source: alpha2012, locator: p. 28}]

Fix: find the page that says so, or say less: "we know of none".
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Stated, Submission
from toolkit.check.statements import Statement, statements
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding

RULE = Rule("CLM017", "absolute-without-page", "information", "claim", also=("draft",), english=True)

_TRIGGER = phrase(r"\b(?:ever|never|none|single|all|every|exception|no|always|nowhere|not one)\b")
_PLACES = (
    r"countr(?:y|ies)|jurisdictions?|states?|police forces?|forces|boroughs?|councils?|local authorit(?:y|ies)|prisons?|schools?|hospitals?"
    r"|courts?|governments?|nations?|cities|city"
)
_WORKS = r"stud(?:y|ies)|trials?|evaluations?|reviews?|surveys?|schemes?|projects?|pilots?"
_THEY = rf"(?:{_PLACES}|{_WORKS})"
_PAST = r"(?:has|have|had|saw|found|showed|led|rose|fell|reported|experienced|recorded|made)\b"
_SOME = r"(?:(?:in|of|with|that|which) (?:\w+ ){1,6}?)?"
_ABSOLUTE = phrase(
    r"\b(?:no one|nobody|no-one) (?:\w+ ){0,3}?(?:has|have|had|was|were) ever\b|\bnever once\b|\bwithout (?:a single )?exception\b"
    r"|\bno (?!one\b|doubt\b)(?:[\w'-]+ ){1,6}?(?:has|have|had|was|were) ever\b|\bat no (?:time|point) (?:has|have|had|did|was|were)\b"
    r"|\bwithout a single (?!word\b|point\b)\w+|\b(?:has|have|had) never yet\b|\bnowhere in (?:the )?\w+ (?:has|have|had|is|are|do|does)\b"
    rf"|\b(?:not a single|no single|no(?: other)?) {_THEY} {_SOME}(?:has|have|had) (?:ever |yet )?\w+"
    rf"|\bnone of (?:the|these|those|its|their) (?:\w+ ){{0,2}}?{_THEY}\b[^.;]*?\b{_PAST}"
    rf"|(?:^|[;:,] |\bthat |\band |\bbut )(?:all|every) (?:other )?{_THEY} (?:in (?:\w+ ){{1,4}}?)?{_PAST}"
)
_ALWAYS = phrase(
    r"(?<!not )(?<!n't )(?<!nearly )(?<!almost )\balways\b|\b(?:has|have|had) never (?:been|led|had|shown|caused|met|found|seen)\b"
    rf"|\bthere (?:is|was) no evidence\b|\ball (?:of )?the (?:available )?(?:evidence|research|studies|data)\b|\bno other {_THEY}\b"
    r"|\bnone of (?:the|these|those|its|their) (?:\w+ ){1,3}?(?:has|have|had)\b|\bevery single \w+ (?:\w+ ){0,4}?(?:has|have|had)\b"
    rf"|\bnot one (?:of (?:the|these|those|its|their) )?(?:\w+ )?{_THEY}\b"
)
"""Said of the world in a claim; in what is typed it may be a manner of speaking."""
_OPINION = phrase(
    r"\b(?:we|our|us|i|my|should|must|ought|would|could|may|might|shall|if|unless|let|recommend(?:s|ed|ing)?|view|believe|urge|know of"
    r"|aware of)\b|\?"
)


def check(subject: Stated | Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    claim = subject.claim if isinstance(subject, Stated) else None
    if claim is not None and (claim.kind not in {"statistic", "finding"} or any(support.locator for support in claim.support)):
        return
    for said in statements(subject, _TRIGGER):
        match = _ABSOLUTE.search(said.plain) or (_ALWAYS.search(said.plain) if claim else None)
        if match is None or _OPINION.search(said.plain) or not said.is_own(*match.span()) or (claim is None and _is_cited(said)):
            continue
        yield RULE.finding(
            said.span(*match.span()),
            "This holds without exception, and no page is given that says so.",
            "Find the page that says so, or say less: 'we know of none'.",
        )
        if claim:
            return


def _is_cited(said: Statement) -> bool:
    """Whether a source with its page, or a claim, stands behind the sentence."""
    cited = said.read.text.cited(said.sentence.start, said.sentence.end)
    return any(each.locator.value or each.locator.label or each.locator.suffix or each.claim for each in cited)

"""A figure, or "research shows", with nothing to show for it.

What: a sentence typed in a text that states a percentage, a share, an amount of money, a rate or a large number, or that says what
research, statistics or evidence show, with neither a claim nor a citation in it or right behind it. Not told: what is asked for,
supposed or given as a view; what the organisation did or counted itself, and the story of one person; what is cited elsewhere in the
response or follows from figures that are; a sentence that plainly goes on from one that is cited, or to one that is.

For information only: fewer than 1,000 of what is neither people nor cases, a price below £1,000, a distance or an area, and 'half' or
'twice' of which it is not said of what. In prose by others one in five of these named or described a thing; of the rest, one in twenty.

Why: the first question of an opponent is where a number comes from. One number without a note puts all the others in doubt, and in a
year nobody in the office will remember either.

Bad (text):

    In 2015 some 63 per cent of searches in London were for drugs.

Good (text):

    In 2015 some 63 per cent of searches in London were for drugs [@alpha2012, p. 3].

Fix: place the claim that holds the figure, or cite the source with its page; make a claim of it if the figure will be used again. If it is
your own view, say so in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.check.assertions import RESEARCH, assertion, is_weak, refers_to_evidence
from toolkit.check.backing import KnownFigures, Said, bare, paragraphs_said
from toolkit.check.restated import is_restated
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.typed_references import HAS_ADDRESS, Authors, linked_lines, typed_references
from toolkit.model.finding import Finding

RULE = Rule("CIT003", "figure-without-evidence", "warning", "draft", english=True)


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    if not any(read.figures or RESEARCH.search(read.text.words) for read in submission.readings):
        return
    paragraphs = paragraphs_said(submission, facts.workspace.configuration.organisation.name)
    known, links = KnownFigures.of(paragraphs, submission, facts), linked_lines(submission, facts)
    authors = Authors(facts)
    names = f"{submission.response.consultation.title}\n{submission.response.outline.title}"
    for said, paragraph in bare(paragraphs):
        words = said.sentence.words
        found = assertion(said.read, said.sentence)
        if found is None:
            continue
        if found.figure and (known.gives(found.figure, said, paragraph) or found.figure.text in names):
            continue
        if found.figure and is_restated(said.read, found.figure, submission, facts):
            continue  # a claim said again with another number: another rule tells it
        if refers_to_evidence(said.read.text.words, found) and _earlier(said, paragraphs):
            continue
        span = said.read.text.span(found.start, found.end)
        if (span.path, span.line) in links or HAS_ADDRESS.search(words) or any(typed_references(words, authors)):
            continue  # a reference, though none that can be checked: another rule tells it
        yield RULE.finding(
            span,
            f"'{said.read.text.words[found.start : found.end]}' stands here without a claim or a source.",
            "Place the claim that holds it, or cite the source with its page, as in [@key, p. 3].",
            level="information" if is_weak(said.read.text.words, found) else None,
        )


def _earlier(said: Said, paragraphs: Sequence[list[Said]]) -> bool:
    """Whether something is cited before a sentence in its section."""
    for other in (each for paragraph in paragraphs for each in paragraph if each.read.text.section == said.read.text.section):
        if other is said:
            return False
        if other.cited:
            return True
    return False

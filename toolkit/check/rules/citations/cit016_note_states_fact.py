"""A note that states a fact and cites nothing.

What: a remark in a note that gives a figure, or says what somebody found, reported or estimated, without a citation. Notes on method, on
rounding and on what figures leave out are left alone beside a sentence that is cited, and so are figures cited elsewhere in the response.

Why: a note is where a reader looks for evidence. One that only asserts more is a claim twice over, and it is the sentence that slips
through every check because nobody reads it.

Bad (text):

    Most searches were for drugs [@alpha2012, p. 3].^[In Scotland it was 34 per cent.]

Good (text):

    Most searches were for drugs [@alpha2012, p. 3].^[In Scotland it was 34 per cent [@beta2013, p. 9].]

Fix: cite the source in the note, or leave the remark out.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.assertions import assertion, is_own_experience
from toolkit.check.backing import KnownFigures, paragraphs_said
from toolkit.check.prose import Read
from toolkit.check.quoted import own_words
from toolkit.check.restated import is_restated
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.typed_references import HAS_ADDRESS, Authors, is_reference, typed_references
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.text import Text

RULE = Rule("CIT016", "note-states-fact", "warning", "draft", english=True)

_REPORTED = phrase(
    r"\b(?:(?:[A-Z][\w'\u2019]+|study|report|survey|inquiry|committee|review|department|researchers|inspectors) (?:has |have "
    r"|also |later )?"
    r"(?:found|finds|reported|reports|estimates?|estimated|concluded|concludes) that|[Aa]ccording to (?!our|us\b)(?:the |a |an )?[A-Z])"
)
_OPINION = phrase(r"(?i)\b(?:in our (?:view|opinion|experience)|we (?:think|believe|know|argue|use|follow|mean)|should|must|would|if)\b")
_METHOD = phrase(
    r"(?i)\b(?:survey(?:ed)?|sample[ds]?|respondents|interview(?:ed|s)|weighted|exclud\w+|includ\w+|left out|leaves? out"
    r"|not included|counted|defin\w+|refers?"
    r"|figures? (?:is|are|for|do|does|in)|base|financial year|exchange rate|prices|calculat\w+|fieldwork|margin of error"
    r"|provisional|converted)\b"
)
_ROUNDED = phrase(r"(?i)\b(?:round(?:ed|ing)|may not (?:add|sum)|do not (?:add|sum)|add(?:s)? up to|own calculation)\b")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    known: KnownFigures | None = None
    authors = Authors(facts)
    for text in submission.texts:
        for offset, note in text.notes:
            if note.citing or note.placed or not note.words.strip() or _is_elsewhere_told(note, authors):
                continue
            found = _stated(note, facts, beside_citation=_cited_beside(text, offset))
            if found is None:
                continue
            if known is None:
                known = KnownFigures.of(paragraphs_said(submission, facts.workspace.configuration.organisation.name), submission, facts)
            start, end = found
            figures = [figure for figure in Read(note).figures if figure.start == start]
            if not figures or not (known.has(figures[0], note.words) or is_restated(Read(note), figures[0], submission, facts)):
                yield RULE.finding(
                    note.span(start, end),
                    f"This note states '{note.words[start:end]}' and cites nothing.",
                    "Cite its source in the note, as in [@key, p. 3], or leave the remark out.",
                )


def _is_elsewhere_told(note: Text, authors: Authors) -> bool:
    """Whether the note is a reference typed by hand, which is another fault."""
    return bool(HAS_ADDRESS.search(note.words)) or is_reference(note.words) or any(typed_references(note.words, authors))


def _stated(note: Text, facts: Facts, *, beside_citation: bool) -> tuple[int, int] | None:
    """The words of a note that state a fact: a figure, or what somebody found."""
    if _ROUNDED.search(note.words) or (beside_citation and _METHOD.search(note.words)):
        return None
    read = Read(note)
    for sentence in read.sentences:
        own = is_own_experience(sentence.words, facts.workspace.configuration.organisation.name)
        found = None if own else assertion(read, sentence)
        if found:
            return found.start, found.end
    reported = _REPORTED.search(own_words(note.words))
    return None if reported is None or _OPINION.search(note.words) else (reported.start(), reported.end())


def _cited_beside(text: Text, offset: int) -> bool:
    """Whether the sentence of a note has a citation or a claim."""
    sentence = Read(text).sentence_of(max(0, offset - 1))
    return bool(text.cited(sentence.start, max(sentence.end, offset)) or text.claimed(sentence.start, sentence.end))

"""Where a response uses what the library holds, and what it says in its paragraphs: read off its draft. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from toolkit.library.entries import Entry, Facts
from toolkit.model.draft import Draft
from toolkit.model.response import Response
from toolkit.model.text import Text
from toolkit.model.workspace import Workspace

Kind = Literal["claim", "source", "exhibit", "passage"]
_LEAST = 6
"""Words of a paragraph that is worth finding again."""


class Use(NamedTuple):
    """One place where a response uses something."""

    kind: Kind
    id: str
    slug: str
    section: str
    how: str
    """Of a claim: text, short, quote, cite, value:NAME, or the recommendation that rests on it; of a source the pinpoint; Figure 1."""
    claim: str
    """For a source: the claim that brought it."""
    path: str
    line: int
    words: str
    """The paragraph in which it stands, as it reads there; empty where it is not known."""


class Composed(NamedTuple):
    """What the index keeps of one response."""

    title: str
    body: str
    sent: str
    """The day on which it was sent, 2017-03-01; ``sent`` where the day is not known; empty for a draft."""
    uses: tuple[Use, ...]
    paragraphs: tuple[Entry, ...]


def composed(workspace: Workspace, response: Response, draft: Draft, texts: Sequence[Text], sent: str) -> Composed:
    """What a response uses and says, in the order of the document.

    :param texts: its paragraphs as a reader sees them, with `draft` from one composing.
    """
    consultation = response.consultation
    uses = (*_placed(draft, texts), *_rests(response, draft), *_cited(draft, texts), *_shown(draft), *_passages(workspace, draft, texts))
    return Composed(consultation.title, consultation.body, sent, uses, tuple(_paragraphs(response, texts, sent)))


def _placed(draft: Draft, texts: Sequence[Text]) -> Iterator[Use]:
    words = _words(texts)
    for p in draft.placements:
        yield Use("claim", p.claim, draft.slug, p.section, p.form, "", p.span.path, p.span.line, words.get(p.block, p.text))


def _rests(response: Response, draft: Draft) -> Iterator[Use]:
    """Claims that a recommendation rests on, placed or not."""
    numbered = {ask.id: ask for ask in draft.recommendations}
    for where, _, section in response.outline.walk():
        for at, written in enumerate(section.recommendations):
            span, ask = response.span(f"{where}.recommendations.{at}"), numbered[written.id]
            for claim in written.rests_on:
                how = f"recommendation {ask.number} rests on it"
                yield Use("claim", claim, draft.slug, section.id, how, "", span.path, span.line, ask.text)


def _cited(draft: Draft, texts: Sequence[Text]) -> Iterator[Use]:
    words = _words(texts)
    for c in draft.citations:
        yield Use("source", c.key, draft.slug, c.section, c.written, c.claim or "", c.span.path, c.span.line, words.get(c.block, ""))


def _shown(draft: Draft) -> Iterator[Use]:
    sections = {block.id: (block.section, block.span) for block in draft.blocks}
    for placed in draft.exhibits:
        section, span = sections[placed.block]
        how = f"{placed.label} {placed.number}"
        yield Use("exhibit", placed.exhibit.id, draft.slug, section, how, "", span.path, span.line, placed.exhibit.caption)


def _passages(workspace: Workspace, draft: Draft, texts: Sequence[Text]) -> Iterator[Use]:
    """Passages of which some words stand in the draft, once for each section."""
    ids: Mapping[str, str] = {}
    seen: set[tuple[str, str]] = set()
    for text in texts:
        for place in text.places:
            if "/passages/" not in place.path:
                continue
            ids = ids or {passage.origin.path: passage.id for passage in workspace.passages.values()}
            id_ = ids.get(place.path)
            if id_ is not None and (id_, text.section) not in seen:
                seen.add((id_, text.section))
                yield Use("passage", id_, draft.slug, text.section, "", "", place.path, place.line, text.words)


def _words(texts: Sequence[Text]) -> dict[str, str]:
    """The words of each block by its id; of a list or quotation those of the first paragraph that has the id."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.block, text.words)
    return found


def _paragraphs(response: Response, texts: Sequence[Text], sent: str) -> Iterator[Entry]:
    """What the response says, paragraph by paragraph, under the heading and the questions of its section."""
    consultation, outline = response.consultation, response.outline
    asked = {question.id: question.text for question in consultation.questions}
    sections = {section.id: section for _, _, section in outline.walk()}
    about = f"{consultation.title} {consultation.body}"
    number = 0
    for text in texts:
        section = sections.get(text.section)
        if section is None or text.kind not in {"paragraph", "list", "quotation", "recommendation"} or len(text.words.split()) < _LEAST:
            continue
        number += 1
        name = " ".join((section.heading or "", *(asked.get(id_, "") for id_ in section.answers)))
        facts = Facts(
            kind=outline.document,
            status=sent and "sent",
            slug=response.slug,
            section=section.id,
            questions=section.answers,
            path=text.places[0].path,
            line=text.places[0].line,
        )
        yield Entry(f"{response.slug} {number}", name, " ".join(text.words.split()), about, "", facts)

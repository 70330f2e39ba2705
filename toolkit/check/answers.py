"""Which sections answer which questions."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.model.response import Outline, Response, Section


def answers_it(response: Response) -> bool:
    """Whether the document goes to the body that asks, and does not only speak about the consultation."""
    return response.kind.answers


def answering(outline: Outline, question: str) -> list[tuple[str, Section]]:
    """The sections that answer a question, with their dotted paths, in order."""
    return [(where, section) for where, _, section in outline.walk() if question in section.answers]


def down(section: Section) -> Iterator[Section]:
    """A section and its subsections, but for those that answer questions of their own."""
    yield section
    for each in section.sections:
        if not each.answers:
            yield from down(each)

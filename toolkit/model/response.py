"""One consultation, and what the organisation says to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from toolkit.model.finding import Finding
from toolkit.model.span import NOWHERE, Frozen, Origin, Prose, Span
from toolkit.model.values import Day, Id, Limit, Moment
from toolkit.model.waiver import WAIVE, Waived

Status = Literal["draft", "in-review", "approved", "sent"]


class Question(Frozen):
    """One question of a consultation, as it is printed there."""

    id: Id = Field(description="Chosen by you, such as Q1; sections name it in 'answers'")
    number: str | None = Field(None, description="As printed, where that differs from the id")
    text: str = Field(description="The question, word for word")
    kind: Literal["open", "choice", "multiple"] = Field("open", description="open text, one choice, or several")
    options: tuple[str, ...] = Field((), description="Answers to choose from, as printed")
    limit: Limit | None = Field(None, description="Such as '500 words' or '3000 characters'; unset where there is none")
    chapter: str | None = Field(None, description="Heading of the consulted document under which it is asked")
    page: int | None = Field(None, ge=1, description="Page of the consulted document on which it is asked")
    closes: Moment | None = Field(None, description="Where one question closes at a time of its own")
    waive: Waived = WAIVE


class Consultation(Frozen):
    """What is asked: by whom, until when, through which channel."""

    title: str = Field(description="As the consulted document has it")
    body: str = Field(description="The receiving body, in full")
    kind: str = Field("government-consultation", description="government-consultation, call-for-evidence, committee-inquiry, review, …")
    document: str | None = Field(None, description="The consulted document: key of an entry in bibliography.bib")
    reference: str | None = Field(None, description="The body's own reference number")
    url: str | None = Field(None, description="Where the consultation is published")
    opens: Day | None = Field(None, description="The first day")
    closes: Moment | None = Field(None, description="Europe/London unless a zone is written")
    extended_to: Moment | None = Field(None, description="The deadline that took the place of 'closes'")
    channel: str | None = Field(
        None, description="How answers are received: email, portal, commons-committee, …; 'consult channels' lists them"
    )
    limit: Limit | None = Field(None, description="For the whole answer, such as '3000 words', where the call sets one")
    questions: tuple[Question, ...] = Field((), description="None where the document asks no numbered questions")
    about_you: tuple[Question, ...] = Field((), description="What the body asks about whoever answers: name, organisation, consent, …")
    note: str | None = Field(None, description="For colleagues; never printed")
    waive: Waived = WAIVE
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

    @property
    def deadline(self) -> Any:
        return self.extended_to or self.closes


class Recommendation(Frozen):
    """An ask: what should be done, by whom, and the claims that it rests on."""

    id: Id = Field(description="Chosen by you; the number comes from its place in the document")
    text: str = Field(description="What should be done; claims and values may be placed in it")
    addressee: str | None = Field(None, description="Who should do it")
    rests_on: tuple[str, ...] = Field((), description="Ids of the claims that it rests on")
    waive: Waived = WAIVE


class Section(Frozen):
    """A part of the document; `text` is a file beside the outline or the text itself."""

    id: Id = Field(description="Chosen by you; part of the bookmarks in Word")
    heading: str | None = Field(None, description="Printed above the section; none where it is left out")
    answers: tuple[str, ...] = Field((), description="Ids of the questions that it answers")
    choice: tuple[str, ...] = Field((), description="For a question with options: the option chosen, as printed there, or several")
    themes: tuple[str, ...] = Field((), description="Headings of the consulted document that it answers")
    text: str | None = Field(None, description="A Markdown file such as sections/about.md, or the text itself")
    claims: tuple[str, ...] = Field(
        (), description="Claims that the section must use; those that the text does not place follow at its end"
    )
    recommendations: tuple[Recommendation, ...] = Field((), description="Placed by {{ recommendations() }}, else at the section's end")
    confidential: bool = Field(False, description="Not for publication: a public version must do without it")
    sections: tuple[Section, ...] = Field((), description="Subsections, in order")
    note: str | None = Field(None, description="For colleagues; never printed")
    waive: Waived = WAIVE


class Outline(Frozen):
    """What is said, in what order, in what form."""

    document: str = Field("response", description="Kind of document: response is built in, packages may add others")
    title: str = Field("Consultation response", description="The large line of the title block")
    subtitle: str | None = Field(None, description="The consultation's title where it is left out")
    notice: str | None = Field(None, description="A line in the title block, such as 'Draft for the board'")
    date: Day | None = Field(None, description="Printed, and stands for every time in the files, so that builds are reproducible")
    status: Status = Field("draft", description="'consult build' leaves out what is sent")
    version: Literal["public", "confidential"] = Field("public", description="Whether anybody may read it, or the receiving body alone")
    style: str | None = Field(None, description="Citation style: a name such as house, oscola-no-ibid, apa, or the path of a .csl file")
    numbered_paragraphs: bool = Field(False, description="Number the paragraphs 1, 2, 3 through the document")
    summary_of_recommendations: bool = Field(False, description="Collect all recommendations at the front")
    contents: bool = Field(False, description="A table of contents after the title block")
    sections: tuple[Section, ...] = Field((), description="The parts of the document, in order")
    sign_off: tuple[str, ...] = Field((), description="Contacts of workspace.yaml")
    note: str | None = Field(None, description="For colleagues; never printed")
    waive: Waived = WAIVE
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

    def walk(self) -> Iterator[tuple[str, int, Section]]:
        """Every section with the dotted path of its place in the file and its depth from 1, in the order of the document."""

        def down(sections: tuple[Section, ...], prefix: str, depth: int) -> Iterator[tuple[str, int, Section]]:
            for number, section in enumerate(sections):
                where = f"{prefix}sections.{number}"
                yield where, depth, section
                yield from down(section.sections, f"{where}.", depth + 1)

        return down(self.sections, "", 1)


class Response(Frozen):
    """A folder under ``responses/``: the consultation, the outline, and the text of each section."""

    slug: str
    consultation: Consultation
    outline: Outline
    texts: dict[str, Prose] = {}
    """By the dotted path of the section in the outline (``sections.0.sections.1``)."""
    findings: tuple[Finding, ...] = ()
    """What is wrong in the files of this response, in file order."""

    def span(self, field: str = "") -> Span:
        return self.outline.origin.span(field)

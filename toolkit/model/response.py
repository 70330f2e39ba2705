"""One consultation, and what the organisation says to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from toolkit.model.channel import Notes
from toolkit.model.finding import Finding
from toolkit.model.kind import RESPONSE, Kind
from toolkit.model.output import Version
from toolkit.model.span import NOWHERE, Frozen, Origin, Prose, Span
from toolkit.model.values import Day, Id, Limit, Moment, Withheld
from toolkit.model.waiver import WAIVE, Waived
from toolkit.model.wording import LanguageTag

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
    published: Day | None = Field(None, description="The day on which the body published the answers: from then on you may too")
    embargo: Moment | None = Field(None, description="Nothing of it may be shown before this moment; London's clock unless a zone is given")
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
    confidential: bool = Field(False, description="Not for publication: a public version keeps its number and withholds its words")
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
    confidential: Withheld = Field(
        False, description="Not for publication: true withholds the section from a public version, 'text' keeps its heading there"
    )
    sections: tuple[Section, ...] = Field((), description="Subsections, in order")
    note: str | None = Field(None, description="For colleagues; never printed")
    waive: Waived = WAIVE


class Outline(Frozen):
    """What is said, in what order, in what form."""

    document: str = Field("response", description="Kind of document; 'consult kinds' lists those that there are")
    accompanies: str | None = Field(
        None, description="The response that it goes with, such as the one a press release announces: its consultation.yaml serves here too"
    )
    title: str = Field("Consultation response", description="The large line of the title block")
    subtitle: str | None = Field(None, description="The consultation's title where it is left out")
    notice: str | None = Field(None, description="A line in the title block, such as 'Draft for the board'")
    date: Day | None = Field(None, description="Printed, and stands for every time in the files, so that builds are reproducible")
    status: Status = Field("draft", description="'consult build' leaves out what is sent")
    embargo: Moment | None = Field(None, description="Printed on page 1; nothing may be shown or sent before this moment")
    version: Literal["public", "confidential"] = Field("public", description="Whether anybody may read it, or the receiving body alone")
    """An annex is made of an outline too (:func:`as_version`), and is nothing that one says of itself."""
    style: str | None = Field(None, description="Citation style: a name such as house, oscola-no-ibid, apa, or the path of a .csl file")
    language: LanguageTag | None = Field(
        None, description="As a language tag, such as cy-GB or fr; that of workspace.yaml where it is left out"
    )
    notes: Notes | None = Field(
        None, description="Where notes stand: foot, end, inline or stripped; as the channel asks, else foot, where it is left out"
    )
    numbered_paragraphs: bool | None = Field(
        None, description="Number the paragraphs 1, 2, 3 through the document; as the channel asks where it is left out"
    )
    publish: bool | None = Field(
        None, description="Whether 'consult publish' shows it once it may be; as its kind says where it is left out. May be set when sent"
    )
    summary: str | tuple[str, ...] | None = Field(
        None,
        description="Key points: a list, a Markdown file such as sections/summary.md, or the text itself; printed where 'print_summary' "
        "or the channel asks for it",
    )
    print_summary: bool | None = Field(None, description="Begin with the summary; as the channel asks where it is left out")
    summary_of_recommendations: bool | None = Field(
        None, description="Collect all recommendations at the front; as the channel asks where it is left out"
    )
    contents: bool = Field(False, description="A table of contents after the title block")
    fields: dict[str, Any] = Field({}, description="What this kind of document asks for; 'consult kinds NAME' tells")
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


def as_version(response: Response, version: Version) -> Response:
    """A response for other readers than its outline says."""
    return response.model_copy(update={"outline": response.outline.model_copy(update={"version": version})})


class Response(Frozen):
    """A folder under ``responses/``: the consultation, the outline, and the text of each section."""

    slug: str
    consultation: Consultation
    outline: Outline
    texts: dict[str, Prose] = {}
    """By the dotted path of the section in the outline (``sections.0.sections.1``), or of the field (``fields.offer``)."""
    kind: Kind = RESPONSE
    """What kind of document it is; a response where there is none of the name that the outline gives."""
    findings: tuple[Finding, ...] = ()
    """What is wrong in the files of this response, in file order."""

    @property
    def embargo(self) -> datetime | None:
        """The moment before which nothing may be shown: the later one of the consultation's and our own."""
        return max((each for each in (self.consultation.embargo, self.outline.embargo) if each), default=None)

    def span(self, field: str = "") -> Span:
        return self.outline.origin.span(field)


def with_fields(response: Response, fields: Mapping[str, object]) -> Response:
    """The same response with some fields of its kind filled in otherwise."""
    outline = response.outline.model_copy(update={"fields": {**response.outline.fields, **fields}})
    return response.model_copy(update={"outline": outline})

"""What an old response proposes to the library, as it stands in a review file until a person has said what becomes of it."""

from __future__ import annotations

from pydantic import Field

from toolkit.model.evidence import ClaimKind
from toolkit.model.span import NOWHERE, Frozen, Origin
from toolkit.model.values import Id


class ProposedSource(Frozen):
    """A source that the old response cites."""

    take: bool = Field(True, description="Whether it shall enter the library")
    key: str = Field(description="The key that it would get, or that it has")
    known: bool = Field(False, description="The library has it already: nothing is entered, and claims point to the entry that is there")
    confidence: float = Field(0.0, description="From 0 to 1: how much of a full reference was found, less what is doubtful")
    doubts: tuple[str, ...] = Field((), description="What a person should look at")
    notes: tuple[int, ...] = Field((), description="The notes that cite it")
    printed: str = Field("", description="The fullest reference to it, as it stood")
    type: str = Field("misc", description="The type of its entry in the bibliography")
    fields: dict[str, str] = Field({}, description="The fields of its entry, in plain text")


class ProposedSupport(Frozen):
    """One citation of a proposed claim."""

    source: str = Field(description="Key of a source above, or of the library's own")
    locator: str | None = Field(None, description="Where in the source")
    quote: str | None = Field(None, description="What stands in quotation marks")


class ProposedClaim(Frozen):
    """A sentence that carries notes, as the old response has it."""

    take: bool = Field(True, description="Whether it shall enter the library, as a draft")
    id: Id = Field(description="The id that it would get")
    kind: ClaimKind = Field(description="What it is")
    confidence: float = Field(0.0, description="From 0 to 1")
    doubts: tuple[str, ...] = Field((), description="What a person should look at")
    notes: tuple[int, ...] = Field((), description="The notes that it carries")
    section: str = Field("", description="The heading under which it stands")
    text: str = Field(description="The sentence")
    figures: tuple[str, ...] = Field((), description="The figures in it")
    support: tuple[ProposedSupport, ...] = Field((), description="What its notes cite")


class ProposedSection(Frozen):
    """A heading with its paragraphs, citations where the notes stood."""

    id: Id = Field(description="Of the section in the outline")
    heading: str = Field("", description="As it stood; empty before the first heading")
    level: int = Field(1, ge=1, description="1 for a part of the document, 2 for a part of a part")
    text: tuple[str, ...] = Field((), description="Its paragraphs as Markdown")


class Unresolved(Frozen):
    """A citation that leads nowhere."""

    note: int
    text: str
    why: str


class Harvest(Frozen):
    """A review file: what is proposed, in the order of the old response, and what could not be told."""

    harvested: str = Field(description="The file that was read")
    title: str = Field("", description="The title of the old response, where its file says it")
    doubts: tuple[str, ...] = Field((), description="About the document as a whole")
    response: str | None = Field(
        None, description="A slug: the outline and the texts become this response as well; not, where it is left out"
    )
    unresolved: tuple[Unresolved, ...] = Field((), description="Citations that lead nowhere")
    remarks: dict[int, str] = Field({}, description="Notes that cite nothing, by number; some of them state facts without a source")
    sources: tuple[ProposedSource, ...] = ()
    claims: tuple[ProposedClaim, ...] = ()
    sections: tuple[ProposedSection, ...] = ()
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

"""Everything that the files of a workspace say, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from toolkit.model.evidence import Claim, Data, Exhibit, Passage
from toolkit.model.finding import Finding
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.span import NOWHERE, Frozen, Origin, Span
from toolkit.model.values import Duration


class Organisation(Frozen):
    name: str
    about: str | None = Field(None, description="Id of the passage that introduces the organisation")


class Contact(Frozen):
    """Somebody, or better a role, who signs or owns things."""

    name: str
    role: str | None = None
    email: str | None = None
    phone: str | None = None
    public: bool = Field(False, description="Whether address and telephone number may stand in a public document")


class Configuration(Frozen):
    """``workspace.yaml``."""

    organisation: Organisation = Organisation(name="Our organisation")
    contacts: dict[str, Contact] = {}
    language: str = "en-GB"
    style: str = "house"
    review_after: Duration = "12 months"
    reference_docx: str | None = Field(None, description="A Word file whose styles take the place of the built-in ones")
    typst_template: str | None = Field(None, description="A typst file that takes the place of the built-in PDF template")
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})


@dataclass(frozen=True)
class Workspace:
    """The library and the responses. A dataclass, since its mappings may read an item when it is asked for and pydantic would copy them."""

    root: Path
    configuration: Configuration = field(default_factory=Configuration)
    sources: Mapping[str, Source] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    passages: Mapping[str, Passage] = field(default_factory=dict)
    data: Mapping[str, Data] = field(default_factory=dict)
    """By path relative to the workspace."""
    responses: Mapping[str, Response] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    """What is wrong in the library and in workspace.yaml, in file order; each response holds its own."""
    unread: Mapping[str, Span] = field(default_factory=dict)
    """Claims, exhibits and passages that are there and could not be made out, by ``claim:ID``."""

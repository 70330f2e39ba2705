"""The library of evidence: claims with their support, exhibits and passages."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from toolkit.model.span import NOWHERE, Frozen, Origin, Prose, Span
from toolkit.model.values import Day, Id, Moment, Period
from toolkit.model.waiver import WAIVE, Waived
from toolkit.model.wording import LanguageTag

ClaimKind = Literal["statistic", "finding", "quotation", "law", "casework", "position"]
Side = Literal["for", "against", "both"]
_SIDES: dict[Side | None, str] = {
    "for": "Speaks for what we ask.",
    "against": "Speaks against what we ask.",
    "both": "Speaks for both sides.",
}
ClaimStatus = Literal["draft", "checked", "withdrawn", "superseded"]


class Support(Frozen):
    """What a claim or an exhibit rests on: a source, the place in it, and the source's own words."""

    source: str = Field(description="Key of an entry in bibliography.bib")
    locator: str | None = Field(
        None, description="Where in the source, as it would be printed: p. 3, pp. 3-5, para. 57, s. 39; several: 'p. 20, para. 57'"
    )
    quote: str | None = Field(None, description="What the source says, word for word")
    note: str | None = Field(None, description="A remark that is printed in the footnote, after the citation")


class Claim(Frozen):
    """One thing that the organisation can say, with its evidence. Cited where it is placed."""

    id: Id
    kind: ClaimKind = Field(description="A position is the organisation's own view and needs no source; casework is its own experience")
    text: str = Field(description="The sentence as it is placed; {{ name }} stands for one of the values")
    short: str | None = Field(None, description="A shorter wording: {{ claim('id', 'short') }}")
    values: dict[str, str] = Field({}, description="Figures by name, used in the text and alone: {{ value('id', 'name') }}")
    support: tuple[Support, ...] = Field((), description="Sources, in the order in which the note cites them")
    place: str | None = Field(None, description="Where the claim holds: London, England and Wales, Portugal")
    period: Period | None = Field(None, description="ISO 8601 year, month, day or interval: 2016-02/2017-01")
    tags: tuple[str, ...] = Field((), description="Words to find it by")
    owner: str | None = Field(None, description="A contact of workspace.yaml")
    status: ClaimStatus = Field(
        "draft",
        description="checked once somebody has compared it with its sources; nothing is deleted: a claim is withdrawn or superseded",
    )
    checked: Day | None = Field(None, description="When somebody last compared it with its sources")
    review_by: Day | None = Field(None, description="When it has to be looked at again")
    reviewed: Day | None = Field(None, description="When somebody last decided whether it stands: 'consult review' writes it")
    reviewed_by: str | None = Field(None, description="Who decided that: a contact of workspace.yaml, or a name")
    series: str | None = Field(
        None, description="The series of publications whose newest figures it gives; their sources name it in 'x-series'"
    )
    next_release: Day | None = Field(None, description="When the series next comes out, and the claim has to be looked at")
    limits: str | None = Field(None, description="What the evidence does not show")
    serves: Side | None = Field(None, description="Which side the evidence serves: for what you ask, against it, or both")
    note: str | None = Field(None, description="For colleagues; never printed")
    derived_from: tuple[str, ...] = Field((), description="Ids of the claims that a figure was worked out from")
    method: str | None = Field(None, description="How the figure was worked out")
    reason: str | None = Field(None, description="Why the claim was withdrawn")
    superseded_by: str | None = Field(None, description="Id of the claim that takes its place")
    language: LanguageTag | None = Field(None, description="Of its words, where that is not the language of workspace.yaml")
    cases: int | None = Field(None, ge=0, description="For casework: the number of cases")
    consent: bool | None = Field(None, description="For casework: whether the people concerned agreed")
    confidential: bool = Field(False, description="Not for publication: a public version withholds it wherever it is placed")
    embargo: Moment | None = Field(None, description="May not be shown before this moment, such as 2017-03-01T00:01")
    waive: Waived = WAIVE
    topic: str = Field("", json_schema_extra={"hidden": True})
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

    @model_validator(mode="after")
    def _whole(self) -> Claim:
        if self.status == "withdrawn" and not self.reason:
            raise ValueError("a withdrawn claim says why in 'reason'")
        if self.status == "superseded" and not self.superseded_by:
            raise ValueError("a superseded claim names the claim that takes its place in 'superseded_by'")
        return self

    @property
    def side(self) -> str:
        """Which side it serves, as a sentence; empty where nobody said."""
        return _SIDES.get(self.serves, "")

    def span(self, field: str = "") -> Span:
        return self.origin.span(field)


class Table(Frozen):
    """Which columns of the data a table shows, with their headings."""

    columns: tuple[str | dict[str, str], ...] = Field(
        (), description="Column names in order; {column: heading} for another heading; all columns where none is given"
    )


class Data(Frozen):
    """A CSV file: the names of its columns and its rows, all cells as text, all rows as long as the header."""

    path: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Exhibit(Frozen):
    """A chart or a table made from a data file, with what a reader needs to trust it."""

    id: Id
    data: str = Field(description="CSV file beside this file; the first row is a header")
    chart: dict[str, Any] | None = Field(
        None,
        description="{mark, x, y, colour, x_title, y_title, sort, horizontal, stack, labels}, or a whole Vega-Lite specification",
    )
    table: Table | None = Field(None, description="Instead of a chart: which columns of the data to show; {} for all")
    caption: str = Field(description="What the exhibit shows, in one line; its number is put before it")
    alt: str | None = Field(None, description="What the chart shows, for readers who do not see it")
    support: tuple[Support, ...] = Field((), description="Sources of the data, for the source line and its note")
    note: str | None = Field(None, description="Printed after the source line")
    confidential: bool = Field(False, description="Not for publication: a public version withholds it wherever it is placed")
    waive: Waived = WAIVE
    topic: str = Field("", json_schema_extra={"hidden": True})
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

    @model_validator(mode="after")
    def _one_form(self) -> Exhibit:
        if (self.chart is None) == (self.table is None):
            raise ValueError("needs either 'chart' or 'table'")
        return self

    def span(self, field: str = "") -> Span:
        return self.origin.span(field)


class Passage(Frozen):
    """Prose that is used again: who we are, what we answer, a standard argument."""

    id: Id
    title: str = Field(description="What the passage is, for those who look for one")
    owner: str | None = Field(None, description="A contact of workspace.yaml")
    review_by: Day | None = Field(None, description="When it has to be looked at again")
    reviewed: Day | None = Field(None, description="When somebody last read it again: 'consult review' writes it")
    reviewed_by: str | None = Field(None, description="Who did: a contact of workspace.yaml, or a name")
    tags: tuple[str, ...] = Field((), description="Words to find it by")
    confidential: bool = Field(False, description="Not for publication: a public version withholds it wherever it is placed")
    note: str | None = Field(None, description="For colleagues; never printed")
    waive: Waived = WAIVE
    prose: Prose = Field(json_schema_extra={"hidden": True})
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

    def span(self, field: str = "") -> Span:
        return self.origin.span(field)

"""What became of a response: ``responses/<slug>/impact.yaml``, written when the body has answered."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from toolkit.model.span import NOWHERE, Frozen, Origin
from toolkit.model.values import Day

Outcome = Literal["adopted", "partly", "rejected", "cited", "ignored"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
"""From the best to the worst, as tables show them."""


class Effect(Frozen):
    """What the body did with one recommendation, or with one claim."""

    recommendation: str | None = Field(None, description="Id of a recommendation of the outline")
    claim: str | None = Field(None, description="Or id of a claim that the response placed")
    outcome: Outcome = Field(description="adopted, partly adopted, rejected, cited without a decision, or ignored")
    passage: str | None = Field(None, description="The body's own words, word for word")
    page: str | None = Field(None, description="Where they stand in its answer, such as 'p. 12'")
    note: str | None = Field(None, description="For colleagues; never printed")

    @model_validator(mode="after")
    def _about_one(self) -> Effect:
        if (self.recommendation is None) == (self.claim is None):
            raise ValueError("names either a 'recommendation' or a 'claim'")
        return self


class Impact(Frozen):
    """The body's answer, and what it says about each thing that we asked or said."""

    answer: str | None = Field(
        None, description="The body's published answer: key of an entry in bibliography.bib; none where there is none"
    )
    answered: Day | None = Field(None, description="The day on which it was published")
    effects: tuple[Effect, ...] = Field((), description="What became of each recommendation or claim")
    note: str | None = Field(None, description="For colleagues; never printed")
    origin: Origin = Field(NOWHERE, json_schema_extra={"hidden": True})

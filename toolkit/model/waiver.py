"""Somebody's word that a finding is known and may stand: beside what it waives, with a reason, and until a day where it is not for ever."""

from __future__ import annotations

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from toolkit.model.span import Frozen
from toolkit.model.values import Day


class Waiver(Frozen):
    """Why findings of one code may stand, and until when. Written as the reason alone where it has no end."""

    reason: str = Field("", description="Why it may stand, for colleagues and for the record")
    """Empty where it is missing: that is told as a finding, and the thing that is waived for can still be used."""
    until: Day | None = Field(None, description="The last day on which it may stand")

    @model_validator(mode="before")
    @classmethod
    def _reason_alone(cls, value: Any) -> Any:
        return {"reason": value or ""} if value is None or isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        whole = {**handler.resolve_ref_schema(handler(core)), "required": ["reason"]}
        reason, until = whole["properties"]["reason"], whole["properties"]["until"]
        whole["properties"] = {
            "reason": {"type": "string", "minLength": 3, "description": reason["description"]},
            "until": {each: until[each] for each in until if each != "title"},
        }
        return {"anyOf": [{"type": "string", "minLength": 3}, whole]}


Waived = dict[str, Waiver]
"""By the code of a check."""

WAIVE: Any = Field(
    {}, description="Checks whose findings about this may stand: {CIT013: reason}, or {CIT013: {reason: …, until: 2027-01-01}}"
)

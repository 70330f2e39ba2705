"""JSON Schemas of the YAML files, from the models, so that editors complete and check what people write."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.impact import Impact
from toolkit.model.response import Consultation, Outline
from toolkit.model.workspace import Configuration

FILES = {
    "evidence": "evidence/<topic>.yaml",
    "outline": "responses/<slug>/outline.yaml",
    "consultation": "responses/<slug>/consultation.yaml",
    "impact": "responses/<slug>/impact.yaml",
    "workspace": "workspace.yaml",
}
"""Names of the schemas and the files that they are of."""

_MODELS: dict[str, type[BaseModel]] = {"outline": Outline, "consultation": Consultation, "impact": Impact, "workspace": Configuration}


def json_schema(name: str) -> dict[str, Any]:
    """The schema of one of :data:`FILES`. :raises KeyError: for another name."""
    if name == "evidence":
        claim, exhibit = Claim.model_json_schema(), Exhibit.model_json_schema()
        definitions = {**claim.pop("$defs", {}), **exhibit.pop("$defs", {}), "Claim": claim, "Exhibit": exhibit}
        for thing in (claim, exhibit):
            thing["properties"].pop("id")
            thing["required"].remove("id")
        schema: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "description": "Claims and exhibits of one topic.",
            "properties": {
                "topic": {"type": "string", "description": "What the file is about"},
                "note": {"type": "string", "description": "For colleagues; never printed"},
                "claims": {"type": "object", "description": "Claims by id", "additionalProperties": {"$ref": "#/$defs/Claim"}},
                "exhibits": {
                    "type": "object",
                    "description": "Charts and tables by id",
                    "additionalProperties": {"$ref": "#/$defs/Exhibit"},
                },
            },
            "$defs": definitions,
        }
    else:
        schema = _MODELS[name].model_json_schema()
    definitions = schema.get("$defs", {})
    for thing in (schema, *definitions.values()):
        _written_by_people(thing)
    schema["$defs"] = {key: value for key, value in definitions.items() if f'"#/$defs/{key}"' in _references(schema)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FILES[name],
        **{key: value for key, value in schema.items() if key != "title"},
    }


def _written_by_people(thing: dict[str, Any]) -> None:
    """Take out what the toolkit fills in, and let plain text be typed without quotes where it looks like a number."""
    properties = thing.get("properties", {})
    for name in [name for name, value in properties.items() if value.get("hidden")]:
        del properties[name]
        if name in thing.get("required", ()):
            thing["required"].remove(name)
    for value in properties.values():
        value.pop("title", None)
        _loosen(value)


def _loosen(value: Any) -> None:
    if isinstance(value, list):
        for each in value:
            _loosen(each)
    elif isinstance(value, dict):
        if value.get("type") == "string" and not value.keys() & {"enum", "pattern", "format", "const"}:
            value["type"] = ["string", "number", "boolean"]
        elif value.get("type") == "string" and re.search(value.get("pattern", "$^"), "1"):
            value["type"] = ["string", "number"]
        for key in ("anyOf", "items", "additionalProperties", "prefixItems"):
            _loosen(value.get(key))
        value.pop("maxItems", None)


def _references(schema: Any) -> set[str]:
    """All references below a schema, quoted, following them from the top so that definitions that only hidden fields use drop out."""
    found: set[str] = set()
    waiting = [{key: value for key, value in schema.items() if key != "$defs"}]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            target = node.get("$ref")
            if isinstance(target, str) and f'"{target}"' not in found:
                found.add(f'"{target}"')
                waiting.append(schema["$defs"][target.rpartition("/")[2]])
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)
    return found

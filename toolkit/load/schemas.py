"""JSON Schemas of the YAML files, from the models, so that editors complete and check what people write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from toolkit.load.kinds import built_in_kinds
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.impact import Impact
from toolkit.model.kind import Kind, KindField
from toolkit.model.response import Consultation, Outline
from toolkit.model.workspace import Configuration

FILES = {
    "evidence": "evidence/<topic>.yaml",
    "outline": "responses/<slug>/outline.yaml",
    "consultation": "responses/<slug>/consultation.yaml",
    "impact": "responses/<slug>/impact.yaml",
    "kind": "kinds/<name>/kind.yaml",
    "workspace": "workspace.yaml",
}
"""Names of the schemas and the files that they are of."""

_MODELS: dict[str, type[BaseModel]] = {
    "outline": Outline,
    "kind": Kind,
    "consultation": Consultation,
    "impact": Impact,
    "workspace": Configuration,
}


def json_schema(name: str, own: Mapping[str, Kind] | None = None) -> dict[str, Any]:
    """The schema of one of :data:`FILES`. :raises KeyError: for another name.

    :param own: kinds of document that a workspace itself holds, so that their fields are completed in outlines too.
    """
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
    if name == "outline":
        kinds = {**built_in_kinds(), **(own or {})}
        schema["properties"]["document"]["examples"] = sorted(kinds)
        schema["allOf"] = [_with_fields(kind) for _, kind in sorted(kinds.items()) if kind.fields]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FILES[name],
        **{key: value for key, value in schema.items() if key != "title"},
    }


_TEXT = ["string", "number", "boolean"]
_PERSON = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        name: {"type": "string", "description": f"{name.capitalize()} of the person, as printed"}
        for name in ("name", "role", "organisation", "email", "phone")
    },
}


def _with_fields(kind: Kind) -> dict[str, Any]:
    """What stands under 'fields' in an outline of a kind."""
    about = kind.title or kind.name
    fields = {"properties": {"fields": {**_fields(kind.fields), "description": f"What a document of this kind asks for: {about}"}}}
    needed = {"required": ["fields"]} if any(kind.required()) else {}
    return {
        "if": {"properties": {"document": {"const": kind.name, "description": about}}, "required": ["document"]},
        "then": {**fields, **needed},
    }


def _fields(fields: Mapping[str, KindField]) -> dict[str, Any]:
    required = [name for name, field in fields.items() if field.required]
    properties = {name: _field(field) for name, field in fields.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties, **({"required": required} if required else {})}


def _field(field: KindField) -> dict[str, Any]:
    shapes: dict[str, dict[str, Any]] = {
        "list": {"type": "array", "items": _fields(field.fields) if field.fields else {"type": _TEXT}},
        "claims": {"type": "array", "items": {"type": "string"}},
        "person": {"anyOf": [{"type": "string"}, _PERSON]},
        "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
        "yes-no": {"type": "boolean"},
    }
    at_most = f" (at most {field.limit})" if field.limit else ""
    return {**shapes.get(field.type, {"type": _TEXT}), "description": f"{field.about or field.type}{at_most}"}


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

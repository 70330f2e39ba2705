"""Entries of the lists that a kind of document has among its fields, such as signatories and partners."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.model.kind import FieldType
from toolkit.model.response import Response


def entries_with(response: Response, name: str, kind: FieldType) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Path in the outline, name and values of each entry of a list whose entries have a field of that name and type."""
    for list_name, field in response.kind.fields.items():
        declared = field.fields.get(name)
        entries = response.outline.fields.get(list_name)
        if declared is None or declared.type != kind or not isinstance(entries, list):
            continue
        for number, entry in enumerate(entries):
            if isinstance(entry, Mapping):
                yield f"fields.{list_name}.{number}", str(entry.get("name") or f"entry {number + 1}"), entry

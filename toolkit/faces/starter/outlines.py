"""An outline to start from, for any kind of document: its fields with what belongs in them, those that may be left out as comments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from toolkit.model.kind import Kind, KindField

_PLAIN = re.compile(r"[A-Za-z0-9][\w ,.;()'/-]*")
_SECTION = "  - id: {0}\n    text: sections/{0}.md\n"


def starter_outline(kind: Kind, accompanies: str | None = None, contact: str = "policy") -> str:
    """The text of an ``outline.yaml``. :param contact: of workspace.yaml, for fields that name somebody."""
    lines = ["# yaml-language-server: $schema=../../.schemas/outline.schema.json", f"document: {kind.name}"]
    lines += [f"accompanies: {accompanies}" if accompanies else "# accompanies: the-response-that-it-goes-with"]
    lines += [f"title: {_scalar(f'[insert: the title of the {_said(kind)}]')}", "# date: 2030-01-31"]
    lines += ["# embargo: 2030-01-31T00:01"] if kind.name == "press-release" else []
    lines += ["status: draft"]
    if kind.fields:
        lines += ["fields:", *_fields(kind.fields, "  ", contact)]
    return "\n".join([*lines, "sections:", *(_SECTION.format(id_).rstrip() for id_ in starter_sections(kind)), ""])


def starter_sections(kind: Kind) -> tuple[str, ...]:
    """Ids of the sections with which an outline begins."""
    return kind.sections or ("text",)


def _said(kind: Kind) -> str:
    return (kind.title or kind.name).lower()


def _fields(fields: Mapping[str, KindField], margin: str, contact: str) -> Iterator[str]:
    for name, field in fields.items():
        at_most = f", at most {field.limit}" if field.limit else ""
        if field.about:
            yield f"{margin}# {field.about}{at_most}"
        off = "" if field.required else "# "
        if field.type == "list":
            yield f"{margin}{off}{name}:"
            yield from (f"{margin}{off}  {line}" for line in _entry(field, contact))
        else:
            yield f"{margin}{off}{name}: {_example(field, contact)}"


def _entry(field: KindField, contact: str) -> Iterator[str]:
    if not field.fields:
        yield f"- {_scalar(field.example or '[insert: a line]')}"
        return
    first = "- "
    for name, each in field.fields.items():
        off = "" if each.required or each.type in ("yes-no", "day") else "# "
        if first == "- " and off:
            continue
        yield f"{first}{off}{name}: {_example(each, contact)}"
        first = "  "


def _example(field: KindField, contact: str) -> str:
    if field.example is not None:
        return _scalar(field.example)
    usual = {"person": contact, "day": "", "moment": "2030-01-31T00:01", "url": "https://example.org", "yes-no": "", "claims": "[]"}
    usual |= {"passage": "about-us", "list": "[]"}
    return usual.get(field.type, _scalar("[insert: …]"))


def _scalar(text: str) -> str:
    """Text as a value of YAML, in quotation marks where it needs them."""
    return text if _PLAIN.fullmatch(text) and not text.endswith(" ") else json.dumps(text, ensure_ascii=False)

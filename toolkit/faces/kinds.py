"""Kinds of document, written out for people. For ``consult kinds``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill, indent

import click

from toolkit.faces.reports import as_json, finding_lines
from toolkit.faces.starter.outlines import starter_outline
from toolkit.load.kinds import Kinds
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import suggestion
from toolkit.model.kind import Kind, KindField

_NOTES = {
    "foot": "Notes stand at the foot of the page.",
    "end": "Notes stand at the end.",
    "inline": "Notes stand in brackets in the text.",
    "stripped": "Notes are not printed; every figure keeps its claim and its source all the same.",
    "links": "In place of notes each source is linked, by its short name in brackets.",
}


def find(name: str, kinds: Mapping[str, Kind]) -> Kind:
    """The kind of a name. :raises ToolkitError: where there is none, with the nearest name."""
    kind = kinds.get(name)
    if kind is None:
        raise ToolkitError(f"No kind of document is called '{name}'.", suggestion(name, kinds), f"Known: {', '.join(kinds)}.")
    return kind


def problems(kinds: Mapping[str, Kind], names: Iterable[str]) -> tuple[list[str], bool]:
    """What is wrong in the workspace's own kinds, or those of some names, as lines; whether any of it is an error."""
    if not isinstance(kinds, Kinds):
        return [], False
    found = [finding for name in kinds.own() if not names or name in names for finding in kinds.findings(name)]
    return finding_lines(as_json(found)), any(finding.severity == "error" for finding in found)


def all_kinds(kinds: Mapping[str, Kind]) -> str:
    """A line or two for each kind."""
    lines: list[str] = []
    for name in kinds:
        kind = kinds.get(name)
        if kind is not None:
            own = " (of this workspace)" if kind.path else ""
            lines += [
                click.style(name, bold=True) + own,
                fill(kind.about or kind.title or name, 84, initial_indent="  ", subsequent_indent="  "),
            ]
    return "\n".join([*lines, "", "Its fields and an outline to start from: 'consult kinds NAME'.", ""])


def page(kind: Kind) -> str:
    """All that there is to know of a kind."""
    lines = [click.style(kind.title or kind.name, bold=True) + (f"  ({kind.name})" if kind.title else "")]
    lines += [fill(kind.about, 84)] if kind.about else []
    if facts := list(_facts(kind)):
        lines += ["", *facts]
    lines += ["", "Fields:", *_fields(kind.fields, "  ")] if kind.fields else ["", "It has no fields of its own."]
    lines += ["", "An outline to start from:", "", indent(starter_outline(kind).rstrip(), "  "), ""]
    return "\n".join(lines)


def _facts(kind: Kind) -> Iterator[str]:
    if kind.answers:
        yield "It answers the questions of a consultation, and checks ask for each of them."
    if kind.consultation:
        yield "It needs a consultation.yaml, its own or that of the response which it 'accompanies'."
    if kind.complete:
        yield "It is not built while a required field is empty."
    if kind.notes:
        yield _NOTES[kind.notes]
    if kind.pages:
        yield f"It has at most {kind.pages} pages."
    if kind.limit:
        yield f"Its text has at most {kind.limit}."
    if kind.sections:
        yield f"It has the sections {', '.join(kind.sections)}."


def _fields(fields: Mapping[str, KindField], margin: str) -> Iterator[str]:
    width = max(map(len, fields))
    for name, field in fields.items():
        facts = [field.type, *(["required"] if field.required else []), *([f"at most {field.limit}"] if field.limit else [])]
        head = f"{margin}{name.ljust(width)}  "
        yield fill(f"{field.about} ({', '.join(facts)})".strip(), 96, initial_indent=head, subsequent_indent=" " * len(head))
        if field.fields:
            yield from _fields(field.fields, f"{margin}    ")

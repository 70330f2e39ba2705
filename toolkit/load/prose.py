"""Markdown files with an optional YAML head: passages, and the texts of sections."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from toolkit.load import tree
from toolkit.load.shape import shape
from toolkit.model.evidence import Passage
from toolkit.model.finding import Finding, suggestion
from toolkit.model.span import Prose, Span

_HEAD = re.compile(r"\A---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SECTION_HEAD = ("title", "owner", "note", "status")
_PANDOC = frozenset(
    {
        "bibliography",
        "csl",
        "references",
        "reference-doc",
        "template",
        "filters",
        "nocite",
        "citation-style",
        "link-citations",
        "header-includes",
    }
)


def read_section(text: str, path: str) -> tuple[Prose, list[Finding]]:
    """The text of a section. Its head may say who wrote it; keys that would steer the rendering are ignored with a finding (WSP009)."""
    head, body, findings = _split(text, path)
    if head is not None:
        _ignored(head, path, _SECTION_HEAD, findings)
    return body, findings


def read_passage(text: str, path: str) -> tuple[Passage | None, list[Finding]]:
    """A passage: its id is the file's name without ``.md``."""
    head, body, findings = _split(text, path)
    name = PurePosixPath(path).stem
    if head is None:
        if not findings:
            findings.append(
                Finding(
                    code="WSP004",
                    span=Span(path=path),
                    message=f"The passage {name} has no head.",
                    help="Begin the file with '---', a line 'title: …', and '---'.",
                )
            )
        return None, findings
    fields = {key for key, field in Passage.model_fields.items() if not field.json_schema_extra} - {"id"}
    _ignored(head, path, fields, findings)
    known = tree.Tree({key: value for key, value in head.value.items() if key in fields}, head.marks, head.keys, head.lines)
    return shape(Passage, known, path, findings, given={"id": name, "prose": body}, what=f"passage {name}"), findings


def _split(text: str, path: str) -> tuple[tree.Tree | None, Prose, list[Finding]]:
    findings: list[Finding] = []
    match = _HEAD.match(text)
    if not match:
        return None, Prose(text=text, path=path, lines=_line_starts(text, 1)), findings
    # A blank line in place of the opening '---' keeps the line numbers of the file.
    source = "\n" + (match[1] or "")
    root, problems = tree.compose(source, path)
    findings.extend(problems)
    head = tree.plain(root, source, path, findings) if root is not None else tree.Tree({}, {}, {}, {})
    if not isinstance(head.value, dict):
        findings.append(
            Finding(
                code="WSP003",
                span=Span(path=path),
                message="The head between the '---' lines should hold 'name: value' lines.",
                help="Correct or delete it.",
            )
        )
        head = tree.Tree({}, {}, {}, {})
    body = text[match.end() :]
    return head, Prose(text=body, path=path, lines=_line_starts(body, text.count("\n", 0, match.end()) + 1)), findings


def _line_starts(text: str, first: int) -> tuple[tuple[int, int, int], ...]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return tuple((start, first + number, 1) for number, start in enumerate(starts))


def _ignored(head: tree.Tree, path: str, known: Collection[str], findings: list[Finding]) -> None:
    for key in head.value:
        if key in known:
            continue
        line, column, end_line, end_column = head.keys[key]
        reason = (
            "The style and the bibliography are set in workspace.yaml or outline.yaml."
            if key in _PANDOC
            else suggestion(key, known) or f"What can stand here: {', '.join(sorted(known))}."
        )
        findings.append(
            Finding(
                code="WSP009",
                severity="warning",
                span=Span(path=path, line=line, column=column, end_line=end_line, end_column=end_column),
                message=f"'{key}' in the head of this text is ignored.",
                help=reason,
            )
        )

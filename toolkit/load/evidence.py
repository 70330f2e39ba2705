"""``evidence/<topic>.yaml``: claims and exhibits."""

from __future__ import annotations

from typing import NamedTuple

from toolkit.load import tree
from toolkit.load.shape import shape
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.finding import Finding, suggestion
from toolkit.model.span import Mark, Span

_TOP = ("topic", "claims", "exhibits", "note")


class Evidence(NamedTuple):
    """What one file holds; `unread` are the places of claims and exhibits that could not be made out."""

    claims: list[Claim]
    exhibits: list[Exhibit]
    unread: dict[str, Span]
    findings: list[Finding]


def read_evidence(text: str, path: str) -> Evidence:
    """The claims and exhibits of a file, in its order, and everything that is wrong in it. Never raises."""
    result = Evidence([], [], {}, [])
    root, problems = tree.compose(text, path)
    result.findings.extend(problems)
    if root is None:
        if not problems and text.strip() == "":
            result.findings.append(
                Finding(
                    code="WSP001",
                    severity="warning",
                    span=Span(path=path),
                    message="This file is empty.",
                    help="Add claims, or delete the file.",
                )
            )
        return result
    top = {key: (mark, node) for key, mark, node in tree.entries(root, path, result.findings, "An evidence file")}
    topic = ""
    if "topic" in top:
        written = tree.plain(top["topic"][1], text, path, result.findings).value
        topic = written if isinstance(written, str) else ""
    for name, (mark, _) in top.items():
        if name not in _TOP:
            hint = suggestion(name, _TOP) or f"What can stand here: {', '.join(_TOP)}."
            result.findings.append(
                Finding(code="WSP002", span=_span(path, mark), message=f"'{name}' is not known in an evidence file.", help=hint)
            )
    for group, model, into in (("claims", Claim, result.claims), ("exhibits", Exhibit, result.exhibits)):
        if group not in top:
            continue
        for key, mark, node in tree.entries(top[group][1], path, result.findings, f"'{group}'"):
            branch = tree.plain(node, text, path, result.findings)
            _, _, end_line, end_column = branch.marks[""]
            branch.marks[""] = (mark[0], mark[1], end_line, end_column)
            branch.marks["id"] = mark
            if isinstance(branch.value, dict) and "chart" in branch.value:
                branch.value["chart"] = tree.typed(branch, "chart", branch.value["chart"])
            what = f"{group[:-1]} {key}"
            thing = shape(model, branch, path, result.findings, given={"id": key, "topic": topic}, what=what, at=_span(path, mark))
            if thing is None:
                result.unread[f"{group[:-1]}:{key}"] = _span(path, mark)
            else:
                into.append(thing)  # type: ignore[arg-type]
    return result


def _span(path: str, mark: Mark) -> Span:
    return Span(path=path, line=mark[0], column=mark[1], end_line=mark[2], end_column=mark[3])

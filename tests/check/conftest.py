"""A case is a small workspace in shorthand: ``text`` is the section's text, ``claims`` the evidence file, and so on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.conftest import BASE, Make
from toolkit.model.finding import Finding
from toolkit.session import Session

TODAY = date(2017, 2, 1)
"""The day on which every case is checked, unless it says another."""

NAMES = {
    "text": "responses/one/sections/first.md",
    "bib": "bibliography.bib",
    "claims": "evidence/topic.yaml",
    "outline": "responses/one/outline.yaml",
    "consultation": "responses/one/consultation.yaml",
    "workspace": "workspace.yaml",
    "passage": "evidence/passages/about.md",
    "data": "evidence/data.csv",
    "other": "responses/two/sections/first.md",
}
"""Shorthand for the files of a case. ``bib`` is added to the usual entries, `only_bib` takes their place."""

OTHER = {
    "responses/two/consultation.yaml": "title: Another Plan\nbody: Another Ministry\n",
    "responses/two/outline.yaml": "title: Another response\nsections: [{id: first, heading: First, text: sections/first.md}]\n",
}

Check = Callable[[dict[str, Any]], list[Finding]]


def files_of(case: dict[str, Any]) -> dict[str, str | bytes | None]:
    """The files of a case by path, over those of every small workspace."""
    files: dict[str, str | bytes | None] = {}
    for name, content in case.items():
        if name == "bib":
            files["bibliography.bib"] = dedent(BASE["bibliography.bib"]).removeprefix("\n") + content
        elif name == "only_bib":
            files["bibliography.bib"] = content
        elif name in NAMES:
            files[NAMES[name]] = content
        elif name == "files":
            files |= content
    if "claims" in case and "text" not in case:
        files[NAMES["text"]] = "Words without a claim.\n"
    if "other" in case:
        files = {**OTHER, **files}
    return files


@pytest.fixture
def check(make: Make, tmp_path: Path) -> Check:
    """All findings about a case, as ``consult check`` has them, or ``consult build`` where the case says ``build: true``."""

    def run(case: dict[str, Any]) -> list[Finding]:
        root = make(files_of(case), folder=f"case-{len(list(tmp_path.iterdir()))}")
        session = Session.open(root, today=date.fromisoformat(str(case["today"])) if "today" in case else TODAY)
        if case.get("built"):
            for slug in session.workspace.responses:
                session.build(slug, str(case["built"]).split(","))  # type: ignore[arg-type]
            if "mended" in case:  # the text as it is now: the file was built before
                (root / NAMES["text"]).write_text(case["mended"], encoding="utf-8")
            session = Session.open(root, today=session.today)
        if case.get("build"):
            return list(session.build("one", ["docx"]).findings)
        return list(session.check().findings)

    return run


def placed(finding: Finding) -> str:
    """``text:3:5``: where a finding stands, in the shorthand of cases."""
    short = {path: name for name, path in NAMES.items()}
    return f"{short.get(finding.span.path, finding.span.path)}:{finding.span.line}:{finding.span.column}"

"""The manual is true: somebody who does what the tutorial says gets what it says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from toolkit.faces.cli import COMMANDS, cli
from toolkit.session import Session

MANUAL = Path(__file__).parents[2] / "docs"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SLUG = "2026-licensing-review"


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page that are in a language, in order."""
    text = (MANUAL / page).read_text(encoding="utf-8")
    return [content for name, content in BLOCK.findall(text) if name == language]


def consult(*arguments: str) -> None:
    assert not cli.main(list(arguments), standalone_mode=False)


@pytest.fixture
def as_in_the_tutorial(tmp_path: Path) -> Path:
    """A workspace made with the commands and the files of the page "A response of your own"."""
    page = "tutorial/your-own-response.md"
    root = tmp_path / "our-evidence"
    consult("init", str(root))
    consult("--root", str(root), "new", SLUG)
    response = root / "responses" / SLUG
    consultation, outline, claims = blocks(page, "yaml")
    (source,), (prose,) = blocks(page, "bibtex"), blocks(page, "markdown")
    (response / "consultation.yaml").write_text(consultation, encoding="utf-8")
    (response / "outline.yaml").write_text(outline, encoding="utf-8")
    (response / "sections").mkdir(exist_ok=True)
    (response / "sections" / "hours.md").write_text(prose, encoding="utf-8")
    (root / "evidence").mkdir(exist_ok=True)
    (root / "evidence" / "licensing.yaml").write_text(claims, encoding="utf-8")
    with (root / "bibliography.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(f"\n{source}")
    return root


def test_what_the_tutorial_writes_has_no_findings(as_in_the_tutorial: Path) -> None:
    session = Session.open(as_in_the_tutorial)
    assert [str(finding) for finding in session.findings] == []
    assert [str(finding) for finding in session.draft(SLUG).findings] == []


def test_the_response_of_the_tutorial_says_what_was_written(as_in_the_tutorial: Path) -> None:
    draft = Session.open(as_in_the_tutorial).draft(SLUG)
    assert "8.7 million people in England worked at night in 2025." in draft.markdown
    assert "Review of Licensing Policy" in draft.markdown
    assert [(citation.claim, citation.locator.value) for citation in draft.citations] == [("night-workers-2025", "12"), (None, "14")]
    assert [note.keys for note in draft.notes] == [("ons2025nightlife",), ("ons2025nightlife",)]


def test_the_tutorial_ends_with_documents(as_in_the_tutorial: Path) -> None:
    consult("--root", str(as_in_the_tutorial), "build", SLUG)
    made = {path.suffix for path in (as_in_the_tutorial / "build" / SLUG).iterdir()}
    assert made >= {".docx", ".pdf"}


def test_the_figure_that_the_first_tutorial_changes_is_in_the_example() -> None:
    (claim,) = blocks("tutorial/first-ten-minutes.md", "yaml")
    evidence = (MANUAL.parent / "evidence" / "stop-and-search.yaml").read_text(encoding="utf-8")
    for line in claim.splitlines():
        assert line in evidence


def test_the_mistake_of_the_first_tutorial_is_reported_as_it_says(tmp_path: Path) -> None:
    root = shutil.copytree(MANUAL.parent / "evidence", tmp_path / "evidence").parent
    for name in ("workspace.yaml", "bibliography.bib"):
        shutil.copy(MANUAL.parent / name, root)
    path = root / "evidence" / "stop-and-search.yaml"
    claim, rest = path.read_text(encoding="utf-8").split("  london-search-ratio-2009-10:")
    path.write_text(
        f"{claim}  london-search-ratio-2009-10:{rest.replace('eastwood2013numbers', 'eastwood2013number', 1)}", encoding="utf-8"
    )
    (finding,) = [finding for finding in Session.open(root).findings if finding.code == "CIT001"]
    (page,) = [block for block in blocks("tutorial/first-ten-minutes.md", "text") if "CIT001" in block]
    assert finding.message in page
    assert finding.help in page


@pytest.mark.parametrize("page", [path.relative_to(MANUAL).as_posix() for path in sorted(MANUAL.rglob("*.md"))])
def test_commands_in_the_manual_exist(page: str) -> None:
    text = (MANUAL / page).read_text(encoding="utf-8")
    named = set(re.findall(r"^\s*(?:\.venv[/\\]\w+[/\\])?consult (?!COMMAND)(\w[\w-]*)", text, re.MULTILINE)) | set(
        re.findall(r"`consult (\w[\w-]*)", text)
    )
    assert named - {"COMMAND"} <= set(COMMANDS)


def test_the_figures_that_the_tutorial_and_the_readme_tell_are_those_of_the_example() -> None:
    session = Session.open(MANUAL.parent)
    draft = session.draft("2017-london-police-and-crime-plan")
    told = f"{draft.slug}: {draft.words.body:,} words, {len(draft.notes)} notes ({draft.words.notes:,} words), style house"
    assert told in (MANUAL / "tutorial/first-ten-minutes.md").read_text(encoding="utf-8")
    readme = " ".join((MANUAL.parent / "README.md").read_text(encoding="utf-8").split())
    assert f"{len(session.workspace.claims)} claims, {len(session.workspace.sources)} sources, {len(draft.notes)} footnotes" in readme

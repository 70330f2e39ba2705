"""What the manual tells about checking is true, and what it gives away works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import yaml

from tests.docs.test_manual import MANUAL, SLUG, as_in_the_tutorial, blocks
from tests.schemas import schema
from toolkit.check.engine import known_rules

if TYPE_CHECKING:
    from tests.conftest import Make

__all__ = ["as_in_the_tutorial"]

WORKFLOW = MANUAL / "examples" / "consult-check.yml"
CODE = re.compile(r"\b(?:LIB|WSP|CIT|CLM|REC|SRC|SUB|STY)\d{3}\b")


# --- the pages of checks --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def generate() -> Any:
    """The hook that makes pages of the manual."""
    pytest.importorskip("mkdocs")
    spec = spec_from_file_location("generate", MANUAL / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_checks_names_each_once(generate: Any) -> None:
    table = generate.rules_index()
    assert sorted(re.findall(r"^\| \[(\w+)\]\(\1\.md\) \| ", table, re.MULTILINE)) == sorted(known_rules())


@pytest.mark.parametrize("code", known_rules())
def test_every_check_has_a_page_with_what_why_examples_and_what_to_do(generate: Any, code: str) -> None:
    page = generate.rule(known_rules()[code])
    assert page.startswith(f"# {code}: ")
    for part in ("**Why.** ", "**Bad**", "**Good**", "**What to do.** "):
        assert part in page
    assert "{{" not in re.sub(r"^`{4}text\n.*?^`{4}$", "", page, flags=re.MULTILINE | re.DOTALL), "braces are not templates here"


def test_no_code_is_used_twice() -> None:
    files = [
        path.name[:6].upper() for path in (MANUAL.parent / "toolkit/check/rules").rglob("*.py") if CODE.fullmatch(path.name[:6].upper())
    ]
    assert len(files) == len(set(files))
    assert set(files) <= set(known_rules())


@pytest.mark.parametrize("page", [path.relative_to(MANUAL).as_posix() for path in sorted(MANUAL.rglob("*.md"))])
def test_codes_in_the_manual_are_codes_of_checks(page: str) -> None:
    assert set(CODE.findall((MANUAL / page).read_text(encoding="utf-8"))) <= set(known_rules())


# --- what the pages show --------------------------------------------------------------------------------------------------------


def test_a_report_reads_as_the_manual_shows_it(as_in_the_tutorial: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from toolkit.faces.cli import cli

    (as_in_the_tutorial / "responses" / SLUG / "sections" / "hours.md").write_text("One.\n\nThis is TODO, and so is the rest.\n")
    capsys.readouterr()
    assert cli.main(["--root", str(as_in_the_tutorial), "check", SLUG, "--today", "2026-09-01"], standalone_mode=False) == 1
    told = capsys.readouterr().out
    (shown,) = blocks("how-to/check.md", "text")
    for line in shown.splitlines()[:6]:
        assert f"{line}\n" in told


@pytest.mark.parametrize(("language", "number"), [("markdown", 0), ("markdown", 1), ("yaml", 0), ("yaml", 1), ("bibtex", 0)])
def test_waivers_are_written_as_the_manual_shows_them(make: Make, language: str, number: int) -> None:
    from tests.conftest import BASE, dedent
    from toolkit.session import Session

    written = blocks("how-to/waive.md", language)[number]
    entry = "@report{gamma2014, author = {{Home Office}}, title = {A}, date = {2014},\n%s}\n"
    files: dict[str, str | bytes | None] = {
        "markdown": {"responses/one/sections/first.md": written},
        "yaml": {"evidence/topic.yaml": "claims:\n" + ("  a:\n    kind: law\n    text: T.\n" if number else "") + written},
        "bibtex": {"bibliography.bib": dedent(BASE["bibliography.bib"]) + entry % written},
    }[language]  # type: ignore[assignment]
    checked = Session.open(make(files)).check()
    assert [str(finding) for finding in checked.findings if finding.code in ("WSP002", "WSP003", "WSP017", "LIB002")] == []
    (waiver,) = {(waiver.code, waiver.reason, waiver.until) for waiver in checked.judged.waivers}
    code, reason, until = waiver
    assert code in written
    assert reason in written
    assert (until is not None) == ("until" in written)


# --- the workflow and the hook ---------------------------------------------------------------------------------------------------


def workflow() -> dict[str, Any]:
    # YAML 1.1 reads the word 'on' as true.
    return {"on" if key is True else key: value for key, value in yaml.safe_load(WORKFLOW.read_text(encoding="utf-8")).items()}


def test_the_workflow_is_what_its_schema_asks_for() -> None:
    validator = jsonschema.Draft7Validator(schema("https://json.schemastore.org/github-workflow.json"))
    assert [error.message for error in validator.iter_errors(workflow())] == []


@pytest.mark.parametrize(("text", "statuses"), [("{{ claim('view') }}\n", [0, 0]), ("It is TODO.\n", [1, 0])])
def test_its_steps_run_and_leave_the_reports(make: Make, text: str, statuses: list[int]) -> None:
    """All but the first, which installs the toolkit: here it is the one under test."""
    claims = "claims:\n  view: {kind: position, text: In our view this is too many.}\n"
    root = make({"evidence/topic.yaml": claims, "responses/one/sections/first.md": text})
    job = workflow()["jobs"]["check"]
    install, *steps = [step["run"] for step in job["steps"] if "run" in step]
    assert "pip install" in install
    folder = root / ".toolkit-bin"
    folder.mkdir()
    consult = folder / "consult"
    consult.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolkit "$@"\n')
    consult.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, **{name: str(value) for name, value in job["env"].items()}, "PATH": path}
    shell = ["bash", "-eo", "pipefail", "-c"]
    ran = [subprocess.run([*shell, step], cwd=root, env=environment, capture_output=True, text=True, check=False) for step in steps]
    assert [each.returncode for each in ran] == statuses, [each.stderr for each in ran]
    assert ("::error file=responses/one/sections/first.md,line=1" in ran[0].stdout) == (statuses[0] == 1)
    jsonschema.Draft7Validator(schema("https://json.schemastore.org/sarif-2.1.0.json")).validate(
        yaml.safe_load((root / "consult-check.sarif").read_text(encoding="utf-8"))
    )
    assert (root / "pages" / "one.html").is_file()


def test_the_hook_runs_a_command_that_there_is_on_the_files_of_a_workspace() -> None:
    (hook,) = yaml.safe_load((MANUAL.parent / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook[name] for name in ("id", "entry", "language")} == {"consult-check", "consult check", "python"}
    assert hook["pass_filenames"] is False
    for path in ("workspace.yaml", "bibliography.bib", "evidence/a.yaml", "responses/one/sections/a.md", "our/evidence/data/a.csv"):
        assert re.search(hook["files"], path)
    for path in ("README.md", "myworkspace.yaml", "notes/a.md"):
        assert not re.search(hook["files"], path)

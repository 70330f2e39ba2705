"""Every rule against its cases (``cases/CODE.yaml``) and against the examples of its own page."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
import yaml

from tests.check.conftest import Check, placed
from toolkit.check.engine import known_rules

CASES = Path(__file__).parent / "cases"
WITHOUT_CASES = {"WSP016": "a check that crashes: there is none among ours, and test_engine.py brings one in a package"}
"""Rules for which no small workspace can make a finding, with the reason."""
_EXAMPLE = re.compile(r"^(?P<kind>Bad|Good) \((?P<where>[^)]+)\):\n\n(?P<lines>(?:    .*\n|\n)+)", re.MULTILINE)


def cases(kind: str) -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]:
            found.append(pytest.param(path.stem, case, id=f"{path.stem}: {case['name']}"))
    return found


def examples(kind: str) -> list[Any]:
    """(code, where, text) of the examples on the pages of rules."""
    return [
        pytest.param(code, match["where"], dedent(match["lines"]), id=f"{code}: {number}")
        for code, known in known_rules().items()
        for number, match in enumerate(_EXAMPLE.finditer(known.doc))
        if match["kind"] == kind and match["where"] != "described"
    ]


def case_of(where: str, lines: str) -> dict[str, Any]:
    """``(text)`` names the file; ``(text, built docx)`` asks for a build, ``(bib, claims)`` parts two files by a line of hyphens, and
    ``(copy KEY, text)`` puts the first into the archive."""
    names = [part.strip() for part in where.split(",")]
    built = [name.removeprefix("built ") for name in names if name.startswith("built ")]
    files = [name for name in names if not name.startswith("built ")]
    parts = re.split(r"(?m)^-{5,}\n", lines)
    assert len(parts) == len(files), f"an example has {len(parts)} parts for {files}"
    case: dict[str, Any] = dict(zip(files, parts, strict=True))
    copies = {name.removeprefix("copy "): case.pop(name) for name in files if name.startswith("copy ")}
    case |= {"copies": copies} if copies else {}
    return {**case, "built": ",".join(built)} if built else case


@pytest.mark.parametrize(("code", "case"), cases("bad"))
def test_what_is_wrong_is_found_where_it_stands(check: Check, code: str, case: dict[str, Any]) -> None:
    found = [finding for finding in check(case) if finding.code == code]
    assert [placed(finding) for finding in found] == case["finds"]
    for word in case.get("says", []):
        assert any(word in f"{finding.message} {finding.help}" for finding in found)
    for finding in found:
        assert finding.message.endswith((".", "?"))
        assert finding.help, "a finding says what to do"
        assert finding.severity == case.get("level", known_rules()[code].rule.level)


@pytest.mark.parametrize(("code", "case"), cases("good"))
def test_what_is_right_is_left_alone(check: Check, code: str, case: dict[str, Any]) -> None:
    found = check(case)
    assert [f"{placed(finding)} {finding.message}" for finding in found if finding.code == code] == []
    assert [finding.message for finding in found if finding.code == "WSP016"] == []


@pytest.mark.parametrize(("code", "where", "lines"), examples("Bad"))
def test_the_bad_example_of_the_page_is_found(check: Check, code: str, where: str, lines: str) -> None:
    assert code in [finding.code for finding in check(case_of(where, lines))]


@pytest.mark.parametrize(("code", "where", "lines"), examples("Good"))
def test_the_good_example_of_the_page_is_silent(check: Check, code: str, where: str, lines: str) -> None:
    assert [finding.message for finding in check(case_of(where, lines)) if finding.code == code] == []


@pytest.mark.parametrize("code", known_rules())
def test_every_rule_has_its_page_and_its_cases(code: str) -> None:
    known = known_rules()[code]
    first, rest = known.doc.split("\n", 1)
    assert first.endswith(".")
    assert known.module.rpartition(".")[2].startswith(f"{code.lower()}_")
    assert known.module.rpartition(".")[2] == f"{code.lower()}_{known.rule.name.replace('-', '_')}"
    for part in ("What: ", "Why: ", "Fix: "):
        assert f"\n\n{part}" in f"\n{rest}"
    kinds = {match["kind"] for match in _EXAMPLE.finditer(known.doc)}
    assert kinds == {"Bad", "Good"}
    if code in WITHOUT_CASES:
        return
    path = CASES / f"{code}.yaml"
    assert path.is_file(), f"there is no {path.name}"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(written["bad"]) >= 3
    assert len(written["good"]) >= 3


def test_no_cases_are_left_of_a_rule_that_is_not_there() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} <= set(known_rules())

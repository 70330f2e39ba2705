"""``consult explain``: the page of each check, and all of them in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from toolkit.check.engine import Known, known_rules
from toolkit.check.rule import Rule
from toolkit.faces.rule_page import FAMILIES, SCOPES, rule_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult


def test_a_check_is_explained_outside_of_a_workspace_too(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "explain", "cit002")
    assert (said.status, said.err) == (0, "")
    first, second, *rest = said.out.splitlines()
    assert first == "CIT002  A quotation without the page or paragraph that it stands on."
    assert second == "quotation-without-pinpoint · error · looks at what a response says, claims and passages in their places"
    assert [line for line in rest if line and not line.startswith(" ")][:4] == ["Why", "Bad (in a text)", "Good (in a text)", "What to do"]
    assert "<!-- waive CIT002:" in said.out
    assert said == consult(tmp_path, "explain", "quotation-without-pinpoint")


def test_examples_keep_their_lines(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "explain", "CIT002").out
    assert '      The office found that "most of the searches were for very small amounts" [@alpha2012].\n' in said


def test_several_are_explained_one_after_the_other(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "explain", "CIT002", "WSP014", "CIT002")
    assert [line[:6] for line in said.out.splitlines() if re.match(r"[A-Z]{3}\d{3}  ", line)] == ["CIT002", "WSP014"]


def test_the_level_is_that_of_the_workspace(consult: Consult, make: Make) -> None:
    root = make({"workspace.yaml": "organisation: {name: A}\nrules: {CIT002: warning, WSP014: off}\n"})
    assert "· warning here (elsewhere error) ·" in consult(root, "explain", "CIT002").out
    listed = consult(root, "explain").out
    assert "  CIT002  warning      " in listed
    assert "  WSP014  off          " in listed


def test_without_a_code_all_are_listed_by_family(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "explain").out
    codes = re.findall(r"^  ([A-Z]{3}\d{3})  (?:error|warning|information)", said, re.MULTILINE)
    assert sorted(codes) == sorted(known_rules())
    families = [line for line in said.splitlines() if line and not line.startswith(" ")]
    assert families == [title for prefix, title in FAMILIES.items() if any(code.startswith(prefix) for code in codes)] + [
        "More about one of them: 'consult explain CODE'."
    ]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("CIT999", "CIT002"),
        ("quotation-without-pinpiont", "Did you mean 'quotation-without-pinpoint'?"),
        ("x", "'consult explain' lists the checks"),
    ],
)
def test_a_code_that_is_not_known_is_told_with_near_ones(consult: Consult, tmp_path: Path, written: str, near: str) -> None:
    said = consult(tmp_path, "explain", written)
    assert (said.status, said.out) == (2, "")
    assert f"There is no check '{written}'." in said.err
    assert near in said.err


@pytest.mark.parametrize("code", known_rules())
def test_every_page_has_all_of_its_parts(code: str) -> None:
    page = rule_page(known_rules()[code])
    for label in ("What", "Why", "Fix"):
        assert page.words(label)
    assert known_rules()[code].rule.scope in SCOPES
    assert [part.label for part in page.parts if part.example].count("Bad") >= 1


def test_a_page_of_another_shape_loses_nothing() -> None:
    doc = "A fault.\n\nWhat: words\nthat run on.\n\nMore of it.\n\nBad (claims, text, built docx):\n\n    a:\n      b\n\n    c\n\nOther words, *as* they are.\n"
    page = rule_page(Known(Rule("XYZ001", "a-fault", "error", "claim"), None, doc, "m"))
    assert [(part.label, part.where, part.words) for part in page.parts] == [
        ("What", "", "Words that run on."),
        ("", "", "More of it."),
        ("Bad", "in evidence/ and in a text and in the built DOCX", "a:\n  b\n\nc"),
        ("", "", "Other words, *as* they are."),
    ]
    assert page.markdown.endswith("Other words, \\*as\\* they are.")

"""The reports that programs read, each against the grammar of those who read it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from tests.schemas import schema
from toolkit.check.engine import known_rules
from toolkit.faces.reports.github import _data, _property

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

SECTION = "responses/one/sections/first.md"
FILES = {
    "evidence/topic.yaml": "claims:\n  view: {kind: position, text: In our view this is too many.}\n",
    "bibliography.bib": "@book{gamma2014, author = {Jones, Ann}, title = {Law &amp; Order}, date = {2014}, publisher = {Press}}\n",
    "workspace.yaml": "organisation: {name: A}\ncontacts: {policy: {name: P}}\nas_of: 2030-01-01\n",
    SECTION: "😀 It is TODO: 100%, they say [@gamma2014].\n\n"
    "It is TBC, <!-- waive SUB004 until 2030-12-31: the figure comes on Monday --> and {{ claim('vew') }}.\n",
}

Report = Callable[[str], str]


@pytest.fixture
def report(consult: Consult, make: Make) -> Report:
    """What a check of a response with four faults says in a format, one of them waived and one with a correction."""
    root = make(FILES)

    def run(form: str) -> str:
        said = consult(root, "check", "--format", form)
        assert (said.status, said.err) == (1, "")
        return said.out

    return run


# --- JSON -----------------------------------------------------------------------------------------------------------------------


def test_json_holds_everything_in_the_shape_of_the_manual(report: Report) -> None:
    content = json.loads(report("json"))
    assert {name: content[name] for name in ("version", "today", "responses", "counts")} == {
        "version": 1,
        "today": "2030-01-01",
        "responses": ["one"],
        "counts": {"error": 2, "warning": 1, "information": 0, "waived": 1},
    }
    assert [(each["path"], each["line"], each["code"]) for each in content["findings"]] == [
        ("bibliography.bib", 1, "LIB016"),
        (SECTION, 1, "SUB004"),
        (SECTION, 3, "WSP006"),
    ]
    entity, placeholder, _ = content["findings"]
    assert {name: placeholder[name] for name in ("name", "severity", "line", "column", "end_line", "end_column", "related", "fix")} == {
        "name": known_rules()["SUB004"].rule.name,
        "severity": "error",
        "line": 1,
        "column": 9,
        "end_line": 1,
        "end_column": 13,
        "related": [],
        "fix": [],
    }
    (edit,) = entity["fix"]
    assert (edit["text"], edit["end_column"] - edit["column"]) == ("\\&", 5)
    (waived,) = content["waived"]
    assert (waived["code"], waived["line"], waived["waiver"]["until"]) == ("SUB004", 3, "2030-12-31")
    (waiver,) = content["waivers"]
    assert (waiver["reason"], waiver["waives"]) == ("the figure comes on Monday", 1)


def test_the_manual_names_every_field_of_the_json(report: Report) -> None:
    from tests.docs.test_manual import MANUAL

    manual = (MANUAL / "reference" / "reports.md").read_text(encoding="utf-8")

    def names(value: object) -> set[str]:
        if isinstance(value, dict):
            return {*value} | {name for each in value.values() for name in names(each)}
        return {name for each in value for name in names(each)} if isinstance(value, list) else set()

    fields = names(json.loads(report("json")))
    assert {name for name in fields if f"`{name}`" not in manual} == set()


# --- SARIF ----------------------------------------------------------------------------------------------------------------------


def sarif(text: str) -> Any:
    content = json.loads(text)
    jsonschema.Draft7Validator(schema("https://json.schemastore.org/sarif-2.1.0.json")).validate(content)
    return content


def test_sarif_is_what_its_schema_asks_for(report: Report) -> None:
    (run,) = sarif(report("sarif"))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["LIB016", "SUB004", "WSP006"]
    for rule in rules:
        assert rule["help"]["text"]
        assert rule["help"]["markdown"].startswith(rule["fullDescription"]["text"][0])
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert [(each["ruleId"], each["level"], "suppressions" in each) for each in run["results"]] == [
        ("LIB016", "warning", False),
        ("SUB004", "error", False),
        ("WSP006", "error", False),
        ("SUB004", "error", True),
    ]


def test_sarif_tells_places_corrections_and_waivers(report: Report) -> None:
    (run,) = sarif(report("sarif"))["runs"]
    entity, placeholder, _, waived = run["results"]
    (location,) = placeholder["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": SECTION},
        "region": {"startLine": 1, "startColumn": 9, "endLine": 1, "endColumn": 13},
    }
    ((change,),) = (fix["artifactChanges"] for fix in entity["fixes"])
    assert change["artifactLocation"] == {"uri": "bibliography.bib"}
    assert [each["insertedContent"]["text"] for each in change["replacements"]] == ["\\&"]
    (suppression,) = waived["suppressions"]
    assert (suppression["kind"], suppression["justification"]) == ("inSource", "the figure comes on Monday")


def test_sarif_of_nothing_is_valid_and_one_of_every_rule_too(consult: Consult, make: Make) -> None:
    from toolkit.faces.reports.sarif import _rule

    clean = {"evidence/topic.yaml": FILES["evidence/topic.yaml"], SECTION: "{{ claim('view') }}\n"}
    content = sarif(consult(make(clean), "check", "--format", "sarif").out)
    assert content["runs"][0]["results"] == []
    content["runs"][0]["tool"]["driver"]["rules"] = [_rule(known) for known in known_rules().values()]
    sarif(json.dumps(content))


def test_a_finding_that_only_moved_keeps_its_fingerprint(consult: Consult, make: Make) -> None:
    prints = []
    for number, before in enumerate(("", "A line before.\n")):
        root = make({SECTION: f"{before}It is TODO.\n"}, folder=str(number))
        (run,) = sarif(consult(root, "check", "--format", "sarif").out)["runs"]
        prints.append([each["partialFingerprints"] for each in run["results"]])
    assert prints[0] == prints[1]


@pytest.mark.parametrize(("form", "pattern"), [("sarif", '"uri": "(.*TODO.*|.*first.md)"'), ("github", "file=([^,]*first.md)")])
def test_paths_begin_at_the_top_of_the_repository(consult: Consult, make: Make, form: str, pattern: str) -> None:
    root = make(FILES, folder="a repository/evidence")
    (root.parent / ".git").mkdir()
    said = consult(root, "check", "--format", form)
    folder = f"evidence/{SECTION}"
    assert set(re.findall(pattern, said.out)) == {folder}


# --- GitHub ---------------------------------------------------------------------------------------------------------------------


def test_github_gets_a_command_a_finding_and_people_a_last_line(report: Report) -> None:
    *commands, last = report("github").splitlines()
    name = known_rules()["SUB004"].rule.name.replace("-", " ")
    assert commands[1] == (
        f"::error file={SECTION},line=1,endLine=1,col=9,endColumn=13,title=SUB004 {name}::'TODO' is a placeholder that would be printed."
        "%0AFill it in; what is for colleagues belongs in a 'note:' or a comment."
    )
    assert [command.split(" ")[0] for command in commands] == ["::warning", "::error", "::error"]
    assert last == "2 errors and 1 warning; looked at the library and 1 response (one), as on 1 January 2030."


def test_github_s_signs_are_escaped() -> None:
    assert _data("100%\r\nof: a, b") == "100%25%0D%0Aof: a, b"
    assert _property("100%\r\nof: a, b") == "100%25%0D%0Aof%3A a%2C b"


# --- all of them ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_the_same_workspace_gives_the_same_report(report: Report, form: str) -> None:
    assert report(form) == report(form)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_letters_are_left_as_they_are(consult: Consult, make: Make, tmp_path: Path, form: str) -> None:
    consult(make({SECTION: "{{ claim('שלום') }}\n"}), "check", "--format", form, "--out", tmp_path / "r")
    assert "שלום" in (tmp_path / "r").read_text(encoding="utf-8")

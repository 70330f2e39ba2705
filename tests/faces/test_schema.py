"""``consult schema``: what editors complete and check is what is read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.conftest import ROOT
from toolkit.load.schemas import FILES, json_schema

if TYPE_CHECKING:
    from tests.faces.conftest import Consult


class Plain(yaml.SafeLoader):
    """YAML 1.2's plain values, as editors read them: no dates, no NO, no 12:30, no octal numbers."""


Plain.yaml_implicit_resolvers = {}
for _tag, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    Plain.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_form})$"), _first)


def plain(text: str) -> Any:
    return yaml.load(text, Loader=Plain)


def schema_of(path: Path) -> str:
    return path.stem if path.stem in FILES else "evidence"


def example_files() -> list[Path]:
    folders = (ROOT / "evidence", ROOT / "responses")
    return [ROOT / "workspace.yaml", *sorted(path for folder in folders for path in folder.rglob("*.yaml") if "sent" not in path.parts)]


def errors(name: str, value: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(json_schema(name)).iter_errors(value)]


def test_the_reader_of_these_tests_takes_plain_values_as_yaml_1_2_does() -> None:
    assert plain("{a: 2017-03-01, b: NO, c: 12:30, d: 3, e: true, f: ~, g: 1.5, h: text}") == {
        **{"a": "2017-03-01", "b": "NO", "c": "12:30", "d": 3, "e": True},
        **{"f": None, "g": 1.5, "h": "text"},
    }


def test_the_names_and_their_files_are_listed(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "schema")
    assert (said.status, said.err) == (0, "")
    assert [line.split() for line in said.out.splitlines()] == [[name, path] for name, path in FILES.items()]


@pytest.mark.parametrize("name", FILES)
def test_each_is_a_valid_schema(consult: Consult, tmp_path: Path, name: str) -> None:
    said = consult(tmp_path, "schema", name)
    assert (said.status, said.err) == (0, "")
    schema = json.loads(said.out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    # Every reference leads somewhere, and nothing is defined that nobody refers to.
    text = json.dumps(schema)
    assert {each["$ref"].rpartition("/")[2] for each in objects(schema) if "$ref" in each} == set(schema["$defs"])
    assert '"hidden"' not in text


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for each in value.values():
            yield from objects(each)
    elif isinstance(value, list):
        for each in value:
            yield from objects(each)


@pytest.mark.parametrize("name", FILES)
def test_what_the_toolkit_fills_in_is_not_in_it(name: str) -> None:
    properties = {key for each in objects(json_schema(name)) for key in each.get("properties", {})}
    assert not properties & {"origin", "prose", "marks", "lines"}
    claim = json_schema("evidence")["$defs"]["Claim"]
    assert not {"id", "topic"} & set(claim["properties"])
    assert not {"id", "topic", "origin"} & set(claim["required"])


@pytest.mark.parametrize("name", FILES)
def test_every_field_says_what_it_is_for(name: str) -> None:
    schema = json_schema(name)
    for each in objects(schema):
        for field, value in each.get("properties", {}).items():
            reference = schema["$defs"].get(str(value.get("$ref")).rpartition("/")[2], {})
            assert value.get("description") or reference.get("description"), (name, field)


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_worked_example_is_valid_by_it(path: Path) -> None:
    assert errors(schema_of(path), plain(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_each_file_of_the_example_names_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (path.parent / first.partition("=")[2]).resolve() == ROOT / ".schemas" / f"{schema_of(path)}.schema.json"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("evidence", "claims: {a: {kind: law, text: T, reviewby: 2018-01-01}}", "'reviewby' was unexpected"),
        ("evidence", "claim: {}", "'claim' was unexpected"),
        ("evidence", "claims: {a: {kind: laws, text: T}}", "'laws' is not one of"),
        ("evidence", "claims: {a: {kind: law}}", "'text' is a required property"),
        ("evidence", "claims: {a: {kind: law, text: T, origin: here}}", "'origin' was unexpected"),
        ("evidence", "claims: {a: {kind: law, text: T, support: [{locator: p. 3}]}}", "'source' is a required property"),
        ("evidence", "claims: {a: {kind: casework, text: T, cases: -1}}", "-1"),
        ("outline", "title: T\nsections: [{id: a, txt: sections/a.md}]", "'txt' was unexpected"),
        ("outline", "status: done", "'done' is not one of"),
        ("outline", "sections: [{id: ä}]", "does not match"),
        ("consultation", "title: T\nbody: B\ncloses: {}", "{} is not"),
        ("consultation", "title: T", "'body' is a required property"),
        ("workspace", "organisation: {name: A}\nstlye: house", "'stlye' was unexpected"),
        ("workspace", "organisation: {name: A}\nreview_after: a while", "does not match"),
    ],
)
def test_what_is_misspelt_is_not_valid(name: str, value: str, said: str) -> None:
    problems = errors(name, plain(value))
    assert problems
    assert any(said in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (
            "evidence",
            "claims: {a: {kind: statistic, text: 2012, values: {n: 142, share: true, t: 1.5}, period: 2016-02/2017-01, tags: [1]}}",
        ),
        ("evidence", "exhibits: {e: {data: d.csv, caption: C, chart: {mark: bar, x: a, y: [b, c]}}}"),
        ("evidence", "exhibits: {e: {data: d.csv, caption: C, table: {columns: [a, {b: Heading}]}}}"),
        ("outline", "title: 2030\ndate: 2017-03-01\nsections: [{id: a, sections: [{id: b, recommendations: [{id: r, text: T}]}]}]"),
        (
            "consultation",
            "title: T\nbody: B\nopens: 2016-12-01\ncloses: 2017-02-23T23:59\nquestions: [{id: Q1, text: Why, limit: 500 words}, {id: 2, text: How}]",
        ),
        ("workspace", "organisation: {name: A}\ncontacts: {p: {name: P, phone: 0123, public: true}}\nreview_after: 12 months"),
    ],
)
def test_what_people_write_without_quotation_marks_is_valid(name: str, value: str) -> None:
    assert errors(name, plain(value)) == []


@pytest.mark.parametrize("name", FILES)
def test_the_committed_ones_are_those_of_the_code(consult: Consult, tmp_path: Path, name: str) -> None:
    committed = (ROOT / ".schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert committed == consult(tmp_path, "schema", name).out, "run: make schemas"


def test_out_writes_them_all_or_one(consult: Consult, tmp_path: Path) -> None:
    said = consult(tmp_path, "schema", "--out", "s")
    assert said.out.splitlines() == [f"s/{name}.schema.json" for name in FILES]
    assert consult(tmp_path, "schema", "outline", "--out", "t").out == "t/outline.schema.json\n"
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["outline.schema.json"]
    assert (tmp_path / "t/outline.schema.json").read_bytes() == (tmp_path / "s/outline.schema.json").read_bytes()


def test_a_folder_that_cannot_be_written_is_told(consult: Consult, tmp_path: Path) -> None:
    (tmp_path / "s" / "evidence.schema.json" / "inside").mkdir(parents=True)
    said = consult(tmp_path, "schema", "--out", "s")
    assert said.status == 2
    assert "could not be written" in said.err

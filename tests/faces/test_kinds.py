"""``consult kinds``, ``consult new --kind``, and ``consult build`` of kinds that are not built half-filled or are built for many."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult

OWN = {
    "kinds/witness-statement/kind.yaml": """
        title: Witness statement
        about: What somebody saw.
        answers: true
        consultation: true
        complete: true
        notes: end
        pages: 4
        limit: 900 words
        sections: [facts, background]
        fields:
          witness: {type: person, required: true, about: Who makes the statement}
          points: {type: list, limit: 4 words, about: What it is about}
          when: {type: day, required: true, about: "When: the day"}
        """,
    "kinds/witness-statement/template.md": "{{ sections() }}\n",
}


def test_all_kinds_are_listed(consult: Consult, make: Make) -> None:
    said = consult(make(OWN), "kinds")
    assert (said.status, said.err) == (0, "")
    for name in ("press-release", "letter", "open-letter", "briefing", "column", "guide", "joint-submission", "response"):
        assert f"\n{name}\n  " in f"\n{said.out}"
    assert "witness-statement (of this workspace)\n  What somebody saw.\n" in said.out
    assert said.out.endswith("Its fields and an outline to start from: 'consult kinds NAME'.\n")


def test_a_kind_says_what_it_demands_and_how_it_begins(consult: Consult, make: Make) -> None:
    said = consult(make(OWN), "kinds", "witness-statement")
    assert said.status == 0
    for line in (
        "Witness statement  (witness-statement)",
        "It answers the questions of a consultation",
        "It needs a consultation.yaml",
        "It is not built while a required field is empty.",
        "Notes stand at the end.",
        "It has at most 4 pages.",
        "Its text has at most 900 words.",
        "It has the sections facts, background.",
        "  witness  Who makes the statement (person, required)",
        "  points   What it is about (list, at most 4 words)",
        "    witness: policy",
        '    # points:\n    #   - "[insert: a line]"',
        "    - id: background\n      text: sections/background.md",
    ):
        assert line in said.out


def test_kinds_as_data(consult: Consult, make: Make) -> None:
    root = make(OWN)
    every, one = (json.loads(consult(root, "kinds", *names, "--json").out) for names in ((), ("column",)))
    assert {"column", "witness-statement"} <= set(every)
    assert (list(one), one["column"]["limit"], one["column"]["fields"]["standfirst"]["required"]) == (["column"], "800 words", True)
    assert "template" not in one["column"]


def test_a_kind_that_nobody_knows(consult: Consult, make: Make) -> None:
    said = consult(make({}), "kinds", "pres-release")
    assert said.status == 2
    assert "No kind of document is called 'pres-release'." in said.err
    assert "Did you mean 'press-release'?" in said.err


def test_what_is_wrong_in_a_kind_of_ones_own_is_told(consult: Consult, make: Make) -> None:
    root = make({"kinds/note/kind.yaml": "titel: Note\n", "kinds/note/template.md": "{{ sections() }}\n"})
    said = consult(root, "kinds")
    assert said.status == 1
    assert "kinds/note/kind.yaml:1:1" in said.out
    assert "Did you mean 'title'?" in said.out
    assert consult(root, "kinds", "briefing").status == 0


def test_a_press_release_is_begun_beside_its_response_and_builds_once_it_is_written(consult: Consult, make: Make) -> None:
    root = make({})
    said = consult(root, "new", "news", "--kind", "press-release", "--accompanies", "one")
    assert said.status == 0
    assert said.out.splitlines()[:2] == ["responses/news/outline.yaml", "responses/news/sections/text.md"]
    outline = yaml.safe_load((root / "responses/news/outline.yaml").read_text(encoding="utf-8"))
    assert (outline["document"], outline["accompanies"], outline["fields"]["contact"]) == ("press-release", "one", "policy")
    found = consult(root, "check", "news").out
    assert "SUB004" in found  # what still has to be inserted
    for path in (root / "responses/news").rglob("*.*"):
        path.write_text(path.read_text(encoding="utf-8").replace("[insert: ", "").replace("]\n", "\n").replace(']"', '"'), encoding="utf-8")
    assert consult(root, "build", "news", "--to", "md").status == 0
    assert "The text" in (root / "build/news/news.md").read_text(encoding="utf-8") or "the text" in (root / "build/news/news.md").read_text(
        encoding="utf-8"
    )


def test_a_kind_that_needs_a_consultation_brings_one(consult: Consult, make: Make) -> None:
    root = make({"workspace.yaml": "organisation: {name: A Charity}\n", **OWN})
    said = consult(root, "new", "statement", "--kind", "witness-statement")
    assert said.out.splitlines()[:4] == [
        "responses/statement/outline.yaml",
        "responses/statement/consultation.yaml",
        "responses/statement/sections/facts.md",
        "responses/statement/sections/background.md",
    ]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--kind", "pres-release"], "Did you mean 'press-release'?"),
        (["--kind", "briefing", "--accompanies", "oen"], "There is no response 'oen'."),
        (["--accompanies", "one"], "--accompanies with --kind"),
        (["--kind", "briefing", "--again", "one"], "neither goes with --again"),
        (["--kind", "briefing", "--from", "a.pdf"], "each bring an outline of their own"),
    ],
)
def test_what_cannot_be_begun(consult: Consult, make: Make, arguments: list[str], says: str) -> None:
    root = make({})
    said = consult(root, "new", "two", *arguments)
    assert said.status == 2
    assert says in said.err
    assert not (root / "responses/two").exists()


def test_what_is_there_already_is_not_begun_again(consult: Consult, make: Make) -> None:
    said = consult(make({}), "new", "one", "--kind", "briefing")
    assert (said.status, "There is already a response 'one'." in said.err) == (2, True)


LETTER = "document: letter\ntitle: A request\ndate: 2017-03-01\nfields: {signed: policy}\nsections: [{id: a, text: Please.}]\n"


def test_a_letter_that_is_not_filled_in_is_refused_and_the_others_are_built(consult: Consult, make: Make) -> None:
    root = make({"responses/letter/outline.yaml": LETTER})
    said = consult(root, "build", "--to", "md")
    assert said.status == 1
    assert "letter is not built while fields of it are empty: recipient, salutation." in said.err
    assert (root / "build/one/one.md").is_file()
    assert not (root / "build/letter").exists()
    assert consult(root, "build", "letter", "--to", "md").status == 1


def test_a_letter_is_built_for_everybody_in_a_table(consult: Consult, make: Make, tmp_path: Path) -> None:
    root = make({"responses/letter/outline.yaml": LETTER})
    (tmp_path / "people.csv").write_text("recipient,salutation\nFirst Office,Dear First\nSecond Office,Dear Second\n", encoding="utf-8")
    said = consult(root, "build", "letter", "--recipients", tmp_path / "people.csv", "--out", tmp_path / "out", "--to", "md")
    assert said.status == 0
    assert "2 recipients, 2 files" in said.out
    assert "First Office" not in said.out
    assert "Nothing of people.csv was written into the workspace." in said.out
    assert not (root / "build").exists()
    data = json.loads(
        consult(root, "build", "letter", "--recipients", tmp_path / "people.csv", "--out", tmp_path / "out", "--to", "md", "--json").out
    )
    assert (data["recipients"], [Path(path).name for path in data["files"]], data["findings"]) == (
        2,
        ["letter-001.md", "letter-002.md"],
        [],
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["letter"], "--recipients goes with one SLUG and with --out"),
        (["--out", "../out"], "--recipients goes with one SLUG"),
        (["letter", "--out", "../out", "--watch"], "--watch and --recipients do not go together"),
        (["letter", "--out", "out"], "lies in the workspace"),
    ],
)
def test_recipients_want_a_letter_and_a_folder_elsewhere(
    consult: Consult, make: Make, tmp_path: Path, arguments: list[str], says: str
) -> None:
    root = make({"responses/letter/outline.yaml": LETTER})
    (tmp_path / "people.csv").write_text("recipient,salutation\nFirst Office,Dear First\n", encoding="utf-8")
    said = consult(root, "build", *arguments, "--recipients", tmp_path / "people.csv")
    assert said.status == 2
    assert says in said.err


def test_strict_refuses_letters_whose_text_has_errors(consult: Consult, make: Make, tmp_path: Path) -> None:
    complete = LETTER.replace("signed: policy", "signed: policy, recipient: x, salutation: y").replace("text: Please.", "text: a.md")
    root = make({"responses/letter/outline.yaml": complete, "responses/letter/a.md": "See {{ claim('shere') }}.\n"})
    (tmp_path / "people.csv").write_text("recipient\nFirst Office\n", encoding="utf-8")
    said = consult(root, "build", "letter", "--strict", "--recipients", tmp_path / "people.csv", "--out", tmp_path / "out", "--to", "md")
    assert said.status == 1
    assert not (tmp_path / "out").exists()
    loose = consult(root, "build", "letter", "--recipients", tmp_path / "people.csv", "--out", tmp_path / "out", "--to", "md")
    assert loose.status == 1
    assert "WSP006" in loose.out
    assert (tmp_path / "out/letter-001.md").is_file()


def test_schemas_know_the_fields_of_kinds_also_of_ones_own(consult: Consult, make: Make) -> None:
    schema = json.loads(consult(make(OWN), "schema", "outline").out)
    by_kind = {each["if"]["properties"]["document"]["const"]: each["then"] for each in schema["allOf"]}
    fields = by_kind["witness-statement"]["properties"]["fields"]
    assert (fields["required"], fields["additionalProperties"]) == (["witness", "when"], False)
    assert by_kind["press-release"]["properties"]["fields"]["properties"]["quotations"]["items"]["required"] == ["words", "who"]
    assert "witness-statement" in schema["properties"]["document"]["examples"]

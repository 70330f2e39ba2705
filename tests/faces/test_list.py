"""``consult list``: the responses, for people and for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult

TWO = {
    "responses/two/consultation.yaml": "title: Another Plan\nbody: The Council\ncloses: 2017-02-23T12:00\nextended_to: 2017-03-01\n",
    "responses/two/outline.yaml": """
        title: T
        status: in-review
        sections:
          - id: a
            text: "{{ claim('share') }} Again {{ claim('share', 'short') }}. {{ claim('view') }} [@beta2013; @alpha2012] {{ claim('gone') }}"
        """,
}


def test_the_columns(consult: Consult, make: Make) -> None:
    said = consult(make(TWO), "list")
    assert (said.status, said.err) == (0, "")
    head, one, two = (line.split() for line in said.out.splitlines())
    assert head == ["Response", "Deadline", "Status", "Words", "Notes", "Citations", "Claims", "Problems"]
    assert one == ["one", "none", "draft", "27", "1", "1", "1", "0"]
    assert two[:4] == ["two", "2017-03-01", "23:59", "in-review"]
    assert two[5:] == ["3", "4", "2", "1"]


def test_json_has_the_same_and_more(consult: Consult, make: Make) -> None:
    root = make(TWO)
    one, two = json.loads(consult(root, "list", "--json").out)
    assert one == {
        "slug": "one",
        "title": "A Plan for All",
        "body": "The Ministry",
        "deadline": None,
        "status": "draft",
        "words": 27,
        "notes": 1,
        "citations": 1,
        "claims": 1,
        "problems": 0,
    }
    assert (two["deadline"], two["status"], two["problems"]) == ("2017-03-01T23:59:00+00:00", "in-review", 1)
    assert (two["citations"], two["claims"], two["notes"]) == (4, 2, 3)


def test_what_cannot_be_read_is_listed_all_the_same(consult: Consult, make: Make) -> None:
    changes = {
        "responses/bad/outline.yaml": "title: [unclosed\n",
        "responses/worse/consultation.yaml": b"\xff\xfe\x00bad",
        "workspace.yaml": "organisation: A\n",
        "bibliography.bib": "@book{alpha2012,",
    }
    said = consult(make(changes), "list", "--json")
    assert said.status == 0
    rows = {row["slug"]: row for row in json.loads(said.out)}
    assert list(rows) == ["bad", "one", "worse"]
    assert rows["bad"]["problems"] > 0
    assert rows["bad"]["title"] == "bad"


def test_long_names_stay_on_one_line_where_nobody_looks(consult: Consult, make: Make) -> None:
    slug = "2017-" + "a-very-long-name-" * 8
    said = consult(make({f"responses/{slug}/outline.yaml": "title: T\n"}), "list")
    assert [line.split()[0] for line in said.out.splitlines()] == ["Response", slug, "one"]


def test_a_workspace_without_responses_says_how_to_make_one(consult: Consult, make: Make) -> None:
    root = make(dict.fromkeys(("responses/one/outline.yaml", "responses/one/consultation.yaml")))
    assert consult(root, "list") == (0, "There is no response yet. Make one with 'consult new SLUG'.\n", "")
    assert consult(root, "list", "--json").out == "[]\n"

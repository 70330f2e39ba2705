"""``consult show``: what the library holds under an id, and where it is used."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

LIBRARY = {
    "evidence/more.yaml": """
        claims:
          old:
            kind: finding
            text: What was said before.
            status: withdrawn
            reason: It was wrong.
            note: |
              First line.
              Second line.
            tags: [a, b]
            checked: 2017-02-20
          broken: {kind: finding}
        exhibits:
          chart:
            data: d.csv
            caption: How many
            table: {}
            support: [{source: beta2013, locator: p. 9}]
        """,
    "evidence/d.csv": "year,n\n2012,3\n",
    "evidence/passages/us.md": "---\ntitle: Who we are\nowner: policy\n---\nWe are a charity.\n",
    "responses/two/consultation.yaml": "title: P\nbody: B\ncloses: 2017-02-23\n",
    "responses/two/outline.yaml": """
        title: T
        sections:
          - id: a
            text: |
              {{ passage( "us" ) }}
              {{ exhibit("chart") }}
              {{ value("share", "share") }} and {{ claim("share") }}, see [@alpha2012].
            sections:
              - id: b
                text: "{{ passage('us') }}"
        """,
}


@pytest.fixture
def root(make: Make) -> Path:
    return make(LIBRARY)


def test_a_claim_with_its_support_and_its_places(consult: Consult, root: Path) -> None:
    said = consult(root, "show", "share")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Claim share  (evidence/topic.yaml:3)",
        "  text:            In 2012 {{ share }} of searches were for drugs.",
        "  short:           {{ share }} were for drugs",
        "  kind:            statistic",
        "  values:          share = 63 per cent",
        "  support:         alpha2012, p. 3",
        "  status:          draft",
        "  used in one, section first (text), responses/one/sections/first.md:2",
        "  used in two, section a (value:share), responses/two/outline.yaml:7",
        "  used in two, section a (text), responses/two/outline.yaml:7",
    ]


def test_a_claim_that_nobody_uses_over_several_lines(consult: Consult, root: Path) -> None:
    lines = consult(root, "show", "old").out.splitlines()
    assert lines[-1] == "  Not used in any response."
    assert "  reason:          It was wrong." in lines
    assert lines[lines.index("  note:            First line.") + 1] == "                   Second line."


def test_a_source_with_its_citations(consult: Consult, root: Path) -> None:
    lines = consult(root, "show", "alpha2012").out.splitlines()
    assert lines[0] == "Source alpha2012  (bibliography.bib:1)"
    assert "  reference:       Home Office (2012)" in lines
    assert "  type:            report" in lines
    assert lines[-3:] == [
        "  used in one, section first, p. 3 (claim share)",
        "  used in two, section a, p. 3 (claim share)",
        "  used in two, section a",
    ]


def test_an_exhibit_and_a_passage(consult: Consult, root: Path) -> None:
    lines = consult(root, "show", "chart").out.splitlines()
    assert lines[1:] == [
        "  caption:         How many",
        "  data:            evidence/d.csv",
        "  support:         beta2013, p. 9",
        "  used in two, Table 1",
    ]
    lines = consult(root, "show", "us").out.splitlines()
    assert lines[0].startswith("Passage us  (evidence/passages/us.md:")
    assert lines[1:] == [
        "  title:           Who we are",
        "  owner:           policy",
        "  text:            We are a charity.",
        "  used in two, section a",
        "  used in two, section b",
    ]


def test_a_response_with_what_it_rests_on(consult: Consult, root: Path) -> None:
    lines = consult(root, "show", "two").out.splitlines()
    assert lines[0] == "Response two  (responses/two/)"
    assert "  deadline:        2017-02-23 23:59:00+00:00" in lines
    assert "  sources:         beta2013, alpha2012" in lines
    assert "  claims:          share" in lines
    assert not any("used in" in line for line in lines)
    sections = lines[next(n for n, line in enumerate(lines) if "sections:" in line) :][:2]
    assert [line[19:].partition(":")[0] for line in sections] == ["a", "  b"]
    assert [line.rsplit(" ", 1)[1] for line in sections] == ["words", "words"]


@pytest.mark.parametrize(
    ("id_", "kind", "used"), [("share", "claim", 3), ("alpha2012", "source", 3), ("chart", "exhibit", 1), ("us", "passage", 2)]
)
def test_json_has_the_same(consult: Consult, root: Path, id_: str, kind: str, used: int) -> None:
    (thing,) = json.loads(consult(root, "show", id_, "--json").out)
    assert list(thing) == ["kind", "id", "where", "fields", "used"]
    assert (thing["kind"], thing["id"], len(thing["used"])) == (kind, id_, used)
    assert all(set(use) == {"response", "where"} for use in thing["used"])


def test_json_of_a_response_and_of_days(consult: Consult, root: Path) -> None:
    (response,) = json.loads(consult(root, "show", "two", "--json").out)
    assert (response["kind"], response["used"]) == ("response", None)
    (claim,) = json.loads(consult(root, "show", "old", "--json").out)
    assert claim["fields"]["checked"] == "2017-02-20"


def test_all_that_has_the_name_is_shown(consult: Consult, make: Make) -> None:
    said = consult(make({"evidence/passages/share.md": "---\ntitle: T\n---\nText.\n"}), "show", "share")
    assert [line.split("  (")[0] for line in said.out.splitlines() if line and line[0] != " "] == ["Claim share", "Passage share"]


@pytest.mark.parametrize(("id_", "near"), [("shar", "share"), ("alpha2013", "alpha2012"), ("charts", "chart"), ("tw", ""), ("zzz", "")])
def test_what_is_not_there_is_told_with_the_nearest(consult: Consult, root: Path, id_: str, near: str) -> None:
    said = consult(root, "show", id_)
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines()[0] == f"Could not go on: Nothing in this workspace is called '{id_}'."
    assert (f"Did you mean '{near}'?" in said.err) is bool(near)


def test_what_is_there_and_cannot_be_read_is_told_as_such(consult: Consult, root: Path) -> None:
    said = consult(root, "show", "broken")
    assert said.status == 2
    assert said.err.splitlines() == [
        "Could not go on: The claim 'broken' cannot be read until its own problems are put right.",
        "Look at evidence/more.yaml, line 12.",
    ]

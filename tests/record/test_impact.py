"""Impact: what bodies did with what we asked, counted; and where in their answers it may stand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from toolkit.answering import impacts, propose
from toolkit.faces.answering import draw, plain, proposal_data, say_proposal, to_complete
from toolkit.load.impact import read_impact
from toolkit.model.errors import ToolkitError
from toolkit.record.impact import Ask, by, candidates, mentions
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult
    from tests.record.conftest import Ready, Send

ASKS = """
    title: Our response
    date: 2017-03-01
    status: draft
    sections:
      - id: first
        heading: First
        text: sections/first.md
        recommendations:
          - {id: diversion, text: "Set up a diversion scheme for people found with drugs.", addressee: The Mayor, rests_on: [share]}
          - {id: records, text: "Publish the outcome of every search within three months.", addressee: The Mayor, rests_on: [share]}
          - {id: training, text: "Train officers to explain why they search.", addressee: The Mayor, rests_on: [share]}
    sign_off: [policy]
    """
ANSWER = """\
Our answer to the consultation.

We received 1,200 responses. Many spoke of housing.

A Charity argued for a scheme that diverts people who are found with drugs. We will set up such a diversion scheme in two boroughs next year.

Some asked for more figures on searches. The outcome of each search will be published every six months.

In 2012 63 per cent of searches were for drugs, as one response noted.
"""


@pytest.fixture
def root(ready: Ready, sent: Send) -> Path:
    root = ready({"responses/one/outline.yaml": ASKS})
    sent(root, outputs=("md",))
    return root


def noted(root: Path, text: str) -> None:
    (root / "responses/one/impact.yaml").write_text(text)


EFFECTS = """\
answer: beta2013
answered: 2017-06-01
effects:
  - {recommendation: diversion, outcome: adopted, page: p. 3, passage: We will set up such a scheme.}
  - {recommendation: records, outcome: partly}
  - {claim: share, outcome: cited}
"""


def test_what_became_of_each_recommendation_is_counted(root: Path) -> None:
    (row,), findings = impacts(Session.open(root))
    assert (row.made, row.waiting, dict(row.outcomes)) == (3, 3, {})
    noted(root, EFFECTS)
    (row,), findings = impacts(Session.open(root))
    assert findings == []
    assert (row.made, row.waiting, dict(row.outcomes), dict(row.claims)) == (3, 1, {"adopted": 1, "partly": 1}, {"cited": 1})


def test_effects_on_what_was_never_sent_are_told_and_do_not_count(root: Path) -> None:
    noted(root, "effects:\n  - {recommendation: diversoin, outcome: adopted}\n  - {claim: view, outcome: cited}\n")
    (row,), findings = impacts(Session.open(root))
    assert (row.waiting, row.claims) == (3, {})
    assert [(f.code, f.span.line, f.message) for f in findings] == [
        ("WSP006", 2, "The recommendation 'diversoin' is not in what was sent on 2017-03-01."),
        ("WSP006", 3, "The claim 'view' is not in what was sent on 2017-03-01."),
    ]
    assert findings[0].help == "Did you mean 'diversion'?"
    assert findings[1].help == "Sent were: share."


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("effects:\n  - {outcome: adopted}\n", "WSP003", "names either a 'recommendation' or a 'claim'"),
        ("effects:\n  - {claim: share, recommendation: diversion, outcome: adopted}\n", "WSP003", "names either"),
        ("effects:\n  - {claim: share, outcome: adoptd}\n", "WSP003", "Did you mean 'adopted'?"),
        ("efects: []\n", "WSP002", "'efects' is not known in the impact."),
        ("a: [\n", "WSP001", ""),
    ],
)
def test_what_is_wrong_in_the_file_is_a_finding(root: Path, text: str, code: str, said: str) -> None:
    noted(root, text)
    _, findings = impacts(Session.open(root))
    assert [f.code for f in findings] == [code]
    assert said in findings[0].message


def test_a_file_that_is_not_there_is_no_problem() -> None:
    assert read_impact(lambda _: None, "one") == (None, [])


def test_bodies_and_years_are_added_up(root: Path) -> None:
    noted(root, EFFECTS)
    rows, _ = impacts(Session.open(root))
    assert [(name, row.made, row.outcomes["adopted"]) for name, row in by([*rows, *rows], "body")] == [("The Ministry", 6, 2)]
    assert [(name, row.waiting) for name, row in by([*rows, *rows], "year")] == [("2017", 2)]


def test_a_recommendation_of_an_older_edition_counts_once(root: Path, sent: Send) -> None:
    sent(root, outputs=("md",), correction="A comma.")
    rows, _ = impacts(Session.open(root))
    assert [(row.record.edition, row.made) for row in rows] == [("2017-03-01-2", 3)]


# --- where it may stand -------------------------------------------------------------------------------------------------------------


def test_the_passage_that_speaks_of_an_ask_comes_first(root: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.txt"
    answer.write_text(ANSWER)
    found = propose(Session.open(root), "one", answer)
    best = {ask.id: passages[0].passage if passages else "" for ask, passages in found.asks}
    assert best["diversion"].endswith("We will set up such a diversion scheme in two boroughs next year.")
    assert "The outcome of each search will be published every six months." in best["records"]
    assert best["training"] == ""
    assert "In 2012 63 per cent of searches were for drugs" in best["share"]
    assert [each.passage for each in found.named] == ["A Charity argued for a scheme that diverts people who are found with drugs."]


def test_passages_have_their_pages_and_do_not_repeat_each_other() -> None:
    pages = [
        ("p. 1", "We spoke of bees. Bees need flowers. Flowers need rain."),
        ("p. 2", "Cities can plant flowers for bees. It is cheap."),
    ]
    ((_, found),) = candidates(pages, [Ask("recommendation", "bees", "Plant flowers for bees in every city.")])
    assert found[0].page == "p. 2"
    assert len({each.passage for each in found}) == len(found)
    assert [each.page for each in found] == ["p. 2", "p. 1"]


def test_an_answer_of_one_sentence_and_an_empty_one_are_read() -> None:
    ask = Ask("claim", "a", "Bees need flowers.")
    assert list(candidates([], [ask])) == [(ask, ())]
    ((_, found),) = candidates([("", "Bees need flowers, we agree.")], [ask])
    assert [each.passage for each in found] == ["Bees need flowers, we agree."]
    assert mentions([("p. 1", "A Charity spoke. A Charityware did not.")], ["A Charity", ""])[0].passage == "A Charity spoke."


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("a.xyz", b"\x00\x01", "is of no kind that can be read"), ("a.pdf", b"%PDF-1.4 broken", "a.pdf could not be read")],
)
def test_an_answer_that_cannot_be_read_is_told(root: Path, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ToolkitError, match=said):
        propose(Session.open(root), "one", tmp_path / name)
    with pytest.raises(ToolkitError, match="could not be read"):
        propose(Session.open(root), "one", tmp_path / "gone.txt")


def test_long_passages_and_pages_are_shown_in_short_and_kept_whole(consult: Consult, root: Path, tmp_path: Path) -> None:
    answer, out = tmp_path / "answer.html", tmp_path / "impact.yaml"
    long = "Set up a diversion scheme for people found with drugs, " + "as we are told by very many who wrote to us, " * 10
    first = f"<h1>Answer</h1><p>{long}it is said. That is all there is.</p>"
    answer.write_text(f"<html><body>{first}<p>Nothing near that claim. Word.</p></body></html>")
    said = consult(root, "impact", "propose", "one", answer, "--out", out)
    assert " […]”" in said.out
    assert "as we are told by very many who wrote to us, it is said." in out.read_text()
    assert "claim: share" not in out.read_text(), "a claim of which nothing is near is left out"


def test_pages_and_doubts_are_told(root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer, out = tmp_path / "answer.txt", tmp_path / "impact.yaml"
    answer.write_text(ANSWER)
    found = propose(Session.open(root), "one", answer)
    paged = tuple((ask, tuple(each._replace(page="p. 4") for each in passages)) for ask, passages in found.asks)
    found = found._replace(asks=paged, named=(), doubts=("Page 9 is a picture.",))
    say_proposal(found)
    said = capsys.readouterr().out
    assert said.startswith("Page 9 is a picture.\n")
    assert "  p. 4: “A Charity argued" in said
    assert "Sentences that name us" not in said
    to_complete(found, answer, out)
    assert "    page: p. 4\n" in out.read_text()


def test_nobody_answers_what_was_not_sent(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match=r"on was not sent, so nobody answers it\. Did you mean 'one'\? Sent were: one\."):
        propose(Session.open(root), "on", tmp_path / "x.txt")


def test_a_file_to_complete_holds_the_passages_and_no_outcome(root: Path, tmp_path: Path) -> None:
    answer, out = tmp_path / "answer.txt", tmp_path / "impact.yaml"
    answer.write_text(ANSWER)
    found = propose(Session.open(root), "one", answer)
    to_complete(found, answer, out)
    text = out.read_text()
    assert '  - recommendation: diversion\n    outcome:\n    passage: "A Charity argued' in text
    noted(root, text)
    impact, findings = read_impact(Session.open(root).read, "one")
    assert (impact, {finding.code for finding in findings}) == (None, {"WSP004"}), "every outcome is still to be filled in"
    noted(root, text.replace("outcome:\n", "outcome: adopted\n"))
    impact, findings = read_impact(Session.open(root).read, "one")
    assert findings == []
    assert impact is not None
    assert len(impact.effects) == 4
    with pytest.raises(ToolkitError, match="is there already, and is left as it is"):
        to_complete(found, answer, out)
    assert proposal_data(found)["asks"][0]["passages"][0]["page"] is None


# --- as somebody types it -----------------------------------------------------------------------------------------------------------


def test_the_table_for_people(consult: Consult, root: Path) -> None:
    noted(root, EFFECTS)
    said = consult(root, "impact")
    assert (said.status, said.err) == (0, "")
    assert [line.split() for line in said.out.splitlines() if line] == [
        ["Response", "Asked", "Adopted", "Partly", "Rejected", "Cited", "Ignored", "Open"],
        ["one", "3", "1", "1", "0", "0", "0", "1"],
        [
            "3",
            "recommendations",
            "in",
            "1",
            "response;",
            "an",
            "outcome",
            "is",
            "noted",
            "of",
            "2,",
            "of",
            "which",
            "2",
            "were",
            "adopted,",
            "wholly",
            "or",
            "in",
            "part.",
        ],
        ["Of", "claims", "it", "is", "noted:", "1", "cited."],
    ]
    assert consult(root, "impact", "--by", "year").out.splitlines()[1].split()[0] == "2017"


def test_the_table_for_programs_and_the_chart(consult: Consult, root: Path, tmp_path: Path) -> None:
    noted(root, EFFECTS)
    said = consult(root, "impact", "--json", "--by", "body", "--chart", tmp_path / "impact.svg")
    (row,) = plain(*impacts(Session.open(root)))["responses"]
    assert (row["adopted"], row["open"], row["answered"]) == (1, 1, "2017-06-01")
    assert said.status == 0
    drawing = (tmp_path / "impact.svg").read_text()
    assert "The Ministry" in drawing
    assert "Adopted" in drawing
    consult(root, "impact", "--chart", tmp_path / "impact.png")
    assert (tmp_path / "impact.png").read_bytes().startswith(b"\x89PNG")
    assert "should end in .svg or .png" in consult(root, "impact", "--chart", tmp_path / "impact.doc").err


def test_nothing_sent_is_no_impact(consult: Consult, make: Make, tmp_path: Path) -> None:
    root = make()
    assert consult(root, "impact") == (0, "Nothing was sent yet, so nobody has answered.\n", "")
    with pytest.raises(ToolkitError, match="nothing to draw"):
        draw([], "body", tmp_path / "x.svg")


def test_findings_are_told_with_the_table(consult: Consult, root: Path) -> None:
    noted(root, "effects:\n  - {claim: view, outcome: cited}\n")
    said = consult(root, "impact")
    assert said.status == 1
    assert "WSP006 The claim 'view' is not in what was sent" in said.out
    assert "an outcome is noted of 0." in said.out


def test_a_proposal_for_people_and_for_programs(consult: Consult, root: Path, tmp_path: Path) -> None:
    answer: Any = tmp_path / "answer.html"
    answer.write_text("<html><body>" + "".join(f"<p>{each}</p>" for each in ANSWER.split("\n\n")) + "</body></html>")
    said = consult(root, "impact", "propose", "one", answer, "--out", tmp_path / "impact.yaml")
    assert (said.status, said.err) == (0, "")
    assert "recommendation diversion: Set up a diversion scheme for people found with drugs." in said.out
    assert "recommendation training: Train officers to explain why they search.\n  nothing near it" in said.out
    assert "Sentences that name us\n  “A Charity argued" in said.out
    assert "Read and decide: what The Ministry did with our response of 1 March 2017 no program can tell." in said.out
    assert "fill in each outcome" in said.out
    assert '"kind": "recommendation"' in consult(root, "impact", "propose", "one", answer, "--json").out

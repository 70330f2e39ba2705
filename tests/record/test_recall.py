"""Recall: who was sent it, what was said where, what is right now, and the letter that says so."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from toolkit.library.search import Wanted
from toolkit.load.evidence import read_evidence
from toolkit.model.errors import ToolkitError
from toolkit.recalling import letters, plain_values, recall, supersede, withdraw
from toolkit.record.fields import with_field
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.record.conftest import Ready, Send

TODAY = date(2017, 6, 1)
EVIDENCE = "evidence/topic.yaml"
TWO = {
    "responses/two/consultation.yaml": "title: Another Plan\nbody: The Council\nchannel: post\nreference: C-9\n",
    "responses/two/outline.yaml": """
        title: Another response
        date: 2017-03-01
        status: draft
        sections:
          - {id: only, heading: Only, text: "It is so. {{ claim('share', 'short') }}. {{ claim('share') }}"}
        sign_off: [policy]
        """,
}
DERIVED = """
    claims:
      share:
        kind: statistic
        text: In 2012 {{ share }} of searches were for drugs.
        values: {share: 63 per cent}
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2017-01-10
      rest:
        kind: statistic
        text: In 2012 37 per cent of searches were not for drugs.
        derived_from: [share]
        method: What is left of the whole.
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2017-01-10
    """


def words(path: Path) -> str:
    """What a Word file says, a paragraph a line."""
    with zipfile.ZipFile(path) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return "\n".join("".join(text.text or "" for text in each.iter(f"{name}t")) for each in tree.iter(f"{name}p"))


def notes(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return "".join(etree.fromstring(package.read("word/footnotes.xml")).itertext())


def opened(root: Path) -> Session:
    return Session.open(root, today=TODAY)


def test_every_submission_is_named_with_its_day_its_recipient_and_each_place(ready: Ready, sent: Send) -> None:
    root = ready(TWO)
    sent(root, how="email")
    sent(root, "two")
    found = recall(opened(root), "share")
    assert [(str(each.record.sent), each.record.response, each.record.to.body, each.record.to.how) for each in found.uses] == [
        ("2017-03-01", "one", "The Ministry", "email"),
        ("2017-03-01", "two", "The Council", "post"),
    ]
    assert [[(str(use.place), use.said) for use in each.uses] for each in found.uses] == [
        [("paragraph 1 of “First”", "In 2012 63 per cent of searches were for drugs.")],
        [
            ("paragraph 1 of “Only”", "63 per cent were for drugs"),
            ("paragraph 1 of “Only”", "In 2012 63 per cent of searches were for drugs."),
        ],
    ]


def test_records_alone_answer_when_the_library_has_lost_the_claim(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / EVIDENCE).unlink()
    (root / "bibliography.bib").unlink()
    session = opened(root)
    found = recall(session, "share")
    assert [each.thing.id for each in found.uses] == ["share"]
    assert found.now.whence == "The library has no such claim any more; say what is right with --now."
    made = letters(session, found, "It was wrong.", today=TODAY)
    assert "In 2012 63 per cent of searches were for drugs." in words(made["one"])


def test_a_source_and_a_passage_are_recalled_too(ready: Ready, sent: Send) -> None:
    changes = {
        "evidence/passages/about.md": "---\ntitle: About us\n---\nWe have worked for fairness since 1967.\n",
        "responses/one/sections/first.md": "{{ passage('about') }}\n\n{{ claim('share') }}\n",
    }
    root = ready(changes)
    sent(root)
    by_source = recall(opened(root), "alpha2012")
    assert [(each.kind, str(each.uses[0].place), each.uses[0].claim) for each in by_source.uses] == [
        ("source", "paragraph 2 of “First”", "share")
    ]
    by_passage = recall(opened(root), "about")
    assert [(each.kind, each.uses[0].said) for each in by_passage.uses] == [("passage", "We have worked for fairness since 1967.")]
    assert by_passage.now.said == ""


def test_what_was_worked_out_from_it_is_found_too(ready: Ready, sent: Send) -> None:
    root = ready({EVIDENCE: DERIVED, "responses/one/sections/first.md": "{{ claim('rest') }}\n"})
    sent(root)
    found = recall(opened(root), "share")
    assert [(each.thing.id, each.derived) for each in found.uses] == [("rest", True)]


def test_an_older_edition_is_listed_and_needs_no_letter(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / "responses/one/sections/first.md").write_text("Searches are many.\n")
    sent(root, correction="We cannot show it.")
    session = opened(root)
    found = recall(session, "share")
    assert [(each.record.edition, each.last) for each in found.uses] == [("2017-03-01", False)]
    assert letters(session, found, "It was wrong.", today=TODAY) == {}


def test_nothing_sent_is_nothing_to_recall_and_an_unknown_id_is_told(ready: Ready, sent: Send) -> None:
    root = ready()
    assert recall(opened(root), "view").uses == ()
    sent(root)
    with pytest.raises(ToolkitError, match=r"There is no claim, source, passage or exhibit 'shar'.*Did you mean 'share'"):
        recall(opened(root), "shar")


def test_a_record_that_cannot_be_read_may_have_used_it(ready: Ready, sent: Send) -> None:
    root = ready(TWO)
    sent(root)
    sent(root, "two")
    (root / "responses/two/sent/2017-03-01/record.yaml").unlink()
    found = recall(opened(root), "share")
    assert [finding.code for finding in found.findings] == ["WSP020"]
    assert len(found.uses) == 1


# --- what is right now --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said", "whence"),
    [
        (("", ""), "", "The library still says what was sent; say what is right with --now, or correct the claim first."),
        (("63 per cent", "64 per cent"), "In 2012 64 per cent of searches were for drugs.", "The library says so today."),
        (
            ("status: checked  # with the tables", "status: withdrawn\n    reason: Counted twice."),
            "",
            "The claim was withdrawn: Counted twice.",
        ),
        (
            ("status: checked  # with the tables", "status: superseded\n    superseded_by: view"),
            "In our view this is too many.",
            "The claim 'view' takes its place.",
        ),
    ],
)
def test_what_is_right_follows_from_the_library(ready: Ready, sent: Send, change: tuple[str, str], said: str, whence: str) -> None:
    root = ready()
    sent(root)
    path = root / EVIDENCE
    path.write_text(path.read_text().replace(*change) if change[0] else path.read_text())
    now = recall(opened(root), "share").now
    assert (now.said, now.whence) == (said, whence)


def test_what_somebody_says_is_right_comes_first(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    assert recall(opened(root), "share", "It was 64 per cent.").now.said == "It was 64 per cent."
    assert recall(opened(root), "share", successor="view").now.said == "In our view this is too many."
    assert recall(opened(root), "share", taken_back=True).now == ("", "", "It is withdrawn.")
    with pytest.raises(ToolkitError, match=r"There is no claim 'veiw' in the library\. Did you mean 'view'"):
        recall(opened(root), "share", successor="veiw")


def test_claims_that_take_each_other_s_place_in_a_circle_lead_nowhere(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    path = root / EVIDENCE
    text = path.read_text().replace("status: checked  # with the tables", "status: superseded\n    superseded_by: view")
    path.write_text(text.replace("    status: checked\n", "    status: superseded\n    superseded_by: share\n"))
    assert recall(opened(root), "share").now.said == ""


# --- the letter ---------------------------------------------------------------------------------------------------------------------


def test_a_letter_says_what_was_said_where_what_is_right_and_why(ready: Ready, sent: Send) -> None:
    root = ready(TWO)
    sent(root, "two", receipt="R-17")
    path = root / EVIDENCE
    path.write_text(path.read_text().replace("63 per cent", "64 per cent"))
    session = opened(root)
    found = recall(session, "share")
    made = letters(session, found, "The table was corrected {{ there }} & *since*.", today=TODAY)
    assert {slug: each.relative_to(root).as_posix() for slug, each in made.items()} == {"two": "build/recall-share/correction-two.docx"}
    said = words(made["two"])
    for part in (
        "Correction to our response of 1 March 2017",
        "The Council",
        "On 1 March 2017 we sent you our response to “Another Plan” (your reference C-9); your receipt has the number R-17.",
        "Some statements in it are not right",
        "In paragraph 1 of “Only”:",
        "63 per cent were for drugs",
        "In 2012 64 per cent of searches were for drugs.",
        "The table was corrected {{ there }} & *since*.",
        "Policy team",
        "1 June 2017",
    ):
        assert part in said, part
    assert "Home Office (2012), Searches in England, Pg. 3." in notes(made["two"]), "what is right has its source"


def test_a_letter_without_anything_in_its_place_takes_the_statement_back(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    session = opened(root)
    made = letters(session, recall(session, "share"), "It was wrong.", today=TODAY)
    assert "One statement in it is not right" in words(made["one"])
    assert "We no longer rely on this, and ask you to leave it out of account." in words(made["one"])


def test_the_workspace_may_have_a_letter_of_its_own(ready: Ready, sent: Send) -> None:
    root = ready({"templates/correction-letter.md": "We erred on {{ sent }}: {{ why }}\n"})
    sent(root)
    session = opened(root)
    made = letters(session, recall(session, "share"), "a slip.", today=TODAY)
    assert "We erred on 1 March 2017: a slip." in words(made["one"])


@pytest.mark.parametrize(("text", "said"), [("{{ sen }}", "'sen' is undefined"), ("Words.\n{% if %}", "Line 2: ")])
def test_a_letter_that_cannot_be_used_is_told(ready: Ready, sent: Send, text: str, said: str) -> None:
    root = ready({"templates/correction-letter.md": text})
    sent(root)
    session = opened(root)
    with pytest.raises(ToolkitError, match=r"templates/correction-letter\.md of the workspace cannot be used") as refused:
        letters(session, recall(session, "share"), "a slip.", today=TODAY)
    assert said in refused.value.why
    assert "It may use: body, consultation" in refused.value.do


def test_a_sender_who_has_left_signs_no_letter(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root, by="quiet")
    workspace = root / "workspace.yaml"
    workspace.write_text(workspace.read_text().replace("  quiet: {name: Quiet person, email: quiet@example.org}\n", ""))
    session = opened(root)
    assert "Quiet person" not in words(letters(session, recall(session, "share"), "a slip.", today=TODAY)["one"])


def test_programs_get_the_same(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    session = opened(root)
    found = recall(session, "share", "64 per cent.")
    made = letters(session, found, "a slip.", today=TODAY)
    values = plain_values(found, made, session.root)
    assert (values["id"], values["now"]) == ("share", "64 per cent.")
    (row,) = values["submissions"]
    assert (row["response"], row["letter"]) == ("one", "build/recall-share/correction-one.docx")
    assert (row["uses"][0]["where"], row["uses"][0]["said"]) == (
        "paragraph 1 of “First”",
        "In 2012 63 per cent of searches were for drugs.",
    )


# --- the claim in the library -------------------------------------------------------------------------------------------------------


def test_a_claim_is_withdrawn_by_splicing(ready: Ready) -> None:
    root = ready()
    path = root / EVIDENCE
    before = path.read_text()
    assert withdraw(opened(root), "share", 'The "table" was wrong.', TODAY) == EVIDENCE
    assert path.read_text() == before.replace(
        "    status: checked  # with the tables\n", '    status: withdrawn  # with the tables\n    reason: "The \\"table\\" was wrong."\n'
    )
    claim = Session.open(root).workspace.claims["share"]
    assert (claim.status, claim.reason) == ("withdrawn", 'The "table" was wrong.')


def test_a_claim_is_superseded_by_splicing(ready: Ready) -> None:
    root = ready()
    before = (root / EVIDENCE).read_bytes().replace(b"\n", b"\r\n")
    (root / EVIDENCE).write_bytes(before)
    supersede(opened(root), "view", "share", TODAY)
    after = (root / EVIDENCE).read_bytes()
    added = b"    status: superseded  # since 2017-06-01, recalled\r\n    superseded_by: share\r\n"
    assert after == before.replace(b"    status: checked\r\n", added)


def test_a_claim_without_a_status_gets_one(ready: Ready) -> None:
    root = ready({EVIDENCE: "claims:\n  # ours\n  view:\n    # said often\n    kind: position\n    text: In our view.\n"})
    withdraw(opened(root), "view", "No longer our view.", TODAY)
    claim = Session.open(root).workspace.claims["view"]
    assert (claim.status, claim.reason) == ("withdrawn", "No longer our view.")
    assert "# ours" in (root / EVIDENCE).read_text()
    assert "# said often" in (root / EVIDENCE).read_text()


def test_a_claim_on_one_line_has_no_place_for_it_and_nothing_is_written(ready: Ready) -> None:
    text = "claims:\n  view: {kind: position, text: In our view.}\n  other: {kind: position, text: Another.}\n"
    root = ready({EVIDENCE: text})
    with pytest.raises(ToolkitError, match="leaves no place for its new status") as refused:
        withdraw(opened(root), "view", "why", TODAY)
    assert "    status: withdrawn\n    reason: why" in refused.value.do
    assert (root / EVIDENCE).read_text() == text


def test_a_claim_that_is_not_there_cannot_be_marked(ready: Ready) -> None:
    root = ready()
    for act in (lambda: withdraw(opened(root), "shar", "why", TODAY), lambda: supersede(opened(root), "share", "veiw", TODAY)):
        with pytest.raises(ToolkitError, match="There is no claim"):
            act()


def test_a_claim_that_was_just_taken_out_is_not_marked(ready: Ready) -> None:
    root = ready()
    session = opened(root)
    (root / EVIDENCE).write_text("claims: {}\n")
    with pytest.raises(ToolkitError, match="has just been moved or taken out"):
        withdraw(session, "share", "why", TODAY)


def test_a_remark_of_ours_takes_the_place_of_an_earlier_one() -> None:
    text = "claims:\n  a:\n    kind: position\n    text: T.\n    status: checked\n"
    for day in ("2017-01-01", "2018-01-01"):
        (claim,) = read_evidence(text, "x").claims
        text = with_field(text, claim.origin, "status", "draft", remark=day)
    assert text.endswith("    status: draft  # since 2018-01-01\n")


def test_where_used_and_search_say_what_was_sent_and_not_what_the_library_says_today(ready: Ready, sent: Send) -> None:
    outline = """
        title: Our response
        date: 2017-03-01
        sections:
          - id: first
            heading: First
            text: sections/first.md
            recommendations: [{id: cut, text: "Cut them: {{ claim('share', 'short') }}.", rests_on: [share]}]
        sign_off: [policy]
        """
    root = ready({"responses/one/outline.yaml": outline})
    sent(root)
    path = root / EVIDENCE
    path.write_text(path.read_text("utf-8").replace("63 per cent", "61 per cent"), encoding="utf-8")
    session = Session.open(root)
    uses = session.where_used("share")
    assert {day for _, day in uses} == {"2017-03-01"}
    assert len(uses) == 3
    assert all("63 per cent" in use.words for use, _ in uses), uses
    (hit,) = (hit for hit in session.search(Wanted("searches drugs", what=("responses",))).hits if "many" in hit.text)
    assert "63" in hit.text
    assert "61" not in hit.text

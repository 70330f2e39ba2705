"""``consult new --again`` as somebody types it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faces.conftest import snapshot
from tests.review.test_repeating import FILES

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult

NEW = """
    title: A Plan for All, 2018
    body: The Ministry
    questions:
      - {id: P1, text: "How should the council pay for parks | and open spaces?"}
      - {id: P2, text: Do you think that searches for drugs are being used fairly by the police?, limit: 300 words}
      - {id: Q2, text: What should we do about the housing of young people?}
    """
DRAFT = """
    claims:
      share: {kind: statistic, text: Old., support: [{source: alpha2012}], status: withdrawn, reason: It was *wrong*.}
      view: {kind: position, text: In our view this is too many., status: checked}
    """


def test_it_tells_what_was_answered_and_what_aged_and_keeps_that(consult: Consult, make: Make) -> None:
    root = make({**FILES, "responses/two/consultation.yaml": NEW, "evidence/topic.yaml": DRAFT})
    said = consult(root, "new", "two", "--again", "one")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "responses/two/outline.yaml",
        "responses/two/sections/first.md",
        "responses/two/again.md",
        "",
        "P1  How should the council pay for parks | and open spaces?",
        "    new: it was not asked last time",
        "P2  Do you think that searches for drugs are being used fairly by the police?",
        "    Q1 last time, in other words: Do you think that searches for drugs are used fairly by the police?",
        "    13 words (limit 300 words) in “First”: Searches are many. Old. Search less. In our view this is too many.",
        "Q2  What should we do about the housing of young people?",
        "    asked last time, in the same words",
        "    4 words in “second”: Young people need homes.",
        "",
        "Not asked any more:",
        "  Q3  Is there anything else?",
        "",
        "Claims to look at before they are used again",
        "  share  withdrawn: It was *wrong*.",
        "    responses/two/sections/first.md:2",
        "",
        "All of this, with the old answers whole, is in responses/two/again.md. When you have gone through it: consult build two",
    ]
    page = (root / "responses/two/again.md").read_text()
    assert "| P1: How should the council pay for parks \\| and open spaces? | new | nothing | 0 |" in page
    assert "| 13 of 300 words |" in page
    assert "- Q3: Is there anything else?" in page
    assert "- **share** (responses/two/sections/first.md:2): withdrawn: It was \\*wrong\\*." in page
    assert "## What we said to P2" in page
    assert "> Searches are many. Old.\n>\n> Search less.\n" in page
    assert [each for each in consult(root, "check", "two").out.splitlines() if "again.md" in each] == []


def test_a_copied_consultation_and_sound_claims_are_short_to_tell(consult: Consult, make: Make) -> None:
    root = make(FILES)
    said = consult(root, "new", "two", "--again", "one", "--closes", "2018-03-01")
    assert said.status == 0
    assert "responses/two/consultation.yaml:14 still has what was so last time: correct it." in said.out
    assert "closes: 2018-03-01T23:59" in (root / "responses/two/consultation.yaml").read_text()
    fresh = make({**FILES, "workspace.yaml": "organisation: {name: A Charity}\nas_of: 2017-02-01\n"}, "fresh")
    said = consult(fresh, "new", "two", "--again", "one")
    assert "Every claim of it is as it was, and fresh." in said.out
    assert "Every claim is as it was, and fresh." in (fresh / "responses/two/again.md").read_text()


def test_what_takes_the_place_of_a_claim_is_told_and_long_answers_are_shortened(consult: Consult, make: Make) -> None:
    claims = """
        claims:
          share: {kind: position, text: Old., status: superseded, superseded_by: view}
          view: {kind: position, text: In our view this is too many., status: checked}
        """
    root = make(
        {**FILES, "evidence/topic.yaml": claims, "responses/one/sections/first.md": "{{ claim('share') }}\n\n" + "Many words. " * 40}
    )
    said = consult(root, "new", "two", "--again", "one")
    assert "  share  superseded by 'view'\n    now: In our view this is too many.\n" in said.out
    assert "(responses/two/sections/first.md:1): superseded by 'view'. Now: In our view" in (root / "responses/two/again.md").read_text()
    (line,) = [each for each in said.out.splitlines() if "words in “First”" in each]
    assert line.endswith("…")
    assert "Many words. " * 39 + "Many words.\n" in (root / "responses/two/again.md").read_text()


def test_where_it_cannot_begin_nothing_is_written(consult: Consult, make: Make) -> None:
    root = make(FILES)
    before = snapshot(root / "responses")
    said = consult(root, "new", "two", "--again", "onne")
    assert said.status == 2
    assert "Did you mean 'one'?" in said.err
    assert snapshot(root / "responses") == before


def test_a_document_and_an_older_response_are_not_begun_from_at_once(consult: Consult, make: Make) -> None:
    said = consult(make(FILES), "new", "two", "--again", "one", "--from", "plan.pdf")
    assert said.status == 2
    assert "choose one" in said.err


def test_a_consultation_may_have_no_questions(consult: Consult, make: Make) -> None:
    root = make()
    said = consult(root, "new", "two", "--again", "one")
    assert said.out.splitlines()[4:6] == ["", "Claims to look at before they are used again"]
    assert "## Questions" not in (root / "responses/two/again.md").read_text()

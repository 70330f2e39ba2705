"""This year's answer begun from last year's: what is copied, what is emptied, and what is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.record.conftest import READY, ready, sent
from toolkit.disk import write_all
from toolkit.model.errors import ToolkitError
from toolkit.repeating import Plan, plan
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.record.conftest import Ready, Send

__all__ = ["ready", "sent"]

TODAY = date(2017, 6, 1)
PATH = "evidence/topic.yaml"
CONSULTATION = """
    # As they asked it.
    title: A Plan for All
    body: The Ministry
    reference: M/17  # on page 2
    opens: 2017-01-01
    closes: 2017-03-03T23:59
    questions:
      - id: Q1
        text: Do you think that searches for drugs are used fairly by the police?
        closes: 2017-02-01
      - id: Q2
        text: What should we do about the housing of young people?
        limit: 500 words
      - {id: Q3, text: Is there anything else?, closes: 2017-02-02}
    """
OUTLINE = """
    # What we say.
    title: Our response
    date: 2017-03-01
    status: sent  # since 2017-03-01
    sections:
      - id: first
        heading: First
        answers: [Q1]
        text: sections/first.md
        recommendations:
          - {id: less, text: Search less., rests_on: [view]}
        sections:
          - id: below
            heading: Below
            text: "{{ claim('view') }}"
      - id: second
        answers: [Q2]  # shortly
        text: Young people need homes.
    """
FILES = {
    **READY,
    "responses/one/consultation.yaml": CONSULTATION,
    "responses/one/outline.yaml": OUTLINE,
    "responses/one/notes.md": "Not part of it.\n",
}


def planned(root: Path, new: str = "two", old: str = "one", **more: date) -> Plan:
    return plan(Session.open(root, today=TODAY), old, new, **more)


def test_outline_and_texts_are_copied_and_what_was_another_times_becomes_a_comment(make: Make) -> None:
    root = make(FILES)
    found = planned(root)
    assert sorted(found.contents) == [f"responses/two/{name}" for name in ("consultation.yaml", "outline.yaml", "sections/first.md")]
    before = {path: (root / path.replace("two", "one")).read_text() for path in found.contents}
    after = {path: data.decode() for path, data in found.contents.items()}
    assert after["responses/two/sections/first.md"] == before["responses/two/sections/first.md"]
    asked = before["responses/two/consultation.yaml"]
    for line in ("reference: M/17  # on page 2", "opens: 2017-01-01", "closes: 2017-03-03T23:59"):
        asked = asked.replace(f"\n{line}\n", f"\n# last time: {line}\n")
    asked = asked.replace("    closes: 2017-02-01\n", "    # last time: closes: 2017-02-01\n")
    assert after["responses/two/consultation.yaml"] == asked
    assert after["responses/two/outline.yaml"] == before["responses/two/outline.yaml"].replace(
        "date: 2017-03-01\nstatus: sent  # since 2017-03-01\n",
        "# last time: date: 2017-03-01\nstatus: draft  # since 2017-06-01, begun from one\n",
    )
    assert found.left == (("responses/two/consultation.yaml", 14),)


def test_an_outline_without_date_and_status_is_copied_as_it_is(make: Make) -> None:
    outline = "sections:\n- id: a\n  text: We agree.\n"
    found = planned(make({"responses/one/outline.yaml": outline}))
    assert found.contents["responses/two/outline.yaml"].decode() == outline
    assert (found.asked, found.left) == ((), ())


def test_the_new_response_is_one_that_can_be_worked_on(make: Make) -> None:
    root = make(FILES)
    write_all({root / path: data for path, data in planned(root, closes=date(2018, 3, 1)).contents.items()})
    response = Session.open(root).response("two")
    assert (response.outline.status, response.outline.date, response.findings) == ("draft", None, ())
    assert response.consultation.deadline.date() == date(2018, 3, 1)
    assert [question.id for question in response.consultation.questions] == ["Q1", "Q2", "Q3"]
    assert [section.id for _, _, section in response.outline.walk()] == ["first", "below", "second"]


def test_each_question_stands_beside_its_old_answer(make: Make) -> None:
    found = planned(make(FILES))
    first, second, third = found.asked
    assert (first.before and first.before.id, first.reworded, first.sections) == ("Q1", False, ("First",))
    assert first.answer == (
        "Searches are many. In 2012 63 per cent of searches were for drugs.",
        "Search less.",
        "In our view this is too many.",
    )
    assert (second.sections, second.answer, second.words) == (("second",), ("Young people need homes.",), 4)
    assert (third.answer, third.words, found.dropped) == ((), 0, ())


def test_questions_that_were_reworded_moved_added_or_dropped_are_told_apart(make: Make) -> None:
    new = """
        title: A Plan for All, 2018
        body: The Ministry
        questions:
          - {id: "1", text: How should the council pay for parks and open spaces?}
          - {id: "2", text: Do you think that searches for drugs are being used fairly by the police?}
          - {id: Q1, text: What should we do about the housing of young people?}
        """
    root = make({**FILES, "responses/two/consultation.yaml": new})
    found = planned(root)
    assert [(each.question.id, each.before and each.before.id, each.reworded) for each in found.asked] == [
        ("1", None, False),
        ("2", "Q1", True),
        ("Q1", "Q2", False),
    ]
    assert [each.id for each in found.dropped] == ["Q3"]
    assert "responses/two/consultation.yaml" not in found.contents
    outline = found.contents["responses/two/outline.yaml"].decode()
    assert 'answers: ["2"]' in outline
    assert "answers: [Q1]  # shortly" in outline


def test_a_text_that_is_there_already_is_not_written_over(make: Make) -> None:
    root = make({**FILES, "responses/two/sections/first.md": "My own beginning.\n"})
    assert "responses/two/sections/first.md" not in planned(root).contents


def test_claims_are_told_with_what_became_of_them_and_where_they_stand(ready: Ready, sent: Send) -> None:
    claims = """
        claims:
          share: {kind: statistic, text: Old., support: [{source: alpha2012}], status: checked, checked: 2016-04-01}
          later: {kind: position, text: Later., status: checked}
          gone: {kind: position, text: Gone., status: checked}
          wrong: {kind: position, text: Wrong., status: checked}
          fine: {kind: position, text: Fine., status: checked}
          view: {kind: position, text: In our view this is too many., status: checked}
        """
    text = "".join(f"{{{{ claim('{id_}') }}}}\n\n" for id_ in ("share", "later", "gone", "wrong", "fine"))
    root = ready({PATH: claims, "responses/one/sections/first.md": text})
    sent(root)
    now = """
        claims:
          share: {kind: statistic, text: New., support: [{source: alpha2012}], status: draft, checked: 2016-04-01}
          later: {kind: position, text: Later., status: superseded, superseded_by: fine}
          wrong: {kind: position, text: Wrong., status: withdrawn, reason: Not so}
          fine: {kind: position, text: Fine., status: checked}
          view: {kind: position, text: In our view this is too many., status: checked}
        """
    (root / PATH).write_text("\n".join(line.removeprefix("        ") for line in now.split("\n")))
    path = "responses/two/sections/first.md"
    assert [tuple(each) for each in planned(root).aged] == [
        ("share", ("changed since it was sent", "overdue since 1 April 2017", "never compared with its source"), "New.", ((path, 1),)),
        ("later", ("superseded by 'fine'",), "Fine.", ((path, 3),)),
        ("wrong", ("withdrawn: Not so",), "", ((path, 7),)),
        ("gone", ("gone from the library",), "", ((path, 5),)),
    ]


def test_without_a_record_the_library_alone_tells_what_aged(make: Make) -> None:
    bib = """
        @report{old2011, author = {{Home Office}}, title = {Powers}, date = {2011}, x-series = {Powers}}
        @report{new2016, author = {{Home Office}}, title = {Powers again}, date = {2016}, x-series = {Powers}}
        """
    claims = """
        claims:
          share: {kind: finding, text: Old., support: [{source: old2011}], status: checked, checked: 2016-06-20}
          view: {kind: position, text: In our view.}
        """
    (aged,) = planned(make({**FILES, "bibliography.bib": bib, PATH: claims})).aged
    assert aged.why == ("due for review by 20 June 2017", "the library holds a newer edition: 'new2016'")


@pytest.mark.parametrize(
    ("new", "old", "told"),
    [
        ("one", "one", "There is already a response 'one'."),
        ("three", "one", "There is already a response 'three'."),
        ("two", "on", "There is no response 'on'."),
        ("two", "asked", "The response 'asked' has no outline.yaml to begin from."),
    ],
)
def test_what_cannot_be_begun_is_said(make: Make, new: str, old: str, told: str) -> None:
    more = {"responses/three/outline.yaml": OUTLINE, "responses/asked/consultation.yaml": CONSULTATION}
    with pytest.raises(ToolkitError) as refused:
        planned(make({**FILES, **more}), new, old)
    assert refused.value.what == told

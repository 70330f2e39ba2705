"""How things stand: what closes when, what was found, who owes what, what aged since it was sent, and who owes us an answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import icalendar

from toolkit.faces.calendar import as_calendar
from toolkit.faces.standing import as_data, screen
from toolkit.session import Session
from toolkit.standing import Status, status

if TYPE_CHECKING:
    from tests.record.conftest import Ready, Send

CONSULTATION = "responses/one/consultation.yaml"


def stands(root: Path, day: date = date(2017, 2, 20)) -> Status:
    return status(Session.open(root, today=day))


def shown(found: Status) -> str:
    return click.unstyle(screen(found))


def response(slug: str, consultation: str, text: str = "Few words.") -> dict[str, Any]:
    return {
        f"responses/{slug}/consultation.yaml": consultation,
        f"responses/{slug}/outline.yaml": f"title: T\nsections: [{{id: a, text: '{text}'}}]\n",
    }


# --- what is to be answered ---------------------------------------------------------------------------------------------------------


def test_what_closes_next_comes_first_and_what_never_does_last(ready: Ready) -> None:
    changes = {
        CONSULTATION: "title: One\nbody: A\ncloses: 2017-03-01\n",
        **response("never", "title: Never\nbody: B\n"),
        **response("over", "title: Over\nbody: C\ncloses: 2017-01-31\n"),
        **response("soon", "title: Soon\nbody: D\ncloses: 2017-02-21T12:00\n"),
        **response("today", "title: Today\nbody: E\ncloses: 2017-02-01\nextended_to: 2017-02-20T17:00\n"),
    }
    found = stands(ready(changes))
    assert [(row.slug, row.left) for row in found.rows] == [("today", 0), ("soon", 1), ("one", 9), ("over", -20), ("never", None)]
    lines = [line.split("  ")[1].strip() for line in shown(found).splitlines() if " (draft)" in line or " (approved)" in line]
    assert lines == ["today", "tomorrow", "in 9 days", "closed", "no deadline"]


def test_a_question_that_closes_earlier_counts(ready: Ready) -> None:
    consultation = """
        title: One
        body: A
        opens: 2017-01-02
        closes: 2017-03-31
        questions:
          - {id: Q1, text: What?, closes: 2017-02-24}
          - {id: Q2, text: Why?}
        """
    (row,) = stands(ready({CONSULTATION: consultation})).rows
    assert row.left == 4
    assert [(str(each.last_day), each.question) for each in row.deadlines] == [("2017-03-31", ""), ("2017-02-24", "Q1")]


def test_midnight_belongs_to_the_day_that_it_ends(ready: Ready) -> None:
    (row,) = stands(ready({CONSULTATION: "title: O\nbody: A\ncloses: 2017-02-21T00:00\n"})).rows
    assert row.left == 0


def test_what_checks_find_is_counted_where_it_belongs(ready: Ready) -> None:
    changes = {
        "responses/one/sections/first.md": "TODO: write. {{ claim('share') }}\n",
        "evidence/bad.yaml": "claims:\n  x: {kind: law, text: T, support: [{source: none}]}\n",
    }
    found = stands(ready(changes))
    assert [(row.slug, row.errors) for row in found.rows] == [("one", 1)]
    assert found.library["error"] == 1
    assert "one (approved), to The Ministry: 1 error" in shown(found)
    assert "Library: 1 error" in shown(found)


def test_owners_of_what_has_to_be_looked_at_are_named(ready: Ready) -> None:
    evidence = """
        claims:
          share:
            kind: statistic
            text: In 2012 63 per cent of searches were for drugs.
            support: [{source: alpha2012, locator: p. 3}]
            owner: policy
            status: checked
            checked: 2017-01-10
            review_by: 2017-01-31
          view: {kind: position, text: In our view this is too many., owner: quiet}
          old: {kind: position, text: Long ago., owner: quiet, status: checked, checked: 2014-01-01}
          due: {kind: position, text: Soon., status: checked, review_by: 2017-03-01}
          gone: {kind: position, text: Gone., owner: quiet, status: withdrawn, reason: Wrong., review_by: 2017-01-01}
        """
    changes = {
        "evidence/topic.yaml": evidence,
        "evidence/passages/about.md": "---\ntitle: About\nowner: policy\nreview_by: 2017-02-25\n---\nWords.\n",
    }
    found = stands(ready(changes))
    assert found.rows[0].owners == ("policy",)
    assert [(each.owner, dict(each.bands), each.unchecked) for each in found.owed] == [
        ("policy", {"due": 1, "overdue": 1}, 0),
        ("quiet", {"stale": 1}, 1),
        ("", {"due": 1}, 0),
    ]
    assert [(str(each.day), each.id) for each in found.reviews] == [
        ("2015-01-01", "old"),
        ("2017-01-31", "share"),
        ("2017-02-25", "about"),
        ("2017-03-01", "due"),
    ]
    said = shown(found)
    assert "  policy: 1 due within a month and 1 overdue" in said
    assert "  quiet: 1 stale and 1 claim never checked" in said
    assert "  nobody: 1 due within a month" in said
    assert "to look at claims: policy" in said


# --- what was sent ------------------------------------------------------------------------------------------------------------------


def test_a_claim_that_changed_since_it_was_sent_is_told_with_those_who_have_it(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    assert stands(root).since == ()
    path = root / "evidence/topic.yaml"
    before = path.read_text()
    fates = {
        "changed": before.replace("63 per cent", "64 per cent"),
        "withdrawn": before.replace("status: checked  # with the tables", "status: withdrawn\n    reason: Wrong."),
        "superseded by view": before.replace("status: checked  # with the tables", "status: superseded\n    superseded_by: view"),
        "gone from the library": "claims: {}\n",
    }
    for fate, text in fates.items():
        path.write_text(text)
        said = f"  share {fate}; sent to The Ministry in one: consult recall share --why '…'"
        assert said in shown(stands(root)).splitlines()


def test_what_says_nothing_else_is_no_change(ready: Ready, sent: Send) -> None:
    """Somebody checks the claim again, and gives it an owner and a note."""
    root = ready()
    sent(root)
    path = root / "evidence/topic.yaml"
    text = path.read_text().replace("checked: 2017-01-10", "checked: 2017-02-10\n    owner: policy\n    note: Ours.")
    path.write_text(text)
    assert stands(root).since == ()


def test_a_corrected_edition_is_the_one_that_counts(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    path = root / "evidence/topic.yaml"
    path.write_text(path.read_text().replace("63 per cent", "64 per cent"))
    assert len(stands(root).since) == 1
    sent(root, correction="The table was corrected.")
    assert stands(root).since == ()


def test_what_is_no_longer_as_it_was_sent_stands_there_too(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    (root / "responses/one/sections/first.md").write_text("Another.\n")
    found = stands(root)
    assert [(each.code, each.span.path) for each in found.problems] == [("WSP019", "responses/one/sections/first.md")]
    assert "No longer as it was sent" in shown(found)


def test_bodies_owe_an_answer_twelve_weeks_after_closing(ready: Ready, sent: Send) -> None:
    root = ready({CONSULTATION: "title: One\nbody: The Ministry\ncloses: 2017-03-03T23:59\n"})
    sent(root)
    (owed,) = stands(root, date(2017, 5, 26)).awaited
    assert (str(owed.due), owed.overdue) == ("2017-05-26", False)
    assert "The Ministry, to one: by 26 May 2017" in shown(stands(root, date(2017, 5, 26)))
    assert "The Ministry, to one: 5 days overdue" in shown(stands(root, date(2017, 5, 31)))


def test_a_body_that_has_answered_owes_nothing(ready: Ready, sent: Send) -> None:
    root = ready({CONSULTATION: "title: One\nbody: The Ministry\ncloses: 2017-03-03\n"})
    sent(root)
    (root / "responses/one/impact.yaml").write_text("answered: 2017-05-01\n")
    assert stands(root).awaited == ()


def test_where_nobody_asked_nobody_owes_an_answer(ready: Ready, sent: Send) -> None:
    root = ready()
    sent(root)
    assert stands(root).awaited == ()


def test_an_answer_is_owed_by_the_record_where_the_folder_is_half_gone(ready: Ready, sent: Send) -> None:
    root = ready({CONSULTATION: "title: One\nbody: The Ministry\ncloses: 2017-03-03\n"})
    sent(root)
    (root / CONSULTATION).unlink()
    (root / "responses/one/outline.yaml").unlink()
    assert [str(each.due) for each in stands(root).awaited] == ["2017-05-26"]


def test_a_screen_is_calm_when_there_is_nothing(make: Any) -> None:
    root = make(
        dict.fromkeys(("responses/one/outline.yaml", CONSULTATION, "responses/one/sections/first.md"))
        | {"evidence/topic.yaml": "claims: {}\n"}
    )
    assert shown(stands(root)) == (
        "As on 20 February 2017\n\nTo answer: nothing that is not sent.\n\nLibrary: nothing to put right. Sent so far: 0 responses.\n"
    )


def test_what_is_many_is_counted(ready: Ready) -> None:
    changes: dict[str, Any] = {}
    for number in range(12):
        changes |= response(f"r{number:02}", f"title: R\nbody: B\ncloses: 2017-03-{number + 1:02}\n")
    said = shown(stands(ready(changes)))
    assert "  and 5 more: see --json" in said


# --- for programs and calendars -----------------------------------------------------------------------------------------------------


def test_programs_get_the_same(ready: Ready, sent: Send) -> None:
    root = ready(
        {
            CONSULTATION: "title: One\nbody: The Ministry\ncloses: 2017-03-03T23:59\n",
            **response("two", "title: Two\nbody: B\ncloses: 2017-02-24\n"),
        }
    )
    sent(root)
    (root / "evidence/topic.yaml").write_text("claims: {}\n")
    values = as_data(stands(root))
    assert values["today"] == "2017-02-20"
    (two,) = values["to_answer"]
    assert (two["response"], two["days_left"], two["deadlines"]) == ("two", 4, [{"closes": "2017-02-24T23:59:00+00:00", "question": None}])
    assert [(each["claim"], each["fate"], each["now"]) for each in values["wrong_since_sent"]] == [("share", "gone", None)]
    assert values["answers_owed"] == [{"response": "one", "body": "The Ministry", "due": "2017-05-26", "overdue": False}]
    assert values["sent"] == [{"response": "one", "edition": "2017-03-01", "to": "The Ministry"}]


def events(data: bytes) -> dict[str, icalendar.Event]:
    return {str(event["uid"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_a_calendar_holds_deadlines_reviews_and_answers(ready: Ready, sent: Send) -> None:
    consultation = "title: Two; or, a plan\nbody: B\nopens: 2017-02-01\ncloses: 2017-07-24T17:00\nquestions: [{id: Q1, text: What?, closes: 2017-03-02}]\n"
    root = ready({CONSULTATION: "title: One\nbody: The Ministry\ncloses: 2017-03-03\n", **response("two", consultation)})
    sent(root)
    path = root / "evidence/topic.yaml"
    path.write_text(
        path.read_text().replace("checked: 2017-01-10", "checked: 2017-01-10\n    owner: policy\n    review_by: 2017-08-01")
        + "    review_by: 2017-08-01\n    owner: policy\n"
    )
    found = events(as_calendar(stands(root)))
    assert sorted(found) == [
        "answer-one@consult",
        "deadline-two-Q1@consult",
        "deadline-two@consult",
        "opens-two@consult",
        "review-2017-08-01-policy@consult",
    ]
    closing = found["deadline-two@consult"]
    assert str(closing["summary"]) == "Closes: Two; or, a plan"
    assert closing.decoded("dtend").isoformat() == "2017-07-24T16:00:00+00:00", "five in the afternoon, in summer time"
    assert [alarm.decoded("trigger").days for alarm in closing.walk("VALARM")] == [-7, -1]
    review = found["review-2017-08-01-policy@consult"]
    assert str(review["summary"]) == "Review: 2 things (policy)"
    assert "In our view this is too many." in str(review["description"])
    assert found["answer-one@consult"].decoded("dtstart") == date(2017, 5, 26)


def test_a_calendar_of_the_same_day_has_the_same_bytes(ready: Ready) -> None:
    root = ready({CONSULTATION: "title: One\nbody: A\ncloses: 2017-03-03\n"})
    assert as_calendar(stands(root)) == as_calendar(stands(root))
    assert b"\r\n" in as_calendar(stands(root))

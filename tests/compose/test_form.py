"""What form a document takes: the outline's own word, else its kind's, else what the receiving body asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.compose.draft import compose
from toolkit.compose.form import Form, chosen_channel, form_of, usual_outputs
from toolkit.model.response import as_version
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

COMMITTEE = "title: An inquiry\nbody: The Committee\nchannel: commons-committee\n"
OWN = """
    organisation: {name: A Charity}
    contacts:
      policy: {name: Policy team, role: Head of policy, email: policy@example.org, phone: "020", public: true}
      quiet: {name: Quiet person, email: quiet@example.org}
    channels:
      the-board:
        notes: end
        demands: {summary: true, numbered_paragraphs: true, recommendations_together: true, contact_page: true, cover_sheet: true}
"""


def opened(make: Make, outline: str = "", consultation: str = COMMITTEE, channel: str | None = None) -> Session:
    files = {
        "workspace.yaml": OWN,
        "responses/one/consultation.yaml": consultation,
        "responses/one/outline.yaml": f"title: Our response\n{outline}\nsections: [{{id: first, heading: First, text: sections/first.md}}]\n",
    }
    return Session.open(make(files), channel=channel)


def words(text: str) -> int:
    return len(text.split())


def form(session: Session) -> Form:
    return form_of(session.workspace, session.response("one"))


def test_nothing_is_asked_for_where_no_channel_is_named(make: Make) -> None:
    assert form(opened(make, consultation="title: A plan\nbody: B\n")) == Form(language="en-GB")


def test_what_a_body_demands_or_advises_holds_where_the_outline_is_silent(make: Make) -> None:
    board = form(opened(make, "summary: [One.]", "title: A plan\nbody: B\nchannel: the-board\n"))
    assert board == Form(
        language="en-GB",
        notes="end",
        numbered_paragraphs=True,
        summary=True,
        recommendations_together=True,
        contact_page=True,
        cover_sheet=True,
    )
    assert form(opened(make)).numbered_paragraphs, "advice is followed too"


def test_the_outline_has_the_last_word(make: Make) -> None:
    own = "numbered_paragraphs: false\nsummary: [One.]\nprint_summary: false\nsummary_of_recommendations: false\nnotes: foot\nlanguage: cy"
    said = form(opened(make, own, "title: A plan\nbody: B\nchannel: the-board\n"))
    assert said == Form(language="cy", notes="foot", contact_page=True, cover_sheet=True)


def test_a_summary_stands_where_somebody_asks_for_it_and_not_twice(make: Make) -> None:
    assert not form(opened(make)).summary, "nobody has written one"
    assert form(opened(make, "summary: [One.]")).summary
    assert not form(opened(make, "summary: [One.]", "title: A plan\nbody: B\n")).summary
    assert form(opened(make, "summary: [One.]\nprint_summary: true", "title: A plan\nbody: B\n")).summary
    root = make(
        {
            "responses/one/consultation.yaml": COMMITTEE,
            "responses/one/outline.yaml": "title: T\nsummary: [One.]\nsections: [{id: a, heading: Executive summary, text: Two.}]\n",
        }
    )
    assert not form(Session.open(root)).summary, "the text begins with one of its own"


@pytest.mark.parametrize(
    ("channel", "outputs"),
    [
        (None, ("docx",)),
        ("email", ("docx", "pdf")),
        ("ofcom", ("docx",)),
        ("upr", ("docx",)),
        ("response-form", ("docx",)),
        ("citizen-space", ("docx", "pdf")),
    ],
)
def test_only_files_that_a_body_takes_are_built_where_nobody_says_which(make: Make, channel: str | None, outputs: tuple[str, ...]) -> None:
    session = opened(make, channel=channel)
    assert usual_outputs(session.workspace, session.response("one")) == outputs


def test_word_is_built_for_a_body_that_takes_nothing_that_we_make(make: Make) -> None:
    workspace = "organisation: {name: A}\nchannels: {old: {demands: {file_types: [rtf]}}}\n"
    session = Session.open(make({"workspace.yaml": workspace, "responses/one/consultation.yaml": "title: T\nbody: B\nchannel: old\n"}))
    assert usual_outputs(session.workspace, session.response("one")) == ("docx",)


@pytest.mark.parametrize(
    ("channel", "chosen"),
    [(None, None), ("commons-committee", None), ("UK Commons committee", None), ("House of Lords", "lords-committee"), ("nobody", None)],
)
def test_a_channel_is_chosen_where_it_is_not_the_response_s_own(make: Make, channel: str | None, chosen: str | None) -> None:
    session = opened(make, channel=channel)
    assert chosen_channel(session.workspace, session.response("one")) == chosen


def test_a_summary_may_be_points_a_text_or_a_file_and_places_claims(make: Make) -> None:
    outline = "print_summary: true\nsummary:\n  - '{{ claim(\"share\") }}'\n  - Second, [@beta2013].\n"
    session = opened(make, outline, "title: T\nbody: B\n")
    draft = session.draft("one")
    assert [(block.section, block.kind) for block in draft.blocks[:3]] == [("summary", "heading"), ("summary", "list"), ("summary", "list")]
    assert [(each.claim, each.section, each.span.line) for each in draft.placements][:1] == [("share", "summary", 4)]
    assert [citation.section for citation in draft.citations][:2] == ["summary", "summary"]
    text = opened(make, "print_summary: true\nsummary: |\n  Two are.\n\n  And three.\n", "title: T\nbody: B\n").draft("one")
    assert [block.kind for block in text.blocks[:3]] == ["heading", "paragraph", "paragraph"]
    root = make(
        {
            "responses/one/outline.yaml": "title: T\nprint_summary: true\nsummary: sections/short.md\nsections: []\n",
            "responses/one/sections/short.md": "From a file, and {{ claim('nobody') }}.\n",
        }
    )
    (finding,) = Session.open(root).draft("one").findings
    assert (finding.code, finding.span.path, finding.span.line) == ("WSP006", "responses/one/sections/short.md", 1)


def test_what_stands_round_the_text_is_counted_as_a_reader_would(make: Make) -> None:
    plain = opened(make, "sign_off: [policy]", "title: A plan\nbody: B\n").draft("one").words
    outline = "sign_off: [policy]\nsummary: [One two three.]"
    board = opened(make, outline, "title: A plan\nbody: B\nchannel: the-board\n").draft("one").words
    assert board.sections["summary"] == words("Summary One two three.")
    assert board.sections["first"] == plain.sections["first"] - words("policy@example.org 020")
    assert board.front == 0
    assert board.body > sum(board.sections.values()), "cover sheet and contact page are in the file, and in no limit"
    assert set(board.sections) == {"summary", "first"}


def test_recommendations_at_the_front_count_for_the_whole(make: Make) -> None:
    outline = (
        "title: T\nsummary_of_recommendations: true\nsections:\n  - id: a\n    heading: Asks\n    text: Words here.\n"
        "    recommendations: [{id: r, text: Do it now., rests_on: [share]}]\n"
    )
    counted = Session.open(make({"responses/one/outline.yaml": outline})).draft("one").words
    assert counted.front == words("Summary of recommendations Recommendation 1 Do it now.")
    assert counted.sections == {"a": words("Asks Words here. Recommendation 1 Do it now.")}


def test_a_cover_sheet_says_what_is_sent_by_whom_and_what_is_confidential(make: Make) -> None:
    files = {
        "workspace.yaml": OWN,
        "responses/one/consultation.yaml": "title: A plan\nbody: The Board\nreference: AB-12\nchannel: the-board\n",
        "responses/one/outline.yaml": """
            title: Our response
            date: 2017-03-01
            sections:
              - {id: first, heading: First, text: Words.}
              - {id: case, heading: A case, text: We know of one., confidential: true}
            sign_off: [policy, quiet]
        """,
    }
    session = Session.open(make(files))
    draft = compose(session.workspace, session.response("one"))
    cover = draft.markdown.partition("page-break")[0]
    for said in (
        "A plan",
        "AB-12",
        "The Board",
        "A Charity",
        "Policy team, Head of policy, <policy@example.org>, 020",
        "1 March 2017",
    ):
        assert said in cover, said
    assert "Public version: confidential parts are left out." in cover
    whole = compose(session.workspace, as_version(session.response("one"), "confidential")).markdown
    assert "These parts are confidential, and are not for publication: A case." in whole
    assert "quiet@example.org" not in draft.markdown, "not public"
    end = draft.markdown.rpartition("page-break")[2]
    assert "Contact details" in end
    assert "<policy@example.org>" in end
    assert "Quiet person" not in end, "who has nothing to be asked at stands in the sign-off alone"
    sign_off = draft.markdown.partition("page-break")[2].rpartition("page-break")[0]
    assert "Head of policy" in sign_off
    assert "policy@example.org" not in sign_off


def test_a_document_of_another_kind_does_not_go_to_the_body_and_keeps_its_form(make: Make) -> None:
    session = opened(make, "document: briefing")
    assert not form(session).numbered_paragraphs
    assert usual_outputs(session.workspace, session.response("one")) == ("docx", "pdf")


@pytest.mark.parametrize(("outline", "mode"), [("", "foot"), ("notes: stripped", "stripped"), ("notes: inline", "inline")])
def test_a_file_keeps_the_notes_that_boxes_of_plain_text_lose_unless_somebody_has_decided_otherwise(
    make: Make, outline: str, mode: str
) -> None:
    built = opened(make, outline, "title: T\nbody: B\nchannel: citizen-space\n").build("one", ("md",))
    assert built.draft.note_mode == mode
    assert built.findings == ()

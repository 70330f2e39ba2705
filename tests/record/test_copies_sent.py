"""Several copies of one response sent, and what may not be shown yet."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.record.conftest import DAY, prepared
from toolkit.model.channel import Channel
from toolkit.model.errors import ToolkitError
from toolkit.model.record import Record
from toolkit.model.release import held_back, kept_source, moment_of, public_files
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.values import LONDON
from toolkit.rebuilding import prove
from toolkit.sending import Prepared, Refused
from toolkit.session import Session
from toolkit.standing import status

if TYPE_CHECKING:
    from tests.record.conftest import Ready, Send

PARTS = {
    "responses/one/sections/first.md": """
        Searches are many.
        {{ claim("share") }}

        ::: confidential
        A client told us of her search in the street.
        {{ claim("view") }}
        :::
        """,
}
EMBARGO = {
    "responses/one/outline.yaml": """
        title: Our response
        date: 2017-03-01
        embargo: 2017-03-05T00:01
        sections:
          - {id: first, heading: First, text: sections/first.md}
        sign_off: [policy]
        """,
}


def names(record: Record) -> dict[str, str | None]:
    return {file.name: file.version for file in record.files}


def test_a_public_copy_and_a_confidential_one_go_out_together_and_are_proven_from_their_record(ready: Ready, sent: Send) -> None:
    root = ready(PARTS)
    record = sent(root, copies=("public", "confidential"))
    assert names(record) == {"one-public.docx": "public", "one-confidential.docx": "confidential"}
    assert [claim.id for claim in record.claims] == ["share", "view"]
    assert prove(root, "one", record.edition, again=True).rebuilt == "same"
    response = Session.open(root).response("one")
    assert [file.name for file in public_files(response, record)] == ["one-public.docx"]


def test_the_record_of_a_public_copy_knows_nothing_of_what_was_left_out(ready: Ready, sent: Send) -> None:
    record = sent(ready(PARTS), copies=("public",))
    assert [claim.id for claim in record.claims] == ["share"]
    assert "told us" not in record.model_dump_json()


def test_a_public_copy_goes_with_an_annex(ready: Ready, sent: Send) -> None:
    root = ready(PARTS)
    record = sent(root, copies=("public", "annex"))
    assert names(record) == {"one-public.docx": "public", "one-confidential-annex.docx": "annex"}
    assert prove(root, "one", record.edition, again=True).rebuilt == "same"


def test_without_a_word_the_outline_says_which_copy_goes(ready: Ready, sent: Send) -> None:
    record = sent(ready(PARTS))
    assert names(record) == {"one.docx": None}
    assert [claim.id for claim in record.claims] == ["share"]


def test_what_would_be_public_is_looked_at_as_such_where_both_copies_go(ready: Ready) -> None:
    text = PARTS["responses/one/sections/first.md"] + "\n        Write to jane.smith@gmail.com.\n"
    changes = {"responses/one/sections/first.md": text, "responses/one/outline.yaml": "title: T\nversion: confidential\ndate: 2017-03-01\nsections: [{id: first, text: sections/first.md}]\nsign_off: [policy]\n"}  # fmt: skip
    found = prepared(ready(changes), copies=("public", "confidential"))
    assert isinstance(found, Refused)
    assert {finding.code for finding in found.errors} == {"SUB005"}
    assert isinstance(prepared(ready(changes, "other"), copies=("confidential",)), Prepared)


def test_nothing_goes_before_its_time_but_to_those_who_keep_the_embargo(ready: Ready) -> None:
    root = ready(EMBARGO)
    with pytest.raises(ToolkitError) as error:
        prepared(root)
    assert "under embargo until 00:01 on 5 March 2017" in str(error.value)
    assert "--under-embargo" in str(error.value)
    early = prepared(root, under_embargo=True)
    assert isinstance(early, Prepared)
    assert "Its first page says that it is under embargo until 00:01 on 5 March 2017." in early.remarks
    assert isinstance(prepared(root, sent=date(2017, 3, 5)), Prepared)


def test_a_claim_under_embargo_holds_back_what_states_it(ready: Ready) -> None:
    claim = """
        topic: A topic
        claims:
          share: {kind: position, text: So it is., status: checked, embargo: 2017-03-01T23:59}
        """
    root = ready({"evidence/topic.yaml": claim, "responses/one/sections/first.md": "Open. {{ claim('share') }}\n"})
    now = datetime.now(LONDON)
    late = (now + timedelta(days=400)).date().isoformat()
    (root / "evidence/topic.yaml").write_text(claim.replace("2017-03-01T23:59", f"{late}T00:01"), encoding="utf-8")
    with pytest.raises(ToolkitError, match="The claim 'share' is under embargo"):
        prepared(root)


def test_status_tells_what_may_not_be_shown_yet(ready: Ready, sent: Send) -> None:
    root = ready({**EMBARGO, "responses/one/consultation.yaml": "title: A Plan\nbody: The Committee\nchannel: lords-committee\n"})
    (found,) = status(Session.open(root, today=DAY)).held_back
    assert (found.slug, found.why) == ("one", "It is under embargo until 00:01 on 5 March 2017.")
    sent(root, sent=date(2017, 3, 6), outputs=("docx",), copies=())
    (found,) = status(Session.open(root, today=date(2017, 3, 7))).held_back
    assert "before The Committee has published it" in found.why
    path = root / "responses/one/consultation.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "published: 2017-03-20\n", encoding="utf-8")
    assert status(Session.open(root, today=date(2017, 3, 21))).held_back == ()


def test_what_holds_a_submission_back_is_told_one_reason_at_a_time(ready: Ready, sent: Send) -> None:
    root = ready(EMBARGO)
    response = Session.open(root).response("one")
    locked, after, before = Channel(locked=True), datetime(2017, 3, 6, tzinfo=LONDON), datetime(2017, 3, 4, tzinfo=LONDON)
    assert held_back(response, None, None, after) == "It has not been sent."
    record = sent(root, under_embargo=True)
    assert held_back(response, record, None, before) == "It is under embargo until 00:01 on 5 March 2017."
    assert held_back(response, record, None, after) is None
    assert str(held_back(response, record, locked, after)).startswith("It may not be published before The Ministry")
    assert held_back(published(response), record, locked, after) is None
    shut = response.model_copy(update={"outline": response.outline.model_copy(update={"version": "confidential"})})
    assert "no public copy" in str(held_back(shut, record, None, after))


def published(response: Response) -> Response:
    consultation = response.consultation.model_copy(update={"published": date(2017, 3, 5)})
    return response.model_copy(update={"consultation": consultation})


@pytest.mark.parametrize(
    ("kind", "fields", "said"),
    [
        ("report", {}, None),
        ("report", {"confidential": "no"}, None),
        ("report", {"confidential": "Yes"}, "is confidential"),
        ("report", {"embargo": "2017-03-05"}, "is under embargo until 23:59 on 5 March 2017"),
        ("report", {"embargo": "{2017-03-05T00:01}"}, "is under embargo until 00:01 on 5 March 2017"),
        ("report", {"embargo": "2017-02-05"}, None),
        ("report", {"embargo": "soon"}, "is under an embargo that cannot be made out ('soon')"),
        ("article", {"pubstate": "In press"}, "is not out yet"),
        ("article", {"pubstate": "{in preparation}"}, "is not published"),
        ("unpublished", {}, "is not published"),
        ("unpublished", {"url": "https://example.org"}, None),
        ("unpublished", {"url": "https://example.org", "pubstate": "submitted"}, "is not published"),
    ],
)
def test_a_source_says_whether_it_may_be_shown(kind: str, fields: dict[str, str], said: str | None) -> None:
    kept = kept_source(Source(id="x", kind=kind, fields=fields), datetime(2017, 3, 1, 12, tzinfo=LONDON))
    assert (kept.said if kept else None) == said


def test_a_moment_is_read_as_in_yaml() -> None:
    assert moment_of("2017-03-01T00:01") == datetime(2017, 3, 1, 0, 1, tzinfo=LONDON)
    assert moment_of("the first of March") is None

"""Each reason for which something is not shown, and what becomes of corrections when one of several editions is not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Make
from tests.publishing.conftest import NOW, sent
from tests.record.conftest import READY
from toolkit.disk import digest
from toolkit.model.publication import Published
from toolkit.publishing import Gathered, gather
from toolkit.record.inputs import pack, unpack
from toolkit.record.writing import SUMS, checksums
from toolkit.session import Session

TOPIC = "evidence/topic.yaml"
OUTLINE = "responses/one/outline.yaml"
Ready = Callable[..., Path]


@pytest.fixture
def ready(make: Make) -> Ready:
    """A workspace whose response 'one' can be sent."""

    def write(**changes: Any) -> Path:
        return make({**READY, **changes})

    return write


def sent_from(root: Path, slug: str = "one", **order: Any) -> Path:
    sent(root, slug, **{"outputs": ("docx",), "sent": date(2017, 3, 1), **order})
    return root


def changed(root: Path, path: str, old: str, new: str) -> Path:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def gathered(root: Path) -> Gathered:
    return gather(Session.open(root), NOW)


def reason(root: Path) -> str:
    found = gathered(root)
    assert found.publication.published == ()
    return found.left_out[0].reason


def shown(root: Path) -> Published:
    found = gathered(root)
    assert found.left_out == ()
    return found.publication.published[0]


def test_what_was_never_sent_is_not_there(ready: Ready) -> None:
    found = gathered(ready())
    assert (found.publication.published, found.left_out, found.findings) == ((), (), ())


def test_what_the_outline_said_when_it_was_sent_counts_where_the_response_is_gone(ready: Ready) -> None:
    root = sent_from(ready(**{OUTLINE: READY[OUTLINE].replace("title: Our", "publish: false\n        title: Our")}))
    for path in ("outline.yaml", "consultation.yaml"):
        (root / "responses/one" / path).unlink()
    assert reason(root) == "Its outline says 'publish: false'."


def test_a_record_whose_response_is_gone_is_shown(ready: Ready) -> None:
    root = sent_from(ready())
    for path in ("outline.yaml", "consultation.yaml"):
        (root / "responses/one" / path).unlink()
    assert shown(root).newest.reprint.full_title == "Our response: A Plan for All"


def test_an_outline_that_cannot_be_read_keeps_it_back_since_it_may_say_so(ready: Ready) -> None:
    root = sent_from(ready())
    (root / OUTLINE).write_text("publish: false\ntitle: [", encoding="utf-8")
    assert reason(root) == f"{OUTLINE} has an error, so that it is not known whether it may be shown: see 'consult check'."
    assert gathered(root).left_out[0].broken


def test_a_claim_under_embargo_keeps_back_what_uses_it(ready: Ready) -> None:
    root = changed(sent_from(ready()), TOPIC, "status: checked  # with", "embargo: 2030-01-01T00:01\n    status: checked  # with")
    assert reason(root) == "A claim that it uses is under embargo until 00:01 on 1 January 2030."


def test_a_source_that_is_confidential_by_now_keeps_back_what_cites_it(ready: Ready) -> None:
    root = changed(sent_from(ready()), "bibliography.bib", "date = {2012},", "date = {2012},\n  confidential = {yes},")
    assert reason(root) == "The source 'alpha2012', which it cites, is confidential."


def test_a_claim_that_is_confidential_by_now_keeps_back_what_uses_it(ready: Ready) -> None:
    root = changed(sent_from(ready()), TOPIC, "status: checked  # with", "confidential: true\n    status: checked  # with")
    assert reason(root) == "'share', which it uses, is confidential by now."


def test_a_lock_that_the_workspace_lays_on_a_channel_later_counts(ready: Ready) -> None:
    root = sent_from(ready(**{"responses/one/consultation.yaml": "title: A Plan for All\nbody: The Ministry\nchannel: email\n"}))
    assert shown(root).slug == "one"
    (root / "workspace.yaml").write_text(
        (root / "workspace.yaml").read_text("utf-8") + "channels: {email: {locked: true}}\n", encoding="utf-8"
    )
    assert reason(root).startswith("It may not be published before The Ministry has published it")


def test_a_lock_stands_also_when_the_channel_is_called_otherwise_later(ready: Ready) -> None:
    consultation = "responses/one/consultation.yaml"
    root = sent_from(ready(**{consultation: "title: A Plan for All\nbody: The Ministry\nchannel: commons-committee\n"}), outputs=("docx",))
    changed(root, consultation, "commons-committee", "email")
    assert reason(root).startswith("It may not be published before The Ministry has published it")


@pytest.mark.parametrize("name", ["record.yaml", "inputs.zip", "one.docx", "SHA256SUMS"])
def test_a_record_that_lost_a_file_is_not_shown(ready: Ready, name: str) -> None:
    root = sent_from(ready())
    folder = root / "responses/one/sent/2017-03-01"
    (folder / name).unlink()
    found = gathered(root)
    assert found.publication.published == ()
    assert [(each.response, each.broken) for each in found.left_out] == [("one", True)]


def exchanged(root: Path, name: str, data: bytes, *, in_record: bool = False) -> Path:
    """A file put in the place of one that was sent, by somebody who wrote the list of hashes anew."""
    folder = root / "responses/one/sent/2017-03-01"
    for path in folder.iterdir():
        path.chmod(0o644)
    if in_record:
        changed(root, "responses/one/sent/2017-03-01/record.yaml", digest((folder / name).read_bytes()), digest(data))
    (folder / name).write_bytes(data)
    (folder / SUMS).unlink()
    (folder / SUMS).write_bytes(checksums({path.name: path.read_bytes() for path in folder.iterdir()}))
    return root


@pytest.mark.parametrize("name", ["one.docx", "inputs.zip"])
def test_a_file_that_was_exchanged_together_with_the_list_of_hashes_is_noticed(ready: Ready, name: str) -> None:
    root = exchanged(sent_from(ready()), name, b"another")
    assert reason(root) == f"responses/one/sent/2017-03-01/{name} is not the file that its record names: it was altered."


def test_inputs_that_are_no_archive_are_told(ready: Ready) -> None:
    root = exchanged(sent_from(ready()), "inputs.zip", b"PK no more", in_record=True)
    assert reason(root) == "Files that its record names are missing or cannot be read."


def test_a_file_that_its_record_names_and_nobody_has_is_told(ready: Ready) -> None:
    root = sent_from(ready())
    (root / "responses/one/sent/2017-03-01/one.docx").unlink()
    exchanged(root, "inputs.zip", (root / "responses/one/sent/2017-03-01/inputs.zip").read_bytes())
    assert reason(root) == "Files that its record names are missing or cannot be read."


def test_inputs_of_which_nothing_can_be_made_are_told(ready: Ready) -> None:
    root = sent_from(ready())
    inputs_of = unpack((root / "responses/one/sent/2017-03-01/inputs.zip").read_bytes())
    changed(root, OUTLINE, "title: Our response", "title: Our own response")
    exchanged(root, "inputs.zip", pack({**inputs_of, OUTLINE: b"title: ["}), in_record=True)
    assert reason(root) == f"It could not be made again as a web page: {OUTLINE} in inputs.zip cannot be made out by this toolkit."


def test_files_that_hold_confidential_parts_are_not_shown_though_the_outline_calls_them_public(ready: Ready) -> None:
    """As records of a toolkit that printed such parts have it: the record tells of a paragraph that the public copy is without."""
    marked = READY["responses/one/outline.yaml"].replace(
        "text: sections/first.md", "text: sections/first.md\n            confidential: true"
    )
    root = sent_from(ready(**{OUTLINE: marked}))
    record = root / "responses/one/sent/2017-03-01/record.yaml"
    record.chmod(0o644)
    data = record.read_text("utf-8").replace(
        "paragraphs:\n", "paragraphs:\n- {place: {section: first, paragraph: 1}, text: A patient told us.}\n", 1
    )
    exchanged(root, "record.yaml", data.encode())
    assert reason(root) == "Its files hold parts that are marked confidential; send a public copy: see 'consult send --help'."


def test_of_a_whole_specification_of_a_chart_the_columns_are_shown_that_it_reads(ready: Ready) -> None:
    exhibit = """
        topic: Riders
        exhibits:
          riders:
            data: riders.csv
            caption: Riders
            alt: Bars.
            chart:
              mark: bar
              transform: [{calculate: "datum.riders / datum['the buses']", as: each}]
              encoding: {x: {field: year, type: nominal}, y: {field: each, type: quantitative}}
        """
    root = ready(
        **{
            "evidence/riders.yaml": exhibit,
            "evidence/riders.csv": "year,riders,the buses,remark\n2016,90,3,secret\n",
            "responses/one/sections/first.md": 'Searches are many.\n{{ claim("share") }}\n\n{{ exhibit("riders") }}\n',
        }
    )
    (one,) = shown(sent_from(root)).newest.reprint.exhibits
    assert (one.label, one.columns, one.rows) == ("Figure 1", ("Year", "Riders", "The buses"), (("2016", "90", "3"),))


def test_an_impact_that_cannot_be_read_is_a_finding(ready: Ready) -> None:
    root = sent_from(ready())
    (root / "responses/one/impact.yaml").write_text("effects: 3\n", encoding="utf-8")
    assert [each.span.path for each in gathered(root).findings] == ["responses/one/impact.yaml"]


def test_a_letter_is_shown_only_where_its_outline_says_so(ready: Ready) -> None:
    letter = """
        document: letter
        title: A letter
        date: 2017-03-01
        fields: {recipient: The Minister, salutation: Dear Minister, signed: policy}
        sections: [{id: only, text: We write.}]
        sign_off: [policy]
        """
    root = sent_from(ready(**{OUTLINE: letter}))
    assert reason(root) == "Such documents (Letter) are shown where their outline says 'publish: true'."
    changed(root, OUTLINE, "title: A letter", "publish: true\ntitle: A letter")
    assert shown(root).newest.reprint.title == "A letter"


def test_the_reason_of_a_correction_of_what_is_not_shown_is_not_told_either(ready: Ready) -> None:
    root = sent_from(ready(**{OUTLINE: READY[OUTLINE].replace("title: Our", "version: confidential\n        title: Our")}))
    changed(root, OUTLINE, "version: confidential\n", "")
    changed(root, "responses/one/sections/first.md", "many", "few")
    sent_from(root, sent=date(2017, 4, 1), correction="The patient's name was in it.")
    (only,) = gathered(root).publication.published
    assert [each.name for each in only.editions] == ["2017-04-01"]
    assert only.newest.edited is None
    assert only.first_sent == date(2017, 4, 1)


def test_between_two_shown_editions_the_changes_are_told_without_the_reason_of_one_that_is_not(ready: Ready) -> None:
    root = sent_from(ready())
    changed(root, OUTLINE, "title: Our", "version: confidential\ntitle: Our")
    sent_from(root, sent=date(2017, 4, 1), correction="For the body alone.")
    changed(root, OUTLINE, "version: confidential\n", "")
    changed(root, "responses/one/sections/first.md", "many", "few")
    sent_from(root, sent=date(2017, 5, 1), correction="The patient's name was in it.")
    edited = gathered(root).publication.published[0].newest.edited
    assert edited is not None
    assert edited.why == ""
    assert [(each.before, each.after) for each in edited.paragraphs] == [
        (
            "Searches are many. In 2012 63 per cent of searches were for drugs.",
            "Searches are few. In 2012 63 per cent of searches were for drugs.",
        )
    ]


# --- what is right now ----------------------------------------------------------------------------------------------------


def test_a_claim_whose_sources_alone_were_looked_at_again_is_no_correction(ready: Ready) -> None:
    root = changed(sent_from(ready()), TOPIC, "locator: p. 3", "locator: p. 4")
    assert shown(root).newest.put_right == ()


def test_a_claim_that_the_library_has_lost_is_no_correction(ready: Ready) -> None:
    root = sent_from(ready())
    (root / TOPIC).write_text("topic: A topic\n", encoding="utf-8")
    assert shown(root).newest.put_right == ()


def test_a_claim_that_was_reworded_and_checked_says_what_is_right(ready: Ready) -> None:
    root = changed(sent_from(ready()), TOPIC, "63 per cent", "61 per cent")
    changed(root, TOPIC, "checked: 2017-01-10", "checked: 2018-02-03")
    published = shown(root)
    (one,) = published.newest.put_right
    assert (one.fate, one.said, one.now) == (
        "changed",
        ("In 2012 63 per cent of searches were for drugs.",),
        "In 2012 61 per cent of searches were for drugs.",
    )
    assert published.updated == date(2018, 2, 3)


@pytest.mark.parametrize("successor", ["nobody", "share", "next"])
def test_a_chain_of_claims_that_leads_nowhere_is_under_review(ready: Ready, successor: str) -> None:
    root = changed(sent_from(ready()), TOPIC, "status: checked  # with the tables", f"status: superseded\n    superseded_by: {successor}")
    (root / "evidence/next.yaml").write_text(
        "topic: Next\nclaims:\n  next: {kind: position, text: Secret., status: superseded, superseded_by: share}\n", encoding="utf-8"
    )
    (one,) = shown(root).newest.put_right
    assert (one.fate, one.now, one.day) == ("review", "", None)


def test_a_successor_that_is_not_for_everybody_is_not_told(ready: Ready) -> None:
    root = changed(sent_from(ready()), TOPIC, "status: checked  # with the tables", "status: superseded\n    superseded_by: next")
    (root / "evidence/next.yaml").write_text(
        "topic: Next\nclaims:\n  next: {kind: position, text: Secret., status: checked, checked: 2018-01-01, confidential: true}\n",
        encoding="utf-8",
    )
    assert [(each.fate, each.now) for each in shown(root).newest.put_right] == [("review", "")]


def test_a_workspace_without_a_passage_about_itself_has_none_to_show(ready: Ready) -> None:
    assert gathered(sent_from(ready())).publication.about == ""

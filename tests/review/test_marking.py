"""Fields set in a file of the library: what is written, what stays, and when nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.disk import Files
from toolkit.load.evidence import read_evidence
from toolkit.marking import ChangedMeanwhile, Held, hold, mark
from toolkit.model.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

PATH = "evidence/topic.yaml"
TEXT = """\
topic: A topic
claims:
  # ours
  share:
    kind: statistic
    text: >
      In 2012 {{ share }} of searches
      were for drugs.
    values: {share: 63 per cent, rest: 37 per cent}  # from Table 2
    status: checked  # with the tables
    checked: 2017-01-10

  view:
    kind: position
    text: In our view this is too many.
"""
PASSAGE = "---\ntitle: About us  # the usual one\nreview_by: 2017-01-01\n---\n\nWe are a charity.\n"


def written(root: Path, data: bytes, path: str = PATH) -> tuple[Files, Path]:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return Files(root), target


def held(files: Files, id_: str, path: str = PATH) -> Held:
    found = hold(files, path, id_)
    assert found is not None
    return found


def test_fields_are_replaced_in_their_place_and_new_ones_follow_the_status(tmp_path: Path) -> None:
    files, target = written(tmp_path, TEXT.encode())
    mark(files, held(files, "share"), {"values.share": "61 per cent", "reviewed_by": "policy", "status": "draft"}, "2018-01-01, changed")
    assert target.read_text() == TEXT.replace("{share: 63 per cent,", '{share: "61 per cent",').replace(
        "status: checked  # with the tables\n", "status: draft  # with the tables\n    reviewed_by: policy\n"
    )


def test_a_text_over_several_lines_is_replaced_whole(tmp_path: Path) -> None:
    files, target = written(tmp_path, TEXT.encode())
    mark(files, held(files, "share"), {"text": "Of all searches {{ share }} were for drugs."})
    before, after = TEXT.split("    text: >\n      In 2012 {{ share }} of searches\n      were for drugs.\n")
    assert target.read_text() == f'{before}    text: "Of all searches {{{{ share }}}} were for drugs."\n{after}'


def test_several_fields_above_and_below_each_other_are_set_at_once(tmp_path: Path) -> None:
    files, target = written(tmp_path, TEXT.encode())
    new = {"text": "{{ share }} and {{ rest }}.", "values.share": "61", "values.rest": "39", "checked": "2018-01-01", "reason": "r"}
    mark(files, held(files, "share"), {**new, "status": "withdrawn"})
    assert target.read_text() == (
        "topic: A topic\nclaims:\n  # ours\n  share:\n    kind: statistic\n"
        '    text: "{{ share }} and {{ rest }}."\n'
        '    values: {share: "61", rest: "39"}  # from Table 2\n'
        "    status: withdrawn  # with the tables\n    reason: r\n    checked: 2018-01-01\n"
        "\n  view:\n    kind: position\n    text: In our view this is too many.\n"
    )


def test_a_byte_order_mark_and_the_line_ends_of_every_other_line_stay(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode().replace(b"topic: A topic\r\n", b"topic: A topic\n")
    files, target = written(tmp_path, data)
    mark(files, held(files, "view"), {"status": "withdrawn", "reason": "Not our view."}, "2018-01-01, withdrawn")
    new = b'    status: withdrawn  # since 2018-01-01, withdrawn\r\n    reason: "Not our view."\r\n'
    assert target.read_bytes() == data.replace(b"  view:\r\n", b"  view:\r\n" + new)


def test_the_last_line_may_lack_its_end(tmp_path: Path) -> None:
    files, target = written(tmp_path, b"claims:\n  a:\n    kind: position\n    text: T.\n    status: draft")
    mark(files, held(files, "a"), {"status": "checked", "checked": "2018-01-01"})
    assert target.read_text() == "claims:\n  a:\n    kind: position\n    text: T.\n    status: checked\n    checked: 2018-01-01"


def test_the_head_of_a_passage_is_marked_and_its_text_stays(tmp_path: Path) -> None:
    path = "evidence/passages/about.md"
    files, target = written(tmp_path, PASSAGE.encode(), path)
    assert mark(files, held(files, "about", path), {"review_by": "2018-01-01", "reviewed_by": "Jo Bell"}) == path
    assert target.read_text() == PASSAGE.replace("2017-01-01", "2018-01-01").replace(
        "the usual one\n", 'the usual one\nreviewed_by: "Jo Bell"\n'
    )


def test_what_somebody_else_saved_meanwhile_is_never_lost(tmp_path: Path) -> None:
    files, target = written(tmp_path, TEXT.encode())
    now = held(files, "share")
    target.write_text(TEXT.replace("63 per cent", "64 per cent"))
    with pytest.raises(ChangedMeanwhile, match="has changed meanwhile"):
        mark(files, now, {"status": "draft"})
    assert "64 per cent" in target.read_text()
    target.unlink()
    with pytest.raises(ChangedMeanwhile):
        mark(files, now, {"status": "draft"})
    assert not target.exists()


def test_what_has_no_place_is_to_be_written_by_hand(tmp_path: Path) -> None:
    text = "claims:\n  view: {kind: position, text: In our view.}\n"
    files, target = written(tmp_path, text.encode())
    with pytest.raises(ToolkitError, match=r"The claim 'view' in evidence/topic\.yaml leaves no place") as refused:
        mark(files, held(files, "view"), {"status": "withdrawn", "reason": "why"})
    assert refused.value.do == "Write it there by hand:\n    status: withdrawn\n    reason: why"
    assert target.read_text() == text


def test_a_file_that_is_not_utf_8_is_left_alone(tmp_path: Path) -> None:
    data = TEXT.replace("A topic", "Café").encode("cp1252")
    files, target = written(tmp_path, data)
    with pytest.raises(ToolkitError, match="leaves no place"):
        mark(files, held(files, "view"), {"status": "checked"})
    assert target.read_bytes() == data


def test_what_is_not_there_is_not_held(tmp_path: Path) -> None:
    files, _ = written(tmp_path, TEXT.encode())
    assert hold(files, PATH, "other") is None
    assert hold(files, "evidence/other.yaml", "share") is None
    written(tmp_path, b"No head.\n", "evidence/passages/about.md")
    assert hold(files, "evidence/passages/about.md", "about") is None


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1).map(str.strip).filter(bool))
def test_whatever_somebody_types_is_read_back_as_typed(tmp_path: Path, reason: str) -> None:
    files, target = written(tmp_path, TEXT.encode())
    try:
        mark(files, held(files, "share"), {"reason": reason, "status": "withdrawn"})
    except ToolkitError:  # a word that YAML takes for no value at all
        assert target.read_text() == TEXT
        return
    claims = {claim.id: claim for claim in read_evidence(target.read_text(encoding="utf-8"), PATH).claims}
    assert claims["share"].reason == reason
    assert claims["view"].text == "In our view this is too many."

"""``consult review`` as somebody types it, and as somebody goes through it."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from tests.faces.conftest import snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult, Said, Start

PATH = "evidence/topic.yaml"
EVIDENCE = """
    topic: A topic
    claims:
      share:
        kind: statistic
        text: In 2012 {{ share }} of searches were for drugs.
        short: "{{ share }} were for drugs"
        values: {share: 63 per cent}
        support:
          - {source: alpha2012, locator: p. 3, quote: 63 per cent were}
        owner: policy
        status: checked  # with the tables
        checked: 2017-01-10
      view:
        kind: position
        text: In our view this is too many.
        owner: quiet
        review_by: 2018-02-01
      unread:
        kind: finding
        text: Nobody has read this.
    """
DAY = ("--today", "2018-02-15")


@pytest.fixture
def root(make: Make) -> Path:
    return make({PATH: EVIDENCE, "evidence/passages/about.md": "---\ntitle: About us\nreview_by: 2018-03-01\n---\n\nWe are.\n"})


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def walks(consult: Consult, root: Path, *more: str) -> Said:
    return consult(root, "review", "--walk", "--as", "policy", *DAY, *more)


# --- the list -----------------------------------------------------------------------------------------------------------------------


def test_the_list_says_what_is_due_on_what_it_rests_and_where_it_is_used(consult: Consult, root: Path) -> None:
    said = consult(root, "review", *DAY)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "policy",
        "  share (statistic, checked)  evidence/topic.yaml:3",
        "    overdue, since 10 January 2018: it was last checked on 10 January 2017",
        "    In 2012 63 per cent of searches were for drugs.",
        "    alpha2012, p. 3: Searches in England (2012)",
        "      “63 per cent were”",
        "    used in one (draft), first: responses/one/sections/first.md:2",
        "",
        "quiet",
        "  view (position, draft)  evidence/topic.yaml:13",
        "    overdue, since 1 February 2018",
        "    In our view this is too many.",
        "    used nowhere",
        "",
        "nobody",
        "  about (passage)  evidence/passages/about.md:2",
        "    due, by 1 March 2018",
        "    About us",
        "    used nowhere",
        "",
        "1 due and 2 overdue. To go through them: consult review --walk",
        "1 more claim was never compared with a source: consult review --band unchecked",
    ]


def test_the_list_can_be_narrowed(consult: Consult, root: Path) -> None:
    assert "1 overdue. To go" in consult(root, "review", *DAY, "--owner", "quiet").out
    assert "about (passage)" in consult(root, "review", *DAY, "--owner", "nobody").out
    assert "unchecked: nobody has compared it with its source" in consult(root, "review", *DAY, "--band", "unchecked").out
    assert consult(root, "review", *DAY, "--band", "stale", "--owner", "policy").out == "Nothing is to be looked at.\n"


def test_programs_get_the_same(consult: Consult, root: Path) -> None:
    share, view, about = json.loads(consult(root, "review", *DAY, "--json").out)
    assert share == {
        "kind": "claim",
        "id": "share",
        "owner": "policy",
        "status": "checked",
        "band": "overdue",
        "due": "2018-01-10",
        "why": "it was last checked on 10 January 2017",
        "says": "In 2012 63 per cent of searches were for drugs.",
        "path": PATH,
        "line": 3,
        "sources": [{"key": "alpha2012", "locator": "p. 3", "title": "Searches in England", "date": "2012-12-31"}],
        "newer_edition": None,
        "used": json.loads(consult(root, "where-used", "share", "--json").out),
    }
    assert (view["id"], about["kind"], about["status"]) == ("view", "passage", None)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--value", "share=1"), "--value goes with --series."),
        (("--series", "--value", "share"), "'share' should be NAME=VALUE."),
        (("--series", "--band", "due"), "choose one"),
        (("--walk", "--json"), "choose one"),
    ],
)
def test_what_does_not_go_together_is_said(consult: Consult, root: Path, options: tuple[str, ...], told: str) -> None:
    said = consult(root, "review", *options)
    assert said.status == 2
    assert told in said.err


# --- one by one ---------------------------------------------------------------------------------------------------------------------


def test_each_answer_is_written_into_the_file_of_its_claim(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / PATH).read_text()
    answers(monkeypatch, "k", "withdraw", "We changed our mind.", "keep")
    said = walks(consult, root)
    assert said.status == 0
    assert said.out.splitlines()[-1] == "2 kept and 1 withdrawn."
    assert (root / PATH).read_text() == before.replace(
        "    checked: 2017-01-10\n", "    reviewed: 2018-02-15\n    reviewed_by: policy\n    checked: 2018-02-15\n"
    ).replace(
        "  view:\n",
        "  view:\n    status: withdrawn  # since 2018-02-15, withdrawn\n    reviewed: 2018-02-15\n    reviewed_by: policy\n"
        '    reason: "We changed our mind."\n',
    )
    assert "review_by: 2019-02-15" in (root / "evidence/passages/about.md").read_text()


def test_a_change_asks_for_each_figure_and_wording(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / PATH).read_text()
    answers(monkeypatch, "c", "61 per cent", "", "{{ share }} of all were for drugs", "stop")
    said = walks(consult, root)
    assert (
        "  share [63 per cent]:   text [In 2012 {{ share }} of searches were for drugs.]:   short [{{ share }} were for drugs]:" in said.out
    )
    assert said.out.splitlines()[-1] == "1 changed and 2 still to be looked at."
    assert (root / PATH).read_text() == before.replace("{share: 63 per cent}", '{share: "61 per cent"}').replace(
        '"{{ share }} were for drugs"', '"{{ share }} of all were for drugs"'
    ).replace(
        "    status: checked  # with the tables\n",
        "    status: draft  # with the tables\n    reviewed: 2018-02-15\n    reviewed_by: policy\n",
    )


def test_nothing_said_changes_nothing(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(root / "evidence")
    answers(monkeypatch, "c", "", "", "", "w", "", "su", "", "", "x", "s", "skip", "")
    said = walks(consult, root)
    assert said.out.count("Nothing was changed.") == 3
    assert "'x' is none of keep, change, withdraw, supersede, skip and stop." in said.out
    assert "'s' may be supersede, skip and stop." in said.out
    assert said.out.splitlines()[-1] == "3 skipped."
    assert snapshot(root / "evidence") == before


def test_what_cannot_be_done_is_said_and_asked_again(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "su", "veiw", "su", "view", "stop")
    said = walks(consult, root, "--owner", "policy")
    assert "There is no claim 'veiw' in the library.\nDid you mean 'view'?" in said.out
    assert f"Superseded: {PATH}" in said.out
    assert "superseded_by: view" in (root / PATH).read_text()


def test_an_edit_of_somebody_else_is_shown_and_not_lost(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / PATH

    class SavedMeanwhile(io.StringIO):
        """Somebody saves the file while the question stands."""

        def readline(self, *arguments: int) -> str:  # type: ignore[override]
            path.write_text(path.read_text().replace("63 per cent}", "64 per cent}"))
            return super().readline(*arguments)

    monkeypatch.setattr(sys, "stdin", SavedMeanwhile("keep\nkeep\nstop\n"))
    said = walks(consult, root)
    assert "has changed meanwhile, so nothing was written to it. Here it is as it stands now." in said.out
    assert "In 2012 64 per cent of searches were for drugs." in said.out
    assert "values: {share: 64 per cent}" in path.read_text()
    assert "checked: 2018-02-15" in path.read_text()


def test_what_is_gone_meanwhile_is_passed_over(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = root / PATH

    class TakenOut(io.StringIO):
        def readline(self, *arguments: int) -> str:  # type: ignore[override]
            path.write_text("claims: {}\n")
            return super().readline(*arguments)

    monkeypatch.setattr(sys, "stdin", TakenOut("skip\nskip\n"))
    said = walks(consult, root)
    assert "'view' has been moved, taken out, withdrawn or superseded meanwhile." in said.out
    assert path.read_text() == "claims: {}\n"


def test_whoever_decides_is_asked_for_where_several_may(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "Jo Bell", "keep", "stop")
    said = consult(root, "review", "--walk", *DAY)
    assert "Who decides? A contact, such as policy and quiet, or a name:" in said.out
    assert 'reviewed_by: "Jo Bell"' in (root / PATH).read_text()
    (root / "workspace.yaml").write_text("organisation: {name: A}\ncontacts: {only: {name: Only one}}\n")
    answers(monkeypatch, "keep", "stop")
    consult(root, "review", "--walk", *DAY)
    assert "reviewed_by: only" in (root / PATH).read_text()


def test_there_may_be_nothing_to_go_through(consult: Consult, root: Path) -> None:
    assert walks(consult, root, "--band", "stale").out == "Nothing is to be looked at.\n"


def test_leaving_in_the_middle_keeps_the_answers_so_far(start: Start, root: Path) -> None:
    process = start(root, "review", "--walk", "--as", "policy", *DAY, stdin=-1)
    assert process.stdin is not None
    process.stdin.write("keep\n")
    process.stdin.close()  # nothing more comes: as when somebody leaves
    process.stdin = None
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Stopped. No file was left half written." in err
    assert f"Kept: {PATH}" in out
    assert "checked: 2018-02-15" in (root / PATH).read_text()


def test_what_is_used_in_many_places_is_counted(consult: Consult, root: Path) -> None:
    (root / "responses/one/sections/first.md").write_text("{{ claim('view') }}\n\n" * 6)
    said = consult(root, "review", *DAY, "--owner", "quiet")
    assert said.out.count("used in one (draft), first") == 4
    assert "    and in 2 more places: consult where-used view" in said.out


def test_when_all_are_listed_nothing_more_is_counted(consult: Consult, root: Path) -> None:
    said = consult(root, "review", *DAY, "--band", "unchecked", "--band", "overdue")
    assert said.out.splitlines()[-1] == "2 overdue and 1 unchecked. To go through them: consult review --walk"


# --- series -------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def with_series(make: Make) -> Path:
    bib = """
        @report{tables2011, author = {{Home Office}}, title = {Police Powers}, date = {2012}, x-series = {Police powers tables}}
        @report{tables2016, author = {{Home Office}}, title = {The Figures}, date = {2016-10}, x-series = {Police powers tables}}
        """
    claims = """
        claims:
          share:
            kind: statistic
            text: Of all searches {{ share }} were for drugs.
            values: {share: 63 per cent}
            support: [{source: tables2011, locator: Table 2}]
          most:
            kind: finding
            text: Most were for drugs.
            support: [{source: tables2011, locator: Table 2}]
        """
    return make({"bibliography.bib": bib, PATH: claims})


def test_a_newer_edition_shows_each_sentence_as_it_would_read(consult: Consult, with_series: Path) -> None:
    said = consult(with_series, "review", "--series", "--value", "share=61 per cent", *DAY)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Newer: tables2016, The Figures (2016)",
        "  most (finding, draft)  evidence/topic.yaml:7",
        "    tables2011, Table 2: Police Powers (2012)",
        "    it says          Most were for drugs.",
        "    it would read    its words hold no value by name: look for what is new in the sentence itself",
        "    used nowhere",
        "  share (statistic, draft)  evidence/topic.yaml:2",
        "    tables2011, Table 2: Police Powers (2012)",
        "    it says          Of all searches 63 per cent were for drugs.",
        "    it would read    Of all searches 61 per cent were for drugs.",
        "    used in one (draft), first: responses/one/sections/first.md:2",
        "",
        "2 claims rest on an older edition. To decide about them: consult review --series --walk",
    ]
    most, share = json.loads(consult(with_series, "review", "--series", "--json", *DAY).out)
    assert most["would_read"] is None
    assert share["would_read"] == "Of all searches [share: 63 per cent?] were for drugs."
    assert share["newer_edition"] == "tables2016"


def test_a_new_figure_is_offered_when_going_through(consult: Consult, with_series: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, "skip", "change", "", "")
    said = walks(consult, with_series, "--series", "--value", "share.share=61 per cent")
    assert "newer in the library: tables2016, The Figures (2016)" in said.out
    assert "  share [61 per cent]:" in said.out
    assert 'values: {share: "61 per cent"}' in (with_series / PATH).read_text()


def test_there_may_be_no_newer_edition(consult: Consult, root: Path) -> None:
    assert consult(root, "review", "--series", *DAY).out == "No claim rests on an older edition.\n"

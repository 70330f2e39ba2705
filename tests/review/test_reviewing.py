"""What has to be looked at again, what rests on an older edition, and what decisions make of the files."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from toolkit.library.freshness import following_release
from toolkit.marking import Held
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim, Passage
from toolkit.model.source import Source
from toolkit.reviewing import behind, change, cited, held, keep, new_values, supersede, to_review, withdraw, would_read
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make

TODAY = date(2018, 3, 1)
PATH = "evidence/topic.yaml"
EVIDENCE = """
    claims:
      stale:
        kind: statistic
        text: In 2012 {{ share }} of searches were for drugs.
        values: {share: 63 per cent}
        support: [{source: alpha2012, locator: p. 3, quote: as it says}]
        owner: policy
        status: checked
        checked: 2015-01-10
      overdue:
        kind: finding
        text: Searches are many.
        support: [{source: alpha2012}, {source: gone2010}]
        owner: policy
        status: checked
        checked: 2017-01-10  # by two of us
        review_by: 2018-02-01
      due:
        kind: finding
        text: Searches are few.
        support: [{source: beta2013}]
        owner: quiet
        status: checked
        checked: 2017-03-20
      fresh:
        kind: finding
        text: Searches are some.
        support: [{source: beta2013}]
        status: checked
        checked: 2018-01-10
      unread:
        kind: finding
        text: Nobody has read this.
      view:
        kind: position
        text: In our view this is too many.
      gone:
        kind: position
        text: Gone.
        status: withdrawn
        reason: Wrong.
        review_by: 2017-01-01
    """
PASSAGE = "---\ntitle: About us\nreview_by: 2018-02-20\n---\n\nWe are a charity.\n"


@pytest.fixture
def root(make: Make) -> Path:
    return make(
        {
            PATH: EVIDENCE,
            "evidence/passages/about.md": PASSAGE,
            "evidence/passages/undated.md": "---\ntitle: Undated\n---\nText.\n",
            "responses/one/sections/first.md": "Text.\n",
        }
    )


def opened(root: Path) -> Session:
    return Session.open(root, today=TODAY)


def now(root: Path, id_: str) -> Held:
    session = opened(root)
    things = {each.thing.id: each for each in to_review(session, ("due", "overdue", "stale", "unchecked"))}
    found = held(session, things[id_])
    assert found is not None
    return found


def claim(root: Path, id_: str) -> Claim:
    return opened(root).workspace.claims[id_]


# --- what is to be looked at --------------------------------------------------------------------------------------------------------


def test_what_is_due_comes_by_owner_and_what_is_longest_overdue_first(root: Path) -> None:
    found = [(each.owner, each.thing.id, each.kind, each.standing, each.due) for each in to_review(opened(root))]
    assert found == [
        ("policy", "stale", "claim", "stale", date(2016, 1, 10)),
        ("policy", "overdue", "claim", "overdue", date(2018, 2, 1)),
        ("quiet", "due", "claim", "due", date(2018, 3, 20)),
        ("", "about", "passage", "overdue", date(2018, 2, 20)),
    ]


def test_it_can_be_narrowed_to_an_owner_and_to_bands(root: Path) -> None:
    session = opened(root)
    assert [each.thing.id for each in to_review(session, ("overdue",))] == ["overdue", "about"]
    assert [each.thing.id for each in to_review(session, owner="quiet")] == ["due"]
    assert [each.thing.id for each in to_review(session, owner="")] == ["about"]


def test_what_nobody_compared_with_a_source_is_asked_for_by_itself(root: Path) -> None:
    (item,) = to_review(opened(root), ("unchecked",))
    assert (item.thing.id, item.due, item.why, item.says) == (
        "unread",
        None,
        "nobody has compared it with its source",
        "Nobody has read this.",
    )


def test_sources_are_told_as_far_as_the_library_has_them(root: Path) -> None:
    session = opened(root)
    assert [(each.key, each.locator, each.title, each.date) for each in cited(session, claim(root, "overdue"))] == [
        ("alpha2012", "", "Searches in England", date(2012, 12, 31)),
        ("gone2010", "", "", None),
    ]
    assert cited(session, session.workspace.passages["about"]) == ()


# --- decisions ----------------------------------------------------------------------------------------------------------------------


def test_what_is_kept_is_checked_today_and_its_day_of_review_moves_on(root: Path) -> None:
    before = (root / PATH).read_text()
    assert keep(opened(root), now(root, "overdue"), "policy") == PATH
    old = "    status: checked\n    checked: 2017-01-10  # by two of us\n    review_by: 2018-02-01\n"
    new = (
        "    status: checked\n    reviewed: 2018-03-01\n    reviewed_by: policy\n"
        "    checked: 2018-03-01  # by two of us\n    review_by: 2019-03-01\n"
    )
    assert (root / PATH).read_text() == before.replace(old, new)
    assert "overdue" not in [each.thing.id for each in to_review(opened(root))]


def test_a_claim_without_a_day_of_review_gets_none(root: Path) -> None:
    keep(opened(root), now(root, "stale"), " Jo \n Bell ")
    kept = claim(root, "stale")
    assert (kept.checked, kept.review_by, kept.reviewed, kept.reviewed_by) == (TODAY, None, TODAY, "Jo Bell")


def test_a_passage_is_kept_for_as_long_as_a_claim_may_stand(root: Path) -> None:
    keep(opened(root), now(root, "about"), "policy")
    text = (root / "evidence/passages/about.md").read_text()
    assert text == ("---\ntitle: About us\nreviewed: 2018-03-01\nreviewed_by: policy\nreview_by: 2019-03-01\n---\n\nWe are a charity.\n")
    assert isinstance(opened(root).workspace.passages["about"], Passage)


def test_a_draft_is_checked_once_it_is_kept_and_has_a_source(root: Path) -> None:
    with pytest.raises(ToolkitError, match="The claim 'unread' has no source"):
        keep(opened(root), now(root, "unread"), "policy")
    path = root / PATH
    path.write_text(path.read_text().replace("Nobody has read this.\n", "Nobody has read this.\n    support: [{source: beta2013}]\n"))
    keep(opened(root), now(root, "unread"), "policy")
    assert (claim(root, "unread").status, claim(root, "unread").checked) == ("checked", TODAY)


def test_what_is_changed_is_a_draft_until_somebody_checks_it(root: Path) -> None:
    change(opened(root), now(root, "stale"), {"values.share": "61 per cent"}, "policy")
    changed = claim(root, "stale")
    assert (changed.values, changed.status, changed.reviewed_by) == ({"share": "61 per cent"}, "draft", "policy")
    assert "    status: draft  # since 2018-03-01, changed\n" in (root / PATH).read_text()


def test_what_is_withdrawn_or_superseded_says_why_by_whom_and_when(root: Path) -> None:
    withdraw(opened(root), now(root, "due"), "Counted twice.", "policy")
    supersede(opened(root), now(root, "stale"), "fresh", "policy")
    gone, old = claim(root, "due"), claim(root, "stale")
    assert (gone.status, gone.reason, gone.reviewed, gone.reviewed_by) == ("withdrawn", "Counted twice.", TODAY, "policy")
    assert (old.status, old.superseded_by, old.reviewed, old.reviewed_by) == ("superseded", "fresh", TODAY, "policy")


@pytest.mark.parametrize(
    ("successor", "why"),
    [
        ("fresch", "There is no claim 'fresch' in the library. Did you mean 'fresh'?"),
        ("stale", "a claim cannot take its own place"),
        ("gone", "it is withdrawn itself"),
    ],
)
def test_only_a_claim_that_stands_can_take_the_place_of_another(root: Path, successor: str, why: str) -> None:
    before = (root / PATH).read_bytes()
    with pytest.raises(ToolkitError) as refused:
        supersede(opened(root), now(root, "stale"), successor, "policy")
    assert why in str(refused.value)
    assert (root / PATH).read_bytes() == before


def test_what_was_withdrawn_or_taken_out_meanwhile_is_not_held(root: Path) -> None:
    session = opened(root)
    items = {each.thing.id: each for each in to_review(session)}
    withdraw(session, now(root, "due"), "Wrong.", "policy")
    assert held(session, items["due"]) is None
    (root / PATH).write_text("claims: {}\n")
    assert held(session, items["stale"]) is None


# --- series -------------------------------------------------------------------------------------------------------------------------

SERIES = """
    @report{tables2011,
      author = {{Home Office}},
      title = {Police Powers},
      date = {2012},
      x-series = {{Police powers tables}},
    }
    @online{release2016,
      author = {{Home Office and others}},
      title = {Stop and search: the figures},
      date = {2016-10},
      x-series = {police  powers tables},
      x-next-release = {2018-03-15},
    }
    @report{leaflet2010, author = {{Home Office}}, title = {A Leaflet}, date = {2010}}
    @report{undated, author = {{Home Office}}, title = {Undated}, x-series = {Police powers tables}}
    @report{unnamed, author = {{Home Office}}, title = {Unnamed}, date = {2020}, x-series = {}}
    """
CLAIMS = """
    claims:
      old:
        kind: statistic
        text: Of all searches {{ share }} were for drugs, {{ rest }} were not.
        values: {share: 63 per cent, rest: 37 per cent}
        support: [{source: tables2011, locator: Table 2}]
        owner: policy
      in-time:
        kind: statistic
        text: In 2011 most were for drugs.
        support: [{source: tables2011, locator: Table 2}]
      follows:
        kind: statistic
        text: In 2010 {{ share }} of leaflets were read.
        values: {share: half}
        support: [{source: leaflet2010}]
        series: Police Powers Tables
        status: checked
        checked: 2018-02-01
      new:
        kind: statistic
        text: Most are for drugs.
        support: [{source: release2016}]
        series: Police powers tables
        status: checked
        checked: 2018-02-01
      elsewhere:
        kind: statistic
        text: Nothing.
        support: [{source: leaflet2010}]
        series: Another series
      unsourced:
        kind: statistic
        text: Nothing at all.
        series: Police powers tables
    """


@pytest.fixture
def with_series(make: Make) -> Path:
    return make({"bibliography.bib": SERIES, PATH: CLAIMS, "responses/one/sections/first.md": "Text.\n"})


def test_claims_on_an_older_edition_are_listed_with_the_newer_one(with_series: Path) -> None:
    found = behind(opened(with_series))
    assert [(each.thing.id, each.newer and each.newer.id) for each in found] == [("old", "release2016"), ("follows", "release2016")]
    assert [each.thing.id for each in behind(opened(with_series), "policy")] == ["old"]


def test_the_check_for_newer_editions_knows_series_too(with_series: Path) -> None:
    found = [f.message for f in opened(with_series).check().findings if f.code == "CLM005"]
    assert found == [
        "The library holds a newer edition of 'tables2011': 'release2016'.",
        "The library holds a newer edition of 'leaflet2010': 'release2016'.",
    ]


def test_the_sentence_is_told_as_it_would_read_and_what_is_not_given_is_marked(with_series: Path) -> None:
    old = claim(with_series, "old")
    assert would_read(old, {"share": "61 per cent"}) == "Of all searches 61 per cent were for drugs, [rest: 37 per cent?] were not."


def test_values_are_given_by_name_or_for_one_claim(with_series: Path) -> None:
    claims = [claim(with_series, id_) for id_ in ("old", "follows")]
    assert new_values({"share": "61 per cent", "follows.share": "a third"}, claims) == {
        "old": {"share": "61 per cent"},
        "follows": {"share": "a third"},
    }
    with pytest.raises(ToolkitError, match="None of these claims has a value 'shar'") as refused:
        new_values({"shar": "x"}, claims)
    assert refused.value.why == "Did you mean 'share'?"


def test_the_next_release_of_a_series_makes_a_claim_due(with_series: Path) -> None:
    (item,) = [each for each in to_review(opened(with_series)) if each.thing.id == "new"]
    assert (item.standing, item.why) == ("due", "newer figures come out on 15 March 2018")


def release(claim_day: str | None, checked: str | None, *written: str) -> date | None:
    given = Claim.model_validate({"id": "a", "kind": "statistic", "text": "T", "next_release": claim_day, "checked": checked})
    return following_release(given, [Source(id="s", kind="report", fields={"x-next-release": each}) for each in written])


def test_a_release_that_somebody_has_seen_is_done_with() -> None:
    assert release("2018-03-15", None, "2018-03-10", "soon") == date(2018, 3, 10)
    assert release("2018-03-15", "2018-03-14") == date(2018, 3, 15)
    assert release("2018-03-15", "2018-03-15") is None

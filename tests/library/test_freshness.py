"""How fresh a thing is follows from its days alone, and today is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.library.freshness import BANDS, Review, band, claim_review, passage_review, published
from toolkit.model.evidence import Claim, Passage
from toolkit.model.source import Source
from toolkit.model.span import Prose

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def claim(**fields: object) -> Claim:
    return Claim.model_validate({"id": "c", "kind": "finding", "text": "T", **fields})


def source(**fields: str) -> Source:
    return Source(id="s", kind="report", fields=fields)


@pytest.mark.parametrize(
    ("today", "is_"),
    [
        ("2026-01-31", "fresh"),
        ("2026-02-15", "due"),
        ("2026-03-01", "due"),
        ("2026-03-02", "overdue"),
        ("2027-03-01", "overdue"),
        ("2027-03-02", "stale"),
    ],
)
def test_the_bands_around_a_day_of_review(today: str, is_: str) -> None:
    assert band(date(2026, 3, 1), date.fromisoformat(today), "12 months") == is_


@given(due=DAYS, today=DAYS, later=st.integers(0, 2_000))
def test_nothing_grows_fresher_by_waiting(due: date, today: date, later: int) -> None:
    first, second = (band(due, day, "12 months") for day in (today, today + timedelta(later)))
    assert BANDS.index(first) <= BANDS.index(second)


def test_its_own_day_counts_before_its_check_and_the_check_before_its_sources() -> None:
    old = [source(date="2013")]
    assert claim_review(claim(review_by="2026-09-01", checked="2026-01-01"), "12 months", old) == Review(
        date(2026, 9, 1), "its review was set for 1 September 2026"
    )
    assert claim_review(claim(checked="2026-01-01"), "12 months", old) == Review(date(2027, 1, 1), "it was last checked on 1 January 2026")
    assert claim_review(claim(), "12 months", [*old, source(date="2024-06"), source()]) == Review(
        date(2025, 6, 30), "nobody has noted a check, and its newest source is of 2024"
    )


def test_newer_figures_make_it_due_before_its_day_and_never_after() -> None:
    checked = claim(checked="2026-01-01")
    first = claim_review(checked, "12 months", next_release=date(2026, 7, 15))
    assert first == Review(date(2026, 7, 15), "newer figures come out on 15 July 2026")
    assert first.band(date(2026, 7, 16), "12 months") == "overdue"
    later = claim_review(checked, "12 months", next_release=date(2027, 7, 15))
    assert later is not None
    assert later.due == date(2027, 1, 1)
    assert claim_review(claim(), "12 months", next_release=date(2026, 7, 15)) == first


def test_where_nothing_tells_no_band_is_made_up() -> None:
    assert claim_review(claim(), "12 months") is None
    assert claim_review(claim(checked="9999-12-31"), "12 months") is None


def test_a_passage_has_the_day_that_it_sets_or_none() -> None:
    prose = Prose(text="", path="p.md")
    assert passage_review(Passage(id="p", title="T", prose=prose)) is None
    assert passage_review(Passage(id="p", title="T", prose=prose, review_by=date(2026, 9, 1))) == Review(
        date(2026, 9, 1), "its review was set for 1 September 2026"
    )


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": "2013"}, date(2013, 12, 31)),
        ({"date": "2013-02"}, date(2013, 2, 28)),
        ({"date": "2013-02-05"}, date(2013, 2, 5)),
        ({"date": "2013/2015"}, date(2015, 12, 31)),
        ({"date": "2013-02-31", "year": "2014"}, date(2014, 12, 31)),
        ({"year": "2014"}, date(2014, 12, 31)),
        ({"date": "2014/.."}, None),
        ({"date": "in press"}, None),
        ({"date": "9999"}, None),
        ({}, None),
    ],
)
def test_a_source_came_out_at_the_latest(fields: dict[str, str], day: date | None) -> None:
    assert published(source(**fields)) == day

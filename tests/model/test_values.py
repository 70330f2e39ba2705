"""Dates, periods and limits as people write them."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from toolkit.model.values import UNFIT, Day, Duration, Id, Limit, Moment, Period, long_date

LONDON = ZoneInfo("Europe/London")


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind).validate_python(value)


def refused(kind: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as error:
        read(kind, value)
    return str(error.value.errors()[0]["msg"]).removeprefix("Value error, ")


@pytest.mark.parametrize("value", ["a", "A1", "met-drug-share-2017", "q.1:a_b", "1"])
def test_ids(value: str) -> None:
    assert read(Id, value) == value


@pytest.mark.parametrize("value", ["", "-a", "a b", "a/b", "é", "a\n", ".a"])
def test_what_is_no_id(value: str) -> None:
    assert "pattern" in refused(Id, value)


@pytest.mark.parametrize("value", ["2017", "2017-02", "2017-02-28", "2016-02/2017-01", "2016/2017-01-31", "2017/2017"])
def test_periods(value: str) -> None:
    assert read(Period, value) == value


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2017-13", "month must be in 1..12"),
        ("2017-02-30", "day is out of range"),
        ("0000", "year 0 is out of range"),
        ("2017/2016", "ends before it begins"),
        ("last year", "should be a year, month or day, or two of them with a slash, such as 2016-02/2017-01"),
        ("2017-2", "should be a year, month or day"),
        ("2009/10", "(the financial year 2009/10 is 2009-04/2010-03)"),
        ("2009-1", "should be a year"),
        ("1999/00", "(the financial year 1999/00 is 1999-04/2000-03)"),
        ("2016/2017/2018", "should be a year"),
        ("", "should be a year"),
    ],
)
def test_what_is_no_period(value: str, said: str) -> None:
    assert said in refused(Period, value)


def test_days() -> None:
    assert read(Day, "2017-03-01") == read(Day, date(2017, 3, 1)) == date(2017, 3, 1)


@pytest.mark.parametrize("value", ["01/03/2017", "2017-3-1", "20170301", "2017-03-01T12:00", "tomorrow", "", "1488326400"])
def test_what_is_no_day(value: str) -> None:
    assert refused(Day, value) == "should be a date such as 2017-03-01"


def test_a_day_that_the_calendar_lacks() -> None:
    assert "day" in refused(Day, "2017-02-30")


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2017-02-23", "2017-02-23T23:59:00+00:00"),
        ("2017-07-01", "2017-07-01T23:59:00+01:00"),
        ("2017-02-23T12:00", "2017-02-23T12:00:00+00:00"),
        ("2017-07-01 17:30", "2017-07-01T17:30:00+01:00"),
        ("2017-07-01T12:00+02:00", "2017-07-01T12:00:00+02:00"),
        ("2017-07-01T12:00Z", "2017-07-01T12:00:00+00:00"),
    ],
)
def test_moments_are_london_s_and_a_day_ends_with_its_last_minute(value: str, iso: str) -> None:
    assert read(Moment, value).isoformat() == iso


def test_a_moment_may_be_one_already() -> None:
    assert read(Moment, datetime(2017, 3, 1, tzinfo=UTC)) == datetime(2017, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("value", ["soon", "", "2017", "2017-02-30", "23/02/2017", "2017-02-23T25:00"])
def test_what_is_no_moment(value: str) -> None:
    assert refused(Moment, value) == "should be a date or a date and time, such as 2017-02-23T23:59"


@given(st.datetimes(datetime(1990, 1, 1), datetime(2050, 1, 1)))
def test_a_moment_is_never_more_than_a_summer_hour_from_what_the_clock_says(moment: datetime) -> None:
    found = read(Moment, moment.isoformat(timespec="minutes"))
    assert found.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)
    assert found.utcoffset() in (timedelta(0), timedelta(hours=1))


@pytest.mark.parametrize("value", ["500 words", "3000 characters", "1  words"])
def test_limits(value: str) -> None:
    assert read(Limit, value) == value


@pytest.mark.parametrize("value", ["500", "many words", "500 pages", "1,000 words", ""])
def test_what_is_no_limit(value: str) -> None:
    assert refused(Limit, value) == "should be a number of words or characters, such as '500 words'"


@pytest.mark.parametrize(
    ("value", "good"), [("12 months", True), ("1 day", True), ("2 years", True), ("a year", False), ("12months", False)]
)
def test_durations(value: str, good: bool) -> None:
    assert (read(Duration, value) == value) if good else ("pattern" in refused(Duration, value))


@given(st.dates())
def test_long_dates_have_no_leading_nought_and_can_be_read_again(day: date) -> None:
    written = long_date(day)
    assert not written.startswith("0")
    number, month, year = written.split(" ")
    months = [*calendar.month_name[1:]]
    assert (int(year), months.index(month) + 1, int(number)) == (day.year, day.month, day.day)


def test_no_day_is_no_text() -> None:
    assert long_date(None) == ""


@given(st.characters())
def test_what_xml_cannot_hold_is_unfit(letter: str) -> None:
    """XML 1.0 has the narrowest range of characters of all outputs; C1 controls are allowed there, and print as nothing."""
    code = ord(letter)
    allowed = code in (0x9, 0xA, 0xD) or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
    assert bool(UNFIT.match(letter)) is (not allowed or code == 0x7F or 0xFDD0 <= code <= 0xFDEF)

"""Dates as people write them in bibliographies."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cite.dates import NotADate, csl_date, month_number


def on(*parts: tuple[int, ...], **more: Any) -> dict[str, Any]:
    return {"date-parts": [list(part) for part in parts], **more}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2017", on((2017,))),
        ("2017-03", on((2017, 3))),
        ("2017-03-01", on((2017, 3, 1))),
        ("2017/03/01", on((2017, 3, 1))),
        ("2017-03-01T12:30:00", on((2017, 3, 1))),
        ("1 March 2017", on((2017, 3, 1))),
        ("1st of March 2017", on((2017, 3, 1))),
        ("Wednesday, 1 March 2017", on((2017, 3, 1))),
        ("July 10, 2014", on((2014, 7, 10))),
        ("March 2017", on((2017, 3))),
        ("Sept. 2017", on((2017, 9))),
        ("01/03/2017", on((2017, 3, 1))),
        ("1.3.2017", on((2017, 3, 1))),
        ("2015/2016", on((2015,), (2016,))),
        ("2015–2016", on((2015,), (2016,))),
        ("2015-04/2016-03", on((2015, 4), (2016, 3))),
        ("2015-04-01/2016-03-31", on((2015, 4, 1), (2016, 3, 31))),
        ("April 2015 – March 2016", on((2015, 4), (2016, 3))),
        ("March to May 2016", on((2016, 3), (2016, 5))),
        ("2016/", on((2016,), (0,))),
        ("2016/..", on((2016,), (0,))),
        ("2016~", on((2016,), circa=True)),
        ("2016?", on((2016,), circa=True)),
        ("c. 2016", on((2016,), circa=True)),
        ("circa 2015/2016", on((2015,), (2016,), circa=True)),
        ("2016-21", on((2016,), season=1)),
        ("Winter 2016", on((2016,), season=4)),
        ("-0044", on((-44,))),
        # No dates, but not to be lost.
        ("2019/20", {"literal": "2019/20"}),
        ("2016-17", {"literal": "2016-17"}),
        ("2016a", {"literal": "2016a"}),
        ("forthcoming", {"literal": "forthcoming"}),
        ("2016/2015", {"literal": "2016/2015"}),
        ("Foo 2016", {"literal": "Foo 2016"}),
        ("3 Spring 2016", {"literal": "3 Spring 2016"}),
        ("Session 2016-17", {"literal": "Session 2016-17"}),
        # Nothing.
        ("", None),
        ("  ", None),
        ("n.d.", None),
        ("No date", None),
    ],
)
def test_dates(text: str, expected: dict[str, Any] | None) -> None:
    assert csl_date(text) == expected


@pytest.mark.parametrize("text", ["2017-02-30", "2017-13-01", "31 June 2017", "45/01/2017", "2017-00"])
def test_days_and_months_that_do_not_exist(text: str) -> None:
    with pytest.raises(NotADate):
        csl_date(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("03", 3),
        ("mar", 3),
        ("March", 3),
        ("Mar.", 3),
        ("sept", 9),
        ("may", 5),
        ("13", None),
        ("0", None),
        ("marsh", None),
        ("", None),
    ],
)
def test_months(text: str, number: int | None) -> None:
    assert month_number(text) == number


@given(st.one_of(st.text(max_size=20), st.text(st.sampled_from("0123456789-/~?. March"), max_size=14)))
def test_any_text_is_a_date_or_stays(text: str) -> None:
    try:
        dated = csl_date(text)
    except NotADate:
        return
    if dated is not None and "date-parts" not in dated:
        assert dated == {"literal": " ".join(text.split())}


@given(st.dates())
def test_every_day_is_read_in_every_form(day: Any) -> None:
    parts = on((day.year, day.month, day.day))
    assert csl_date(day.isoformat()) == parts
    assert csl_date(f"{day.day:02}/{day.month:02}/{day.year:04}") == parts
    assert csl_date(f"{day.day} {day.strftime('%B')} {day.year:04}") == parts

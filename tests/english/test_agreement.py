"""Two figures agree or do not: what is the same amount, a rounding of it, or what a hedge leaves room for."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from toolkit.english.agreement import agreement, core, half_digit, written
from toolkit.english.figures import Figure, read_figures


def figure(words: str) -> Figure:
    (found,) = read_figures(words)
    return found


def how(ours: str, theirs: str) -> str:
    """``exact``, with a plus where something has to be read; empty where they do not agree."""
    agrees = agreement(figure(ours), figure(theirs))
    return "" if agrees is None else agrees.how + "+" * bool(agrees.remarks)


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("63 per cent of them", "63% of them", "exact"),
        ("142,467 searches", "142467 searches", "exact"),
        ("£1.2bn", "£1.2bn", "exact"),
        ("a third of them", "33 per cent", "equivalent"),
        ("one in three adults", "33.3%", "equivalent"),
        ("33 per cent", "a third of them", "equivalent"),
        ("45 out of 130 people", "35 per cent", "equivalent"),
        ("1.2 million searches", "1,200,000 searches", "equivalent"),
        ("twice the rate", "two times the rate", "equivalent"),
        ("seven boroughs", "7 boroughs", "equivalent"),
        ("two years", "24 months", "equivalent"),
        ("7.5 per 1,000", "75 per 10,000", "equivalent"),
        ("it doubled", "rose by 100 per cent", "equivalent"),
        ("it halved", "fell by 50 per cent", "equivalent"),
        ("twice as likely", "100 per cent of them", ""),
        ("it doubled", "2.1 times as many", "rounded"),
        ("it doubled", "2.9 times as many", ""),
        ("13 to 15 per cent", "13–15%", "equivalent"),
    ],
)
def test_the_same_amount_in_another_spelling(ours: str, theirs: str, expected: str) -> None:
    assert how(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("63 per cent", "62.7 per cent", "rounded"),
        ("63 per cent", "62.5 per cent", "rounded"),
        ("63 per cent", "63.5 per cent", ""),
        ("63 per cent", "62.4 per cent", ""),
        ("62.7 per cent", "63 per cent", ""),
        ("1.2 million people", "1,234,567 people", "rounded"),
        ("140,000 people", "142,467 people", "rounded"),
        ("200,000 people", "240,000 people", ""),
        ("£4 million", "£4.4 million", "rounded+"),
        ("two million people", "2.04 million people", "rounded"),
        ("a third of them", "34.1 per cent", "rounded"),
        ("a third of them", "36 per cent", "rounded+"),
        ("a third of them", "37 per cent", ""),
        ("about a fifth of them", "19.6 per cent", "rounded"),
        ("about a fifth of them", "24 per cent", ""),
        ("about 1,500 clients", "1,470 clients", "rounded"),
        ("about 14 per cent", "13 to 15 per cent", "rounded"),
        ("2.2 to 2.6 times", "2.21 to 2.58 times", "rounded"),
        ("7.5 per 1,000", "7.46 per 1,000", "rounded"),
    ],
)
def test_a_rounding_agrees_in_one_direction(ours: str, theirs: str, expected: str) -> None:
    assert how(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("nearly 600,000 people", "597,400 people", "bound"),
        ("nearly 600,000 people", "602,000 people", ""),
        ("nearly 600,000 people", "560,000 people", "bound+"),
        ("nearly 600,000 people", "500,000 people", ""),
        ("almost two thirds of them", "63 per cent", "bound"),
        ("almost two thirds of them", "58 per cent", ""),
        ("more than half of them", "53 per cent", "bound"),
        ("more than half of them", "70 per cent", "bound+"),
        ("more than half of them", "90 per cent", ""),
        ("more than half of them", "49 per cent", ""),
        ("more than 100 rooms", "120 rooms", "bound"),
        ("more than 100 rooms", "180 rooms", "bound+"),
        ("up to 40 people", "32 people", "bound"),
        ("fewer than 40 people", "15 people", "bound+"),
        ("more than 13 per cent", "13 to 15 per cent", "bound"),
        ("15 per cent", "13 to 15 per cent", "equivalent+"),
        ("14 per cent", "13 to 15 per cent", ""),
        ("13 to 15 per cent", "14 per cent", ""),
        ("at least 40 people", "40 people", "bound"),
        ("more than 40 people", "40 people", "bound+"),
        ("half of them", "nearly half of them", "equivalent+"),
        ("nearly half of them", "more than half of them", "equivalent+"),
        ("nearly half of them", "nearly half of them", "exact"),
        ("about half of them", "half of them", "equivalent"),
        ("63 per cent", "nearly 63.2 per cent", "rounded+"),
        ("less than 258 colours", "less than 256 colours", "bound+"),
    ],
)
def test_a_hedge_leaves_room_on_one_side_and_dropping_one_has_to_be_read(ours: str, theirs: str, expected: str) -> None:
    assert how(ours, theirs) == expected


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("63 searches", "63 per cent"),
        ("63 percentage points", "63 per cent"),
        ("£63", "63 people"),
        ("£63", "€63"),
        ("three years", "three people"),
        ("aged 18", "18 people"),
    ],
)
def test_another_unit_is_another_amount(ours: str, theirs: str) -> None:
    assert how(ours, theirs) == ""


def test_what_is_written_and_how_finely() -> None:
    assert (written(figure("£1.2 million")), written(figure("seven boroughs"))) == (1.2, 7)
    assert (core(figure("about £1.2 million")), core(figure("a third of them"))) == ("£1.2million", "a third")
    assert half_digit(figure("£1.2 million")) == pytest.approx(50_000)
    assert half_digit(figure("142,467 people")) == 0.5
    assert half_digit(figure("140,000 people")) == 3_500
    assert half_digit(figure("a third of them")) == 0
    assert half_digit(figure("two million people")) == 50_000
    assert half_digit(figure("three times the rate")) == 0.5


_NUMBERS = st.integers(min_value=2, max_value=10**7)


@given(_NUMBERS, st.sampled_from(["{} searches", "{} per cent", "£{}", "more than {} searches", "about {} per cent"]))
def test_a_figure_agrees_with_itself_exactly(number: int, form: str) -> None:
    for words in (form.format(f"{number:,}"), form.format(number)):
        read = read_figures(words)
        assume(len(read) == 1)
        agrees = agreement(read[0], read[0])
        assert agrees is not None
        assert (agrees.how, agrees.remarks) == ("exact", ())


@given(_NUMBERS, _NUMBERS)
def test_two_numbers_without_a_hedge_are_the_same_only_if_they_are(one: int, other: int) -> None:
    read = [read_figures(f"£{number:,}") for number in (one, other)]
    agrees = agreement(read[0][0], read[1][0])
    assert (agrees is not None and agrees.how in {"exact", "equivalent"}) == (one == other)

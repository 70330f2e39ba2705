"""Figures that follow from others by one step, and those that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.english.arithmetic import worked_out
from toolkit.english.figures import read_figures


def working(words: str, *known: str) -> str:
    (figure,) = read_figures(words)
    found = worked_out(figure, [each for text in known for each in read_figures(text)])
    return found.text if found else ""


@pytest.mark.parametrize(
    ("words", "known", "expected"),
    [
        ("63 per cent were for drugs", ("142,467 searches", "89,754 for drugs"), "89,754 ÷ 142,467 = 63 per cent"),
        ("almost two thirds of them", ("63 per cent",), "63 per cent, as it is stated there"),
        ("37 per cent were not", ("63 per cent",), "100 − 63 per cent = 37 per cent"),
        ("at most 40 per cent", ("20 per cent", "and 40 per cent of them"), "40 per cent, as it is stated there"),
        ("10 per cent are left", ("30 per cent", "and 60 per cent of them"), "100 − 30 per cent − 60 per cent = 10 per cent"),
        ("eight percentage points", ("64.4 per cent", "and 56.3 per cent"), "64.4 per cent − 56.3 per cent = 8.1 percentage points"),
        ("90 per cent in all", ("64.4 per cent", "and 25.6 per cent"), "64.4 per cent + 25.6 per cent = 90 per cent"),
        ("£175m less", ("£623m", "and £448m"), "£623m − £448m = £175,000,000"),
        ("1,250 people", ("400 people", "and 850 people"), "400 + 850 = 1,250"),
        ("1,600 people", ("400 people", "850 people", "and 350 people"), "400 + 850 + 350 = 1,600"),
        ("it fell by 28 per cent", ("£623m", "and £448m"), "(£448m − £623m) ÷ £623m = 28.09 per cent"),
        ("three times the rate", ("36 per 1,000", "and 12 per 1,000"), "36 per 1,000 ÷ 12 per 1,000 = 3 times"),
        ("300,000 people", ("600,000 people", "half of them"), "half of 600,000 = 300,000"),
        ("30 months in all", ("two years", "and 6 months"), "two years + 6 months = 2.5 years"),
    ],
)
def test_the_step_is_shown(words: str, known: tuple[str, ...], expected: str) -> None:
    assert working(words, *known) == expected


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("36 per cent were for drugs", ("142,467 searches", "89,754 for drugs")),
        ("£157m less", ("£623m", "and £448m")),
        ("13 to 15 per cent", ("10 per cent", "and 25 per cent")),
        ("63 per cent", ()),
        ("£4 million", ("£2.2 million", "and £2.2 million more")),
    ],
)
def test_what_no_step_leads_to_is_not_worked_out(words: str, known: tuple[str, ...]) -> None:
    assert working(words, *known) == ""


def test_a_range_is_no_part_of_a_step_but_may_be_the_figure_itself() -> None:
    assert working("13 to 15 per cent", "between 13 and 15 per cent").endswith("as it is stated there")
    assert working("28 per cent", "13 to 15 per cent") == ""


def test_a_figure_of_the_same_claim_is_not_itself() -> None:
    (figure,) = read_figures("40 per cent")
    known = [each for text in ("20 per cent", "40 per cent") for each in read_figures(text)]
    assert worked_out(figure, known, given=0).text == "100 − 20 per cent − 40 per cent = 40 per cent"  # type: ignore[union-attr]


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=20), st.integers(1, 10**6))
def test_it_never_fails_and_names_figures_that_it_was_given(numbers: list[int], number: int) -> None:
    known = [each for one in numbers for each in read_figures(f"£{one:,}")]
    found = worked_out(read_figures(f"£{number:,}")[0], known)
    assert found is None or all(0 <= at < len(known) for at in found.uses)

"""Figures in prose: what is read in the labelled sentences of figures.yaml, which figures are the same, and laws for every text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.english.figures import Figure, read_figures, same, share

SENTENCES: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("figures.yaml").read_text("utf-8"))
CASES = [(sentence["text"], sentence["figures"]) for part in SENTENCES.values() for sentence in part]


def only(text: str) -> Figure:
    (figure,) = read_figures(text)
    return figure


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:50] for text, _ in CASES])
def test_the_figures_of_a_labelled_sentence(text: str, expected: list[list[Any]]) -> None:
    read = [[f.text, f.kind, pytest.approx(f.low), pytest.approx(f.high), f.qualifier, f.weighty] for f in read_figures(text)]
    assert expected == read


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("142,467", "number", 142_467, 142_467),
        ("63 per cent", "percentage", 63, 63),
        ("63%", "percentage", 63, 63),
        ("63 percent", "percentage", 63, 63),
        ("4.5 times", "multiple", 4.5, 4.5),
        ("twice", "multiple", 2, 2),
        ("three times", "multiple", 3, 3),
        ("doubled", "multiple", 2, 2),
        ("halved", "multiple", 0.5, 0.5),
        ("one in three", "fraction", 1 / 3, 1 / 3),
        ("1 in 5", "fraction", 0.2, 0.2),
        ("one out of four", "fraction", 0.25, 0.25),
        ("a third", "fraction", 1 / 3, 1 / 3),
        ("two-thirds", "fraction", 2 / 3, 2 / 3),
        ("three quarters", "fraction", 0.75, 0.75),
        ("half", "fraction", 0.5, 0.5),
        ("£1.2m", "money", 1_200_000, 1_200_000),
        ("$1 billion", "money", 1e9, 1e9),
        ("15p", "money", 0.15, 0.15),
        ("£5–10 million", "money", 5e6, 10e6),
        ("13–15 per cent", "percentage", 13, 15),
        ("between 13 and 15 per cent", "percentage", 13, 15),
        ("5 percentage points", "points", 5, 5),
        ("7.5 per 1,000 population", "rate", 7.5, 7.5),
        ("a ratio of 3:2", "ratio", 1.5, 1.5),
        ("one hundred and forty-two thousand", "number", 142_000, 142_000),
        ("63 per\n  cent", "percentage", 63, 63),
    ],
)
def test_a_figure_that_stands_alone(text: str, kind: str, low: float, high: float) -> None:
    figure = only(text)
    assert (figure.kind, figure.low, figure.high) == (kind, pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("142,467 searches were made", "searches"),
        ("1,500 new clients a year", "clients"),
        ("twenty-five countries", "countries"),
        ("1.2 million people", "people"),
        ("it rose to 450 in 2016", ""),
        ("34 of the force's officers", ""),
        ("£5", "GBP"),
        ("€5", "EUR"),
        ("5 per cent", "per cent"),
        ("12 per 100,000", "per 100,000"),
        ("28 working days", "days"),
    ],
)
def test_the_unit_is_the_noun_where_it_plainly_follows(text: str, unit: str) -> None:
    assert read_figures(text)[0].unit == unit


@pytest.mark.parametrize(
    "text",
    [
        *("1 March 2017", "March 2017", "2017-03-01", "01/03/2017", "2009/10", "2009–2010", "2016-02/2017-01", "the 1990s", "12:30", "9am"),
        *(
            "section 23",
            "s 39",
            "s.39",
            "para 57",
            "p. 25",
            "pp 12–14",
            "Part 3",
            "Table 2",
            "Q1",
            "Article 8",
            "Schedule 2",
            "n 6",
            "HC 26",
        ),
        *(
            "Cm 9361",
            "SI 2013/376",
            "[2021] UKSC 26",
            "[2019] EWCA Civ 12",
            "2.1.3",
            "version 2",
            "24/7",
            "A4",
            "PM2.5",
            "Covid-19",
            "ISO 27001",
        ),
        *(
            "no one",
            "one of the",
            "one another",
            "a third party",
            "second-hand",
            "half-hearted",
            "half an hour",
            "nineteenth century",
            "two-tier",
        ),
        *(
            "zero-hours contracts",
            "Room 101",
            "Phase 2",
            "Group of 77",
            "020 7946 0958",
            "SW1A 1AA",
            "10.1000/182",
            "ISBN 978-0-10-153562-4",
        ),
        *(
            "a@b12.org",
            "https://example.org/2019/45",
            "[@hmic2013, p. 25]",
            "{{ claim('x-45') }}",
            "[^12]",
            "hundreds of thousands",
            "1. First",
        ),
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read_figures(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("63%", "63 per cent"),
        ("142,467", "142467"),
        ("1.2 million", "1,200,000"),
        ("half", "50 per cent"),
        ("one in five", "20%"),
        ("£1.2m", "£1,200,000"),
        ("doubled", "twice the rate"),
        ("two years", "24 months"),
        ("nearly 600,000", "600,000 searches"),
        ("5 per 1,000", "500 per 100,000"),
        ("13 to 15 per cent", "between 13% and 15%"),
    ],
)
def test_the_same_amount_in_other_words(one: str, other: str) -> None:
    assert same(only(one), only(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("63 per cent", "64 per cent"),
        ("5 per cent", "5 percentage points"),
        ("£5", "€5"),
        ("5 people", "£5"),
        ("13 per cent", "13 to 15 per cent"),
        ("a third", "33 per cent"),
        ("28 days", "28"),
    ],
)
def test_not_the_same_amount(one: str, other: str) -> None:
    assert not same(only(one), only(other))


def test_shares_are_of_percentages_and_fractions_alone() -> None:
    assert share(only("63 per cent")) == pytest.approx(0.63)
    assert share(only("a third")) == pytest.approx(1 / 3)
    assert share(only("5 percentage points")) is None
    assert share(only("142,467")) is None


PIECES = st.sampled_from(
    [
        "1",
        "12",
        "2017",
        "142,467",
        "0",
        ".5",
        "½",
        "1/2",
        "one",
        "two",
        "twenty",
        "hundred",
        "thousand",
        "million",
        "a",
        "half",
        "third",
        "quarter",
        "quarters",
        "twice",
        "doubled",
        "times",
        "in",
        "of",
        "out",
        "and",
        "or",
        "to",
        "per",
        "cent",
        "percentage",
        "points",
        "£",
        "$",
        "-",
        "–",
        "—",
        "%",
        "(",
        ")",
        "[",
        "]",
        "@",
        ".",
        ",",
        ";",
        ":",
        "'",
        "per",
        "1,000",
        "under",
        "over",
        "about",
        "between",
        "from",
        "aged",
        "years",
        "s",
        "p",
        "m",
        "bn",
        "March",
        "section",
        "pp",
        "\n",
        "İ",
        "ß",
        "é",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join))


@given(TEXTS)
@example("İ 63 per cent")
@example("½½")
@example("1 in 0")
@example("3:0 ratio 3:0")
@example("9" * 400)
def test_figures_are_in_order_apart_and_as_they_stand_in_the_text(text: str) -> None:
    end = 0
    for figure in read_figures(text):
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert figure.low <= figure.high
        end = figure.end


@given(TEXTS)
def test_sameness_is_reflexive_and_symmetric(text: str) -> None:
    figures = read_figures(text)
    for a in figures:
        assert same(a, a)
        for b in figures:
            assert same(a, b) == same(b, a)


@given(st.integers(0, 999_999_999_999))
def test_a_count_with_separators_is_read_back(count: int) -> None:
    assert only(f"There were {count:,} people.").low == count


@given(st.decimals(0, 100, places=1))
def test_a_percentage_is_read_back(value: Any) -> None:
    assert only(f"It was {value} per cent.").low == pytest.approx(float(value))


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "1",
            "1.",
            "1,",
            "1-",
            "1/",
            "1:",
            " ",
            "1 ",
            "one ",
            "one hundred and ",
            "a ",
            "[",
            "[1",
            "[@",
            "{",
            "@",
            "a@",
            "1 to ",
            "£",
            "£1-",
        ),
        *(
            "half ",
            "under ",
            "between 1 and ",
            "twenty-",
            "1.1.1:",
            "section 1, ",
            "pp 1-",
            "x.uk",
            "10.1000/",
            "www.",
            "1 in ",
            "a third ",
        ),
        *("at 8861 Gaston ", "353 U.S. ", "5 QB 12, ", "900-700 BC ", "divided into 12 provinces, ", "A Boeing ", "in range 1-", "12 Old "),
        *("(1", "\n1", "per cent ", "- ", "\u00a0", "1\u00a0000", "x" * 9999 + "@", "1" + " " * 9999, "[" + "a" * 90, "isbn ", "minus "),
    ],
)
def test_a_long_text_of_one_piece_is_read_in_the_end(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert all(figure.text == text[figure.start : figure.end] for figure in read_figures(text))

"""The words that say what a text is about, and which of several figures they belong to."""

from __future__ import annotations

import pytest

from toolkit.english.content import content_words, names, own_words
from toolkit.english.figures import read_figures


def own(text: str) -> dict[str, set[str]]:
    """By figure the words of its clause."""
    figures = read_figures(text)
    return {figure.text: set(own_words(text, figures, number)) for number, figure in enumerate(figures)}


def test_small_words_units_and_other_numbers_say_nothing() -> None:
    assert content_words("In all 63 per cent of the searches were for drugs in London.") == {"search", "drug", "london"}
    assert content_words("of the 12") == frozenset()


def test_forms_of_a_word_are_one_word_and_years_are_words() -> None:
    assert content_words("Searching rose") == content_words("searches risen") == {"search", "rise"}
    assert content_words("in 2009/10, from 2015-16") == {"2009", "2015"}
    assert content_words("£2,015 and 2016.5 of 20,150") == frozenset()
    assert content_words("the EU’s share") == {"eu"}


def test_names_have_a_capital_inside_a_sentence() -> None:
    assert names("Black people in London and Asian people. Nobody in 2015.") == {"london", "asian", "2015"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Some 63 per cent were white and 37 per cent were black.", {"Some 63 per cent": {"white"}, "37 per cent": {"black"}}),
        ("Rents fell from £623 to £448 a month.", {"£623": {"rent", "fall"}, "£448": {"rent", "fall"}}),
        (
            "Of the men (63 per cent) and the women (37 per cent) few stayed.",
            {"63 per cent": {"man"}, "37 per cent": {"woman", "stay"}},
        ),
        ("Almost half of them (48.7 per cent) left.", {"Almost half": {"left"}, "48.7 per cent": {"left"}}),
        ("One woman in five agreed.", {"One woman in five": {"woman", "agre"}}),
    ],
)
def test_each_figure_has_the_words_of_its_clause(text: str, expected: dict[str, set[str]]) -> None:
    assert own(text) == expected

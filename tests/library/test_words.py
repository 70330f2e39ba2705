"""What somebody types is made into terms; nothing that can be typed is an error."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.library.index import TOKENS
from toolkit.library.stop_words import ASKING, STOP
from toolkit.library.synonyms import others
from toolkit.library.words import Term, broadened, every, key, some, terms

SHORT = {"DCR": "drug consumption room", "WHO": "World Health Organization", "": "nothing", "X": "-"}


def said(typed: str, **options: object) -> list[str]:
    return [term.expression() for term in terms(typed, abbreviations=SHORT, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "expressions"),
    [
        ("stop and search", ['"stop"', '"search"']),
        ("What should be done about rents?", ['"rents"']),
        ("rents, rents and rents", ['"rents"']),
        ('"stop and search" children', ['"stop and search"', '"children"']),
        ("\u201cstop and search\u201d", ['"stop and search"']),
        ('"stop and', ['"stop and"']),
        ('""', []),
        ("142,467 at 3.5%", ['"142,467"', '"3.5"']),
        ("women's", ['"women\'s"']),
        ("it's who", []),
        ("a" * 61, []),
        ("", []),
        ("- * : ^ ( AND", []),
        ("NEAR(rent NOT) OR* name:x", ['"rent"', '"name"', '"x"']),
    ],
)
def test_words_and_phrases(typed: str, expressions: list[str]) -> None:
    assert said(typed) == expressions


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("DCR", '("DCR" OR "drug consumption room")'),
        ("dcrs", '("dcrs" OR "drug consumption room")'),
        ("Drug consumption rooms", '(("Drug" AND "consumption" AND "rooms") OR "DCR")'),
        ("WHO", '("WHO" OR "World Health Organization")'),
    ],
)
def test_an_abbreviation_finds_what_it_stands_for_and_the_other_way_round(typed: str, expression: str) -> None:
    assert said(typed) == [expression]


def test_an_abbreviation_that_is_also_a_small_word_is_one_in_its_own_letters_alone() -> None:
    assert said("who pays") == ['"pays"']


def test_some_of_the_words_of_what_an_abbreviation_stands_for_are_enough_where_some_are() -> None:
    found = terms("drug consumption room deaths", abbreviations=SHORT)
    assert some(found) == '("drug" OR "consumption" OR "room" OR "DCR") OR "deaths"'
    assert every(found) == '(("drug" AND "consumption" AND "room") OR "DCR") AND "deaths"'


def test_words_of_every_question_are_left_out_of_a_question() -> None:
    assert said("Do you agree with the proposals on rents?", stop=STOP | ASKING) == ['"rents"']


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("homelessness", "rough sleeping"),
        ("rough sleeping", "homelessness"),
        ("prisons", "custody"),
        ("programme", "program"),
        ("centers", "centre"),
        ("decriminalise", "decriminalize"),
        ("organization", "organisation"),
        ("mould", "damp"),
        ("damp", "mould"),
    ],
)
def test_other_words_are_known_for(word: str, other: str) -> None:
    assert other in others([["mould", "damp"]])(word)


def test_nothing_is_made_up_for_a_word_without_another() -> None:
    assert others()("rise") == others()("Rise")
    assert others()("zebra") == ()


def test_what_means_the_same_as_an_abbreviation_means_the_same_as_its_long_form() -> None:
    known = others([["drug consumption room", "overdose prevention centre"]], SHORT.items())
    assert {"drug consumption room"} <= set(known("DCR"))
    assert {"DCR", "overdose prevention centre"} <= set(known("drug consumption rooms"))


def test_terms_are_broadened_one_by_one() -> None:
    (term,) = broadened([Term("damp", ("damp",), also=("wet",))], others([["mould", "damp"]]))
    assert term.expression() == '("damp" OR "wet" OR "mould")'


def test_words_are_compared_without_case_and_plural() -> None:
    assert key("Drug Consumption Rooms!") == "drug consumption room"
    assert key("gas class yes") == "gas class yes"


@given(st.text() | st.text("\"*^(){}:+-.,'AND OR NOT NEAR \u201c\u201d\x00\ud800", max_size=40))
def test_nothing_that_can_be_typed_is_an_error_to_fts5(typed: str) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute(f"create virtual table t using fts5(a, tokenize = '{TOKENS}')")
        found = broadened(terms(typed, abbreviations=SHORT), others())
        for expression in (every(found), some(found)):
            if expression:
                db.execute("select rowid from t where t match ?", (expression,)).fetchall()
    db.close()

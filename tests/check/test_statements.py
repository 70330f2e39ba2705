"""What checks on claims see of a sentence: its figures masked, its periods, and whether two sentences say one thing."""

from __future__ import annotations

import re

import pytest

from toolkit.check.changes import changes
from toolkit.check.clauses import content, names, said_in
from toolkit.check.leeway import bounds, meet
from toolkit.check.likeness import fault
from toolkit.check.places import level, wider
from toolkit.check.prose import Read
from toolkit.check.rule import Stated
from toolkit.check.statements import COUNT, PERCENT, Statement, Stretch, period_of, statements, stretches
from toolkit.english.figures import read_figures
from toolkit.english.phrase import phrase
from toolkit.model.evidence import Claim
from toolkit.model.text import Place, Text

ANYTHING = phrase("")


def statement(words: str) -> Statement:
    claim = Claim(id="one", kind="statistic", text=words)
    return next(statements(Stated(claim), ANYTHING))


def figure(words: str):
    (only,) = read_figures(words)
    return only


def months(first: str, last: str = "") -> Stretch:
    period = period_of(Claim(id="one", kind="statistic", text="x", period=f"{first}/{last}" if last else first))
    assert period is not None
    return period


# --- sentences -----------------------------------------------------------------------------------------------------------


def test_a_masked_sentence_is_as_long_as_the_sentence_and_gives_its_figures_back() -> None:
    said = statement("The share – 63 per cent of 142,467 – fell “by 5 per cent”, they wrote.")
    assert len(said.masked) == len(said.sentence.words)
    match = re.match(rf"the share - ({PERCENT}) of ({COUNT}) - fell +, they wrote\.", said.masked)
    assert match is not None
    assert [said.figure(match[group]).text for group in (1, 2)] == ["63 per cent", "142,467"]


def test_characters_for_private_use_in_a_text_stand_for_no_figure() -> None:
    said = statement("The sign \ue000 and \uf8ff stand here, and 63 per cent do.")
    assert [each.text for each in said.figures_of(said.masked)] == ["63 per cent"]


def test_withdrawn_claims_and_other_peoples_words_are_not_looked_at() -> None:
    claim = Claim(id="one", kind="statistic", text="The share was 63 per cent.", status="withdrawn", reason="wrong")
    assert list(statements(Stated(claim), ANYTHING)) == []
    quoted = Claim(id="one", kind="statistic", text='They wrote that "currently 63 per cent do".')
    assert ["currently" in said.masked for said in statements(Stated(quoted), phrase("currently"))] == [False]


def test_many_figures_in_one_sentence_are_no_obstacle() -> None:
    said = statement("In all " + ", ".join(f"{number} per cent" for number in range(1, 99)) * 4 + " agreed.")
    assert len(said.masked) == len(said.sentence.words)


# --- periods -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "periods"),
    [
        ("In 2009/10 it fell", {months("2009-04", "2010-03")}),
        ("In 2009–10 and 2010-2011", {months("2009-04", "2010-03"), months("2010-04", "2011-03")}),
        ("In the year to January 2017", {months("2016-02", "2017-01")}),
        ("the year ending 31 March 2013", {months("2012-04", "2013-03")}),
        ("between March 2012 and 2013", {months("2012-03"), months("2013")}),
        ("from 2005-2015", {months("2005", "2015")}),
        ("£2,017 and 2,013 people, 1,200 in all", set()),
        ("no year at all", set()),
    ],
)
def test_periods_are_read_from_words(words: str, periods: set[Stretch]) -> None:
    assert stretches(words) == periods


def test_a_period_meets_another_where_they_share_a_month() -> None:
    assert months("2010").meets(months("2010-04", "2011-03"))
    assert not months("2009-04", "2010-03").meets(months("2010-04", "2011-03"))


# --- amounts -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("63 per cent", "63.4 per cent"),
        ("1.2 million people", "1,234,567 people"),
        ("two thirds", "63 per cent"),
        ("more than half", "63 per cent"),
        ("about 1,500 people", "1,580 people"),
        ("nearly 600,000 people", "574,300 people"),
    ],
)
def test_rounding_and_hedges_are_allowed_for(one: str, other: str) -> None:
    assert meet(bounds(figure(one)), bounds(figure(other)))


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("63 per cent", "65 per cent", "value"),
        ("63 percentage points", "63 per cent", "unit"),
        ("more than 1,500 people", "about 1,500 people", "hedge"),
        ("nearly half", "more than half", "hedge"),
        ("half", "about half", ""),
        ("one in three", "33 per cent", ""),
        ("142,467 people", "124,467 people", "value"),
    ],
)
def test_what_differs_between_two_figures(one: str, other: str, differs: str) -> None:
    assert fault(figure(one), figure(other)) == differs


def test_a_change_has_its_ends_and_its_size() -> None:
    (change,) = changes(statement("Deaths went from 318 in 2000 to 22 in 2013, a fall of 93 per cent."))
    assert (change.first.text, change.last.text, change.by.text, change.direction) == ("318", "22", "93 per cent", -1)
    assert list(changes(statement("Costs rose by 5 per cent a year, from £100 million to £150 million."))) == []


# --- wording and places --------------------------------------------------------------------------------------------------


def test_content_is_what_a_sentence_is_about() -> None:
    assert content("In 2012 most of the searches were for drugs") == {"search", "drug"}
    assert names("In 2012 the Met's searches in Camden") == {"met", "camden"}


def test_a_figure_knows_what_it_is_a_part_of() -> None:
    words = "In 2012 63 per cent of the searches were for drugs, and 15 per cent for weapons."
    first, second = said_in(words, read_figures(words), 0, len(words))
    assert (first.base, first.told) == ({"search"}, {"drug"})
    assert second.told == {"weapon"}


@pytest.mark.parametrize(
    ("words", "place", "found"),
    [
        ("Across England 63 per cent were.", "London", "Across England"),
        ("In the UK it is half.", "England and Wales", "In the UK"),
        ("In England it is half, and in London more.", "London", None),
        ("It is more than in the rest of England.", "Leeds", None),
        ("In England it is half.", "Atlantis", None),
        ("In England it is half.", "", None),
        ("Nationally it is half.", "England", None),
    ],
)
def test_a_wider_place_is_seen(words: str, place: str, found: str | None) -> None:
    match = wider(words, place)
    assert (match[0] if match else None) == found


def test_places_have_levels() -> None:
    assert [level(place) for place in ("Hackney", "England", "England and Wales", "the UK", "Portugal")] == [1, 2, 3, 4, 0]


def test_what_a_claim_says_whole_is_not_typed() -> None:
    from toolkit.model.text import Placed

    text = Text("So it is. Half agreed.", "paragraph", "s", "b", (Place(0, "a.md", 1, 1, False),), placed=(Placed(10, 22, "one", "text"),))
    read = Read(text)
    said = Statement(read, read.sentences[1], read.sentences[1].words)
    assert not said.is_own(0, 4)
    assert Statement(read, read.sentences[0], read.sentences[0].words).is_own(0, 4)

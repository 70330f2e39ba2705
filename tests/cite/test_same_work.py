"""Is an entry the work that a registry describes? What is one work, what are two, and what cannot be told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cite.same_work import Comparison, beyond_doubt, compare, plain, title_likeness
from toolkit.model.registries import Person, Work
from toolkit.model.source import Source

OURS = {
    "author": "Smith, Jane and Berg, Ola",
    "title": "Searches of Young People in London",
    "journaltitle": "Journal of Searches",
    "date": "2014",
    "volume": "12",
    "number": "2",
    "pages": "101--109",
}
THEIRS: dict[str, Any] = {
    "doi": "10.5555/a",
    "titles": ("Searches of young people in London",),
    "authors": (Person("Smith", "Jane"), Person("Berg", "Ola")),
    "years": (2014,),
    "containers": ("Journal of Searches", "J. Searches"),
    "volume": "12",
    "issue": "2",
    "pages": "101-109",
}


def held(ours: dict[str, str] | None = None, theirs: dict[str, Any] | None = None, kind: str = "article") -> Comparison:
    """The usual entry against the usual work, each with changes; a change to nothing takes the field out."""
    fields = {name: value for name, value in {**OURS, **(ours or {})}.items() if value}
    return compare(Source(id="smith2014", kind=kind, fields=fields), Work(**{**THEIRS, **(theirs or {})}))


def test_the_same_work_has_no_difference() -> None:
    assert held() == Comparison("same", (), "same", "same", "same", "same")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"title": "Searches of {Young} People in {L}ondon"}, {}),
        ({"title": "Searches of Young People", "subtitle": "A Study"}, {"titles": ("Searches of young people: a study",)}),
        ({"title": "Searches of Young People in London: a Study of Two Boroughs"}, {}),
        ({}, {"titles": ("Searches of young people in London: evidence from two boroughs",)}),
        ({"title": "Searches of Young People in London [with comment]"}, {}),
        ({}, {"titles": ("<i>Searches</i> of young people &amp; others", "Searches of young people in London")}),
        ({}, {"titles": ("RETRACTED ARTICLE: Searches of Young People in London",)}),
        ({}, {"titles": ("[Retracted] Searches of Young People in London",)}),
        ({"title": "Searches of Young Peple in London"}, {}),
        ({"title": r"Gonçalves on Searches \& Seizures"}, {"titles": ("Goncalves on searches and seizures",)}),
        ({"author": "Smith, J."}, {}),
        ({"author": "Smith, J. and others"}, {}),
        ({"author": "Jane Smith"}, {"authors": (Person("Jane", "Smith"),)}),
        ({"author": "de la Smith, Jane"}, {"authors": (Person("Smith", "Jane de la"),)}),
        ({"author": "Smith-Jones, Jane"}, {"authors": (Person("Smith Jones", "J"),)}),
        ({"author": "Müller, Jana"}, {"authors": (Person("MULLER", "Jana"),)}),
        ({"author": "Smithson, Jane"}, {"authors": (Person("Smithsen", "Jane"),)}),
        ({"author": "Berg, Ola and Smith, Jane"}, {}),
        ({"author": "{Home Office}"}, {}),
        ({"author": "{Home Office}"}, {"authors": (Person("Home Office"),)}),
        ({}, {"authors": (Person("The Searches Group"),)}),
        ({"author": ""}, {}),
        ({}, {"authors": ()}),
        ({"date": "2015"}, {}),
        ({"date": "2013-12"}, {}),
        ({"date": "2012/2016"}, {}),
        ({"date": "2009"}, {"years": ()}),
        ({"date": ""}, {}),
        ({"journaltitle": "J Search"}, {}),
        ({"journaltitle": "JS"}, {"containers": ("Journal of Searches",)}),
        ({"journaltitle": "The Journal of Searches: an International Review"}, {}),
        ({"journaltitle": ""}, {}),
        ({}, {"containers": ("",)}),
        ({"number": "2--3"}, {}),
        ({"volume": "012"}, {}),
        ({"volume": "XII"}, {}),
        ({"pages": "101--9"}, {}),
        ({"pages": "101–109"}, {}),
        ({"pages": "104"}, {}),
        ({"pages": "e12"}, {}),
        ({"pages": ""}, {}),
    ],
)
def test_ways_of_writing_are_no_differences(ours: dict[str, str], theirs: dict[str, Any]) -> None:
    assert held(ours, theirs).differences == ()
    assert held(ours, theirs).likeness == "same"


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [
        ({"date": "2011"}, {}, ("year", "2011", "2014")),
        ({"date": "2011"}, {"years": (2013, 2014)}, ("year", "2011", "2013 or 2014")),
        ({"date": "2008/2010"}, {}, ("year", "2008–2010", "2014")),
        ({"author": "Jones, Ann"}, {}, ("author", "Jones, Ann", "Smith, Jane; Berg, Ola")),
        ({"author": "", "editor": "Jones, Ann"}, {}, ("author", "Jones, Ann", "Smith, Jane; Berg, Ola")),
        ({"journaltitle": "Policing"}, {}, ("journal", "Policing", "Journal of Searches")),
        ({"volume": "13"}, {}, ("volume", "13", "12")),
        ({"number": "5"}, {}, ("issue", "5", "2")),
        ({"pages": "110--120"}, {}, ("pages", "110–120", "101-109")),
        ({"pages": "101--190"}, {}, ("pages", "101–190", "101-109")),
        (
            {"title": "Searches of Old People in London"},
            {},
            ("title", "Searches of Old People in London", "Searches of young people in London"),
        ),
    ],
)
def test_what_is_printed_and_differs_is_told_with_both(ours: dict[str, str], theirs: dict[str, Any], said: tuple[str, str, str]) -> None:
    found = held(ours, theirs)
    assert [tuple(each) for each in found.differences] == [said]
    assert found.likeness != "other", "one thing that differs makes no other work"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"title": "Crystals of Copper", "author": "Lind, Ida"}, {}),
        ({"title": "Crystals of Copper", "author": "", "date": "1999"}, {}),
        ({"title": "Crystals of Copper", "date": "1999", "journaltitle": "Crystals"}, {}),
        ({"title": "Searches of Old People in London", "author": "Lind, Ida", "date": "1999", "journaltitle": ""}, {}),
        ({"title": "Editorial", "author": "Lind, Ida", "date": "1999", "journaltitle": ""}, {"titles": ("Editorial",)}),
    ],
)
def test_another_work_is_told_by_several_things(ours: dict[str, str], theirs: dict[str, Any]) -> None:
    assert held(ours, theirs).likeness == "other"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"title": "Durchsuchungen junger Menschen"}, {}),
        ({"title": "Crystals of Copper", "author": "", "date": ""}, {"containers": ()}),
        ({"title": "Searches of Old People in London", "author": "Lind, Ida"}, {}),
        ({"title": ""}, {}),
        ({}, {"titles": ()}),
    ],
)
def test_a_title_alone_proves_nothing(ours: dict[str, str], theirs: dict[str, Any]) -> None:
    assert held(ours, theirs).likeness == "near"


def test_a_chapter_may_be_cited_by_the_doi_of_its_book() -> None:
    chapter = {"title": "On Searches", "booktitle": "The Handbook of Policing", "journaltitle": "", "date": "2014", "pages": "7--9"}
    found = held(
        chapter,
        {"titles": ("The handbook of policing",), "authors": (), "editors": (Person("Ek", "Eva"), Person("Smith", "Jane"))},
        "incollection",
    )
    assert (found.likeness, found.differences) == ("same", ())
    other = held(chapter, {"titles": ("The handbook of chemistry",)}, "incollection")
    assert other.title == "other"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Annual Report 2015", "Annual Report 2016", "near"),
        ("First Report of the Committee", "Second Report of the Committee", "near"),
        ("Part I", "Part II", "near"),
        ("Searches 2014", "Crystals of Copper 2015", "other"),
        ("Drug Use", "Drug use among young people in Europe", "near"),
        ("Searches", "Crystals of copper", "other"),
        ("", "Crystals of copper", ""),
        ("***", "Crystals of copper", ""),
    ],
)
def test_titles_alone(one: str, other: str, likeness: str) -> None:
    assert title_likeness(one, other) == title_likeness(other, one) == likeness


@given(st.text(max_size=60))
def test_every_title_that_says_something_is_like_itself(title: str) -> None:
    assert title_likeness(title, title) == ("same" if plain(title) else "")


SURE = {"pages": "101--109"}


def sure(ours: dict[str, str] | None = None, theirs: dict[str, Any] | None = None) -> bool:
    fields = {name: value for name, value in {**OURS, **(ours or {})}.items() if value}
    return beyond_doubt(Source(id="smith2014", kind="article", fields=fields), Work(**{**THEIRS, **(theirs or {})}))


def test_a_match_is_beyond_doubt_where_title_author_and_year_agree_and_nothing_speaks_against_it() -> None:
    assert sure()
    assert sure({"volume": "", "number": "", "pages": "", "journaltitle": ""})


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"pages": "7--9"}, {}),
        ({"volume": "3"}, {}),
        ({"date": ""}, {}),
        ({"date": "2009"}, {}),
        ({"author": ""}, {}),
        ({"author": "{Home Office}"}, {}),
        ({"title": "On Searches"}, {"titles": ("On searches",)}),
        ({}, {"titles": ("Searches of young people in London: a reply",)}),
        ({}, {"titles": ("Searches of young people in Leeds",)}),
        ({}, {"notice_of": ("10.5555/b",)}),
        ({"journaltitle": "Policing"}, {}),
    ],
)
def test_anything_else_is_doubtful(ours: dict[str, str], theirs: dict[str, Any]) -> None:
    assert not sure(ours, theirs)

"""Entries as CSL JSON: types, texts, dates, names, addresses, and what is said about them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cite.csl import csl_item, short_reference
from toolkit.cite.kinds import KINDS
from toolkit.model.finding import Finding
from toolkit.model.source import Source
from toolkit.model.span import Origin


def source(kind: str, **fields: str) -> Source:
    marks = {"": (1, 1, 9, 2)} | {name: (2 + number, 3, 2 + number, 9) for number, name in enumerate(fields)}
    return Source(id="k", kind=kind, fields=fields, origin=Origin(path="b.bib", marks=marks))


def item(kind: str, **fields: str) -> dict[str, Any]:
    made, findings = csl_item(source(kind, **fields))
    assert [finding for finding in findings if finding.code != "LIB014"] == []
    return made


def findings(kind: str, **fields: str) -> list[Finding]:
    return csl_item(source(kind, **fields))[1]


@pytest.mark.parametrize(
    ("kind", "csl"),
    [
        ("article", "article-journal"),
        ("book", "book"),
        ("incollection", "chapter"),
        ("inproceedings", "paper-conference"),
        ("report", "report"),
        ("techreport", "report"),
        ("online", "webpage"),
        ("www", "webpage"),
        ("dataset", "webpage"),
        ("thesis", "thesis"),
        ("legislation", "legislation"),
        ("legal", "legislation"),
        ("jurisdiction", "legal_case"),
        ("newspaper", "article-newspaper"),
        ("letter", "personal_communication"),
        ("unpublished", "manuscript"),
    ],
)
def test_types(kind: str, csl: str) -> None:
    assert item(kind, title="T") == {"id": "k", "type": csl, "title": "T"}
    assert findings(kind, title="T") == []


def test_an_article_in_a_newspaper_or_magazine() -> None:
    assert item("article", entrysubtype="newspaper")["type"] == "article-newspaper"
    assert item("article", entrysubtype="magazine")["type"] == "article-magazine"


@pytest.mark.parametrize(
    ("fields", "csl"),
    [
        ({"url": "https://x.uk"}, "webpage"),
        ({"howpublished": r"\url{https://x.uk}"}, "webpage"),
        ({"journal": "J"}, "article-journal"),
        ({"booktitle": "B"}, "chapter"),
        ({"school": "LSE"}, "thesis"),
        ({"isbn": "978"}, "book"),
        ({"publisher": "HMSO"}, "book"),
        ({"publisher": "HMSO", "url": "https://x.uk"}, "webpage"),
        ({"institution": "LSE", "url": "https://x.uk"}, "report"),
        ({"type": "Research paper"}, "report"),
        ({"recipient": "Release"}, "personal_communication"),
        ({"court": "UKSC"}, "legal_case"),
        ({"title": "A v B [2021] UKSC 26"}, "legal_case"),
        ({"title": "Health and Care Act 2022", "url": "https://x.uk"}, "legislation"),
        ({"title": "A Guide to the Health and Care Act 2022", "author": "Smith, J", "url": "https://x.uk"}, "webpage"),
        ({}, "report"),
    ],
)
def test_entries_of_no_particular_type_are_told_by_their_fields_and_reported(fields: dict[str, str], csl: str) -> None:
    made, found = csl_item(source("misc", **fields))
    assert made["type"] == csl
    assert [(finding.code, finding.severity) for finding in found] == [("LIB014", "information")]
    assert str(found[0].span) == "b.bib:1:1"


def test_an_unknown_type_names_the_nearest_known_one() -> None:
    found = findings("artcle", title="T", journal="J")
    assert found[0].message == "@artcle is no type that is known here; by its fields 'k' was read as an article in a journal (@article)."
    assert found[0].help == "Did you mean 'article'?"
    assert findings("zzz", title="T")[0].help == "Write @report if that is right."


def test_every_known_type_makes_an_item() -> None:
    for kind in KINDS:
        assert item(kind, title="T", author="{A}", date="2017")["type"] == KINDS[kind]


def test_the_fields_of_a_report() -> None:
    made = item(
        "report",
        author="{Home Office}",
        title=r"Drugs \& {Crime}",
        subtitle="A Review",
        shorttitle="Drugs",
        type="Research Report",
        number="45",
        series="Studies",
        institution="HMSO",
        location="London",
        edition="Second",
        version="3",
        date="2017-03",
        url="https://x.uk/a_b?c=%20#!/d",
        urldate="2017-04-05",
        doi="https://doi.org/10.1/x",
        isbn="978-1",
        language="english",
        pagetotal="90",
        addendum="Out of print",
    )
    assert made == {
        **{
            "id": "k",
            "type": "report",
            "title": "Drugs & Crime: A Review",
            "title-short": "Drugs",
            "genre": "Research Report",
            "number": "45",
        },
        **{"collection-title": "Studies", "publisher": "HMSO", "publisher-place": "London", "edition": "2", "version": "3"},
        **{
            "URL": "https://x.uk/a_b?c=%20#!/d",
            "DOI": "10.1/x",
            "ISBN": "978-1",
            "language": "en",
            "number-of-pages": "90",
            "note": "Out of print",
        },
        "author": [{"literal": "Home Office"}],
        "issued": {"date-parts": [[2017, 3]]},
        "accessed": {"date-parts": [[2017, 4, 5]]},
    }


def test_the_fields_of_an_article() -> None:
    made = item(
        "article", title="T", journaltitle="J", journalsubtitle="S", volume="26", number="7", pages="696--704", issn="1", langid="ngerman"
    )
    assert made == {
        **{"id": "k", "type": "article-journal", "title": "T", "container-title": "J: S", "volume": "26", "issue": "7"},
        **{"page": "696–704", "ISSN": "1", "language": "de"},
    }
    assert item("article", journal="J", issue="Spring", eid="e12") | {"id": ""} == {
        **{"id": "", "type": "article-journal", "container-title": "J", "issue": "Spring", "page": "e12"}
    }


def test_the_fields_of_a_chapter() -> None:
    made = item(
        "incollection",
        title="Why?",
        subtitle="Because",
        booktitle="B",
        bookauthor="Doe, J",
        editor="Roe, R",
        translator="Poe, P",
        number="3",
        chapter="4",
    )
    assert made == {
        **{"id": "k", "type": "chapter", "title": "Why? Because", "container-title": "B", "collection-number": "3", "chapter-number": "4"},
        **{"container-author": [{"family": "Doe", "given": "J"}], "editor": [{"family": "Roe", "given": "R"}]},
        **{"translator": [{"family": "Poe", "given": "P"}]},
    }


def test_what_is_for_colleagues_is_not_printed() -> None:
    made = item("report", title="T", note="check this", annotation="x", annote="y", abstract="z", file="C:/x.pdf", keywords="own")
    assert made == {"id": "k", "type": "report", "title": "T"}


def test_kinds_of_theses_and_press_releases() -> None:
    assert item("phdthesis", school="LSE")["genre"] == "PhD thesis"
    assert item("thesis", type="mathesis")["genre"] == "Master’s thesis"
    assert item("pressrelease")["genre"] == "Press release"
    assert "genre" not in item("report", type="techreport")


def test_a_report_that_names_no_author_is_its_publisher_s() -> None:
    made = item("report", title="T", institution="{Home Office}")
    assert made["author"] == [{"literal": "Home Office"}]
    assert "publisher" not in made
    assert "author" not in item("book", title="T", publisher="HMSO")


def test_a_publisher_that_is_the_author_is_not_named_twice() -> None:
    assert "publisher" not in item("online", author="{Metropolitan Police Service}", organization="Metropolitan Police Service")
    assert item("online", author="{Home Office}", organization="UK Government")["publisher"] == "UK Government"


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "http://x.uk/d;jsessionid=E4?doi=10.1.1&rep=rep1&type=pdf"}, "http://x.uk/d;jsessionid=E4?doi=10.1.1&rep=rep1&type=pdf"),
        ({"url": "http://x.org/S0955-3959(14)00231-X/abstract"}, "http://x.org/S0955-3959(14)00231-X/abstract"),
        ({"url": r"\url{http://x.uk/a\_b}"}, "http://x.uk/a_b"),
        ({"howpublished": r"Online at \url{http://x.uk/~a}"}, "http://x.uk/~a"),
        ({"howpublished": "http://x.uk/a"}, "http://x.uk/a"),
        ({"eprinttype": "arXiv", "eprint": "2101.00001"}, "https://arxiv.org/abs/2101.00001"),
    ],
)
def test_addresses(fields: dict[str, str], url: str) -> None:
    assert item("online", **fields)["URL"] == url


@pytest.mark.parametrize(
    ("fields", "issued"),
    [
        ({"date": "2017-03-01", "year": "1999"}, {"date-parts": [[2017, 3, 1]]}),
        ({"year": "2017"}, {"date-parts": [[2017]]}),
        ({"year": "2017", "month": "mar"}, {"date-parts": [[2017, 3]]}),
        ({"year": "2017", "month": "{March}"}, {"date-parts": [[2017, 3]]}),
        ({"year": "2017", "month": "3", "day": "9"}, {"date-parts": [[2017, 3, 9]]}),
        ({"year": "2017", "month": "mar~9"}, {"date-parts": [[2017, 3, 9]]}),
        ({"year": "2017", "month": "9 March"}, {"date-parts": [[2017, 3, 9]]}),
        ({"year": "2017", "month": "March to May"}, {"date-parts": [[2017, 3], [2017, 5]]}),
        ({"year": "2017", "month": "Spring"}, {"date-parts": [[2017]], "season": 1}),
        ({"year": "2017", "month": "March 9"}, {"date-parts": [[2017, 3, 9]]}),
        ({"year": "c. 2017", "month": "mar"}, {"date-parts": [[2017, 3]], "circa": True}),
        ({"year": "2017-03", "month": "mar"}, {"date-parts": [[2017, 3]]}),
        ({"year": "2015/2016"}, {"date-parts": [[2015], [2016]]}),
        ({"year": "2019/20"}, {"literal": "2019/20"}),
        ({"year": "in press"}, {"literal": "in press"}),
        ({"date": "c. 2016"}, {"date-parts": [[2016]], "circa": True}),
        ({"date": "2016~"}, {"date-parts": [[2016]], "circa": True}),
        ({"date": "2015--2016"}, {"date-parts": [[2015], [2016]]}),
    ],
)
def test_issued(fields: dict[str, str], issued: dict[str, Any]) -> None:
    assert item("report", **fields)["issued"] == issued


@pytest.mark.parametrize(
    ("fields", "issued", "place"),
    [
        ({"date": "2017-02-30"}, {"literal": "2017-02-30"}, "b.bib:2:3"),
        ({"year": "2017", "month": "Hilary term"}, {"date-parts": [[2017]]}, "b.bib:3:3"),
        ({"year": "2017", "month": "31 June"}, {"date-parts": [[2017]]}, "b.bib:3:3"),
        ({"year": "in press", "month": "mar"}, {"literal": "in press"}, "b.bib:3:3"),
        ({"month": "mar"}, None, "b.bib:2:3"),
        ({"year": "2015/2016", "month": "mar"}, {"date-parts": [[2015], [2016]]}, "b.bib:3:3"),
        ({"date": "2017", "urldate": "2017-13-01"}, {"date-parts": [[2017]]}, "b.bib:3:3"),
    ],
)
def test_dates_that_would_be_lost(fields: dict[str, str], issued: dict[str, Any] | None, place: str) -> None:
    made, found = csl_item(source("report", **fields))
    assert made.get("issued") == issued
    assert [(finding.code, finding.severity, str(finding.span)) for finding in found] == [("LIB011", "error", place)]


def test_a_body_that_is_a_guess_is_reported_with_the_guess() -> None:
    found = findings("report", title="T", author="Department for Work and Pensions and Smith, John")
    assert [(finding.code, finding.severity, str(finding.span)) for finding in found] == [("LIB010", "warning", "b.bib:3:3")]
    assert found[0].message == "The author 'Department for Work and Pensions' of 'k' was read as one body."
    assert "author = {{Department for Work and Pensions}}" in found[0].help


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("online", {"author": "{Metropolitan Police Service}", "date": "2017-03"}, "Metropolitan Police Service (2017)"),
        ("report", {"institution": "{Home Office}", "date": "2012"}, "Home Office (2012)"),
        ("report", {"author": "Smith, Jo", "year": "2012"}, "Smith (2012)"),
        ("report", {"author": "Smith, Jo and van der Berg, Al", "year": "2012"}, "Smith and van der Berg (2012)"),
        ("report", {"author": "A, B and C, D and E, F", "year": "2012"}, "A, C and E (2012)"),
        ("report", {"author": "A, B and C, D and E, F and G, H", "year": "2012"}, "A and others (2012)"),
        ("report", {"author": "A, B and others", "year": "2012"}, "A and others (2012)"),
        ("book", {"editor": "Smith, Jo", "year": "2012"}, "Smith (2012)"),
        ("report", {"author": "Smith, Jo"}, "Smith (no date)"),
        ("report", {"author": "Smith, Jo", "date": "2015/2016"}, "Smith (2015–2016)"),
        ("report", {"author": "Smith, Jo", "date": "2016/.."}, "Smith (2016)"),
        ("report", {"author": "Smith, Jo", "date": "2019/20"}, "Smith (2019/20)"),
        ("book", {"title": "On Fairness", "date": "2012"}, "On Fairness (2012)"),
        ("book", {"title": "On Fairness"}, "On Fairness"),
        ("legislation", {"title": "Health and Care Act 2022", "date": "2022"}, "Health and Care Act 2022"),
        ("report", {}, "k"),
    ],
)
def test_short_references(kind: str, fields: dict[str, str], expected: str) -> None:
    assert short_reference(source(kind, **fields)) == expected


NAMES = [
    "title",
    "author",
    "editor",
    "date",
    "year",
    "month",
    "day",
    "url",
    "urldate",
    "pages",
    "number",
    "type",
    "series",
    "volume",
    "edition",
    "howpublished",
]


@given(
    st.sampled_from([*sorted(KINDS), "misc", "nonsense"]),
    st.dictionaries(
        st.sampled_from(NAMES),
        st.one_of(st.text(max_size=20), st.text(st.sampled_from("HC CP[2021]{}\\12-/ .,and"), max_size=15)),
        max_size=8,
    ),
)
def test_no_entry_raises_and_every_item_has_id_and_type(kind: str, fields: dict[str, str]) -> None:
    given_source = source(kind, **fields)
    made, _ = csl_item(given_source)
    assert made["id"] == "k"
    assert made["type"]
    assert all(value for value in made.values())
    assert short_reference(given_source)

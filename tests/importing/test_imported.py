"""Names, dates and text of other programs in the house's form."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.cite.latex import decode
from toolkit.cite.names import csl_names
from toolkit.library.importing.imported import (
    imported,
    iso_date,
    later,
    latex,
    names,
    page_range,
    standard_number,
    tidy,
    written,
)
from toolkit.load.bibtex import read_bibliography
from toolkit.model.values import UNFIT

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="'`-{}"), max_size=40)


@given(PLAIN)
@example("50% of & _ $5 #1 ~ \\ ^ \\url \\'e <a@b>")
@example("https://example.org/a_b")
def test_plain_text_comes_back_as_it_was(text: str) -> None:
    plain = tidy(text)
    if "://" not in plain:
        assert decode(latex(plain)) == plain


@given(
    st.dictionaries(st.sampled_from(["title", "note", "publisher", "url", "doi"]), st.text(max_size=40), min_size=1), st.text(max_size=20)
)
@example({"title": "{"}, "a")
@example({"title": "}{", "url": "a}b"}, "")
@example({"title": "\\", "note": "%"}, "")
def test_whatever_is_imported_is_an_entry_that_can_be_read(plain: dict[str, str], author: str) -> None:
    entry = imported("article", {**plain, "author": names([author])}, "", "file", 1)
    sources, findings = read_bibliography(written(entry.kind, "key", entry.fields), "bibliography.bib")
    assert [source.fields for source in sources] == ([entry.fields] if sources else [])
    assert len(sources) == 1
    assert not [finding for finding in findings if finding.code in ("LIB002", "LIB003", "LIB004", "LIB006")]
    assert not any(UNFIT.search(value) for value in entry.fields.values())


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Smith, Jane", "Smith, Jane"),
        ("Smith, Jane, Jr.", "Smith, Jr., Jane"),
        ("Jane Smith", "Smith, Jane"),
        ("Smith JA", "Smith, JA"),
        ("Home Office", "{Home Office}"),
        ("World Health Organization,", "{World Health Organization}"),
        ("Department for Work and Pensions", "{Department for Work and Pensions}"),
        ("Smith & Sons", r"{Smith \& Sons}"),
        ("van der Berg, Ola", "van der Berg, Ola"),
        ("Smith", "{Smith}"),
        ("et al.", "others"),
        ("Smith, Jane and Berg, Ola", "Smith, Jane and Berg, Ola"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_name_in_one_piece(text: str, field: str) -> None:
    assert names([text]) == field


def test_names_come_back_as_persons_and_bodies() -> None:
    field = names(
        ["Smith, Jane", "Home Office", {"family": "Berg", "given": "Ola", "suffix": "Jr."}, {"literal": "A, B and C"}, "Smith, Jane"]
    )
    assert csl_names(field).names == [
        {"family": "Smith", "given": "Jane"},
        {"literal": "Home Office"},
        {"family": "Berg", "given": "Ola", "suffix": "Jr."},
        {"literal": "A, B and C"},
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2014", "2014"),
        ("2014///", "2014"),
        ("2014/03/02/", "2014-03-02"),
        ("2014/3", "2014-03"),
        ("2014-03-02T10:00:00Z", "2014-03-02"),
        ("2014 06 10", "2014-06-10"),
        ("2014/00/00/", "2014"),
        ("2014 Mar 2", "2014-03-02"),
        ("2014, March", "2014-03"),
        ("2 March 2014", "2014-03-02"),
        ("March 2, 2014", "2014-03-02"),
        ("Mar. 2014", "2014-03"),
        ("2014/13/01", "2014/13"),
        ("2019/20", "2019/20"),
        ("in press", "in press"),
        ("0000", ""),
        ("n.d.", ""),
        ("", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("date", "year", "said"),
    [
        ("2014/03/02", "2014", "2014-03-02"),
        ("MAR 2", "2014", "2014-03-02"),
        ("2 March", "2014", "2014-03-02"),
        ("Spring", "2014", "2014"),
        ("2019/01/01", "2014", "2014"),
        ("", "2014", "2014"),
        ("2014/03", "", "2014-03"),
        ("", "", ""),
    ],
)
def test_of_two_dates_the_one_that_says_more_about_the_year(date: str, year: str, said: str) -> None:
    assert later(date, year) == said


def test_pages_and_standard_numbers() -> None:
    assert [page_range(text) for text in ("101-109", "101 – 109", "pp. 3-5", "e12", "xii-xv", "No-Specified", "")] == [
        *("101--109", "101--109", "3--5", "e12", "xii--xv", "", ""),
    ]
    assert standard_number("1234-5679; 978-1-78246-165-4 (pbk)") == {"issn": "1234-5679", "isbn": "978-1-78246-165-4"}
    assert standard_number("12345679") == {"issn": "1234-5679"}
    assert standard_number("none") == {}

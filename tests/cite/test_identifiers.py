"""DOIs and PubMed numbers as people write them, and the words by which an article is looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cite.identifiers import doi_field, doi_of, plain_doi, pmid_of, search_words
from toolkit.model.source import Source


def entry(kind: str = "article", **fields: str) -> Source:
    return Source(id="gamma2014", kind=kind, fields=fields)


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1016/j.drugpo.2014.08.017", "10.1016/j.drugpo.2014.08.017"),
        ("10.1016/J.DRUGPO.2014.08.017", "10.1016/j.drugpo.2014.08.017"),
        ("https://doi.org/10.1016/a.", "10.1016/a"),
        ("http://dx.doi.org/10.1016/a", "10.1016/a"),
        ("doi.org/10.1016/a", "10.1016/a"),
        ("doi: 10.1016/a", "10.1016/a"),
        ("DOI:10.1016/a;", "10.1016/a"),
        (r"10.1016/a\_b", "10.1016/a_b"),
        ("10.1016/a{_}b", "10.1016/a_b"),
        (r"\url{https://doi.org/10.1016/a}", "10.1016/a"),
        ("https://doi.org/10.1016%2Fa%28b%29", "10.1016/a(b)"),
        (
            "10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID-SIM968>3.0.CO;2-2",
            "10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid-sim968>3.0.co;2-2",
        ),
        ("10/abcd", "10/abcd"),
        ("unavailable", ""),
        ("", ""),
        ("10.1016", ""),
        ("10.1016/a b", ""),
    ],
)
def test_a_doi_as_it_can_be_looked_up(written: str, doi: str) -> None:
    assert plain_doi(written) == doi


@given(st.text(max_size=40))
def test_a_doi_is_plain_once_and_for_all(text: str) -> None:
    assert plain_doi(plain_doi(text)) == plain_doi(text)


def test_the_doi_of_an_entry_stands_in_its_field_or_in_its_address() -> None:
    assert doi_of(entry(doi="10.5555/A")) == "10.5555/a"
    assert doi_of(entry(url="https://dx.doi.org/10.5555/A?from=mail")) == "10.5555/a"
    assert doi_of(entry(url="https://example.org/doi/10.5555/a")) == ""
    assert doi_of(entry(doi="none", url="https://doi.org/10.5555/a")) == "", "what is wrong in 'doi' is told elsewhere"
    assert [doi_field(entry(doi="10.5555/a")), doi_field(entry(url="https://doi.org/10.5555/a"))] == ["doi", "url"]


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"pmid": "00123456"}, "123456"),
        ({"pmid": "PMID: 123456"}, "123456"),
        ({"eprint": "123456", "eprinttype": "pubmed"}, "123456"),
        ({"eprint": "1401.0001", "eprinttype": "arxiv"}, ""),
        ({"url": "https://pubmed.ncbi.nlm.nih.gov/123456/"}, "123456"),
        ({"url": "http://www.ncbi.nlm.nih.gov/pubmed/123456?dopt=Abstract"}, "123456"),
        ({"url": "https://example.org/pubmed/123456"}, ""),
        ({}, ""),
    ],
)
def test_the_number_of_an_entry_in_pubmed(fields: dict[str, str], number: str) -> None:
    assert pmid_of(entry(**fields)) == number


def test_an_article_without_a_doi_is_looked_for_by_author_year_title_and_journal() -> None:
    article = entry(
        author="Smith, Jane and Berg, Ola and Ek, Eva", title="On {Searches} in London", journaltitle="Journal of Searches", date="2014-03"
    )
    assert search_words(article) == "Smith Berg 2014 On Searches in London Journal of Searches"


@pytest.mark.parametrize(
    "source",
    [
        entry("report", author="{Home Office}", title="Searches of Young People"),
        entry("online", author="{Home Office}", title="Searches of Young People", url="https://example.org"),
        entry(author="Smith, Jane", title="Searches of Young People", doi="10.5555/a"),
        entry(author="Smith, Jane", title="Searches of Young People", doi="not a DOI"),
        entry(author="Smith, Jane", title="Searches of Young People", url="https://doi.org/10.5555/a"),
        entry(author="Smith, Jane", title="Searches"),
    ],
)
def test_everything_else_is_not(source: Source) -> None:
    assert search_words(source) == ""

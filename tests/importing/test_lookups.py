"""DOIs, ISBNs and web pages as sources, against a server on this machine that plays doi.org, Open Library and publishers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.web import answers
from tests.web.server import Behaviour, Web
from toolkit.importing import Incoming, Sites, is_identifier, look_up
from toolkit.network.client import Network
from toolkit.network.hosts import Politeness

TODAY = date(2026, 11, 26)
ITEM = {
    "type": "journal-article",
    "DOI": "10.5555/ABC",
    "title": "Searches of <i>Young</i> People",
    "container-title": "Journal of Searches",
    "author": [{"family": "Smith", "given": "Jane"}],
    "issued": {"date-parts": [[2014, 3]]},
    "URL": "https://doi.org/10.5555/abc",
}


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


Ask = Callable[..., list[Incoming]]


@pytest.fixture
def ask(web: Web) -> Ask:
    def run(*wanted: str) -> list[Incoming]:
        network = Network(allow=("127.0.0.1", "site.test"), look_up=web.look_up, polite=Politeness(4, 0.0))
        return look_up(wanted, network, TODAY, Sites(web.url(""), web.url("")))

    return run


def given(value: Any) -> Behaviour:
    return answers.gives(json.dumps(value).encode(), "application/vnd.citationstyles.csl+json")


def fields(incoming: Incoming) -> dict[str, str]:
    assert incoming.read.lost == []
    return {"kind": incoming.read.entries[0].kind, **incoming.read.entries[0].fields}


@pytest.mark.parametrize("written", ["doi:10.5555/ABC", "10.5555/abc", "https://doi.org/10.5555/abc", "DOI: 10.5555/ABC"])
def test_a_doi_is_asked_for_at_doi_org(web: Web, ask: Ask, written: str) -> None:
    web.put("/10.5555/abc", given(ITEM))
    found = ask(written)[0]
    assert (found.name, found.form) == (written, "DOI")
    assert fields(found) == {
        "kind": "article",
        "author": "Smith, Jane",
        "title": "Searches of Young People",
        "journaltitle": "Journal of Searches",
        "date": "2014-03",
        "doi": "10.5555/abc",
        "url": "https://doi.org/10.5555/abc",
    }
    assert web.asked[0].headers["accept"].startswith("application/vnd.citationstyles.csl+json")


def test_a_book_is_asked_for_at_open_library(web: Web, ask: Ask) -> None:
    book = {
        "title": "On Searches",
        "subtitle": "A Study",
        "authors": [{"name": "Jane Smith", "url": "x"}],
        "publishers": [{"name": "A Press"}],
        "publish_places": [{"name": "Oxford"}],
        "publish_date": "March 2014",
        "number_of_pages": 200,
    }
    web.put("/api/books?bibkeys=ISBN:9781782461654&format=json&jscmd=data", given({"ISBN:9781782461654": book}))
    assert fields(ask("isbn:978-1-78246-165-4")[0]) == {
        "kind": "book",
        "author": "Smith, Jane",
        "title": "On Searches",
        "subtitle": "A Study",
        "date": "2014-03",
        "pagetotal": "200",
        "publisher": "A Press",
        "location": "Oxford",
        "isbn": "9781782461654",
    }


GOVUK = """<!doctype html><html><head><title>Stop and search statistics - GOV.UK</title>
<meta property="og:title" content="Stop &amp; search statistics"><meta property="og:site_name" content="GOV.UK">
<meta name="govuk:first-published-at" content="2024-02-14T09:30:00+00:00">
<script type="application/ld+json">{"@context": "http://schema.org", "@type": "Article", "headline": "Stop & search statistics",
"datePublished": "2024-02-14T09:30:00+00:00", "author": {"@type": "Organization", "name": "Home Office"},
"publisher": {"@type": "Organization", "name": "GOV.UK"}}</script></head><body>…</body></html>"""
JOURNAL = """<html><head><meta name="citation_title" content="Searches of People"><meta name="citation_author" content="Smith, Jane">
<meta name="citation_author" content="Berg, Ola"><meta name="citation_journal_title" content="Journal of Searches">
<meta name="citation_publication_date" content="2014/03/02"><meta name="citation_volume" content="12"><meta name="citation_issue" content="2">
<meta name="citation_firstpage" content="101"><meta name="citation_lastpage" content="109"><meta name="citation_doi" content="10.5555/abc"></head></html>"""
REPORT = """<html><head><meta name="citation_title" content="A Report"><meta name="citation_technical_report_institution" content="Home Office">
<meta name="citation_technical_report_number" content="R12"><meta name="citation_date" content="2014"></head></html>"""
BARE = "<html><head><title>  How We Use Stop and Search | Metropolitan Police </title></head></html>"
NEWS = """<html><head><meta property="og:title" content="Fewer searches"><meta property="og:site_name" content="The Paper">
<meta name="author" content="https://example.org/people/ola"><meta property="article:published_time" content="2024-02-14T09:30:00Z"></head></html>"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (GOVUK, {"kind": "online", "author": "{Home Office}", "title": r"Stop \& search statistics", "date": "2024-02-14"}),
        (JOURNAL, {"kind": "article", "author": "Smith, Jane and Berg, Ola", "title": "Searches of People", "journaltitle": "Journal of Searches", "date": "2014-03-02", "volume": "12", "number": "2", "pages": "101--109", "doi": "10.5555/abc"}),
        (REPORT, {"kind": "report", "author": "{Home Office}", "title": "A Report", "date": "2014", "number": "R12", "institution": "Home Office"}),
        (BARE, {"kind": "online", "title": "How We Use Stop and Search"}),
        (NEWS, {"kind": "online", "author": "{The Paper}", "title": "Fewer searches", "date": "2024-02-14"}),
        ("<title>Größe</title>", {"kind": "online", "title": "Größe"}),
    ],
)  # fmt: skip
def test_a_web_page_by_what_its_head_says(web: Web, ask: Ask, page: str, expected: dict[str, str]) -> None:
    url = web.put("/page", answers.gives(page.encode()))
    assert fields(ask(url)[0]) == {**expected, "url": url, "urldate": "2026-11-26"}


def test_an_older_encoding_of_a_page_is_read(web: Web, ask: Ask) -> None:
    url = web.put("/page", answers.gives('<meta charset="iso-8859-1"><title>Größe</title>'.encode("latin-1"), "text/html"))
    assert fields(ask(url)[0])["title"] == "Größe"


def test_a_page_that_does_not_say_whose_it_is_is_remarked_on(web: Web, ask: Ask) -> None:
    assert ask(web.put("/page", answers.gives(BARE.encode())))[0].read.entries[0].remarks == ("The page does not say whose it is.",)


def test_of_a_page_that_moved_the_new_address_counts(web: Web, ask: Ask) -> None:
    web.put("/new", answers.gives(BARE.encode()))
    assert fields(ask(web.put("/old", answers.redirect("/new")))[0])["url"] == web.url("/new")


@pytest.mark.parametrize(
    ("wanted", "behaviour", "why"),
    [
        ("10.5555/abc", answers.status(404), "There is no such DOI."),
        ("10.5555/abc", answers.status(500), "The answer was the status 500. Try again later."),
        ("10.5555/abc", answers.gives(b"<html>", "text/html"), "The answer describes no source."),
        ("10.5555/abc", answers.gives(b"[]", "application/json"), "The answer describes no source."),
        ("isbn:9781782461654", answers.gives(b"{}", "application/json"), "Open Library does not know this book."),
        ("isbn:9781782461654", answers.gives(b"[[", "application/json"), "The answer could not be read."),
        ("isbn:9781782461654", answers.gives(b"[" * 100_000, "application/json"), "The answer could not be read."),
        ("isbn:9781782461655", answers.status(500), "This is no ISBN: a digit is wrong, or missing."),
        ("page", answers.status(404), "There is no such page."),
        ("page", answers.gives(b"%PDF-1.7", "application/pdf"), "It is no web page but application/pdf."),
        ("page", answers.gives(b"<p>words</p>"), "The page does not say what it is called."),
        ("page", answers.gives(b""), "The page does not say what it is called."),
        ("page", answers.redirect("http://other.test/"), "Nobody could be asked"),
        (
            "page",
            answers.gives(b"<script type='application/ld+json'>{[</script><script type='application/ld+json'>7</script>"),
            "The page does not",
        ),
    ],
)
def test_what_cannot_be_had_is_lost_with_the_reason(web: Web, ask: Ask, wanted: str, behaviour: Behaviour, why: str) -> None:
    web.put("*", behaviour)
    found = ask(web.url("/page") if wanted == "page" else wanted)[0].read
    assert (found.records, found.entries) == (1, [])
    assert found.lost[0].why.startswith(why)


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        *[(each, True) for each in ("doi:10.1016/a", "10.1016/a", "https://doi.org/10.1016/a", "https://www.gov.uk/x", "isbn:1", "978-1-78246-165-4", "0306406152")],
        *[(each, False) for each in ("library.ris", "10.ris", "old/library.bib", "", "1234567890123")],
    ],
)  # fmt: skip
def test_what_is_no_name_of_a_file(written: str, answer: bool) -> None:
    assert is_identifier(written) is answer


def test_several_come_in_the_order_in_which_they_were_asked_for(web: Web, ask: Ask) -> None:
    web.put("/10.5555/abc", answers.after(0.2, given(ITEM)))
    url = web.put("/page", answers.gives(BARE.encode()))
    assert [each.name for each in ask("10.5555/abc", url)] == ["10.5555/abc", url]

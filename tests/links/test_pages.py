"""What a page says about itself."""

from __future__ import annotations

import pytest

from toolkit.links.pages import Page, is_page

TEXT = "<p>" + "Stop and search is a power of the police, and this report is about how it is used. " * 40 + "</p>"


def page(title: str, body: str = TEXT, head: str = "") -> Page:
    return Page(f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode())


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 Not Found",
        "Not Found",
        "Error 404",
        "HTTP Status 404",
        "404 error | The Home Office",
        "Page not found",
        "Page not found - GOV.UK",
        "Page Not Found (404)",
        "Home Office – Page not found",
        "Sorry, page not found",
        "We're sorry, this page cannot be found",
        "Oops! That page can’t be found.",
        "The page you requested could not be found",
        "The page you are looking for does not exist",
        "The page you&#8217;re looking for was not found · Release",
        "This page no longer exists",
        "Page no longer available",
        "This page has been removed",
        "We couldn't find that page",
        "Nothing found",
        "Missing page",
        "File not found: error 404",
        "example.com is for sale",
        "This domain is parked",
        "Account suspended",
    ],
)
def test_a_title_that_says_that_there_is_no_page(title: str) -> None:
    assert page(title).not_found


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Stop and search",
        "Not found: what becomes of missing children",
        "Lost and not found | The Children's Society",
        "Missing people: a strategy",
        "Section 404 of the Sarbanes-Oxley Act",
        "404 Media on the police",
        "Error rates in drug tests",
        "Why no homes were found for them",
        "Domain names for sale: a market study of 2013 by us",
        "Error",
        "Page 404 of the Official Report",
        "Nothing found in nine of ten searches",
    ],
)
def test_a_title_with_such_words_in_it_is_a_title(title: str) -> None:
    assert page(title).not_found == ""


@pytest.mark.parametrize("title", ["Just a moment...", "Attention Required! | Cloudflare", "Access Denied", "Are you a robot?"])
def test_a_page_that_tests_whether_a_person_asks(title: str) -> None:
    assert page(title, "<p>Checking your browser.</p>").challenge


def test_a_page_with_the_marks_of_such_a_test_and_few_words_is_one() -> None:
    assert page("www.example.org", "<script src=/cdn-cgi/challenge-platform/h/b/orchestrate></script>").challenge
    assert not page("A report", TEXT + "<script src=/cdn-cgi/challenge-platform/scripts/jsd></script>").challenge
    assert not page("Just a moment", TEXT).challenge


def test_a_page_that_asks_who_reads_it() -> None:
    assert page("Sign in | The Journal", "<form><input type=password></form>").sign_in
    assert page("Log in to continue", "").sign_in
    assert not page("Sign in", TEXT).sign_in
    assert not page("Signing in deaf education", "").sign_in


@pytest.mark.parametrize(
    ("head", "body", "says"),
    [
        (
            "",
            "<h2>This guidance was withdrawn on 1 May 2016</h2><p>It has been replaced.</p>" + TEXT,
            "This guidance was withdrawn on 1 May 2016",
        ),
        ("", "<p>This publication has been withdrawn because it is out of date.</p>", "This publication has been withdrawn because"),
        ("", "<p>This consultation paper has been superseded.</p>" + TEXT, "This consultation paper has been superseded"),
        ("<meta name='govuk:withdrawn' content='withdrawn'>", TEXT, "GOV.UK marks it"),
    ],
)
def test_a_page_that_its_publisher_has_withdrawn(head: str, body: str, says: str) -> None:
    assert page("Guidance", body, head).withdrawn.startswith(says)


def test_a_title_says_so_too() -> None:
    assert page("[Withdrawn] Stop and search: code A").withdrawn


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        "<p>The bill was withdrawn on 1 May 2016.</p>",
        "<p>Consent was withdrawn from the study.</p>",
        TEXT + "<p>This guidance was withdrawn on 1 May 2016.</p>",
        "<p>This guidance was not withdrawn.</p>",
    ],
)
def test_a_page_on_withdrawing_is_not_withdrawn(body: str) -> None:
    assert page("Guidance", body, "<meta name='govuk:withdrawn' content=''>").withdrawn == ""


@pytest.mark.parametrize(
    "fragment", ["", "part-2", "old", "top", "TOP", "!/app", "/route", "page=3", "caf%C3%A9", ":~:text=words", "part-2:~:text=a", "readme"]
)
def test_places_that_a_page_has_or_need_not_have(fragment: str) -> None:
    body = '<h2 id="part-2">Two</h2><a name="old"></a><p id="café"></p><h2 id="user-content-readme"></h2>'
    assert page("A", body).has_place(fragment)


@pytest.mark.parametrize("fragment", ["part-3", "Part-2", "caf", "part-3:~:text=a"])
def test_places_that_a_page_has_not(fragment: str) -> None:
    assert not page("A", '<h2 id="part-2">Two</h2><p id="café"></p>').has_place(fragment)


def test_two_pages_that_say_the_same_but_for_the_address() -> None:
    one = page("A", f"<p>We have no {{/a}}</p>{TEXT}")
    assert one.like(page("A", f"<p>We have no {{/b}}</p>{TEXT}"))
    assert not one.like(page("A", TEXT.replace("report", "paper").replace("police", "courts") + "<p>more of another kind</p>" * 200))
    assert page("A", "").like(page("B", ""))


def test_what_is_no_html_or_broken_html_says_nothing_and_harms_nothing() -> None:
    for data in (
        b"",
        b"   ",
        b"<",
        b"\x00\xff\xfe",
        b"<html",
        b"<!-- -->",
        b"<?xml version='1.0' encoding='nonsense'?>",
        b"<title>" * 5000,
    ):
        found = Page(data, "no-such-encoding")
        assert (found.withdrawn, found.not_found, found.challenge, found.sign_in) == ("", "", False, False)
        assert isinstance(found.text, str)
        assert found.has_place("a") in (True, False)


def test_a_page_that_sends_its_readers_on_by_itself() -> None:
    assert page("Moved", "", "<META HTTP-EQUIV='Refresh' CONTENT='5;URL=\"https://a.org/new\"'>").sends_on_to == "https://a.org/new"
    assert page("A", TEXT, "<meta http-equiv=refresh content='0; url=/new'>").sends_on_to == ""
    assert page("A", "", "<meta http-equiv=refresh content=300>").sends_on_to == ""


def test_the_encoding_is_that_of_the_server_else_that_of_the_page() -> None:
    assert Page("<title>café</title>".encode("latin-1"), "iso-8859-1").title == "café"
    assert Page("<meta charset=windows-1252><title>it’s</title>".encode("cp1252")).title == "it’s"


def test_a_page_that_names_no_encoding_is_read_as_utf8_where_it_can_be() -> None:
    assert Page("<title>it’s</title>".encode()).title == "it’s"
    assert Page("<title>it’s</title><p>caf\u00e9".encode()[:-1]).title == "it’s"
    assert Page("<title>café</title><p>and more</p>".encode("latin-1")).title == "café"


def test_scripts_and_what_only_browsers_without_them_show_are_not_read() -> None:
    assert page("A", "<script>var a = 1</script><noscript>Turn on JavaScript</noscript><p>Words</p><style>p {}</style>").text == "Words"
    assert page("A", "<div id=root></div><script src=app.js></script>").empty
    assert not page("A", "<div>No scripts, few words</div>").empty


def test_a_large_page_and_a_deep_one_are_read_in_bounds() -> None:
    assert len(page("A", "<p>word <b>and</b> more</p>" * 150_000).text) > 2_000_000
    assert page("A", "<div>" * 20_000 + "deep").title == "A"
    assert page("a." * 60_000).not_found == ""


def test_html_is_known_by_what_stands_in_it() -> None:
    assert is_page(b"\n<!DOCTYPE  html>")
    assert is_page(b"<?xml version='1.0'?><html xmlns='x'>")
    assert not is_page(b"%PDF-1.4 <")
    assert not is_page(b"")

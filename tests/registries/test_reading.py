"""What Crossref, DataCite and doi.org send, read; and what nobody should send."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.registries.payloads import agency, body, crossref, crossref_list, datacite, no_agency, update
from toolkit.model.registries import Notice, Person, Work
from toolkit.registries import agencies
from toolkit.registries import crossref as read_crossref
from toolkit.registries import datacite as read_datacite
from toolkit.registries.answers import NotRead


def test_a_work_at_crossref_has_its_titles_authors_years_and_place() -> None:
    assert read_crossref.read_work(body(crossref())) == Work(
        doi="10.5555/searches.14",
        registry="Crossref",
        kind="journal-article",
        titles=("Searches of Young People: A Study of London", "Searches of Young People"),
        authors=(Person("Smith", "Jane"), Person("The Searches Study Group")),
        years=(2013, 2014),
        containers=("Journal of Searches", "J. Searches"),
        volume="12",
        issue="2",
        pages="101-109",
    )


def test_a_subtitle_that_the_title_has_already_is_not_added_again() -> None:
    work = read_crossref.read_work(body(crossref(title=["Searches: A Study of London"], subtitle=["a study of London"])))
    assert work.titles == ("Searches: A Study of London",)


def test_titles_in_other_languages_and_article_numbers_are_read() -> None:
    work = read_crossref.read_work(body(crossref(**{"original-title": ["Durchsuchungen"], "page": None, "article-number": "e12"})))
    assert "Durchsuchungen" in work.titles
    assert work.pages == "e12"


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("retraction", "retraction"),
        ("withdrawal", "retraction"),
        ("removal", "retraction"),
        ("partial_retraction", "partial"),
        ("expression_of_concern", "concern"),
        ("Expression of Concern", "concern"),
        ("correction", "correction"),
        ("corrigendum", "correction"),
        ("erratum", "correction"),
        ("addendum", "correction"),
        ("new_edition", "edition"),
        ("reinstatement", "reinstatement"),
        ("something_new", "other"),
    ],
)
def test_notices_about_a_work_stand_in_updated_by(sent: str, kind: str) -> None:
    work = read_crossref.read_work(body(crossref(**{"updated-by": [update(sent, "10.5555/Notice", [2016, 5, 2], "retraction-watch")]})))
    assert work.notices == (
        Notice(kind=kind, named=sent.lower(), doi="10.5555/notice", day=date(2016, 5, 2), by="Retraction Watch"),  # type: ignore[arg-type]
    )


def test_one_notice_of_which_two_tell_is_one_and_the_oldest_comes_first() -> None:
    updates = [
        update("retraction", "10.5555/n2", [2016, 5]),
        update("correction", "10.5555/n1", [2015]),
        update("retraction", "10.5555/N2", [2016, 5, 2], "retraction-watch"),
    ]
    work = read_crossref.read_work(body(crossref(**{"updated-by": updates})))
    assert [(notice.kind, notice.day, notice.by) for notice in work.notices] == [
        ("correction", date(2015, 1, 1), "the publisher"),
        ("retraction", date(2016, 5, 1), "the publisher"),
    ]


def test_a_notice_names_the_works_that_it_is_about_and_is_not_retracted_itself() -> None:
    work = read_crossref.read_work(body(crossref("10.5555/notice", **{"update-to": [update("retraction", "10.5555/searches.14")]})))
    assert work.notices == ()
    assert work.notice_of == ("10.5555/searches.14",)


def test_a_notice_under_the_doi_of_the_work_itself_retracts_it() -> None:
    work = read_crossref.read_work(body(crossref(**{"update-to": [update("retraction", "10.5555/SEARCHES.14", [2016, 2, 30])]})))
    assert [(notice.kind, notice.day) for notice in work.notices] == [("retraction", date(2016, 1, 1))]
    assert work.notice_of == ()


@pytest.mark.parametrize(
    "title", ["RETRACTED: Searches", "Retracted article: Searches", "[Withdrawn] Searches", "WITHDRAWN ARTICLE - Searches"]
)
def test_a_title_that_its_publisher_marked_is_a_notice_where_no_other_is_registered(title: str) -> None:
    assert [(notice.kind, notice.by) for notice in read_crossref.read_work(body(crossref(title=[title], subtitle=None))).notices] == [
        ("retraction", "the publisher")
    ]
    registered = crossref(title=[title], **{"updated-by": [update("retraction", "10.5555/n", [2016])]})
    assert len(read_crossref.read_work(body(registered)).notices) == 1


def test_a_notice_that_bears_the_title_of_what_it_retracts_is_not_retracted_itself() -> None:
    sent = crossref("10.5555/notice", title=["Retracted: Searches"], **{"update-to": [update("retraction", "10.5555/searches.14")]})
    assert read_crossref.read_work(body(sent)).notices == ()


@pytest.mark.parametrize(
    "title", ["Retracted Papers and Their Citations", "Removed: Children in Care", "Withdrawn from Treatment: a Study"]
)
def test_words_that_begin_a_title_are_no_mark(title: str) -> None:
    assert read_crossref.read_work(body(crossref(title=[title]))).notices == ()


def test_a_list_of_works_keeps_its_order() -> None:
    works = read_crossref.read_list(body(crossref_list(crossref("10.5555/b"), crossref("10.5555/a"), crossref(""))))
    assert [work.doi for work in works] == ["10.5555/b", "10.5555/a"]


def test_a_work_at_datacite_has_its_titles_authors_years_and_place() -> None:
    assert read_datacite.read_work(body(datacite())) == Work(
        doi="10.5072/data.14",
        registry="DataCite",
        kind="Dataset",
        titles=("Searches by Month: 2009 to 2014", "Searches by Month", "Ransakinger"),
        authors=(Person("Berg", "Ola"), Person("Lind", "Ida"), Person("Institute of Searches")),
        editors=(Person("Ek", "Eva"),),
        years=(2014, 2015),
        containers=("Data of the Institute",),
        volume="3",
        pages="7-9",
    )


def test_doi_org_says_who_registered_a_doi_or_that_nobody_did() -> None:
    assert agencies.read_agency(body(agency("10.5072/x", "DataCite"))) == "DataCite"
    assert agencies.read_agency(body(no_agency("10.5072/x"))) == agencies.NONE
    assert agencies.read_agency(body(no_agency("10.5072/x", "Invalid DOI"))) == agencies.NONE


@pytest.mark.parametrize("sent", [no_agency("10.1/x", "Unknown"), agency("10.1/x", "Unknown"), [], {}, [{}], "Crossref"])
def test_where_doi_org_does_not_say_it_nothing_is_known(sent: Any) -> None:
    with pytest.raises(NotRead):
        agencies.read_agency(body(sent))


READERS: list[Callable[[bytes], Any]] = [
    read_crossref.read_work,
    read_crossref.read_list,
    read_datacite.read_work,
    agencies.read_agency,
]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<html><title>Please wait</title></html>",
        b"Resource not found.",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"message": ' + b"9" * 10_000 + b"}",
        b"null",
        b'{"message": null, "data": []}',
        b'{"message": {"DOI": 7.5, "items": {}}}'[:-1],
    ],
)
def test_what_is_no_answer_is_said_to_be_none(read: Callable[[bytes], Any], sent: bytes) -> None:
    with pytest.raises(NotRead):
        read(sent)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just([[2016, 13, 99]]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["DOI", "type", "date-parts", "family", "title"]), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*sorted(crossref()["message"]), "updated-by", "update-to", "editor", "article-number"]), ANYTHING))
def test_whatever_stands_in_the_fields_of_a_work_it_is_read_or_left_out(fields: dict[str, Any]) -> None:
    sent = json.dumps(crossref(**fields))
    try:
        work = read_crossref.read_work(sent.encode())
    except NotRead:
        return
    assert all(isinstance(title, str) for title in work.titles)
    assert all(1000 <= year <= 9999 for year in work.years)


@given(st.dictionaries(st.sampled_from(sorted(datacite()["data"]["attributes"])), ANYTHING))
def test_the_same_holds_for_datacite(fields: dict[str, Any]) -> None:
    try:
        work = read_datacite.read_work(json.dumps(datacite(**fields)).encode())
    except NotRead:
        return
    assert all(person.family for person in (*work.authors, *work.editors))

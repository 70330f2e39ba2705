"""Look-ups against a server that plays the registries: what they say, that they know nothing, and that it could not be told."""

from __future__ import annotations

import pytest

from tests.registries.conftest import CROSSREF, TODAY, Ask, Indexes
from tests.registries.payloads import agency, body, crossref, crossref_list, datacite, no_agency, update
from tests.web import answers
from tests.web.server import Behaviour
from toolkit.model.registries import Looked, Searched
from toolkit.registries import asking
from toolkit.registries.asking import Bases


def test_a_work_that_crossref_knows_is_described_with_its_notices(indexes: Indexes, ask: Ask) -> None:
    indexes.crossref("10.5555/searches.14", crossref(**{"updated-by": [update("retraction", "10.5555/n", [2016, 5, 2])]}))
    found = ask("10.5555/searches.14")["10.5555/searches.14"]
    assert isinstance(found, Looked)
    assert found.work is not None
    assert (found.state, found.registry, found.day, found.why) == ("found", "Crossref", TODAY, "")
    assert found.work.notices[0].kind == "retraction"


def test_crossref_is_told_whom_to_write_to_and_asked_for_json(indexes: Indexes, ask: Ask) -> None:
    indexes.crossref("10.5555/a", crossref())
    ask("10.5555/a")
    asked = indexes.web.asked[0]
    assert "(mailto:policy@example.org)" in asked.headers["user-agent"]
    assert asked.headers["accept"] == "application/json"


@pytest.mark.parametrize(
    "doi", ["10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid-sim968>3.0.co;2-2", "10.5555/a?b#c%20d", "10.5555//x/../y"]
)
def test_a_doi_with_signs_that_mean_something_in_addresses_arrives_whole(indexes: Indexes, ask: Ask, doi: str) -> None:
    indexes.crossref(doi, crossref(doi))
    assert ask(doi)[doi].state == "found"


def test_what_crossref_does_not_know_is_asked_for_at_doi_org_and_then_at_datacite(indexes: Indexes, ask: Ask) -> None:
    indexes.agency("10.5072/data.14", agency("10.5072/data.14", "DataCite"))
    indexes.datacite("10.5072/data.14", datacite())
    found = ask("10.5072/data.14")["10.5072/data.14"]
    assert isinstance(found, Looked)
    assert found.work is not None
    assert (found.state, found.registry, found.work.titles[1]) == ("found", "DataCite", "Searches by Month")


@pytest.mark.parametrize("name", ["OP", "mEDRA", "JaLC", "Crossref", "DataCite"])
def test_a_doi_of_another_agency_or_one_without_a_description_is_known_to_be_there(indexes: Indexes, ask: Ask, name: str) -> None:
    indexes.agency("10.2810/1", agency("10.2810/1", name))
    assert ask("10.2810/1")["10.2810/1"] == Looked(doi="10.2810/1", day=TODAY, state="elsewhere", registry=name)


def test_a_doi_that_doi_org_does_not_know_is_not_registered(indexes: Indexes, ask: Ask) -> None:
    indexes.agency("10.5555/none", no_agency("10.5555/none"))
    indexes.agency("10.5555/gone", answers.gives(body(no_agency("10.5555/gone")), "application/json", 404))
    found = ask("10.5555/none", "10.5555/gone")
    assert [found[doi].state for doi in ("10.5555/none", "10.5555/gone")] == ["unregistered", "unregistered"]


def test_a_404_that_says_nothing_about_the_doi_proves_nothing(ask: Ask) -> None:
    found = ask("10.5555/none")["10.5555/none"]
    assert (found.state, found.why) == ("unknown", "doi.org answered, and what it sent is no JSON that can be read.")


@pytest.mark.parametrize(
    ("behaviour", "why"),
    [
        (answers.status(500), "Crossref answered with the status 500."),
        (answers.status(403), "Crossref answered with the status 403."),
        (answers.gives(b"<html>Please wait</html>"), "Crossref answered, and what it sent is no JSON that can be read."),
        (answers.gives(b"[" * 200_000, "application/json"), "Crossref answered, and what it sent is no JSON that can be read."),
        (answers.gives(body({"status": "ok", "message": {}})), "Crossref answered, and what it sent describes no work."),
        (answers.never_ends(10_000_000_000), "Crossref could not be asked: its answer is too large to be one."),
        (answers.cut_short(b'{"message": {"DOI"', 500), "Crossref could not be asked: its answer came in part only."),
        (answers.resets(), "Crossref could not be asked: it closed the connection."),
        (answers.redirect("http://127.0.0.1:9/works/x"), "Crossref could not be asked: its address belongs to a private network."),
        (answers.bomb(), "Crossref could not be asked: its answer is too large to be one."),
    ],
)
def test_a_registry_in_trouble_says_nothing_about_a_source(
    indexes: Indexes, ask: Ask, monkeypatch: pytest.MonkeyPatch, behaviour: Behaviour, why: str
) -> None:
    monkeypatch.setattr(asking, "LIMITS", asking.LIMITS._replace(tries=1, seconds=20))
    indexes.crossref("10.5555/a", behaviour)
    assert ask("10.5555/a")["10.5555/a"] == Looked(doi="10.5555/a", day=TODAY, state="unknown", why=why)


def test_a_registry_that_does_not_answer_is_not_waited_for_for_ever(indexes: Indexes, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "LIMITS", asking.LIMITS._replace(tries=1, seconds=0.2))
    indexes.crossref("10.5555/a", answers.never_answers())
    indexes.crossref("10.5555/b", answers.stalls(b'{"message"'))
    found = ask("10.5555/a", "10.5555/b")
    assert [found[doi].why for doi in sorted(found)] == [
        "Crossref could not be asked: it did not answer in time.",
        "Crossref could not be asked: its answer did not end in time.",
    ]


def test_trouble_at_doi_org_or_datacite_is_no_proof_that_a_doi_is_wrong(indexes: Indexes, ask: Ask) -> None:
    indexes.agency("10.5555/a", answers.status(500))
    indexes.agency("10.5072/b", agency("10.5072/b", "DataCite"))
    indexes.datacite("10.5072/b", answers.status(500))
    indexes.agency("10.5072/c", no_agency("10.5072/c", "Unknown"))
    found = ask("10.5555/a", "10.5072/b", "10.5072/c")
    assert [found[doi].why for doi in ("10.5555/a", "10.5072/b", "10.5072/c")] == [
        "doi.org answered with the status 500.",
        "DataCite answered with the status 500.",
        "doi.org answered, and it does not say whether there is such a DOI.",
    ]


def test_a_busy_registry_is_asked_again_when_it_says(indexes: Indexes, ask: Ask) -> None:
    busy = answers.status(429, {"Retry-After": "1"})
    indexes.crossref("10.5555/a", answers.in_turn(busy, answers.gives(body(crossref("10.5555/a")), "application/json")))
    assert ask("10.5555/a")["10.5555/a"].state == "found"
    first, second = (asked.at for asked in indexes.web.asked)
    assert second - first >= 1


def test_a_registry_that_asks_for_a_very_long_wait_is_left_alone(indexes: Indexes, ask: Ask) -> None:
    indexes.crossref("10.5555/a", answers.status(429, {"Retry-After": "86400"}))
    assert ask("10.5555/a")["10.5555/a"].why == "Crossref answered with the status 429."
    assert len(indexes.web.asked) == 1


def test_the_rate_that_crossref_gives_is_kept_to(indexes: Indexes, ask: Ask) -> None:
    heads = {"X-Rate-Limit-Limit": "4", "X-Rate-Limit-Interval": "1s"}
    dois = [f"10.5555/{number}" for number in range(7)]
    for doi in dois:
        indexes.crossref(doi, answers.gives(body(crossref(doi)), "application/json", headers=heads))
    assert {answer.state for answer in ask(*dois).values()} == {"found"}
    times = [asked.at for asked in indexes.web.asked]
    assert times[6] - times[4] >= 0.45, "after the first answers they come a quarter of a second apart"
    assert indexes.web.open_at_once[CROSSREF] <= 3


@pytest.mark.parametrize("heads", [{"X-Rate-Limit-Limit": "0", "X-Rate-Limit-Interval": "1s"}, {"X-Rate-Limit-Limit": "many"}])
def test_a_rate_that_makes_no_sense_is_passed_over(indexes: Indexes, ask: Ask, heads: dict[str, str]) -> None:
    indexes.crossref("10.5555/a", answers.gives(body(crossref("10.5555/a")), "application/json", headers=heads))
    indexes.crossref("10.5555/b", crossref("10.5555/b"))
    assert {answer.state for answer in ask("10.5555/a", "10.5555/b").values()} == {"found"}


def test_without_a_network_nothing_is_known_and_nobody_is_asked_hundreds_of_times(ask: Ask) -> None:
    asked: list[str] = []

    def look_up(host: str) -> list[str]:
        asked.append(host)
        raise OSError(f"no way to {host}")

    found = ask(
        *(f"10.5555/{number}" for number in range(100)),
        look_up=look_up,
        bases=Bases("http://gone.test", "http://gone.test", "http://gone.test"),
    )
    assert {answer.state for answer in found.values()} == {"unknown"}
    assert len({answer.why for answer in found.values()}) == 1
    assert len(asked) == 1


def test_an_article_is_looked_for_by_its_words(indexes: Indexes, ask: Ask) -> None:
    words = "Smith 2014 Searches of Young People & Others"
    indexes.search(words, crossref_list(crossref(), crossref("10.5555/other")))
    found = ask(words=(words,))[words]
    assert isinstance(found, Searched)
    assert [work.doi for work in found.works] == ["10.5555/searches.14", "10.5555/other"]
    assert (found.state, found.day) == ("found", TODAY)


def test_a_search_that_failed_found_nothing_and_says_why(indexes: Indexes, ask: Ask) -> None:
    indexes.search("Smith 2014", answers.status(500))
    found = ask(words=("Smith 2014",))["Smith 2014"]
    assert found == Searched(asked="Smith 2014", day=TODAY, state="unknown", why="Crossref answered with the status 500.")

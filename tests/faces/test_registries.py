"""``consult links`` on DOIs and retractions, against a server on this machine that plays the registries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Make
from tests.faces.conftest import Consult
from tests.registries.payloads import body, crossref, no_agency, update
from tests.registries.test_watch import FIRST, HEAD
from tests.web import answers
from tests.web.server import Web
from toolkit.registries import asking
from toolkit.registries.asking import Bases

BIB = """
@article{smith2014, author = {Smith, Jane}, title = {Searches of Young People}, journaltitle = {Journal of Searches}, date = {2014}, doi = {10.5555/Searches.14}}
@article{wrong2014, author = {Smith, Jane}, title = {Searches of Old People}, journaltitle = {Journal of Searches}, date = {2014}, doi = {10.5555/none}}
"""


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    with Web() as server:
        monkeypatch.setattr(asking, "BASES", Bases(*[server.url("")] * 3))
        server.put("/doiRA/10.5555%2Fnone", answers.gives(body(no_agency("10.5555/none")), "application/json"))
        server.put("/works/10.5555%2Fsearches.14", answers.gives(body(crossref()), "application/json"))
        yield server


@pytest.fixture
def root(make: Make) -> Path:
    return make(
        {"bibliography.bib": BIB, "evidence/topic.yaml": None, "responses/one/sections/first.md": "They are searched [@smith2014].\n"}
    )


def test_a_retracted_source_and_a_doi_that_is_none_are_told_and_the_command_ends_with_1(consult: Consult, root: Path, web: Web) -> None:
    retracted = crossref(**{"updated-by": [update("retraction", "10.5555/n", [2016, 5, 2])]})
    web.put("/works/10.5555%2Fsearches.14", answers.gives(body(retracted), "application/json"))
    said = consult(root, "links", "--allow", "127.0.0.1")
    assert said.status == 1
    assert "SRC006 'smith2014' was retracted on 2 May 2016, says the publisher through Crossref" in said.out
    assert "SRC005 There is no DOI 10.5555/none" in said.out
    assert "DOIs and retractions of 2 sources in the library:" in said.out
    assert "(mailto:policy@example.org)" in web.asked[0].headers["user-agent"]


@pytest.mark.usefixtures("web")
def test_where_no_notice_was_found_the_command_ends_with_0_and_says_how_far_that_goes(consult: Consult, root: Path) -> None:
    said = consult(root, "links", "one", "--allow", "127.0.0.1")
    assert said.status == 0
    assert "1 without a notice at Crossref" in said.out


def test_registries_are_left_alone_where_that_is_wanted(consult: Consult, root: Path, web: Web) -> None:
    said = consult(root, "links", "--no-registries", "--allow", "127.0.0.1")
    assert "DOIs" not in said.out
    assert web.asked == []


def test_a_dry_run_asks_nobody_and_tells_what_is_known(consult: Consult, root: Path, web: Web) -> None:
    assert "2 not looked up yet" in consult(root, "links", "--dry-run").out
    assert web.asked == []
    consult(root, "links", "--allow", "127.0.0.1")
    asked = len(web.asked)
    said = consult(root, "links", "--dry-run")
    assert said.status == 1
    assert "1 with a DOI that does not exist" in said.out
    assert len(web.asked) == asked


@pytest.mark.usefixtures("web")
def test_the_data_of_retraction_watch_are_taken_in_and_asked(consult: Consult, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "retraction_watch.csv"
    file.write_text(HEAD + FIRST + "3,too,short\n", encoding="utf-8")
    said = consult(root, "links", "one", "--retraction-watch", file, "--allow", "127.0.0.1")
    assert said.status == 1
    assert said.out.startswith("Taken in from Retraction Watch: 1 notice, the newest of 16 August 2023. 1 row of it name")
    assert "SRC006 'smith2014' was retracted on 16 August 2023, says Retraction Watch." in said.out
    assert "SRC006" in consult(root, "check", "one").out


@pytest.mark.usefixtures("web")
def test_a_file_that_is_another_one_is_refused_with_what_to_do(consult: Consult, root: Path, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    said = consult(root, "links", "--retraction-watch", tmp_path / "other.csv")
    assert said.status == 2
    assert "is not the data of Retraction Watch: it has no column OriginalPaperDOI." in said.err
    assert "Download retraction_watch.csv" in said.err


@pytest.mark.usefixtures("web")
def test_programs_get_it_as_json_and_nothing_else(consult: Consult, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "retraction_watch.csv"
    file.write_text(HEAD, encoding="utf-8")
    said = consult(root, "links", "--json", "--retraction-watch", file, "--allow", "127.0.0.1")
    data = json.loads(said.out)["registries"]
    assert data["counts"] | {"no-notice": 1, "no-such-doi": 1} == data["counts"]
    assert "Taken in from Retraction Watch: 0 notices." in said.err
    assert "registries" not in json.loads(consult(root, "links", "--json", "--no-registries").out)


def test_a_library_without_dois_is_not_told_about_them(consult: Consult, make: Make, web: Web) -> None:
    assert "DOI" not in consult(make(), "links").out
    assert web.asked == []

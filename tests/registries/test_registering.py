"""A workspace's sources looked up: what is asked, what is kept, what the checks then say, and what a report tells."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click import unstyle

from tests.conftest import Make
from tests.registries.conftest import Indexes
from tests.registries.payloads import agency, body, crossref, crossref_list, no_agency, update
from tests.registries.test_watch import HEAD, row
from tests.web import answers
from toolkit.faces.reports import registries as said
from toolkit.faces.reports.registries import as_data
from toolkit.model.registries import Looked, Searched
from toolkit.model.values import LONDON
from toolkit.registering import Asking, LookedUp
from toolkit.registries.kept import STORE, Kept
from toolkit.registries.watch import STORE as WATCH
from toolkit.registries.watch import load
from toolkit.session import Session

TODAY = datetime.now(LONDON).date()
BIB = """
@article{smith2014,
  author = {Smith, Jane},
  title = {Searches of Young People},
  journaltitle = {Journal of Searches},
  date = {2014},
  doi = {10.5555/Searches.14},
}
@article{wrong2014, author = {Smith, Jane}, title = {Searches of Old People}, journaltitle = {Journal of Searches}, date = {2014}, doi = {10.5555/none}}
@article{bare2014, author = {Smith, Jane}, title = {Searches of All the People}, journaltitle = {Journal of Searches}, date = {2014}}
@report{home2012, author = {{Home Office}}, title = {Searches in England}, date = {2012}}
"""
WORDS = "Smith 2014 Searches of All the People Journal of Searches"
RETRACTED = {"updated-by": [update("retraction", "10.5555/n", [2016, 5, 2])]}


@pytest.fixture
def root(make: Make) -> Path:
    return make(
        {"bibliography.bib": BIB, "responses/one/sections/first.md": "They are searched [@smith2014].\n", "evidence/topic.yaml": None}
    )


@pytest.fixture
def known(indexes: Indexes) -> Indexes:
    """Registries that know the first of them, retracted, and the third."""
    indexes.crossref("10.5555/searches.14", crossref(**RETRACTED))
    indexes.agency("10.5555/none", no_agency("10.5555/none"))
    indexes.search(WORDS, crossref_list(crossref("10.5555/all", title=["Searches of all the people"])))
    return indexes


def look(root: Path, indexes: Indexes, slug: str | None = None, **options: Any) -> LookedUp:
    return Session.open(root).registries(slug, Asking(indexes.network(), indexes.bases, **options))


def report(found: LookedUp, where: str) -> str:
    return unstyle(said.report(found, where))


def kinds(found: LookedUp) -> dict[str, str]:
    return {verdict.source.id: verdict.kind for verdict in found.verdicts}


def test_every_source_of_the_library_is_looked_up_by_its_doi_or_its_words(root: Path, known: Indexes) -> None:
    found = look(root, known)
    assert kinds(found) == {"smith2014": "retracted", "wrong2014": "no-such-doi", "bare2014": "offered", "home2012": "nothing"}
    assert [finding.code for finding in found.findings] == ["SRC006", "SRC005", "SRC008"]
    assert (found.asked, found.failed) == (3, {})


def test_of_a_response_those_that_it_cites_are_looked_up(root: Path, known: Indexes) -> None:
    assert kinds(look(root, known, "one")) == {"smith2014": "retracted"}


def test_nobody_is_asked_again_while_an_answer_holds_unless_that_is_wanted(root: Path, known: Indexes) -> None:
    look(root, known)
    asked = len(known.web.asked)
    assert (look(root, known).asked, len(known.web.asked)) == (0, asked)
    assert look(root, known, again=True).asked == 3


def test_the_checks_then_know_it_without_a_network(root: Path, known: Indexes) -> None:
    before = Session.open(root).check()
    assert not [finding for finding in before.findings if finding.code in ("SRC005", "SRC006", "SRC007", "SRC008")]
    look(root, known)
    after = {finding.code: finding for finding in Session.open(root).check().findings}
    assert {"SRC005", "SRC006", "SRC008"} <= set(after)
    assert str(after["SRC006"].span) == "bibliography.bib:6:10"


def test_the_doi_that_is_beyond_doubt_can_be_taken_and_then_nothing_more_is_said(root: Path, known: Indexes) -> None:
    look(root, known)
    session = Session.open(root)
    checked = session.check()
    only = [change for change in session.fix(checked) if change.path == "bibliography.bib"]
    session.write(only)
    assert "@article{bare2014, doi = {10.5555/all}, author = {Smith, Jane}" in (root / "bibliography.bib").read_text()
    again = Session.open(root)
    assert again.workspace.sources["bare2014"].fields["doi"] == "10.5555/all"
    assert "SRC008" not in {finding.code for finding in again.check().findings}


def test_a_doi_is_set_as_the_fields_of_an_entry_are(make: Make, known: Indexes) -> None:
    entry = "@article{bare2014 ,\n  author       = {Smith, Jane},\n  title        = {Searches of All the People},\n  journaltitle = {Journal of Searches},\n  date         = {2014},\n}\n"
    root = make({"bibliography.bib": entry})
    look(root, known)
    session = Session.open(root)
    session.write(session.fix(session.check()))
    assert (root / "bibliography.bib").read_text() == entry.replace("bare2014 ,\n", "bare2014,\n  doi          = {10.5555/all} ,\n")


def test_a_waiver_in_the_entry_holds_for_look_ups_too_and_is_never_called_unused(root: Path, known: Indexes) -> None:
    bib = (root / "bibliography.bib").read_text()
    waived = bib.replace(
        "  doi = {10.5555/Searches.14},", "  doi = {10.5555/Searches.14},\n  waive = {SRC006: cited as a retracted paper},"
    )
    (root / "bibliography.bib").write_text(waived)
    assert "WSP014" not in {finding.code for finding in Session.open(root).check().findings}
    found = look(root, known)
    assert [finding.code for finding in found.findings] == ["SRC005", "SRC008"]
    assert kinds(found)["smith2014"] == "retracted"
    assert "SRC006" not in {finding.code for finding in Session.open(root).check().findings}


def test_what_is_known_stays_known_when_the_network_is_gone(root: Path, known: Indexes) -> None:
    look(root, known)
    for doi in ("10.5555/searches.14", "10.5555/none"):
        known.crossref(doi, answers.status(500))
    found = look(root, known, again=True)
    assert kinds(found)["smith2014"] == "retracted"
    assert found.failed["10.5555/searches.14"] == "Crossref answered with the status 500."
    assert "Could not be told for 2 sources: Crossref answered with the status 500." in report(found, "the library")


def test_what_could_never_be_looked_up_is_told_as_that(root: Path, indexes: Indexes) -> None:
    indexes.web.put("*", answers.status(500), "crossref.test")
    found = look(root, indexes)
    assert kinds(found) == {"smith2014": "unknown", "wrong2014": "unknown", "bare2014": "unknown", "home2012": "nothing"}
    assert found.findings == ()
    assert "3 could not be looked up" in report(found, "the library")


def test_where_nobody_is_asked_what_is_known_is_told(root: Path, known: Indexes) -> None:
    nothing = Session.open(root).registries()
    assert set(kinds(nothing).values()) == {"not-asked", "nothing"}
    assert not (root / STORE).exists(), "who only reads leaves no file behind"
    look(root, known)
    assert kinds(Session.open(root).registries())["smith2014"] == "retracted"


def test_retraction_watch_is_asked_too_where_it_was_loaded(root: Path) -> None:
    (root / "rw.csv").write_text(HEAD + row("10.5555/searches.14", nature="Expression of concern"))
    load(root / "rw.csv", root / WATCH, TODAY)
    found = Session.open(root).registries("one")
    assert kinds(found) == {"smith2014": "noticed"}
    assert "The data of Retraction Watch, as of 2 January 2024, were asked too." in report(found, "one")
    checked = Session.open(root).check()
    assert [finding.severity for finding in checked.findings if finding.code == "SRC006"] == ["warning"]


def test_newly_loaded_data_change_what_a_check_says(root: Path) -> None:
    assert "SRC006" not in {finding.code for finding in Session.open(root).check().findings}
    (root / "rw.csv").write_text(HEAD + row("10.5555/searches.14", nature="Retraction"))
    load(root / "rw.csv", root / WATCH, TODAY)
    assert "SRC006" in {finding.code for finding in Session.open(root).check().findings}


def test_that_no_notice_was_found_is_said_with_the_day_and_not_more(root: Path, indexes: Indexes) -> None:
    indexes.crossref("10.5555/searches.14", crossref())
    text = report(look(root, indexes, "one"), "one")
    assert "1 without a notice at Crossref, " in text
    assert "(a notice can come on any day)" in text
    assert "consult links --retraction-watch FILE" in text


def test_answers_of_several_days_say_from_when_to_when(root: Path) -> None:
    kept = Kept(root / STORE)
    for doi, who, days in (("10.5555/searches.14", "Young", 1), ("10.5555/none", "Old", 3)):
        work = {"doi": doi, "titles": [f"Searches of {who} People"]}
        kept.put(
            Looked.model_validate({"doi": doi, "day": TODAY - timedelta(days), "state": "found", "work": work, "registry": "Crossref"})
        )
    kept.put(Searched(asked=WORDS, day=TODAY, state="found"))
    kept.close()
    text = report(Session.open(root).registries(), "the library")
    assert " to " in next(line for line in text.splitlines() if "without a notice" in line)
    assert "1 in no index" in text


def test_a_report_says_what_has_to_be_done_and_counts_every_source_once(root: Path, known: Indexes) -> None:
    text = report(look(root, known), "the library")
    assert "bibliography.bib:6:10 SRC006 'smith2014' was retracted on 2 May 2016" in text
    assert "DOIs and retractions of 3 sources in the library:" in text
    assert [line.strip() for line in text.splitlines() if line.startswith("   ") and line.strip()[0].isdigit()] == [
        "1 retracted",
        "1 with a DOI that does not exist",
        "1 without a DOI, which is known",
    ]


def test_a_library_without_anything_to_look_up_says_so(make: Make, indexes: Indexes) -> None:
    found = look(make(), indexes)
    assert report(found, "the library") == "No source in the library has a DOI or is an article in a journal, so no registry was asked.\n"
    assert indexes.web.asked == []


def test_programs_get_the_same(root: Path, known: Indexes) -> None:
    data = as_data(look(root, known))
    assert data["counts"]["retracted"] == 1
    assert [(each["source"], each["kind"], each["doi"], each["proposed_doi"]) for each in data["sources"]] == [
        ("smith2014", "retracted", "10.5555/searches.14", ""),
        ("wrong2014", "no-such-doi", "10.5555/none", ""),
        ("bare2014", "offered", "", "10.5555/all"),
    ]
    assert data["sources"][0]["notices"][0]["day"] == "2016-05-02"
    assert data["retraction_watch_until"] is None


def test_a_source_is_told_by_the_gravest_of_what_is_known(make: Make, indexes: Indexes) -> None:
    """One whose DOI leads elsewhere is told by that; of what the other work has by way of notices nothing is said."""
    indexes.crossref(
        "10.5555/a", crossref("10.5555/a", title=["Crystals of Copper"], author=[{"family": "Lind"}], issued=None, **RETRACTED)
    )
    indexes.search("Smith 2014 Searches of Old People Policing", crossref_list(crossref(title=["Searches of Old People"], subtitle=[])))
    bib = """
@article{wrong, author = {Smith, Jane}, title = {Searches of Young People}, journaltitle = {Policing}, date = {2009}, doi = {10.5555/a}}
@article{near, author = {Smith, Jane}, title = {Searches of Old People}, journaltitle = {Policing}, date = {2014}}
"""
    assert kinds(look(make({"bibliography.bib": bib}), indexes)) == {"wrong": "another-work", "near": "perhaps"}


def test_of_claims_that_rest_on_a_retracted_source_those_in_use_are_named(make: Make, indexes: Indexes) -> None:
    claims = """
        topic: A topic
        claims:
          used: {kind: finding, text: They are searched., support: [{source: smith2014}, {source: other}]}
          gone: {kind: finding, text: They were searched., support: [{source: smith2014}], status: withdrawn, reason: The source was retracted.}
          view: {kind: position, text: We think so.}
        """
    indexes.crossref("10.5555/searches.14", crossref(**RETRACTED))
    root = make({"bibliography.bib": BIB, "evidence/topic.yaml": claims, "responses/one/sections/first.md": "Words.\n"})
    found = look(root, indexes)
    assert "Claims that rest on it: used." in found.findings[0].help


def test_progress_is_told(root: Path, known: Indexes) -> None:
    told: list[tuple[int, int]] = []
    Session.open(root).registries(None, Asking(known.network(), known.bases), lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_one_doi_of_two_sources_is_asked_for_once(make: Make, indexes: Indexes) -> None:
    indexes.crossref("10.5555/a", answers.gives(body(crossref("10.5555/a")), "application/json"))
    entry = "@article{{{}, author = {{Smith, Jane}}, title = {{Searches of Young People}}, date = {{2014}}, doi = {{10.5555/{}}}}}\n"
    found = look(make({"bibliography.bib": entry.format("a", "a") + entry.format("b", "A")}), indexes)
    assert (found.asked, len(indexes.web.asked)) == (1, 1)
    assert kinds(found) == {"a": "no-notice", "b": "no-notice"}


def test_a_doi_of_another_agency_is_counted_by_itself(make: Make, indexes: Indexes) -> None:
    indexes.agency("10.2810/1", agency("10.2810/1", "OP"))
    entry = "@report{e, author = {{EMCDDA}}, title = {A Report on Drugs}, date = {2014}, doi = {10.2810/1}}\n"
    found = look(make({"bibliography.bib": entry}), indexes)
    assert kinds(found) == {"e": "elsewhere"}
    assert "1 registered where no notices can be looked up" in report(found, "the library")

"""``consult links``: addresses are asked for, and what came is told without calling anything good that was not seen to be."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import Make
from tests.faces.conftest import Consult, Start
from tests.web import answers
from tests.web.server import Web

ALLOW = ("--allow", "127.0.0.1")


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as server:
        yield server


def bib(**urls: str) -> dict[str, str | bytes | None]:
    entries = [
        f"@report{{{key}, author = {{{{Home Office}}}}, title = {{T {key}}}, date = {{2012}}, url = {{{url}}}}}\n"
        for key, url in urls.items()
    ]
    return {
        "bibliography.bib": "".join(entries),
        "evidence/topic.yaml": "topic: None\nclaims: {}\n",
        "responses/one/sections/first.md": "Words.\n",
    }


@pytest.fixture
def root(make: Make, web: Web) -> Path:
    """A library with an address of each sort; the response cites those that are there."""
    web.put("/new", answers.gives(b"New", "text/plain"))
    urls = {
        "good": web.put("/good", answers.gives(b"Good", "text/plain")),
        "moved": web.put("/old", answers.redirect("/new")),
        "gone": web.url("/gone"),
        "shut": web.put("/shut", answers.status(403)),
        "place": web.put("/page", answers.page("A page", "<h2 id=a>A</h2>")) + "#b",
    }
    return make({**bib(**urls), "responses/one/sections/first.md": "Words [@good; @moved].\n"})


def test_each_address_is_told_under_what_became_of_it_and_all_are_counted(consult: Consult, root: Path, web: Web) -> None:
    said = consult(root, "links", *ALLOW)
    assert said.status == 1
    assert said.out.startswith("Bad: a reader does not find what is cited: 1\n\n")
    assert f"  {web.url('/gone')}\n    Gone: the server says 404; one more look on another day will tell whether it stays so." in said.out
    assert "    gone  bibliography.bib:3:" in said.out
    assert "Could not be told: 1\n" in said.out
    assert "Programs are not let in (403)." in said.out
    assert f"Moved for good to {web.url('/new')}." in said.out
    assert "There, without the place on the page that the address names (#b)." in said.out
    assert f"  {web.url('/good')}\n" not in said.out
    assert (
        "5 addresses in the library: 3 good (1 moved for good and 1 without the place on the page), 1 bad and 1 that could not be told."
        in said.out
    )
    assert "What is gone for the first time is looked at once more" in said.out
    assert said.err == ""


def test_what_was_looked_at_is_not_asked_for_again_unless_it_is_wanted(consult: Consult, root: Path, web: Web) -> None:
    consult(root, "links", *ALLOW)
    before = len(web.asked)
    again = consult(root, "links", *ALLOW)
    assert again.status == 1
    assert len(web.asked) == before
    assert "0 asked for now; the others were looked at not long ago" in again.out
    consult(root, "links", *ALLOW, "--fresh")
    assert len(web.asked) > before


def test_of_a_response_only_what_it_cites(consult: Consult, root: Path) -> None:
    said = consult(root, "links", "one", *ALLOW)
    assert said.status == 0
    assert "2 addresses in one: 2 good (1 moved for good), 0 bad and 0 that could not be told." in said.out


def test_programs_get_the_same_as_values(consult: Consult, root: Path, web: Web) -> None:
    said = consult(root, "links", *ALLOW, "--json")
    found = json.loads(said.out)
    assert said.status == 1
    assert (found["response"], found["asked_now"]) == (None, 5)
    assert found["counts"] == {"good": 3, "bad": 1, "unknown": 1, "unseen": 0}
    moved = found["addresses"][1]
    assert (moved["url"], moved["kind"], moved["replacement"]) == (web.url("/old"), "moved", web.url("/new"))
    assert moved["places"][0]["source"] == "moved"
    assert found["addresses"][2]["dead"] is False


def test_nobody_is_asked_on_a_dry_run(consult: Consult, root: Path, web: Web) -> None:
    said = consult(root, "links", "--dry-run")
    assert said.status == 0
    assert "Not looked at yet: 5" in said.out
    assert "5 addresses in the library: 0 good, 0 bad, 0 that could not be told and 5 not looked at yet." in said.out
    assert json.loads(consult(root, "links", "--dry-run", "--json").out)["addresses"][0]["state"] == "unseen"
    assert web.asked == []


def test_this_machine_is_not_asked_unless_its_name_is_given(consult: Consult, root: Path, web: Web) -> None:
    said = consult(root, "links")
    assert said.status == 0
    assert "0 good, 0 bad and 5 that could not be told" in said.out
    assert "An address of this machine or of a private network, which is not asked for." in said.out
    assert web.asked == []


def test_new_addresses_are_written_where_it_is_wanted_and_nothing_else_is_touched(consult: Consult, root: Path, web: Web) -> None:
    before = (root / "bibliography.bib").read_text()
    said = consult(root, "links", *ALLOW, "--fix", "--yes")
    assert f"+@report{{moved, author = {{{{Home Office}}}}, title = {{T moved}}, date = {{2012}}, url = {{{web.url('/new')}}}}}" in said.out
    assert "Made 1 correction in 1 file." in said.out
    assert "3 good (1 without the place on the page), 1 bad and 1 that could not be told" in said.out
    assert (root / "bibliography.bib").read_text() == before.replace(web.url("/old"), web.url("/new"))
    assert "There is nothing that could be put right" in consult(root, "links", *ALLOW, "--fix", "--yes").out


def test_a_correction_that_is_refused_or_waived_changes_nothing(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / "bibliography.bib").read_bytes()
    monkeypatch.setattr("click.confirm", lambda *_args, **_kwargs: False)
    assert "Nothing was changed." in consult(root, "links", *ALLOW, "--fix").out
    assert (root / "bibliography.bib").read_bytes() == before
    waived = before.replace(b"/old}", b"/old}, waive = {SRC004: The old one is printed.}")
    (root / "bibliography.bib").write_bytes(waived)
    assert "There is nothing that could be put right" in consult(root, "links", *ALLOW, "--fix", "--yes").out
    assert (root / "bibliography.bib").read_bytes() == waived


def test_an_address_typed_in_a_text_is_corrected_there(consult: Consult, make: Make, web: Web) -> None:
    web.put("/new", answers.gives(b"New", "text/plain"))
    old = web.put("/old", answers.redirect("/new"))
    root = make({**bib(), "responses/one/sections/first.md": f"As [we]({old}) said, at {old}.\n"})
    assert consult(root, "links", "one", *ALLOW, "--fix", "--yes").status == 0
    assert (root / "responses/one/sections/first.md").read_text() == f"As [we]({web.url('/new')}) said, at {web.url('/new')}.\n"


def test_on_a_terminal_a_line_tells_how_far_it_is_and_goes_away(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setattr("time.monotonic", count(1).__next__)
    said = consult(root, "links", *ALLOW, "--no-registries")
    assert "\r1 of 5 addresses looked at …" in said.err
    assert said.err.endswith("\r\033[K")


def test_an_address_with_signs_of_latex_in_it_is_written_anew_as_a_whole(consult: Consult, make: Make, web: Web) -> None:
    web.put("/new_b", answers.gives(b"New", "text/plain"))
    web.put("/old_a", answers.redirect("/new_b"))
    root = make(bib(one=web.url("/old\\_a"), two=f"\\url{{{web.url('/old_a')}}}"))
    consult(root, "links", *ALLOW, "--fix", "--yes")
    text = (root / "bibliography.bib").read_text()
    assert f"url = {{{web.url('/new_b')}}}" in text
    assert f"url = {{\\url{{{web.url('/new_b')}}}}}" in text


def test_an_address_in_yaml_is_told_and_left_to_its_author(consult: Consult, make: Make, web: Web) -> None:
    web.put("/new", answers.gives(b"New", "text/plain"))
    old = web.put("/old", answers.redirect("/new"))
    consultation = f"title: A Plan\nbody: The Ministry\nurl: '{old}'\n"
    root = make({**bib(), "responses/one/consultation.yaml": consultation})
    assert "There is nothing that could be put right" in consult(root, "links", "one", *ALLOW, "--fix", "--yes").out
    assert (root / "responses/one/consultation.yaml").read_text() == consultation


def test_a_library_without_an_address_is_said_to_have_none(consult: Consult, make: Make) -> None:
    said = consult(make(bib()), "links")
    assert (said.status, said.out) == (0, "There is no address in the library.\n")


def test_a_response_that_is_not_there_is_said_not_to_be(consult: Consult, root: Path) -> None:
    said = consult(root, "links", "two")
    assert said.status == 2
    assert "There is no response 'two'." in said.err


def test_an_address_in_many_places_names_a_few(consult: Consult, make: Make, web: Web) -> None:
    urls = {f"k{number}": web.url("/gone") for number in range(5)}
    assert "k2  bibliography.bib:3" in (said := consult(make(bib(**urls)), "links", *ALLOW)).out
    assert "; and 2 more\n" in said.out
    assert "1 address in the library" in said.out


def test_ctrl_c_keeps_what_was_seen(start: Start, consult: Consult, make: Make, web: Web) -> None:
    quick, slow = web.put("/quick", answers.gives(b"Quick", "text/plain")), web.put("/slow", answers.never_answers())
    root = make(bib(quick=quick, slow=slow))
    run = start(root, "links", *ALLOW)
    store = root / ".toolkit" / "observed.sqlite"
    for _ in range(200):
        time.sleep(0.1)
        if len(web.asked) == 2 and store.exists() and b"/quick" in store.read_bytes():
            break
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert err == "What was seen until now is kept; the next run goes on from there.\n\nStopped. No file was left half written.\n"
    assert "1 good, 0 bad, 0 that could not be told and 1 not looked at yet" in consult(root, "links", "--dry-run").out

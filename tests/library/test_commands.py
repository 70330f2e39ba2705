"""``consult search``, ``suggest`` and ``where-used``, as people and programs read them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Make, example
from tests.faces.conftest import Consult, consult
from tests.library.conftest import SMALL
from toolkit.faces.reports import hits
from toolkit.library.index import END, START

__all__ = ["consult"]  # the fixture of the tests of faces
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(make: Make) -> Path:
    workspace = f"{SMALL['workspace.yaml']}        as_of: 2026-06-01\n"
    return make({**SMALL, "workspace.yaml": workspace})


# --- search -----------------------------------------------------------------------------------------------------------------


def test_a_claim_with_its_state_its_source_its_use_and_what_to_paste(consult: Consult, root: Path) -> None:
    said = consult(root, "search", "ambulance", "consumption")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[:7] == [
        "Claims",
        "",
        "  dcr-calls  statistic · checked · fresh · Northshire",
        "    Ambulance calls near the consumption room fell by 27 per cent.",
        "    Northshire Observatory (2025)",
        "    Used in past (sent on 3 February 2025) and one (draft).",
        "    {{ claim('dcr-calls') }}",
    ]


def test_sort_by_sort(consult: Consult, root: Path) -> None:
    lines = consult(root, "search", "ambulance calls").out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == ["Claims", "Passages", "Said before", "Charts and tables"]
    assert "  past  section before · sent on 3 February 2025" in lines
    assert "    {{ exhibit('calls') }}" in lines
    assert "    {{ passage('reduce-harm') }}" in lines


def test_what_is_withdrawn_or_superseded_says_so_and_is_not_for_pasting(consult: Consult, root: Path) -> None:
    lines = consult(root, "search", "naloxone", "--what", "claims").out.splitlines()
    assert lines[2] == "  naloxone  finding · checked · stale"
    assert lines[4] == "    To be looked at again: it was last checked on 1 March 2023."
    assert "    Use 'naloxone' instead." in lines
    assert "    Withdrawn: It counted kits and not lives." in lines
    assert [line for line in lines if "{{" in line] == ["    {{ claim('naloxone') }}"]


def test_what_has_some_of_the_words_stands_apart(consult: Consult, root: Path) -> None:
    lines = consult(root, "search", "amnesty", "lives", "--what", "claims").out.splitlines()
    assert lines.index("  With some of the words:") > lines.index("    {{ claim('naloxone') }}")


def test_matches_are_bold_for_those_who_see_a_terminal(consult: Consult, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_, **__: False)
    out = consult(root, "search", "landlord", "--what", "claims").out
    assert click.style("Landlords", bold=True, fg="yellow") in out
    assert START not in out
    assert END not in out


def test_of_a_long_text_what_stands_around_the_match(consult: Consult, make: Make) -> None:
    words = " ".join(f"word{number}" for number in range(100))
    root = make({"evidence/long.yaml": f"claims:\n  long: {{kind: law, text: {words} heron {words}}}\n"})
    (shown,) = [line for line in consult(root, "search", "heron").out.splitlines() if "heron" in line]
    assert shown.startswith("    … word")
    assert shown.endswith(" …")
    assert len(shown) < 360
    (begins,) = [line for line in consult(root, "search", "word3").out.splitlines() if "word3" in line]
    assert begins.startswith("    word0 word1")


@given(st.lists(st.sampled_from(["heron ", "a ", "word ", "longerword "]), min_size=60, max_size=120), st.integers(0, 400))
def test_a_cut_text_is_marked_as_the_whole_one_is(words: list[str], width: int) -> None:
    text = "".join(words).replace("heron", f"{START}heron{END}")
    cut = hits._cut(text, width)
    assert cut.count(START) == cut.count(END)
    assert cut == text or cut.endswith(" …")


def test_more_are_told(consult: Consult, root: Path) -> None:
    out = consult(root, "search", "naloxone", "--limit", "1").out
    assert out.splitlines()[0] == "Claims  the first of more: see --limit"


def test_nothing_is_a_plain_answer(consult: Consult, root: Path) -> None:
    said = consult(root, "search", "zzzzzz")
    assert said.status == 0
    assert said.out == "Nothing has 'zzzzzz'.\nNothing was found. --broaden also looks for other words of the same meaning.\n"
    assert consult(root, "search", "zzzzzz", "--broaden").out.splitlines()[-1] == "Nothing was found."
    for nothing in ((), ("",), ('"',), ("--", "--", "*", "^")):
        assert consult(root, "search", *nothing).out == "Nothing to look for. Give some words, or an option such as --topic or --tag.\n"


def test_several_words_in_quotation_marks_for_the_shell_are_a_phrase_beside_others(consult: Consult, root: Path) -> None:
    assert "mould" in consult(root, "search", "remove mould", "hours").out
    assert 'Nothing has "mould remove".' in consult(root, "search", "mould remove", "hours").out
    assert "{{ claim('mould') }}" in consult(root, "search", "mould remove").out  # one argument alone: its words


def test_filters_alone(consult: Consult, root: Path) -> None:
    assert "{{ claim('mould') }}" in consult(root, "search", "--topic", "homes").out
    assert consult(root, "search", "--used-in", "oen").status == 2
    assert consult(root, "search", "mould", "--limit", "0").status == 2


def test_json_has_everything_about_a_hit(consult: Consult, root: Path) -> None:
    found = json.loads(consult(root, "search", "ambulanec", "consumption", "--what", "claims", "--json").out)
    assert found["said"] == ["Nothing has 'ambulanec'; searched for 'ambulance'."]
    (hit,) = found["hits"]
    assert hit.pop("score") > 0
    assert hit == {
        "what": "claim",
        "id": "dcr-calls",
        "kind": "statistic",
        "status": "checked",
        "freshness": "fresh",
        "review": "2027-03-01",
        "text": "Ambulance calls near the consumption room fell by 27 per cent.",
        "marked": "**Ambulance** calls near the **consumption** room fell by 27 per cent.",
        "matched": ["ambulance", "consumption"],
        "all_words": True,
        "topic": "Drugs and health",
        "place": "Northshire",
        "tags": ["dcr", "ambulances"],
        "sources": [{"key": "survey2025", "reference": "Northshire Observatory (2025)"}],
        "section": None,
        "questions": [],
        "used": [
            {"response": "past", "body": "the ministry", "sent": "2025-02-03"},
            {"response": "one", "body": "The Ministry", "sent": None},
        ],
        "instead": None,
        "where": "evidence/drugs.yaml:3",
        "paste": "{{ claim('dcr-calls') }}",
    }


def test_json_of_a_paragraph_names_its_response(consult: Consult, root: Path) -> None:
    (hit,) = json.loads(consult(root, "search", "every committee", "--json").out)["hits"]
    assert (hit["what"], hit["id"], hit["section"], hit["paste"]) == ("response", "past", "before", None)


def test_a_source_with_its_author_and_year_and_how_to_cite_it(consult: Consult, root: Path) -> None:
    assert consult(root, "search", "muller", "--what", "sources").out.splitlines()[2:6] == [
        "  homes2019  book",
        "    Homes and Müller: A Study",
        "    Smith (2019)",
        "    Used in past (sent on 3 February 2025).",
    ]


def test_the_manual_shows_what_is_found_in_the_example(consult: Consult, tmp_path: Path) -> None:
    page = (REPOSITORY / "docs" / "how-to" / "search.md").read_text(encoding="utf-8")
    shown = page.split("```text\n")[1].split("```")[0]
    assert consult(example(tmp_path / "example"), "search", "smell", "cannabis").out.startswith(shown)


# --- suggest ----------------------------------------------------------------------------------------------------------------


def test_what_fits_each_question(consult: Consult, root: Path) -> None:
    said = consult(root, "suggest", "one")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Q1: Should consumption rooms be allowed?  (answered in rooms)",
        "",
        "Claims",
        "",
        "  dcr-calls  statistic · checked · fresh · Northshire",
        "    Ambulance calls near the consumption room fell by 27 per cent.",
        "    Already placed here, in rooms.",
        "    Fits by consumption and room.",
        "    Northshire Observatory (2025)",
        "    Used in past (sent on 3 February 2025).",
        "    This body was sent it before, in past.",
        "    {{ claim('dcr-calls') }}",
        "",
        "Passages",
        "",
        "  reduce-harm  passage",
        "    Services keep people alive. Ambulance calls near the consumption room fell by 27 per cent.",
        "    Fits by consumption and room.",
        "    Used in past (sent on 3 February 2025).",
        "    This body was sent it before, in past.",
        "    {{ passage('reduce-harm') }}",
        "",
        "Said before",
        "",
        "  past  section before · sent on 3 February 2025",
        "    Consumption rooms save lives, and we have said so to every committee since 2019.",
        "    Fits by consumption and rooms.",
        "    This body was sent it before, in past.",
        "",
        "Q2: What do you think?",
        "",
        "  The library has nothing on this.",
    ]


def test_json_of_what_fits(consult: Consult, root: Path) -> None:
    (question,) = json.loads(consult(root, "suggest", "one", "Q1", "--limit", "1", "--json").out)
    assert (question["question"], question["answered_in"]) == ("Q1", ["rooms"])
    claim = question["fitting"][0]
    assert (claim["id"], claim["placed_in"], claim["heard_in"], claim["matched"]) == (
        "dcr-calls",
        ["rooms"],
        "past",
        ["consumption", "room"],
    )


def test_where_nothing_is_asked_and_nothing_written_that_is_told(consult: Consult, root: Path) -> None:
    (root / "responses" / "empty").mkdir()
    (root / "responses" / "empty" / "outline.yaml").write_text("title: T\n", encoding="utf-8")
    assert consult(root, "suggest", "empty").out.startswith("empty has neither questions nor sections yet.")


@pytest.mark.parametrize(("arguments", "said"), [(("on",), "There is no response 'on'."), (("one", "Q9"), "one has no question 'Q9'.")])
def test_what_is_not_there_is_told(consult: Consult, root: Path, arguments: tuple[str, ...], said: str) -> None:
    result = consult(root, "suggest", *arguments)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


# --- where-used -------------------------------------------------------------------------------------------------------------


def test_each_place_with_its_paragraph(consult: Consult, root: Path) -> None:
    said = consult(root, "where-used", "dcr-calls")
    assert (said.status, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:5] == [
        "'dcr-calls' is used in 4 places in 2 responses.",
        "",
        "one  (draft)",
        "  rooms  responses/one/sections/rooms.md:1",
        "    Ambulance calls near the consumption room fell by 27 per cent.",
    ]
    assert lines[6] == "past  (sent on 3 February 2025)"
    assert lines[7] == "  before, its short form  responses/past/outline.yaml:10"
    assert "  before, recommendation 1 rests on it  responses/past/outline.yaml:12" in lines


def test_of_a_long_paragraph_its_head(consult: Consult, root: Path) -> None:
    (root / "responses/one/sections/rooms.md").write_text(
        f"A fall of {{{{ value('dcr-calls', 'share') }}}}{' and so on' * 30}.\n", encoding="utf-8"
    )
    shown = consult(root, "where-used", "dcr-calls").out.splitlines()[4]
    assert shown.startswith("    A fall of 27 per cent and so on")
    assert shown.endswith(" …")
    assert len(shown) < 170


def test_a_source_by_the_claim_that_brings_it(consult: Consult, root: Path) -> None:
    assert "  rooms, p. 3, with the claim dcr-calls  evidence/drugs.yaml:8" in consult(root, "where-used", "survey2025").out.splitlines()


def test_values_are_named(consult: Consult, root: Path) -> None:
    (root / "responses/one/sections/rooms.md").write_text("A fall of {{ value('dcr-calls', 'share') }}.\n", encoding="utf-8")
    assert "  rooms, its value 'share'  responses/one/sections/rooms.md:1" in consult(root, "where-used", "dcr-calls").out.splitlines()


def test_what_nobody_uses(consult: Consult, root: Path) -> None:
    assert consult(root, "where-used", "mould") == (0, "'mould' is used in no response.\n", "")
    assert consult(root, "where-used", "mould", "--json").out == "[]\n"


def test_json_of_the_places(consult: Consult, root: Path) -> None:
    places = json.loads(consult(root, "where-used", "homes2019", "--json").out)
    words = places[0].pop("paragraph")
    assert words.endswith("See too.")
    assert places == [
        {
            "kind": "source",
            "id": "homes2019",
            "response": "past",
            "sent": "2025-02-03",
            "section": "before",
            "how": "p. 4",
            "claim": None,
            "path": "responses/past/outline.yaml",
            "line": 10,
        }
    ]


def test_an_id_that_is_not_there_is_told_with_the_nearest(consult: Consult, root: Path) -> None:
    said = consult(root, "where-used", "dcr-cals")
    assert (said.status, said.out) == (2, "")
    assert "The library has no claim, source, passage or exhibit 'dcr-cals'." in said.err
    assert "Did you mean 'dcr-calls'?" in said.err

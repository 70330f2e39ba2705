"""The worked example is proven from its copies; four mistakes that people make are planted in it, and each is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import example_as_drafts
from tests.stand_ins import STAND_INS

if TYPE_CHECKING:
    from tests.faces.conftest import Consult

SLUG = "2017-london-police-and-crime-plan"
PLANTED = {
    "wrong page": (
        "evidence/stop-and-search.yaml",
        "locator: p. 25\n        quote: the majority",
        "locator: p. 24\n        quote: the majority",
    ),
    "altered word": ("evidence/stop-and-search.yaml", "quote: restoring real neighbourhood", "quote: restoring true neighbourhood"),
    "dropped not": (
        f"responses/{SLUG}/sections/young-people.md",
        "There is a cost to public safety too.",
        'They say that "a power must be used to find out whether somebody carries anything at all" [@hmic2013stopsearch, p. 24].',
    ),
    "changed digit": ("evidence/disposals.yaml", "black_charged: 78 per cent", "black_charged: 87 per cent"),
}


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the worked example."""
    return example_as_drafts(tmp_path / "example")


def plant(root: Path, *mistakes: str) -> None:
    for mistake in mistakes:
        path, old, new = PLANTED[mistake]
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (root / path).write_text(text.replace(old, new), encoding="utf-8")


def verified(consult: Consult, root: Path, *arguments: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(consult(root, "verify", *(arguments or (SLUG,)), "--json").out)
    return told


def test_the_figures_of_the_example_for_which_there_are_copies_are_proven(consult: Consult, example: Path) -> None:
    told = verified(consult, example)
    copied = [row for row in told["figures"] if row["source"] in STAND_INS]
    assert len(copied) >= 17
    assert {row["group"] for row in copied} == {"proven"}
    assert not {"wrong-page", "not-found"} & {row["group"] for row in told["figures"]}


def test_every_figure_of_a_claim_that_cites_a_page_has_a_copy_to_be_proven_from(consult: Consult, example: Path) -> None:
    paged = [row for row in verified(consult, example)["figures"] if row["locator"]]
    library = [row for row in json.loads(consult(example, "verify", "--json").out)["figures"] if row["locator"]]
    assert {row["source"] for row in (*paged, *library)} <= set(STAND_INS)


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("wrong page", "It is not on p. 24. It is on p. 25."),
        ("altered word", "the source has “real”, not “true” (wording)"),
        ("dropped not", "the source has “not”, which is left out (negation)"),
        ("changed digit", "The copy was read, and does not have this figure. It has 78 (Black people, Charged (%), per cent) on p. 31."),
    ],
)
def test_a_planted_mistake_is_found_and_said(consult: Consult, example: Path, mistake: str, says: str) -> None:
    assert consult(example, "verify", SLUG).status == 0
    plant(example, mistake)
    said = consult(example, "verify", SLUG)
    assert said.status == 1
    assert says in said.out


def test_all_four_are_found_together_and_nothing_else_is(consult: Consult, example: Path) -> None:
    plant(example, *PLANTED)
    told = verified(consult, example)
    wrong = {row["quote"][:9]: row["group"] for row in told["quotations"] if row["group"] != "proven"}
    assert wrong == {"the major": "wrong-page", "restoring": "altered", "a power m": "altered"}
    assert [row["figure"] for row in told["figures"] if row["group"] in ("not-found", "wrong-page")] == ["87 per cent"]

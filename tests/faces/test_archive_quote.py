"""``consult archive quote``: the words as the source has them, ready to be copied into a claim."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.check.conftest import files_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

PAGES = """On the counting of searches: a note
=====
It is not true that most of the searches were for very small amounts, as “the paper” had it. Most of the arrests were.
=====
Most of the arrests were at night.
"""


@pytest.fixture
def root(make: Make) -> Path:
    return make(files_of({"copies": {"alpha2012": PAGES}}))


def test_the_words_come_with_an_entry_for_the_claim(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "quote", "alpha2012", "1", "On the … a note")
    assert (said.status, said.err) == (0, "")
    first, rest = said.out.split("\n\n", 1)
    assert first == "No page number is printed there: this is the page's position in the file.\nOn the counting of searches: a note"
    (entry,) = yaml.safe_load(rest)["support"]
    assert entry == {"source": "alpha2012", "locator": "p. 1", "quote": "On the counting of searches: a note"}


def test_the_entry_can_be_put_into_a_claim_and_is_proven(consult: Consult, root: Path) -> None:
    told = json.loads(consult(root, "archive", "quote", "alpha2012", "p. 3", "Most of … at night", "--json").out)
    assert (told["outcome"], told["copy"], told["near"]) == ("found", "alpha2012.txt", [])
    (cut,) = told["cuts"]
    entry = "\n".join(f"    {line}" for line in cut["yaml"].splitlines())
    (root / "evidence/topic.yaml").write_text(f"claims:\n  a:\n    kind: quotation\n    text: T.\n{entry}\n")
    assert "1 quotation in the library: 1 proven" in consult(root, "verify").out


def test_what_stands_before_the_words_is_to_be_read(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "quote", "alpha2012", "2", "most of the searches … amounts")
    assert said.status == 0
    assert "Read this: Just before the quotation the source has words that deny or doubt: “It is not true that”." in said.out


def test_another_page_is_told(consult: Consult, root: Path) -> None:
    assert consult(root, "archive", "quote", "alpha2012", "1", "arrests … night").out.startswith("It is not on page 1; it is on p. 3.\n")


def test_at_several_places_all_are_shown(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "quote", "alpha2012", "-", "Most of the arrests … were")
    assert said.status == 1
    assert "at several places. Give more of the first or last words, or the page:\n" in said.out
    assert "  p. 3: “Most of the arrests were”" in said.out


def test_words_that_are_not_there_and_what_is_like_them(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "quote", "alpha2012", "2", "most of the searches were for very large amounts")
    assert said.status == 1
    assert said.out.startswith("These words are not in the copy of 'alpha2012'.\n  Like them, on p. 2: “It is not true that most")


def test_a_copy_without_pages_needs_none(consult: Consult, root: Path) -> None:
    (root / "b.txt").write_text("One page of words about it, and no number.")
    assert consult(root, "archive", "add", "beta2013", "b.txt").status == 0
    said = consult(root, "archive", "quote", "beta2013", "any", "words … number")
    assert said.out == "words about it, and no number\n\nsupport:\n  - source: beta2013\n    quote: words about it, and no number\n"


def test_no_copy_and_no_source(consult: Consult, root: Path) -> None:
    said = consult(root, "archive", "quote", "beta2013", "2", "a … b")
    assert said == (1, "There is no copy of it: 'consult archive add' keeps one.\n", "")
    wrong = consult(root, "archive", "quote", "alpha2013", "2", "a … b")
    assert wrong.status == 2
    assert "Near names: alpha2012." in wrong.err

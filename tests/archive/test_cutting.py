"""Quotations are cut out of a copy by their first and last words, as the copy has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.documents import pdf
from toolkit.archive.cutting import cut
from toolkit.archive.pages import Copy, Page, read_pages
from toolkit.archive.quotations import verify
from toolkit.cite.locator import parse_locator

if TYPE_CHECKING:
    from pathlib import Path

PAGES = (
    "On the counting of searches\n\nThe office counted for eleven years.",
    "Most of the searches were for very small\namounts, and few of them led to a charge. Those that did were seldom\ncontested.\n\n"
    "A power must not be used to find out whether somebody carries anything.",
    "Most of the searches were at night, and few of them led to a word of thanks. What was found was kept.",
)


@pytest.fixture
def copy() -> Copy:
    return read_pages("\f".join(PAGES).encode(), "txt")


def test_the_first_and_the_last_words_are_enough(copy: Copy) -> None:
    cutting = cut(copy, "Most of the searches … a charge", parse_locator("p. 2"))
    assert cutting.outcome == "found"
    (found,) = cutting.cuts
    assert found.words == "Most of the searches were for very small amounts, and few of them led to a charge"
    assert (found.place, found.verdict.plain) == ("p. 2", True)


@pytest.mark.parametrize(
    "wanted", ["most of the SEARCHES ... a charge", "Most of the searches [...] a charge", "Most … searches … a charge"]
)
def test_dots_capitals_and_words_in_between_do_not_matter(copy: Copy, wanted: str) -> None:
    assert cut(copy, wanted, parse_locator("p. 2")).cuts[0].words.endswith("led to a charge")


def test_without_an_ellipsis_the_words_come_back_as_the_source_has_them(copy: Copy) -> None:
    assert cut(copy, "OFFICE counted FOR eleven", parse_locator("p. 1")).cuts[0].words == "office counted for eleven"


def test_at_several_places_all_are_shown_and_the_page_decides(copy: Copy) -> None:
    cutting = cut(copy, "Most of the searches … few of them led")
    assert (cutting.outcome, [each.place for each in cutting.cuts]) == ("several", ["p. 2", "p. 3"])
    assert cut(copy, "Most of the searches … few of them led", parse_locator("p. 3")).cuts[0].place == "p. 3"


def test_another_page_than_the_one_named_is_told(copy: Copy) -> None:
    cutting = cut(copy, "Those that did … contested", parse_locator("p. 3"))
    assert (cutting.outcome, cutting.cuts[0].place) == ("elsewhere", "p. 2")


def test_what_stands_near_the_words_comes_along(copy: Copy) -> None:
    (found,) = cut(copy, "be used to … anything", parse_locator("p. 2")).cuts
    assert [each.kind for each in found.verdict.warnings] == ["negation"]


def test_words_that_are_not_there_bring_the_passages_that_are_like_them(copy: Copy) -> None:
    cutting = cut(copy, "Most of the arrests were for very small amounts … a charge", parse_locator("p. 2"))
    assert (cutting.outcome, cutting.cuts) == ("not-found", ())
    assert cutting.near[0].place == "p. 2"
    assert cutting.near[0].passage.startswith("Most of the searches were for very small amounts")
    assert cut(copy, "badgers … by daylight").near == ()


def test_the_end_may_not_be_farther_than_anybody_quotes() -> None:
    copy = Copy("txt", (Page(1, "Here it begins. " + "Words and more words. " * 400 + "There it ends."),))
    assert cut(copy, "Here it begins … There it ends").outcome == "not-found"


@pytest.mark.parametrize("wanted", ["", "…", " . . . ", "[...]"])
def test_without_words_nothing_is_found(copy: Copy, wanted: str) -> None:
    assert cut(copy, wanted).outcome == "not-found"


def test_a_copy_that_cannot_be_read_says_why() -> None:
    assert cut(Copy("pdf", unreadable="It asks for a password."), "a … b").why == "It asks for a password."
    assert cut(Copy("txt"), "a … b").why == "The copy has no text."


def test_over_the_end_of_a_page_without_the_notes_that_stand_there(tmp_path: Path) -> None:
    source = """#set page(width: 300pt, height: 200pt, numbering: "1")
#counter(page).update(40)
#set text(size: 11pt)
#set par(justify: false)
#v(70pt)
The committee heard that officers#footnote[Evidence of the second day, which is long enough.] in all of the districts of the
#pagebreak()
north had written down their reasons, as the rules of the office ask.
"""
    copy = read_pages(pdf(source, tmp_path), "pdf")
    (found,) = cut(copy, "officers … their reasons", parse_locator("p. 40")).cuts
    assert found.words == "officers in all of the districts of the north had written down their reasons"
    assert found.place == "pp. 40-41"
    assert found.verdict.state == "verified"


def test_ligatures_and_divided_words_come_out_as_they_are_written() -> None:
    copy = Copy("pdf", (Page(1, "The oﬃce was in conﬂict with its own\n\u00adﬁgures, it said.", label="7", labels=("7",)),))
    assert cut(copy, "office … figures").cuts[0].words == "office was in conflict with its own figures"


WORDS = st.lists(
    st.sampled_from(
        ["Most", "of", "the", "searches", "were", "for", "very", "small", "amounts", "and", "few", "not", "led", "12", "per", "cent"]
    ),
    min_size=6,
    max_size=40,
)


@given(WORDS, st.data())
def test_what_was_cut_is_always_verified(words: list[str], data: st.DataObject) -> None:
    copy = Copy("txt", (Page(1, " ".join(words) + "."),))
    start = data.draw(st.integers(0, len(words) - 4))
    end = data.draw(st.integers(start + 3, len(words)))
    for each in cut(copy, f"{words[start]} {words[start + 1]} … {words[end - 1]}").cuts:
        assert verify(each.words, copy).state == "verified"

"""Figures held against a copy: what is green, what never is, and what has to be read first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.archive.labelled import GREEN, Labelled, counts, labelled
from toolkit.archive.figure_verdict import AGREEING, FigureVerdict
from toolkit.archive.figures import Asked, verify_figure
from toolkit.archive.pages import Copy, Page
from toolkit.archive.stated import StatedIn
from toolkit.english.figures import read_figures
from toolkit.model.draft import Locator

PAGES = (
    """The Inquiry heard from 142 witnesses. It found that 63 per cent of searches led to no further action, and that £1.2 million was
spent on them in a year. Of those who were searched 37 per cent were white and 53 per cent were black. Nearly 600,000 searches were made,
597,400 to be exact. Seven boroughs searched most.""",
    """Table 3: Searches by ethnic group
Ethnic group Searches (000s) Per cent Rate per 1,000
White 61.2 43 9.4
Black 50.1 35.2 41.0
All groups 142.5 100 15.7
The share of searches that led to an arrest was 8.9 per cent.""",
    """Three officers in ten had been trained. The training cost between £3 million and £5 million a year. Rates of arrest rose from 6
to 12 per cent in 2015. Nearly half of the trained officers agreed with the Inquiry.""",
)


def copied(*pages: str, **more: object) -> Copy:
    return Copy("txt", tuple(Page(number, text, labels=(str(number),), **more) for number, text in enumerate(pages, 1)))  # type: ignore[arg-type]


def page(value: str | int) -> Locator:
    return Locator(label="page", value=str(value))


def asked(claim: str, words: str = "", beside: str = "") -> Asked:
    figures = read_figures(claim)
    return Asked(next((each for each in figures if each.text == words), figures[0]), claim, beside)


def on(number: int, claim: str, words: str = "", pages: tuple[str, ...] = PAGES) -> FigureVerdict:
    return verify_figure(asked(claim, words), copied(*pages), page(number))


def doubts(verdict: FigureVerdict) -> set[str]:
    return {doubt.kind for doubt in verdict.doubts}


class TestGreen:
    @pytest.mark.parametrize(
        ("number", "claim", "state"),
        [
            (1, "Of the searches 63% led to no further action.", "exact"),
            (1, "In a year £1.2m was spent on searches.", "equivalent"),
            (1, "Almost two thirds of searches led to no further action.", "bound"),
            (1, "More than half of those who were searched were black.", "bound"),
            (1, "To be exact some 597,000 searches of boroughs were made.", "rounded"),
            (2, "Black people were 35.2 per cent of the searches of all ethnic groups.", "equivalent"),
            (2, "About 61,000 searches were of white people.", "rounded"),
            (2, "The rate of searches of black people was 41 per 1,000.", "equivalent"),
            (3, "Of the officers 30 per cent had been trained.", "equivalent"),
            (3, "The training of officers cost £3 million to £5 million a year.", "equivalent"),
        ],
    )
    def test_the_source_says_so_there(self, number: int, claim: str, state: str) -> None:
        verdict = on(number, claim)
        assert (verdict.state, verdict.page, verdict.label, verdict.placed, verdict.plain) == (state, number, str(number), True, True)

    def test_the_sentence_and_both_figures_are_shown(self) -> None:
        verdict = on(1, "Almost two thirds of searches led to no further action.")
        assert verdict.compared == "Almost two thirds and 63 per cent"
        assert verdict.passage.startswith("It found that 63 per cent of searches led to no further action")
        assert verdict.shared == ("action", "led", "search")

    def test_of_a_table_the_row_the_column_and_the_headings_are_shown(self) -> None:
        verdict = on(2, "About 61,000 searches were of white people.")
        assert (verdict.found, verdict.passage) == ("61.2 (White, Searches (000s), thousands)", "White 61.2 43 9.4")
        assert verdict.heading.startswith("Table 3: Searches by ethnic group")

    def test_both_ends_of_a_range_may_stand_apart(self) -> None:
        verdict = on(3, "Rates of arrest were between 6 and 12 per cent in 2015.")
        assert (verdict.state, verdict.found, verdict.plain) == ("equivalent", "6 and 12 per cent", True)
        few = on(3, "Somewhere else it was between 6 and 12 per cent.")
        assert doubts(few) == {"context"}

    def test_a_figure_may_run_over_the_end_of_a_page(self) -> None:
        pages = ("Complaints to the office rose by 12", "per cent in a year. Few complaints were upheld.")
        for number in (1, 2):
            assert verify_figure(asked("Complaints to the office rose by 12 per cent."), copied(*pages), page(number)).state in {
                "exact",
                "elsewhere",
            }
        spread = ("The office, which had received few complaints in the years before, told us that", "in 2015 there were 8,512 complaints.")
        assert verify_figure(asked("The office received 8,512 complaints."), copied(*spread), page(1)).plain

    def test_without_a_page_the_whole_copy_is_looked_at(self) -> None:
        for cited in (None, Locator(label="section", value="4")):
            verdict = verify_figure(asked("Of the officers 30 per cent had been trained."), copied(*PAGES), cited)
            assert (verdict.state, verdict.page, verdict.placed, verdict.plain) == ("equivalent", 3, False, True)

    def test_other_pages_that_have_it_too_are_told(self) -> None:
        verdict = verify_figure(asked("Of the officers 30 per cent had been trained."), copied(PAGES[2], PAGES[0], PAGES[2]), None)
        assert (verdict.page, verdict.also) == (1, ("3",))

    def test_where_and_when_a_claim_holds_says_what_it_is_about(self) -> None:
        text = "In Wales the rate of deaths was 61.9 per million in 2016."
        alone, placed = asked("The rate was 61.9 per million."), asked("The rate was 61.9 per million.", beside="Wales 2016")
        assert doubts(verify_figure(alone, copied(text), None)) == {"context"}
        assert verify_figure(placed, copied(text), None).plain


class TestToRead:
    @pytest.mark.parametrize(
        ("number", "claim", "kind", "says"),
        [
            (1, "The committee met for 142 hours in rooms.", "", ""),
            (1, "Half of an unlike action, 63 per cent, is here.", "context", "few of the words around it"),
            (1, "Of those who were searched 53 per cent were white.", "other", "the source has 37 per cent"),
            (3, "Half of the trained officers agreed.", "hedge", "“Nearly half”"),
            (2, "Of the searches 43 per cent were of black people.", "other", "in the row “White”"),
            (3, "The training cost £3 million a year.", "range", "a range"),
            (1, "Seven witnesses came from boroughs.", "small", "proves nothing by itself"),
        ],
    )
    def test_the_amount_is_there_and_something_about_it_matters(self, number: int, claim: str, kind: str, says: str) -> None:
        verdict = on(number, claim, "63 per cent" if "63" in claim else "")
        assert not verdict.plain
        if kind:
            assert kind in doubts(verdict)
            assert any(says in doubt.text for doubt in verdict.doubts)

    def test_a_column_that_the_claim_names_is_another_one(self) -> None:
        text = "Ethnic group Charged (%) Cautioned (%)\nBlack people 78 22\nWhite people 44 56\n"
        verdict = on(1, "Of black people in every ethnic group 22 per cent were charged.", pages=(text,))
        assert [doubt.text for doubt in verdict.doubts] == ["It stands under “Cautioned (%)”, and there is a column “Charged (%)”."]
        better = on(1, "Of white people and not of black ones 78 per cent were charged.", pages=(text.replace("Black people", "Black"),))
        assert "there is a row “White people”" in better.doubts[0].text

    def test_what_a_program_read_from_a_picture_may_be_wrong(self) -> None:
        verdict = verify_figure(asked("Of the officers 30 per cent had been trained."), copied(PAGES[2], behind=True), None)
        assert doubts(verdict) == {"recognised"}

    def test_a_page_that_is_printed_otherwise_is_said_to_be(self) -> None:
        copy = Copy(
            "pdf",
            tuple(Page(number, text, str(number + 10), labels=(str(number + 10), str(number))) for number, text in enumerate(PAGES, 1)),
        )
        verdict = verify_figure(asked("Of the officers 30 per cent had been trained."), copy, page(3))
        assert (verdict.label, doubts(verdict)) == ("13", {"page"})


class TestNotThere:
    def test_on_another_page_that_page_is_named(self) -> None:
        verdict = on(3, "Of the searches 63 per cent led to no further action.")
        assert (verdict.state, verdict.page, verdict.placed, verdict.plain) == ("elsewhere", 1, False, False)

    def test_a_number_that_chance_does_not_make_needs_fewer_words_to_be_elsewhere(self) -> None:
        assert on(2, "In that city it was 597,400.").state == "elsewhere"
        assert on(2, "In that city it was 53 per cent.").state == "absent"

    @pytest.mark.parametrize(
        ("number", "claim", "nearest"),
        [
            (1, "Of the searches 64 per cent led to no further action.", "63 per cent"),
            (1, "Of the searches 62 per cent led to no further action.", "63 per cent"),
            (1, "A sum of £1.2 billion was spent on searches.", "£1.2 million"),
            (2, "The share of searches that led to an arrest was 9.8 per cent.", "8.9 per cent"),
            (1, "Nobody knows that 37.1 per cent is near to nothing here.", "37 per cent"),
            (3, "The moon is 384,400 km away.", ""),
        ],
    )
    def test_what_the_source_has_in_its_place_is_shown(self, number: int, claim: str, nearest: str) -> None:
        verdict = on(number, claim)
        assert (verdict.state, verdict.nearest, verdict.found, verdict.plain) == ("absent", nearest, "", False)

    @pytest.mark.parametrize(
        "claim",
        ["Some 63 searches led to no further action.", "In all 53 who were searched were black.", "The Inquiry heard £142 from witnesses."],
    )
    def test_the_same_digits_of_another_unit_are_never_green(self, claim: str) -> None:
        verdict = on(1, claim)
        assert (verdict.state, doubts(verdict), verdict.plain) == ("unit-doubtful", {"unit"}, False)

    @pytest.mark.parametrize(
        "claim",
        ["In all 63 searches were of drugs.", "There were 12 searches with drugs.", "It held 2,014 meetings about drugs and searches."],
    )
    def test_numbers_of_pages_tables_sections_and_years_are_no_amounts(self, claim: str) -> None:
        text = "63\nTable 12: Drugs\nSection 63 of the Act is about searches for drugs. It was made in 2014 after meetings."
        assert on(1, claim, pages=(text,)).state in {"absent", "unit-doubtful"}


class TestUnchecked:
    def test_a_copy_that_cannot_be_read_says_why(self) -> None:
        for copy, why in (
            (Copy("pdf", unreadable="It asks for a password."), "It asks for a password."),
            (Copy("txt"), "The copy has no text."),
        ):
            verdict = verify_figure(asked("There were 12 people."), copy, None)
            assert (verdict.state, verdict.why) == ("unchecked", why)

    @pytest.mark.parametrize(("how", "reason"), [("scanned", "it is a picture without text"), ("garbled", "does not say which letters")])
    def test_a_page_that_cannot_be_read_is_never_called_without_the_figure(self, how: str, reason: str) -> None:
        copy = copied(*PAGES)
        blind = replace(copy, pages=(copy.pages[0], Page(2, "", labels=("2",), **{how: True}), copy.pages[2]))  # type: ignore[arg-type]
        verdict = verify_figure(asked("A sum of £7 was spent on searches."), blind, page(2))
        assert (verdict.state, reason in verdict.why) == ("unchecked", True)
        anywhere = verify_figure(asked("A sum of £7 was spent on searches."), blind, None)
        assert anywhere.why == "It is on none of the pages that can be read; 1 of 3 cannot be."

    def test_a_damaged_copy_may_hold_more(self) -> None:
        damaged = replace(copied(*PAGES), doubts=("The file ends too early.",))
        verdict = verify_figure(asked("A sum of £8.90 was spent on searches."), damaged, page(1))
        assert verdict.why == "It is not in what could be read of the copy. The file ends too early."

    def test_of_a_page_that_nobody_printed_the_beginning_is_read(self) -> None:
        long = copied("Few searches. " * 15_000 + "In all 77 searches were made.")
        verdict = verify_figure(asked("In all 77 searches were made."), long, None)
        assert verdict.why == "It is not in the first 200,000 letters, and no more were read."


class TestLongTexts:
    def test_what_has_no_full_stop_is_taken_in_parts(self) -> None:
        text = " ".join(f"{number} officers made searches" for number in range(100, 400))
        verdict = verify_figure(asked("In all 250 officers made searches."), copied(text), None)
        assert (verdict.state, verdict.found) == ("exact", "250")
        assert verdict.passage.startswith("… ")
        assert verdict.passage.endswith(" …")

    def test_a_column_of_which_the_unit_is_not_plain_is_never_green(self) -> None:
        text = "Cost in £m of some things and the per cent that it is\nHousing 12 3 7\nCare 14 4 8\n"
        verdict = verify_figure(asked("Housing and other things cost £12 million."), copied(text), None)
        assert (verdict.state, doubts(verdict)) == ("equivalent", {"unit"})

    def test_where_a_space_parts_two_numbers_both_are_read(self) -> None:
        text = "Of the officers of force 12 100 made searches."
        assert verify_figure(asked("In all 100 officers of the force made searches."), copied(text), None).plain


# --- laws -----------------------------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["searches", "officers", "of", "63 per cent", "£1.2m", "7", "a third", "142,467", "(000s)", "\n", ". ", "2015", "%", "Table 3:"]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS, st.integers(0, 6))
def test_it_never_fails(pages: list[str], claim: str, cited: int) -> None:
    figures = read_figures(claim)
    assume(figures)
    verdict = verify_figure(Asked(figures[0], claim), copied(*pages), page(cited) if cited else None)
    assert verdict.state == "absent" or verdict.compared or verdict.why


@given(st.integers(0, 9), st.sampled_from([each for text in PAGES for each in re.findall(r"\d[\d,.]*\d", text)]), st.data())
def test_another_digit_is_exact_only_where_the_page_has_that_number(digit: int, number: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([at for at, sign in enumerate(number) if sign.isdigit()]))
    changed = f"{number[:at]}{digit}{number[at + 1 :]}"
    assume(changed != number and not changed.startswith("0"))
    for form in ("In all {} searches were made in boroughs.", "A sum of £{} million was spent on searches."):
        claim = form.format(changed)
        assume(read_figures(claim))  # 2005 may be a year
        for cited, text in enumerate(PAGES, 1):
            verdict = verify_figure(asked(claim), copied(*PAGES), page(cited))
            if verdict.state in {"exact", "equivalent"}:
                value = float(changed.replace(",", ""))
                numbers = {float(each.replace(",", "").rstrip(".")) for each in re.findall(r"\d[\d,.]*", text)}
                assert numbers & {value, value / 1000}  # one column is in thousands


@given(st.permutations(range(3)), st.sampled_from(["63 per cent", "597,400", "8.9 per cent", "30 per cent", "64 per cent"]))
def test_the_order_of_pages_does_not_matter(order: list[int], words: str) -> None:
    claim = f"Of the searches by officers {words} led to no further action or arrest."
    told = verify_figure(asked(claim), copied(*PAGES), None)
    other = verify_figure(asked(claim), copied(*(PAGES[at] for at in order)), None)
    assert (told.state, told.doubts, told.found) == (other.state, other.doubts, other.found)
    assert told.state == "absent" or order[other.page - 1] == told.page - 1


# --- the labelled set -------------------------------------------------------------------------------------------------------

ROWS = list(labelled())


@pytest.mark.parametrize("row", [row for row in ROWS if set(row.expect) == {"absent"}], ids=lambda row: row.claim)
def test_a_figure_that_the_source_does_not_have_is_never_green(row: Labelled) -> None:
    assert not row.verdict.plain


def test_how_often_it_is_right_on_the_labelled_claims() -> None:
    told = {name: (good / of if of else 0) for name, (good, of) in counts(ROWS).items()}
    assert len(ROWS) > 400
    assert told["green, and rightly so"] > 0.97
    assert told["true, and green"] > 0.95
    assert told["in the source, and called absent"] < 0.02
    assert told["another unit or sense, and green"] == 0
    assert told["on another page, and that page named"] == 1
    assert told["worked out, or not, as it should be"] == 1
    assert told["every label met"] > 0.96


def test_green_is_one_of_the_states_that_agree() -> None:
    assert GREEN < AGREEING
    assert FigureVerdict("exact").plain
    assert not FigureVerdict("elsewhere").plain
    assert StatedIn(copied(*PAGES)).page(0) is not StatedIn(copied(*PAGES)).page(0)

"""Quotations held against a copy: what is verified, what never is, and what has to be read first."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.archive.documents import pdf
from toolkit.archive.pages import Copy, Page, read_pages
from toolkit.archive.quotations import Verdict, verify
from toolkit.model.draft import Locator

PAGES = (
    """The Inquiry began in 2011 and heard from 142 witnesses. It found that 63 per cent of searches led to no further action, and that £1.2 million
was spent on them in a year. It is not true that searches reduce crime. Searches are lawful, but only where an officer has reasonable grounds.
The Association told us that officers were “poorly trained and often afraid”. The Commissioner did not accept this. Complaints rose from 1,204
in 2009 to 2,318 in 2010.""",
    """Officers may search a vehicle without a warrant, unless it is a dwelling. Most of those searched were young men – many of them black – and few
complained. The rate per 1,000 people was 7.5 in London and -0.4 lower elsewhere. No evidence was given that training had improved, although the
College said that it had. Trust in the police cannot be restored by statistics alone; it needs respect.""",
    """We recommend that the code be revised by 1 April 2012. The revised code should say that a search must never rest on a person's colour. Recording
was “bureaucratic nonsense”, one sergeant told us. The reform would cost between £3–5 million a year, and it would save some 300,000 hours of
officers' time. In our view these proposals are modest.""",
)
TEXT = Copy("txt", tuple(Page(number, page, labels=(str(number),)) for number, page in enumerate(PAGES, 1)))


def page(value: str | int) -> Locator:
    return Locator(label="page", value=str(value))


def on(number: int, quote: str) -> Verdict:
    return verify(quote, TEXT, page(number))


def kinds(verdict: Verdict) -> set[str]:
    return {warning.kind for warning in verdict.warnings}


class TestVerified:
    @pytest.mark.parametrize(
        ("number", "quote"),
        [
            (1, "63 per cent of searches led to no further action"),
            (1, "The Inquiry began in 2011 … heard from 142 witnesses"),
            (1, "The Inquiry began in 2011 ... heard from 142 witnesses"),
            (1, "The Inquiry began in 2011 [...] heard from 142 witnesses"),
            (1, "The Inquiry began in 2011 [. . .] heard from 142 witnesses"),
            (1, "[t]he Inquiry began in 2011"),
            (1, "the Inquiry began in 2011"),
            (1, "[The investigation] began in 2011 and heard from 142 witnesses"),
            (1, "The Inquiry began in 2011 and [it] heard from 142 witnesses"),
            (1, "The Inquiry [sic] began in 2011 and heard from 142 witnesses [emphasis added]"),
            (1, "Complaints rose from 1204 in 2009 to 2 318 in 2010"),
            (1, "Complaints ro\u00adse from 1,204 in\n2009"),
            (2, "Most of those searched were young men - many of them black - and few complained"),
            (2, "Most of those searched were young men—many of them black—and few complained"),
            (3, "The reform would cost between £3-5 million a year"),
            (3, "some 300,000 hours of oﬃcers’ time"),
            (3, "these proposals are modest."),
        ],
    )
    def test_legitimate_edits(self, number: int, quote: str) -> None:
        verdict = on(number, quote)
        assert (verdict.state, verdict.page, verdict.placed, kinds(verdict)) == ("verified", number, True, set())

    def test_the_sources_own_sentence_is_shown(self) -> None:
        assert (
            on(3, "a search must never rest").passage == "The revised code should say that a search must never rest on a person's colour."
        )

    def test_without_a_pinpoint_the_page_is_told(self) -> None:
        verdict = verify("The revised code should say", TEXT)
        assert (verdict.state, verdict.page, verdict.label, verdict.placed) == ("verified", 3, "3", False)

    def test_a_web_page_has_no_pages_to_check(self) -> None:
        copy = Copy("html", (Page(1, PAGES[0]),))
        assert verify("The Inquiry began in 2011", copy, page(4)).state == "verified"

    @pytest.mark.parametrize("value", ["1–3", "1-3", "2-3", "1, 3", "1 and 3", "2f", "1ff"])
    def test_ranges_and_lists_of_pages(self, value: str) -> None:
        assert verify("We recommend that the code be revised", TEXT, page(value)).state == "verified"

    def test_dots_and_brackets_may_be_the_sources_own(self) -> None:
        copy = Copy("txt", (Page(1, "The form is … well, it is [as before] of some use."),))
        assert verify("is … well, it is [as before] of some use", copy).plain

    def test_a_quotation_over_the_turn_of_a_page_is_on_both(self) -> None:
        quote = "Complaints rose from 1,204 in 2009 to 2,318 in 2010. Officers may search a vehicle"
        assert on(1, quote).state == on(2, quote).state == "verified"
        assert (on(1, quote).page, on(2, quote).page) == (1, 2)


class TestParagraphs:
    COPY = Copy(
        "txt", (Page(1, "1. The first.\n2. The second\nhas 3 lines,\nor so.\n3. The third.\n"), Page(2, "goes on here.\n4.1 Another.\n"))
    )

    @pytest.mark.parametrize(
        ("value", "quote", "placed"),
        [
            ("1", "The first.", True),
            ("2", "has 3 lines, or so", True),
            ("3", "goes on here", True),
            ("2–3", "The third", True),
            ("1", "The third", False),
            ("4.1", "Another", True),
        ],
    )
    def test_a_numbered_paragraph_is_known_where_its_number_is_printed(self, value: str, quote: str, placed: bool) -> None:
        verdict = verify(quote, self.COPY, Locator(label="paragraph", value=value))
        assert (verdict.state, verdict.placed) == ("verified", placed)


class TestElsewhere:
    def test_another_page_is_named(self) -> None:
        verdict = on(1, "We recommend that the code be revised by 1 April 2012.")
        assert (verdict.state, verdict.page, verdict.label) == ("elsewhere", 3, "3")

    def test_the_next_page_is_not_the_cited_one(self) -> None:
        assert on(2, "We recommend that the code be revised").state == "elsewhere"

    def test_a_page_that_the_copy_does_not_have(self) -> None:
        assert (on(99, "We recommend that the code be revised").state, on(99, "We recommend that the code be revised").page) == (
            "elsewhere",
            3,
        )

    def test_the_nearest_of_several_is_named_and_the_others_too(self) -> None:
        copy = Copy(
            "txt",
            tuple(Page(at, "The same words stand here." if at in (2, 9) else "Other things.", labels=(str(at),)) for at in range(1, 11)),
        )
        verdict = verify("The same words stand here.", copy, page(7))
        assert (verdict.state, verdict.label, verdict.also) == ("elsewhere", "9", ("2",))

    def test_the_contents_come_last(self) -> None:
        pages = ("Why searches fail . . . . . . . . . . 9", "Nothing.", "Nothing.", "Nothing.", "Why searches fail\nThey do.")
        copy = Copy("txt", tuple(Page(at, text, labels=(str(at),)) for at, text in enumerate(pages, 1)))
        assert verify("Why searches fail", copy, page(2)).label == "5"

    def test_a_page_counted_in_the_file_is_told_to_be_printed_otherwise(self) -> None:
        copy = Copy(
            "pdf", tuple(Page(at, f"Words of part {at} alone.", str(at + 10), "inferred", (str(at + 10), str(at))) for at in range(1, 5))
        )
        verdict = verify("Words of part 3 alone.", copy, page(3))
        assert (verdict.state, verdict.label, kinds(verdict)) == ("verified", "13", {"page"})
        assert verify("Words of part 3 alone.", copy, page(13)).plain


class TestAltered:
    @pytest.mark.parametrize(
        ("number", "quote", "kind"),
        [
            (1, "64 per cent of searches led to no further action", "number"),
            (1, "63 per cent of searches led to further action", "negation"),
            (1, "It is true that searches reduce crime", "negation"),
            (1, "The Commissioner did accept this", "negation"),
            (1, "Complaints rose from 1,204 in 2010 to 2,318 in 2009", "number"),
            (1, "£1.2 billion was spent on them in a year", "number"),
            (1, "£12 million was spent on them in a year", "number"),
            (2, "The rate per 1,000 people was 75 in London and -0.4 lower elsewhere", "number"),
            (2, "The rate per 1,000 people was 7.5 in London and 0.4 lower elsewhere", "number"),
            (2, "few complained. The rate per 100 people was 7.5 in London", "number"),
            (2, "Trust in the police can be restored by statistics alone", "negation"),
            (2, "Most of those searched were old men", "wording"),
            (2, "Trust in the police cannot be restored by alone statistics", "order"),
            (3, "a search must ever rest on a person's colour", "negation"),
            (3, "The reform would cost between £3–6 million a year", "number"),
        ],
    )
    def test_changed_words_are_shown_with_their_kind(self, number: int, quote: str, kind: str) -> None:
        verdict = on(number, quote)
        assert (verdict.state, verdict.page) == ("altered", number)
        assert kind in verdict.kinds

    def test_the_difference(self) -> None:
        (change,) = on(1, "64 per cent of searches led to no further action").changes
        assert (change.quoted, change.source, change.kind) == ("64", "63", "number")

    def test_pieces_in_another_order(self) -> None:
        verdict = on(1, "£1.2 million was spent on them in a year … 63 per cent of searches led to no further action")
        assert (verdict.state, verdict.kinds) == ("altered", ("order",))

    def test_words_left_out_unsaid(self) -> None:
        verdict = on(2, "No evidence was given that training had improved; it needs respect.")
        (change,) = verdict.changes
        assert (verdict.state, change.quoted, change.kind) == ("altered", "", "negation")
        assert change.source.startswith("although the College")

    def test_parts_of_words_are_not_words(self) -> None:
        assert on(3, "odest.").state != "verified"
        assert on(1, "was spent on them in a ye").state != "verified"

    def test_parts_of_amounts_are_not_amounts(self) -> None:
        assert on(1, "204 in 2009").state not in ("verified", "elsewhere")
        assert on(2, "4 lower elsewhere").state not in ("verified", "elsewhere")

    def test_what_is_nowhere(self) -> None:
        assert on(1, "The moon is made of a green and mouldy cheese that nobody likes").state == "not-found"


class TestReadThis:
    @pytest.mark.parametrize(
        ("number", "quote", "kind"),
        [
            (1, "searches reduce crime", "negation"),
            (1, "accept this", "negation"),
            (1, "Searches are lawful", "qualifier"),
            (2, "Officers may search a vehicle without a warrant", "qualifier"),
            (2, "training had improved", "negation"),
            (2, "training had improved", "qualifier"),
            (2, "Trust in the police … be restored by statistics", "hidden"),
            (1, "It is … true that searches reduce crime", "hidden"),
            (1, "Searches are lawful … an officer has reasonable grounds", "hidden"),
            (1, "It is [not] true that searches reduce crime", ""),
            (2, "Most of those searched were [not] young men", "inserted"),
            (3, "a search must [always] rest on a person's colour", "inserted"),
            (1, "63 per cent of [12] searches led to no further action", "inserted"),
            (1, "63 per cent[12] of searches led to no further action", "inserted"),
            (1, "poorly trained and often afraid", "voice"),
            (3, "bureaucratic nonsense", "voice"),
            (1, "officers were “poorly trained", "voice"),
            (3, "The reform would cost between £3–5", "figure"),
            (1, "Searches are lawful …", "qualifier"),
            (2, "… training had improved", "negation"),
        ],
    )
    def test_what_stands_around_it(self, number: int, quote: str, kind: str) -> None:
        verdict = on(number, quote)
        assert verdict.state == "verified"
        assert kind in kinds(verdict) or not kind

    @pytest.mark.parametrize(
        ("number", "quote"),
        [
            (1, "Complaints rose from 1,204 in 2009 to 2,318 in 2010."),
            (1, "The Commissioner did not accept this."),
            (1, "The Inquiry began in 2011"),
            (2, "Most of those searched were young men"),
            (2, "it needs respect"),
            (3, "The revised code should say that a search must never rest on a person's colour."),
            (3, "In our view these proposals are modest."),
        ],
    )
    def test_nothing_is_said_where_nothing_is_amiss(self, number: int, quote: str) -> None:
        assert on(number, quote).plain

    def test_parts_from_far_apart(self) -> None:
        copy = Copy(
            "txt", (Page(1, "The first words are these. " + "Much was then said about other things. " * 60 + "The last words are those."),)
        )
        assert kinds(verify("The first words are these … the last words are those", copy)) == {"spliced"}

    @pytest.mark.parametrize(
        ("source", "quote"),
        [
            ("The scheme was notable in its effect.", "The scheme was not able in its effect."),
            ("The scheme was not able in its effect.", "The scheme was notable in its effect."),
        ],
    )
    def test_the_same_letters_with_and_without_a_denial(self, source: str, quote: str) -> None:
        assert kinds(verify(quote, Copy("txt", (Page(1, source),)))) == {"negation"}

    def test_the_source_is_shown(self) -> None:
        (warning,) = on(1, "searches reduce crime").warnings
        assert warning.shown == "It is not true that"


class TestUnchecked:
    def test_an_unreadable_copy(self) -> None:
        verdict = verify("Any words", Copy("pdf", unreadable="The PDF asks for a password."), page(1))
        assert (verdict.state, verdict.why) == ("unchecked", "The PDF asks for a password.")

    def test_no_words(self) -> None:
        assert verify("… [...] “”", TEXT).state == "unchecked"

    def test_a_cited_page_that_is_a_scan(self) -> None:
        copy = Copy("pdf", (Page(1, "Words on the first page.", labels=("1",)), Page(2, "", labels=("2",), scanned=True)))
        verdict = verify("Entirely different contents are quoted here", copy, page(2))
        assert verdict.state == "unchecked"
        assert "picture" in verdict.why
        assert verify("Words on the first page.", copy, page(2)).state == "elsewhere"

    def test_a_damaged_copy(self) -> None:
        copy = Copy("pdf", (Page(1, "Words on the first page."),), doubts=("The file ends early.",))
        assert verify("Entirely different contents are quoted here", copy).state == "unchecked"

    def test_recognised_text_is_never_plain(self) -> None:
        verdict = verify("Words on the first page.", Copy("pdf", (Page(1, "Words on the first page.", behind=True),)))
        assert (verdict.state, kinds(verdict)) == ("verified", {"recognised"})


NOTES = """
#set page(width: 11cm, height: 9cm, numbering: "1", header: [Inquiry into Searches])
#set text(size: 10pt, hyphenate: true, lang: "en")
#set par(justify: true)
#lorem(52)
Fewer officers recorded searches properly in 2003#footnote[Annual Report, at the table of all forces that answered.] than in earlier years,
and the incomprehensible consequences of this misrepresentation were, according to the evidence that we received,
particularly disadvantageous for communities everywhere in the country whose representatives had repeatedly complained
about the unsatisfactory administration of these extraordinary responsibilities in all of the regions that we have visited.
#lorem(60)
"""


class TestInPdfs:
    @pytest.fixture(scope="class")
    def copy(self, tmp_path_factory: pytest.TempPathFactory) -> Copy:
        return read_pages(pdf(NOTES, tmp_path_factory.mktemp("notes")), "pdf")

    def test_over_a_mark_of_a_note(self, copy: Copy) -> None:
        assert verify("recorded searches properly in 2003 than in earlier years", copy, page(1)).state == "verified"

    def test_a_mark_copied_along_is_told(self, copy: Copy) -> None:
        assert kinds(verify("recorded searches properly in 20031 than in earlier years", copy, page(1))) == {"mark"}

    def test_over_the_page_past_a_note_and_the_head(self, copy: Copy) -> None:
        quote = (
            "according to the evidence that we received, particularly disadvantageous for communities everywhere in the country whose "
            "representatives had repeatedly complained about the unsatisfactory administration of these extraordinary responsibilities in all "
            "of the regions that we have visited"
        )
        verdict = verify(quote, copy, page(2))
        assert verdict.state == "verified"
        assert "skipped" in kinds(verdict)
        assert "Annual Report" in verdict.skipped[0]

    def test_two_columns(self, tmp_path: Path) -> None:
        source = '#set page(columns: 2, height: 8cm)\n#set text(hyphenate: true, lang: "en")\n#set par(justify: true)\n' + " ".join(
            PAGES
        ).replace("#", "")
        copy = read_pages(pdf(source.replace("<", "\\<"), tmp_path), "pdf")
        for quote in (
            "Most of those searched were young men – many of them black – and few complained",
            "The reform would cost between £3–5 million a year",
        ):
            assert verify(quote, copy).state == "verified"


SPANS = [[found.span() for found in re.finditer(r"\S+", text)] for text in PAGES]


SIGNS = [
    (number, found.start()) for number, text in enumerate(PAGES, 1) for found in re.finditer(r"£|(?<=\d)[.–](?=\d)|(?<= )-(?=\d)", text)
]


def bare(text: str) -> str:
    return re.sub(r"[^\w£-]+|(?<!\d)[–-](?!\d)", "", text.replace("–", "-")).casefold()


def unlike(quote: str) -> bool:
    """Whether the copy does not happen to have the changed words too, as it has those of a quotation whose last digit is dropped."""
    return bare(quote) not in bare("".join(PAGES))


@st.composite
def drawn(draw: st.DrawFn, least: int = 4) -> tuple[int, str]:
    """A page and words of it, one after the other."""
    number = draw(st.integers(0, len(PAGES) - 1))
    spans = SPANS[number]
    start = draw(st.integers(0, len(spans) - least))
    end = draw(st.integers(start + least, min(len(spans), start + 30)))
    return number + 1, PAGES[number][spans[start][0] : spans[end - 1][1]]


class TestLaws:
    @given(drawn())
    def test_what_is_drawn_from_a_copy_is_verified(self, quotation: tuple[int, str]) -> None:
        number, quote = quotation
        verdict = on(number, quote)
        assert (verdict.state, verdict.page, verdict.placed) == ("verified", number, True)

    @given(drawn(), st.data())
    def test_no_changed_digit_is_verified(self, quotation: tuple[int, str], data: st.DataObject) -> None:
        number, quote = quotation
        digits = [at for at, sign in enumerate(quote) if sign.isdigit()]
        assume(digits)
        at = data.draw(st.sampled_from(digits))
        digit = data.draw(st.sampled_from([each for each in "0123456789" if each != quote[at]]))
        assert on(number, quote[:at] + digit + quote[at + 1 :]).state not in ("verified", "elsewhere")

    @given(drawn(), st.data())
    def test_no_dropped_or_added_digit_is_verified(self, quotation: tuple[int, str], data: st.DataObject) -> None:
        number, quote = quotation
        digits = [at for at, sign in enumerate(quote) if sign.isdigit()]
        assume(digits)
        at = data.draw(st.sampled_from(digits))
        more = quote[:at] + data.draw(st.sampled_from("0123456789")) + quote[at:]
        less = quote[:at] + quote[at + 1 :]
        for changed in filter(unlike, (more, less)):
            assert on(number, changed).state not in ("verified", "elsewhere")

    @given(st.sampled_from(SIGNS), st.integers(0, 40), st.integers(0, 40))
    def test_no_lost_point_sign_or_currency_is_verified(self, sign: tuple[int, int], before: int, after: int) -> None:
        number, at = sign
        text = PAGES[number - 1]
        start, end = text.rfind(" ", 0, max(at - before, 0)) + 1, text.find(" ", at + after)
        assert on(number, text[start:end]).state == "verified"
        assert on(number, text[start:at] + text[at + 1 : end]).state not in ("verified", "elsewhere")

    @given(drawn(5), st.data())
    def test_no_negation_comes_or_goes_unseen(self, quotation: tuple[int, str], data: st.DataObject) -> None:
        number, quote = quotation
        words = quote.split()
        denying = [
            at for at, word in enumerate(words) if 0 < at < len(words) - 1 and word.lower() in ("not", "no", "never", "without", "cannot")
        ]
        if denying:
            at = data.draw(st.sampled_from(denying))
            how = data.draw(st.sampled_from(["", "…", "[was]"]))
            changed = " ".join(filter(None, (*words[:at], how, *words[at + 1 :])))
        else:
            at = data.draw(st.integers(1, len(words) - 1))
            changed = " ".join((*words[:at], data.draw(st.sampled_from(["not", "never", "[not]", "no"])), *words[at:]))
        verdict = on(number, changed)
        assert verdict.state not in ("verified", "elsewhere") or verdict.warnings

    @given(drawn(5), st.data())
    def test_no_two_words_change_places_unseen(self, quotation: tuple[int, str], data: st.DataObject) -> None:
        number, quote = quotation
        words = quote.split()
        at = data.draw(st.integers(0, len(words) - 2))
        assume(bare(words[at]) and bare(words[at + 1]))
        words[at : at + 2] = words[at + 1], words[at]
        assume(unlike(" ".join(words)))
        assert on(number, " ".join(words)).state not in ("verified", "elsewhere")

    @given(drawn(), st.sampled_from(["upper", "quotes", "dashes", "lines", "soft", "ligatures"]))
    def test_typography_changes_nothing(self, quotation: tuple[int, str], how: str) -> None:
        number, quote = quotation
        changed = {
            "upper": quote[0].upper() + quote[1:],
            "quotes": quote.replace("“", '"').replace("”", "'").replace("'", "’"),
            "dashes": quote.replace("–", "-"),
            "lines": quote.replace(" ", "\n "),
            "soft": re.sub(r"(?<=[a-z]{3})(?=[a-z]{3})", "\u00ad", quote),
            "ligatures": quote.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
        }[how]
        assert on(number, changed).state == "verified"

    @given(st.text(max_size=300), st.text(max_size=60))
    def test_nothing_is_ever_raised(self, text: str, value: str) -> None:
        states = {"verified", "elsewhere", "altered", "not-found", "unchecked"}
        assert verify(text, TEXT, Locator(label="page", value=value)).state in states
        assert verify("The Inquiry began", Copy("txt", (Page(1, text), Page(2, text))), Locator(value=value)).state in states

    @given(st.text(alphabet="Ab1.- '£%ßﬁ½é\u00ad\n\u0130²", max_size=60), st.data())
    def test_the_way_back_from_the_key_is_right(self, text: str, data: st.DataObject) -> None:
        keyed = Copy("txt", (Page(1, text), Page(2, text))).keyed
        assume(keyed.joined)
        start = data.draw(st.integers(0, len(keyed.joined) - 1))
        page_number, offset = keyed.offset(start)
        assert keyed.texts[page_number][offset].isalnum() or keyed.texts[page_number][offset] in ".-£%½"
        assert keyed.source(start, len(keyed.joined))

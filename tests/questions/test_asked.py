"""What a document asks, from its lines: the text that somebody printed, and what must come of it."""

from __future__ import annotations

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.questions.asked import Document, read
from toolkit.questions.lines import Line, from_pages, from_text


def asked(text: str) -> Document:
    return read(from_text(dedent(text)))


def texts(text: str) -> list[tuple[str, str]]:
    return [(each.id, each.text) for each in asked(text).questions]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("Question 1: Do you agree?", "1"),
        ("Question 12 – Do you agree?", "12"),
        ("Question no. 3. Do you agree?", "3"),
        ("Question 3 of 12: Do you agree?", "3"),
        ("Consultation question 4 Do you agree?", "4"),
        ("Q5. Do you agree?", "5"),
        ("Q.6 Do you agree?", "6"),
        ("Q7 Do you agree?", "7"),
        ("QUESTION 8: Do you agree?", "8"),
        ("Question 2.1: Do you agree?", "2.1"),
        ("Question 9a: Do you agree?", "9a"),
        ("Question 9 (b): Do you agree?", "9(b)"),
        ("Question A1. Do you agree?", "A1"),
        ("Question B: Do you agree?", "B"),
        ("10. Do you agree?", "10"),
        ("11) Do you agree?", "11"),
    ],
)
def test_a_number_and_an_ask_are_a_question(printed: str, number: str) -> None:
    (one,) = asked(printed).questions
    assert (one.number, one.text, one.kind) == (number, "Do you agree?", "open")


@pytest.mark.parametrize(
    "prose",
    [
        "Question 3 asks whether you agree.",
        "Questions 4 to 6 are about money. Do you see why?",
        "Question 5 above is the main one.",
        "Quarter 4 was better.",
        "1. What is this consultation about?",
        "2. How to respond",
        "2. What happens next?",
        "3. The price will rise.",
        "Is it right? We think so.",
    ],
)
def test_prose_and_headings_are_no_questions(prose: str) -> None:
    assert asked(prose).questions == ()


def test_the_words_of_a_question_may_stand_below_its_number() -> None:
    assert texts("""
        Question 1

        What should the charge be?

        This is text that belongs to nobody.

        Question 2

        And why?
        """) == [("Q1", "What should the charge be?"), ("Q2", "And why?")]


def test_a_contents_list_and_a_list_at_the_end_repeat_questions_and_add_none() -> None:
    document = asked("""
        Contents

        Question 1: Do you agree? ........ 4

        Question 2 ........ 7

        1. Prices

        Question 1: Do you agree?

        Question 2: What should it cost?

        Annex A: List of questions

        Question 1: Do you agree?

        Question 2: What should it all cost?

        Question 3: Where?
        """)
    assert [each.text for each in document.questions] == ["Do you agree?", "What should it cost?", "Where?"]
    assert document.remarks == ()


def test_other_words_in_the_list_at_the_end_are_said() -> None:
    document = asked("""
        Question 1: Do you agree that the charge should be ten pence?

        Annex A: List of questions

        Question 1: What are your views on cups of paper and of plastic?
        """)
    assert [each.text for each in document.questions] == ["Do you agree that the charge should be ten pence?"]
    assert document.questions[0].doubts == ("its words differ in the list of questions",)
    assert document.remarks[0].startswith("Question 1 has other words in the list of questions")


def test_a_number_printed_twice_and_a_gap_are_said() -> None:
    document = asked("Q1. Do you agree?\n\nQ2. Why?\n\nQ2. What would it cost?\n\nQ4. Where?\n\nQ7. When?")
    assert [each.id for each in document.questions] == ["Q1", "Q2", "Q2-2", "Q4", "Q7"]
    assert document.remarks == ("The number 2 is printed twice, with other words.", "There are no questions 3, 5, 6.")


def test_many_gaps_are_counted_and_not_listed() -> None:
    assert asked("Q1. Do you agree?\n\nQ40. Why?").remarks == ("The numbers have gaps: 38 below 40 are not there.",)


@pytest.mark.parametrize(
    ("below", "options", "kind"),
    [
        ("☐ Yes\n\n☐ No", ("Yes", "No"), "choice"),
        ("☐ Yes ☐ No ☐ Don't know", ("Yes", "No", "Don't know"), "choice"),
        ("Yes ☐ No ☐", ("Yes", "No"), "choice"),
        ("( ) Every day\n\n( ) Never", ("Every day", "Never"), "choice"),
        ("[ ] Every day\n\n[ ] Never", ("Every day", "Never"), "choice"),
        ("Yes / No / Not sure", ("Yes", "No", "Not sure"), "choice"),
        ("Strongly agree Agree Disagree Strongly disagree", ("Strongly agree", "Agree", "Disagree", "Strongly disagree"), "choice"),
        ("Agree, disagree or don't know", ("Agree", "disagree", "don't know"), "choice"),
        ("Select all that apply\n\n□ Cars\n\n□ Bicycles", ("Cars", "Bicycles"), "multiple"),
        ("- Yes\n- No", ("Yes", "No"), "choice"),
    ],
)
def test_answers_to_choose_from(below: str, options: tuple[str, ...], kind: str) -> None:
    (one,) = asked(f"Q1. What do you think?\n\n{below}").questions
    assert (one.options, one.kind, one.doubts) == (options, kind, ())


def test_answers_in_brackets_stay_in_the_words_of_the_question() -> None:
    (one,) = asked("Q1. Do you agree? (Yes / No)").questions
    assert (one.text, one.options) == ("Do you agree? (Yes / No)", ("Yes", "No"))


def test_points_below_a_question_may_be_answers_or_not_and_that_is_said() -> None:
    (one,) = asked("Q1. How far would you walk?\n\n- Up to a mile\n- More than a mile").questions
    assert one.options == ("Up to a mile", "More than a mile")
    assert one.doubts == ("are these the answers to choose from, or points to write about?",)


def test_points_that_a_question_leads_to_are_its_words() -> None:
    (one,) = asked("Q1. Please tell us about:\n\n- the cost;\n- the gain.").questions
    assert (one.text, one.options) == ("Please tell us about: • the cost; • the gain.", ())


def test_one_answer_alone_is_doubtful() -> None:
    (one,) = asked("Q1. Do you agree?\n\n☐ Yes").questions
    assert one.doubts == ("only one answer to choose from was found",)


def test_sub_questions_have_numbers_of_their_own() -> None:
    assert texts("""
        Question 2

        Do you agree with the proposal?

        (a) If not, why not?

        (b) What would you do?
        """) == [("Q2", "Do you agree with the proposal?"), ("Q2a", "If not, why not?"), ("Q2b", "What would you do?")]


def test_a_stem_is_said_with_each_of_its_sub_questions() -> None:
    assert texts("""
        Question 2: Thinking about the form:

        (i) Is it easy to find?

        (ii) Is it easy to fill in?
        """) == [
        ("Q2-i", "Thinking about the form: Is it easy to find?"),
        ("Q2-ii", "Thinking about the form: Is it easy to fill in?"),
    ]


@pytest.mark.parametrize(
    ("words", "limit"),
    [
        ("(maximum 500 words)", "500 words"),
        ("Please answer in no more than 3,000 characters.", "3000 characters"),
        ("(up to 250 words)", "250 words"),
        ("(150 words max)", "150 words"),
        ("Word limit: 400", "400 words"),
        ("Please keep to 100 words.", "100 words"),
        ("You have 1500 characters.", "1500 characters"),
        ("Your answer should be no longer than two pages.", ""),
        ("Please use no more than 10 examples.", ""),
    ],
)
def test_limits(words: str, limit: str) -> None:
    (one,) = asked(f"Q1. What would you do? {words}").questions
    assert one.limit == limit
    (two,) = asked(f"Q1. What would you do?\n\n{words}").questions
    assert two.limit == limit


def test_what_is_asked_about_the_respondent_stands_apart() -> None:
    document = asked("""
        About you

        Name:

        Email address:

        Are you responding as an individual or an organisation?

        ☐ Individual

        ☐ Organisation

        The proposal

        Q1. Do you agree?

        Q2. What is your postcode?
        """)
    assert [each.text for each in document.questions] == ["Do you agree?"]
    about = [(each.id, each.text, each.options) for each in document.about_you]
    assert about == [
        ("about-1", "Name", ()),
        ("about-2", "Email address", ()),
        ("about-3", "Are you responding as an individual or an organisation?", ("Individual", "Organisation")),
        ("Q2", "What is your postcode?", ()),
    ]


def test_questions_without_numbers_are_taken_where_answers_are_invited() -> None:
    document = asked("""
        Terms of reference

        The Committee invites evidence on the following:

        - How has it worked?
        - What should change?
        """)
    assert [(each.id, each.text, each.doubts) for each in document.questions] == [
        ("Q1", "How has it worked?", ("the document does not number it",)),
        ("Q2", "What should change?", ("the document does not number it",)),
    ]


def test_without_questions_the_chapters_are_the_themes() -> None:
    lines = [
        Line("A plan", 1),
        Line("Foreword", 2),
        Line("Is it time? It is."),
        Line("Water", 2),
        Line("Paths", 2),
        Line("How to respond", 2),
    ]
    document = read(lines)
    assert (document.questions, document.themes) == ((), ("Water", "Paths"))


def test_a_document_of_text_alone_asks_nothing() -> None:
    document = read([Line("Only a sentence that nobody asked for, and that is all there is to read in this paper.")])
    assert (document.questions, document.themes, document.remarks) == ((), (), ())


def test_a_question_that_asks_nothing_is_doubtful() -> None:
    (one,) = asked("Question 1: The height of the charge.").questions
    assert one.doubts == ("does it ask anything?",)


def test_lines_of_a_pdf_become_whole_questions_on_their_page() -> None:
    long = "There is a good deal to be said for this, and it has been said by many people for as long as anybody remembers it"
    page = f"A paper on cups\n{long}\nand more.\nQuestion 1: Do you agree that the price of a cup should be printed on it, in letters that can\nbe read by everybody?\nYes\nNo\n14"
    document = read(from_pages([(13, f"{long}.\n13"), (14, page)]))
    (one,) = document.questions
    assert one.text == "Do you agree that the price of a cup should be printed on it, in letters that can be read by everybody?"
    assert (one.options, one.page) == (("Yes", "No"), 14)


def test_an_answer_to_choose_that_is_broken_over_lines_is_whole() -> None:
    (one,) = asked("Q1. Do you agree?\n\n☐ Strongly agree ☐ Agree ☐ Strongly\ndisagree ☐ Disagree").questions
    assert one.options == ("Strongly agree", "Agree", "Strongly disagree", "Disagree")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=60), max_size=30))
def test_whatever_a_document_says_it_is_read(words: list[str]) -> None:
    document = read(from_text("\n\n".join(words)))
    ids = [each.id for each in (*document.questions, *document.about_you)]
    assert len(ids) == len(set(ids))


@given(st.lists(st.sampled_from(["Do you agree", "What would it cost", "How should it be done"]), min_size=1, max_size=12))
def test_questions_that_are_numbered_through_are_all_found_in_order(words: list[str]) -> None:
    document = asked("\n\n".join(f"Question {number}: {each} in case {number}?" for number, each in enumerate(words, 1)))
    assert [each.text for each in document.questions] == [f"{each} in case {number}?" for number, each in enumerate(words, 1)]
    assert document.remarks == ()


def test_numbers_that_begin_again_in_each_chapter_are_all_kept() -> None:
    document = asked("""
        Lorries in the night

        Noise

        Question 1

        What evidence do you have of noise?

        Safety

        Question 1

        What evidence do you have of danger?
        """)
    assert [(each.id, each.chapter) for each in document.questions] == [("Q1", "Noise"), ("Q1-2", "Safety")]


def test_a_number_in_words_is_one() -> None:
    (one,) = asked("Question three: Do you agree?").questions
    assert (one.id, one.number) == ("Q3", "three")


def test_a_number_in_one_cell_and_the_question_in_the_next() -> None:
    document = read([Line("Prices", 1), Line("1"), Line("Do you agree?"), Line("2"), Line("What should it cost?")])
    assert [(each.number, each.text) for each in document.questions] == [("1", "Do you agree?"), ("2", "What should it cost?")]


@pytest.mark.parametrize(
    ("below", "options"),
    [
        ("Under 25\n\n25 to 64\n\n65 and over", ("Under 25", "25 to 64", "65 and over")),
        ("£0 to £50\n\nMore than £50", ("£0 to £50", "More than £50")),
        ("2\n\n5\n\nOther [please state]", ("2", "5", "Other [please state]")),
        ("- Yes, always\n- No", ("Yes, always", "No")),
        ("Up to 500 words", ()),
    ],
)
def test_ranges_and_figures_are_answers_and_limits_are_none(below: str, options: tuple[str, ...]) -> None:
    (one,) = asked(f"Q1. What would you say?\n\n{below}").questions
    assert one.options == options


def test_boxes_on_the_line_of_a_question_are_no_words_of_it() -> None:
    (one,) = asked("Q1. Do you agree? ☐ Yes ☐ No").questions
    assert (one.text, one.options) == ("Do you agree?", ("Yes", "No"))


def test_a_numbered_heading_is_a_question_only_where_it_asks_the_reader() -> None:
    lines = [Line("A paper", 1), Line("1. Please note", 2), Line("2. How is a price made?", 2), Line("3. Do you agree?", 2)]
    assert [each.number for each in read(lines).questions] == ["2", "3"]


def test_a_long_point_is_no_part_of_a_question() -> None:
    (one,) = asked(f"Q1. Please tell us about:\n\n- {'the cost of it and ' * 40}\n\n- the gain").questions
    assert one.text == "Please tell us about:"


def test_a_form_says_its_limit_in_brackets() -> None:
    (one,) = asked("Q2. Why? [Free text, 250 words]").questions
    assert one.limit == "250 words"


def test_a_respondent_form_is_about_the_respondent_until_the_questions_begin() -> None:
    document = asked("""
        Respondent information form

        Full name or organisation's name

        Phone number

        The Commission would like your permission to publish. Please indicate your preference:

        ☐ Publish

        ☐ Do not publish

        If you would like a receipt, please tick this box ☐

        Questions

        1. Do you agree?
        """)
    assert [each.text for each in document.questions] == ["Do you agree?"]
    assert [each.text for each in document.about_you[:3]] == [
        "Full name or organisation's name",
        "Phone number",
        "The Commission would like your permission to publish. Please indicate your preference:",
    ]


def test_the_words_of_a_question_may_be_a_heading() -> None:
    document = read([Line("A paper", 1), Line("Question 1", 2), Line("What should it cost?", 3), Line("We are not sure.")])
    assert [each.text for each in document.questions] == ["What should it cost?"]

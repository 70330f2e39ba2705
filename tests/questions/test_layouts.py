"""How bodies set out their questions: a few lines as each of them prints them, and what must come of them."""

from __future__ import annotations

from textwrap import dedent

import pytest

from toolkit.questions.asked import Document, read
from toolkit.questions.lines import Line, from_pages, from_text


def asked(text: str) -> Document:
    return read(from_text(dedent(text)))


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("INFORMATION REQUEST 3.1: Do you agree?", "3.1"),
        ("Question 3–1 Do you agree?", "3-1"),
        ("Question IV. Do you agree?", "IV"),
        ("Discussion question 2: Do you agree?", "2"),
        ("Q.3 Do you agree?", "3"),
        ("Q2A. Do you agree?", "2A"),
        ("Question H1: Do you agree?", "H1"),
        ("Question 3(b) Do you agree?", "3(b)"),
        ("4. Question 7: Do you agree?", "7"),
        ("[Question 5] Do you agree?", "5"),
        ("A1. Do you agree?", "A1"),
    ],
)
def test_a_number_may_be_printed_in_many_ways(printed: str, number: str) -> None:
    (one,) = asked(printed).questions
    assert (one.number, one.text) == (number, "Do you agree?")


def test_an_item_between_questions_is_one_without_a_question_mark() -> None:
    document = asked("1. Do you agree?\n\n2. How we should decide who is asked.\n\n3. Is it clear?\n\n4. Any further comments")
    assert [each.number for each in document.questions] == ["1", "2", "3", "4"]


def test_points_that_begin_small_are_themes_and_no_questions() -> None:
    document = asked("""
        We would welcome your views on:

        1. whether councils should be able to charge;

        2. if so, how much; and

        3. any other matter.

        Please send your views to us@body.example.
        """)
    assert (document.questions, document.themes) == (
        (),
        ("whether councils should be able to charge", "if so, how much", "any other matter"),
    )


def test_a_committee_asks_without_numbers() -> None:
    document = asked("""
        The Committee invites evidence on the following questions:

        •Why do pubs close?

        •What could be done, and by whom

        •Is it too late?

        Submissions should:

        • be in Word format
        """)
    assert [(each.number, each.text) for each in document.questions] == [
        ("", "Why do pubs close?"),
        ("", "What could be done, and by whom"),
        ("", "Is it too late?"),
    ]
    assert document.questions[0].doubts == ("the document does not number it",)


def test_dots_that_became_another_sign_or_stand_alone_are_dots() -> None:
    for dot in ("€", "• ", "-\n", "▪\n"):
        document = asked(f"The inquiry will consider in particular:\n{dot}the cost of bins;\n{dot}the role of councils.\n")
        assert document.themes == ("the cost of bins", "the role of councils"), dot


def test_of_several_lists_the_one_that_says_what_is_wanted_gives_the_themes() -> None:
    document = asked("""
        The Committee has three duties:

        - to sit

        - to report

        The inquiry will consider:

        - the extent of the problem

        - whether the law should change

        Your submission should:

        - have no more than 3,000 words

        - be signed
        """)
    assert document.themes == ("the extent of the problem", "whether the law should change")


def test_a_survey_without_numbers_has_its_answers_and_limits() -> None:
    document = asked("""
        Questions

        Do you agree or disagree with a ban?

        - Agree

        - Disagree

        Please explain your answer (maximum 300 words).

        Do you have evidence on price? (optional, maximum 200 words)

        If you have any questions, could you please ring us?
        """)
    assert [(each.text, each.options, each.limit) for each in document.questions] == [
        ("Do you agree or disagree with a ban? Please explain your answer (maximum 300 words).", ("Agree", "Disagree"), "300 words"),
        ("Do you have evidence on price? (optional, maximum 200 words)", (), "200 words"),
    ]


def test_the_same_numbers_again_with_the_same_words_are_one_list_wherever_they_stand() -> None:
    document = asked("""
        Prices

        Question 1: Do you agree that the price should rise?

        What it is for is told above.

        Question 2: By how much?

        Response form

        Question 1: Do you agree that the price should rise?

        ☐ Yes ☐ No

        Question 2: By how much
        """)
    assert [(each.number, each.options) for each in document.questions] == [("1", ("Yes", "No")), ("2", ())]
    assert document.remarks == ()


def test_a_heading_beside_a_number_is_no_part_of_the_question() -> None:
    (one,) = asked("Question 3: other ways\n\nWhat else could be done?").questions
    assert one.text == "What else could be done?"


def test_the_number_of_a_paragraph_is_no_part_of_the_question() -> None:
    (one,) = asked("Consultation Question 1.\n\n3.14 We propose a fee.\n\nDo consultees agree?").questions
    assert one.text == "We propose a fee. Do consultees agree?"


def test_a_numbered_paragraph_below_a_question_does_not_belong_to_it() -> None:
    lines = [Line("Question 1: Do you agree?", listed="3."), Line("The plan has a list of plots.", listed="4.")]
    assert [each.text for each in read(lines).questions] == ["Do you agree?"]


def test_points_keep_the_marks_that_are_printed() -> None:
    (one,) = asked("Question 1: We are seeking views on:\n\n(a) the fee; and\n\n(b) the form.").questions
    assert one.text == "We are seeking views on: (a) the fee; and (b) the form."


def test_a_sentence_that_a_pdf_breaks_before_its_b_stays_one() -> None:
    page = "Question 1: Do you agree that (a) small firms, which\nare many, and\n(b) large firms should pay?\nQuestion 2: Why?"
    assert [(each.number, each.text) for each in read(from_pages([(1, page)])).questions] == [
        ("1", "Do you agree that (a) small firms, which are many, and (b) large firms should pay?"),
        ("2", "Why?"),
    ]


@pytest.mark.parametrize(
    ("below", "options"),
    [
        ("1 – Not useful\n\n2 – Useful\n\n3 – Very useful", ("1 – Not useful", "2 – Useful", "3 – Very useful")),
        ("Fully support\n\nMostly oppose\n\nNeither support nor oppose", ("Fully support", "Mostly oppose", "Neither support nor oppose")),
        ("Nothing ☐\n\n(b) A little ☐", ("Nothing", "A little")),
        ("Yes / No. Please explain your answer.", ("Yes", "No")),
    ],
)
def test_scales_and_boxes_of_many_kinds(below: str, options: tuple[str, ...]) -> None:
    (one,) = asked(f"Q1. How useful is it?\n\n{below}").questions
    assert one.options == options


def test_statements_to_be_rated_are_words_of_the_question_and_no_answers() -> None:
    (one,) = asked("Q1. To what extent do you agree with the following statements?\n\n- Dogs are good\n\n- Cats are better").questions
    assert (one.options, one.text.count("•")) == ((), 2)


def test_what_a_form_says_where_nothing_is_filled_in_is_left_out() -> None:
    document = asked("""
        Q1. Should it last longer?

        Comments:

        Click or tap here to enter text.

        Q2. Why?

        ..........................

        Please send this form to us@body.example.
        """)
    assert [each.text for each in document.questions] == ["Should it last longer?", "Why?"]


def test_fields_that_stand_together_are_about_the_respondent_and_addresses_are_not() -> None:
    document = asked("Q1. Why?\n\nYour name:\n\nOrganisation (if applicable):\n\nWhat type of organisation do you work for?\n\nQ2. How?")
    assert [each.text for each in document.about_you] == [
        "Your name",
        "Organisation (if applicable)",
        "What type of organisation do you work for?",
    ]
    assert [each.number for each in document.questions] == ["1", "2"]
    assert asked("Q1. Why?\n\nName:\n\nEmail:\n\nus@body.example").about_you == ()


def test_a_line_that_leads_to_answers_is_a_question_where_the_respondent_is_asked() -> None:
    document = asked("Q1. Why?\n\nAbout you\n\nI am answering as\n\n- A citizen\n\n- A company\n\n- An authority")
    assert [(each.text, each.options) for each in document.about_you] == [("I am answering as", ("A citizen", "A company", "An authority"))]


def test_stars_of_what_has_to_be_answered_are_no_dots() -> None:
    document = asked("Fields marked with * are mandatory.\n\nAbout you\n\n* First name\n\n* Email\n\nSection 2: Bins\n\nQ1. Why?")
    assert [each.text for each in document.about_you] == ["First name", "Email"]


def test_heads_and_feet_of_a_short_pdf_are_no_words_of_it() -> None:
    pages = [
        (1, "Bins: a paper\nBins\nQ1. Why do\n1 Bins"),
        (2, "Bins: a paper\nbins smell?\n2 Bins"),
        (3, "Bins: a paper\nQ2. And how?\n3 Bins"),
    ]
    assert [each.text for each in read(from_pages(pages)).questions] == ["Why do bins smell?", "And how?"]


def test_lines_that_are_long_are_paragraphs_of_their_own() -> None:
    text = f"Q1. Why?\n{'This is a long line of a paper about bins. ' * 6}\nQ2. How?\nAnother line.\n"
    assert [each.text for each in read(from_text(text)).questions] == ["Why?", "How?"]

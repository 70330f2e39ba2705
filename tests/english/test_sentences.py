"""Where sentences of policy prose begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.english.sentences import sentences


@pytest.mark.parametrize(
    "written",
    [
        # a stroke between sentences
        "One sentence. | Another one! | A third? | And a last without a stop",
        "They were asked “why?” | Nobody knew. | “It was late.” | He left.",
        "'Is it fair?' she asked. | It is not.",
        "In 2012 there were 1.2 million searches. | 63.5 per cent were for drugs.",
        "It fell by 3.5. | Then it rose to 4.",
        "They met at No. 10 in March. | Nothing came of it.",
        "The answer is No. | They said so.",
        "See nos. 3 and 4 and No. 7. | More follows.",
        "Mr. Brown and Mrs. J. Green of Messrs. Green agreed with Dr. White. | So did Prof. Black.",
        "See p. 3 and pp. 4-5, para. 7, s. 39 and ss. 1-3, Sch. 2 and reg. 4. | It is plain.",
        "As A. B. Carter and J.-P. Drew wrote, it works. | Others agree.",
        "In R. v. Brown and in Green v. White it was held. | The court was clear.",
        "Some drugs, e.g. cannabis, i.e. of Class B. | The police search for them.",
        "Possession of a drug of Class A. | Police may search.",
        "It is Plan B. | Officers want Plan A.",
        "They sold spoons, pipes, etc. | The shop closed.",
        "Spoons, pipes, etc. are sold.",
        "This was found by Green et al. | We agree.",
        "Green et al. (2012) found this. | We agree.",
        "It opened at 9 a.m. on Monday and closed at 5 p.m. | Nobody came.",
        "In the U.K. the law is old. | In the U.S. Congress passed a law. | It is so in the U.K. | The law is old.",
        "They said that … it works. | And then… | Nothing.",
        "They said that ... it works. | And then ... | Nothing.",
        "They wrote: “It works […] Nobody objects.” | We do.",
        "It works [...] Nobody objects. | We do.",
        "The report came out in Jan. 2012 and Dec. 2013. | It was the last in Sept. | Others followed.",
        "Stop and search. | Police may search a person on reasonable grounds.",
        "1. Police may search. | They often do.",
        "2.14. Police may search.",
        "a. Police may search. | They often do.",
        "They may search (see Part 2). | They do. | (Nobody is told.) | It goes on.",
        "Green Ltd. and Co. sold it. | It was dear.",
        "Was it fair?! | It was not.",
        "What did I do? | So did I. | The end.",
        "Under section 5(a). | The next one.",
        "c. 1950 approx. 300 men were held. | Few were women.",
        "St. Paul's and the Rt. Hon. Jane Green agreed. | Cllr. Black did not.",
        "The target is met. 63 per cent were arrested.".replace(". 63", ". | 63"),
        "Searches fell in 2012. | 2013 was worse.",
        "Is this so? | yes".replace(" | yes", " yes"),  # in lower case it goes on
        "He moved from Camden Ltd. | Its owner left.",
        "We looked at https://example.org/a.b.html and example.org. | It is down.",
        "The Act (c. 60) applies. | So does the Code.",
    ],
)
def test_where_a_sentence_ends(written: str) -> None:
    parts = written.split(" | ")
    assert [each.words for each in sentences(" ".join(parts))] == parts


def test_cells_of_a_table_are_apart() -> None:
    assert [each.words for each in sentences("Month\tSearches\tNo. 3\t")] == ["Month", "Searches", "No. 3"]


@pytest.mark.parametrize("words", ["", " ", "\t \n", "\u00a0"])
def test_nothing_has_no_sentences(words: str) -> None:
    assert list(sentences(words)) == []


@given(
    st.text()
    | st.text(st.sampled_from(".!?…\"'”)][( \t\naBNo1v|"))
    | st.lists(st.sampled_from(["No", ".", " ", "etc", "A", "p", "…", "]", "[", "a"])).map("".join)
)
def test_sentences_together_hold_every_sign_and_stand_in_order(words: str) -> None:
    found = list(sentences(words))
    last = 0
    for sentence in found:
        assert last <= sentence.start < sentence.end <= len(words)
        assert words[sentence.start : sentence.end] == sentence.words == sentence.words.strip()
        assert not words[last : sentence.start].strip()
        last = sentence.end
    assert not words[last:].strip()


@pytest.mark.parametrize("piece", [".", "a. ", '…"', "J. ", "[.", " \t", ". ", "1. ", "!x", "'", "p. A", "etc. "])
def test_a_very_long_text_takes_no_longer_for_each_sign(piece: str) -> None:
    """Work that grew with the square of the length would not come to an end here."""
    words = piece * 100_000
    assert sum(len(sentence.words.replace(" ", "")) for sentence in sentences(words)) == len(words.replace(" ", "").replace("\t", ""))

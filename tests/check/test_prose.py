"""The wording of claims as a reader meets it, and paragraphs with what was made out in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.check.prose import Read, wording
from toolkit.load.evidence import read_evidence
from toolkit.model.evidence import Claim
from toolkit.model.text import Place, Text

PATH = "evidence/topic.yaml"
VALUES = "    values: {share: 63 per cent, number: '142,467', star: 5*, none: ''}\n"


def claim(lines: str) -> Claim:
    """A claim whose text and short form are given as their lines in the file."""
    evidence = read_evidence(f"claims:\n  a:\n    kind: statistic\n{VALUES}{lines}", PATH)
    assert evidence.findings == []
    return evidence.claims[0]


def stands(text: Text, words: str) -> str:
    start = text.words.index(words)
    span = text.span(start, start + len(words))
    return f"{span.line}:{span.column}"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Most searches lead to nothing.", "Most searches lead to nothing."),
        ("'{{ share }} of {{number}} searches'", "63 per cent of 142,467 searches"),
        ("'{{ gone }} of searches'", "{{ gone }} of searches"),
        ("'{{ none }}of searches'", "of searches"),
        ("'{{ star }} and {{ star }} stars'", "5* and 5* stars"),
        ("'*Most* **searches** _lead_ to ~~all~~ `nothing`.'", "Most searches lead to all nothing."),
        ("snake_case_word and 5 * 6 = 30", "snake_case_word and 5 * 6 = 30"),
        (r"A \*star\* and \_one\_, \\*both* \[sic\]", r"A *star* and _one_, \both [sic]"),
        ("It was small [@beta2013, p. 9], and it fell.[@alpha2012]", "It was small, and it fell."),
        ("It was small ^[A *remark* [@beta2013] here.] and fell.", "It was small and fell."),
        ("It was [very] small [jane@example.org].", "It was [very] small [jane@example.org]."),
        ('See [the *report*](https://example.org/a_(b) "T") and [it]{.c}.', "See the report and it."),
        ("Much    space.", "Much space."),
        ("''", ""),
    ],
)
def test_the_wording_of_a_claim(written: str, words: str) -> None:
    assert wording(claim(f"    text: {written}\n")).words == words


def test_the_short_form_is_read_in_the_same_way() -> None:
    both = claim('    text: Long.\n    short: "*{{ share }}* [@alpha2012]"\n')
    assert wording(both, "short").words == "63 per cent"
    assert wording(claim("    text: Long.\n"), "short").words == ""


@pytest.mark.parametrize("style", [">-", ">", "|", "|-", ""])
def test_each_word_stands_on_its_line(style: str) -> None:
    lines = [
        "Some *of* the {{ number }} a b",
        "a searches [@alpha2012, p. 3],",
        "and a **few** others.",
    ]
    first = f"    text: {style}\n" if style else "    text:\n"
    text = wording(claim(first + "".join(f"      {line}\n" for line in lines)))
    assert text.words == "Some of the 142,467 a b a searches, and a few others."
    places = {word: stands(text, word) for word in ("Some", "of", "the", "142", "467", "searches", "few", "others")}
    assert places == {
        "Some": "6:7", "of": "6:13", "the": "6:17", "142": "6:21", "467": "6:21", "searches": "7:9", "few": "8:15", "others": "8:21",
    }  # fmt: skip


def test_words_in_quotation_marks_stand_behind_the_mark() -> None:
    text = wording(claim('    text: "In *London* it fell"\n'))
    assert (stands(text, "In"), stands(text, "London"), stands(text, "fell")) == ("5:12", "5:16", "5:27")


def test_an_empty_wording_has_a_place() -> None:
    assert stands(wording(claim("    text: Long.\n"), "short"), "") == "2:3"


@given(st.text(st.sampled_from('*_`~[]()^@{}\\ \nab.1"')))
def test_no_wording_breaks_it_and_its_places_are_in_order(written: str) -> None:
    text = wording(Claim(id="a", kind="statistic", text=written, values={"a": "x"}))
    offsets = [place.offset for place in text.places]
    assert offsets == sorted(set(offsets))
    assert "\n" not in text.words
    for at in range(len(text.words)):
        text.span(at)


@given(st.lists(st.text("abcdef", min_size=1, max_size=6), min_size=1, max_size=12))
def test_plain_words_stay_as_they_are(words: list[str]) -> None:
    assert wording(Claim(id="a", kind="statistic", text="\n ".join(words))).words == " ".join(words)


@pytest.mark.parametrize("piece", ["[", "*a ", "^[", "{{ a", "\\", "_", "[@a", "](", "  "])
def test_a_very_long_wording_is_read_in_its_time(piece: str) -> None:
    """Work that grew with the square of the length would not come to an end here."""
    assert wording(Claim(id="a", kind="statistic", text=f"a{piece * 20_000}b")).words.startswith("a")


def test_a_paragraph_with_its_sentences_and_figures() -> None:
    words = "There were 12 searches. Most of them, 63 per cent, were for drugs. Nothing else was found."
    read = Read(Text(words=words, kind="paragraph", section="s", block="b", places=(Place(0, "a.md", 1, 1, False),)))
    first, second, third = read.sentences
    assert [figure.text for figure in read.figures] == ["12", "63 per cent"]
    assert [figure.text for figure in read.figures_in(second)] == ["63 per cent"]
    assert read.figures_in(third) == ()
    assert read.sentence_of(0) == first
    assert read.sentence_of(second.start + 3) == second
    assert read.sentence_of(len(words) + 5) == third


def test_a_paragraph_without_words_has_one_empty_sentence_to_ask_for() -> None:
    read = Read(Text(words="", kind="paragraph", section="s", block="b", places=(Place(0, "a.md", 1, 1, False),)))
    assert (read.sentences, read.figures, read.sentence_of(0).words) == ((), (), "")

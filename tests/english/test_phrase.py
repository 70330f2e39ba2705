"""A phrase finds what its regular expression finds: it only knows sooner where there is nothing to be found."""

from __future__ import annotations

import gc
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from toolkit.check.engine import known_rules
from toolkit.english.phrase import Phrase, needs, phrase
from toolkit.english.required import alternatives

known_rules()
OURS = sorted({each.pattern: each for each in gc.get_objects() if isinstance(each, Phrase)}.values(), key=lambda each: each.pattern)
"""Every phrase of every rule."""
CASES = Path(__file__).parents[1] / "check" / "cases"


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What phrases need is made out at the first text, which a check does when it has seen some hundreds."""
    monkeypatch.setattr("toolkit.english.phrase.PATIENCE", 0)


def spans(found: object) -> object:
    return found.span() if isinstance(found, re.Match) else found


def agree(each: Phrase, words: str) -> None:
    bare = re.compile(each.pattern, each.flags)
    assert spans(each.search(words)) == spans(bare.search(words)), (each.pattern, words)
    assert spans(each.match(words)) == spans(bare.match(words)), (each.pattern, words)
    assert spans(each.fullmatch(words)) == spans(bare.fullmatch(words)), (each.pattern, words)
    assert [*map(spans, each.finditer(words))] == [*map(spans, bare.finditer(words))], (each.pattern, words)
    assert each.findall(words) == bare.findall(words)
    assert each.sub("#", words) == bare.sub("#", words)


def test_there_are_phrases_to_be_held_against_their_expressions() -> None:
    assert len(OURS) > 150


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_in_the_texts_of_all_cases_every_phrase_of_every_rule_finds_the_same(path: Path) -> None:
    texts = {line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()}
    for kind in ("bad", "good"):
        texts |= {
            each
            for case in yaml.safe_load(path.read_text(encoding="utf-8")).get(kind, ())
            for each in case.values()
            if isinstance(each, str)
        }
    for each in OURS:
        bare = re.compile(each.pattern, each.flags)
        for words in texts:
            assert spans(each.search(words)) == spans(bare.search(words)), (each.pattern, words)


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(
    data=st.data(),
    before=st.sampled_from(["", " ", "a", "A ", "9", "_", "…", "\u201c", "é", "\n"]),
    after=st.sampled_from(["", " ", "s", ".", "é", "\n"]),
)
def test_what_an_expression_stands_for_is_found_whatever_stands_around_it(data: st.DataObject, before: str, after: str) -> None:
    each = data.draw(st.sampled_from(OURS))
    made = data.draw(st.from_regex(re.compile(each.pattern, each.flags)))
    assume(len(made) < 2000)
    agree(each, f"{before}{made}{after}")
    agree(each, f"Enough words before it to be looked at. {before}{made}{after}")


@settings(deadline=None)
@given(words=st.text(alphabet=st.sampled_from("aAbBkKsSiI09 _-.,\u0130\u0131\u017f\u212aéÉßß\u0301\n£%"), max_size=30), upper=st.booleans())
@pytest.mark.parametrize(
    "pattern", [r"\bab\b", r"sik", r"k+s?i{1,2}", r"(?:ab|ki) ?(?:\d|%)", r"\Ba|[^a]bs", r"[a-c]b\b", r"(?=ab)a|(?<=s)i", r"(a)\1b", r"é|ß"]
)
def test_any_text_at_all_gives_the_same_answers(pattern: str, words: str, upper: bool) -> None:
    agree(phrase(pattern, re.IGNORECASE if upper else 0), words + " " * 40)


def test_a_search_with_an_end_may_cut_a_word_and_is_made_as_it_stands() -> None:
    whole = phrase(r"\breport\b")
    assert spans(whole.search("reported", 0, 6)) == (0, 6)
    assert spans(whole.match("reported", 0, 6)) == spans(whole.fullmatch("reported", 0, 6)) == (0, 6)
    assert [*map(spans, whole.finditer("reported", 0, 6))] == [(0, 6)]
    assert whole.search("reported") is None


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:we|they) urge", [{"<urge"}, {"<we>", "<they>"}]),
        (r"\breduc\w+ by \d+", [{"<reduc"}, {"<by>"}, {"0"}]),
        (r"[Rr]esearch shows?\b", [{"research>"}, {"<shows>", "<show>"}]),
        (r"\bof the\b", []),
        (r"\w+", []),
        (r"stud(?:y|ies)", [{"study", "studies"}]),
    ],
)
def test_what_a_text_must_have(pattern: str, needed: list[set[str]]) -> None:
    (found,) = alternatives(pattern)
    assert found == {frozenset(each) for each in needed}


def test_alternatives_are_asked_for_one_by_one() -> None:
    assert alternatives(r"\b(?:cited \w+ in|quoted \w+ by)\b") == (
        frozenset({frozenset({"<cited>"})}),
        frozenset({frozenset({"<quoted>"}), frozenset({"<by>"})}),
    )


def test_an_expression_is_compiled_when_its_words_are_met_and_not_before() -> None:
    seldom = phrase(r"\bhippopotamus\b")
    assert seldom.search("A report on housing in the north and in the south of England.") is None
    assert seldom._compiled is None
    assert seldom.search("A report on the hippopotamus.") is not None
    assert seldom._compiled is not None


def test_for_few_texts_nobody_makes_out_what_phrases_need(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.english.phrase.PATIENCE", 3)
    seldom = phrase(r"\brhinoceros\b")
    texts = [f"A report on housing in the {where} of England and of Wales." for where in ("north", "south", "east", "west")]
    assert [seldom.may_match(text) for text in texts] == [True, True, True, False]
    assert not seldom.may_match(texts[0]), "what was seen before is looked at again"


def test_what_phrases_need_serves_another_process_from_the_first_text_on() -> None:
    pattern, without, with_ = (
        r"\bcurlews? (?:sing|sang)\b",
        "Nothing of the kind is to be met in a text of some length.",
        "They say curlews sang.",
    )
    phrase(pattern)
    program = f"""
import sys
from toolkit.english.phrase import is_known, phrase, remember
each = phrase({pattern!r})
before = each.may_match({without!r})
remember(sys.stdin.buffer.read())
print(before, is_known(), each.may_match({without!r}), each.search({with_!r}).span())
"""
    done = subprocess.run([sys.executable, "-c", program], input=needs(), capture_output=True, check=True)
    assert done.stdout.decode().split(maxsplit=3) == ["True", "True", "False", "(9, 21)\n"]

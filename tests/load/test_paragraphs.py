"""Paragraphs that people typed in their responses, so that one in two of them is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from toolkit.disk import Files
from toolkit.load.paragraphs import typed_paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

WORDS = (
    "The police of London stopped and searched more people last year than ever before, and most of them had nothing on them at all, "
    "which is what we have said since 1967."
)


def paragraphs(root: Path, **texts: str) -> list[list[str]]:
    """The places of each paragraph that is kept, as ``slug path:line:column``; ``one__a`` is responses/one/a.md."""
    for name, text in texts.items():
        path = root / "responses" / f"{name.replace('__', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return [[f"{slug} {span}" for slug, span in places] for places in typed_paragraphs(Files(root)).values()]


def test_one_paragraph_in_two_responses_is_the_same(tmp_path: Path) -> None:
    found = paragraphs(tmp_path, one__a=f"Short.\n\n{WORDS}\n", two__sections__b=f"{WORDS}\n\nOther words.\n")
    assert found == [["one responses/one/a.md:3:1", "two responses/two/sections/b.md:1:1"]]


def test_signs_spaces_lines_and_capitals_do_not_count(tmp_path: Path) -> None:
    changed = WORDS.upper().replace(", ", " —\n").replace("POLICE", "*police*")
    assert len(paragraphs(tmp_path, one__a=WORDS, two__a=f"  {changed}")) == 1


def test_what_nobody_typed_does_not_count(tmp_path: Path) -> None:
    marked = (
        f"<!-- ask Jane -->\n{WORDS} {{{{ claim('share') }}}} [@alpha2012, p. 3]^[A note [@beta2013] on it.][^1] {{# remark #}}"
        "{% if consultation %}{% endif %}"
    )
    assert len(paragraphs(tmp_path, one__a=WORDS, two__a=marked)) == 1


def test_another_figure_is_another_paragraph(tmp_path: Path) -> None:
    assert len(paragraphs(tmp_path, one__a=WORDS, two__a=WORDS.replace("1967", "1968"))) == 2


def test_short_paragraphs_and_those_made_of_claims_are_not_kept(tmp_path: Path) -> None:
    claims = "{{ claim('share') }} " * 30
    assert paragraphs(tmp_path, one__a=f"A few words alone.\n\n{claims}\n\n# A heading\n") == []


def test_the_place_is_that_of_the_words_below_a_head_and_blank_lines(tmp_path: Path) -> None:
    text = f"---\nowner: policy\n---\n\n \t\n  {WORDS}\n"
    assert paragraphs(tmp_path, one__a=text) == [["one responses/one/a.md:6:3"]]


def test_what_was_sent_and_what_lies_beside_the_responses_is_not_looked_at(tmp_path: Path) -> None:
    found = paragraphs(tmp_path, **{"one__a": WORDS, "one__sent__2017-02-01__a": WORDS, "notes": WORDS})
    assert found == [["one responses/one/a.md:1:1"]]


def test_one_paragraph_twice_in_one_response(tmp_path: Path) -> None:
    assert paragraphs(tmp_path, one__a=f"{WORDS}\n\n{WORDS}") == [["one responses/one/a.md:1:1", "one responses/one/a.md:3:1"]]


def test_windows_files_are_read_alike(tmp_path: Path) -> None:
    assert len(paragraphs(tmp_path, one__a=f"\ufeff{WORDS}\r\n\r\nMore.\r\n", two__a=WORDS)) == 1


def test_unsaved_text_counts(tmp_path: Path) -> None:
    files = Files(tmp_path, {"responses/one/a.md": WORDS})
    assert [len(places) for places in typed_paragraphs(files).values()] == [1]


@given(text=st.text(st.sampled_from("ab {}%#[]^@<!->\n\\*")), words=st.integers(20, 30))
def test_nothing_that_people_write_breaks_it(tmp_path_factory: pytest.TempPathFactory, text: str, words: int) -> None:
    written = f"{text}\n\n{'word ' * words}"
    found = typed_paragraphs(Files(tmp_path_factory.mktemp("odd"), {"responses/one/a.md": written}))
    for key, places in found.items():
        assert len(key.split()) >= 25
        assert all(1 <= span.line <= written.count("\n") + 1 for _, span in places)

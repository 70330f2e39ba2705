"""How much of one answer stands in an earlier one."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from toolkit.disk import Files, Shelf
from toolkit.load.shingles import alike

WORDS = st.lists(st.sampled_from([f"word{number}" for number in range(400)]), min_size=150, max_size=400)


def written(root: Path, texts: dict[str, str]) -> Files:
    for slug, text in texts.items():
        path = root / "responses" / slug / "sections" / "a.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Files(root)


def numbered(first: int, last: int) -> str:
    return " ".join(f"word{number}" for number in range(first, last))


def test_what_was_sent_before_is_told_with_its_share(tmp_path: Path) -> None:
    new = f"{numbered(0, 300)}. {numbered(5000, 5300)}."
    files = written(tmp_path, {"new": new, "old": numbered(0, 300), "other": numbered(9000, 9300)})
    found = alike(files, Shelf(None, ""), ["old", "other"])["new"]
    assert [slug for slug, _ in found] == ["old"]
    assert 40 <= found[0][1] <= 60


def test_words_that_were_changed_here_and_there_count_for_what_is_left(tmp_path: Path) -> None:
    changed = " ".join(word if number % 30 else "other" for number, word in enumerate(numbered(0, 600).split()))
    files = written(tmp_path, {"new": changed, "old": numbered(0, 600)})
    ((slug, share),) = alike(files, Shelf(None, ""), ["old"])["new"]
    assert slug == "old"
    assert 65 <= share <= 95


def test_claims_notes_and_short_texts_do_not_count(tmp_path: Path) -> None:
    calls = " ".join(f'{{{{ claim("c{number}") }}}} [@key{number}]^[A note {number}]' for number in range(300))
    files = written(tmp_path, {"new": calls, "old": calls, "short": numbered(0, 40), "long": numbered(0, 900)})
    assert dict(alike(files, Shelf(None, ""), ["old", "long"])) == {}


def test_what_was_not_sent_is_not_told(tmp_path: Path) -> None:
    files = written(tmp_path, {"new": numbered(0, 300), "old": numbered(0, 300)})
    assert dict(alike(files, Shelf(None, ""), [])) == {}


def test_what_is_kept_of_a_file_gives_the_same_again(tmp_path: Path) -> None:
    files = written(tmp_path, {"new": numbered(0, 500), "old": numbered(100, 600)})
    shelf = Shelf(tmp_path / "shelf", "code")
    assert alike(files, shelf, ["old"]) == alike(files, shelf, ["old"])


@given(WORDS)
def test_a_copy_is_found_whatever_it_says(tmp_path_factory, words: list[str]) -> None:
    files = written(tmp_path_factory.mktemp("alike"), {"new": " ".join(words), "old": " ".join(words)})
    found = alike(files, Shelf(None, ""), ["old"])
    assert found.get("new", (("old", 100),)) == (("old", 100),)

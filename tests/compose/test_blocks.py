"""Markdown cut into blocks: what pandoc reads as one thing stays one, and every block knows where it is from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.compose.blocks import Map, cut
from toolkit.model.span import Span


def kinds(text: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in cut(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ("One\nline.\n\nTwo.", [("paragraph", "One\nline."), ("paragraph", "Two.")]),
        ("# Head\nText.", [("heading", "# Head"), ("paragraph", "Text.")]),
        ("Text.\n## Head {#id}\n\nMore.", [("paragraph", "Text."), ("heading", "## Head {#id}"), ("paragraph", "More.")]),
        ("#no head", [("paragraph", "#no head")]),
        ("- a\n- b\n\n- c\n\n  more of c\n\nText.", [("list", "- a\n- b\n\n- c\n\n  more of c"), ("paragraph", "Text.")]),
        ("1. a\n2. b\n\n(iii) c", [("list", "1. a\n2. b\n\n(iii) c")]),
        ("> a\n> b\n\nText.", [("quotation", "> a\n> b"), ("paragraph", "Text.")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption", [("table", "| a | b |\n|---|---|\n| 1 | 2 |\n\n: Caption")]),
        ("Table: Caption\n\n| a |\n|---|\n| 1 |", [("table", "Table: Caption\n\n| a |\n|---|\n| 1 |")]),
        ("+---+\n| a |\n+---+", [("table", "+---+\n| a |\n+---+")]),
        ("```\na\n\n# b\n```\n\nText.", [("other", "```\na\n\n# b\n```"), ("paragraph", "Text.")]),
        ("~~~~ python\na\n~~~\n\nb\n~~~~~\nText.", [("other", "~~~~ python\na\n~~~\n\nb\n~~~~~\nText.")]),
        ("```\nnever closed\n\nText.", [("other", "```\nnever closed\n\nText.")]),
        ("[^1]: A note\n\n    of two parts.\n\nText.", [("other", "[^1]: A note\n\n    of two parts."), ("paragraph", "Text.")]),
        ("Text.\n\n    code set in\n\nText.", [("paragraph", "Text."), ("other", "    code set in"), ("paragraph", "Text.")]),
        ("[link]: http://x", [("other", "[link]: http://x")]),
        ("---", [("other", "---")]),
        ("* * *", [("other", "* * *")]),
        ("Text <!-- a\n\ncomment --> more.\n\nOther.", [("paragraph", "Text <!-- a\n\ncomment --> more."), ("paragraph", "Other.")]),
        ("::: box\nText.\n:::", [("other", "::: box\nText.\n:::")]),
    ],
)
def test_blocks(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Text.", ["Text."]),
        ("  Text.", ["Text."]),
        ("## Head", ["Head"]),
        ("- a\n  still a\n- b\n\n  second of b", ["a", "b", "second"]),
        ("> a\n> still a\n>\n> b\n> - c", ["a", "b", "c"]),
        ("1. a\n    - b", ["a", "b"]),
        ("```\ncode\n```", []),
        ("| a |\n|---|", []),
    ],
)
def test_an_anchor_can_stand_before_each_paragraph(text: str, heads: list[str]) -> None:
    (piece,) = cut(text)
    assert [piece.text[at:].split()[0] for at in piece.insert] == [head.split()[0] for head in heads]


MARKDOWN = st.lists(
    st.sampled_from(
        ["Text.", "- item", "  more", "    code", "> quote", "# Head", "| a | b |", "|---|---|", ": Caption", "", "", "```", "~~~", ":::", "<!--", "-->", "[^1]: note", "1. one", "---", "\t"]
    ),
    max_size=14,
).map("\n".join)  # fmt: skip


@given(st.one_of(MARKDOWN, st.text(alphabet="ab-#>|`~:<!\n\t 1.", max_size=60)))
def test_nothing_is_lost_and_all_stands_in_its_order(text: str) -> None:
    at = 0
    for piece in cut(text):
        assert text.startswith(piece.text, piece.start)
        assert not text[at : piece.start].strip()
        at = piece.start + len(piece.text)
        assert all(0 <= insert <= len(piece.text) for insert in piece.insert)
        assert list(piece.insert) == sorted(piece.insert)
    assert not text[at:].strip()


def span(path: str, line: int, column: int) -> Span:
    return Span(path=path, line=line, column=column, end_line=line, end_column=column + 1)


def test_places_of_composed_text() -> None:
    origin = Map([5, 10, 20, 30], [span("a", 1, 1), span("a", 2, 3), span("b", 7, 1), span("a", 1, 9)])
    assert origin.span(0, 3) is None
    assert origin.span(6, 8) == Span(path="a", line=1, column=2, end_line=1, end_column=4)
    assert origin.span(6, 14) == Span(path="a", line=1, column=2, end_line=2, end_column=7)
    # What goes on in another file, or before where it began, ends where it begins.
    assert origin.span(12, 24) == Span(path="a", line=2, column=5, end_line=2, end_column=6)
    assert origin.span(20, 34) == Span(path="b", line=7, column=1, end_line=7, end_column=2)

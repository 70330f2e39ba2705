"""Citation groups: read as pandoc reads them, written as every style reads them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.compose.citations import after_code, closing, read_group, write_group


def read(inside: str) -> list[tuple[str, str, str, str, bool]] | None:
    items = read_group(inside)
    return (
        None
        if items is None
        else [(i.prefix, i.key, f"{i.locator.label} {i.locator.value}".strip(), i.locator.suffix, i.author) for i in items]
    )


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("@a", [("", "a", "", "", True)]),
        ("-@a", [("", "a", "", "", False)]),
        ("see @a, p. 3", [("see", "a", "page 3", "", True)]),
        ("see e.g. -@a, para. 7, on this", [("see e.g.", "a", "paragraph 7", ", on this", False)]),
        ("@a; @b, s. 2", [("", "a", "", "", True), ("", "b", "section 2", "", True)]),
        ("@{a b:c}, p. 3", [("", "a b:c", "page 3", "", True)]),
        ("@a {p. 3}", [("", "a", "page 3", "", True)]),
        ("@a, {p. 3}, on this", [("", "a", "page 3", ", on this", True)]),
        ("@a, {p. 3} on this", [("", "a", "page 3", "on this", True)]),
        ("@a_b:c.d-e/f", [("", "a_b:c.d-e/f", "", "", True)]),
        ("@a.", [("", "a", "", ".", True)]),
        ("@a [x; y]; @b", [("", "a", "", "[x; y]", True), ("", "b", "", "", True)]),
        ("`;` @a; @b", [("`;`", "a", "", "", True), ("", "b", "", "", True)]),
        ("x \\; @a; @b", [("x \\;", "a", "", "", True), ("", "b", "", "", True)]),
        ("", None),
        ("text", None),
        ("@a; text", None),
        ("a@b.org", None),
        ("@", None),
        ("@;", None),
    ],
)
def test_groups(inside: str, expected: list[tuple[str, str, str, str, bool]] | None) -> None:
    assert read(inside) == expected


def test_keys_know_their_places() -> None:
    text = "[see @first, p. 3; -@{second}]"
    items = read_group(text[1:-1], 1)
    assert items is not None
    assert [text[item.start :].partition(",")[0].strip("{}]") for item in items] == ["first", "second"]


@pytest.mark.parametrize(
    ("inside", "written"),
    [
        ("@a", "[@{a}]"),
        ("@a, {p. 3}, on this", "[@{a}{page 3}, on this]"),
        ("see -@a, p. 3", "[see -@{a}{page 3}]"),
        ("@a, pp. 3-5; @b", "[@{a}{page 3–5}; @{b}]"),
    ],
)
def test_groups_are_written_with_locators_in_braces(inside: str, written: str) -> None:
    items = read_group(inside)
    assert items is not None
    assert write_group(items) == written


def test_a_remark_begins_a_sentence_of_its_own() -> None:
    items = read_group("@a, p. 3")
    assert items is not None
    assert write_group([items[0]._replace(suffix="A remark")]).endswith(". A remark]")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("[a]", 0, 2),
        ("[a [b] c] d", 0, 8),
        ("[a \\] b]", 0, 7),
        ("[a `]` b]", 0, 8),
        ("[a ``]` b`` c]", 0, 13),
        ("[a", 0, -1),
        ("[a `b]", 0, 5),
        ("x [a]", 2, 4),
        ("[a\\", 0, -1),
    ],
)
def test_the_bracket_that_closes(text: str, start: int, end: int) -> None:
    assert closing(text, start) == end


@pytest.mark.parametrize(("text", "after"), [("`a` b", 3), ("``a`b`` c", 7), ("`a", 1), ("``", 2), ("`a``", 1)])
def test_the_end_of_code(text: str, after: int) -> None:
    assert after_code(text, 0) == after


@given(st.text(alphabet="@a1-_{}[];,.`\\ p", max_size=30))
def test_no_group_raises_and_each_item_has_a_key(inside: str) -> None:
    items = read_group(inside)
    if items is not None:
        assert all(item.key and inside[item.start :].lstrip("{").startswith(item.key) for item in items)
        assert write_group(items).startswith("[")

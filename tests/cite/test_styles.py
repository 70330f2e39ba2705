"""Styles by name, by what they do, and what is wrong with files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.cite.styles import find_style, near_styles, style_info, style_names

HEAD = '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'


def test_our_own_style_comes_first() -> None:
    house = find_style("house")
    assert house is not None
    assert house.name == "house.csl"
    assert house.parent.parent.name == "cite"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("oscola", "oscola.csl"),
        ("OSCOLA", "oscola.csl"),
        ("apa", "apa.csl"),
        ("nature-digest", "nature.csl"),  # points at another
        ("chicago-fullnote-bibliography", "chicago-notes-bibliography.csl"),  # its former name
    ],
)
def test_styles_are_found(name: str, file: str) -> None:
    found = find_style(name)
    assert found is not None
    assert found.name == file


@pytest.mark.parametrize("name", ["", "oscolla", "../apa", "apa.csl", "/etc/passwd", "a b", "dependent/nature-digest", "-apa", "apä"])
def test_what_is_no_name_is_not_found(name: str) -> None:
    assert find_style(name) is None


def test_all_names_are_listed_and_found() -> None:
    style_names.cache_clear()
    names = style_names()
    assert len(names) > 10_000
    assert names == sorted(set(names))
    assert {"house", "oscola-no-ibid", "nature-digest"} <= set(names)
    assert all(find_style(name) for name in names[::400])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("oscolla", "oscola"),
        ("Oscola.csl", "oscola"),
        ("mhra", "mhra-notes"),
        ("harvard-cite-them", "harvard-cite-them-right"),
        ("chicgo-notes", "chicago-notes"),
        ("apa-7", "apa"),
        ("hous", "house"),
    ],
)
def test_what_somebody_may_have_meant(name: str, first: str) -> None:
    near = near_styles(name)
    assert near[0] == first
    assert len(near) <= 5


@pytest.mark.parametrize("name", ["xyzzy", ""])
def test_nothing_is_near_to_nonsense(name: str) -> None:
    assert near_styles(name) == []


@pytest.mark.parametrize(
    ("name", "in_text", "has_bibliography", "numbers_notes", "uses_ibid"),
    [
        ("house", False, True, True, True),
        ("oscola", False, True, True, True),
        ("oscola-no-ibid", False, True, True, False),
        ("apa", True, True, False, False),
        ("harvard-cite-them-right", True, True, False, False),
        ("chicago-notes-bibliography", False, True, False, False),
        ("chicago-notes-bibliography-subsequent-ibid", False, True, False, True),
        ("mhra-notes", False, True, False, False),
        ("nature-digest", True, True, False, False),
        ("chicago-notes", False, False, False, False),
    ],
)
def test_what_styles_do(name: str, in_text: bool, has_bibliography: bool, numbers_notes: bool, uses_ibid: bool) -> None:
    path = find_style(name)
    assert path is not None
    info = style_info(path)
    assert info.path == path
    assert info.title
    assert (info.in_text, info.has_bibliography, info.numbers_notes, info.uses_ibid) == (
        in_text,
        has_bibliography,
        numbers_notes,
        uses_ibid,
    )


def test_a_file_that_points_at_another_style_is_answered_with_that_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.csl"
    path.write_text(
        f'{HEAD}><info><title>Mine</title><link rel="independent-parent" href="http://www.zotero.org/styles/oscola"/></info></style>'
    )
    info = style_info(path)
    assert (info.path.name, info.title, info.uses_ibid) == ("oscola.csl", "Mine", True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"{HEAD}><info/></style>", "no section that says how a citation is printed"),
        (f'{HEAD}><info><link rel="independent-parent" href="x/../../secret"/></info></style>', "points at no style"),
        ("<style>", "damaged"),
        ("", "damaged"),
        ("<html/>", "no style of the Citation Style Language"),
        (
            f'<!DOCTYPE style [<!ENTITY x SYSTEM "file:///etc/passwd">]>{HEAD}><info><title>&x;</title></info></style>',
            "entities of its own",
        ),
        ('<!DOCTYPE s [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><style>&b;</style>', "entities of its own"),
    ],
)
def test_files_that_are_no_style(text: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.csl"
    path.write_text(text)
    with pytest.raises(ValueError, match=why):
        style_info(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        style_info(tmp_path / "none.csl")

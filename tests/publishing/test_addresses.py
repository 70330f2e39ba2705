"""Addresses stay what they are, and links lead where they should, on a server and from a disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.faces.site.addresses import Base, base_of, named, plain_name
from toolkit.model.errors import ToolkitError


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://policy.example.org", "https://policy.example.org/"),
        ("https://policy.example.org/sent", "https://policy.example.org/sent/"),
        (" http://localhost:8000/a b/ ", None),
        ("http://localhost:8000/", "http://localhost:8000/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/é", "https://example.org/%C3%A9/"),
    ],
)
def test_an_address_is_written_as_it_is_used(written: str, url: str | None) -> None:
    if url is None:
        with pytest.raises(ToolkitError):
            base_of(written)
    else:
        assert base_of(written) == Base(url)


@pytest.mark.parametrize(
    "written",
    [
        "policy.example.org",
        "ftp://example.org",
        "https://",
        "https://example.org/?a=1",
        "https://example.org/#a",
        "https://a:b@example.org",
        "https://[",
        "https://e:x/",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ToolkitError, match=r"Write it whole: https://policy\.example\.org/sent/"):
        base_of(written)


def test_without_an_address_there_is_none() -> None:
    assert base_of(None).url is None
    assert base_of(None).absolute("a/") is None


@pytest.mark.parametrize(
    ("page", "path", "server", "disk"),
    [
        ("", "", "./", "index.html"),
        ("", "2018/buses/", "2018/buses/", "2018/buses/index.html"),
        ("2018/buses/", "", "../../", "../../index.html"),
        ("2018/buses/", "site.css", "../../site.css", "../../site.css"),
        ("2018/buses/", "2018/buses/2018-02-01/a b.pdf", "2018-02-01/a%20b.pdf", "2018-02-01/a%20b.pdf"),
        ("2018/buses/2018-02-01/", "2018/buses/", "../", "../index.html"),
        ("2018/buses/", "2018/buses/", "./", "index.html"),
        ("feed.xml", "2018/buses/", "2018/buses/", "2018/buses/index.html"),
    ],
)
def test_links_are_relative(page: str, path: str, server: str, disk: str) -> None:
    assert Base("https://example.org/").link(page, path) == server
    assert Base(None).link(page, path) == disk


def test_names_in_addresses_are_plain() -> None:
    assert plain_name("Mayor’s Office for Policing and Crime") == "mayors-office-for-policing-and-crime"
    assert plain_name("Llywodraeth Cymru: Ysgrifennydd y Cabinet") == "llywodraeth-cymru-ysgrifennydd-y-cabinet"
    assert plain_name("Conseil d’État") == "conseil-detat"


@given(st.sets(st.text(min_size=1, max_size=12), max_size=8))
def test_no_two_names_share_an_address(names: set[str]) -> None:
    found = named(names)
    assert set(found) == names
    assert len(set(found.values())) == len(names)
    assert all(value and value.isascii() and "/" not in value for value in found.values())

"""Which addresses may be asked: told from the address alone, nothing is dialled here."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.network.addresses import inside, literal, plain_host, web_address


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.0.1"),
        *("100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.2.3", "240.0.0.1"),
        *("255.255.255.255", "192.88.99.1", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1"),
        *("64:ff9b::808:808", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0"),
        *("fec0::1", "ff02::1", "100::1", "3fff::1", "not an address"),
    ],
)
def test_machines_of_ones_own_networks_are_inside(address: str) -> None:
    assert inside(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "151.101.0.144", "172.32.0.1", "2606:4700::1111", "2a04:4e42::144"])
def test_machines_of_the_internet_are_not(address: str) -> None:
    assert not inside(address)


@given(st.one_of(st.ip_addresses(v=4, network="10.0.0.0/8"), st.ip_addresses(v=4, network="127.0.0.0/8")))
def test_an_address_inside_stays_inside_in_whatever_it_is_wrapped(address: IPv4Address) -> None:
    number = int(address)
    for wrapped in (int(IPv6Address("::ffff:0:0")), int(IPv6Address("64:ff9b::")), int(IPv6Address("::ffff:0:0:0")), 0):
        assert inside(str(IPv6Address(wrapped | number)))
    assert inside(str(IPv6Address((0x2002 << 112) | (number << 80))))


@given(st.ip_addresses())
def test_whatever_python_calls_private_is_inside(address: IPv4Address | IPv6Address) -> None:
    if not ip_address(str(address)).is_global:
        assert inside(str(address))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("ftp://one.test/a", "it begins with 'ftp:', and only http: and https: lead to the web"),
        ("file:///etc/hosts", "it begins with 'file:', and only http: and https: lead to the web"),
        ("www.gov.uk/a", "it has no http://"),
        ("http://", "it names no host"),
        ("https:///a", "it names no host"),
        ("http://reader:secret@one.test/", "it holds a user name or a password"),
        ("http://reader@one.test/", "it holds a user name or a password"),
        ("http://one.test:99999/", "it is not written as an address"),
        ("http://[::1", "it is not written as an address"),
    ],
)
def test_what_is_no_address_of_the_web_is_said_to_be_none(written: str, why: str) -> None:
    with pytest.raises(ValueError, match="^" + why.replace("(", r"\(") + "$"):
        web_address(written)


def test_spaces_around_an_address_do_not_matter() -> None:
    assert str(web_address("  https://one.test/a b ")) == "https://one.test/a%20b"


def test_hosts_are_compared_without_case_brackets_and_the_last_full_stop() -> None:
    assert plain_host("One.Test.") == "one.test"
    assert plain_host("[::1]") == "::1"
    assert literal("[::1]") == IPv6Address("::1")
    assert literal("one.test") is None

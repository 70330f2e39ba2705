"""Addresses that not everybody can open, or should have."""

from __future__ import annotations

import pytest

from toolkit.traces.addresses import private


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://www.gov.uk/x", ""),
        ("https://example.org/intranet/x", ""),
        ("https://8.8.8.8/x", ""),
        ("#first", ""),
        ("tel:+44", ""),
        ("https:///x", ""),
        ("file:///C:/Users/jane/x.docx", "a file on somebody's machine"),
        ("C:\\Users\\jane\\x.docx", "a file on somebody's machine"),
        ("\\\\server\\share\\x.docx", "a file on somebody's machine"),
        ("/home/jane/x.docx", "a file on somebody's machine"),
        ("mailto:jane@example.org", "somebody's mailbox"),
        ("https://jane:word@example.org/x", "an address with a name or a password in it"),
        ("https://charity-my.sharepoint.com/x", "a place where an organisation keeps its files"),
        ("https://docs.google.com/document/d/1", "a place where an organisation keeps its files"),
        ("http://intranet/x", "a site of an organisation's own network"),
        ("http://policy.intranet.example.org/x", "a site of an organisation's own network"),
        ("http://files.charity.local/x", "a site of an organisation's own network"),
        ("http://10.0.0.8/x", "a site of an organisation's own network"),
        ("http://[::1]/x", "a site of an organisation's own network"),
    ],
)
def test_an_address_says_who_can_open_it(address: str, why: str) -> None:
    assert private(address) == why

"""A file in a test is text in the test: ``entries(text)`` has its entries as the bibliography would have them."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent
from typing import Any

import pytest

from toolkit.importing import Incoming, read_data
from toolkit.library.importing.imported import Imported

Fields = dict[str, str]


def came(text: str | bytes, name: str = "file") -> Incoming:
    data = text if isinstance(text, bytes) else dedent(text).removeprefix("\n").encode()
    return read_data(data, name)


def entry(text: str | bytes) -> Imported:
    """The one entry of a text."""
    read = came(text).read
    assert (len(read.entries), read.lost) == (1, [])
    return read.entries[0]


@pytest.fixture
def fields() -> Callable[[str], dict[str, Any]]:
    """Type and fields of the one entry of a text."""

    def of(text: str) -> dict[str, Any]:
        found = entry(text)
        return {"kind": found.kind, **found.fields}

    return of

"""The kinds of file that a response is built as, and for whom: named once, for building, checking and the command line."""

from __future__ import annotations

from typing import Literal, get_args

Output = Literal["docx", "pdf", "html", "md"]
OUTPUTS: tuple[Output, ...] = get_args(Output)
"""In the order in which they are told."""

Version = Literal["public", "confidential", "annex"]
"""A public copy leaves confidential parts out, a confidential one shows and marks them, an annex holds them alone."""
VERSIONS: tuple[Version, ...] = get_args(Version)
SUFFIXES: dict[Version, str] = {"public": "-public", "confidential": "-confidential", "annex": "-confidential-annex"}
"""What tells the files of each from one another by their names, so that nobody mixes them up."""


def stem(slug: str, version: Version | None, channel: str | None = None) -> str:
    """The name of a built file without its ending. :param channel: the one that was chosen for it, where it is not the response's own."""
    return slug + (f"-{channel}" if channel else "") + (SUFFIXES[version] if version else "")

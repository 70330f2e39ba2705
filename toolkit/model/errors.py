"""Problems of the environment (no such folder, disk full), as against problems in the user's material, which are findings."""

from __future__ import annotations

from collections.abc import Iterable


class ToolkitError(Exception):
    """Raised where the work cannot go on; the command line prints it in one place and exits with 2.

    :param what: what could not be done, as a sentence.
    :param why: the cause, as far as it is known.
    :param do: what the user can do about it.
    """

    def __init__(self, what: str, why: str = "", do: str = "") -> None:
        super().__init__(" ".join(part for part in (what, why, do) if part))
        self.what, self.why, self.do = what, why, do


class Incomplete(ToolkitError):
    """A document of a kind that goes out only when it is complete, such as a letter, has fields that nobody has filled in."""

    def __init__(self, slug: str, fields: Iterable[str], path: str) -> None:
        """:param fields: their paths in the outline."""
        names = ", ".join(field.removeprefix("fields.") for field in fields)
        super().__init__(f"{slug} is not built while fields of it are empty: {names}.", do=f"Fill them in, in {path}.")

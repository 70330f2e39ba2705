"""What a footnote points at: one entry of the bibliography."""

from __future__ import annotations

from toolkit.model.span import NOWHERE, Frozen, Origin, Span


class Source(Frozen):
    """A bibliography entry as its author wrote it: field values still hold their LaTeX, @string names and crossref are resolved."""

    id: str
    kind: str
    """Entry type in lower case: report, online, article, legislation, …"""
    fields: dict[str, str]
    """By lower-case field name, in the order of the entry; inherited fields last."""
    origin: Origin = NOWHERE
    """Marks: ``""`` the entry, ``key`` its key, and each field's value by its name."""

    def span(self, field: str = "") -> Span:
        return self.origin.span(field)


class Alias(Frozen):
    """An older key of an entry: what its field ``ids`` names. Whatever names the old key means the entry."""

    id: str
    key: str
    """The key under which the entry stands today."""

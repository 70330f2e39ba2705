"""What is wrong in the user's material, and how it could be put right: where, what, what to do next."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

from toolkit.model.span import Frozen, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "information"]


class Edit(Frozen):
    """Replace a stretch of a file by `text`, provided that the file still has the sha256 that it was made for."""

    span: Span
    text: str
    sha256: str


class Finding(Frozen):
    """One problem, once. `code` is stable; `message` says what in the user's words, `help` what to do next."""

    code: str
    message: str
    span: Span
    severity: Severity = "error"
    help: str = ""
    related: tuple[Span, ...] = ()
    fix: tuple[Edit, ...] = ()

    def __str__(self) -> str:
        return f"{self.span} {self.code} {self.message}" + (f" {self.help}" if self.help else "")

    def order(self) -> tuple[str, int, int, str, str]:
        """Sort key: file, line, column, code, message."""
        return (self.span.path, self.span.line, self.span.column, self.code, self.message)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Each finding once, in file order."""
    return tuple(sorted(dict.fromkeys(findings), key=Finding.order))


def suggestion(word: str, known: Iterable[str]) -> str:
    """``Did you mean 'x'?`` for the nearest known word, else an empty string.

    Only words that share a first letter or two with a near length are compared, so that a library of 20,000 keys costs little.
    """
    lower = {name.lower(): name for name in known if abs(len(name) - len(word)) <= 4 and set(name[:2].lower()) & set(word[:2].lower())}
    near = get_close_matches(word.lower(), lower, n=1, cutoff=0.7)
    return f"Did you mean '{lower[near[0]]}'?" if near else ""

"""Kinds of document: each is a template that says which parts stand in which order.

A built-in kind is a ``<name>.md`` file in this folder; other packages add theirs through the entry point group ``toolkit.kinds``, whose
objects are :class:`Kind`. A text may call ``summary()``, ``sections()`` and ``sign_off()``, each where the outline asks for it.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.model.span import Frozen

_HERE = Path(__file__).parent


class Kind(Frozen):
    """A kind of document: its name in an outline and its template."""

    name: str
    template: str


def find_kind(name: str) -> Kind | None:
    """The kind of that name, a built-in one first; None where there is none. A plugin that cannot be loaded counts as not there."""
    path = _HERE / f"{name}.md"
    if name.replace("-", "").isalnum() and path.is_file():
        return Kind(name=name, template=path.read_text(encoding="utf-8"))
    from importlib.metadata import entry_points  # noqa: PLC0415 - most documents are of a built-in kind

    for point in entry_points(group="toolkit.kinds", name=name):
        try:
            kind = point.load()
        except Exception:
            continue
        if isinstance(kind, Kind):
            return kind
    return None


def kind_names() -> list[str]:
    """Names of all kinds, sorted."""
    from importlib.metadata import entry_points  # noqa: PLC0415

    return sorted({path.stem for path in _HERE.glob("*.md")} | {point.name for point in entry_points(group="toolkit.kinds")})

"""What the archive holds, held against the library and the responses, as plain values: for ``consult archive status``."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from toolkit.archive.copies import Archive, Placed, State
from toolkit.cite.latex import decode
from toolkit.model.evidence import Claim, Exhibit
from toolkit.session import Session


def look(session: Session) -> dict[str, Any]:
    """How many sources are cited, which of them have no copy, and which copies are not as they should be."""
    archive, sources = Archive.open(session.root), session.workspace.sources
    cited = [key for key in sorted(cited_sources(session)) if key in sources]
    rows: dict[State, list[dict[str, Any]]] = {"here": [], "missing": [], "changed": [], "unreadable": []}
    for copy in archive.all():
        rows[archive.state(copy.edition)].append(as_row(copy))
    without = [{"source": key, "url": decode(sources[key].fields.get("url", ""))} for key in cited if key not in archive.editions]
    return {
        "cited": len(cited),
        "copies": sum(map(len, rows.values())),
        "without_copy": without,
        "missing": rows["missing"],
        "changed": rows["changed"],
        "unreadable": rows["unreadable"],
        "without_entry": [f"{archive.folder.relative_to(session.root).as_posix()}/{name}" for name in archive.strangers()],
        "unknown": [as_row(copy) for copy in archive.all() if copy.key not in sources],
    }


def cited_sources(session: Session) -> set[str]:
    """Keys that a claim or an exhibit rests on, or a response cites."""
    workspace = session.workspace
    things: list[Claim | Exhibit] = [*workspace.claims.values(), *workspace.exhibits.values()]
    keys = {each.source for thing in things for each in thing.support}
    return keys.union(*({citation.key for citation in session.submission(slug).draft.citations} for slug in workspace.responses))


def near_keys(key: str, known: Iterable[str]) -> list[str]:
    """Up to three keys like one that is not there, the nearest first; few are compared, so that 20,000 cost little."""
    lower = {each.lower(): each for each in known if abs(len(each) - len(key)) <= 8 and each[:1].lower() == key[:1].lower()}
    return [lower[each] for each in get_close_matches(key.lower(), lower, n=3, cutoff=0.6)]


def as_row(copy: Placed) -> dict[str, Any]:
    """A copy as plain values."""
    return {"source": copy.key, "file": f"evidence/archive/{copy.edition.file}", "edition": copy.number}


def copies(count: int) -> str:
    """``1 copy``, ``2 copies``."""
    return f"{count:,} {'copy' if count == 1 else 'copies'}"

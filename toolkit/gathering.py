"""From which files a response was made: the smallest workspace that still says all of it, for its record to keep."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.compose.draft import compose
from toolkit.load.bibtex import entry_ranges
from toolkit.load.text import decode
from toolkit.model.noted import NotedWorkspace
from toolkit.model.response import Response
from toolkit.model.workspace import Workspace
from toolkit.record import inputs
from toolkit.session import Session

BIBLIOGRAPHY = "bibliography.bib"


def used_inputs(session: Session, response: Response, everything: Mapping[str, bytes], style: str | None) -> dict[str, bytes]:
    """Without the evidence files, passages and entries of the bibliography that the response does not use."""
    workspace = session.workspace
    asked = NotedWorkspace(workspace)
    draft = compose(asked.workspace, response, style)
    used = {name: noted.ids for name, noted in asked.noted.items()}
    rests = (id_ for ask in draft.recommendations for id_ in ask.rests_on)
    claims = {id_ for id_ in (*used["claims"], *rests) if id_ in workspace.claims}
    paths = {workspace.claims[id_].origin.path for id_ in claims}
    paths |= {workspace.exhibits[id_].origin.path for id_ in used["exhibits"] if id_ in workspace.exhibits}
    paths |= {workspace.passages[id_].origin.path for id_ in used["passages"] if id_ in workspace.passages}
    paths |= {placed.exhibit.data for placed in draft.exhibits}
    kept = {path: data for path, data in everything.items() if not _is_library(path) or path in paths}
    if BIBLIOGRAPHY in kept:
        cited = {*used["sources"], *draft.sources, *([response.consultation.document] if response.consultation.document else [])}
        cited |= {each.source for id_ in claims for each in workspace.claims[id_].support}
        kept[BIBLIOGRAPHY] = _cited_entries(kept[BIBLIOGRAPHY], workspace, cited)
    return kept


def _is_library(path: str) -> bool:
    return path.startswith("evidence/") and path.endswith((".yaml", ".yml", ".csv", ".md"))


def _cited_entries(data: bytes, workspace: Workspace, cited: set[str]) -> bytes:
    """The bibliography with the cited entries, those that they lead to, and all that is no entry."""
    text = decode(data, BIBLIOGRAPHY)[0]
    ranges = entry_ranges(text)
    wanted: set[str] = set()
    waiting = [workspace.sources[key].id for key in cited if key in workspace.sources]
    while waiting:
        key = waiting.pop()
        if key not in wanted:
            wanted.add(key)
            fields = workspace.sources[key].fields
            linked = ",".join(fields.get(name, "") for name in ("crossref", "xref", "related", "entryset"))
            waiting += [workspace.sources[name].id for name in map(str.strip, linked.split(",")) if name in workspace.sources]
    # What others take fields from without being a source (@xdata) is short, and stays.
    unwanted = [key for key in ranges if key in workspace.sources and key not in wanted]
    return inputs.without_entries(text, ranges, unwanted).encode()

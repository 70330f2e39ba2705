"""What registries say of sources, for people and programs. That no notice was found on a day is said so, and never that all is well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, get_args

import click

from toolkit.check.registered import Kind, Verdict
from toolkit.faces.reports import as_json, finding_lines, listed, many
from toolkit.model.values import long_date
from toolkit.registering import LookedUp

GET_WATCH = "consult links --retraction-watch FILE"
_COUNTED: dict[Kind, str] = {
    "retracted": "retracted",
    "no-such-doi": "with a DOI that does not exist",
    "another-work": "with the DOI of another work",
    "noticed": "with a correction or another notice",
    "differs": "that differ from the registry",
    "offered": "without a DOI, which is known",
    "perhaps": "without a DOI, which may be known",
    "not-indexed": "in no index",
    "elsewhere": "registered where no notices can be looked up",
    "unknown": "could not be looked up",
    "not-asked": "not looked up yet",
}
"""In the order in which they are told. What has nothing to look up is not counted; where no notice was found, that is told by itself."""


def report(found: LookedUp, where: str) -> str:
    """What has to be done first, each with its place; then how many sources there are of each kind. :param where: what was looked at."""
    told = [verdict for verdict in found.verdicts if verdict.kind != "nothing"]
    if not told:
        return f"No source in {where} has a DOI or is an article in a journal, so no registry was asked.\n"
    lines = finding_lines(as_json(found.findings))
    if lines:
        lines.append("")
    lines += [*_failures(found), f"{click.style('DOIs and retractions', bold=True)} of {many(len(told), 'source')} in {where}:"]
    kinds = Counter(verdict.kind for verdict in told)
    lines += [f"  {kinds[kind]:6,} {words}" for kind, words in _COUNTED.items() if kinds[kind]]
    if quiet := [verdict for verdict in told if verdict.kind == "no-notice"]:
        lines.append(f"  {len(quiet):6,} {_quiet(quiet)}")
    return "\n".join([*lines, "", _watched(found.watched_until)]) + "\n"


def as_data(found: LookedUp) -> dict[str, Any]:
    """The same as plain values."""
    kinds = Counter(verdict.kind for verdict in found.verdicts)
    return {
        "counts": {kind: kinds[kind] for kind in get_args(Kind)},
        "asked": found.asked,
        "retraction_watch_until": found.watched_until.isoformat() if found.watched_until else None,
        "sources": [_row(verdict) for verdict in found.verdicts if verdict.kind != "nothing"],
        "failed": found.failed,
        "findings": as_json(found.findings),
    }


def _row(verdict: Verdict) -> dict[str, Any]:
    answer = verdict.looked or verdict.searched
    registry = verdict.looked.registry if verdict.looked else "Crossref" if verdict.searched else ""
    match = verdict.match or verdict.near
    return {
        "source": verdict.source.id,
        "kind": verdict.kind,
        "doi": verdict.doi,
        "registry": registry,
        "looked_up": answer.day.isoformat() if answer else None,
        "notices": [notice.model_dump(mode="json") for notice in verdict.notices],
        "differences": [each._asdict() for each in (verdict.comparison.differences if verdict.comparison else ())],
        "proposed_doi": match.doi if match else "",
        "why": answer.why if answer else "",
    }


def _failures(found: LookedUp) -> Iterator[str]:
    """Why things could not be told in this run, each reason once."""
    reasons = Counter(found.failed.values())
    for why, count in reasons.most_common(3):
        yield f"{click.style('Could not be told', fg='yellow', bold=True)} for {many(count, 'source')}: {why}"
    if reasons:
        yield "That says nothing about them. Where there are older answers, they stand below. Try again later."
        yield ""


def _quiet(verdicts: Sequence[Verdict]) -> str:
    """The registries and the days of which it is told that no notice was found."""
    answers = [verdict.looked for verdict in verdicts if verdict.looked]
    days = sorted({answer.day for answer in answers})
    when = long_date(days[0]) if len(days) == 1 else f"{long_date(days[0])} to {long_date(days[-1])}"
    return f"without a notice at {listed(sorted({answer.registry for answer in answers}))}, {when} (a notice can come on any day)"


def _watched(until: date | None) -> str:
    if until is None:
        return f"The data of Retraction Watch were not loaded: '{GET_WATCH}' takes them in, and then they are asked too."
    return f"The data of Retraction Watch, as of {long_date(until)}, were asked too."

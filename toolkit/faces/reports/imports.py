"""What would be added to the bibliography, and what would not, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click

from toolkit.cite.csl import short_reference
from toolkit.cite.latex import decode
from toolkit.faces.reports import as_json, finding_lines, listed
from toolkit.faces.reports.excerpt import shown
from toolkit.importing import Alike, Plan, Proposal

WHOLE = 12
"""New entries that are shown whole; of more a line each."""
MOST = 200
"""New entries that are listed."""
MOST_DOUBLES = 20
"""Entries that are shown beside what they resemble."""
_SHOWN = (
    "author",
    "title",
    "journaltitle",
    "booktitle",
    "date",
    "volume",
    "number",
    "pages",
    "publisher",
    "institution",
    "doi",
    "isbn",
    "url",
)
_WIDTH = 58


def report(plan: Plan, *, full: bool = False) -> str:
    """What came in, what is new, what seems to be there already with both side by side, and what was lost."""
    lines = [*_came(plan), ""]
    new, doubles = plan.new, plan.doubles
    if new:
        lines += [f"{click.style('New', fg='green', bold=True)}: {len(new):,}", ""]
        lines += _whole(new) if full or len(new) <= WHOLE else _listed(new[:MOST])
        lines += [] if full or len(new) <= MOST else [f"  … and {len(new) - MOST:,} more; --full shows all of them.", ""]
    if doubles:
        heading = "Seem to be there already, and are left alone"
        lines += [f"{click.style(heading, fg='yellow', bold=True)}: {len(doubles):,}", ""]
        for each in doubles if full else doubles[:MOST_DOUBLES]:
            lines += [*_double(each), ""]
        if not full and len(doubles) > MOST_DOUBLES:
            lines += [f"  … and {len(doubles) - MOST_DOUBLES:,} more; --full shows all of them.", ""]
    if findings := plan.findings:
        lines += [f"{click.style('To look at', fg='yellow', bold=True)}: {len(findings):,}", ""]
        lines += [*finding_lines(as_json(findings)), ""]
    if plan.left_out:
        named = [f"{name} ({count:,})" for name, count in plan.left_out.most_common(6)]
        rest = len(plan.left_out) - len(named)
        more = [f"{rest} other{'s' if rest > 1 else ''}"] if rest else []
        lines.append(f"Left out: {listed([*named, *more])}. '--keep {plan.left_out.most_common(1)[0][0]}' takes a field in.")
    return "\n".join(lines).rstrip() + "\n"


def ending(plan: Plan, adding: Sequence[Proposal]) -> str:
    """What can be done next, where nothing was written."""
    if not adding:
        return "There is nothing to add." + (" What seems to be there already comes in with --all." if plan.doubles else "")
    others = " Those that seem to be there already come in too with --all." if plan.doubles and len(adding) < len(plan.proposals) else ""
    return f"Nothing was written. The same with --write adds {_entries(len(adding))} to bibliography.bib.{others}"


def added(adding: Sequence[Proposal]) -> str:
    """What was written."""
    return f"Added to bibliography.bib: {_entries(len(adding))}. 'consult check' tells what is missing in them."


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def as_data(plan: Plan, added: Sequence[Proposal]) -> dict[str, Any]:
    """The same as plain values. :param added: what was written."""
    keys = {each.key for each in added}
    return {
        "files": [
            {
                "name": each.name,
                "format": each.form,
                "records": each.read.records,
                "entries": len(each.read.entries),
                "lost": len(each.read.lost),
            }
            for each in plan.incoming
        ],
        "entries": [
            {
                "key": each.key,
                "type": each.entry.kind,
                "fields": each.entry.fields,
                "was": each.entry.key,
                "file": each.entry.file,
                "line": each.entry.line,
                "remarks": list(each.entry.remarks),
                "like": [{"key": other.source.id, "common": list(other.common), "in_library": other.known} for other in each.alike],
                "added": each.key in keys,
            }
            for each in plan.proposals
        ],
        "left_out": dict(plan.left_out),
        "findings": as_json(plan.findings),
    }


def _came(plan: Plan) -> Iterator[str]:
    for each in plan.incoming:
        count, lost = len(each.read.entries), len(each.read.lost)
        failed = f"; {lost:,} could not be read" if lost else ""
        yield f"{shown(each.name)} ({each.form}): {_entries(count)}{failed}."


def _whole(proposals: Sequence[Proposal]) -> Iterator[str]:
    for each in proposals:
        yield shown(each.text)
        yield from (f"    {shown(remark)}" for remark in each.entry.remarks)


def _listed(proposals: Sequence[Proposal]) -> Iterator[str]:
    width = min(max(len(each.key) for each in proposals), 34)
    for each in proposals:
        title = _clip(decode(each.entry.fields.get("title", "")), 70)
        yield shown(f"  {each.key.ljust(width)}  {_clip(short_reference(each.source), 40)}: {title}")
        yield from (f"    {shown(remark)}" for remark in each.entry.remarks)
    yield ""


def _double(proposal: Proposal) -> Iterator[str]:
    """The entry, and what it resembles, side by side: fields that say the same are left out."""
    other = proposal.alike[0]
    rest = f", and as {listed([each.source.id for each in proposal.alike[1:4]])}" if len(proposal.alike) > 1 else ""
    where = "in the library" if other.known else "among these"
    place = f"{shown(proposal.entry.file)}:{proposal.entry.line}"
    yield f"  {click.style(place, bold=True)}  has the same {listed(other.common)} as '{other.source.id}' {where}{rest}"
    ours, theirs = proposal.entry.fields, other.source.fields
    yield f"      {'':12}  {'coming in':{_WIDTH}}  {_said(other)}"
    same = []
    for name in _SHOWN:
        here, there = decode(ours.get(name, "")), decode(theirs.get(name, "") or _older(name, theirs))
        if here and here == there:
            same.append(name)
        elif here or there:
            yield shown(f"      {name:12}  {_clip(here, _WIDTH):{_WIDTH}}  {_clip(there, _WIDTH)}")
    if same:
        yield f"      the same in both: {listed(same)}"


def _said(other: Alike) -> str:
    return f"'{other.source.id}'"


def _older(name: str, fields: dict[str, str]) -> str:
    return fields.get({"journaltitle": "journal", "date": "year", "institution": "publisher"}.get(name, ""), "")


def _clip(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1]}…"

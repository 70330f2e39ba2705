"""Publishing for people: what is shown, what is left out and why, and where the site lies. For ``consult publish``."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from toolkit.faces.reports import as_json, finding_lines, listed, many
from toolkit.faces.site import site_files
from toolkit.faces.site.addresses import Base, addresses, base_of
from toolkit.faces.site.folder import Written, write_site
from toolkit.model.publication import LeftOut
from toolkit.model.values import long_date
from toolkit.publishing import Gathered, gather
from toolkit.session import Session

LOOK = "site.css"
"""A style sheet of the workspace, beside workspace.yaml."""


def publish(root: Path, out: Path | None, address: str | None, now: datetime, *, as_data: bool) -> int:
    """Write the site; the exit status: 1 where a record that would be shown is not sound, or a file that speaks of one is wrong.

    :raises ToolkitError: where the folder is not ours, or cannot be written.
    """
    base = base_of(address)
    session = Session.open(root)
    found = gather(session, now)
    folder = out or session.root / "build" / "site"
    written = write_site(session.root, folder, site_files(found.publication, base, session.read(LOOK)))
    if as_data:
        click.echo(json.dumps(plain(found, written, folder, base), indent=2, ensure_ascii=False))
    else:
        _say(found, written, folder, base)
    broken = any(each.broken for each in found.left_out) or any(each.severity == "error" for each in found.findings)
    return int(broken)


def plain(found: Gathered, written: Written, folder: Path, base: Base) -> dict[str, Any]:
    """What was done, as plain values."""
    where = addresses(found.publication.published)
    return {
        "folder": str(folder),
        "files": written.files,
        "changed": list(written.changed),
        "removed": list(written.removed),
        "shown": [
            {
                "response": each.slug,
                "editions": [edition.name for edition in each.editions],
                "page": base.absolute(where.responses[each.slug]) or where.responses[each.slug],
                "put_right": [one.claim for one in each.newest.put_right],
            }
            for each in found.publication.published
        ],
        "left_out": [each.model_dump() for each in found.left_out],
        "findings": as_json(found.findings),
    }


def _say(found: Gathered, written: Written, folder: Path, base: Base) -> None:
    for line in finding_lines(as_json(found.findings)):
        click.echo(line)
    for each in found.publication.published:
        editions = many(len(each.editions), "edition") if len(each.editions) > 1 else ""
        right = f"{many(len(each.newest.put_right), 'statement')} marked as put right" if each.newest.put_right else ""
        more = listed([words for words in (editions, right) if words])
        click.echo(
            f"{click.style(each.slug, bold=True)}: sent on {long_date(each.newest.sent)} to {each.newest.body}{f'; {more}' if more else ''}"
        )
    _say_left_out(found.left_out)
    shown = many(len(found.publication.published), "publication")
    click.echo(
        f"\n{folder}: {shown}, {many(written.files, 'file')}; {len(written.changed):,} written, {len(written.removed):,} taken away."
    )
    if base.url is None:
        click.echo(f"To look at it, open {folder / 'index.html'}. For a server, say where it will stand: --base-url https://…")


def _say_left_out(left_out: tuple[LeftOut, ...]) -> None:
    """What is not shown and why; files that are so for the same reason together."""
    if not left_out:
        return
    click.echo(f"\n{click.style('Left out', bold=True)}, and named nowhere in the site:")
    for each in (each for each in left_out if not each.file):
        mark = click.style("not sound", fg="red") + ": " if each.broken else ""
        click.echo(f"  {each.response}{f' {each.edition}' if each.edition else ''}: {mark}{each.reason}")
    files: dict[tuple[str, str, str], list[str]] = {}
    for each in (each for each in left_out if each.file):
        files.setdefault((each.response, each.edition, each.reason), []).append(each.file)
    for (response, edition, reason), names in files.items():
        click.echo(f"  {response} {edition}: {listed(names)}: {reason}")

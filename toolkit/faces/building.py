"""Building responses for people: leave what is up to date, build the rest, tell what was built. For ``consult build`` and its watch."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.faces.report import as_json, counted, finding_lines, many
from toolkit.stamp import Stamp, elsewhere, inputs_digest, read_stamp, write_stamp

if TYPE_CHECKING:
    from toolkit.session import Output


def build_one(root: Path, slug: str, outputs: tuple[Output, ...], style: str | None, out: Path | None) -> dict[str, Any]:
    """Build one response, or find that its files are what they would be; what there is to say about it, as plain values.

    :raises ToolkitError: where it cannot be built.
    """
    options: dict[str, object] = {"to": sorted(outputs), "style": style, "out": str(out.resolve()) if out else None}
    named = Path(slug).name == slug  # else it is no response, and its folder may be anything
    inputs = inputs_digest(root, slug, options) if named else ""
    stamp = read_stamp(root, slug, options, inputs)
    if stamp is not None:
        return {**stamp.summary, "findings": stamp.findings, "unchanged": True}
    from toolkit.disk import Files
    from toolkit.session import Session

    files = Files(root)
    built = Session(files, datetime.now(UTC).date()).build(slug, outputs, style, out.resolve() if out else None)
    summary = {
        "slug": slug,
        "files": {output: str(path) for output, path in built.files.items()},
        "words": built.draft.words.body,
        "words_in_notes": built.draft.words.notes,
        "notes": len(built.draft.notes),
        "style": built.draft.style,
    }
    findings = as_json(built.findings)
    read = elsewhere(root, slug, files.asked | ({built.draft.style} if built.draft.style.endswith(".csl") else set()))
    write_stamp(root, slug, options, Stamp(inputs, built.sha256, findings, summary, read))
    return {**summary, "findings": findings, "unchanged": False}


def say(result: dict[str, Any]) -> None:
    """Tell what was built: problems first, since they scroll away last, then the files."""
    for line in finding_lines(result["findings"]):
        click.echo(line)
    notes = f"{many(result['notes'], 'note')} ({many(result['words_in_notes'], 'word')})"
    facts = f"{many(result['words'], 'word')}, {notes}, style {result['style']}"
    click.echo(click.style(result["slug"], bold=True) + f": {facts}" + (" (nothing has changed)" if result["unchanged"] else ""))
    for path in result["files"].values():
        click.echo(f"  {_near(path)}")
    if result["findings"]:
        click.echo(f"  {counted(result['findings'])}, listed above")


def _near(path: str) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return path


def unsent(root: Path) -> list[str]:
    """Slugs of the responses that are not sent, by the status line of their outline; a fuller reading follows when one is built."""
    slugs: list[str] = []
    for slug in slugs_below(root):
        try:
            text = (root / "responses" / slug / "outline.yaml").read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            text = ""  # building it tells what is wrong
        if not re.search(r"^status[ \t]*:[ \t]*[\"']?sent[\"']?[ \t]*(#|$)", text.replace("\r", "\n"), re.MULTILINE):
            slugs.append(slug)
    return slugs


def slugs_below(root: Path) -> list[str]:
    """Names of the folders that hold a response, sorted."""
    found = {path.parent.name for name in ("outline.yaml", "consultation.yaml") for path in (root / "responses").glob(f"*/{name}")}
    return sorted(
        slug for slug in found if not slug.startswith(".") and all(" " <= letter < "\ud800" or letter > "\udfff" for letter in slug)
    )

"""``consult build``: the files of a response."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.faces.report import as_json, counted, finding_lines, many
from toolkit.stamp import Stamp, elsewhere, inputs_digest, read_stamp, write_stamp

if TYPE_CHECKING:
    from toolkit.session import Output

OUTPUTS: tuple[Output, ...] = ("docx", "pdf", "html", "md")


def _outputs(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Output, ...]:
    wanted = [part.strip().lower().lstrip(".") for part in value.split(",") if part.strip()]
    wrong = [part for part in wanted if part not in OUTPUTS]
    if wrong or not wanted:
        raise click.BadParameter(f"'{', '.join(wrong) or value}' is none of {', '.join(OUTPUTS)}.")
    return tuple(output for output in OUTPUTS if output in wanted)


def _slugs(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """For shell completion."""
    from toolkit.faces.cli import workspace_above

    root = context.find_root().params.get("root") or workspace_above(Path.cwd())
    return [slug for slug in _slugs_below(root) if slug.startswith(incomplete)]


@click.command(
    "build",
    short_help="Make the files of responses.",
    epilog="\b\nExample:\n  consult build 2017-london-police-and-crime-plan --to docx,pdf,html",
)
@click.argument("slugs", nargs=-1, metavar="[SLUG]...", shell_complete=_slugs)
@click.option(
    "--to", "outputs", default="docx,pdf", callback=_outputs, metavar="LIST", show_default=True, help="Which files: docx, pdf, html, md."
)
@click.option("--style", default=None, help="A citation style instead of the outline's: house, oscola-no-ibid, apa, …")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="Folder for the files; build/SLUG where it is left out."
)
@click.option("--watch", is_flag=True, help="Build again whenever a file of the workspace is saved, until Ctrl-C.")
@click.option("--json", "as_data", is_flag=True, help="Say what was built as JSON.")
@click.pass_obj
def command(
    root: Path, slugs: tuple[str, ...], outputs: tuple[Output, ...], style: str | None, out: Path | None, watch: bool, as_data: bool
) -> int:
    """Make the files of responses: all that are not sent, or those named.

    Every problem found is listed with its file, line and column. What cannot be
    found in the library is marked in the document, so that nothing is lost silently.
    """
    root = root.resolve()
    if watch:
        from toolkit.faces.watch import watch_and_build

        return watch_and_build(root, slugs, outputs, style, out)
    results: list[dict[str, Any]] = []
    for slug in dict.fromkeys(slugs) or unsent(root):
        results.append(build_one(root, slug, outputs, style, out))
        if not as_data:
            say(results[-1])
    if as_data:
        click.echo(json.dumps(results, indent=2, ensure_ascii=False))
    elif not results:
        from toolkit.session import Session

        Session.open(root)  # a folder that is no workspace is told
        click.echo("There is no response to build. Make one with 'consult new SLUG'.")
    return int(any(finding["severity"] == "error" for result in results for finding in result["findings"]))


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
    for slug in _slugs_below(root):
        try:
            text = (root / "responses" / slug / "outline.yaml").read_bytes().decode("utf-8-sig", "replace")
        except OSError:
            text = ""  # building it tells what is wrong
        if not re.search(r"^status[ \t]*:[ \t]*[\"']?sent[\"']?[ \t]*(#|$)", text.replace("\r", "\n"), re.MULTILINE):
            slugs.append(slug)
    return slugs


def _slugs_below(root: Path) -> list[str]:
    """Names of the folders that hold a response, sorted."""
    found = {path.parent.name for name in ("outline.yaml", "consultation.yaml") for path in (root / "responses").glob(f"*/{name}")}
    return sorted(
        slug for slug in found if not slug.startswith(".") and all(" " <= letter < "\ud800" or letter > "\udfff" for letter in slug)
    )

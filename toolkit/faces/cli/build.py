"""``consult build``: the files of a response."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from toolkit.faces.building import build_one, refused, say, say_refused
from toolkit.faces.slugs import complete, unsent
from toolkit.model.output import OUTPUTS, Output


def outputs_of(_context: click.Context, _parameter: click.Parameter, value: str) -> tuple[Output, ...]:
    wanted = [part.strip().lower().lstrip(".") for part in value.split(",") if part.strip()]
    wrong = [part for part in wanted if part not in OUTPUTS]
    if wrong or not wanted:
        raise click.BadParameter(f"'{', '.join(wrong) or value}' is none of {', '.join(OUTPUTS)}.")
    return tuple(output for output in OUTPUTS if output in wanted)


@click.command(
    "build",
    short_help="Make the files of responses.",
    epilog="\b\nExample:\n  consult build 2017-london-police-and-crime-plan --to docx,pdf,html",
)
@click.argument("slugs", nargs=-1, metavar="[SLUG]...", shell_complete=complete)
@click.option(
    "--to", "outputs", default="docx,pdf", callback=outputs_of, metavar="LIST", show_default=True, help="Which files: docx, pdf, html, md."
)
@click.option("--style", default=None, help="A citation style instead of the outline's: house, oscola-no-ibid, apa, …")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=None, help="Folder for the files; build/SLUG where it is left out."
)
@click.option("--watch", is_flag=True, help="Build again whenever a file of the workspace is saved, until Ctrl-C.")
@click.option("--strict", is_flag=True, help="Write nothing where 'consult check' finds errors.")
@click.option("--json", "as_data", is_flag=True, help="Say what was built as JSON.")
@click.pass_obj
def command(
    root: Path,
    slugs: tuple[str, ...],
    outputs: tuple[Output, ...],
    style: str | None,
    out: Path | None,
    watch: bool,
    strict: bool,
    as_data: bool,
) -> int:
    """Make the files of responses: all that are not sent, or those named.

    Every problem found is listed with its file, line and column. What cannot be
    found in the library is marked in the document, so that nothing is lost silently.
    What else should be put right before it is sent, 'consult check' tells.
    """
    root = root.resolve()
    if watch and strict:
        raise click.UsageError("--watch builds whatever there is, so that it cannot be strict.")
    if watch:
        from toolkit.faces.watch import watch_and_build

        return watch_and_build(root, slugs, outputs, style, out)
    wanted = list(dict.fromkeys(slugs) or unsent(root))
    if strict and _refused(root, wanted, outputs, style, as_data=as_data):
        return 1
    results: list[dict[str, Any]] = []
    for slug in wanted:
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


def _refused(root: Path, slugs: list[str], outputs: tuple[Output, ...], style: str | None, *, as_data: bool) -> bool:
    """Whether errors stand in one of the responses, which are then told."""
    found = {slug: refused(root, slug, outputs, style) for slug in slugs}
    failed = {slug: errors for slug, errors in found.items() if errors}
    if as_data and failed:
        results = [{"slug": slug, "files": {}, "refused": errors} for slug, errors in failed.items()]
        click.echo(json.dumps(results, indent=2, ensure_ascii=False))
    elif failed:
        for slug, errors in failed.items():
            say_refused(slug, errors)
    return bool(failed)

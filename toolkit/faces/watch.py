"""``consult build --watch``: build again when a file is saved. The process stays warm, so a small change costs little."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.faces.cli.build import build_one, say, unsent
from toolkit.model.errors import ToolkitError

if TYPE_CHECKING:
    from toolkit.session import Output


def watch_and_build(root: Path, slugs: tuple[str, ...], outputs: tuple[Output, ...], style: str | None, out: Path | None) -> int:
    """Build, then wait for saved files and build again, until Ctrl-C. Problems are told and do not end it."""
    from watchfiles import watch  # noqa: PLC0415

    made: set[str] = set()

    def matters(_change: object, path: str) -> bool:
        return path not in made and not any(part.startswith(".") for part in Path(path).relative_to(root).parts)

    def build(*, first: bool = False) -> None:
        for slug in dict.fromkeys(slugs) or unsent(root):
            try:
                result = build_one(root, slug, outputs, style, out)
            except ToolkitError as error:
                click.echo(str(error), err=True)
            else:
                made.update(result["files"].values())
                if first or not result["unchanged"]:
                    say(result)

    try:
        build(first=True)
        click.echo("Waiting for changes; Ctrl-C ends.")
        # Whatever was saved: a build whose inputs are the same bytes ends at once.
        for _ in watch(root, watch_filter=matters, debounce=60, step=10, raise_interrupt=False):
            build()
    except KeyboardInterrupt:
        pass
    return 0

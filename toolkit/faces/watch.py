"""``consult build --watch``: build again when a file is saved. The process stays warm, so a small change costs little."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.faces.building import build_one, say
from toolkit.faces.slugs import unsent
from toolkit.model.errors import ToolkitError

if TYPE_CHECKING:
    from toolkit.model.output import Output, Version


def watch_and_build(
    root: Path,
    slugs: tuple[str, ...],
    outputs: tuple[Output, ...] | None,
    style: str | None,
    out: Path | None,
    channel: str | None = None,
    *,
    versions: tuple[Version | None, ...] = (None,),
    clean: bool = False,
) -> int:
    """Build, then wait for saved files and build again, until Ctrl-C. Problems are told and do not end it."""
    from watchfiles import watch

    made: set[str] = set()
    told: dict[str, str] = {}

    def matters(_change: object, path: str) -> bool:
        return path not in made and not any(part.startswith(".") for part in Path(path).relative_to(root).parts)

    def build(*, first: bool = False) -> None:
        for slug, version in product(dict.fromkeys(slugs) or unsent(root), versions):
            try:
                result = build_one(root, slug, outputs, style, out, channel, version=version, clean=clean)
            except ToolkitError as error:
                if told.get(slug) != str(error):
                    click.echo(str(error), err=True)
                told[slug] = str(error)
            else:
                told.pop(slug, None)
                made.update(result["files"].values())
                if first or not result["unchanged"]:
                    say(result)

    try:
        build(first=True)
        click.echo("Waiting for changes; Ctrl-C ends.")
        # Whatever was saved, and every two seconds, since what was saved before the watch began or on a network drive is not announced:
        # a build whose inputs are the same bytes ends at once.
        for _ in watch(root, watch_filter=matters, debounce=60, step=10, rust_timeout=2000, yield_on_timeout=True, raise_interrupt=False):
            build()
    except KeyboardInterrupt:
        pass
    return 0

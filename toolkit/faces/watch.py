"""``consult build --watch``: build again when a file is saved. The process stays warm, so a small change costs little."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.faces.cli.build import build_one, say, unsent
from toolkit.model.errors import ToolkitError

_WATCHED = ("responses", "evidence")


def watch_and_build(root: Path, slugs: tuple[str, ...], outputs: tuple[str, ...], style: str | None, out: Path | None) -> int:
    """Build, then wait for saved files and build again, until Ctrl-C. Problems are told and do not end it."""
    from watchfiles import watch  # noqa: PLC0415

    wanted = list(slugs) or unsent(root)
    _build(root, wanted, outputs, style, out)
    click.echo("Waiting for changes; Ctrl-C ends.")
    try:
        for changes in watch(root, watch_filter=lambda _change, path: _matters(root, path), debounce=60, step=10, raise_interrupt=False):
            changed = {Path(path).relative_to(root).parts for _, path in changes}
            touched = [slug for slug in wanted if any(parts[:1] != ("responses",) or parts[1:2] == (slug,) for parts in changed)]
            _build(root, touched, outputs, style, out)
    except KeyboardInterrupt:
        pass
    return 0


def _matters(root: Path, path: str) -> bool:
    parts = Path(path).relative_to(root).parts
    return (parts[:1] in (("bibliography.bib",), ("workspace.yaml",)) or parts[:1] in tuple((name,) for name in _WATCHED)) and not parts[
        -1
    ].startswith(".")


def _build(root: Path, slugs: list[str], outputs: tuple[str, ...], style: str | None, out: Path | None) -> None:
    from toolkit.session import Session  # noqa: PLC0415

    try:
        session = Session.open(root)
    except ToolkitError as error:
        click.echo(str(error), err=True)
        return
    for slug in slugs:
        try:
            say(build_one(root, slug, outputs, style, out, session))
        except ToolkitError as error:
            click.echo(str(error), err=True)

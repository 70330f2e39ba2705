"""Which responses there are, by the names of their folders alone: for commands and for shell completion, before anything is read."""

from __future__ import annotations

import re
from pathlib import Path

import click


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


def complete(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """For shell completion of an argument that names responses."""
    from toolkit.faces.cli import workspace_above

    root = context.find_root().params.get("root") or workspace_above(Path.cwd())
    return [slug for slug in slugs_below(root) if slug.startswith(incomplete)]

"""``responses/<slug>/impact.yaml``: what the body made of a response."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.load.responses import read_yaml
from toolkit.load.text import decode
from toolkit.model.finding import Finding
from toolkit.model.impact import Impact


def impact_path(slug: str) -> str:
    """Relative to the workspace."""
    return f"responses/{slug}/impact.yaml"


def read_impact(read: Callable[[str], bytes | None], slug: str) -> tuple[Impact | None, list[Finding]]:
    """What became of a response, and what is wrong in the file; None where it is not there or cannot be made out.

    :param read: the bytes of a file by its path relative to the workspace, None where there is none.
    """
    path = impact_path(slug)
    data = read(path)
    if data is None:
        return None, []
    text, findings = decode(data, path)
    return read_yaml(text, path, Impact, "impact", findings), findings

"""Is a build still what its inputs would make? Answered from bytes alone, with nothing but the standard library, in a few milliseconds.

A build leaves a stamp under ``.toolkit/stamps/``: a digest of everything that it read, and the sha256 of each file that it wrote.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from toolkit import __version__

_LIBRARY = ("bibliography.bib", "workspace.yaml", "evidence")
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Stamp:
    """What a build read and what it made."""

    inputs: str
    outputs: dict[str, str]
    """sha256 by absolute path."""
    findings: list[dict[str, object]]
    """What the build had to say, to be said again."""
    summary: dict[str, object]


def inputs_digest(root: Path, slug: str, options: dict[str, object]) -> str:
    """A digest of all files that a build of a response may read, of its options, and of the toolkit's own code."""
    total = sha256(json.dumps([__version__, _installed(), options], sort_keys=True).encode())
    for path in (*(root / name for name in _LIBRARY), root / "responses" / slug, _HERE):
        for file in _files(path):
            with suppress(OSError):
                total.update(f"\0{os.path.relpath(file, root if file.is_relative_to(root) else _HERE)}\0".encode())
                total.update(sha256(file.read_bytes()).digest())
    for name in ("reference_docx", "typst_template", "style"):
        extra = options.get(f"{name}_path")
        if isinstance(extra, str):
            with suppress(OSError):
                total.update(Path(extra).read_bytes())
    return total.hexdigest()


def _installed() -> list[str]:
    """Names and versions of the packages beside this one: another pandoc may print otherwise."""
    found: list[str] = []
    for place in sys.path:
        with suppress(OSError):
            found += (name for name in os.listdir(place or ".") if name.endswith(".dist-info"))
    return sorted(found)


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found: list[Path] = []
    for parent, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__pycache__")) and name not in ("archive", "sent"))
        found += (Path(parent, name) for name in sorted(names) if not name.startswith(".") and not name.endswith(".pyc"))
    return found


def read_stamp(root: Path, slug: str, options: dict[str, object], inputs: str) -> Stamp | None:
    """The stamp of the last build with these options, if its inputs (a digest) and its outputs are still the same bytes."""
    try:
        kept = json.loads(_path(root, slug, options).read_text(encoding="utf-8"))
        stamp = Stamp(kept["inputs"], kept["outputs"], kept["findings"], kept["summary"])
        if stamp.inputs != inputs or any(
            sha256(Path(path).read_bytes()).hexdigest() != expected for path, expected in stamp.outputs.items()
        ):
            return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return stamp


def write_stamp(root: Path, slug: str, options: dict[str, object], stamp: Stamp) -> None:
    """Keep a stamp; where it cannot be kept, the next build does its work again."""
    path = _path(root, slug, options)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_text(
            json.dumps({"inputs": stamp.inputs, "outputs": stamp.outputs, "findings": stamp.findings, "summary": stamp.summary}),
            encoding="utf-8",
        )
        part.replace(path)


def _path(root: Path, slug: str, options: dict[str, object]) -> Path:
    name = sha256(json.dumps([slug, options], sort_keys=True).encode()).hexdigest()[:24]
    return root / ".toolkit" / "stamps" / f"{name}.json"

"""The files that 'consult init' and 'consult new' write to start from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from toolkit.disk import write_whole
from toolkit.load.schemas import FILES, json_schema
from toolkit.model.errors import ToolkitError

_HERE = Path(__file__).parent


def start_workspace(folder: Path) -> list[Path]:
    """Write a small workspace with one claim, one source, one passage and one response.

    :raises ToolkitError: where the folder already holds something; nothing is written then.
    """
    if folder.exists() and (not folder.is_dir() or any(path.name not in (".git", ".gitignore") for path in folder.iterdir())):
        raise ToolkitError(f"{folder} is not empty.", do="Name a folder that is not there yet.")
    names = {
        "workspace.yaml": "workspace.yaml",
        "bibliography.bib": "bibliography.bib",
        "evidence/example.yaml": "evidence.yaml",
        "evidence/passages/about-us.md": "about-us.md",
        ".gitignore": "gitignore",
        ".gitattributes": "gitattributes",
    }
    written = [_write(folder / path, (_HERE / name).read_text(encoding="utf-8")) for path, name in names.items()]
    written += [
        _write(folder / ".schemas" / f"{name}.schema.json", json.dumps(json_schema(name), indent=2, ensure_ascii=False) + "\n")
        for name in FILES
    ]
    return [*written, *start_response(folder, "first-response", None)]


def start_response(root: Path, slug: str, closes: date | None) -> list[Path]:
    """Write consultation.yaml, outline.yaml and a first section. :raises ToolkitError: where the response is there already."""
    folder = root / "responses" / slug
    if folder.exists():
        raise ToolkitError(f"There is already a response '{slug}'.", do="Choose another name, or go on with that one.")
    deadline = f"closes: {closes.isoformat()}T23:59" if closes else "# closes: 2030-01-31T23:59"
    return [
        _write(folder / "consultation.yaml", (_HERE / "consultation.yaml").read_text(encoding="utf-8").replace("{closes}", deadline)),
        _write(folder / "outline.yaml", (_HERE / "outline.yaml").read_text(encoding="utf-8")),
        _write(folder / "sections" / "introduction.md", (_HERE / "introduction.md").read_text(encoding="utf-8")),
    ]


def _write(path: Path, text: str) -> Path:
    write_whole(path, text.encode())
    return path

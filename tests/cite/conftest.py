"""Real pandoc with real styles: what a citation prints, and nothing else."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

Print = Callable[..., list[str]]


@pytest.fixture(scope="session")
def pandoc() -> Path:
    spec = find_spec("pypandoc")
    assert spec is not None
    assert spec.submodule_search_locations
    return Path(spec.submodule_search_locations[0]) / "files" / "pandoc"


@pytest.fixture(scope="session")
def printed(pandoc: Path, tmp_path_factory: pytest.TempPathFactory) -> Print:
    """A function from items, citations in Markdown and a style to what each citation prints: its note, or the words in the text."""

    def run(items: Sequence[dict[str, Any]], citations: Sequence[str], style: Path, to: str = "plain") -> list[str]:
        folder = tmp_path_factory.mktemp("cited")
        library = folder / "cited.json"
        library.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        result = subprocess.run(
            [
                *(str(pandoc), "-f", "markdown-tex_math_dollars", "-t", to, "--wrap=none", "--citeproc", "--bibliography", str(library)),
                *("--csl", str(style), "-M", "lang=en-GB", "-M", "suppress-bibliography=true", "--fail-if-warnings"),
            ],
            input="\n\n".join(f"¶ {citation}" for citation in citations).encode(),
            capture_output=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr.decode()
        lines = result.stdout.decode().split("\n")
        notes = [match[1] for line in lines if (match := re.match(r"\[\^?\d+\]:? ?(.*)$", line))]
        return notes or [line[2:] for line in lines if line.startswith("¶ ")]

    return run

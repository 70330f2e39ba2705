"""The same words give the same bytes: whoever builds, wherever, in whichever time zone and language."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from example import FORMATS, REPOSITORY, copy_of_example

HERE = {"LC_ALL": "C", "TZ": "UTC", "PYTHONHASHSEED": "0"}
THERE = {"LC_ALL": "C.UTF-8", "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "4711", "LANGUAGE": "de", "HOME": "/nonexistent"}


def build(root: Path, settings: dict[str, str]) -> dict[str, bytes]:
    """Build every response of a workspace in a process of its own; the bytes of each file below build/ by name."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), **settings}
    command = [sys.executable, "-m", "toolkit", "--root", str(root), "build", "--to", ",".join(FORMATS)]
    done = subprocess.run(command, check=False, timeout=300, capture_output=True, text=True, env=environment, cwd=root.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "build").rglob("*") if path.is_file()}


def changed(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Names of files that only one of the two has, or that differ."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def test_two_builds_in_different_places_are_the_same_to_the_byte(tmp_path: Path) -> None:
    one = build(copy_of_example(tmp_path / "one"), HERE)
    other = build(copy_of_example(tmp_path / "another folder, with spaces" / "and a much longer name"), THERE)
    assert {Path(name).suffix for name in one} >= {f".{form}" for form in FORMATS}
    assert changed(one, other) == []


def test_what_was_built_before_leaves_no_trace(tmp_path: Path) -> None:
    root = copy_of_example(tmp_path / "workspace")
    first = build(root, HERE)
    outline = next(root.glob("responses/*/outline.yaml"))
    wording = outline.read_text(encoding="utf-8")
    outline.write_text(wording.replace("title:", "title: Another", 1), encoding="utf-8")
    between = build(root, HERE)
    outline.write_text(wording, encoding="utf-8")
    assert changed(first, between)
    assert changed(first, build(root, HERE)) == []

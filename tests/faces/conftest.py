"""Runs ``consult``: within the test process, which is quick, or as a process of its own where that is what matters."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from toolkit.faces.cli import main


class Said(NamedTuple):
    """What a run of the command came to."""

    status: int
    out: str
    err: str


Consult = Callable[..., Said]
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def consult(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Consult:
    """``consult(root, "list", "--json")``: run in the folder `root`."""

    def run(at: Path, *arguments: object) -> Said:
        monkeypatch.chdir(at)
        monkeypatch.setattr(sys, "argv", ["consult", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        return Said(int(stop.value.code or 0), *capsys.readouterr())

    return run


def environment(**more: str) -> dict[str, str]:
    """This process's, without what would make output depend on who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS")}
    return {**kept, "TERM": "xterm-256color", **more}


@pytest.fixture
def start() -> Iterator[Start]:
    """Start ``consult`` as a process, with its own session; those that a test leaves behind are ended."""
    begun: list[subprocess.Popen[str]] = []

    def run(at: Path, *arguments: object, **options: Any) -> subprocess.Popen[str]:
        environ = environment(**options.pop("env", {}))
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
        command = [sys.executable, "-m", "toolkit", *map(str, arguments)]
        begun.append(subprocess.Popen(command, cwd=at, env=environ, text=True, encoding="utf-8", start_new_session=True, **streams))
        return begun[-1]

    yield run
    for process in begun:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def finish(start: Start) -> Consult:
    """``finish(root, "list")``: as a process of its own, to its end. Whatever happens, no user is shown a trace."""

    def run(at: Path, *arguments: object, **options: Any) -> Said:
        process = start(at, *arguments, **options)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err
        assert "Exception ignored" not in err
        return Said(process.returncode, out or "", err or "")

    return run


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of change of every file below a folder, by relative path."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(folder: Path) -> list[str]:
    """Temporary files of an interrupted or failed writing."""
    return [path.name for path in folder.rglob("*.part")]

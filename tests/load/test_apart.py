"""A large library is parsed by two processes, with the same result."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from toolkit.disk import Files
from toolkit.load import apart
from toolkit.load.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Make

MORE = {"evidence/bad.yaml": "claims:\n  b: {kind: law, text: T, colour: x, support: [{source: none}]}\n", "evidence/d.csv": "a,b\n1,2\n"}


def everything(root: Path) -> tuple[object, ...]:
    workspace = open_workspace(Files(root))
    return (dict(workspace.claims), dict(workspace.sources), dict(workspace.data), workspace.findings)


def test_a_second_process_reads_what_this_one_would(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = everything(make(MORE, "alone"))
    asked: list[int] = []
    monkeypatch.setattr(apart, "LARGE", 1)
    monkeypatch.setattr(apart.os, "cpu_count", lambda: 2)
    results = apart.Apart.results
    monkeypatch.setattr(apart.Apart, "results", lambda self: (found := results(self), asked.append(len(found)))[0])
    assert everything(make(MORE, "together")) == alone
    assert asked == [3]


def test_where_no_process_can_be_had_this_one_does_all(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = everything(make(MORE, "alone"))
    monkeypatch.setattr(apart, "LARGE", 1)
    monkeypatch.setattr(apart.os, "cpu_count", lambda: 2)
    for program in ("/nowhere/python", "/bin/false"):
        monkeypatch.setattr(apart.sys, "executable", program)
        assert everything(make(MORE, program.replace("/", "-"))) == alone


def test_the_second_process_says_what_the_files_hold(
    make: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make(MORE)
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps([str(root), ["evidence/bad.yaml", "evidence/gone.yaml", "evidence/d.csv"]])))
    apart.main()
    done = json.loads(capsys.readouterr().out)
    assert [path for path, *_ in done] == ["evidence/bad.yaml", "evidence/d.csv"]
    assert [[kind, id_] for kind, id_, _ in done[0][2]] == [["claim", "b"]]
    assert [reference[2] for reference in done[0][3]] == ["none"]
    assert "colour" in done[0][4]

"""The edges of the process, within this one: pipes that close, Ctrl-C at a bad moment, and the watch from its beginning to its end."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from tests.faces.conftest import leftovers
from toolkit.faces.cli import _interrupt, main
from toolkit.faces.reports import as_json, counted, finding_lines, many
from toolkit.model.finding import Finding
from toolkit.model.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

PATIENCE = 60


@contextmanager
def beside(*steps: Callable[[], bool]) -> Iterator[list[str]]:
    """Wait for each step in turn in another thread, then press Ctrl-C. What did not come is listed."""
    late: list[str] = []

    def run() -> None:
        for number, step in enumerate(steps):
            end = time.monotonic() + PATIENCE
            while not step():
                if time.monotonic() > end:
                    late.append(f"step {number}")
                    break
                time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield late
    finally:
        thread.join(PATIENCE)


def done(action: Callable[[], object]) -> Callable[[], bool]:
    def step() -> bool:
        action()
        return True

    return step


def test_the_watch_builds_what_is_saved_until_ctrl_c(consult: Consult, make: Make) -> None:
    root = make()
    made, text = root / "build/one/one.md", root / "responses/one/sections/first.md"

    def holds(word: str) -> Callable[[], bool]:
        return lambda: made.is_file() and word in made.read_text(encoding="utf-8")

    with beside(
        *(holds("Searches"), done(lambda: text.write_text("Second.\n"))),
        *(
            holds("Second."),
            done(lambda: (root / "workspace.yaml").write_text("organisation: {name: Another}\nreference_docx: gone.docx\n")),
        ),
        *(holds("Another"), done(lambda: text.write_text("{{ claim('none') }}\n"))),
        lambda: "1 error, listed above" in sys.stdout.getvalue(),
    ) as late:
        said = consult(root, "build", "one", "--watch", "--to", "md")
    assert late == []
    assert said.status == 0
    assert [line for line in said.out.splitlines() if line.startswith("Waiting")] == ["Waiting for changes; Ctrl-C ends."]
    assert [line.split(" ")[1] for line in said.out.splitlines() if line.startswith("one: ")] == ["27", "15", "14", "16"]
    assert leftovers(root) == []


def test_the_watch_tells_what_cannot_be_done_once_and_goes_on(consult: Consult, make: Make) -> None:
    root = make({"workspace.yaml": "organisation: {name: A}\ntypst_template: gone.typ\n"})
    with beside(
        lambda: "gone.typ" in sys.stderr.getvalue(),
        done(lambda: (root / "workspace.yaml").write_text("organisation: {name: A}\n")),
        lambda: "one.pdf" in sys.stdout.getvalue(),
    ) as late:
        said = consult(root, "build", "--watch", "--to", "pdf")
    assert late == []
    assert said.status == 0
    assert said.err.count("gone.typ") == 1
    assert said.out.count("build/one/one.pdf") == 1


def test_ctrl_c_within_a_build_ends_it(consult: Consult, make: Make) -> None:
    root = make({"responses/one/sections/first.md": "A sentence that goes on for a while. " * 30_000})
    with beside((root / ".toolkit/library.sqlite").is_file):
        said = consult(root, "build", "one", "--to", "md")
    assert said.status == 130
    assert said.err.strip() == "Stopped. No file was left half written."
    assert not (root / "build").exists()
    assert leftovers(root) == []


def test_ctrl_c_within_an_import_waits_for_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow_to_import.py").write_text("import signal\nsignal.raise_signal(signal.SIGINT)\nwhole = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    whole = []

    def import_and_wait() -> None:
        whole.append(import_module("slow_to_import").whole)
        time.sleep(PATIENCE)

    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            import_and_wait()
    finally:
        signal.signal(signal.SIGINT, before)
    assert whole == [True]


def test_ctrl_c_elsewhere_ends_at_once() -> None:
    before = signal.signal(signal.SIGINT, _interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["list", "--json"], ["build", "--to", "md"]])
def test_a_pipe_that_nobody_reads_is_no_problem(make: Make, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    monkeypatch.chdir(make())
    monkeypatch.setattr(sys, "argv", ["consult", *arguments])
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        with pytest.raises(SystemExit) as stop:
            main()
        print("What is printed now goes nowhere, and nobody complains.")
    assert stop.value.code == 0


def test_findings_for_people_and_programs() -> None:
    findings = [
        Finding(code="WSP001", message="One.", span=Span(path="a", line=2, column=3), help="Do this."),
        Finding(code="WSP002", message="Two.", span=Span(path="b"), severity="warning"),
        Finding(code="WSP003", message="Three.", span=Span(path="b"), severity="information"),
    ]
    values = as_json(findings)
    assert values[0] == {
        **{"code": "WSP001", "severity": "error", "message": "One.", "help": "Do this.", "path": "a", "line": 2, "column": 3},
    }
    plain = [line.replace("\x1b", "") for line in finding_lines(values)]
    assert [line for line in plain if line.startswith("    ")] == ["    Do this."]
    assert len(plain) == 4


@pytest.mark.parametrize(
    ("severities", "said"),
    [
        ([], ""),
        (["error"], "1 error"),
        (["error", "warning", "error"], "2 errors and 1 warning"),
        (["information"], "1 for information"),
        (["information", "warning"], "1 warning and 1 for information"),
        (["information", "error", "warning", "warning"], "1 error, 2 warnings and 1 for information"),
    ],
)
def test_findings_are_counted_by_how_bad_they_are(severities: list[str], said: str) -> None:
    assert counted({"severity": severity} for severity in severities) == said


def test_numbers_agree_with_their_words() -> None:
    assert [many(count, "note") for count in (0, 1, 2, 2345)] == ["0 notes", "1 note", "2 notes", "2,345 notes"]

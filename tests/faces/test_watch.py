"""``consult build --watch``: a real process, real files that are saved, and no guess about how long anything takes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BASE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Start

PATIENCE = 60
"""Seconds after which something that should have happened counts as not happening."""


class Watcher:
    """A watching process and what it has said."""

    def __init__(self, start: Start, root: Path, *arguments: object) -> None:
        self.root, self._log = root, root.parent / "said.txt"
        with self._log.open("wb") as log:
            self.process = start(root, "build", *arguments, "--watch", stdout=log, stderr=log)

    @property
    def said(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def until(self, what: Callable[[], bool]) -> None:
        """Wait for something; a process that has ended will not bring it about."""
        end = time.monotonic() + PATIENCE
        while not what():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.02)

    def save(self, path: str, text: str) -> None:
        """As editors do it: a new file takes the place of the old one."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.swp")
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)

    def made(self, slug: str = "one") -> str:
        path = self.root / "build" / slug / f"{slug}.md"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def stop(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@pytest.fixture
def watcher(start: Start, make: Make) -> Callable[..., Watcher]:
    def begin(changes: dict[str, str | bytes | None] | None = None, *arguments: object) -> Watcher:
        begun = Watcher(start, make(changes), *(arguments or ("--to", "md")))
        begun.until(lambda: "Waiting for changes; Ctrl-C ends." in begun.said)
        return begun

    return begin


def test_it_builds_at_once_and_again_after_each_save_until_ctrl_c(watcher: Callable[..., Watcher]) -> None:
    watching = watcher()
    assert "63 per cent" in watching.made()
    watching.save("responses/one/sections/first.md", "Another text. {{ claim('share') }}\n")
    watching.until(lambda: "Another text." in watching.made())
    watching.save("evidence/topic.yaml", BASE["evidence/topic.yaml"].replace("63 per cent", "64 per cent"))
    watching.until(lambda: "64 per cent" in watching.made())
    watching.until(lambda: watching.said.count("build/one/one.md") == 3)
    assert watching.stop() == 0
    assert "Traceback" not in watching.said
    assert not list(watching.root.rglob("*.part"))


def test_what_is_broken_is_told_and_does_not_end_it(watcher: Callable[..., Watcher]) -> None:
    watching = watcher()
    watching.save("responses/one/outline.yaml", "title: [unclosed\n")
    watching.until(lambda: "responses/one/outline.yaml:1:8 WSP001" in watching.said)
    watching.save("responses/one/outline.yaml", BASE["responses/one/outline.yaml"])
    watching.until(lambda: "63 per cent" in watching.made())
    (watching.root / "evidence/topic.yaml").unlink()
    watching.until(lambda: "There is no claim 'share' in the library." in watching.said)
    assert watching.stop() == 0


def test_what_cannot_be_written_is_told_and_does_not_end_it(watcher: Callable[..., Watcher]) -> None:
    watching = watcher(None, "one", "--to", "md", "--out", "out")
    target = watching.root / "out" / "one.md"
    target.unlink()
    (target / "inside").mkdir(parents=True)
    watching.save("responses/one/sections/first.md", "Second text.\n")
    watching.until(lambda: "could not be written" in watching.said)
    (target / "inside").rmdir()
    target.rmdir()
    watching.save("responses/one/sections/first.md", "Third text.\n")
    watching.until(lambda: target.is_file() and "Third text." in target.read_text(encoding="utf-8"))
    assert watching.stop() == 0


def test_only_what_a_save_concerns_is_built_and_new_responses_are_seen(watcher: Callable[..., Watcher]) -> None:
    watching = watcher({"responses/two/outline.yaml": "title: T\nsections: [{id: a, text: Two.}]\n"})
    watching.save("responses/two/outline.yaml", "title: T\nsections: [{id: a, text: Three.}]\n")
    watching.until(lambda: "Three." in watching.made("two"))
    watching.save("shared/notes.txt", "Nobody reads this.")
    watching.save("responses/new/outline.yaml", "title: T\nsections: [{id: a, text: New.}]\n")
    watching.until(lambda: "New." in watching.made("new"))
    assert watching.said.count("build/one/one.md") == 1
    assert watching.stop() == 0


def test_ctrl_c_while_it_builds_for_the_first_time_ends_it_too(start: Start, make: Make) -> None:
    watching = Watcher(start, make({"responses/one/sections/first.md": "A long sentence. " * 60_000}), "--to", "docx,pdf")
    watching.until((watching.root / ".toolkit" / "library.sqlite").exists)
    assert watching.stop() in (0, 130)
    assert "Traceback" not in watching.said
    assert not list(watching.root.rglob("*.part"))

"""Measures the toolkit against the bare programs below it, as ratios of medians, and writes the table in README.md.

python benchmarks/run.py [--quick] [--print]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import library
import pypandoc

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
SLUG = "2017-london-police-and-crime-plan"
CONSULT = str(Path(sys.executable).with_name("consult"))
PANDOC = str(Path(pypandoc.__file__).parent / "files" / "pandoc")
SECONDS = 120


@dataclass(frozen=True)
class Run:
    """One process from start to end: wall-clock seconds, and the peak of its largest process in MB."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Row:
    """A line of the table; `bare` is None where a figure stands against a fixed bound instead."""

    name: str
    ours: float
    bare: float | None
    target: float | None
    unit: str = "s"

    def cells(self) -> list[str]:
        figure = self.ours if self.bare is None else self.ours / self.bare
        measured = f"{self.ours:.0f} {self.unit}" if self.unit != "s" else f"{self.ours:.2f} s"
        against = "–" if self.bare is None else f"{self.bare:.2f} s"
        bound = "–" if self.target is None else f"{self.target:g}" + ("" if self.unit == "s" else f" {self.unit}")
        verdict = "–" if self.target is None else "met" if figure <= self.target else "**missed**"
        return [self.name, measured, against, "–" if self.bare is None else f"{figure:.2f}", bound, verdict]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="three runs of the small measurements and one of the large ones")
    parser.add_argument("--print", action="store_true", help="print the table only, and leave README.md as it is")
    arguments = parser.parse_args()
    small, large = (3, 1) if arguments.quick else (15, 5)
    with TemporaryDirectory() as folder:
        rows = measure(Path(folder), small, large)
    text = table(rows, small, large)
    print(text)
    if not arguments.print:
        readme = HERE / "README.md"
        old = readme.read_text(encoding="utf-8")
        between = re.compile(r"(?<=<!-- table -->\n).*(?=<!-- /table -->)", re.DOTALL)
        readme.write_text(between.sub(lambda _: f"\n{text}\n", old), encoding="utf-8")


def table(rows: list[Row], small: int, large: int) -> str:
    heads = ["", "toolkit", "bare programs", "ratio", "at most", ""]
    lines = ["| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *(row.cells() for row in rows)]]
    pandoc = subprocess.run([PANDOC, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]
    runs = f"Medians of {small} runs each with the example and {large} with the large library"
    return "\n".join([*lines, "", f"{runs}; Python {platform.python_version()}, {pandoc}."]) + "\n"


def measure(folder: Path, small: int, large: int) -> list[Row]:
    """All rows, in the order of the table. The workspaces are made below `folder`."""
    example = library.example(folder / "example")
    big = library.make(folder / "large", sources=20_000, claims=10_000)
    rows = [
        edited("One-word edit, the example", example, small, 0.8),
        edited("One-word edit, large library", big, large, 0.15),
        unchanged(example, small),
        *loading(big, large),
        watched(example, small),
    ]
    return [*rows, memory(big)]


def edited(name: str, root: Path, runs: int, target: float) -> Row:
    """A build after one changed word against the same by hand."""
    bare = Pipeline(root)
    word = Word(root)
    build = [CONSULT, "--root", str(root), "build", SLUG, "--to", "docx,pdf"]
    timed(build)

    def ours(number: int) -> float:
        word.change(number)
        return timed(build).seconds

    ours_seconds, bare_seconds = in_turn(ours, bare.build, runs)
    word.restore()
    return Row(name, ours_seconds, bare_seconds, target)


def unchanged(root: Path, runs: int) -> Row:
    build = [CONSULT, "--root", str(root), "build"]
    timed(build)
    ours, bare = in_turn(lambda _: timed(build).seconds, lambda _: timed([sys.executable, "-c", "import click"]).seconds, runs)
    return Row("Nothing changed, against `import click`", ours, bare, 4)


OPEN = "import sys; from pathlib import Path; from toolkit.session import Session; session = Session.open(Path(sys.argv[1])); "
LOAD = OPEN + "print(len(session.findings))"
TEXT = OPEN + "print(session.draft(sys.argv[2]).markdown)"
COMPOSE = """
import sys, pathlib, bibtexparser, yaml
root = pathlib.Path(sys.argv[1])
for path in sorted(root.glob("evidence/*.yaml")):
    yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.{loader})
bibtexparser.parse_string((root / "bibliography.bib").read_text(encoding="utf-8"))
"""


def loading(root: Path, runs: int) -> list[Row]:
    """Cold and warm loads against the bare parsers, whole processes."""

    def cold(_: int) -> float:
        shutil.rmtree(root / ".toolkit", ignore_errors=True)
        return load(_)

    def load(_: int) -> float:
        return timed([sys.executable, "-c", LOAD, str(root)]).seconds

    def parse(loader: str) -> Callable[[int], float]:
        return lambda _: timed([sys.executable, "-c", COMPOSE.format(loader=loader), str(root)]).seconds

    cold_seconds, bare_cold = in_turn(cold, parse("CSafeLoader"), runs)
    warm_seconds, bare_warm = in_turn(load, parse("CSafeLoader"), runs)
    python_seconds = parse("SafeLoader")(0)
    return [
        Row("Loading the large library, no cache", cold_seconds, bare_cold, 1.6),
        Row("Loading the large library, warm cache", warm_seconds, bare_warm, 0.25),
        Row("… no cache, against PyYAML without C, for information", cold_seconds, python_seconds, None),
    ]


def watched(root: Path, runs: int) -> Row:
    """From the saving of a word to a new Word file, with a watching process, and with a process of its own."""
    word = Word(root)
    made = root / "build" / SLUG / f"{SLUG}.docx"
    build = [CONSULT, "--root", str(root), "build", SLUG, "--to", "docx"]
    timed(build)
    watch, whole = [], []
    for number in range(runs):
        said = root.parent / f"watch-{number}.txt"
        with said.open("wb") as log:
            watcher = subprocess.Popen([*build, "--watch"], stdout=log, stderr=log, start_new_session=True)
        try:
            settle(watcher, said)
            # The first change pays for what the watcher has not read yet: it is not counted.
            await_new(made, lambda n=number: word.change(1_000 + n))
            watch.append(await_new(made, lambda n=number: word.change(2_000 + n)))
        finally:
            os.killpg(watcher.pid, signal.SIGTERM)
            watcher.wait(timeout=SECONDS)
        word.change(3_000 + number)
        whole.append(timed(build).seconds)
    word.restore()
    return Row("Edit under --watch, against a new build", median(watch), median(whole), 0.6)


def settle(watcher: subprocess.Popen[bytes], said: Path) -> None:
    """Wait until the watching process says that it waits for changes."""
    start = time.perf_counter()
    while b"Waiting for changes" not in said.read_bytes():
        if watcher.poll() is not None or time.perf_counter() - start > SECONDS:
            raise SystemExit(f"consult build --watch does not wait for changes:\n{said.read_text(encoding='utf-8')}")
        time.sleep(0.05)
    time.sleep(0.5)  # it says so just before it begins to listen


def await_new(path: Path, change: Callable[[], None]) -> float:
    """Seconds from the change until the file has another content and is whole."""
    before = hashlib.sha256(path.read_bytes()).digest()
    stamp = path.stat().st_mtime_ns
    start = time.perf_counter()
    change()
    while path.stat().st_mtime_ns == stamp or hashlib.sha256(path.read_bytes()).digest() == before:
        if time.perf_counter() - start > SECONDS:
            raise SystemExit(f"no new {path.name} after {SECONDS} seconds")
        time.sleep(0.002)
    return time.perf_counter() - start


def memory(root: Path) -> Row:
    shutil.rmtree(root / ".toolkit", ignore_errors=True)
    shutil.rmtree(root / "build", ignore_errors=True)
    peak = timed([CONSULT, "--root", str(root), "build", SLUG, "--to", "docx,pdf"]).megabytes
    return Row("Peak memory of a build, large library, no cache", peak, None, 600, "MB")


class Word:
    """One word of the example's text that can be changed again and again."""

    def __init__(self, root: Path) -> None:
        self.path = next(
            path for path in sorted((root / "responses" / SLUG).rglob("*.md")) if WORD.search(path.read_text(encoding="utf-8"))
        )
        self.text = self.path.read_text(encoding="utf-8")

    def change(self, number: int) -> None:
        self.path.write_text(WORD.sub(f" changed{number} ", self.text, count=1), encoding="utf-8")

    def restore(self) -> None:
        self.path.write_text(self.text, encoding="utf-8")


WORD = re.compile(r" (police|people|searches|because|should|which) ")


class Pipeline:
    """What somebody would write by hand: pandoc twice and typst, on the text that the toolkit composes."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-c", TEXT, str(root), SLUG]
        self.text = subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS).stdout
        self.folder = root.parent / f"bare-{root.name}"
        self.folder.mkdir()
        cite = f"{PANDOC} text.md --standalone --citeproc --bibliography {root}/bibliography.bib"
        typst = f'{sys.executable} -c \'import typst; typst.compile("text.typ", output="text.pdf")\''
        self.script = f"{cite} --output text.docx && {cite} --to typst --output text.typ && {typst}"

    def build(self, number: int) -> float:
        (self.folder / "text.md").write_text(WORD.sub(f" changed{number} ", self.text, count=1), encoding="utf-8")
        return timed(["sh", "-e", "-c", self.script], self.folder).seconds


def in_turn(ours: Callable[[int], float], bare: Callable[[int], float], runs: int) -> tuple[float, float]:
    """Medians of two measurements that are made alternately, so that a slow moment of the computer meets both."""
    pairs = [(ours(number), bare(number)) for number in range(runs)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def timed(command: list[str], folder: Path | None = None, statuses: tuple[int, ...] = (0,)) -> Run:
    """Run to the end; another exit status than those named ends the benchmark with the command's own words."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in statuses:
        raise SystemExit(f"{command} ended with {process.returncode}:\n{output.decode(errors='replace')}")
    return Run(seconds, usage.ru_maxrss / 1024)


if __name__ == "__main__":
    main()

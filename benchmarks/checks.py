"""How long ``consult check`` takes on large workspaces, as ratios to loading alone, and how its cost grows with each size.

python benchmarks/checks.py [--quick] [--print]
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import library
from run import CONSULT, HERE, SLUG, in_turn, timed

LOAD = """
import sys
from toolkit.session import Session
session = Session.open(sys.argv[1])
print(len(session.findings))
"""
SENT = 180
"""Of the 200 responses, in the row that shows a library after ten years: what is sent is not checked unless it is named."""
SIZES = {"sources": 5_000, "claims": 2_500, "responses": 50}
"""What the table of growth begins with; each is then doubled twice, with the others as they are."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="one run of each")
    parser.add_argument("--print", action="store_true", help="print the tables only, and leave README.md as it is")
    arguments = parser.parse_args()
    runs = 1 if arguments.quick else 5
    with TemporaryDirectory() as folder:
        text = f"{large(Path(folder) / 'large', runs)}\n{growth(Path(folder), runs)}"
    print(text)
    if not arguments.print:
        readme = HERE / "README.md"
        between = re.compile(r"(?<=<!-- checks -->\n).*(?=<!-- /checks -->)", re.DOTALL)
        readme.write_text(between.sub(lambda _: f"\n{text}\n", readme.read_text(encoding="utf-8")), encoding="utf-8")


def large(root: Path, runs: int) -> str:
    """The large workspace: everything cold and warm, one response warm and edited, memory."""
    library.make(root, sources=20_000, claims=10_000, responses=200)
    load = [sys.executable, "-c", LOAD, str(root)]
    check = [CONSULT, "--root", str(root), "check", "--format", "json"]
    one = [*check, SLUG]
    word = next(iter(sorted((root / "responses" / SLUG).rglob("*.md"))))
    text = word.read_text(encoding="utf-8")

    def cold(command: list[str]) -> float:
        shutil.rmtree(root / ".toolkit", ignore_errors=True)
        return timed(command, statuses=(0, 1)).seconds

    def edited(number: int) -> float:
        word.write_text(f"{text}\nA sentence more, which says it {number} times.\n", encoding="utf-8")
        return timed(one, statuses=(0, 1)).seconds

    cold_check, cold_load = in_turn(lambda _: cold(check), lambda _: cold(load), runs)
    timed(check, statuses=(0, 1))
    warm_check, warm_load = in_turn(lambda _: timed(check, statuses=(0, 1)).seconds, lambda _: timed(load).seconds, runs)
    timed(one, statuses=(0, 1))
    warm_one = median(timed(one, statuses=(0, 1)).seconds for _ in range(runs))
    edited_one = median(edited(number) for number in range(runs))
    word.write_text(text, encoding="utf-8")
    shutil.rmtree(root / ".toolkit")
    memory = timed(check, statuses=(0, 1)).megabytes
    library.send(root, SENT)
    sent_check, sent_load = in_turn(lambda _: cold(check), lambda _: cold(load), runs)
    rows = [
        ("Everything, no cache", cold_check, cold_load, "1.5"),
        (f"Everything, no cache, {SENT} of the responses sent", sent_check, sent_load, "1.5"),
        ("Everything, nothing changed", warm_check, warm_load, "–"),
        ("One response, nothing changed", warm_one, warm_load, "1 s"),
        ("One response, after an edit of its text", edited_one, warm_load, "1 s"),
    ]
    lines = ["| 20,000 sources, 10,000 claims, 200 responses | check | load alone | ratio | at most |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {name} | {ours:.2f} s | {bare:.2f} s | {ours / bare:.2f} | {bound} |" for name, ours, bare, bound in rows]
    return "\n".join([*lines, "", f"Peak memory with no cache: {memory:.0f} MB. Medians of {runs} runs in turn."]) + "\n"


def growth(folder: Path, runs: int) -> str:
    """Seconds with no cache as one size doubles and doubles again."""
    lines = ["| no cache | 1× | 2× | 4× | added by 2×, by 4× |", "| --- | --- | --- | --- | --- |"]
    for name, size in SIZES.items():
        seconds = []
        for times in (1, 2, 4):
            root = library.make(folder / f"{name}-{times}", **{**SIZES, name: size * times})
            check = [CONSULT, "--root", str(root), "check", "--format", "json"]
            seconds.append(median(_cold(root, check) for _ in range(min(runs, 3))))
            shutil.rmtree(root)
        first, second, fourth = seconds
        grown = f"{second - first:.2f} s, {fourth - first:.2f} s"
        lines.append(f"| {name} from {size:,} | {first:.2f} s | {second:.2f} s | {fourth:.2f} s | {grown} |")
    return "\n".join([*lines, "", "Where the cost is linear, four times the size adds three times what two times the size adds."]) + "\n"


def _cold(root: Path, command: list[str]) -> float:
    shutil.rmtree(root / ".toolkit", ignore_errors=True)
    return timed(command, statuses=(0, 1)).seconds


if __name__ == "__main__":
    main()

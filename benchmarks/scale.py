"""Measures the check of an organisation's whole archive against bare text extraction, and writes the table in README.md.

python benchmarks/scale.py                  1,000 sources, 10,000 quotations and 1,000 figures; the PDFs first
python benchmarks/scale.py --quick          a tenth of that
    [--jobs N] [--folder FOLDER] [--print]

The PDFs are set by typst, of 10 to 46 pages and no two alike; they stay in the folder for the next run. What is quoted is drawn from them
with pypdfium2 alone, so that what must come of each quotation is known, and the run ends with status 1 where something else did.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import platform
import random
import re
import shutil
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import typst

from toolkit.archive.kept import STORE
from toolkit.archive.lock import PATH
from toolkit.archive.proof import Cited, Prover, Quoted, StatedFigure
from toolkit.archive.workers import processes
from toolkit.disk import digest
from toolkit.english.figures import read_figures
from toolkit.model.draft import Locator
from toolkit.model.span import Span

HERE = Path(__file__).parent
MARKS = "<!-- scale -->", "<!-- /scale -->"
SOURCES, PER_SOURCE = 1_000, 10
LONGEST, SHORTEST = 46, 10
MADE = "1"
"""Raised when the PDFs change, so that old ones are not taken for them."""

WHO = ("officers", "inspectors", "residents", "councils", "charities", "families", "landlords", "teachers", "nurses", "tenants")
DID = ("recorded", "reported", "counted", "examined", "published", "received", "refused", "reviewed", "closed", "opened")
WHAT = ("complaints", "searches", "referrals", "placements", "visits", "inspections", "hearings", "applications", "surveys", "reviews")
WHERE = ("in the north", "along the coast", "in rural districts", "in the capital", "across the region", "near the border")
WHY = (
    "because the guidance had changed",
    "although the budget was cut",
    "before the new rules came into force",
    "while staff were few",
    "after a long consultation with those concerned",
    "as the earlier report had advised",
    "which nobody had expected",
)


def prose(number: int, chance: random.Random) -> Iterator[str]:
    """Sentences of a report, no two alike."""
    for at in range(100_000):
        count = f"{1_000 + 37 * at + chance.randrange(37):,}"
        year = 1990 + chance.randrange(30)
        yield (
            f"In {year} {chance.choice(WHO)} of district {number} {chance.choice(DID)} {count} {chance.choice(WHAT)} "
            f"{chance.choice(WHERE)}, {chance.choice(WHY)}."
        )


def report(number: int) -> bytes:
    """A PDF of a certain number of pages, at random from the shortest to the longest; always the same for one number."""
    chance = random.Random(number)
    pages = chance.randint(SHORTEST, LONGEST)
    sentences = prose(number, chance)
    paragraphs = []
    for at in range(pages * 7):  # about seven to a page
        if at % 14 == 0:
            paragraphs.append(f"== Part {at // 14 + 1}")
        paragraphs.append(" ".join(next(sentences) for _ in range(chance.randint(3, 6))))
    head = f'#set page("a4", numbering: "1", header: [Report {number}])\n#set text(11pt)\n#set par(justify: true)\n= Report {number}\n\n'
    return bytes(typst.compile((head + "\n\n".join(paragraphs)).encode()))


def make(folder: str, number: int) -> str:
    """The sha256 of a report, made where it is not there yet."""
    path = Path(folder) / f"report{number}.pdf"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(report(number))
        unfinished.rename(path)
    return digest(path.read_bytes())


def bare(path: str) -> list[str]:
    """The text of each page, as pypdfium2 has it."""
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


# --- what is looked for ---------------------------------------------------------------------------------------------------


class Sought(NamedTuple):
    """Quotations with what must come of each, and figures, which are all true."""

    quoted: list[Quoted]
    wanted: list[str]
    stated: list[StatedFigure]
    pages: int


_SENTENCE = re.compile(r"In \d{4} [^.]{60,300}\.")


def drawn(path: str) -> Sought:
    """Quotations and a figure of one report: of ten, seven are true, one has a wrong page, one another number, one is of another report."""
    key = Path(path).stem
    chance = random.Random(key)
    pages = [" ".join(page.replace("\ufffe\r\n", "").replace("\ufffe", "").split()) for page in bare(path)]
    found = [(at, sentence) for at, page in enumerate(pages, 1) for sentence in _SENTENCE.findall(page)]
    chosen = chance.sample(found, PER_SOURCE + 1)
    quoted, wanted = [], []
    for turn, (page, sentence) in enumerate(chosen[:PER_SOURCE]):
        words, at, state = sentence, page, "verified"
        if turn == 7:
            at, state = (page + len(pages) // 2) % len(pages) + 1, "elsewhere"
            state = "verified" if at == page else state
        elif turn == 8:
            words, state = re.sub(r"\d(?= \w+ (?:in|along|across|near))", lambda found: str((int(found[0]) + 5) % 10), sentence), "altered"
        elif turn == 9:
            words, state = "Nothing of the kind was said by anybody who took part in these long and careful conversations.", "not-found"
        quoted.append(Quoted(words, (_cited(key, at),), _SPAN))
        wanted.append(state)
    page, sentence = chosen[PER_SOURCE]
    figure = max(read_figures(sentence), key=lambda each: each.low)
    return Sought(quoted, wanted, [StatedFigure(figure.text, figure, sentence, (_cited(key, page),), _SPAN)], len(pages))


_SPAN = Span(path="evidence/scale.yaml")


def _cited(key: str, page: int) -> Cited:
    return Cited(key, Locator(label="page", value=str(page)), f"p. {page}")


# --- measuring ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Level:
    """So many sources, and the seconds that each thing took for them."""

    sources: int
    pages: int
    quotations: int
    figures: int
    bare: float
    cold: float
    warm: float
    known: float
    wrong: int

    def cells(self) -> list[str]:
        times = [f"{each:.1f} s ({each / self.bare:.2f})" for each in (self.cold, self.warm, self.known)]
        return [
            f"{self.sources:,}",
            f"{self.pages:,}",
            f"{self.quotations:,} + {self.figures:,}",
            f"{self.bare:.1f} s",
            *times,
            str(self.wrong),
        ]


def timed(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def measure(root: Path, sought: list[Sought], paths: list[str], jobs: int) -> Level:
    """One level: bare extraction, then nothing kept, texts kept, everything kept, each with so many processes that start with it."""
    quoted = [each for one in sought for each in one.quoted]
    wanted = [each for one in sought for each in one.wanted]
    stated = [each for one in sought for each in one.stated]

    def extract() -> None:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn")) as pool:
            for _ in pool.map(bare, paths, chunksize=4):
                pass

    found: list[list[str]] = []

    def prove() -> None:
        with Prover(root) as prover, processes(jobs) as executor:
            proofs, figures = prover.prove_all(quoted, stated, executor, partial(print, file=sys.stderr))
        found.append([*(proof.verdict.state for proof in proofs), *(figure.verdict.state for figure in figures)])

    plain = timed(extract)
    shutil.rmtree(root / ".toolkit", ignore_errors=True)
    cold = timed(prove)
    forget(root)
    warm, known = timed(prove), timed(prove)
    expected = [*wanted, *("exact" for _ in stated)]
    wrong = Counter((want, got) for want, got in zip(expected, found[0], strict=True) if want != got)
    if wrong or found[0] != found[1] or found[1] != found[2]:
        print(f"not as it must be (wanted, found): {dict(wrong)}; the same each time: {found[0] == found[1] == found[2]}", file=sys.stderr)
    pages = sum(one.pages for one in sought)
    return Level(len(paths), pages, len(quoted), len(stated), plain, cold, warm, known, sum(wrong.values()))


def forget(root: Path) -> None:
    """Verdicts go, texts stay."""
    with closing(sqlite3.connect(root / STORE)) as db, db:
        db.execute("delete from verdict")


def lock(hashes: list[str]) -> str:
    day = date(2026, 1, 1).isoformat()
    return "".join(f"report{at}:\n  - file: report{at}.pdf\n    sha256: {hash_}\n    captured: {day}\n" for at, hash_ in enumerate(hashes))


def table(levels: list[Level], jobs: int, *, quick: bool) -> str:
    heads = [
        "sources",
        "pages",
        "quotations + figures",
        "bare extraction",
        "nothing kept",
        "texts kept",
        "verdicts kept",
        "not as it must be",
    ]
    lines = ["| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *(level.cells() for level in levels)]]
    first, last = levels[0], levels[-1]
    times = last.sources / first.sources
    growth = f"{times:.0f} times the sources take {last.cold / first.cold:.1f} times as long with nothing kept"
    growth += f" and {last.warm / first.warm:.1f} times with texts kept"
    part = "A tenth of the whole (`--quick`). " if quick else ""
    made = f"{jobs} processes each on {os.cpu_count()} cores, start of processes included; Python {platform.python_version()}"
    return "\n".join(
        [*lines, "", f"{part}In brackets the ratio to bare extraction by pypdfium2. {growth}. {made}, pypdfium2 {version('pypdfium2')}."]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sources")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("/tmp/consult-scale"), help="where the PDFs are made and kept")
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    options = parser.parse_args()
    count = SOURCES // 10 if options.quick else SOURCES
    root = options.folder / f"made-{MADE}"
    archive = (root / PATH).parent
    archive.mkdir(parents=True, exist_ok=True)
    paths = [str(archive / f"report{number}.pdf") for number in range(count)]
    with ProcessPoolExecutor(options.jobs, multiprocessing.get_context("spawn")) as pool:
        start = time.perf_counter()
        hashes = list(pool.map(partial(make, str(archive)), range(count), chunksize=4))
        print(f"{count:,} PDFs made or found in {time.perf_counter() - start:.0f} s", file=sys.stderr)
        sought = list(pool.map(drawn, paths, chunksize=4))
    (root / PATH).write_text(lock(hashes), encoding="utf-8")
    levels = []
    for part in (4, 2, 1):
        levels.append(measure(root, sought[: count // part], paths[: count // part], options.jobs))
        print(" | ".join(levels[-1].cells()), file=sys.stderr)
    made = table(levels, options.jobs, quick=options.quick)
    print(made)
    if options.quick:
        print("\nThis was a tenth. In full, on a quiet machine: python benchmarks/scale.py", file=sys.stderr)
    if not options.print:
        readme = HERE / "README.md"
        before, _, rest = readme.read_text(encoding="utf-8").partition(MARKS[0])
        readme.write_text(f"{before}{MARKS[0]}\n\n{made}\n\n{MARKS[1]}{rest.partition(MARKS[1])[2]}", encoding="utf-8")
    return int(any(level.wrong for level in levels))


if __name__ == "__main__":
    sys.exit(main())

"""How often search finds what answers a question, and how quickly, against bare FTS5. Writes two tables.

python benchmarks/search.py [--quick] [--print] [--skip-speed | --skip-quality]

The table of quality goes to docs/explanation/search.md, that of speed to README.md.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import library
import yaml
from run import CONSULT, HERE

from toolkit.library.entries import What
from toolkit.library.kept import STORE
from toolkit.library.meaning import Meaning, missing
from toolkit.library.search import FEW, Wanted
from toolkit.library.suggest import Asked, suggest
from toolkit.library.words import every, some, terms
from toolkit.model.response import Consultation, Outline, Response
from toolkit.session import Session

ROOT = HERE.parent
QUESTIONS = ROOT / "tests" / "library" / "questions.yaml"
LIBRARY = ROOT / "tests" / "fixtures" / "library"
PAGE = ROOT / "docs" / "explanation" / "search.md"
SIZES = (1_000, 10_000, 100_000)
QUERIES = (
    *("legal aid London", "stop and search", "universal credit overturned", "figures waited longer target", "drug treatment Leeds 2015"),
    *("needle exchange", "people affected Scotland", "probation help first", "overdose prevention Bristol", "youth custody"),
    *(
        "racial disparity Lambeth",
        "school exclusion",
        "housing benefit Wales length",
        "sentencing Durham 2019",
        "diversion schemes offered",
    ),
    *("rough sleeping London", "decisions overturned Manchester", "policing by consent", "custody 2012 England", "treatment people wait"),
)
NOBODY = Response(slug="new", consultation=Consultation(title="A consultation", body="A body"), outline=Outline())
Near = Callable[[str, What], Sequence[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="the two smaller sizes alone, and fewer runs")
    parser.add_argument("--print", action="store_true", help="print the tables only, and leave the pages as they are")
    parser.add_argument("--skip-speed", action="store_true")
    parser.add_argument("--skip-quality", action="store_true")
    arguments = parser.parse_args()
    if not arguments.skip_quality:
        show(quality(), PAGE, "quality", write=not arguments.print)
    if not arguments.skip_speed:
        with TemporaryDirectory() as folder:
            table = speed(Path(folder), SIZES[:2] if arguments.quick else SIZES, 3 if arguments.quick else 5)
        show(table, HERE / "README.md", "search", write=not arguments.print)


def show(text: str, page: Path, name: str, *, write: bool) -> None:
    print(text)
    if write:
        between = re.compile(rf"(?<=<!-- {name} -->\n).*(?=<!-- /{name} -->)", re.DOTALL)
        page.write_text(between.sub(lambda _: f"\n{text}\n", page.read_text(encoding="utf-8")), encoding="utf-8")


# --- quality ----------------------------------------------------------------------------------------------------------------


class Score(NamedTuple):
    """Over the questions that have something to find: how much of it is among the first ten, and how high the first of it stands."""

    recall: float
    reciprocal: float


def quality() -> str:
    """Recall among the first ten and mean reciprocal rank, of claims and of passages, by way of searching."""
    questions = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    session = Session.open(LIBRARY, overlay={"benchmarks/unsaved": ""})  # so that nothing is kept in the fixture
    ways = {"words": session_way(session), "words, broadened with synonyms": session_way(session, broaden=True)}
    speeds = ""
    if missing():
        speeds = f"Without meaning: not installed were {', '.join(missing())}."
    else:
        meaning = Meaning(None)
        ways["meaning alone"] = meaning_way(session, meaning)
        ways["words and meaning, fused"] = session_way(session, meaning)
        speeds = meaning_speed(questions)
    rows = []
    for name, way in ways.items():
        claims, passages = score(questions, way, session.workspace.claims), score(questions, way, session.workspace.passages)
        figures = (claims.recall, claims.reciprocal, passages.recall, passages.reciprocal)
        rows.append(f"| {name} | {' | '.join(f'{figure:.2f}' for figure in figures)} |")
    fits = sum(len(question["fits"]) for question in questions)
    heads = ["| way | claims: recall at 10 | MRR | passages: recall at 10 | MRR |", "| --- | --- | --- | --- | --- |"]
    things = f"{len(session.workspace.claims)} claims, {len(session.workspace.passages)} passages"
    size = f"{len(questions)} questions with {fits} labels, {things}."
    return "\n".join([*heads, *rows, "", f"{size} {speeds}".strip()]) + "\n"


Way = Callable[[str], dict[str, list[str]]]
"""Ids of the first ten for a question, by sort."""


def session_way(session: Session, meaning: Meaning | None = None, *, broaden: bool = False) -> Way:
    """As ``consult suggest`` does it."""
    searching = session._searching

    def way(text: str) -> dict[str, list[str]]:
        def look(index: Any) -> dict[str, list[str]]:
            near = meaning.alike(index) if meaning else None
            suggested = suggest(index, NOBODY, Asked("Q", text, ()), 10, searching._ground, near, broaden=broaden)
            return {what: [each.hit.id for each in suggested.fitting if each.hit.what == what] for what in ("claims", "passages")}

        return searching._holder.ask(look)

    return way


def meaning_way(session: Session, meaning: Meaning) -> Way:
    def way(text: str) -> dict[str, list[str]]:
        def look(index: Any) -> dict[str, list[str]]:
            near = meaning.alike(index)
            return {what: [index.item(key).id for key in near(text, what)[:10]] for what in ("claims", "passages")}

        return session._searching._holder.ask(look)

    return way


def score(questions: list[dict[str, Any]], way: Way, known: Any) -> Score:
    found, wanted, reciprocals = 0, 0, []
    for question in questions:
        fits = [id_ for id_ in question["fits"] if id_ in known]
        if fits:
            first = next(ids for ids in way(question["text"]).values() if not ids or ids[0] in known)
            found, wanted = found + sum(id_ in first for id_ in fits), wanted + len(fits)
            reciprocals.append(max((1 / (first.index(id_) + 1) for id_ in fits if id_ in first), default=0.0))
    return Score(found / wanted, sum(reciprocals) / len(reciprocals))


def meaning_speed(questions: list[dict[str, Any]]) -> str:
    meaning = Meaning(None)
    meaning.vectors(["warm"])
    texts = [question["text"] for question in questions]
    one = median(seconds(lambda text=text: meaning.vectors([text])) for text in texts[:20])
    rest = seconds(lambda: meaning.vectors(texts[20:]))
    return f"The vector of one question takes {one * 1000:.0f} ms; of many texts {(len(texts) - 20) / rest:.0f} are made in a second, once."


# --- speed ------------------------------------------------------------------------------------------------------------------


def speed(folder: Path, sizes: Sequence[int], rounds: int) -> str:
    """One row a size: the index from nothing and after an edit, queries against bare FTS5 in turn, and memory."""
    heads = [
        "claims",
        "index from nothing",
        "for each 1,000",
        "after one edit",
        "p50, bare FTS5",
        "ratio",
        "p95, bare FTS5",
        "ratio",
        "file",
        "peak memory",
    ]
    rows = [[f"{size:,}", *measured(folder / str(size), size, rounds)] for size in sizes]
    lines = ["| " + " | ".join(cells) + " |" for cells in [heads, ["---"] * len(heads), *rows]]
    runs = f"of each the quickest of {rounds} runs"
    lines += ["", f"{len(QUERIES)} queries, ours and bare in turn in one process, {runs}; both ratios are to be 1.5 at most."]
    lines[-1] += " All times are of the processor."
    lines += ["", used(folder / "responses")]
    return "\n".join(lines) + "\n"


def measured(root: Path, size: int, rounds: int) -> Iterator[str]:
    library.make(root, sources=size // 5, claims=size)
    Session.open(root)
    cold = seconds(lambda: Session.open(root).search(Wanted("rent")))
    yield f"{cold:.2f} s"
    yield f"{cold / size * 1_000_000:.0f} ms"
    path = root / "evidence" / "large-0000.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("figures on", "numbers on", 1), encoding="utf-8")
    edited = Session.open(root)
    yield f"{seconds(lambda: edited.search(Wanted('rent'))):.2f} s"
    ours, bare = queries(edited, root, rounds)
    for share in (0.5, 0.95):
        first, second = (sorted(times)[int(len(times) * share)] for times in (ours, bare))
        yield f"{first * 1000:.1f} ms, {second * 1000:.1f} ms"
        yield f"{first / second:.2f}"
    yield f"{(root / '.toolkit' / 'search.sqlite').stat().st_size / 1e6:.0f} MB"
    (root / ".toolkit" / "search.sqlite").unlink()
    yield f"{int(subprocess.run([sys.executable, '-c', PEAK, str(root)], capture_output=True, check=True).stdout) / 1024:.0f} MB"
    shutil.rmtree(root)


def queries(session: Session, root: Path, rounds: int) -> tuple[list[float], list[float]]:
    """Seconds of each query, the quickest of some runs: ours, and the same expressions on a table of the same words and no more."""
    ours: dict[str, float] = {}
    bare: dict[str, float] = {}
    with closing(sqlite3.connect(root / "bare.sqlite")) as db:
        db.execute("create virtual table claim using fts5(name, text, tags, source, tokenize = 'porter unicode61 remove_diacritics 2')")
        db.execute("attach ? as ours", (str(root / STORE),))
        db.execute("insert into claim select name, text, tags, source from ours.claims")
        db.commit()
        look = "select rowid, rank, highlight(claim, 1, '[', ']') from claim where claim match ? order by rank limit 8"

        def by_hand(query: str) -> None:
            found = terms(query)
            if len(db.execute(look, (every(found),)).fetchall()) < FEW and len(found) > 1:
                db.execute(look, (some(found),)).fetchall()

        for query in QUERIES * rounds:
            wanted = Wanted(query, what=("claims",))
            ours[query] = min(ours.get(query, 60.0), seconds(lambda wanted=wanted: session.search(wanted)))
            bare[query] = min(bare.get(query, 60.0), seconds(lambda query=query: by_hand(query)))
    return [*ours.values()], [*bare.values()]


def used(root: Path) -> str:
    """``consult where-used`` with 200 responses, the first time and later."""
    library.make(root, sources=2_000, claims=2_000, responses=200)
    command = [CONSULT, "--root", str(root), "where-used", "portugal-deaths"]
    first = whole(command)
    later = median(whole(command) for _ in range(3))
    path = next((root / "responses" / "large-0000").rglob("*.md"))
    path.write_text(f"{path.read_text(encoding='utf-8')}\nA sentence more that nobody had before.\n", encoding="utf-8")
    return (
        f"`consult where-used` with 200 responses, whole processes: {first:.2f} s the first time, {later:.2f} s when nothing has changed, "
        f"{whole(command):.2f} s after an edit of one response. Starting Python and opening the library alone: "
        f"{whole([sys.executable, '-c', OPEN, str(root)]):.2f} s."
    )


PEAK = """
import sys
from toolkit.library.search import Wanted
from toolkit.session import Session
Session.open(sys.argv[1]).search(Wanted("rent"))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""What a process takes for itself: the figure that the system gives to its parent counts what the parent had before it."""
OPEN = "import sys; from toolkit.session import Session; Session.open(sys.argv[1])"


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, so that what else the computer does counts for little; the index is in the memory of the system by then."""
    start = time.process_time()
    work()
    return time.process_time() - start


def whole(command: list[str]) -> float:
    """Seconds of the processor that a process takes from its start to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()

"""The labelled set of figures (figures.yaml), run: for the tests, and to count how often the check is right.

``python -m tests.archive.labelled [made|held]`` prints the counts and every claim on which the check and the label differ.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from toolkit.archive.figure_verdict import AGREEING, FigureVerdict
from toolkit.archive.figures import Asked, verify_figure
from toolkit.archive.pages import Copy, Page
from toolkit.archive.stated import StatedIn
from toolkit.english.arithmetic import worked_out
from toolkit.english.figures import Figure, read_figures
from toolkit.model.draft import Locator

SET = Path(__file__).with_name("figures.yaml")
GREEN = frozenset({"exact", "equivalent", "rounded", "bound"})


@dataclass(frozen=True)
class Labelled:
    """One claim with what a careful reader says of its figure, and what the check says."""

    document: str
    half: str
    claim: str
    expect: tuple[str, ...]
    page: int
    """The page on which it is, where it is on another one than the cited."""
    verdict: FigureVerdict

    @property
    def true(self) -> bool:
        """Whether the source says so at the cited page, beyond doubt."""
        return set(self.expect) <= GREEN

    @property
    def right(self) -> bool:
        """Whether the verdict is one that the label allows; of the four that agree none is better than another."""
        verdict = self.verdict
        if verdict.state == "elsewhere":
            return "elsewhere" in self.expect and self.page in (0, verdict.page)
        if verdict.state in GREEN:
            return bool(GREEN & set(self.expect)) if verdict.plain else "read" in self.expect
        named = {"unit-doubtful": ("unit", "read"), "absent": ("absent",)}.get(verdict.state, (verdict.state,))
        return any(name in self.expect for name in named)


def labelled(half: str | None = None) -> Iterator[Labelled]:
    """The claims of the set, or of one half of it, with their verdicts."""
    for document in yaml.safe_load(SET.read_text(encoding="utf-8")):
        if half in (None, document["half"]):
            pages, labels = document["pages"], document.get("labels") or []
            names = labels or [str(number) for number in range(1, len(pages) + 1)]
            made = (
                Page(number, text, label=label, labels=(label,)) for number, (text, label) in enumerate(zip(pages, names, strict=True), 1)
            )
            read = StatedIn(Copy("txt", (*made, Page(len(pages) + 1, "", labels=("",)))))
            for claim in document["claims"]:
                yield _labelled(document, claim, read)


def figure_of(claim: dict[str, Any]) -> Figure:
    """The figure that is looked for: the one that is named, else the only one that asks for evidence, else the first."""
    figures = read_figures(claim["claim"])
    named = [figure for figure in figures if claim.get("figure", figure.text) == figure.text]
    return next((figure for figure in named if figure.weighty), named[0])


def _labelled(document: dict[str, Any], claim: dict[str, Any], read: StatedIn) -> Labelled:
    expect = claim["expect"] if isinstance(claim["expect"], list) else [claim["expect"]]
    figure = figure_of(claim)
    if "from" in claim:
        found = worked_out(figure, [each for text in claim["from"] for each in read_figures(text)])
        verdict = FigureVerdict("derived", compared=found.text) if found else FigureVerdict("underived")
    else:
        verdict = verify_figure(Asked(figure, claim["claim"]), read, Locator(label="page", value=str(claim["cited"])))
    return Labelled(document["id"], document["half"], claim["claim"], tuple(expect), claim.get("page", 0), verdict)


def counts(rows: list[Labelled]) -> dict[str, tuple[int, int]]:
    """By what is counted, how many of how many."""
    looked = [row for row in rows if not {"derived", "underived"} & set(row.expect)]
    green = [row for row in looked if row.verdict.plain]
    true = [row for row in looked if row.true]
    there = [row for row in looked if (GREEN | {"elsewhere", "read"}) >= set(row.expect)]
    derived = [row for row in rows if {"derived", "underived"} & set(row.expect)]
    lie = [row for row in looked if row.expect == ("absent",)]
    return {
        "green, and rightly so": (sum(bool(GREEN & set(row.expect)) for row in green), len(green)),
        "true, and green": (sum(row.verdict.plain for row in true), len(true)),
        "true, and found (green, or to be read)": (sum(row.verdict.state in AGREEING for row in true), len(true)),
        "in the source, and called absent": (sum(row.verdict.state == "absent" for row in there), len(there)),
        "wrong figure, and green": (sum(row.verdict.plain for row in lie), len(lie)),
        "of somebody or something else, and green": _green(looked, "read"),
        "another unit or sense, and green": _green(looked, "unit"),
        "on another page, and that page named": (
            sum(row.right for row in looked if row.expect == ("elsewhere",)),
            sum(row.expect == ("elsewhere",) for row in looked),
        ),
        "worked out, or not, as it should be": (sum(row.right for row in derived), len(derived)),
        "every label met": (sum(row.right for row in rows), len(rows)),
    }


def _green(rows: list[Labelled], label: str) -> tuple[int, int]:
    chosen = [row for row in rows if label in row.expect and not GREEN & set(row.expect)]
    return sum(row.verdict.plain for row in chosen), len(chosen)


def main() -> None:
    rows = list(labelled(sys.argv[1] if len(sys.argv) > 1 else None))
    for row in rows:
        if not row.right:
            verdict = row.verdict
            said = [f"{doubt.kind}: {doubt.text}" for doubt in verdict.doubts]
            print(f"{row.document}: {row.claim}\n    wanted {', '.join(row.expect)}; {verdict.state} {verdict.page} {said}")
            print(f"    {verdict.compared} | {verdict.passage} | {verdict.heading} | shared {verdict.shared} | nearest {verdict.nearest}")
    print(Counter(row.verdict.state for row in rows))
    for name, (good, of) in counts(rows).items():
        print(f"{name:45} {good:4} of {of:4}  {100 * good / of if of else 0:.1f} %")


if __name__ == "__main__":
    main()

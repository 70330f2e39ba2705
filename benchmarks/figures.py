"""Measures the proof of figures on real PDFs of other people, and writes the table in docs/explanation/proof-of-figures.md.

python benchmarks/figures.py [--print] [--show] [--seed N] [--size N] [--set first|second|third]

The documents are those of proof.py, read for the claims with poppler's pdftotext and for the check with its own reader. A claim is a
sentence of the document with a third of its words left out, as somebody retells it. Nobody has read these sentences: what is true is
what was not changed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path

from proof import SETS, Document, Sentence, documents, sentences

from toolkit.archive.figure_verdict import FigureVerdict
from toolkit.archive.figures import Asked, verify_figure
from toolkit.archive.stated import StatedIn
from toolkit.english.figures import Figure, read_figures

TABLE = Path(__file__).parent.parent / "docs" / "explanation" / "proof-of-figures.md"
_DIGIT = re.compile(r"\d")


@dataclass
class Count:
    name: str
    wanted: str
    good: int = 0
    of: int = 0
    bad: list[str] = field(default_factory=list)

    def add(self, claim: Claim, verdict: FigureVerdict, *, good: bool) -> None:
        self.of += 1
        self.good += good
        if not good:
            said = f"{verdict.state} {verdict.page} {verdict.compared} {[doubt.kind for doubt in verdict.doubts]} {verdict.why}"
            self.bad.append(
                f"{claim.document.name} p {claim.page + 1}: {claim.figure.text} | {claim.text}\n    {said}\n    {verdict.passage}"
            )


@dataclass(frozen=True)
class Claim:
    document: Document
    page: int
    text: str
    figure: Figure


def claims(document: Document, chance: random.Random) -> Iterator[Claim]:
    """The figures of a document's sentences that ask for evidence, each in its sentence with a third of the other words left out."""
    for sentence in sentences(document):
        for figure in read_figures(sentence.text):
            if figure.weighty and _DIGIT.search(figure.text):
                yield from _retold(sentence, figure, chance)


def _retold(sentence: Sentence, figure: Figure, chance: random.Random) -> Iterator[Claim]:
    before, behind = sentence.text[: figure.start].split(), sentence.text[figure.end :].split()
    words = [*_fewer(before, chance), figure.text, *_fewer(behind, chance)]
    text = " ".join(words)
    found = [each for each in read_figures(text) if each.text == figure.text and each.kind == figure.kind and each.low == figure.low]
    if found:
        yield Claim(sentence.document, sentence.page, text, found[0])


def _fewer(words: list[str], chance: random.Random) -> list[str]:
    return [word for at, word in enumerate(words) if at == 0 or chance.random() > 1 / 3]


Change = Callable[[Claim, random.Random], Claim | None]


def other_digit(claim: Claim, chance: random.Random) -> Claim | None:
    if claim.figure.qualifier:
        return None  # more than 101 may be as true as more than 100
    places = [place.start() for place in _DIGIT.finditer(claim.figure.text)]
    at = chance.choice(places)
    new = chance.choice([digit for digit in "123456789" if digit != claim.figure.text[at]])
    return _with(claim, f"{claim.figure.text[:at]}{new}{claim.figure.text[at + 1 :]}")


def other_size(claim: Claim, _: random.Random) -> Claim | None:
    """Ten times as much."""
    number = re.search(r"\d[\d,]*", claim.figure.text)
    if number is None:
        return None
    ten = f"{10 * int(number[0].replace(',', '')):,}"
    return _with(claim, f"{claim.figure.text[: number.start()]}{ten}{claim.figure.text[number.end() :]}")


def other_unit(claim: Claim, _: random.Random) -> Claim | None:
    """Per cent of a count, and a count of per cent."""
    number = re.search(r"\d[\d,.]*\d|\d", claim.figure.text)
    if number is None or claim.figure.kind not in {"number", "percentage"}:
        return None
    return _with(claim, f"{number[0]} per cent" if claim.figure.kind == "number" else f"{number[0]}")


def _with(claim: Claim, words: str) -> Claim | None:
    text = f"{claim.text[: claim.figure.start]}{words}{claim.text[claim.figure.end :]}"
    found = next((each for each in read_figures(text) if each.start == claim.figure.start), None)
    changed = found is not None and (found.low, found.high, found.kind) != (claim.figure.low, claim.figure.high, claim.figure.kind)
    return Claim(claim.document, claim.page, text, found) if found is not None and changed else None


def measured(found: list[Document], chance: random.Random, size: int) -> list[Count]:
    drawn = {document.name: list(claims(document, chance)) for document in found}
    drawn = {name: each for name, each in drawn.items() if len(each) >= 3}
    read = {document.name: StatedIn(document.copy) for document in found}

    def judged(claim: Claim, page: int) -> FigureVerdict:
        return verify_figure(Asked(claim.figure, claim.text), read[claim.document.name], claim.document.cited(page))

    def some() -> Iterator[Claim]:
        """From all documents in turn, none twice."""
        order = [chance.sample(each, len(each)) for _, each in sorted(drawn.items())]
        turns = (each for turn in zip_longest(*order) for each in turn if each is not None)
        return islice(turns, size)

    green = Count("true → green", "")
    there = Count("true → not called absent", "≥ 95 %")
    for claim in some():
        verdict = judged(claim, claim.page)
        green.add(claim, verdict, good=verdict.plain)
        there.add(claim, verdict, good=verdict.state != "absent")
    counts = [green, there]
    changes: tuple[tuple[str, Change], ...] = (
        ("a digit changed", other_digit),
        ("ten times as much", other_size),
        ("another unit", other_unit),
    )
    for name, change in changes:
        count = Count(f"{name} → not green", "")
        for claim in some():
            if changed := change(claim, chance):
                verdict = judged(changed, claim.page)
                count.add(changed, verdict, good=not verdict.plain)
        counts.append(count)
    count = Count("wrong page → not green", "")
    for claim in some():
        pages = [page for page in range(len(claim.document.pages)) if abs(page - claim.page) > 1]
        if pages:
            page = chance.choice(pages)
            verdict = judged(claim, page)
            count.add(claim, verdict, good=not verdict.plain)
    return [*counts, count]


def table(counts: list[Count], size: int) -> str:
    rows = ["| what | number | right | rate | wanted |", "| --- | --- | --- | --- | --- |"]
    rows += [f"| {each.name} | {each.of:,} | {each.good:,} | {100 * each.good / (each.of or 1):.1f} % | {each.wanted} |" for each in counts]
    return "\n".join([*rows, "", f"From {size:,} documents."])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    parser.add_argument("--show", action="store_true", help="show what went wrong")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=300, help="the number of true claims")
    parser.add_argument("--set", choices=tuple(SETS), default="first")
    options = parser.parse_args()
    found = list(documents(SETS[options.set]))
    counts = measured(found, random.Random(options.seed), options.size)
    made = table(counts, len(found))
    if options.show:
        for count in counts:
            print(f"{count.name}:", *count.bad, sep="\n  ")
    if options.print:
        print(made)
        return
    mark = f"<!-- {options.set} -->"
    text = TABLE.read_text(encoding="utf-8")
    before, _, rest = text.partition(mark)
    behind = re.sub(r"\A\s*(?:\|.*\n)+\n?(?:From .*\n)?", "", rest)
    TABLE.write_text(f"{before}{mark}\n\n{made}\n{behind}", encoding="utf-8")


if __name__ == "__main__":
    main()

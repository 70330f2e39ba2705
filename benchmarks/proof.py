"""Measures the check of quotations on real PDFs of other people, and writes the table in docs/explanation/proof.md.

python benchmarks/proof.py [--print] [--show] [--seed N] [--set first|second|third]

The quotations are drawn with poppler's pdftotext, another extractor than the one that checks them. Needs it, and apt-get for the documents.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from prose import fetch

from toolkit.archive.pages import Copy, read_pages
from toolkit.archive.quotations import Verdict, verify
from toolkit.model.draft import Locator

HERE = Path(__file__).parent
TABLE = HERE.parent / "docs" / "explanation" / "proof.md"
KEPT = Path("/tmp/consult-proof")

FIRST = {
    "debian:debian-policy==4.6.2.0": ("*/policy.pdf*", "*/fhs-3.0.pdf*"),
    "debian:debian-faq==11.1": ("*/debian-faq.en.pdf*",),
    "debian:developers-reference==12.18": ("*/share/developers-reference/*.pdf",),
    "debian:maint-guide==1.2.53": ("*/maint-guide.en.pdf*",),
    "debian:docbook-xsl-doc-pdf==1.79.1-1": ("*/doc/reference.pdf*",),
    "debian:fasta3-doc==36.3.8i.14-Nov-2020-1": ("*/fasta_guide.pdf*",),
    "debian:libtasn1-doc==4.19.0": ("*/libtasn1.pdf*",),
    "debian:live-manual-pdf==2": ("*landscape.en.letter.pdf*", "*portrait.en.a4.pdf*"),
    "debian:python-reportlab-doc==3": ("*/reportlab-userguide.pdf*",),
    "debian:r-cran-coin==1": ("*/Implementation.pdf", "*/MAXtest.pdf"),
    "debian:r-cran-lme4==1": ("*/lmer.pdf",),
    "debian:r-cran-multcomp==1": ("*/generalsiminf.pdf",),
    "debian:r-cran-party==1": ("*/party.pdf",),
    "debian:r-cran-sandwich==3": ("*/sandwich-CL.pdf", "*/sandwich.pdf"),
    "debian:r-cran-survey==4": ("*/doc/survey.pdf", "*/doc/epi.pdf"),
    "debian:r-cran-vcd==1": ("*/strucplot.pdf",),
    "debian:r-doc-pdf==4": ("*/R/doc/manual/R-FAQ.pdf*", "*/R/doc/manual/R-admin.pdf*", "*/R/doc/manual/R-exts.pdf*"),
    "debian:ubuntu-packaging-guide-pdf==1": ("*/ubuntu-packaging-guide.pdf*",),
}
"""Looked at while the check was made."""
SECOND = {
    "debian:gnuplot-doc==5": ("*/gnuplot.pdf*",),
    "debian:gri-pdf-doc==2": ("*/gri.pdf*",),
    "debian:why3-doc-pdf==1": ("*/manual.pdf*",),
    "debian:r-cran-strucchange==1": ("*/strucchange-intro.pdf",),
    "debian:r-cran-zoo==1": ("*/doc/zoo.pdf", "*/zoo-faq.pdf"),
    "debian:r-doc-pdf==4": ("*/R/doc/manual/R-data.pdf*", "*/R/doc/manual/R-lang.pdf*", "*/R/doc/manual/R-ints.pdf*"),
    "debian:c++-annotations-pdf==12": ("*/cplusplus.pdf*",),
    "debian:erlang-doc==1": ("*/stdlib*.pdf*", "*/kernel*.pdf*"),
    "debian:freefem-doc==3": ("*.pdf*",),
    "debian:camlidl-doc==1": ("*.pdf*",),
}
"""Looked at once the check ran; what went wrong there was mended too."""
THIRD = {
    "debian:lilypond-doc-pdf==2": ("*/usage.pdf*", "*/essay.pdf*", "*/learning.pdf*", "*/contributor.pdf*"),
    "debian:siscone-doc-pdf==3": ("*.pdf*",),
    "debian:debmake-doc==1": ("*en*.pdf*",),
    "debian:auto-multiple-choice-doc-pdf==1": ("*en*.pdf*",),
    "debian:engauge-digitizer-doc==12": ("*.pdf*",),
    "debian:r-cran-rcpp==1": ("*.pdf*",),
    "debian:r-cran-xtable==1": ("*.pdf*",),
    "debian:r-cran-effects==4": ("*.pdf*",),
}
"""Measured once, after the last change to the check: nothing was mended for it."""
SETS = {"first": FIRST, "second": SECOND, "third": THIRD}


@dataclass(frozen=True)
class Document:
    name: str
    package: str
    copy: Copy
    pages: tuple[str, ...]
    """By pdftotext, one paragraph a line."""
    labels: tuple[str, ...]

    def cited(self, index: int) -> Locator:
        """The page as its PDF calls it, else its position: known apart from what the reader makes out."""
        return Locator(label="page", value=self.labels[index] or str(index + 1))


@dataclass(frozen=True)
class Sentence:
    document: Document
    page: int
    text: str


@dataclass
class Rate:
    """How often a class of quotations got the verdict that it should."""

    name: str
    target: str
    good: int = 0
    of: int = 0
    warned: int = 0
    bad: list[str] = field(default_factory=list)

    def add(self, sentence: Sentence, quote: str, verdict: Verdict, good: bool) -> None:
        self.of += 1
        self.good += good
        self.warned += bool(verdict.warnings)
        if not good:
            where = f"{sentence.document.name} p {sentence.page + 1}"
            changes, warnings = [(each.quoted, each.source) for each in verdict.changes], [each.kind for each in verdict.warnings]
            seen = f"{verdict.state} {verdict.page} {changes} {warnings}"
            self.bad.append(f"{where}: {quote}\n      → {seen} {verdict.why}\n      {verdict.passage}")


def documents(chosen: dict[str, tuple[str, ...]]) -> Iterator[Document]:
    for package, patterns in chosen.items():
        try:
            files = fetch(package, KEPT)
        except (subprocess.CalledProcessError, IndexError):
            print(f"{package}: not to be had", file=sys.stderr)
            continue
        seen: set[bytes] = set()
        for path, data in sorted(files.items()):
            content = gzip.decompress(data) if path.endswith(".gz") else data
            if not any(fnmatch("/" + path, pattern) for pattern in patterns) or content[:4] != b"%PDF" or content in seen:
                continue
            seen.add(content)
            yield _document(path.rpartition("/")[2].removesuffix(".gz"), package, content)


def _document(name: str, package: str, content: bytes) -> Document:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.pdf"
        path.write_bytes(content)
        ran = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
        with pypdfium2.PdfDocument(path) as pdf:
            labels = tuple(pdf.get_page_label(at) or "" for at in range(len(pdf)))
    pages = ran.stdout.decode("utf-8", "replace").split("\f")[: len(labels)]
    return Document(name, package, read_pages(content, "pdf"), tuple(map(_paragraphs, pages)), labels)


def _paragraphs(page: str) -> str:
    page = re.sub(r"(?<=[a-z])[-‐]\n(?=[a-z])", "", page)
    return re.sub(r"\n\n+", "\0", page).replace("\n", " ").replace("\0", "\n")


_SENTENCE = re.compile(r"(?:(?<=[.!?] )|(?m:^))[A-Z][a-z]*(?: [^\n.!?]+(?:\.\d[^\n.!?]*)*)[.!?](?= [A-Z]|\s*$)", re.MULTILINE)
_ODD = re.compile(r"\b[A-Za-z]{1,2}\d+[a-z]\b|[\\{}|~^_=#@•∗←→<>/\ufffd\ue000-\uf8ff\u2200-\u22ff\u0370-\u03ff]|\. \.|  ")


def sentences(document: Document) -> Iterator[Sentence]:
    """Sentences of eight to fifty words of prose. Formulas are left out: each extractor has its own order for their signs."""
    for number, page in enumerate(document.pages):
        for found in _SENTENCE.finditer(page):
            text = found[0]
            words = text.split()
            plain = sum(bool(re.fullmatch(r"[“‘\"'(]?[A-Za-z’'-]{2,}[.,;:)”’\"']*", word)) for word in words)
            if 8 <= len(words) <= 50 and plain >= 0.8 * len(words) and not _ODD.search(text):
                yield Sentence(document, number, text)


# Alterations: each gives a changed sentence, or None where it cannot be made.

_AUXILIARY = re.compile(r"\b(is|are|was|were|will|can|should|may|must|would|could|has|have|had|does|do)\b (?!not\b)")
_NEGATED = re.compile(r"\b(is|are|was|were|will|can|should|may|must|would|could|has|have|had|does|do) not\b|\b(cannot)\b")


def other_word(sentence: Sentence, chance: random.Random) -> str | None:
    words = sentence.text.split()
    spots = [at for at, word in enumerate(words) if at and word.isalpha() and word.islower() and len(word) > 4]
    pool = [
        word
        for word in sentence.document.pages[chance.randrange(len(sentence.document.pages))].split()
        if re.fullmatch("[a-z]{5,10}", word)
    ]
    if not spots or not pool:
        return None
    at = chance.choice(spots)
    words[at] = chance.choice(pool)
    return " ".join(words)


def other_number(sentence: Sentence, chance: random.Random) -> str | None:
    digits = [found.start() for found in re.finditer(r"\d", sentence.text)]
    if not digits:
        return None
    at = chance.choice(digits)
    new = chance.choice([digit for digit in "0123456789" if digit != sentence.text[at]])
    return sentence.text[:at] + new + sentence.text[at + 1 :]


def other_negation(sentence: Sentence, chance: random.Random) -> str | None:
    if negated := _NEGATED.search(sentence.text):
        return sentence.text[: negated.start()] + (negated[1] or "can") + sentence.text[negated.end() :]
    if re.search(r"\bno\b", sentence.text):
        return re.sub(r"\bno ", "", sentence.text, count=1)
    spots = list(_AUXILIARY.finditer(sentence.text))
    if not spots:
        return None
    spot = chance.choice(spots)
    return sentence.text[: spot.end()] + "not " + sentence.text[spot.end() :]


def other_order(sentence: Sentence, chance: random.Random) -> str | None:
    words = sentence.text.split()
    spots = [at for at in range(1, len(words) - 2) if words[at].isalpha() and words[at + 1].isalpha() and words[at] != words[at + 1]]
    if not spots:
        return None
    at = chance.choice(spots)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


# Legitimate edits.

_TURNING = re.compile(
    r"\b(?:not?|never|nor|neither|none|without|cannot|but|except|unless|although|though|however|only|until|if|rather|instead"
    r"|\w+n['’]t|fail\w*|lack\w*"
    r"|few|little|yet|un\w+|wrong|in\w+|im\w+|merely|solely|hardly|provided|providing|deni\w+|doubt\w*"
    r"|absent|absence|refuse\w*|nothing|non|other than)\b",
    re.IGNORECASE,
)


def with_ellipsis(sentence: Sentence, chance: random.Random) -> str | None:
    words = sentence.text.split()
    if len(words) < 12:
        return None
    start = chance.randrange(4, len(words) - 6)
    stop = start + chance.randrange(1, min(6, len(words) - start - 4))
    if _TURNING.search(" ".join(words[start:stop])):
        return None
    return " ".join((*words[:start], chance.choice(["…", "...", "[...]", "[…]", ". . ."]), *words[stop:]))


def with_insertion(sentence: Sentence, chance: random.Random) -> str | None:
    words = sentence.text.split()
    at = chance.randrange(3, len(words) - 3)
    if _TURNING.search(words[at]) or not words[at].isalpha():
        return None
    return " ".join((*words[:at], chance.choice(["[the body]", "[that document]", "[these]"]), *words[at + chance.choice([0, 1]) :]))


def other_case(sentence: Sentence, chance: random.Random) -> str | None:
    first = sentence.text[0].lower()
    return chance.choice([first, f"[{first}]"]) + sentence.text[1:]


def other_signs(sentence: Sentence, chance: random.Random) -> str | None:
    signs = {"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": chance.choice([" - ", "–"]), "'": "’", "fi": "ﬁ", "fl": "ﬂ"}
    changed = re.sub("|".join(signs), lambda found: signs[found[0]], sentence.text)
    return changed if changed != sentence.text else None


def part_of(sentence: Sentence, chance: random.Random) -> str | None:
    words = sentence.text.split()
    start = chance.randrange(1, len(words) - 6)
    return " ".join(words[start : start + chance.randrange(5, len(words) - start)]).rstrip(",;:")


def with_soft_hyphen(sentence: Sentence, chance: random.Random) -> str | None:
    long = list(re.finditer(r"[a-z]{8,}", sentence.text))
    if not long:
        return None
    at = chance.choice(long).start() + 4
    return sentence.text[:at] + chance.choice(["\u00ad", "\u00ad\n", "-\n"]) + sentence.text[at:]


def hidden(sentence: Sentence, chance: random.Random) -> str | None:
    """An ellipsis over the words that deny."""
    found = re.search(r"\b(?:not|never|no|cannot|without|nor|unless|except|but)\b", sentence.text)
    if not found:
        return None
    before, after = sentence.text[: found.start()].split(), sentence.text[found.end() :].split()
    if len(before) < 4 or len(after) < 4:
        return None
    cut = chance.randrange(0, 2)
    return " ".join((*before[: len(before) - cut], "…", *after[chance.randrange(0, 2) :]))


def torn(sentence: Sentence, chance: random.Random) -> str | None:
    """Begins just behind the word that denies, or stops just before the one that narrows."""
    if chance.random() < 0.5 and (found := re.search(r"\b(?:not|never|no|cannot|without)\b", sentence.text)):
        rest = sentence.text[found.end() :].strip()
        once = sentence.document.pages[sentence.page].count(rest) == 1
        return rest if len(rest.split()) >= 5 and rest[0].isalnum() and once else None
    narrowing = re.search(r",? \b(?:but|except|unless|although|only (?:if|when|where)|provided that)\b", sentence.text)
    return sentence.text[: narrowing.start()] if narrowing and len(sentence.text[: narrowing.start()].split()) >= 5 else None


Make = Callable[[Sentence, random.Random], str | None]


def drawn(by_document: dict[str, list[Sentence]], count: int, chance: random.Random, make: Make) -> Iterator[tuple[Sentence, str]]:
    """So many quotations, from all documents in turn."""
    names = sorted(by_document)
    made = 0
    for turn in range(count * 60):
        sentence = chance.choice(by_document[names[turn % len(names)]])
        if (quote := make(sentence, chance)) is not None:
            yield sentence, quote
            made += 1
            if made == count:
                return


def unlike(sentence: Sentence, quote: str) -> bool:
    """Whether no page of the document has the changed words, as pdftotext reads it."""

    def bare(text: str) -> str:
        return re.sub(r"[\W_]+", "", text).casefold()

    near = sentence.document.pages[max(0, sentence.page - 1) : sentence.page + 2]
    return bare(quote) not in bare("".join(near)) and bare(quote) != bare(sentence.text)


def measured(found: list[Document], chance: random.Random, size: int) -> list[Rate]:
    by_document = {document.name: [*sentences(document)] for document in found}
    by_document = {name: drawn_from for name, drawn_from in by_document.items() if len(drawn_from) >= 10}
    once = {
        name: [each for each, count in ((one, Counter(s.text for s in all_)[one.text]) for one in all_[:400]) if count == 1]
        for name, all_ in by_document.items()
    }
    rates = []

    rate = Rate("true quotations → verified", "≥ 99.5 %")
    for sentence, quote in drawn(by_document, 3 * size, chance, lambda one, _: one.text):
        verdict = verify(quote, sentence.document.copy, sentence.document.cited(sentence.page))
        rate.add(sentence, quote, verdict, verdict.state == "verified")
    rates.append(rate)

    for name, make in (("word", other_word), ("number", other_number), ("negation", other_negation), ("order", other_order)):
        rate = Rate(f"altered ({name}) → not accepted without a warning", "100 %")
        for sentence, quote in drawn(by_document, 3 * size // 4, chance, make):
            if unlike(sentence, quote):
                verdict = verify(quote, sentence.document.copy, sentence.document.cited(sentence.page))
                rate.add(sentence, quote, verdict, verdict.state not in ("verified", "elsewhere") or bool(verdict.warnings))
        rates.append(rate)

    rate = Rate("wrong page → the right one named", "≥ 98 %")
    for sentence, quote in drawn(once, size, chance, lambda one, _: one.text):
        others = [page for page in range(len(sentence.document.pages)) if abs(page - sentence.page) > 1]
        if others:
            verdict = verify(quote, sentence.document.copy, sentence.document.cited(chance.choice(others)))
            right = (verdict.state == "elsewhere" or any(w.kind == "page" for w in verdict.warnings)) and verdict.page == sentence.page + 1
            rate.add(sentence, quote, verdict, right)
    rates.append(rate)

    edits = (with_ellipsis, with_insertion, other_case, other_signs, part_of, with_soft_hyphen)
    rate = Rate("legitimate edits → verified", "≥ 99 %")
    for make in edits:
        for sentence, quote in drawn(by_document, size // len(edits) + 1, chance, make):
            verdict = verify(quote, sentence.document.copy, sentence.document.cited(sentence.page))
            rate.add(sentence, quote, verdict, verdict.state == "verified")
    rates.append(rate)

    for name, make in (
        ("an ellipsis hides a negation or qualifier → warned", hidden),
        ("torn from its negation or qualifier → warned", torn),
    ):
        rate = Rate(name, "100 %")
        for sentence, quote in drawn(by_document, size, chance, make):
            verdict = verify(quote, sentence.document.copy, sentence.document.cited(sentence.page))
            rate.add(sentence, quote, verdict, bool(verdict.warnings) or verdict.state in ("altered", "not-found"))
        rates.append(rate)

    names = sorted(by_document)
    rate = Rate("sentences of another document → not found", "≥ 99 %")
    for sentence, quote in drawn(by_document, size, chance, lambda one, _: one.text):
        other = by_document[chance.choice([name for name in names if name != sentence.document.name])][0].document
        bare = re.sub(r"\W+", "", " ".join(other.pages))
        if re.sub(r"\W+", "", quote) not in bare:
            verdict = verify(quote, other.copy, other.cited(chance.randrange(len(other.pages))))
            rate.add(sentence, quote, verdict, verdict.state in ("not-found", "altered"))
    rates.append(rate)
    return rates


def table(found: list[Document], rates: list[Rate]) -> str:
    rows = ["| what | number | right | rate | wanted | with a warning |", "| --- | --- | --- | --- | --- | --- |"]
    for rate in rates:
        share = 100 * rate.good / rate.of if rate.of else 0
        rows.append(f"| {rate.name} | {rate.of:,} | {rate.good:,} | {share:.1f} % | {rate.target} | {rate.warned:,} |")
    packages: dict[str, list[str]] = defaultdict(list)
    for document in found:
        packages[document.package].append(f"{document.name} ({len(document.pages)})")
    rows += ["", "| package | documents (pages) |", "| --- | --- |"]
    for package, names in packages.items():
        client, _, rest = package.partition(":")
        rows.append(f"| {client}: {_version(rest.partition('==')[0])} | {', '.join(names)} |")
    return "\n".join(rows)


def _version(name: str) -> str:
    versions = sorted(path.name.split("_")[1] for path in KEPT.glob(f"{name}_*.deb"))
    return f"{name} {versions[-1].replace('%3a', ':') if versions else ''}".strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--print", action="store_true", help="print the table and write nothing")
    parser.add_argument("--show", action="store_true", help="show what went wrong")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=100, help="a third of the number of true quotations")
    parser.add_argument("--set", choices=tuple(SETS), default="first")
    options = parser.parse_args()
    start = time.perf_counter()
    found = list(documents(SETS[options.set]))
    read = time.perf_counter() - start
    start = time.perf_counter()
    rates = measured(found, random.Random(options.seed), options.size)
    made = table(found, rates)
    print(made)
    pages = sum(len(document.pages) for document in found)
    print(f"\n{len(found)} documents, {pages:,} pages read in {read:.1f} s; checked in {time.perf_counter() - start:.1f} s")
    if options.show:
        for rate in rates:
            for bad in rate.bad:
                print(f"\n  {rate.name}\n    {bad}")
    if not options.print:
        text = TABLE.read_text(encoding="utf-8")
        begin, end = f"<!-- {options.set} -->", f"<!-- /{options.set} -->"
        before, _, rest = text.partition(begin)
        TABLE.write_text(f"{before}{begin}\n\n{made}\n\n{end}{rest.partition(end)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()

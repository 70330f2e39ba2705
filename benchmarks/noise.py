"""Measures how often checks fire on ordinary prose, and how often wrongly, and writes the table of docs/explanation/noise.md.

python benchmarks/noise.py [--texts FOLDER] [--corpora NAMES] [--list CODES [--all]] [FILES…]

Every document becomes a response of a throw-away workspace, and every sentence with a figure a claim; then the rules look at them.
Whether a finding was right is judged by reading and kept in noise.yaml by a digest of the sentence, never the sentence itself.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import prose
import yaml

from toolkit.check.engine import check_claims, check_draft, known_rules
from toolkit.check.prose import Read
from toolkit.check.rule import Facts
from toolkit.compose.escape import escape
from toolkit.english.sentences import sentences
from toolkit.model.finding import Finding
from toolkit.model.text import Place, Text
from toolkit.session import Session

HERE = Path(__file__).parent
ROOT = HERE.parent
LABELS = HERE / "noise.yaml"
PAGE = ROOT / "docs" / "explanation" / "noise.md"
TODAY = date(2017, 2, 1)
MOST = 60
"""Findings of one rule that are judged, of each level so many; where there are more, they are drawn."""
FEWEST = 40
"""Findings that have to be left unseen for a draw from these alone."""
SEED = "2026-11"
"""What the draw depends on beside the findings themselves: another seed draws others."""
SEEN = "01234567"
"""How digests begin of the sentences that were in view while rules were improved; those of draws after which a rule was improved again are
under `earlier` in noise.yaml. Where enough others are left, only these are drawn."""
AT_MOST = 0.05
"""Share of findings that may be wrong."""
LEVELS = ("error", "warning", "information")


@dataclass(frozen=True)
class Hit:
    """A finding in somebody's prose: where, and the sentence (for a claim: the whole claim)."""

    code: str
    corpus: str
    document: str
    sentence: str
    message: str
    level: str = "warning"

    @property
    def digest(self) -> str:
        words = " ".join(re.findall(r"[^\W_]+", self.sentence.lower()))
        return hashlib.sha256(f"{self.code} {words}".encode()).hexdigest()[:12]


@dataclass
class Counted:
    """What one corpus held, and what was found in it."""

    words: int = 0
    sentences: int = 0
    claims: int = 0
    hits: list[Hit] | None = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path, help="texts of your own instead of the packages: .txt, .md or .html")
    parser.add_argument("--texts", type=Path, default=ROOT / "build" / "noise", help="where packages are kept")
    parser.add_argument("--corpora", default="", help="only these, with commas")
    parser.add_argument("--list", default="", help="print the findings of these codes with their digests")
    parser.add_argument("--all", action="store_true", help="with --list: all of them, not only those to be judged")
    arguments = parser.parse_args()
    counted = dict(own_texts(arguments.files) if arguments.files else packages(arguments.texts, arguments.corpora.split(",")))
    labels = yaml.safe_load(LABELS.read_text(encoding="utf-8"))["labels"] if LABELS.is_file() else {}
    if arguments.list:
        listed(counted, arguments.list.split(","), labels, every=arguments.all)
        return
    text = report(counted, labels)
    print(text)
    if not arguments.files and not arguments.corpora:
        between = re.compile(r"(?<=<!-- table -->\n).*(?=<!-- /table -->)", re.DOTALL)
        PAGE.write_text(between.sub(lambda _: f"\n{text}\n", PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def packages(folder: Path, only: list[str]) -> Iterator[tuple[str, Counted]]:
    if only == [""]:
        yield "example", example()
    for corpus in prose.CORPORA:
        if only == [""] or corpus.name in only:
            yield corpus.name, count(corpus.name, prose.documents(corpus, folder))


def own_texts(files: Iterable[Path]) -> Iterator[tuple[str, Counted]]:
    for path in files:
        read = prose.page if path.suffix in (".html", ".htm") else prose.plain
        yield path.name, count(path.name, read(path.name, path.read_bytes()))


def example() -> Counted:
    """The worked example as it stands: its texts, and its claims."""
    session = Session.open(ROOT)
    result = Counted(hits=[])
    facts = Facts(session.workspace, session.today)
    for slug in session.workspace.responses:
        submission = session.submission(slug)
        result.words += sum(len(text.words.split()) for text in submission.texts)
        result.sentences += sum(len(read.sentences) for read in submission.readings)
        result.hits += [_at(finding, "example", slug, str(finding.span)) for finding in check_draft(submission, facts)]
    result.claims = len(session.workspace.claims)
    result.hits += [_at(finding, "example", "claims", str(finding.span)) for finding in check_claims(facts)]
    return result


def count(name: str, documents: Iterable[prose.Document]) -> Counted:
    result = Counted(hits=[])
    with TemporaryDirectory() as folder:
        root = Path(folder)
        written = {f"d{number}": document for number, document in enumerate(documents) if document[1]}
        stated = workspace(root, written, result)
        session = Session.open(root, today=TODAY)
        facts = Facts(session.workspace, TODAY)
        for slug, (title, _) in written.items():
            submission = session.submission(slug)
            lines = (root / "responses" / slug / "text.md").read_text(encoding="utf-8").split("\n")
            for finding in check_draft(submission, facts):
                line = lines[finding.span.line - 1] if finding.span.path.endswith("text.md") else ""
                result.hits.append(_at(finding, name, title, re.sub(r"\\(.)", r"\1", line)))
        for finding in check_claims(facts):
            claim = min(stated, key=lambda each: (each[0] > finding.span.line, -each[0]))
            result.hits.append(_at(finding, name, "claim", claim[1]))
    return result


def workspace(root: Path, written: dict[str, prose.Document], result: Counted) -> list[tuple[int, str]]:
    """Write the workspace; the line at which each claim begins, with its sentence."""
    claims = ["claims:"]
    stated = []
    for slug, (_, paragraphs) in written.items():
        lines = []
        for paragraph in paragraphs:
            head = "# " if paragraph.startswith("# ") else "> " if paragraph.startswith("> ") else ""
            for sentence in sentences(paragraph.removeprefix(head)):
                lines.append(head + escape(sentence.words).replace("{{", "{ {"))
                result.words += len(sentence.words.split())
                result.sentences += 1
                if not head and Read(Text(sentence.words, "paragraph", "", "", (Place(0, "", 1, 1, True),))).figures:
                    stated.append((len(claims) + 1, sentence.words))
                    quoted = sentence.words.replace("\\", "").replace('"', '\\"').replace("{{", "{ {")
                    claims += [
                        f"  c{len(stated)}:",
                        "    kind: statistic",
                        f'    text: "{quoted}"',
                        "    support: [{source: one, locator: p. 3}]",
                    ]
            lines.append("")
        folder = root / "responses" / slug
        folder.mkdir(parents=True)
        (folder / "text.md").write_text("\n".join(lines), encoding="utf-8")
        (folder / "outline.yaml").write_text(
            f"title: A response\ndate: 2017-03-01\nsections: [{{id: s, heading: {slug}, text: text.md}}]\n", encoding="utf-8"
        )
        (folder / "consultation.yaml").write_text("title: A Plan for All\nbody: The Ministry\n", encoding="utf-8")
    (root / "evidence").mkdir(parents=True, exist_ok=True)
    (root / "workspace.yaml").write_text("organisation: {name: A Charity}\n", encoding="utf-8")
    (root / "bibliography.bib").write_text(
        "@report{one,\n  author = {{An Office}},\n  title = {A Report},\n  date = {2016},\n}\n", encoding="utf-8"
    )
    (root / "evidence" / "all.yaml").write_text("\n".join(claims if stated else []) + "\n", encoding="utf-8")
    result.claims = len(stated)
    return stated or [(0, "")]


def _at(finding: Finding, corpus: str, document: str, sentence: str) -> Hit:
    return Hit(finding.code, corpus, document, sentence, finding.message, finding.severity)


def judged_of(hits: list[Hit]) -> list[Hit]:
    """Those of a rule that are read, each sentence once; of each level so many."""
    once = {(hit.level, hit.digest): hit for hit in hits if hit.corpus != "example"}
    return [
        once[level, digest]
        for level in LEVELS
        for digest in drawn(hits[0].code if hits else "", [digest for each, digest in once if each == level])
    ]


def drawn(code: str, digests: list[str]) -> list[str]:
    """All digests where they are few; else as many as are read, drawn with the seed, if possible from those that nobody has seen."""
    earlier = set(yaml.safe_load(LABELS.read_text(encoding="utf-8")).get("earlier", {}).get(code, ()))
    unseen = [digest for digest in digests if digest[0] not in SEEN and digest not in earlier]
    among = unseen if len(digests) > MOST and len(unseen) >= FEWEST else digests
    return sorted(among, key=lambda digest: hashlib.sha256(f"{SEED} {digest}".encode()).digest())[:MOST]


def listed(counted: dict[str, Counted], codes: list[str], labels: dict[str, dict[str, list[str]]], *, every: bool) -> None:
    for code in codes:
        hits = [hit for each in counted.values() for hit in each.hits or () if hit.code == code]
        print(f"== {code}: {len(hits)}")
        for hit in hits if every else [*judged_of(hits), *(hit for hit in hits if hit.corpus == "example")]:
            known = labels.get(code, {}).get(hit.digest)
            print(f"{hit.digest} {hit.level[0].upper()} {known or '?'} [{hit.corpus} {hit.document}] {hit.message}")
            print(f"      {hit.sentence[:400]}")


def report(counted: dict[str, Counted], labels: dict[str, dict[str, list[str]]]) -> str:
    hits = [hit for each in counted.values() for hit in each.hits or ()]
    others = [each for name, each in counted.items() if name != "example"]
    words, told = sum(each.words for each in others), sum(each.sentences for each in others)
    claims = sum(each.claims for each in others)
    rows = [["check", "level", "example", "others", "per 1,000 words", "judged", "false", "share false", "false per 100 sentences"]]
    rows.append(["---"] * len(rows[0]))
    for code, known in known_rules().items():
        if known.rule.scope not in ("draft", "claim"):
            continue
        looked = told if known.rule.scope == "draft" else claims
        levels = sorted({known.rule.level, *(hit.level for hit in hits if hit.code == code)}, key=LEVELS.index)
        rows += [
            _row(code, level, [hit for hit in hits if (hit.code, hit.level) == (code, level)], labels, words, looked) for level in levels
        ]
    quiet = [row[0] for row in rows[2:] if row[2:4] == ["0", "0"]]
    lines = ["| " + " | ".join(row) + " |" for row in rows if row[0] not in quiet]
    return "\n".join([*lines, "", f"Without a finding: {', '.join(quiet)}.", "", *_texts(counted, words, told, claims)]) + "\n"


def _row(code: str, level: str, mine: list[Hit], labels: dict[str, dict[str, list[str]]], words: int, looked: int) -> list[str]:
    elsewhere = [hit for hit in mine if hit.corpus != "example"]
    chosen = {hit.digest for hit in judged_of(elsewhere)}
    read = [label for digest, label in labels.get(code, {}).items() if digest in chosen]
    cells = [code, level[0].upper(), str(len(mine) - len(elsewhere)), str(len(elsewhere)), f"{1000 * len(elsewhere) / words:.2f}"]
    if not read:
        return [*cells, "–", "–", "–", "–" if elsewhere else "0"]
    wrong = sum(label[0] == "wrong" for label in read)
    share = wrong / len(read)
    told = f"**{share:.0%}**" if share > AT_MOST and level == "warning" else f"{share:.0%}"
    return [*cells, str(len(read)), str(wrong), told, f"{100 * share * len(elsewhere) / looked:.3f}"]


def _texts(counted: dict[str, Counted], words: int, told: int, claims: int) -> Iterator[str]:
    yield f"{words:,} words in {told:,} sentences, of which {claims:,} hold a figure and were looked at as claims too:"
    yield ""
    yield "| text | package | words |"
    yield "| --- | --- | --- |"
    packages_by = {corpus.name: corpus for corpus in prose.CORPORA}
    for name, each in counted.items():
        corpus = packages_by.get(name)
        what = f"{corpus.name}: {corpus.what}" if corpus else "the worked example" if name == "example" else name
        yield f"| {what} | {corpus.package.replace('==', ' ').replace(':', ': ') if corpus else '–'} | {each.words:,} |"


if __name__ == "__main__":
    main()

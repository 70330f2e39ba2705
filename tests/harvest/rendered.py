"""Notes printed in styles from known entries, as Word files and PDFs, read back and compared field by field: for the tests and the manual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from rapidfuzz import fuzz

from toolkit.cite.latex import decode
from toolkit.harvest.notes import read_notes
from toolkit.harvesting import read_old
from toolkit.model.source import Source
from toolkit.session import Session

STYLES = ("house", "oscola", "chicago-notes", "mhra", "chicago-notes-bibliography-subsequent-ibid")
FIELDS = ("author", "title", "date", "journaltitle", "volume", "number", "pages", "publisher", "url", "locator")


@dataclass
class Rate:
    """Of one field: in how many notes it is printed, in how many of these it was read right, and in how many anything was read."""

    printed: int = 0
    right: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.right / self.printed if self.printed else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.read if self.read else 1.0


def measure(bibliography: str, style: str, form: str) -> dict[str, Rate]:
    """Rates by field for one note on each entry of a bibliography. :param form: docx or pdf."""
    keys = re.findall(r"^@\w+\{([^,\s]+),", bibliography, re.MULTILINE)
    with TemporaryDirectory() as folder:
        root = Path(folder)
        files = {
            "bibliography.bib": bibliography,
            "workspace.yaml": "organisation: {name: A charity}\n",
            "responses/one/consultation.yaml": "title: A plan\nbody: The Ministry\n",
            "responses/one/outline.yaml": "title: Our response\nsections: [{id: all, heading: All, text: all.md}]\n",
            # Words of different lengths and a full stop after each mark, as in a real text.
            "responses/one/all.md": "\n\n".join(f"This is what the source says [@{key}, p. {n + 2}]." for n, key in enumerate(keys)),
        }
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        session = Session.open(root)
        built = session.build("one", [form], style)  # type: ignore[list-item]
        old = read_old(built.files[form])  # type: ignore[index]
        sources, citations = session.workspace.sources, built.draft.citations
        printed = {note.number: note.text for note in built.draft.notes}
    rates = {name: Rate() for name in FIELDS}
    read = read_notes(old.notes)
    by_number = {note.number: note for note in read.notes}
    for number, citation in enumerate(citations, 1):
        note = by_number.get(number)
        cited = note.cited[0] if note and note.cited and note.cited[0].source is not None else None
        fields = dict(read.sources[cited.source].fields) if cited and cited.source is not None else {}
        found = {**fields, "publisher": fields.get("publisher", ""), "locator": cited.locator if cited else ""}
        _compare(rates, _wanted(sources[citation.key], citation.locator.value), found, printed.get(number, ""))
    return rates


def _wanted(source: Source, locator: str) -> dict[str, str]:
    fields = {name: decode(value) for name, value in source.fields.items()}
    publisher = next((fields[name] for name in ("institution", "publisher", "organization") if fields.get(name)), "")
    author = fields.get("author", fields.get("editor", ""))
    wanted = {name: fields.get(name, "") for name in FIELDS}
    wanted |= {"locator": locator, "author": author, "date": fields.get("date", fields.get("year", ""))[:4]}
    return {**wanted, "publisher": "" if _letters(publisher) in _letters(author) else publisher}


def _compare(rates: Mapping[str, Rate], wanted: Mapping[str, str], found: Mapping[str, str], printed: str) -> None:
    for name, rate in rates.items():
        want, got = wanted[name], found.get(name, "")
        rate.read += bool(got)
        first = _first(want) if name == "author" else want
        if (
            not first
            or _letters(first)[:12] not in _letters(printed)
            or (name == "number" and not re.search(rf"\b{re.escape(want)}\b", printed))
        ):
            rate.read -= bool(got)  # not printed by this style, so that nothing can be said of it
            continue
        rate.printed += 1
        if _is_right(name, want, got):
            rate.right += 1
        else:
            rate.wrong.append(f"{want!r} was read as {got!r} in {printed!r}")


def _is_right(name: str, want: str, got: str) -> bool:
    if name == "author":
        return _letters(_first(want))[:16] in _letters(got)
    if name == "date":
        return want == got[:4]
    if name in ("locator", "volume", "number"):
        return re.sub(r"\D", "", want) == re.sub(r"\D", "", got)
    if name == "pages":  # OSCOLA prints the first page alone
        return bool(got) and _letters(want).startswith(_letters(got.split("-", maxsplit=1)[0]))
    return fuzz.ratio(_letters(want), _letters(got)) >= 93


def _first(author: str) -> str:
    """The first author's family name, or the body."""
    first = re.split(r"\s+and\s+(?![^{]*\})", author)[0]
    return first.strip("{}") if first.startswith("{") or "," not in first else first.split(",")[0]


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())

"""Real files that other programs made and other projects test with (fixtures/imports/SOURCES.md): every entry comes in, or is told as lost.

The counts are made by plain patterns here, and by nobody's reader.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.disk import Files
from toolkit.importing import change, plan, read_file
from toolkit.load.bibtex import read_bibliography
from toolkit.model.workspace import Workspace

EXPORTS = Path(__file__).parents[1] / "fixtures" / "imports"
COUNT: dict[str, Callable[[str], int]] = {
    "ris": lambda text: len(re.findall(r"(?m)^\ufeff?\s*TY  - ", text)),
    "pubmed": lambda text: len(re.findall(r"(?m)^\ufeff?PMID *-", text)),
    "enw": lambda text: len(re.findall(r"(?m)^\ufeff?%0", text)),
    "csl": lambda text: len(json.loads(text)),
    "bibtex": lambda text: len(
        re.findall(r"(?mi)^[ \t]*@(?!comment|string|preamble)\w+\s*[{(]", re.sub(r"(?mi)^@comment\{\n.*?^\}$", "", text, flags=re.DOTALL))
    ),
}
"""How many entries a file has, by the name of its folder."""
APART = {
    "bibtex/example2.bib": 5,  # one of its entries stands in the middle of a line, and '@Comment{steward03' is commented out
    "ris/asreview-baseline_tag_and_field_definitions.ris": 2,  # a tag stands behind the end of its record
    "pubmed/jabref-MedlinePlainImporterTestMultipleEntries.nbib": 7,  # two of its records have no PMID
}
LOST = {
    "bibtex/bbt.009.bib": 1,  # '@misc{emptyreference,}'
    "ris/asreview-baseline_tag_and_field_definitions.ris": 1,
    "ris/asreview-baseline_tag-notes.ris": 11,  # notes without anything else
    "ris/jabref-RisImporterTest1.ris": 9,  # types without anything else
    "enw/jabref-Endnote.entries.enw": 9,  # types without anything else
    "pubmed/jabref-MedlinePlainImporterTestDOI.nbib": 1,
    "pubmed/jabref-MedlinePlainImporterTestMultipleEntries.nbib": 3,
}
"""Records that name no source, by file; all others have none."""
FILES = [path.relative_to(EXPORTS).as_posix() for path in sorted(EXPORTS.glob("*/*")) if path.suffix != ".md"]


@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_a_real_file_comes_in_or_is_told(name: str) -> None:
    read = read_file(EXPORTS / name).read
    text = (EXPORTS / name).read_bytes().decode("utf-8-sig", "replace")
    counted = APART.get(name, COUNT[name.partition("/")[0]](text))
    assert (read.records, len(read.entries), len(read.lost)) == (counted, counted - LOST.get(name, 0), LOST.get(name, 0))


@pytest.mark.parametrize("name", FILES)
def test_what_is_written_of_a_real_file_is_read_back_the_same(name: str, tmp_path: Path) -> None:
    incoming = read_file(EXPORTS / name)
    proposals = plan([incoming], Workspace(root=tmp_path)).proposals
    written = change(Files(tmp_path), proposals).after.decode()
    sources, findings = read_bibliography(written, "bibliography.bib")
    assert [(source.id, source.kind, source.fields) for source in sources] == [
        (each.key, each.entry.kind, each.entry.fields) for each in proposals
    ]
    assert [finding.message for finding in findings if finding.code != "LIB010"] == []


def test_there_are_files_of_ten_sources_where_they_could_be_found() -> None:
    counts = {folder.name: len(list(folder.iterdir())) for folder in EXPORTS.iterdir() if folder.is_dir()}
    assert counts["ris"] >= 10
    assert counts["bibtex"] >= 10
    assert counts["csl"] >= 10

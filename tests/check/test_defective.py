"""A workspace with mistakes planted in realistic prose: every one is found where it stands, and nothing else is reported.

``tests/fixtures/defective/planted.yaml`` lists them; each code that can arise in a workspace is there.
"""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import yaml
from lxml import etree

from tests.conftest import ROOT
from toolkit.check.engine import known_rules
from toolkit.model.finding import Finding
from toolkit.session import Session

FIXTURE = ROOT / "tests" / "fixtures" / "defective"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ELSEWHERE = {
    "SRC003": "arises where somebody looked at an address: see cases/SRC003.yaml",
    "SRC004": "arises where somebody looked at an address: see cases/SRC004.yaml",
    **{code: f"arises where somebody asked a registry: see cases/{code}.yaml" for code in ("SRC005", "SRC006", "SRC007", "SRC008")},
    "SRC009": "arises where somebody looked at a live page: see cases/SRC009.yaml",
    "WSP016": "arises where a rule has a mistake, not a workspace: see test_engine.py",
}
WHILE_BUILDING = ("WSP010",)
"""What only setting the text tells."""

Place = tuple[str, str, int]


def planted() -> list[Place]:
    """(code, file, line) of each planted mistake. `at` are words of that line, `nth` tells which of several such lines."""
    places: list[Place] = []
    for each in yaml.safe_load((FIXTURE / "planted.yaml").read_text(encoding="utf-8")):
        if each["at"] is None:
            places.append((each["code"], each["file"], 1))
            continue
        lines = (FIXTURE / each["file"]).read_bytes().decode("utf-8", "replace").split("\n")
        found = [number for number, line in enumerate(lines, 1) if each["at"] in line]
        assert found, f"{each['file']} has no line with {each['at']!r}"
        places.append((each["code"], each["file"], found[each.get("nth", 1) - 1]))
    return places


def tracked(path: Path) -> None:
    """What a colleague leaves in a Word file: a word put in with changes tracked."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    document = etree.fromstring(parts["word/document.xml"])
    paragraph = next(each for each in document.iter(f"{W}p") if "".join(each.itertext()).startswith("This is our response"))
    change = etree.SubElement(paragraph, f"{W}ins", {f"{W}id": "900", f"{W}author": "A colleague", f"{W}date": "2026-03-04T10:00:00Z"})
    run = etree.SubElement(change, f"{W}r")
    etree.SubElement(run, f"{W}t").text = " indeed"
    parts["word/document.xml"] = etree.tostring(document)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    root = tmp_path_factory.mktemp("planted") / "defective"
    shutil.copytree(FIXTURE, root)
    session = Session.open(root)
    built = [finding for slug in session.unsent() for finding in session.build(slug, ["docx", "html"]).findings]
    tracked(root / "build" / "2026-renting" / "2026-renting.docx")
    checked = Session.open(root).check()
    assert checked.judged.waived == ()
    return [*checked.findings, *(finding for finding in built if finding.code in WHILE_BUILDING)]


def test_everything_that_was_planted_is_found_and_nothing_else(found: list[Finding]) -> None:
    there = Counter(planted())
    told = Counter((finding.code, finding.span.path, finding.span.line) for finding in found)
    said = {(finding.code, finding.span.path, finding.span.line): finding.message for finding in found}
    assert sorted(there - told) == []
    assert sorted((place, said[place]) for place in told - there) == []


def test_at_least_eighty_mistakes_and_every_code_are_planted() -> None:
    codes = {code for code, _, _ in planted()}
    assert len(planted()) >= 80
    assert set(known_rules()) - codes == set(ELSEWHERE)


def test_every_finding_is_at_the_level_of_its_rule_or_says_why_not(found: list[Finding]) -> None:
    other = {finding.code for finding in found if finding.severity != known_rules()[finding.code].rule.level}
    assert other <= {"WSP006"}  # the owner of a claim who is no contact is a warning


def test_one_file_does_not_hold_one_mistake() -> None:
    files = Counter(path for _, path, _ in planted())
    assert max(files.values()) >= 15
    assert sum(count > 1 for count in files.values()) >= len(files) / 2

"""Every kind of bad input through the commands: told where it is, what it is and what to do, and never a trace."""

from __future__ import annotations

import json
import os
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.conftest import BASE

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult

Changes = dict[str, str | bytes | None]
SECTION = "responses/one/sections/first.md"
OUTLINE = "responses/one/outline.yaml"
ODD = "“Quotes” \"q\" # $5 & $6 <b> \\ {curly} 'it' 😀"


class Bad(NamedTuple):
    """Changes to a good workspace; what is said (path:line:column, code, words of the message or of the advice), and what is printed."""

    changes: Changes
    said: list[tuple[str, str, str]]
    printed: str = "# Our response"


def evidence(text: str) -> dict[str, str]:
    """Claims beside the usual ones."""
    return {"evidence/b.yaml": dedent(text).removeprefix("\n")}


def encoded(encoding: str, *paths: str) -> Changes:
    return {path: dedent(BASE[path]).removeprefix("\n").replace("many", "café").encode(encoding) for path in paths or BASE}


CASES: dict[str, Bad] = {
    # Empty and missing files.
    "an empty outline": Bad({OUTLINE: ""}, [(f"{OUTLINE}:1:1", "WSP001", "This file is empty.")], "# Consultation response"),
    "an empty consultation": Bad({"responses/one/consultation.yaml": "\n"}, [("responses/one/consultation.yaml:1:1", "WSP001", "This file is empty.")]),
    "an empty workspace.yaml": Bad({"workspace.yaml": "# nothing\n"}, [("workspace.yaml:1:1", "WSP001", "This file is empty.")]),
    "an empty evidence file": Bad({"evidence/empty.yaml": ""}, [("evidence/empty.yaml:1:1", "WSP001", "Add claims, or delete the file.")]),
    "an empty text": Bad({SECTION: ""}, []),
    "an empty bibliography": Bad({"bibliography.bib": ""}, [("evidence/topic.yaml:9:18", "CIT001", "Add the source to bibliography.bib")], "no source alpha2012"),
    "a missing outline": Bad({OUTLINE: None}, [(f"{OUTLINE}:1:1", "WSP007", "is not there")], "# Consultation response"),
    "a missing consultation": Bad({"responses/one/consultation.yaml": None}, [("responses/one/consultation.yaml:1:1", "WSP007", "is not there")]),
    "a missing workspace.yaml": Bad({"workspace.yaml": None}, [("workspace.yaml:1:1", "WSP007", "consult init")]),
    "a missing bibliography": Bad({"bibliography.bib": None}, [("evidence/topic.yaml:9:18", "CIT001", "which bibliography.bib lacks")], "no source alpha2012"),
    "a missing text": Bad({SECTION: None}, [(f"{OUTLINE}:6:11", "WSP007", "or correct the name")]),
    "missing evidence": Bad({"evidence/topic.yaml": None}, [(f"{SECTION}:2:11", "WSP006", "There is no claim 'share'")], "no claim share"),
    # Encodings.
    "byte order marks": Bad(encoded("utf-8-sig"), [], "Searches are café."),
    "Windows-1252": Bad(encoded("cp1252", SECTION), [(f"{SECTION}:1:1", "LIB001", "Save it again as UTF-8.")], "Searches are café."),
    "UTF-16": Bad(encoded("utf-16", SECTION), [(f"{SECTION}:1:1", "LIB001", "was read as UTF-16")], "Searches are café."),
    "old line ends": Bad({SECTION: b"One.\rTwo.\r"}, [(f"{SECTION}:1:1", "LIB001", "ordinary line ends")], "One. Two."),
    "new line ends of Windows": Bad({path: dedent(text).removeprefix("\n").replace("\n", "\r\n").encode() for path, text in BASE.items()}, [], "Searches are many."),
    "control characters": Bad({SECTION: b"On\x00e\x1b.\n"}, [(f"{SECTION}:1:3", "LIB001", "Delete the character.")], "On�e�."),
    "control characters as escapes": Bad({OUTLINE: 'title: "On\\x01e"\nsections: [{id: a, text: T.}]\n'}, [(f"{OUTLINE}:1:8", "LIB001", "U+0001")], "# On�e"),
    "no text at all": Bad({SECTION: bytes(range(256)), "evidence/c.yaml": bytes(range(256))}, []),
    # YAML.
    "a tab": Bad(evidence("claims:\n\tb: {kind: law, text: T}\n"), [("evidence/b.yaml:2:1", "WSP001", "Indent with spaces")]),
    "a colon in a value": Bad(evidence("claims:\n  b:\n    text: so: this\n"), [("evidence/b.yaml:3:13", "WSP001", "in double quotes")]),
    "an unclosed quotation mark": Bad({OUTLINE: "title: 'Our response\n"}, [(f"{OUTLINE}:2:1", "WSP001", "Close it")], "# Consultation response"),
    "an unclosed bracket": Bad({OUTLINE: "title: T\nsign_off: [policy\n"}, [(f"{OUTLINE}:2:11", "WSP001", "Check the brackets")], "# Consultation response"),
    "odd indentation": Bad(evidence("claims:\n  b:\n      kind: law\n    text: T\n"), [("evidence/b.yaml:4:5", "WSP001", "Line the names")]),
    "two documents": Bad(evidence("claims: {}\n---\nclaims: {}\n"), [("evidence/b.yaml:2:1", "WSP001", "one document")]),
    "brackets without end": Bad(evidence("[" * 100_000), [("evidence/b.yaml:1:1", "WSP001", "nested too deeply")]),
    "dashes without end": Bad(evidence("- " * 100_000), [("evidence/b.yaml:1:1", "WSP001", "nested too deeply")]),
    "aliases that multiply": Bad(evidence("claims:\n  b: {kind: law, text: T, tags: &x [*x]}\n"), []),
    "a list for a mapping": Bad({OUTLINE: "- title: T\n"}, [(f"{OUTLINE}:1:1", "WSP003", "'name: value' lines")], "# Consultation response"),
    "duplicate names": Bad({OUTLINE: "title: One\ntitle: Two\n"}, [(f"{OUTLINE}:2:1", "WSP005", "Delete or rename")], "# One"),
    "unknown names": Bad({OUTLINE: "titel: One\n"}, [(f"{OUTLINE}:1:1", "WSP002", "Did you mean 'title'?")], "# Consultation response"),
    "an unknown name in workspace.yaml": Bad({"workspace.yaml": "organisation: {name: A}\nstlye: apa\n"}, [("workspace.yaml:2:1", "WSP002", "Did you mean 'style'?")]),
    # Ids.
    "a claim that is there twice": Bad(evidence("claims:\n  share: {kind: law, text: T}\n"), [("evidence/topic.yaml:3:3", "WSP005", "is already in evidence/b.yaml")], "T"),
    "a section that is there twice": Bad({OUTLINE: "title: Our response\nsections: [{id: a, text: A.}, {id: a, text: B.}]\n"}, [(f"{OUTLINE}:2:17", "WSP005", "an id of its own")]),
    "a source that is there twice": Bad({"bibliography.bib": dedent(BASE["bibliography.bib"]) + "@book{alpha2012, title = {Other}}\n"}, [("bibliography.bib:12:7", "LIB005", "the first counts")], "Home Office"),
    "an unknown claim": Bad({SECTION: '{{ claim("shar") }}'}, [(f"{SECTION}:1:11", "WSP006", "Did you mean 'share'?")], "no claim shar"),
    "an unknown source": Bad({SECTION: "So [@alpha2013, p. 3]."}, [(f"{SECTION}:1:6", "CIT001", "Did you mean 'alpha2012'?")], "no source alpha2013"),
    "an unknown passage": Bad({SECTION: '{{ passage("us") }}'}, [(f"{SECTION}:1:13", "WSP006", "no passage 'us'")], "no passage us"),
    "an unknown exhibit": Bad({SECTION: '{{ exhibit("e") }}'}, [(f"{SECTION}:1:13", "WSP006", "no exhibit 'e'")], "no exhibit e"),
    "an unknown value": Bad({SECTION: '{{ value("share", "shre") }}'}, [(f"{SECTION}:1:11", "WSP006", "Did you mean 'share'?")], "no value shre of share"),
    "an unknown contact": Bad({OUTLINE: "title: Our response\nsign_off: [polcy]\n"}, [(f"{OUTLINE}:2:12", "WSP006", "Did you mean 'policy'?")]),
    "an unknown style": Bad({OUTLINE: "title: Our response\nstyle: oscolla\n"}, [(f"{OUTLINE}:2:8", "WSP011", "oscola")]),
    "an unknown kind of document": Bad({OUTLINE: "title: Our response\ndocument: leter\n"}, [(f"{OUTLINE}:2:11", "WSP006", "There is no kind of document 'leter'.")]),
    # Instructions.
    "a Jinja error": Bad({SECTION: "One.\n\n{{ claim('share' }}\n"}, [(f"{SECTION}:3:1", "WSP008", "Check the braces")]),
    "a Jinja error in a claim": Bad({**evidence('claims:\n  b: {kind: law, text: "Before {{ 1 / 0 }}"}\n'), SECTION: "{{ claim('b') }}"}, [("evidence/b.yaml:2:32", "WSP008", "division by zero")]),
    "an instruction that is not allowed": Bad({SECTION: "{{ ''.__class__.__mro__ }}"}, [(f"{SECTION}:1:1", "WSP008", "Keep to the functions")]),
    # Sources.
    "a claim that cites what is missing": Bad({**evidence("claims:\n  b: {kind: law, text: T., support: [{source: alpha2013}]}\n"), SECTION: "{{ claim('b') }}"}, [("evidence/b.yaml:2:47", "CIT001", "Did you mean 'alpha2012'?")], "no source alpha2013"),
    "a bibliography that breaks off": Bad({"bibliography.bib": dedent(BASE["bibliography.bib"]) + "\n@book{gamma,\n  title = {Never closed\n\n@book{delta, title = {D}}\n", SECTION: "[@alpha2012] [@delta]"}, [], "Home Office"),
    "an entry that is never closed": Bad({"bibliography.bib": "@report{alpha2012,\n  author = {{Home Office}},\n  title = {Never closed\n\n@book{beta2013, title = {B}}\n"}, [("bibliography.bib:3:11", "LIB002", "")], "Home Office"),
    "an entry without its comma": Bad({"bibliography.bib": "@report{alpha2012\n  author = {{Home Office}}\n  title = {T},\n  date = {2012},\n}\n"}, [("bibliography.bib:2:3", "LIB004", ""), ("bibliography.bib:3:3", "LIB004", "")], "Home Office"),
    "a crossref cycle": Bad({"bibliography.bib": "@inbook{alpha2012, crossref = {beta2013}, title = {One}, author = {{Home Office}}, date = {2012}}\n@book{beta2013, crossref = {alpha2012}, title = {Two}}\n"}, [("bibliography.bib:2:29", "LIB007", "takes fields from itself")], "Home Office"),
    "a crossref that leads nowhere": Bad({"bibliography.bib": "@inbook{alpha2012, crossref = {gone}, title = {One}, author = {{Home Office}}, date = {2012}}\n"}, [("bibliography.bib:1:32", "LIB007", "gone")], "Home Office"),
    # Data and pictures.
    "data without a header": Bad({**evidence("exhibits:\n  e: {data: d.csv, caption: C, table: {}}\n"), "evidence/d.csv": "2012,3\n2013,4\n", SECTION: "{{ exhibit('e') }}"}, [("evidence/d.csv:1:1", "WSP012", "Put the names of the columns in the first row")], "2013"),
    "ragged data": Bad({**evidence("exhibits:\n  e: {data: d.csv, caption: C, table: {}}\n"), "evidence/d.csv": "a,b\n1,2,3\n4\n", SECTION: "{{ exhibit('e') }}"}, [("evidence/d.csv:2:1", "WSP012", "3 cells"), ("evidence/d.csv:3:1", "WSP012", "1 cell;")], "4"),
    "no data": Bad({**evidence("exhibits:\n  e: {data: d.csv, caption: C, chart: {mark: bar, x: a, y: b}}\n"), SECTION: "{{ exhibit('e') }}"}, [("evidence/b.yaml:2:13", "WSP007", "is not there")], "C"),
    "empty data": Bad({**evidence("exhibits:\n  e: {data: d.csv, caption: C, chart: {mark: bar, x: a, y: b}}\n"), "evidence/d.csv": "", SECTION: "{{ exhibit('e') }}"}, [("evidence/d.csv:1:1", "WSP012", "is empty")], "C"),
    "a column that is not there": Bad({**evidence("exhibits:\n  e: {data: d.csv, caption: C, chart: {mark: bar, x: yaer, y: n}}\n"), "evidence/d.csv": "year,n\n2012,3\n", SECTION: "{{ exhibit('e') }}"}, [("evidence/b.yaml:2:54", "WSP006", "Did you mean 'year'?")], "2012"),
    "a picture that is not there": Bad({SECTION: "See ![Map](map.png)."}, [(f"{OUTLINE}:1:1", "WSP007", "The picture 'map.png' is not there.")]),
    "a picture that is none": Bad({SECTION: "See ![Map](map.png).", "responses/one/map.png": "no picture"}, [(f"{OUTLINE}:1:1", "WSP007", "map.png")]),
    "a drawing that is none": Bad({SECTION: "See ![Map](map.svg).", "responses/one/map.svg": "no drawing"}, [(f"{OUTLINE}:1:1", "WSP007", "map.svg")]),
    "a picture on the web": Bad({SECTION: "See ![Map](https://example.org/map.png)."}, [(f"{OUTLINE}:1:1", "WSP007", "on the web")]),
    # Titles and scripts.
    "an odd title": Bad({OUTLINE: f"title: {json.dumps(ODD, ensure_ascii=False)}\n", "responses/one/consultation.yaml": f"title: {json.dumps(ODD, ensure_ascii=False)}\nbody: B\n"}, [], "Quotes"),
    "right to left": Bad({OUTLINE: "title: שלום مرحبا\nsections: [{id: a, heading: مرحبا, text: שלום}]\n"}, [], "# שלום مرحبا"),
    "a long paragraph": Bad({SECTION: "It goes on and on. " * 4_000}, [], "It goes on and on."),
    # Ways out.
    "a text outside": Bad({OUTLINE: "title: Our response\nsections: [{id: a, text: ../../../secret.md}]\n"}, [(f"{OUTLINE}:2:26", "WSP007", "leads out of the workspace")]),
    "a text by its whole path": Bad({OUTLINE: "title: Our response\nsections: [{id: a, text: /etc/secret.md}]\n"}, [(f"{OUTLINE}:2:26", "WSP007", "leads out of the workspace")]),
    "a text with a name that no file has": Bad({OUTLINE: 'title: Our response\nsections: [{id: a, text: "' + "x" * 300 + '.md"}]\n'}, [(f"{OUTLINE}:2:26", "WSP007", "is not there")]),
    "data outside": Bad(evidence("exhibits:\n  e: {data: ../../d.csv, caption: C, table: {}}\n"), []),
    "a picture outside": Bad({SECTION: "See ![Map](../../../map.png)."}, [(f"{OUTLINE}:1:1", "WSP007", "is not there")]),
    "a style outside": Bad({OUTLINE: "title: Our response\nstyle: ../own.csl\n"}, [(f"{OUTLINE}:2:8", "WSP011", "There is no citation style '../own.csl'.")]),
    # Raw code, and heads that would steer the rendering.
    "raw code": Bad({SECTION: "A <script>alert(1)</script> `\\input{x}`{=latex} `#panic()`{=typst}.\n"}, [(f"{OUTLINE}:1:1", "WSP010", "Write it in Markdown.")]),
    "a bibliography in a head": Bad({SECTION: "---\nbibliography: /etc/x.bib\ncsl: http://x.org/y.csl\n---\nText.\n"}, [(f"{SECTION}:2:1", "WSP009", "is ignored"), (f"{SECTION}:3:1", "WSP009", "is ignored")], "Text."),
    "a head in the midst": Bad({SECTION: "Text.\n\n---\nbibliography: /etc/x.bib\n---\n\nMore.\n"}, [], "More."),
    "claims of our own marks": Bad({SECTION: '{{ "\\ufdd0999\\ufdd1\\ud800" }}`b99`{=ct} Text.'}, [], "Text."),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_and_the_rest_is_built(consult: Consult, make: Make, name: str) -> None:
    bad = CASES[name]
    root = make(bad.changes)
    said = consult(root, "build", "one", "--to", "docx,pdf,md", "--json")
    (result,) = json.loads(said.out)
    found = [(f"{f['path']}:{f['line']}:{f['column']}", f["code"], f"{f['message']} {f['help']}") for f in result["findings"]]
    if bad.said:
        assert sorted((place, code) for place, code, _ in found) == sorted((place, code) for place, code, _ in bad.said)
        for place, code, words in bad.said:
            assert any((place, code) == each[:2] and words in each[2] for each in found), found
    for finding in result["findings"]:
        assert finding["message"].rstrip().endswith((".", "?")), finding
        assert finding["help"], finding
        assert "Traceback" not in finding["message"]
    assert said.status == int(any(finding["severity"] == "error" for finding in result["findings"]))
    assert said.err == ""
    assert bad.printed in " ".join(Path(result["files"]["md"]).read_text(encoding="utf-8").split())
    assert Path(result["files"]["docx"]).read_bytes().startswith(b"PK")
    assert Path(result["files"]["pdf"]).read_bytes().startswith(b"%PDF-")
    # The other commands take it as well, and what is kept of it is said again.
    for arguments in (["list"], ["show", "one"], ["show", "share", "--json"]):
        assert consult(root, *arguments).status in (0, 2)
    assert json.loads(consult(root, "build", "one", "--to", "docx,pdf,md", "--json").out) == [{**result, "unchanged": True}]


def test_all_at_once_is_told_in_one_run(consult: Consult, make: Make) -> None:
    changes: Changes = {
        "workspace.yaml": "organisation: {name: A}\nstlye: apa\n",
        "bibliography.bib": "@report{alpha2012\n  title = {T},\n}\n",
        "evidence/b.yaml": "claims:\n\tb: x\n",
        "evidence/c.yaml": "claims:\n  c: {kind: law, text: T, support: [{source: gone}]}\n",
        OUTLINE: "titel: T\nstyle: oscolla\nsections: [{id: a, text: sections/first.md}, {id: a, text: gone.md}]\nsign_off: [nobody]\n",
        "responses/one/consultation.yaml": "title: T\nbody: B\ncloses: soon\n",
        SECTION: b"---\ncsl: x\n---\n{{ claim('c') }} {{ claim('d') }} caf\xe9 [@none] {{ x }}\n",
    }
    said = consult(make(changes), "build", "one", "--to", "md", "--json")
    findings = json.loads(said.out)[0]["findings"]
    places = [(f["path"], f["line"], f["column"]) for f in findings]
    assert places == sorted(places)
    found = [(f["path"].rpartition("/")[2], f["code"]) for f in findings]
    assert {
        *(("workspace.yaml", "WSP002"), ("b.yaml", "WSP001"), ("c.yaml", "CIT001"), ("outline.yaml", "WSP002"), ("outline.yaml", "WSP011")),
        *(("outline.yaml", "WSP005"), ("outline.yaml", "WSP007"), ("outline.yaml", "WSP006"), ("consultation.yaml", "WSP003")),
        *(("first.md", "WSP009"), ("first.md", "WSP006"), ("first.md", "LIB001"), ("first.md", "CIT001")),
    } <= set(found)


@pytest.mark.parametrize("path", ["evidence/caf\udce9.yaml", "responses/\udce9/outline.yaml", "evidence/a\x1b[31m.yaml"])
def test_a_name_that_is_no_text_is_told(finish: Consult, make: Make, path: str) -> None:
    root = make()
    target = root / path
    try:
        target.parent.mkdir(exist_ok=True)
        target.write_text("claims: {}\n")
    except (OSError, UnicodeEncodeError):
        pytest.skip("this file system takes no such name")
    for arguments in (["list"], ["show", "share"]):
        assert finish(root, *arguments).status == 0
    from toolkit.session import Session

    (finding,) = Session.open(root).findings
    assert (finding.code, finding.help) == ("WSP007", "Give it another name.")
    assert os.fsencode(path) != finding.span.path.encode()
    assert "�" in finding.span.path


def test_the_whole_list_of_bad_input_is_here() -> None:
    """What the project promises, item by item; the disk that is full and Ctrl-C are in test_build.py."""
    promised = {
        *(
            "an empty outline",
            "a missing text",
            "byte order marks",
            "Windows-1252",
            "odd indentation",
            "a tab",
            "a claim that is there twice",
        ),
        *("unknown names", "an unknown claim", "an unknown source", "an unknown passage", "an unknown exhibit", "a Jinja error"),
        *(
            "a claim that cites what is missing",
            "a bibliography that breaks off",
            "a crossref cycle",
            "data without a header",
            "ragged data",
        ),
        *("a picture that is not there", "a long paragraph", "an odd title", "right to left", "a text outside", "raw code"),
        "a bibliography in a head",
    }
    assert promised <= set(CASES)

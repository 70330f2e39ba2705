"""``consult import``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Make
from tests.faces.conftest import Consult, snapshot
from tests.importing.words import document, field, item, zotero
from tests.web import answers
from tests.web.server import Web
from toolkit import importing
from toolkit.importing import Sites

RIS = """TY  - RPRT
A1  - Department for Work and Pensions
TI  - Transforming Lives
PY  - 2023
PB  - DWP
ID  - dwp23
AB  - Words.
ER  -

TY  - RPRT
A1  - Home Office
TI  - Searches in England
PY  - 2012
UR  - https://example.org/searches
ER  -
"""


@pytest.fixture
def ris(tmp_path: Path) -> Path:
    file = tmp_path / "library.ris"
    file.write_text(RIS, encoding="utf-8")
    return file


def test_a_preview_shows_what_would_come_in_and_writes_nothing(consult: Consult, make: Make, ris: Path) -> None:
    root = make()
    consult(root, "list")
    before = snapshot(root)
    said = consult(root, "import", ris)
    assert said.status == 0
    assert snapshot(root) == before
    assert said.out.startswith("library.ris (RIS): 2 entries.\n")
    assert (
        """New: 1

@report{dwp2023transforming,
  author      = {{Department for Work and Pensions}},
  title       = {Transforming Lives},
  date        = {2023},
  institution = {DWP},
  ids         = {dwp23},
}
"""
        in said.out
    )
    assert "has the same title and year as 'alpha2012' in the library" in said.out
    assert "the same in both: author, title and date" in said.out
    assert "Left out: abstract (1). '--keep abstract' takes a field in." in said.out
    assert said.out.endswith(
        "Nothing was written. The same with --write adds 1 entry to bibliography.bib. Those that seem to be there already come in too with --all.\n"
    )


def test_with_write_the_new_ones_are_added_and_the_others_only_with_all(consult: Consult, make: Make, ris: Path) -> None:
    root = make()
    said = consult(root, "import", ris, "--write")
    assert said.status == 0
    assert said.out.endswith("Added to bibliography.bib: 1 entry. 'consult check' tells what is missing in them.\n")
    assert "dwp2023transforming" in (root / "bibliography.bib").read_text(encoding="utf-8")
    again = consult(root, "import", ris, "--write")
    assert again.out.endswith("There is nothing to add. What seems to be there already comes in with --all.\n")
    consult(root, "import", ris, "--write", "--all", "--keep", "abstract", "--keep-keys")
    bib = (root / "bibliography.bib").read_text(encoding="utf-8")
    assert "@report{dwp23,\n" not in bib, "it is an alias already, and no key twice"
    assert bib.count("Transforming Lives") == 2
    assert "abstract    = {Words.}," in bib


def test_several_files_at_once_word_files_among_them(consult: Consult, make: Make, ris: Path, tmp_path: Path) -> None:
    (tmp_path / "old.docx").write_bytes(document(field(zotero(item()))))
    said = consult(make(), "import", ris, tmp_path / "old.docx")
    assert "old.docx (Word): 1 entry." in said.out
    assert "@article{smith2014searches," in said.out


def test_many_new_ones_are_listed_and_shown_whole_where_that_is_wanted(consult: Consult, make: Make, tmp_path: Path) -> None:
    towns = ("Leeds", "York", "Bath", "Hull", "Derby", "Ely", "Truro", "Wells", "Ripon", "Perth", "Cardiff", "Bangor", "Newry")
    titles = [f"Searches in {town}" for town in towns]
    file = tmp_path / "many.ris"
    file.write_text("".join(f"TY  - ODD\nAU  - Smith, Jane\nTI  - {title}\nPY  - 2014\nER  -\n" for title in titles))
    said = consult(make(), "import", file).out
    assert "  smith2014searches   Smith (2014): Searches in Leeds\n    Its type 'ODD' is not known.\n" in said
    assert "@misc{" not in said
    assert "@misc{smith2014searchesl," in consult(make(folder="other"), "import", file, "--full").out


def test_of_very_many_the_first_are_shown_and_the_others_counted(consult: Consult, make: Make, tmp_path: Path) -> None:
    file = tmp_path / "many.ris"
    file.write_text(
        "".join(f"TY  - JOUR\nAU  - Smith, Jane\nTI  - Searches number {number}\nPY  - 2014\nER  -\n" for number in range(230)) * 2
    )
    said = consult(make(), "import", file).out
    assert "… and 30 more; --full shows all of them." in said
    assert "… and 210 more; --full shows all of them." in said
    assert "more;" not in consult(make(folder="other"), "import", file, "--full").out


def test_what_could_not_be_read_is_told_with_its_place_and_ends_with_1(consult: Consult, make: Make, tmp_path: Path) -> None:
    file = tmp_path / "library.ris"
    file.write_text("TY  - RPRT\nTI  - One\nER  -\nTY  - GEN\nER  -\n")
    said = consult(make(), "import", file)
    assert said.status == 1
    assert "library.ris (RIS): 1 entry; 1 could not be read." in said.out
    assert "library.ris:4:1 LIB003 This record names no source" in said.out


@pytest.mark.parametrize(("name", "content"), [("none.ris", None), ("letter.txt", "Dear colleague"), ("empty.bib", "")])
def test_a_file_that_is_none_is_refused_and_nothing_is_written(
    consult: Consult, make: Make, ris: Path, tmp_path: Path, name: str, content: str | None
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    root = make()
    before = (root / "bibliography.bib").read_bytes()
    said = consult(root, "import", ris, tmp_path / name, "--write")
    assert said.status == 2
    assert said.err.startswith("Could not go on: ")
    assert (root / "bibliography.bib").read_bytes() == before


def test_dois_and_pages_are_looked_up(consult: Consult, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    with Web() as web:
        monkeypatch.setattr(importing, "SITES", Sites(web.url(""), web.url("")))
        csl = {"type": "book", "title": "On Searches", "author": [{"family": "Smith", "given": "Jane"}], "issued": {"date-parts": [[2014]]}}
        web.put("/10.5555/abc", answers.gives(json.dumps(csl).encode(), "application/json"))
        root = make()
        said = consult(root, "import", "doi:10.5555/abc", "isbn:9781782461655", web.url("/gone"), "--allow", "127.0.0.1", "--write")
        agent = web.asked[0].headers["user-agent"]
    assert said.status == 1
    assert "doi:10.5555/abc (DOI): 1 entry." in said.out
    assert "This is no ISBN: a digit is wrong, or missing." in said.out
    assert "There is no such page." in said.out
    assert "@book{smith2014searches," in (root / "bibliography.bib").read_text(encoding="utf-8")
    assert "mailto:policy@example.org" in agent


def test_programs_get_it_as_json(consult: Consult, make: Make, ris: Path) -> None:
    data = json.loads(consult(make(), "import", ris, "--json", "--write").out)
    assert data["files"] == [{"name": "library.ris", "format": "RIS", "records": 2, "entries": 2, "lost": 0}]
    first, second = data["entries"]
    assert (first["key"], first["was"], first["added"], first["like"]) == ("dwp2023transforming", "dwp23", True, [])
    assert (second["added"], second["like"]) == (False, [{"key": "alpha2012", "common": ["title and year"], "in_library": True}])
    assert data["left_out"] == {"abstract": 1}


def test_two_that_come_in_alike_are_shown_side_by_side(consult: Consult, make: Make, tmp_path: Path) -> None:
    file = tmp_path / "a.bib"
    one = "@book{a, author = {Smith, Jane}, title = {Searches}, year = {2014}, publisher = {Press}}\n"
    file.write_text(one + one.replace("{a,", "{b,").replace("Press", "Another Press") + one.replace("{a,", "{c,"))
    said = consult(make(), "import", file).out
    assert "has the same title and year as 'smith2014searches' among these" in said
    assert "has the same title and year as 'smith2014searches' among these, and as smith2014searchesa" in said
    assert "      publisher     Another Press" in said


def test_old_names_of_fields_in_the_library_are_compared_too(consult: Consult, make: Make, tmp_path: Path) -> None:
    root = make(
        {
            "bibliography.bib": "@article{a, author = {Smith, Jane}, title = {Searches}, year = {2014}, journal = {J}}\n",
            "evidence/topic.yaml": None,
        }
    )
    (tmp_path / "a.ris").write_text("TY  - JOUR\nAU  - Smith, Jane\nTI  - Searches\nPY  - 2014\nT2  - J\nER  -\n")
    assert "the same in both: author, title, journaltitle and date" in consult(root, "import", tmp_path / "a.ris").out

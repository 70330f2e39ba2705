"""``consult init``: a workspace to start from, which builds as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.load.schemas import FILES
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.faces.conftest import Consult


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_the_three_commands_that_it_names_lead_to_documents(finish: Consult, tmp_path: Path) -> None:
    said = finish(tmp_path, "init", "our-evidence")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-3:] == ["  cd our-evidence", "  consult build", "  consult check"]
    said = finish(tmp_path / "our-evidence", "build")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[1:-1] == ["  build/first-response/first-response.docx", "  build/first-response/first-response.pdf"]
    said = finish(tmp_path / "our-evidence", "check")
    assert (said.status, said.err) == (1, "")
    assert "6:11  error CLM007  Nobody has compared the claim 'example-share' with its source yet." in said.out
    assert said.out.splitlines()[-2].startswith("1 error in 1 file; looked at the library and 1 response (first-response)")
    folder = tmp_path / "our-evidence/build/first-response"
    assert (folder / "first-response.docx").read_bytes().startswith(b"PK")
    assert (folder / "first-response.pdf").read_bytes().startswith(b"%PDF-")


def test_what_it_writes_has_no_findings_and_places_its_claim_with_a_note(consult: Consult, tmp_path: Path) -> None:
    consult(tmp_path, "init", "w")
    session = Session.open(tmp_path / "w")
    assert session.findings == ()
    draft = session.draft("first-response")
    assert draft.findings == ()
    assert [(note.keys, placement.claim) for note, placement in zip(draft.notes, draft.placements, strict=True)] == [
        (("ons2023census",), "example-share")
    ]
    assert draft.sign_off[0].public
    assert "Comments such as this" not in draft.markdown


def test_the_schemas_are_those_of_the_command(consult: Consult, tmp_path: Path) -> None:
    consult(tmp_path, "init", "w")
    assert sorted(path.name for path in (tmp_path / "w/.schemas").iterdir()) == sorted(f"{name}.schema.json" for name in FILES)
    for name in FILES:
        assert (tmp_path / f"w/.schemas/{name}.schema.json").read_text(encoding="utf-8") == consult(tmp_path, "schema", name).out


def test_each_yaml_file_names_its_schema_by_a_path_that_is_there(consult: Consult, tmp_path: Path) -> None:
    consult(tmp_path, "init", "w")
    for path in sorted((tmp_path / "w").rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        assert (path.parent / first.partition("=")[2]).is_file(), path


def test_a_folder_that_holds_nothing_but_git_is_taken(consult: Consult, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert consult(tmp_path, "init", ".").status == 0
    assert (tmp_path / "workspace.yaml").is_file()
    assert ".toolkit/" in (tmp_path / ".gitignore").read_text()


@pytest.mark.parametrize("name", ["notes.txt", "workspace.yaml", ".hidden"])
def test_a_folder_that_holds_something_is_refused_and_left_alone(consult: Consult, tmp_path: Path, name: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / name).write_text("mine")
    said = consult(tmp_path, "init", "full")
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines() == ["Could not go on: full is not empty.", "Name a folder that is not there yet."]
    assert files(tmp_path) == {f"full/{name}"}


def test_a_file_in_place_of_the_folder_is_refused(consult: Consult, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("mine")
    for name in ("taken", "taken/below"):
        said = consult(tmp_path, "init", name)
        assert said.status == 2
        assert said.err.startswith("Could not go on: ")
    assert (tmp_path / "taken").read_text() == "mine"

"""One letter to many: a table outside the workspace, a copy for each row, and nothing of it left behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faces.conftest import snapshot
from toolkit.mailing import mail, read_table
from toolkit.model.errors import Incomplete, ToolkitError
from toolkit.model.kind import Given
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

LETTER = """
    document: letter
    title: A request
    date: 2017-03-01
    fields:
      signed: policy
      copies: [the file]
    sections:
      - id: first
        text: sections/first.md
    """
SECRET = "Office of the Example Recipient"
TABLE = f'recipient,address,salutation,copies\n{SECRET},"1 Example Street\nExampleton",Dear Example,\nThe Second Office,2 Example Street; Exampleton,Dear Second,One; Two\n'


@pytest.fixture
def root(make: Make) -> Path:
    return make({"responses/one/outline.yaml": LETTER, "responses/one/consultation.yaml": None})


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_there_is_a_copy_for_each_row(root: Path, table: Path, tmp_path: Path) -> None:
    done = mail(Session.open(root), "one", table, tmp_path / "out", ["md", "docx"])
    assert [path.name for path in done.files] == ["one-001.md", "one-001.docx", "one-002.md", "one-002.docx"] or [
        path.name for path in done.files
    ] == ["one-001.docx", "one-001.md", "one-002.docx", "one-002.md"]
    assert (done.recipients, done.findings) == (2, ())
    first, second = ((tmp_path / "out" / f"one-00{number}.md").read_text(encoding="utf-8") for number in (1, 2))
    assert f"{SECRET}\\\n1 Example Street\\\nExampleton\n" in first
    assert "Dear Example" in first
    assert "Copies" not in first  # an empty cell empties the field
    assert "The Second Office\\\n2 Example Street\\\nExampleton\n" in second
    assert "Copies: One; Two" in second
    assert "63 per cent" in first
    assert "63 per cent" in second


def test_nothing_of_the_table_is_left_in_the_workspace(root: Path, table: Path, tmp_path: Path) -> None:
    session = Session.open(root)
    session.check(["one"])
    before = snapshot(root)
    mail(Session.open(root), "one", table, tmp_path / "out", ["md", "docx", "pdf", "html"])
    after = snapshot(root)
    assert before.keys() <= after.keys()
    assert [path for path, (data, _) in after.items() if SECRET.encode() in data] == []
    assert {path for path in after.keys() - before.keys() if not path.startswith(".toolkit/")} == set()
    assert {path for path in after.keys() - before.keys() if "stamps" in path} == set()


def test_cells_are_plain_text_and_no_instructions(root: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text('recipient,salutation\n"{{ claim(""view"") }} *you*",Dear [@alpha2012]\n', encoding="utf-8")
    mail(Session.open(root), "one", tmp_path / "p.csv", tmp_path / "out", ["html"])
    text = (tmp_path / "out" / "one-001.html").read_text(encoding="utf-8")
    assert "*you*" in text
    assert "too many" not in text
    assert "Dear [@alpha2012]" in text


def test_files_may_be_named_in_the_table(root: Path, tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("file;recipient;salutation\nfirst/../one letter;A;Dear A\n;B;Dear B\n", encoding="utf-8")
    done = mail(Session.open(root), "one", tmp_path / "p.csv", tmp_path / "out", ["md"])
    assert [path.name for path in done.files] == ["first-one-letter.md", "one-002.md"]


@pytest.mark.parametrize("where", ["table", "out"])
def test_what_lies_in_the_workspace_is_refused(root: Path, table: Path, tmp_path: Path, where: str) -> None:
    inside = root / "people.csv"
    inside.write_text(TABLE, encoding="utf-8")
    arguments = {"table": (inside, tmp_path / "out"), "out": (table, root / "build" / "letters")}[where]
    with pytest.raises(ToolkitError, match="lies in the workspace"):
        mail(Session.open(root), "one", *arguments, ["md"])
    assert not (root / "build").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("recipient,salutaton\nA,Dear A\n", "has a column 'salutaton'.*Did you mean 'salutation'"),
        ("recipient,zzz\nA,B\n", "What can stand there: recipient, address"),
        ("recipient,salutation\nA,\n", "Line 2 of the table leaves empty what the letter needs: salutation"),
        ("recipient,salutation\nA,Dear A\n\nB,\n", "Line 4 of the table leaves empty"),
        ("salutation\nDear A\n", "Line 2 of the table leaves empty what the letter needs: recipient"),
        ("recipient,salutation\nA,Dear A,more\n", "Line 2 of the table has more cells"),
        ("recipient,recipient,salutation\nA,B,C\n", "Two columns of the table have the same name"),
        ("recipient,salutation\n\n", "names no recipient"),
        ("", "is empty"),
        ("file,recipient,salutation\nx,A,Dear A\nX,B,Dear B\n", "Lines 2 and 3 of the table would both be called X"),
        ('recipient,salutation\n"A,Dear A\n', "Line 2 of the table leaves empty what the letter needs: salutation"),
        (f'recipient,salutation\n"{"A" * 200_000}",Dear A\n', "cannot be read as a table.*Line 2"),
        ("recipient\n" + "A\n" * 10_000, "has 10,001 lines"),
        (
            "recipient,salutation,signed\nA,Dear A,policy\nB,Dear B,nobody\n",
            "Line 3 of the table: 'nobody' is no contact of workspace.yaml",
        ),
    ],
)
def test_a_table_that_does_not_fit_is_told_and_nothing_is_written(root: Path, tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "p.csv").write_text(content, encoding="utf-8")
    with pytest.raises(ToolkitError, match=says):
        mail(Session.open(root), "one", tmp_path / "p.csv", tmp_path / "out", ["md"])
    assert not (tmp_path / "out").exists()


def test_a_table_that_is_not_there(root: Path, tmp_path: Path) -> None:
    with pytest.raises(ToolkitError, match="could not be read"):
        mail(Session.open(root), "one", tmp_path / "none.csv", tmp_path / "out")


def test_lists_of_entries_cannot_come_from_a_table(make: Make, tmp_path: Path) -> None:
    root = make({"responses/one/outline.yaml": "document: open-letter\nfields: {addressee: x}\nsections: [{id: a, text: b}]\n"})
    (tmp_path / "p.csv").write_text("signatories\nA\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match="'signatories' cannot come from a table"):
        mail(Session.open(root), "one", tmp_path / "p.csv", tmp_path / "out")


def test_what_is_wrong_with_every_copy_is_a_finding_of_the_text(root: Path, table: Path, tmp_path: Path) -> None:
    (root / "responses/one/sections/first.md").write_text('So {{ claim("shere") }}.\n', encoding="utf-8")
    done = mail(Session.open(root), "one", table, tmp_path / "out", ["md"])
    assert [finding.code for finding in done.findings] == ["WSP006"]


@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_tables_as_spreadsheets_write_them(root: Path, tmp_path: Path, between: str, encoding: str) -> None:
    kind = Session.open(root).response("one").kind
    lines = [["recipient", "salutation"], ["Café Example", "Dear “Example”"], ["", ""]]
    (tmp_path / "p.csv").write_bytes("\r\n".join(between.join(line) for line in lines).encode(encoding))
    (row,) = read_table(tmp_path / "p.csv", "one", kind)
    assert (row.line, row.fields) == (2, {"recipient": "Café Example", "salutation": "Dear “Example”"})
    assert all(isinstance(value, Given) for value in row.fields.values())


def test_a_letter_with_an_empty_field_is_not_built(root: Path) -> None:
    with pytest.raises(Incomplete, match=r"empty: recipient, salutation. Fill them in, in responses/one/outline.yaml."):
        Session.open(root).build("one", ["md"])
    codes = [(finding.code, finding.severity) for finding in Session.open(root).check(["one"]).findings if finding.code == "WSP004"]
    assert codes == [("WSP004", "error")] * 2

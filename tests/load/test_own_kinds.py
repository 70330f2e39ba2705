"""Kinds of document in a workspace: a folder with kind.yaml and template.md, and no line of Python."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from toolkit.disk import Files
from toolkit.faces.starter.outlines import starter_outline, starter_sections
from toolkit.load.kinds import Kinds, built_in_kinds
from toolkit.load.responses import read_response
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

WITNESS = {
    "kinds/witness-statement/kind.yaml": """
        title: Witness statement
        about: What somebody saw, in numbered paragraphs, with a statement of truth.
        numbering: paragraphs
        head: own
        complete: true
        fields:
          witness: {type: person, required: true, about: Who makes the statement}
          number: {about: Which statement of this witness it is}
          signed: {type: day, required: true, about: The day on which it was signed}
        """,
    "kinds/witness-statement/template.md": """
        ::: small
        {{ consultation.title }}{% if fields.number %}, {{ fields.number }}{% endif %}

        :::

        {{ document_title() }}

        I, {{ fields.witness.name }}, {{ fields.witness.role }}, say as follows:

        {{ sections() }}

        # Statement of truth

        I believe that the facts stated in this witness statement are true.

        ::: signature
        **{{ fields.witness.name }}**, {{ fields.signed }}
        :::
        """,
    "responses/one/outline.yaml": """
        document: witness-statement
        title: First statement of the caseworker
        fields:
          witness: {name: The caseworker, role: adviser}
          signed: 2017-03-01
        sections:
          - id: facts
            text: sections/first.md
        """,
}


def test_a_kind_is_a_folder_in_the_workspace(make: Make) -> None:
    session = Session.open(make(WITNESS))
    assert "witness-statement" in session.workspace.kinds
    built = session.build("one", ["md", "docx", "pdf", "html"])
    assert built.findings == ()
    text = built.files["md"].read_text(encoding="utf-8")
    assert "I, The caseworker, adviser, say as follows:" in text
    assert "1\\. Searches are many." in text
    assert text.index("63 per cent") < text.index("# Statement of truth") < text.index("**The caseworker**, 1 March 2017")


def test_its_words_stand_in_the_file_of_the_template(make: Make) -> None:
    draft = Session.open(make(WITNESS)).draft("one")
    places = {(block.span.path.rpartition("/")[2], block.span.line) for block in draft.blocks}
    assert ("template.md", 14) in places
    assert ("first.md", 1) in places


def test_a_kind_of_the_workspace_goes_before_the_built_in_one_of_its_name(make: Make) -> None:
    root = make({"kinds/briefing/kind.yaml": "title: Ours\n", "kinds/briefing/template.md": "Ours.\n\n{{ sections() }}\n"})
    kinds = Kinds(Files(root))
    assert (kinds["briefing"].title, kinds["response"].path) == ("Ours", "")
    assert kinds.own() == ["briefing"]


def test_a_change_of_a_kind_changes_what_is_built_and_found(make: Make) -> None:
    from toolkit.faces.building import build_one

    root = make(WITNESS)
    assert build_one(root, "one", ("md",), None, None)["unchanged"] is False
    assert build_one(root, "one", ("md",), None, None)["unchanged"] is True
    template = root / "kinds/witness-statement/template.md"
    template.write_text(template.read_text(encoding="utf-8") + "\n{{ nothing }}\n", encoding="utf-8")
    result = build_one(root, "one", ("md",), None, None)
    assert result["unchanged"] is False
    assert [(each["code"], each["path"], each["line"]) for each in result["findings"]] == [
        ("WSP006", "kinds/witness-statement/template.md", 20)
    ]
    assert "WSP006" in [finding.code for finding in Session.open(root).check(["one"]).findings]


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {"kind.yaml": "titel: Note\n", "template.md": "x"},
            "kinds/note/kind.yaml:1:1 WSP002 'titel' is not known in the kind of document note.",
        ),
        (
            {"kind.yaml": "fields: {lead: {tpye: text}}\n", "template.md": "x"},
            "kinds/note/kind.yaml:1:17 WSP002 'tpye' is not known in the kind of document note.",
        ),
        (
            {"kind.yaml": "fields: {lead: {type: txt}}\n", "template.md": "x"},
            "kinds/note/kind.yaml:1:23 WSP003 'type' of the kind of document note should be one of text",
        ),
        (
            {"kind.yaml": "pages: many\n", "template.md": "x"},
            "kinds/note/kind.yaml:1:8 WSP003 'pages' of the kind of document note should be a whole number.",
        ),
        ({"kind.yaml": "title: [\n", "template.md": "x"}, "kinds/note/kind.yaml:2:1 WSP001"),
        ({"kind.yaml": "title: A\n"}, "kinds/note/template.md:1:1 WSP007 The kind of document 'note' has no template.md."),
        ({"template.md": "x"}, "kinds/note/kind.yaml:1:1 WSP007 The kind of document 'note' has no kind.yaml."),
        ({"kind.yaml": "title: A\n", "template.md": "One.\n\nTwo {{ sections( }}\n"}, "kinds/note/template.md:3:5 WSP008"),
        ({"kind.yaml": "title: A\n", "template.md": "One.\n{% if x %}\nTwo.\n"}, "kinds/note/template.md:3:1 WSP008"),
    ],
)
def test_what_is_wrong_in_a_kind_is_told_at_its_place(make: Make, files: dict[str, str], found: str) -> None:
    root = make(
        {
            **{f"kinds/note/{name}": text for name, text in files.items()},
            "responses/one/outline.yaml": "document: note\nsections: [{id: a, text: Body.}]\n",
        }
    )
    told = [f"{each.span} {each.code} {each.message}" for each in Session.open(root).check(["one"]).findings]
    assert any(line.startswith(found) for line in told), told


def test_an_empty_description_is_enough(make: Make) -> None:
    root = make({"kinds/note/kind.yaml": "# nothing to say\n", "kinds/note/template.md": "{{ sections() }}\n"})
    assert Kinds(Files(root))["note"].fields == {}


def test_sections_that_a_kind_demands(make: Make) -> None:
    root = make({"kinds/note/kind.yaml": "sections: [facts, notes]\n", "kinds/note/template.md": "{{ sections() }}\n"})
    (root / "responses/one/outline.yaml").write_text("document: note\nsections: [{id: facts, text: Body.}]\n", encoding="utf-8")
    (finding,) = read_response(Files(root), "one").findings
    assert (finding.code, finding.message) == ("WSP004", "A document of the kind note has a section 'notes', and this one has none.")


def test_a_document_that_accompanies_a_response_shares_its_consultation(make: Make) -> None:
    outline = "document: press-release\naccompanies: one\ndate: 2017-02-01\nfields: {contact: policy, quotations: [{words: So it is., who: policy}]}\nsections: [{id: a, text: Body.}]\n"
    root = make(
        {
            "responses/two/outline.yaml": outline,
            "responses/one/consultation.yaml": "title: A Plan for All\nbody: The Ministry\ncloses: 2017-01-01\n",
        }
    )
    session = Session.open(root)
    response = session.response("two")
    assert (response.consultation.title, response.consultation.deadline, response.findings) == ("A Plan for All", None, ())
    codes = [f"{finding.code} {finding.span.path}" for finding in session.check(["two"]).findings if finding.code.startswith("SUB")]
    assert codes == []  # the deadline is that of the answer


@pytest.mark.parametrize(
    ("outline", "found"),
    [
        ("document: briefing\naccompanies: oen\n", "outline.yaml:2:14 WSP006 There is no response 'oen' for this document to accompany."),
        ("document: joint-submission\n", "consultation.yaml:1:1 WSP007 The file responses/two/consultation.yaml is not there."),
        ("document: briefing\n", ""),
    ],
)
def test_whether_a_consultation_is_needed(make: Make, outline: str, found: str) -> None:
    root = make({"responses/two/outline.yaml": outline})
    told = [
        f"{each.span.path.rpartition('/')[2]}:{each.span.line}:{each.span.column} {each.code} {each.message}"
        for each in read_response(Files(root), "two").findings
    ]
    assert told == ([found] if found else [])


def test_its_own_consultation_goes_before_that_of_the_response(make: Make) -> None:
    root = make(
        {
            "responses/two/outline.yaml": "document: briefing\naccompanies: one\n",
            "responses/two/consultation.yaml": "title: Ours\nbody: Nobody\n",
        }
    )
    assert read_response(Files(root), "two").consultation.title == "Ours"


@pytest.mark.parametrize("name", sorted(built_in_kinds()))
def test_the_outline_to_start_from_fits_its_kind(make: Make, name: str) -> None:
    kind = built_in_kinds()[name]
    files = {f"responses/two/sections/{id_}.md": "Text.\n" for id_ in starter_sections(kind)}
    root = make({"responses/two/outline.yaml": starter_outline(kind, "one"), **files})
    draft = Session.open(root).draft("two")
    assert [f"{each.span} {each.message}" for each in draft.findings if each.code != "WSP004"] == []
    assert "Text." in draft.markdown
    # What is commented out can be taken in as it stands.
    whole = "\n".join(
        line.replace("# ", "", 1) if line.strip().startswith("# ") and ":" in line and not line.strip()[2:3].isupper() else line
        for line in starter_outline(kind, "one").split("\n")
        if "schema" not in line
    )
    (root / "responses/two/outline.yaml").write_text(dedent(whole), encoding="utf-8")
    assert [
        f"{each.span} {each.message}" for each in Session.open(root).draft("two").findings if each.code in ("WSP001", "WSP002", "WSP003")
    ] == []


def test_every_folder_of_a_built_in_kind_is_one() -> None:
    import toolkit.compose.kinds as kinds

    folder = Path(str(kinds.__file__)).parent
    assert {path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("_")} == set(built_in_kinds())

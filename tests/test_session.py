"""The Python API: one workspace, opened, asked and built."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import BASE
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.output import OUTPUTS
from toolkit.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Make


def test_a_workspace_is_opened_by_path_or_by_its_name(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make()
    monkeypatch.chdir(root)
    for written in (root, str(root), "."):
        session = Session.open(written)
        assert session.root == root.resolve()
        assert list(session.workspace.claims) == ["share", "view"]


def test_the_clock_is_a_parameter(make: Make) -> None:
    assert Session.open(make(), today=date(2017, 3, 1)).today == date(2017, 3, 1)


@pytest.mark.parametrize("name", ["nowhere", "file", ""])
def test_a_folder_that_is_no_workspace_is_told_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ToolkitError) as refused:
        Session.open(tmp_path / name)
    assert refused.value.what
    assert "consult init" in refused.value.do or "--root" in refused.value.do


def test_findings_are_those_of_the_library_and_of_every_response_in_file_order(make: Make, said: Callable[[Session], list[str]]) -> None:
    changes = {
        "evidence/b.yaml": "claims:\n  b: {kind: law, text: T, support: [{source: none}]}\n",
        "responses/two/outline.yaml": "titel: T\n",
        "workspace.yaml": "organisation: {name: A}\ncontacts: {policy: {name: P}}\nstlye: apa\n",
    }
    session = Session.open(make(changes))
    assert [line.split(" ")[:2] for line in said(session)] == [
        ["evidence/b.yaml:2:46", "CIT001"],
        ["responses/two/consultation.yaml:1:1", "WSP007"],
        ["responses/two/outline.yaml:1:1", "WSP002"],
        ["workspace.yaml:3:1", "WSP002"],
    ]


def test_unsaved_text_counts_as_if_it_were_saved(make: Make) -> None:
    root = make()
    overlay = {
        "evidence/topic.yaml": BASE["evidence/topic.yaml"].replace("63 per cent", "64 per cent"),
        "responses/one/sections/first.md": "Typed. {{ claim('share') }}\n",
        "responses/new/outline.yaml": "title: New\nsections: [{id: a, text: Unsaved.}]\n",
    }
    typed, saved = Session.open(root, overlay), Session.open(root)
    assert typed.draft("one").placements[0].text == "In 2012 64 per cent of searches were for drugs."
    assert "Typed." in typed.draft("one").markdown
    assert list(typed.workspace.responses) == ["new", "one"]
    assert saved.draft("one").placements[0].text == "In 2012 63 per cent of searches were for drugs."
    assert list(saved.workspace.responses) == ["one"]


def test_a_response_that_is_not_there_is_told_with_the_nearest(make: Make) -> None:
    session = Session.open(make({"responses/plan-2017/outline.yaml": "title: T\n"}))
    assert session.response("one").slug == "one"
    for ask in (session.response, session.draft, session.build):
        with pytest.raises(ToolkitError) as refused:
            ask("plan-2016")
        assert (refused.value.what, refused.value.why) == ("There is no response 'plan-2016'.", "Did you mean 'plan-2017'?")
        assert refused.value.do == "Responses here: one, plan-2017."


def test_a_draft_has_its_notes_and_words_and_is_made_once(make: Make) -> None:
    session = Session.open(make())
    draft = session.draft("one")
    assert session.draft("one") is draft
    assert [(note.number, note.text, note.keys) for note in draft.notes] == [
        (1, "Home Office (2012), Searches in England, Pg. 3.", ("alpha2012",))
    ]
    assert draft.words.notes == 8
    assert draft.words.body == 27
    in_text = session.draft("one", "apa")
    assert (in_text.style, in_text.notes) == ("apa", ())
    assert draft.style == "house"


def test_a_build_says_what_it_made(make: Make, tmp_path: Path) -> None:
    session = Session.open(make())
    built = session.build("one", OUTPUTS, out=tmp_path / "out")
    assert list(built.files) == ["docx", "pdf", "html", "md"]
    assert [path.name for path in built.files.values()] == ["one.docx", "one.pdf", "one.html", "one.md"]
    assert {path: digest(path.read_bytes()) for path in built.files.values()} == {
        path: built.sha256[str(path)] for path in built.files.values()
    }
    assert (built.findings, built.errors) == ((), 0)
    assert built.draft == session.draft("one")
    assert sorted(session.build("one", ("md",)).files.values()) == [session.root / "build" / "one" / "one.md"]


def test_of_the_library_s_findings_a_build_tells_those_that_concern_it(make: Make) -> None:
    evidence = BASE["evidence/topic.yaml"].replace("locator: p. 3}", "locator: p. 3}\n            colour: red")
    changes = {
        "evidence/topic.yaml": evidence,
        "evidence/other.yaml": "claims:\n  unused: {kind: law, text: T, colour: red}\n",
        "evidence/broken.yaml": "claims: [unclosed\n",
        "responses/one/sections/first.md": "{{ claim('share') }} {{ claim('gone') }}\n",
    }
    built = Session.open(make(changes)).build("one", ("md",))
    assert [(f.span.path, f.code) for f in built.findings] == [
        ("evidence/broken.yaml", "WSP001"),
        ("evidence/topic.yaml", "WSP002"),
        ("responses/one/sections/first.md", "WSP006"),
    ]
    assert built.errors == 3


def test_what_cannot_be_made_leaves_no_file(make: Make) -> None:
    root = make({"workspace.yaml": "organisation: {name: A}\ntypst_template: look.typ\n", "look.typ": "#panic()"})
    with pytest.raises(ToolkitError, match="Typst says"):
        Session.open(root).build("one", ("docx", "pdf", "html"))
    assert not (root / "build").exists()

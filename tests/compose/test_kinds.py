"""Kinds of document: the built-in ones, and those that other packages bring."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from toolkit.compose.draft import compose
from toolkit.compose.kinds import Kind, find_kind, kind_names
from toolkit.disk import Files
from toolkit.load.workspace import open_workspace

if TYPE_CHECKING:
    from tests.conftest import Make


@pytest.fixture
def plugins(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package as pip would have installed it, with three kinds of which one works."""
    site = tmp_path_factory.mktemp("site")
    (site / "letters.py").write_text(
        dedent('''\
        """Letters."""
        from toolkit.compose.kinds import Kind

        letter = Kind(name="letter", template="Dear {{ consultation.body }}, about {{ title }}.\\n\\n{{ sections() }}\\n\\n{{ sign_off() }}\\n")
        broken = Kind(name="broken", template="{{ sections( }}")
        nothing = "no kind"
        ''')
    )
    (site / "letters-1.dist-info").mkdir()
    (site / "letters-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: letters\nVersion: 1\n")
    (site / "letters-1.dist-info" / "entry_points.txt").write_text(
        "[toolkit.kinds]\nletter = letters:letter\nbroken = letters:broken\nnothing = letters:nothing\ngone = letters:gone\nlost = nowhere:x\nresponse = letters:letter\n"
    )
    monkeypatch.syspath_prepend(site)
    return site


def test_the_built_in_kinds() -> None:
    assert "response" in kind_names()
    for name in kind_names():
        kind = find_kind(name)
        assert kind is not None
        assert (kind.name, "{{ sections() }}" in kind.template) == (name, True)


@pytest.mark.parametrize("name", ["", "letter", "../kinds/response", "response.md", "RESPONSE/../response", "__init__"])
def test_what_is_no_kind(name: str) -> None:
    assert find_kind(name) is None


def test_kinds_of_other_packages(plugins: Path) -> None:
    assert plugins.is_dir()
    assert {"letter", "broken", "nothing", "gone", "lost", "response"} <= set(kind_names())
    letter = find_kind("letter")
    assert isinstance(letter, Kind)
    assert letter.template.startswith("Dear ")
    own = find_kind("response")
    assert own is not None
    assert not own.template.startswith("Dear ")
    for name in ("nothing", "gone", "lost"):
        assert find_kind(name) is None


def draft(root: Path) -> tuple[str, str, list[str]]:
    workspace = open_workspace(Files(root))
    result = compose(workspace, workspace.responses["one"])
    return result.kind, result.markdown, [f"{f.span} {f.code} {f.message}" for f in result.findings]


def test_a_document_of_such_a_kind_has_its_parts_where_its_template_has_them(make: Make, plugins: Path) -> None:
    assert plugins.is_dir()
    outline = "document: letter\ntitle: Our *view*\ndate: 2017-03-01\nsections: [{id: a, text: Body text.}]\n"
    kind, markdown, found = draft(make({"responses/one/outline.yaml": outline}))
    assert (kind, found) == ("letter", [])
    assert markdown.index("Dear The Ministry, about Our \\*view\\*.") < markdown.index("Body text.") < markdown.rindex("\n")


def test_a_kind_whose_template_is_broken_is_told_and_nothing_is_raised(make: Make, plugins: Path) -> None:
    assert plugins.is_dir()
    kind, _, found = draft(make({"responses/one/outline.yaml": "document: broken\nsections: [{id: a, text: Body.}]\n"}))
    assert kind == "broken"
    assert [line.split(" ")[:2] for line in found] == [["kinds/broken.md:1:1", "WSP008"]]


def test_a_kind_that_cannot_be_had_is_told_and_a_response_is_made(make: Make, plugins: Path) -> None:
    assert plugins.is_dir()
    kind, markdown, found = draft(make({"responses/one/outline.yaml": "document: gone\nsections: [{id: a, text: Body.}]\n"}))
    assert kind == "response"
    assert "Body." in markdown
    assert found == ["responses/one/outline.yaml:1:11 WSP006 There is no kind of document 'gone'."]

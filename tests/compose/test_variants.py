"""Which stretches of a text are marked, and that a public copy is composed without any of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import Make
from toolkit.compose.draft import compose
from toolkit.compose.variants.parts import near, parts_of
from toolkit.compose.variants.withheld import withheld
from toolkit.load.responses import read_yaml
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.response import Outline
from toolkit.model.span import Prose
from toolkit.session import Session


def marked(text: str) -> list[str]:
    return [text[part.first : part.last].strip() for part in parts_of(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Nothing [here](https://example.org){.link} and {{ x }}.", []),
        ("One [a]{.confidential} two [b *c* `d`]{.personal}.", ["a", "b *c* `d`"]),
        ("One [a [b] c]{.confidential}.", ["a [b] c"]),
        (r"One [a \] b]{.confidential}.", [r"a \] b"]),
        ("One [a]{.confidential .other #id}.", ["a"]),
        ('One [a]{class="confidential"}.', ["a"]),
        ("{{ claim('a]') }} [x {{ claim('b]') }} y]{.confidential}", ["x {{ claim('b]') }} y"]),
        ("A\n\n::: confidential\nB\n\nC\n:::\n\nD", ["B\n\nC"]),
        ("::: {.personal #x}\nB\n:::", ["B"]),
        (":::: confidential ::::\nB\n::::", ["B"]),
        ("::: Confidential\nB\n:::", ["B"]),
        ("::: note\n::: confidential\nB\n:::\n:::\n\nC", ["B"]),
        ("> ::: confidential\n> B\n> :::\n> C", ["> B"]),
        ("## H {.confidential}\n\nA\n\n## K\n\nB", ["## H {.confidential}\n\nA"]),
        ("# H {.personal}\n\n```\n# no heading\n\n# nor this\n```\n\nA", ["# H {.personal}\n\n```\n# no heading\n\n# nor this\n```\n\nA"]),
    ],
)
def test_marks_are_found_with_what_they_mark(text: str, parts: list[str]) -> None:
    assert marked(text) == parts
    assert all(not part.wrong for part in parts_of(text))


@pytest.mark.parametrize(
    ("word", "mark"),
    [
        ("confidential", "confidential"), ("Confidental", "confidential"), ("confidentail", "confidential"), ("CONFIDENTIAL", "confidential"),
        ("personnal", "personal"), ("person", None), ("personnel", None), ("confident", None), ("conference", None), ("note", None),
    ],
)  # fmt: skip
def test_a_misspelt_mark_is_taken_for_what_it_means(word: str, mark: str | None) -> None:
    assert near(word) == mark


NOISE = st.sampled_from(
    ["word ", "*a* ", "[b](https://example.org/x) ", "`c` ", "`[` ", "^[note] ", "\n\n", "\n", "- item\n", "> said\n\n", "# H\n\n", "| a | b |\n", "{{ claim('share') }} ", "[@alpha2012, p. 3] ", "(d) ", "] ", "[ ", "``` ", "```\n", "\\", "<!-- e --> ", "{# f #} ", "&amp; ", "~~g~~ ", "::: note\n", ":::\n"]
)  # fmt: skip
SECRET = "zqsecretqz"
INLINE = st.lists(st.sampled_from(["h ", "*i* ", "`j` ", "[k] ", "(l) ", f"{SECRET} ", "\n"]), min_size=1, max_size=4).map("".join)
SPAN = st.builds(lambda inside, mark: f"[{SECRET} {inside}]{{.{mark}}} ", INLINE, st.sampled_from(["confidential", "personal"]))
BLOCK = st.builds(
    lambda inside, colons: f"\n\n{colons} confidential\n{SECRET} {inside}\n\n{SECRET}\n{colons}\n\n",
    INLINE,
    st.sampled_from([":::", "::::"]),
)
TEXTS = st.lists(st.one_of(NOISE, SPAN, BLOCK), min_size=1, max_size=14).map("".join)


@given(TEXTS)
@example("``` [zqsecretqz x]{.confidential} ```\n\n```\n")
@example("[ [zqsecretqz a]{.personal} ] `[` [zqsecretqz `]` ]{.confidential}")
@settings(max_examples=150)
def test_no_marked_word_is_in_what_a_public_copy_is_composed_of(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    root = _workspace(tmp_path_factory)
    session = Session.open(root)
    response = session.response("one")
    response = response.model_copy(update={"texts": {"sections.0": Prose(text=text, path="responses/one/sections/first.md")}})
    draft = compose(session.workspace, response, version="public")
    assert SECRET not in draft.model_dump_json(exclude={"findings"})
    assert compose(session.workspace, response, version="confidential").version == "confidential"


_kept: list[Path] = []


def _workspace(factory: pytest.TempPathFactory) -> Path:
    if not _kept:
        from textwrap import dedent

        from tests.conftest import BASE

        root = factory.mktemp("variants")
        for path, content in BASE.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(dedent(content).removeprefix("\n"), encoding="utf-8")
        _kept.append(root)
    return _kept[0]


def test_findings_of_a_copy_stand_where_they_were_written(make: Make) -> None:
    root = make(
        {"responses/one/sections/first.md": "Open [x]{.personal} {{ claim('nobody') }}.\n\n::: confidential\nA\n:::\n\n{{ claim('no') }}\n"}
    )
    session = Session.open(root)
    for version in ("public", "confidential"):
        found = compose(session.workspace, session.response("one"), version=version).findings
        assert [(each.span.line, each.span.column) for each in found] == [(1, 31), (7, 11)], version


def test_words_that_are_withheld_are_known_with_their_places(make: Make) -> None:
    text = "Open.\n\n::: confidential\nOne sentence here. Another *one* {{ claim('share') }}\n:::\n\nSaid [Ann Bell]{.personal} so.\n"
    session = Session.open(make({"responses/one/sections/first.md": text}))
    found = withheld(session.workspace, session.response("one"), ["view"])
    assert [(each.words, each.span.line, each.span.column, each.block) for each in found] == [
        ("One sentence here.", 4, 1, True),
        ("Another one", 4, 20, True),
        ("Ann Bell", 7, 7, False),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("confidential: true", True), ("confidential: text", "text"), ("confidential: yeah", True), ("confidental: true", True), ("confidential:", True), ("confidential: no", False), ("note: x", False)],
)  # fmt: skip
def test_whoever_writes_something_like_confidential_is_believed(written: str, meant: object) -> None:
    findings: list[Finding] = []
    outline = read_yaml(f"title: T\nsections:\n  - id: a\n    {written}\n    text: x\n", "outline.yaml", Outline, "outline", findings)
    assert outline is not None
    assert outline.sections[0].confidential == meant
    assert bool(findings) == (written not in ("confidential: true", "confidential: text", "confidential:", "confidential: no", "note: x"))


def test_a_thing_without_such_a_field_is_read_all_the_same() -> None:
    from toolkit.model.response import Consultation

    findings: list[Finding] = []
    assert read_yaml("title: T\nbody: B\nconfidential: true\n", "c.yaml", Consultation, "consultation", findings) is not None
    assert [finding.code for finding in findings] == ["WSP002"]


def test_a_claim_is_open_unless_it_says_otherwise() -> None:
    assert Claim(id="a", kind="position", text="T").confidential is False

"""Blocks of pandoc as Word content: what few answers hold, and what a form must never trip over."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from tests.word.made import SPACES, docx, p
from toolkit.word.content import Content
from toolkit.word.look import Look
from toolkit.word.package import open_package
from toolkit.word.supplement import Supplement

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text(words: str) -> dict[str, Any]:
    return {"t": "Str", "c": words}


def para(*inlines: dict[str, Any]) -> dict[str, Any]:
    return {"t": "Para", "c": list(inlines)}


NOTHING: list[Any] = ["", [], []]
EMPTY_TABLE = {"t": "Table", "c": [NOTHING, [None, []], [], [NOTHING, []], [], [NOTHING, []]]}
BLOCKS = [
    {"t": "LineBlock", "c": [[text("one")], [text("two")]]},
    {"t": "Div", "c": [NOTHING, [para(text("inside"))]]},
    {"t": "Figure", "c": [NOTHING, [None, []], [para({"t": "Image", "c": [NOTHING, [text("seen")], ["a.png", ""]]})]]},
    {"t": "DefinitionList", "c": [[[text("term")], [[para(text("meaning"))]]]]},
    EMPTY_TABLE,
    {"t": "HorizontalRule"},
    para({"t": "Link", "c": [NOTHING, [text("here")], ["#part", ""]]}, {"t": "Space"}, {"t": "RawInline", "c": ["html", "<b>"]}),
    para({"t": "Underline", "c": [text("u")]}, {"t": "Strikeout", "c": [text("s")]}, {"t": "SmallCaps", "c": [text("c")]}, {"t": "Superscript", "c": [text("up")]}),
    {"t": "CodeBlock", "c": [NOTHING, "a\nb"]},
]  # fmt: skip


def written(*, lines: bool) -> etree._Element:
    package = open_package("f.docx", docx(p()))
    document = package.part(package.main)
    assert document is not None
    content = Content(Look(), Supplement(package, document))
    made = content.runs(BLOCKS) if lines else content.paragraphs(BLOCKS)
    return etree.fromstring(f"<w:body {SPACES}>{made.decode()}</w:body>")


def test_every_block_is_a_paragraph_of_its_own() -> None:
    body = written(lines=False)
    said = [
        "\n".join(re.findall(r"[^\n]+", "".join("\n" if e.tag == f"{W}br" else e.text or "" for e in each.iter(f"{W}t", f"{W}br"))))
        for each in body
    ]
    assert said == ["one\ntwo", "inside", "[seen]", "term", "meaning", "here ", "uscup", "a", "b"]
    assert [each.tag.removeprefix(W) for each in body.iter(f"{W}u", f"{W}strike", f"{W}vertAlign")] == ["u", "strike", "vertAlign"]


def test_within_a_line_blocks_are_parted_by_breaks() -> None:
    body = written(lines=True)
    said = "".join("\n" if each.tag == f"{W}br" else each.text or "" for each in body.iter(f"{W}t", f"{W}br"))
    assert said == "one\ntwo\ninside\n[seen]\nterm\nmeaning\nhere \nuscup\na\nb"

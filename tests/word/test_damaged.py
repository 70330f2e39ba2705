"""Forms that nobody should send: elements lost, doubled, nested where they do not belong, with values that mean nothing."""

from __future__ import annotations

import copy
import io
import random
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from tests.word import examples
from tests.word.made import bold, docx, p, r, sdt
from toolkit.model.answer import Answer
from toolkit.model.errors import ToolkitError
from toolkit.model.response import Consultation, Outline, Question, Response, Section
from toolkit.placing import Placing, Row
from toolkit.word.form import read_form
from toolkit.word.package import open_package
from toolkit.word.protection import protection_of, remarks_of
from toolkit.word.respondent import Known

ASKED = {f"Q{number}": getattr(examples, f"Q{number}") for number in range(1, 6)}
OPTIONS = {"Q1": ("Yes", "No"), "Q3": ("A warning", "A community resolution"), "Q4": ("Yes", "No")}
RESPONSE = Response(
    slug="one",
    consultation=Consultation(
        title="T", body="B", questions=tuple(Question(id=id_, text=text, options=OPTIONS.get(id_, ())) for id_, text in ASKED.items())
    ),
    outline=Outline(sections=tuple(Section(id=id_.lower(), answers=(id_,), choice=OPTIONS.get(id_, ())[:1]) for id_ in ASKED)),
)
ANSWERS = {
    id_: (
        Answer(id=id_, number=id_, question=text, choice=OPTIONS.get(id_, ())[:1], state="answered", sections=("s",), shared_with="9"),
        None,
    )
    for id_, text in ASKED.items()
}


def filled(data: bytes) -> tuple[list[Row], bytes]:
    package = open_package("form.docx", data)
    settings = package.beside("settings")
    protection = protection_of("form.docx", package.part(settings) if settings else None)
    document = package.part(package.main)
    assert document is not None
    placing = Placing(package, read_form(document, protection), RESPONSE, ANSWERS, "foot", frozenset())
    rows = placing.questions()
    placing.details(Known({"organisation": "Ours & Others", "name": "Policy <team>"}, {}, "policy"))
    assert all(map(str, [*placing.unasked(), *remarks_of(package, protection)]))
    return rows, package.written({**placing.supplement.parts(), package.main: placing.grafting.data()})


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A form in one of whose parts a few elements were taken out, doubled, put elsewhere, or given other values."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice(
        ["word/document.xml"] * 6 + ["word/settings.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"]
    )
    root = etree.fromstring(parts[name])
    for _ in range(chance.randint(1, 6)):
        elements = [each for each in root.iter(etree.Element) if each is not root]
        if not elements:
            break
        element = chance.choice(elements)
        around = element.getparent()
        assert around is not None
        what = chance.random()
        if what < 0.4:
            around.remove(element)
        elif what < 0.6:
            around.insert(chance.randint(0, len(around)), copy.deepcopy(element))
        elif what < 0.75:
            chance.choice(elements).append(copy.deepcopy(element))
        elif what < 0.9:
            for attribute in list(element.attrib):
                element.set(attribute, chance.choice(["", "-1", "99999999999", "x", "é&<"]))
        else:
            element.text = chance.choice(["", "____", "☐ Yes", "Question 1: x", "[ ]"])
    parts[name] = etree.tostring(root)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


@given(st.integers(0, 1_000_000), st.sampled_from([examples.scottish(), examples.whitehall()]))
@example(1175, examples.whitehall())
def test_a_damaged_form_is_refused_or_filled_in_and_stays_xml(seed: int, form: bytes) -> None:
    try:
        rows, data = filled(damaged(form, random.Random(seed)))
    except ToolkitError:
        return
    assert len(rows) == 5
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            etree.fromstring(package.read(name))


def test_a_box_that_holds_nothing_is_ticked_all_the_same() -> None:
    bare = sdt("<w14:checkbox/>", "", shows=False).replace("<w:sdtContent></w:sdtContent>", "")
    rows, data = filled(docx(bold(f"Question 1: {examples.Q1}") + p(bare, r(" Yes"))))
    assert rows[0].ticked == ("Yes",)
    assert b'w14:checked w14:val="1"' in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")


@pytest.mark.parametrize("gone", ["[Content_Types].xml", "word/document.xml"])
def test_a_form_without_what_makes_it_one_is_no_word_file(gone: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(examples.scottish())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            if name != gone:
                new.writestr(name, old.read(name))
    with pytest.raises(ToolkitError, match="no Word file"):
        open_package("form.docx", made.getvalue())

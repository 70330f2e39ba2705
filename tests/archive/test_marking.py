"""The words that were quoted are marked where a reader looks: in a passage, on a page, in an excerpt."""

from __future__ import annotations

import io
import json
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.documents import drawn, pdf
from toolkit.archive.cutouts import Marking, Sheet, _answered, _cut, cut_pages
from toolkit.archive.marking import excerpt, marked, marked_within, pieces_of
from toolkit.archive.pages import Copy, Page

if TYPE_CHECKING:
    from pathlib import Path


def shown(text: str, wanted: str) -> list[str]:
    return [text[start:end] for start, end in marked(text, wanted)]


@pytest.mark.parametrize(
    ("text", "wanted", "marks"),
    [
        ("Where it was so, most were for small amounts.", "most were for small", ["most were for small"]),
        ("Where it was so, most were\nfor small-\namounts.", "MOST were for", ["most were\nfor"]),
        ("Most of them, and few others, went.", "Most … few [people] went", ["Most", "few", "went"]),
        ("officers20 in the districts of the north", "officers in the districts of the north", ["in the districts of the north"]),
        (
            "the majority of searches were for low level possession",
            "the majority of searches were for high level possession",
            ["the majority of searches were for", "level possession"],
        ),
        ("unable to pay", "able to pay", []),
        ("words", "", []),
        ("", "words", []),
        ("words", "…", []),
    ],
)
def test_the_words_are_marked(text: str, wanted: str, marks: list[str]) -> None:
    assert shown(text, wanted) == marks


def test_of_several_places_the_one_in_the_passage_is_meant() -> None:
    text = "It was twice as much. Later it was twice as likely, it said."
    ((start, end),) = marked_within(text, "twice", "Later it was twice as likely")
    assert (text[start:end], start) == ("twice", 35)
    assert marked_within(text, "twice", "no such words at all here")[0] == (7, 12)


@given(st.text(alphabet="ab 1.,’%\n", max_size=60), st.text(alphabet="ab 1.,…[]", max_size=30))
def test_marks_are_in_order_and_nothing_is_lost(text: str, wanted: str) -> None:
    assert "".join(words for words, _ in pieces_of(text, wanted)) == text
    spots = marked(text, wanted)
    assert all(start < end for start, end in spots)
    assert all(before[1] <= after[0] for before, after in pairwise(spots))


def test_an_excerpt_is_what_stands_around_and_no_more() -> None:
    page = "\n\n".join([*(f"Paragraph {number} " + "of many words " * 30 for number in range(20)), "The last says that it was so.", "End."])
    found = excerpt(Copy("html", (Page(1, page),)), 1, "it was so")
    assert found.cut
    assert ("it was so", True) in [stretch for paragraph in found.paragraphs for stretch in paragraph]
    assert len(" ".join(words for paragraph in found.paragraphs for words, _ in paragraph)) < 2_000
    whole = excerpt(Copy("html", (Page(1, "One.\n\nTwo that runs\non\n\nand over."),)), 1, "runs on and over")
    assert whole.paragraphs == ((("One.", False),), (("Two that ", False), ("runs on", True)), (("and over", True), (".", False)))
    assert not whole.cut
    assert excerpt(Copy("html"), 1, "words").paragraphs == ()
    assert excerpt(Copy("html", (Page(1, "One.\n\n\n\nTwo."),)), 1, "").paragraphs == ((("One.", False),), (("Two.", False),))


# --- pages of a PDF -----------------------------------------------------------------------------------------------------

SOURCE = """#set page(width: 300pt, height: 260pt, numbering: "1")
#set document(title: "The whole report")
#set text(size: 11pt)
#counter(page).update(24)
#link("https://www.example.org/secret")[A link], and #link(<third>)[another].
#pagebreak()
Of the searches the majority were for
very small amounts of the drug.
#pagebreak()
Nothing of this page is cited, and it is nobody's business. <third>
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf(SOURCE, tmp_path))
    return path


QUOTED = Marking("the majority were for very small amounts", "Proven. Report, p. 25")


def test_only_the_cited_page_goes_along_with_the_words_marked(report: Path) -> None:
    cutout = cut_pages(report, "Cited pages: Report", [Sheet(2, "25", (QUOTED, Marking("not on this page at all", "x")))])
    assert (cutout.why, cutout.marked) == ("", ((True, False),))
    with pikepdf.open(io.BytesIO(cutout.data)) as made:
        assert len(made.pages) == 1
        (mark,) = made.pages[0].Annots
        assert (mark.Subtype, str(mark.Contents)) == ("/Highlight", "Proven. Report, p. 25")
        assert len(mark.QuadPoints) == 16  # two lines
        assert made.Root.PageLabels.Nums[1].P == "25"
        assert made.docinfo.Title == "Cited pages: Report"
        assert b"example.org" not in b"".join(each.read_bytes() for each in made.objects if isinstance(each, pikepdf.Stream))
        assert not any(isinstance(each, pikepdf.Dictionary) and "/URI" in each for each in made.objects)
    text = pypdfium2.PdfDocument(cutout.data)[0].get_textpage().get_text_range()
    assert "the majority were for" in text
    assert "nobody's business" not in text


def test_the_marks_are_seen_on_the_words(report: Path) -> None:
    cutout = cut_pages(report, "T", [Sheet(2, "25", (QUOTED,))])
    page = pypdfium2.PdfDocument(cutout.data)[0]
    seen = page.render(scale=1, may_draw_forms=True, rev_byteorder=True).to_numpy()
    yellow = (seen[:, :, 0] > 230) & (seen[:, :, 1] > 200) & (seen[:, :, 2] < 130)
    rows = yellow.any(axis=1).nonzero()[0]
    with pikepdf.open(io.BytesIO(cutout.data)) as made:
        rect = [float(each) for each in made.pages[0].Annots[0].Rect]
    assert yellow.sum() > 1_500
    assert abs(page.get_height() - rect[3] - rows.min()) < 3
    assert abs(page.get_height() - rect[1] - rows.max()) < 3


def test_the_same_pages_give_the_same_bytes(report: Path) -> None:
    sheets = [Sheet(1, "24", (Marking("A link", "y"),)), Sheet(2, "25", (QUOTED,))]
    assert cut_pages(report, "T", sheets) == cut_pages(report, "T", sheets)


def test_what_a_page_has_from_the_tree_above_it_comes_along(tmp_path: Path) -> None:
    path = tmp_path / "inherited.pdf"
    with pikepdf.open(io.BytesIO(drawn(["BT /F 12 Tf 40 500 Td (These are the words of it) Tj ET", ""]))) as made:
        above = made.Root.Pages
        above.Resources, above.MediaBox = made.pages[0].obj.Resources, made.pages[0].obj.MediaBox
        for page in made.pages:
            del page.obj["/Resources"], page.obj["/MediaBox"]
        made.save(path)
    cutout = cut_pages(path, "T", [Sheet(1, "1", (Marking("the words of it", "z"),))])
    assert cutout.marked == ((True,),)
    page = pypdfium2.PdfDocument(cutout.data)[0]
    assert page.get_size() == (400, 600)
    assert "These are the words" in page.get_textpage().get_text_range()


def test_a_page_that_is_turned_has_its_marks_on_the_words(tmp_path: Path) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(drawn(["BT /F 12 Tf 40 500 Td (These are the words of it) Tj ET"], page="/Rotate 90"))
    cutout = cut_pages(path, "T", [Sheet(1, "1", (Marking("the words", "z"),))])
    with pikepdf.open(io.BytesIO(cutout.data)) as made:
        left, low, right, high = (float(each) for each in made.pages[0].Annots[0].Rect)
        assert made.pages[0].obj.Rotate == 90
    assert 80 < left < right < 200
    assert 490 < low < 500 < high < 520


def test_it_is_the_same_in_this_process_and_apart(report: Path) -> None:
    sheets = [Sheet(1, "24", (Marking("nothing of this", "y"),)), Sheet(2, "25", (QUOTED,))]
    data, found = _cut(str(report), "T", sheets)
    apart = cut_pages(report, "T", sheets)
    assert (data, tuple(map(tuple, found))) == (apart.data, apart.marked)
    asked = [str(report), "T", [[each.page, each.label, [list(one) for one in each.markings]] for each in sheets]]
    assert json.loads(_answered(json.dumps(asked).encode()))["why"] == ""
    assert "(IndexError)" in json.loads(_answered(json.dumps([str(report), "T", [[9, "9", []]]]).encode()))["why"]


@pytest.mark.parametrize("data", [b"no PDF", b"", b"%PDF-1.7\n%%EOF"], ids=["other", "empty", "cut"])
def test_a_file_that_cannot_be_cut_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    cutout = cut_pages(path, "T", [Sheet(1, "1", (QUOTED,))])
    assert cutout.data == b""
    assert cutout.why.startswith("Its pages could not be cut out")


def test_a_program_that_takes_too_long_or_answers_nothing_is_given_up(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.archive.cutouts.SECONDS", 0.001)
    assert "took too long" in cut_pages(report, "T", []).why
    monkeypatch.setattr("toolkit.archive.cutouts.SECONDS", 60)
    monkeypatch.setattr("sys.executable", shutil.which("true"))
    assert "may be damaged" in cut_pages(report, "T", []).why

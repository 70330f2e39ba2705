"""Old responses as files: Word, Markdown, web pages and PDFs, and what cannot be read; known entries printed and read back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, Make
from tests.harvest.rendered import measure
from toolkit.harvest.old import from_page
from toolkit.harvest.paged import PageText, from_pages
from toolkit.harvesting import read_old
from toolkit.model.errors import ToolkitError
from toolkit.session import Session

TEXT = """
Searches fell.^[Home Office, *Police Powers*, 2016, p. 4.] The share for drugs rose to 63 per cent.[^b] They fell again.

[^b]: Ibid, p. 9.
"""


def test_markdown_keeps_its_notes_their_places_and_italics(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(f"# A heading\n{TEXT}", encoding="utf-8")
    old = read_old(tmp_path / "old.md")
    heading, paragraph = old.paragraphs
    assert (heading.text, heading.level) == ("A heading", 1)
    assert paragraph.text == "Searches fell. The share for drugs rose to 63 per cent. They fell again."
    assert [(mark.note, paragraph.text[: mark.offset]) for mark in paragraph.marks] == [
        (1, "Searches fell."), (2, "Searches fell. The share for drugs rose to 63 per cent."),
    ]  # fmt: skip
    assert old.notes[1] == ("Home Office, Police Powers, 2016, p. 4.", ("Police Powers",))
    assert old.notes[2].text == "Ibid, p. 9."


@pytest.mark.parametrize("form", ["docx", "html", "pdf"])
def test_what_the_toolkit_builds_is_read_back(make: Make, form: str) -> None:
    root = make(
        {
            "responses/one/sections/first.md": "Searches were made in England [@alpha2012, p. 3]. They were many.\n\nMost were small [@beta2013, p. 9]."
        }
    )
    built = Session.open(root).build("one", [form]).files[form]  # type: ignore[list-item, index]
    old = read_old(built)
    assert {number: note.text for number, note in old.notes.items()} == {
        1: "Home Office (2012), Searches in England, Pg. 3.", 2: "Smith, J. and Jones, A. (2013), On Fairness, Press, Pg. 9.",
    }  # fmt: skip
    marked = [paragraph for paragraph in old.paragraphs if paragraph.marks]
    assert [mark.note for paragraph in marked for mark in paragraph.marks] == [1, 2]


@pytest.mark.parametrize(
    ("style", "form"), [("house", "docx"), ("mhra", "docx"), ("oscola", "docx"), ("house", "pdf"), ("chicago-notes", "pdf")]
)
def test_known_entries_printed_in_a_style_are_read_back(style: str, form: str) -> None:
    rates = measure((ROOT / "bibliography.bib").read_text("utf-8"), style, form)
    floors = (
        {"title": 0.9, "publisher": 0.6, "locator": 0.83, "author": 0.96, "url": 0.96}
        if form == "pdf"
        else {"publisher": 0.6, "locator": 0.96}
    )
    assert {name: rate.wrong for name, rate in rates.items() if rate.recall < floors.get(name, 1.0)} == {}
    assert {name: rate.wrong for name, rate in rates.items() if rate.precision < 0.9} == {}


def test_a_web_page_leads_to_its_notes_by_links() -> None:
    old = from_page(
        b"""<html><body><nav>Menu</nav><h2>Searches</h2><p>They fell.<sup><a href="#fn1" id="r1">1</a></sup> Again.<a href="#fn2">[2]</a></p>
        <p>See <a href="#annex">the annex</a>.</p><ol><li id="fn1"><p>Home Office, <em>Police Powers</em>, 2016. <a href="#r1">back</a></p></li>
        <li id="fn2">Ibid.</li></ol><h2 id="annex">Annex</h2></body></html>"""
    )
    assert [(each.text, each.level) for each in old.paragraphs] == [
        ("Searches", 2),
        ("They fell. Again.", 0),
        ("See the annex.", 0),
        ("Annex", 2),
    ]
    assert [(mark.offset, mark.note) for mark in old.paragraphs[1].marks] == [(10, 1), (17, 2)]
    assert {number: note.text for number, note in old.notes.items()} == {1: "Home Office, Police Powers, 2016.", 2: "Ibid."}
    assert old.notes[1].emphasised == ("Police Powers",)


def test_a_page_without_words_has_nothing() -> None:
    assert from_page(b"<script>1</script>").paragraphs == ()
    assert from_page(b"").doubts == ("The page is empty.",)


def test_notes_in_a_list_at_the_end_of_a_pdf_are_found_by_their_numbers() -> None:
    old = from_pages(
        [
            PageText(
                1,
                "Searches fell in London, as the Home Office has shown in its own figures.\nMost were for drugs.\n",
                ((34, "1"), (94, "2")),
            ),
            PageText(2, "Notes\n1. Home Office, Police Powers, 2016, p. 4\n2. Smith (2013), On\nFairness, p. 9", ()),
        ]
    )
    assert {number: note.text for number, note in old.notes.items()} == {
        1: "Home Office, Police Powers, 2016, p. 4",
        2: "Smith (2013), On Fairness, p. 9",
    }
    assert [paragraph.text for paragraph in old.paragraphs][-1].endswith("Most were for drugs.")


def test_a_mark_that_leads_nowhere_in_a_pdf_is_said() -> None:
    old = from_pages([PageText(1, "Searches fell. More words to make it long enough.", ((14, "7"),))])
    assert old.doubts[-1] == "The words of note 7 could not be found."


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("old.docx", b"", "is empty, or far too large"),
        ("old.docx", b"not a Word file", "is no Word, OpenDocument, rich text, Markdown or HTML file"),
        ("old.xlsx", b"PK\x03\x04 something", "is no Word, OpenDocument, rich text, Markdown or HTML file"),
        ("old.md", b"words\0words", "is no text"),
        ("old.pdf", b"%PDF-1.4 broken", "cannot be read"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ToolkitError) as stop:
        read_old(tmp_path / name)
    assert says in str(stop.value)
    assert stop.value.do


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ToolkitError):
        read_old(tmp_path / "none.docx")

"""Files that are damaged or made to do harm: each is bounded in time and memory, in a process apart, and says what is wrong with it."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from tests.archive.documents import drawn, pdf
from toolkit.archive import apart
from toolkit.archive.apart import Reader, _answered, read_apart
from toolkit.archive.damage import damage
from toolkit.archive.pages import read_pages
from toolkit.archive.quotations import verify

WORDS = "BT /F 12 Tf 40 500 Td (Words that stand on a page of this document.) Tj ET"
SAID = "Words that stand on a page of this document.\n"
Make = Callable[[pikepdf.Pdf], None]


def made(change: Make, pages: int = 1) -> bytes:
    """A sound PDF, changed."""
    with pikepdf.open(io.BytesIO(drawn([WORDS] * pages))) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, compress_streams=False)
    return out.getvalue()


def form(document: pikepdf.Pdf, content: bytes, **resources: pikepdf.Object) -> pikepdf.Object:
    """A drawing within a page."""
    stream = pikepdf.Stream(document, content)
    stream.Type, stream.Subtype, stream.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 400, 600])
    stream.Resources = pikepdf.Dictionary(Font=document.pages[0].Resources.Font, XObject=pikepdf.Dictionary(**resources))
    return document.make_indirect(stream)


# --- damage -----------------------------------------------------------------------------------------------------------


def test_a_sound_file_has_no_damage(tmp_path: Path) -> None:
    assert damage(pdf("#lorem(600)", tmp_path)) == ()
    assert read_pages(drawn([WORDS]), "pdf").doubts == ()


def test_a_page_whose_instructions_are_damaged_is_named_and_its_words_are_not_called_not_found(tmp_path: Path) -> None:
    whole = pdf("#set page(height: 9cm)\n#lorem(500)", tmp_path)
    with pikepdf.open(io.BytesIO(whole)) as document:
        raw = document.pages[2].Contents.read_raw_bytes()
        count = len(document.pages)
    at = whole.find(raw) + 20
    copy = read_pages(whole[:at] + b"A" * 60 + whole[at + 60 :], "pdf")
    assert copy.doubts[0].startswith(f"The file is damaged at page 3 of {count} (qpdf says: ")
    verdict = verify("these words stand nowhere in it at all", copy)
    assert (verdict.state, "The file is damaged at page 3" in verdict.why) == ("unchecked", True)


def test_instructions_that_make_no_sense_are_damage_too() -> None:
    (said,) = damage(drawn([WORDS, f"{WORDS} ] ) >> (never closed"]))
    assert "damaged at page 2 of 2" in said


def test_a_file_that_only_pdfium_can_open_is_damaged(tmp_path: Path) -> None:
    whole = pdf("#lorem(900)", tmp_path)
    (said,) = damage(whole[:-300])
    assert said.startswith("The file is damaged (qpdf says: ")
    assert "<" not in said


def test_what_qpdf_cannot_look_at_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    (said,) = damage(b"no PDF")
    assert said.startswith("The file is damaged (qpdf says: ")

    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pikepdf, "open", full)
    assert damage(drawn([WORDS])) == (
        "Whether the file is damaged could not be told: looking through it takes more memory than is allowed.",
    )


def test_many_damaged_pages_are_counted() -> None:
    (said,) = damage(drawn([f"{WORDS} ] )"] * 9))
    assert "at pages 1, 2, 3, 4, 5 and 4 more of 9" in said


def test_what_asks_for_a_password_is_not_called_damaged() -> None:
    with pikepdf.open(io.BytesIO(drawn([WORDS]))) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    assert damage(out.getvalue()) == ()
    assert read_pages(out.getvalue(), "pdf").unreadable == "The PDF asks for a password."


def test_a_file_that_anybody_may_read_and_nobody_may_change_is_read() -> None:
    with pikepdf.open(io.BytesIO(drawn([WORDS]))) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(user="", owner="secret"))
    assert read_pages(out.getvalue(), "pdf").pages[0].text == SAID


# --- made to do harm --------------------------------------------------------------------------------------------------


def huge_picture(document: pikepdf.Pdf) -> None:
    """400 MB of one grey, in 400 kB."""
    stream = pikepdf.Stream(document, zlib.compress(bytes(400_000_000), 9))
    stream.Type, stream.Subtype, stream.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.FlateDecode
    stream.Width = stream.Height = 20_000
    stream.ColorSpace, stream.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    document.pages[0].Resources.XObject.I = stream
    document.pages[0].Contents = pikepdf.Stream(document, b"q 400 0 0 600 0 0 cm /I Do Q")


def forms_in_forms(document: pikepdf.Pdf) -> None:
    """Forty drawings, each of which draws the one before it twice."""
    inner = form(document, WORDS.encode())
    for _ in range(40):
        inner = form(document, b"/X Do /X Do", X=inner)
    document.pages[0].Resources.XObject.X = inner
    document.pages[0].Contents = pikepdf.Stream(document, b"/X Do")


def packed_thrice() -> bytes:
    data = b"q " * 40_000_000
    for _ in range(3):
        data = zlib.compress(data, 9)
    length = f"<< /Length {len(data)}".encode()
    return drawn([data.decode("latin-1")]).replace(length, b"<< /Filter [/FlateDecode /FlateDecode /FlateDecode]" + length[2:])


@pytest.mark.parametrize(
    "body",
    [
        packed_thrice(),
        made(forms_in_forms),
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[4 0 R 3 0 R]/Count 2>>endobj "
        b"4 0 obj<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>endobj 3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
        drawn(["BT /F 1 Tf 40 500 Td " + "(Words and more words that never end.) Tj " * 100_000 + "ET"]),
    ],
    ids=["packed thrice", "drawings in drawings", "deep nesting", "pages that hold their parent", "a page with millions of letters"],
)
def test_what_would_fill_or_hang_the_machine_is_given_up_with_a_reason(body: bytes, tmp_path: Path) -> None:
    path = tmp_path / "harm.pdf"
    path.write_bytes(body)
    copy = read_apart(path, "pdf", seconds=15, megabytes=500)
    assert copy.unreadable.endswith(".")
    assert verify("words that stand on a page", copy).state == "unchecked"


def test_a_picture_that_unpacks_without_end_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "harm.pdf"
    path.write_bytes(made(huge_picture))
    assert read_apart(path, "pdf", seconds=60, megabytes=500).unreadable


def huge_page(document: pikepdf.Pdf) -> None:
    document.pages[0].MediaBox = pikepdf.Array([0, 0, 1e7, 1e7])


def form_in_itself(document: pikepdf.Pdf) -> None:
    own = form(document, WORDS.encode() + b" /X Do")
    own.Resources.XObject.X = own
    document.pages[0].Resources.XObject.X = own
    document.pages[0].Contents = pikepdf.Stream(document, b"/X Do")


def actions(document: pikepdf.Pdf) -> None:
    """JavaScript at opening, and a program to be started at closing."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.launchURL('http://127.0.0.1:9/')"))
    document.Root.OpenAction = script
    document.Root.AA = pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("/bin/sh")))
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script])))


def circle_of_contents(document: pikepdf.Pdf) -> None:
    entry = document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String("Chapter")))
    entry.Next = entry.First = entry.Parent = entry
    document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=entry, Last=entry, Count=1))


def many_objects(document: pikepdf.Pdf) -> None:
    document.Root.Stuff = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(A=number)) for number in range(20_000)])


@pytest.mark.parametrize("change", [huge_page, form_in_itself, actions, circle_of_contents, many_objects])
def test_what_does_no_harm_here_is_read_as_it_stands(change: Make, tmp_path: Path) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(made(change))
    copy = read_apart(path, "pdf", seconds=30, megabytes=700)
    assert (copy.unreadable, copy.doubts) == ("", ())
    assert SAID.strip() in copy.pages[0].text


def test_after_each_of_them_the_next_copy_is_read(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.pdf", tmp_path / "good.pdf"
    bad.write_bytes(packed_thrice())
    good.write_bytes(drawn([WORDS]))
    with Reader(seconds=15, megabytes=500) as reader:
        for _ in range(2):
            assert reader.read(bad, "pdf").unreadable
            assert reader.read(good, "pdf").pages[0].text == SAID


# --- packed copies ----------------------------------------------------------------------------------------------------

PAGE = b"<html><p>A page with enough words in it to be read by all.</p></html>"


def test_packed_pages_are_unpacked_where_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE, mtime=0))
    assert read_apart(path, "html").pages[0].text.startswith("A page with enough words")


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(PAGE, mtime=0)[:-12], gzip.compress(PAGE, mtime=0)[:30] + b"\xff" * 30])
def test_packed_pages_that_are_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(data)
    assert read_apart(path, "html").unreadable == "The file is damaged: it cannot be unpacked."


def test_what_the_process_apart_answers_about_packed_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE, mtime=0))
    question = json.dumps([str(path), "html", "utf-8"]).encode()
    assert b"A page with enough words" in _answered(question)
    monkeypatch.setattr(apart, "MOST_BYTES", 20)
    assert b"more memory than is allowed" in _answered(question)
    path.write_bytes(b"no gzip")
    assert b"cannot be unpacked" in _answered(question)


def test_a_packed_page_that_unpacks_without_end(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    with gzip.open(path, "wb", 9) as file:
        for _ in range(60):
            file.write(bytes(10_000_000))
    assert read_apart(path, "html", seconds=30, megabytes=500).unreadable

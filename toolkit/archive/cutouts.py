"""Cuts the cited pages out of a PDF and marks the words on them, for whoever wants to see where it says that.

Only those pages go into the new file, without the links, forms and scripts of the old one. It is done in a process apart, within bounds,
since the PDF is a stranger's: ``python -m toolkit.archive.cutouts`` is that process.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.archive.marking import marked_within

SECONDS = 120.0
MEGABYTES = 2_000
_KEPT = {"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/UserUnit", "/Group"}
"""What a page is made of. Its links and forms are left out: they lead to other pages, which would come along unseen."""
_HANDED_DOWN = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_COLOUR = (1.0, 0.89, 0.35)


class Marking(NamedTuple):
    """Words to be marked on a page, and what to say about them."""

    words: str
    remark: str
    passage: str = ""
    """The sentence in which they stand, where they may stand in several."""


@dataclass(frozen=True)
class Sheet:
    """A page to be cut out: its position in the file, from 1, what it is called, and what is marked on it."""

    page: int
    label: str
    markings: tuple[Marking, ...]


@dataclass(frozen=True)
class Cutout:
    """The new file; or `why` there is none, in a sentence."""

    data: bytes = b""
    marked: tuple[tuple[bool, ...], ...] = ()
    """For each sheet and each marking whether its words were found on the page: a picture of a page has none."""
    why: str = ""


def cut_pages(path: Path, title: str, sheets: Sequence[Sheet]) -> Cutout:
    """The sheets as a PDF of their own. The same file gives the same bytes. Never raises."""
    asked = [str(path.absolute()), title, [[each.page, each.label, [list(one) for one in each.markings]] for each in sheets]]
    paths = os.pathsep.join(part for part in (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")) if part)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "toolkit.archive.cutouts", str(MEGABYTES)],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": paths},
        )
        answer = json.loads(done.stdout)
        return Cutout(base64.b64decode(answer["pdf"]), tuple(map(tuple, answer["marked"])), answer["why"])
    except subprocess.TimeoutExpired:
        return Cutout(why="Cutting its pages out took too long, so it was given up.")
    except (OSError, ValueError, KeyError):
        return Cutout(why="Its pages could not be cut out: the file may be damaged, or made to do harm.")


# --- in the process apart ---------------------------------------------------------------------------------------------------


def _cut(path: str, title: str, sheets: Sequence[Sheet]) -> tuple[bytes, list[list[bool]]]:
    import pikepdf  # noqa: PLC0415 - only this process needs it

    out = pikepdf.new()
    found: list[list[bool]] = []
    with pikepdf.open(path) as source, _texts(path) as texts:
        for sheet in sheets:
            page = source.pages[sheet.page - 1]
            _alone(page.obj)
            out.pages.append(page)
            boxes = [list(texts.boxes(sheet.page - 1, each)) for each in sheet.markings]
            annotations = [_highlight(pikepdf, out, each.remark, there) for each, there in zip(sheet.markings, boxes, strict=True) if there]
            if annotations:
                out.pages[-1].obj.Annots = pikepdf.Array(annotations)
            found.append([bool(there) for there in boxes])
    numbers = [[at, pikepdf.Dictionary(P=pikepdf.String(sheet.label))] for at, sheet in enumerate(sheets)]
    out.Root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([each for pair in numbers for each in pair]))
    out.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    out.docinfo["/Title"] = title
    with out.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(f"Page {sheet.label}", at) for at, sheet in enumerate(sheets))
    out.remove_unreferenced_resources()
    data = io.BytesIO()
    out.save(data, deterministic_id=True)
    return data.getvalue(), found


def _alone(page: Any) -> None:
    """Leave a page what it is made of, with what it has from the tree of pages that it is taken out of."""
    above = page.get("/Parent")
    for _ in range(50):
        if above is None:
            break
        for name in _HANDED_DOWN:
            if name not in page and name in above:
                page[name] = above[name]
        above = above.get("/Parent")
    for name in set(page.keys()) - _KEPT:
        del page[name]


def _highlight(pikepdf: Any, out: Any, remark: str, boxes: Sequence[tuple[float, float, float, float]]) -> Any:
    """A mark over some boxes (left, bottom, right, top), with its looks, so that every program shows it alike."""
    around = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
    drawn = "".join(f"{left:.2f} {low:.2f} {right - left:.2f} {high - low:.2f} re f\n" for left, low, right, high in boxes)
    looks = out.make_stream(f"/M gs {_COLOUR[0]} {_COLOUR[1]} {_COLOUR[2]} rg\n{drawn}".encode())
    looks.Type, looks.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    looks.BBox = pikepdf.Array([round(each, 2) for each in around])
    looks.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency)
    looks.Resources = pikepdf.Dictionary(
        ExtGState=pikepdf.Dictionary(M=pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, BM=pikepdf.Name.Multiply))
    )
    corners = [round(each, 2) for left, low, right, high in boxes for each in (left, high, right, high, left, low, right, low)]
    return out.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Highlight,
            Rect=pikepdf.Array([round(each, 2) for each in around]),
            QuadPoints=pikepdf.Array(corners),
            C=pikepdf.Array(_COLOUR),
            F=4,
            Contents=pikepdf.String(remark),
            AP=pikepdf.Dictionary(N=looks),
        )
    )


class _texts:  # noqa: N801 - a context, used like a function
    """The letters of a PDF's pages with their places."""

    def __init__(self, path: str) -> None:
        import pypdfium2  # noqa: PLC0415 - only this process needs it
        import pypdfium2.raw as pdfium  # noqa: PLC0415

        self._pdfium = pdfium
        self._document = pypdfium2.PdfDocument(path)

    def __enter__(self) -> _texts:
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def boxes(self, number: int, marking: Marking) -> Iterator[tuple[float, float, float, float]]:
        """Boxes (left, bottom, right, top) around the words on a page (from 0), one a line."""
        page = self._document[number]
        letters = page.get_textpage()
        count = self._pdfium.FPDFText_CountChars(letters)
        text = "".join(chr(self._pdfium.FPDFText_GetUnicode(letters, at) or 0xFFFE) for at in range(count))
        line: list[float] = []
        for start, end in marked_within(text, marking.words, marking.passage):
            for at in range(start, end):
                box = self._box(letters, at)
                if box is None or text[at].isspace():
                    continue
                if line and _follows(line, box):
                    line = [line[0], min(line[1], box[1]), box[2], max(line[3], box[3])]
                    continue
                if line:
                    yield _padded(line)
                line = list(box)
            if line:
                yield _padded(line)
                line = []
        letters.close()
        page.close()

    def _box(self, letters: Any, at: int) -> tuple[float, float, float, float] | None:
        left, right, low, high = (ctypes.c_double() for _ in range(4))
        known = self._pdfium.FPDFText_GetCharBox(letters, at, left, right, low, high)
        return (left.value, low.value, right.value, high.value) if known and right.value > left.value else None


def _follows(line: Sequence[float], box: Sequence[float]) -> bool:
    """Whether a letter goes on with a line: beside it, at about its height."""
    height = max(line[3] - line[1], box[3] - box[1], 1.0)
    overlap = min(line[3], box[3]) - max(line[1], box[1])
    return (overlap > -0.2 * height and box[0] >= line[2] - height) if overlap > -height * 0.5 else False


def _padded(line: Sequence[float]) -> tuple[float, float, float, float]:
    """Letters with a little air, so that ascenders and descenders lie within."""
    air = max(0.8, 0.18 * (line[3] - line[1]))
    return line[0] - 0.8, line[1] - air, line[2] + 0.8, line[3] + air


def _answered(question: bytes) -> bytes:
    path, title, asked = json.loads(question)
    sheets = [Sheet(page, label, tuple(Marking(*each) for each in markings)) for page, label, markings in asked]
    try:
        data, found = _cut(path, title, sheets)
    except Exception as error:
        return json.dumps({"pdf": "", "marked": [], "why": f"Its pages could not be cut out ({type(error).__name__})."}).encode()
    return json.dumps({"pdf": base64.b64encode(data).decode(), "marked": found, "why": ""}).encode()


def _serve() -> None:
    from toolkit.archive.apart import bounded  # noqa: PLC0415

    bounded(int(sys.argv[1]))
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    with os.fdopen(answers, "wb") as out:
        out.write(_answered(sys.stdin.buffer.read()))


if __name__ == "__main__":
    _serve()

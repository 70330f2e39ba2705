"""The worked example, copied out of the repository and built, for the tests that look at what comes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from tests.conftest import example_as_drafts

if TYPE_CHECKING:
    from toolkit.model.draft import Draft, Note

REPOSITORY = Path(__file__).parents[2]
FORMATS = ("docx", "pdf", "html", "md")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def slugs() -> list[str]:
    return sorted(outline.parent.name for outline in REPOSITORY.glob("responses/*/outline.yaml"))


def copy_of_example(root: Path) -> Path:
    """The workspace's own files, without what earlier builds left behind and as they were before anything was sent."""
    return example_as_drafts(root)


@dataclass(frozen=True)
class Made:
    """One response with its files below `root`/build."""

    root: Path
    slug: str
    draft: Draft

    def file(self, form: str) -> Path:
        return self.root / "build" / self.slug / f"{self.slug}.{form}"

    def printed(self) -> list[Note]:
        """The notes that stand in the files as notes: a press release has none, and a column has links."""
        return list(self.draft.notes) if self.draft.note_mode in ("foot", "end") else []

    def parts(self) -> dict[str, bytes]:
        """The parts of the Word file by name."""
        with ZipFile(self.file("docx")) as package:
            return {name: package.read(name) for name in package.namelist()}

    def xml(self, part: str) -> etree._Element:
        return etree.fromstring(self.parts()[part])


def words_of(paragraphs: etree._Element) -> str:
    """The text that a stretch of WordprocessingML prints, runs of white space as one space."""
    pieces = {f"{W}t": lambda run: run.text or "", f"{W}tab": lambda _: " ", f"{W}br": lambda _: " ", f"{W}noBreakHyphen": lambda _: "-"}
    return plain("".join(pieces[piece.tag](piece) for piece in paragraphs.iter(*pieces)))


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def missing_in_order(wanted: list[str], page_text: str) -> list[str]:
    """Those of `wanted` that a PDF's text does not hold, each searched after the one before it.

    Compared by letters and digits alone: lines break at spaces, hyphens and within addresses. A note that runs on to the next page is
    found in two pieces.
    """
    print_of = re.compile(r"[\W_]+")
    where, text, lost = 0, print_of.sub("", page_text), []
    for item in wanted:
        letters = print_of.sub("", item)
        for cut in (len(letters), *range(len(letters) - 1, 9, -1)):
            head = text.find(letters[:cut], where)
            tail = text.find(letters[cut:], head + cut) if head >= 0 else -1
            if tail >= 0:
                where = head + cut
                break
        else:
            lost.append(item)
    return lost

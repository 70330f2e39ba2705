"""The typefaces of PDF files and charts: the same on every machine, and what they cannot show.

They come from font packages, never from the system, so that a document looks alike and has the same bytes wherever it is built.
"""

from __future__ import annotations

import json
import re
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding
from toolkit.model.span import Span

if TYPE_CHECKING:
    import typst

    from toolkit.model.draft import Draft

WEIGHTS = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
CHOSEN = {
    "font_source_serif_pro": tuple(f"files/SourceSerifPro-{weight}.otf" for weight in WEIGHTS),
    "font_source_sans_pro": tuple(f"files/SourceSansPro-{weight}.otf" for weight in WEIGHTS),
    "manimgx_fonts": ("Noto*.ttf",),  # other scripts, symbols, emoji
}
"""Files to use, by package. The Source packages hold each face as .otf and as .ttf: typst would take whichever the disk lists first."""

FALLBACKS = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Oriya",
    "Noto Sans Tamil",
    "Noto Sans Telugu",
    "Noto Sans Kannada",
    "Noto Sans Malayalam",
    "Noto Sans Sinhala",
    "Noto Sans Armenian",
    "Noto Sans Georgian",
    "Noto Sans Ethiopic",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans Khmer",
    "Noto Sans Myanmar",
    "Noto Sans Symbols",
    "Noto Emoji",
    "DejaVu Sans Mono",
    "New Computer Modern Math",
)
"""Tried in this order after the text face; house.typ has the same list. Where typst is left to choose, it gives up at the first sign that
no face has and shows none of those after it, and its choice depends on the order of files on the disk."""

ALWAYS_SHOWN = re.compile(
    r"[\t\n\r -~\u00a0-\u00ac\u00ae-\u017f\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122]+"
)
"""What the text face itself holds: most documents consist of nothing else, and typst need not be asked."""

PROBE = """\
#set document(title: "Signs", date: datetime(year: 2000, month: 1, day: 1))
#let asked = json(bytes(sys.inputs.asked))
#set text(font: asked.fonts)
#for signs in asked.signs [#signs #parbreak()]
"""


@cache
def _folder() -> TemporaryDirectory[str]:
    """A folder with just the chosen files, for as long as the process runs: typst and vl-convert take folders, not files."""
    folder = TemporaryDirectory(prefix="consult-fonts-")
    for package, patterns in CHOSEN.items():
        spec = find_spec(package)
        places = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
        files = sorted(file for place in places for pattern in patterns for file in place.glob(pattern))
        if not files:
            raise ToolkitError(
                f"The typefaces of the package {package.replace('_', '-')} are missing.",
                do="Install the toolkit again with its dependencies.",
            )
        for file in files:
            _place(file, Path(folder.name) / file.name)
    return folder


def _place(file: Path, target: Path) -> None:
    try:
        target.symlink_to(file)
    except OSError:  # Windows asks for a privilege to make links
        shutil.copyfile(file, target)


def font_paths() -> list[Path]:
    """Folders for typst (with ``ignore_system_fonts=True``) and for vl-convert; no face is in them twice. Made once per process."""
    return [Path(_folder().name)]


@cache
def fonts() -> typst.Fonts:
    """The same for typst, read once per process: ``typst.Compiler(font_paths=fonts())``."""
    import typst  # noqa: PLC0415  # a check of the workspace need not wait for it

    return typst.Fonts(include_system_fonts=False, font_paths=font_paths())


def missing_glyphs(text: str) -> set[str]:
    """The characters of `text` that a PDF file could not show: typst refuses to write PDF/A where there is one.

    Typst itself is asked, since shaping decides: a joiner shows nothing by itself and is no fault within a sequence of signs.
    Text in Latin letters costs next to nothing.
    """
    signs = sorted({signs for signs in ALWAYS_SHOWN.split(text) if signs})
    if not signs:
        return set()
    import typst  # noqa: PLC0415

    asked = json.dumps({"fonts": ["Source Serif Pro", *FALLBACKS], "signs": signs})
    try:
        typst.Compiler(PROBE.encode(), font_paths=fonts(), sys_inputs={"asked": asked}).compile(
            format="pdf", pdf_standards=["a-2a"], timestamp=0
        )
    except typst.TypstError as error:
        return _quoted(error.diagnostic)
    return set()


def lost_signs(draft: Draft) -> list[Finding]:
    """That a PDF would show squares for some signs of a draft, at the first paragraph that has one."""
    title = draft.title
    front = "".join((title.title, title.subtitle, title.organisation, title.addressee, title.notice))
    lost = missing_glyphs(front + draft.markdown + "".join(note.text for note in draft.notes))
    if not lost:
        return []
    block = next((block for block in draft.blocks if lost & set(block.markdown)), None)
    return [
        Finding(
            code="WSP010",
            severity="warning",
            span=block.span if block else Span(path=f"responses/{draft.slug}/outline.yaml"),
            message=f"No typeface of the PDF has these signs, so that squares stand for them: {' '.join(sorted(lost))}",
            help="Send the Word file, which takes them from the reader's machine, or write them in another way.",
        )
    ]


def _quoted(diagnostic: str) -> set[str]:
    """The characters that typst's messages name, which stand there as Rust writes strings."""
    words = re.findall(r'(?:the text|contains the codepoint) `"((?:[^"\\]|\\.)+)"`', diagnostic)
    return set(
        "".join(re.sub(r"\\u\{([0-9a-f]+)\}|\\(.)", lambda sign: chr(int(sign[1], 16)) if sign[1] else sign[2], word) for word in words)
    )

"""The words of scanned pages, made out by the program tesseract where it is installed: never as good as text, and always said to be so.

It runs on one page at a time, within the process that reads the copy, and may take so long for each and so many pages altogether.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

from toolkit.archive.running import Line

SECONDS = 40.0
"""For one page; a dense one takes about three."""
MOST_PAGES = 300
MOST_SECONDS = 1200.0
"""Of one copy."""

_DOTS_PER_INCH = 300
_MOST_DOTS = 24_000_000
"""Of a page as drawn: A4 has 8.7 million. Larger ones are drawn coarser."""
_MOST_LANGUAGES = 4
_NO_LANGUAGE = frozenset(("osd", "equ"))
_FIRST = ("eng", "cym", "gla", "gle")
"""Others follow in order of their names; each makes the program slower, and some systems bring a hundred."""
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u00ad‐]$")


class Engine(NamedTuple):
    program: str
    name: str
    """With its version: ``tesseract 5.3.0``."""
    languages: str
    """As the program is given them: ``eng+cym``."""

    def __str__(self) -> str:
        return f"{self.name} {self.languages}"


def installed() -> str:
    """Where the program is; empty where it is not. Cheaper than :func:`engine`, which asks it for its version."""
    return shutil.which("tesseract") or ""


@cache
def engine() -> Engine | None:
    """The program with its version and languages; None where it is not installed, or does not work."""
    program = installed()
    if not program:
        return None
    try:
        version, listed = (
            subprocess.run([program, asked], capture_output=True, text=True, timeout=20, check=True).stdout
            for asked in ("--version", "--list-langs")
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    languages = sorted({line.strip() for line in listed.splitlines()[1:] if re.fullmatch(r"[a-z_]+", line.strip())} - _NO_LANGUAGE)
    languages.sort(key=lambda each: _FIRST.index(each) if each in _FIRST else len(_FIRST))
    return Engine(program, " ".join(version.split()[:2]), "+".join(languages[:_MOST_LANGUAGES])) if languages else None


class Recogniser:
    """Reads the pictured pages of one document, as long as it may."""

    def __init__(self, alive: Callable[[], None]) -> None:
        """:param alive: called after each page, so that whoever waits knows that something is being done."""
        self._alive = alive
        self._left = MOST_PAGES
        self._until = time.monotonic() + MOST_SECONDS

    def lines(self, page: Any) -> tuple[Line, ...]:
        """The lines of a page of pdfium's in the order in which they are read; none where nothing could be made out. Never raises."""
        program = engine()
        if program is None or self._left <= 0 or time.monotonic() > self._until:
            return ()
        self._left -= 1
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, (_MOST_DOTS / max(width * height, 1)) ** 0.5)
        if not 0 < width * scale < 30_000 or not 0 < height * scale < 30_000:
            return ()
        try:
            answer = subprocess.run(
                [program.program, "stdin", "stdout", "-l", program.languages, "--dpi", str(max(70, round(72 * scale))), "tsv"],
                input=_picture(page, scale),
                capture_output=True,
                timeout=SECONDS,
                check=True,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},  # it is slower with several, and other copies are read beside it
            ).stdout
        except (OSError, subprocess.SubprocessError):
            return ()
        finally:
            self._alive()
        return tuple(_lines(answer.decode("utf-8", "replace")))


def _picture(page: Any, scale: float) -> bytes:
    """A page as drawn, in the plainest form that there is (PGM)."""
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows, stride = memoryview(bitmap.buffer), bitmap.stride
        packed = b"".join(rows[at : at + bitmap.width] for at in range(0, stride * bitmap.height, stride))
        return b"P5 %d %d 255\n%s" % (bitmap.width, bitmap.height, packed)
    finally:
        bitmap.close()


def _lines(table: str) -> Iterator[Line]:
    """Lines out of tesseract's table: a row a word, with its block, paragraph and line, and its box in dots from above."""
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    rows = [row for row in rows if len(row) == 12]
    whole = next(((int(row[8]), int(row[9])) for row in rows if row[0] == "1"), (1, 1))
    words = [row for row in rows if row[0] == "5" and row[11].strip()]
    for _, each in groupby(words, key=lambda row: row[1:5]):
        line = list(each)
        bottom = max(int(row[7]) + int(row[9]) for row in line)
        text = _DIVIDED.sub("\ufffe", " ".join(row[11].strip() for row in line))
        yield Line(text, y=1 - bottom / whole[1], x=int(line[0][6]) / whole[0])

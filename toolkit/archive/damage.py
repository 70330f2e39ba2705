"""Whether a PDF is whole, asked of qpdf: pdfium opens damaged files without a word and leaves out what it cannot read."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pikepdf

_HARMLESS = re.compile(r"(?i)lineari[sz]|hint table|shared (?:object|identifier)|outline|page \d+ has|object count mismatch")
"""What concerns only how fast a page is shown while a file is still being fetched, or the list of contents beside it."""
_WHERE = re.compile(
    r"^(?:WARNING|ERROR):|stream <[^>]*>|\([^()]*(?:offset|object)[^()]*\):?|,? ?object \d+ \d+(?: at offset \d+)?:"
    r"|page \d+:|page object \d+ \d+(?: stream \d+ \d+)?"
)
_PAGE = re.compile(r"\bpage (\d+):")
_OBJECT = re.compile(r"\bpage object (\d+) ")


def damage(data: bytes) -> tuple[str, ...]:
    """Sentences that say what is damaged in a PDF, for whoever relies on its text; none where it is whole. Never raises.

    Every page's instructions are unpacked, which takes about half a millisecond a page.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            problems = [*map(str, document.get_warnings()), *map(str, document.check_pdf_syntax())]
            problems = [each for each in problems if not _HARMLESS.search(each)]
            numbers: dict[int, int] = {int(page.objgen[0]): number for number, page in enumerate(document.pages, 1)} if problems else {}
    except pikepdf.PasswordError:
        return ()  # pdfium says so
    except MemoryError:
        return ("Whether the file is damaged could not be told: looking through it takes more memory than is allowed.",)
    except Exception as error:  # pikepdf raises what qpdf throws, RuntimeError and RecursionError among it
        return (f"The file is damaged ({_first([str(error)])}), so pages or words may be missing.",)
    if not problems:
        return ()
    pages = {int(found[1]) for each in problems for found in _PAGE.finditer(each)}
    pages |= {numbers[at] for each in problems for found in _OBJECT.finditer(each) if (at := int(found[1])) in numbers}
    where = f" at {'page' if len(pages) == 1 else 'pages'} {_few(sorted(pages))} of {len(numbers):,}" if pages else ""
    return (f"The file is damaged{where} ({_first(problems)}), so pages or words may be missing.",)


def _few(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:5]))
    return f"{shown} and {len(pages) - 5:,} more" if len(pages) > 5 else shown


def _first(problems: Sequence[str]) -> str:
    """qpdf's words for the first problem, without where in its buffers it was."""
    said = next((each for each in problems if each.startswith("ERROR")), problems[0])
    said = _WHERE.sub(" ", said)
    return f"qpdf says: {' '.join(said.split())[:140].strip(' .,:')}"

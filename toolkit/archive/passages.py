"""The sentence of a source in which a quotation stands, as it is shown beside it."""

from __future__ import annotations

import re
import unicodedata

from toolkit.archive.normal import Keyed

_MOST = 500
_STOP = re.compile(r"[.!?][”’\"')\]]*\s+(?=[“‘\"'(\[]*[A-Z\d])|\n\s*\n|[•▪]\s*")
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_LEADERS = re.compile(r"\W{0,3}(?:\s?[.·…]){4,}|\s*…{2,}")
_NO_STOP = re.compile(r"\b(?:e\.g|i\.e|cf|vs?|[Nn]os?|paras?|pp?|Mrs?|Ms|Dr|St|[Aa]rt|[Rr]eg|Sch|[Ff]ig|al|Prof|Vol|[A-Z])\.\s*$")


def sentence_at(keyed: Keyed, start: int, end: int) -> str:
    """The source's words from the beginning of the sentence at one place to the end of that at another, in one line; long ones are cut."""
    page, offset = keyed.offset(start)
    last, stop = keyed.offset(end - 1)
    before = keyed.texts[page][max(0, offset - _MOST) : offset]
    if offset < 80 and page:
        before = keyed.texts[page - 1][-_MOST:] + "\n" + before
    after = keyed.texts[last][stop : stop + _MOST]
    if stop + 80 > len(keyed.texts[last]) and last + 1 < len(keyed.texts):
        after += keyed.texts[last + 1][:_MOST]
    begins = max(
        (found.end() for found in _STOP.finditer(before + keyed.texts[page][offset]) if not _NO_STOP.search(before[: found.end()])),
        default=0,
    )
    ends = next((found for found in _STOP.finditer(after) if not _NO_STOP.search(after[: found.end()])), None)
    middle = keyed.source(start, end)
    if len(middle) > 3 * _MOST:
        middle = f"{middle[:_MOST]} […] {middle[-_MOST:]}"
    whole = before[begins:] + middle + after[1 : len(after) if ends is None else ends.start() + len(ends[0].rstrip())]
    return unicodedata.normalize("NFKC", " ".join(whole.split())) if _LIGATURE.search(whole) else " ".join(whole.split())


def is_entry(keyed: Keyed, end: int) -> bool:
    """Whether what ends at a place is a line of a table of contents: dots run on to a number."""
    page, offset = keyed.offset(end - 1)
    return _LEADERS.match(keyed.texts[page], offset + 1) is not None

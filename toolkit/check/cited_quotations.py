"""Quotations typed in prose with the sources that are cited for them: those within the marks, else behind them, else before them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolkit.check.pinpoints import with_notes
from toolkit.check.prose import Read
from toolkit.check.quoted import quotations
from toolkit.cite.latex import decode
from toolkit.model.source import Source
from toolkit.model.text import Cited, Citing, Text

_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NOT_LETTERS = re.compile(r"[\W_]+")


class CitedQuotation(NamedTuple):
    """``text.words[start:end]``, its marks included, with the sources that are cited for it; none where none is."""

    text: Text
    start: int
    end: int
    words: str
    """Without the marks."""
    cited: tuple[Cited, ...]


def cited_quotations(texts: Iterable[Text], shortest: int) -> Iterator[CitedQuotation]:
    """Every quotation of at least so many words, in marks or in a block of its own, in the order of the texts, notes included."""
    before: Text | None = None
    for text in with_notes(texts):
        if text.kind == "quotation":
            sources = tuple(source for citing in text.citing for source in citing.sources) or _at_the_end(before)
            if len(text.words.split()) >= shortest:
                yield CitedQuotation(text, 0, len(text.words), text.words, sources)
        elif text.kind not in ("heading", "exhibit") and (text.citing or text.notes):
            read = Read(text)
            for quotation in quotations(text.words):
                if len(quotation.words.split()) >= shortest:
                    cited = _cited_for(read, quotation.start, quotation.end)
                    yield CitedQuotation(text, quotation.start, quotation.end, quotation.words, cited)
        before = text if text.kind != "note" else before


def is_title(words: str, sources: Iterable[Source]) -> bool:
    """Whether the words name a work: by their capitals, or because a source that is cited is called so."""
    long = _LONG_WORD.findall(words)
    if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long):
        return True
    bare = _letters(words)
    return any(bare in _letters(decode(f"{each.fields.get('title', '')} {each.fields.get('subtitle', '')}")) for each in sources)


def _at_the_end(text: Text | None) -> tuple[Cited, ...]:
    """What is cited at the end of the paragraph that brings in a block."""
    if text is None or text.kind == "quotation" or not text.citing or text.citing[-1].offset < len(text.words.rstrip()) - 1:
        return ()
    return text.citing[-1].sources


def _cited_for(read: Read, start: int, end: int) -> tuple[Cited, ...]:
    text = read.text
    own = [citing for citing in text.citing if not _is_of_another_claim(text, citing, start, end)]
    own += [Citing(offset, each.sources) for offset, note in text.notes for each in note.citing]
    first, last = read.sentence_of(start), read.sentence_of(max(start, end - 1))
    behind = min((each.start for each in read.sentences if each.start >= last.end), default=len(text.words) + 1)
    within = [citing for citing in own if start < citing.offset <= end]
    after = [citing for citing in own if end < citing.offset <= behind and (citing.offset < behind or behind > len(text.words))]
    earlier = [citing for citing in own if first.start <= citing.offset <= start]
    found = within or after[:1] or earlier[-1:]
    return tuple(source for citing in found for source in citing.sources)


def _is_of_another_claim(text: Text, citing: Citing, start: int, end: int) -> bool:
    """Whether a claim that is placed elsewhere in the sentence brings the note."""
    for placed in text.placed:
        if placed.claim == citing.sources[0].claim and placed.end <= citing.offset <= placed.end + 1:
            return not (placed.start < end and start < placed.end)
    return False


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub(" ", words).strip().lower()

"""Notes that name a second work in words, right before a note that the style will print as "Ibid.": the reader cannot tell which is meant.

citeproc counts the keys of a note: after a note with two keys it prints the short reference, never "Ibid.", and so it does after a remark
without any. What it cannot see is a work that somebody typed beside the one key.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolkit.check.rule import Submission
from toolkit.check.typed_references import names_work
from toolkit.model.text import Cited, Text


class _Note(NamedTuple):
    """A note of the document: the keys that it cites, and its words where somebody typed it."""

    sources: tuple[Cited, ...]
    remark: Text | None
    offset: int
    text: Text


def notes_before_ibid(submission: Submission) -> list[Text]:
    """The notes of remarks with one key and another work in words, each followed by a note with the same key first."""
    return [note for note, _ in ambiguous(submission)]


def ambiguous(submission: Submission) -> Iterator[tuple[Text, Cited]]:
    """Such notes, each with the citation that follows it."""
    before: _Note | None = None
    for note in _notes(submission):
        keys = {each.key for each in before.sources} if before else set()
        if before and before.remark and note.sources and keys == {note.sources[0].key} and names_work(before.remark.words):
            yield before.remark, note.sources[0]
        before = note


def _notes(submission: Submission) -> Iterator[_Note]:
    """The notes of a document in a style with notes, in order."""
    for text in submission.texts:
        own = [_Note(citing.sources, None, citing.offset, text) for citing in text.citing]
        own += [_Note(tuple(each for citing in note.citing for each in citing.sources), note, offset, text) for offset, note in text.notes]
        yield from sorted(own, key=lambda note: note.offset)

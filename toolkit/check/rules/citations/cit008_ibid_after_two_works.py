"""A note that prints "Ibid." after one that names two works.

What: a note in which one work is cited by its key and another is typed in words, followed by a note that cites the same key: a style with
ibid prints "Ibid." there. After a note with two keys no style does that, so the toolkit's own notes are never ambiguous.

Why: "Ibid." means the work in the note before. Where that names two, a reader looks up the wrong one.

Bad (text):

    Searches harm trust.^[[@beta2013, p. 3], who follow Jones, On Justice (2009).]
    They harm it early [@beta2013, p. 4].

Good (text):

    Searches harm trust.^[[@beta2013, p. 3], who follow [@alpha2012].]
    They harm it early [@beta2013, p. 4].

Fix: add the other work to bibliography.bib and cite its key in the note; then the style prints the short reference instead of "Ibid.".
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.ibid import ambiguous
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.styles import find_style, style_info
from toolkit.model.finding import Finding

RULE = Rule("CIT008", "ibid-after-two-works", "warning", "draft")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    found = list(ambiguous(submission))
    if not found or not _uses_ibid(submission.draft.style):
        return
    for note, following in found:
        yield RULE.finding(
            note.span(0, len(note.words)),
            f"This note names two works, and the next one, to '{following.key}', will be printed as ibid.",
            "Cite the key of the other work too, instead of typing it; then the next note names its source.",
            related=[following.span],
        )


def _uses_ibid(style: str) -> bool:
    path = find_style(style)
    try:
        return path is not None and style_info(path).uses_ibid and not style_info(path).in_text
    except (OSError, ValueError):
        return False  # told by the one who sets the notes

"""Where words of a draft were written: in a text, or in the claim that a text places."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.prose import wording
from toolkit.check.rule import Facts, Submission
from toolkit.model.span import Span
from toolkit.model.text import Text


def pieces(submission: Submission) -> Iterator[Text]:
    """The texts of a draft in order, each followed by the remarks in its notes; without the sign-off, which workspace.yaml holds."""
    for text in body(submission):
        yield text
        yield from (note for _, note in text.notes)


def body(submission: Submission) -> Iterator[Text]:
    """The texts of a draft in order, without the sign-off."""
    outline = submission.response.outline
    signed = outline.origin.span("sign_off") if outline.sign_off else None
    for text in submission.texts:
        place = text.places[0]
        if signed and place.path == signed.path and signed.line <= place.line <= max(signed.line, signed.end_line):
            continue
        yield text


def written(text: Text, start: int, end: int, facts: Facts) -> Span:
    """The place where ``words[start:end]`` would be changed: in the claim, where all or some of them come from one."""
    placed = next(iter(text.claimed(start, end)), None)
    claim = facts.workspace.claims.get(placed.claim) if placed else None
    if placed is None or claim is None:
        return text.span(start, end)
    if placed.form.startswith("value:"):
        return claim.span(f"values.{placed.form.removeprefix('value:')}")
    if placed.form == "quote":
        return claim.span("support")
    read = wording(claim, placed.form)
    words = text.words[max(start, placed.start) : min(end, placed.end)]
    at = read.words.find(words)
    return read.span(at, at + len(words)) if at >= 0 else claim.span(placed.form)

"""A quotation without the page or paragraph that it stands on.

What: words in quotation marks or in a block of their own, or a claim's quotation, whose citation gives no page, paragraph or section.
Terms of fewer than five words, titles, and letters, films and what stands on one page of a newspaper are left alone.

Why: the first thing that a careful reader looks up is a quotation. Without its page nobody finds it, and everybody wonders whether it
is there.

Bad (text):

    The office found that "most of the searches were for very small amounts" [@alpha2012].

Good (text):

    The office found that "most of the searches were for very small amounts" [@alpha2012, p. 3].

Fix: open the source, find the words and give the page: [@alpha2012, p. 3]; in a claim, 'locator: p. 3'. Web pages that have
no pages may be waived, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.pinpoints import cited_things, with_notes
from toolkit.check.prose import Read
from toolkit.check.quoted import quotations
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.kinds import csl_kind
from toolkit.cite.latex import decode
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.text import Cited, Citing, Text

RULE = Rule("CIT002", "quotation-without-pinpoint", "error", "draft")

_SHORTEST = 5
"""Words: fewer are a term in quotation marks, not a quotation."""
_UNPAGED = {
    *("letter", "email", "foi", "interview", "speech", "presentation"),
    *("movie", "video", "film", "audio", "music", "image", "artwork"),
}
_ONE_PAGE = re.compile(r"[A-Za-z]{0,2}\d+")
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_NOT_LETTERS = re.compile(r"[\W_]+")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[tuple[str, int, int]] = set()
    for claim, number in _of_claims(submission, facts):
        told.add(_start(claim.span(f"support.{number}.source")))
        yield _finding(claim.span(f"support.{number}.quote"), claim.support[number].source, [])
    for text, start, end, cited in _quoted(submission):
        sources = [source for source in cited if source.key in facts.workspace.sources]
        if not sources or any(_says_where(source, facts.workspace.sources[source.key]) for source in sources):
            continue
        source = sources[0]
        if _start(source.span) in told or _is_title(text.words[start:end], [facts.workspace.sources[each.key] for each in sources]):
            continue
        told.add(_start(source.span))
        of_claim = source.claim is not None
        yield _finding(source.span if of_claim else text.span(start, end), source.key, [text.span(start)] if of_claim else [])


def _finding(span: Span, key: str, related: list[Span]) -> Finding:
    return RULE.finding(
        span,
        f"A quotation from '{key}' has no page or paragraph.",
        "Look it up and add the place, as in [@key, p. 3] or 'locator: p. 3'.",
        related=related,
    )


def _of_claims(submission: Submission, facts: Facts) -> Iterator[tuple[Claim, int]]:
    """Claims that are cited, with the number of each support that holds a quotation and no place."""
    for claim in cited_things(submission, facts):
        if not isinstance(claim, Claim):
            continue
        for number, each in enumerate(claim.support):
            source = facts.workspace.sources.get(each.source)
            if each.quote and not each.locator and source is not None and not _needs_none(source):
                yield claim, number


def _quoted(submission: Submission) -> Iterator[tuple[Text, int, int, tuple[Cited, ...]]]:
    """Every quotation with the sources that are cited for it."""
    before: Text | None = None
    for text in with_notes(submission.texts):
        if text.kind == "quotation":
            sources = tuple(source for citing in text.citing for source in citing.sources) or _at_the_end(before)
            if len(text.words.split()) >= _SHORTEST:
                yield text, 0, len(text.words), sources
        elif text.kind not in ("heading", "exhibit") and (text.citing or text.notes):
            read = Read(text)
            for quotation in quotations(text.words):
                if len(quotation.words.split()) >= _SHORTEST:
                    yield text, quotation.start, quotation.end, _cited_for(read, quotation.start, quotation.end)
        before = text if text.kind != "note" else before


def _at_the_end(text: Text | None) -> tuple[Cited, ...]:
    """What is cited at the end of the paragraph that brings in a block."""
    if text is None or text.kind == "quotation" or not text.citing or text.citing[-1].offset < len(text.words.rstrip()) - 1:
        return ()
    return text.citing[-1].sources


def _cited_for(read: Read, start: int, end: int) -> tuple[Cited, ...]:
    """The sources cited within a quotation, else behind it in its sentence, else before it there."""
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


def _says_where(cited: Cited, source: Source) -> bool:
    return bool(cited.written.strip()) or _needs_none(source)


def _needs_none(source: Source) -> bool:
    """A letter, a film, or what stands on one page of a newspaper, which its reference names."""
    if _ONE_PAGE.fullmatch(source.fields.get("pages", "").strip()):
        return csl_kind(source).csl in {"article-newspaper", "article-magazine"}
    return source.kind in _UNPAGED


def _is_title(words: str, sources: list[Source]) -> bool:
    """Whether the words name a work: by their capitals, or because a source that is cited is called so."""
    long = _LONG_WORD.findall(words)
    if len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.75 * len(long):
        return True
    bare = _letters(words)
    return any(bare in _letters(decode(f"{each.fields.get('title', '')} {each.fields.get('subtitle', '')}")) for each in sources)


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub(" ", words).strip().lower()


def _start(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column

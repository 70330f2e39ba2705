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

from collections.abc import Iterator

from toolkit.check.cited_quotations import cited_quotations, is_title
from toolkit.check.pinpoints import cited_things
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.cite.kinds import csl_kind
from toolkit.english.phrase import phrase
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.text import Cited

RULE = Rule("CIT002", "quotation-without-pinpoint", "error", "draft")

_SHORTEST = 5
"""Words: fewer are a term in quotation marks, not a quotation."""
_UNPAGED = {
    *("letter", "email", "foi", "interview", "speech", "presentation"),
    *("movie", "video", "film", "audio", "music", "image", "artwork"),
}
_ONE_PAGE = phrase(r"[A-Za-z]{0,2}\d+")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    told: set[tuple[str, int, int]] = set()
    for claim, number in _of_claims(submission, facts):
        told.add(_start(claim.span(f"support.{number}.source")))
        yield _finding(claim.span(f"support.{number}.quote"), claim.support[number].source, [])
    for text, start, end, _, cited in cited_quotations(submission.texts, _SHORTEST):
        sources = [source for source in cited if source.key in facts.workspace.sources]
        if not sources or any(_says_where(source, facts.workspace.sources[source.key]) for source in sources):
            continue
        source = sources[0]
        if _start(source.span) in told or is_title(text.words[start:end], [facts.workspace.sources[each.key] for each in sources]):
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


def _says_where(cited: Cited, source: Source) -> bool:
    return bool(cited.written.strip()) or _needs_none(source)


def _needs_none(source: Source) -> bool:
    """A letter, a film, or what stands on one page of a newspaper, which its reference names."""
    if _ONE_PAGE.fullmatch(source.fields.get("pages", "").strip()):
        return csl_kind(source).csl in {"article-newspaper", "article-magazine"}
    return source.kind in _UNPAGED


def _start(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column

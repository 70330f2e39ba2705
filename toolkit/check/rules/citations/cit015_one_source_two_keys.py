"""One source that a response cites under two keys.

What: two entries that are both cited in one response and have the same DOI, ISBN or address, or the same title, year and author.

Why: the notes then name one work as though it were two, in full both times, and a reader who counts the evidence feels deceived.

Bad (bib, text):

    @report{searches2012, author = {{Home Office}}, title = {Searches in England}, date = {2012}}
    -----
    Most were for drugs [@alpha2012, p. 3]. Few were for knives [@searches2012, p. 4].

Good (bib, text):

    @report{searches2012, author = {{Home Office}}, title = {Searches in Wales}, date = {2012}}
    -----
    Most were for drugs [@alpha2012, p. 3]. Few were for knives [@searches2012, p. 4].

Fix: keep one entry, move into it what only the other one has, and put its key wherever the other one stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.typed_references import bare_address
from toolkit.cite.latex import decode
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("CIT015", "one-source-two-keys", "warning", "draft")

_NOT_LETTERS = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?) ")
_DOI = phrase(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)")


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    sources = submission.draft.sources
    first: dict[tuple[str, ...], str] = {}
    told: set[str] = set()
    for key, source in sources.items():
        for mark in _marks(source):
            other = first.setdefault(mark, key)
            if other != key and key not in told and _may_be_same(source, sources[other]):
                told.add(key)
                cited = next(citation for citation in submission.draft.citations if citation.key == key)
                yield RULE.finding(
                    cited.span,
                    f"'{key}' and '{other}' are one source under two keys.",
                    "Keep one entry in bibliography.bib and cite its key in both places.",
                    related=[sources[other].span("key"), source.span("key")],
                )


def _marks(source: Source) -> Iterator[tuple[str, ...]]:
    """What only one source has."""
    fields = source.fields
    if fields.get("doi"):
        yield "doi", _DOI.sub("", fields["doi"].strip()).lower()
    if fields.get("isbn"):
        yield "isbn", fields["isbn"].replace("-", "").replace(" ", "").lower()
    if fields.get("url"):
        yield "url", bare_address(fields["url"])
    title, year = _title(source), (fields.get("date") or fields.get("year", ""))[:4]
    who = next((fields[name] for name in ("author", "institution", "editor", "organization") if fields.get(name)), "")
    if title and year and who:
        yield "title", title, year, _letters(who)[:20], fields.get("volume", ""), fields.get("number", "")


def _may_be_same(one: Source, other: Source) -> bool:
    """Chapters of one book, and pages that are one dashboard, share an address and have titles of their own."""
    a, b = _title(one), _title(other)
    return not a or not b or a == b or a.startswith(f"{b} ") or b.startswith(f"{a} ")


def _title(source: Source) -> str:
    return _ARTICLE.sub("", _letters(f"{source.fields.get('title', '')} {source.fields.get('subtitle', '')}"))


def _letters(words: str) -> str:
    return _NOT_LETTERS.sub(" ", decode(words).replace("&", " and ")).strip().lower()

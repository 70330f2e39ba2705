"""A name with @ that is read as a citation, or a key that is printed as it was typed.

What: @name without brackets. Where it is a key of the library, it is a citation and prints the author's name, which surprises those who
meant a handle of a social network. Where it looks like a key, with a year in it, and is none, it stays in the text as it was typed.

Why: both are seen by every reader, and neither by the person who typed it.

Bad (text):

    As @alpha2021 shows, most searches were for drugs.

Good (text):

    As @alpha2012 shows, most searches were for drugs. Our handle is \\@acharity1967.

Fix: correct the key; or write a backslash before the @ of a handle: \\@name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule, Submission
from toolkit.check.typed_references import raw_texts
from toolkit.english.phrase import phrase
from toolkit.model.finding import Finding, suggestion
from toolkit.model.span import Prose, Span
from toolkit.model.text import Text

RULE = Rule("CIT011", "handle-read-as-citation", "warning", "draft")

_BARE = phrase(r"(?<![\w@./+\\-])@(?P<key>[^\W_](?:[\w:.-]*\w)?)")
_LIKE_KEY = phrase(r"[A-Za-z](?:18|19|20)\d\d[a-z]{0,24}$|[A-Za-z](?:18|19|20)\d\d[a-z]?[A-Z_:-]")
_SOCIAL = phrase(
    r"(?i)\b(?:twitter|tweet\w*|follow|handles?|instagram|facebook|tiktok|mastodon|bluesky|social media|hashtags?|retweet\w*"
    r"|tagg?(?:ed|ing)?)\b"
)
_NEAR = 80
"""Characters around a handle in which a word for a social network tells that it is one."""


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    typed: dict[str, Prose] | None = None
    for text in submission.texts:
        yield from _cited(text)
        if "@" not in text.words:
            continue
        for match in _BARE.finditer(text.words):
            key = match["key"]
            if not _LIKE_KEY.search(key) or key in facts.workspace.sources or text.claimed(match.start(), match.end()):
                continue
            typed = {prose.path: prose for prose in raw_texts(submission, facts)} if typed is None else typed
            span = text.span(match.start(), match.end())
            if _character_before(typed.get(span.path), span) != "\\":
                yield RULE.finding(
                    span,
                    f"'@{key}' is no key of bibliography.bib and will be printed as it is typed.",
                    suggestion(key, facts.workspace.sources) or f"Correct the key; write \\@{key} if it is a handle.",
                )


def _cited(text: Text) -> Iterator[Finding]:
    """Keys without a year that are typed beside a word for a social network."""
    for citing in text.citing:
        key = citing.sources[0].key
        start = citing.offset - len(key)
        if not text.words.endswith(key, 0, citing.offset) or any(char.isdigit() for char in key) or not _SOCIAL.search(text.words):
            continue
        if _SOCIAL.search(text.words[max(0, start - _NEAR) : start + len(key) + _NEAR]):
            yield RULE.finding(
                citing.sources[0].span,
                f"'@{key}' is read as a citation of '{key}' and prints its author.",
                f"Write \\@{key} if a handle is meant, or [@{key}] for the note alone.",
            )


def _character_before(prose: Prose | None, span: Span) -> str:
    """What was typed right before a place; empty where that is not known."""
    if prose is None:
        return ""
    for offset, line, column in prose.lines:
        if line == span.line:
            at = offset + span.column - column
            return prose.text[at - 1 : at] if at > 0 else ""
    return ""

"""Where addresses of the web stand: in entries of the bibliography, and in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toolkit.cite.latex import address
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.span import Prose, Span

_IN_PROSE = re.compile(r"https?://[^\s<>\"“”‘’`|\\{}^]+", re.IGNORECASE)
_ENDINGS = ".,;:!?'*_~"
_URL = re.compile(r"\\url\s*\{(https?://[^{}]+)\}", re.IGNORECASE)
_FIELDS = ("howpublished", "note", "addendum")


class Written(NamedTuple):
    """An address as it is asked for, and the place of what somebody wrote."""

    url: str
    span: Span


def source_addresses(source: Source) -> Iterator[Written]:
    """Those of an entry: its ``url``, and what stands in ``\\url{…}`` in the fields of older habits."""
    if url := address(source.fields.get("url", "")):
        yield Written(url, source.span("url"))
    for field in _FIELDS:
        for match in _URL.finditer(source.fields.get(field, "")):
            yield Written(address(match[1]), source.span(field))


def prose_addresses(prose: Prose) -> Iterator[Written]:
    """Those that are typed in prose, in whatever way Markdown has for it, without the punctuation behind them."""
    for match in _IN_PROSE.finditer(prose.text):
        url = match[0]
        while url and (url[-1] in _ENDINGS or _closes_nothing(url)):
            url = url[:-1]
        if url.partition("://")[2]:
            yield Written(url, prose.span(match.start(), match.start() + len(url)))


def response_addresses(response: Response) -> Iterator[Written]:
    """Those that are typed in a response: in its texts and its recommendations, and that of the consultation."""
    consultation, outline = response.consultation, response.outline
    if consultation.url:
        yield Written(consultation.url.strip(), consultation.origin.span("url"))
    for prose in response.texts.values():
        yield from prose_addresses(prose)
    for where, _, section in outline.walk():
        for number, each in enumerate(section.recommendations):
            yield from prose_addresses(outline.origin.prose(f"{where}.recommendations.{number}.text", each.text))


def evidence_addresses(thing: Claim | Exhibit) -> Iterator[Written]:
    """Those that are typed in what is printed of a claim or an exhibit."""
    texts = {"text": thing.text, "short": thing.short} if isinstance(thing, Claim) else {"caption": thing.caption, "note": thing.note}
    texts |= {f"support.{number}.note": each.note for number, each in enumerate(thing.support)}
    for field, text in texts.items():
        if text and "://" in text:
            yield from prose_addresses(thing.origin.prose(field, text))


def _closes_nothing(url: str) -> bool:
    """Whether the address ends in a bracket that it does not open itself: that of Markdown, or of the sentence."""
    last = url[-1]
    return last in ")]" and url.count(last) > url.count("(" if last == ")" else "[")

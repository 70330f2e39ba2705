"""The paragraphs that people typed in their responses, so that one found in two of them can be told."""

from __future__ import annotations

import re
from collections.abc import Mapping

from toolkit.disk import Files
from toolkit.load.prose import read_section
from toolkit.load.text import decode
from toolkit.model.span import Span
from toolkit.model.text import fingerprint

Paragraphs = Mapping[str, tuple[tuple[str, Span], ...]]
"""Slug and place of each paragraph, by its fingerprint."""

NOT_TYPED = re.compile(
    r"<!--.*?-->|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\^\[(?:[^\[\]]|\[[^\[\]]*\])*\]|\[\^[^\]]*\]|\[[^\[\]]*@[^\[\]]*\]", re.DOTALL
)
_NUMBER = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,3})?[.)]?\s+(?=[A-Z])")
"""The number of a paragraph, typed before it: it is another one in another response."""
_BLANK = re.compile(r"\n[ \t]*\n")


def typed_paragraphs(files: Files) -> Paragraphs:
    """Every paragraph of at least 25 typed words in the texts of all responses; claims, notes and citations in it do not count."""
    found: dict[str, list[tuple[str, Span]]] = {}
    for path in files.under("responses", ".md"):
        _, slug, *inside = path.split("/")
        data = files.read(path)
        if data is None or not inside or inside[0] == "sent":
            continue
        prose, _ = read_section(decode(data, path)[0], path)
        start = 0
        for end in [*(match.start() for match in _BLANK.finditer(prose.text)), len(prose.text)]:
            paragraph = prose.text[start:end]
            words = NOT_TYPED.sub(" ", paragraph)
            number = _NUMBER.match(words)
            key = fingerprint(words[number.end() :] if number else words)
            if key:
                first = start + len(paragraph) - len(paragraph.lstrip())
                found.setdefault(key, []).append((slug, prose.span(first, start + len(paragraph.rstrip()))))
            start = end
    return {key: tuple(places) for key, places in found.items()}

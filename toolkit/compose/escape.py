"""Text that must not act as Markdown, and Markdown that must not leak out of its sentence."""

from __future__ import annotations

import re


class Markdown(str):
    """Text that is Markdown already; anything else that a template prints is escaped."""

    __slots__ = ()


_SPECIAL = re.compile(r"([\\`*_\[\]<>$^~|@#&{}])")
URL = re.compile(r"(?:https?|ftp)://[^\s<>]+")
"""A bare address, with what may follow it in a sentence: see :func:`address`."""
_SPACE = re.compile(r"\s+")


def escape(text: str) -> Markdown:
    """Plain text as Markdown that prints exactly that text, on one line. Quotation marks and apostrophes are still set as curly ones."""
    return Markdown(_SPACE.sub(" ", _SPECIAL.sub(r"\\\1", text)))


def address(found: str) -> str:
    """A bare address without the punctuation of the sentence around it; brackets that it closes itself belong to it."""
    while found:
        last = found[-1]
        if last in ".,;:!?'\"*_\u2019\u201d" or (last in ")]}" and found.count(last) > found.count("([{"[")]}".index(last)])):
            found = found[:-1]
        else:
            break
    return found


def sentence(text: str) -> str:
    """Markdown for the inside of a paragraph: one line, and nothing in it can swallow what follows.

    An unclosed code span, comment, bracket or emphasis would otherwise pair with a character of the next claim.
    """
    text = _SPACE.sub(" ", text).strip()
    addresses = [each for match in URL.finditer(text) if (each := address(match[0]))]
    if addresses and not any("\ufdda" in each for each in addresses):
        # Addresses are no Markdown: they are taken out, and put back as they were.
        for number, each in enumerate(addresses):
            text = text.replace(each, f"\ufdda{number}\ufddb", 1)
        return re.sub("\ufdda(\\d+)\ufddb", lambda mark: addresses[int(mark[1])], _contained(text))
    return _contained(text)


_TICKS = re.compile(r"\\.|`+", re.DOTALL)
_SIGNS = re.compile(r"[\\`*_\[\]^~]|<!--|-->|:::")
"""What may pair with a sign of the next sentence; most sentences have none of it."""


def _contained(text: str) -> str:
    if _SIGNS.search(text) is None:
        return text
    text = text.replace("<!--", "\\<!--").replace("-->", "--\\>").replace(":::", "\\:::")
    spans = _code(text)
    text = re.sub(r"(?<!\\)`", r"\\`", text) if spans is None else _without_heights(text, spans)
    if not _balanced(text):
        text = re.sub(r"(?<!\\)([\[\]])", r"\\\1", text)
    for run in ("**", "__", "~~"):
        if len(re.findall(rf"(?<!\\){re.escape(run)}", text)) % 2:
            text = text.replace(run, "".join(f"\\{each}" for each in run))
    for single in "*_":
        alone = re.findall(rf"(?<![\\{re.escape(single)}]){re.escape(single)}(?!{re.escape(single)})", text)
        if len(alone) % 2:
            text = re.sub(rf"(?<!\\){re.escape(single)}", rf"\\{single}", text)
    return text + "\\" if re.search(r"(?<!\\)(?:\\\\)*\\$", text) else text


def _code(text: str) -> list[tuple[int, int]] | None:
    """The code spans of a sentence, from and to; None where a run of backticks is neither escaped nor closed by one of its length."""
    spans, at = [], 0
    while match := _TICKS.search(text, at):
        at = match.end()
        if not match[0].startswith("\\"):
            close = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, at)
            if close is None:
                return None
            spans.append((match.start(), close.end()))
            at = close.end()
    return spans


def _without_heights(text: str, spans: list[tuple[int, int]]) -> str:
    """With each ``^`` and ``~`` escaped that stands before a code span with one: pandoc would raise or lower what lies between."""
    for sign in "^~":
        last = max((end for start, end in spans if sign in text[start:end]), default=0)
        parts, at = [], 0
        for start, end in (span for span in spans if span[1] <= last):
            parts += [re.sub(rf"(?<!\\)\{sign}(?!\[)", rf"\\{sign}", text[at:start]), text[start:end]]
            at = end
        text = "".join((*parts, text[at:]))
        spans = _code(text) or []
    return text


def _balanced(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"(?<!\\)[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def plain(markdown: str) -> str:
    """Roughly what a reader sees of a sentence of Markdown: no notes, no citations, no emphasis marks, one space between words."""
    if _SIGNS.search(markdown) is None:
        return _SPACE.sub(" ", markdown).strip()
    text = re.sub(r"\^\[(?:[^\[\]]|\[[^\]]*\])*\]|\[[^\[\]]*@[^\[\]]*\]", "", markdown)
    text = re.sub(r"\[([^\[\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", text)
    text = re.sub(r"(?<!\\)(\*{1,3}|~~|`+)", "", text)
    text = re.sub(r"\\([\\`*_\[\]<>$^~|@#&{}:!-])", r"\1", text)
    return _SPACE.sub(" ", text).strip()

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


def _contained(text: str) -> str:
    text = text.replace("<!--", "\\<!--").replace("-->", "--\\>").replace(":::", "\\:::")
    for fence in re.findall(r"`+", text):
        if text.count(fence) % 2:
            text = re.sub(r"(?<!\\)`", r"\\`", text)
            break
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


def _balanced(text: str) -> bool:
    depth = 0
    for bracket in re.findall(r"(?<!\\)[\[\]]", text):
        depth += 1 if bracket == "[" else -1
        if depth < 0:
            return False
    return depth == 0


def plain(markdown: str) -> str:
    """Roughly what a reader sees of a sentence of Markdown: no notes, no citations, no emphasis marks, one space between words."""
    text = re.sub(r"\^\[(?:[^\[\]]|\[[^\]]*\])*\]|\[[^\[\]]*@[^\[\]]*\]", "", markdown)
    text = re.sub(r"\[([^\[\]]*)\](?:\([^)]*\)|\{[^}]*\})", r"\1", text)
    text = re.sub(r"(?<!\\)(\*{1,3}|~~|`+)", "", text)
    text = re.sub(r"\\([\\`*_\[\]<>$^~|@#&{}:!-])", r"\1", text)
    return _SPACE.sub(" ", text).strip()

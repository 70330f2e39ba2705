"""Text that must not act as Markdown, and Markdown that must not leak out of its sentence."""

from __future__ import annotations

import re


class Markdown(str):
    """Text that is Markdown already; anything else that a template prints is escaped."""

    __slots__ = ()


_SPECIAL = re.compile(r"([\\`*_\[\]<>$^~|@#&{}])")
_SPACE = re.compile(r"\s+")


def escape(text: str) -> Markdown:
    """Plain text as Markdown that prints exactly that text, on one line. Quotation marks and apostrophes are still set as curly ones."""
    return Markdown(_SPACE.sub(" ", _SPECIAL.sub(r"\\\1", text)))


def sentence(text: str) -> str:
    """Markdown for the inside of a paragraph: one line, and nothing in it can swallow what follows.

    An unclosed code span, comment, bracket or emphasis would otherwise pair with a character of the next claim.
    """
    text = _SPACE.sub(" ", text).strip()
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

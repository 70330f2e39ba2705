"""Citations in Markdown: found as pandoc finds them, locators read by our own grammar, written again as every style reads them."""

from __future__ import annotations

import re
from typing import NamedTuple

from toolkit.cite.locator import parse_locator, to_pandoc
from toolkit.model.draft import Locator

_KEY = r"\{[^{}]+\}|[^\W_](?:[\w]|[:.#$%&\-+?<>~/](?=\w))*|_(?:[\w]|[:.#$%&\-+?<>~/](?=\w))*"
_ITEM = re.compile(rf"^(?P<prefix>.*?(?:^|[\s(\[]))(?P<minus>-?)@(?P<key>{_KEY})(?P<rest>.*)$", re.DOTALL)
BARE = re.compile(rf"(?<![\w\\@./+-])(?P<minus>-?)@(?P<key>{_KEY})")
_OPEN = re.compile(r"[\\`<\[\]@^\ufdd0-\ufdd9]|(?<!\w)(?:https?|ftp)://")
_BRACKET = re.compile(r"(?<!\\)\[")


class Reference(NamedTuple):
    """One item of a citation group, with its place in the text that was scanned."""

    key: str
    start: int
    prefix: str = ""
    locator: Locator = Locator()
    written: str = ""
    suffix: str = ""
    author: bool = True
    """False where the author's name is left out (-@key)."""


def read_group(inside: str, offset: int = 0) -> list[Reference] | None:
    """The items of ``[…]``, or None where it is no citation: each item needs a key. Offsets are counted from `offset`."""
    items: list[Reference] = []
    for start, part in _parts(inside):
        match = _ITEM.match(part)
        if match is None:
            return None
        rest = match["rest"].strip()
        written = rest.lstrip(",").strip() if rest[:1] in (",", "{", "") else rest
        braced = re.match(r"^\{([^{}]*)\}\s*(.*)$", written, re.DOTALL)
        if braced:
            locator = parse_locator(braced[1])
            locator = locator.model_copy(update={"suffix": " ".join(each for each in (locator.suffix, braced[2].strip()) if each)})
        elif rest and rest[0] not in ",{" and not rest[0].isspace() and not rest[0].isalnum():
            locator = Locator(suffix=rest)
        else:
            locator = parse_locator(written)
        items.append(
            Reference(
                key=match["key"].strip("{}"),
                start=offset + start + match.start("key"),
                prefix=match["prefix"].strip(),
                locator=locator,
                written=written,
                author=not match["minus"],
            )
        )
    return items or None


def write_group(items: list[Reference]) -> str:
    """A citation group in pandoc's Markdown, its locators in the long words that every style reads."""
    return f"[{'; '.join(map(_write, items))}]"


def _write(item: Reference) -> str:
    prefix = f"{item.prefix} " if item.prefix else ""
    text = f"{prefix}{'' if item.author else '-'}@{{{item.key}}}"
    locator = to_pandoc(item.locator)
    if locator:
        text += locator if locator.startswith((".", ",", ";", "{")) else f", {locator}"
    if item.suffix:
        # A remark begins a sentence of its own after the citation, whose own full stop citeproc puts at the very end.
        text += f". {item.suffix}"
    return text


def keys_cited(text: str) -> list[str]:
    """Keys in the citation groups of a text, in order, whether the bibliography has them or not."""
    keys: list[str] = []
    for match in _BRACKET.finditer(text):
        close = closing(text, match.start())
        keys += [item.key for item in (read_group(text[match.end() : close]) or [])] if close > 0 else []
    return keys


def closing(text: str, start: int) -> int:
    """The offset of the bracket that closes the one at `start`, or -1; escaped brackets and code do not count."""
    depth, at = 0, start
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 2
            continue
        if char == "`":
            at = after_code(text, at)
            continue
        if char == "[":
            depth += 1
        elif char == "]":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def after_code(text: str, start: int) -> int:
    """The offset behind a code span that begins at `start`, or behind its backticks where it is never closed."""
    ticks = re.compile(r"`+").match(text, start)
    assert ticks is not None
    close = re.compile(rf"(?<!`){ticks[0]}(?!`)").search(text, ticks.end())
    return close.end() if close else ticks.end()


def next_stop(text: str, start: int) -> int:
    """The offset of the next character that means something to a scan, or the length of the text."""
    match = _OPEN.search(text, start)
    return match.start() if match else len(text)


def _parts(inside: str) -> list[tuple[int, str]]:
    """(offset, text) between semicolons that stand outside brackets, braces, code and escapes."""
    parts: list[tuple[int, str]] = []
    start = at = depth = 0
    while at < len(inside):
        char = inside[at]
        if char == "\\":
            at += 2
            continue
        if char == "`":
            at = after_code(inside, at)
            continue
        if char in "[{":
            depth += 1
        elif char in "]}":
            depth -= 1
        elif char == ";" and depth == 0:
            parts.append((start, inside[start:at]))
            start = at + 1
        at += 1
    parts.append((start, inside[start:]))
    return parts

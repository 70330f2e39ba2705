"""Where a text says that a part of it is confidential or personal: fenced blocks, spans, headings; and where it says so badly.

This looks at what people typed, before any of it is composed, so that a public version is made without ever having had those parts. It
errs on one side alone: a mark that is misspelt, not closed, or stands where Markdown takes no mark counts for more than was meant, never
for less, and says so. Code and comments are no exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

Mark = Literal["confidential", "personal"]

MARKS: tuple[Mark, ...] = ("confidential", "personal")
_NEAR = 0.86
"""How like a word must be to one of the marks to be taken for it misspelt."""
_HINT = re.compile(r":{2}|[\]\)`][ \t\n]*[{(]|\{[ \t]*[.#]|<(?i:div|span|section)\b|=[\"']?(?i:confid|person)")
_LINE = re.compile(
    r"(?m)^(?P<prefix>[ \t>]*(?:(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|[ivxIVX]{1,6}|#)[.)])[ \t]+)*)(?P<colons>:{2,})[ \t]*(?P<said>[^\n]*)$"
)
_INSIDE = re.compile(r"(?<!:):{3,}[ \t]*\{?[ \t]*\.?([A-Za-z]+)")
"""A fence in the middle of a line, such as a cell of a table."""
_BRACES = re.compile(r"(?<!\{)\{(?![{%#])([^{}]*)\}")
_OPEN_MARK = re.compile(r"[{(][ \t]*[.#][ \t]*([A-Za-z]{6,})|\](?:[ \t]*\{|\()[ \t]*([A-Za-z]{6,})[ \t]*[)}]")
_TAG = re.compile(r"<(?:div|span|section|p)\b[^>]*?\b(confidential|personal)\b[^>]*>", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_HEADING = re.compile(r"(?m)^ {0,3}(#{1,6})[ \t]+[^\n]*$")
_CODE_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BLANK = re.compile(r"\n[ \t>]*(?=\n)")
_EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_TICKS = re.compile(r"`+")
_NOTE = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:[^\n]*(?:\n(?:[ \t]+[^\n]*|(?=[ \t]*\n[ \t]+\S)|(?![ \t]*$|\[|#|>|:::)[^\n]+))*")


class Part(NamedTuple):
    """A stretch of a text that is not for everybody: ``text[start:end]`` with its marks, ``text[first:last]`` what stands in it."""

    start: int
    end: int
    first: int
    last: int
    mark: Mark
    block: bool
    """Whole paragraphs, not words in a sentence."""
    wrong: str = ""
    """What is wrong with its marks, as a sentence."""
    at: int = 0
    """Where the mark stands that is wrong."""
    silent: bool = False
    """Nothing stands in its place: a note to which only other parts lead."""


@lru_cache(maxsize=2048)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text in order; none lies in another. What stands within one belongs to it, whatever marks it has."""
    if not _HINT.search(text):
        return ()
    blocks = _apart([*_fences(text), *_headings(text), *_tags(text)])
    found = _apart([*blocks, *_spans(text, blocks)])
    found = _apart([*found, *_leftovers(text, found)])
    return tuple(_apart([*found, *_notes(text, found)]))


def near(word: str) -> Mark | None:
    """The mark that a word is, or is meant to be."""
    small = word.lower()
    for mark in MARKS:
        if small == mark:
            return mark
    for mark in MARKS:
        if abs(len(small) - len(mark)) <= 3 and SequenceMatcher(None, small, mark).ratio() >= _NEAR:
            return mark
    return None


def _apart(found: list[Part]) -> list[Part]:
    """Parts in order; one that begins in another is taken into it."""
    kept: list[Part] = []
    for part in sorted(found, key=lambda each: (each.start, -each.end)):
        if kept and part.start < kept[-1].end:
            last = kept[-1]
            if part.end > last.end:
                wrong = last.wrong or part.wrong or "Two parts run into one another."
                at = last.at if last.wrong or not part.wrong else part.at
                kept[-1] = last._replace(end=part.end, last=max(last.last, part.last), wrong=wrong, at=at)
            elif part.wrong and not last.wrong:
                kept[-1] = last._replace(wrong=part.wrong, at=part.at)
        else:
            kept.append(part)
    return kept


# --- blocks ---------------------------------------------------------------------------------------------------------------


class _Open(NamedTuple):
    start: int
    inside: int
    mark: Mark | None
    wrong: str
    colons: int


def _fences(text: str) -> Iterator[Part]:
    """Fenced blocks. One that nothing closes goes to the end; in a text that speaks of a mark, a fence that closes nothing closes all that
    stands before it, since what should open it cannot be made out."""
    stack: list[_Open] = []
    clear = 0
    for line in _LINE.finditer(text):
        said, colons = line["said"].strip().rstrip(":").strip(), len(line["colons"])
        start = line.start("colons")
        mark, wrong = _fence_mark(said, colons)
        if said:
            if mark or colons > 2:
                stack.append(_Open(start, min(line.end() + 1, len(text)), mark, wrong, colons))
            continue
        if stack and (colons > 2 or stack[-1].colons == 2):
            opened = stack.pop()
            if opened.mark and not any(other.mark for other in stack):
                yield Part(opened.start, line.end(), opened.inside, line.start(), opened.mark, True, opened.wrong, opened.start)
            clear = line.end()
        elif colons > 2 and not stack and any(map(near, set(_WORD.findall(text)))):
            said_wrong = "This fence closes nothing: what should open it cannot be made out."
            yield Part(clear, line.end(), clear, line.start(), "confidential", True, said_wrong, start)
            clear = line.end()
    for opened in stack:
        if opened.mark:
            wrong = opened.wrong or "This part is not closed, so that it goes to the end of the text."
            yield Part(opened.start, len(text), opened.inside, len(text), opened.mark, True, wrong, opened.start)
            return


def _fence_mark(said: str, colons: int) -> tuple[Mark | None, str]:
    """Which mark a fence opens, if any, and what is wrong with the way in which it is written."""
    words = _WORD.findall(said)
    mark = next((found for word in words if (found := near(word))), None)
    if mark is None or (colons <= 2 and len(words) > 1):
        return None, ""
    braced = re.fullmatch(r"\{([^{}]*)\}", said)
    if colons > 2 and (said.lower() == mark or (braced and not _class_mark(braced[1])[1])):
        return mark, ""
    return mark, f"This mark is not written as it should be, and is taken for '::: {mark}'."


def _headings(text: str) -> Iterator[Part]:
    """``## Two cases {.confidential}``: the heading and all below it, up to the next one of its level that has a blank line before it."""
    for heading in _HEADING.finditer(text):
        braces = _BRACES.search(heading[0])
        if braces is None or heading[0].rstrip()[-1:] != "}":
            continue
        mark, wrong = _class_mark(braces[1])
        if mark is not None:
            end = _section_end(text, heading.end(), len(heading[1]))
            yield Part(heading.start(), end, heading.start(), end, mark, True, wrong, heading.start() + braces.start())


def _section_end(text: str, after: int, level: int) -> int:
    fence, blank, at = "", False, after
    for line in text[after:].split("\n"):
        code = _CODE_FENCE.match(line)
        heading = _HEADING.match(line)
        if heading and blank and not fence and len(heading[1]) <= level:
            return at - 1
        if code and not fence:
            fence = code[1]
        elif code and code[1].startswith(fence) and not line.strip().strip(fence[0]):
            fence = ""
        blank = not line.strip()
        at += len(line) + 1
    return len(text)


def _tags(text: str) -> Iterator[Part]:
    """HTML: pandoc reads some of it, and where it ends nobody can be sure."""
    for tag in _TAG.finditer(text):
        mark: Mark = "personal" if tag[1].lower() == "personal" else "confidential"
        wrong = f"This mark is HTML, which is taken for more than you may mean. Write '::: {mark}' or [words]{{.{mark}}}."
        yield Part(tag.start(), len(text), tag.start(), len(text), mark, True, wrong, tag.start())
        return


# --- spans ----------------------------------------------------------------------------------------------------------------


def _class_mark(said: str) -> tuple[Mark | None, str]:
    """The mark among the attributes of a span or heading, and what is wrong with how it is written."""
    mark = next((found for word in _WORD.findall(said) if (found := near(word))), None)
    if mark is None:
        return None, ""
    if re.search(rf"(?i)(?<!\S)\.{mark}(?!\S)|class=[\"']?[^\"']*\b{mark}\b", said):
        return mark, ""
    return mark, f"This mark is not written as it should be, and is taken for {{.{mark}}}."


def _spans(text: str, blocks: list[Part]) -> Iterator[Part]:
    pairs: list[dict[int, int]] = []
    for braces in _BRACES.finditer(text):
        at, end = braces.span()
        mark, wrong = _class_mark(braces[1])
        if mark is None or any(part.start <= at < part.end for part in blocks):
            continue
        close = len(text[:at].rstrip(" \t\n")) - 1
        pairs = pairs or [_pairs(text, aware=True), _pairs(text, aware=False)]
        start = _start(text, close, pairs)
        if start is None:
            end = _paragraph(text, at)[1]
            wrong = wrong or "What this mark belongs to cannot be made out, so that all that stands before it is withheld."
            yield Part(0, end, 0, end, mark, True, wrong, at)
            continue
        if close < at - 1:
            wrong = wrong or "There is a space between the words and their mark."
        if _BLANK.search(text, start, close):
            wrong = wrong or f"These brackets run over several paragraphs: write '::: {mark}' before and ':::' behind them."
        first = start + (2 if text[start] == "!" else 1)
        bracket = text[close] == "]" and not wrong
        yield Part(start, end, first if bracket else start, close if bracket else at, mark, False, wrong, at)


def _start(text: str, close: int, pairs: list[dict[int, int]]) -> int | None:
    """Where begins what a mark belongs to that follows the character at `close`: a bracket, a link, a picture, code. None for nothing."""
    if close < 0:
        return None
    sign = text[close]
    if sign == "`":
        run = len(text[: close + 1]) - len(text[: close + 1].rstrip("`"))
        before = [match.start() for match in _TICKS.finditer(text, 0, close + 1 - run) if len(match[0]) == run]
        return before[-1] if before else None
    if sign not in "])":
        return None
    starts = [start for each in pairs if (start := each.get(close)) is not None]
    if not starts:
        return None
    start = min(starts)
    if sign == ")":
        return _start(text, start - 1, pairs) if start and text[start - 1] == "]" else None
    if start and text[start - 1] == "]":  # [words][label]
        words = _start(text, start - 1, pairs)
        start = start if words is None else words
    return start - 1 if start and text[start - 1] == "!" else start


def _pairs(text: str, *, aware: bool) -> dict[int, int]:
    """Where each closing bracket opens. :param aware: whether brackets in code and in instructions are passed over."""
    over = _passed_over(text) if aware else []
    found: dict[int, int] = {}
    open_: dict[str, list[int]] = {"[": [], "(": []}
    at = 0
    while at < len(text):
        if over and at == over[0][0]:
            at = over.pop(0)[1]
            continue
        sign = text[at]
        if sign == "\\":
            at += 1
        elif sign in "[(":
            open_[sign].append(at)
        elif sign in "])" and open_["[" if sign == "]" else "("]:
            found[at] = open_["[" if sign == "]" else "("].pop()
        at += 1
    return found


def _passed_over(text: str) -> list[tuple[int, int]]:
    """Instructions and code, from and to, in order; none lies in another."""
    over = [match.span() for match in _EXPRESSION.finditer(text)]
    at = 0
    while match := _TICKS.search(text, at):
        at = match.end()
        close = re.compile(rf"(?<!`){match[0]}(?!`)").search(text, at)
        if close and not _BLANK.search(text, at, close.start()):
            over.append((match.start(), close.end()))
            at = close.end()
    kept: list[tuple[int, int]] = []
    for start, end in sorted(over):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _leftovers(text: str, found: list[Part]) -> Iterator[Part]:
    """Marks that belong to nothing: half of one, or a fence in the middle of a line."""
    for pattern in (_OPEN_MARK, _INSIDE):
        for half in pattern.finditer(text):
            mark = near(next(filter(None, half.groups()), ""))
            if mark is None or any(part.start <= half.start() < part.end for part in found):
                continue
            start, end = _paragraph(text, half.start())
            wrong = "This mark is not whole, so that the whole paragraph is withheld."
            if pattern is _INSIDE:
                wrong = f"A part cannot begin in the middle of a line, so that all of it is withheld. Use [words]{{.{mark}}} here."
            yield Part(start, end, start, end, mark, True, wrong, half.start())


def _paragraph(text: str, at: int) -> tuple[int, int]:
    """The paragraph, list or table around an offset, between blank lines."""
    before = [blank.end() for blank in _BLANK.finditer(text, 0, at)]
    after = _BLANK.search(text, at)
    return (before[-1] + 1 if before else 0), (after.start() if after else len(text))


def _notes(text: str, found: list[Part]) -> Iterator[Part]:
    """Notes written apart to which nothing leads but what is withheld."""
    notes = list(_NOTE.finditer(text)) if found else []
    if not notes:
        return
    calls = [(call[1], call.start()) for call in re.finditer(r"\[\^([^\]\s]+)\](?!:)", text)]
    for note in notes:
        places = [at for label, at in calls if label == note[1]]
        if places and all(any(part.start <= at < part.end for part in found) for at in places):
            mark = next(part.mark for part in found if part.start <= places[0] < part.end)
            yield Part(note.start(), note.end(), note.start(), note.end(), mark, True, silent=True)

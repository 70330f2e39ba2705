"""Questions found in the lines of a document, in its order, each with what belongs to it: words, answers to choose, limit, chapter, page.

A reader goes down the lines once and carries along where it is: in which chapter, in a list at the end, in what is asked
about the respondent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.questions import wording
from toolkit.questions.lines import Line

_LISTS = re.compile(
    r"(?i)^(?:contents|table of contents)$|\b(?:list|summary|annex|full list|overview) of (?:the |all |"
    r"our )?(?:consultation )?questions\b|^(?:annex|appendix)\b.*\bquestions\b|"
    r"^(?:consultation )?questions? (?:list|summary)$|\bquestions (?:in full|at a glance)\b"
)
_NO_CHAPTER = re.compile(r"(?i)^(?:(?:consultation |the |our )?questions?(?: (?:for|on|about|to) [\w ]{1,40})?|question \w+)\s*:?$")
_INVITES = re.compile(
    r"(?i)\bterms of reference\b|\b(?:following|these|our|consultation) questions\b|\bquestions\b|\b(?:invites?|welcomes?|seeks?|"
    r"seeking|interested in)\b.{0,60}"
    r"\b(?:evidence|views|submissions|responses|answers)\b"
)
LONGEST = 600
"""Characters of a line that may still belong to a question."""


@dataclass
class Found:
    """A question while it is read."""

    number: str
    """As printed; empty where it has none."""
    chapter: str = ""
    page: int = 0
    about: bool = False
    repeated: bool = False
    """Whether it stands in a list of questions: at the front, or in an annex."""
    parts: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    limit: str = ""
    doubts: list[str] = field(default_factory=list)
    stem: bool = False
    """Whether its words are only what the sub-questions below them complete."""

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    @property
    def points(self) -> bool:
        """Whether items of a list have become part of its words."""
        return any(part.startswith("•") for part in self.parts)


class _Reader:
    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.lines, self.title = lines, title
        self.called = any(wording.said(line.text) and not wording.is_contents(line.text) for line in lines)
        self.found: list[Found] = []
        self.current: Found | None = None
        self.headings: list[Line] = []
        self.about = self.listing = False
        self.about_level = self.list_level = 0
        self.letters: Found | None = None
        """The question to which (a), (b), … belong."""

    def read(self) -> list[Found]:
        for line in self.lines:
            if wording.is_contents(line.text):
                continue
            start = self._start(line)
            if start is not None:
                self._open(line, start)
            elif line.level:
                self._heading(line)
            elif not self._sub(line):
                self._below(line)
        return [each for each in self.found if each.parts and not each.stem]

    def _start(self, line: Line) -> wording.Start | None:
        start = wording.said(line.text) or wording.said(line.whole)
        if start is None and not self.called:
            start = wording.plain(line.whole, heading=bool(line.level))
        if start is None and self.about and not line.level and not (self.current and self.current.number):
            asked = (wording.is_question(line.text) and wording.is_ask(line.text)) or (self._free and wording.tells(line.text))
            if wording.of_respondent(line.text) or asked:
                start = wording.Start("", re.sub(r"\s*:?(?:\s*_+)?$", "", line.text) if wording.is_field(line.text) else line.text)
        return start

    @property
    def _free(self) -> bool:
        """Whether nothing is being read to which a request could still belong."""
        return self.current is None or bool(self.current.options) or wording.is_field(self.current.text)

    def _open(self, line: Line, start: wording.Start) -> None:
        about = self.about or (bool(start.rest) and wording.of_respondent(start.rest))
        self.current = Found(start.number, self._chapter(), line.page, about, self.listing)
        self.found.append(self.current)
        self.letters = None if re.search(r"[a-z)]$", start.number) else self.current
        if start.rest:
            self._add(start.rest)

    def _add(self, text: str) -> None:
        """Words of the question; answers to choose that stand on the same line are taken out of them."""
        assert self.current is not None
        box = wording.BOX.search(text)
        if box and (head := re.match(r"(.*[?.:])\s*(.*)$", text, re.DOTALL)) and wording.BOX.search(head[2]):
            self.current.options += wording.options_in(head[2])
            text = head[1]
        self.current.parts.append(text.strip())
        self.current.options = self.current.options or wording.options_within(text)
        self.current.limit = self.current.limit or wording.limit_in(text)

    def _heading(self, line: Line) -> None:
        if self.current is not None and not self.current.parts and wording.asks(line.text):
            self._add(line.text)  # the words of a question set as a heading, below its number
            return
        self.current = self.letters = None
        self._where(line)
        if _NO_CHAPTER.match(line.text):
            return
        while self.headings and self.headings[-1].level >= line.level:
            self.headings.pop()
        self.headings.append(line)

    def _where(self, line: Line) -> None:
        """Whether what follows a heading is about the respondent, or a list of what is asked elsewhere."""
        if wording.ABOUT.search(line.text):
            self.about, self.about_level = True, line.level
        elif line.level <= self.about_level or not self.about:
            self.about = False
        if _LISTS.search(line.text):
            self.listing, self.list_level = True, line.level
        elif self.listing and line.level <= self.list_level:
            self.listing = False

    def _chapter(self) -> str:
        names = [each.text for each in self.headings if each.text != self.title]
        return names[0] if names else ""

    def _sub(self, line: Line) -> bool:
        """A sub-question: (a), (b) or (i), (ii) below the number to which they belong."""
        start = wording.lettered(line.whole)
        parent = self.letters
        if start is None or parent is None or not parent.number or parent.points:
            return False
        if not wording.is_sub_question(start.rest) or wording.CHOOSE.search(parent.text):
            return False
        stem = not parent.parts or bool(wording.STEM.search(parent.text))
        parent.stem = stem
        mark = f"({start.number})" if re.fullmatch(r"[ivx]+", start.number) else start.number
        self.current = Found(f"{parent.number}{mark}", parent.chapter, line.page, parent.about, parent.repeated)
        self.found.append(self.current)
        if stem and parent.parts:
            self.current.parts.append(parent.text)
        self._add(start.rest)
        return True

    def _below(self, line: Line) -> None:
        """What stands below a question: its words, answers to choose, a limit; or text that belongs to it no more."""
        current = self.current
        if current is None:
            return
        text = line.text
        lettered = wording.lettered(line.whole)
        answers = [text] if line.listed == "•" and wording.options_in(text) and not wording.BOX.search(text) else wording.options_in(text)
        answers = [text] if current.parts and re.fullmatch(r"£?\d[\d,.]*%?", text) else answers
        answers = answers or (wording.options_in(lettered.rest) if lettered else [])
        if not current.parts:
            if len(text) <= 2 * LONGEST:
                self._add(text)
            return
        if answers and not wording.is_field(current.text) and (current.options or not wording.is_field(text)):
            current.options += [each for each in answers if each not in current.options]
        elif line.listed or lettered:
            self._item(lettered.rest if lettered else text, current)
        elif wording.is_field(current.text):
            self.current = None
        elif len(text) <= LONGEST and (wording.FOLLOWS.match(text) or not wording.asks(current.text)):
            self._add(text)
        elif wording.limit_in(text) and len(text) < 120:
            current.limit = current.limit or wording.limit_in(text)
        else:
            self.current = None

    def _item(self, text: str, current: Found) -> None:
        """An item of a list below a question: an answer to choose, or a part of its words."""
        cued = wording.CHOOSE.search(current.text) or wording.MANY.search(current.text) or current.options
        whole = re.search(r"[;,?]$|\.$", text) is None and len(text) <= 90
        if cued and len(text) <= 160 and not text.endswith("?"):
            current.options.append(text.rstrip(";,"))
        elif whole and "?" in current.text and not wording.STEM.search(current.text) and not current.points:
            current.options.append(text)
            current.doubts.append("are these the answers to choose from, or points to write about?")
        elif len(text) <= LONGEST:
            current.parts.append(f"• {text}")
        else:
            self.current = None


def find(lines: Sequence[Line], title: str = "") -> list[Found]:
    """The questions in the order of the document, repeats included; those without numbers only where none has one.

    :param title: of the document, which is no chapter.
    """
    found = _Reader(lines, title).read()
    if any(not each.about for each in found):
        return found
    return [*found, *_unnumbered(lines, title, found)]


def _unnumbered(lines: Sequence[Line], title: str, found: Sequence[Found]) -> list[Found]:
    """Questions without numbers, where a document invites answers to them: as the calls of committees do."""
    taken = {each.text for each in found}
    made: list[Found] = []
    chapter, inviting = "", False
    for line in lines:
        if line.level:
            chapter = "" if line.text == title else line.text
            inviting = bool(_INVITES.search(line.text)) and not wording.ABOUT.search(line.text)
        elif inviting and line.text not in taken and wording.is_question(line.text) and wording.is_ask(line.text):
            each = Found("", chapter, line.page, doubts=["the document does not number it"])
            each.parts.append(line.text)
            each.limit = wording.limit_in(line.text)
            made.append(each)
        else:
            inviting = inviting or bool(_INVITES.search(line.text) and line.text.endswith(":"))
    return made if len(made) > 1 else []


_APART = re.compile(
    r"(?i)^(?:\d+\.?\s*)?(?:contents|foreword|introduction|ministerial foreword|executive summary|summary|background|preface|"
    r"how to (?:respond|submit|reply|take part)|"
    r"next steps|annex.*|appendix.*|glossary|acknowledgements|references|contact(?: us| details)?|privacy.*|confidentiality.*|"
    r"data protection.*|ways to respond|"
    r"about (?:you|this|the) .*|about you|.*what happens next.*|what is this.*|responding.*|alternative formats|"
    r"terms of reference|(?:guidance|call for evidence|submissions?)|further information)$"
)


def themes(lines: Sequence[Line], title: str = "") -> list[str]:
    """What a document without questions wants to hear about: the points of its terms of reference; else its chapters, without those that
    every document has."""
    points = _points(lines)
    if len(points) > 1:
        return points
    heads = [line for line in lines if line.level and line.text != title and not wording.is_contents(line.text)]
    if not heads:
        return []
    top = min(line.level for line in heads)
    return list(dict.fromkeys(line.text for line in heads if line.level == top and not _APART.match(line.text)))


def _points(lines: Sequence[Line]) -> list[str]:
    """The items of the first list below words that invite evidence on them."""
    made: list[str] = []
    inviting = False
    for line in lines:
        item = re.match(r"\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)]\s+", line.text)
        if inviting and (line.listed or item) and not line.level:
            words = line.text[item.end() :] if item else line.text
            made.append(re.sub(r"[;,.]?(?:\s+and)?[;,.]?$", "", words))
        elif made:
            break
        else:
            inviting = bool(_INVITES.search(line.text)) and line.text.endswith(":")
    return made

"""Reads BibTeX character by character where bibtexparser cannot be trusted: it repairs what has one meaning and reports the rest.

Braces count as BibTeX and biber count them: a backslash before a brace changes nothing, unless the value could not end otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from typing import NamedTuple

from toolkit.model.finding import Finding, Severity
from toolkit.model.span import Mark, Span


class Form(IntEnum):
    """How a value is written."""

    NOTHING = 0
    BRACES = 2
    QUOTES = 3
    WORD = 4
    """A number or the name of an @string."""
    PIECES = 5
    """Several of them, joined by ``#``."""


class RawField(NamedTuple):
    """A field as it stands in the text; `start` and `end` are offsets of the value, delimiters included."""

    name: str
    start: int
    end: int
    form: int
    pieces: tuple[tuple[int, int, int], ...] = ()
    """Start, end and form of each piece, where there are several."""


class RawEntry(NamedTuple):
    """An entry as it stands in the text: offsets of its ``@``, of the character after its last, and of its key."""

    start: int
    end: int
    kind: str
    key: str
    key_start: int
    fields: list[RawField]


class Text:
    """A bibliography's text, and the places in it."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self._lines: list[int] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        if not self._lines:
            self._lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def mark(self, start: int, end: int) -> Mark:
        return (*self.place(start), *self.place(end))

    def span(self, start: int, end: int) -> Span:
        line, column, end_line, end_column = self.mark(start, end)
        return Span(path=self.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def finding(self, code: str, where: tuple[int, int], message: str, help: str, severity: Severity = "error") -> Finding:
        return Finding(code=code, message=f"{message[0].upper()}{message[1:]}.", span=self.span(*where), severity=severity, help=help)


BLOCK = re.compile(r"@\s*+([^\W\d_][\w-]*+)\s*+([{(])")
_ENTRY_AHEAD = re.compile(r"@\s*+[^\W\d_][\w-]*+\s*+[{(]\s*+[^\s,{}=\"]++\s*+,\s*+[\w:.+-]++\s*+=")
"""An entry beyond doubt: type, key, comma, and the name of a field."""
_OTHER_AHEAD = r"@\s*+(?:(?i:string)\s*+[{(]\s*+[\w:.+-]++\s*+=|(?i:comment|preamble)\s*+[{(])"
_BLOCK_ON_NEW_LINE = re.compile(rf"(?:\A|(?<=[\n\r]))[ \t]*+(?={_ENTRY_AHEAD.pattern}|{_OTHER_AHEAD})")
_REST_OF_LINE = re.compile(r"[^\n\r]*+")
_SPACE = re.compile(r"(?:\s++|%[^\n\r]*+)*+")
_SPACE_OR_COMMA = re.compile(r"(?:[\s,]++|%[^\n\r]*+)*+")
_KEY = re.compile(r"[^\s,{}=%][^\s,{}]*+")
_KEY_WITH_SPACES = re.compile(r"[^,{}\"=\n\r]*?(?=\s*+,)")
_FIELD = re.compile(r"([^\s,={}()\"#%][^\s,={}()\"#]*+)\s*+=")
_WORD = re.compile(r"[^\s,={}()\"#%]++")
_BRACE = re.compile(r"[{}]")
_BRACE_UNLESS_ESCAPED = re.compile(r"(?<!\\)[{}]")
_QUOTE_OR_BRACE = re.compile(r"[{}\"]")
_BRACE_OR_PARENTHESIS = re.compile(r"[{})]")
_FIELD_INSIDE = re.compile(r"[\w-]++\s*+=\s*+[{\"]")

_HOW_TO_WRITE = "Write each field as name = {text}."


class _Stop(Exception):
    """A block cannot be read beyond a place; `resume` says where the next one begins, where that is known."""

    def __init__(self, at: int, why: str, do: str, resume: int = -1) -> None:
        super().__init__(why)
        self.at, self.why, self.do, self.resume = at, why, do, resume


class Scanner:
    """Reads the blocks of a stretch of text; `entries`, `strings` and `findings` grow in file order."""

    def __init__(self, source: Text) -> None:
        self.source, self.text = source, source.text
        self.entries: list[RawEntry] = []
        self.strings: list[RawEntry] = []
        """Each @string as an entry without a key and with one field."""
        self.findings: list[Finding] = []
        self._limits: list[int] | None = None
        """Where blocks beyond doubt begin on a line of their own."""
        self._pairs: dict[int, int] | None = None
        """The end of each pair of braces by its start, once a comment has turned out never to be closed."""

    def read(self, start: int, stop: int) -> int:
        """Read every block that begins in ``text[start:stop]``. The offset after the last of them, which may lie beyond `stop`."""
        at = start
        while match := BLOCK.search(self.text, at):
            if match.start() >= stop:
                break
            at = self._block(match, start)
            start = max(start, at) if at > match.end() else start
        return max(at, stop)

    def _block(self, match: re.Match[str], start: int) -> int:
        """Read the block that `match` opens; offset where the reading goes on."""
        at, line = match.start(), self._line_before(match.start(), start)
        if line[-1:].isalnum() or line[-1:] in {"_", ".", "-", "\\", "@"}:
            return at + 1  # an e-mail address, or a handle in the midst of a word
        if "%" in line:
            return self._commented(match)
        word = match[1].lower()
        if word == "comment":
            return self._comment(match)
        if word == "preamble":
            return self._preamble(match)
        if line.strip() and not _ENTRY_AHEAD.match(self.text, at):
            self._report(
                "LIB003",
                (at, match.end()),
                f"'{match[0].strip()}' stands in the midst of other text and was not read as an entry",
                "Start the entry on a line of its own, or write the sign @ as (at) where it is no entry.",
            )
            return match.end()
        return self._string(match) if word == "string" else self._entry(match)

    def _line_before(self, at: int, start: int) -> str:
        """What stands before `at` on its line and belongs to no block that has been read."""
        line = max(self.text.rfind("\n", start, at), self.text.rfind("\r", start, at), start - 1) + 1
        return self.text[line:at].lstrip("\ufeff")

    def _report(self, code: str, where: tuple[int, int], message: str, help: str, severity: Severity = "error") -> None:
        self.findings.append(self.source.finding(code, where, message, help, severity))

    def _commented(self, match: re.Match[str]) -> int:
        """A block behind a percent sign: pandoc takes it for a comment, BibTeX and biber do not."""
        end = self._skip(match.end(), _REST_OF_LINE)
        if match[1].lower() not in {"comment", "preamble"}:
            key = _KEY.match(self.text, self._skip(match.end(), _SPACE))
            name = f"'{key[0]}' " if key else ""
            self._report(
                "LIB008",
                (match.start(), end),
                f"the entry {name}stands behind a percent sign, which other programs read as a live entry; it was left out here",
                "Delete the entry, or delete the percent sign if it is to be used.",
                "warning",
            )
        return end

    def _comment(self, match: re.Match[str]) -> int:
        end = self._comment_end(match.end() - 1) or match.end()  # BibTeX ignores the word alone
        for inside in _ENTRY_AHEAD.finditer(self.text, match.end(), end):
            self._report(
                "LIB008",
                (inside.start(), inside.end()),
                "an entry stands within an @comment, where BibTeX reads it as a live entry; it was left out here",
                "Delete the entry, or take it out of the @comment if it is to be used.",
                "warning",
            )
        return end

    def _comment_end(self, at: int) -> int:
        """As :meth:`_balanced`, up to the end of the text; quick also where a thousand comments are never closed."""
        if self._pairs is None:
            end = (self._parenthesis if self.text[at] == "(" else self._balanced)(at, len(self.text))
            if end:
                return end
            self._pairs = {}
            opened: list[int] = []
            for brace in _BRACE.finditer(self.text):
                if brace[0] == "{":
                    opened.append(brace.start())
                elif opened:
                    self._pairs[opened.pop()] = brace.end()
        return self._pairs.get(at, 0)

    def _preamble(self, match: re.Match[str]) -> int:
        try:
            return self._closing(match.end() - 1)
        except _Stop as stop:
            self._report("LIB002", (match.start(), match.end()), f"this @preamble {stop.why}", stop.do)
            return match.end()

    def _string(self, match: re.Match[str]) -> int:
        try:
            at = self._skip(match.end(), _SPACE)
            name = _FIELD.match(self.text, at)
            if name is None:
                raise _Stop(at, "has no name and text", 'Write it as @string{dwp = "Department for Work and Pensions"}.')
            field = self._value(name)
            end = self._skip(field.end, _SPACE_OR_COMMA)
            if self._next(end) not in {"}", ")"}:
                raise _Stop(end, "lacks its closing brace", "Close it with }.")
        except _Stop as stop:
            self._report("LIB002", (match.start(), match.end()), f"this @string {stop.why}", stop.do)
            return match.end()
        self.strings.append(RawEntry(match.start(), end + 1, "string", "", name.start(), [field]))
        return end + 1

    def _entry(self, match: re.Match[str]) -> int:
        """Read one entry, as far as that is possible."""
        start, closer = match.start(), ")" if match[2] == "(" else "}"
        key, key_start, at, between = self._key(match, closer)
        fields: list[RawField] = []
        try:
            end = self._fields(at, closer, key, fields, comma_due=between)
        except _Stop as stop:
            return self._broken(match, key, key_start, fields, stop)
        self.entries.append(RawEntry(start, end, match[1].lower(), key, key_start, fields))
        return end

    def _broken(self, match: re.Match[str], key: str, key_start: int, fields: list[RawField], stop: _Stop) -> int:
        """Keep what could be read of an entry, and report the rest up to where the reading goes on."""
        start = match.start()
        swallowed = fields and _FIELD_INSIDE.search(self.text, fields[-1].start + 1, fields[-1].end)
        resume = stop.resume
        if resume < 0:
            resume = self._balanced(match.end() - 1, self._limit(start + 1)) if match[2] == "{" else 0
            resume = resume or self._limit(max(stop.at, start + 1))
        trouble = stop.at if key and stop.resume < 0 else start
        self._report(
            "LIB002", (trouble, trouble + len(self.text[trouble:resume].rstrip())), f"the entry {self._named(key)} {stop.why}", stop.do
        )
        if key:
            read = fields[:-1] if swallowed else fields
            end = max(match.end(), key_start + len(key), resume if stop.resume < 0 else fields[-1].end if fields else 0)
            self.entries.append(RawEntry(start, end, match[1].lower(), key, key_start, read))
        return resume

    def _named(self, key: str) -> str:
        return f"'{key}'" if key else "without a key"

    def _key(self, match: re.Match[str], closer: str) -> tuple[str, int, int, bool]:
        """Key, its offset, the offset after it, and whether a comma should follow there."""
        at = self._skip(match.end(), _SPACE)
        field = _FIELD.match(self.text, at)
        if field and self._next(self._skip(field.end(), _SPACE)) in {"{", '"'}:
            return "", at, at, False
        spaced = _KEY_WITH_SPACES.match(self.text, at)
        plain = _KEY.match(self.text, at)
        key = spaced[0] if spaced else plain[0] if plain else ""
        if closer == ")" and not spaced:
            key = key.partition(")")[0]
        return key, at, at + len(key), True

    def _fields(self, at: int, closer: str, key: str, fields: list[RawField], comma_due: bool) -> int:
        """Read fields up to the end of the entry; the offset after its closing brace."""
        while True:
            after = self._skip(at, _SPACE)
            if self._next(after) == ",":
                comma_due = False
                after = self._skip(after, _SPACE_OR_COMMA)
            if self._next(after) == closer:
                return after + 1
            name = _FIELD.match(self.text, after)
            if name is None:
                raise self._stuck(after, closer, fields)
            if comma_due:
                before = f"after '{fields[-1].name}'" if fields else "after its key"
                self._report(
                    "LIB004",
                    (after, name.end(1)),
                    f"a comma is missing before '{name[1]}' in the entry {self._named(key)}: other programs run two fields together",
                    f"Put a comma {before}.",
                )
            field = self._value(name)
            fields.append(field)
            at, comma_due = field.end, True

    def _stuck(self, at: int, closer: str, fields: list[RawField]) -> _Stop:
        if at >= len(self.text) or BLOCK.match(self.text, at):
            return _Stop(at, "lacks its closing brace, or another brace in it is not closed", f"Close it with {closer}.", resume=at)
        word = _WORD.match(self.text, at)
        where = f"after '{fields[-1].name}'" if fields else "after its key"
        return _Stop(at, f"cannot be read {where}: '{word[0] if word else self.text[at]}' is no field", _HOW_TO_WRITE)

    def _value(self, name: re.Match[str]) -> RawField:
        """The value after ``name =``, with all its pieces."""
        at = self._skip(name.end(), _SPACE)
        pieces: list[tuple[int, int, int]] = []
        while True:
            first = self._next(at)
            if first == "{":
                end, form = self._closing(at), Form.BRACES
            elif first == '"':
                end, form = self._closing_quote(at), Form.QUOTES
            elif word := _WORD.match(self.text, at):
                end, form = word.end(), Form.WORD
            else:
                break
            pieces.append((at, end, form))
            after = self._skip(end, _SPACE)
            if self._next(after) != "#":
                if len(pieces) == 1:
                    return RawField(name[1].lower(), at, end, form)
                return RawField(name[1].lower(), pieces[0][0], end, Form.PIECES, tuple(pieces))
            at = self._skip(after + 1, _SPACE)
        if pieces or self._next(at) not in {",", "}", ")"}:
            raise _Stop(at, f"has no readable value for '{name[1]}'", _HOW_TO_WRITE)
        self._report("LIB002", (name.start(), name.end()), f"the field '{name[1]}' has no value", "Write its text in braces, or delete it.")
        return RawField(name[1].lower(), at, at, Form.NOTHING)

    def _skip(self, at: int, what: re.Pattern[str]) -> int:
        match = what.match(self.text, at)
        return match.end() if match else at

    def _closing(self, at: int) -> int:
        """Offset after the brace or parenthesis that closes the one at `at`."""
        if self.text[at] == "(":
            if end := self._parenthesis(at, self._limit(at)):
                return end
            raise _Stop(at, "has a parenthesis that is never closed", "Close it with ).")
        limit = self._limit(at)
        plain = self._balanced(at, limit)
        if plain and ("\\" not in self.text[at:plain] or self._value_ends(plain)):
            return plain
        if end := self._balanced(at, limit, _BRACE_UNLESS_ESCAPED) or plain:
            return end
        raise _Stop(at, "has a brace that is never closed", "Close it with }.")

    def _balanced(self, at: int, limit: int, braces: re.Pattern[str] = _BRACE) -> int:
        """Offset after the brace that closes the one at `at`; 0 where none does before `limit`."""
        depth = 0
        for brace in braces.finditer(self.text, at, limit):
            depth += 1 if brace[0] == "{" else -1
            if depth == 0:
                return brace.end()
        return 0

    def _parenthesis(self, at: int, limit: int) -> int:
        depth = 0
        for sign in _BRACE_OR_PARENTHESIS.finditer(self.text, at, limit):
            if sign[0] == ")" and depth <= 0:
                return sign.end()
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
        return 0

    def _closing_quote(self, at: int) -> int:
        """Offset after the quotation mark that ends the value: outside braces, and followed by what may follow a value.

        BibTeX ends the value at the first one outside braces; that is taken where none is followed so.
        """
        depth, first = 0, 0
        for sign in _QUOTE_OR_BRACE.finditer(self.text, at + 1, self._limit(at)):
            if sign[0] == "{":
                depth += 1
            elif sign[0] == "}":
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0:
                if self._value_ends(sign.end()):
                    return sign.end()
                first = first or (0 if self.text[sign.start() - 1] == "\\" else sign.end())
        if first:
            return first
        raise _Stop(at, "has a quotation mark that is never closed", 'Close it with ".')

    def _value_ends(self, at: int) -> bool:
        after = self._skip(at, _SPACE)
        return self._next(after) in {",", "#", "}", ")"} or _FIELD.match(self.text, after) is not None

    def _next(self, at: int) -> str:
        return self.text[at : at + 1]

    def _limit(self, at: int) -> int:
        """Where the next entry beyond doubt begins on a new line: no value reaches over it."""
        if self._limits is None:
            self._limits = [match.end() for match in _BLOCK_ON_NEW_LINE.finditer(self.text)]
        number = bisect_right(self._limits, at)
        return self._limits[number] if number < len(self._limits) else len(self.text)

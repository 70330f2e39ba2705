"""Where the values of fields end: the careful half of reading BibTeX, on which :mod:`toolkit.load.bibtex_scan` rests.

Braces count as BibTeX and biber count them: a backslash before a brace changes nothing, unless the value could not end otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from toolkit.load.bibtex_text import Form, RawField

ENTRY_AHEAD = re.compile(r"@\s*+[^\W\d_][\w-]*+\s*+[{(]\s*+[^\s,{}=\"]++\s*+,\s*+[\w:.+-]++\s*+=")
"""An entry beyond doubt: type, key, comma, and the name of a field."""
FIELD = re.compile(r"([^\s,={}()\"#%][^\s,={}()\"#]*+)\s*+=")
WORD = re.compile(r"[^\s,={}()\"#%]++")
SPACE = re.compile(r"(?:\s++|%[^\n\r]*+)*+")
HOW_TO_WRITE = "Write each field as name = {text}."

_OTHER_AHEAD = r"@\s*+(?:(?i:string)\s*+[{(]\s*+[\w:.+-]++\s*+=|(?i:comment|preamble)\s*+[{(])"
_BLOCK_ON_NEW_LINE = re.compile(rf"(?:\A|(?<=[\n\r]))[ \t]*+(?={ENTRY_AHEAD.pattern}|{_OTHER_AHEAD})")
_BRACE = re.compile(r"[{}]")
_BRACE_UNLESS_ESCAPED = re.compile(r"(?<!\\)[{}]")
_QUOTE_OR_BRACE = re.compile(r"[{}\"]")
_BRACE_OR_PARENTHESIS = re.compile(r"[{})]")


class Stop(Exception):
    """Nothing can be read beyond a place; `resume` says where the next one begins, where that is known."""

    def __init__(self, at: int, why: str, do: str, resume: int = -1) -> None:
        super().__init__(why)
        self.at, self.why, self.do, self.resume = at, why, do, resume


class Values:
    """Reads values in a text; all offsets are of that text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._limits: list[int] | None = None
        """Where blocks beyond doubt begin on a line of their own."""
        self._pairs: dict[int, int] | None = None
        """The end of each pair of braces by its start, once a comment has turned out never to be closed."""

    def read(self, name: re.Match[str]) -> RawField:
        """The value after ``name =``, with all its pieces."""
        at = self.skip(name.end(), SPACE)
        pieces: list[tuple[int, int, int]] = []
        while True:
            first = self.next(at)
            if first == "{":
                end, form = self.closing(at), Form.BRACES
            elif first == '"':
                end, form = self._closing_quote(at), Form.QUOTES
            elif word := WORD.match(self.text, at):
                end, form = word.end(), Form.WORD
            else:
                break
            pieces.append((at, end, form))
            after = self.skip(end, SPACE)
            if self.next(after) != "#":
                if len(pieces) == 1:
                    return RawField(name[1].lower(), at, end, form)
                return RawField(name[1].lower(), pieces[0][0], end, Form.PIECES, tuple(pieces))
            at = self.skip(after + 1, SPACE)
        if pieces or self.next(at) not in {",", "}", ")"}:
            raise Stop(at, f"has no readable value for '{name[1]}'", HOW_TO_WRITE)
        return RawField(name[1].lower(), at, at, Form.NOTHING)

    def skip(self, at: int, what: re.Pattern[str]) -> int:
        """The offset after what a pattern matches at an offset."""
        match = what.match(self.text, at)
        return match.end() if match else at

    def closing(self, at: int) -> int:
        """Offset after the brace or parenthesis that closes the one at `at`."""
        if self.text[at] == "(":
            if end := self._parenthesis(at, self.limit(at)):
                return end
            raise Stop(at, "has a parenthesis that is never closed", "Close it with ).")
        limit = self.limit(at)
        plain = self.balanced(at, limit)
        if plain and ("\\" not in self.text[at:plain] or self._value_ends(plain)):
            return plain
        if end := self.balanced(at, limit, _BRACE_UNLESS_ESCAPED) or plain:
            return end
        raise Stop(at, "has a brace that is never closed", "Close it with }.")

    def balanced(self, at: int, limit: int, braces: re.Pattern[str] = _BRACE) -> int:
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
        for sign in _QUOTE_OR_BRACE.finditer(self.text, at + 1, self.limit(at)):
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
        raise Stop(at, "has a quotation mark that is never closed", 'Close it with ".')

    def _value_ends(self, at: int) -> bool:
        after = self.skip(at, SPACE)
        return self.next(after) in {",", "#", "}", ")"} or FIELD.match(self.text, after) is not None

    def next(self, at: int) -> str:
        """The character at an offset; empty at the end of the text."""
        return self.text[at : at + 1]

    def limit(self, at: int) -> int:
        """Where the next entry beyond doubt begins on a new line: no value reaches over it."""
        if self._limits is None:
            self._limits = [match.end() for match in _BLOCK_ON_NEW_LINE.finditer(self.text)]
        number = bisect_right(self._limits, at)
        return self._limits[number] if number < len(self._limits) else len(self.text)

    def end_of_comment(self, at: int) -> int:
        """As :meth:`balanced`, up to the end of the text; quick also where a thousand comments are never closed."""
        if self._pairs is None:
            end = (self._parenthesis if self.text[at] == "(" else self.balanced)(at, len(self.text))
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

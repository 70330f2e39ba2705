"""Reads BibTeX character by character where bibtexparser cannot be trusted: it repairs what has one meaning and reports the rest."""

from __future__ import annotations

import re

from toolkit.load.bibtex_text import Form, RawEntry, RawField, Text
from toolkit.load.bibtex_values import ENTRY_AHEAD, FIELD, HOW_TO_WRITE, SPACE, WORD, Stop, Values
from toolkit.model.finding import Finding, Severity

BLOCK = re.compile(r"@\s*+([^\W\d_][\w-]*+)\s*+([{(])")
_REST_OF_LINE = re.compile(r"[^\n\r]*+")
_SPACE_OR_COMMA = re.compile(r"(?:[\s,]++|%[^\n\r]*+)*+")
_KEY = re.compile(r"[^\s,{}=%][^\s,{}]*+")
_OTHER_MARK = re.compile(r"\s*(?:#+|//+|--|;+|<!--|/\*)\s*")
"""Signs by which other languages know a comment."""
_KEY_WITH_SPACES = re.compile(r"[^,{}\"=\n\r]*?(?=\s*+,)")
_FIELD_INSIDE = re.compile(r"[\w-]++\s*+=\s*+[{\"]")


class Scanner:
    """Reads the blocks of a stretch of text; `entries`, `strings` and `findings` grow in file order."""

    def __init__(self, source: Text) -> None:
        self.source, self.text = source, source.text
        self.entries: list[RawEntry] = []
        self.strings: list[RawEntry] = []
        """Each @string as an entry without a key and with one field."""
        self.findings: list[Finding] = []
        self.values = Values(source.text)

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
        if _OTHER_MARK.fullmatch(line) and ENTRY_AHEAD.match(self.text, at):
            self._report(
                "LIB008",
                (at, match.end()),
                f"'{line.strip()}' comments nothing out in BibTeX: the entry behind it is read",
                "Delete the entry, or delete the sign if it is to be used.",
                "warning",
            )
        if line.strip() and not ENTRY_AHEAD.match(self.text, at):
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
        end = self.values.skip(match.end(), _REST_OF_LINE)
        if match[1].lower() not in {"comment", "preamble"}:
            key = _KEY.match(self.text, self.values.skip(match.end(), SPACE))
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
        end = self.values.end_of_comment(match.end() - 1) or match.end()  # BibTeX ignores the word alone
        for inside in ENTRY_AHEAD.finditer(self.text, match.end(), end):
            self._report(
                "LIB008",
                (inside.start(), inside.end()),
                "an entry stands within an @comment, where BibTeX reads it as a live entry; it was left out here",
                "Delete the entry, or take it out of the @comment if it is to be used.",
                "warning",
            )
        return end

    def _preamble(self, match: re.Match[str]) -> int:
        try:
            return self.values.closing(match.end() - 1)
        except Stop as stop:
            self._report("LIB002", (match.start(), match.end()), f"this @preamble {stop.why}", stop.do)
            return match.end()

    def _string(self, match: re.Match[str]) -> int:
        try:
            at = self.values.skip(match.end(), SPACE)
            name = FIELD.match(self.text, at)
            if name is None:
                raise Stop(at, "has no name and text", 'Write it as @string{dwp = "Department for Work and Pensions"}.')
            field = self._field(name)
            end = self.values.skip(field.end, _SPACE_OR_COMMA)
            if self.values.next(end) not in {"}", ")"}:
                raise Stop(end, "lacks its closing brace", "Close it with }.")
        except Stop as stop:
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
        except Stop as stop:
            return self._broken(match, key, key_start, fields, stop)
        self.entries.append(RawEntry(start, end, match[1].lower(), key, key_start, fields))
        return end

    def _broken(self, match: re.Match[str], key: str, key_start: int, fields: list[RawField], stop: Stop) -> int:
        """Keep what could be read of an entry, and report the rest up to where the reading goes on."""
        start = match.start()
        swallowed = fields and _FIELD_INSIDE.search(self.text, fields[-1].start + 1, fields[-1].end)
        resume = stop.resume
        if resume < 0:
            resume = self.values.balanced(match.end() - 1, self.values.limit(start + 1)) if match[2] == "{" else 0
            resume = resume or self.values.limit(max(stop.at, start + 1))
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
        at = self.values.skip(match.end(), SPACE)
        field = FIELD.match(self.text, at)
        if field and self.values.next(self.values.skip(field.end(), SPACE)) in {"{", '"'}:
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
            after = self.values.skip(at, SPACE)
            if self.values.next(after) == ",":
                comma_due = False
                after = self.values.skip(after, _SPACE_OR_COMMA)
            if self.values.next(after) == closer:
                return after + 1
            name = FIELD.match(self.text, after)
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
            field = self._field(name)
            fields.append(field)
            at, comma_due = field.end, True

    def _stuck(self, at: int, closer: str, fields: list[RawField]) -> Stop:
        if at >= len(self.text) or BLOCK.match(self.text, at):
            return Stop(at, "lacks its closing brace, or another brace in it is not closed", f"Close it with {closer}.", resume=at)
        word = WORD.match(self.text, at)
        where = f"after '{fields[-1].name}'" if fields else "after its key"
        return Stop(at, f"cannot be read {where}: '{word[0] if word else self.text[at]}' is no field", HOW_TO_WRITE)

    def _field(self, name: re.Match[str]) -> RawField:
        field = self.values.read(name)
        if field.form == Form.NOTHING:
            where = name.start(), name.end()
            self._report("LIB002", where, f"the field '{name[1]}' has no value", "Write its text in braces, or delete it.")
        return field

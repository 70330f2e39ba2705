"""``evidence/archive/archive.lock``: which copies are kept of which source, as the archive writes it and as people may annotate it.

An entry is a key of the bibliography with its editions, the newest last. New ones are spliced in; every other byte stays, comments too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, Field, ValidationError

from toolkit.model.errors import ToolkitError
from toolkit.model.span import Frozen
from toolkit.model.values import Day

PATH = "evidence/archive/archive.lock"
HEAD = """\
# The copies of sources beside this file, by key of bibliography.bib; the newest edition of each comes last.
# 'consult archive add' writes here and 'consult archive verify' compares the files; comments may be added.
"""
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PLAIN = re.compile(r"[A-Za-z][\w ./+-]*(?<! )|\d{4}-\d\d-\d\d")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_WORDS_OF_YAML = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
_DEEPEST = 100
"""Brackets or dashes: an entry needs two, and the parser behind PyYAML recurses for each until it crashes."""
UNSOUND = "Bring back the last version that was sound, with git for instance; its form is that of the entries around it."


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_Line = Annotated[str, AfterValidator(_on_one_line)]


class Edition(Frozen):
    """One copy of a source."""

    file: str = Field(pattern=r"^[^/\\\x00-\x1f]+$")
    """Its name, beside the lock."""
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    """Of the file; of one whose name ends in ``.gz``, of what is packed in it: a page as its server sent it."""
    captured: Day
    """The day on which the source looked like this."""
    url: _Line = ""
    how: _Line = ""
    """How it came here."""
    time: str = Field("", pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$")
    """Of what was fetched, the moment (UTC)."""
    final: _Line = ""
    """Of what was fetched, the address in the end, where there were redirects."""
    status: int | None = Field(None, ge=100, le=999)
    """Of what was fetched, the number with which the server answered."""
    type: _Line = ""
    """Of what was fetched, what the server called it: ``text/html; charset=utf-8``."""
    note: _Line = ""

    @property
    def charset(self) -> str:
        """The encoding that the server named; empty where it named none."""
        return charset_of(self.type)

    @property
    def live(self) -> bool:
        """Whether it was fetched from the web as a page, which may say something else tomorrow."""
        return bool(self.time) and ".html" in self.file


def charset_of(kind: str) -> str:
    """The encoding in what a server called something: ``utf-8`` in ``text/html; charset=utf-8``."""
    found = _CHARSET.search(kind)
    return found[1] if found else ""


Editions = dict[str, tuple[Edition, ...]]
"""By key of the bibliography, the newest last."""


def read_lock(text: str) -> Editions:
    """What a lock says. :raises ToolkitError: with the line, where it cannot be made out."""
    found: Editions = {}
    for key, value in _pairs(_root(text)):
        if key.value in found:
            raise _unreadable(key, f"'{key.value}' is entered twice.")
        if not isinstance(value, yaml.SequenceNode) or not value.value:
            raise _unreadable(key, f"'{key.value}' should hold a list of copies, each with file, sha256 and captured.")
        found[key.value] = tuple(_edition(key.value, item) for item in value.value)
    return found


def with_edition(text: str, key: str, edition: Edition) -> str:
    """The lock with one more edition of a source, its newest; every byte that was there stays.

    :raises ToolkitError: where the lock cannot be made out, or is written in a way that leaves no place for it.
    """
    wanted = read_lock(text)
    wanted[key] = (*wanted.get(key, ()), edition)
    text = text if text.strip() else HEAD
    text = text if text.endswith("\n") else f"{text}\n"
    lines = text.splitlines(keepends=True)
    pairs = sorted(_pairs(_root(text)), key=lambda pair: pair[0].start_mark.line)
    same = next((value for known, value in pairs if known.value == key), None)
    written = _written(edition)
    if same is None:
        at, written = _place(pairs, lines, key), [f"{_scalar(key)}:\n", *written]
    else:
        at, indent = _end(same, lines), " " * same.start_mark.column
        written = [indent + line.removeprefix("  ") for line in written]
    if "\r\n" in text:
        written = [line.replace("\n", "\r\n") for line in written]
    made = "".join((*lines[:at], *written, *lines[at:]))
    try:
        kept = read_lock(made) == wanted
    except ToolkitError:
        kept = False
    if not kept:
        raise ToolkitError(
            f"{PATH} has no place for a further edition of '{key}'.",
            do="Write its copies one below the other, each beginning with '- file:', without brackets, and try again.",
        )
    return made


def _root(text: str) -> yaml.Node | None:
    try:
        if _deep(text):
            raise ToolkitError(f"{PATH} cannot be read: it is nested too deeply.", do=UNSOUND)
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" from line {mark.line + 1} on" if mark else ""
        said = getattr(error, "problem", "") or "a character is not allowed"
        raise ToolkitError(f"{PATH} cannot be read{where}.", f"({said})", UNSOUND) from None


def _deep(text: str) -> bool:
    depth = worst = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        worst = max(worst, depth)
    return worst > _DEEPEST or bool(re.search(rf"(?m)^[ \t]*(?:[-?:][ \t]+){{{_DEEPEST}}}", text))


def _pairs(root: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return
    if not isinstance(root, yaml.MappingNode):
        raise _unreadable(root, "Keys of the bibliography are expected, each with its copies.")
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode):
            raise _unreadable(key, "A key of the bibliography is expected.")
        yield key, value


def _edition(key: str, node: yaml.Node) -> Edition:
    fields = {}
    for name, value in _pairs(node):
        if not isinstance(value, yaml.ScalarNode) or name.value in fields:
            raise _unreadable(name, f"'{name.value}' of '{key}' should be written once, as text.")
        fields[name.value] = value.value
    try:
        return Edition.model_validate(fields)
    except ValidationError as error:
        fault = error.errors()[0]
        field = ".".join(map(str, fault["loc"]))
        says = {"missing": f"'{field}' is missing", "extra_forbidden": f"'{field}' is not known here"}
        raise _unreadable(node, f"In a copy of '{key}' {says.get(fault['type'], f'{field!r} is not what it should be')}.") from None


def _unreadable(node: yaml.Node, what: str) -> ToolkitError:
    return ToolkitError(f"{PATH}, line {node.start_mark.line + 1}: {what}", do=UNSOUND)


def _place(pairs: list[tuple[yaml.ScalarNode, yaml.Node]], lines: list[str], key: str) -> int:
    """The line before which a new entry is put: behind the last one that comes before it in the alphabet."""
    before = [value for known, value in pairs if known.value < key]
    if before:
        return _end(before[-1], lines)
    if not pairs:
        return len(lines)
    at: int = pairs[0][0].start_mark.line
    while at and lines[at - 1].startswith("#") and any(not line.startswith("#") for line in lines[: at - 1]):
        at -= 1  # remarks on the first entry, as against the head of the file
    return at


def _end(node: yaml.Node, lines: list[str]) -> int:
    """The line behind the last one of a value: its end as the parser has it may lie behind remarks on the next entry."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    end: int = mark.line + 1 if mark.column else mark.line
    while end > node.start_mark.line + 1 and not lines[end - 1].strip():
        end -= 1  # a text block ends behind the empty lines after it
    return end


def _written(edition: Edition) -> list[str]:
    fields: Mapping[str, object] = edition.model_dump(exclude_defaults=True)
    pairs = [f"{name}: {_scalar(value) if isinstance(value, str) else value}\n" for name, value in fields.items()]
    return [f"  {'- ' if number == 0 else '  '}{pair}" for number, pair in enumerate(pairs)]


def _scalar(text: str) -> str:
    """Text as YAML writes it on one line, plain where no reader could take it for anything else."""
    if re.fullmatch(r"https?://[^\s#,\[\]{}'\"]+(?<!:)", text) or re.fullmatch(r"[0-9a-f]{64}", text):
        return text
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    quoted: str = yaml.dump(text, Dumper=yaml.SafeDumper, default_style='"', allow_unicode=True, width=100_000).strip()
    return quoted

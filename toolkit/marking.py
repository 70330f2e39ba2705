"""Fields of one claim or passage set in its file: by splicing, in the file as somebody saw it, and read again before it is written.

Where the file has changed since, nothing is written: what somebody else did meanwhile is never lost.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import islice, takewhile
from typing import Any, NamedTuple

from toolkit.disk import Files, digest, splice, write_whole
from toolkit.load.evidence import read_evidence
from toolkit.load.prose import read_passage
from toolkit.load.text import decode
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim, Passage
from toolkit.model.finding import Edit
from toolkit.model.span import Span
from toolkit.record.fields import with_fields

Thing = Claim | Passage
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class ChangedMeanwhile(ToolkitError):
    """The file is no longer as it was when its claim was looked at."""


class Held(NamedTuple):
    """A claim or passage as it stands in its file, and which file that was."""

    thing: Thing
    path: str
    """Relative to the workspace."""
    sha256: str
    """Of the file."""
    things: Mapping[str, Thing]
    """All that the file holds, by id."""


def hold(files: Files, path: str, id_: str) -> Held | None:
    """A claim or passage as its file has it now; None where it is not there any more."""
    data = files.read(path)
    if data is None:
        return None
    things = _things(decode(data, path)[0], path)
    return Held(things[id_], path, digest(data), things) if id_ in things else None


def mark(files: Files, held: Held, values: Mapping[str, str], remark: str = "") -> str:
    """Set fields of a claim or passage, each in its place or on a new line behind its status; the path of the file.

    :param values: by dotted name of the field (``status``, ``values.share``); days as 2017-03-01.
    :param remark: a comment behind the status.
    :raises ChangedMeanwhile: where the file is not as it was when it was held.
    :raises ToolkitError: where the file leaves no place for a field, or cannot be written. Nothing has changed then.
    """
    path, id_ = held.path, held.thing.id
    before = files.read(path) or b""
    if digest(before) != held.sha256:
        raise ChangedMeanwhile(f"{path} has changed meanwhile, so nothing was written to it.", do="Look at it again.")
    text, problems = decode(before, path)
    last = {**{field: value for field, value in values.items() if field != "status"}, **values}  # of new fields the status comes first
    made = with_fields(text, held.thing.origin, last, behind="status", remark=remark)
    wanted = {name: _plain(thing) for name, thing in held.things.items()}
    _set(wanted[id_], values)
    if problems or {name: _plain(thing) for name, thing in _things(made, path).items()} != wanted:
        lines = "\n".join(f"    {name}: {value}" for name, value in values.items())
        what = "claim" if isinstance(held.thing, Claim) else "passage"
        raise ToolkitError(f"The {what} '{id_}' in {path} leaves no place for its new status.", do=f"Write it there by hand:\n{lines}")
    write_whole(files.root / path, splice(before, _edits(path, text, made, held.sha256)))
    return path


def _things(text: str, path: str) -> dict[str, Thing]:
    if path.endswith(".md"):
        passage, _ = read_passage(text, path)
        return {} if passage is None else {passage.id: passage}
    return {claim.id: claim for claim in read_evidence(text, path).claims}


def _plain(thing: Thing) -> dict[str, Any]:
    """All that it says, and not where."""
    said = thing.model_dump(mode="json", exclude={"origin", "prose"})
    return said | {"prose": thing.prose.text} if isinstance(thing, Passage) else said


def _set(said: dict[str, Any], values: Mapping[str, str]) -> None:
    for field, value in values.items():
        name, _, below = field.partition(".")
        if below:
            said[name][below] = value
        else:
            said[name] = value


def _edits(path: str, before: str, after: str, sha256: str) -> list[Edit]:
    """The lines that differ, so that every other byte of the file stays, its line ends too."""
    old, new = _LINE.findall(before), _LINE.findall(after)
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    rest = min(len(old), len(new)) - head
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], islice(zip(reversed(old), reversed(new), strict=False), rest)))

    def place(line: int) -> tuple[int, int]:
        return (line + 1, 1) if line < len(old) or not old or old[-1].endswith("\n") else (line, len(old[-1]) + 1)

    edits: list[Edit] = []
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for kind, a, b, c, d in middle.get_opcodes():
        if kind != "equal":
            (line, column), (end_line, end_column) = place(head + a), place(head + b)
            span = Span(path=path, line=line, column=column, end_line=end_line, end_column=end_column)
            edits.append(Edit(span=span, text="".join(new[head + c : head + d]), sha256=sha256))
    return edits

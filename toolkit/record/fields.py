"""One field of a YAML file set by splicing, so that comments, order and every other byte stay."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from toolkit.model.span import Origin

_PLAIN = re.compile(r"[A-Za-z][\w-]*|\d{4}-\d{2}-\d{2}")


def with_field(text: str, origin: Origin, field: str, value: str, *, behind: str = "", remark: str = "") -> str:
    """The text with a field of one thing set: its value replaced, or a line added behind the thing's first fields.

    The one who calls reads the result again: a thing that is written on one line, in braces, has no place for another line.

    :param origin: where the thing and its fields stand in this very text.
    :param behind: the field behind whose line a new one goes, where it is there.
    :param remark: a comment behind the value; one of somebody else's that stands there already stays.
    """
    lines = text.split("\n")
    mark = origin.marks.get(field)
    if mark is not None:
        line, column, end_line, end_column = mark
        tail = lines[end_line - 1][end_column - 1 :]
        old = re.fullmatch(r"[ \t]*(?:#.*)?", tail)
        ours = old is not None and (not tail.strip() or tail.strip().startswith(f"# {_MARK}"))
        tail = f"  # {_MARK}{remark}" if remark and ours else tail
        lines[line - 1 : end_line] = [lines[line - 1][: column - 1] + _scalar(value) + tail]
        return "\n".join(lines)
    at, indent = _place(lines, origin, behind)
    lines.insert(at, f"{indent}{field}: {_scalar(value)}" + (f"  # {_MARK}{remark}" if remark else ""))
    return "\n".join(lines)


_MARK = "since "
"""How our own remarks begin: a later one takes the place of an earlier one."""


def with_fields(text: str, origin: Origin, values: Mapping[str, str], *, behind: str = "", remark: str = "") -> str:
    """The text with several fields of one thing set as :func:`with_field` does, and read but once: the last in the file comes first.

    New fields stand in the reverse order of `values`, so that the one named last comes first.

    :param remark: a comment behind the field `behind`, where that is set.
    """
    lines = text.split("\n")

    def place(field: str) -> tuple[int, int]:
        mark = origin.marks.get(field)
        return (mark[0], mark[1]) if mark is not None else (_place(lines, origin, behind)[0] + 1, 0)  # before what stands on the next line

    for field in sorted(values, key=place, reverse=True):
        text = with_field(text, origin, field, values[field], behind=behind, remark=remark if field == behind else "")
    return text


def _place(lines: list[str], origin: Origin, behind: str) -> tuple[int, str]:
    """The index of the line for a new field, and its indentation."""
    key = origin.marks.get("id")
    if key is not None:  # a thing below its id
        indents = (re.match(r"[ \t]*", line)[0] for line in lines[key[0] :] if line.strip() and not line.lstrip().startswith("#"))  # type: ignore[index]
        return origin.marks[behind][2] if behind in origin.marks else key[0], next(indents, "")
    tops = sorted(mark[2] for name, mark in origin.marks.items() if name and "." not in name and mark[0] == mark[2] and mark[1] > 1)
    return (tops[0] if tops else 0), ""


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)

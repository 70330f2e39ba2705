"""The template of a kind of document at work: what it may call besides the functions of texts, and where what it says comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from toolkit.compose import marks
from toolkit.compose.escape import Markdown, escape
from toolkit.compose.fields import Fields
from toolkit.compose.functions import Composition
from toolkit.model.kind import Kind
from toolkit.model.span import Prose
from toolkit.model.values import long_date, long_moment


class Woven(NamedTuple):
    """What the sections came to, and which claims each of them placed, in the order of the document."""

    text: str
    placed: list[tuple[str, tuple[str, ...]]]
    """(heading, ids of claims)."""


def print_kind(
    kind: Kind, composition: Composition, woven: Woven, fields: Fields, summary: Callable[[], str], sign_off: Callable[[], str]
) -> str:
    """The whole text of a document, with marks. What is wrong in the template becomes a finding at its line and column."""
    response, workspace = composition.response, composition.workspace
    last = len(woven.placed) - 1
    outside = marks.mark(marks.SECTION, len(woven.placed))
    parts: dict[str, Callable[[], str]] = {
        "summary": summary,
        # What follows the sections belongs to none of them, but for the sign-off.
        "sections": lambda: woven.text + outside,
        "sign_off": lambda: (marks.mark(marks.SECTION, last) if last >= 0 else "") + sign_off() + outside,
        "document_title": lambda: _box("title"),
        "contents": lambda: _box("contents"),
        "page_break": lambda: _box("page-break"),
        "sources": lambda: _box("sources"),
    }
    back = "" if kind.path else composition.templates.place(response.span("document"), fixed=True)
    functions: dict[str, Callable[..., Any]] = {
        **{name: _returning(part, back) for name, part in parts.items()},
        "where_placed": lambda claims, **_: _where_placed(claims, woven),
        "spoken": lambda words, **_: Markdown(f"{_box('spoken', words)}{back}" if words else ""),
        "grouped": lambda items, name, **_: _grouped(items, name),
    }
    moment = response.outline.embargo
    names = {
        "title": escape(response.outline.title),
        "subtitle": escape(response.outline.subtitle or ""),
        "notice": escape(response.outline.notice or ""),
        "date": escape(long_date(response.outline.date)),
        "embargo": escape(long_moment(moment)) if moment else "",
        "contacts": workspace.configuration.contacts,
        "fields": fields,
        "kind": kind,
    }
    templates = composition.templates.widened(functions, names)
    lines = tuple((match.start(), number, 1) for number, match in enumerate(re.finditer(r"(?m)^", kind.template), 1))
    prose = Prose(text=kind.template, path=kind.path or f"kinds/{kind.name}/template.md", lines=lines)
    # A template that does not lie in the workspace is nobody's to correct: what it says stands at the line that asks for it.
    return templates.placed(prose) if kind.path else back + templates.inline(prose, {})


def _returning(part: Callable[[], str], back: str) -> Callable[..., Markdown]:
    return lambda **_: Markdown(part() + back)


def _box(what: str, inside: str = "&nbsp;") -> str:
    return f'\n\n::: {{ct="{what}" n="0"}}\n{inside}\n:::\n\n'


def _where_placed(claims: Iterable[str] | None, woven: Woven) -> Markdown:
    """The headings under which some claims stand, each with the number of them: ``The case (3), Elsewhere (1)``."""
    wanted = set(claims or ())
    counts = ((heading, len(wanted.intersection(ids))) for heading, ids in woven.placed)
    return Markdown(", ".join(f"{escape(heading)} ({count})" for heading, count in counts if count and heading))


def _grouped(items: Iterable[Fields] | None, name: str) -> list[tuple[Any, list[Fields]]]:
    """Entries of a list by what one of their fields says, both in the order in which they come."""
    groups: dict[str, tuple[Any, list[Fields]]] = {}
    for item in items or ():
        value = getattr(item, name, None)
        groups.setdefault(marks.ANY.sub("", str(value or "")), (value, []))[1].append(item)
    return list(groups.values())

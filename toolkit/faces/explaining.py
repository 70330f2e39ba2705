"""What the checks are, as an officer reads it in a terminal: one page a check, or all of them in a list."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

import click

from toolkit.check.engine import Known, known_rules, nearest
from toolkit.faces.rule_page import FAMILIES, SCOPES, family, rule_page
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import suggestion
from toolkit.model.workspace import Level

_WIDTH = 84
_HEADINGS = {"What": "", "Why": "Why", "Bad": "Bad", "Good": "Good", "Fix": "What to do"}

Levels = Mapping[str, Level]


def levels_here(root: Path) -> Levels:
    """What workspace.yaml sets under 'rules'; nothing outside of a workspace."""
    if not (root / "workspace.yaml").is_file():
        return {}
    from toolkit.session import Session

    return Session.open(root).workspace.configuration.rules


def find(written: str) -> Known:
    """A check by its code or its name, in any case. :raises ToolkitError: where there is none, with near ones."""
    rules = known_rules()
    names = {known.rule.name: code for code, known in rules.items()}
    code = names.get(written.lower(), written.upper())
    if code not in rules:
        near = suggestion(written.upper(), rules) or suggestion(written.lower(), names)
        raise ToolkitError(f"There is no check '{written}'.", near, nearest(written))
    return rules[code]


def page(known: Known, levels: Levels) -> str:
    """The page of a check, set for a terminal."""
    rule, content = known.rule, rule_page(known)
    lines = [
        click.style(f"{rule.code}  {content.fault}", bold=True),
        f"{rule.name} · {_level(known, levels)} · looks at {SCOPES[rule.scope]}",
    ]
    for part in content.parts:
        heading = _HEADINGS.get(part.label, "")
        if heading:
            lines += ["", heading + (f" ({part.where})" if part.where else "")]
        lines.append("")
        if part.example:
            lines += [f"      {line}".rstrip() for line in part.words.splitlines()]
        else:
            lines += _wrapped(part.words, "  ")
    waive = f"To let one stand, put 'waive: {{{rule.code}: reason}}' beside it, or <!-- waive {rule.code}: reason --> in a text."
    return "\n".join([*lines, "", *_wrapped(waive, ""), ""])


def families() -> list[tuple[str, list[Known]]]:
    """All checks by the title of their family, in the order of the manual."""
    order = [*FAMILIES]
    known = sorted(known_rules().values(), key=lambda each: order.index(each.rule.code[:3]) if each.rule.code[:3] in order else 99)
    return [(title, list(group)) for title, group in groupby(known, key=lambda each: family(each.rule.code))]


def all_checks(levels: Levels) -> str:
    """All checks by family: code, level, and the fault in a line."""
    lines: list[str] = []
    for title, group in families():
        lines += [click.style(title, bold=True), ""]
        for known in group:
            level = levels.get(known.rule.code, known.rule.level)
            first, *rest = textwrap.wrap(rule_page(known).fault, _WIDTH)
            lines += [f"  {known.rule.code}  {level:11}  {first}", *(f"{'':23}{line}" for line in rest)]
        lines.append("")
    return "\n".join([*lines, "More about one of them: 'consult explain CODE'.", ""])


def _level(known: Known, levels: Levels) -> str:
    here = levels.get(known.rule.code)
    return known.rule.level if here in (None, known.rule.level) else f"{here} here (elsewhere {known.rule.level})"


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)

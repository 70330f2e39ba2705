"""Findings and builds as people read them in a terminal, and as programs read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import click

_COLOURS = {"error": "red", "warning": "yellow", "information": "cyan"}


def as_json(findings: Iterable[Any]) -> list[dict[str, Any]]:
    """Findings as plain values, in their order: code, severity, message, help, path, line, column."""
    return [
        {
            "code": f.code,
            "severity": f.severity,
            "message": f.message,
            "help": f.help,
            "path": f.span.path,
            "line": f.span.line,
            "column": f.span.column,
        }
        for f in findings
    ]


def finding_lines(findings: Iterable[Mapping[str, Any]]) -> list[str]:
    """Each finding as two lines: where and what, then what to do."""
    lines: list[str] = []
    for finding in findings:
        colour = _COLOURS.get(str(finding["severity"]), "white")
        place = click.style(f"{finding['path']}:{finding['line']}:{finding['column']}", bold=True)
        lines.append(f"{place} {click.style(str(finding['code']), fg=colour)} {finding['message']}")
        if finding["help"]:
            lines.append(f"    {finding['help']}")
    return lines


def many(count: int, thing: str) -> str:
    """``1 note``, ``2,345 notes``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def counted(findings: Iterable[Mapping[str, Any]]) -> str:
    """``1 error and 2 warnings``; empty where there is nothing."""
    counts = Counter(str(finding["severity"]) for finding in findings)
    parts = [many(counts[severity], severity) for severity in ("error", "warning") if counts[severity]]
    if counts["information"]:
        parts.append(f"{counts['information']} for information")
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"

"""What was found, as people and programs read it: one file a format, each of which makes the whole report as text.

Here are the words that all of them share, and the short form that ``consult build`` prints. It has to start fast, so it loads little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from toolkit.model.proofs import Counts

COLOURS = {"error": "red", "warning": "yellow", "information": "cyan"}
SEVERITIES = ("error", "warning", "information")


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
        colour = COLOURS.get(str(finding["severity"]), "white")
        place = click.style(f"{finding['path']}:{finding['line']}:{finding['column']}", bold=True)
        lines.append(f"{place} {click.style(str(finding['code']), fg=colour)} {finding['message']}")
        if finding["help"]:
            lines.append(f"    {finding['help']}")
    return lines


def many(count: int, thing: str) -> str:
    """``1 note``, ``2,345 notes``."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def counts(findings: Iterable[Any]) -> dict[str, int]:
    """How many there are of each severity, all three named. Of findings, or of plain values."""
    seen = Counter(str(finding["severity"] if isinstance(finding, Mapping) else finding.severity) for finding in findings)
    return {severity: seen[severity] for severity in SEVERITIES}


def in_words(numbers: Mapping[str, int]) -> str:
    """``1 error and 2 warnings``; empty where there is nothing."""
    parts = [many(numbers[severity], severity) for severity in ("error", "warning") if numbers[severity]]
    if numbers["information"]:
        parts.append(f"{numbers['information']:,} for information")
    return listed(parts)


def proven(counts: Counts) -> str:
    """``4 proven, 1 to read and 2 that could not be checked``: no number is added to another. Empty where nothing was looked for."""
    if not counts.all:
        return ""
    parts = [f"{counts.proven:,} proven"]
    parts += [f"{counts.doubtful:,} to read"] if counts.doubtful else []
    parts += [f"{counts.failed:,} not as the source has it"] if counts.failed else []
    parts += [f"{counts.unproven:,} that could not be checked"] if counts.unproven else []
    return listed(parts)


def counted(findings: Iterable[Mapping[str, Any]]) -> str:
    """``1 error and 2 warnings``; empty where there is nothing."""
    return in_words(counts(findings))

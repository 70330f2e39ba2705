"""Proofs of quotations, as people and programs read them. What was not verified is never among what was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import click

from toolkit.archive.mutate import ALTERATIONS
from toolkit.archive.proof import Attempt, Proof
from toolkit.faces.reports import listed, many

GROUPS = {
    "proven": ("Proven", "green"),
    "to-read": ("To read: the words are right, and something near them matters", "yellow"),
    "wrong-page": ("Wrong page", "red"),
    "altered": ("Altered", "red"),
    "not-found": ("Not found", "red"),
    "unchecked": ("Could not be checked", "yellow"),
}
FAILED = ("wrong-page", "altered", "not-found")
_COUNTED = {
    "proven": "proven",
    "to-read": "to read",
    "wrong-page": "on another page",
    "altered": "altered",
    "not-found": "not found",
    "unchecked": "could not be checked",
}
_NAMED = {"figure": "a figure", "negation": "a “not”", "word": "a word", "order": "the order"}
_LONGEST = 300


def group(proof: Proof) -> str:
    """Under which heading a proof stands."""
    state = proof.verdict.state
    if state == "verified":
        return "proven" if proof.verdict.plain else "to-read"
    return "wrong-page" if state == "elsewhere" else state


def counts(proofs: Sequence[Proof]) -> dict[str, int]:
    """How many there are in each group, all groups named."""
    seen = Counter(map(group, proofs))
    return {name: seen[name] for name in GROUPS}


def report(proofs: Sequence[Proof], where: str) -> str:
    """Group by group, each quotation with what was found; at the end how many there are of each. :param where: what was looked at."""
    if not proofs:
        return f"There is no quotation with a source in {where}, so nothing was checked.\n"
    order = list(GROUPS)
    lines: list[str] = []
    for name, each in groupby(sorted(proofs, key=lambda proof: order.index(group(proof))), key=group):
        members = list(each)
        heading, colour = GROUPS[name]
        lines += [f"{click.style(heading, fg=colour, bold=True)}: {len(members):,}", ""]
        for proof in members:
            lines += [*_told(proof, name), ""]
    return "\n".join([*lines, _ending(proofs, where)]) + "\n"


def as_data(proofs: Sequence[Proof]) -> dict[str, Any]:
    """The same as plain values."""
    return {"counts": counts(proofs), "quotations": [_plain(proof) for proof in proofs]}


def attempts_report(attempts: Sequence[Attempt], proven: int) -> str:
    """How many alterations were noticed, and which were not."""
    if not attempts:
        return "No quotation is proven as it stands, so there is nothing to alter. See 'consult verify'.\n"
    lines = [f"{many(proven, 'quotation')} proven as {'it stands' if proven == 1 else 'they stand'}, altered in memory:", ""]
    for kind in ALTERATIONS:
        tried = [attempt for attempt in attempts if attempt.kind == kind]
        if tried:
            lines.append(f"  {_NAMED[kind]:10} {len(tried):6,} tried, {_caught(tried)}")
    passed = [attempt for attempt in attempts if attempt.passed]
    for attempt in passed:
        lines += [
            "",
            f"Passed: “{_short(attempt.words)}”",
            f"    for {attempt.proof.cited.source}, in place of “{_short(attempt.original)}”",
        ]
    share = 100 * (len(attempts) - len(passed)) / len(attempts)
    lines += ["", f"Noticed: {len(attempts) - len(passed):,} of {len(attempts):,} ({share:.4g} per cent)."]
    return "\n".join(lines) + "\n"


def attempts_data(attempts: Sequence[Attempt], proven: int) -> dict[str, Any]:
    """The same as plain values."""
    rows = [
        {
            "alteration": attempt.kind,
            "quote": attempt.original,
            "altered": attempt.words,
            "source": attempt.proof.cited.source,
            "state": attempt.proof.verdict.state,
            "warned": bool(attempt.proof.verdict.warnings),
            "noticed": not attempt.passed,
        }
        for attempt in attempts
    ]
    return {"quotations": proven, "tried": len(rows), "noticed": sum(bool(row["noticed"]) for row in rows), "attempts": rows}


def _caught(tried: Sequence[Attempt]) -> str:
    noticed = sum(not attempt.passed for attempt in tried)
    warned = sum(attempt.proof.verdict.state == "verified" and not attempt.passed for attempt in tried)
    return f"{noticed:,} noticed" + (f" ({warned:,} of them by a warning only)" if warned else "")


def _told(proof: Proof, name: str) -> Iterator[str]:
    quoted, verdict, cited = proof.quoted, proof.verdict, proof.cited
    yield f"  {click.style(str(quoted.span), bold=True)}  {cited.source}{f', {cited.written}' if cited.written else ''}"
    yield f"      “{_short(quoted.words)}”"
    yield from (f"      {line}" for line in _says(proof, name))
    if proof.copy is not None and proof.copy.note:
        yield f"      Of this copy: {proof.copy.note.strip().rstrip('.')}."
    if verdict.passage and name != "proven":
        yield f"      The source: {_short(verdict.passage)}"


def _says(proof: Proof, name: str) -> Iterator[str]:
    verdict = proof.verdict
    where = _page(proof)
    if name in ("proven", "to-read"):
        yield _standing(proof, where)
    elif name == "wrong-page":
        others = f" Also on {listed(verdict.also)}." if verdict.also else ""
        yield f"It is not on {proof.cited.written}. It is on {where or 'no page of its own'}.{others}"
    elif name == "altered":
        yield f"Nearly these words are in the source{f', on {where}' if where else ''}:"
        yield from (f"    {_change(change)}" for change in verdict.changes)
    elif name == "not-found":
        yield "The copy was read, and neither these words nor anything near them is in it."
    else:
        yield verdict.why
    if name != "altered":
        for warning in verdict.warnings:
            shown = _short(warning.shown).strip(" ,;:")
            yield f"{warning.text}{f' “{shown}”' if shown else ''}"


def _standing(proof: Proof, where: str) -> str:
    if proof.verdict.placed:
        return f"On {where}, as cited."
    if not where:
        pages = f", and its copy has no pages to compare {proof.cited.written} with" if proof.cited.written else ""
        return f"In the source{pages}."
    unread = f"'{proof.cited.written}' is no page and was not compared" if proof.cited.written else "no page is cited"
    return f"On {where}; {unread}."


def _page(proof: Proof) -> str:
    """``p. 25``; where no number is printed, whose number it is."""
    verdict = proof.verdict
    if not verdict.label:
        return ""
    by = {"inferred": "", "label": " (as the PDF calls it; no number is printed)", "index": " of the file (no number is printed)"}
    return f"p. {verdict.label}{by[verdict.label_from]}"


def _change(change: Any) -> str:
    if not change.quoted:
        return f"the source has “{_short(change.source)}”, which is left out ({change.kind})"
    if not change.source:
        return f"the source does not have “{_short(change.quoted)}” ({change.kind})"
    return f"the source has “{_short(change.source)}”, not “{_short(change.quoted)}” ({change.kind})"


def _ending(proofs: Sequence[Proof], where: str) -> str:
    numbers = counts(proofs)
    unplaced = sum(group(proof) == "proven" and not proof.verdict.placed for proof in proofs)
    parts = [f"{numbers[name]:,} {words}" for name, words in _COUNTED.items() if numbers[name] or name == "proven"]
    if unplaced:
        parts[0] += f" ({unplaced:,} without a page to compare)"
    return f"{many(len(proofs), 'quotation')} in {where}: {', '.join(parts)}."


def _plain(proof: Proof) -> dict[str, Any]:
    quoted, verdict, cited = proof.quoted, proof.verdict, proof.cited
    return {
        "group": group(proof),
        "state": verdict.state,
        "quote": quoted.words,
        "source": cited.source,
        "locator": cited.written,
        "claim": quoted.claim or None,
        "path": quoted.span.path,
        "line": quoted.span.line,
        "column": quoted.span.column,
        "page": verdict.page or None,
        "label": verdict.label or None,
        "label_from": verdict.label_from if verdict.label else None,
        "placed": verdict.placed,
        "also": list(verdict.also),
        "passage": verdict.passage,
        "changes": [{"kind": each.kind, "quoted": each.quoted, "source": each.source} for each in verdict.changes],
        "warnings": [{"kind": each.kind, "text": each.text, "shown": each.shown} for each in verdict.warnings],
        "why": verdict.why,
        "copy": f"evidence/archive/{proof.copy.file}" if proof.copy else None,
        "sha256": proof.copy.sha256 if proof.copy else None,
    }


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST * 2 // 3]} […] {line[-_LONGEST // 3 :]}"

"""The figures in a column of a data file, as people write them: ``1,234``, ``63%``, ``£12.50``, and a dash where there is none."""

from __future__ import annotations

import re

NUMBER = re.compile(r"[-−+]?(?P<currency>[£€$]?)(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?(?P<percent> ?%)?")
NO_VALUE = frozenset(
    {"", "-", "–", "—", "..", "…", ":", "n/a", "na", "nil", "*", "[b]", "[c]", "[e]", "[low]", "[n]", "[u]", "[w]", "[x]", "[z]"}
)
"""How official tables say that there is no figure: withheld, too small, not collected, does not apply."""


def numbers(cells: list[str]) -> list[float | None] | None:
    """The cells of a column as numbers, None where there is no figure; or None where it is not a column of numbers.

    ``1,234``, ``63%``, ``£12.50`` and ``−3`` are numbers; ``007`` and ``2015/16`` are not, since they are read as names.
    """
    values: list[float | None] = []
    for cell in cells:
        if cell.casefold() in NO_VALUE:
            values.append(None)
        elif NUMBER.fullmatch(cell):
            values.append(float(re.sub(r"[^\d.-]", "", cell.replace("−", "-"))))
        else:
            return None
    return values if any(value is not None for value in values) else None


def unit(cells: list[str]) -> tuple[str, str]:
    """The currency sign before and the per cent sign after the numbers of a column, where all of them have it."""
    found = [match for cell in cells if (match := NUMBER.fullmatch(cell))]
    before, after = {match["currency"] for match in found}, {match["percent"] or "" for match in found}
    return (before.pop() if len(before) == 1 else ""), ("%" if after and "" not in after else "")

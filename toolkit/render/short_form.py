"""The short form of a chart: what a policy officer writes in five words, and what can be wrong with it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model.finding import suggestion
from toolkit.render.figures import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEYS = frozenset({"mark", "x", "y", "colour", "x_title", "y_title", "sort", "horizontal", "stack", "labels"})
MARKS = ("bar", "line", "point", "area")
SHARES = ("normalize", "normalise")


class Problem(NamedTuple):
    """Something that the short form cannot hold, or that its data have not got."""

    field: str
    words: str
    """With {id} of the exhibit and {data}, the name of its file."""
    advice: str
    code: str = "WSP013"

    def message(self, id_: str, data: str) -> str:
        return self.words.replace("{id}", id_).replace("{data}", data)


def problems(spec: dict[str, Any], columns: Sequence[str], rows: Sequence[dict[str, str]]) -> Iterator[Problem]:
    """What is wrong with a short form. What its rows hold is looked at where it names columns that are there."""
    for key in sorted(map(str, spec.keys() - KEYS)):
        yield Problem(f"chart.{key}", f"A chart has no '{key}'.", suggestion(key, KEYS) or f"It may hold {', '.join(sorted(KEYS))}.")
    if (mark := spec.get("mark", "bar")) not in MARKS:
        yield Problem(
            "chart.mark", f"There is no mark '{mark}'.", f"{suggestion(str(mark), MARKS)} The marks are {', '.join(MARKS)}.".strip()
        )
    if (sort := spec.get("sort")) not in (None, "ascending", "descending") and not isinstance(sort, list):
        yield Problem(
            "chart.sort", f"A chart cannot be sorted by '{sort}'.", "Write ascending, descending, or a list of the names in their order."
        )
    if (stack := spec.get("stack")) not in (None, True, False, *SHARES):
        yield Problem(
            "chart.stack", f"A chart cannot be stacked by '{stack}'.", "Write true, false, or normalise for shares of 100 per cent."
        )
    if isinstance(spec.get("y"), list) and spec.get("colour"):
        yield Problem("chart.colour", "A chart has several columns for y, or a column for colour, not both.", "Take one of them out.")
    missing = False
    for key in ("x", "y", "colour"):
        named = spec.get(key)
        if (not named and key != "colour") or isinstance(named, dict) or (key != "y" and isinstance(named, list)):
            missing = True
            yield Problem("chart", f"The chart of '{{id}}' does not name a column for {key}.", f"The columns are {', '.join(columns)}.")
    for field, name in _named(spec):
        if name not in columns:
            missing = True
            advice = suggestion(name, columns) or f"Its columns are {', '.join(columns)}."
            yield Problem(field, f"The exhibit {{id}} uses the column '{name}', which {{data}} has not got.", advice, "WSP006")
    if rows and not missing:
        yield from _in_the_rows(spec, rows)


def _in_the_rows(spec: dict[str, Any], rows: Sequence[dict[str, str]]) -> Iterator[Problem]:
    """What only shows in the data: words for figures, and names that stand twice."""
    for _, name in _named({"y": spec["y"]}):
        cells = [row[name] for row in rows]
        if numbers(cells) is None:
            odd = next((cell for cell in cells if numbers([cell]) is None and cell), "")
            holds = f"and holds '{odd}'" if odd else "and is empty"
            yield Problem("chart.y", f"The column '{name}' has to hold numbers {holds}.", "Correct the data file, or name another column.")
    x, colour = str(spec["x"]), str(spec.get("colour") or "")
    (twice, times), *_ = Counter((row[x], row[colour] if colour else "") for row in rows).most_common(1)
    if times > 1 and spec.get("mark") != "point":
        advice = "Say under 'colour' which column tells such rows apart, or give each name one row."
        yield Problem("chart.x", f"'{twice[0]}' stands more than once in the column '{x}'.", advice)


def _named(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and column for each column that the short form names; y may name several, as wide tables need."""
    for key in ("x", "y", "colour"):
        value = spec.get(key)
        if isinstance(value, list):
            yield from ((f"chart.{key}.{at}", str(name)) for at, name in enumerate(value))
        elif value and not isinstance(value, dict):
            yield f"chart.{key}", str(value)

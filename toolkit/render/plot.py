"""The short form of a chart, turned into Vega-Lite: what a policy officer writes in five words, with the house's habits added."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit.model.finding import suggestion
from toolkit.render.figures import numbers, unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KEYS = frozenset({"mark", "x", "y", "colour", "x_title", "y_title", "sort", "horizontal", "stack", "labels"})
MARKS = ("bar", "line", "point", "area")
SHARES = ("normalize", "normalise")
DASHES = [[1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [4, 4], [1, 4]]
"""One for each colour, so that lines can be told apart in grey and by readers who do not tell colours apart."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PLOT = 545
"""Pixels that the axis leaves for the plot, about."""
LETTER = 6.2
"""Pixels that a letter of an axis label takes, about."""


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
    for axis in ("x", "y"):
        if not spec.get(axis) or isinstance(spec[axis], dict) or (axis == "x" and isinstance(spec[axis], list)):
            missing = True
            yield Problem("chart", f"The chart of '{{id}}' does not name a column for {axis}.", f"The columns are {', '.join(columns)}.")
    for field, name in _named(spec):
        if name not in columns:
            missing = True
            advice = suggestion(name, columns) or f"Its columns are {', '.join(columns)}."
            yield Problem(field, f"The exhibit {{id}} uses the column '{name}', which {{data}} has not got.", advice, "WSP006")
    if rows and not missing and mark in MARKS:
        yield from _in_the_rows(_Plot(spec, rows))


def _in_the_rows(plot: _Plot) -> Iterator[Problem]:
    for name in plot.ys:
        if numbers(plot.cells(name)) is None:
            odd = next((cell for cell in plot.cells(name) if numbers([cell]) is None and cell), "")
            holds = f"and holds '{odd}'" if odd else "and is empty"
            yield Problem("chart.y", f"The column '{name}' has to hold numbers {holds}.", "Correct the data file, or name another column.")
    twice = Counter(zip(plot.cells(plot.x), plot.cells(plot.colour) if plot.colour else plot.cells(plot.x), strict=True))
    if plot.mark != "point" and twice and (most := twice.most_common(1)[0])[1] > 1:
        advice = "Say under 'colour' which column tells such rows apart, or give each name one row."
        yield Problem("chart.x", f"'{most[0][0]}' stands more than once in the column '{plot.x}'.", advice)


def vega_lite(spec: dict[str, Any], rows: Sequence[dict[str, str]], width: int) -> dict[str, Any]:
    """A Vega-Lite specification for a short form that has no problems.

    :param width: of the whole chart, in pixels.
    """
    plot = _Plot(spec, rows)
    size = {"width": width, "height": plot.height, "autosize": {"type": "fit", "contains": "padding"}}
    return {**size, "data": {"values": plot.values}, "layer": list(plot.layers()), "encoding": plot.encoding()}


def _named(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and column for each column that the short form names; y may name several, as wide tables need."""
    for key in ("x", "y", "colour"):
        value = spec.get(key)
        if isinstance(value, list):
            yield from ((f"chart.{key}.{at}", str(name)) for at, name in enumerate(value))
        elif value and not isinstance(value, dict):
            yield f"chart.{key}", str(value)


@dataclass(frozen=True)
class _Plot:
    """The parts of one chart. The fields of its rows have names of our own: in those of columns, Vega-Lite reads dots as a path."""

    spec: dict[str, Any]
    rows: Sequence[dict[str, str]]

    @property
    def mark(self) -> str:
        return str(self.spec.get("mark", "bar"))

    @property
    def x(self) -> str:
        return str(self.spec["x"])

    @property
    def ys(self) -> list[str]:
        y = self.spec["y"]
        return [str(name) for name in y] if isinstance(y, list) else [str(y)]

    @property
    def colour(self) -> str:
        return str(self.spec.get("colour") or "")

    @property
    def horizontal(self) -> bool:
        return bool(self.spec.get("horizontal")) and self.mark == "bar"

    @property
    def stacked(self) -> bool:
        return self.mark in ("bar", "area") and bool(self.spec.get("stack", self.mark == "area"))

    @property
    def shares(self) -> bool:
        return self.stacked and self.spec.get("stack") in SHARES

    def cells(self, column: str) -> list[str]:
        return [row[column] for row in self.rows]

    @cached_property
    def series(self) -> list[str]:
        """In the order of the file; empty where there is just one and no need to tell it from others."""
        if self.colour:
            return list(dict.fromkeys(self.cells(self.colour)))
        return self.ys if len(self.ys) > 1 else []

    @cached_property
    def names(self) -> tuple[str, list[Any]]:
        """Vega-Lite's type of the x axis, and its values by row. Years are names, unless they are points' places."""
        cells = self.cells(self.x)
        if all(re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])(-\d\d)?", cell) for cell in cells):
            if self.mark in ("line", "area"):
                return "temporal", [cell if len(cell) > 7 else f"{cell}-01" for cell in cells]
            if all(len(cell) == 7 for cell in cells):
                return "ordinal", [f"{MONTHS[int(cell[5:]) - 1]} {cell[:4]}" for cell in cells]
        figures = numbers(cells)
        years = all(re.fullmatch(r"1[5-9]\d\d|20\d\d", cell) for cell in cells)
        if figures is not None and (self.mark == "point" or (self.mark != "bar" and not years)):
            return "quantitative", figures
        return "ordinal", list(cells)

    @cached_property
    def values(self) -> list[dict[str, Any]]:
        """One row of the plot for each cell with a figure, in the order of the file."""
        ranks = {series: rank for rank, series in enumerate(self.series)}
        values = []
        for y in self.ys:
            for at, (name, figure) in enumerate(zip(self.names[1], numbers(self.cells(y)) or [], strict=True)):
                if figure is not None:
                    series = self.rows[at][self.colour] if self.colour else y
                    values.append({"x": name, "y": figure, "series": series, "label": self.rows[at][y], "rank": ranks.get(series, 0)})
        return values

    @property
    def height(self) -> int:
        """Bars that lie take a line each; all else has the shape of a landscape."""
        if not self.horizontal:
            return 290
        beside = 1 if self.stacked else max(1, len(self.series))
        return 50 + len(set(self.names[1])) * beside * (30 if beside == 1 else 24) + (36 if self.series else 0)

    @property
    def labels(self) -> bool:
        """Whether each bar carries its figure: where there are few, unless the short form says."""
        few = len(self.values) <= (30 if self.horizontal else 12)
        return self.mark == "bar" and bool(self.spec.get("labels", few and not self.stacked))

    def layers(self) -> Iterator[dict[str, Any]]:
        parted = {"stroke": "white", "strokeWidth": 1} if self.stacked and self.mark == "bar" else {}
        dots = {"point": len(self.values) <= 40} if self.mark == "line" else {}
        yield {"mark": {"type": self.mark, **parted, **dots}}
        if self.labels:
            place = {"align": "left", "baseline": "middle", "dx": 5} if self.horizontal else {"baseline": "bottom", "dy": -4}
            yield {"mark": {"type": "text", **place}, "encoding": {"text": {"field": "label"}, "color": {"value": "#1d2327"}}}

    def encoding(self) -> dict[str, Any]:
        along, up = ("y", "x") if self.horizontal else ("x", "y")
        encoding = {along: self._along(), up: self._figures()}
        if not self.series:
            return encoding
        series = {"field": "series", "type": "nominal", "scale": {"domain": self.series}}
        legend: dict[str, Any] = {"offset": 30 if encoding[up]["title"] else 12}
        if self.mark == "line":
            encoding["strokeDash"] = {**series, "scale": {"domain": self.series, "range": DASHES}}
            legend |= {"symbolType": "stroke", "symbolSize": 600}
        elif self.mark == "point":
            encoding["shape"] = series
        elif self.stacked:
            encoding["order"] = {"field": "rank", "type": "quantitative"}
        else:
            encoding[f"{along}Offset"] = {"field": "series", "type": "nominal", "sort": self.series}
        return encoding | {"color": {**series, "legend": legend}}

    def _along(self) -> dict[str, Any]:
        """The axis with the names: months, boroughs, ages."""
        kind, _ = self.names
        axis = {"field": "x", "type": kind, "title": self.spec.get("x_title")}
        if kind == "temporal":
            # Vega reads a date as UTC and shows it in local time, which west of Greenwich is the month before
            return axis | {"scale": {"type": "utc", "padding": 6}, "axis": {"format": "%b %Y", "labelOverlap": True, "tickCount": 8}}
        if kind == "quantitative":
            return axis | {"title": self.spec.get("x_title") or self.x, "scale": {"zero": False}, "axis": {"grid": self.mark == "point"}}
        spread = {"scale": {"paddingInner": 0.25 if self.series else 0.35, "paddingOuter": 0.15}} if self.mark == "bar" else {}
        return axis | spread | {"sort": self._order(), "axis": {"domain": True, "grid": False} if self.horizontal else self._turned()}

    def _order(self) -> Any:
        """The file's own order unless the short form names another."""
        wanted = self.spec.get("sort")
        if isinstance(wanted, list):
            return [str(name) for name in wanted]
        return {"field": "y", "op": "sum", "order": wanted} if wanted else list(dict.fromkeys(self.names[1]))

    def _turned(self) -> dict[str, Any]:
        """Names under the plot: level, on several lines, or slanted, as they fit."""
        names = [str(name) for name in dict.fromkeys(self.names[1])]
        letters = int((PLOT / max(1, len(names)) - 6) / LETTER)
        if max(map(len, names), default=0) <= letters:
            return {}
        if max(len(word) for name in names for word in name.split()) <= letters:
            lines = {name: textwrap.wrap(name, letters) for name in names}
            return {"labelExpr": f"({json.dumps(lines)})[datum.label]", "labelLineHeight": 14}
        return {"labelAngle": -40, "labelAlign": "right"}

    def _figures(self) -> dict[str, Any]:
        """The axis with the figures. Its title lies level above it, where it can be read."""
        title = self.spec.get("y_title") or (self.ys[0] if len(self.ys) == 1 and not self.shares else None)
        before, after = unit([cell for name in self.ys for cell in self.cells(name)])
        axis: dict[str, Any] = {"titleAlign": "left"}
        if (before or after) and not self.shares:
            axis["labelExpr"] = f"'{before}' + datum.label + '{after}'"
        if self.horizontal:
            seen = not self.labels
            axis |= {"orient": "top", "titleAnchor": "start", "grid": seen, "labels": seen, "domain": False, "ticks": False}
        else:
            axis |= {"titleAngle": 0, "titleAnchor": "end", "titleBaseline": "bottom", "titleX": 0, "titleY": -10}
        stack = {"stack": ("normalize" if self.shares else "zero") if self.stacked else None} if self.mark in ("bar", "area") else {}
        return {"field": "y", "type": "quantitative", "title": title, "axis": axis, **stack}

"""The short form of a chart, turned into Vega-Lite, with the house's habits: figures on bars, level words, lines that differ in grey."""

from __future__ import annotations

import json
import re
import textwrap
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from toolkit.render.figures import numbers, unit
from toolkit.render.short_form import SHARES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DASHES = [[1, 0], [6, 3], [2, 3], [8, 3, 2, 3], [4, 4], [1, 4]]
"""One for each colour, so that lines can be told apart in grey and by readers who do not tell colours apart."""
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
PLOT = 545
"""Pixels that the axis leaves for the plot, about."""
BAR = 90
"""Pixels that a bar is wide at most: two of them should not fill the page."""
ROOM = 0.07
"""Share of the longest bar that a part needs to hold its figure."""
INK = "#1d2327"
PALE = 1
"""Rank of the series whose colour is too light for white letters."""
LETTER = 6.2
"""Pixels that a letter of an axis label takes, about."""


def vega_lite(spec: dict[str, Any], rows: Sequence[dict[str, str]], width: int) -> dict[str, Any]:
    """A Vega-Lite specification for a short form that has no problems.

    :param width: of the whole chart, in pixels.
    """
    plot = _Plot(spec, rows)
    size = {"width": width, "height": plot.height, "autosize": {"type": "fit", "contains": "padding"}}
    return {**size, "data": {"values": plot.values}, "layer": list(plot.layers()), "encoding": plot.encoding()}


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
        values: list[dict[str, Any]] = []
        for y in self.ys:
            for at, (name, figure) in enumerate(zip(self.names[1], numbers(self.cells(y)) or [], strict=True)):
                if figure is not None:
                    series = self.rows[at][self.colour] if self.colour else y
                    values.append({"x": name, "y": figure, "series": series, "label": self.rows[at][y], "rank": ranks.get(series, 0)})
        totals = Counter[Any]()
        for value in values:
            totals[value["x"]] += value["y"]
        for value in values:
            whole = totals[value["x"]] if self.shares else max(totals.values())
            value["inside"] = value["label"] if value["y"] >= ROOM * whole else ""
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
        few = len(self.values) <= (30 if self.horizontal or self.stacked else 12)
        return self.mark == "bar" and bool(self.spec.get("labels", few))

    def layers(self) -> Iterator[dict[str, Any]]:
        parted = {"stroke": "white", "strokeWidth": 1} if self.stacked and self.mark == "bar" else {}
        dots = {"point": len(self.values) <= 40} if self.mark == "line" else {}
        yield {"mark": {"type": self.mark, **parted, **dots}}
        if self.labels and self.stacked:
            yield self._inside()
        elif self.labels:
            place = {"align": "left", "baseline": "middle", "dx": 5} if self.horizontal else {"baseline": "bottom", "dy": -4}
            yield {"mark": {"type": "text", **place}, "encoding": {"text": {"field": "label"}, "color": {"value": INK}}}

    def _inside(self) -> dict[str, Any]:
        """Figures in the middle of the parts of the bars, in a colour that can be read on the part's own."""
        up = "x" if self.horizontal else "y"
        dark = {"condition": {"test": f"datum.rank === {PALE}", "value": INK}, "value": "white"}
        place = {up: {**self._figures(), "bandPosition": 0.5}, "detail": {"field": "series"}}
        return {"mark": {"type": "text", "baseline": "middle"}, "encoding": {**place, "text": {"field": "inside"}, "color": dark}}

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
            return axis | {
                "scale": {"type": "utc", "padding": 6},
                "axis": {"format": "%b %Y", "labelOverlap": True, "labelSeparation": 14, "tickCount": 8},
            }
        if kind == "quantitative":
            return axis | {"title": self.spec.get("x_title") or self.x, "scale": {"zero": False}, "axis": {"grid": self.mark == "point"}}
        spread = {"scale": self._spread()} if self.mark == "bar" else {}
        return (
            axis
            | spread
            | {"sort": self._order(), "axis": {"zindex": 1, **({"domain": True, "grid": False} if self.horizontal else self._turned())}}
        )

    def _spread(self) -> dict[str, float]:
        """Shares of a name's place that are left empty between bars and at the ends."""
        beside = 1 if self.stacked else max(1, len(self.series))
        usual = 0.35 if beside == 1 else 0.25
        between = usual if self.horizontal else max(usual, 1 - BAR * beside * len(set(self.names[1])) / PLOT)
        return {"paddingInner": between, "paddingOuter": max(0.15, between / 2)}

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

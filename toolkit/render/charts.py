"""Charts of exhibits, drawn from their data: a short form for the usual ones, Vega-Lite for all others."""

from __future__ import annotations

import base64
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from toolkit.model.finding import Finding
from toolkit.model.span import Frozen
from toolkit.render import vega
from toolkit.render.figures import numbers
from toolkit.render.fonts import ALWAYS_SHOWN, missing_glyphs
from toolkit.render.plot import vega_lite
from toolkit.render.short_form import problems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.model.evidence import Exhibit

Row = dict[str, str]

WIDTH = 605
"""Of a chart in pixels of 1/96 inch: 16 cm, the text column of an A4 page."""
POINTS = 0.75
"""Points in a pixel."""
WHOLE = frozenset({"$schema", "encoding", "layer", "facet", "repeat", "concat", "hconcat", "vconcat", "spec"})
"""Keys by which a specification is known as Vega-Lite and not the short form."""
ARRANGED = frozenset({"width", "autosize", "facet", "repeat", "concat", "hconcat", "vconcat"})
"""Keys of a Vega-Lite specification that settle its width by themselves."""


class Chart(Frozen):
    """One chart, drawn twice: lines for PDF, dots for Word and the web."""

    svg: str
    png: bytes
    width: float
    """In points: that of the text column, unless a Vega-Lite specification asks for another."""
    height: float
    """In points."""


def drawn(exhibit: Exhibit, columns: Sequence[str], rows: Sequence[Row]) -> tuple[Chart | None, list[Finding]]:
    """The chart of an exhibit, or the findings that say why there is none. Never raises for what people wrote.

    :param rows: {column: cell} in the order of the data file, all cells as text.
    """
    findings = chart_findings(exhibit, columns, rows)
    if findings or exhibit.chart is None:
        return None, findings
    try:
        made, words = _drawn(exhibit.chart, columns, rows, "")
    except ValueError as error:
        advice = "Compare it with the examples at https://vega.github.io/vega-lite/examples/, or use the short form: mark, x, y."
        return None, [_finding(exhibit, "chart", f"The chart of '{exhibit.id}' cannot be drawn: {error}.", advice)]
    lost = " ".join(sorted(missing_glyphs(words)))
    if lost:
        message = f"The chart of '{exhibit.id}' cannot show these signs: {lost}"
        findings = [_finding(exhibit, "chart", message, "Write them in another way in the data file.", severity="warning")]
    return made, findings


def chart_findings(exhibit: Exhibit, columns: Sequence[str], rows: Sequence[Row] = ()) -> list[Finding]:
    """What can be seen to be wrong with the chart of an exhibit before it is drawn, each at its place in the evidence file.

    WSP006 for a column that the data file has not got, in the same words as loading has for it; WSP013 for all else.
    """
    spec = exhibit.chart
    if spec is None:
        return []
    if _is_whole(spec):
        message = f"The chart of '{exhibit.id}' takes {{}} from elsewhere."
        advice = "Leave it out: a chart shows its data file, which is put in for 'data'."
        return [_finding(exhibit, f"chart.{where}", message.format(what), advice) for where, what in vega.outside(spec)]
    return [
        _finding(exhibit, problem.field, problem.message(exhibit.id, exhibit.data), problem.advice, code=problem.code)
        for problem in problems(spec, columns, rows)
    ]


def chart(spec: dict[str, Any], columns: Sequence[str], rows: Sequence[Row], *, title: str = "") -> Chart:
    """Draw `spec` with the rows of a data file. The same input gives the same bytes.

    :param spec: the short form ``{mark, x, y, colour, x_title, y_title, sort, horizontal, stack, labels}``, or a whole Vega-Lite
        specification, whose data are always those of the data file.
    :param rows: {column: cell}, all cells as text; columns of numbers are turned into numbers.
    :param title: printed above the chart; a document has the exhibit's caption instead.
    :raises ValueError: with one line that says why it cannot be drawn; :func:`chart_findings` tells beforehand what can be told.
    """
    made, _ = _drawn(spec, columns, rows, title)
    return made


def _drawn(spec: dict[str, Any], columns: Sequence[str], rows: Sequence[Row], title: str) -> tuple[Chart, str]:
    """The chart, and all that it says."""
    whole = _with_data(spec, columns, rows) if _is_whole(spec) else _from_short_form(spec, columns, rows)
    if title:
        whole["title"] = title
    svg = vega.svg(whole)
    words = " ".join(unescape(words) for words in re.findall(r"<(?:text|tspan)\b[^>]*>([^<]+)<", svg))
    width, height = (float(size) for size in re.findall(r'\b(?:width|height)="([\d.]+)"', svg)[:2])
    png = vega.png(svg)
    if words and not ALWAYS_SHOWN.fullmatch(words):
        svg = _picture_in_svg(png, width, height)
    return Chart(svg=svg, png=png, width=width * POINTS, height=height * POINTS), words


def _finding(exhibit: Exhibit, field: str, message: str, advice: str, *, code: str = "WSP013", severity: Any = "error") -> Finding:
    return Finding(code=code, message=message, span=exhibit.span(field), help=advice, severity=severity)


def _is_whole(spec: dict[str, Any]) -> bool:
    return bool(WHOLE & spec.keys())


def _from_short_form(spec: dict[str, Any], columns: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    if problem := next(problems(spec, columns, rows), None):
        raise ValueError(problem.message("", "the data file").rstrip("."))
    return vega_lite(spec, rows, WIDTH)


def _with_data(spec: dict[str, Any], columns: Sequence[str], rows: Sequence[Row]) -> dict[str, Any]:
    """The specification with the rows as its data, as wide as the text where it has one plot and does not say how wide."""
    values: list[dict[str, Any]] = [dict(row) for row in rows]
    for column in columns:
        if (figures := numbers([row[column] for row in rows])) is not None:
            for value, figure in zip(values, figures, strict=True):
                value[column] = figure
    if outside := next(vega.outside(spec), None):
        raise ValueError(f"it takes {outside[1]} from elsewhere")
    whole = {**json.loads(json.dumps(spec, default=str)), "data": {"values": values}}
    if not whole.keys() & ARRANGED:
        whole |= {"width": WIDTH, "autosize": {"type": "fit", "contains": "padding"}}
    return whole


def _picture_in_svg(png: bytes, width: float, height: float) -> str:
    """The dots in the dress of a drawing. typst 0.15 refuses to write PDF/A with a drawing whose words are in Arabic or another script
    that joins its letters; the exhibit's alternative text says what a reader's software cannot find in the picture.
    """
    size = f'width="{width:g}" height="{height:g}"'
    spaces = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f'<svg {spaces} {size}><image {size} xlink:href="data:image/png;base64,{base64.b64encode(png).decode()}"/></svg>'

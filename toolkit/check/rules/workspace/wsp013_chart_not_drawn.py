"""A chart that cannot be drawn as it is described.

What: 'chart' of an exhibit has a name that charts do not have, an unknown mark, no column for one of its axes, a column of words where
figures are needed, or rows that stand for the same point twice. A letter that no typeface of the chart holds is told as a warning.
It shows when the document is built, and is reported by 'consult build'.

Why: the document shows a table in place of the chart.

Bad (described):

    chart: {mark: bars, x: month, y: share}

Good (described):

    chart: {mark: bar, x: month, y: share}

Fix: correct what the message names. Marks are bar, line, point and area; x, y and colour name columns of the data file.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP013", "chart-not-drawn", "error", "reading")

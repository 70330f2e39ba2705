"""A chart that cannot be drawn as it is described.

What: 'chart' of an exhibit has a name that charts do not have, an unknown mark, no column for one of its axes, a column of words where
figures are needed, or rows that stand for the same point twice. A letter that no typeface of the chart holds is told as a warning,
when the document is built.

Why: the document shows a table in place of the chart.

Bad (claims, data, text):

    exhibits:
      by-month:
        data: data.csv
        chart: {mark: bars, x: month, y: searches}
        caption: Searches by month
        alt: There were 1,204 searches in January and 998 in February.
        support: [{source: alpha2012, locator: p. 3}]
    -----
    month,searches
    January,1204
    February,998
    -----
    {{ exhibit("by-month") }}

Good (claims, data, text):

    exhibits:
      by-month:
        data: data.csv
        chart: {mark: bar, x: month, y: searches}
        caption: Searches by month
        alt: There were 1,204 searches in January and 998 in February.
        support: [{source: alpha2012, locator: p. 3}]
    -----
    month,searches
    January,1204
    February,998
    -----
    {{ exhibit("by-month") }}

Fix: correct what the message names. Marks are bar, line, point and area; x, y and colour name columns of the data file.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP013", "chart-not-drawn", "error", "reading")

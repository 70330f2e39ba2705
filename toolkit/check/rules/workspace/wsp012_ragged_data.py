"""A data file whose rows do not fit its header.

What: a CSV file with a row that is longer or shorter than the first one, with columns that have no name or the same one, with figures
where the names of columns should be, or with no rows at all.

Why: a cell more or less moves figures under the wrong heading, and the chart is drawn all the same.

Bad (claims, data):

    exhibits:
      by-month:
        data: data.csv
        table: {}
        caption: Searches by month
        support: [{source: alpha2012, locator: p. 3}]
    -----
    month,searches
    January,1,204
    February,998

Good (claims, data):

    exhibits:
      by-month:
        data: data.csv
        table: {}
        caption: Searches by month
        support: [{source: alpha2012, locator: p. 3}]
    -----
    month,searches
    January,"1,204"
    February,998

Fix: put a cell that holds a comma between double quotes, and give every row as many cells as the first row has.
"""

from __future__ import annotations

from toolkit.check.rule import Rule

RULE = Rule("WSP012", "ragged-data", "error", "reading")

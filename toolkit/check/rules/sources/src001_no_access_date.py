"""A web page in the bibliography without the day on which it was read.

What: an entry for a page, website, blog or dashboard (@online and the like, or @misc with the address of a page) with neither 'urldate'
nor a note such as "Accessed: 1 March 2014". Entries with a DOI, laws, reports, articles, files and copies in a web archive need none: they
have a fixed text, or a day of their own.

Why: pages change. Without the day nobody can tell which text was read, and OSCOLA and most bodies' guidance ask for it.

Bad (only_bib, text):

    @online{met2017,
      author = {{Metropolitan Police Service}},
      title = {How We Use Stop and Search},
      date = {2017},
      url = {https://example.org/how-we-use},
    }
    -----
    They use it [@met2017].

Good (only_bib, text):

    @online{met2017,
      author = {{Metropolitan Police Service}},
      title = {How We Use Stop and Search},
      date = {2017},
      url = {https://example.org/how-we-use},
      urldate = {2017-02-20},
    }
    -----
    They use it [@met2017].

Fix: open the page, see that it still says what you cite, and add urldate = {2017-02-20}, the day on which you did so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.field_names import misspelt
from toolkit.check.live_pages import is_live
from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("SRC001", "no-access-date", "warning", "source")

_READ_ON = ("urldate", "accessed", "lastaccessed", "lastchecked", "visited")
_REMARKS = ("note", "howpublished", "addendum", "titleaddon")
_SAID = re.compile(r"(?i)\b(?:accessed|retrieved|visited|viewed|consulted|last checked|access date)\b")


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if not is_live(source) or any(source.fields.get(name, "").strip() for name in _READ_ON):
        return
    fields = source.fields
    if any(_SAID.search(fields.get(name, "")) for name in _REMARKS) or any(meant == "urldate" for _, meant in misspelt(source)):
        return
    where = source.span("url" if fields.get("url", "").strip() else "howpublished")
    if not own(source, where):
        return
    yield RULE.finding(
        where,
        f"Nothing says on which day the page '{source.id}' was read.",
        "Open it, compare it with what you cite, and add urldate = {…} with that day.",
    )

"""An article in a journal without a DOI: its DOI where the index knows it beyond doubt, else that the index does not know it.

What: an article without 'doi' was looked for at Crossref by its author, title, journal and year ('consult links'). Where one work there is
certainly the same, its DOI is offered as a correction. Where none is, the article is said to be in no index. Only articles in journals are
looked for: reports, laws, books and web pages mostly have no DOI.

Why: with a DOI the source can be found for ever, and it can be seen when it is retracted. That an index does not know an article proves
nothing, since small and old journals are in none: it says that nobody but you has seen to it that it is there.

Bad (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, journaltitle = {Journal of Searches}, date = {2014}}
    -----
    searched:
      - {asked: Smith 2014 Searches of Young People Journal of Searches, day: 2017-01-30, state: found}

Good (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, journaltitle = {Journal of Searches}, date = {2014}}
    -----
    searched:
      - {asked: Smith 2014 Searches of Young People Journal of Searches, day: 2017-01-30, state: unknown, why: Crossref could not be asked.}

Fix: take the DOI that is offered ('consult check --fix'), or see that a copy of the article is in the archive ('consult archive add'), and
waive SRC008 in the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.registered import named, of
from toolkit.check.rule import Facts, Rule, edit
from toolkit.model.finding import Edit, Finding
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.values import long_date

RULE = Rule("SRC008", "in-no-index", "information", "source", needs=("registries",))


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    found = of(source, facts)
    if found.searched is None or found.searched.state == "unknown" or not own(source, where := source.span("key")):
        return
    seen = f"Crossref, {long_date(found.searched.day)}"
    if found.match is not None:
        yield RULE.finding(
            where,
            f"'{source.id}' has the DOI {found.match.doi}: {named(found.match)} ({seen}).",
            f"Add doi = {{{found.match.doi}}}.",
            fix=[_added(source, found.match.doi)],
        )
    elif found.near is not None:
        yield RULE.finding(
            where,
            f"'{source.id}' may be {named(found.near)}, which has the DOI {found.near.doi} ({seen}).",
            "If it is the same work, add the DOI to the entry, and correct what is wrong in it.",
        )
    else:
        yield RULE.finding(
            where,
            f"'{source.id}' is not in the index of articles ({seen}), so nothing was verified.",
            "Old articles and small journals are in none. See that you have read it yourself, and keep a copy with 'consult archive add'.",
        )


def _added(source: Source, doi: str) -> Edit:
    """The field right behind the key, set as the entry's other fields are. The comma that followed the key now follows the field."""
    key, whole = source.span("key"), source.origin.marks.get("")
    place = Span(path=key.path, line=key.end_line, column=key.end_column, end_line=key.end_line, end_column=key.end_column)
    if whole is None or whole[0] == whole[2]:
        return edit(place, f", doi = {{{doi}}}")
    columns = {mark[1] for name, mark in source.origin.marks.items() if name in source.fields and mark[0] > key.line}
    width = columns.pop() - 7 if len(columns) == 1 else 0
    return edit(place, f",\n  {'doi'.ljust(width)} = {{{doi}}}")

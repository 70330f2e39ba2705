"""One source under two keys.

What: entries with the same DOI or ISBN, with the same address and date, or with the same title, year and author. Other editions, volumes
and months, and chapters of one book, are not meant.

Why: the source is cited in full twice, corrections are made in one of them, and counts of sources are wrong. Where they are two sources, a
reader who follows the address finds one of them only.

Bad (bib):

    @report{homeoffice2012, author = {{Home Office}}, title = {Searches in {England}}, date = {2012}, url = {https://example.org/searches.pdf}}

Good (bib):

    @report{alpha2013, author = {{Home Office}}, title = {Searches in England}, date = {2013}, url = {https://example.org/searches-2013.pdf}}

Fix: keep one entry with all that is known, and cite its key everywhere. Where they are two sources, give each its own address. Nothing is
merged for you.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.duplicates import same_sources
from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.workspace import Workspace

RULE = Rule("LIB018", "same-source-twice", "information", "workspace")


def check(workspace: Workspace, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    for sources, common in same_sources(workspace.sources.values()):
        keys = [f"'{source.id}'" for source in sources]
        shown = 4 if len(keys) > 5 else len(keys) - 1
        rest = keys[-1] if shown == len(keys) - 1 else f"{len(keys) - shown} more"
        other = "give each an address of its own" if common == ("address",) else "say in what they differ"
        yield RULE.finding(
            sources[1].span("key"),
            f"{', '.join(keys[:shown])} and {rest} have the same {' and the same '.join(common)}.",
            f"If they are one source, keep one entry and cite its key; if not, {other}.",
            related=[source.span("key") for source in (sources[0], *sources[2:])],
        )

"""A body's name that other programs take for persons.

What: a department, council or other body in the author or editor field without a second pair of braces.

Why: "Department for Work and Pensions" is two persons to BibTeX, Zotero and pandoc: Department for Work, and Pensions. Here it was told by
its words that it is one body. That is a guess, which is shown so that somebody can look at it.

Bad (bib):

    @report{gamma2014, author = {Department for Work and Pensions}, title = {Sanctions in Wales}, date = {2014}}

Good (bib):

    @report{gamma2014, author = {{Department for Work and Pensions}}, title = {Sanctions in Wales}, date = {2014}}

Fix: put the name of each body in braces of its own: author = {{Department for Work and Pensions} and {Home Office}}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.rule import Facts, Rule
from toolkit.cite.bodies import LINKS, NOUNS, STARTS
from toolkit.cite.csl import NAMES, body_finding
from toolkit.cite.names import csl_names
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB010", "body-without-braces", "warning", "source")

_FIELDS = tuple(NAMES.values())
_IN_BRACES = re.compile(r"\{[^{}]*\}")
_ENDINGS = ("s", "'s", "’s", "s'", "s’")
_OF_A_BODY = NOUNS.union(LINKS, (word.lower() for word in STARTS), (noun + ending for noun in NOUNS for ending in _ENDINGS))


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    """What is said is what a build says of the sources that it cites."""
    for field in _FIELDS:
        if field not in source.fields:
            continue
        written = source.fields[field]
        if written and _may_be_a_body(written) and own(source, source.span(field)):
            for guess in csl_names(written).guesses:
                yield body_finding(source, field, guess)


def _may_be_a_body(names: str) -> bool:
    """A cheap test that lets through more than there is."""
    if names[0] == "{" and names.find("}") == len(names) - 1:
        return False  # one body in braces
    if "{" in names:
        names = _IN_BRACES.sub("", names)
        if "{" in names:
            return True
    if "&" in names:
        return True
    commas = names.count(",")
    if commas > 2 and any(part.count(",") > 2 for part in names.split(" and ")):
        return True
    return not _OF_A_BODY.isdisjoint(names.replace(",", " ").replace("~", " ").lower().split())

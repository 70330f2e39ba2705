"""A type that says nothing about the source, or a field whose name is misspelt.

What: an entry of no particular type (@misc) or of one that is not known, and a field with nearly the name of one that is printed. Fields
that reference managers add for themselves are left alone.

Why: by its type a source is printed as an Act, a case, a report or a page. A field with a wrong name is not printed, and nobody notices.

Bad (bib):

    @report{gamma2014, author = {{Home Office}}, titel = {Searches in Wales}, date = {2014}}

Good (bib):

    @report{gamma2014, author = {{Home Office}}, title = {Searches in Wales}, date = {2014}, mendeley-groups = {Wales}}

Fix: write the type that is right, such as @report, @online or @legislation; correct the field's name.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.field_names import KNOWN, misspelt
from toolkit.check.rule import Facts, Rule
from toolkit.cite.kinds import KINDS, csl_kind, kind_finding
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("LIB014", "unknown-type-or-field", "information", "source")


def check(source: Source, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    if source.kind not in KINDS and (kind := csl_kind(source)).guessed:
        yield kind_finding(source, kind.csl)  # as a build says of the sources that it cites
    if source.fields.keys() <= KNOWN:
        return
    for field, meant in misspelt(source):
        yield RULE.finding(
            source.span(field),
            f"'{source.id}' has a field '{field}', which nothing reads.",
            f"Did you mean '{meant}'? Correct the name before this text, or rename it so that nobody takes it for '{meant}'.",
        )

"""One body whose name or acronym is spelt in two ways in the library.

What: names of bodies that differ in "and" and "&", "of" and "for", "Dept", capital letters, punctuation or one letter alone; a body
with two acronyms, an acronym for two bodies, and an acronym as author where others have the full name.

Why: in notes and bibliographies they look like two bodies, and lists of sources by body are wrong.

Bad (bib):

    @report{dwp2014, author = {{Department for Work and Pensions}}, title = {Sanctions in Wales}, date = {2014}}
    @report{dwp2015, author = {{Dept of Work \\& Pensions}}, title = {Sanctions in Kent}, date = {2015}}

Good (bib):

    @report{dwp2014, author = {{Department for Work and Pensions}}, shortauthor = {DWP}, title = {Sanctions in Wales}, date = {2014}}
    @report{doh2015, author = {{Department of Health}}, shortauthor = {DH}, title = {Sanctions and Health}, date = {2015}}

Fix: choose the name that the body gives itself and write it everywhere. Names that changed in law (Her and His Majesty's) may both stand.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.body_names import Variant, acronyms_of, variants
from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.workspace import Workspace

RULE = Rule("LIB020", "body-spelt-two-ways", "warning", "workspace")


def check(workspace: Workspace, facts: Facts) -> Iterator[Finding]:  # noqa: ARG001 - what every rule is given
    sources = workspace.sources.values()
    for variant in variants(sources):
        yield _spelling(variant)
    yield from _acronyms(workspace)


def _spelling(variant: Variant) -> Finding:
    usual, other = variant.usual, variant.other
    times = f" in {usual.times} entries" if usual.times > 1 else ""
    return RULE.finding(
        other.span,
        f"'{other.name}' seems to be the body that is called '{usual.name}'{times}.",
        "Write one name for it everywhere, the one that the body gives itself.",
        related=[usual.span],
    )


def _acronyms(workspace: Workspace) -> Iterator[Finding]:
    for clash in acronyms_of(workspace.sources.values()):
        yield RULE.finding(clash.span, clash.message, clash.help, related=[clash.related])

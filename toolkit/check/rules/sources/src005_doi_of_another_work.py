"""A DOI that does not exist, or that leads to another work.

What: doi.org knows no such DOI, or the work that is registered under it has another title, another author and another year or journal than
the entry, or it is the notice of a correction or retraction and not the work itself. Needs 'consult links', which asks Crossref, DataCite
and doi.org and keeps their answers with the day. What could not be looked up is not reported here.

Why: the DOI is printed, and whoever follows it finds nothing or something else. One wrong digit does it, and references that a program made
up mostly have such DOIs.

Bad (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, date = {2014}, doi = {10.1000/14}}
    -----
    looked:
      - {doi: 10.1000/14, day: 2017-01-30, state: unregistered, registry: doi.org}

Good (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, date = {2014}, doi = {10.1000/14}}
    -----
    looked:
      - doi: 10.1000/14
        day: 2017-01-30
        state: found
        work: {doi: 10.1000/14, titles: [Searches of young people], authors: [[Smith, J.]], years: [2014]}

Fix: copy the DOI again from the first page of the work or from search.crossref.org. Where there is none, delete the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.registered import dated, named, of
from toolkit.check.rule import Facts, Rule
from toolkit.cite.identifiers import doi_field
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("SRC005", "doi-of-another-work", "error", "source", needs=("registries",))

_COPY = "Copy it again from the first page of the work or from search.crossref.org; where there is none, delete the field."


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    found = of(source, facts)
    if found.looked is None or not own(source, where := source.span(doi_field(source))):
        return
    seen = dated(found.looked.registry or "doi.org", found.looked.day)
    if found.looked.state == "unregistered":
        yield RULE.finding(where, f"There is no DOI {found.doi} ({seen}).", _COPY)
    elif found.misled and found.looked.work is not None:
        what = "a notice about the work, and not to the work itself" if found.at_notice else "another work"
        help_ = _COPY
        if found.at_notice and found.looked.work.notice_of:
            help_ = f"The DOI of the work itself is {found.looked.work.notice_of[0]}; see what the notice says before you cite it."
        yield RULE.finding(where, f"The DOI {found.doi} leads to {what}: {named(found.looked.work)} ({seen}).", help_)

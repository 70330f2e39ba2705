"""An entry that differs from what is registered under its DOI.

What: the first author, year, title, journal, volume, issue or pages of an entry are others than those that Crossref or DataCite has for the
work. A year more or less, abbreviated journals, a subtitle that is left out, another way to write an author's names and shortened page
numbers are no difference, and what only one of the two has is not compared. Needs 'consult links'.

Why: a wrong year, author or page is the first thing that an opponent finds, and readers who search for the reference do not find it.

Bad (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, date = {2011}, doi = {10.1000/14}}
    -----
    looked:
      - doi: 10.1000/14
        day: 2017-01-30
        state: found
        work: {doi: 10.1000/14, titles: [Searches of young people], authors: [[Smith, J.]], years: [2014]}

Good (bib, registries):

    @article{gamma2014,
      author = {Smith, Jane},
      title = {Searches of Young People},
      journaltitle = {J. Searches},
      date = {2014},
      doi = {10.1000/14},
    }
    -----
    looked:
      - doi: 10.1000/14
        day: 2017-01-30
        state: found
        work:
          doi: 10.1000/14
          titles: ["Searches of young people: a study"]
          authors: [[Smith, J.]]
          years: [2013]
          containers: [Journal of Searches]

Fix: look at the first page of the work, and correct the entry. Registries are wrong too: then waive SRC007 in the entry, with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.registered import dated, of
from toolkit.check.rule import Facts, Rule
from toolkit.cite.identifiers import doi_field
from toolkit.cite.same_work import Difference
from toolkit.model.finding import Finding
from toolkit.model.source import Source

RULE = Rule("SRC007", "differs-from-the-registry", "warning", "source", needs=("registries",))

_FIELDS = {
    **{"title": ("title",), "author": ("author", "editor"), "year": ("date", "year"), "journal": ("journaltitle", "journal", "booktitle")},
    **{"volume": ("volume",), "issue": ("number", "issue"), "pages": ("pages", "eid")},
}


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    found = of(source, facts)
    if found.looked is None or found.comparison is None or found.misled or not found.comparison.differences:
        return
    differences = found.comparison.differences
    field = next((name for name in _FIELDS[differences[0].field] if source.fields.get(name, "").strip()), doi_field(source))
    where = source.span(field)
    said = "; ".join(f"{each.field} ‘{_short(each.ours)}’ here, ‘{_short(each.theirs)}’ there" for each in differences)
    yield RULE.finding(
        where if own(source, where) else source.span(doi_field(source)),
        f"'{source.id}' differs from what is registered under its DOI ({dated(found.looked.registry, found.looked.day)}): {said}.",
        _help(differences),
    )


def _help(differences: tuple[Difference, ...]) -> str:
    if differences[0].field == "title":
        return "See whether the DOI is the right one, and correct what is wrong; a title that is translated may be waived."
    return "Look at the first page of the work, and correct what is wrong; where the registry is, waive SRC007 in the entry."


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"

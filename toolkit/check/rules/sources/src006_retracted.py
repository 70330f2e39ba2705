"""A source that was retracted, doubted or corrected.

What: Crossref or Retraction Watch has a notice about the work: a retraction (an error), a retraction in part, an expression of concern or a
correction (a warning), or a newer edition (for information). Needs 'consult links', which looks them up and keeps the answers with the day.
Nothing is reported where the entry itself says that the work was retracted, in its title, 'titleaddon', 'addendum' or 'pubstate'. That no
notice was found on a day does not say that there is none.

Why: nothing discredits a submission like a study that its own journal took back, and it can happen after you cited it.

Bad (bib, registries):

    @article{gamma2014, author = {Smith, Jane}, title = {Searches of Young People}, date = {2014}, doi = {10.1000/14}}
    -----
    looked:
      - doi: 10.1000/14
        day: 2017-01-30
        state: found
        work:
          doi: 10.1000/14
          titles: ["RETRACTED: Searches of young people"]
          notices: [{kind: retraction, doi: 10.1000/99, day: 2016-05-02, by: the publisher}]

Good (bib, registries):

    @article{gamma2014,
      author = {Smith, Jane},
      title = {Searches of Young People},
      date = {2014},
      doi = {10.1000/14},
      addendum = {Retracted in 2016},
    }
    -----
    looked:
      - doi: 10.1000/14
        day: 2017-01-30
        state: found
        work:
          doi: 10.1000/14
          titles: ["RETRACTED: Searches of young people"]
          notices: [{kind: retraction, doi: 10.1000/99, day: 2016-05-02, by: the publisher}]

Fix: read the notice. Where the source is retracted, rest on another one, and withdraw the claims that it alone supported. Where you cite it
as a retracted work, say so: addendum = {Retracted in 2016}. Where the notice does not touch what you cite, waive it in the entry with that
reason: waive = {SRC006: the correction is of a table that we do not use}.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.entries import own
from toolkit.check.registered import Verdict, of, resting_on, says_so
from toolkit.check.rule import Facts, Rule
from toolkit.cite.identifiers import doi_field, doi_of
from toolkit.model.finding import Finding, Severity
from toolkit.model.registries import Notice, NoticeKind
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.values import long_date

RULE = Rule("SRC006", "retracted", "error", "source", needs=("registries",))

_SAID: dict[NoticeKind, tuple[str, Severity]] = {
    "retraction": ("was retracted", "error"),
    "reinstatement": ("was retracted and taken back in again", "warning"),
    "partial": ("was retracted in part", "warning"),
    "concern": ("is under an expression of concern", "warning"),
    "correction": ("was corrected", "warning"),
    "other": ("has a notice", "warning"),
    "edition": ("has a newer edition", "information"),
}
_DO: dict[NoticeKind, str] = {
    "retraction": "Rest on another source; where you cite it as a retracted work, say so in the entry: addendum = {Retracted in …}.",
    "edition": "See whether what you cite is still in it.",
}
_READ = "Read the notice; where it does not touch what you cite, waive SRC006 in the entry with that reason."


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    found = of(source, facts)
    if not found.notices or says_so(source) or not own(source, where := _where(source)):
        return
    first = found.notices[0]
    others = sum(notice.kind == first.kind for notice in found.notices) - 1
    said, level = _SAID[first.kind]
    again = f", and has {others} more such notice{'s' if others > 1 else ''}" if others else ""
    day = f" on {long_date(first.day)}" if first.day else ""
    message = f"'{source.id}' {said}{day}{again}, says {_who(found, first)}."
    yield RULE.finding(where, message, " ".join(filter(None, [_DO.get(first.kind, _READ), *_more(source, first, facts)])), level=level)


def _where(source: Source) -> Span:
    return source.span(doi_field(source) if doi_of(source) else "key")


def _who(found: Verdict, notice: Notice) -> str:
    """Whose word it is. Crossref passes on what the publisher or Retraction Watch told it."""
    looked = found.looked
    if looked is None or looked.work is None or notice not in looked.work.notices:
        return notice.by
    return f"{notice.by} through {looked.registry} ({long_date(looked.day)})"


def _more(source: Source, notice: Notice, facts: Facts) -> Iterator[str]:
    if notice.doi and notice.doi != doi_of(source):
        yield f"The notice: https://doi.org/{notice.doi}."
    if notice.reasons:
        yield f"Reasons as {notice.by} notes them: {'; '.join(notice.reasons[:3])}."
    claims = resting_on(source, facts)
    if claims:
        more = f" and {len(claims) - 5} more" if len(claims) > 5 else ""
        yield f"Claims that rest on it: {', '.join(claims[:5])}{more}."

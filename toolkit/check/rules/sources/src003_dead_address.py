"""An address at which nothing is any more, or of which nobody could tell.

What: an address of a source, or one typed in a claim or a response, that was asked for with 'consult links' and was gone: the server says
404 or 410, or there is no such host. It is dead once it was gone on two days; before that it is a warning. Where no program is let in, or
the server was out of order, nobody could tell, and that is information and no more.

Why: a reader who checks the source finds nothing, and takes it for one that never was.

Bad (bib, seen):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {https://www.example.org/bail.pdf},
    }
    -----
    - {url: https://www.example.org/bail.pdf, kind: gone, status: 404, at: 2017-01-30}
    - {url: https://www.example.org/bail.pdf, kind: gone, status: 404, at: 2017-01-31}

Good (bib, seen):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {https://www.example.org/bail.pdf},
    }
    -----
    - {url: https://www.example.org/bail.pdf, kind: gone, status: 404, at: 2017-01-30}
    - {url: https://www.example.org/bail.pdf, kind: there, status: 200, at: 2017-01-31}

Fix: look for the source under its title, and at its publisher's; else cite a copy in a web archive, with the address as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.linked import Subject, links
from toolkit.check.rule import Facts, Rule
from toolkit.model.finding import Finding
from toolkit.model.links import GONE, LINKS

RULE = Rule("SRC003", "dead-address", "error", "source", needs=(LINKS,), also=("claim", "draft"))

_TOLD_ELSEWHERE = frozenset({"private", "no-address"})
"""Of such addresses SRC010 speaks."""


def check(subject: Subject, facts: Facts) -> Iterator[Finding]:
    for link in links(subject, facts):
        seen = link.known.seen
        if seen.kind in GONE and link.known.dead:
            yield RULE.finding(
                link.span,
                f"{link.named} is dead. {link.known.sentence} Last looked at on {seen.day}.",
                f"Look for the source under its title, or cite a copy in a web archive.{link.old}",
            )
        elif seen.kind in GONE:
            yield RULE.finding(
                link.span,
                f"{link.named} seems dead. On {seen.day}: {link.known.sentence}",
                f"Look again tomorrow with 'consult links': what is gone on two days is dead.{link.old}",
                level="warning",
            )
        elif seen.state == "unknown" and seen.kind not in _TOLD_ELSEWHERE:
            yield RULE.finding(
                link.span,
                f"{link.named} could not be checked on {seen.day}. {link.known.sentence}",
                f"Open it in a browser.{link.old}",
                level="information",
            )

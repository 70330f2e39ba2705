"""An address that leads somewhere else than it did.

What: an address of a source, or one typed in a claim or a response, that was asked for with 'consult links' and has moved for good, is
answered by an error page that calls itself success, by a front page, or by a web page in place of a file, or leads to a page that its
publisher has withdrawn. Where the page is there and only the place on it is not, that is information.

Why: what moved for good will one day be gone. And a reader who is sent to a front page does not look further.

Bad (bib, seen):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {http://www.example.org/bail},
    }
    -----
    - {url: http://www.example.org/bail, kind: moved, status: 200, final: https://www.example.org/bail,
       replacement: https://www.example.org/bail, at: 2017-01-31}

Good (bib, seen):

    @report{bail2015,
      author = {{Home Office}},
      title = {Bail in England},
      date = {2015},
      url = {http://www.example.org/bail},
    }
    -----
    - {url: http://www.example.org/bail, kind: redirected, status: 200, final: https://www.example.org/bail, at: 2017-01-31}

Fix: 'consult links --fix' writes the address to which a source has moved for good. For the others look for the source under its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.check.linked import Link, Subject, links
from toolkit.check.rule import Facts, Rule, edit
from toolkit.model.finding import Finding
from toolkit.model.links import LINKS, Kind

_HOST = re.compile(r"(?i)^\w+://(?:www\.)?([^/:?#]+)")
RULE = Rule("SRC004", "moved-or-replaced", "warning", "source", needs=(LINKS,), also=("claim", "draft"))

_HELP: dict[Kind, str] = {
    "soft-404": "Look for the source under its title, or cite a copy in a web archive.",
    "home": "Look for the source under its title, or cite a copy in a web archive.",
    "wrong-type": "Look for the file on the page that comes, and cite its address.",
    "withdrawn": "Read why, and cite what takes its place, or say that it was withdrawn.",
}


def check(subject: Subject, facts: Facts) -> Iterator[Finding]:
    for link in links(subject, facts):
        seen = link.known.seen
        if seen.kind == "moved" and seen.replacement:
            yield _moved(link)
        elif seen.kind in _HELP:
            yield RULE.finding(
                link.span,
                f"{link.named} no longer leads to what is cited. On {seen.day}: {link.known.sentence}",
                f"{_HELP[seen.kind]}{link.old}",
            )
        elif seen.kind == "fragment":
            yield RULE.finding(
                link.span,
                f"{link.named} names a place on its page that was not there on {seen.day} ({seen.said}).",
                f"Open the page, and copy the address of the part that is meant.{link.old}",
                level="information",
            )


def _moved(link: Link) -> Finding:
    new = link.known.seen.replacement
    strange = "" if _host(new) == _host(link.url) else " It is on another host: read it first."
    return RULE.finding(
        link.span,
        f"{link.named} has moved for good, as its server said on {link.known.seen.day}.",
        f"Write {new}.{strange}{link.old}",
        fix=[edit(link.whole, new)] if link.whole else (),
    )


def _host(url: str) -> str:
    """In small letters, without www."""
    match = _HOST.match(url)
    return match[1].lower() if match else ""

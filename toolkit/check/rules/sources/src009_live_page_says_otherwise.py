"""A live page that no longer says what the archived copy says at a passage that is quoted.

What: a source whose address was looked at ('consult archive fetch --compare') and whose page or file no longer has the words or the figure
that a claim, an exhibit or a response takes from it, although the copy that is kept has them. The finding says on which day it was seen,
what the copy says and what the page says now. Nothing is asked of the network while checking; a source that nobody looked at, or whose copy
was replaced by a newer edition since, is left alone.

Why: whoever follows the link in the note reads the page as it is today. Where a figure was revised or a sentence withdrawn, the quotation
is true of the day on which the copy was made, and looks false to its reader.

Bad (described):

    The note of 1 March 2017 links to a page. The copy of 20 January has "63 per cent of searches were for drugs", and so has the quotation;
    the page has said "64 per cent" since February.

Good (described):

    The page says what it said, or the newer edition was kept and the claim says "64 per cent".

Fix: read both texts: 'consult archive fetch KEY --edition' keeps the newer one beside the copy, and 'consult archive compare KEY' shows
what changed. Then take the newer words, or say in the note that the page has changed since the day in 'urldate'.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.check.rule import Facts, Rule
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.finding import Finding
from toolkit.model.live import PAGES, Lost, Pages
from toolkit.model.source import Source
from toolkit.model.values import long_date

RULE = Rule("SRC009", "live-page-says-otherwise", "warning", "source", needs=(PAGES,))

_MOST = 200


def check(source: Source, facts: Facts) -> Iterator[Finding]:
    pages: Pages = facts.observations[PAGES]
    look = pages.looks.get(source.id)
    if look is None:
        return
    for lost in look.lost:
        if _still_quoted(source, lost, facts):
            now = f"it now says “{_short(lost.now)}”" if lost.now else "it has nothing like that any more"
            said = f"where the copy says “{_short(lost.passage or lost.words)}”, {now}"
            yield RULE.finding(
                source.span("url"),
                f"The page of '{source.id}' no longer says “{_short(lost.words)}”: on {long_date(look.day)}, {said}.",
                f"Compare them: 'consult archive fetch {source.id} --edition', then 'consult archive compare {source.id}'.",
            )


def _still_quoted(source: Source, lost: Lost, facts: Facts) -> bool:
    """Whether the claim that took it from there still does; what was typed in a response is taken to stand."""
    if not lost.claim:
        return True
    thing: Claim | Exhibit | None = facts.workspace.claims.get(lost.claim) or facts.workspace.exhibits.get(lost.claim)
    if thing is None or (isinstance(thing, Claim) and thing.status == "withdrawn"):
        return False
    own = [each for each in thing.support if each.source == source.id]
    return bool(own) if lost.thing == "figure" else any((each.quote or "").strip() == lost.words for each in own)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _MOST else f"{line[: _MOST - 1]}…"

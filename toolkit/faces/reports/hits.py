"""What was found or suggested, as people and programs read it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

import click

from toolkit.cite.csl import short_reference
from toolkit.faces.reports import listed
from toolkit.faces.reports.uses import sent_on
from toolkit.library.entries import ONE, What
from toolkit.library.index import END, START, Seen
from toolkit.library.search import Found, Hit, Wanted

if TYPE_CHECKING:
    from toolkit.library.suggest import Fitting, Suggested
    from toolkit.session import Session

HEADINGS: dict[What, str] = {
    "claims": "Claims",
    "passages": "Passages",
    "responses": "Said before",
    "exhibits": "Charts and tables",
    "sources": "Sources",
}
_PASTE: dict[What, str] = {
    "claims": "{{{{ claim('{}') }}}}",
    "passages": "{{{{ passage('{}') }}}}",
    "exhibits": "{{{{ exhibit('{}') }}}}",
    "sources": "[@{}]",
}
_BANDS = {"fresh": "green", "due": "yellow", "overdue": "red", "stale": "red"}
_AROUND = 90
"""Signs before the first match and behind it that are shown of a long text."""
_LONGEST = 320


def report(session: Session, found: Found, wanted: Wanted) -> str:
    """Sort by sort: what it is, its words, where they come from and where they were used, and what to paste."""
    lines = list(found.said)
    if not found.hits:
        lines.append("Nothing was found." + ("" if wanted.broaden else " --broaden also looks for other words of the same meaning."))
        return "\n".join(lines) + "\n"
    for what, hits in groupby(found.hits, key=lambda hit: hit.what):
        lines += ["", *_heading(what, more=what in found.more)]
        parts = False
        for hit in hits:
            if hit.partly and not parts:
                parts = True
                lines += ["  With some of the words:", ""]
            lines += [*_told(session, hit), ""]
        lines.pop()
    return "\n".join(lines).lstrip("\n") + "\n"


def suggested_report(session: Session, slug: str, suggested: list[Suggested]) -> str:
    """Question by question; what is placed already says so."""
    if not suggested:
        return f"{slug} has neither questions nor sections yet. Write them in consultation.yaml or outline.yaml.\n"
    lines: list[str] = []
    for each in suggested:
        answered = (
            f"  (answered in {listed(each.asked.sections)})" if each.asked.sections and each.asked.sections != (each.asked.id,) else ""
        )
        lines += [f"{click.style(each.asked.id, bold=True)}: {each.asked.text}{answered}", ""]
        for what, fitting in groupby(each.fitting, key=lambda fits: fits.hit.what):
            lines += _heading(what, more=False)
            for fits in fitting:
                lines += [*_told(session, fits.hit, fits), ""]
        if not each.fitting:
            lines += ["  The library has nothing on this.", ""]
    return "\n".join(lines[:-1]) + "\n"


def as_data(session: Session, hit: Hit) -> dict[str, Any]:
    """A hit as plain values; `marked` has the matches between ** and **."""
    facts = hit.facts
    return {
        "what": ONE[hit.what],
        "id": facts.slug or hit.id,
        "kind": facts.kind,
        "status": facts.status or None,
        "freshness": hit.band,
        "review": facts.due or None,
        "text": _plain(hit.text),
        "marked": hit.text.replace(START, "**").replace(END, "**"),
        "matched": hit.matched,
        "all_words": not hit.partly,
        "score": round(hit.score, 4),
        "topic": facts.topic or None,
        "place": facts.place or None,
        "tags": facts.tags,
        "sources": [{"key": key, "reference": reference} for key, reference in _references(session, hit)],
        "section": facts.section or None,
        "questions": facts.questions,
        "used": [{"response": seen.slug, "body": seen.body, "sent": seen.sent or None} for seen in hit.used],
        "instead": _instead(session, hit) or None,
        "where": f"{facts.path}:{facts.line}",
        "paste": _PASTE[hit.what].format(hit.id) if hit.what in _PASTE else None,
    }


def suggested_data(session: Session, suggested: Suggested) -> dict[str, Any]:
    """The same for what fits a question."""
    return {
        "question": suggested.asked.id,
        "text": suggested.asked.text,
        "answered_in": suggested.asked.sections,
        "fitting": [{**as_data(session, fits.hit), "placed_in": fits.placed, "heard_in": fits.heard or None} for fits in suggested.fitting],
    }


def _heading(what: What, *, more: bool) -> list[str]:
    rest = click.style("  the first of more: see --limit", dim=True) if more else ""
    return [click.style(HEADINGS[what], bold=True, underline=True) + rest, ""]


def _told(session: Session, hit: Hit, fits: Fitting | None = None) -> Iterator[str]:
    facts = hit.facts
    yield f"  {click.style(facts.slug or hit.id, bold=True)}  {' · '.join(_states(hit))}"
    yield f"    {_shown(hit)}"
    for line in _lines(session, hit, fits):
        yield click.style(f"    {line}", dim=True)
    if hit.what in _PASTE and not facts.retired:
        yield click.style(f"    {_PASTE[hit.what].format(hit.id)}", fg="cyan")


def _states(hit: Hit) -> Iterator[str]:
    facts = hit.facts
    if hit.what == "responses":
        yield f"section {facts.section}"
        yield sent_on(hit.used[0].sent) if hit.used else "draft"
        return
    yield facts.kind or ONE[hit.what]
    if facts.status:
        yield click.style(facts.status, fg="red" if facts.retired else None)
    if hit.band:
        yield click.style(hit.band, fg=_BANDS[hit.band])
    if facts.place:
        yield facts.place


def _lines(session: Session, hit: Hit, fits: Fitting | None) -> Iterator[str]:
    instead = _instead(session, hit)
    if instead:
        yield instead
    if hit.band in {"overdue", "stale"}:
        yield f"To be looked at again: {hit.facts.why}."
    if fits is not None and fits.placed:
        yield f"Already placed here, in {listed(fits.placed)}."
    if fits is not None:
        yield f"Fits by {listed(hit.matched)}." if hit.matched else "Near in meaning."
    references = dict.fromkeys(reference for _, reference in _references(session, hit))
    if references:
        yield "; ".join(references)
    if hit.what != "responses" and hit.used:
        yield f"Used in {listed([_use(seen) for seen in hit.used[:3]])}{f' and {len(hit.used) - 3} more' if len(hit.used) > 3 else ''}."
    if fits is not None and fits.heard:
        yield f"This body was sent it before, in {fits.heard}."


def _use(seen: Seen) -> str:
    return f"{seen.slug} ({sent_on(seen.sent)})"


def _instead(session: Session, hit: Hit) -> str:
    """What a withdrawn or superseded claim says about itself."""
    claim = session.workspace.claims.get(hit.id) if hit.what == "claims" and hit.facts.retired else None
    if claim is None:
        return ""
    return f"Use '{claim.superseded_by}' instead." if claim.status == "superseded" else f"Withdrawn: {claim.reason}"


def _references(session: Session, hit: Hit) -> list[tuple[str, str]]:
    """The sources that it rests on, by key, with author and year."""
    known = ((key, session.workspace.sources.get(key)) for key in hit.facts.sources)
    return [(key, short_reference(source)) for key, source in known if source is not None]


def _shown(hit: Hit) -> str:
    """Its words with the matches in bold; of a long text what stands around the first match."""
    text = hit.text
    if len(_plain(text)) > _LONGEST:
        first = max(0, text.find(START))
        start = 0 if first <= _AROUND else text.rindex(" ", 0, first - _AROUND // 2) + 1 if " " in text[: first - _AROUND // 2] else 0
        text = ("… " if start else "") + _cut(text[start:], _LONGEST)
    pieces = text.split(START)
    bold = [part.partition(END) for part in pieces[1:]]
    return pieces[0] + "".join(click.style(match, bold=True, fg="yellow") + rest for match, _, rest in bold)


def _cut(text: str, width: int) -> str:
    """The head of a marked text, cut between two words and never within a match."""
    if len(text) <= width:
        return text
    head = text[:width].rsplit(" ", 1)[0]
    return f"{head}{END if head.count(START) > head.count(END) else ''} …"


def _plain(text: str) -> str:
    return text.replace(START, "").replace(END, "")

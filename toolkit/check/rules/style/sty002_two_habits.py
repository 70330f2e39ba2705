"""One document in which a thing is written in two ways.

What: per cent and %, double and single marks around quotations, hyphens and dashes between clauses, or the name of a body, each in more
than one way in one document. Brackets, tables and captions, quoted words and ranges such as 12–14 are not looked at.

Why: it shows where the pieces were put together, and makes a careful reader look for what else was copied.

Bad (text):

    Of the searches 63 per cent were for drugs.
    Of those 9 per cent led to an arrest, and 5% to a charge.

Good (text):

    Of the searches 63 per cent were for drugs (2016: 60%).
    Of those 9 per cent led to an arrest, and 5 per cent to a charge.

Fix: choose one way for the whole document and change the other places. Claims are the words of the whole organisation: settle there first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from toolkit.check import habits
from toolkit.check.rule import Facts, Rule, Submission
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.text import Text

RULE = Rule("STY002", "two-habits", "warning", "draft", english=True)

_PROSE = ("paragraph", "list", "recommendation")


class _Used(NamedTuple):
    """A place where a habit shows."""

    text: Text
    start: int
    end: int


def check(submission: Submission, facts: Facts) -> Iterator[Finding]:
    texts = [part for text in submission.texts if text.kind in _PROSE for part in (text, *(note for _, note in text.notes))]
    yield from _one_way(texts, habits.shares, habits.SHARES, "Percentages are", facts)
    yield from _one_way(texts, habits.marks, habits.MARKS, "Quotations are", facts)
    yield from _one_way(texts, habits.dashes, habits.DASHES, "Dashes are", facts)
    yield from _bodies(texts, facts)


def _one_way(
    texts: list[Text], find: Callable[[str], Iterator[tuple[str, int, int]]], names: dict[str, str], what: str, facts: Facts
) -> Iterator[Finding]:
    used: dict[str, list[_Used]] = {}
    for text in texts:
        for kind, start, end in find(text.words):
            used.setdefault(kind, []).append(_Used(text, start, end))
    for kind in [each for each in used if each.endswith(habits.IN_WORDS)]:
        places = used.pop(kind)
        if "%" not in used:
            used.setdefault(kind.removesuffix(habits.IN_WORDS), []).extend(places)
    if len(used) > 1:
        yield _told({names[kind]: places for kind, places in used.items()}, what, facts)


def _bodies(texts: list[Text], facts: Facts) -> Iterator[Finding]:
    used: dict[str, dict[str, list[_Used]]] = {}
    for text in texts:
        for key, name, start, end in habits.bodies(text.words):
            used.setdefault(key, {}).setdefault(name, []).append(_Used(text, start, end))
    for spellings in used.values():
        if len(spellings) > 1:
            yield _told({f"'{name}'": places for name, places in spellings.items()}, "A name is", facts)


def _told(used: dict[str, list[_Used]], what: str, facts: Facts) -> Finding:
    """The finding stands at the first place of the rarer way; a mark that {{ quote() }} puts there is never the one to change."""
    ordered = sorted(used.items(), key=lambda each: (all(map(_automatic, each[1])), len(each[1])))
    name, places = ordered[0]
    other, others = ordered[-1]
    counts = ", ".join(f"{len(where)} times {way}" if len(where) > 1 else f"once {way}" for way, where in ordered)
    first = next((place for place in places if not place.text.claimed(place.start, place.end)), places[0])
    claims = first.text.claimed(first.start, first.end)
    claim = facts.workspace.claims.get(claims[0].claim) if claims else None
    form = claims[0].form.replace("value:", "values.") if claims else ""
    where = claim.span(form if form in ("text", "short") or form.startswith("values.") else "support") if claim else _span(first)
    return RULE.finding(
        where,
        f"{what} written in {len(ordered)} ways in this document: {counts}.",
        f"Write {other} everywhere, or {name} everywhere.",
        related=[_span(others[0]), *([_span(first)] if claim else [])],
    )


def _automatic(place: _Used) -> bool:
    """Whether {{ quote() }} wrote the quotation marks."""
    return any(
        claimed.form == "quote" and claimed.start == place.start + 1 and claimed.end == place.end - 1
        for claimed in place.text.claimed(place.start, place.end)
    )


def _span(place: _Used) -> Span:
    return place.text.span(place.start, place.end)

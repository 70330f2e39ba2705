"""The lists of a page about one response: its questions, quotations, figures and sources, each with its state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from toolkit.check.answers import answering, down
from toolkit.check.length import length, notes_by_section
from toolkit.check.prose import Read
from toolkit.check.quoted import quotations
from toolkit.check.rule import Submission
from toolkit.cite.csl import short_reference
from toolkit.cite.latex import decode
from toolkit.faces.reports import many, proven
from toolkit.faces.reports.desk import Desk
from toolkit.faces.reports.dossier import Remark, Row, worst
from toolkit.model.evidence import Claim
from toolkit.model.proofs import Observed, counted
from toolkit.model.response import Question
from toolkit.model.source import Source
from toolkit.model.span import Span
from toolkit.model.text import Cited, Text
from toolkit.model.values import long_date

_TERM = 4
"""Words: fewer in quotation marks are a term and not a quotation."""


def questions(desk: Desk) -> Iterator[Row]:
    """Every question as it was asked, with the sections that answer it and their length as SUB002 counts it."""
    submission = Submission(desk.response, desk.draft, tuple(desk.texts))
    notes = notes_by_section(submission)
    for question in desk.response.consultation.questions:
        answers = [section for _, section in answering(desk.response.outline, question.id)]
        unit = question.limit.split()[1] if question.limit else "words"
        own, in_notes = length(submission, [each for section in answers for each in down(section)], notes, unit)
        noted = f" and {in_notes:,} in notes" if in_notes else ""
        remarks = desk.of("question", question.id)
        where = tuple(section.heading or section.id for section in answers)
        state = f"{many(own, unit.removesuffix('s'))}{noted}{_limit(question)}" if answers else "not answered"
        severity = worst(remarks) or ("fine" if answers else "open")
        yield Row(question.text, where, state, severity, remarks, detail=question.number or question.id, id=f"q-{question.id}")


def quoted(desk: Desk) -> Iterator[Row]:
    """Every quotation in order, those in notes behind those of their paragraph."""
    for number, read in enumerate(desk.reads):
        text = read.text
        found = [(each.start, each.end) for each in quotations(text.words) if len(each.words.split()) > _TERM]
        for start, end in [(0, len(text.words))] if text.kind == "quotation" else found:
            yield _quotation(desk, number, read, (start, end), desk.about(number, start, end))
        for offset, note in text.notes:
            remarks = desk.about(number, offset - 1, offset)
            for each in quotations(note.words):
                if len(each.words.split()) > _TERM:
                    yield _quotation(desk, number, Read(note), (each.start, each.end), remarks, "in a note")


def _quotation(desk: Desk, number: int, read: Read, where: tuple[int, int], remarks: tuple[Remark, ...], detail: str = "") -> Row:
    start, end = where
    cited = read.text.cited(start, max(end, read.sentence_of(max(start, end - 1)).end))
    claims = [
        desk.claims[placed.claim]
        for placed in read.text.placed
        if placed.start < end and start < placed.end and placed.claim in desk.claims
    ]
    seen = _observed(desk, read.text, where, [claim.id for claim in claims])
    if seen is not None:
        state, fallback = _stands(seen)
    elif not cited:
        state, fallback = "no source beside it", "open"
    elif any(each.locator.value or each.locator.suffix for each in cited):
        state, fallback = "source and page given", "fine"
    else:
        state, fallback = "source given, without a page", "open"
    severity = worst(remarks) or fallback
    return Row(read.text.words[start:end], _named(desk, cited), state, severity, remarks, f"p{number}", detail, limits=_limits(claims[:1]))


def _observed(desk: Desk, text: Text, where: tuple[int, int], claims: Sequence[str]) -> Observed | None:
    """What a copy says about words of a paragraph: typed there, or quoted by a claim that is placed there."""
    start, end = where
    span, said = text.span(start, end), _letters(text.words[start:end])
    for each in desk.proofs:
        typed = not each.claim and _start(each.span) == _start(span)
        if each.thing == "quotation" and (
            typed or (each.claim in claims and (_letters(each.words) in said or said in _letters(each.words)))
        ):
            return each
    return None


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, words)).lower()


def _stands(seen: Observed) -> tuple[str, str]:
    """What became of it, and the tone of that: nothing is fine that was not proven."""
    day = f", copy of {long_date(seen.captured)}" if seen.captured else ""
    where = f" on {seen.page}" if seen.page else ""
    return {
        "proven": (f"proven{where}{day}", "fine"),
        "to-read": (f"in the source{where}{day}; to be read beside it", "warning"),
        "unchecked": (f"not proven. {seen.why}", "open"),
    }.get(seen.standing, (f"not as the source has it{day}", "error"))


def _proven_figures(proofs: Iterable[Observed], claim: str, span: Span, otherwise: tuple[str, str]) -> tuple[str, str]:
    """What copies say about the figures of a claim, or about one that was typed; what is known otherwise where they say nothing."""
    mine = [each for each in proofs if each.thing == "figure" and each.claim == claim and (claim or _start(each.span) == _start(span))]
    if not mine:
        return otherwise
    counts = counted(mine)
    tone = "error" if counts.failed else "open" if counts.unproven else "warning" if counts.doubtful else "fine"
    return f"{otherwise[0]}; held against a copy: {proven(counts)}", tone


def _start(span: Span) -> tuple[str, int, int]:
    return span.path, span.line, span.column


def _limits(claims: Iterable[Claim]) -> str:
    """What the evidence of claims does not show, and which side it serves."""
    told = ((f"Does not show: {' '.join(claim.limits.split())}" if claim.limits else "", claim.side) for claim in claims)
    return " ".join(each for both in told for each in both if each)


def figures(desk: Desk) -> Iterator[Row]:
    """Every placed claim that states a figure, every value, and every figure that was typed, in order."""
    for number, read in enumerate(desk.reads):
        text = read.text
        rows: list[tuple[int, Row]] = []
        for placed in text.placed:
            claim = desk.claims.get(placed.claim)
            inside = [figure for figure in read.figures if placed.start <= figure.start < placed.end]
            if claim is None or not (inside or placed.form.startswith("value:")):
                continue
            remarks = desk.about(number, placed.start, placed.end)
            rests_on = tuple(dict.fromkeys((*_support(desk, claim), *_named(desk, text.cited(placed.start, placed.end)))))
            state, fallback = _proven_figures(desk.proofs, claim.id, read.text.span(placed.start, placed.end), _checked(claim))
            words, detail = text.words[placed.start : placed.end], f"claim {claim.id}"
            if placed.form.startswith("value:"):
                words, detail = read.sentence_of(placed.start).words, f"‘{words}’ from {detail}"
            severity = worst(remarks) or fallback
            row = Row(words, rests_on or _own(claim), state, severity, remarks, f"p{number}", detail, limits=_limits([claim]))
            rows.append((placed.start, row))
        for figure in read.figures:
            if not figure.weighty or text.claimed(figure.start, figure.end):
                continue
            sentence = read.sentence_of(figure.start)
            cited = text.cited(sentence.start, sentence.end)
            remarks = desk.about(number, figure.start, figure.end)
            state, fallback = ("source given", "fine") if cited else ("no source beside it", "open")
            state, fallback = _proven_figures(desk.proofs, "", text.span(figure.start, figure.end), (state, fallback))
            detail = f"‘{figure.text}’ as typed"
            row = Row(sentence.words, _named(desk, cited), state, worst(remarks) or fallback, remarks, f"p{number}", detail)
            rows.append((figure.start, row))
        yield from (row for _, row in sorted(rows, key=lambda each: each[0]))


def sources(desk: Desk) -> Iterator[Row]:
    """Every cited source in the order of its first citation, with the notes that cite it."""
    notes: dict[str, list[int]] = {}
    for note in desk.draft.notes:
        for key in note.keys:
            notes.setdefault(key, []).append(note.number)
    for key, source in desk.draft.sources.items():
        remarks = desk.of("source", key)
        state = _read_on(source)
        yield Row(
            short_reference(source),
            (decode(source.fields.get("title", "")),),
            state,
            worst(remarks) or "fine",
            remarks,
            detail=key,
            notes=tuple(dict.fromkeys(notes.get(key, []))),
            id=f"s-{key}",
        )


def _named(desk: Desk, cited: Iterable[Cited]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_reference(desk, each.key, each.written) for each in cited))


def _support(desk: Desk, claim: Claim) -> Iterator[str]:
    for each in claim.support:
        yield _reference(desk, each.source, each.locator or "")


def _reference(desk: Desk, key: str, locator: str) -> str:
    source = desk.workspace.sources.get(key)
    return f"{short_reference(source) if source else key}{f', {locator}' if locator else ''}"


def _limit(question: Question) -> str:
    return f"; at most {int(question.limit.split()[0]):,}" if question.limit else ""


def _own(claim: Claim) -> tuple[str, ...]:
    """What a claim rests on that names no source."""
    own = {"position": "our own view", "casework": "our own experience"}.get(claim.kind)
    derived = f"worked out from {', '.join(claim.derived_from)}" if claim.derived_from else None
    return tuple(each for each in (own, derived) if each)


def _checked(claim: Claim) -> tuple[str, str]:
    """Whether somebody has held a claim against its sources."""
    if claim.status == "checked":
        return (f"checked on {long_date(claim.checked)}" if claim.checked else "checked"), "fine"
    return {"draft": "not yet checked against a source"}.get(claim.status, claim.status), "open"


def _read_on(source: Source) -> str:
    """When somebody read what is on the web; empty for what is not, or where nobody noted it, which has a check of its own."""
    written = source.fields.get("urldate", "")
    with suppress(ValueError):
        return f"read on {long_date(date.fromisoformat(written))}"
    return f"read on {written}" if written else ""

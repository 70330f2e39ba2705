"""Waivers: found beside what they waive, held against the findings, and told about where they are unused, over or unclear."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise

from toolkit.check.engine import known_rules, nearest
from toolkit.model.evidence import Claim, Exhibit
from toolkit.model.finding import Finding, in_order
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.span import Origin, Prose, Span
from toolkit.model.waiver import Waiver
from toolkit.model.workspace import Workspace

NOT_NEEDED, OVER, UNCLEAR = "WSP014", "WSP015", "WSP017"
_COMMENT = re.compile(r"<!--\s*waive\b(?P<inside>.*?)-->", re.DOTALL | re.IGNORECASE)
_CODE = r"[A-Za-z]{3}\d{3}"
_WRITTEN = re.compile(
    rf"\s*(?P<codes>{_CODE}(?:\s*,\s*{_CODE})*)(?:\s+until\s+(?P<until>\d{{4}}-\d{{2}}-\d{{2}}))?\s*(?::(?P<reason>.*))?", re.DOTALL
)
_NEXT = re.compile(rf";\s*(?={_CODE}\b)")
"""Between two waivers of one entry of the bibliography: a reason may hold semicolons of its own."""
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_ITEM = re.compile(r"(?m)^[ \t>]*(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)])[ \t]+(?=\S)")
_HOW = "Write <!-- waive CIT003: reason -->, with 'until 2027-01-01' before the colon where it ends."
_HOW_IN_ENTRIES = "Write waive = {LIB013: reason}, several with semicolons between them."
_WHEN_PLACED = ("CIT001", "WSP006", "WSP008")
"""What is wrong in the wording of a claim or passage is found where a response places it."""
_WHEN_BUILT = ("WSP010",)

_END = 1_000_000_000

Reach = tuple[str, int, int]
"""A file, and its lines from and to; a folder, whose name ends in a slash, stands for every file below it."""


@dataclass(frozen=True)
class Placed:
    """A waiver with its place and its reach: the lines of one file, or all files of a folder, about which findings of `code` may stand."""

    code: str
    reason: str
    until: date | None
    span: Span
    path: str
    first: int
    last: int

    def covers(self, finding: Finding) -> bool:
        """Whether the finding, or one of its related places, stands in the waiver's reach."""
        return finding.code == self.code and any(self._holds(place) for place in (finding.span, *finding.related))

    def _holds(self, place: Span) -> bool:
        if self.path.endswith("/"):
            return place.path.startswith(self.path)
        return place.path == self.path and self.first <= place.line <= self.last

    @property
    def serves_elsewhere(self) -> bool:
        """Whether what it waives may show where a check does not look: in a built file, or in a response that was not asked for."""
        shared = not self.span.path.startswith("responses/")
        scope = known_rules()[self.code].rule.scope
        return scope == "artefact" or self.code in _WHEN_BUILT or (shared and (scope == "draft" or self.code in _WHEN_PLACED))


@dataclass(frozen=True)
class Judged:
    """Findings after waivers: those that stand, those that somebody waived with the waiver, and all waivers that were looked at."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Placed], ...]
    waivers: tuple[Placed, ...]


@dataclass
class _Found:
    """What was made out so far."""

    placed: list[Placed]
    problems: list[Finding]

    def take(self, waive: dict[str, Waiver], origin: Origin, where: str, *reaches: Reach) -> None:
        """The waivers of one thing, in each of its reaches."""
        for code, each in waive.items():
            span = origin.span(f"{where}.waive.{code}" if where else f"waive.{code}")
            self._add(code, each.reason, each.until, span, reaches)

    def read(self, written: str, span: Callable[[int, int], Span], how: str, *reaches: Reach) -> None:
        """The waivers of a line such as ``CIT003, STY001 until 2027-01-01: reason``; `span` tells where its characters stand."""
        match = _WRITTEN.fullmatch(written)
        if match is None:
            start = len(written) - len(written.lstrip())
            self._unclear(span(start, max(start + 1, len(written.rstrip()))), "This waiver cannot be read, so it waives nothing.", how)
            return
        until = None
        if match["until"]:
            try:
                until = date.fromisoformat(match["until"])
            except ValueError:
                self._unclear(span(*match.span("until")), f"There is no day {match['until']}.", "Correct the date of the waiver.")
                return
        for code in re.finditer(_CODE, match["codes"]):
            start = match.start("codes") + code.start()
            self._add(code[0], match["reason"] or "", until, span(start, start + len(code[0])), reaches)

    def _add(self, code: str, reason: str, until: date | None, span: Span, reaches: Iterable[Reach]) -> None:
        if code not in known_rules():
            self._unclear(span, f"This waives {code}, and there is no such check.", nearest(code))
        elif len(reason.strip()) < 3:
            help_ = "Say why it may stand: colleagues will ask, and the record keeps it."
            self._unclear(span, f"The waiver of {code} gives no reason.", help_)
        else:
            self.placed += [Placed(code, reason.strip(), until, span, *reach) for reach in reaches]

    def _unclear(self, span: Span, message: str, help_: str) -> None:
        self.problems.append(Finding(code=UNCLEAR, severity="warning", span=span, message=message, help=help_))


def library_waivers(workspace: Workspace) -> tuple[list[Placed], list[Finding]]:
    """The waivers of workspace.yaml, of claims, exhibits, passages and sources, and what is wrong with them."""
    found = _Found([], [])
    configuration = workspace.configuration
    found.take(configuration.waive, configuration.origin, "", _whole("workspace.yaml"))
    things: list[Claim | Exhibit] = [*workspace.claims.values(), *workspace.exhibits.values()]
    for thing in things:
        if thing.waive:
            found.take(thing.waive, thing.origin, "", _lines(thing.origin, ""))
    for passage in workspace.passages.values():
        found.take(passage.waive, passage.origin, "", _whole(passage.origin.path))
        _comments(passage.prose, found)
    for source in workspace.sources.values():
        if "waive" in source.fields:
            _entry(source, found)
    return found.placed, found.problems


def response_waivers(response: Response) -> tuple[list[Placed], list[Finding]]:
    """The waivers in consultation.yaml, outline.yaml and the texts of a response, and what is wrong with them.

    The outline's own reach all that is said and the files built of it; a section's its text and its subsections.
    """
    found = _Found([], [])
    consultation, outline = response.consultation, response.outline
    found.take(consultation.waive, consultation.origin, "", _whole(consultation.origin.path))
    for number, question in enumerate(consultation.questions):
        where = f"questions.{number}"
        found.take(question.waive, consultation.origin, where, _lines(consultation.origin, where))
    built = [(f"{folder}/{response.slug}/", 0, 0) for folder in ("responses", "build")]
    found.take(outline.waive, outline.origin, "", *built)
    for where, _, section in outline.walk():
        texts = [prose.path for place, prose in response.texts.items() if f"{place}.".startswith(f"{where}.")]
        apart = [_whole(path) for path in dict.fromkeys(texts) if path != outline.origin.path]
        found.take(section.waive, outline.origin, where, _lines(outline.origin, where), *apart)
        for number, ask in enumerate(section.recommendations):
            place = f"{where}.recommendations.{number}"
            found.take(ask.waive, outline.origin, place, _lines(outline.origin, place))
    for prose in dict.fromkeys(response.texts.values()):  # a text may serve two sections
        _comments(prose, found)
    return found.placed, found.problems


def judge(findings: Iterable[Finding], waivers: Iterable[Placed], today: date, looked: Callable[[Placed], bool]) -> Judged:
    """Hold waivers against findings.

    :param today: a waiver whose day is past waives nothing any more, and is told.
    :param looked: whether a waiver's rule looked wherever the waiver reaches; only then can it be called unused.
    """
    waivers = tuple(dict.fromkeys(waivers))
    by_code: dict[str, list[Placed]] = {}
    for waiver in waivers:
        by_code.setdefault(waiver.code, []).append(waiver)
    stand: list[Finding] = []
    waived: list[tuple[Finding, Placed]] = []
    used: set[tuple[Span, str]] = set()
    for finding in findings:
        covering = [waiver for waiver in by_code.get(finding.code, ()) if waiver.covers(finding)]
        live = [waiver for waiver in covering if not _is_over(waiver, today)]
        used.update((waiver.span, waiver.code) for waiver in live or covering)
        if live:
            waived.append((finding, live[0]))
        else:
            stand.append(finding)
    for waiver in {(waiver.span, waiver.code): waiver for waiver in reversed(waivers)}.values():
        needed = (waiver.span, waiver.code) in used
        if _is_over(waiver, today):
            stand.append(_over(waiver, needed=needed))
        elif not needed and looked(waiver):
            stand.append(_not_needed(waiver))
    return Judged(in_order(stand), tuple(waived), waivers)


def _is_over(waiver: Placed, today: date) -> bool:
    return waiver.until is not None and waiver.until < today


def _not_needed(waiver: Placed) -> Finding:
    return Finding(
        code=NOT_NEEDED,
        severity="warning",
        span=waiver.span,
        message=f"This waives {waiver.code}, and there is nothing to waive here.",
        help="Delete the waiver: it would hide the next mistake of this kind.",
    )


def _over(waiver: Placed, *, needed: bool) -> Finding:
    said = "what it waived is reported again" if needed else "there is nothing left to waive"
    return Finding(
        code=OVER,
        severity="warning",
        span=waiver.span,
        message=f"The waiver of {waiver.code} ended on {waiver.until}; {said}.",
        help="Put right what it waived and delete it, or give it another day and a reason why." if needed else "Delete it.",
    )


def _entry(source: Source, found: _Found) -> None:
    """The field ``waive`` of an entry in the bibliography."""
    written, whole = source.fields["waive"], source.span("waive")
    on_one_line = whole.line == whole.end_line and whole.end_column - whole.column == len(written)
    starts = [0, *(match.end() for match in _NEXT.finditer(written))]
    for start, end in pairwise((*starts, len(written))):

        def span(first: int, last: int, at: int = start) -> Span:
            columns = {"column": whole.column + at + first, "end_column": whole.column + at + last}
            return whole.model_copy(update=columns) if on_one_line else whole

        found.read(written[start:end].rstrip("; \n\t"), span, _HOW_IN_ENTRIES, _lines(source.origin, ""))


def _comments(prose: Prose, found: _Found) -> None:
    """HTML comments: each waives for the paragraph or list item in which it stands, or for the paragraph that follows it."""
    for comment in _COMMENT.finditer(prose.text):
        start, end = _paragraph(prose.text, comment.start(), comment.end())
        lines = prose.span(start).line, prose.span(max(start, end - 1)).line
        found.read(comment["inside"], partial(_inside, prose, comment.start("inside")), _HOW, (prose.path, *lines))


def _inside(prose: Prose, at: int, start: int, end: int) -> Span:
    return prose.span(at + start, at + end)


def _paragraph(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around a comment, or its item of a list; with the paragraph after it where only comments stand in it."""
    before = max((match.end() for match in _BLANK.finditer(text, 0, start)), default=0)
    for last in (*(match.start() for match in _BLANK.finditer(text, end)), len(text)):
        if re.sub(r"<!--.*?-->", "", text[before:last], flags=re.DOTALL).strip():
            return _item(text, before, last, start, end)
    return before, len(text)


def _item(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The item of a list in which a comment stands; the whole paragraph where it stands in none."""
    heads = [match.start() for match in _ITEM.finditer(text, first, last)]
    before = [head for head in heads if head <= start]
    return (before[-1], min((head for head in heads if head >= end), default=last)) if before else (first, last)


def _whole(path: str) -> Reach:
    return path, 0, _END


def _lines(origin: Origin, where: str) -> Reach:
    span = origin.span(where)
    return origin.path, span.line, max(span.line, span.end_line)

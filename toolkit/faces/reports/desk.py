"""Lays each finding beside what it is about in one response: a paragraph with its words, a question, a source, or the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.check.engine import known_rules
from toolkit.check.prose import Read
from toolkit.faces.reports.dossier import Paragraph, Piece, Remark, worst
from toolkit.faces.reports.placing import Places, Spot, first, lines_of
from toolkit.model.draft import Draft
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding
from toolkit.model.proofs import Observed
from toolkit.model.response import Response
from toolkit.model.span import Span
from toolkit.model.text import Text
from toolkit.model.workspace import Workspace

_EVERYTHING = ("LIB001", "WSP001")
"""A file that cannot be read concerns everybody who rests on it."""


class Desk:
    """Lays each finding where it belongs, then makes out the lists."""

    def __init__(
        self, workspace: Workspace, response: Response, draft: Draft, texts: Sequence[Text], proofs: Sequence[Observed] = ()
    ) -> None:
        self.proofs = proofs
        """How what is taken from the sources stands; empty where there is no archive."""
        self.workspace, self.response, self.draft, self.texts = workspace, response, draft, texts
        self.reads = [Read(text) for text in texts]
        self.places = Places(texts)
        self.at: dict[tuple[str, str], list[Remark]] = {}
        """Remarks by what they stand beside: a kind of thing and its id."""
        self.spots: dict[int, Spot] = {}
        """Where in a paragraph a remark points, by its number."""
        self.elsewhere: list[Remark] = []
        claims = {placed.claim for text in texts for placed in text.placed} | {placement.claim for placement in draft.placements}
        self.claims: dict[str, Claim] = {id_: claim for id_ in sorted(claims) if (claim := workspace.claims.get(id_))}
        self.lines_of_claims = lines_of({id_: claim.origin for id_, claim in self.claims.items()})
        self.lines_of_exhibits = lines_of({placed.block: placed.exhibit.origin for placed in draft.exhibits})
        self.lines_of_sources = lines_of({key: source.origin for key, source in draft.sources.items()})
        self.lines_of_questions = {
            (response.consultation.origin.path, line): question.id
            for number, question in enumerate(response.consultation.questions)
            for span in [response.consultation.origin.span(f"questions.{number}")]
            for line in range(span.line, max(span.line, span.end_line) + 1)
        }
        self.notes = self._note_numbers()

    def lay(self, findings: Iterable[Finding]) -> None:
        """Each beside what it is about, numbered in the order in which somebody reads the page."""
        order = ("whole", "question", "text", "source", "elsewhere")
        questions = [question.id for question in self.response.consultation.questions]
        sources = [*self.draft.sources]

        def reading(found: tuple[tuple[str, str], Spot | None, Finding]) -> tuple[int, int, int]:
            (kind, id_), spot, _ = found
            at = questions.index(id_) if kind == "question" else sources.index(id_) if kind == "source" else spot.text if spot else 0
            return order.index(kind), at, spot.start if spot else 0

        laid = [(self.where(finding), self._spot(finding), finding) for finding in findings]
        for number, (where, spot, finding) in enumerate(sorted(laid, key=reading), start=1):
            remark = self.remark(finding, number)
            if where[0] == "elsewhere":
                self.elsewhere.append(remark)
                continue
            self.at.setdefault(where, []).append(remark)
            if where[0] == "text" and spot is not None:
                self.spots[number] = spot

    def where(self, finding: Finding) -> tuple[str, str]:
        """What a finding stands beside: a paragraph, a question, a source, the response as a whole, or nothing here."""
        spans = (finding.span, *finding.related)
        outlined = finding.span.path == self.response.outline.origin.path
        question = first(spans if outlined else (finding.span,), self.lines_of_questions)
        if question is not None:
            return "question", question
        spot = self._spot(finding)
        if spot is not None:
            return "text", str(spot.text)
        source = first((finding.span,), self.lines_of_sources) or first(spans, self.lines_of_sources)
        if source is not None:
            return "source", source
        own = (f"responses/{self.response.slug}/", f"build/{self.response.slug}/")
        concerns = any(span.path.startswith(own) for span in spans) or finding.span.path == "workspace.yaml" or finding.code in _EVERYTHING
        return ("whole", "") if concerns else ("elsewhere", "")

    def _spot(self, finding: Finding) -> Spot | None:
        spans = (finding.span, *finding.related)
        for span in spans:
            spot = self.places.spot(span)
            if spot is not None:
                return spot
        claim = first(spans, self.lines_of_claims)
        if claim is not None:
            return self.places.claim(claim)
        block = first(spans, self.lines_of_exhibits)
        return next((Spot(number, 0, len(text.words)) for number, text in enumerate(self.texts) if text.block == block), None)

    def remark(self, finding: Finding, number: int = 0) -> Remark:
        known = known_rules().get(finding.code)
        also = tuple(dict.fromkeys(self._place(span) for span in finding.related))
        name = known.rule.name.replace("-", " ") if known else ""
        return Remark(number, finding.severity, finding.code, name, finding.message, finding.help, self._place(finding.span), also)

    def _place(self, span: Span) -> str:
        """Without the folder of the response, which is that of the whole page."""
        path = span.path.removeprefix(f"responses/{self.response.slug}/")
        return f"{path}, line {span.line}" if span.end_line else path

    def of(self, kind: str, id_: str) -> tuple[Remark, ...]:
        return tuple(self.at.get((kind, id_), ()))

    def about(self, text: int, start: int, end: int) -> tuple[Remark, ...]:
        """The remarks that point into some words."""
        return tuple(
            remark
            for remark in self.at.get(("text", str(text)), ())
            if (spot := self.spots[remark.number]).start < end and start < max(spot.end, spot.start + 1)
        )

    def _note_numbers(self) -> list[dict[int, list[int]]]:
        """For each text the numbers of its notes by their offset; nothing where the style prints no notes."""
        number = 0
        found: list[dict[int, list[int]]] = []
        for text in self.texts:
            here: dict[int, list[int]] = {}
            for offset in sorted([citing.offset for citing in text.citing] + [offset for offset, _ in text.notes]):
                number += 1
                here.setdefault(offset, []).append(number)
            found.append(here)
        return found if number == len(self.draft.notes) else [{} for _ in self.texts]

    def paragraphs(self) -> Iterator[Paragraph]:
        levels = {block.id: len(block.markdown) - len(block.markdown.lstrip("#")) for block in self.draft.blocks if block.kind == "heading"}
        following = [*(text.kind for text in self.texts[1:]), "heading"]
        for number, text in enumerate(self.texts):
            remarks = self.of("text", str(number))
            if text.kind == following[number] == "heading" and not text.section and not remarks:
                continue  # above the list of all recommendations, which is made from those below
            level = max(1, levels.get(text.block, 1)) if text.kind == "heading" else 0
            yield Paragraph(f"p{number}", text.kind, level, tuple(self._pieces(number, text, remarks)), remarks)

    def _pieces(self, number: int, text: Text, remarks: tuple[Remark, ...]) -> Iterator[Piece]:
        spots = {remark.number: self.spots[remark.number] for remark in remarks}
        notes = self.notes[number]
        cuts = {0, len(text.words), *notes, *(edge for spot in spots.values() for edge in (spot.start, spot.end))}
        edges = sorted(cut for cut in cuts if 0 <= cut <= len(text.words))
        told: set[int] = set()
        for start, end in zip(edges, [*edges[1:], len(text.words)], strict=True):
            yield from (Piece(note=each) for each in notes.get(start, ()))
            here = [remark for remark in remarks if (spot := spots[remark.number]).start <= start < max(spot.end, spot.start + 1)]
            fresh = tuple(remark.number for remark in here if remark.number not in told)
            told.update(fresh)
            if end > start or fresh:
                yield Piece(text.words[start:end], worst(here), fresh)

"""The outline's sections woven into one text, cut into blocks, and everything that they place listed: the Draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cached_property
from hashlib import sha256
from typing import Literal

from toolkit.compose import marks
from toolkit.compose.blocks import Map, Piece, cut
from toolkit.compose.citations import closing
from toolkit.compose.escape import escape, plain
from toolkit.compose.fields import FieldReader
from toolkit.compose.form import form_of
from toolkit.compose.front import CONTACT, COVER, SUMMARY, Parts, can_be_asked, contact_page, cover_sheet, signature, summary
from toolkit.compose.functions import Ask, Composition, unplaced
from toolkit.compose.inline import Block as SeenBlock
from toolkit.compose.inline import Brought as SeenBrought
from toolkit.compose.older import cited_by_older_key
from toolkit.compose.parts import Woven, print_kind
from toolkit.compose.scan import Brought, Cited, Scanned, scan
from toolkit.compose.seen import LINKS, Seer, settled
from toolkit.compose.variants.banner import banner
from toolkit.compose.variants.markers import in_place_of, is_fence, kept_in_annex, numbered_in, past_fence, shown_block, shown_section
from toolkit.compose.variants.views import Numbers, View, view_of
from toolkit.model.draft import Block, BlockKind, Citation, Draft, PlacedExhibit, PlacedRecommendation, Placement, TitleBlock
from toolkit.model.finding import Finding, in_order, suggestion
from toolkit.model.kind import Kind
from toolkit.model.output import Version
from toolkit.model.response import Response, Section
from toolkit.model.span import Span
from toolkit.model.text import Text
from toolkit.model.values import apostrophes
from toolkit.model.wording import day_in, wording_of
from toolkit.model.workspace import Contact, Workspace

_BOXES: dict[str, BlockKind] = {"exhibit": "exhibit", "recommendation": "recommendation", "summary": "recommendation"}
_UNSEEN = frozenset({"summary", "sign-off", "title", "contents", "page-break", "sources", "cover"})
_HEADING = re.compile(rf"(?m)^((?:{marks.pattern(marks.PLACE)})?)(#{{1,6}}[ \t])")
_COMMENT = re.compile(r"(```.*?```|~~~.*?~~~|`[^`\n]*`)|<!--.*?-->", re.DOTALL)


def compose(
    workspace: Workspace, response: Response, style: str | None = None, *, in_text: bool = False, version: Version | None = None
) -> Draft:
    """What a response says. Problems are in its `findings`, in file order; what is not there is marked in the text. Never raises.

    :param style: a citation style that takes the place of the outline's.
    :param in_text: whether the style cites in the sentence (Smith, 2012) and not in notes: citations then stand before the full stop.
    :param version: for whom the copy is; as the outline says where it is left out. A public one is composed without confidential parts.
    """
    return _Weaver(view_of(workspace, response, version), style or style_name(workspace, response), in_text).draft()


def compose_seen(workspace: Workspace, response: Response, version: Version | None = None) -> tuple[Draft, tuple[Text, ...]]:
    """A draft as :func:`compose` makes it, and its paragraphs as a reader sees them, in order: for checks on prose."""
    weaver = _Weaver(view_of(workspace, response, version), style_name(workspace, response), in_text=False, seen=True)
    draft = weaver.draft()
    return draft, settled(weaver.texts)


def style_name(workspace: Workspace, response: Response) -> str:
    """The citation style of a response: the outline's, else the workspace's."""
    return response.outline.style or workspace.configuration.style


class _Weaver:
    def __init__(self, view: View, style: str, in_text: bool, *, seen: bool = False) -> None:
        self.seen, self.view = seen, view
        workspace, response = view.workspace, view.response
        self.texts: list[Text] = []
        self.box = ""
        """The box in which the piece stands that is being read."""
        self.box = ""
        """The box of ours in which the next block stands, where a blank line parts what is in it."""
        self.links: frozenset[str] = frozenset()
        self.workspace, self.response, self.outline = workspace, response, response.outline
        self.style, self.in_text = style, in_text
        self.composition = Composition(workspace, response, in_text=in_text, public=view.public)
        self.findings: list[Finding] = []
        self.sections = list(self.outline.walk())
        self.parts = Parts(len(self.sections) + 1)
        self.form = form_of(workspace, response)
        self.wording = wording_of(self.form.language, workspace.configuration.words)
        self.blocks: list[Block] = []
        self.citations: list[Citation] = []
        self.placements: list[Placement] = []
        self.exhibits: list[PlacedExhibit] = []
        self.numbered: dict[tuple[str, Span], int] = {}
        """Numbers of exhibits by id and place."""
        self.whole_numbers: dict[int, int] = {}
        """For an annex: numbers that paragraphs have in the whole, by their offset; and by the block that they become."""
        self.paragraph_numbers: dict[str, int] = {}
        self.counts: Counter[str] = Counter()

    def draft(self) -> Draft:
        kind = self.response.kind
        reader = FieldReader(self.composition, kind)
        markdown = self._blocks(self._weave(kind, reader))
        cited = dict.fromkeys(citation.key for citation in self.citations)
        return Draft(
            slug=self.response.slug,
            kind=kind.name,
            version=self.view.version,
            style=self.style,
            title=self._title(markdown),
            markdown=markdown,
            blocks=tuple(self.blocks),
            citations=tuple(self.citations),
            placements=tuple(self.placements),
            exhibits=tuple(self.exhibits),
            recommendations=tuple(self._recommendations()),
            sources={key: self.workspace.sources[key] for key in cited},
            sign_off=tuple(self._contacts()),
            wording=self.wording,
            note_mode=self.form.notes,
            numbered_paragraphs=self.form.numbered_paragraphs,
            summary=self.form.summary,
            recommendations_together=self.form.recommendations_together,
            contact_page=self.form.contact_page,
            cover_sheet=self.form.cover_sheet,
            contents=self.outline.contents or kind.contents,
            head=kind.head,
            numbering=kind.numbering,
            fields=reader.texts,
            unfilled=tuple(reader.unfilled),
            paragraph_numbers=self.paragraph_numbers,
            gaps=tuple(dict.fromkeys(self.composition.gaps)),
            findings=in_order(
                (*self.response.findings, *self.findings, *reader.findings, *self.view.findings, *self.composition.templates.findings)
            ),
        )

    @cached_property
    def numbers(self) -> Numbers:
        """What figures and paragraphs are numbered in the whole, where this copy lacks some."""
        if self.view.whole is None or not (self.view.parts or self.composition.gaps):
            return Numbers()
        whole = _Weaver(self.view.whole(), self.style, self.in_text)
        draft = whole.draft()
        return Numbers(whole.numbered, numbered_in(draft.markdown, lambda number: draft.blocks[number].kind == "paragraph"))

    # --- weaving --------------------------------------------------------------------------------------------------------

    def _weave(self, kind: Kind, reader: FieldReader) -> str:
        """The whole text, with marks. Sections come first, since the summary repeats what they hold."""
        woven = self._sections()
        self.composition.section_path = ""
        text = print_kind(kind, self.composition, woven, reader.read(), self._summary, self._sign_off)
        return f"{self._cover()}{text}{self._contact_page()}"

    def _sections(self) -> Woven:
        parts: list[str] = []
        placed: list[tuple[str, tuple[str, ...]]] = []
        for number, (where, depth, section) in enumerate(self.sections):
            self.composition.section_path = where
            first = len(self.composition.placings)
            text = _without_comments(self._section_text(where, section, depth))
            if section.confidential and not self.view.public:
                text = shown_section(text, self.outline.origin.span(f"{where}.id"), heading=section.confidential == "text")
            parts.append(f"{marks.mark(marks.SECTION, number)}{text}")
            placed.append((section.heading or "", tuple(placing.claim for placing in self.composition.placings[first:])))
        return Woven("\n\n".join(parts), placed)

    def _section_text(self, where: str, section: Section, depth: int) -> str:
        parts: list[str] = []
        if section.heading:
            level = "#" * min(depth, 6)
            here = f"{where}.heading"  # the signs before the words stand in no file
            parts.append(f'{self._here(here)}{level} {self._typed(here, section.heading)} {{#sec-{section.id} ct="section"}}')
        first = len(self.composition.placings)
        if where in self.response.texts:
            text = self.composition.templates.block(self.response.texts[where])
            parts.append(_HEADING.sub(lambda m: f"{m[1]}{'#' * depth}{m[1]}{m[3]}", text))
        placed = {placing.claim for placing in self.composition.placings[first:]}
        rest: list[str] = []
        for place, id_ in unplaced(section, placed):
            span = self.outline.origin.span(f"{where}.claims.{place}")
            claim = self.workspace.claims.get(id_)
            if claim is None:
                unread = self.workspace.unread.get(f"claim:{id_}")
                hint = (
                    f"Look at {unread.path}, line {unread.line}." if unread else suggestion(id_, self.workspace.claims) or "Correct the id."
                )
                said = "cannot be used until its own problems are put right" if unread else "is not in the library"
                self.findings.append(Finding(code="WSP006", span=span, message=f"The claim '{id_}' {said}.", help=hint))
                continue
            rest.append(f"{self._here(f'{where}.claims.{place}')}{self.composition.place_claim(claim, 'text', span)}")
        if rest:
            parts.append(" ".join(rest))
        parts += [
            self.composition.ask(ask) for ask in self.composition.asks if ask.section == where and ask.field not in self.composition.asked
        ]
        return "\n\n".join(parts)

    def _here(self, field: str, *, fixed: bool = False) -> str:
        return self.composition.templates.place(self.outline.origin.span(field), fixed=fixed)

    def _typed(self, field: str, text: str) -> str:
        """Plain text of the outline as Markdown, with the place of each stretch: what escapes it stands in no file."""
        prose, templates = self.outline.origin.prose(field, text), self.composition.templates
        pieces: list[str] = []
        for part in re.finditer(r"\s+|\w+|[^\w\s]", text):
            escaped = escape(part[0])
            here = templates.place(prose.span(part.start()))
            pieces.append(f"{escaped[:-1]}{here}{escaped[-1:]}" if len(part[0]) == 1 else f"{here}{escaped}")
        return "".join(pieces)

    def _summary(self) -> str:
        """The key points; then all recommendations, without their notes, which stand where the recommendations stand."""
        parts = []
        if self.form.summary:
            outside = marks.mark(marks.SECTION, len(self.sections))
            parts = [f"{self.parts.mark(SUMMARY)}{_without_comments(summary(self.composition, self.wording.summary))}\n\n{outside}"]
        if not self.form.recommendations_together or not self.composition.asks:
            return "".join(parts)
        heading = escape(self.wording.summary_of_recommendations)
        parts += [f'{self._here("summary_of_recommendations", fixed=True)}# {heading} {{#sec-summary ct="summary"}}']
        for ask in self.composition.asks:
            text = _without_notes(self.composition.asked.get(ask.field, ""))
            box = f'\n::: {{ct="summary" n="{ask.number}"}}\n{self._here(f"{ask.field}.text")}{text}\n:::\n'
            parts.append(shown_block(box, self.outline.origin.span(f"{ask.field}.text")) if self._is_hidden(ask) else box)
        return "\n\n".join(parts)

    def _is_hidden(self, ask: Ask) -> bool:
        """Whether a recommendation is shown in a confidential copy alone."""
        section = next(each for where, _, each in self.sections if where == ask.section)
        return not self.view.public and bool(ask.recommendation.confidential or section.confidential)

    def _sign_off(self) -> str:
        lines = [signature(contact, details=not self.form.contact_page) for contact in self._contacts()]
        if not lines:
            return ""
        if self.outline.date:
            lines.append(escape(day_in(self.form.language, self.outline.date)))
        inside = "\n\n".join(f"{self._here('sign_off')}{line}" for line in lines)
        return f'\n\n::: {{ct="sign-off" n="0"}}\n{inside}\n:::\n'

    def _contact_page(self) -> str:
        asked = [contact for contact in self._contacts() if can_be_asked(contact)] if self.form.contact_page else []
        if not asked:
            return ""
        lines = [signature(contact, details=True) for contact in asked]
        return f"{self.parts.mark(CONTACT)}{contact_page(self.composition, lines, self.wording.contact_details)}"

    def _cover(self) -> str:
        if not self.form.cover_sheet:
            return ""
        sheet = cover_sheet(self.composition, self._contacts(), self.wording, self.form.language)
        return f"{self.parts.mark(COVER)}{sheet}\n\n{marks.mark(marks.SECTION, len(self.sections))}"

    def _contacts(self) -> list[Contact]:
        known = self.workspace.configuration.contacts
        for place, name in enumerate(self.outline.sign_off):
            if name not in known:
                finding = Finding(
                    code="WSP006",
                    span=self.outline.origin.span(f"sign_off.{place}"),
                    message=f"The sign-off names '{name}', which is no contact of workspace.yaml.",
                    help=suggestion(name, known) or "Add it to workspace.yaml under 'contacts'.",
                )
                if finding not in self.findings:
                    self.findings.append(finding)
        return [known[name] for name in self.outline.sign_off if name in known]

    def _title(self, markdown: str) -> TitleBlock:
        label, *embargo = banner(self.view.version, self.response, self.wording, markdown)
        return TitleBlock(
            label=label,
            banner=tuple(each for each in (label, *embargo) if each),
            title=apostrophes(self.outline.title),
            subtitle=apostrophes(self.response.consultation.title if self.outline.subtitle is None else self.outline.subtitle),
            organisation=apostrophes(self.workspace.configuration.organisation.name),
            addressee=apostrophes(self.response.consultation.body),
            notice=apostrophes(self.outline.notice or ""),
            date=self.outline.date,
            language=self.form.language,
        )

    def _recommendations(self) -> list[PlacedRecommendation]:
        sections = {where: section.id for where, _, section in self.sections}
        return [
            PlacedRecommendation(
                number=ask.number,
                id=ask.recommendation.id,
                text=plain(_without_notes(marks.ANY.sub("", self.composition.asked.get(ask.field, "")))),
                addressee=ask.recommendation.addressee,
                section=sections[ask.section],
                rests_on=ask.recommendation.rests_on,
            )
            for ask in self.composition.asks
        ]

    # --- cutting --------------------------------------------------------------------------------------------------------

    def _blocks(self, text: str) -> str:
        text, starts = marks.take(marks.SECTION, text)
        text, places, starts = _take_places(text, starts)
        # A text can make such marks itself, by the escapes of its instructions: those that mean nothing are left out.
        starts = [start for start in starts if start[1] <= self.parts.first + 2]
        places = [place for place in places if place[1] < len(self.composition.templates.places)]
        spans = [self.composition.templates.places[number] for _, number in places]
        origin = Map([offset for offset, _ in places], spans)
        self.links = frozenset(match[1].lower() for match in LINKS.finditer(text)) if self.seen else frozenset()
        return "\n\n".join(self._block(piece, origin, starts) for piece in self._of_this_copy(cut(text))) + "\n"

    def _of_this_copy(self, pieces: list[Piece]) -> list[Piece]:
        """The blocks of an annex are those that are confidential; marks stand as often as what they stand for has numbers."""
        if self.view.version == "annex":
            keep = kept_in_annex([piece.text for piece in pieces], [piece.level for piece in pieces])
            paragraphs = [piece.start for piece in pieces if piece.kind == "paragraph"] if self.form.numbered_paragraphs else []
            self.whole_numbers = {start: number for number, start in enumerate(paragraphs, 1)}
            return [piece for piece, kept in zip(pieces, keep, strict=True) if kept]
        if not (self.view.public and self.view.parts):
            return pieces
        numbered = self.form.numbered_paragraphs
        counts = self.numbers.paragraphs if numbered else {}
        kept: list[Piece] = []
        for piece in pieces:
            marks_ = in_place_of(piece.text, counts, numbered=numbered)
            # A paragraph without an anchor has no number.
            kept += [piece] if marks_ is None else [piece if each or not numbered else piece._replace(insert=()) for each in marks_]
        return kept

    def _block(self, piece: Piece, origin: Map, starts: list[tuple[int, int]]) -> str:
        section = self._section_at(piece.start, starts)
        if self.view.parts and is_fence(piece.text):
            return piece.text
        box = re.match(r'::: \{ct="([\w-]+)" n="(\d+)"\}\n', piece.text)
        span = origin.span(piece.start + (box.end() if box else 0), piece.start + len(piece.text)) or self.outline.origin.span()
        kind, inserts = piece.kind, [past_fence(piece.text, at) for at in piece.insert] if self.view.parts else list(piece.insert)
        if box:
            kind = _BOXES.get(box[1], "paragraph")
            inserts = [
                box.end(),
                *(match.end() for match in re.finditer(r"\n\n", piece.text[: piece.text.rfind("\n:::")]) if match.start() > box.end()),
            ]
        ids: list[str] = []

        def anchor() -> str:
            ids.append(self._id(section))
            return f"`b{len(self.blocks) + len(ids) - 1}`{{=ct}}"

        scanned = scan(piece.text, inserts, anchor, self._present, self.brought[0], in_text=self.in_text)
        ids = ids or [self._id(section)]
        markdown = scanned.markdown
        if box and box[1] == "exhibit" and int(box[2]) < len(self.composition.exhibits):
            markdown = markdown.replace(f'n="{box[2]}"', f'n="{len(self.exhibits)}"', 1)
            exhibit, place = self.composition.exhibits[int(box[2])]
            label: Literal["Figure", "Table"] = "Figure" if exhibit.chart is not None else "Table"
            number = self.numbers.exhibits.get((exhibit.id, place)) or 1 + sum(other.label == label for other in self.exhibits)
            self.numbered[exhibit.id, place] = number
            self.exhibits.append(PlacedExhibit(number=number, label=label, exhibit=exhibit, block=ids[0]))
        markdown = self._list(
            scanned, markdown, ids[0], section, lambda offset: origin.span(piece.start + offset, piece.start + offset + 1) or span
        )
        self._add_blocks(ids, section, kind, markdown, span)
        if number_ := self.whole_numbers.get(piece.start):
            self.paragraph_numbers[ids[0]] = number_
        if self.seen:
            self._see(piece, origin, kind, section, ids, box[1] if box else "")
        return markdown

    @cached_property
    def brought(self) -> tuple[Brought, SeenBrought]:
        """What claims bring along, once all texts are woven: for scanning, and for what a reader sees."""
        placings, groups = self.composition.placings, self.composition.groups
        owned = [(each.references, each.spans, None if each.placing is None else placings[each.placing].claim) for each in groups]
        seen = SeenBrought([(placing.claim, placing.form, placing.span) for placing in placings], owned)
        return Brought(len(placings), [group.references for group in groups]), seen

    def _see(self, piece: Piece, origin: Map, kind: BlockKind, section: str, ids: list[str], box: str) -> None:
        """Keep what a reader sees of a block. What a summary repeats, and who signs, is no prose of its own."""
        box = box or self.box
        self.box = box if box and not piece.text.endswith(":::") else ""
        if box in _UNSEEN:
            return
        block = SeenBlock(piece.text, origin, piece.start, self._present, self.brought[1], self.links)
        self.texts += Seer(block).texts(_BOXES.get(box, kind), section, ids)

    def _add_blocks(self, ids: list[str], section: str, kind: BlockKind, markdown: str, span: Span) -> None:
        for number, id_ in enumerate(ids):
            self.blocks.append(Block(id=id_, section=section, kind=kind, markdown=markdown if number == 0 else "", span=span))

    def _list(self, scanned: Scanned, markdown: str, block: str, section: str, place: Callable[[int], Span]) -> str:
        """List what a block cites and places; its markdown with anchors numbered as the draft numbers them."""
        where: dict[int, int] = {}
        for number in scanned.placed:
            placing = self.composition.placings[number]
            where[number] = self._place(placing.claim, placing.form, placing.text, block, section, placing.span)
        for cited in scanned.cited:
            self._cite(cited, block, section, place)
        for item in scanned.unknown:
            hint = suggestion(item.key, self.workspace.sources) or "Add the source to bibliography.bib, or correct the key."
            start = place(item.start)
            span = start.model_copy(update={"end_line": start.line, "end_column": start.column + len(item.key)})
            self.findings.append(
                Finding(code="CIT001", span=span, message=f"The text cites '{item.key}', which bibliography.bib lacks.", help=hint)
            )
        proses = (*self.response.texts.values(), *self.composition.passages)
        claims = [self.workspace.claims[each.claim] for each in self.composition.placings if scanned.older]
        for item in scanned.older:
            self.findings.append(cited_by_older_key(item.key, self._present(item.key), place(item.start), proses, claims))
        return re.sub(r"`([se])(\d+)`\{=ct\}", lambda m: f"`{m[1]}{where.get(int(m[2]), 0)}`{{=ct}}", markdown)

    def _present(self, key: str) -> str:
        source = self.workspace.sources.get(key)
        return source.id if source else ""

    def _cite(self, cited: Cited, block: str, section: str, place: Callable[[int], Span]) -> None:
        reference, claim = cited.reference, None
        if cited.group is not None:
            group = self.composition.groups[cited.group]
            reference, span = group.references[cited.item], group.spans[cited.item]
            if group.placing is not None:
                placing = self.composition.placings[group.placing]
                claim = placing.claim
                if placing.form == "cite" and cited.item == 0:
                    self._place(placing.claim, "cite", "", block, section, placing.span)
        elif cited.placing is not None:
            claim = self.composition.placings[cited.placing].claim
            span = self.workspace.claims[claim].span("text")
        else:
            span = place(cited.offset)
        self.citations.append(
            Citation(
                key=reference.key, locator=reference.locator, written=reference.written, prefix=reference.prefix, suffix=reference.suffix,
                block=block, section=section, claim=claim, span=span,
            )
        )  # fmt: skip

    def _place(self, claim: str, form: str, text: str, block: str, section: str, span: Span) -> int:
        number = 1 + sum(other.claim == claim for other in self.placements)
        self.placements.append(
            Placement(
                claim=claim,
                form=form,
                number=number,
                text=text,
                sha256=sha256(text.encode()).hexdigest(),
                block=block,
                section=section,
                span=span,
            )
        )
        return len(self.placements) - 1

    def _section_at(self, offset: int, starts: list[tuple[int, int]]) -> str:
        at = bisect_right(starts, offset, key=lambda start: start[0]) - 1
        # One more than there are sections: what a kind of document has behind them.
        number = starts[at][1] if at >= 0 else len(self.sections)
        return self.sections[number][2].id if number < len(self.sections) else self.parts.named(number)

    def _id(self, section: str) -> str:
        """``b_<section>_<nnn>``, at most 40 characters, as Word wants of a bookmark."""
        name = bookmark_part(section or "front", 32)
        self.counts[name] += 1
        return f"b_{name}_{self.counts[name]:03}"


def bookmark_part(name: str, longest: int) -> str:
    """A name as part of a Word bookmark: letters, digits and underscores; where it is too long, cut with a hash of the whole."""
    safe = re.sub(r"[^A-Za-z0-9]", "_", name)
    return safe if len(safe) <= longest else f"{safe[: longest - 7]}_{sha256(name.encode()).hexdigest()[:6]}"


def _take_places(text: str, starts: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Take place marks out and move the offsets of the section starts along."""
    clean, places = marks.take(marks.PLACE, text)
    widths = [(match.start(), match.end() - match.start()) for match in re.finditer(marks.pattern(marks.PLACE), text)]
    before = [offset for offset, _ in widths]
    sums = [0]
    for _, width in widths:
        sums.append(sums[-1] + width)
    moved = [(offset - sums[bisect_right(before, offset - 1)], number) for offset, number in starts]
    return clean, places, moved


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda match: match[1] or "", text)


def _without_notes(text: str) -> str:
    """Composed Markdown without its notes and marks of claims."""
    pieces: list[str] = []
    at = 0
    for match in re.finditer(f"{marks.pattern(marks.GROUP)}|\\^(?=\\[)|(?<![\\\\\\]])(?=\\[[^\\[\\]]*@[^\\[\\]]*\\](?![({{]))", text):
        if match.start() < at:
            continue
        close = closing(text, match.end())
        pieces.append(text[at : match.start()].rstrip(" "))
        at = close + 1 if close >= 0 else match.end()
    pieces.append(text[at:])
    return marks.ANY.sub("", "".join(pieces))

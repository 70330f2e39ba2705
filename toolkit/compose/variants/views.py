"""One source, several copies: what a public version does without is taken out of the material before anything is composed of it.

A confidential version keeps all of it and has its parts marked, for the writers to show. Both count the same: a recommendation that is
withheld keeps its number, and :class:`Numbers` says which numbers figures and paragraphs have in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from pydantic import BaseModel

from toolkit.compose.form import language_of
from toolkit.compose.variants.markers import block_marker, inline_marker, name_of, plain_marker
from toolkit.compose.variants.parts import Part, parts_of
from toolkit.model.evidence import Claim, Exhibit, Passage
from toolkit.model.finding import Finding
from toolkit.model.output import Version
from toolkit.model.response import Outline, Recommendation, Response, Section
from toolkit.model.span import Origin, Prose, Span
from toolkit.model.wording import wording_of
from toolkit.model.workspace import Contact, Workspace

CODE = "WSP021"
_PLAIN = frozenset({"title", "subtitle", "notice", "heading", "addressee", "alt", "values", "quote"})
"""Fields that are printed as they are, without Markdown."""
_HEADING_MARK = re.compile(r"(?m)^( {0,3}#{1,6}[^\n{]*[^\n{ \t])[ \t]*\{[^{}\n]*\}")

Thing = TypeVar("Thing")
Confidential = bool | Literal["text"]
"""As in an outline."""


@dataclass(frozen=True)
class View:
    """The material of one copy."""

    workspace: Workspace
    response: Response
    version: Version
    parts: bool
    """Whether parts of the response itself are not for everybody."""
    whole: Callable[[], View] | None = None
    """The material with all parts, for a copy that lacks some."""
    findings: list[Finding] = field(default_factory=list)
    """What is wrong with marks, as far as what has them was asked for."""

    @property
    def public(self) -> bool:
        return self.version == "public"


@dataclass
class Numbers:
    """What things are numbered in the whole, which a copy that lacks some of them keeps to."""

    exhibits: Mapping[tuple[str, Span], int] = field(default_factory=dict)
    """By id and the place of the call."""
    paragraphs: Mapping[str, int] = field(default_factory=dict)
    """How many paragraphs with numbers stand in a part, by its name."""


def view_of(workspace: Workspace, response: Response, version: Version | None = None) -> View:
    """The material of a copy; that which the outline names where none is given."""
    wanted: Version = version or response.outline.version

    def whole(version: Version = "confidential") -> View:
        return _Whole(workspace, response, version).view()

    if wanted == "confidential":
        return whole()
    view = _Public(workspace, response, wanted).view() if wanted == "public" else whole(wanted)
    return replace(view, whole=whole)


# --- what both have in common ---------------------------------------------------------------------------------------------


class _Shown(Mapping[str, Thing]):
    """Things of the library as a copy has them; each is made when it is asked for."""

    def __init__(self, behind: Mapping[str, Thing], change: Callable[[Thing], Thing]) -> None:
        self._behind, self._change = behind, change
        self._made: dict[str, Thing] = {}

    def __getitem__(self, key: str) -> Thing:
        if key not in self._made:
            self._made[key] = self._change(self._behind[key])
        return self._made[key]

    def __contains__(self, key: object) -> bool:
        return key in self._behind

    def __iter__(self) -> Iterator[str]:
        return iter(self._behind)

    def __len__(self) -> int:
        return len(self._behind)


class _Copy:
    """Makes the material of one copy."""

    def __init__(self, workspace: Workspace, response: Response, version: Version) -> None:
        self.workspace, self.response, self.version = workspace, response, version
        self.findings: list[Finding] = []
        self.parts = False
        self.wording = wording_of(language_of(workspace, response), workspace.configuration.words)

    def view(self) -> View:
        response = self._response(self.response)
        workspace = replace(
            self.workspace,
            claims=_Shown(self.workspace.claims, self._claim),
            exhibits=_Shown(self.workspace.exhibits, self._exhibit),
            passages=_Shown(self.workspace.passages, self._passage),
            configuration=self.workspace.configuration.model_copy(update={"contacts": self._contacts()}),
        )
        return View(workspace, response, self.version, self.parts, findings=self.findings)

    def _contacts(self) -> dict[str, Contact]:
        return {name: self._contact(contact) for name, contact in self.workspace.configuration.contacts.items()}

    def _found(self, prose: Prose) -> tuple[Part, ...]:
        """The parts of a text; what is wrong with their marks is kept."""
        found = parts_of(prose.text)
        for part in found:
            if part.wrong:
                what = "Write '::: confidential' before and ':::' behind paragraphs, or [words]{.confidential} in a sentence."
                self.findings.append(Finding(code=CODE, span=prose.span(part.at), message=part.wrong, help=what))
        return found

    def _texts(self, texts: Mapping[str, Prose]) -> dict[str, Prose]:
        made: dict[str, Prose] = {}
        for where, prose in texts.items():
            found = self._found(prose)
            self.parts = self.parts or bool(found)
            made[where] = self._prose(prose, found) if found else prose
        return made

    def _passage(self, passage: Passage) -> Passage:
        found = self._found(passage.prose)
        return passage.model_copy(update={"prose": self._prose(passage.prose, found)}) if found else passage

    def _strings(self, value: Any, path: str, origin: Origin, name: str = "") -> Any:
        """A value with every text in it as the copy has it; the very value where nothing changes."""
        if isinstance(value, str):
            found = self._found(origin.prose(path, value)) if "{" in value or ":::" in value else ()
            self.parts = self.parts or bool(found)
            return self._string(value, found, flat=name in _PLAIN) if found else value
        if isinstance(value, Origin | Prose | Span):
            return value
        if isinstance(value, BaseModel):
            changed = {}
            for each, before in value:
                if not before or (isinstance(before, str) and "{" not in before and ":::" not in before):
                    continue  # most fields of most claims
                after = self._strings(before, f"{path}.{each}".lstrip("."), origin, each)
                if after is not before:
                    changed[each] = after
            return value.model_copy(update=changed) if changed else value
        if isinstance(value, tuple | list):
            items = [self._strings(each, f"{path}.{number}".lstrip("."), origin, name) for number, each in enumerate(value)]
            return type(value)(items) if any(a is not b for a, b in zip(items, value, strict=True)) else value
        if isinstance(value, dict):
            made = {
                key: self._strings(each, f"{path}.{key}".lstrip("."), origin, name if name in _PLAIN else str(key))
                for key, each in value.items()
            }
            return made if any(made[key] is not value[key] for key in made) else value
        return value

    def _response(self, response: Response) -> Response:
        outline = self._outline(self._strings(response.outline, "", response.outline.origin))
        return response.model_copy(update={"outline": outline, "texts": self._texts(response.texts)})

    def _exhibit(self, exhibit: Exhibit) -> Exhibit:
        made: Exhibit = self._strings(exhibit, "", exhibit.origin)
        return made

    def _claim(self, claim: Claim) -> Claim:
        made: Claim = self._strings(claim, "", claim.origin)
        return made

    def _contact(self, contact: Contact) -> Contact:
        raise NotImplementedError

    def _outline(self, outline: Outline) -> Outline:
        raise NotImplementedError

    def _prose(self, prose: Prose, found: tuple[Part, ...]) -> Prose:
        raise NotImplementedError

    def _string(self, text: str, found: tuple[Part, ...], *, flat: bool) -> str:
        raise NotImplementedError


class _Public(_Copy):
    """Without the parts that are not for everybody."""

    def _response(self, response: Response) -> Response:
        made = super()._response(response)
        texts = dict(made.texts)
        for where, _, section in made.outline.walk():
            if section.confidential:
                self.parts = True
                place = _section_place(response.outline, where)
                texts[where] = Prose(
                    text=f"\n\n{block_marker(place, self.wording, more=_within(where, response.outline))}\n\n",
                    path=place.path,
                    lines=((0, place.line, place.column),),
                )
        consultation = made.consultation.model_copy(update={"note": None})
        return made.model_copy(update={"texts": texts, "consultation": consultation})

    def _outline(self, outline: Outline) -> Outline:
        self._recommendation = 0
        sections = tuple(self._section(section, False) for section in outline.sections)
        return outline.model_copy(update={"sections": sections, "note": None})

    def _section(self, section: Section, around: Confidential) -> Section:
        level = _level(section, around)
        asks = tuple(self._ask(each, level) for each in section.recommendations)
        if not level:
            below = tuple(self._section(each, False) for each in section.sections)
            return section.model_copy(update={"recommendations": asks, "sections": below, "note": None})
        self._sections_withheld += 1
        return Section(
            id=f"withheld-{self._sections_withheld}",
            heading=section.heading if level == "text" else None,
            answers=section.answers,
            themes=section.themes,
            recommendations=asks,
            confidential=level,
            sections=tuple(self._section(each, level) for each in section.sections),
        )

    def _ask(self, ask: Recommendation, level: Confidential) -> Recommendation:
        self._recommendation += 1
        if not level and not ask.confidential:
            claims = self.workspace.claims
            rests = tuple(id_ for id_ in ask.rests_on if not ((claim := claims.get(id_)) and claim.confidential))
            return ask.model_copy(update={"rests_on": rests}) if rests != ask.rests_on else ask
        return Recommendation(id=f"withheld-{self._recommendation}", text=block_marker(None, self.wording), confidential=True)

    _recommendation = 0
    _sections_withheld = 0

    def _contact(self, contact: Contact) -> Contact:
        """Somebody who may not be named signs as what they are."""
        if contact.public:
            return contact
        return Contact(name=contact.role or self.workspace.configuration.organisation.name)

    def _claim(self, claim: Claim) -> Claim:
        if not claim.confidential:
            return super()._claim(claim)
        return Claim(
            id=claim.id,
            kind=claim.kind,
            text=plain_marker(self.wording),
            short=plain_marker(self.wording),
            values=dict.fromkeys(claim.values, plain_marker(self.wording)),
            status=claim.status,
            reason=claim.reason and plain_marker(self.wording),
            superseded_by=claim.superseded_by,
            confidential=True,
            topic=claim.topic,
            origin=claim.origin,
        )

    def _exhibit(self, exhibit: Exhibit) -> Exhibit:
        if not exhibit.confidential:
            return super()._exhibit(exhibit)
        return exhibit.model_copy(
            update={"caption": plain_marker(self.wording), "alt": None, "support": (), "note": None, "chart": None, "table": None}
        )

    def _passage(self, passage: Passage) -> Passage:
        if not passage.confidential:
            return super()._passage(passage)
        return passage.model_copy(
            update={"title": plain_marker(self.wording), "prose": passage.prose.model_copy(update={"text": ""}), "note": None}
        )

    def _prose(self, prose: Prose, found: tuple[Part, ...]) -> Prose:
        pieces: list[Piece] = []
        at = 0
        for part in found:
            pieces += [(at, part.start), *([] if part.silent else [self._in_place_of(prose, part)])]
            at = part.end
        return _assembled(prose, [*pieces, (at, len(prose.text))])

    def _in_place_of(self, prose: Prose, part: Part) -> str:
        if not part.block:
            return inline_marker(self.wording)
        before = prose.text[prose.text.rfind("\n", 0, part.start) + 1 : part.start]
        marker = block_marker(prose.span(part.start), self.wording, part.mark)
        return marker if before.strip() else f"\n\n{marker}\n\n"

    def _string(self, text: str, found: tuple[Part, ...], *, flat: bool) -> str:
        marker = plain_marker(self.wording) if flat else inline_marker(self.wording)
        return _replaced(text, found, lambda _: marker)


class _Whole(_Copy):
    """With all parts, each marked so that writers can show it."""

    def _outline(self, outline: Outline) -> Outline:
        return outline.model_copy(update={"sections": tuple(self._section(each, False) for each in outline.sections)})

    def _section(self, section: Section, around: Confidential) -> Section:
        level = _level(section, around)
        self.parts = self.parts or bool(level)
        below = tuple(self._section(each, level) for each in section.sections)
        asks = section.recommendations
        if level:  # the section shows that they are
            asks = tuple(each.model_copy(update={"confidential": False}) for each in asks)
        return section.model_copy(update={"confidential": level, "sections": below, "recommendations": asks})

    def _contact(self, contact: Contact) -> Contact:
        return contact.model_copy(update={"public": True})

    def _prose(self, prose: Prose, found: tuple[Part, ...]) -> Prose:
        return _assembled(prose, _marked(prose, 0, len(prose.text), found))

    def _string(self, text: str, found: tuple[Part, ...], *, flat: bool) -> str:
        return _replaced(text, found, lambda part: text[part.first : part.last]) if flat else text


# --- pieces of texts ------------------------------------------------------------------------------------------------------


def _level(section: Section, around: Confidential) -> Confidential:
    """How far a section is confidential, by what it says itself and what the one around it does."""
    if True in (section.confidential, around):
        return True
    return section.confidential or around


def _within(where: str, outline: Outline) -> bool:
    """Whether the section around one is withheld too, so that nothing more need be said where no heading stands."""
    sections, levels = outline.sections, []
    for number in where.removeprefix("sections.").split(".sections."):
        levels.append(sections[int(number)].confidential)
        sections = sections[int(number)].sections
    return any(levels[:-1]) and True in levels


def _section_place(outline: Outline, where: str) -> Span:
    return outline.origin.span(f"{where}.id")


def _marked(prose: Prose, start: int, end: int, found: Iterable[Part]) -> list[Piece]:
    """The pieces of a text in which the blocks that are parts stand in fences of their own, blank lines around them."""
    pieces: list[Piece] = []
    at = start
    for part in found:
        pieces.append((at, part.start))
        at = part.end
        before = prose.text[prose.text.rfind("\n", 0, part.start) + 1 : part.start]
        if part.silent or (not part.block and part.wrong) or (part.block and before.strip() and part.wrong):
            pieces.append((part.start, part.end))
        elif not part.block:
            pieces += ["[", (part.first, part.last), f"]{{.{part.mark}}}"]
        else:
            fence = f'::: {{.{part.mark} part="{name_of(prose.span(part.start))}"}}'
            inner = parts_of(prose.text[part.first : part.last])
            moved = [_moved(each, part.first) for each in inner if (each.start, each.end) != (0, part.last - part.first)]
            if before.strip():  # in a list or a quotation, where it stays as it is
                pieces += [f"{fence}\n", (part.first, part.end)]
            else:
                heading = _HEADING_MARK.match(prose.text, part.first, part.last) if part.first == part.start else None
                head: list[Piece] = [(heading.start(), heading.end(1))] if heading else []
                first = heading.end() if heading else part.first
                inside = _marked(prose, first, part.last, [each for each in moved if each.start >= first])
                pieces += [f"\n\n{fence}\n\n", *head, *inside, "\n\n:::\n\n"]
    return [*pieces, (at, end)]


def _moved(part: Part, by: int) -> Part:
    return part._replace(start=part.start + by, end=part.end + by, first=part.first + by, last=part.last + by)


Piece = str | tuple[int, int]
"""Words of our own, or a stretch of a text."""


def _assembled(prose: Prose, pieces: Iterable[Piece]) -> Prose:
    """A text made of stretches of another one and of words of our own, in which every line still knows its place."""
    out: list[str] = []
    lines: list[tuple[int, int, int]] = []
    length = 0
    for piece in pieces:
        if isinstance(piece, str):
            lines.append((length, *_place(prose, lines)))
            out.append(piece)
        else:
            start, end = piece
            if start >= end:
                continue
            place = prose.span(start)
            lines.append((length, place.line, place.column))
            lines += [(length + offset - start, line, column) for offset, line, column in prose.lines if start < offset < end]
            out.append(prose.text[start:end])
        length += len(out[-1])
    kept = {offset: (offset, line, column) for offset, line, column in lines}
    return Prose(text="".join(out), path=prose.path, lines=tuple(kept[offset] for offset in sorted(kept)) or ((0, 1, 1),))


def _place(prose: Prose, lines: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Where words of our own stand: at the end of what comes before them."""
    if not lines:
        return prose.span(0).line, prose.span(0).column
    return lines[-1][1], lines[-1][2]


def _replaced(text: str, found: Iterable[Part], by: Callable[[Part], str]) -> str:
    out, at = [], 0
    for part in found:
        out += [text[at : part.start], by(part)]
        at = part.end
    return "".join((*out, text[at:]))

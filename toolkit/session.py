"""One workspace at work: the documented Python API, and the one place where rooms meet.

>>> session = Session.open(Path("."))          # doctest: +SKIP
>>> session.draft("2017-london-police-and-crime-plan").words.body   # doctest: +SKIP
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from toolkit.check.engine import (
    broken,
    crashed,
    levelled,
    runs,
    unknown_levels,
)
from toolkit.check.rule import Submission
from toolkit.check.waivers import Judged, Placed, judge, response_waivers
from toolkit.checking import Checking
from toolkit.cite.styles import StyleInfo, find_style, near_styles, style_info
from toolkit.compose.draft import compose, compose_seen, style_name
from toolkit.disk import Files, Shelf, code_digest, digest, splice, write_all
from toolkit.load.workspace import open_workspace
from toolkit.model.draft import Draft
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Data
from toolkit.model.finding import Edit, Finding, in_order, suggestion
from toolkit.model.response import Response
from toolkit.model.values import LONDON
from toolkit.model.workspace import Workspace
from toolkit.render.layout import Form, Layout, count_words
from toolkit.render.pictures import Pictures
from toolkit.render.read import Manuscript, read
from toolkit.render.tree import Nodes

if TYPE_CHECKING:
    from toolkit.archive.proof import Proof, Prover, Quoted

Output = Literal["docx", "pdf", "html", "md"]
OUTPUTS: tuple[Output, ...] = get_args(Output)
_FORMS: dict[Output, Form] = {"docx": "docx", "pdf": "typst", "html": "html", "md": "markdown"}
_HERE = Path(__file__).parent
_NO_DATE = 946728000
"""Noon on 1 January 2000: stands for every time in a document that has no date."""


@dataclass(frozen=True)
class _Set:
    """A response set in a style, with what its writers need."""

    manuscript: Manuscript
    pictures: Pictures
    data: dict[str, Data]

    @cached_property
    def body(self) -> Nodes:
        """As laid out for Word."""
        return self.layout("docx").blocks()

    @cached_property
    def draft(self) -> Draft:
        """With its words counted, which takes the body as laid out: a PDF need not wait for it."""
        draft = self.manuscript.draft
        return draft.model_copy(update={"words": count_words(draft, self.body)})

    def layout(self, form: Form) -> Layout:
        return Layout(form, self.manuscript, self.pictures, self.data)


@dataclass(frozen=True)
class Built:
    """What a build made: the draft as set, the files by output, and everything that was found."""

    draft: Draft
    files: dict[Output, Path]
    sha256: dict[str, str]
    """Of each file, by its path."""
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True)
class Checked:
    """What was found in the library and in some responses, at the levels that workspace.yaml sets, waivers applied."""

    slugs: tuple[str, ...]
    judged: Judged

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that stand, in file order."""
        return self.judged.findings

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


class Change(NamedTuple):
    """What corrections would make of one file, and the findings that they put right."""

    path: str
    """Relative to the workspace."""
    before: bytes
    after: bytes
    findings: tuple[Finding, ...]


class Session:
    """A workspace opened. Cheap to open when nothing changed; holds what it has read, so open a new one after files have changed."""

    def __init__(self, files: Files, today: date | None = None) -> None:
        self._files = files
        self._today = today
        self._set: dict[tuple[str, str | None], _Set] = {}

    @classmethod
    def open(cls, root: Path | str, overlay: Mapping[str, str] | None = None, today: date | None = None) -> Session:
        """Open the workspace at `root`.

        :param overlay: text that is not saved yet, by path relative to the workspace.
        :param today: the day that counts as today; where it is left out, that of workspace.yaml ('as_of'), else the machine's.
        :raises ToolkitError: where the folder is not there or is no workspace.
        """
        session = cls(Files(Path(root).resolve(), dict(overlay or {})), today)
        session.workspace  # noqa: B018 - reads the workspace now, so that a folder that is none is told at once
        return session

    @property
    def root(self) -> Path:
        return self._files.root

    @cached_property
    def today(self) -> date:
        """The day that counts as today."""
        return self._today or self.workspace.configuration.as_of or datetime.now(LONDON).date()

    @cached_property
    def workspace(self) -> Workspace:
        """Everything that the files say."""
        return open_workspace(self._files)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All problems in the files of the library and of every response, in file order."""
        responses = (finding for response in self.workspace.responses.values() for finding in response.findings)
        return in_order((*self.workspace.findings, *responses))

    def response(self, slug: str) -> Response:
        """A response by its slug. :raises ToolkitError: where there is none, with the nearest name."""
        response = self.workspace.responses.get(slug)
        if response is None:
            names = ", ".join(self.workspace.responses) or "none yet"
            raise ToolkitError(f"There is no response '{slug}'.", suggestion(slug, self.workspace.responses), f"Responses here: {names}.")
        return response

    def draft(self, slug: str, style: str | None = None) -> Draft:
        """What a response says, with its notes as printed and its words counted.

        :param style: a citation style that takes the place of the outline's.
        :raises ToolkitError: where there is no such response or no such style.
        """
        return self._setting(slug, style).draft

    def build(self, slug: str, to: Iterable[Output] = ("docx", "pdf"), style: str | None = None, out: Path | None = None) -> Built:
        """Make the files of a response, ``<out>/<slug>.<output>``; all of them or, when one fails, none.

        :param out: the folder; ``build/<slug>`` in the workspace where it is left out.
        :raises ToolkitError: where something cannot be made or written; files that were there before are then as they were.
        """
        try:
            return self._build(slug, [output for output in OUTPUTS if output in set(to)], style, out)
        except OSError as error:
            said = f"The system says: {error.strerror or error}."
            help_ = "Make sure that the disk has room, and the folder for temporary files too."
            raise ToolkitError(f"{slug} could not be built.", said, help_) from error

    def _build(self, slug: str, wanted: list[Output], style: str | None, out: Path | None) -> Built:
        with ThreadPoolExecutor(max_workers=4) as pool:
            if "pdf" in wanted:
                pool.submit(_warm_up)
            setting = self._setting(slug, style)
            # The PDF takes longest and begins first.
            order = sorted(wanted, key=lambda output: output != "pdf")
            made: dict[Output, Future[bytes]] = {output: pool.submit(self._make, output, setting) for output in order}
            contents = {output: made[output].result() for output in wanted}
        folder = out or self.root / "build" / slug
        files: dict[Output, Path] = {output: folder / f"{slug}.{output}" for output in contents}
        write_all({files[output]: content for output, content in contents.items()})
        manuscript, draft = setting.manuscript, setting.draft
        findings = in_order((*self._library_findings(draft), *draft.findings, *manuscript.findings, *setting.pictures.findings))
        hashes = {str(files[output]): digest(content) for output, content in contents.items()}
        return Built(draft=draft, files=files, sha256=hashes, findings=findings)

    def check(self, slugs: Iterable[str] | None = None) -> Checked:
        """What would embarrass somebody: in the library, and in the responses named (all that are not sent, where none is named).

        Offline. Built files in ``build/<slug>`` are looked at too, as they lie there.

        :raises ToolkitError: where there is no such response.
        """
        wanted = tuple(self.unsent() if slugs is None else dict.fromkeys(slugs))
        self._checking.share(wanted)
        library = self._checking.library()
        findings = [*self.workspace.findings, *broken(), *unknown_levels(self.workspace), *library.findings]
        waivers, problems = [*library.waivers], [*library.problems]
        for slug in wanted:
            response = self.response(slug)
            findings += self._checking.response(response)
            own, more = response_waivers(response)
            waivers += own
            problems += more
        failed = crashed(findings)

        def looked(waiver: Placed) -> bool:
            return waiver.code not in failed and runs(waiver.code, self._checking.facts) and not waiver.serves_elsewhere

        judged = judge(levelled(findings, self.workspace), waivers, self.today, looked)
        judged = Judged(levelled((*judged.findings, *problems), self.workspace), judged.waived, judged.waivers)
        return Checked(wanted, judged)

    def quotations(self, slug: str | None = None) -> list[Quoted]:
        """What a response quotes; without a name, what the whole library does. :raises ToolkitError: where there is no such response."""
        from toolkit.proving import library_quotations, response_quotations  # noqa: PLC0415 - only proofs need the archive

        return library_quotations(self.workspace) if slug is None else response_quotations(self.submission(slug), self.workspace)

    def verify(self, slug: str | None = None) -> list[Proof]:
        """What becomes of each quotation when it is looked for in the archived copy of its source, at the cited page. Offline.

        :raises ToolkitError: where there is no such response, or the archive's lock cannot be read.
        """
        with self.prover() as prover, ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
            return prover.prove(self.quotations(slug), pool)

    def prover(self) -> Prover:
        """Holds quotations against the archive; a context, which closes what it keeps."""
        from toolkit.archive.proof import Prover  # noqa: PLC0415

        return Prover(self.root, keep=not self._files.overlay)

    def read(self, path: str) -> bytes | None:
        """The bytes of a file by its path relative to the workspace, unsaved text included; None where there is no such file."""
        return self._files.read(path)

    def fix(self, checked: Checked) -> list[Change]:
        """What the corrections of the findings that stand would make of the files. Nothing is written: :meth:`write` does that.

        Of two corrections that concern the same words the first one, in file order, is made. A finding that is no longer there, since
        somebody saved the file after it was checked, is left alone.
        """
        wanted = [finding for finding in checked.findings if finding.fix]
        paths = dict.fromkeys(edit.span.path for finding in wanted for edit in finding.fix)
        before = {path: data for path in paths if (data := self._files.read(path)) is not None and _is_text(data)}
        still = set(Session(Files(self.root, self._files.overlay), self._today).check(checked.slugs).findings) if wanted else set()
        made: dict[str, list[tuple[Finding, Edit]]] = {}
        taken: dict[tuple[str, int], list[Edit]] = {}
        for finding in wanted:
            if finding not in still or any(edit.span.path not in before or _clashes(edit, taken) for edit in finding.fix):
                continue
            for edit in finding.fix:
                sound = edit.model_copy(update={"sha256": digest(before[edit.span.path])})
                made.setdefault(edit.span.path, []).append((finding, sound))
                for line in _lines(edit):
                    taken.setdefault(line, []).append(edit)
        changes: list[Change] = []
        for path, edits in made.items():
            after = splice(before[path], [edit for _, edit in edits])
            if after != before[path]:
                changes.append(Change(path, before[path], after, tuple(dict.fromkeys(finding for finding, _ in edits))))
        return changes

    def write(self, changes: Iterable[Change]) -> None:
        """Write what :meth:`fix` made, all of it or nothing.

        :raises ToolkitError: where a file is not as it was, or cannot be written; nothing has changed then.
        """
        wanted = list(changes)
        for change in wanted:
            if self._files.read(change.path) != change.before:
                raise ToolkitError(f"{change.path} has changed since it was checked, so nothing was corrected.", do="Check again.")
        write_all({self.root / change.path: change.after for change in wanted})

    def unsent(self) -> list[str]:
        """Slugs of the responses that are not sent, sorted."""
        return [slug for slug, response in self.workspace.responses.items() if response.outline.status != "sent"]

    def submission(self, slug: str) -> Submission:
        """What a response says, as checks look at it. :raises ToolkitError: where there is no such response."""
        response = self.response(slug)
        draft, texts = compose_seen(self.workspace, response)
        return Submission(response, draft, texts)

    # --- within ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _checking(self) -> Checking:
        return Checking(
            self._files,
            self.workspace,
            self.today,
            self._shelf("check"),
            style=lambda response: self._style(style_name(self.workspace, response), response, given=False)[1],
            printed=lambda response: self.draft(response.slug),
        )

    def _shelf(self, room: str) -> Shelf:
        """Where a room keeps what takes it long; unsaved text belongs to the editor that holds it, and leaves nothing there."""
        maker = _HERE / "render" if room == "render" else _HERE  # what a check finds follows from every room
        return Shelf(None if self._files.overlay else self.root / ".toolkit" / "shelf", code_digest(maker))

    def _setting(self, slug: str, style: str | None) -> _Set:
        key = (slug, style)
        if key not in self._set:
            response = self.response(slug)
            info, findings = self._style(style or style_name(self.workspace, response), response, given=style is not None)
            draft = compose(self.workspace, response, style, in_text=info.in_text)
            manuscript = read(draft.model_copy(update={"findings": in_order((*draft.findings, *findings))}), info)
            data = {placed.exhibit.data: table for placed in draft.exhibits if (table := self.workspace.data.get(placed.exhibit.data))}
            pictures = Pictures(self._files, self._shelf("render"))
            self._set[key] = _Set(manuscript, pictures, data)
        return self._set[key]

    def _make(self, output: Output, setting: _Set) -> bytes:
        from toolkit.render import docx, pdf, web  # noqa: PLC0415 - what a build does not ask for it does not load

        title = setting.manuscript.draft.title
        epoch = int(datetime.combine(title.date, time(12), UTC).timestamp()) if title.date else _NO_DATE
        configuration = self.workspace.configuration
        if output == "docx":
            return docx.docx(
                setting.manuscript.draft, setting.body, reference=self._look(configuration.reference_docx, "reference_docx"), epoch=epoch
            )
        layout = setting.layout(_FORMS[output])
        if output == "pdf":
            look = self._look(configuration.typst_template, "typst_template")
            return pdf.pdf(layout, template=look.decode("utf-8", "replace") if look else None, epoch=epoch)
        return web.html(layout) if output == "html" else web.markdown(layout)

    def _look(self, written: str | None, name: str) -> bytes | None:
        if written is None:
            return None
        path = self._files.inside("", written)
        data = self._files.read(path) if path else None
        if data is None:
            raise ToolkitError(
                f"workspace.yaml names '{written}' as {name}, and that file is not in the workspace.",
                do="Correct the name, or take the line out.",
            )
        return data

    def _style(self, name: str, response: Response, *, given: bool) -> tuple[StyleInfo, list[Finding]]:
        """The style of a draft; the house style, with a finding (WSP011), where its name is not known.

        :raises ToolkitError: for an unknown name that was given by hand.
        """
        try:
            path = self._own_style(name) if name.endswith(".csl") else find_style(name)
            if path is not None:
                return style_info(path), []
            problem = f"There is no citation style '{name}'."
        except ValueError as error:
            problem = f"The citation style '{name}' cannot be used: {error}"
        near = near_styles(name)
        help_ = f"Near names: {', '.join(near)}." if near else "Use 'house', or the name of a style such as oscola-no-ibid or apa."
        if given:
            raise ToolkitError(problem, do=help_)
        field = response.outline.origin if response.outline.style else self.workspace.configuration.origin
        house = find_style("house")
        assert house is not None
        return style_info(house), [
            Finding(code="WSP011", span=field.span("style"), message=f"{problem} The house style was used.", help=help_)
        ]

    def _own_style(self, written: str) -> Path | None:
        path = self._files.inside("", written)
        return self.root / path if path and (self.root / path).is_file() else None

    def _library_findings(self, draft: Draft) -> list[Finding]:
        """What is wrong in the library and concerns this draft: its claims, its sources, and files that could not be read."""
        claims = [claim for placement in draft.placements if (claim := self.workspace.claims.get(placement.claim))]
        exhibits = [placed.exhibit for placed in draft.exhibits]
        origins = [*(c.origin for c in claims), *(s.origin for s in draft.sources.values()), *(e.origin for e in exhibits)]
        lines = {
            (origin.path, line)
            for origin in origins
            for mark in [origin.marks.get("", (1, 1, 0, 1))]
            for line in range(mark[0], mark[2] + 1)
        }
        files = ("workspace.yaml", *(exhibit.data for exhibit in exhibits))
        whole = ("LIB001", "WSP001")
        # A finding may stand at one entry and be about another, such as the first of two with one key.
        return [
            f
            for f in self.workspace.findings
            if f.code in whole or f.span.path in files or any((place.path, place.line) in lines for place in (f.span, *f.related))
        ]


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _lines(edit: Edit) -> list[tuple[str, int]]:
    """The lines that an edit touches."""
    return [(edit.span.path, line) for line in range(edit.span.line, edit.span.end_line + 1)]


def _clashes(edit: Edit, taken: Mapping[tuple[str, int], list[Edit]]) -> bool:
    """Whether an edit concerns words that another one changes too, otherwise than it would."""
    start, end = (edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column)
    for other in (each for line in _lines(edit) for each in taken.get(line, ())):
        begins, ends = (other.span.line, other.span.column), (other.span.end_line, other.span.end_column)
        if (begins == start or (start < ends and begins < end)) and (other.span, other.text) != (edit.span, edit.text):
            return True
    return False


def _warm_up() -> None:
    """Load typst and its typefaces while pandoc reads the text."""
    from toolkit.render.fonts import fonts  # noqa: PLC0415

    fonts()


def check_for_another() -> None:
    """The second process of a large check (:meth:`toolkit.checking.Checking.share`): what it finds is kept where the first one looks."""
    root, today, slugs = json.load(sys.stdin)
    session = Session.open(root, today=date.fromisoformat(today))
    for slug in slugs:
        session._checking.response(session.response(slug))

"""One workspace at work: the documented Python API, and the one place where rooms meet.

>>> session = Session.open(Path("."))          # doctest: +SKIP
>>> session.draft("2017-london-police-and-crime-plan").words.body   # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from toolkit.cite.styles import StyleInfo, find_style, near_styles, style_info
from toolkit.compose.draft import compose, style_name
from toolkit.disk import Files, digest, write_all
from toolkit.load.workspace import open_workspace
from toolkit.model.draft import Draft
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Data
from toolkit.model.finding import Finding, in_order, suggestion
from toolkit.model.response import Response
from toolkit.model.workspace import Workspace
from toolkit.render.layout import Form, Layout, count_words
from toolkit.render.pictures import Pictures
from toolkit.render.read import Manuscript, read
from toolkit.render.shelf import Shelf
from toolkit.render.tree import Nodes

Output = Literal["docx", "pdf", "html", "md"]
OUTPUTS: tuple[Output, ...] = get_args(Output)
_FORMS: dict[Output, Form] = {"docx": "docx", "pdf": "typst", "html": "html", "md": "markdown"}
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


class Session:
    """A workspace opened. Cheap to open when nothing changed; holds what it has read, so open a new one after files have changed."""

    def __init__(self, files: Files, today: date) -> None:
        self._files = files
        self.today = today
        self._set: dict[tuple[str, str | None], _Set] = {}

    @classmethod
    def open(cls, root: Path | str, overlay: Mapping[str, str] | None = None, today: date | None = None) -> Session:
        """Open the workspace at `root`.

        :param overlay: text that is not saved yet, by path relative to the workspace.
        :param today: the day that counts as today; the machine's where it is left out.
        :raises ToolkitError: where the folder is not there or is no workspace.
        """
        session = cls(Files(Path(root).resolve(), dict(overlay or {})), today or datetime.now(UTC).date())
        session.workspace  # noqa: B018 - reads the workspace now, so that a folder that is none is told at once
        return session

    @property
    def root(self) -> Path:
        return self._files.root

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

    # --- within ---------------------------------------------------------------------------------------------------------

    def _setting(self, slug: str, style: str | None) -> _Set:
        key = (slug, style)
        if key not in self._set:
            response = self.response(slug)
            info, findings = self._style(style or style_name(self.workspace, response), response, given=style is not None)
            draft = compose(self.workspace, response, style, in_text=info.in_text)
            manuscript = read(draft.model_copy(update={"findings": in_order((*draft.findings, *findings))}), info)
            data = {placed.exhibit.data: table for placed in draft.exhibits if (table := self.workspace.data.get(placed.exhibit.data))}
            pictures = Pictures(self._files, Shelf(self.root / ".toolkit" / "shelf"))
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


def _warm_up() -> None:
    """Load typst and its typefaces while pandoc reads the text."""
    from toolkit.render.fonts import fonts  # noqa: PLC0415

    fonts()

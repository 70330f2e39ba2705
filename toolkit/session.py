"""One workspace at work: the documented Python API, and the one place where rooms meet.

>>> session = Session.open(Path("."))          # doctest: +SKIP
>>> session.draft("2017-london-police-and-crime-plan").words.body   # doctest: +SKIP
"""

from __future__ import annotations

import atexit
import gc
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.archive.looks import pages
from toolkit.check.engine import (
    broken,
    crashed,
    levelled,
    needs_of,
    runs,
    unknown_levels,
)
from toolkit.check.waivers import Judged, Placed, judge, library_waivers, response_waivers
from toolkit.checking import Checking, submission_of
from toolkit.compose.draft import compose
from toolkit.compose.form import chosen_channel, usual_outputs
from toolkit.disk import Files, Shelf, code_digest, digest, write_all
from toolkit.fixing import Change, corrections, write
from toolkit.linking import seen_links
from toolkit.load.store import no_collection
from toolkit.load.workspace import open_workspace
from toolkit.model.channel import channel_name
from toolkit.model.draft import Draft
from toolkit.model.errors import Incomplete, ToolkitError
from toolkit.model.finding import Finding, in_order, suggestion
from toolkit.model.links import LINKS
from toolkit.model.live import PAGES
from toolkit.model.output import OUTPUTS, Output, Version, stem
from toolkit.model.proofs import ARCHIVE, NOTHING, Counts, Observed
from toolkit.model.registries import REGISTRIES
from toolkit.model.release import end_of
from toolkit.model.response import Response, as_version, with_fields
from toolkit.model.values import LONDON
from toolkit.model.workspace import Workspace
from toolkit.observing import LIBRARY, Observer
from toolkit.registering import known
from toolkit.render.layout import Layout
from toolkit.render.read import read
from toolkit.setting import Setting, warm_up

if TYPE_CHECKING:
    from toolkit.archive.editions import Taken
    from toolkit.archive.fetching import Wanted as WantedCopy
    from toolkit.archive.proof import FigureProof, Proof, Prover, Quoted, StatedFigure
    from toolkit.asking import Read as Consultation
    from toolkit.beginning import Planned as NewResponse
    from toolkit.capturing import Captured, Recheck
    from toolkit.check.rule import Submission
    from toolkit.importing import Incoming, Plan, Proposal
    from toolkit.library.search import Found, Wanted
    from toolkit.library.suggest import Suggested
    from toolkit.library.used import Use
    from toolkit.linking import Link, Looking
    from toolkit.model.answer import Answer
    from toolkit.model.channel import Notes
    from toolkit.model.harvest import Harvest
    from toolkit.network.client import Network
    from toolkit.proving import CensusRow
    from toolkit.registering import Asking, LookedUp, Told
    from toolkit.searching import Searching

_HERE = Path(__file__).parent
_PROPOSED = 3
"""Claims, and passages, that are named beside a question of a response that begins."""


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
class Copy:
    """One copy of a document: what it says, and its files, which lie nowhere yet."""

    draft: Draft
    files: dict[Output, bytes]


@dataclass(frozen=True)
class Checked:
    """What was found in the library and in some responses, at the levels that workspace.yaml sets, waivers applied."""

    slugs: tuple[str, ...]
    judged: Judged
    proofs: Counts = NOTHING
    """How what the responses take from their sources stands: what could not be checked is counted by itself."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that stand, in file order."""
        return self.judged.findings

    @property
    def errors(self) -> int:
        return sum(finding.severity == "error" for finding in self.findings)


class Session:
    """A workspace opened. Cheap to open when nothing changed; holds what it has read, so open a new one after files have changed."""

    def __init__(self, files: Files, today: date | None = None, channel: str | None = None, version: Version | None = None) -> None:
        self._files = files
        self._today = today
        self._channel = channel
        self._version = version

    @classmethod
    def open(
        cls,
        root: Path | str,
        overlay: Mapping[str, str] | None = None,
        today: date | None = None,
        channel: str | None = None,
        version: Version | None = None,
    ) -> Session:
        """Open the workspace at `root`.

        :param overlay: text that is not saved yet, by path relative to the workspace.
        :param today: the day that counts as today; where it is left out, that of workspace.yaml ('as_of'), else the machine's.
        :param channel: a way to answer that takes the place of each consultation's own, to see what another body would say.
        :param version: for whom every response is made, instead of what its outline says: its public copy, its confidential one, its annex.
        :raises ToolkitError: where the folder is not there or is no workspace.
        """
        session = cls(Files(Path(root).resolve(), dict(overlay or {})), today, channel, version)
        session.workspace  # noqa: B018 - reads the workspace now, so that a folder that is none is told at once
        return session

    @property
    def version(self) -> Version | None:
        """The copy that is made of every response, where one was chosen."""
        return self._version

    @property
    def root(self) -> Path:
        return self._files.root

    @cached_property
    def today(self) -> date:
        """The day that counts as today."""
        return self._today or self.workspace.configuration.as_of or datetime.now(LONDON).date()

    @property
    def now(self) -> datetime:
        """The moment at which embargoes are held against: the clock's; on another day than the clock's, the end of that day."""
        now = datetime.now(LONDON)
        return now if self.today == now.date() else end_of(self.today)

    @property
    def clock(self) -> date:
        """The day it is, also in a workspace that is kept as it was: the web is as it is now."""
        return datetime.now(LONDON).date()

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
        if self._channel is not None:
            channel = channel_name(self._channel, self.workspace.channels) or self._channel
            consultation = response.consultation.model_copy(update={"channel": channel})
            response = response.model_copy(update={"consultation": consultation})
        return response if self._version is None else as_version(response, self._version)

    def draft(self, slug: str, style: str | None = None) -> Draft:
        """What a response says, with its notes as printed and its words counted.

        :param style: a citation style that takes the place of the outline's.
        :raises ToolkitError: where there is no such response or no such style.
        """
        return self._setting.of(self.response(slug), style).draft

    def build(
        self, slug: str, to: Iterable[Output] | None = None, style: str | None = None, out: Path | None = None, *, clean: bool = False
    ) -> Built:
        """Make the files of a response, ``<out>/<slug>.<output>``; all of them or, when one fails, none.

        With a channel that is not the response's own its name follows the slug, and then the copy where one was asked for, so that nothing
        is written over and no copy is taken for another.

        :param to: which files; Word and PDF where it is left out, as far as the receiving body takes them.
        :param out: the folder; ``build/<slug>`` in the workspace where it is left out.
        :param clean: without what only drafts need, such as anchors: as files are sent.
        :raises ToolkitError: where something cannot be made or written; files that were there before are then as they were.
        """
        try:
            wanted = usual_outputs(self.workspace, self.response(slug)) if to is None else set(to)
            return self._build(slug, [output for output in OUTPUTS if output in wanted], style, out, clean=clean)
        except OSError as error:
            said = f"The system says: {error.strerror or error}."
            help_ = "Make sure that the disk has room, and the folder for temporary files too."
            raise ToolkitError(f"{slug} could not be built.", said, help_) from error

    def _build(self, slug: str, wanted: list[Output], style: str | None, out: Path | None, *, clean: bool) -> Built:
        with ThreadPoolExecutor(max_workers=4) as pool:
            if "pdf" in wanted:
                pool.submit(warm_up)
            response = self.response(slug)
            setting = self._setting.of(response, style)
            if response.kind.complete and setting.manuscript.draft.unfilled:
                raise Incomplete(slug, setting.manuscript.draft.unfilled, response.outline.origin.path)
            # The PDF takes longest and begins first.
            order = sorted(wanted, key=lambda output: output != "pdf")
            made: dict[Output, Future[bytes]] = {output: pool.submit(self._setting.make, output, setting, clean=clean) for output in order}
            contents = {output: made[output].result() for output in wanted}
        folder, name = out or self.root / "build" / slug, stem(slug, self._version, chosen_channel(self.workspace, response))
        files: dict[Output, Path] = {output: folder / f"{name}.{output}" for output in contents}
        write_all({files[output]: content for output, content in contents.items()})
        manuscript, draft = setting.manuscript, setting.draft
        found = (*self._library_findings(draft), *draft.findings, *manuscript.findings, *setting.pictures.findings, *setting.findings)
        findings = in_order((*found, *self._locked(slug)))
        hashes = {str(files[output]): digest(content) for output, content in contents.items()}
        return Built(draft=draft, files=files, sha256=hashes, findings=findings)

    def copy(self, slug: str, fields: Mapping[str, object], to: Iterable[Output] | None = None, style: str | None = None) -> Copy:
        """One copy of a document with some fields of its own, made and not written anywhere.

        :param fields: values that take the place of those in outline.yaml. :raises ToolkitError: as :meth:`build`.
        """
        response = with_fields(self.response(slug), fields)
        wanted = usual_outputs(self.workspace, response) if to is None else set(to)
        setting = Setting(self._files, self.workspace, self._shelf("render"))
        made = setting.of(response, style)
        return Copy(made.manuscript.draft, {output: setting.make(output, made, clean=True) for output in OUTPUTS if output in wanted})

    @no_collection()
    def check(self, slugs: Iterable[str] | None = None) -> Checked:
        """What would embarrass somebody: in the library, and in the responses named (all that are not sent, where none is named).

        Offline. Built files in ``build/<slug>`` are looked at too, as they lie there.

        :raises ToolkitError: where there is no such response.
        """
        wanted = tuple(self.unsent() if slugs is None else dict.fromkeys(slugs))
        if self._channel is None and self._version is None:
            self._checking.share(wanted)
        library = self._checking.library()
        gc.freeze()  # until the end of the check: it stays, and need not be gone through after each response
        told: list[Finding] = []
        waivers, problems = [*library.waivers], [*library.problems]
        proofs = Counts()
        for slug in wanted:
            response = self.response(slug)
            found = self._checking.response(response)
            told += found.findings
            proofs += found.proofs
            own, more = response_waivers(response)
            waivers += own
            problems += more
        of_library = (*broken(), *unknown_levels(self.workspace), *library.findings, *self._checking.claims())
        findings = [*self.workspace.findings, *of_library, *self._sent(None if slugs is None else wanted), *told]
        failed = crashed(findings)
        blind = proofs.unproven > 0 or not self._checking.archived.there

        def looked(waiver: Placed) -> bool:
            if waiver.code in failed or waiver.serves_elsewhere or (blind and needs_of(waiver.code, ARCHIVE)):
                return False
            if any(
                needs_of(waiver.code, what) for what in (LINKS, PAGES, REGISTRIES)
            ):  # what it waives may be known elsewhere, or tomorrow
                return False
            return runs(waiver.code, self._checking.facts)

        judged = judge(levelled(findings, self.workspace), waivers, self.today, looked)
        judged = Judged(levelled((*judged.findings, *problems), self.workspace), judged.waived, judged.waivers)
        return Checked(wanted, judged, proofs)

    def quotations(self, slug: str | None = None) -> list[Quoted]:
        """What a response quotes; without a name, what the whole library does. :raises ToolkitError: where there is no such response."""
        from toolkit.proving import library_quotations, response_quotations  # noqa: PLC0415 - only proofs need the archive

        return library_quotations(self.workspace) if slug is None else response_quotations(self.submission(slug), self.workspace)

    def verify(self, slug: str | None = None) -> list[Proof]:
        """What becomes of each quotation when it is looked for in the archived copy of its source, at the cited page. Offline.

        :raises ToolkitError: where there is no such response, or the archive's lock cannot be read.
        """
        from toolkit.archive.workers import threads  # noqa: PLC0415

        with self.prover() as prover, threads() as pool:
            return prover.prove(self.quotations(slug), pool)

    def figures(self, slug: str | None = None) -> list[StatedFigure]:
        """What a response states in figures that its sources are to hold; without a name, what the whole library does.

        :raises ToolkitError: where there is no such response.
        """
        from toolkit.proving import library_figures, response_figures  # noqa: PLC0415 - only proofs need the archive

        return library_figures(self.workspace) if slug is None else response_figures(self.submission(slug), self.workspace)

    def verify_figures(self, slug: str | None = None) -> list[FigureProof]:
        """What becomes of each figure when it is looked for in the archived copy of its source, at the cited page. Offline.

        :raises ToolkitError: where there is no such response, or the archive's lock cannot be read.
        """
        from toolkit.archive.workers import threads  # noqa: PLC0415

        with self.prover() as prover, threads() as pool:
            return prover.prove_figures(self.figures(slug), pool)

    def proofs(
        self, slug: str | None = None, workers: AbstractContextManager[Executor] | None = None, told: Callable[[str], None] = lambda _: None
    ) -> tuple[list[Proof], list[FigureProof]]:
        """Quotations and figures, each copy read once; see :meth:`verify`. What is found about the library, checks know from then on.

        :param workers: who does the work (`toolkit.archive.workers`); a few threads where it is left out.
        :param told: hears, in a sentence, when workers failed and this process did their part.
        :raises ToolkitError: where there is no such response, or the archive's lock cannot be read, or the workers cannot be reached.
        """
        from toolkit.archive.workers import threads  # noqa: PLC0415

        with self.prover() as prover, workers or threads() as pool:
            proofs = prover.prove_all(self.quotations(slug), self.figures(slug), pool, told)
            if slug is None:
                prover.mark(LIBRARY, digest(repr(proofs).encode("utf-8", "surrogatepass")))
            return proofs

    def census(self, slug: str, proofs: Iterable[FigureProof] | None = None) -> list[CensusRow]:
        """Every figure in the text of a response, in its order, with what stands behind it and what became of that in the archive.

        :param proofs: those of its figures, where they are known already.
        :raises ToolkitError: where there is no such response, or the archive's lock cannot be read.
        """
        from toolkit.proving import census  # noqa: PLC0415

        return census(self.submission(slug), self.workspace, self.verify_figures(slug) if proofs is None else proofs)

    def observed(self, slug: str) -> tuple[Observed, ...]:
        """How what a response takes from its sources stands, as checks see it; nothing where there is no archive.

        :raises ToolkitError: where there is no such response.
        """
        return self._observer.response(self.submission(slug))

    def prover(self) -> Prover:
        """Holds quotations and figures against the archive; a context, which closes what it keeps."""
        from toolkit.archive.copies import Archive  # noqa: PLC0415
        from toolkit.archive.proof import Prover  # noqa: PLC0415

        return Prover(self.root, writes=not self._files.overlay, archive=Archive.open(self.root, self.workspace.aliases))

    def search(self, wanted: Wanted) -> Found:
        """What of the library and of past responses has some words.

        :raises ToolkitError: where it is to be used in a response that is not there.
        """
        if wanted.used_in is not None:
            self.response(wanted.used_in)
        if wanted.source is not None:
            wanted = replace(wanted, source=self.present_key(wanted.source))
        return self._searching.search(wanted)

    def suggest(self, slug: str, question: str | None = None, limit: int = 5, semantic: bool | None = None) -> list[Suggested]:
        """What of the library fits each question of a response, or one of them.

        :param limit: of claims, of passages and of past answers, for each question.
        :param semantic: also what is near in meaning alone; None for as workspace.yaml says.
        :raises ToolkitError: where there is no such response or question, or where meaning is wanted and is not installed.
        """
        return self._searching.suggest(self.response(slug), question, limit, semantic)

    def where_used(self, id_: str) -> list[tuple[Use, str]]:
        """Every use of a claim, source, passage or exhibit, with the day on which that response was sent (empty for a draft)."""
        present = self.present_key(id_)
        return [*self._searching.uses(id_), *(self._searching.uses(present) if present != id_ else ())]

    def present_key(self, id_: str) -> str:
        """The key that a source has today, where this is one that it had before; else what was given."""
        alias = self.workspace.aliases.get(id_)
        return alias.key if alias else id_

    def capture(
        self,
        wanted: Iterable[WantedCopy],
        network: Network,
        *,
        further: bool = False,
        note: str = "",
        told: Callable[[Captured], None] = lambda _: None,
    ) -> list[Captured]:
        """Fetch copies of sources, and hold what comes against the copies that there are. Each is kept as it comes.

        :param further: whether what has changed becomes a further edition. :param note: a remark for colleagues, in the lock.
        :param told: hears of each source at once.
        :raises ToolkitError: where a copy cannot be kept; those that came before it are.
        """
        from toolkit.capturing import Capturing, capture  # noqa: PLC0415

        with self.prover() as prover:
            capturing = Capturing(self.root, prover, lambda key: self._taken.get(key, ()), self.today, further, note)
            return capture(capturing, wanted, network, told)

    def recheck(self, key: str, number: int | None = None) -> Recheck:
        """Whether what the library and every response take from a source stands in its newest edition, and in an older one.

        :param number: of the older edition, from 1; the one before the newest where it is left out.
        :raises ToolkitError: where there is no copy of it, or no such edition.
        """
        from toolkit.capturing import recheck  # noqa: PLC0415

        with self.prover() as prover:
            return recheck(self.root, prover, key, self._taken.get(key, ()), number)

    def links(self, slug: str | None = None, looking: Looking | None = None, told: Told | None = None) -> list[Link]:
        """What became of each address of a response; without a name, of each in the library. What is seen is kept at once.

        :param looking: how addresses are looked at of which too little is known; None to ask nobody and tell what is known.
        :param told: is told how many addresses have been looked at, and of how many.
        :raises ToolkitError: where there is no such response.
        """
        from toolkit.linking import addresses_of, library_addresses, look  # noqa: PLC0415

        addresses = library_addresses(self.workspace) if slug is None else addresses_of(self.submission(slug), self.workspace)
        return look(self.root, addresses, looking, told or (lambda _done, _of: None))

    def registries(self, slug: str | None = None, asking: Asking | None = None, told: Told | None = None) -> LookedUp:
        """What registries of DOIs and Retraction Watch say of the sources that a response cites; without a name, of all in the library.

        :param asking: how the registries are asked for what is not known yet; None to ask nobody and tell what is known.
        :param told: is told how many answers have come, and of how many.
        :raises ToolkitError: where there is no such response.
        """
        from toolkit.registering import look_up  # noqa: PLC0415

        sources = self.workspace.sources if slug is None else self.submission(slug).draft.sources
        found = look_up(self.workspace, sources.values(), self.clock, asking, told or (lambda _done, _of: None))
        at_their_levels = levelled(found.findings, self.workspace)
        judged = judge(at_their_levels, library_waivers(self.workspace)[0], self.today, lambda _: False)
        return found._replace(findings=tuple(finding for finding in judged.findings if finding in at_their_levels))

    def plan_import(self, incoming: Iterable[Incoming], *, keep: Iterable[str] = (), keep_keys: bool = False) -> Plan:
        """What would become of other people's entries here: keys, what each resembles. Nothing is written."""
        from toolkit.importing import plan  # noqa: PLC0415

        return plan(list(incoming), self.workspace, keep=frozenset(keep), keep_keys=keep_keys)

    def add_entries(self, proposals: Iterable[Proposal]) -> Change:
        """What adding entries makes of the bibliography; :meth:`write` writes it.

        :raises ToolkitError: where what is in the bibliography stands against it.
        """
        from toolkit.importing import change  # noqa: PLC0415

        return change(self._files, list(proposals))

    def read(self, path: str) -> bytes | None:
        """The bytes of a file by its path relative to the workspace, unsaved text included; None where there is no such file."""
        return self._files.read(path)

    def fix(self, checked: Checked) -> list[Change]:
        """What the corrections of the findings that stand would make of the files. Nothing is written: :meth:`write` does that.

        Of two corrections that concern the same words the first one, in file order, is made. A finding that is no longer there, since
        somebody saved the file after it was checked, is left alone.
        """
        wanted = [finding for finding in checked.findings if finding.fix]
        again = Session(Files(self.root, self._files.overlay), self._today)
        return corrections(self._files, wanted, lambda: frozenset(again.check(checked.slugs).findings))

    def write(self, changes: Iterable[Change]) -> None:
        """Write what :meth:`fix` made, all of it or nothing.

        :raises ToolkitError: where a file is not as it was, or cannot be written; nothing has changed then.
        """
        write(self._files, changes)

    def answers(self, slug: str, style: str | None = None) -> tuple[Answer, ...]:
        """The answer to each question as plain text for its box; where none are asked, each part of the document.

        :raises ToolkitError: where there is no such response or style.
        """
        return tuple(answer for answer, _ in self.set_answers(self.response(slug), style))

    def set_answers(self, response: Response, style: str | None = None, notes: Notes = "foot") -> list[tuple[Answer, Layout | None]]:
        """As :meth:`answers`, each with its text as it was set. The response may differ from the workspace's in what it asks.

        :param notes: where they stand in what was set.
        :raises ToolkitError: where there is no such style.
        """
        from toolkit.portal import set_answers  # noqa: PLC0415

        whole = self._setting.of(self.response(response.slug), style)
        info, _ = self._setting.style(response, style)

        def lay(part: Response) -> Layout:
            return Layout("markdown", read(compose(self.workspace, part, style, in_text=info.in_text), info), whole.pictures, whole.data)

        return set_answers(response, whole.manuscript.draft, self.workspace.channels, lay, notes)

    def harvest(self, path: Path) -> Harvest:
        """What an old response proposes to the library: sources, claims, an outline. Nothing is written.

        :raises ToolkitError: where it cannot be read.
        """
        from toolkit.harvesting import proposed  # noqa: PLC0415

        return proposed(path, self.workspace)

    def review(self, path: str) -> tuple[Harvest | None, list[Finding]]:
        """A review file as somebody left it, and what is wrong in it. :raises ToolkitError: where it is not there."""
        from toolkit.harvesting import read_review  # noqa: PLC0415

        return read_review(self._files, path)

    def take_harvest(self, path: str) -> tuple[list[Change], list[Finding]]:
        """What entering the things that a review file marks would make of the files, for :meth:`write`; none where findings say why not.

        :raises ToolkitError: where the review file is not there.
        """
        from toolkit.harvesting import taking  # noqa: PLC0415

        return taking(self._files, path, self.workspace, self.today)

    def read_consultation(self, path: Path) -> Consultation:
        """What the document of a consultation asks. Nothing is written. :raises ToolkitError: where it cannot be read."""
        from toolkit.asking import read_document  # noqa: PLC0415

        return read_document(path)

    def fetch_consultation(self, url: str, network: Network) -> Consultation:
        """What the document or page at an address asks. Nothing is written. :raises ToolkitError: where it does not come."""
        from toolkit.asking import fetch_document  # noqa: PLC0415

        return fetch_document(url, network)

    def plan_response(self, slug: str, found: Consultation) -> NewResponse:
        """The files of a response to what was read, for :meth:`write`. :raises ToolkitError: where there is such a response already."""
        from toolkit.beginning import as_response, planned  # noqa: PLC0415

        suggested = self._searching.suggest(as_response(slug, found), None, _PROPOSED, None)
        return planned(self._files, self.workspace, slug, found, self.today, suggested)

    def keep_consultation(self, plan: NewResponse) -> str:
        """Keep the document that was read as the copy of its source. What came of it, as a sentence."""
        from toolkit.beginning import keep_copy  # noqa: PLC0415

        return keep_copy(self.root, plan, self.today)

    def unsent(self) -> list[str]:
        """Slugs of the responses that are not sent, sorted."""
        return [slug for slug, response in self.workspace.responses.items() if response.outline.status != "sent"]

    def submission(self, slug: str) -> Submission:
        """What a response says, as checks look at it, and what its public copy has. :raises ToolkitError: as :meth:`response`."""
        return submission_of(self.workspace, self.response(slug))

    # --- within ---------------------------------------------------------------------------------------------------------

    def _sent(self, slugs: Iterable[str] | None) -> Iterator[Finding]:
        """What is no longer as it was sent: texts and files, of the responses named; of all that were sent where none is."""
        from toolkit.record.reading import sent_slugs  # noqa: PLC0415 - most sessions are about what is not sent yet
        from toolkit.record.sound import unsound  # noqa: PLC0415

        for slug in sent_slugs(self.root) if slugs is None else slugs:
            yield from self._locked(slug)
            yield from unsound(self.root, slug)

    def _locked(self, slug: str) -> list[Finding]:
        from toolkit.record.locked import changed_since  # noqa: PLC0415

        return changed_since(self._files, slug)

    @cached_property
    def _setting(self) -> Setting:
        return Setting(self._files, self.workspace, self._shelf("render"))

    @cached_property
    def _checking(self) -> Checking:
        return Checking(
            self._files,
            self.workspace,
            self.today,
            self._shelf("check"),
            style=lambda response: self._setting.style(response)[1],
            printed=lambda response: self.draft(response.slug),
            archived=self._observer.archived,
            registered=known(self.root),
            pages=pages(self.root),
            links=seen_links(self.root),
            proven=self._observer.response,
        )

    @cached_property
    def _searching(self) -> Searching:
        from toolkit.searching import Searching  # noqa: PLC0415 - most commands search nothing

        return Searching(self._files, self.workspace, self.today)

    @cached_property
    def _taken(self) -> Mapping[str, list[Taken]]:
        """What the library and all responses quote and state in figures, by source."""
        found: dict[str, list[Taken]] = {}
        for slug in (None, *self.workspace.responses):
            every: list[Taken] = [*self.quotations(slug), *self.figures(slug)]
            for taken in every:
                for key in {cited.source for cited in taken.cited}:
                    found.setdefault(key, []).append(taken)
        return found

    @cached_property
    def _observer(self) -> Observer:
        return Observer(self.root, self.workspace, writes=not self._files.overlay)

    def _shelf(self, room: str) -> Shelf:
        """Where a room keeps what takes it long; unsaved text belongs to the editor that holds it, and leaves nothing there."""
        maker = _HERE / "render" if room == "render" else _HERE  # what a check finds follows from every room
        return Shelf(None if self._files.overlay else self.root / ".toolkit" / "shelf", code_digest(maker))

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


def check_for_another() -> None:
    """The second process of a large check (:meth:`toolkit.checking.Checking.share`): what it finds is kept where the first one looks."""
    root, today, slugs = json.load(sys.stdin)
    atexit.register(gc.freeze)
    session = Session.open(root, today=date.fromisoformat(today))
    with no_collection():
        session._checking.claims()
        gc.freeze()
        for response in map(session.response, slugs):
            if session._checking.has(response):
                break  # here the two meet
            session._checking.response(response)

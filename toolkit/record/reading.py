"""Every record of a workspace, read back: for whoever wants to know what was sent. The one reader of ``record.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from toolkit.disk import Shelf, digest
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import Finding
from toolkit.model.record import Receipt, Record
from toolkit.model.span import Span

NAME, RECEIPT = "record.yaml", "receipt.yaml"
DAMAGED = "WSP020"
BRING_BACK = "Bring back the file as it was, with git or from a backup."
_EDITION = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,4}))?")
_ALIAS = re.compile(r"(?:^|[\s\[{,:-])\*[A-Za-z0-9_-]+")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING_KEPT = Shelf(None, "")
Model = TypeVar("Model", bound=BaseModel)


class Records(NamedTuple):
    """What was sent, the oldest first; for each record that cannot be read, a finding (WSP020)."""

    all: tuple[Record, ...]
    findings: tuple[Finding, ...] = ()

    def of(self, slug: str) -> tuple[Record, ...]:
        """The editions of one response, the newest last."""
        return tuple(record for record in self.all if record.response == slug)

    @property
    def latest(self) -> tuple[Record, ...]:
        """The newest edition of each response: what its body has now."""
        return tuple({record.response: record for record in self.all}.values())


def read_records(root: Path, slugs: Iterable[str] | None = None, kept: Shelf = _NOTHING_KEPT) -> Records:
    """The records of some responses, of all where none is named. Never raises on what is in them.

    Nothing is asked of the library or of the outlines: a record speaks for itself.

    :param kept: where records lie as they were parsed, by the hash of their bytes: for whoever reads hundreds, since YAML takes long.
    """
    found: list[Record] = []
    findings: list[Finding] = []
    for slug in sent_slugs(root) if slugs is None else slugs:
        for edition in editions(root, slug):
            record = _record(root, slug, edition, findings, kept)
            if record is not None:
                found.append(record)
    return Records(tuple(sorted(found, key=lambda record: (record.sent, record.response, _order(record.edition)))), tuple(findings))


def sent_slugs(root: Path) -> list[str]:
    """Slugs of the responses of which there is a record, sorted; by the names of folders alone."""
    return sorted({path.parent.name for path in (root / "responses").glob("*/sent") if editions(root, path.parent.name)})


def editions(root: Path, slug: str) -> list[str]:
    """Names of the folders below ``responses/<slug>/sent/``, the oldest first."""
    folder = root / "responses" / slug / "sent"
    try:
        return sorted((path.name for path in folder.iterdir() if path.is_dir() and _EDITION.fullmatch(path.name)), key=_order)
    except OSError:
        return []


def next_edition(root: Path, slug: str, day: date) -> str:
    """The name of a further record: the day, with a number where that day has one already."""
    taken = set(editions(root, slug))
    name = day.isoformat()
    return next(each for each in (name, *(f"{name}-{number}" for number in range(2, 10_000))) if each not in taken)


def read_receipt(root: Path, record: Record) -> Receipt | None:
    """What the body confirmed later; None where nothing is written, or it cannot be read."""
    try:
        return _parsed((root / record.folder / RECEIPT).read_bytes(), Receipt)
    except (OSError, ValueError):
        return None


def receipt_number(root: Path, record: Record) -> str | None:
    """The number of a receipt, whenever it came."""
    receipt = read_receipt(root, record)
    return receipt.number if receipt else record.receipt


def _record(root: Path, slug: str, edition: str, findings: list[Finding], kept: Shelf) -> Record | None:
    path = f"responses/{slug}/sent/{edition}/{NAME}"
    try:
        record = _read((root / path).read_bytes(), kept)
    except FileNotFoundError:
        message = "The record of what was sent is missing here."
    except OSError as error:
        raise ToolkitError(f"{path} could not be read.", f"The system says: {error.strerror or error}.") from error
    except ValueError as error:
        message = f"This record cannot be read: {error}"
    else:
        if (record.response, record.edition) == (slug, edition):
            return record
        message = f"This record is that of {record.response}, {record.edition}: it lies in another folder than the one it was written for."
    findings.append(Finding(code=DAMAGED, span=Span(path=path), message=message, help=BRING_BACK))
    return None


def _read(data: bytes, kept: Shelf) -> Record:
    """:raises ValueError: with a sentence for people."""
    name = ("record", digest(data))
    known = kept.get(*name)
    if known is not None:
        with suppress(ValidationError):  # of an earlier form
            return Record.model_validate_json(known)
    record = _parsed(data, Record)
    if kept.folder is not None:
        kept.put(record.model_dump_json().encode(), *name)
    return record


def _parsed(data: bytes, model: type[Model]) -> Model:
    """:raises ValueError: with a sentence for people."""
    try:
        text = data.decode()
        if _ALIAS.search(text) and any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=_Loader)):
            raise ValueError("it holds an alias, which no record does.")
        return model.model_validate(yaml.load(text, _Loader))
    except UnicodeDecodeError:
        raise ValueError("it is not UTF-8.") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"it is no YAML{f' from line {mark.line + 1} on' if mark else ''}.") from None
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise ValueError(f"'{where}' is missing or is not what it should be.") from None


def _order(edition: str) -> tuple[str, int]:
    match = _EDITION.fullmatch(edition)
    return (match[1], int(match[2] or 1)) if match else (edition, 0)

"""Copies as one WARC file (ISO 28500), which web archives and their viewers read."""

from __future__ import annotations

import io
import os
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from toolkit import __version__
from toolkit.archive.copies import Archive, Placed
from toolkit.archive.kinds import named_kind
from toolkit.archive.lock import PATH
from toolkit.model.errors import ToolkitError
from toolkit.model.source import Alias

_TYPES = {
    "pdf": "application/pdf",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "txt": "text/plain",
}
_RECORDS = uuid.uuid5(uuid.NAMESPACE_URL, "https://consultation-toolkit.invalid/warc")
_REASONS = {200: "OK", 203: "Non-Authoritative Information"}


class Exported(NamedTuple):
    written: tuple[Placed, ...]
    left_out: tuple[tuple[Placed, str], ...]
    """With the reason, as the end of a sentence."""


def export(root: Path, file: Path, keys: Iterable[str] = (), older: Mapping[str, Alias] | None = None) -> Exported:
    """Write the copies of some sources, all editions, to a WARC file; of all sources where none is named.

    What was fetched is a response with the head that is known of it; what was added by hand is a resource. The requests were not kept, so
    there are none.

    :raises ToolkitError: where the file is there already or cannot be written, or the lock cannot be read; nothing is left behind then.
    """
    archive, wanted = Archive.open(root, older), frozenset(keys)
    if file.exists():
        raise ToolkitError(f"{file} is there already, and is not overwritten.", do="Give another name, or delete it first.")
    copies = [copy for copy in archive.all() if not wanted or copy.key in wanted]
    written: list[Placed] = []
    left_out: list[tuple[Placed, str]] = []
    part = file.with_name(f".{file.name[:60]}.part{os.getpid()}")
    try:
        with part.open("xb") as out:
            warc = WARCWriter(out, gzip=file.name.endswith(".gz"))
            warc.write_record(warc.create_warcinfo_record(file.name, {"software": f"consultation-toolkit/{__version__}", "isPartOf": PATH}))
            for copy in copies:
                data = archive.content(copy.edition)
                if data is None:
                    left_out.append((copy, f"it is {_STATES[archive.state(copy.edition)]}"))
                elif not copy.edition.url:
                    left_out.append((copy, "it has no address, which every record needs"))
                else:
                    warc.write_record(_record(warc, copy, data))
                    written.append(copy)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    except OSError as error:
        raise ToolkitError(f"{file} could not be written.", f"The system says: {error.strerror or error}.") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return Exported(tuple(written), tuple(left_out))


_STATES = {"missing": "not here", "changed": "not what was added", "unreadable": "not to be opened", "here": "changing while it is read"}


def _record(warc: WARCWriter, copy: Placed, data: bytes) -> object:
    edition = copy.edition
    kind = edition.type or _TYPES.get(named_kind(edition.file) or "", "application/octet-stream")
    about = {
        "WARC-Date": edition.time or f"{edition.captured.isoformat()}T00:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(_RECORDS, f'{copy.key} {copy.number} {edition.sha256}')}>",
    }
    address = edition.final or edition.url
    if edition.status is None:
        about["Content-Type"] = kind
        return warc.create_warc_record(address, "resource", payload=io.BytesIO(data), length=len(data), warc_headers_dict=about)
    head = StatusAndHeaders(
        f"{edition.status} {_REASONS.get(edition.status, '')}".strip(),
        [("Content-Type", kind), ("Content-Length", str(len(data)))],
        protocol="HTTP/1.1",
    )
    return warc.create_warc_record(
        address, "response", payload=io.BytesIO(data), length=len(data), http_headers=head, warc_headers_dict=about
    )

"""What was sent is locked: where the texts of a response are no longer those of its last record, that is found."""

from __future__ import annotations

import re
from itertools import zip_longest

from toolkit.disk import Files
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.model.values import long_date
from toolkit.record.inputs import NAME, Damaged, unpack
from toolkit.record.reading import editions, read_records

CODE = "WSP019"
_PUBLISH = re.compile(rb"publish[ \t]*:")
"""A line of an outline that says something about showing, and nothing about what was said."""


def changed_since(files: Files, slug: str) -> list[Finding]:
    """A finding (WSP019) for the outline and for each text that differs from what was sent last, where it first does; else nothing.

    Line ends do not count, nor whether the site of ``consult publish`` may show it, which is decided later. What cannot be compared is
    left to :mod:`toolkit.record.sound`.
    """
    last = next(reversed(editions(files.root, slug)), None)
    folder = f"responses/{slug}/sent/{last}"
    try:
        data = files.read(f"{folder}/{NAME}") if last else None
        sent = unpack(data) if data is not None else {}
    except Damaged:
        return []
    own = [path for path in sent if path.startswith(f"responses/{slug}/") and not path.endswith("/consultation.yaml")]
    differing = [(path, line) for path in own if (line := _first_difference(path, sent[path], files.read(path)))]
    if not differing:
        return []
    said = _said(files, slug, str(last))
    return [
        Finding(
            code=CODE,
            span=Span(path=path, line=line),
            message=f"{said}, and this is no longer what was sent." if files.read(path) is not None else f"{said}, and this file is gone.",
            help=f"Bring it back from {folder}/{NAME}; or send a correction: consult send {slug} --correction 'why it is corrected'.",
        )
        for path, line in differing
    ]


def _said(files: Files, slug: str, edition: str) -> str:
    records = [record for record in read_records(files.root, [slug]).all if record.edition == edition]
    return f"This was sent to {records[0].to.body} on {long_date(records[0].sent)}" if records else f"This was sent ({edition})"


def _first_difference(path: str, sent: bytes, now: bytes | None) -> int:
    """The line from which two texts differ; 0 where they do not."""
    if now is None:
        return 1
    if sent == now:
        return 0
    before, after = (_lines(data, but=_PUBLISH if path.endswith("/outline.yaml") else None) for data in (sent, now))
    for old, new in zip_longest(before, after):
        if old is None or new is None or old[1] != new[1]:
            return new[0] if new is not None else after[-1][0] if after else 1
    return 0


def _lines(data: bytes, but: re.Pattern[bytes] | None) -> list[tuple[int, bytes]]:
    """Lines with their numbers, without those of one kind."""
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").split(b"\n")
    return [(number, line) for number, line in enumerate(lines, 1) if but is None or not but.match(line)]

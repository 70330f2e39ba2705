"""Every picture of a document: charts drawn from data, and files that a text names. Writers get bytes, never a path of this machine."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from toolkit.disk import Files, Shelf
from toolkit.model.evidence import Data, Exhibit
from toolkit.model.finding import Finding
from toolkit.model.span import Span
from toolkit.traces.pictures import without_metadata

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Picture:
    """One picture: for typst a file name among :attr:`Pictures.files`, for the others a data address."""

    file: str
    address: str
    width: float = 0
    """In points."""
    height: float = 0


@dataclass
class Pictures:
    """The pictures of one build. Safe for several threads."""

    workspace: Files
    shelf: Shelf
    files: dict[str, bytes] = field(default_factory=dict)
    """For typst, by name."""
    findings: list[Finding] = field(default_factory=list)
    _made: dict[str, Picture | None] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def chart(self, exhibit: Exhibit, data: Data) -> Picture | None:
        """The chart of an exhibit; None, with a finding, where it cannot be drawn (its data then stand in a table instead)."""
        with self._lock:
            key = f"chart:{exhibit.id}"
            if key not in self._made:
                self._made[key] = self._chart(exhibit, data)
            return self._made[key]

    def _chart(self, exhibit: Exhibit, data: Data) -> Picture | None:
        if not data.rows:
            return None
        inputs = ("chart", json.dumps(exhibit.chart, sort_keys=True), json.dumps([data.columns, data.rows]))
        kept = self.shelf.get(*inputs)
        if kept is None:
            from toolkit.render.charts import drawn  # noqa: PLC0415 - drawing starts a JavaScript engine, most builds need none

            chart, problems = drawn(exhibit, list(data.columns), [dict(zip(data.columns, row, strict=True)) for row in data.rows])
            self.findings.extend(problems)
            if chart is None:
                return None
            kept = json.dumps([chart.svg, base64.b64encode(chart.png).decode(), chart.width, chart.height]).encode()
            self.shelf.put(kept, *inputs)
        svg, png, width, height = json.loads(kept)
        name = f"chart-{sha256(svg.encode()).hexdigest()[:16]}.svg"
        self.files[name] = svg.encode()
        return Picture(name, f"data:image/png;base64,{png}", width, height)

    def file(self, written: str, slug: str) -> Picture | None:
        """The picture at a path beside the response's files; None, with a finding, where there is none that can be used."""
        with self._lock:
            if written not in self._made:
                self._made[written] = self._file(written, slug)
            return self._made[written]

    def _file(self, written: str, slug: str) -> Picture | None:
        span = Span(path=f"responses/{slug}/outline.yaml")

        def refuse(message: str, help_: str) -> None:
            self.findings.append(Finding(code="WSP007", span=span, message=message, help=help_))

        if "://" in written or written.startswith("data:"):
            refuse(
                f"The picture '{written[:80]}' is on the web; pictures are taken from the workspace only.",
                "Save it beside the response's texts.",
            )
            return None
        path = next(
            (
                path
                for folder in (f"responses/{slug}", f"responses/{slug}/sections")
                if (path := self.workspace.inside(folder, written)) and self.workspace.read(path)
            ),
            None,
        )
        data = self.workspace.read(path) if path else None
        if path is None or data is None:
            refuse(f"The picture '{written}' is not there.", f"Put it into responses/{slug}/, or correct the name.")
            return None
        suffix = f".{path.rpartition('.')[2].lower()}"
        if suffix not in _KINDS:
            refuse(
                f"The picture '{written}' is of a kind that cannot be placed.",
                f"Save it as one of {', '.join(kind[1:] for kind in _KINDS)}.",
            )
            return None
        name = f"picture-{sha256(data).hexdigest()[:16]}{suffix}"
        shown = _drawn(name, data)
        if shown is None:
            refuse(
                f"The picture '{written}' is damaged, or is no {suffix[1:].upper()} picture.",
                "Save it again from the program that made it.",
            )
            return None
        data = without_metadata(data)
        self.files[name] = data
        kind = _KINDS[suffix]
        if suffix == ".svg":
            # Word before 2016 and LibreOffice show nothing for an SVG without a bitmap beside it.
            data, kind = shown, "image/png"
        return Picture(name, f"data:{kind};base64,{base64.b64encode(data).decode()}")


def _drawn(name: str, data: bytes) -> bytes | None:
    """A picture as typst draws it, in dots; None where it cannot, since a file is not always what its name promises."""
    import typst  # noqa: PLC0415

    from toolkit.render.fonts import fonts  # noqa: PLC0415

    sheet = f"#set page(width: auto, height: auto, margin: 0pt)\n#image({json.dumps(name)})"
    with TemporaryDirectory(prefix="consult-") as folder:
        (Path(folder) / name).write_bytes(data)
        try:
            compiler: Any = typst.Compiler(sheet.encode(), root=folder, font_paths=fonts())
            made: Any = compiler.compile(format="png", ppi=288 if name.endswith(".svg") else 36)
        except typst.TypstError:
            return None
    return bytes(made)

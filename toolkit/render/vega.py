"""Vega-Lite's engine: a specification becomes lines (SVG) and dots (PNG) in the house's look, and nothing is fetched for it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.render.fonts import font_paths, fonts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

THEME = Path(__file__).parent / "house" / "vega.json"
PIXELS_PER_INCH = 288
"""Of pictures: three dots for each pixel of 1/96 inch, enough for print."""
SHEET = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.drawing), format: "svg")'
INLINE = frozenset({"values", "name", "format"})
"""What data may say that stand in the specification itself."""


def outside(spec: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Dotted path and name of each part of a specification that would be fetched from elsewhere: data, pictures, addresses."""
    parts = spec.items() if isinstance(spec, dict) else enumerate(spec) if isinstance(spec, list) else ()
    for key, value in parts:
        path = f"{where}.{key}".lstrip(".")
        if key == "url" or value == "image":
            yield path, "a picture or an address"
        elif key == "datasets" or (key == "data" and isinstance(value, dict) and value.keys() - INLINE):
            yield path, "data"
        elif key != "values":
            yield from outside(value, path)


def svg(spec: dict[str, Any]) -> str:
    """The drawing of a specification that takes nothing from :func:`outside`. The same specification gives the same text.

    :raises ValueError: with one line that says what the engine cannot make of it.
    """
    try:
        drawing: str = _engine().vegalite_to_svg(spec, config=_theme(), allowed_base_urls=[])
    except ValueError as error:
        raise ValueError(_reason(str(error))) from None
    return _renamed(drawing)


def png(drawing: str) -> bytes:
    """The drawing in dots, 96 of its pixels to the inch. By typst and not by vl-convert, which takes letters from the system too."""
    import typst  # noqa: PLC0415

    compiler = typst.Compiler(SHEET.encode(), font_paths=fonts(), sys_inputs={"drawing": drawing})
    return bytes(compiler.compile(format="png", ppi=PIXELS_PER_INCH))  # type: ignore[arg-type]


@cache
def _engine() -> ModuleType:
    """It takes 50 ms to import and 600 for the first chart, 30 to 100 for each more: nothing else should wait for it."""
    import vl_convert  # noqa: PLC0415

    for folder in font_paths():
        vl_convert.register_font_directory(str(folder))
    return vl_convert


@cache
def _theme() -> dict[str, Any]:
    theme: dict[str, Any] = json.loads(THEME.read_text("utf-8"))
    return theme


def _reason(message: str) -> str:
    """What the engine says, without the trace of its program and without the whole specification, which it likes to repeat."""
    line = next((line for line in message.splitlines() if re.match(r"\s*Error: ", line)), "")
    line = re.sub(r"^\s*Error: (?:Invalid specification \{.*\}\. )?", "", line).rstrip(". ") or "Vega-Lite cannot make sense of it"
    return line if len(line) <= 160 else line[:160].rstrip() + "…"


def _renamed(drawing: str) -> str:
    """Vega counts the names of clips and gradients on from chart to chart: count them anew in each, so that its text stays the same."""
    names: dict[str, str] = {}
    return re.sub(r"(?<=[\"#])(?:clip|gradient_)\d+\b", lambda name: names.setdefault(name[0], f"part{len(names) + 1}"), drawing)

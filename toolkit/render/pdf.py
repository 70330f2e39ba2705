"""The PDF: pandoc writes typst, our template gives it its look, typst makes it accessible (UA-1) and archivable (A-2a)."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from toolkit.model.draft import TitleBlock
from toolkit.model.errors import ToolkitError
from toolkit.model.values import long_date
from toolkit.render import pandoc
from toolkit.render.docx import API
from toolkit.render.fonts import fonts, missing_glyphs
from toolkit.render.layout import Layout

TEMPLATE = Path(__file__).parent / "house" / "house.typ"


def pdf(layout: Layout, *, template: str | None, epoch: int) -> bytes:
    """The bytes of the PDF. The same manuscript gives the same bytes.

    :param template: typst text that takes the place of the built-in template.
    :raises ToolkitError: when pandoc or typst fails.
    """
    import typst  # noqa: PLC0415 - a build of the DOCX alone does not need it

    title = layout.manuscript.draft.title
    data = json.dumps({"pandoc-api-version": API, "meta": {}, "blocks": layout.blocks()}, ensure_ascii=False).encode()
    body, _ = pandoc.run(["-f", "json", "-t", "typst-citations-smart", "--wrap=preserve"], data)
    text = body.decode()
    meta = json.dumps(_meta(title, contents=layout.manuscript.draft.contents), ensure_ascii=False)
    lost = missing_glyphs(text + meta)
    if lost:
        table = {ord(sign): "\N{WHITE SQUARE}" for sign in lost}
        text, meta = text.translate(table), meta.translate(table)
    look = template if template is not None else TEMPLATE.read_text(encoding="utf-8")
    with TemporaryDirectory(prefix="consult-") as folder:
        for name, picture in layout.pictures.files.items():
            (Path(folder) / name).write_bytes(picture)
        try:
            compiler: Any = typst.Compiler(f"{look}\n{text}".encode(), root=folder, font_paths=fonts(), sys_inputs={"meta": meta})
            made: Any = compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=epoch)
        except typst.TypstError as error:
            raise ToolkitError(
                "The PDF could not be made.",
                f"Typst says: {error.message}{f' ({error.hints[0]})' if error.hints else ''}",
                "If you use a template of your own, check it; else please report this.",
            ) from error
    return bytes(made)


def _meta(title: TitleBlock, *, contents: bool) -> dict[str, Any]:
    """What the template reads from ``sys.inputs.meta``."""
    return {
        "title": title.title,
        "subtitle": title.subtitle,
        "organisation": title.organisation,
        "addressee": title.addressee,
        "notice": title.notice,
        # The archive format demands a date; a document without one gets the day that stands for its times.
        "date": [title.date.year, title.date.month, title.date.day] if title.date else [2000, 1, 1],
        "date_text": long_date(title.date),
        "language": title.language,
        "keywords": [],
        "contents": contents,
    }

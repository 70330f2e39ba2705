"""One self-contained HTML page, and plain Markdown, from the same tree as the other outputs."""

from __future__ import annotations

import json
from pathlib import Path

from toolkit import pandoc
from toolkit.model.wording import day_in, is_right_to_left
from toolkit.render.docx import API, full_title
from toolkit.render.layout import Layout

_TEMPLATE = Path(__file__).parent / "house" / "house.html"
_MARKDOWN = (
    "markdown-citations-raw_attribute-raw_html-raw_tex-bracketed_spans-native_spans-fenced_divs-native_divs-header_attributes"
    "-link_attributes-smart-simple_tables-multiline_tables-grid_tables"
)


def html(layout: Layout) -> bytes:
    """A page that needs no other file. :raises ToolkitError: when pandoc fails."""
    title = layout.manuscript.draft.title
    values = {
        "title": title.title,
        "pagetitle": full_title(title),
        "subtitle": title.subtitle,
        "organisation": title.organisation,
        "addressee": title.addressee,
        "notice": title.notice,
        "date_text": day_in(title.language, title.date),
        "lang": title.language,
        "dir": "rtl" if is_right_to_left(title.language) else "",
        "contents_heading": layout.manuscript.draft.wording.contents,
    }
    values["own"] = "yes" if layout.manuscript.draft.head == "own" else ""
    meta: dict[str, object] = {name: {"t": "MetaString", "c": value} for name, value in values.items() if value}
    meta["banner"] = {"t": "MetaList", "c": [{"t": "MetaString", "c": line} for line in title.banner]}
    data = json.dumps({"pandoc-api-version": API, "meta": meta, "blocks": layout.blocks()}, ensure_ascii=False).encode()
    own = layout.manuscript.draft.head == "own"
    contents = ["--toc", "--toc-depth=4"] if layout.manuscript.draft.contents and not own else []
    made, _ = pandoc.run(
        [
            "-f",
            "json",
            "-t",
            "html5",
            "--shift-heading-level-by=1",
            "--standalone",
            "--template",
            str(_TEMPLATE),
            "--wrap=preserve",
            *contents,
        ],
        data,
    )
    return made


def markdown(layout: Layout) -> bytes:
    """Markdown that any editor shows: notes as ``[^1]``, charts as the tables of their data. :raises ToolkitError: when pandoc fails."""
    title = layout.manuscript.draft.title
    data = json.dumps({"pandoc-api-version": API, "meta": {}, "blocks": layout.blocks()}, ensure_ascii=False).encode()
    made, _ = pandoc.run(["-f", "json", "-t", _MARKDOWN, "--wrap=none", "--reference-location=document"], data)
    lines = [f"# {title.title}", title.subtitle, title.organisation, title.addressee, day_in(title.language, title.date), title.notice]
    head = "\n\n".join(line for line in lines if line) if layout.manuscript.draft.head == "block" else ""
    top = "".join(f"**{line}**\n\n" for line in title.banner)
    return f"{top}{head}\n\n{made.decode()}".lstrip().encode()

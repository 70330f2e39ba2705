"""The Word file: pandoc writes it on our reference document, then the package is cleaned and made the same on every machine."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import partial
from hashlib import sha256
from html import escape
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from toolkit import pandoc
from toolkit.model.draft import Draft, TitleBlock
from toolkit.model.wording import day_in, is_right_to_left
from toolkit.render import tree
from toolkit.render.confidential import banners
from toolkit.render.endnotes import to_endnotes
from toolkit.render.languages import in_language
from toolkit.render.margins import draw_margins, put_header
from toolkit.render.parts import whole_sections, with_contents
from toolkit.render.tree import Nodes

API = [1, 23, 1]
"""Version of pandoc's tree."""
_TIME = (2000, 1, 1, 0, 0, 0)
REFERENCE = Path(__file__).parent / "house" / "reference.docx"


def docx(draft: Draft, body: Nodes, *, reference: bytes | None, epoch: int, clean: bool = False) -> bytes:
    """The bytes of the DOCX. The same input gives the same bytes.

    :param body: the blocks as laid out for Word.
    :param reference: a Word file whose styles take the place of the built-in ones.
    :param epoch: seconds since 1970 of the document's date: stands for every time in the file.
    :param clean: without the property by which a file that comes back from colleagues is known again.
    :raises ToolkitError: when pandoc fails.
    """
    title = draft.title
    own = draft.head == "own"
    field = partial(_contents, heading=draft.wording.contents, rtl=is_right_to_left(title.language))
    body = [*banners(title.banner), *body] if own else body
    blocks = with_contents(body, field) if own else [*banners(title.banner), *_head(title), *(field(body) if draft.contents else []), *body]
    meta = {"lang": {"t": "MetaString", "c": title.language}}
    if is_right_to_left(title.language):
        meta["dir"] = {"t": "MetaString", "c": "rtl"}
    data = json.dumps({"pandoc-api-version": API, "meta": meta, "blocks": blocks}, ensure_ascii=False).encode()
    with NamedTemporaryFile(suffix=".docx", delete=False) as file:
        file.write(reference or REFERENCE.read_bytes())
    try:
        made, _ = pandoc.run(["-f", "json", "-t", "docx", "--reference-doc", file.name, "-o", "-"], data, epoch=epoch)
    finally:
        Path(file.name).unlink(missing_ok=True)
    return _clean(made, draft, epoch, plain=reference is None, bare=clean)


def _head(title: TitleBlock) -> Nodes:
    """The title block as paragraphs: pandoc's own would print what belongs into the properties only."""

    def line(style: str, text: str) -> Nodes:
        return [tree.div([tree.para(tree.words(text))], custom_style=style)] if text else []

    facts = [title.addressee, day_in(title.language, title.date)]
    return [
        *line("Title Meta", title.organisation),
        *line("Title", title.title),
        *line("Subtitle", title.subtitle),
        *line("Title Meta", " \u00b7 ".join(fact for fact in facts if fact)),
        *line("Title Notice", title.notice),
    ]


def _contents(body: Nodes, heading: str, *, rtl: bool) -> Nodes:
    """A field that Word fills with page numbers; until it does, the headings stand in it."""
    entries = [(block["c"][0], tree.text(block["c"][2])) for block in body if block["t"] == "Header" and block["c"][0] <= 3]
    run = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
    begin = (
        run.format("begin", ' w:dirty="true"')
        + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
        + run.format("separate", "")
    )
    lines = []
    for number, (level, text) in enumerate(entries):
        indent = f'<w:pPr>{"<w:bidi/>" if rtl else ""}<w:ind w:left="{(level - 1) * 284}"/></w:pPr>'
        first, last = (begin if number == 0 else ""), (run.format("end", "") if number == len(entries) - 1 else "")
        lines.append(f'<w:p>{indent}{first}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>{last}</w:p>')
    head = tree.div([tree.para(tree.words(heading))], custom_style="Contents Heading")
    return [head, tree.raw_block("openxml", "".join(lines))] if lines else []


def _clean(made: bytes, draft: Draft, epoch: int, *, plain: bool, bare: bool) -> bytes:
    """Own properties instead of pandoc's, which tell paths and every unknown key; parts in a fixed order with a fixed time.

    :param plain: whether the styles are the built-in ones. :param bare: without a property of our own.
    """
    title = draft.title
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["word/settings.xml"] = re.sub(
        rb"<w:footnotePr>.*?</w:footnotePr>|<w:footnotePr\s*/>", b"", parts.get("word/settings.xml", b""), flags=re.DOTALL
    )
    parts["word/document.xml"] = re.sub(rb"<w:footnotePr>\s*<w:numRestart[^>]*/>\s*</w:footnotePr>", b"", parts["word/document.xml"])
    parts["word/document.xml"] = whole_sections(parts["word/document.xml"])
    # LibreOffice moves a picture that does not say its distance from the text.
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<wp:inline>", b'<wp:inline distT="0" distB="0" distL="0" distR="0">')
    if draft.version != "public":
        draw_margins(parts)
    if title.label:
        put_header(parts, title.label)
    if draft.note_mode == "end":
        to_endnotes(parts)
    in_language(parts, title.language, draft.wording, plain=plain)
    parts["docProps/core.xml"] = _core(title, epoch)
    parts["docProps/app.xml"] = _app(title)
    if bare:
        _without_custom(parts)
    else:
        build = sha256(b"".join(parts[name] for name in sorted(parts) if name.startswith("word/"))).hexdigest()[:32]
        parts["docProps/custom.xml"] = _custom(build)
    order = sorted(parts, key=lambda name: (name != "[Content_Types].xml", not name.startswith("_rels/"), name))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name in order:
            info: Any = zipfile.ZipInfo(name, _TIME)
            # Pictures are compressed already.
            info.compress_type = zipfile.ZIP_STORED if name.endswith((".png", ".jpg", ".jpeg", ".gif")) else zipfile.ZIP_DEFLATED
            info.external_attr, info.create_system = 0o644 << 16, 3
            package.writestr(info, parts[name])
    return packed.getvalue()


def _core(title: TitleBlock, epoch: int) -> bytes:
    from datetime import UTC, datetime  # noqa: PLC0415

    moment = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(full_title(title))}</dc:title><dc:subject>{escape(title.addressee)}</dc:subject>"
        f"<dc:creator>{escape(title.organisation)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(title.organisation)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        f"<dc:language>{escape(title.language)}</dc:language></cp:coreProperties>"
    ).encode()


def full_title(title: TitleBlock) -> str:
    """Title and subtitle in one line, for document properties."""
    return f"{title.title}: {title.subtitle}" if title.subtitle else title.title


def _app(title: TitleBlock) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>Microsoft Office Word</Application><Company>{escape(title.organisation)}</Company></Properties>"
    ).encode()


def _without_custom(parts: dict[str, bytes]) -> None:
    del parts["docProps/custom.xml"]
    for name, element in (("[Content_Types].xml", rb"<Override\b"), ("_rels/.rels", rb"<Relationship\b")):
        parts[name] = re.sub(element + rb'[^>]*docProps/custom\.xml"[^>]*/>', b"", parts[name])


def _custom(build: str) -> bytes:
    """The one property of our own: by it a file that comes back from review is known again."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="build">'
        f"<vt:lpwstr>{build}</vt:lpwstr></property></Properties>"
    ).encode()

"""The Word file of every response in this repository: valid, private, accessible, and read by LibreOffice with its notes in order."""

from __future__ import annotations

import posixpath
import re

import docx
from example import Made, missing_in_order, plain, slugs, words_of
from lxml import etree
from office import LibreOffice, text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PATHS = re.compile(r"file:/|(?<![\w:/.])/(home|root|tmp|usr|var|work|Users|opt)/|[A-Z]:\\|site-packages|\.csl\b")


def footnotes(made: Made) -> dict[int, etree._Element]:
    """Notes by id, without the separators that Word wants."""
    notes = made.xml("word/footnotes.xml").iter(f"{W}footnote")
    return {int(note.get(f"{W}id")): note for note in notes if note.get(f"{W}type") in (None, "normal")}


def test_there_is_an_example() -> None:
    assert slugs()


def test_libreoffice_shows_every_note_in_order(made: Made, libreoffice: LibreOffice) -> None:
    pages = text(libreoffice.to_pdf(made.file("docx"), made.root))
    numbered = [f"{note.number}{note.text}" for note in made.printed()]
    assert missing_in_order(numbered, pages) == []


def test_libreoffice_shows_every_heading_in_order(made: Made, libreoffice: LibreOffice) -> None:
    pages = text(libreoffice.to_pdf(made.file("docx"), made.root))
    headings = [words_of(paragraph) for paragraph in made.xml("word/document.xml").iter(f"{W}p") if heading_level(paragraph)]
    assert headings or not any(block.kind == "heading" for block in made.draft.blocks)
    assert missing_in_order(headings, pages) == []


def heading_level(paragraph: etree._Element) -> int:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    found = re.fullmatch(r"Heading(\d)", style.get(f"{W}val", "")) if style is not None else None
    return int(found[1]) if found else 0


def test_headings_go_down_one_level_at_a_time(made: Made) -> None:
    levels = [level for paragraph in made.xml("word/document.xml").iter(f"{W}p") if (level := heading_level(paragraph))]
    assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), levels


def test_notes_are_true_footnotes_and_those_of_the_draft(made: Made) -> None:
    references = [int(ref.get(f"{W}id")) for ref in made.xml("word/document.xml").iter(f"{W}footnoteReference")]
    notes = footnotes(made)
    assert len(set(references)) == len(references), "a note is referred to twice"
    assert set(references) == set(notes), "references and notes do not match"
    assert min(references, default=1) > 0, "ids up to 0 belong to the separators"
    assert [words_of(notes[number]) for number in references] == [plain(note.text) for note in made.printed()]


def test_footnotes_never_start_again_within_the_document(made: Made) -> None:
    assert [name for name, part in made.parts().items() if b"numRestart" in part] == []


def test_nothing_in_the_file_tells_where_it_was_made(made: Made) -> None:
    found = {
        name: match.group()
        for name, part in made.parts().items()
        if name.endswith((".xml", ".rels")) and (match := PATHS.search(part.decode()))
    }
    assert found == {}
    assert not [name for name, part in made.parts().items() if str(made.root).encode() in part]


def test_the_only_custom_property_is_the_build_id(made: Made) -> None:
    custom = made.parts().get("docProps/custom.xml")
    properties = [] if custom is None else list(etree.fromstring(custom))
    assert len(properties) <= 1
    for value in properties:
        assert re.fullmatch(r"[0-9a-f]{8,64}", "".join(value.itertext()).strip()), etree.tostring(value)


def test_the_properties_name_the_document_and_nobody_in_person(made: Made) -> None:
    core = docx.Document(str(made.file("docx"))).core_properties
    assert core.title
    assert core.last_modified_by in ("", made.draft.title.organisation)
    assert core.author in ("", made.draft.title.organisation)


def test_every_table_has_a_header_row(made: Made) -> None:
    tables = list(made.xml("word/document.xml").iter(f"{W}tbl"))
    assert [words_of(table)[:60] for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is None] == []


def test_every_picture_has_words_for_those_who_do_not_see_it(made: Made) -> None:
    pictures = list(made.xml("word/document.xml").iter(f"{DRAWING}docPr"))
    charts = [placed for placed in made.draft.exhibits if placed.label == "Figure"]
    assert len(pictures) >= len(charts)
    assert [picture.get("name") for picture in pictures if not (picture.get("descr") or "").strip()] == []


def test_pictures_are_in_a_form_that_every_word_processor_shows(made: Made) -> None:
    media = [name for name in made.parts() if name.startswith("word/media/")]
    assert [name for name in media if not name.endswith((".png", ".jpg", ".jpeg"))] == []


def test_the_language_is_british_english_throughout(made: Made) -> None:
    languages = {
        language.get(f"{W}val") for part in ("word/document.xml", "word/styles.xml") for language in made.xml(part).iter(f"{W}lang")
    }
    assert languages - {None} == {"en-GB"}


def test_the_paper_is_a4(made: Made) -> None:
    sizes = [(int(size.get(f"{W}w")), int(size.get(f"{W}h"))) for size in made.xml("word/document.xml").iter(f"{W}pgSz")]
    assert sizes
    for width, height in sizes:
        assert abs(width - 11906) <= 2
        assert abs(height - 16838) <= 2


def test_bookmarks_are_such_as_word_accepts(made: Made) -> None:
    for part in ("word/document.xml", "word/footnotes.xml"):
        marks = list(made.xml(part).iter(f"{W}bookmarkStart"))
        names = [mark.get(f"{W}name") for mark in marks]
        assert [name for name in names if len(name) > 40 or re.search(r"\s", name)] == []
        assert len(set(names)) == len(names)
        ids = [mark.get(f"{W}id") for mark in marks]
        assert len(set(ids)) == len(ids)
        assert sorted(ids) == sorted(end.get(f"{W}id") for end in made.xml(part).iter(f"{W}bookmarkEnd"))


def test_every_reference_field_points_at_a_bookmark(made: Made) -> None:
    names = {
        mark.get(f"{W}name") for part in ("word/document.xml", "word/footnotes.xml") for mark in made.xml(part).iter(f"{W}bookmarkStart")
    }
    fields = [field.text or "" for part in ("word/document.xml", "word/footnotes.xml") for field in made.xml(part).iter(f"{W}instrText")]
    wanted = {found[1] for field in fields if (found := re.match(r"\s*(?:NOTEREF|REF|PAGEREF)\s+(\S+)", field))}
    wanted |= {link.get(f"{W}anchor") for link in made.xml("word/document.xml").iter(f"{W}hyperlink")} - {None}
    assert wanted <= names


def test_styles_and_lists_that_are_used_are_defined(made: Made) -> None:
    styles = {style.get(f"{W}styleId") for style in made.xml("word/styles.xml").iter(f"{W}style")}
    lists = {number.get(f"{W}numId") for number in made.xml("word/numbering.xml").iter(f"{W}num")} | {"0"}
    for part in ("word/document.xml", "word/footnotes.xml"):
        tree = made.xml(part)
        assert {style.get(f"{W}val") for style in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")} <= styles
        assert {number.get(f"{W}val") for number in tree.iter(f"{W}numId")} <= lists


def test_the_package_is_whole(made: Made) -> None:
    """Every relationship leads to a part, every relationship that the text uses exists, and every part has a content type."""
    parts = made.parts()
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, owner = name.replace("_rels/", "").removesuffix(".rels").rpartition("/")
        relations = {relation.get("Id"): relation for relation in made.xml(name).iter(RELATIONSHIP)}
        for relation in relations.values():
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
                assert target in parts, f"{name} leads to {target}, which is not there"
        if owner.endswith(".xml"):
            used = {value for element in made.xml(f"{folder}/{owner}").iter() for key, value in element.attrib.items() if key.startswith(R)}
            assert used <= set(relations), f"{folder}/{owner}"
    types = list(made.xml("[Content_Types].xml"))
    overrides = {kind.get("PartName", "").lstrip("/") for kind in types} - {""}
    defaults = {kind.get("Extension") for kind in types} - {None}
    assert overrides <= set(parts)
    assert [
        name for name in parts if name not in overrides and name.rpartition(".")[2] not in defaults and name != "[Content_Types].xml"
    ] == []


def test_only_addresses_that_a_reader_can_follow_are_linked(made: Made) -> None:
    targets = [
        relation.get("Target")
        for name in made.parts()
        if name.endswith(".rels")
        for relation in made.xml(name).iter(RELATIONSHIP)
        if relation.get("TargetMode") == "External"
    ]
    assert [target for target in targets if not re.match(r"(https?://|mailto:)", target)] == []

"""What kinds of document have besides running text, in each output: titles, contents, columns, frames, numbered headings, lists of sources."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from pypdf import PdfReader

from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def note(kind: str, template: str, outline: str, text: str = "Body.\n") -> dict[str, str | bytes | None]:
    return {
        "kinds/note/kind.yaml": kind,
        "kinds/note/template.md": template,
        "responses/one/outline.yaml": f"document: note\ntitle: A *note*\n{outline}",
        "responses/one/sections/first.md": text,
    }


ONE = "sections: [{id: a, heading: First, text: sections/first.md}]\n"


def built(root: Path, *outputs: str) -> dict[str, Path]:
    made = Session.open(root).build("one", outputs)  # type: ignore[arg-type]
    assert [finding.message for finding in made.findings] == []
    return {str(output): path for output, path in made.files.items()}


def markdown(root: Path) -> str:
    return built(root, "md")["md"].read_text(encoding="utf-8")


def paragraphs(path: Path) -> list[tuple[str, str]]:
    """(style, words) of each paragraph of a Word file."""
    with zipfile.ZipFile(path) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    found = []
    for paragraph in document.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        found.append((style.get(f"{W}val", "") if style is not None else "", "".join(text.text or "" for text in paragraph.iter(f"{W}t"))))
    return found


def pages(path: Path) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(path).pages]


def test_a_template_sets_the_title_where_it_wants_it(make: Make) -> None:
    template = "Before it.\n\n{{ document_title() }}\n\n{{ sections() }}\n"
    files = built(make(note("head: own\n", template, ONE)), "md", "html", "docx", "pdf")
    assert files["md"].read_text(encoding="utf-8").startswith("Before it.\n\n# A \\*note\\*\n\n")
    page = files["html"].read_text(encoding="utf-8")
    assert "<header>" not in page
    assert page.index("Before it.") < page.index('<h1 class="title">A *note*</h1>') < page.rindex("First")
    assert paragraphs(files["docx"])[:3] == [("FirstParagraph", "Before it."), ("Headline", "A *note*"), ("Heading1", "First")]
    (text,) = pages(files["pdf"])
    assert text.index("Before it.") < text.index("A *note*") < text.index("First")


def test_a_kind_with_the_usual_head_has_it_once(make: Make) -> None:
    files = built(make(note("title: Note\n", "{{ sections() }}\n", ONE)), "md", "html", "docx")
    assert files["md"].read_text(encoding="utf-8").startswith("# A *note*\n\n")
    assert files["html"].read_text(encoding="utf-8").count("<header>") == 1
    assert [words for _, words in paragraphs(files["docx"])].count("A *note*") == 1


def test_contents_stand_where_the_template_has_them(make: Make) -> None:
    template = "{{ document_title() }}\n\nAbove.\n\n{{ contents() }}\n\nBelow.\n\n{{ sections() }}\n"
    outline = "sections:\n  - {id: a, heading: First & last, text: x, sections: [{id: b, heading: Within, text: y}]}\n"
    files = built(make(note("head: own\n", template, outline)), "md", "html", "docx", "pdf")
    text = files["md"].read_text(encoding="utf-8")
    assert re.search(r"Above\.\n\n# Contents\n\n-\s+\[First & last\]\(#sec-a\)\n-\s+\[Within\]\(#sec-b\)\n\nBelow\.", text)
    page = files["html"].read_text(encoding="utf-8")
    assert 'href="#sec-b" class="level-2"' in page
    assert 'id="sec-b"' in page
    words = [text for _, text in paragraphs(files["docx"])]
    assert words[1:6] == ["Above.", "Contents", "First & last", "Within", "Below."]
    (sheet,) = pages(files["pdf"])
    assert sheet.index("Above.") < sheet.index("Contents") < sheet.index("Within") < sheet.index("Below.")


def test_contents_of_nothing_are_left_out(make: Make) -> None:
    template = "{{ contents() }}\n\n{{ sections() }}\n"
    files = built(make(note("head: own\n", template, "sections: [{id: a, text: Body.}]\n")), "md", "docx")
    assert files["md"].read_text(encoding="utf-8").strip() == "Body."
    assert [words for _, words in paragraphs(files["docx"])] == ["Body."]


def test_chapters_are_numbered_through_their_parts_and_each_part_begins_a_page(make: Make) -> None:
    outline = """sections:
  - {id: a, heading: Figures, sections: [{id: b, heading: Purposes, text: x}, {id: c, heading: People, text: y}]}
  - {id: d, heading: Groups, text: "# Typed\\n\\nBy hand.", sections: [{id: e, heading: Ask, text: z}]}
"""
    files = built(make(note("numbering: chapters\n", "{{ sections() }}\n", outline)), "md", "html", "docx", "pdf")
    text = files["md"].read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^#+ .*", text)[1:]
    assert headings == ["# Part 1: Figures", "## 1. Purposes", "## 2. People", "# Part 2: Groups", "## Typed", "## 3. Ask"]
    assert len(pages(files["pdf"])) == 3
    with zipfile.ZipFile(files["docx"]) as package:
        assert package.read("word/document.xml").count(b'w:type="page"') == 2
    assert files["html"].read_text(encoding="utf-8").count('class="page-break"') == 2


def test_without_parts_the_sections_are_chapters(make: Make) -> None:
    text = markdown(
        make(
            note(
                "numbering: chapters\n",
                "{{ sections() }}\n",
                "sections: [{id: a, heading: One, text: x}, {id: b, heading: Two, text: y}]\n",
            )
        )
    )
    assert re.findall(r"(?m)^#+ .*", text)[1:] == ["# 1. One", "# 2. Two"]


def test_headings_are_numbered_by_level(make: Make) -> None:
    outline = "sections:\n  - {id: a, heading: One, sections: [{id: b, heading: Within, text: x}, {id: c, heading: Also, text: y}]}\n  - {id: d, heading: Two, text: z, sections: [{id: e, heading: Again, text: z}]}\n"
    text = markdown(make(note("numbering: headings\n", "{{ sections() }}\n", outline)))
    assert re.findall(r"(?m)^#+ .*", text)[1:] == ["# 1 One", "## 1.1 Within", "## 1.2 Also", "# 2 Two", "## 2.1 Again"]


def test_stretches_in_a_look_of_their_own(make: Make) -> None:
    text = "Before.\n\n::: pull-quote\n\nWhat one remembers.\n\n:::\n\n::: unknown\n\nPlain.\n\n:::\n"
    files = built(make(note("title: Note\n", "{{ sections() }}\n", ONE, text)), "md", "html", "docx", "pdf")
    assert "\n\nWhat one remembers.\n\n" in files["md"].read_text(encoding="utf-8")
    page = files["html"].read_text(encoding="utf-8")
    assert re.search(r'<div class="pull-quote">\s*<p>.*What one remembers\..*</p>\s*</div>', page)
    assert ("PullQuote", "What one remembers.") in paragraphs(files["docx"])
    assert ("FirstParagraph", "Plain.") in paragraphs(files["docx"]) or ("BodyText", "Plain.") in paragraphs(files["docx"])
    assert "What one remembers." in pages(files["pdf"])[0]


@pytest.mark.parametrize("ending", ["Yours sincerely\n", "1. one;\n2. two.\n"])
def test_a_letter_to_copy_stands_in_a_frame_with_its_lists(make: Make, ending: str) -> None:
    text = f"Use this.\n\n::: letter\n\nDear Editor\n\n- first\n- second\n\n{ending}\n:::\n\nAfter it.\n"
    files = built(make(note("title: Note\n", "{{ sections() }}\n", ONE, text)), "md", "html", "docx", "pdf")
    assert re.search(r"> Dear Editor\n>\n> -\s+first", files["md"].read_text(encoding="utf-8"))
    assert 'class="letter"' in files["html"].read_text(encoding="utf-8")
    with zipfile.ZipFile(files["docx"]) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    (table,) = document.iter(f"{W}tbl")
    head, body = table.findall(f"{W}tr")
    assert "".join(head.itertext()).strip() == "Template letter"
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert re.sub(r"\s+", "", "".join(body.itertext())).startswith("DearEditorfirstsecond")
    assert body.find(f"{W}tc")[-1].tag == f"{W}p"
    assert "Template letter Dear Editor" in pages(files["pdf"])[0]


def test_columns_keep_the_page_and_the_footer(make: Make) -> None:
    names = "".join(f"::: signatory\n**Name {number}**\n:::\n\n" for number in range(7))
    template = f"{{{{ sections() }}}}\n\n::: columns\n\n{names}\n:::\n\nAfter them.\n"
    files = built(make(note("title: Note\n", template, ONE)), "md", "html", "docx", "pdf")
    with zipfile.ZipFile(files["docx"]) as package:
        document = etree.fromstring(package.read("word/document.xml"))
    sections = list(document.iter(f"{W}sectPr"))
    assert [each.find(f"{W}cols").get(f"{W}num") for each in sections[:2]] == ["1", "2"]
    for section in sections:
        assert [child.tag.removeprefix(W) for child in section][:4] == ["footerReference", "type", "pgSz", "pgMar"]
    assert (
        len(
            {
                section.find(f"{W}footerReference").get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
                for section in sections
            }
        )
        == 1
    )
    assert 'class="columns"' in files["html"].read_text(encoding="utf-8")
    (text,) = pages(files["pdf"])
    assert [int(number) for number in re.findall(r"Name (\d)", text)] == list(range(7))
    assert "**Name 6**\n\nAfter them." in files["md"].read_text(encoding="utf-8")


SOURCES = note(
    "notes: stripped\n",
    "{{ sections() }}\n\n{{ sources() }}\n",
    ONE,
    'Searches are many. {{ claim("share") }}\n\nAnd again.[@alpha2012, p. 5; @beta2013, ch. 2] And [@alpha2012, para. 2].\n',
)


def test_sources_are_listed_once_and_in_full_with_all_their_places(make: Make) -> None:
    root = make(
        {
            **SOURCES,
            "responses/one/sections/first.md": 'Searches are many. {{ claim("share") }}\n\nAnd again.[@alpha2012, p. 5; @beta2013, ch. 2]\n',
        }
    )
    text = markdown(root)
    assert re.search(r"1\.\s+Home Office \(2012\), \*Searches in England\*, Pgs?\. 3, 5\.\n2\.\s+Smith, J\..*\*On Fairness\*, .*2", text)
    assert "[^" not in text
    draft = Session.open(root).draft("one")
    assert [citation.key for citation in draft.citations] == ["alpha2012", "alpha2012", "beta2013"]
    assert [placement.claim for placement in draft.placements] == ["share"]


def test_places_of_several_sorts_are_left_to_the_reader(make: Make) -> None:
    assert re.search(r"1\.\s+Home Office \(2012\), \*Searches in England\*\.\n", markdown(make(SOURCES)))


def test_sources_in_a_style_that_cites_in_the_text(make: Make) -> None:
    files = {**SOURCES, "responses/one/outline.yaml": f"document: note\ntitle: A note\nstyle: apa\n{ONE}"}
    text = markdown(make(files))
    assert text.count("Home Office. (2012)") == 1
    assert "# References" not in text


def test_without_a_source_there_is_no_list(make: Make) -> None:
    text = markdown(make({**SOURCES, "responses/one/sections/first.md": "Nothing is cited.\n"}))
    assert text.rstrip().endswith("Nothing is cited.")


def test_what_somebody_says_stands_in_quotation_marks_that_are_no_quotation_of_a_source(make: Make) -> None:
    template = "{{ sections() }}\n\n{{ spoken(fields.words) }}\n{{ spoken(fields.none) }}\n"
    root = make(
        note(
            "fields: {words: {}, none: {}}\n",
            template,
            "fields: {words: 'It costs us ''trust''.'}\n" + ONE,
            'So it is. {{ claim("share") }}\n',
        )
    )
    assert "> “It costs us ‘trust’.”" in markdown(root)
    assert [finding.code for finding in Session.open(root).check(["one"]).findings if finding.code in ("CIT002", "CLM002")] == []


def test_key_points_stand_in_a_frame_under_a_label_in_the_language_of_the_document(make: Make) -> None:
    text = "::: key-points\n\n- One\n- Two\n\n:::\n\nAfter them.\n"
    outline = f"language: fr\n{ONE}"
    files = built_anyhow(make(note("title: Note\n", "{{ sections() }}\n", outline, text)), "md", "html", "docx", "pdf")
    assert re.search(r"> En bref\n>\n> -\s+One\n> -\s+Two\n", files["md"].read_text(encoding="utf-8"))
    assert re.search(r'class="key-points">\s*<div class="frame-label">\s*<p>En bref</p>', files["html"].read_text(encoding="utf-8"))
    assert ("FrameLabel", "En bref") in paragraphs(files["docx"])
    assert "En bref" in pages(files["pdf"])[0]


def built_anyhow(root: Path, *outputs: str) -> dict[str, Path]:
    """Whatever is found: checks know English alone, and say so."""
    return {str(output): path for output, path in Session.open(root).build("one", outputs).files.items()}  # type: ignore[arg-type]

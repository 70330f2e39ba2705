"""A response through all outputs: the same notes everywhere, nothing lost, nothing raw, nothing broken by odd text."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from toolkit.model.errors import ToolkitError
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ODD = '“Quotes” "q" # $5 & $6 <b> \\ {curly} [x] *y* _z_ `c` ^u^ ~v~ | @w 😀 שלום مرحبا'


def squeezed(text: str) -> str:
    """Without white space and hyphens: a PDF breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\u200b-\u200f-]+", "", text)


def docx_parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def docx_text(part: bytes) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in etree.fromstring(part).iter(f"{W}p"))


def docx_notes(path: Path) -> list[str]:
    """Texts of the notes in the order of their references in the body."""
    parts = docx_parts(path)
    notes = {
        note.get(f"{W}id"): "".join(t.text or "" for t in note.iter(f"{W}t")).strip()
        for note in etree.fromstring(parts["word/footnotes.xml"]).iter(f"{W}footnote")
    }
    references = etree.fromstring(parts["word/document.xml"]).iter(f"{W}footnoteReference")
    return [" ".join(notes[reference.get(f"{W}id")].split()) for reference in references]


def html_notes(path: Path) -> list[str]:
    tree = etree.HTML(path.read_text(encoding="utf-8"))
    items = tree.xpath("//li[starts-with(@id, 'fn')]")
    return [" ".join("".join(item.itertext()).replace("↩︎", "").replace("↩", "").split()) for item in items]


def pdf_text(path: Path) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def section(text: str) -> dict[str, str]:
    return {"responses/one/sections/first.md": text}


EVERYTHING = """Cited [@alpha2012, p. 3] and again [@alpha2012, p. 4]; then [@beta2013, pp. 5--6].
A remark.^[Only a remark.] Later [@alpha2012, para. 7].

Two [@beta2013; @alpha2012, s. 2] at once, adjacent [@alpha2012][@beta2013, p. 9], and ^[See [@beta2013, ch. 2] on this.].

> A block quotation [@alpha2012, p. 8].

- one [@beta2013]
- two^[Two.]

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.mark.parametrize("style", ["house", "oscola-no-ibid", "oscola", "chicago-notes-bibliography-subsequent-ibid", "mhra-notes"])
def test_notes_are_the_same_in_every_output_and_in_order(make: Make, style: str) -> None:
    session = Session.open(make(section(EVERYTHING)))
    built = session.build("one", ("docx", "pdf", "html", "md"), style)
    notes = [note.text for note in built.draft.notes]
    assert len(notes) == 12
    assert docx_notes(built.files["docx"]) == notes
    assert html_notes(built.files["html"]) == notes
    text, at = pdf_text(built.files["pdf"]), 0
    for note in notes:
        found = text.find(squeezed(note), at)
        assert found >= 0, note
        at = found
    assert [key for note in built.draft.notes for key in note.keys] == [citation.key for citation in built.draft.citations]


def test_the_house_style_counts_back_and_says_ibid(make: Make) -> None:
    notes = [note.text for note in Session.open(make(section(EVERYTHING))).draft("one").notes]
    assert notes[0] == "Home Office (2012), Searches in England, Pg. 3."
    assert notes[1] == "Ibid at Pg. 4."
    assert notes[2] == "Smith, J. and Jones, A. (2013), On Fairness, Press, Pgs. 5–6."
    assert notes[4] == "Home Office (2012), (n 1), Para. 7."


def test_numbers_of_earlier_notes_are_live_in_word(make: Make) -> None:
    parts = docx_parts(Session.open(make(section(EVERYTHING))).build("one", ("docx",)).files["docx"])
    targets = set(re.findall(rb"NOTEREF (_RefNote\d+)", parts["word/footnotes.xml"]))
    assert targets == {b"_RefNote1", b"_RefNote3"}
    for target in targets:
        assert parts["word/document.xml"].count(b'w:name="' + target + b'"') == 1
    ids = re.findall(rb'<w:bookmarkStart [^>]*w:id="(\d+)"', parts["word/document.xml"])
    assert len(ids) == len(set(ids))


def test_adjacent_notes_have_a_comma_between_their_numbers(make: Make) -> None:
    built = Session.open(make(section("Said.[@alpha2012][@beta2013] End [@alpha2012][@beta2013]."))).build("one", ("docx", "html"))
    html = built.files["html"].read_text(encoding="utf-8")
    body = re.sub(r"<[^>]+>", "", html[html.index("Said.") : html.index("<section")])
    assert body.split() == ["Said.1,2", "End.3,4"]


def test_in_text_styles_cite_before_the_full_stop_and_list_their_references(make: Make) -> None:
    built = Session.open(make(section('{{ claim("share") }} More,[@beta2013, p. 4] and "so".[@beta2013]'))).build("one", ("md",), "apa")
    text = built.files["md"].read_text(encoding="utf-8")
    assert "were for drugs (Home Office, 2012, p. 3). More (Smith & Jones, 2013, p. 4), and “so” (Smith & Jones, 2013)." in text
    assert "# References" in text
    assert built.draft.notes == ()


def test_claims_and_blocks_are_bookmarks_in_word(make: Make) -> None:
    document = docx_parts(Session.open(make()).build("one", ("docx",)).files["docx"])["word/document.xml"].decode()
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document)
    assert {"b_first_001", "b_first_002", "k_share_1"} <= set(names)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,39}", name) for name in names)


def test_long_and_odd_names_make_bookmarks_that_word_takes(make: Make) -> None:
    long = "a-very-long-section-name-that-goes-on-and-on-for-ever"
    outline = f"title: T\nsections: [{{id: {long}, text: \"One {{{{ claim('{long}') }}}}\"}}, {{id: {long}2, text: Two}}]\n"
    evidence = f"claims:\n  {long}: {{kind: law, text: Text.}}\n  {long}2: {{kind: law, text: Other.}}\n"
    root = make({"responses/one/outline.yaml": outline, "evidence/long.yaml": evidence})
    document = docx_parts(Session.open(root).build("one", ("docx",)).files["docx"])["word/document.xml"].decode()
    names = [name for name in re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', document) if name[:2] in ("b_", "k_")]
    assert len(names) == len(set(names)) == 3
    assert all(len(name) <= 40 for name in names)


def test_words_are_those_that_word_counts(make: Make) -> None:
    words = Session.open(make(section("One well-known thing, said — twice.[@alpha2012]\n\n- four five\n"))).draft("one").words
    # Title block: "A Charity", "Our response", "A Plan for All", "The Ministry", "1 March 2017"; then the heading.
    assert words.sections == {"first": 1 + 6 + 2}
    assert words.body == 2 + 2 + 4 + 2 + 3 + words.sections["first"]
    assert words.notes == len(["Home", "Office", "(2012),", "Searches", "in", "England."])


ADDRESSES = [
    "https://public.tableau.com/profile/x#!/vizhome/A/B",
    "http://www.ijdp.org/article/S0955-3959(14)00231-X/abstract",
    "http://x.example.org/d?doi=10.1.1&rep=rep1&type=pdf",
    "https://example.org/a_b_c/%20d~e",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_addresses_are_unchanged_in_every_output(make: Make, address: str) -> None:
    bibliography = f"@online{{alpha2012, author = {{{{Home Office}}}}, title = {{T}}, date = {{2012}}, url = {{{address}}}}}\n"
    built = Session.open(make({"bibliography.bib": bibliography, **section(f"See {address} and <{address}> [@alpha2012].")})).build(
        "one", ("docx", "pdf", "html", "md")
    )
    parts = docx_parts(built.files["docx"])
    links = unescape((parts["word/_rels/document.xml.rels"] + parts["word/_rels/footnotes.xml.rels"]).decode())
    assert links.count(f'"{address}"') >= 2
    assert unescape(built.files["html"].read_text(encoding="utf-8")).count(f'href="{address}"') == 3
    assert f"<{address}>" in built.files["md"].read_text(encoding="utf-8")
    links_in_pdf = {
        str(note.get_object()["/A"]["/URI"])
        for page in PdfReader(built.files["pdf"]).pages
        for note in page.get("/Annots", [])
        if "/URI" in note.get_object().get("/A", {})
    }
    assert links_in_pdf == {address}
    assert address in built.draft.notes[0].text


def test_odd_titles_print_as_written(make: Make) -> None:
    outline = f"title: '{ODD}'\nsections: [{{id: a, heading: '{ODD}', text: 'Text: {{{{ consultation.title }}}}.'}}]\n"
    consultation = f"title: '{ODD}'\nbody: '{ODD}'\n"
    root = make({"responses/one/outline.yaml": outline, "responses/one/consultation.yaml": consultation})
    built = Session.open(root).build("one", ("docx", "pdf", "html", "md"))
    curly = ODD.replace('"q"', "“q”")
    text = docx_text(docx_parts(built.files["docx"])["word/document.xml"])
    assert text.count(ODD) == 3  # title, subtitle, and with the date the addressee
    assert text.count(curly) == 2  # heading and text
    assert b"<dc:title>" in docx_parts(built.files["docx"])["docProps/core.xml"]
    assert "שלום" in pdf_text(built.files["pdf"]) or "םולש" in pdf_text(built.files["pdf"])
    assert unescape(built.files["html"].read_text(encoding="utf-8")).count("{curly} [x] *y* _z_ `c` ^u^ ~v~ | @w 😀") >= 4


def test_raw_code_never_reaches_an_output(make: Make) -> None:
    text = 'A <script>alert(1)</script> b `\\input{x}`{=latex} c `#panic()`{=typst} d <b>bold</b>.\n\n```{=typst}\n#panic()\n```\n\n<div onclick="x">inside</div>\n\n`<w:p/>`{=openxml}\n'
    built = Session.open(make(section(text))).build("one", ("docx", "pdf", "html", "md"))
    document = docx_parts(built.files["docx"])["word/document.xml"].decode()
    for form in ("html", "md"):
        out = built.files[form].read_text(encoding="utf-8")  # type: ignore[index]
        assert "<script" not in out.replace("<script src", "")
        assert "onclick" not in out
    assert "panic" not in document
    assert "inside" in document
    assert [f.code for f in built.findings] == ["WSP010"]


def test_pandoc_is_not_led_outside_by_a_text(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.bib").write_text("@book{secret, title={Secret title}, author={A, B}, date={2000}}")
    text = f"---\nbibliography: {tmp_path}/secret.bib\ncsl: http://127.0.0.1:9/x.csl\n---\nText ![pic]({tmp_path}/secret.bib) ![far](https://example.org/x.png).\n"
    built = Session.open(make(section(text))).build("one", ("docx", "html"))
    assert b"Secret" not in b"".join(docx_parts(built.files["docx"]).values())
    assert sorted(f.code for f in built.findings) == ["WSP007", "WSP007", "WSP009", "WSP009"]


def test_a_picture_beside_the_text_is_placed_with_its_words(make: Make) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="teal"/></svg>'
    built = Session.open(
        make({"responses/one/map.svg": svg, **section("Here: ![A map](map.svg)\n\n![Gone](gone.png) ![Odd](map.tiff)\n")})
    ).build("one", ("docx", "pdf", "html", "md"))
    parts = docx_parts(built.files["docx"])
    assert any(name.startswith("word/media/") and name.endswith(".png") for name in parts)
    assert b'descr="A map"' in parts["word/document.xml"]
    assert "data:image/png;base64," in built.files["html"].read_text(encoding="utf-8")
    assert [f.message for f in built.findings] == ["The picture 'gone.png' is not there.", "The picture 'map.tiff' is not there."]


def test_a_chart_that_cannot_be_drawn_shows_its_data_in_a_table(make: Make) -> None:
    evidence = "exhibits:\n  e: {data: d.csv, caption: C, chart: {mark: pie-in-the-sky, x: year, y: n}}\n"
    root = make({"evidence/e.yaml": evidence, "evidence/d.csv": "year,n\n2012,3\n2013,4\n", **section('{{ exhibit("e") }}')})
    built = Session.open(root).build("one", ("docx", "pdf"))
    assert built.errors == 1
    assert "2013" in docx_text(docx_parts(built.files["docx"])["word/document.xml"])


def test_numbered_paragraphs_are_a_list_of_word_and_numbers_elsewhere(make: Make) -> None:
    outline = 'title: T\nnumbered_paragraphs: true\nsections: [{id: a, heading: H, text: "One.\\n\\nTwo.\\n\\n- item\\n\\n> quote"}]\n'
    built = Session.open(make({"responses/one/outline.yaml": outline})).build("one", ("docx", "pdf", "html", "md"))
    document = docx_parts(built.files["docx"])["word/document.xml"].decode()
    assert document.count('w:val="NumberedPara"') == 2
    assert "1.One." in pdf_text(built.files["pdf"])
    assert "2.Two." in pdf_text(built.files["pdf"])
    assert built.files["html"].read_text(encoding="utf-8").count('numbered-para"') == 2
    assert re.search(r"^1\\?\. One\.$", built.files["md"].read_text(encoding="utf-8"), re.MULTILINE)


def test_contents_list_the_headings(make: Make) -> None:
    outline = "title: T\ncontents: true\nsections: [{id: a, heading: First part, text: One.}, {id: b, heading: Second part, text: Two.}]\n"
    built = Session.open(make({"responses/one/outline.yaml": outline})).build("one", ("docx", "pdf", "html"))
    document = docx_parts(built.files["docx"])["word/document.xml"].decode()
    assert "TOC \\o" in document
    assert docx_text(document.encode()).count("First part") == 2
    assert pdf_text(built.files["pdf"]).count("Secondpart") == 2
    assert built.files["html"].read_text(encoding="utf-8").count("First part") == 2


def test_an_unknown_style_in_a_file_is_a_finding_and_by_hand_an_error(make: Make) -> None:
    session = Session.open(make({"responses/one/outline.yaml": "title: T\nstyle: oscolla\nsections: []\n"}))
    built = session.build("one", ("md",))
    assert [f"{f.span} {f.code} {f.message}" for f in built.findings] == [
        "responses/one/outline.yaml:2:8 WSP011 There is no citation style 'oscolla'. The house style was used."
    ]
    assert "oscola" in built.findings[0].help
    with pytest.raises(ToolkitError, match="There is no citation style 'aap'"):
        session.draft("one", "aap")


def test_a_style_of_the_workspace_by_its_path(make: Make) -> None:
    house = (Path(__file__).parents[2] / "toolkit/cite/styles/house.csl").read_text(encoding="utf-8")
    root = make({"styles/own.csl": house.replace("Pg.", "Page"), "styles/broken.csl": "<style", **section("[@alpha2012, p. 3]")})
    assert "Page 3" in Session.open(root).draft("one", "styles/own.csl").notes[0].text
    with pytest.raises(ToolkitError, match="cannot be used"):
        Session.open(root).draft("one", "styles/broken.csl")
    with pytest.raises(ToolkitError, match="There is no citation style"):
        Session.open(root).draft("one", "../own.csl")


def test_the_look_can_be_replaced(make: Make) -> None:
    from toolkit.render import docx, pdf

    reference = io.BytesIO()
    with zipfile.ZipFile(docx.REFERENCE) as old, zipfile.ZipFile(reference, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b"Arial", b"Verdana") if name == "word/styles.xml" else data)
    template = pdf.TEMPLATE.read_text(encoding="utf-8").replace('paper: "a4"', 'paper: "a5"')
    changes: dict[str, str | bytes | None] = {
        "workspace.yaml": "organisation: {name: A}\nreference_docx: look.docx\ntypst_template: look.typ\n",
        "look.docx": reference.getvalue(),
        "look.typ": template.encode(),
        "responses/one/outline.yaml": "title: T\nsections: [{id: a, text: One.}]\n",
    }
    built = Session.open(make(changes)).build("one")
    assert b"Verdana" in docx_parts(built.files["docx"])["word/styles.xml"]
    assert float(PdfReader(built.files["pdf"]).pages[0].mediabox.width) < 430
    with pytest.raises(ToolkitError, match=r"gone\.docx"):
        Session.open(make({**changes, "workspace.yaml": "organisation: {name: A}\nreference_docx: gone.docx\n"}, "other")).build("one")
    with pytest.raises(ToolkitError, match="Typst says"):
        Session.open(make({**changes, "look.typ": "#panic()"}, "third")).build("one", ("pdf",))


def test_a_document_without_a_date_is_built(make: Make) -> None:
    built = Session.open(make({"responses/one/outline.yaml": "title: T\nsections: [{id: a, text: One.}]\n"})).build("one")
    assert built.files["pdf"].read_bytes().startswith(b"%PDF")


def test_a_paragraph_of_two_megabytes_is_built(make: Make) -> None:
    text = "A long paragraph goes on. " * 80_000
    built = Session.open(make(section(text))).build("one", ("docx", "md"))
    assert built.draft.words.body > 400_000


@settings(max_examples=25)
@given(
    text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
    odd=st.text(alphabet="ab `*_[]()<>{}!^~$\\@:;\"'#|-=&\n", min_size=1, max_size=30),
)
def test_no_text_of_a_claim_breaks_a_build_or_swallows_a_note(tmp_path_factory: pytest.TempPathFactory, text: str, odd: str) -> None:
    from tests.conftest import BASE

    root = tmp_path_factory.mktemp("odd")
    claims = {
        "odd": {"kind": "law", "text": text + odd, "support": [{"source": "alpha2012"}]},
        "next": {"kind": "law", "text": odd + text, "support": [{"source": "beta2013"}]},
    }
    content = {
        "workspace.yaml": "organisation: {name: A}\n",
        "bibliography.bib": BASE["bibliography.bib"],
        "evidence/odd.yaml": json.dumps({"claims": claims}, ensure_ascii=False),
        "responses/one/consultation.yaml": "title: T\nbody: B\n",
        "responses/one/outline.yaml": 'title: T\ndate: 2017-03-01\nsections: [{id: a, text: \'Before. {{ claim("odd") }} {{ claim("next") }} After.\'}]\n',
    }
    for name, body in content.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(body, encoding="utf-8")
    session = Session.open(root)
    if "odd" not in session.workspace.claims or any(f.code == "WSP008" for f in session.draft("one").findings):
        return
    built = session.build("one", ("docx", "pdf"))
    notes = [note.text for note in built.draft.notes]
    assert docx_notes(built.files["docx"]) == notes
    cited = [key for note in built.draft.notes for key in note.keys if key in ("alpha2012", "beta2013")]
    assert cited == [citation.key for citation in built.draft.citations]
    assert {"alpha2012", "beta2013"} <= set(cited)
    assert squeezed("After.") in pdf_text(built.files["pdf"])


PIECES = st.sampled_from(
    [
        "Words go on",
        " and on.",
        "[@alpha2012, p. {n}]",
        "[@beta2013, para. {n}]",
        " [@alpha2012].",
        "[see @beta2013, pp. {n}-9; @alpha2012]",
        "^[Remark {n}.]",
        "^[On this [@beta2013, p. {n}] says more.]",
        '"quoted {n}"',
        ", then",
        "\n\n",
        "\n\n- item {n} ",
        "\n\n> quoted {n} ",
        "*stress {n}*",
        '{{{{ claim("share") }}}}',
        '{{{{ claim("share", "short") }}}}',
        '{{{{ cite("share") }}}}',
    ]
)


@settings(max_examples=20)
@given(pieces=st.lists(PIECES, min_size=1, max_size=14), style=st.sampled_from(["house", "oscola-no-ibid"]))
def test_no_note_is_lost_or_reordered_between_draft_docx_and_pdf(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], style: str
) -> None:
    from textwrap import dedent

    from tests.conftest import BASE

    root = tmp_path_factory.mktemp("notes")
    text = "".join(piece.format(n=number) for number, piece in enumerate(pieces, 1))
    for name, body in {**BASE, "responses/one/sections/first.md": text}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(dedent(body), encoding="utf-8")
    built = Session.open(root).build("one", ("docx", "pdf", "html"), style)
    notes = [note.text for note in built.draft.notes]
    assert [key for note in built.draft.notes for key in note.keys] == [citation.key for citation in built.draft.citations]
    assert docx_notes(built.files["docx"]) == notes
    assert html_notes(built.files["html"]) == notes
    printed, at = pdf_text(built.files["pdf"]), 0
    for note in notes:
        at = printed.find(squeezed(note), at)
        assert at >= 0, note


@pytest.mark.parametrize(
    ("first", "second"),
    [(r"\`:`", r":`\`"), ("^`^`", "^`^`"), ("a `code`", "`code`"), ("~`~` and ^`x`", "`a`^2^"), ("x`", "`y"), ("H~2~O in `a`", "1^st^")],
)
def test_code_and_raised_signs_in_a_claim_take_no_note_from_the_next(make: Make, first: str, second: str) -> None:
    claims = {
        "one": {"kind": "law", "text": first, "support": [{"source": "alpha2012"}]},
        "two": {"kind": "law", "text": second, "support": [{"source": "beta2013"}]},
    }
    root = make(
        {
            "evidence/topic.yaml": json.dumps({"claims": claims}),
            "responses/one/sections/first.md": "Before. {{ claim('one') }} {{ claim('two') }} After.\n",
        }
    )
    assert [note.keys for note in Session.open(root).draft("one").notes] == [("alpha2012",), ("beta2013",)]

"""Public and confidential copies of one source: what is planted where, and where it must never be found."""

from __future__ import annotations

import io
import re
import zipfile
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from tests.conftest import BASE
from toolkit.model.output import OUTPUTS, Version
from toolkit.session import Session

TODAY = date(2017, 2, 1)
TEXT, OUTLINE, CLAIMS = "text", "outline", "claims"


class Plant(NamedTuple):
    """Something secret put somewhere in a workspace. ``SECRET`` in its pieces stands for a word that is nowhere else."""

    where: str
    text: str = ""
    section: str = ""
    """YAML of a further section."""
    outline: str = ""
    claim: str = ""
    exhibit: str = ""
    files: Mapping[str, str] = {}
    shown: bool = True
    """Whether a confidential copy prints it."""


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(buffer, "PNG")
    return buffer.getvalue()


PLANTS = [
    Plant("a paragraph", "Open.\n\n::: confidential\nSECRET one.\n\nTwo SECRET.\n:::\n\nMore."),
    Plant("words in a sentence", "He is [Mr SECRET]{.personal} of that place."),
    Plant("words over two lines", "He is [Mr\nSECRET *and* so on]{.confidential} of that place."),
    Plant("a note", "Open.^[As [SECRET]{.confidential} says.] More."),
    Plant("a note written apart", "Open [words[^n]]{.confidential}.\n\n[^n]: SECRET said it.\n\nMore."),
    Plant("a note that goes on", "Open [words[^m]]{.confidential}.\n\n[^m]: He said it.\n\n    And SECRET too.\n\nMore."),
    Plant("an item of a list", "- one\n- ::: confidential\n  SECRET\n  :::\n- [SECRET]{.personal} three"),
    Plant("a quotation", "> Open.\n>\n> ::: confidential\n> SECRET\n> :::\n>\n> More."),
    Plant("a cell of a table", "| a | b |\n|---|---|\n| [SECRET]{.confidential} | open |"),
    Plant("a whole table", "::: confidential\n| a | b |\n|---|---|\n| SECRET | x |\n\n: A SECRET caption\n:::"),
    Plant("a fence in a grid table", "+-------------------+---+\n| ::: confidential  | b |\n| SECRET            |   |\n| :::               |   |\n+-------------------+---+", shown=False),
    Plant("a marked heading", "## The case of SECRET {.confidential}\n\nSECRET again.\n\n### Below\n\nSECRET below.\n\n## Open\n\nMore."),
    Plant("a fence in code in a part", "::: confidential\nA.\n\n```\n:::\n```\n\nSECRET\n:::\n\nMore.", shown=False),
    Plant("parts in parts", "::: confidential\nA.\n\n::: personal\nB.\n:::\n\nSECRET\n:::\n\nMore."),
    Plant("a part in another fence", "::: note\nOpen.\n\n::: confidential\nSECRET\n:::\n:::"),
    Plant("a part that is not closed", "Open.\n\n::: confidential\nSECRET\n\nMore SECRET.", shown=False),
    Plant("a misspelt mark", "Open.\n\n::: Confidental\nSECRET\n:::\n\nMore [SECRET]{.confidental}.", shown=False),
    Plant("half a mark", "He is [SECRET]{.confidential of that place.\n\nHe is [SECRET] {.personal} too.", shown=False),
    Plant("two colons", "Open.\n\n:: confidential\nSECRET\n::\n\nMore.", shown=False),
    Plant("HTML", 'Open <span class="confidential">SECRET</span> more.', shown=False),
    Plant("a link", "See [words](https://example.org/SECRET){.confidential} and [x](https://example.org/y)."),
    Plant("a link with its address apart", "See [SECRET][there]{.confidential}.\n\n[there]: https://example.org/y"),
    Plant("code", "See `SECRET`{.confidential} here."),
    Plant("brackets in code", "See [a `[` SECRET `]` b]{.confidential} here."),
    Plant("a picture's alternative text", "![A photograph of SECRET](photo.png){.confidential}\n\nMore."),
    Plant("a comment", "Open.\n\n<!-- SECRET -->\n\nMore. {# SECRET #}", shown=False),
    Plant("a value set in a part", '::: confidential\n{% set name = "SECRET" %}{{ name }}\n:::\n\nOpen.'),
    Plant("another section's text", "Open.\n\n::: confidential\n{{ outline.sections[0].text }} SECRET\n:::"),
    Plant("a claim", "Open. {{ claim('hidden') }} More.", claim="hidden: {kind: position, text: SECRET said so., confidential: true}"),
    Plant("a short claim", "Open. {{ claim('hidden', 'short') }} More.", claim="hidden: {kind: position, text: T., short: SECRET, confidential: true}"),
    Plant("a value", "{{ value('hidden', 'n') }}.", claim="hidden: {kind: position, text: 'T {{ n }}.', values: {n: SECRET}, confidential: true}"),
    Plant("a quote", "{{ quote('hidden') }} More.", claim="hidden: {kind: finding, text: T., support: [{source: alpha2012, quote: the SECRET words}], confidential: true}"),
    Plant("a remark in a note", "{{ cite('hidden') }} More.", claim="hidden: {kind: finding, text: T., support: [{source: alpha2012, note: SECRET told us}], confidential: true}"),
    Plant("words of a claim", "{{ claim('part') }} More.", claim="part: {kind: position, text: 'So said [SECRET]{.confidential} to us.'}"),
    Plant("a claim with a misspelt field", "{{ claim('odd') }} More.", claim="odd: {kind: position, text: SECRET said so., confidental: true}"),
    Plant("a colleague's remark", "{{ claim('noted') }} More.", claim="noted: {kind: position, text: T., note: SECRET}", shown=False),
    Plant("a claim that a section must use", section="{id: must, heading: Must, claims: [hidden]}", claim="hidden: {kind: position, text: SECRET., confidential: true}"),
    Plant("a section", section="{id: secret-SECRET, heading: On SECRET, text: 'SECRET is here.', confidential: true}"),
    Plant("a section whose heading stays", section="{id: s1, heading: Open, text: 'SECRET is here.', confidential: text}"),
    Plant("a section within", section="{id: s2, heading: Shut, confidential: true, sections: [{id: s3, heading: SECRET, text: SECRET}]}"),
    Plant("a section with a misspelt field", section="{id: s4, heading: On SECRET, text: 'SECRET', confidentail: true}"),
    Plant("a heading", section="{id: s5, heading: 'The case of [SECRET]{.confidential}', text: Open.}"),
    Plant("a recommendation", section="{id: s6, heading: Asks, recommendations: [{id: r1, text: Stop SECRET., addressee: SECRET, confidential: true}]}"),
    Plant("words of a recommendation", section="{id: s7, heading: Asks, recommendations: [{id: r2, text: 'Stop [SECRET]{.personal}.'}]}"),
    Plant("a remark in the outline", outline="note: SECRET", text="{{ outline.note }} Open.", shown=False),
    Plant("the notice", outline="notice: 'About [SECRET]{.confidential}'"),
    Plant("who signs", outline="sign_off: [hushed]"),
    Plant("a table of data", "{{ exhibit('hid') }}\n\nMore.", exhibit="hid: {data: data/hid.csv, table: {}, caption: On SECRET, note: SECRET, confidential: true}", files={"evidence/data/hid.csv": "year,count\n2015,SECRET\n"}),
    Plant("a chart", "{{ exhibit('drawn') }}\n\nMore.", exhibit="drawn: {data: data/drawn.csv, chart: {mark: bar, x: year, y: count, y_title: SECRET}, caption: On SECRET, alt: SECRET, confidential: true}", files={"evidence/data/drawn.csv": "year,count\n2015,3\n"}),
    Plant("a caption", "{{ exhibit('half') }}\n\nMore.", exhibit="half: {data: data/half.csv, table: {}, caption: 'On [SECRET]{.confidential}'}", files={"evidence/data/half.csv": "year,count\n2015,3\n"}),
    Plant("a passage", "{{ passage('known') }}\n\nMore.", files={"evidence/passages/known.md": "---\ntitle: T\n---\nWe bank with [SECRET]{.confidential}.\n\n::: personal\nSECRET\n:::\n"}),
    Plant("a whole passage", "Open.\n\n{{ passage('shut') }}\n\nMore.", files={"evidence/passages/shut.md": "---\ntitle: On SECRET\nconfidential: true\n---\nSECRET.\n"}),
    Plant("a source", "Open.\n\n::: confidential\nAs he says [@hid2013, p. 3].\n:::\n\nMore."),
]  # fmt: skip


def workspace(root: Path, plants: list[Plant]) -> dict[str, Plant]:
    """Write a workspace with some plants; each by its secret."""
    secrets = {f"zq{chr(97 + number // 26)}{chr(97 + number % 26)}xqz": plant for number, plant in enumerate(plants)}
    named = {plant.where: secret for secret, plant in secrets.items()}
    source = named.get("a source", "zqsource")
    signer = named.get("who signs", "zqsigner")
    files: dict[str, str] = {path: content for path, content in BASE.items() if path != "responses/one/sections/first.md"}
    files["bibliography.bib"] = (
        BASE["bibliography.bib"] + f"@report{{hid2013, author = {{{{{source} Group}}}}, title = {{On {source}}}, date = {{2013}}}}\n"
    )
    files["workspace.yaml"] = (
        "organisation: {name: A Charity}\ncontacts:\n  policy: {name: Policy team, email: policy@example.org, public: true}\n"
        f"  hushed: {{name: Ann {signer}, role: Chair, email: ann.{signer}@example.org, phone: 020 7946 0999}}\n"
    )
    claims: dict[str, Any] = {
        "share": {"kind": "statistic", "text": "So many were for drugs.", "support": [{"source": "alpha2012", "locator": "p. 3"}]}
    }
    exhibits: dict[str, Any] = {}
    outline: dict[str, Any] = {
        "title": "Our response",
        "date": "2017-03-01",
        "contents": True,
        "summary_of_recommendations": True,
        "sign_off": ["policy"],
    }
    sections: list[Any] = []
    for number, (secret, plant) in enumerate(secrets.items()):

        def put(text: str, secret: str = secret, number: int = number) -> str:
            for id_ in ("hidden", "part", "odd", "noted", "hid", "drawn", "half", "known", "shut"):
                text = re.sub(rf"(?<=['(/ \[]){id_}(?=['\].:])", f"{id_}{number}", f" {text}")[1:]
            return text.replace("SECRET", secret)

        if plant.claim:
            claims |= yaml.safe_load(put(plant.claim))
        if plant.exhibit:
            exhibits |= yaml.safe_load(put(plant.exhibit))
        if plant.outline:
            outline |= yaml.safe_load(put(plant.outline))
        if plant.section:
            sections.append(yaml.safe_load(put(plant.section).replace("{id: s", f"{{id: x{number}s")))
        for path, content in plant.files.items():
            files[put(path)] = put(content)
        if plant.text:
            files[f"responses/one/sections/{number}.md"] = f"Open {number}. {{{{ claim('share') }}}}\n\n{put(plant.text)}\n"
            sections.append({"id": f"part{number}", "heading": f"Part {number}", "text": f"sections/{number}.md"})
    outline["sections"] = sections
    files["responses/one/outline.yaml"] = yaml.safe_dump(outline, sort_keys=False, allow_unicode=True)
    files["evidence/topic.yaml"] = yaml.safe_dump({"topic": "T", "claims": claims, "exhibits": exhibits}, sort_keys=False)
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content, encoding="utf-8")
    (root / "responses/one/photo.png").write_bytes(picture())
    return secrets


def told(path: Path) -> Iterator[tuple[str, str]]:
    """Every text that is in a file, with where it is: each part of a Word file as it is and without its tags, all strings of a PDF."""
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for name in package.namelist():
                text = package.read(name).decode("utf-8", "replace")
                yield name, name + text
                yield name, re.sub(r"<[^>]*>", "", text)
    elif path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(data)
        for number in range(len(document)):
            yield f"page {number + 1}", document[number].get_textpage().get_text_range().replace("\ufffe", "").replace("\r\n", "")
        reader = PdfReader(io.BytesIO(data))
        yield "properties", str(reader.metadata)
        yield "bytes", data.decode("latin-1")
        for number in range(1, len(reader.xref[0]) + 1):
            found = reader.get_object(number)
            yield f"object {number}", str(found)
            if hasattr(found, "get_data") and "/Subtype" not in found:
                yield f"stream {number}", found.get_data().decode("latin-1")
    else:
        yield "source", data.decode()
        yield "text", unescape(re.sub(r"<[^>]*>", "", data.decode()))


def built(root: Path, version: Version, outputs: tuple[str, ...] = OUTPUTS, *, clean: bool = False) -> list[Path]:
    session = Session.open(root, today=TODAY, version=version)
    return list(session.build("one", [each for each in OUTPUTS if each in outputs], clean=clean).files.values())


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.where)
def test_what_is_marked_is_in_no_part_of_a_public_file(tmp_path: Path, plant: Plant) -> None:
    (secret,) = workspace(tmp_path, [plant])
    for path in built(tmp_path, "public", ("docx", "html", "md")):
        for where, text in told(path):
            assert secret not in text, f"{path.name}: {where}"
    if plant.shown:
        found = {path.suffix: " ".join(text for _, text in told(path)) for path in built(tmp_path, "confidential", ("docx", "html"))}
        assert all(secret in text for text in found.values()), "it was planted where nobody sees it"


@settings(max_examples=6)
@given(st.lists(st.sampled_from(PLANTS), min_size=3, max_size=14, unique_by=lambda plant: plant.where), st.booleans())
def test_whatever_is_planted_together_stays_out_of_every_public_file(
    tmp_path_factory: pytest.TempPathFactory, plants: list[Plant], clean: bool
) -> None:
    root = tmp_path_factory.mktemp("copies")
    secrets = workspace(root, plants)
    session = Session.open(root, today=TODAY, version="public")
    for path in session.build("one", OUTPUTS, clean=clean).files.values():
        for where, text in told(path):
            for secret, plant in secrets.items():
                assert secret not in text, f"{plant.where} in {path.name}: {where}"
    said = [
        finding.message
        for finding in session.check(["one"]).findings
        if finding.code in ("SUB005", "SUB007") and finding.severity == "error"
    ]
    assert said == []


MARKED = "Open words [Mr Bellweather]{.personal} here.\n\n::: confidential\nA client told us of it.\n\nAnd more.\n:::\n\nThe end."


@pytest.fixture
def both(make: Callable[..., Path]) -> Path:
    """A response with figures, numbers and recommendations, of which some are confidential."""
    return make(
        {
            "evidence/topic.yaml": """
                topic: A topic
                claims: {}
                exhibits:
                  shut: {data: data/a.csv, table: {}, caption: Shut, confidential: true}
                  open: {data: data/a.csv, table: {}, caption: Open}
                """,
            "evidence/data/a.csv": "year,count\n2015,3\n",
            "responses/one/outline.yaml": """
                title: Our response
                numbered_paragraphs: true
                sections:
                  - id: first
                    heading: First
                    text: sections/first.md
                    recommendations:
                      - {id: shut, text: Do the one thing., confidential: true}
                      - {id: open, text: Do the other thing.}
                  - {id: cases, heading: Two cases, confidential: true, text: "One case.\\n\\nAnother case."}
                  - {id: last, heading: Last, text: "{{ exhibit('shut') }}\\n\\n{{ exhibit('open') }}\\n\\nThe last paragraph."}
                """,
            "responses/one/sections/first.md": MARKED,
        }
    )


def printed(root: Path, version: Version) -> str:
    (path,) = built(root, version, ("md",))
    return path.read_text(encoding="utf-8").replace("\\", "")


def test_files_of_each_copy_have_names_of_their_own(both: Path) -> None:
    names = [path.name for version in ("public", "confidential", "annex") for path in built(both, version, ("docx", "html"))]
    assert names == [
        "one-public.docx", "one-public.html", "one-confidential.docx", "one-confidential.html", "one-confidential-annex.docx", "one-confidential-annex.html",
    ]  # fmt: skip


def test_both_copies_number_paragraphs_figures_and_recommendations_alike(both: Path) -> None:
    public, whole = printed(both, "public"), printed(both, "confidential")
    for line in ("**Recommendation 2**. Do the other thing.", "**Table 2.** Open", "7. The last paragraph.", "4. The end."):
        assert line in public
        assert line in whole
    assert "**Recommendation 1**. [Confidential: not in the public version]" in public


def test_a_public_copy_says_where_something_was_withheld(both: Path) -> None:
    public = printed(both, "public")
    assert public.startswith("**Public version: confidential parts are left out**")
    assert "1. Open words [withheld] here." in public
    assert "2. [Confidential: not in the public version]" in public
    assert "3. [Confidential: not in the public version]" in public
    assert "Two cases" not in public


def test_a_confidential_copy_shows_what_is_confidential(both: Path) -> None:
    whole = printed(both, "confidential")
    assert whole.startswith("**Confidential version: not for publication**")
    assert "Open words [Mr Bellweather] here." in whole
    assert "**Confidential:**\n\n2. A client told us of it." in whole
    (html,) = built(both, "confidential", ("html",))
    assert 'aria-label="Confidential"' in html.read_text(encoding="utf-8")
    (word,) = built(both, "confidential", ("docx",))
    with zipfile.ZipFile(word) as package:
        document = package.read("word/document.xml").decode()
        assert "Confidential version" in package.read("word/header-of-copy.xml").decode()
    assert re.search(r"<w:pBdr><w:left [^>]*/></w:pBdr>(?:(?!</w:p>).)*A client told us", document)
    assert 'w:name="cf_' not in document


def test_an_annex_has_the_confidential_parts_with_their_headings_alone(both: Path) -> None:
    annex = printed(both, "annex")
    assert annex.startswith("**Confidential annex: not for publication**")
    assert "# First" in annex
    assert "# Two cases" in annex
    assert "Another case." in annex
    assert "[Mr Bellweather]" in annex
    assert "The end." not in annex
    assert "Do the other thing" not in annex
    assert "The last paragraph" not in annex
    assert "**Table 1.** Shut" in annex


def test_what_has_no_such_parts_is_built_as_ever(make: Callable[..., Path]) -> None:
    root = make()
    one = Session.open(root).build("one", ["md"]).files["md"].read_bytes()
    assert b"version" not in one.lower()
    assert built(root, "public", ("md",))[0].read_bytes() == one


def test_a_clean_file_has_no_anchors(both: Path) -> None:
    for path in built(both, "public", ("docx", "html"), clean=True):
        text = " ".join(text for _, text in told(path))
        assert not re.search(r'"(?:b_first|k_)', text)
        assert "docProps/custom.xml" not in text
    for path in built(both, "public", ("docx", "html")):
        assert "b_first" in " ".join(text for _, text in told(path))


def test_contacts_who_are_not_public_are_named_in_a_confidential_copy_alone(make: Callable[..., Path]) -> None:
    root = make({"responses/one/outline.yaml": "title: T\nsign_off: [policy, quiet]\nsections: [{id: first, text: Text.}]\n"})
    public, whole = printed(root, "public"), printed(root, "confidential")
    assert "policy@example.org" in public
    assert "policy@example.org" in whole
    assert "Quiet person" not in public
    assert "quiet@example.org" not in public
    assert "Quiet person" in whole
    assert "quiet@example.org" in whole


def test_an_embargo_is_printed_on_the_first_page(make: Callable[..., Path]) -> None:
    root = make({"responses/one/outline.yaml": "title: T\nembargo: 2017-03-01T00:01\nsections: [{id: first, text: Text.}]\n"})
    assert printed(root, "public").startswith("**Embargoed until 00:01 on 1 March 2017**")


def test_a_leak_that_somebody_puts_into_a_public_file_is_found(both: Path) -> None:
    for path in built(both, "public", ("md",)):
        path.write_text(path.read_text(encoding="utf-8") + "\nA client told us of it. Quiet Person: quiet@example.org\n", encoding="utf-8")
    found = {(each.code, each.span.path): each.message for each in Session.open(both, today=TODAY).check(["one"]).findings}
    assert "A client told us of it." in found["SUB007", "build/one/one-public.md"]
    assert "'quiet'" in found["SUB005", "build/one/one-public.md"]
    for path in built(both, "confidential", ("md",)):
        assert "A client told us" in path.read_text(encoding="utf-8")
    assert not [each for each in Session.open(both, today=TODAY).check(["one"]).findings if "one-confidential" in each.span.path]


def test_an_annex_keeps_the_numbers_of_the_whole(both: Path) -> None:
    annex = printed(both, "annex")
    assert "2. A client told us of it." in annex
    assert "6. Another case." in annex
    (word,) = built(both, "public", ("docx",))
    with zipfile.ZipFile(word) as package:
        assert "SEQ Table \\* ARABIC \\r 2" in package.read("word/document.xml").decode()


def test_what_a_photograph_tells_of_where_it_was_taken_is_in_no_file(make: Callable[..., Path]) -> None:
    exif = Image.Exif()
    exif[0x010E] = "zqplaceqz"
    photo = io.BytesIO()
    Image.new("RGB", (8, 6)).save(photo, "JPEG", exif=exif, comment=b"zqplaceqz")
    root = make({"responses/one/sections/first.md": "![A street](street.jpg)\n", "responses/one/street.jpg": photo.getvalue()})
    for path in built(root, "public"):
        data = path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                data = b"".join(package.read(name) for name in package.namelist())
        found = data + b"".join(b64decode(each) for each in re.findall(rb"base64,([A-Za-z0-9+/=]+)", data))
        assert b"zqplaceqz" not in found, path.name
        assert b"Exif" not in found, path.name


def test_a_look_of_ones_own_shows_for_whom_a_copy_is_all_the_same(both: Path) -> None:
    template = (
        "#let meta = json(bytes(sys.inputs.meta))\n#set document(title: meta.title)\n"
        "#let exhibit-figure(..a) = none\n#let exhibit-table(breakable: false, a, b, c) = block(b)\n"
        "#let styled-block(style, body) = block(body)\n#let styled-span(style, body) = body\n#let horizontalrule = line()\n"
    )
    (both / "own.typ").write_text(template, encoding="utf-8")
    path = both / "workspace.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "typst_template: own.typ\n", encoding="utf-8")
    (pdf,) = built(both, "confidential", ("pdf",))
    assert "Confidential version: not for publication" in " ".join(text for _, text in told(pdf))

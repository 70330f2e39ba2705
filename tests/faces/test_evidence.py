"""The report on a response's evidence, and the pack: what is proven is shown, what is not says why, and nothing else goes along."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import html
from pypdf import PdfReader

from tests.archive.documents import drawn, pdf
from tests.faces.test_verify import CLAIMS, HMIC, SLUG, example, plant, quote
from toolkit.archive.cutouts import Cutout
from toolkit.faces import packing
from toolkit.faces.reports.evidence import difference, evidence
from toolkit.faces.reports.evidence_pages import page
from toolkit.faces.reports.evidence_pages import pdf as report_pdf
from toolkit.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

__all__ = ["example", "plant"]


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def shown(root: Path, slug: str = SLUG) -> html.HtmlElement:
    session = Session.open(root)
    return html.fromstring(page(evidence(session, slug), session.today))


def small(make: Make, text: str, claims: str = "claims: {}\n", **files: str | bytes) -> Path:
    return make({"responses/one/sections/first.md": text, "evidence/topic.yaml": claims, **files})


# --- the report ---------------------------------------------------------------------------------------------------------


def test_each_quotation_stands_there_with_its_verdict_its_passage_and_its_copy(example: Path) -> None:
    content = shown(example)
    first = content.get_element_by_id("q1")
    assert words(first).startswith(
        f"1 Proven {HMIC} Her Majesty's Inspectorate of Constabulary (2013), p. 25 · note 2 · claim hmic-low-level-possession"
    )
    for said in (
        "The copy has these words on p. 25, as cited.",
        f"The source: Where that was a drug, {HMIC}, and the searcher seldom named a seller.",
        "What the evidence does not show: True of the records that the inspectors examined, not of every search.",
        "A stand-in made for the worked example; not the publication itself.",
    ):
        assert said in words(first)
    assert [each.text for each in first.xpath(".//mark")] == [HMIC]
    (link,) = first.xpath(".//a[starts-with(@href, '#c')]/@href")
    copy = words(content.get_element_by_id(link[1:]))
    assert "27 February 2017" in copy
    assert sha256((example / "evidence/archive/hmic2013stopsearch.pdf").read_bytes()).hexdigest() in copy


def test_the_headline_is_green_only_where_everything_was_proven(make: Make, consult: Consult) -> None:
    root = small(make, 'They say that "these are all of the words" [@alpha2012].\n')

    def headline() -> tuple[str, str]:
        return evidence(Session.open(root), "one").headline

    assert headline() == ("open", "0 of 1 quotations proven; 1 could not be checked")
    (root / "a.txt").write_text("As it happens, these are all of the words.")
    consult(root, "archive", "add", "alpha2012", "a.txt")
    assert headline() == ("fine", "The quotation is proven")
    text = root / "responses/one/sections/first.md"
    text.write_text('They say that "these are all of the words" [@alpha2012], and so does another [@beta2013].\n')
    assert headline() == ("open", "The quotation is proven; not every source has a copy")
    text.write_text('They say that "these are some of the words" [@alpha2012].\n')
    assert headline() == ("error", "1 of 1 quotations is not as the source has it")
    (root / "a.txt").write_text("It is not true that these are all of the words, but 12 of 20 cases are.")
    consult(root, "archive", "add", "alpha2012", "a.txt", "--edition")
    text.write_text('They say that "these are all of the words" [@alpha2012].\n')
    assert headline() == ("warning", "0 of 1 quotations proven; 1 to be read first")
    text.write_text("Words of our own.\n")
    assert headline() == ("open", "Nothing could be held against a source")


def test_a_change_is_shown_word_by_word(plant: Callable[..., Path]) -> None:
    item = shown(plant(*quote("the majority of searches were for high level possession"))).get_element_by_id("q1")
    assert "Altered" in words(item)
    assert [words(each) for each in item.xpath(".//del | .//ins")] == ["Ours: high", "The source: low"]


@pytest.mark.parametrize(
    ("ours", "theirs", "shown"),
    [
        ("it was not so", "We said that it was so. And more.", "it was [-not-] so"),
        ("it was so", "We said: “It was not so.”", "it was {+not+} so"),
        ("there were 12 of 20", "There were 13 of 20 cases", "there were [-12-] {+13+} of 20"),
        ("one two", "three four", "[-one two-] {+three four+}"),
    ],
)
def test_the_difference_is_that_of_words(ours: str, theirs: str, shown: str) -> None:
    marks = {"same": "{}", "ours": "[-{}-]", "theirs": "{{+{}+}}"}
    assert " ".join(marks[what].format(each) for each, what in difference(ours, theirs)) == shown


def test_what_is_not_proven_says_why_once_for_each_source(make: Make) -> None:
    claims = """claims:
  share:
    kind: statistic
    text: In 2012 63 per cent of 1,250 searches were for drugs.
    support: [{source: alpha2012, locator: p. 3}]
"""
    content = shown(small(make, '{{ claim("share") }} They say "these are all of the words" [@alpha2012, p. 4].\n', claims), "one")
    rows = [[words(cell) for cell in row] for row in content.xpath('//section[@aria-labelledby="unproven"]//tbody/tr')]
    assert rows == [
        ["Home Office (2012)", "There is no copy of it.", "these are all of the words (note 2); 63 per cent (note 1); 1,250 (note 1)"]
    ]
    assert [words(each) for each in content.xpath('//ul[@class="keys"]/li')] == ["Home Office (2012) alpha2012"]


def test_figures_are_shown_with_the_source_s_own(make: Make, consult: Consult) -> None:
    claims = """claims:
  share:
    kind: statistic
    text: In 2012 nearly {{ share }} of the searches by officers were for drugs.
    values: {share: two thirds}
    support: [{source: alpha2012, locator: p. 2}]
    limits: Searches, not people.
  clients:
    kind: casework
    text: We saw 4,321 people in 2012.
"""
    root = small(make, '{{ claim("share") }} {{ claim("clients") }} That is 99 per cent of them all.\n', claims)
    (root / "a.txt").write_text("A title.\fIn 2012 63 per cent of the searches by officers were for drugs.")
    consult(root, "archive", "add", "alpha2012", "a.txt")
    content = shown(root, "one")
    item = content.get_element_by_id("f1")
    assert [each.text for each in item.xpath(".//mark")] == ["63 per cent"]
    assert "What the evidence does not show: Searches, not people." in words(item)
    loose = words(content.xpath('//section[@aria-labelledby="figures"]//table')[0])
    assert "4,321" in loose
    assert "claim clients, which names no source" in loose
    assert "99 per cent" in loose


def test_every_citation_is_listed_also_where_nothing_is_quoted(make: Make, consult: Consult) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012, p. 3]. They say more [@alpha2012, p. 4; @beta2013].\n')
    (root / "a.txt").write_text("As it happens, these are all of the words.")
    consult(root, "archive", "add", "alpha2012", "a.txt")
    rows = [[words(cell) for cell in row] for row in shown(root, "one").xpath('//section[@aria-labelledby="citations"]//tbody/tr')]
    assert rows == [
        ["1", "Home Office (2012), p. 3 alpha2012", "Proven 1 proven see quotation 1"],
        ["2", "Home Office (2012), p. 4 alpha2012", "Open nothing quoted from this place, so nothing to compare; a copy is kept"],
        ["2", "Smith and Jones (2013) beta2013", "Open nothing quoted from this place; no copy is kept"],
    ]


def test_in_a_style_without_notes_there_are_none_to_name(make: Make) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012, p. 3].\n')
    outline = root / "responses/one/outline.yaml"
    outline.write_text(outline.read_text() + "style: apa\n")
    content = evidence(Session.open(root), "one")
    assert [item.notes for item in content.quotations] == [()]
    assert [row.notes for row in content.citations] == [()]


def test_the_page_stands_alone_and_is_the_same_every_time(example: Path) -> None:
    session = Session.open(example)
    content = evidence(session, SLUG)
    made = page(content, session.today)
    assert made == page(evidence(Session.open(example), SLUG), session.today)
    tree = html.fromstring(made)
    assert tree.xpath("//script | //img | //link | //iframe") == []
    assert all(each.get("href", "").startswith("#") for each in tree.xpath("//a"))
    ids = [each.get("id") for each in tree.xpath("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert {each.get("href")[1:] for each in tree.xpath("//a")} <= {*ids}
    assert tree.get("lang") == "en-GB"
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    assert all(each.get("scope") for each in tree.xpath("//th"))


def test_hostile_words_are_words(make: Make) -> None:
    root = small(make, 'They say "these <script>alert(1)</script> are the words" [@alpha2012].\n')
    (root / "evidence/archive").mkdir()
    session = Session.open(root)
    assert "<script" not in page(evidence(session, "one"), session.today)


def test_the_pdf_says_the_same_and_can_be_read_aloud(example: Path) -> None:
    session = Session.open(example)
    content = evidence(session, SLUG)
    data = report_pdf(content, date(2017, 2, 28))
    assert data == report_pdf(content, date(2017, 2, 28))
    reader = PdfReader(io.BytesIO(data))
    text = re.sub(r"\s+", " ", " ".join(each.extract_text() for each in reader.pages))
    assert content.headline[1] in text
    assert HMIC in text
    assert "c10a0c0621c9ffe6d1e18c2f3b2362e5d70b2186fd93d0011970a7fd85f2a535" in text.replace(" ", "")
    assert reader.metadata is not None
    assert reader.metadata.title == "Evidence: Consultation response"
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_a_pdf_of_a_response_that_quotes_nobody(make: Make) -> None:
    session = Session.open(small(make, "Words of our own.\n"))
    text = PdfReader(io.BytesIO(report_pdf(evidence(session, "one"), session.today))).pages[0].extract_text()
    assert "The response quotes nobody with a source." in text


FIGURES = """claims:
  elsewhere:
    kind: statistic
    text: In 2012 {{ count }} searches by officers were for drugs.
    values: {count: "1,250"}
    support: [{source: alpha2012, locator: p. 1}]
    limits: Searches, not people.
  nowhere:
    kind: statistic
    text: In 2012 {{ share }} of the searches by officers were for drugs.
    values: {share: 36 per cent}
    support: [{source: alpha2012, locator: p. 2}]
  right:
    kind: statistic
    text: In 2012 {{ share }} of the searches by officers were for drugs.
    values: {share: 63 per cent}
    support: [{source: alpha2012, locator: p. 2}]
  rest:
    kind: statistic
    text: In 2012 {{ share }} of the searches by officers were not for drugs.
    values: {share: 37 per cent}
    derived_from: [right]
"""
PAGES = "A title.\fIn 2012 1,250 searches by officers were for drugs, 63 per cent of the searches by officers."


@pytest.fixture
def counted(make: Make, consult: Consult) -> Path:
    """A response with figures that are right, on another page, nowhere, and worked out."""
    text = " ".join(f'{{{{ claim("{name}") }}}}' for name in ("elsewhere", "nowhere", "right", "rest"))
    root = small(make, f'{text} They say "there are all of the words" [@alpha2012, p. 1].\n', FIGURES)
    (root / "a.txt").write_text(PAGES)
    consult(root, "archive", "add", "alpha2012", "a.txt")
    return root


def test_figures_are_told_like_quotations(consult: Consult, counted: Path) -> None:
    said = consult(counted, "verify", "one")
    assert said.status == 1
    assert "Figures on another page: 1\n" in said.out
    assert "1,250: “In 2012 1,250 searches by officers were for drugs.”\n      It is not on p. 1. It is on p. 2" in said.out
    assert "Does not show: Searches, not people." in said.out
    assert "The copy was read, and does not have this figure. It has 63 per cent on p. 2" in said.out
    assert "Worked out: " in said.out
    assert "Census: 4 figures in the text: 3 from claims, 1 worked out." in said.out
    assert "4 figures in one: 2 proven, 1 on another page, 1 not found." in said.out
    told = json.loads(consult(counted, "verify", "one", "--json").out)
    assert told["figure_counts"] == {"proven": 2, "to-read": 0, "wrong-page": 1, "not-found": 1, "unchecked": 0}
    assert {row["figure"]: row["group"] for row in told["figures"]} == {
        "1,250": "wrong-page",
        "36 per cent": "not-found",
        "63 per cent": "proven",
        "37 per cent": "proven",
    }
    assert [row["state"] for row in told["census"]] == ["bound", "bound", "bound", "derived"]
    names = {each for key in ("figures", "census") for each in told[key][0]}
    assert {"found", "compared", "nearest", "rests_on", "standing", "weighty"} <= names


def test_a_quotation_that_is_nowhere_is_said_to_be(counted: Path) -> None:
    content = evidence(Session.open(counted), "one")
    assert content.headline == ("error", "3 of 5 quotations and figures are not as the source has it")
    (quotation,) = content.quotations
    assert quotation.says == ("The copy was read, and has neither these words nor anything like them.",)
    assert quotation.page == 0
    assert [item.reference for item in content.figures if item.observed.words == "37 per cent"] == ["worked out"]


def test_a_quotation_on_other_pages_names_them(make: Make, consult: Consult) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012, p. 1].\n')
    (root / "a.txt").write_text("A title.\fThese are all of the words.\fThese are all of the words.")
    consult(root, "archive", "add", "alpha2012", "a.txt")
    (item,) = evidence(Session.open(root), "one").quotations
    assert item.says[0].startswith("The copy does not have these words on p. 1. It has them on p. 2 of the file")
    assert item.says[0].endswith(", and on 3.")


# --- the command --------------------------------------------------------------------------------------------------------


def test_the_report_is_written_where_it_is_asked_for(consult: Consult, example: Path, tmp_path: Path) -> None:
    said = consult(example, "verify", SLUG, "--out", tmp_path / "e.html")
    assert said.err == f"The report is in {tmp_path / 'e.html'}.\n"
    assert (tmp_path / "e.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    consult(example, "verify", SLUG, "--out", tmp_path / "e.pdf")
    assert (tmp_path / "e.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("arguments", [("--out", "e.html"), ("--pack", "p.zip"), (SLUG, "--out", "e.doc")])
def test_a_report_is_about_one_response_and_is_a_page_or_a_pdf(consult: Consult, example: Path, arguments: tuple[str, ...]) -> None:
    said = consult(example, "verify", *arguments)
    assert (said.status, said.out) == (2, "")
    assert "name it" in said.err or ".html or .pdf" in said.err


# --- the pack -----------------------------------------------------------------------------------------------------------


def packed(consult: Consult, root: Path, slug: str = SLUG) -> dict[str, bytes]:
    consult(root, "verify", slug, "--pack", root / "pack.zip")
    with zipfile.ZipFile(root / "pack.zip") as file:
        assert file.testzip() is None
        assert {each.date_time for each in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: file.read(name) for name in file.namelist()}


def test_the_pack_holds_the_submission_the_report_the_cited_pages_and_what_they_are(consult: Consult, example: Path) -> None:
    files = packed(consult, example)
    keys = ["hmic2013stopsearch", "mopac2016draftplan", "bradford2011assessing", "appg2014shifting"]
    names = [*files]
    assert names[:5] == ["README.txt", f"{SLUG}.docx", f"{SLUG}.pdf", "evidence.html", "evidence.pdf"]
    assert {*names[5:-1]} >= {f"pages/{key}.pdf" for key in keys}
    assert names[-1] == "manifest.txt"
    for line in files["manifest.txt"].decode().splitlines():
        digest, name = line.split("  ")
        assert sha256(files[name]).hexdigest() == digest
    assert len(files["manifest.txt"].decode().splitlines()) == len(files) - 1
    links = {each.get("href") for each in html.fromstring(files["evidence.html"].decode()).xpath("//a") if "pages/" in each.get("href")}
    assert {each.partition("#")[0] for each in links} == {*names[5:-1]}
    with pikepdf.open(io.BytesIO(files["pages/hmic2013stopsearch.pdf"])) as made:
        assert any(
            str(mark.Contents).startswith("Proven. Her Majesty's Inspectorate")
            for each in made.pages
            for mark in each.obj.get("/Annots", ())
        )
    assert f"{SLUG}.docx, {SLUG}.pdf: the submission." in files["README.txt"].decode()
    assert "What is not here" not in files["README.txt"].decode()


def test_the_same_files_give_the_same_pack_and_an_old_build_is_made_anew(
    consult: Consult, example: Path, plant: Callable[..., Path]
) -> None:
    first = packed(consult, example)
    data = (example / "pack.zip").read_bytes()
    shutil.rmtree(example / "build")
    shutil.rmtree(example / ".toolkit")
    assert packed(consult, example) == first
    assert (example / "pack.zip").read_bytes() == data
    plant((CLAIMS, f'"{HMIC}".', f'"{HMIC}" indeed.'))
    assert packed(consult, example)[f"{SLUG}.docx"] != first[f"{SLUG}.docx"]


def test_what_was_sent_goes_in_as_it_was_sent(consult: Consult, example: Path) -> None:
    sent = example / "responses" / SLUG / "sent/2017-03-01"
    sent.mkdir(parents=True)
    (sent / "ours.pdf").write_bytes(b"as it was sent")
    outline = example / "responses" / SLUG / "outline.yaml"
    outline.write_text(re.sub(r"(?m)^status:.*$", "status: sent", outline.read_text()) if "status:" in outline.read_text() else "")
    files = packed(consult, example)
    assert files["ours.pdf"] == b"as it was sent"
    assert f"{SLUG}.docx" not in files


def test_of_copies_that_are_no_pdf_the_passage_goes_in(consult: Consult, make: Make) -> None:
    root = small(
        make, 'They say "these & those are all of the words" [@alpha2012], and once more "these & those are all of the" [@alpha2012].\n'
    )
    (root / "a.txt").write_text("\n\n".join(["Before."] * 200 + ["As it happens, these & those are all of the words."] + ["Behind."] * 200))
    consult(root, "archive", "add", "alpha2012", "a.txt")
    shown = html.fromstring(packed(consult, root, "one")["pages/alpha2012.html"].decode())
    assert [each.text for each in shown.xpath('//*[@id="q1"]//mark')] == ["these & those are all of the words"]
    assert words(shown).count("Before.") < 200
    assert "[…]" in words(shown)
    assert {each.get("id") for each in shown.xpath("//article")} == {"q1", "q2"}


def test_a_quotation_over_the_end_of_a_page_brings_both(consult: Consult, make: Make, tmp_path: Path) -> None:
    source = """#set page(width: 300pt, height: 200pt, numbering: "1")
#counter(page).update(40)
Something before. #v(90pt) The committee heard that the officers in all of the districts of the
#pagebreak()
north of the country had written down their reasons, as the rules of the office ask.
#pagebreak()
Another page.
"""
    said = "the officers in all of the districts of the north of the country had written down their reasons"
    root = small(make, f'They say that "{said}" [@alpha2012, p. 40].\n')
    (root / "a.pdf").write_bytes(pdf(source, tmp_path))
    consult(root, "archive", "add", "alpha2012", "a.pdf")
    with pikepdf.open(io.BytesIO(packed(consult, root, "one")["pages/alpha2012.pdf"])) as made:
        assert len(made.pages) == 2
        assert all("/Annots" in each.obj for each in made.pages)


def test_words_in_a_picture_are_not_marked_and_that_is_said(consult: Consult, make: Make) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012, p. 1].\n')
    (root / "a.pdf").write_bytes(drawn(["BT /F 12 Tf 40 500 Td (these are all of the words) Tj ET"]))
    consult(root, "archive", "add", "alpha2012", "a.pdf")
    session = Session.open(root)
    content = evidence(session, "one")
    item = replace(content.quotations[0], observed=content.quotations[0].observed.model_copy(update={"words": "seen in a picture only"}))
    files, links, missing = packing._cited(session, replace(content, quotations=(item,)))
    assert ([*files], links) == (["pages/alpha2012.pdf"], {"q1": "pages/alpha2012.pdf#page=1"})
    assert missing == ["Home Office (2012): on page 1 not all words could be marked; they stand there in a picture, or otherwise."]


def test_what_is_missing_is_told_and_a_record_without_files_is_built(consult: Consult, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012, p. 1].\n')
    (root / "a.pdf").write_bytes(drawn(["BT /F 12 Tf 40 500 Td (these are all of the words) Tj ET"]))
    consult(root, "archive", "add", "alpha2012", "a.pdf")
    outline = root / "responses/one/outline.yaml"
    outline.write_text(outline.read_text() + "status: sent\n")
    (root / "responses/one/sent/2017-03-01").mkdir(parents=True)
    monkeypatch.setattr(packing, "cut_pages", lambda *_: Cutout(why="It took too long."))
    said = consult(root, "verify", "one", "--pack", "p.zip")
    assert said.err.startswith("Not in the pack: Home Office (2012): It took too long.\n")
    with zipfile.ZipFile(root / "p.zip") as file:
        assert "one.docx" in file.namelist()
        assert "What is not here:\n- Home Office (2012): It took too long." in file.read("README.txt").decode()


def test_what_cannot_be_put_in_is_said(consult: Consult, make: Make) -> None:
    root = small(make, 'They say "these are all of the words" [@alpha2012] and "those are other words" [@beta2013].\n')
    for key, said in (("alpha2012", "these are all of the words"), ("beta2013", "those are other words")):
        (root / f"{key}.pdf").write_bytes(drawn([f"BT /F 12 Tf 40 500 Td ({said}) Tj ET"]))
        consult(root, "archive", "add", key, f"{key}.pdf")
    consult(root, "verify", "one")
    session = Session.open(root)
    real = packing.evidence(session, "one")
    (root / "evidence/archive/alpha2012.pdf").unlink()
    (root / "evidence/archive/beta2013.pdf").write_bytes(b"%PDF-1.7 other")
    files, links, missing = packing._cited(session, real)
    assert (files, links) == ({}, {})
    assert [each.partition(":")[0] for each in missing] == ["Home Office (2012)", "Smith and Jones (2013)"]
    readme = packing._readme(real, date(2017, 2, 1), {}, missing)
    assert "What is not here:\n- Home Office (2012): Its copy alpha2012.pdf is not here" in readme

"""The site as it lies on a server: every link leads somewhere, what is said is right, and what is held back is in no byte of it."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import feedparser
import html5lib
from lxml import etree, html
from pypdf import PdfReader

from tests.faces.conftest import Consult
from tests.publishing.conformance import nu
from tests.publishing.conftest import NOW, SECRETS, Served
from toolkit.disk import digest
from toolkit.faces.publishing import publish
from toolkit.faces.site import site_files
from toolkit.faces.site.addresses import base_of
from toolkit.publishing import gather
from toolkit.session import Session

BUSES = "2018/2018-buses/"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def page_of(served: Served, path: str) -> html.HtmlElement:
    return html.fromstring((served.folder / path / "index.html").read_text("utf-8"))


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# --- links ----------------------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_page_and_a_place_in_it_and_none_leaves_but_to_sources(served: Served) -> None:
    waiting, pages, outside = [served.url], {}, set()
    while waiting:
        url = waiting.pop()
        if url in pages:
            continue
        with urlopen(url) as answer:
            assert answer.status == 200
            data = answer.read()
            pages[url] = data if "html" in answer.headers["Content-Type"] else None
        if pages[url] is None:
            continue
        tree = html.fromstring(pages[url].decode())
        for link in (*tree.xpath("//a/@href"), *tree.xpath("//link[@rel!='schema.DC']/@href"), *tree.xpath("//img/@src | //script/@src")):
            target, place = urldefrag(urljoin(url, link))
            if not target.startswith(served.url):
                outside.add(target)
            elif place:
                assert f'id="{unquote(place)}"' in (pages.get(target) or urlopen(target).read()).decode(), (url, link)
            if target.startswith(served.url):
                waiting.append(target)
    seen = {urlsplit(url).path.removeprefix("/policy/") for url in pages}
    files = {path.removesuffix("index.html") for path in files_of(served.folder) if not path.startswith(".")}
    assert files - seen == {"sitemap.xml"}
    ours = {"https://example.org/buses", "mailto:policy@example.org", "mailto:legal@example.org"}
    repository = Path(__file__).parents[2]
    library = "".join(path.read_text("utf-8") for path in (repository / "bibliography.bib", *repository.glob("evidence/**/*.md")))
    assert [url for url in outside - ours if url.removeprefix("https://doi.org/").rstrip("/") not in library] == []


def test_links_work_from_a_disk_too(on_disk: Path) -> None:
    for path in on_disk.rglob("*.html"):
        tree = html.fromstring(path.read_text("utf-8"))
        for link in (*tree.xpath("//a/@href"), *tree.xpath("//img/@src | //script/@src | //link[@rel='stylesheet']/@href")):
            target, _ = urldefrag(link)
            if target and not urlsplit(target).scheme:
                assert (path.parent / unquote(target)).is_file(), (path, link)


# --- what is held back ----------------------------------------------------------------------------------------------------


def _everything(data: bytes, name: str) -> Iterator[bytes]:
    """A file, what is packed in it, and what it says."""
    yield data
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield from (package.read(each) for each in package.namelist())
    elif name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(data))
        yield "\n".join(page.extract_text() for page in reader.pages).encode()
        yield repr(reader.metadata).encode() + (reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else b"")


def test_nothing_that_is_held_back_is_in_any_byte_of_the_site(served: Served, on_disk: Path) -> None:
    for folder in (served.folder, on_disk):
        for name, data in files_of(folder).items():
            for part in (name.encode(), *_everything(data, name)):
                found = [each for each in SECRETS if re.search(each.encode(), part, re.IGNORECASE)]
                assert found == [], name


def test_contacts_that_are_not_public_are_nowhere(served: Served) -> None:
    assert not any(b"data@example.org" in data for data in files_of(served.folder).values())
    assert "legal@example.org" in words(page_of(served, "about/"))


def test_once_the_committee_has_published_it_and_the_embargo_is_over_they_are_shown(full: Path, tmp_path: Path) -> None:
    root = tmp_path / "later"
    shutil.copytree(full, root)
    consultation = root / "responses/2018-quokka/consultation.yaml"
    consultation.write_text(consultation.read_text("utf-8") + "published: 2018-09-01\n", encoding="utf-8")
    later = gather(Session.open(root), NOW + timedelta(days=75 * 365))
    assert {"2018-quokka", "2018-numbat"} < {each.slug for each in later.publication.published}
    assert {each.response for each in later.left_out if not each.file} == {"2018-wombat", "2018-bilby", "2018-dunnart"}


def test_a_record_that_was_altered_is_not_shown_and_fails_the_run(full: Path, tmp_path: Path) -> None:
    root = tmp_path / "altered"
    shutil.copytree(full, root)
    pdf = root / "responses/2019-bysiau/sent/2019-04-02/2019-bysiau.pdf"
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b" ")
    assert publish(root, tmp_path / "site", None, NOW, as_data=False) == 1
    assert not (tmp_path / "site/2019").exists()


# --- what is said ---------------------------------------------------------------------------------------------------------


def test_the_list_has_everything_by_year_the_newest_first(served: Served) -> None:
    home = page_of(served, "")
    assert [words(each) for each in home.xpath("//div[@class='list']//h2")] == ["2019", "2018", "2017"]
    assert [words(each) for each in home.xpath("//li[@class='entry']//h3")] == [
        "Bysiau’r nos: Strategaeth",
        "Trams: Two copies",
        "Buses at night: A draft strategy",
        "Consultation response: A Safer City for All Londoners",
        "Searches for drugs in London",
    ]
    assert "2 recommendations: 1 adopted." in words(home)
    assert home.xpath("//li[@class='entry'][2]//span[@class='tag warning']/text() | //span[@class='tag warning']/text()") == ["Corrected"]


def test_a_page_says_what_was_sent_to_whom_and_has_the_files_as_sent(served: Served, full: Path) -> None:
    page = page_of(served, BUSES)
    facts = {words(each.find("dt")): words(each.find("dd")) for each in page.xpath("//dl[@class='facts']/div")}
    assert facts == {
        "Sent": "9 February 2018",
        "To": "The Council",
        "Consultation": "A draft strategy (BUS/18)",
        "Edition": "2 of 2: all editions",
    }
    folder = full / "responses/2018-buses/sent/2018-02-09"
    for name in ("2018-buses.docx", "2018-buses.pdf"):
        data = (folder / name).read_bytes()
        assert (served.folder / BUSES / "2018-02-09" / name).read_bytes() == data
        row = next(each for each in page.xpath("//details[@class='sums']//tr") if name in words(each))
        assert words(row).split() == [name, f"{len(data):,}", digest(data)] or words(row) == f"{name}{len(data):,}{digest(data)}"


def test_what_is_known_to_be_otherwise_stands_at_the_top_and_at_the_words(served: Served) -> None:
    page = page_of(served, BUSES)
    told = [(words(each.find("h3")), *(words(dd) for dd in each.iter("dd"))) for each in page.xpath("//div[@class='correction']")]
    assert told == [
        (
            "Withdrawn",
            "A bus fare of two pounds keeps people at home. Where it stands",
            "We no longer say so: The survey was <withdrawn> & gone.",
        ),
        (
            "Corrected (checked on 1 June 2018)",
            "The last bus leaves at nine. ; It stops at nine. Place 1, Place 2".replace(" ; ", "; "),
            "The last bus leaves at ten.",
        ),
        ("Under review", "Every second stop has a shelter. Where it stands", "We are looking at this statement again."),
    ]
    marks = [(each.get("href"), each.text, words(each.getprevious())) for each in page.xpath("//a[@class='mark']")]
    assert marks == [
        ("#correction-1", "withdrawn", "A bus fare of two pounds keeps people at home."),
        ("#correction-2", "corrected", "The last bus leaves at nine."),
        ("#correction-2", "corrected", "nine"),
        ("#correction-3", "under review", "Every second stop has a shelter."),
    ]
    assert "third stop" not in (served.folder / BUSES / "index.html").read_text("utf-8")


def test_a_further_edition_says_what_it_changed_and_the_older_one_leads_to_it(served: Served) -> None:
    newest, older = page_of(served, BUSES), page_of(served, f"{BUSES}2018-02-01/")
    box = words(newest.get_element_by_id("corrections"))
    assert "Corrected on 9 February 2018" in box
    assert "The colour was wrong." in box
    assert "Before We write about buses. They are red." in box.replace("Before", "Before ").replace("  ", " ")
    assert "They are blue." in words(newest.xpath("//div[contains(@class, 'text')]")[0])
    told = words(older.get_element_by_id("corrections"))
    assert told.startswith("This edition has been corrected A further edition was sent on 9 February 2018: The colour was wrong.")
    assert older.xpath("//section[@id='corrections']//a[text()='Read the newest edition']/@href") == ["../"]
    assert older.xpath("//link[@rel='canonical']/@href") == [f"{served.url}{BUSES}"]
    assert "They are red." in words(older.xpath("//div[contains(@class, 'text')]")[0])


def test_the_bodys_answer_stands_at_each_recommendation(served: Served) -> None:
    asked = page_of(served, BUSES).get_element_by_id("asked")
    said = words(asked)
    assert "The answer: Mayor’s Office for Policing and Crime (2016), 1 September 2018." in said
    assert "Let the last bus leave at midnight. (The Council) In the text" in said
    assert "Adopted The last bus will leave at midnight. (p. 3)" in said
    assert "Cited Our statement Every second stop has a shelter." in said
    assert asked.xpath(".//a[@href='#recommendation-2']")


def test_a_chart_has_its_description_and_the_data_that_it_draws(served: Served) -> None:
    figure = page_of(served, BUSES).xpath("//figure")[0]
    assert figure.xpath(".//img/@alt") == ["Bar chart. Riders fell from 90 to 70."]
    assert [[words(cell) for cell in row] for row in figure.xpath(".//details//tr")] == [
        ["Year", "Riders in thousands"],
        ["2016", "90"],
        ["2017", "70"],
    ]


def test_paragraphs_have_the_numbers_that_they_were_sent_with(served: Served) -> None:
    page = page_of(served, BUSES)
    assert [each.text for each in page.xpath("//a[@class='paragraph-number']")] == ["1.", "2.", "3."]
    assert "They are blue." in words(page.get_element_by_id("paragraph-1"))


def test_notes_are_linked_both_ways(served: Served) -> None:
    page = page_of(served, "2017/2017-london-police-and-crime-plan/")
    notes = page.xpath("//section[@role='doc-endnotes']//li/@id")
    assert len(notes) > 30
    for note in notes:
        assert page.xpath(f"//a[@role='doc-noteref'][@href='#{note}']")
        (back,) = page.get_element_by_id(note).xpath(".//a[@role='doc-backlink']/@href")
        assert page.get_element_by_id(back[1:]).get("href") == f"#{note}"


def test_a_response_in_another_language_says_so(served: Served) -> None:
    page = page_of(served, "2019/2019-bysiau/")
    assert page.get("lang") == "en-GB"
    assert page.xpath("//div[@class='text']/@lang") == ["cy-GB"]
    assert page.xpath("//meta[@name='DC.language']/@content") == ["cy-GB"]


def test_of_two_copies_the_public_one_is_shown_with_the_notes_that_its_form_had_no_room_for(served: Served) -> None:
    page = page_of(served, "2018/2018-trams/")
    text = words(page.xpath("//div[@class='text']")[0])
    assert "They run on rails.1" in text
    assert page.xpath("//section[@role='doc-endnotes']//li[@id='fn1']")
    assert list(page.xpath("//a[@class='download']/@href")) == [
        "2018-03-01/2018-trams-public.docx",
        "2018-03-01/2018-trams-public.pdf",
    ]
    assert [words(each) for each in page.xpath("//section[@id='asked']//li")] == ["Lay more rails. In the text: recommendation 1"]


# --- for programs ---------------------------------------------------------------------------------------------------------


def test_the_feed_is_well_formed_and_has_what_the_standard_asks_for(served: Served, on_disk: Path) -> None:
    for folder, start in ((served.folder, served.url), (on_disk, "2018/")):
        found = feedparser.parse((folder / "feed.xml").read_bytes())
        assert not found.bozo
        assert found.version == "atom10"
        assert found.feed.author == "Release"
        assert found.feed.updated == "2019-04-02T12:00:00Z"
        assert [(each.title, each.updated) for each in found.entries] == [
            ("Bysiau'r nos: Strategaeth".replace("'", "’"), "2019-04-02T12:00:00Z"),
            ("Buses at night: A draft strategy", "2018-09-01T12:00:00Z"),
            ("Trams: Two copies", "2018-03-01T12:00:00Z"),
            ("Consultation response: A Safer City for All Londoners", "2017-03-01T12:00:00Z"),
            ("Searches for drugs in London", "2017-03-01T12:00:00Z"),
        ]
        assert found.entries[1].link.startswith(start)
        assert {each.rel for each in found.entries[1].links} == {"alternate", "enclosure"}
        ids = [found.feed.id, *(each.id for each in found.entries)]
        assert len(set(ids)) == 6
        assert all(each.startswith("urn:uuid:") for each in ids)


def test_ids_of_the_feed_stay_when_the_site_moves(served: Served, on_disk: Path) -> None:
    ids = [[each.id for each in feedparser.parse((folder / "feed.xml").read_bytes()).entries] for folder in (served.folder, on_disk)]
    assert ids[0] == ids[1]


def test_the_map_names_every_page_once(served: Served, on_disk: Path) -> None:
    tree = etree.parse(str(served.folder / "sitemap.xml"))
    listed = tree.xpath("//s:loc/text()", namespaces={"s": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    pages = [served.url + path.removesuffix("index.html") for path in files_of(served.folder) if path.endswith("index.html")]
    assert sorted(listed) == sorted(pages)
    assert not (on_disk / "sitemap.xml").exists()


def test_the_list_for_programs_says_the_same(served: Served) -> None:
    values = json.loads((served.folder / "publications.json").read_bytes())["publications"]
    buses = next(each for each in values if each["id"] == "2018-buses")
    assert buses["url"] == served.url + BUSES
    assert buses["recommendations"][0] == {
        "number": 1,
        "text": "Let the last bus leave at midnight.",
        "addressee": "The Council",
        "outcome": "adopted",
    }
    assert [each["fate"] for each in buses["put_right"]] == ["withdrawn", "superseded", "review"]
    assert [each["edition"] for each in buses["editions"]] == ["2018-02-01", "2018-02-09"]
    for file in (file for each in values for edition in each["editions"] for file in edition["files"]):
        data = urlopen(file["url"]).read()
        assert (len(data), digest(data)) == (file["bytes"], file["sha256"])


def test_reference_managers_and_search_engines_find_what_they_read(served: Served) -> None:
    page = page_of(served, BUSES)
    meta = {each.get("name"): each.get("content") for each in page.xpath("//meta[@name]")}
    assert meta["citation_title"] == "Buses at night: A draft strategy"
    assert (meta["citation_author"], meta["citation_publication_date"]) == ("Release", "2018/02/09")
    assert meta["citation_pdf_url"] == f"{served.url}{BUSES}2018-02-09/2018-buses.pdf"
    assert (meta["DC.title"], meta["DC.date"]) == ("Buses at night: A draft strategy", "2018-02-09")
    report = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert (report["@type"], report["author"]["name"], report["datePublished"]) == ("Report", "Release", "2018-02-09")
    assert [each["encodingFormat"].rpartition("/")[2] for each in report["encoding"]][1] == "pdf"
    assert {each["text"] for each in report["correction"]} == {
        "The colour was wrong.",
        "The survey was <withdrawn> & gone.",
        "The last bus leaves at ten.",
    }


def test_pages_are_html_as_the_standard_has_it(served: Served, on_disk: Path) -> None:
    for folder in (served.folder, on_disk):
        for path in folder.rglob("*.html"):
            html5lib.HTMLParser(strict=True).parse(path.read_text("utf-8"))
    found = subprocess.run([*nu(), "--skip-non-html", "--format", "gnu", str(served.folder)], capture_output=True, text=True, check=False)
    assert [line for line in found.stderr.splitlines() if "error" in line or "warning" in line] == []


def test_no_page_has_what_a_strict_policy_would_stop(served: Served) -> None:
    for path in served.folder.rglob("*.html"):
        tree = html.fromstring(path.read_text("utf-8"))
        assert (
            tree.xpath("//*[@style] | //style | //iframe | //object | //script[not(@src) and @type!='application/ld+json'] | //base") == []
        )
        assert [name for each in tree.iter("*") for name in each.attrib if name.startswith("on")] == []
        assert [each for each in tree.xpath("//img/@src") if ":" in each] == []


# --- the same bytes -------------------------------------------------------------------------------------------------------


def test_the_same_records_give_the_same_bytes_on_another_day_and_without_what_was_kept(full: Path, on_disk: Path, tmp_path: Path) -> None:
    root = tmp_path / "elsewhere"
    shutil.copytree(full, root, ignore=shutil.ignore_patterns(".toolkit", "build"))
    later = gather(Session.open(root), NOW + timedelta(days=400))
    again = site_files(later.publication, base_of(None))
    there = {path: data for path, data in files_of(on_disk).items() if not path.startswith(".")}
    assert sorted(again) == sorted(there)
    assert [path for path in again if again[path] != there[path]] == []


def test_a_second_run_writes_nothing(full: Path, on_disk: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in on_disk.rglob("*")}
    assert publish(full, on_disk, None, NOW, as_data=False) == 0
    assert {path: path.stat().st_mtime_ns for path in on_disk.rglob("*")} == before


# --- the command ----------------------------------------------------------------------------------------------------------


def test_the_command_says_what_is_shown_and_what_is_left_out(full: Path, tmp_path: Path, consult: Consult) -> None:
    done = consult(full, "publish", "--out", tmp_path / "site")
    assert done.status == 0
    assert "2018-buses: sent on 9 February 2018 to The Council; 2 editions and 3 statements marked as put right" in done.out
    assert "Left out, and named nowhere in the site:" in done.out
    assert "  2018-bilby 2018-05-01: Its outline says 'publish: false'." in done.out
    assert "  2018-buses 2018-02-01: Kultarr.txt: It was put beside what was built, so nobody knows what it holds." in done.out
    assert "5 publications, " in done.out

"""``consult verify``: the worked example is proven from its copies, and what is planted in it is found."""

from __future__ import annotations

import io
import json
import re
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from tests.conftest import example_as_drafts
from tests.stand_ins import NOTICE, PAGES, ROOT, STAND_INS, html, pdf
from toolkit.archive.copies import Archive
from toolkit.archive.mutate import altered
from toolkit.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Make
    from tests.faces.conftest import Consult

SLUG = "2017-london-police-and-crime-plan"
CLAIMS = "evidence/stop-and-search.yaml"
HMIC = "the majority of searches were for low level possession"
TYPED = f"responses/{SLUG}/sections/young-people.md"
COPY = "evidence/archive/hmic2013stopsearch.pdf"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the worked example."""
    return example_as_drafts(tmp_path / "example")


@pytest.fixture
def plant(example: Path) -> Callable[..., Path]:
    """``plant((path, old, new), …)``: the example with some words changed."""

    def change(*changes: tuple[str, str, str]) -> Path:
        for path, old, new in changes:
            text = (example / path).read_text(encoding="utf-8")
            assert text.count(old) == 1
            (example / path).write_text(text.replace(old, new), encoding="utf-8")
        return example

    return change


def quote(words: str, page: str = "p. 25") -> tuple[tuple[str, str, str], ...]:
    """The quotation from the inspectorate replaced by another, and taken out of the claim's own words."""
    return (
        (CLAIMS, f'"{HMIC}"', "most were for small amounts"),
        (CLAIMS, f"locator: p. 25\n        quote: {HMIC}", f"locator: {page}\n        quote: {json.dumps(words)}"),
    )


def typed(prose: str) -> tuple[str, str, str]:
    return TYPED, "There is a cost to public safety too.", f"There is a cost to public safety too.\n{prose}"


def found(consult: Consult, root: Path, *arguments: str) -> dict[str, list[dict[str, Any]]]:
    """Quotations by group."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for each in json.loads(consult(root, "verify", *(arguments or (SLUG,)), "--json").out)["quotations"]:
        groups.setdefault(each["group"], []).append(each)
    return groups


# --- the worked example -----------------------------------------------------------------------------------------------


def test_the_quotations_of_the_example_are_proven(consult: Consult, example: Path) -> None:
    said = consult(example, "verify", SLUG)
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith("Proven: 4\n")
    assert f"hmic2013stopsearch, p. 25\n      “{HMIC}”\n      On p. 25, as cited.\n" in said.out
    assert said.out.endswith(f"4 quotations in {SLUG}: 4 proven (1 without a page to compare).\n")
    assert consult(example, "verify", SLUG) == said  # from what was kept


def test_without_a_name_the_whole_library_is_looked_at(consult: Consult, example: Path) -> None:
    said = consult(example, "verify")
    assert said.status == 0
    quotes = sum(bool(each.quote) for claim in Session.open(example).workspace.claims.values() for each in claim.support)
    assert said.out.endswith(f"{quotes} quotations in the library: {quotes} proven (1 without a page to compare).\n")


@pytest.mark.parametrize("key", STAND_INS)
def test_the_stand_ins_say_that_they_are_and_are_what_their_script_makes(key: str) -> None:
    made, kept = pdf(key), (ROOT / f"evidence/archive/{key}.pdf").read_bytes()
    assert made == pdf(key)
    texts = [[page.extract_text() for page in PdfReader(io.BytesIO(data)).pages] for data in (made, kept)]
    assert texts[0] == texts[1]
    assert all(NOTICE in " ".join(text.split()) for text in texts[1])
    first = STAND_INS[key].first
    assert PdfReader(io.BytesIO(kept)).page_labels == [str(first + number) for number in range(len(texts[1]))]
    assert len(kept) < 40_000


@pytest.mark.parametrize("key", PAGES)
def test_the_pages_that_stand_in_say_that_they_are(key: str) -> None:
    kept = (ROOT / f"evidence/archive/{key}.html").read_bytes()
    assert kept == html(key)
    assert NOTICE in kept.decode()


def test_the_archive_of_the_example_is_sound(consult: Consult, example: Path) -> None:
    assert consult(example, "archive", "verify") == (0, f"{len(STAND_INS) + len(PAGES)} copies are as added.\n", "")
    archive = Archive.open(example)
    assert set(archive.editions) == {*STAND_INS, *PAGES}
    assert archive.strangers() == []
    assert all(each.edition.note.startswith("A stand-in") for each in archive.all())


# --- what is planted ----------------------------------------------------------------------------------------------------


def test_a_wrong_page_is_named(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(*quote(HMIC, "p. 24"))
    said = consult(root, "verify", SLUG)
    assert said.status == 1
    assert "Wrong page: 1" in said.out
    assert "It is not on p. 24. It is on p. 25." in said.out
    assert said.out.endswith("3 proven (1 without a page to compare), 1 on another page.\n")
    (row,) = found(consult, root)["wrong-page"]
    assert (row["state"], row["label"], row["page"], row["locator"]) == ("elsewhere", "25", 2, "p. 24")


@pytest.mark.parametrize(
    ("words", "page", "kind", "says"),
    [
        ("the majority of searches were for high level possession", "p. 25", "wording", "the source has “low”, not “high”"),
        (
            "A power must be used to find out whether somebody carries anything at all",
            "p. 24",
            "negation",
            "the source has “not”, which is left out",
        ),
        ("this stand-in imagines held 1,350 records from 12 places", "p. 24", "number", "the source has “1250”, not “1350”"),
        ("Reading the records took 9 days", "p. 25", "number", "the source has “8”, not “9”"),
    ],
    ids=["word", "not", "figure", "digit"],
)
def test_an_altered_quotation_is_told_with_the_source_s_words(
    consult: Consult, plant: Callable[..., Path], words: str, page: str, kind: str, says: str
) -> None:
    root = plant(*quote(words, page))
    said = consult(root, "verify", SLUG)
    assert said.status == 1
    assert "Altered: 1" in said.out
    assert says in said.out
    assert "The source: " in said.out
    assert "1 altered.\n" in said.out
    (row,) = found(consult, root)["altered"]
    assert kind in {change["kind"] for change in row["changes"]}


def test_words_that_are_not_in_the_source_are_not_found(consult: Consult, plant: Callable[..., Path]) -> None:
    said = consult(plant(*quote("Nobody in the whole of this town has ever seen a badger by daylight")), "verify", SLUG)
    assert said.status == 1
    assert "Not found: 1" in said.out
    assert said.out.endswith("1 not found.\n")


def test_a_quotation_torn_from_its_negation_is_to_be_read(consult: Consult, plant: Callable[..., Path]) -> None:
    said = consult(plant(*quote("be used to find out whether somebody carries anything at all", "p. 24")), "verify", SLUG)
    assert said.status == 0
    assert "To read: the words are right, and something near them matters: 1" in said.out
    assert "The source: A power must not be used" in said.out
    assert "1 to read.\n" in said.out


def test_what_may_be_done_to_a_quotation_is_not_held_against_it(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(*quote("[T]he majority of searches … were for [...] possession"))
    assert consult(root, "verify", SLUG).status == 0
    assert not {"altered", "not-found", "unchecked"} & set(found(consult, root))


def test_every_alteration_of_the_library_is_noticed(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(*quote("this stand-in imagines held 1,250 records from 12 places", "p. 24"))
    told = json.loads(consult(root, "verify", SLUG, "--mutate", "--json").out)
    quotations = [each for each in told["attempts"] if each["thing"] == "quotation"]
    assert (told["quotations"], len(quotations)) == (4, 13)
    assert all(each["noticed"] for each in quotations)
    assert {each["alteration"] for each in quotations} == {"figure", "negation", "word", "order"}


def test_what_was_altered_is_counted_for_quotations_and_figures_alike(consult: Consult, make: Make) -> None:
    claims = """claims:
  a:
    kind: statistic
    text: In 2012 {{ share }} of the searches by officers were for drugs.
    values: {share: 63 per cent}
    support: [{source: alpha2012, quote: searches of that year were counted twice}]
"""
    root = make({"evidence/topic.yaml": claims, "responses/one/sections/first.md": '{{ claim("a") }}\n'})
    (root / "a.txt").write_text(
        "The searches of that year were counted twice. In 2012 63 per cent of the searches by officers were for drugs."
    )
    consult(root, "archive", "add", "alpha2012", "a.txt")
    said = consult(root, "verify", "--mutate")
    assert said.status == 0
    assert said.out.startswith("1 quotation and 1 figure proven as they stand, altered in memory:\n\n  a figure ")
    assert re.search(r"\n  a digit +1 tried, 1 noticed", said.out)
    assert re.search(r"\nNoticed: (\d+) of \1 \(100 per cent\)\.\n$", said.out)
    assert json.loads(consult(root, "verify", "--mutate", "--json").out)["figures"] == 1


def test_an_alteration_that_passes_is_shown_and_makes_the_status_1(
    consult: Consult, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.archive.proof.altered", lambda words: {"word": words.upper()})
    said = consult(example, "verify", SLUG, "--mutate")
    assert said.status == 1
    assert f"Passed: “{HMIC.upper()}”\n    for hmic2013stopsearch, in place of “{HMIC}”" in said.out


def test_alterations_are_always_the_same_and_never_the_quotation_itself() -> None:
    assert altered("It must not take 12 days") == {
        "figure": "It must not take 13 days",
        "negation": "It must take 12 days",
        "word": "It minority not take 12 days",
        "order": "It must take not 12 days",
    }
    assert altered("Two can do it")["figure"] == "three can do it"
    assert altered("who cannot pay")["negation"] == "who can pay"
    assert altered("low trust") == {"negation": "not low trust", "word": "low minority", "order": "trust low"}
    assert altered("…") == altered("") == {}


# --- typed quotations ---------------------------------------------------------------------------------------------------


def test_quotations_typed_in_the_prose_are_looked_for_too(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(
        typed(
            'They say that "the searcher seldom named a seller" [@hmic2013stopsearch, p. 25].\n'
            "They also say 'the searcher always named a seller'.[@hmic2013stopsearch, p. 25]\n"
            'A "term of theirs" is no quotation [@hmic2013stopsearch].\n'
            'And "words that nobody gives a source for" cannot be looked up.\n'
            "\n> Some had gone once and did not go again.[@appg2014shifting, p. 9]\n\nMore."
        )
    )
    groups = found(consult, root)
    proven, other = ([each for each in groups[name] if each["path"] == TYPED] for name in ("proven", "altered"))
    assert [(each["quote"], each["claim"]) for each in proven] == [
        ("the searcher seldom named a seller", None),
        ("Some had gone once and did not go again.", None),
    ]
    assert [each["quote"] for each in other] == ["the searcher always named a seller"]
    assert sum(map(len, groups.values())) == 7


def test_what_a_claim_quotes_is_not_looked_for_twice_and_its_other_words_are(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant((CLAIMS, f'"{HMIC}".', '"the majority of searches were for high level possession".'))
    (row,) = found(consult, root)["altered"]
    assert row["quote"] == "the majority of searches were for high level possession"


def test_the_title_of_a_source_is_no_quotation(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(typed('The report "Stop and search powers: are the police using them effectively" says more [@hmic2013stopsearch, p. 3].'))
    assert sum(map(len, found(consult, root).values())) == 4


def test_of_several_sources_the_one_that_has_the_words_counts(consult: Consult, plant: Callable[..., Path]) -> None:
    root = plant(typed('"Reading the records took 8 days" then [@appg2014shifting, p. 8; @hmic2013stopsearch, p. 25; @mps2016toolkit].'))
    (row,) = [each for each in found(consult, root)["proven"] if each["path"] == TYPED]
    assert row["source"] == "hmic2013stopsearch"


# --- what cannot be checked ---------------------------------------------------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (Path.unlink, "Its copy hmic2013stopsearch.pdf is not here; it may have been left out of git."),
        (cut, "Its copy hmic2013stopsearch.pdf is not what was added: somebody changed it."),
    ],
    ids=["gone", "changed"],
)
def test_a_copy_that_is_not_what_was_added_proves_nothing(consult: Consult, example: Path, harm: Callable[[Path], None], why: str) -> None:
    assert consult(example, "verify", SLUG).status == 0
    harm(example / COPY)
    said = consult(example, "verify", SLUG)
    assert said.status == 0
    assert "Could not be checked: 1" in said.out
    assert why in said.out
    assert said.out.endswith("3 proven (1 without a page to compare), 1 could not be checked.\n")


def test_without_a_copy_nothing_is_green(consult: Consult, example: Path) -> None:
    shutil.rmtree(example / "evidence/archive")
    said = consult(example, "verify", SLUG)
    assert said.status == 0
    assert said.out.endswith(f"4 quotations in {SLUG}: 0 proven, 4 could not be checked.\n")
    assert "There is no copy of it: 'consult archive add' keeps one." in said.out
    (example / "evidence/archive").mkdir()
    (example / COPY).write_bytes(pdf("hmic2013stopsearch"))
    assert f"'consult archive add hmic2013stopsearch {COPY}' makes one." in consult(example, "verify", SLUG).out
    nothing = consult(example, "verify", "--mutate")
    assert (nothing.status, nothing.out) == (
        0,
        "Nothing is proven as it stands, so there is nothing to alter. See 'consult verify'.\n",
    )


def test_a_copy_that_cannot_be_read_is_never_called_not_found(consult: Consult, make: Make) -> None:
    claim = "claims:\n  a: {kind: finding, text: T., support: [{source: alpha2012, locator: p. 3, quote: these are the words}]}\n"
    root = make({"evidence/topic.yaml": claim, "responses/one/sections/first.md": '{{ claim("a") }}\n'})
    (root / "cut.pdf").write_bytes(pdf("hmic2013stopsearch")[:400])
    assert consult(root, "archive", "add", "alpha2012", "cut.pdf").status == 0
    said = consult(root, "verify", "one")
    assert said.status == 0
    assert "0 proven, 1 could not be checked" in said.out
    (row,) = found(consult, root, "one")["unchecked"]
    assert row["why"].endswith(".")


DOCX = """<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:r><w:t>As it happens, these are the words.</w:t></w:r></w:p></w:body></w:document>"""


def word_file() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        file.writestr("word/document.xml", DOCX)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", b"As it happens, these are\nthe words."),
        ("a.html", b"<!doctype html><title>T</title><script>no words</script><p>As it happens, these <em>are</em> the words."),
        ("a.docx", word_file()),
    ],
)
def test_copies_without_pages_prove_the_words_and_say_that_there_is_no_page(consult: Consult, make: Make, name: str, data: bytes) -> None:
    claim = "claims:\n  a: {kind: finding, text: T., support: [{source: alpha2012, locator: p. 3, quote: these are the words}]}\n"
    root = make({"evidence/topic.yaml": claim, "responses/one/sections/first.md": '{{ claim("a") }}\n'})
    (root / name).write_bytes(data)
    assert consult(root, "archive", "add", "alpha2012", name).status == 0
    said = consult(root, "verify", "one")
    assert (said.status, said.err) == (0, "")
    assert "In the source, and its copy has no pages to compare p. 3 with." in said.out
    assert said.out.endswith("1 quotation in one: 1 proven (1 without a page to compare).\n")


def test_the_newest_edition_counts(consult: Consult, example: Path) -> None:
    (example / "new.txt").write_text(f"In the new edition {HMIC.replace('majority', 'minority')}.", encoding="utf-8")
    consult(example, "archive", "add", "hmic2013stopsearch", "new.txt", "--edition")
    said = consult(example, "verify", SLUG)
    assert said.status == 1
    assert "the source has “minority”, not “majority”" in said.out
    (row,) = found(consult, example)["altered"]
    assert row["copy"] == "evidence/archive/hmic2013stopsearch.2.txt"


# --- what is kept, and what is told ---------------------------------------------------------------------------------------


def test_what_was_read_is_kept_and_its_damage_never_matters(consult: Consult, example: Path) -> None:
    said = consult(example, "verify", SLUG)
    kept = example / ".toolkit/copies.sqlite"
    with sqlite3.connect(kept) as db:
        assert db.execute("select count(*) from copy").fetchone() == (len(STAND_INS) + len(PAGES) - 3,), "three pages hold no figure"
        db.execute("update copy set text = zeroblob(50)")
    db.close()
    assert consult(example, "verify", SLUG) == said
    kept.write_bytes(b"no database")
    assert consult(example, "verify", SLUG) == said
    kept.unlink()
    kept.mkdir()
    assert consult(example, "verify", SLUG) == said


def test_nothing_to_check_is_said_and_is_not_green(consult: Consult, make: Make) -> None:
    root = make({"evidence/topic.yaml": None, "responses/one/sections/first.md": "Words of our own.\n"})
    said = consult(root, "verify", "one")
    assert said == (0, "There is no quotation and no figure with a source in one, so nothing was checked.\n", "")
    told = json.loads(consult(root, "verify", "--json").out)
    assert (told["quotations"], told["figures"], told["census"]) == ([], [], [])


def test_exhibits_quote_too_and_withdrawn_claims_are_left_alone(consult: Consult, make: Make) -> None:
    quoted = "support: [{source: alpha2012, quote: these are the words}]"
    evidence = (
        f"claims:\n  a: {{kind: finding, text: T., status: withdrawn, reason: R., {quoted}}}\n"
        f"exhibits:\n  e: {{data: d.csv, table: {{}}, caption: C, {quoted}}}\n"
    )
    root = make(
        {"evidence/topic.yaml": evidence, "evidence/d.csv": "a,b\n1,2\n", "responses/one/sections/first.md": '{{ exhibit("e") }}\n'}
    )
    (root / "a.txt").write_bytes(b"As it happens, these are the words.")
    assert consult(root, "archive", "add", "alpha2012", "a.txt").status == 0
    for arguments in ((), ("one",)):
        (row,) = json.loads(consult(root, "verify", *arguments, "--json").out)["quotations"]
        assert (row["claim"], row["group"]) == ("e", "proven")


def test_a_wrong_name_is_told(consult: Consult, make: Make, tmp_path: Path) -> None:
    said = consult(make(), "verify", "onee")
    assert (said.status, said.out) == (2, "")
    assert "Did you mean 'one'?" in said.err
    assert "consult init DIR" in consult(tmp_path, "verify").err


def test_a_lock_that_cannot_be_read_stops_the_work(consult: Consult, example: Path) -> None:
    (example / "evidence/archive/archive.lock").write_text("alpha: [", encoding="utf-8")
    said = consult(example, "verify")
    assert (said.status, said.out) == (2, "")
    assert "archive.lock cannot be read" in said.err


def test_in_a_pipe_it_is_plain_text(finish: Consult, example: Path) -> None:
    said = finish(example, "verify", SLUG)
    assert said.status == 0
    assert "\x1b" not in said.out


def test_which_side_a_claim_serves_is_shown_with_it(consult: Consult, make: Make) -> None:
    claims = """
        topic: T
        claims:
          share:
            kind: statistic
            text: In 2012 {{ share }} of searches were for drugs.
            values: {share: 63 per cent}
            support: [{source: alpha2012, locator: p. 3}]
            serves: against
        """
    root = make({"evidence/topic.yaml": claims, "responses/one/sections/first.md": "{{ claim('share') }}\n"})
    (root / "alpha.txt").write_text("In 2012 63 per cent of searches were for drugs.\n", encoding="utf-8")
    consult(root, "archive", "add", "alpha2012", "alpha.txt")
    assert "      Speaks against what we ask.\n" in consult(root, "verify", "one").out
    consult(root, "check", "one", "--format", "html")
    assert "Speaks against what we ask." in (root / "build" / "one" / "check.html").read_text("utf-8")

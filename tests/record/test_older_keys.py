"""A key that an entry had before (biblatex's ``ids``) leads to it from everywhere, and its present key is proposed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faces.conftest import consult
from toolkit.archive.adding import add_copy
from toolkit.archive.copies import Archive
from toolkit.library.search import Wanted
from toolkit.load.bibtex import read_aliases, read_bibliography
from toolkit.recalling import recall
from toolkit.session import Session

if TYPE_CHECKING:
    from tests.conftest import Make
    from tests.faces.conftest import Consult
    from tests.record.conftest import Ready, Send

__all__ = ["consult"]

BIBLIOGRAPHY = """
    @report{homeoffice2012searches,
      ids = {ho12, alpha2012},
      author = {{Home Office}},
      title = {Searches in England},
      date = {2012},
    }
    @book{beta2013,
      author = {Smith, Jane and Jones, Ann},
      title = {On Fairness},
      date = {2013},
      publisher = {Press},
    }
    """
USING = {
    "bibliography.bib": BIBLIOGRAPHY,
    "evidence/topic.yaml": """
        topic: A topic
        claims:
          share:
            kind: statistic
            text: In 2012 {{ share }} of searches were for drugs.
            values: {share: 63 per cent}
            support:
              - {source: "ho12", locator: p. 3}
          own:
            kind: finding
            text: They were many, as the department says.[@ho12, p. 9]
            support: [{source: alpha2012, locator: p. 9}]
        """,
    "evidence/passages/about.md": "---\ntitle: About\n---\nWe read widely.[@alpha2012, p. 1]\n",
    "responses/one/consultation.yaml": "title: A Plan for All\nbody: The Ministry\ndocument: ho12\n",
    "responses/one/sections/first.md": """
        Searches are many.[@homeoffice2012searches, p. 1] They were more.[@ho12, p. 1] {{ claim("share") }}
        So says @{alpha2012} [p. 2], and so does @ho12.

        {{ claim("own") }}

        {{ passage("about") }}
        """,
}


def older(session: Session) -> list[str]:
    return [f"{each.span} {each.message}" for each in session.check().findings if each.code == "CIT017"]


def test_whatever_names_an_older_key_is_given_the_entry_and_notes_name_one_source(make: Make) -> None:
    session = Session.open(make(USING))
    workspace = session.workspace
    assert workspace.sources["ho12"] is workspace.sources["homeoffice2012searches"]
    assert "alpha2012" in workspace.sources
    assert [*workspace.sources] == ["homeoffice2012searches", "beta2013"]
    assert len(workspace.sources) == len(workspace.sources.values()) == 2
    assert workspace.sources["ho12"].id == "homeoffice2012searches"
    assert "nobody" not in workspace.sources
    assert {each.source for claim in workspace.claims.values() for each in claim.support} == {"homeoffice2012searches"}
    assert workspace.responses["one"].consultation.document == "homeoffice2012searches"

    draft = session.draft("one")
    assert [*draft.sources] == ["homeoffice2012searches"]
    assert draft.notes[1].text == "Ibid.", [note.text for note in draft.notes]
    assert not [finding for finding in draft.findings if finding.code == "CIT001"]
    cited = {source.key for text in session.submission("one").texts for citing in text.citing for source in citing.sources}
    assert cited == {"homeoffice2012searches"}


def test_the_present_key_is_proposed_at_each_place(make: Make) -> None:
    assert older(Session.open(make(USING))) == [
        "evidence/passages/about.md:4:18 The text cites 'alpha2012', which is an older key of 'homeoffice2012searches'.",
        "evidence/topic.yaml:8:18 Claim share cites 'ho12', which is an older key of 'homeoffice2012searches'.",
        "evidence/topic.yaml:11:52 The text cites 'ho12', which is an older key of 'homeoffice2012searches'.",
        "evidence/topic.yaml:12:24 Claim own cites 'alpha2012', which is an older key of 'homeoffice2012searches'.",
        "responses/one/consultation.yaml:3:11 The consulted document is 'ho12', which is an older key of 'homeoffice2012searches'.",
        "responses/one/sections/first.md:1:68 The text cites 'ho12', which is an older key of 'homeoffice2012searches'.",
        "responses/one/sections/first.md:2:11 The text cites 'alpha2012', which is an older key of 'homeoffice2012searches'.",
        "responses/one/sections/first.md:2:43 The text cites 'ho12', which is an older key of 'homeoffice2012searches'.",
    ]


def test_a_document_that_accompanies_another_has_the_same_consultation_and_tells_nothing_twice(make: Make) -> None:
    outline = "document: letter\ntitle: A letter\ndate: 2017-03-01\naccompanies: one\nsections: []\n"
    session = Session.open(make({**USING, "responses/two/outline.yaml": outline}))
    assert session.workspace.responses["two"].consultation.document == "homeoffice2012searches"
    assert [each for each in older(session) if "consultation.yaml" in each] == [
        "responses/one/consultation.yaml:3:11 The consulted document is 'ho12', which is an older key of 'homeoffice2012searches'."
    ]


def test_check_fix_writes_the_present_keys_and_nothing_else(make: Make, consult: Consult) -> None:
    root = make(USING)
    before = {path: path.read_text("utf-8") for path in sorted(root.rglob("*")) if path.suffix in (".yaml", ".md", ".bib")}
    notes = [note.text for note in Session.open(root).draft("one").notes]
    said = consult(root, "check", "--fix", "--yes")
    assert said.status in (0, 1), said.err
    for path, text in before.items():
        wanted = text.replace('"ho12"', "ho12").replace("ho12", "alpha2012").replace("alpha2012", "homeoffice2012searches")
        assert path.read_text("utf-8") == (text if path.suffix == ".bib" else wanted)
    again = Session.open(root)
    assert older(again) == []
    assert [note.text for note in again.draft("one").notes] == notes


def test_a_key_that_a_text_put_together_is_told_and_left_alone(make: Make) -> None:
    text = '{% set who = "ho12" %}\nSearches are many.[@{{ who }}, p. 1]\n'
    session = Session.open(make({**USING, "responses/one/sections/first.md": text}))
    (finding,) = (each for each in session.check().findings if each.code == "CIT017" and each.span.path.endswith("first.md"))
    assert not finding.fix
    assert [*session.draft("one").sources] == ["homeoffice2012searches"]


def test_a_present_key_comes_before_an_older_one_and_clashes_are_told(make: Make) -> None:
    text = "@book{a, ids = {b, c}, title = {A}}\n@book{b, ids = {c, d, d}, title = {B}}\n@book{e, ids = {e, ,}, title = {E}}\n"
    aliases, findings = read_aliases(read_bibliography(text, "bibliography.bib")[0])
    assert [(alias.id, alias.key) for alias in aliases] == [("c", "a"), ("d", "b")]
    assert [(str(each.span), each.code, each.severity, each.message) for each in findings] == [
        (
            "bibliography.bib:1:17", "LIB005", "error",
            "'a' names 'b' as an older key of its own (ids), which is the key of another entry; that entry is cited.",
        ),
        (
            "bibliography.bib:2:17", "LIB005", "error",
            "'b' names 'c' as an older key of its own (ids), which is an older key of 'a'; that entry is cited.",
        ),
    ]  # fmt: skip
    assert [each.code for each in Session.open(make({"bibliography.bib": text})).workspace.findings][:2] == ["LIB005", "LIB005"]


def test_search_show_and_where_used_take_an_older_key(make: Make, consult: Consult) -> None:
    root = make(USING)
    session = Session.open(root)
    by_old, by_new = (session.search(Wanted(source=key)) for key in ("ho12", "homeoffice2012searches"))
    assert [hit.id for hit in by_old.hits] == [hit.id for hit in by_new.hits] != []
    assert session.where_used("alpha2012") == session.where_used("homeoffice2012searches") != []
    shown = consult(root, "show", "ho12")
    assert shown.out.startswith("Source homeoffice2012searches")
    assert "used in one" in shown.out
    assert "homeoffice2012searches" in consult(root, "where-used", "ho12").out
    assert consult(root, "where-used", "h12").status != 0


def test_the_index_follows_an_older_key_that_comes_and_goes(make: Make) -> None:
    root = make(USING)
    without = BIBLIOGRAPHY.replace("ho12, alpha2012", "alpha2012")

    def resting() -> set[str]:
        return {hit.id for hit in Session.open(root).search(Wanted(source="homeoffice2012searches", what=("claims",))).hits}

    def uses() -> int:
        return len(Session.open(root).where_used("homeoffice2012searches"))

    assert resting() == {"share", "own"}
    many = uses()
    make({**USING, "bibliography.bib": without})
    assert resting() == {"own"}
    assert uses() < many
    make(USING)
    assert resting() == {"share", "own"}
    assert uses() == many
    make({**USING, "bibliography.bib": without.replace("beta2013,", "beta2013,\n      ids = {ho12},", 1)})
    assert resting() == {"own"}
    assert len(Session.open(root).where_used("beta2013")) == many - uses() > 0


def test_copies_that_are_kept_under_an_older_key_are_those_of_the_entry(make: Make, tmp_path: Path, consult: Consult) -> None:
    root = make({**USING, "bibliography.bib": BIBLIOGRAPHY.replace("homeoffice2012searches", "ho12").replace("ho12, alpha", "alpha")})
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("In 2012 63 per cent of searches were for drugs.\n", encoding="utf-8")
    second.write_text("In 2012 64 per cent of searches were for drugs.\n", encoding="utf-8")
    assert consult(root, "archive", "add", "ho12", first).status == 0
    make(USING)  # the entry gets another key
    aliases = Session.open(root).workspace.aliases
    newest = Archive.open(root, aliases).newest("homeoffice2012searches")
    assert newest is not None
    assert "1 of 1 cited source has a copy" in consult(root, "archive", "status").out
    assert "63 per cent" in consult(root, "archive", "quote", "alpha2012", "-", "63 … cent").out
    assert consult(root, "archive", "add", "ho12", second).status != 0, "another content needs --edition"
    added = consult(root, "archive", "add", "ho12", second, "--edition")
    assert "is edition 2 of 'homeoffice2012searches'" in added.out
    assert "In 2012 64 per cent" in added.out, "what is taken from the source was held against both"
    copies = Archive.open(root, aliases).editions["homeoffice2012searches"]
    assert [each.file for each in copies] == ["ho12.txt", "homeoffice2012searches.2.txt"]
    same = add_copy(root, "homeoffice2012searches", first, captured=date(2017, 3, 1), older=aliases)
    assert same.outcome == "same"
    assert consult(root, "archive", "export", "all.warc.gz", "alpha2012", "--json").out.count('"edition"') == 2


def test_another_key_is_no_change_of_what_was_sent_and_recall_finds_it_by_each(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready()
    sent(root)
    path = root / "bibliography.bib"
    path.write_text(path.read_text("utf-8").replace("@report{alpha2012,", "@report{homeoffice2012searches,\n  ids = {alpha2012},"), "utf-8")
    session = Session.open(root)
    for key in ("alpha2012", "homeoffice2012searches"):
        found = recall(session, key, "It is not so.")
        assert [(each.thing.id, each.derived) for each in found.uses if each.kind == "source"] == [("alpha2012", False)]
    assert consult(root, "record", "verify").status == 0
    assert "share changed" not in consult(root, "status").out
    evidence = root / "evidence" / "topic.yaml"
    evidence.write_text(evidence.read_text("utf-8").replace("alpha2012", "homeoffice2012searches"), "utf-8")
    assert "share changed" not in consult(root, "status").out
    evidence.write_text(evidence.read_text("utf-8").replace("63 per cent", "61 per cent"), "utf-8")
    assert "share changed" in consult(root, "status").out


def test_a_record_by_an_older_key_is_made_again_from_its_own_files(ready: Ready, sent: Send, consult: Consult) -> None:
    root = ready({"bibliography.bib": BIBLIOGRAPHY})
    record = sent(root)
    assert [each.id for each in record.sources] == ["homeoffice2012searches"]
    assert "made again, the same bytes" in consult(root, "record", "verify").out

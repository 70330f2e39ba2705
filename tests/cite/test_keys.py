"""Keys as the bibliography has them: whose it is, when, and a word of the title."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from toolkit.cite.keys import proposed_key
from toolkit.load.bibtex import read_bibliography


@pytest.mark.parametrize(
    ("kind", "fields", "key"),
    [
        ("report", {"author": "Eastwood, Niamh and Shiner, Michael", "title": "The Numbers in Black and White", "date": "2013"}, "eastwood2013numbers"),
        ("report", {"author": "{All-Party Parliamentary Group on Prostitution (APPG)}", "title": "Shifting the Burden", "date": "2014-03"}, "appg2014shifting"),
        ("report", {"author": "{Department for Work and Pensions}", "title": "Transforming {Lives}", "date": "2023"}, "dwp2023transforming"),
        ("report", {"author": "{Home Office}", "title": "The Response", "date": "2016"}, "homeoffice2016response"),
        ("online", {"author": "{European Monitoring Centre}", "shortauthor": "EMCDDA", "title": "Drug Consumption Rooms", "date": "2016"}, "emcdda2016drug"),
        ("article", {"author": "Gonçalves, R.", "title": r"{\'E}tude of Things", "date": "2015"}, "goncalves2015etude"),
        ("article", {"author": "van der Berg, Ola", "title": "On Searches", "date": "2015"}, "berg2015searches"),
        ("article", {"author": "Müßig, Ægir", "title": "It's an L-shaped world", "year": "2015"}, "mussig2015shaped"),
        ("legislation", {"title": "Anti-social Behaviour, Crime and Policing Act 2014"}, "asbcpa2014"),
        ("legislation", {"title": "Misuse of Drugs Act 1971", "date": "2017"}, "mda1971"),
        ("legislation", {"title": "Regulations"}, "regulations"),
        ("report", {"title": "2014 in Figures", "institution": "Home Office", "date": "2015"}, "homeoffice2015figures"),
        ("report", {"editor": "Ek, Eva", "title": "Essays"}, "ekessays"),
        ("misc", {"title": "1984"}, "source1984"),
        ("misc", {"title": "日本"}, "source"),
        ("misc", {}, "source"),
        ("article", {"author": "others", "title": "Searches"}, "otherssearches"),
    ],
)  # fmt: skip
def test_a_key_of_author_year_and_word(kind: str, fields: dict[str, str], key: str) -> None:
    assert proposed_key(kind, fields, set()) == key


def test_several_of_one_author_year_and_word_get_letters() -> None:
    fields = {"author": "Smith, Jane", "title": "Searches", "date": "2014"}
    taken: set[str] = set()
    for _ in range(710):
        taken.add(proposed_key("book", fields, taken))
    assert {"smith2014searches", "smith2014searchesa", "smith2014searchesz", "smith2014searchesaa", "smith2014searchesaag"} <= taken
    assert len(taken) == 710


def test_the_keys_of_the_worked_example_are_of_this_form() -> None:
    sources, _ = read_bibliography((ROOT / "bibliography.bib").read_text(encoding="utf-8"), "bibliography.bib")
    begin = [re.match(r"[a-z]+(?:\d{4})?", proposed_key(source.kind, source.fields, set())) for source in sources]
    same = [source.id for source, found in zip(sources, begin, strict=True) if found and source.id.startswith(found[0])]
    assert len(same) >= 0.75 * len(sources), "people choose better words, and other short names; the form is the same"


@given(st.dictionaries(st.sampled_from(["author", "title", "date", "editor", "institution"]), st.text(max_size=30)))
def test_every_key_can_be_cited(fields: dict[str, str]) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*", proposed_key("article", fields, set()))

"""Inheritance by crossref and xdata, as biblatex has it."""

from __future__ import annotations

from toolkit.load.bibtex import read_bibliography
from toolkit.model.source import Source


def read(text: str) -> tuple[dict[str, Source], list[str]]:
    sources, findings = read_bibliography(text, "b.bib")
    return {source.id: source for source in sources}, [f"{f.code} {f.span.line}:{f.span.column} {f.message}" for f in findings]


def test_a_chapter_takes_its_book_s_title_as_booktitle() -> None:
    sources, findings = read(
        "@incollection{c, title={Chapter}, crossref={b}}\n"
        "@collection{b, title={Book}, subtitle={Sub}, shorttitle={B}, editor={E, F}, date={2010}, keywords={k}}"
    )
    assert sources["c"].fields == {
        **{"title": "Chapter", "crossref": "b", "booktitle": "Book", "booksubtitle": "Sub"},
        **{"editor": "E, F", "date": "2010", "keywords": "k"},
    }
    assert not findings


def test_own_fields_win_and_own_dates_are_not_mixed_with_inherited_ones() -> None:
    sources, _ = read(
        "@inproceedings{c, publisher={Own}, year={2011}, crossref={b}}\n@proceedings{b, publisher={Other}, date={2010-05}, title={T}}"
    )
    assert sources["c"].fields == {"publisher": "Own", "year": "2011", "crossref": "b", "booktitle": "T"}


def test_an_empty_field_of_its_own_is_filled() -> None:
    sources, _ = read("@report{c, publisher={}, crossref={b}}\n@report{b, publisher={HMSO}}")
    assert sources["c"].fields["publisher"] == "HMSO"


def test_an_article_takes_its_journal_s_title() -> None:
    sources, _ = read("@article{c, title={A}, crossref={p}}\n@periodical{p, title={Journal}, issn={1}}")
    assert sources["c"].fields == {"title": "A", "crossref": "p", "journaltitle": "Journal", "issn": "1"}
    own, _ = read("@article{c, journal={Own}, crossref={p}}\n@periodical{p, title={Journal}}")
    assert "journaltitle" not in own["c"].fields


def test_a_volume_takes_the_work_s_title_as_maintitle() -> None:
    sources, _ = read("@book{c, title={Volume}, crossref={w}}\n@mvbook{w, title={Work}, author={A, B}}")
    assert sources["c"].fields == {"title": "Volume", "crossref": "w", "maintitle": "Work", "author": "A, B"}


def test_other_entries_take_fields_of_the_same_name_but_nothing_about_links() -> None:
    sources, _ = read("@report{c, crossref={r}}\n@report{r, title={T}, label={x}, related={c}, sortkey={s}}")
    assert sources["c"].fields == {"crossref": "r", "title": "T"}


def test_xdata_gives_its_fields_and_is_no_source() -> None:
    sources, findings = read(
        "@xdata{hmso, publisher={HMSO}, xdata={place}}\n@xdata{place, location={London}}\n@book{b, title={T}, xdata={hmso, place}}"
    )
    assert sources["b"].fields == {"title": "T", "xdata": "hmso, place", "publisher": "HMSO", "location": "London"}
    assert list(sources) == ["b"]
    assert not findings


def test_an_inherited_field_stands_where_it_was_written() -> None:
    sources, _ = read("@inbook{c, crossref={b}}\n@book{b, title={T}}")
    assert str(sources["c"].span("booktitle")) == "b.bib:2:17"


def test_inheritance_goes_over_several_steps_in_any_order() -> None:
    sources, findings = read("@report{c, crossref={b}}\n@report{b, crossref={a}}\n@report{a, publisher={P}}\n@report{z, crossref={c}}")
    assert {sources[key].fields.get("publisher") for key in "abcz"} == {"P"}
    assert not findings


def test_a_very_long_chain_is_followed() -> None:
    text = "\n".join(f"@report{{k{number}, crossref={{k{number + 1}}}}}" for number in range(3000)) + "\n@report{k3000, publisher={P}}"
    assert read(text)[0]["k0"].fields["publisher"] == "P"


def test_an_old_key_in_ids_is_found() -> None:
    sources, findings = read("@report{c, crossref={old}}\n@report{new, ids={older, old}, publisher={P}}")
    assert sources["c"].fields["publisher"] == "P"
    assert not findings


def test_what_is_missing_is_said_where_it_is_named() -> None:
    _, findings = read(
        "@book{main2010, title={T}}\n@inbook{c, crossref={man2010}}\n"
        "@inbook{d, xdata={no}, related={main2010, gone}, xref={away}}\n@set{e, entryset={c, x}}"
    )
    assert findings == [
        "LIB007 2:22 'c' takes fields from 'man2010' (crossref), which is not in the bibliography.",
        "LIB007 3:19 'd' takes fields from 'no' (xdata), which is not in the bibliography.",
        "LIB007 3:33 'd' is related to 'gone' (related), which is not in the bibliography.",
        "LIB007 3:56 'd' refers to 'away' (xref), which is not in the bibliography.",
        "LIB007 4:19 'e' holds 'x' (entryset), which is not in the bibliography.",
    ]
    assert read_bibliography("@book{main2010, title={T}}\n@inbook{c, crossref={man2010}}", "b.bib")[1][0].help == "Did you mean 'main2010'?"


def test_circles_are_said_once_and_what_can_be_taken_is_taken() -> None:
    sources, findings = read("@report{a, crossref={b}, title={A}}\n@report{b, crossref={c}, note={B}}\n@report{c, crossref={a}, url={C}}")
    assert findings == ["LIB007 3:22 'c' takes fields from itself: a → b → c → a."]
    assert sources["a"].fields == {"crossref": "b", "title": "A", "note": "B", "url": "C"}


def test_a_long_circle_is_shortened() -> None:
    _, findings = read("\n".join(f"@report{{k{number}, crossref={{k{(number + 1) % 20}}}}}" for number in range(20)))
    assert findings == ["LIB007 20:24 'k19' takes fields from itself: k0 → k1 → k2 → … → k18 → k19 → k0."]


def test_an_entry_that_names_itself() -> None:
    assert read("@report{a, crossref={a}}")[1] == ["LIB007 1:22 'a' takes fields from itself: a → a."]


def test_two_circles_through_one_entry() -> None:
    _, findings = read("@report{a, xdata={b}, crossref={c}}\n@report{b, crossref={a}}\n@report{c, crossref={a}}")
    assert [finding.split(": ")[1] for finding in findings] == ["a → b → a.", "a → c → a."]

"""What the rules on the library promise for every bibliography, beyond their cases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.check.body_names import acronyms_of, variants
from toolkit.check.duplicates import same_sources
from toolkit.check.engine import known_rules
from toolkit.check.entries import PRINTED, stretch
from toolkit.check.rule import Facts
from toolkit.cite.csl import csl_item
from toolkit.cite.latex import decode
from toolkit.load.bibtex import read_bibliography
from toolkit.model.finding import Edit, Finding
from toolkit.model.source import Source
from toolkit.model.workspace import Workspace

SOURCE_RULES = [known for code, known in known_rules().items() if code.startswith("LIB") and known.rule.scope == "source"]
FACTS = Facts(Workspace(root=Path()), date(2017, 2, 1))

LIBRARY = """
@report{a, author = {{Department for Work and Pensions}}, title = {Sanctions}, date = {2014}, url = {https://example.org/s}}
@report{b, author = {{Department of Work and Pensions}}, title = {Sanctions.}, date = {2014-03}}
@report{c, author = {{Dept for Work \\& Pensions}}, title = {Sanctions}, date = {2014-04}}
@online{d, author = {{Home Office}}, title = {Searches}, date = {2014}, url = {http://www.example.org/s/}}
@online{e, author = {{Home office}}, title = {Searches}, date = {2014}, doi = {10.1000/abc}}
@article{f, author = {Smith, Jane}, title = {Stops}, journaltitle = {Journal}, date = {2015}, doi = {https://doi.org/10.1000/ABC}}
@report{g, author = {{Metropolitian Police Service}}, title = {Stops}, date = {2015}}
@report{h, author = {{Metropolitan Police Service}}, title = {Looks}, date = {2015}}
@report{i, author = {{Metropolitan Police}}, title = {Looks}, date = {2015}}
"""


def sources_of(text: str) -> list[Source]:
    return read_bibliography(text, "bibliography.bib")[0]


def found(source: Source, code: str) -> list[Finding]:
    known = known_rules()[code]
    assert known.check is not None
    return list(known.check(source, FACTS))


def after(text: str, edits: tuple[Edit, ...]) -> str:
    """A text of one file after edits, the last one first."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: (each.span.line, each.span.column), reverse=True):
        assert edit.span.line == edit.span.end_line
        line = lines[edit.span.line - 1]
        lines[edit.span.line - 1] = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
    return "\n".join(lines)


@given(st.permutations(sources_of(LIBRARY)))
def test_the_order_of_entries_changes_nothing_about_which_are_one_source(entries: list[Source]) -> None:
    groups = {("".join(sorted(source.id for source in same.sources)), same.common) for same in same_sources(entries)}
    assert groups == {("adef", ("DOI", "address", "title and year"))}


@given(st.permutations(sources_of(LIBRARY)))
def test_the_order_of_entries_changes_nothing_about_which_names_are_one_body(entries: list[Source]) -> None:
    pairs = {(variant.usual.name, variant.other.name) for variant in variants(entries)}
    assert pairs == {
        ("Department for Work and Pensions", "Department of Work and Pensions"),
        ("Department for Work and Pensions", "Dept for Work & Pensions"),
        ("Home Office", "Home office"),
        ("Metropolitan Police", "Metropolitan Police Service"),
        ("Metropolitan Police", "Metropolitian Police Service"),
    }


def test_many_entries_of_one_title_are_compared_by_what_is_equal() -> None:
    entries = [
        Source(id=f"k{number}", kind="report", fields={"title": "Annual Report", "author": f"{{Body {number // 2}}}", "date": "2014"})
        for number in range(400)
    ]
    groups = same_sources(entries)
    assert len(groups) == 200
    assert all(len(same.sources) == 2 for same in groups)


@pytest.mark.parametrize(
    "entry",
    [
        "@report{a, author = {Department for Work and Pensions}, title = {T}, date = {2014-06-31}}",
        "@misc{a, author = {Smith, Jane and National Audit Office}, title = {T}, month = {June}}",
        "@book{a, editor = {Royal Society}, translator = {Marsh & Reed}, title = {T}, year = {2014}, month = {Juin}}",
        "@reprot{a, author = {A, B, C, D}, title = {T}, year = {2014}, month = {jun}, day = {31}}",
        "@online{a, author = {the Council's Press}, title = {T}, urldate = {30/02/2014}, origdate = {2014-13-01}}",
        "@report{a, author = {Smith, Jane and Jones, A.}, title = {T}, date = {2014/15}}",
        "@letter{a, author = {{Home Office}}, recipient = {University of Kent}, title = {T}, date = {1 March 2014}}",
    ],
)
def test_check_says_of_entries_what_a_build_says(entry: str) -> None:
    (source,) = sources_of(entry)
    codes = {"LIB010", "LIB011", "LIB014"}
    assert [each for code in sorted(codes) for each in found(source, code)] == sorted(csl_item(source)[1], key=lambda each: each.code)


@given(st.text(st.sampled_from("ab &%#_\\$.é"), min_size=1, max_size=20))
def test_putting_backslashes_before_signs_ends_the_finding_and_prints_the_same(title: str) -> None:
    text = f"@report{{a, title = {{x{title}x}}, author = {{{{Home Office}}}}, date = {{2014}}}}"
    entries = sources_of(text)
    if len(entries) != 1 or not (findings := found(entries[0], "LIB009")):
        return
    (finding,) = findings
    (better,) = sources_of(after(text, finding.fix))
    assert found(better, "LIB009") == []
    assert decode(better.fields["title"]) == decode(entries[0].fields["title"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Crime &amp; Disorder", "Crime \\& Disorder"),
        ("The State&#8217;s View &#8211; Again", "The State’s View – Again"),
        ("GonÃ§alves â€“ CafÃƒÂ©", "Gonçalves – Café"),
        ("Crime \\&amp; 50&#37;", "Crime \\& 50\\%"),
    ],
)
def test_garbled_text_is_put_right(written: str, meant: str) -> None:
    text = f"@report{{a, title = {{{written}}}, author = {{{{Home Office}}}}, date = {{2014}}}}"
    (finding,) = found(sources_of(text)[0], "LIB016")
    (better,) = sources_of(after(text, finding.fix))
    assert better.fields["title"] == meant
    assert found(better, "LIB016") == []


@given(
    st.sampled_from(["report", "online", "misc", "legislation", "foi", "nonsense"]),
    st.dictionaries(
        st.sampled_from(sorted(PRINTED | {"date", "year", "month", "day", "doi", "isbn", "issn", "url", "titel", "urldate"})),
        st.one_of(
            st.text(max_size=30),
            st.text(st.sampled_from('{}\\"“”&;#%_$Ã©â€™10./-X9 andofFOI'), max_size=30),
            st.sampled_from(["{}", "{Home Office}", "10.1000/", "&#x110000;", "&#0;", "Cm", "White Paper", "House of Commons X Committee"]),
        ),
        max_size=6,
    ),
)
def test_nothing_that_stands_in_a_field_breaks_a_rule(kind: str, fields: dict[str, str]) -> None:
    source = Source(id="k", kind=kind, fields=fields)
    for known in SOURCE_RULES:
        assert known.check is not None
        for finding in known.check(source, FACTS):
            assert finding.message.endswith(".")
            assert finding.help
    list(variants([source, source]))
    list(acronyms_of([source, source]))
    same_sources([source, source.model_copy(update={"id": "other"})])


def test_a_stretch_of_a_value_is_found_where_it_stands() -> None:
    text = '@string{ho = "Home & Office"}\n@report{a,\n  title = {Crime\n    & Disorder},\n  author = ho,\n  note = "a" # " & b",\n}'
    (source,) = sources_of(text)
    at = source.fields["title"].index("&")
    span = stretch(source, "title", at, at + 1)
    assert span is not None
    assert (span.line, span.column, span.end_line, span.end_column) == (4, 5, 4, 6)
    assert stretch(source, "author", 0, 1) is None
    assert stretch(source, "note", 0, 1) is None

"""Each test says what bibtexparser does today (so that it fails when that changes) and then what our reading makes of the same text."""

from __future__ import annotations

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware, LatexEncodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import DuplicateFieldKeyBlock, ExplicitComment, ImplicitComment, MiddlewareErrorBlock

from toolkit.cite.latex import decode
from toolkit.cite.names import csl_names
from toolkit.load.bibtex import entry_ranges, read_bibliography
from toolkit.model.finding import Finding
from toolkit.model.source import Source

REST = "author = {Smith, Jo}, title = {T}, year = {2020}"
WHOLE = {"author": "Smith, Jo", "title": "T", "year": "2020"}


def theirs(text: str) -> list[str]:
    return [entry.key for entry in bibtexparser.parse_string(text).entries]


def ours(text: str) -> tuple[dict[str, Source], list[Finding]]:
    sources, findings = read_bibliography(text, "bibliography.bib")
    return {source.id: source for source in sources}, findings


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in findings]


def test_a_type_that_begins_with_comment_is_an_entry() -> None:
    text = f"@commentary{{c1, {REST}}}\n@article{{a, {REST}}}"
    library = bibtexparser.parse_string(text)
    assert isinstance(library.blocks[0], ExplicitComment)
    assert not library.failed_blocks
    sources, findings = ours(text)
    assert {key: source.kind for key, source in sources.items()} == {"c1": "commentary", "a": "article"}
    assert sources["c1"].fields == WHOLE
    assert not findings


def test_types_that_begin_with_string_or_preamble_are_entries() -> None:
    text = f"@stringquartet{{s1, {REST}}}\n@preamblebook{{p1, {REST}}}"
    assert theirs(text) == []
    assert [source.fields for source in ours(text)[0].values()] == [WHOLE, WHOLE]


@pytest.mark.parametrize(
    ("start", "kind"), [("@article\n{", "article"), ("@ article{", "article"), ("@online-resource{", "online-resource")]
)
def test_space_before_the_brace_and_hyphens_in_types(start: str, kind: str) -> None:
    text = f"{start}k1, {REST}}}"
    library = bibtexparser.parse_string(text)
    assert isinstance(library.blocks[0], ImplicitComment)
    assert not library.failed_blocks
    sources, findings = ours(text)
    assert (sources["k1"].kind, sources["k1"].fields) == (kind, WHOLE)
    assert not findings


def test_an_entry_behind_a_percent_sign_is_left_out_and_reported() -> None:
    text = f"% @article{{old, {REST}}}\n@article{{k1, {REST}}}"
    assert theirs(text) == ["old", "k1"]
    sources, findings = ours(text)
    assert list(sources) == ["k1"]
    assert codes(findings) == [("LIB008", "warning")]
    assert str(findings[0].span) == "bibliography.bib:1:3"


def test_a_missing_comma_does_not_swallow_the_next_field() -> None:
    text = "@article{k1, title = {A}\n  year = {2020}, author = {X}}"
    assert bibtexparser.parse_string(text).entries[0]["title"] == "{A}\n  year = {2020}"
    sources, findings = ours(text)
    assert sources["k1"].fields == {"title": "A", "year": "2020", "author": "X"}
    assert codes(findings) == [("LIB004", "error")]
    assert str(findings[0].span) == "bibliography.bib:2:3"


def test_a_duplicate_field_does_not_lose_the_entry() -> None:
    text = "@article{k1, title = {A}, title = {B}}"
    library = bibtexparser.parse_string(text)
    assert theirs(text) == []
    assert isinstance(library.failed_blocks[0], DuplicateFieldKeyBlock)
    sources, findings = ours(text)
    assert sources["k1"].fields == {"title": "A"}
    assert codes(findings) == [("LIB006", "error")]
    assert findings[0].span.column == 36
    assert [span.column for span in findings[0].related] == [23]


def test_fields_are_the_same_whatever_their_case() -> None:
    text = "@article{k1, title = {A}, Title = {B}}"
    assert [field.key for field in bibtexparser.parse_string(text).entries[0].fields] == ["title", "Title"]
    assert codes(ours(text)[1]) == [("LIB006", "error")]
    upper = "@article{k1, Title = {A}}"
    assert bibtexparser.parse_string(upper).entries[0].get("title") is None
    assert ours(upper)[0]["k1"].fields == {"title": "A"}


def test_of_two_entries_with_one_key_the_first_counts_and_both_places_are_said() -> None:
    text = "@article{k, title = {one}}\n@article{k, title = {two}}"
    library = bibtexparser.parse_string(text)
    assert library.entries_dict["k"]["title"] == "one"
    assert len(library.failed_blocks) == 1
    sources, findings = ours(text)
    assert sources["k"].fields["title"] == "one"
    assert codes(findings) == [("LIB005", "error")]
    assert findings[0].span.line == 2
    assert [span.line for span in findings[0].related] == [1, 2]


def test_keys_that_differ_in_case_only_are_two_sources_and_a_warning() -> None:
    sources, findings = ours("@article{Smith2020, title = {A}}\n@article{smith2020, title = {B}}")
    assert list(sources) == ["Smith2020", "smith2020"]
    assert codes(findings) == [("LIB005", "warning")]


def test_a_handle_at_the_start_of_a_line_does_not_split_the_entry() -> None:
    text = f"@article{{k1, {REST}, abstract = {{Tweets from\n@NHSEngland (2020) show}}}}"
    assert "k1" not in theirs(text)
    assert "2020" in theirs(text)
    sources, findings = ours(text)
    assert sources["k1"].fields["abstract"] == "Tweets from\n@NHSEngland (2020) show"
    assert list(sources) == ["k1"]
    assert not findings


def test_saving_adds_nothing_where_edits_are_spliced() -> None:
    text = "@article{a,title={x}}\n@article{a,title={y}}\n"
    saved = text
    for _ in range(3):
        saved = bibtexparser.write_string(bibtexparser.parse_string(saved))
    assert saved.count("% WARNING Parsing failed") == 3
    start, end = entry_ranges(text)["a"]
    assert text[:start] + "@book{a,title={z}}" + text[end:] == "@book{a,title={z}}\n@article{a,title={y}}\n"


def test_saving_keeps_abbreviations_where_edits_are_spliced() -> None:
    text = '@string{dwp = "DWP"}\n@report{a, institution = dwp}'
    assert "institution = {DWP}" in bibtexparser.write_string(bibtexparser.parse_string(text))
    assert ours(text)[0]["a"].fields == {"institution": "DWP"}
    start, end = entry_ranges(text)["a"]
    assert text[start:end] == "@report{a, institution = dwp}"


def test_pieces_are_joined() -> None:
    text = '@string{a = "x"}\n@article{k, title = a # " y"}'
    assert bibtexparser.parse_string(text).entries[0]["title"] == 'a # " y"'
    assert ours(text)[0]["k"].fields == {"title": "x y"}


def test_a_comment_within_an_entry_is_no_part_of_a_field() -> None:
    text = "@article{k,\n % note\n title={A}, % another\n year={2020} % last\n}"
    assert bibtexparser.parse_string(text).entries[0].fields[0].key == "% note\n title"
    sources, findings = ours(text)
    assert sources["k"].fields == {"title": "A", "year": "2020"}
    assert not findings


def test_decoding_neither_cuts_at_percent_nor_touches_ampersands_and_addresses() -> None:
    def middleware(text: str) -> str:
        library = bibtexparser.parse_string(f"@article{{k, title={{{text}}}}}", append_middleware=[LatexDecodingMiddleware()])
        return str(library.entries[0]["title"])

    assert middleware("50% of people") == "50"
    assert "&" not in middleware("Health & Care")
    assert middleware("https://x.uk/a%20b") == "https://x.uk/a"
    for text in ("50% of people", "Health & Care", "https://x.uk/a%20b"):
        assert decode(text) == text


def test_what_is_encoded_already_is_not_encoded_again() -> None:
    text = r"@article{k, title = {50\% of G{\"o}del}}"
    assert "textbackslash" in bibtexparser.write_string(bibtexparser.parse_string(text), prepend_middleware=[LatexEncodingMiddleware()])
    assert ours(text)[0]["k"].fields["title"] == r"50\% of G{\"o}del"
    start, end = entry_ranges(text)["k"]
    assert text[start:end] == text


@pytest.mark.parametrize("author", ["A, B, C, D, E", "family=Vries, given=Andrie, prefix=de, useprefix=true"])
def test_a_name_of_an_odd_form_does_not_lose_the_entry(author: str) -> None:
    text = f"@article{{k, author={{{author}}}}}"
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert not library.entries
    assert isinstance(library.failed_blocks[0], MiddlewareErrorBlock)
    assert ours(text)[0]["k"].fields == {"author": author}
    assert csl_names(author).names


def test_a_department_is_not_split_at_its_and() -> None:
    text = "@report{k, author={Department for Work and Pensions}}"
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert library.entries[0]["author"] == ["Department for Work", "Pensions"]
    assert csl_names(ours(text)[0]["k"].fields["author"]).names == [{"literal": "Department for Work and Pensions"}]


def test_lines_and_columns_count_from_one_and_do_not_drift() -> None:
    text = "@article{a,\n title={x\\\n y}}\n@article{b, title={z}}"
    library = bibtexparser.parse_string(text)
    assert (library.entries[0].start_line, library.entries[1].start_line) == (0, 2)
    sources, _ = ours(text)
    assert sources["a"].origin.marks == {"": (1, 1, 3, 5), "key": (1, 10, 1, 11), "title": (2, 9, 3, 3)}
    assert sources["b"].origin.marks == {"": (4, 1, 4, 23), "key": (4, 10, 4, 11), "title": (4, 20, 4, 21)}


def test_fields_are_inherited() -> None:
    text = "@proceedings{p, title={Papers}, publisher={HMSO}}\n@inproceedings{k, title={Own}, crossref={p}}"
    assert "publisher" not in bibtexparser.parse_string(text).entries[1]
    assert ours(text)[0]["k"].fields == {"title": "Own", "crossref": "p", "booktitle": "Papers", "publisher": "HMSO"}


def test_sources_are_found_by_the_key_that_they_have() -> None:
    library = bibtexparser.parse_string("@article{a, title={x}}")
    library.entries[0].key = "b"
    assert list(library.entries_dict) == ["a"]
    sources, _ = read_bibliography("@article{a, title={x}}", "b.bib")
    with pytest.raises(ValueError, match="frozen"):
        sources[0].id = "b"  # type: ignore[misc]


def test_entries_without_a_key_are_each_reported() -> None:
    text = "@article{, title={x}}\n@article{, title={y}}"
    library = bibtexparser.parse_string(text)
    assert theirs(text) == [""]
    assert len(library.failed_blocks) == 1
    sources, findings = ours(text)
    assert not sources
    assert codes(findings) == [("LIB012", "error")] * 2
    assert [finding.span.line for finding in findings] == [1, 2]


def test_an_address_in_free_text_is_no_entry() -> None:
    text = f"Contact joe@ngo{{dot}}org\n@article{{k, {REST}}}"
    assert "dot" in theirs(text)
    sources, findings = ours(text)
    assert list(sources) == ["k"]
    assert not findings


@pytest.mark.parametrize(("key", "better"), [("doi=10.1/x", "doi-10-1-x"), ('say"x"', "say-x")])
def test_a_key_with_a_sign_that_no_citation_can_hold_is_read_and_reported(key: str, better: str) -> None:
    text = f"@article{{{key}, {REST}}}"
    assert theirs(text) == []
    sources, findings = ours(text)
    assert sources[key].fields == WHOLE
    assert codes(findings) == [("LIB012", "error")]
    assert f"'{better}'" in findings[0].help


def test_a_backslash_before_a_brace_does_not_eat_the_next_entry() -> None:
    text = f"@article{{k1, file={{C:\\dir\\}}, year={{2020}}}}\n@article{{k2, {REST}}}"
    assert theirs(text) == ["k2"]
    sources, findings = ours(text)
    assert sources["k1"].fields == {"file": "C:\\dir\\", "year": "2020"}
    assert sources["k2"].fields == WHOLE
    assert not findings

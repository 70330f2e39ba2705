"""What read_bibliography makes of whole texts: sources with exact places, findings in the order of the file, nothing lost."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.load.bibtex import entry_ranges, read_bibliography
from toolkit.load.bibtex_blocks import Blocks
from toolkit.load.bibtex_scan import BLOCK
from toolkit.model.finding import Finding
from toolkit.model.source import Source

LIBRARY = Path(__file__).parents[2] / "bibliography.bib"


def read(text: str) -> tuple[dict[str, Source], list[str]]:
    """Sources by id, and findings as code and column in line."""
    sources, findings = read_bibliography(text, "b.bib")
    return {source.id: source for source in sources}, [f"{f.code} {f.span.line}:{f.span.column}" for f in findings]


def fields(text: str) -> dict[str, str]:
    return read_bibliography(text, "b.bib")[0][0].fields


def findings(text: str) -> list[Finding]:
    return read_bibliography(text, "b.bib")[1]


def at(text: str, source: Source, field: str) -> str:
    """What stands at a mark, within one line."""
    line, column, _, end = source.origin.marks[field]
    return text.split("\n")[line - 1][column - 1 : end - 1]


def test_the_library_of_the_example_is_read_whole() -> None:
    text = LIBRARY.read_text(encoding="utf-8")
    sources, problems = read(text)
    assert not problems
    assert len(sources) == len(re.findall(r"(?m)^@\w+\{", text))
    for source in sources.values():
        assert at(text, source, "key") == source.id
        for field, value in source.fields.items():
            assert at(text, source, field) == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("{A {BBC} report}", "A {BBC} report"),
        ('"A {"}quoted{"} word"', 'A {"}quoted{"} word'),
        ("2017", "2017"),
        ("jan", "jan"),
        ("dwp", "Department for Work and Pensions"),
        ("DWP", "Department for Work and Pensions"),
        ('dwp # " and others"', "Department for Work and Pensions and others"),
        ("{a} # {b} # 3", "ab3"),
        ("{}", ""),
        ("{ padded }", "padded"),
        ('"50" screens"', '50" screens'),
        ('"G\\"odel"', 'G\\"odel'),
        ("{{{{{deep}}}}}", "{{{{deep}}}}"),
        ("{a \\{ b}", "a \\{ b"),
        ("{ends in \\\\}", "ends in \\\\"),
    ],
)
def test_values(value: str, expected: str) -> None:
    text = f"@string{{dwp = {{Department for Work}} # { {' and Pensions'} }}}\n@report{{k, title = {value}, year = 2020}}".replace(
        "{' and Pensions'}", '" and Pensions"'
    )
    assert fields(text) == {"title": expected, "year": "2020"}
    assert not findings(text)


def test_inner_latex_stays_as_it_is_written() -> None:
    assert fields(r"@a{k, title = {50\% of {\'e}lite}}") == {"title": r"50\% of {\'e}lite"}


def test_a_mark_covers_the_value_without_its_delimiters() -> None:
    text = '@a{k,\n  title = { padded },\n  note = "q",\n  pages = a # b,\n  long = {two\n lines}}'
    source = read(text)[0]["k"]
    assert [at(text, source, field) for field in ("key", "title", "note", "pages")] == ["k", "padded", "q", "a # b"]
    assert source.origin.marks["long"] == (5, 11, 6, 7)
    assert source.origin.marks[""] == (1, 1, 6, 9)
    assert str(source.span("title")) == "b.bib:2:13"


def test_columns_count_code_points() -> None:
    source = read("@a{é😀, title = {ü}}")[0]["é😀"]
    assert source.origin.marks["key"] == (1, 4, 1, 6)
    assert source.origin.marks["title"] == (1, 17, 1, 18)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff@article{k, title={T}}",
        "@ARTICLE{k,TITLE={T}}",
        "@article(k, title={T})",
        "@article{k, title={T},}",
        "@article{k,, title={T},,}",
        "@article{\n  k\n  , title={T}\n}\n",
        "@article {k, title={T}}",
        "@article{k,\r\n title={T}\r\n}\r\n",
        "@comment{jabref-meta: x;}\n@article{k, title={T}}@comment(and {more})",
        '@preamble{"\\newcommand{\\x}{y}"}\n@article{k, title={T}}',
        "free text, 50% of it\n@article{k, title={T}}\nmore",
        "@comment no brace\n@article{k, title={T}}",
    ],
)
def test_forms_of_one_entry(text: str) -> None:
    sources, problems = read(text)
    assert {key: source.fields for key, source in sources.items()} == {"k": {"title": "T"}}
    assert not problems


def test_parentheses_round_an_entry() -> None:
    assert fields("@a(k, title={x (y)}, note={z)})") == {"title": "x (y)", "note": "z)"}


def test_an_entry_without_fields() -> None:
    assert read("@misc{k}") == ({"k": read("@misc{k}")[0]["k"]}, [])
    assert fields("@misc(k)") == {}


def test_several_entries_on_one_line() -> None:
    sources, problems = read("@a{k, x={1}}@a{l, x={2}} @a{m, x={3}}")
    assert [source.fields["x"] for source in sources.values()] == ["1", "2", "3"]
    assert not problems


@pytest.mark.parametrize(
    ("text", "kept", "problems"),
    [
        # The closing brace of the entry, or of a value, is missing.
        ("@a{k, title={x}\n\n@b{l, title={y}}", {"k": {"title": "x"}, "l": {"title": "y"}}, ["LIB002 1:1"]),
        ("@a{k, title={x\n\n@b{l, title={y}}", {"k": {}, "l": {"title": "y"}}, ["LIB002 1:13"]),
        ("@a{k, title={x}, year={2020\n@b{l, title={y}}", {"k": {"title": "x"}, "l": {"title": "y"}}, ["LIB002 1:23"]),
        ('@a{k, title="x, year={2020}}\n@b{l, title={y}}', {"k": {}, "l": {"title": "y"}}, ["LIB002 1:13"]),
        # A value that swallowed other fields is not kept.
        ("@a{k, note={n}, title={x, year={2020}\n}\n@b{l, title={y}}", {"k": {"note": "n"}, "l": {"title": "y"}}, ["LIB002 1:1"]),
        ("@a{k, title={x}", {"k": {"title": "x"}}, ["LIB002 1:1"]),
        ("@a{k", {"k": {}}, ["LIB002 1:1"]),
        ("@a{", {}, ["LIB002 1:1"]),
        # What follows a value is no field.
        ("@a{k, title={x} und so, year={2020}}", {"k": {"title": "x"}}, ["LIB002 1:17"]),
        ("@a{k, title={x}, junk}", {"k": {"title": "x"}}, ["LIB002 1:18"]),
        ("@a{k, title={x} # , year={2020}}", {"k": {}}, ["LIB002 1:19"]),
        ("@a{k, title={x})", {"k": {"title": "x"}}, ["LIB002 1:16"]),
        ("@a(k, title={x} })", {"k": {"title": "x"}}, ["LIB002 1:17"]),
        ('@a{k, title="x" y "z" w}', {"k": {"title": "x"}}, ["LIB002 1:17"]),
        ('@a{k, title="x} , year=2020}\n@b{l, title={y}}', {"k": {}, "l": {"title": "y"}}, ["LIB002 1:13"]),
        ("@a{k, title={x}, junk}\n@misc{l}", {"k": {"title": "x"}, "l": {}}, ["LIB002 1:18"]),
        ("@a(k, title={x}, junk)\n@b{l, title={y}}", {"k": {"title": "x"}, "l": {"title": "y"}}, ["LIB002 1:18"]),
        ("@a{k, title={x}\n@misc{l}", {"k": {"title": "x"}, "l": {}}, ["LIB002 1:1"]),
        ("@a{k, title = , year={2020}}", {"k": {"title": "", "year": "2020"}}, ["LIB002 1:7"]),
        ("@a{k title={x}}", {"k": {"title": "x"}}, ["LIB004 1:6"]),
        ("@a{k\n title={x}\n year=2020}", {"k": {"title": "x", "year": "2020"}}, ["LIB004 2:2", "LIB004 3:2"]),
        ("@a{title={x}, year={2020}}", {}, ["LIB012 1:1"]),
        ("@a{Smith et al 2020, title={x}}", {"Smith et al 2020": {"title": "x"}}, ["LIB012 1:4"]),
        # Abbreviations.
        ("@a{k, title=foo}", {"k": {"title": "foo"}}, ["LIB002 1:13"]),
        ("@string{foo}\n@a{k, title={x}}", {"k": {"title": "x"}}, ["LIB002 1:1"]),
        ("@string{foo = {x}\n@a{k, title={x}}", {"k": {"title": "x"}}, ["LIB002 1:1"]),
        ("@string{foo = {x}}@string{foo = {y}}\n@a{k, title=foo}", {"k": {"title": "y"}}, ["LIB005 1:27"]),
        ("@string{foo = {x}}@string{foo = {x}}\n@a{k, title=foo}", {"k": {"title": "x"}}, []),
        ('@preamble{"x\n@a{k, title={x}}', {"k": {"title": "x"}}, ["LIB002 1:1"]),
        ('@preamble("x")@a{k, title={x}}', {"k": {"title": "x"}}, []),
        ('@preamble("x"\n@a{k, title={x}}', {"k": {"title": "x"}}, ["LIB002 1:1"]),
        # What is commented out.
        ("@a{k, title={x}} % @a{l, title={y}}", {"k": {"title": "x"}}, ["LIB008 1:20"]),
        ("% @a{k,\n% title={x}\n% }\n", {}, ["LIB008 1:3"]),
        ("% see @comment{x}", {}, []),
        ("% @a{k, title={x}} @b{l, title={y}}", {}, ["LIB008 1:3"]),
        ("@comment(see @a{k, title={x}})", {}, ["LIB008 1:14"]),
        ("@comment( never closed\n@a{k, title={x}}@comment{y}", {"k": {"title": "x"}}, []),
        ("@comment{{ }\n@a{k, title={x}}@comment{@b{l, title={y}}}", {"k": {"title": "x"}}, ["LIB008 2:26"]),
        ("@comment{@a{k, title={x}}}", {}, ["LIB008 1:10"]),
        ("@comment{\n@a{k, title={x}}\n}\n@a{l, title={y}}", {"l": {"title": "y"}}, ["LIB008 2:1"]),
        ("@comment{ never closed\n@a{k, title={x}}", {"k": {"title": "x"}}, []),
        # An @ in the midst of other text.
        ("see @NHS{England} here", {}, ["LIB003 1:5"]),
        ("text @a{k, title={x}}", {"k": {"title": "x"}}, []),
    ],
)
def test_repaired_or_reported(text: str, kept: dict[str, dict[str, str]], problems: list[str]) -> None:
    sources, found = read(text)
    assert {key: source.fields for key, source in sources.items()} == kept
    assert found == problems


def test_an_abstract_may_hold_an_address_in_braces() -> None:
    text = "@a{k, abstract={x\n@b{c}\n@comment here}, year=2020}"
    assert fields(text)["year"] == "2020"


def test_findings_stand_in_the_order_of_the_file_and_say_what_to_do() -> None:
    text = "@a{k, crossref={none}}\n% @a{x, y={z}}\n@a{k, title={x}, title={y}}\n@a{l m, title={x}"
    found = findings(text)
    assert [finding.code for finding in found] == ["LIB007", "LIB008", "LIB005", "LIB006", "LIB002", "LIB012"]
    assert [finding.order() for finding in found] == sorted(finding.order() for finding in found)
    for finding in found:
        assert finding.message[0].isupper() or finding.message[0] == "'"
        assert finding.message.endswith(".")
        assert finding.help.endswith((".", "?"))


def test_ranges_are_those_of_whole_entries() -> None:
    text = "% head\n@a{k, x={1}}\n\n  @b {l,\n x = 2}% tail\n@xdata{m, y={3}}@a{k, x={4}}"
    assert {key: text[start:end] for key, (start, end) in entry_ranges(text).items()} == {
        "k": "@a{k, x={1}}",
        "l": "@b {l,\n x = 2}",
        "m": "@xdata{m, y={3}}",
    }


PIECES = [
    "@",
    "@a{",
    "@article{k,",
    "{",
    "}",
    "(",
    ")",
    '"',
    ",",
    "=",
    "#",
    "%",
    "\n",
    "\\",
    " ",
    "title",
    "= {",
    "k1",
    "@string{a=",
    "@comment{",
    "é",
]
NOISE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.one_of(NOISE, st.text(max_size=60)))
def test_no_text_raises_and_every_place_lies_within_it(text: str) -> None:
    sources, problems = read_bibliography(text, "b.bib")
    lines = text.split("\n")
    for line, column, end_line, end_column in (mark for source in sources for mark in source.origin.marks.values()):
        assert (1, 1) <= (line, column) <= (end_line, end_column) <= (len(lines), len(lines[-1]) + 1)
    assert all(1 <= problem.span.line <= len(lines) for problem in problems)
    assert problems == sorted(problems, key=Finding.order)


KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)


def balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if depth < 0:
            return False
    return depth == 0


TEXTS = st.text(st.sampled_from('ab {}"\n,=#@%é'), max_size=12).filter(balanced)


@st.composite
def entries(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    """The text of an entry, without its key, in one of the ways that people write it; and its fields."""
    values = draw(st.dictionaries(KEYS, TEXTS, min_size=1, max_size=4))
    gap, equals = draw(st.sampled_from([" ", "\n  ", ""])), draw(st.sampled_from(["=", " = "]))
    body = f",{gap}".join(f"{name}{equals}{{{value}}}" for name, value in values.items())
    return body, {name: value.strip() for name, value in values.items()}


@given(st.dictionaries(KEYS, entries(), min_size=1, max_size=5), st.sampled_from(["\n", "\n\n% note\n", "", " text\n"]))
def test_what_is_written_is_read(library: dict[str, tuple[str, dict[str, str]]], between: str) -> None:
    text = between.join(f"@report{{{key}, {body}}}" for key, (body, _) in library.items())
    sources, _ = read_bibliography(text, "b.bib")
    assert {source.id: source.fields for source in sources} == {key: values for key, (_, values) in library.items()}


@given(NOISE)
def test_ranges_do_not_overlap_and_hold_their_keys(text: str) -> None:
    ranges = sorted(entry_ranges(text).items(), key=lambda item: item[1])
    assert all(first[1][1] <= second[1][0] for first, second in itertools.pairwise(ranges))
    for key, (start, end) in ranges:
        assert text[start] == "@"
        assert key in text[start:end]


@given(st.dictionaries(KEYS, entries(), min_size=2, max_size=5))
def test_a_spliced_entry_is_read_and_the_others_stay(library: dict[str, tuple[str, dict[str, str]]]) -> None:
    text = "% head\n" + "\n\n".join(f"@report{{{key}, {body}}}" for key, (body, _) in library.items()) + "\n% tail"
    before = {source.id: source.fields for source in read_bibliography(text, "b.bib")[0]}
    key = next(iter(library))
    start, end = entry_ranges(text)[key]
    after = text[:start] + f"@book{{{key}, title = {{New}}}}" + text[end:]
    assert {source.id: source.fields for source in read_bibliography(after, "b.bib")[0]} == {**before, key: {"title": "New"}}
    assert after.startswith("% head\n")
    assert after.endswith("\n% tail")


@given(NOISE.filter(lambda text: "@comment" not in text and "@string" not in text))
def test_nothing_that_looks_like_an_entry_is_lost_silently(text: str) -> None:
    """Every ``@word{`` outside BibTeX's own blocks lies in an entry or in what a finding points at."""
    blocks = Blocks(text, "b.bib")
    covered = [(entry.start, entry.end) for entry in blocks.entries]
    covered += [(offset(text, p.span.line, p.span.column), offset(text, p.span.end_line, p.span.end_column)) for p in blocks.findings]
    for match in BLOCK.finditer(text):
        inside_word = re.search(r"[\w.\\@-]$", text[: match.start()])
        assert inside_word or any(start <= match.start() < end for start, end in covered), (match, covered)


def offset(text: str, line: int, column: int) -> int:
    return sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1

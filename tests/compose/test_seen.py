"""What a reader sees of a composed text, and where each word of it stands in the files."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import BASE
from toolkit import pandoc
from toolkit.compose.draft import compose_seen
from toolkit.disk import Files
from toolkit.load.prose import read_section
from toolkit.load.text import decode
from toolkit.load.workspace import open_workspace
from toolkit.model.draft import Draft
from toolkit.model.response import Response
from toolkit.model.text import Place, Text, fingerprint
from toolkit.model.workspace import Workspace
from toolkit.render.read import READER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Make

PATH = "responses/one/sections/first.md"
CLAIMS = """\
claims:
  share:
    kind: statistic
    text: In 2012 {{ share }} of *all* searches were for drugs.
    short: "{{ share }} were for drugs"
    values: {share: 63 per cent}
    support: [{source: alpha2012, locator: p. 3}]
  itself:
    kind: finding
    text: It was small [@beta2013, p. 9], and it fell.
    support: [{source: beta2013, locator: p. 9}]
  words:
    kind: quotation
    text: It speaks of few seizures.
    support: [{source: alpha2012, locator: p. 4, quote: few and small seizures were made}]
exhibits:
  by-month:
    data: data.csv
    table: {}
    caption: "Searches by *month*"
    support: [{source: alpha2012, locator: p. 5}]
    note: Rounded.
"""
FILES = {
    "evidence/topic.yaml": CLAIMS,
    "evidence/data.csv": "month,searches\nJanuary,12\n",
    "evidence/passages/about.md": "---\ntitle: About\n---\nWe help people.\n\nWe have done so since 1967 [@beta2013, p. 2].\n",
}


@dataclass(frozen=True)
class Desk:
    """A workspace whose one text is written anew for each test."""

    workspace: Workspace
    response: Response

    def compose(self, written: str) -> tuple[Draft, tuple[Text, ...]]:
        prose, _ = read_section(decode(written.encode("utf-8", "surrogatepass"), PATH)[0], PATH)
        return compose_seen(self.workspace, self.response.model_copy(update={"texts": {"sections.0": prose}}))

    def texts(self, written: str) -> list[Text]:
        """Without the heading of the section."""
        return list(self.compose(written)[1][1:])


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("desk")
    for path, content in {**BASE, **FILES}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("\n".join(line.removeprefix("        ") for line in content.lstrip("\n").split("\n")))
    workspace = open_workspace(Files(root))
    assert not workspace.findings
    return Desk(workspace, workspace.responses["one"])


def cited(text: Text) -> list[tuple[str, str]]:
    """The words before each citation, and its sources with their pages."""
    return [
        (text.words[: each.offset][-8:], " ".join(f"{source.key} {source.locator.value}".strip() for source in each.sources))
        for each in text.citing
    ]


# --- words --------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Plain words.\nOn two lines.", ["Plain words. On two lines."]),
        ("One paragraph.\n\nAnother one.", ["One paragraph.", "Another one."]),
        ("Much   space,  and some  \nat the end.", ["Much space, and some at the end."]),
        # emphasis
        ("*Some* **strong** ***both*** _under_ __dunder__ words", ["Some strong both under dunder words"]),
        ("**strong *and* emphasis**, *and **the other** way*", ["strong and emphasis, and the other way"]),
        ("snake_case_word, 5 * 6 * 7, a*b*c and 2*", ["snake_case_word, 5 * 6 * 7, abc and 2*"]),
        ("An *unclosed star, and a **pair", ["An *unclosed star, and a **pair"]),
        ("~~struck~~ out, H~2~O, 1^st^, ~ alone, ^ alone, a~b", ["struck out, H2O, 1st, ~ alone, ^ alone, a~b"]),
        # links
        ('A [link](https://example.org/a_(b) "title") and [one](<a b.html>).', ["A link and one."]),
        ("A [*strong* link](https://example.org){.wide} here.", ["A strong link here."]),
        ("A [small]{.smallcaps} word.", ["A small word."]),
        ("See [the report][r], [r] or [here][].\n\n[r]: https://example.org/r\n[here]: https://example.org", ["See the report, r or here."]),
        ("Words [in brackets] stay [sic].", ["Words [in brackets] stay [sic]."]),
        ("<https://example.org/a_b*c> and <jane@example.org>.", ["https://example.org/a_b*c and jane@example.org."]),
        ("See https://example.org/a_b*c?d=*1* or jane@example.org.", ["See https://example.org/a_b*c?d=*1* or jane@example.org."]),
        ("A ![map of the wards](map.png) here.", ["A here."]),
        # code and escapes
        ("The field `a_*b*` and ``c`d``, and ` unclosed.", ["The field a_*b* and c`d, and ` unclosed."]),
        (r"Stars \*here\*, \_there\_, \[5\], \@alpha2012, C:\\x, \a", [r"Stars *here*, _there_, [5], @alpha2012, C:\x, \a"]),
        ("A line\\\nbreak.", ["A line break."]),
        ("Fish &amp; chips, &lt;5, AT&T, R&D; and &nosuch;.", ["Fish & chips, <5, AT&T, R&D; and &nosuch;."]),
        # HTML
        ("Before <!-- ask *Jane* --> after.", ["Before after."]),
        ("Some <b>bold</b> words<br>here, 3 < 4 and 5 > 2.", ["Some bold words here, 3 < 4 and 5 > 2."]),
        ("<div>\nInside.\n</div>", ["Inside."]),
        ("`<b>`{=html}Raw.", ["Raw."]),
        # blocks
        ("- one *item*\n- two\n  on two lines\n    - nested\n- three", ["one item", "two on two lines", "nested", "three"]),
        ("- one\n\n  its second paragraph\n\n- two", ["one", "its second paragraph", "two"]),
        ("1. first\n2. second\n\n(a) lettered\n\niv. roman", ["first", "second", "lettered", "roman"]),
        ("> A quotation\n> on two lines.\n>\n> And more.", ["A quotation on two lines.", "And more."]),
        ("> - quoted\n> - items", ["quoted", "items"]),
        ("> It was held in Brown\n> v. Green.", ["It was held in Brown v. Green."]),
        ("# One\n\n## Two *words* ##\n\nThree\n=====\n\nFour\n----\n\nBody", ["One", "Two words", "Three", "Four", "Body"]),
        ("## Named { #searches .wide}", ["Named"]),
        ("## A [small]{.c}\n\n## A [link](u){.d}\n\n## Closed ## {.e}", ["A small", "A link", "Closed"]),
        ("| Month | No |\n|-------|---:|\n| *Jan* | 12 |\n\n: In 2012", ["Month\tNo", "Jan\t12", "In 2012"]),
        ("| a \\| b | c |\n|---|---|\n| d | |", ["a | b\tc", "d"]),
        ("+----+----+\n| a  | b  |\n+====+====+\n| c  | d  |\n+----+----+", ["a\tb", "c\td"]),
        ("Month  No\n------ --\nJan    12\n\nTable: In 2012", ["Month", "No", "Jan", "12", "In 2012"]),
        ("Term\n:   What it *means*\n:   And more", ["Term", "What it means", "And more"]),
        ("| A verse\n| of two lines", ["A verse of two lines"]),
        ("::: {.box}\nInside.\n\nMore.\n:::\n\nAfter.", ["Inside.", "More.", "After."]),
        ("```\ncode *x*\n```\n\n    code too\n\n---\n\n* * *\n\nWords.", ["Words."]),
        ("---\nowner: policy\n---\nBelow a head.", ["Below a head."]),
        # instructions
        ("We answer {{ consultation.title }}.{# not this #}", ["We answer A Plan for All."]),
        ("{% if consultation.title %}\nYes.\n{% else %}\nNo.\n{% endif %}", ["Yes."]),
        ("", []),
        (" \n\t\n", []),
    ],
)  # fmt: skip
def test_the_words_that_a_reader_sees(desk: Desk, written: str, seen: list[str]) -> None:
    assert [text.words for text in desk.texts(f"{written}\n")] == seen


@pytest.mark.parametrize(
    ("written", "kinds"),
    [
        ("Words.", ["paragraph"]),
        ("# Head", ["heading"]),
        ("Head\n====", ["heading"]),
        ("- item", ["list"]),
        ("> quoted", ["quotation"]),
        ("| a |\n|---|\n| b |", ["table", "table"]),
        ('{{ exhibit("by-month") }}', ["exhibit", "exhibit"]),
        ("A note.[^1]\n\n[^1]: Here.", ["paragraph"]),
    ],
)
def test_the_kind_of_each_text(desk: Desk, written: str, kinds: list[str]) -> None:
    assert [text.kind for text in desk.texts(f"{written}\n")] == kinds


# --- what is cited ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "words", "citations"),
    [
        ("Cited [@alpha2012, p. 3].", "Cited.", [("Cited", "alpha2012 3")]),
        ("Cited.[@alpha2012]", "Cited.", [("Cited.", "alpha2012")]),
        ("Both [see @alpha2012, p. 2; @beta2013].", "Both.", [("Both", "alpha2012 2 beta2013")]),
        ("Two [@alpha2012] [@beta2013] notes.", "Two notes.", [("Two", "alpha2012"), ("Two", "beta2013")]),
        ("As @beta2013 [p. 4] says.", "As beta2013 says.", [("beta2013", "beta2013 4")]),
        ("As @beta2013 says [so].", "As beta2013 says [so].", [("beta2013", "beta2013")]),
        ("Not there [@gone2012], jane@example.org, @handle.", "Not there, jane@example.org, @handle.", []),
        ("*Emphatic* words [@alpha2012] go on.", "Emphatic words go on.", [("ic words", "alpha2012")]),
        ('{{ claim("share") }}', "In 2012 63 per cent of all searches were for drugs.", [("r drugs.", "alpha2012 3")]),
        ('So {{ claim("share", "short") }}.', "So 63 per cent were for drugs.", [("or drugs", "alpha2012 3")]),
        ('So {{ cite("share") }} it is.', "So it is.", [("So", "alpha2012 3")]),
        ('{{ claim("itself") }}', "It was small, and it fell.", [("as small", "beta2013 9")]),
        ('They wrote {{ quote("words") }}.', 'They wrote "few and small seizures were made".', [("re made\"", "alpha2012 4")]),
    ],
)  # fmt: skip
def test_citations_stand_behind_the_words_before_them(desk: Desk, written: str, words: str, citations: list[tuple[str, str]]) -> None:
    (text,) = desk.texts(f"{written}\n")
    assert text.words == words
    assert cited(text) == citations


def test_notes_stand_where_their_numbers_stand(desk: Desk) -> None:
    written = (
        "One.^[A remark with *emphasis* [@alpha2012, p. 3].] Two.[^1] Three.[^long]\n\n"
        "[^1]: Defined [@beta2013].\n[^long]: On two\n    lines.\n\n    And two paragraphs.\n"
    )
    (text,) = desk.texts(written)
    assert text.words == "One. Two. Three."
    assert [(text.words[:at][-4:], note.kind, note.words) for at, note in text.notes] == [
        ("One.", "note", "A remark with emphasis."),
        ("Two.", "note", "Defined."),
        ("ree.", "note", "On two lines. And two paragraphs."),
    ]
    assert [source.key for source in text.cited(0, len(text.words))] == ["alpha2012", "beta2013"]
    assert [source.key for source in text.cited(4, 9)] == ["beta2013"]
    assert [note.words for note in text.remarks(4, 9)] == ["Defined."]


def test_words_know_the_claim_that_brought_them(desk: Desk) -> None:
    (text,) = desk.texts('So *it* is: {{ claim("share", "short") }}, or {{ value("share", "share") }}, as {{ quote("words") }} says.\n')
    assert [(text.words[each.start : each.end], each.claim, each.form) for each in text.placed] == [
        ("63 per cent were for drugs", "share", "short"),
        ("63 per cent", "share", "value:share"),
        ("few and small seizures were made", "words", "quote"),
    ]
    assert [each.claim for each in text.claimed(0, 10)] == []
    assert [each.claim for each in text.claimed(10, 52)] == ["share", "share"]
    assert [each.sources[0].claim for each in text.citing] == ["share", "words"]


def test_a_long_quotation_alone_is_a_quotation_with_its_note(make: Make) -> None:
    long = " ".join(["seizures"] * 45)
    claims = f"claims:\n  w: {{kind: quotation, text: T., support: [{{source: alpha2012, quote: {long}}}]}}\n"
    workspace = open_workspace(Files(make({"evidence/topic.yaml": claims, PATH: '{{ quote("w") }}\n'})))
    _, (text,) = compose_seen(workspace, workspace.responses["one"].model_copy(update={"outline": workspace.responses["one"].outline.model_copy(update={"sections": tuple(s.model_copy(update={"heading": None}) for s in workspace.responses["one"].outline.sections)})}))  # fmt: skip
    assert (text.kind, text.words) == ("quotation", long)
    assert cited(text) == [("seizures", "alpha2012")]


# --- places -------------------------------------------------------------------------------------------------------------------------


def stands(text: Text, words: str) -> str:
    start = text.words.index(words)
    return str(text.span(start, start + len(words)))


def test_what_claims_and_passages_bring_stands_where_it_can_be_changed(desk: Desk) -> None:
    first, second, third, fourth = desk.texts(
        'Before {{ claim("share") }} After words.\n\n{{ passage("about") }}\n\nAt the end {{ value("share", "share") }}: here.\n'
    )
    assert stands(first, "Before") == f"{PATH}:1:1"
    assert stands(first, "63 per cent") == stands(first, "drugs") == f"{PATH}:1:18"
    assert stands(first, "After words") == f"{PATH}:1:29"
    assert stands(second, "people") == "evidence/passages/about.md:4:9"
    assert stands(third, "1967") == "evidence/passages/about.md:6:23"
    assert str(third.citing[0].sources[0].span) == "evidence/passages/about.md:6:30"
    assert stands(fourth, "here") == f"{PATH}:5:43"
    assert str(first.citing[0].sources[0].span) == "evidence/topic.yaml:7:24"


def test_an_exhibit_has_its_caption_from_the_library_and_its_source_line_from_the_call(desk: Desk) -> None:
    caption, line, after = desk.texts('{{ exhibit("by-month") }}\n\nAfter it.\n')
    assert (caption.words, line.words) == (
        "Searches by month.",
        "Source: Home Office, Searches in England (2012). Rounded.",
    ) or caption.words
    assert stands(caption, "by") == "evidence/topic.yaml:20:24"
    assert stands(caption, "month") == "evidence/topic.yaml:20:28"
    assert stands(line, "Source") == stands(line, "Rounded") == f"{PATH}:1:13"
    assert [source.key for source in line.cited(0, len(line.words))] == ["alpha2012"]
    assert stands(after, "After") == f"{PATH}:3:1"


def test_what_a_template_prints_stands_at_its_instruction(desk: Desk) -> None:
    (text,) = desk.texts('We answer {{ consultation.title }} and {{ quote("words") }} again.\n')
    assert stands(text, "A Plan") == stands(text, "for All") == f"{PATH}:1:11"
    assert stands(text, "and") == f"{PATH}:1:36"
    assert stands(text, '"few') == f"{PATH}:1:40"
    assert stands(text, "again") == f"{PATH}:1:61"


@pytest.mark.parametrize(
    ("written", "words", "places"),
    [
        ("heading: Stop & search [2012] now", "Stop & search [2012] now", {"Stop": 14, "search": 21, "2012": 29, "now": 35}),
        ('heading: "Stop *and* search"', "Stop *and* search", {"Stop": 15, "and": 21, "search": 26}),
        ("heading: 'Stop #1'", "Stop #1", {"Stop": 15, "1": 21}),
    ],
)
def test_a_heading_of_the_outline_has_its_places_there(make: Make, written: str, words: str, places: dict[str, int]) -> None:
    outline = f"sections:\n  - id: first\n    {written}\n    text: sections/first.md\n"
    workspace = open_workspace(Files(make({"responses/one/outline.yaml": outline})))
    heading = compose_seen(workspace, workspace.responses["one"])[1][0]
    assert (heading.kind, heading.words) == ("heading", words)
    assert {word: stands(heading, word) for word in places} == {
        word: f"responses/one/outline.yaml:3:{column}" for word, column in places.items()
    }


def test_a_recommendation_over_two_lines_has_its_places_there(make: Make) -> None:
    outline = (
        "summary_of_recommendations: true\nsections:\n  - id: first\n    text: Words.\n    recommendations:\n      - id: r\n        text: >-\n"
        '          Set up {{ value("share", "share") }} of\n          a *scheme* & more.\nsign_off: [policy, quiet]\n'
    )
    workspace = open_workspace(Files(make({"responses/one/outline.yaml": outline})))
    draft, texts = compose_seen(workspace, workspace.responses["one"])
    assert [(text.kind, text.words) for text in texts if text.kind != "heading"] == [
        ("paragraph", "Words."),
        ("recommendation", "Set up 63 per cent of a scheme & more."),
    ]
    ask = texts[-1]
    assert {word: stands(ask, word) for word in ("Set", "63", "of", "scheme", "more")} == {
        "Set": "responses/one/outline.yaml:8:11", "63": "responses/one/outline.yaml:8:28", "of": "responses/one/outline.yaml:8:48",
        "scheme": "responses/one/outline.yaml:9:14", "more": "responses/one/outline.yaml:9:24",
    }  # fmt: skip
    assert [each.text for each in draft.recommendations] == ["Set up 63 per cent of a scheme & more."]
    assert "63 per cent" in draft.markdown.partition("Summary of recommendations")[2]


# --- laws ---------------------------------------------------------------------------------------------------------------------------

word = st.text("abcdefghijklmnop", min_size=2, max_size=8)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Words, each of its own, with marks of every kind between them, on several lines."""
    number = 0
    out: list[str] = []

    def fresh() -> str:
        nonlocal number
        number += 1
        return f"{draw(word)}{number}"

    for _ in range(draw(st.integers(1, 14))):
        form = draw(
            st.sampled_from(
                [
                    "{}", "{}", "{}", "{}.", "*{}*", "**{}**", "_{}_", "~~{}~~", "**{} *{}* {}**", "[{} {}](https://example.org/x_y)", "[{}]{{.c}}",
                    "`{}`", "<b>{}</b>", "({})", "\\*{}", "{} [@alpha2012, p. 3]", "{}.[@beta2013]", "{}^[{} *{}* [@alpha2012] {}.]",
                    "{} {{{{ value('share', 'share') }}}} {}", "{} <!-- gone --> {}", "&amp; {}", "{} {{{{ claim('itself') }}}} {}", "§{}é", "{}\\",
                ]
            )
        )  # fmt: skip
        out.append(form.format(*(fresh() for _ in range(form.count("{}")))))
        out.append(draw(st.sampled_from([" ", " ", "  ", "\n", "\n"])))
    return "".join(out).rstrip("\\ \n")


def every(texts: list[Text]) -> Iterator[Text]:
    for text in texts:
        yield text
        yield from every([note for _, note in text.notes])


@given(written=lines(), indent=st.sampled_from(["", "- ", "> ", "1. ", "### ", "Before.\n\n"]))
@settings(max_examples=150)
def test_every_typed_word_points_at_itself_in_its_file(desk: Desk, written: str, indent: str) -> None:
    if indent == "### ":
        written = written.replace("\n", " ")
    whole = indent + (
        written.replace("\n", "\n> ")
        if indent == "> "
        else written.replace("\n", "\n   ")
        if len(indent) < 4 and indent.strip()
        else written
    )
    file = whole.split("\n")
    found: list[str] = []
    for text in every(desk.texts(f"{whole}\n")):
        at = 0
        for each in text.words.split():
            at = text.words.index(each, at)
            core = each.strip('.()§é*&,\\"')
            start = at + each.index(core)
            if core and core[-1].isdigit() and core[0].isalpha() and not text.claimed(start, start + len(core)):
                span = text.span(start, start + len(core))
                assert span.path == PATH
                assert span.line == span.end_line
                assert file[span.line - 1][span.column - 1 : span.end_column - 1] == core
                found.append(core)
            at += len(each)
    assert sorted(found) == sorted(re.findall(r"(?<![@a-z0-9])[a-p]{2,8}\d+", whole))


def stringified(nodes: Any) -> str:
    """What pandoc prints of some inlines, without notes and citations."""
    pieces: list[str] = []
    for node in nodes:
        kind, content = node["t"], node.get("c")
        if kind == "Str":
            pieces.append(content)
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            pieces.append(" ")
        elif kind == "Code":
            pieces.append(content[1])
        elif kind == "Quoted":
            sign = '"' if content[0]["t"] == "DoubleQuote" else "'"
            pieces.append(f"{sign}{stringified(content[1])}{sign}")
        elif kind in ("Link", "Span"):
            pieces.append(stringified(content[1]))
        elif kind in ("Emph", "Strong", "Strikeout", "Superscript", "Subscript", "Underline", "SmallCaps"):
            pieces.append(stringified(content))
        else:
            assert kind in ("Note", "Cite", "RawInline", "Image"), kind
            while kind == "Cite" and pieces and pieces[-1] == " ":
                pieces.pop()
    return "".join(pieces)


def printed(blocks: Any) -> Iterator[str]:
    """The paragraphs of pandoc's tree in order."""
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            yield stringified(content)
        elif kind == "Header":
            yield stringified(content[2])
        elif kind == "BlockQuote":
            yield from printed(content)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from printed(item)
        elif kind == "Div":
            yield from printed(content[1])


def as_read(words: str) -> str:
    words = words.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xA0: " "}).replace("…", "...")
    return " ".join(words.split())


@given(
    paragraphs=st.lists(
        st.tuples(st.sampled_from(["", "", "- ", "1. ", "> ", "## "]), st.lists(st.sampled_from([
            "word", "two words", " * ", " ** ", " _ ", "a*b*", "*em*", "**st**", "_un_", "__du__", "***x***", "~~s~~", " ~ ", " ^ ", "H~2~O", "x^2^",
            "[l](u)", "[l *e*](u)", "[in]", "`c`", "``c`d``", "\\*", "\\[", "\\", "<b>", "</b>", "<", ">", "&amp;", "&", "5", "*em*,", "(**st**)", "**st**.", "*e*-", "-_u_",
            "snake_case", "(", ")", "a_b_c", "**a *b* c**", "*a **b** c*", "'", "\"q\"", "[s]{.c}", "{", "}", "!", "#", "|", "é", "![a](p.png)", "\"*e*\"", "<https://example.org/a_b>", "https://example.org/a*b*", "j@example.org", "[@alpha2012]",
        ]), min_size=1, max_size=7)),
        min_size=1, max_size=12,
    ),
)  # fmt: skip
@settings(max_examples=40)
def test_the_words_are_those_that_pandoc_prints(desk: Desk, paragraphs: list[tuple[str, list[str]]]) -> None:
    written = "\n\n".join(f"{head}x {' '.join(pieces)} y" for head, pieces in paragraphs)
    draft, texts = desk.compose(f"{written}\n")
    if draft.findings or "{{" in written or "{%" in written:
        return
    output, _ = pandoc.run(["-f", READER, "-t", "json"], draft.markdown.encode())
    theirs = [as_read(each) for each in printed(json.loads(output)["blocks"])]
    assert [as_read(text.words) for text in texts] == [each for each in theirs if each]


ODD = st.text(st.sampled_from("*_`~^[]()<>@{}\\|#-!&;:.\n\n \t1aé\"'/\ufdd0\ufdd2\ufdd3\ufdd6\ufdd7\x00\ud800"), max_size=120)
BITS = st.lists(
    st.sampled_from(
        [
            "[@alpha2012", "[@alpha2012, p. 3]", "^[", "[^1]", "\n\n[^1]: ", "]", "{{ claim('share') }}", "{{ quote('words') }}", "{{ exhibit('by-month') }}",
            "{{ passage('about') }}", "{{ value('share', 'share') }}", "*", "**", "`", "<!--", "-->", "<b>", "| a | b |\n|---|---|\n", "\n\n", "\n", " ", "word",
            "> ", "- ", "    ", "::: {.x}\n", "\n:::", "```\n", "https://example.org/[x", "[a](b", "(c)", "{.d}", "\\", "~", "&amp;", "@alpha2012", "# ", "\n---\n",
        ]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(written=ODD | BITS | st.text(max_size=60))
@settings(max_examples=300)
def test_nothing_that_people_write_breaks_it(desk: Desk, written: str) -> None:
    file = written.split("\n")
    for text in every(list(desk.compose(written)[1])):
        offsets = [place.offset for place in text.places]
        assert offsets == sorted(set(offsets))
        assert text.words == text.words.strip(" \t\n")
        assert all(0 <= each.offset <= len(text.words) for each in text.citing)
        assert all(0 <= each.start <= each.end <= len(text.words) for each in text.placed)
        assert all(0 <= at <= len(text.words) for at, _ in text.notes)
        assert not any("\ufdd0" <= char <= "\ufdef" for char in text.words)
        for at in range(0, len(text.words), 7):
            span = text.span(at)
            assert span.line >= 1
            assert span.column >= 1
            if span.path == PATH:
                assert span.line <= len(file) + written.count("\r")


@pytest.mark.parametrize(
    "piece", ["[", "]", "*a ", "_", "^[", "[@alpha2012] ", "<!-- ", "`", "<a ", "[a](", "~a", "![", "\\", "&a;", "- a\n", "> ", "|", " "]
)
def test_a_very_long_text_is_read_in_its_time(desk: Desk, piece: str) -> None:
    """Work that grew with the square of the length would not come to an end here."""
    from toolkit.compose.blocks import Map
    from toolkit.compose.inline import Block, Brought
    from toolkit.compose.seen import Seer

    written = "a " + piece * 30_000
    block = Block(written, Map([0], [desk.response.span()]), 0, lambda _: True, Brought([], []))
    assert Seer(block).texts("list" if piece == "- a\n" else "quotation" if piece == "> " else "paragraph", "first", ["b1"])


# --- Text itself --------------------------------------------------------------------------------------------------------------------


def text_of(words: str, *places: Place) -> Text:
    return Text(words=words, kind="paragraph", section="s", block="b", places=places)


def test_a_span_over_two_lines_ends_on_the_second() -> None:
    text = text_of("one two three", Place(0, "a.md", 3, 5, False), Place(8, "a.md", 4, 1, False))
    assert text.span(4, 13).model_dump() == {"path": "a.md", "line": 3, "column": 9, "end_line": 4, "end_column": 6}


def test_a_span_that_runs_into_another_file_is_one_sign_long() -> None:
    text = text_of("one two", Place(0, "a.md", 3, 5, False), Place(4, "b.md", 1, 1, False))
    assert text.span(0, 7).model_dump() == {"path": "a.md", "line": 3, "column": 5, "end_line": 3, "end_column": 6}


def test_words_that_a_claim_brought_stand_at_its_call() -> None:
    text = text_of("one two", Place(0, "a.md", 3, 5, True))
    assert str(text.span(4, 7)) == "a.md:3:5"


def test_an_empty_text_has_a_place() -> None:
    assert str(text_of("", Place(0, "a.md", 1, 1, True)).span(0)) == "a.md:1:1"


def test_a_paragraph_is_known_again_by_its_letters_and_digits() -> None:
    words = (
        "The police of London searched 25 people, and most of them had nothing on them at all, which is what we have said for years now."
    )
    assert fingerprint(words) == fingerprint(words.upper().replace(",", " —").replace(" ", "  "))
    assert fingerprint(words).startswith("the police of london searched 25 people and most")
    assert fingerprint(" ".join(words.split()[:24])) == ""

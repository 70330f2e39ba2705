"""The page for those who decide: a verdict, everything that the response rests on, and each remark beside its words."""

from __future__ import annotations

import re
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.check.conftest import files_of
from tests.conftest import BASE, dedent
from toolkit.faces.reports.html import page
from toolkit.faces.reports.placing import Places
from toolkit.model.span import Span
from toolkit.model.text import Place, Text
from toolkit.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from tests.faces.conftest import Consult

SECTION = "responses/one/sections/first.md"
OUTLINE = "responses/one/outline.yaml"
CONSULTATION = "responses/one/consultation.yaml"
OWN_VIEW = "claims:\n  view: {kind: position, text: In our view this is too many.}\n"
CHECKED = """
    claims:
      share:
        kind: statistic
        text: In 2012 {{ share }} of searches were for drugs.
        values: {share: 63 per cent}
        support: [{source: alpha2012, locator: p. 3}]
        status: checked
        checked: 2029-12-01
        period: 2012
        place: England
      view: {kind: position, text: In our view this is too many.}
    """
CLEAN = {"evidence/topic.yaml": OWN_VIEW, SECTION: '{{ claim("view") }}\n'}


def opened(root: Path, slug: str = "one") -> Any:
    """The page of a response as a tree. Every page is held to the same rules."""
    session = Session.open(root)
    text = page(session, session.check([slug]), slug)
    tree = html.document_fromstring(text)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids), "all links stay in the page"
    assert tree.xpath("//script | //@src | //link | //@style") == [], "it stands alone"
    assert tree.xpath("/html/@lang") == ["en-GB"]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in tree.xpath("//table"):
        assert table.xpath("thead//th[not(@scope)] | tbody//th[not(@scope)]") == []
    return tree


def words(elements: list[Any]) -> list[str]:
    return [" ".join(element.text_content().split()) for element in elements]


def rows(tree: Any, section: str) -> list[list[str]]:
    return [words(row.xpath("th | td")) for row in tree.xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")]


# --- the verdict ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('{{ claim("view") }}\n', "Ready to send"),
        ('---\ncsl: x\n---\n{{ claim("view") }}\n', "Ready to send, after a look at one thing"),
        ("It is TODO.\n", "One thing must be put right first"),
        ("It is TODO, TBC and {{ claim('vew') }}.\n", "3 things must be put right first"),
    ],
)
def test_the_verdict_stands_at_the_top(make: Make, text: str, verdict: str) -> None:
    tree = opened(make({**CLEAN, SECTION: text}))
    assert words(tree.xpath("//*[@id='verdict']")) == [verdict]
    assert tree.findtext("head/title").startswith(f"{verdict}: Our response")


def test_what_is_wrong_elsewhere_in_the_library_does_not_stand_in_its_way(make: Make) -> None:
    root = make({**CLEAN, "evidence/other.yaml": "claims:\n  other: {kind: law, text: T, support: [{source: gone}]}\n"})
    tree = opened(root)
    assert words(tree.xpath("//*[@id='verdict']")) == ["Ready to send"]
    (remark,) = words(tree.xpath("//section[@aria-labelledby='library']//li"))
    assert "'gone'" in remark


def test_what_concerns_the_whole_response_is_told_before_the_rest(make: Make) -> None:
    root = make({**CLEAN, CONSULTATION: "title: A Plan for All\nbody: The Ministry\ncloses: 2020-01-01\n"})
    (remark,) = words(opened(root).xpath("//section[@aria-labelledby='whole']//li"))
    assert "SUB008 · consultation.yaml, line 3" in remark


# --- the lists ------------------------------------------------------------------------------------------------------------------


def test_every_question_has_its_sections_and_its_words_against_the_limit(make: Make) -> None:
    root = make(
        {
            **CLEAN,
            CONSULTATION: """
                title: A Plan for All
                body: The Ministry
                questions:
                  - {id: Q1, number: "1a", text: Do you <agree>?, limit: 5 words}
                  - {id: Q2, text: What else?}
                """,
            OUTLINE: "title: Our response\nsections:\n  - {id: first, heading: First, answers: [Q1], text: sections/first.md}\n",
            SECTION: "One two three four five six seven.\n",
        }
    )
    first, second = rows(opened(root), "questions")
    assert first[:3] == ["1a", "Do you <agree>?", "First"]
    assert first[3].startswith("Put right 7 words; at most 5")
    assert "The answer to 1a has 7 words" in first[3]
    assert second[:3] == ["Q2", "What else?", "nowhere"]
    assert second[3].startswith("Put right not answered")


def test_every_figure_has_its_claim_or_its_source_and_a_state(make: Make) -> None:
    root = make(
        {
            "evidence/topic.yaml": CHECKED,
            SECTION: "{{ claim('share') }}\nIt was {{ value('share', 'share') }} indeed.\n\n"
            "Of them 45 per cent were young [@beta2013, p. 4].\n\nResearch shows that 12 per cent of adults in England took drugs in 2015.\n",
        }
    )
    found = rows(opened(root), "figures")
    assert [row[0] for row in found] == [
        "In 2012 63 per cent of searches were for drugs. claim share",
        "It was 63 per cent indeed. ‘63 per cent’ from claim share",
        "Of them 45 per cent were young. ‘45 per cent’ as typed",
        "Research shows that 12 per cent of adults in England took drugs in 2015. ‘12 per cent’ as typed",
    ]
    assert [row[1] for row in found] == ["Home Office (2012), p. 3"] * 2 + ["Smith and Jones (2013), p. 4", "nothing named"]
    assert found[0][2] == "In order checked on 1 December 2029"
    assert found[2][2] == "In order source given"
    assert found[3][2].startswith("Look at no source beside it see ")


def test_every_quotation_has_its_source_and_whether_there_is_a_page(make: Make) -> None:
    text = (
        'They say "most of them were very small" [@alpha2012, p. 3].\n'
        'And "some of them were not so small" [@alpha2012].\n'
        'A word^[They add "that all of this is so" [@beta2013, p. 5].] on it.\n\n'
        "> Words of somebody else that stand alone. [@beta2013, p. 4]\n"
    )
    found = rows(opened(make({**CLEAN, SECTION: text})), "quotations")
    assert [row[1] for row in found] == [
        "Home Office (2012), p. 3",
        "Home Office (2012)",
        "Smith and Jones (2013), p. 5",
        "Smith and Jones (2013), p. 4",
    ]
    assert [row[2].partition(" source")[0] for row in found] == ["In order", "Put right", "In order", "In order"]


def test_with_an_archive_each_says_what_its_copy_says_and_what_the_evidence_does_not_show(make: Make) -> None:
    claims = """
        claims:
          share:
            kind: statistic
            text: In 2012 {{ share }} of searches were for drugs.
            values: {share: 63 per cent}
            support: [{source: alpha2012}]
            limits: Searches, not people.
          words:
            kind: quotation
            text: They wrote that "most of them were very small".
            support: [{source: alpha2012, quote: most of them were very small}]
            limits: One year.
        """
    text = (
        "{{ claim('share') }} {{ claim('words') }}\n"
        'And "some of them were not so large" [@alpha2012]. And "nobody can know what this is" [@beta2013].\n'
        'And "it was used for everything else" [@alpha2012]. And 37 per cent of searches were for weapons [@alpha2012].\n'
    )
    copy = "In 2012 63 per cent of searches were for drugs. Most of them were very small. Some of them were not so small. It must not, as they wrote, be it was used for everything else."
    tree = opened(make({**files_of({"copies": {"alpha2012": copy}}), "evidence/topic.yaml": claims, SECTION: text}))
    quotations, figures = rows(tree, "quotations"), rows(tree, "figures")
    assert quotations[0][0].endswith("Does not show: One year.")
    assert quotations[0][2].partition(" see")[0] == "Put right proven, copy of 20 January 2017"
    assert quotations[1][2].startswith("Put right not as the source has it, copy of 20 January 2017")
    assert "not proven. There is no copy of it" in quotations[2][2]
    assert "to be read beside it" in quotations[3][2]
    assert figures[0][0].endswith("Does not show: Searches, not people.")
    assert figures[0][2].startswith("Put right not yet checked against a source; held against a copy: 1 proven")
    assert "source given; held against a copy: 0 proven and 1 not as the source has it" in figures[1][2]
    verdict = " ".join(tree.xpath('//section[contains(@class, "verdict")]')[0].text_content().split())
    assert (
        "held against copies of their sources: 2 proven, 1 to read, 2 not as the source has it and 1 that could not be checked." in verdict
    )


def test_every_source_has_its_notes(make: Make) -> None:
    text = "One [@beta2013, p. 4].\nTwo [@alpha2012, p. 3].\nThree [@beta2013, p. 5; @alpha2012, p. 6].\n"
    tree = opened(make({**CLEAN, SECTION: text}))
    assert [row[:2] for row in rows(tree, "sources")] == [
        ["Smith and Jones (2013) On Fairness · beta2013", "1, 3"],
        ["Home Office (2012) Searches in England · alpha2012", "2, 3"],
    ]
    assert words(tree.xpath("//section[@aria-labelledby='document']//sup")) == ["1", "2", "3"]
    assert len(tree.xpath("//ol[@class='notes']/li")) == 3


def test_a_style_without_notes_has_none(make: Make) -> None:
    tree = opened(make({**CLEAN, OUTLINE: "title: T\nstyle: apa\nsections: [{id: a, heading: H, text: 'One [@beta2013, p. 4].'}]\n"}))
    assert tree.xpath("//sup | //ol[@class='notes']") == []
    assert rows(tree, "sources")[0][1] == "in the text"


def test_waived_findings_stand_at_the_end_with_their_reasons(make: Make) -> None:
    tree = opened(make({**CLEAN, SECTION: "It is TODO. <!-- waive SUB004 until 2030-01-31: <b>it</b> comes on Monday -->\n"}))
    assert words(tree.xpath("//*[@id='verdict']")) == ["Ready to send"]
    ((found, reason, until),) = rows(tree, "waived")
    assert (found, reason, until) == (
        "'TODO' is a placeholder that would be printed. SUB004 · sections/first.md, line 1",
        "<b>it</b> comes on Monday",
        "31 January 2030",
    )


# --- the document ---------------------------------------------------------------------------------------------------------------


def test_the_words_are_marked_and_the_remark_stands_beside_them(make: Make) -> None:
    tree = opened(make({**CLEAN, SECTION: "It is TODO & co.\nThat is {{ claim('vew') }}.\n\nAll is well here.\n"}))
    marked, *rest = [each for each in tree.xpath("//div[contains(@class, 'para')]") if each.xpath(".//mark")]
    assert rest == []
    first, second = marked.xpath(".//mark")
    assert first.xpath("text()") == ["TODO"]
    assert "vew" in second.text_content()
    assert words(marked.xpath("./ul/li/p[@class='what']")) == [
        "1 Put right 'TODO' is a placeholder that would be printed.",
        "2 Put right There is no claim 'vew' in the library.",
    ]


def test_every_word_of_the_response_is_there_in_its_order(make: Make) -> None:
    text = 'First *things*, then\u00a0others: 5 < 6 & "so on" [@alpha2012].\n\n- One TODO\n- Two\n\n> Said they of it all then.\n\nשלום TODO.\n'
    root = make({**CLEAN, SECTION: text})
    session = Session.open(root)
    said = [each.words for each in session.submission("one").texts]
    tree = opened(root)
    for extra in tree.xpath("//mark/a | //sup"):
        extra.drop_tree()
    shown = [each.text_content() for each in tree.xpath("//div[contains(@class, 'para')]/*[1]")]
    assert shown == said


PIECES = [
    "TODO ",
    '"',
    "'",
    "[@alpha2012]",
    "[@gone, p. 3]",
    "^[A note TBC.]",
    "{{ claim('share') }}",
    "{{ value('share', 'share') }}",
    "{{ claim('no') }}",
    "**",
    "_",
    "~",
    "`",
    "> ",
    "- ",
    "\n",
    "<b>",
    "</p>",
    "&amp;",
    "<!-- waive SUB004: yes -->",
    "45 per cent ",
    "שלום ",
    "日本 ",
    "\t",
    "\\",
    "# ",
    "Words that go on. ",
    "é",
    "\u200f",
    "\n\n",
]
TABLE = "| a | b |\n|---|---|\n| 1 | TODO |\n"
ODD = st.lists(st.sampled_from([*PIECES, TABLE]), max_size=30)


@settings(max_examples=40)
@given(ODD)
def test_no_text_however_odd_breaks_a_report(tmp_path_factory: pytest.TempPathFactory, pieces: list[str]) -> None:
    root = tmp_path_factory.mktemp("w")
    for path, content in {**BASE, SECTION: "".join(pieces)}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(dedent(content).removeprefix("\n"), encoding="utf-8")
    opened(root)
    session = Session.open(root)
    checked = session.check()
    for form in ("text", "json", "sarif", "github"):
        assert import_module(f"toolkit.faces.reports.{form}").report(session, checked)
    session.write(session.fix(checked))


def test_a_claim_s_fault_is_shown_where_it_is_placed(make: Make) -> None:
    tree = opened(make())
    (mark,) = tree.xpath("//mark")
    assert "63 per cent of searches were for drugs" in mark.text_content()
    assert "CLM007" in tree.xpath("//ul[@aria-label='Remarks']")[0].text_content()


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ((1, 1, 1, 6), "Words"),
        ((1, 7, 1, 12), "typed"),
        ((1, 2, 1, 4), "Words"),  # whole words
        ((1, 13, 2, 10), "here Then more"),
        ((1, 20, 1, 30), "here"),  # what is not printed: the word before it
        ((3, 11, 3, 14), "a claim's words"),
        ((2, 1, 3, 20), "Then more a claim's words"),
    ],
)
def test_words_are_found_by_their_place(span: tuple[int, int, int, int], words: str) -> None:
    said = "Words typed here Then more a claim's words end"
    places = (Place(0, "a", 1, 1, False), Place(17, "a", 2, 1, False), Place(27, "a", 3, 11, True), Place(42, "a", 4, 1, False))
    places_of = Places([Text(said, "paragraph", "s", "b", places)])
    line, column, end_line, end_column = span
    spot = places_of.spot(Span(path="a", line=line, column=column, end_line=end_line, end_column=end_column))
    assert spot is not None
    assert said[spot.start : spot.end].strip() == words


def test_what_is_nowhere_among_the_words_is_not_found() -> None:
    places = Places([Text("Words", "paragraph", "s", "b", (Place(0, "a", 2, 5, False),))])
    assert places.spot(Span(path="b", line=2, column=5, end_line=2, end_column=9)) is None
    assert places.spot(Span(path="a", line=1, column=1, end_line=1, end_column=9)) is None
    assert places.spot(Span(path="a", line=2, column=1, end_line=2, end_column=3)) is None
    assert places.spot(Span(path="a")) is None


# --- the command ----------------------------------------------------------------------------------------------------------------


TWO = {
    "responses/two/consultation.yaml": "title: Another Plan\nbody: The Council\n",
    "responses/two/outline.yaml": "title: T\nsections: [{id: a, heading: H, text: It is TODO.}]\n",
}


def test_each_response_gets_a_page_beside_its_files(consult: Consult, make: Make) -> None:
    root = make({**CLEAN, **TWO})
    said = consult(root, "check", "--format", "html")
    assert said.status == 1
    assert said.out.splitlines() == [f"one: {root}/build/one/check.html", f"two: {root}/build/two/check.html"]
    assert '<h2 id="verdict">Ready to send</h2>' in (root / "build/one/check.html").read_text(encoding="utf-8")
    assert "One thing must be put right first" in (root / "build/two/check.html").read_text(encoding="utf-8")


def test_pages_go_into_a_folder_and_one_page_into_a_file(consult: Consult, make: Make, tmp_path: Path) -> None:
    root = make({**CLEAN, **TWO})
    consult(root, "check", "--format", "html", "--out", tmp_path / "pages")
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["one.html", "two.html"]
    consult(root, "check", "one", "--format", "html", "--out", tmp_path / "for-the-director.html")
    assert (tmp_path / "for-the-director.html").read_bytes() == (tmp_path / "pages/one.html").read_bytes()
    said = consult(root, "check", "--format", "html", "--out", tmp_path / "both.html")
    assert said.status == 2
    assert "name a folder" in said.err


def test_without_a_response_there_is_no_page(consult: Consult, make: Make) -> None:
    gone = dict.fromkeys((CONSULTATION, OUTLINE, SECTION))
    assert consult(make({**CLEAN, **gone}), "check", "--format", "html").out.startswith("There is no response to report on.")


def test_it_can_be_read_in_the_dark_on_paper_and_with_the_keyboard(make: Make) -> None:
    tree = opened(make(CLEAN))
    (style,) = tree.xpath("//style/text()")
    for query in ("prefers-color-scheme: dark", "@media print", "prefers-reduced-motion", ":focus-visible"):
        assert query in style
    assert tree.xpath("//a[@class='skip']/@href") == ["#document"]
    assert all(float(first) >= 0.6 for first in re.findall(r"font-size: (\.\d+|\d+\.?\d*)rem", style))

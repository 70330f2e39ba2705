"""Composing: what a response says, where each part comes from, and what is said of what is not there."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.compose.draft import compose
from toolkit.compose.escape import escape, sentence
from toolkit.disk import Files
from toolkit.load.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Make
    from toolkit.model.draft import Draft


def draft(root: Path) -> Draft:
    workspace = open_workspace(Files(root))
    return compose(workspace, workspace.responses["one"])


def said(root: Path) -> list[str]:
    return [f"{f.span} {f.code} {f.message} {f.help}" for f in draft(root).findings]


def section(text: str) -> dict[str, str]:
    return {"responses/one/sections/first.md": dedent(text).removeprefix("\n")}


def test_a_claim_is_placed_with_its_note_and_its_origin(make: Make) -> None:
    result = draft(make())
    assert "In 2012 63 per cent of searches were for drugs." in result.markdown
    (placement,) = result.placements
    assert (placement.claim, placement.form, placement.number, placement.text) == (
        "share",
        "text",
        1,
        "In 2012 63 per cent of searches were for drugs.",
    )
    assert str(placement.span) == "responses/one/sections/first.md:2:11"
    (citation,) = result.citations
    assert (citation.key, citation.locator.label, citation.locator.value, citation.claim) == ("alpha2012", "page", "3", "share")
    assert str(citation.span) == "evidence/topic.yaml:9:18"
    assert [(block.id, block.kind, str(block.span)) for block in result.blocks] == [
        ("b_first_001", "heading", "responses/one/outline.yaml:5:14"),
        ("b_first_002", "paragraph", "responses/one/sections/first.md:1:1"),
    ]


def test_citations_come_in_the_order_of_the_document_whoever_wrote_them(make: Make) -> None:
    text = """
        First [@beta2013, pp. 4-6; see @alpha2012, para. 7, on this].
        {{ claim("share") }} Then ^[A remark, [@beta2013, p. 9].] and @alpha2012 [s. 2] says.
        {{ cite("share") }}
        """
    cited = [(c.key, c.locator.label, c.locator.value, c.locator.suffix, c.prefix, c.claim) for c in draft(make(section(text))).citations]
    assert cited == [
        ("beta2013", "page", "4–6", "", "", None),
        ("alpha2012", "paragraph", "7", ", on this", "see", None),
        ("alpha2012", "page", "3", "", "", "share"),
        ("beta2013", "page", "9", "", "", None),
        ("alpha2012", "section", "2", "", "", None),
        ("alpha2012", "page", "3", "", "", "share"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A line.\n  {{ claim("shre") }}', "sections/first.md:2:13 WSP006 There is no claim 'shre' in the library. Did you mean 'share'?"),
        ('{{ value("share", "shar") }}', "sections/first.md:1:11 WSP006 The claim share has no value 'shar'. Did you mean 'share'?"),
        (
            '{{ claim("view", "short") }}',
            "sections/first.md:1:11 WSP006 The claim view has no short form. Add 'short:' to it in evidence/topic.yaml, or place its text.",
        ),
        (
            '{{ claim("share", "shrt") }}',
            "sections/first.md:1:11 WSP006 A claim has the forms text and short, not 'shrt'. Did you mean 'short'?",
        ),
        (
            '{{ cite("view") }}',
            "sections/first.md:1:10 WSP006 The claim view has no source to cite. Add 'support:' to it in evidence/topic.yaml.",
        ),
        (
            '{{ quote("share") }}',
            "sections/first.md:1:11 WSP006 The claim share holds no quotation. Add 'quote:' to its support in evidence/topic.yaml.",
        ),
        (
            "{{ recommendations() }}",
            "sections/first.md:1:20 WSP006 This section has no recommendations. Add 'recommendations:' to it in outline.yaml.",
        ),
        ("Text {{ consultatin.title }}", "sections/first.md:1:9 WSP006 'consultatin' is not known here. Did you mean 'consultation'?"),
        (
            "Text\n{{ consultation.titel }}",
            "sections/first.md:2:1 WSP006 The consultation has no 'titel'. Did you mean 'title'?",
        ),
        (
            "Text\n\nMore {{ claim('share' }}",
            "sections/first.md:3:6 WSP008 The instruction between braces cannot be read: unexpected '}', expected ')'. Check the braces, brackets and quotation marks on this line.",
        ),
        (
            "{% if %}",
            "sections/first.md:1:1 WSP008 The instruction between braces cannot be read: Expected an expression, got 'end of statement block'. Check the braces, brackets and quotation marks on this line.",
        ),
        (
            "{{ 1 / 0 }}",
            "sections/first.md:1:1 WSP008 An instruction between braces does not work: division by zero. Check the names and the brackets of this line.",
        ),
        (
            "{{ ''.__class__.mro() }}",
            "sections/first.md:1:1 WSP008 This text uses something that templates may not use. Keep to the functions of the documentation.",
        ),
        (
            "Said before [@alpha2021, p. 3].",
            "sections/first.md:1:15 CIT001 The text cites 'alpha2021', which bibliography.bib lacks. Did you mean 'alpha2012'?",
        ),
        (
            '{{ passage("gone") }}',
            "sections/first.md:1:13 WSP006 There is no passage 'gone' in the library. 'consult list' and 'consult show' tell what the library holds.",
        ),
        (
            '{{ exhibit("gone") }}',
            "sections/first.md:1:13 WSP006 There is no exhibit 'gone' in the library. 'consult list' and 'consult show' tell what the library holds.",
        ),
    ],
)
def test_what_the_text_names_and_is_not_there_is_said_where_it_is_named(make: Make, text: str, expected: str) -> None:
    assert said(make(section(text))) == [f"responses/one/{expected}"]


def test_all_problems_come_out_of_one_run_in_file_order(make: Make) -> None:
    text = '{{ claim("a1") }}\n\n{{ claim("b1") }} and {{ nothing }} [@none]\n'
    lines = [line.split(" ")[0] for line in said(make(section(text)))]
    assert lines == [
        "responses/one/sections/first.md:1:11",
        "responses/one/sections/first.md:3:11",
        "responses/one/sections/first.md:3:26",
        "responses/one/sections/first.md:3:39",
    ]


def test_what_is_missing_is_marked_in_the_text(make: Make) -> None:
    markdown = draft(make(section('So {{ claim("none") }} and [@nobody].'))).markdown
    assert '[\\[no claim none\\]]{custom-style="Missing"}' in markdown
    assert '[\\[no source nobody\\]]{custom-style="Missing"}' in markdown


def test_claims_that_the_section_must_use_and_the_text_does_not_place_follow_at_its_end(make: Make) -> None:
    outline = """
        title: T
        sections:
          - id: first
            text: "Only {{ claim('share') }}"
            claims: [share, view, nowhere]
        """
    result = draft(make({"responses/one/outline.yaml": outline}))
    assert [placement.claim for placement in result.placements] == ["share", "view"]
    assert [f"{f.span} {f.message}" for f in result.findings] == [
        "responses/one/outline.yaml:5:27 The claim 'nowhere' is not in the library."
    ]


def test_recommendations_are_numbered_through_and_collected_without_their_notes(make: Make) -> None:
    outline = """
        title: T
        summary_of_recommendations: true
        sections:
          - id: a
            text: "Before.\\n\\n{{ recommendations() }}\\n\\nAfter."
            recommendations:
              - {id: one, text: "Do this, since {{ claim('share', 'short') }}.", addressee: The Mayor}
              - {id: two, text: Do that}
          - id: b
            recommendations: [{id: three, text: "Do more [@beta2013]."}]
        """
    result = draft(make({"responses/one/outline.yaml": outline}))
    assert [(r.number, r.id, r.addressee, r.text) for r in result.recommendations] == [
        (1, "one", "The Mayor", "Do this, since 63 per cent were for drugs."),
        (2, "two", None, "Do that"),
        (3, "three", None, "Do more."),
    ]
    front, body = result.markdown.split("Before.")
    assert "@" not in front
    assert front.count(":::") == 6
    assert body.index("Do that") < body.index("After.") < body.index("Do more")
    assert [citation.key for citation in result.citations] == ["alpha2012", "beta2013"]


def test_a_long_quotation_that_stands_alone_becomes_a_block(make: Make) -> None:
    words = " ".join(["word"] * 41)
    evidence = f"claims:\n  said: {{kind: quotation, text: T, support: [{{source: alpha2012, locator: p. 2, quote: '{words}'}}]}}\n"
    result = draft(make({"evidence/q.yaml": evidence, **section('{{ quote("said") }}\n\nInline {{ quote("said") }}.')}))
    assert "> `b" in result.markdown
    assert 'Inline "`s1`{=ct}word' in result.markdown
    assert [block.kind for block in result.blocks][1:3] == ["quotation", "paragraph"]


def test_comments_are_never_printed_and_place_nothing(make: Make) -> None:
    result = draft(make(section('Text <!-- {{ claim("share") }} and\n\n [@beta2013] --> goes on.')))
    assert result.placements == ()
    assert result.citations == ()
    assert "goes on" in result.markdown
    assert "<!--" not in result.markdown


def test_handles_and_addresses_are_left_alone(make: Make) -> None:
    markdown = draft(
        make(section("Ask @NHSEngland or joe@example.org, see https://example.org/@user/a_b_c and <https://example.org/@x>."))
    ).markdown
    assert "\\@NHSEngland" in markdown
    assert "joe@example.org" in markdown
    assert "https://example.org/@user/a_b_c" in markdown
    assert "<https://example.org/@x>" in markdown


def test_note_labels_of_different_texts_do_not_collide(make: Make) -> None:
    passage = "---\ntitle: P\n---\nPassage.[^1]\n\n[^1]: From the passage.\n"
    text = 'Section.[^1]\n\n[^1]: From the section.\n\n{{ passage("p") }}\n'
    markdown = draft(make({"evidence/passages/p.md": passage, **section(text)})).markdown
    assert "[^1-1]: From the section." in markdown
    assert "[^2-1]: From the passage." in markdown


def test_a_passage_that_places_itself_is_told(make: Make) -> None:
    result = said(make({"evidence/passages/p.md": '---\ntitle: P\n---\n{{ passage("p") }}\n', **section('{{ passage("p") }}')}))
    assert result == ["evidence/passages/p.md:4:13 WSP006 The passage p places itself. Take the call out of the passage."]


def test_headings_of_a_text_are_below_the_heading_of_its_section(make: Make) -> None:
    assert "## `b" in draft(make(section("# Own heading\n\nText."))).markdown


def test_a_kind_of_document_that_is_not_known(make: Make) -> None:
    outline = "document: respons\ntitle: T\nsections: []\n"
    assert said(make({"responses/one/outline.yaml": outline})) == [
        "responses/one/outline.yaml:1:11 WSP006 There is no kind of document 'respons'. Did you mean 'response'?"
    ]


def test_contacts_that_are_not_public_keep_their_address(make: Make) -> None:
    outline = "title: T\nsign_off: [policy, quiet, nobody]\n"
    result = draft(make({"responses/one/outline.yaml": outline}))
    assert "<policy@example.org>" in result.markdown
    assert "quiet@example.org" not in result.markdown
    assert [f.message for f in result.findings] == ["The sign-off names 'nobody', which is no contact of workspace.yaml."]


def test_changing_a_value_changes_it_wherever_it_is_placed(make: Make) -> None:
    text = '{{ claim("share") }} {{ claim("share", "short") }}. {{ value("share", "share") }}'
    before = draft(make(section(text))).markdown
    from tests.conftest import BASE

    after = draft(
        make({"evidence/topic.yaml": BASE["evidence/topic.yaml"].replace("63 per cent", "64 per cent"), **section(text)}, "changed")
    ).markdown
    assert before.count("63 per cent") == 3
    assert after == before.replace("63 per cent", "64 per cent")


@given(st.text(max_size=60))
def test_escaped_text_is_one_line_without_bare_markup(text: str) -> None:
    result = escape(text)
    assert "\n" not in result
    assert "[" not in result.replace("\\\\", "").replace("\\[", "")


@given(st.text(alphabet="ab `*_[]<!->\\^@:\n", max_size=40))
def test_a_sentence_leaves_nothing_open(text: str) -> None:
    result = sentence(text)
    assert "\n" not in result
    assert "<!--" not in result.replace("\\<!--", "")
    assert not result.replace("\\\\", "").endswith("\\")

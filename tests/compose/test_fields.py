"""Fields of a kind of document: what an outline says under ``fields``, as its template prints it, and what is wrong in it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from toolkit.compose.draft import compose, compose_seen
from toolkit.compose.escape import Markdown
from toolkit.compose.fields import Person
from toolkit.disk import Files
from toolkit.load.workspace import open_workspace
from toolkit.model.draft import Draft
from toolkit.model.kind import Given
from toolkit.model.response import with_fields

if TYPE_CHECKING:
    from tests.conftest import Make

KIND = """
    title: Note
    fields:
      lead: {about: What it says first, required: true}
      body: {type: markdown}
      lines: {type: list}
      people: {type: list, fields: {name: {required: true}, day: {type: day}, agreed: {type: yes-no}}}
      who: {type: person}
      about: {type: passage}
      brings: {type: claims}
      on: {type: day}
      at: {type: moment}
      link: {type: url}
      shown: {type: yes-no}
    """


def note(fields: str, template: str = "{{ fields.lead }}\n\n{{ sections() }}\n", **more: str | None) -> dict[str, str | bytes | None]:
    return {
        "kinds/note/kind.yaml": KIND,
        "kinds/note/template.md": template,
        "evidence/passages/p.md": "---\ntitle: P\n---\nWe are {{ organisation.name }}. {{ claim('view') }}\n",
        "responses/one/consultation.yaml": None,
        "responses/one/outline.yaml": f"document: note\ntitle: A note\nfields:\n{indent(dedent(fields), '  ')}\nsections: [{{id: a, text: Body.}}]\n",
        **more,
    }


def drafted(root: Path) -> Draft:
    workspace = open_workspace(Files(root))
    return compose(workspace, workspace.responses["one"])


def printed(draft: Draft) -> str:
    import re

    return re.sub(r"`\w*`\{=ct\}", "", draft.markdown)


def said(draft: Draft) -> list[str]:
    return [f"{f.span.path.rpartition('/')[2]}:{f.span.line}:{f.span.column} {f.code} {f.message}" for f in draft.findings]


def test_a_field_of_text_may_place_claims_which_count_as_everywhere(make: Make) -> None:
    draft = drafted(
        make(
            note("""\
          lead: 'So it is: {{ claim("share") }}'
        """)
        )
    )
    assert said(draft) == []
    assert "So it is: In 2012 63 per cent of searches were for drugs." in printed(draft)
    assert [(each.claim, each.section, each.span.line) for each in draft.placements] == [("share", "", 4)]
    assert [(each.key, each.locator.value) for each in draft.citations] == [("alpha2012", "3")]
    assert draft.fields == {"fields.lead": "So it is: In 2012 63 per cent of searches were for drugs."}


def test_what_a_field_names_and_the_library_lacks_is_told_where_it_stands(make: Make) -> None:
    draft = drafted(
        make(
            note(
                """\
          lead: Here {{ claim("shere") }} it is.
          body: |
            First.

            Then {{ nothing }}.
        """,
                "{{ fields.body }}\n",
            )
        )
    )
    assert said(draft) == [
        "outline.yaml:4:24 WSP006 There is no claim 'shere' in the library.",
        "outline.yaml:8:13 WSP006 'nothing' is not known here.",
    ]


def test_paragraphs_may_lie_in_a_file_and_prose_in_fields_is_seen_by_checks(make: Make) -> None:
    root = make(note("  lead: Short.\n  body: more.md\n", "{{ fields.body }}\n", **{"responses/one/more.md": "One.\n\nTwo.\n"}))
    workspace = open_workspace(Files(root))
    draft, texts = compose_seen(workspace, workspace.responses["one"])
    assert said(draft) == []
    assert [(text.words, text.section) for text in texts] == [("One.", ""), ("Two.", "")]
    assert [block.span.path for block in draft.blocks] == ["responses/one/more.md"] * 2
    assert said(drafted(make(note("  lead: Short.\n  body: none.md\n"), folder="other"))) == [
        "outline.yaml:5:9 WSP007 The file 'none.md' is not there."
    ]


def test_every_type_of_field_is_printed_in_words(make: Make) -> None:
    template = """\
{% for line in fields.lines %}{{ line }}; {% endfor %}
{% for each in fields.people %}{{ each.name }}{% if each.agreed %} agreed{% endif %}{% if each.day %} on {{ each.day }}{% endif %}; {% endfor %}
{{ fields.who.name }}, {{ fields.who.organisation }}, {{ fields.who.address }}
{{ fields.about }}
{{ fields.on }}, {{ fields.at }}, {{ fields.link }}{% if not fields.shown %}, hidden{% endif %}
{{ where_placed(fields.brings) or "nowhere" }}
"""
    draft = drafted(
        make(
            note(
                """\
          lead: Short.
          lines: [One, "2"]
          people: [{name: Anna, day: 2017-03-01, agreed: true}, {name: Ben, agreed: no}]
          who: policy
          about: p
          brings: [view]
          on: 2017-03-01
          at: 2017-03-01T00:01
          link: https://example.org/a
          shown: false
        """,
                template,
            )
        )
    )
    assert said(draft) == []
    text = printed(draft)
    assert "One; 2; " in text
    assert "Anna agreed on 1 March 2017; Ben; " in text
    assert "Policy team, A Charity, <policy@example.org>" in text
    assert "We are A Charity. In our view this is too many." in text
    assert "1 March 2017, 00:01 on 1 March 2017, <https://example.org/a>, hidden" in text
    assert text.rstrip().endswith("nowhere")


def test_where_claims_are_placed_is_told_by_the_headings(make: Make) -> None:
    template = "{{ sections() }}\n\n{{ where_placed(fields.brings) }}\n"
    outline = 'document: note\nfields: {lead: x, brings: [view, share]}\nsections:\n  - {id: a, heading: One, text: \'{{ claim("view") }} {{ claim("share") }}\'}\n  - {id: b, heading: Two & three, claims: [view]}\n'
    draft = drafted(make(note("", template, **{"responses/one/outline.yaml": outline})))
    assert printed(draft).rstrip().endswith("One (2), Two \\& three (1)")
    assert draft.blocks[-1].section == ""


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ("  lead: x\n  lede: x\n", "5:9 WSP002 A document of the kind note has no field 'lede'."),
        ("  lead: x\n  people: [{nam: Anna, name: A}]\n", "5:18 WSP002 An entry of 'people' has no field 'nam'."),
        ("  body: x\n", "4:3 WSP004 The field 'lead' (what it says first) is not filled in."),
        ("  lead: …\n", "4:9 WSP004 The field 'lead' (what it says first) is not filled in."),
        ("  lead: x\n  people: [{day: 2017-03-01}]\n", "5:12 WSP004 The field 'name' is not filled in."),
        ("  lead: [x]\n", "4:9 WSP003 'lead' should be text."),
        ("  lead: x\n  body: [x]\n", "5:9 WSP003 'body' should be text."),
        ("  lead: x\n  lines: one\n", "5:10 WSP003 'lines' should be a list."),
        ("  lead: x\n  lines: [[one]]\n", "5:11 WSP003 'entry 1 of lines' should be text."),
        ("  lead: x\n  people: [Anna]\n", "5:12 WSP003 This should be written as 'name: value' lines."),
        ("  lead: x\n  who: polcy\n", "5:8 WSP006 'polcy' is no contact of workspace.yaml."),
        ("  lead: x\n  who: [policy]\n", "5:8 WSP003 'who' should be a contact of workspace.yaml, or have a name."),
        ("  lead: x\n  who: {role: Chair}\n", "5:8 WSP004 'who' has no name."),
        ("  lead: x\n  who: {name: A, rolle: Chair}\n", "5:25 WSP002 A person has no 'rolle'."),
        ("  lead: x\n  about: q\n", "5:10 WSP006 There is no passage 'q' in the library."),
        ("  lead: x\n  about: [p]\n", "5:10 WSP003 'about' should be the id of a passage."),
        ("  lead: x\n  brings: view\n", "5:11 WSP003 'brings' should be a list of ids of claims."),
        ("  lead: x\n  brings: [view, shere]\n", "5:18 WSP006 The claim 'shere' is not in the library."),
        ("  lead: x\n  on: 1 March\n", "5:7 WSP003 'on' should be a date such as 2017-03-01."),
        ("  lead: x\n  at: noon\n", "5:7 WSP003 'at' should be a date and time"),
        ("  lead: x\n  link: example.org\n", "5:9 WSP003 'link' should be an address such as https://example.org."),
        ("  lead: x\n  shown: maybe\n", "5:10 WSP003 'shown' should be true or false."),
    ],
)
def test_what_does_not_fit_is_told_and_the_rest_is_printed(make: Make, fields: str, finding: str) -> None:
    draft = drafted(make(note(fields, "{{ sections() }}\n{{ fields.about }}\n")))
    found = said(draft)
    assert len(found) == 1
    code = finding.split(" ")[1]
    assert found[0].startswith(f"outline.yaml:{finding}") or (code == "WSP003" and "date" in finding and f" {code} " in found[0]), found
    assert all(each.help for each in draft.findings)
    assert "Body." in printed(draft)


def test_the_fields_themselves_have_to_be_names_and_values(make: Make) -> None:
    outline = "document: note\nfields: [one]\nsections: [{id: a, text: Body.}]\n"
    found = said(drafted(make(note("", **{"responses/one/outline.yaml": outline}))))
    assert found[0] == "outline.yaml:2:9 WSP003 'fields' of the outline should be 'name: value' lines."


def test_a_kind_without_fields_says_so_of_any_that_is_filled_in(make: Make) -> None:
    outline = "fields: {lead: x}\nsections: [{id: a, text: Body.}]\n"
    found = drafted(make({"responses/one/outline.yaml": outline})).findings
    assert [(each.code, each.message, each.help) for each in found] == [
        ("WSP002", "A document of the kind response has no field 'lead'.", "It has none.")
    ]


def test_what_is_unfilled_is_known_by_its_path(make: Make) -> None:
    draft = drafted(make(note("  people: [{name: Anna}, {day: 2017-03-01}]\n")))
    assert draft.unfilled == ("fields.lead", "fields.people.1.name")


def test_a_template_that_asks_for_a_field_that_is_not_declared_is_told_at_its_line(make: Make) -> None:
    found = drafted(make(note("  lead: x\n", "Above.\n\n{{ fields.laed }}\n"))).findings
    assert [(f"{each.span}", each.code, each.message, each.help) for each in found] == [
        ("kinds/note/template.md:3:1", "WSP006", "There is no 'laed' among the fields.", "Did you mean 'lead'?")
    ]


@pytest.mark.parametrize("template", ["{{ fields }}", "{{ fields.people[0] }}", "{{ kind }}"])
def test_what_cannot_be_printed_as_it_is_is_told(make: Make, template: str) -> None:
    draft = drafted(make(note("  lead: x\n  people: [{name: Anna}]\n", f"One.\n{template}\n")))
    assert [f"{each.span} {each.code}" for each in draft.findings] == ["kinds/note/template.md:2:1 WSP008"]


def test_what_is_given_for_one_copy_is_plain_text_whatever_it_holds(make: Make) -> None:
    root = make(note("  lead: x\n", "{{ fields.lead }}\n\n{{ fields.body }}\n\n{% for line in fields.lines %}{{ line }}{% endfor %}\n"))
    workspace = open_workspace(Files(root))
    wild = '{{ claim("share") }} *a* [@alpha2012] <b>'
    given = {"lead": Given(wild), "body": Given(f"{wild}\n\nTwo"), "lines": [Given(wild)]}
    draft = compose(workspace, with_fields(workspace.responses["one"], given))
    assert (said(draft), draft.placements, draft.citations) == ([], (), ())
    assert printed(draft).count('\\{\\{ claim("share") \\}\\} \\*a\\* \\[\\@alpha2012\\] \\<b\\>') == 3


def test_a_mail_address_is_a_link_and_what_is_none_is_its_words() -> None:
    assert Person(name="A", email=" a@example.org ").address == "<a@example.org>"
    assert Person(name="A", email="<x> a@b").address == "\\<x\\> a\\@b"
    assert isinstance(Person(name="A").address, Markdown)

"""The text of a page that was built, as a part of another: everything reachable, and nothing that a strict policy would stop."""

from __future__ import annotations

from toolkit.faces.site.body import Heading, Mark, body_of
from toolkit.model.publication import Shown
from toolkit.model.record import Place, SentClaim, Use

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGP8z8AARAwQAAAOAAEDhLgxVAAAAABJRU5ErkJggg=="


def page(text: str) -> str:
    return f"<!DOCTYPE html><html><head><style>p {{}}</style></head><body><header>h</header><main>{text}</main></body></html>"


def claim(id_: str, *said: str) -> SentClaim:
    return SentClaim(
        id=id_, kind="position", text=said[0], sha256="", status="checked", uses=tuple(Use(place=Place(), said=each) for each in said)
    )


def test_styles_and_what_else_a_policy_stops_go_and_alignment_becomes_a_class() -> None:
    found = body_of(
        page(
            '<p style="color: red" onclick="x()" data-cites="a">A</p><table><tr><td style="text-align: right;" class="sum">1</td></tr></table>'
        ),
        (),
    )
    assert "<p>A</p>" in found.html
    assert '<td class="sum right">1</td>' in found.html
    assert "style" not in found.html


def test_pictures_become_files_with_their_sizes() -> None:
    found = body_of(page(f'<p><img src="data:image/png;base64,{DOT}" alt="A dot"></p>'), ())
    ((name, data),) = found.pictures.items()
    assert data[12:16] == b"IHDR"
    assert f'<img src="{name}" alt="A dot" width="2" height="3">' in found.html


def test_a_picture_from_elsewhere_is_not_fetched() -> None:
    found = body_of(page('<p><img src="https://example.org/spy.gif" alt="Spy"></p>'), ())
    assert found.pictures == {}
    assert "example.org" not in found.html


def test_below_a_chart_stand_its_data() -> None:
    exhibit = (
        '<div class="exhibit"><div class="exhibit-caption"><p><strong>Figure 1.</strong> Riders</p></div>'
        f'<p><img src="data:image/png;base64,{DOT}" alt="Bars"></p><div class="exhibit-source"><p>Source: us.</p></div></div>'
    )
    found = body_of(page(exhibit), (), [Shown(label="Figure 1", columns=("Year", "Riders"), rows=(("2016", "<90>"),))])
    assert '<figure class="exhibit" id="exhibit-1"><figcaption class="exhibit-caption" id="exhibit-1-caption">' in found.html
    assert "<summary>Data of Figure 1 as a table</summary>" in found.html
    assert '<th scope="col">Riders</th>' in found.html
    assert "<td>&lt;90&gt;</td>" in found.html
    assert found.html.index("<details>") < found.html.index("Source: us.")


def test_tables_scroll_by_themselves_and_have_names() -> None:
    table = "<table><thead><tr><th></th><th>Seats</th></tr></thead><tbody><tr><td>Bus</td><td>45</td></tr></tbody></table>"
    captioned = table.replace("<thead>", "<caption>Seats <em>now</em></caption><thead>")
    found = body_of(page(f"{table}{captioned}"), ()).html
    assert '<div class="scroll" role="region" tabindex="0" aria-label="Table 1 in the text"><table>' in found
    assert 'aria-label="Seats now"' in found
    assert '<td></td><th scope="col">Seats</th>' in found


def test_notes_lead_back_by_name() -> None:
    notes = (
        '<p>So.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a></p>'
        '<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Us.'
        '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
    )
    found = body_of(page(notes), ())
    assert '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref" aria-label="Note 1"><sup>1</sup></a>' in found.html
    assert 'aria-label="Back to the text of note 1"' in found.html
    assert found.contents == (Heading("notes", "Notes", 2),)
    assert "<hr>" not in found.html


def test_numbered_paragraphs_can_be_pointed_at() -> None:
    found = body_of(page('<div class="numbered-para"><p>One.</p></div><div class="numbered-para"><p>Two.</p></div>'), ()).html
    assert (
        '<div class="numbered-para" id="paragraph-2"><a class="paragraph-number" href="#paragraph-2" aria-label="Paragraph 2">2.</a>'
        in found
    )


def test_a_recommendation_has_its_address_where_it_stands_in_the_text() -> None:
    box = '<div class="recommendation"><div class="recommendation-label"><p>Recommendation 1 – The Council</p></div><p>Do.</p></div>'
    assert body_of(page(box), ()).summarised is False
    found = body_of(page(f"{box}<h2>Later</h2>{box}"), ())
    assert found.recommendations == {1: "recommendation-1"}
    assert found.summarised
    assert found.html.index('id="recommendation-1-summary"') < found.html.index("Later") < found.html.index('id="recommendation-1"')


def test_an_id_that_the_page_has_itself_gives_way_with_the_links_to_it() -> None:
    found = body_of(
        page('<h2 id="corrections">Corrections</h2><p id="a">x</p><p id="a">y</p><p><a href="#corrections">see</a></p><h3>No id</h3>'),
        {"corrections"},
    )
    assert found.contents == (Heading("corrections-2", "Corrections", 2), Heading("heading-2", "No id", 3))
    assert '<a href="#corrections-2">see</a>' in found.html
    assert '<p id="a">x</p><p id="a-2">y</p>' in found.html


def test_the_words_of_a_claim_are_marked_at_each_place() -> None:
    text = '<p><span id="k_bus_times_1">The last bus leaves at nine</span>. It is <span id="k_bus_times_2">nine</span>. <span id="k_bus_times_old_1">Old.</span></p>'
    claims = [claim("bus-times", "The last bus leaves at nine", "nine")]
    found = body_of(page(text), (), claims=claims, marks={"bus-times": Mark("#correction-1", "corrected")})
    assert found.claims == {"bus-times": ("k_bus_times_1", "k_bus_times_2")}
    assert (
        '<span id="k_bus_times_1" class="marked">The last bus leaves at nine</span>. <a class="mark" href="#correction-1">corrected</a> It'
        in found.html
    )
    assert found.html.count('class="mark"') == 2


def test_of_two_claims_whose_names_begin_alike_the_right_one_is_marked() -> None:
    name = "k_" + "a" * 32
    text = f'<p><span id="{name}_1">One thing.</span> <span id="{name}_1">Another thing.</span></p>'
    claims = [claim("a" * 32 + "-1", "One thing."), claim("a" * 32 + "-2", "Another thing.")]
    found = body_of(page(text), (), claims=claims, marks={claims[1].id: Mark("#correction-1", "withdrawn")})
    assert f'<span id="{name}_1">One thing.</span> <span id="{name}_1-2" class="marked">Another thing.</span>' in found.html


def test_a_page_without_a_text_is_empty() -> None:
    assert body_of("<html><body><p>x</p></body></html>", ()).html == ""

"""Charts of exhibits: what people write, and what is drawn from it."""

import json
import re
import struct
from io import BytesIO
from itertools import pairwise

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from toolkit.model.evidence import Exhibit
from toolkit.model.span import Origin
from toolkit.render.charts import Chart, chart, chart_findings, drawn
from toolkit.render.figures import numbers, unit
from toolkit.render.fonts import fonts
from toolkit.render.vega import THEME

MONTHS = "month,share\n2016-11,62%\n2016-12,61%\n2017-01,63%"
BOROUGHS = 'Borough,Searches,Arrests\nCamden,"4,120",512\nKensington and Chelsea,"2,310",202\nWestminster,"9,020",1311'
RATES = "\n".join(
    ["year,group,rate", *(f"{year},{group},{rate}" for year in (2015, 2016, 2017) for group, rate in (("Black", 9), ("White", 2)))]
)


def table(text):
    """Columns and rows of a few lines of CSV whose cells hold no more than a thousands separator."""
    lines = [re.findall(r'"[^"]*"|[^,]+', line) for line in text.splitlines()]
    columns, *rows = [[cell.strip('"') for cell in line] for line in lines]
    return columns, [dict(zip(columns, row, strict=True)) for row in rows]


def exhibit(spec):
    marks = {"": (3, 3, 9, 1), "chart": (5, 5, 5, 60), "chart.y": (5, 30, 5, 38)}
    return Exhibit(
        id="searches",
        data="evidence/data/searches.csv",
        chart=spec,
        caption="Searches",
        origin=Origin(path="evidence/police.yaml", marks=marks),
    )


def words(made: Chart) -> list[str]:
    return re.findall(r"<(?:text|tspan)\b[^>]*>([^<]+)<", made.svg)


def found(spec, text=BOROUGHS):
    made, findings = drawn(exhibit(spec), *table(text))
    assert made is None
    return [f"{finding.span.line}:{finding.span.column} {finding.code} {finding.message} {finding.help}" for finding in findings]


SHORT = {
    "bars": ({"mark": "bar", "x": "month", "y": "share"}, MONTHS, ["62%", "61%", "63%", "share"]),
    "the mark may be left out": ({"x": "month", "y": "share", "y_title": "Per cent"}, MONTHS, ["62%", "Per cent"]),
    "lying bars": (
        {"x": "Borough", "y": "Searches", "horizontal": True, "x_title": "Where"},
        BOROUGHS,
        ["Camden", "4,120", "9,020", "Where"],
    ),
    "a wide table": ({"x": "Borough", "y": ["Searches", "Arrests"]}, BOROUGHS, ["Searches", "Arrests", "512", "9,020"]),
    "groups": ({"x": "year", "y": "rate", "colour": "group", "labels": True}, RATES, ["Black", "White", "9", "2", "2016"]),
    "stacked": ({"x": "year", "y": "rate", "colour": "group", "stack": True}, RATES, ["Black", "White", "10"]),
    "shares": ({"x": "year", "y": "rate", "colour": "group", "stack": "normalise", "horizontal": True}, RATES, ["Black", "9", "2"]),
    "lines": ({"mark": "line", "x": "year", "y": "rate", "colour": "group"}, RATES, ["2015", "2017", "Black", "rate"]),
    "lines by month": ({"mark": "line", "x": "month", "y": "share"}, MONTHS, ["Nov 2016", "Jan 2017", "60%"]),
    "areas": ({"mark": "area", "x": "year", "y": "rate", "colour": "group"}, RATES, ["Black", "White"]),
    "points": ({"mark": "point", "x": "Searches", "y": "Arrests", "colour": "Borough"}, BOROUGHS, ["Searches", "Arrests", "Westminster"]),
}


@pytest.mark.parametrize("name", SHORT)
def test_the_short_form(name):
    spec, text, shown = SHORT[name]
    made, findings = drawn(exhibit(spec), *table(text))
    assert findings == []
    assert set(shown) <= set(words(made))
    assert made.width == 453.75, "the text column of an A4 page"


@pytest.mark.parametrize(
    ("spec", "order"),
    [
        ({}, ["Camden", "Kensington and Chelsea", "Westminster"]),
        ({"sort": "descending"}, ["Westminster", "Camden", "Kensington and Chelsea"]),
        ({"sort": "ascending"}, ["Kensington and Chelsea", "Camden", "Westminster"]),
        ({"sort": ["Westminster", "Kensington and Chelsea", "Camden"]}, ["Westminster", "Kensington and Chelsea", "Camden"]),
    ],
)
def test_names_stand_in_the_order_of_the_file_unless_another_is_asked_for(spec, order):
    made = chart({"x": "Borough", "y": "Searches", "horizontal": True, **spec}, *table(BOROUGHS))
    assert [word for word in words(made) if word in order] == order


def test_a_cell_without_a_figure_leaves_a_gap():
    made = chart({"x": "month", "y": "share"}, *table(MONTHS.replace("61%", "[c]")))
    assert [word for word in words(made) if word in ("62%", "61%", "63%")] == ["62%", "63%"]
    assert "Dec" not in words(made)


def test_long_names_go_over_several_lines_or_lie_aslant():
    several = chart(
        {"x": "Borough", "y": "Searches"}, *table("Borough,Searches\n" + "\n".join(f"Kensington and Chelsea {n},{n}" for n in range(6)))
    )
    assert "Kensington" in words(several)
    aslant = chart(
        {"x": "Borough", "y": "Searches"}, *table("Borough,Searches\n" + "\n".join(f"Llanfairpwllgwyngyll{n},{n}" for n in range(9)))
    )
    assert "rotate(320)" in aslant.svg


def test_columns_may_have_names_that_vega_would_read_as_a_path():
    made = chart({"x": "a.b[0]", "y": "it's"}, ["a.b[0]", "it's"], [{"a.b[0]": "North", "it's": "3"}, {"a.b[0]": "South", "it's": "5"}])
    assert {"North", "South", "3", "5", "it's"} <= {word.replace("&#39;", "'") for word in words(made)}


def test_parts_of_a_bar_carry_their_figures_where_they_have_room():
    rows = [
        {"who": who, "charged": a, "cautioned": b, "other": c}
        for who, a, b, c in (("Black", "78%", "20%", "2%"), ("White", "44%", "53%", "3%"))
    ]
    spec = {"x": "who", "y": ["charged", "cautioned", "other"], "stack": True}
    made = chart(spec, list(rows[0]), rows)
    assert {"78%", "20%", "44%", "53%"} <= set(words(made))
    assert not {"2%", "3%"} & set(words(made))
    assert not {"78%", "44%"} & set(words(chart({**spec, "labels": False}, list(rows[0]), rows)))


def test_two_bars_do_not_fill_the_page():
    def widths(made):
        return {float(width) for width in re.findall(r'aria-roledescription="bar"[^>]* d="M[\d.]+,[\d.]+h([\d.]+)v', made.svg)}

    two = widths(chart({"x": "year", "y": "n"}, ["year", "n"], [{"year": "2000", "n": "318"}, {"year": "2013", "n": "22"}]))
    assert len(two) == 1
    assert max(two) < 100


def test_a_title_stands_above():
    assert "Searches in London" in words(chart({"x": "month", "y": "share"}, *table(MONTHS), title="Searches in London"))


def test_the_same_input_gives_the_same_bytes_whatever_was_drawn_before():
    spec = {"mark": {"type": "line", "clip": True}, "encoding": {"x": {"field": "year"}, "y": {"field": "rate", "type": "quantitative"}}}
    spec["encoding"]["color"] = {"field": "rate", "type": "quantitative"}
    first = chart(spec, *table(RATES))
    chart(spec, *table(RATES))
    assert "url(#" in first.svg, "the case is about the names of clips and gradients"
    assert chart(spec, *table(RATES)) == first


def test_the_picture_has_dots_enough_for_print():
    made = chart({"x": "month", "y": "share"}, *table(MONTHS))
    width, height = struct.unpack(">II", made.png[16:24])
    assert width / (made.width / 72) == pytest.approx(288, rel=0.01)
    assert height / (made.height / 72) == pytest.approx(288, rel=0.01)


WRONG = {
    "a column that is not there": (
        {"x": "Borough", "y": "Serches"},
        [
            "5:30 WSP006 The exhibit searches uses the column 'Serches', which evidence/data/searches.csv has not got. "
            "Did you mean 'Searches'?"
        ],
    ),
    "no axis": (
        {"x": "Borough"},
        ["5:5 WSP013 The chart of 'searches' does not name a column for y. The columns are Borough, Searches, Arrests."],
    ),
    "several columns for x": (
        {"x": ["Borough"], "y": "Searches"},
        ["5:5 WSP013 The chart of 'searches' does not name a column for x. The columns are Borough, Searches, Arrests."],
    ),
    "several columns for colour": (
        {"x": "Borough", "y": "Searches", "colour": ["Borough"]},
        ["5:5 WSP013 The chart of 'searches' does not name a column for colour. The columns are Borough, Searches, Arrests."],
    ),
    "an unknown key": (
        {"x": "Borough", "y": "Searches", "color": "Borough"},
        ["5:5 WSP013 A chart has no 'color'. Did you mean 'colour'?"],
    ),
    "an unknown mark": (
        {"mark": "bars", "x": "Borough", "y": "Searches"},
        ["5:5 WSP013 There is no mark 'bars'. Did you mean 'bar'? The marks are bar, line, point, area."],
    ),
    "an unknown order": (
        {"x": "Borough", "y": "Searches", "sort": "down"},
        ["5:5 WSP013 A chart cannot be sorted by 'down'. Write ascending, descending, or a list of the names in their order."],
    ),
    "an unknown stack": (
        {"x": "Borough", "y": "Searches", "stack": "yes"},
        ["5:5 WSP013 A chart cannot be stacked by 'yes'. Write true, false, or normalise for shares of 100 per cent."],
    ),
    "two ways to name series": (
        {"x": "Borough", "y": ["Searches", "Arrests"], "colour": "Borough"},
        ["5:5 WSP013 A chart has several columns for y, or a column for colour, not both. Take one of them out."],
    ),
    "words where numbers should be": (
        {"x": "Searches", "y": "Borough"},
        ["5:30 WSP013 The column 'Borough' has to hold numbers and holds 'Camden'. Correct the data file, or name another column."],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_the_short_form_cannot_hold_is_a_finding(name):
    spec, expected = WRONG[name]
    assert found(spec) == expected


def test_a_name_with_two_rows_needs_a_column_that_tells_them_apart():
    (finding,) = found({"x": "year", "y": "rate"}, RATES)
    assert finding.startswith("5:5 WSP013 '2015' stands more than once in the column 'year'. Say under 'colour'")


def test_an_empty_column_of_figures_is_a_finding():
    (finding,) = found({"x": "month", "y": "share"}, re.sub(r"\d\d%", "..", MONTHS))
    assert "The column 'share' has to hold numbers and" in finding


WHOLE = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "mark": "bar",
    "data": {"values": [{"Borough": "Atlantis", "Searches": 1}]},
}
WHOLE["encoding"] = {"x": {"field": "Borough", "type": "nominal"}, "y": {"field": "Searches", "type": "quantitative"}}


def test_a_whole_specification_is_drawn_with_the_rows_of_the_file():
    made, findings = drawn(exhibit(WHOLE), *table(BOROUGHS))
    assert findings == []
    assert "Camden" in words(made)
    assert "Atlantis" not in words(made)
    assert "10,000" in words(made), "the figures of the file are numbers to it"
    assert made.width == 453.75


def test_expressions_and_lines_of_their_own_data_may_stand_in_it():
    spec = {
        "layer": [
            {"transform": [{"calculate": "datum.Arrests / datum.Searches", "as": "share"}], "mark": "bar", "encoding": WHOLE["encoding"]},
            {"data": {"values": [{"limit": 5000}]}, "mark": "rule", "encoding": {"y": {"datum": 5000}}},
        ]
    }
    assert "Camden" in words(chart(spec, *table(BOROUGHS)))


def test_it_may_settle_its_own_width():
    assert chart({**WHOLE, "width": 200}, *table(BOROUGHS)).width < 300


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ({"data": {"url": "http://127.0.0.1:9/searches.csv"}}, "data"),
        ({"datasets": {"a": []}}, "datasets"),
        ({"mark": "image"}, "mark"),
        ({"mark": {"type": "image", "url": "/etc/hostname"}}, "mark.type"),
        ({"encoding": {"url": {"field": "Borough"}}}, "encoding.url"),
        ({"transform": [{"lookup": "a", "from": {"data": {"url": "file:///etc/hostname"}}}]}, "transform.0.from.data"),
    ],
)
def test_nothing_is_fetched_from_elsewhere(part, where):
    findings = chart_findings(exhibit({**WHOLE, **part}), *table(BOROUGHS))
    assert findings
    assert {finding.code for finding in findings} == {"WSP013"}
    assert "from elsewhere" in findings[0].message
    with pytest.raises(ValueError, match="from elsewhere"):
        chart({**WHOLE, **part}, *table(BOROUGHS))
    assert vega_paths({**WHOLE, **part})[0] == where


def vega_paths(spec):
    from toolkit.render.vega import outside

    return [path for path, _ in outside(spec)]


@pytest.mark.parametrize(
    "spec",
    [
        {"$schema": "https://vega.github.io/schema/vega/v6.json", "marks": []},
        {"mark": "pie", "encoding": {}},
        {"mark": "bar", "encoding": {"x": {"field": "Borough", "type": "words"}}},
        {"mark": "bar", "encoding": {"x": {"field": "Borough", "type": "nominal"}}, "transform": [{"calculate": "datum.(", "as": "n"}]},
        {"layer": "all"},
        {"encoding": 3},
    ],
)
def test_a_specification_that_cannot_be_drawn_is_a_finding_without_a_trace(spec):
    made, findings = drawn(exhibit(spec), *table(BOROUGHS))
    assert made is None
    (finding,) = findings
    assert finding.code == "WSP013"
    assert finding.message.startswith("The chart of 'searches' cannot be drawn: ")
    assert len(finding.message) < 220
    assert not re.search(r"https:|ext:|\n|Error", finding.message)
    assert finding.span.line == 5


def test_an_exhibit_that_is_a_table_has_no_chart():
    whole = Exhibit(id="t", data="t.csv", caption="T", table={"columns": ["a"]})
    assert drawn(whole, ["a"], [{"a": "1"}]) == (None, [])
    assert chart_findings(whole, ["a"]) == []


def test_the_short_form_says_to_a_caller_why_it_cannot_be_drawn():
    with pytest.raises(ValueError, match=r"uses the column 'Serches', which the data file has not got$"):
        chart({"x": "Borough", "y": "Serches"}, *table(BOROUGHS))


def pdf(made: Chart) -> PdfReader:
    source = (
        '#set document(title: "T", date: datetime(year: 2017, month: 3, day: 1))\n#set text(lang: "en")\n'
        '#figure(image(bytes(sys.inputs.svg), format: "svg", alt: "A chart", width: 100%))'
    )
    compiler = typst.Compiler(source.encode(), font_paths=fonts(), sys_inputs={"svg": made.svg})
    return PdfReader(BytesIO(compiler.compile(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)))


def test_in_the_pdf_its_words_are_words_in_the_house_face():
    (page,) = pdf(chart({"x": "Borough", "y": "Searches", "horizontal": True}, *table(BOROUGHS))).pages
    assert "Kensington and Chelsea" in page.extract_text()
    assert {font.partition("+")[2].partition("-")[0] for font in faces(page)} == {"SourceSansPro"}


def faces(page):
    """Base names of the faces of a page and of the drawings on it."""
    resources = [page["/Resources"], *(form.get("/Resources", {}) for form in page["/Resources"].get("/XObject", {}).values())]
    return [font["/BaseFont"].lstrip("/") for part in resources for font in part.get("/Font", {}).values()]


@pytest.mark.parametrize("name", ["مرحبا بالعالم", "मानचित्र", "😀 good", "שלום"])
def test_words_of_other_scripts_do_not_keep_the_pdf_from_being_made(name):
    made, findings = drawn(exhibit({"x": "Borough", "y": "Searches"}), *table(BOROUGHS.replace("Camden", name)))
    assert findings == []
    assert len(pdf(made).pages) == 1


def test_a_sign_that_no_face_has_is_a_warning_and_the_chart_is_drawn():
    made, findings = drawn(exhibit({"x": "Borough", "y": "Searches"}), *table(BOROUGHS.replace("Camden", "漢字")))
    assert [str(finding) for finding in findings] == [
        "evidence/police.yaml:5:5 WSP013 The chart of 'searches' cannot show these signs: 字 漢 Write them in another way in the data file."
    ]
    assert findings[0].severity == "warning"
    assert len(pdf(made).pages) == 1


def test_colours_can_be_told_apart_in_grey_and_from_the_paper():
    colours = json.loads(THEME.read_text("utf-8"))["range"]["category"]
    light = [luminance(colour) for colour in colours]
    assert all(1.05 / (each + 0.05) >= 3 for each in light), "WCAG 2.2, success criterion 1.4.11"
    lightness = sorted(116 * each ** (1 / 3) - 16 for each in light[:4])
    assert all(after - before >= 8 for before, after in pairwise(lightness))


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_cells_are_numbers_as_people_write_them():
    assert numbers(["1,234", "63%", "£12.50", "−3", "0.5", "", "[c]"]) == [1234, 63, 12.5, -3, 0.5, None, None]
    assert numbers(["1", "about 2"]) is None
    assert numbers(["007"]) is None
    assert numbers(["2015/16"]) is None
    assert numbers(["", "-"]) is None


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_numbers_are_read_as_they_were_written(values):
    assert numbers([f"{value:,}" for value in values]) == values
    assert numbers([str(value) for value in values]) == values


def test_a_unit_is_shown_where_all_figures_have_it():
    assert unit(["63%", "..", "61 %"]) == ("", "%")
    assert unit(["£3", "£4.50"]) == ("£", "")
    assert unit(["£3", "4"]) == ("", "")
    assert unit([]) == ("", "")


KEYS = ["mark", "x", "y", "colour", "sort", "stack", "labels", "horizontal", "data", "layer", "z"]
scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["Borough", "Searches", "bar"])
anything = scalars | st.lists(scalars, max_size=2) | st.dictionaries(st.text(max_size=6), scalars, max_size=3)


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6))
def test_whatever_people_write_there_are_findings_and_no_traces(spec):
    findings = chart_findings(exhibit(spec), *table(BOROUGHS))
    for finding in findings:
        assert finding.code in ("WSP006", "WSP013")
        assert finding.message
        assert finding.help

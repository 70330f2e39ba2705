"""Tables in the text of a page: their rows, and what their headings say of each cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.archive.tables import tables


def cells(text: str) -> list[tuple[str, str, str, str]]:
    """Row, column, cell and what it counts; with a question mark where that is not plain."""
    found = []
    for table in tables(text):
        for row in table.rows:
            for cell in row.cells:
                unit = cell.units[0]
                counted = f"{unit.kind} {unit.unit} {unit.scale:g}".replace("  ", " ").removesuffix(" 1")
                found.append((row.label, cell.column, cell.text, counted + "?" * (not cell.certain)))
    return found


def counted(text: str) -> list[str]:
    return [f"{cell} {unit}" for _, _, cell, unit in cells(text)]


def test_each_column_has_the_unit_of_its_heading() -> None:
    text = """Ethnic group Searches (000s) Per cent Rate per 1,000
White 61.2 43 9.4
Black 50.1 35.2 41.0
"""
    assert cells(text)[:3] == [
        ("White", "Searches (000s)", "61.2", "number 1000"),
        ("White", "Per cent", "43", "percentage per cent"),
        ("White", "Rate per 1,000", "9.4", "rate per 1,000"),
    ]


def test_a_caption_speaks_for_all_columns_wherever_it_stands() -> None:
    above = "Table 4: Spending (£m)\n2014/15 2015/16\nYouth services 623 538\nTotal 7,734 7,644\n"
    below = "2014/15 2015/16\nYouth services 623 538\nTotal 7,734 7,644\nTable 4: Spending (£m)\n"
    for text in (above, below):
        assert cells(text)[:2] == [
            ("Youth services", "2014/15", "623", "money GBP 1e+06"),
            ("Youth services", "2015/16", "538", "money GBP 1e+06"),
        ]


def test_a_title_above_the_names_of_columns_speaks_for_all_of_them() -> None:
    text = "Percentage of individuals in poverty\nAll individuals Children Pensioners\n2010/11 21 27 14\n2015/16 22 30 16\n"
    assert cells(text)[1] == ("2010/11", "Children", "27", "percentage per cent")


def test_a_cells_own_sign_comes_first_then_the_row_then_the_column() -> None:
    text = """Strength (FTE)
Officers PCSOs Staff
31 March 2016 124,066 11,043 61,668
31 March 2017 123,142 £10,213 61,063
Change (%) -14.3 -39.6 -23.3
"""
    found = cells(text)
    assert found[0] == ("31 March 2016", "Officers", "124,066", "number")
    assert found[4] == ("31 March 2017", "PCSOs", "£10,213", "money GBP")
    assert found[6] == ("Change (%)", "Officers", "-14.3", "percentage per cent")
    assert counted("Area Deaths Share\nWales 192 6.1%\nEngland 3,187 93.9 %\n")[1::2] == [
        "6.1% percentage per cent",
        "93.9 % percentage per cent",
    ]
    assert counted("Costs (£bn)\nCare £1.4 £1.5\nHealth £2.5m £2.6bn\n") == [
        "£1.4 money GBP 1e+09",
        "£1.5 money GBP 1e+09",
        "£2.5m money GBP 1e+06",
        "£2.6bn money GBP 1e+09",
    ]


def test_a_column_of_changes_is_per_cent_whatever_the_row_counts() -> None:
    text = "Courts 2015-16 2016-17 % change\nReceipts (000s) 113.7 110.9 -2\nDisposals (000s) 125.7 114.9 -9\n"
    assert counted(text)[:3] == ["113.7 number 1000", "110.9 number 1000", "-2 percentage per cent"]


def test_where_headings_cannot_be_told_apart_it_is_said() -> None:
    text = "Cost in £m of some things and the per cent that it is\nHousing 12 3 7\nCare 14 4 8\n"
    assert {unit[-1] for _, _, _, unit in cells(text)} == {"?"}


def test_the_words_of_a_label_may_need_lines_of_their_own() -> None:
    text = """Area 2015/16
£m
2016/17
£m
Adult social care and support services for older
people
12.4 13.0
Housing 1,204 (35)
"""
    assert cells(text)[0] == ("Adult social care and support services for older people", "2015/16", "12.4", "money GBP 1e+06")
    assert cells(text)[-1] == ("Housing", "2016/17", "(35)", "money GBP 1e+06")
    divided = "Children 3,678 3,811\nSafeguarding and youth\njustice 2,391 2,402\n"
    assert cells(divided)[2] == ("Safeguarding and youth justice", "", "2,391", "number")


def test_cells_may_stand_on_lines_of_their_own() -> None:
    text = "Group\nKilled\nInjured\nPedestrians\n448\n5,140\nCyclists\n102\n3,397\nAll\n550\n8,537\n"
    assert cells(text)[1] == ("Pedestrians", "Injured", "5,140", "number")
    assert cells(text)[2] == ("Cyclists", "Killed", "102", "number")


def test_years_may_be_rows_or_columns() -> None:
    assert cells("Year White Black\n2014 12 34\n2015 1,200 35\n")[0] == ("2014", "White", "12", "number")
    assert cells("Area 2014 2015\nWales 12 34\nEngland 1,200 35\n")[1] == ("Wales", "2015", "34", "number")


def test_marks_of_notes_and_empty_cells_are_passed_over() -> None:
    text = "Country Deaths[1] Rate\nEngland 3,187 [2] 66.0\nWales – 61.9*\nScotland n/a 160.0\n"
    assert [cell for _, _, cell, _ in cells(text)] == ["3,187", "66.0", "61.9*", "160.0"]


def test_a_table_ends_where_another_begins() -> None:
    text = "Exclusions\nNumber Rate\n2014/15 5,795 0.07\n2015/16 6,685 0.08\nFixed exclusions (thousands)\nNumber Rate\n2014/15 302 3.88\n2015/16 339 4.29\n"
    first, second = tables(text)
    assert (first.heading, len(first.rows)) == ("Exclusions Number Rate", 2)
    assert second.heading == "Fixed exclusions (thousands) Number Rate"
    found = list(tables("Region Cases\nLondon 12\nWales 34\nTable 7. Homes (thousands)\nLondon 61.2\nWales 1.3\n"))
    assert [table.heading for table in found] == ["Region Cases", "Table 7. Homes (thousands)"]


def test_sentences_are_no_tables() -> None:
    prose = """The number of searches that were made in the year rose to 142,467
and in the year before it was 130,100
and that of arrests to 12.
"""
    assert list(tables(prose)) == []
    assert list(tables("See the notes on page 12\nand the annex on page 14\n")) == []
    assert list(tables("")) == list(tables("\n\n12\n")) == []


def test_a_table_below_a_sentence_does_not_take_its_words() -> None:
    (table,) = tables("This is prose. It says £5 million and more\nof it follows.\nYear Deaths\n2000 318\n2013 22\n")
    assert table.heading == "Year Deaths"


@given(st.text(alphabet="abC 123,.%£()\n-–\t", max_size=300))
def test_any_text_is_read_and_offsets_are_those_of_the_text(text: str) -> None:
    for table in tables(text):
        assert all(text[cell.start : cell.end] == cell.text for row in table.rows for cell in row.cells)
        assert 0 <= table.start <= table.end <= len(text)

"""UK sources print in OSCOLA as lawyers cite them, and read right in the other styles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toolkit.cite.csl import csl_item
from toolkit.cite.locator import parse_locator, to_pandoc
from toolkit.cite.styles import find_style
from toolkit.model.source import Source

CASES = [
    ("legislation", {"title": "Health and Care Act 2022", "url": "https://x.uk"}, "s 1(2)", "Health and Care Act 2022 s 1(2)."),
    ("legislation", {"title": "Health and Care Act", "date": "2022", "number": "2022 c. 31"}, "s 1(2)", "Health and Care Act 2022 s 1(2)."),
    ("legislation", {"title": "The X Regulations 2013", "number": "SI 2013/376"}, "reg 36", "The X Regulations 2013, SI 2013/376 reg 36."),
    (
        "si",
        {"title": "The X Regulations 2013", "number": "2013/376 (C 12)"},
        "reg 36",
        "The X Regulations 2013, SI 2013/376 (C 12) reg 36.",
    ),
    ("legislation", {"title": "The X Order 2013", "number": "S.S.I. 2013/3"}, "art 5", "The X Order 2013, SSI 2013/3 art 5."),
    ("legislation", {"title": "The X Order 2013, SI 2013/3", "number": "SI 2013/3"}, "Sch 2", "The X Order 2013, SI 2013/3 Sch 2."),
    ("jurisdiction", {"title": "A v B", "court": "UKSC", "number": "26", "date": "2021"}, "[45]", "A v B [2021] UKSC 26 [45]."),
    ("jurisdiction", {"title": "A v B", "institution": "UKSC", "number": "26", "date": "2021"}, "[45]", "A v B [2021] UKSC 26 [45]."),
    ("jurisdiction", {"title": "A v B [2021] UKSC 26"}, "[45]", "A v B [2021] UKSC 26 [45]."),
    ("case", {"title": "A v B", "number": "[2021] EWHC 26 (Admin)"}, "[45]", "A v B [2021] EWHC 26 (Admin) [45]."),
    (
        "judgment",
        {"title": "A v B", "type": "Appeal", "court": "UKSC", "number": "26", "date": "2021"},
        "[45]",
        "A v B [2021] UKSC 26 [45].",
    ),
    ("judgment", {"title": "A v B", "type": "[2021] EWCA Civ 7"}, "[45]", "A v B [2021] EWCA Civ 7 [45]."),
    (
        "report",
        {"author": "{X Committee}", "title": "T", "number": "HC 2023--24, 142"},
        "para 45",
        "X Committee, ‘T’ HC 2023–24, 142 para 45.",
    ),
    (
        "report",
        {"author": "{X Committee}", "title": "T", "number": "HC 142", "series": "First Report of Session 2023--24"},
        "para 45",
        "X Committee, ‘T’ HC 2023–24, 142 para 45.",
    ),
    (
        "report",
        {"author": "{X Committee}", "title": "T", "number": "HL Paper 57", "volume": "2023-24"},
        "para 45",
        "X Committee, ‘T’ HL 2023–24, 57 para 45.",
    ),
    (
        "report",
        {"author": "{Home Office}", "title": "T", "type": "CP", "number": "807", "date": "2023"},
        "12",
        "Home Office, ‘T’ (2023) CP 807 12.",
    ),
    (
        "report",
        {"author": "{Home Office}", "title": "T", "number": "Cm 9361", "date": "2016-05"},
        "12",
        "Home Office, ‘T’ (2016) Cm 9361 12.",
    ),
    (
        "hansard",
        {"institution": "House of Commons", "date": "2023-03-14", "volume": "729"},
        "col 712",
        "HC Deb 14 March 2023, vol 729 col 712.",
    ),
    ("hansard", {"author": "{House of Lords}", "title": "Drugs", "date": "2023-03-14"}, "col 7", "HL Deb 14 March 2023 col 7."),
    (
        "misc",
        {"title": "HC Deb 14 March 2023, vol 729", "author": "{House of Commons}"},
        "col 712",
        "HC Deb 14 March 2023, vol 729 col 712.",
    ),
    ("hansard", {"title": "HC Deb", "date": "2023"}, "col 712", "HC Deb 2023 col 712."),
    (
        "foi",
        {"author": "{DWP}", "recipient": "{Release}", "number": "2023/123", "date": "2023-05-12"},
        "",
        "FOI response ref 2023/123 from DWP to Release (12 May 2023).",
    ),
    (
        "letter",
        {"author": "{DWP}", "recipient": "{Release}", "type": "FOI response", "number": "ref. 7", "date": "2023-05-12"},
        "",
        "FOI response ref 7 from DWP to Release (12 May 2023).",
    ),
    (
        "letter",
        {"author": "{DWP}", "recipient": "Doe, Jo", "type": "Letter", "date": "2023-05-12"},
        "",
        "Letter from DWP to Jo Doe (12 May 2023).",
    ),
    (
        "online",
        {"author": "{ONS}", "title": "Crime", "date": "2024-02-14", "url": "https://x.uk/c", "urldate": "2024-03-01"},
        "",
        "ONS, ‘Crime’ (14 February 2024) <https://x.uk/c> accessed 1 March 2024.",
    ),
]
SOURCES = [Source(id=f"k{number}", kind=kind, fields=fields) for number, (kind, fields, _, _) in enumerate(CASES)]


def citations() -> list[str]:
    return [f"[@k{number}{to_pandoc(parse_locator(locator))}]" for number, (_, _, locator, _) in enumerate(CASES)]


def items() -> list[dict[str, Any]]:
    return [csl_item(source)[0] for source in SOURCES]


@pytest.mark.parametrize("style", ["oscola", "oscola-no-ibid"])
def test_they_print_in_oscola_as_lawyers_cite_them(style: str, printed: Callable[..., list[str]]) -> None:
    assert printed(items(), citations(), find_style(style)) == [expected for _, _, _, expected in CASES]


def test_they_print_in_the_house_style(printed: Callable[..., list[str]]) -> None:
    out = dict(zip((f"{kind} {locator}" for kind, _, locator, _ in CASES), printed(items(), citations(), find_style("house")), strict=True))
    assert out["legislation s 1(2)"] == "Health and Care Act 2022, s. 1(2)."
    assert out["legislation Sch 2"] == "The X Order 2013, SI 2013/3, Sch 2."
    assert out["case [45]"] == "A v B [2021] EWHC 26 (Admin), [45]."
    assert out["report 12"] == "Home Office (May 2016), T, Cm 9361, Pg. 12."
    assert out["report para 45"] == "X Committee (no date), T, HL 2023–24, 57, Para. 45."
    assert out["misc col 712"] == "HC Deb 14 March 2023, vol 729, Col. 712."
    assert out["foi "] == "FOI response ref 2023/123 from DWP to Release (12 May 2023)."
    assert out["online "] == "ONS (14 February 2024), Crime, <https://x.uk/c>, accessed 1 March 2024."


def test_the_session_leaves_the_series_where_it_stands_in_the_number() -> None:
    committee = {"author": "{X Committee}", "title": "T", "number": "HC 26"}
    third = csl_item(Source(id="k", kind="report", fields={**committee, "series": "Third Report of Session 2016--17"}))[0]
    assert (third["collection-title"], third["number"]) == ("Third Report", "HC 2016–17, 26")
    only = csl_item(Source(id="k", kind="report", fields={**committee, "series": "Session 2016-17"}))[0]
    assert (only.get("collection-title"), only["number"]) == (None, "HC 2016–17, 26")
    titled = csl_item(Source(id="k", kind="report", fields={**committee, "title": "Response to the Report of Session 2016-2017"}))[0]
    assert (titled["title"], titled["number"]) == ("Response to the Report of Session 2016-2017", "HC 2016–17, 26")
    none = csl_item(Source(id="k", kind="report", fields=committee))[0]
    assert none["number"] == "HC 26"

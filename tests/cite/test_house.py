"""The house style as it prints, note by note, and the example's library in every style that people use."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.cite.csl import csl_item
from toolkit.cite.locator import parse_locator, to_pandoc
from toolkit.cite.styles import find_style
from toolkit.load.bibtex import read_bibliography

LIBRARY = Path(__file__).parents[2] / "bibliography.bib"
STYLES = (
    *("house", "oscola", "oscola-no-ibid", "apa", "harvard-cite-them-right", "mhra-notes"),
    *("chicago-notes-bibliography", "chicago-notes-bibliography-subsequent-ibid"),
)

ENTRIES = r"""
@report{numbers, author = {Eastwood, Niamh and Shiner, Michael and Bear, Daniel}, title = {The Numbers in Black and White},
  institution = {Release and LSE}, date = {2013}, url = {http://release.org.uk/numbers}}
@report{four, author = {A, B and C, D and E, F and G, H}, title = {Four}, date = {2014}}
@online{dashboard, author = {{Metropolitan Police Service}}, title = {Monthly Report}, date = {2017-03},
  url = {https://public.tableau.com/profile/x#!/vizhome/y}}
@online{page, author = {{Home Office}}, title = {News}, organization = {UK Government}, date = {2016-11-08},
  url = {https://www.gov.uk/news}, urldate = {2017-02-01}}
@article{tale, author = {Shiner, Michael}, title = {A Cautionary Tale}, journaltitle = {International Journal of Drug Policy},
  date = {2015-07}, volume = {26}, number = {7}, pages = {696--704}, doi = {10.1016/j.drugpo.2015.03.009}}
@report{prostitution, author = {{House of Commons Home Affairs Committee}}, title = {Prostitution},
  series = {Third Report of Session 2016--17}, number = {HC 26}, date = {2016-07}, url = {https://parliament.uk/26.pdf}}
@report{response, author = {{Home Office}}, title = {Response}, type = {Cm}, number = {9361}, date = {2016}}
@legislation{act, title = {Anti-social Behaviour, Crime and Policing Act 2014}, shorttitle = {2014 Act},
  url = {http://www.legislation.gov.uk/ukpga/2014/12}}
@report{guidance, author = {{National Police Chiefs' Council}}, title = {Sex Work Guidance}, version = {3},
  date = {2015}, addendum = {withdrawn}}
@book{nobody, title = {On Fairness}, publisher = {Press}, edition = {2}, date = {2010}}
@collection{edited, editor = {Smith, Jo}, title = {Essays}, publisher = {OUP}, date = {2010}}
@incollection{chapter, author = {Doe, Al}, title = {A Chapter}, editor = {Smith, Jo and Roe, Max}, booktitle = {Essays}, publisher = {OUP},
  pages = {3--20}, date = {2010}}
@report{about, author = {{Charity}}, title = {Undated}, date = {2016~}}
@report{undated, author = {{Charity}}, title = {Nothing Known}}
@report{a2016, author = {{College of Policing}}, title = {Legal Basis}, date = {2016}}
@report{b2016, author = {{College of Policing}}, title = {Professional Practice}, date = {2016}}
@report{study, author = {Roe, Max}, title = {A Study}, series = {Home Office Research Study}, number = {254}, date = {2003}}
"""


def notes(printed: Callable[..., list[str]], citations: str, style: str = "house", to: str = "plain") -> list[str]:
    """What each line of ``key locator`` prints; several citations in one note are apart by semicolons."""
    items = [csl_item(source)[0] for source in read_bibliography(ENTRIES, "b.bib")[0]]
    cited = [[each.strip().partition(" ") for each in line.split(";")] for line in citations.strip().splitlines()]
    written = ["[" + "; ".join(f"@{key}{to_pandoc(parse_locator(place))}" for key, _, place in line) + "]" for line in cited]
    return [note.replace("\u00a0", " ") for note in printed(items, written, find_style(style), to)]


def test_full_ibid_and_later(printed: Callable[..., list[str]]) -> None:
    cited = """
        numbers p. 22
        numbers p. 23
        numbers p. 23
        dashboard
        dashboard
        numbers p. 51
        numbers
    """
    assert notes(printed, cited) == [
        "Eastwood, N., Shiner, M. and Bear, D. (2013), The Numbers in Black and White, Release and LSE, Pg. 22, <http://release.org.uk/numbers>.",
        "Ibid at Pg. 23.",
        "Ibid.",
        "Metropolitan Police Service (March 2017), Monthly Report, <https://public.tableau.com/profile/x#!/vizhome/y>.",
        "Ibid.",
        "Eastwood, Shiner and Bear (2013), (n 1), Pg. 51.",
        "Eastwood, Shiner and Bear (2013), (n 1).",
    ]


def test_each_kind_of_source(printed: Callable[..., list[str]]) -> None:
    cited = """
        page
        tale at p. 701
        tale p. 702
        prostitution p. 20, para. 57
        response pp. 4-5
        act Part 3
        act s. 39
        guidance
        nobody ch 2
        edited
        chapter p 5
        about
        undated
        study para 3 and 5
        four p. xii
    """
    assert notes(printed, cited) == [
        "Home Office (8 November 2016), News, UK Government, <https://www.gov.uk/news>, accessed 1 February 2017.",
        "Shiner, M. (2015), ‘A Cautionary Tale’, International Journal of Drug Policy, 26(7), 696–704, at Pg. 701, "
        "<https://doi.org/10.1016/j.drugpo.2015.03.009>.",
        "Ibid at Pg. 702.",
        "House of Commons Home Affairs Committee (July 2016), Prostitution, Third Report, HC 2016–17, 26, Pg. 20, Para. 57, "
        "<https://parliament.uk/26.pdf>.",
        "Home Office (2016), Response, Cm 9361, Pgs. 4–5.",
        "Anti-social Behaviour, Crime and Policing Act 2014, Part 3, <http://www.legislation.gov.uk/ukpga/2014/12>.",
        "Ibid at s. 39.",
        "National Police Chiefs’ Council (2015), Sex Work Guidance, version 3, withdrawn.",
        "On Fairness (2010), 2nd edn, Press, Ch. 2.",
        "Smith, J. (ed.) (2010), Essays, OUP.",
        "Doe, A. (2010), ‘A Chapter’, in J. Smith and M. Roe (eds.), Essays, OUP, 3–20, at Pg. 5.",
        "Charity (about 2016), Undated.",
        "Charity (no date), Nothing Known.",
        "Roe, M. (2003), A Study, Home Office Research Study 254, Paras. 3 & 5.",
        "A, B. and others (2014), Four, Pg. xii.",
    ]


def test_later_forms_of_each_kind(printed: Callable[..., list[str]]) -> None:
    cited = "act\nnobody\nedited\nundated\nfour\nact s. 39\nnobody ch 2\nedited\nundated\nfour"
    assert notes(printed, cited)[5:] == [
        "2014 Act, (n 1), s. 39.",
        "On Fairness (2010), (n 2), Ch. 2.",
        "Smith (2010), (n 3).",
        "Charity (no date), (n 4).",
        "A and others (2014), (n 5).",
    ]


def test_titles_of_works_are_italic_and_acts_are_not(printed: Callable[..., list[str]]) -> None:
    numbers, tale, act = notes(printed, "numbers\ntale\nact", to="markdown_strict+footnotes-smart")
    assert "*The Numbers in Black and White*, Release" in numbers
    assert "‘A Cautionary Tale’, *International Journal of Drug Policy*, 26(7)" in tale
    assert "*" not in act


def test_several_citations_in_one_note(printed: Callable[..., list[str]]) -> None:
    assert notes(printed, "response; act s. 1\nresponse p. 4") == [
        "Home Office (2016), Response, Cm 9361; Anti-social Behaviour, Crime and Policing Act 2014, s. 1, <http://www.legislation.gov.uk/ukpga/2014/12>.",
        "Home Office (2016), (n 1), Pg. 4.",
    ]


def test_two_works_of_one_year_that_their_note_does_not_tell_apart_get_letters(printed: Callable[..., list[str]]) -> None:
    """Elsewhere the number of the note tells them apart, and citeproc sets no letters."""
    assert notes(printed, "a2016; b2016\nresponse\na2016\nb2016") == [
        "College of Policing (2016a), Legal Basis; College of Policing (2016b), Professional Practice.",
        "Home Office (2016), Response, Cm 9361.",
        "College of Policing (2016a), (n 1).",
        "College of Policing (2016b), (n 1).",
    ]


def test_ibid_in_the_midst_of_a_note_is_written_small(printed: Callable[..., list[str]]) -> None:
    items = [csl_item(source)[0] for source in read_bibliography(ENTRIES, "b.bib")[0]]
    out = printed(items, ["[@response]", "[see @response{page 3}]"], find_style("house"))
    assert out[1] == "See ibid at Pg. 3."


@pytest.mark.parametrize("style", STYLES)
def test_the_library_of_the_example_reads_right_in_every_style(style: str, printed: Callable[..., list[str]]) -> None:
    sources, _ = read_bibliography(LIBRARY.read_text(encoding="utf-8"), "bibliography.bib")
    items = [csl_item(source)[0] for source in sources]
    out = printed(items, [f"[@{source.id}{{page 3}}]" for source in sources], find_style(style))
    assert len(out) == len(sources)
    for item, text in zip(items, out, strict=True):
        without_address = text.replace(item.get("URL", "-"), "URL").replace(f"https://doi.org/{item.get('DOI', '-')}", "URL")
        assert not re.search(r",\s*,|\(\s*\)|\s[,.;]|\.\.|\?\?|«|\bNone\b", without_address), text
        assert re.search(r"\b(Pg\.|p\.)?\s?3\b", text), text
        if style == "house":
            assert item.get("URL", "") in text
            assert item["title"].replace("'", "’") in text


@pytest.mark.parametrize(
    "title",
    [
        "Stop & Search: 50% of £5, #1 and $5 to $10",
        "a < b > c <= d & e &amp; f",
        r"C:\temp \textit{x} {braces} [brackets] (round)",
        "*stars* _lines_ `ticks` ^up^ ~down~ | @handle [@key]![x](y)",
        "emoji 😀 and Ünïcödé – dashes — too … ... -- so",
        "https://x.uk/a_b%20c?d=e&f#!/g",
        "6 × 4 = 24; <script>x</script> <b",
    ],
)
def test_titles_print_as_they_are_written(title: str, printed: Callable[..., list[str]]) -> None:
    items = [{"id": "k", "type": "report", "title": title, "author": [{"literal": "A"}]}]
    assert printed(items, ["[@k]"], find_style("house")) == [f"A (no date), {title}."]


def test_quotation_marks_in_titles_become_those_of_the_language(printed: Callable[..., list[str]]) -> None:
    items = [{"id": "k", "type": "report", "title": "The \"so-called\" 'War' on Drugs, and 6\" more: people's voices"}]
    assert printed(items, ["[@k]"], find_style("house")) == ['The ‘so-called’ ‘War’ on Drugs, and 6" more: people’s voices (no date).']


def test_italics_and_lowered_figures_in_titles_from_other_programs(printed: Callable[..., list[str]]) -> None:
    items = [{"id": "k", "type": "article-journal", "title": "CO<sub>2</sub> and <i>Cannabis</i>", "author": [{"literal": "A"}]}]
    assert printed(items, ["[@k]"], find_style("house"), "markdown-smart") == ["A (no date), ‘CO~2~ and *Cannabis*’."]

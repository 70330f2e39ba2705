"""The archive of the worked example: stand-ins for the sources that its claims quote, made here with words of our own.

The publications themselves belong to their authors. A stand-in has their page numbers and, on its page, the words that a claim quotes or the
figures that it states; everything around them is ours, and every page says so. ``python -m tests.stand_ins`` writes them with their lock; the same words give the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from html import escape
from pathlib import Path
from typing import NamedTuple

import typst

from toolkit.archive.lock import PATH, Edition, with_edition
from toolkit.disk import digest, write_all
from toolkit.render.fonts import fonts

ROOT = Path(__file__).parents[1]
NOTICE = "A stand-in made for the worked example; not the publication itself."
CAPTURED = date(2017, 2, 27)

_LOOK = """\
#let it = json(bytes(sys.inputs.it))
#set document(title: it.title, date: datetime(year: 2017, month: 2, day: 27))
#set page(width: 148mm, height: 210mm, margin: 22mm, numbering: "1", header: align(center, text(size: 8pt, style: "italic", it.notice)))
#set text(font: "Source Serif Pro", size: 11pt, lang: "en", region: "GB", hyphenate: false)
#set par(justify: true, leading: 0.8em, spacing: 1.4em)
#counter(page).update(it.first)
#for (number, page) in it.pages.enumerate() {
  if number > 0 { pagebreak() }
  for each in page {
    if type(each) == str { par(each) } else {
      par(strong(each.caption))
      table(columns: each.rows.first().len(), ..each.rows.flatten())
    }
  }
}
"""


class Table(NamedTuple):
    """Rows of cells, the first of them headings."""

    caption: str
    rows: tuple[tuple[str, ...], ...]


class StandIn(NamedTuple):
    """A stretch of a publication that is not there: its pages from `first` on, each a list of paragraphs and tables."""

    title: str
    first: int
    pages: tuple[tuple[str | Table, ...], ...]


BETWEEN = ("Nothing on this page is quoted or counted. It is here so that the pages around it have their numbers.",)


STAND_INS = {
    "appg2014shifting": StandIn(
        "Stand-in for Shifting the Burden",
        8,
        (
            (
                "Whoever wants to know how safe a kind of work is must first ask those who do it. Few counts exist, and those that there are ask "
                "different people in different ways.",
                "This page does not say how many people were asked, and a reader should not take it for a count.",
            ),
            (
                "What is told agrees in one point. Those who spoke of their own lives described near pandemic levels of violence, and few of them "
                "had gone to the police.",
                "Some had gone once and did not go again. Others had never thought of it.",
            ),
            (
                "A law that makes somebody safe has to be known to those whom it should protect. The pages that follow are not part of this stand-in.",
            ),
        ),
    ),
    "bradford2011assessing": StandIn(
        "Stand-in for Assessing the Impact of Police-Initiated Stop Powers",
        6,
        (
            (
                "A stop is short for the officer and long for the person who is stopped. What is remembered is less the search than the tone in "
                "which it was explained, or that it was not explained at all.",
            ),
            (
                "People who expect no help from the police look for it elsewhere. Where they take the matter into their own hands, writers on the "
                "subject have a term for it, self-help violence, and they find it where trust is low.",
                "Trust that is lost is not won back by one good meeting, although one bad meeting can lose it.",
            ),
            ("Nothing on this page is quoted. It is here so that the page before it has a neighbour.",),
        ),
    ),
    "connelly2014working": StandIn(
        "Stand-in for Working Conditions and Job Satisfaction in Sex Work Pilot",
        40,
        (
            (
                "Those who filled in the questionnaire belonged to one scheme, and most of them worked online. What follows is theirs alone, and says "
                "nothing about people who never heard of the scheme.",
            ),
            (
                "Crime was on their minds. Of the respondents nearly half were very or fairly worried about it, and the others had mostly "
                "found ways of working that let them worry less.",
            ),
            ("The worry had its grounds. Nearly half of the respondents had been victims of crime in their work.",),
            (
                "Few went to the police. Of those who answered 49% were not confident that the police would take a crime against them "
                "seriously, and some of the rest had not made up their minds.",
            ),
            ("What they asked for is told in the pages that follow, which are not part of this stand-in.",),
        ),
    ),
    "eastwood2013numbers": StandIn(
        "Stand-in for The Numbers in Black and White",
        22,
        (
            (
                "Population and searches have to be put beside each other before either means anything. When that is done for the year 2009/10, "
                "black people in London were searched for drugs at three times the rate of white people, and Asian people at twice that rate.",
                "What people say about their own use of drugs does not explain it: by that measure use is lower in both groups.",
            ),
            (
                "A city is not one place. The searches for drugs were heaviest in seven boroughs, all of them inner ones, where the police "
                "were also most often seen on foot.",
            ),
            BETWEEN,
            (
                "Where there is money there were fewer searches, and yet the gap was seldom narrower. In Kensington and Chelsea, Kingston upon "
                "Thames, Hammersmith and Fulham, and Wandsworth black people were stopped at four to five times the rate of white people. "
                "In Richmond upon Thames the rate of black people was six times that of white people.",
            ),
            *(BETWEEN,) * 5,
            (
                "What becomes of those who are found with a drug depends on who finds them. Of people who were caught with cannabis in London, "
                "those who were black were twice as likely as those who were white to be charged.",
                Table(
                    "Table 4: People caught with cocaine in London, 2009/10, by what was done",
                    (("Ethnic group", "Charged (%)", "Cautioned (%)"), ("Black people", "78", "22"), ("White people", "44", "56")),
                ),
                "The table does not say what else the police knew of them.",
            ),
            BETWEEN,
        ),
    ),
    "eastwood2016quiet": StandIn(
        "Stand-in for A Quiet Revolution",
        27,
        (
            (
                "Some countries have stopped punishing people for what they carry for their own use. In all 25 jurisdictions without criminal "
                "penalties for possession are documented here, and no two of them have the same law.",
            ),
            (
                "Of Portugal it is told that HIV is passed on less often than it was, that more people are in treatment, and that fewer use "
                "drugs in a way that harms them.",
            ),
            BETWEEN,
        ),
    ),
    "goncalves2015social": StandIn(
        "Stand-in for A Social Cost Perspective",
        206,
        (
            (
                "A cost is social where somebody other than the user bears it as well. Which costs belong to it is the first thing to settle.",
            ),
            (
                "When the sums are done, the social costs of drug use in Portugal were 18% lower eleven years after the approval of its national "
                "strategy in 1999.",
                "Less was spent on courts and prisons, and less income was lost by people who would have been in them.",
            ),
            BETWEEN,
        ),
    ),
    "hmic2013stopsearch": StandIn(
        "Stand-in for Stop and Search Powers",
        24,
        (
            (
                "A record of a search should tell why it was made. The sample that this stand-in imagines held 1,250 records from 12 places, and a "
                "third of them gave a reason in fewer than 5 words.",
                "A power must not be used to find out whether somebody carries anything at all; there has to be a reason first.",
            ),
            (
                "The records were then sorted by what the officer had hoped to find. Where that was a drug, the majority of searches were for low "
                "level possession, and the searcher seldom named a seller.",
                "Reading the records took 8 days. It did not change what they said, but it changed what was asked about them.",
            ),
            (
                "Much depends on who reads such records afterwards. Where nobody did, the reasons that were given became shorter from one year to "
                "the next.",
            ),
        ),
    ),
    "mopac2016draftplan": StandIn(
        "Stand-in for A Safer City for All Londoners",
        3,
        (
            ("Every plan begins with a page of thanks and promises. On this one nothing is promised, and the contents are left out.",),
            (
                "The chapters that a reader would find here speak of safety at home, in the street and online. Among the aims is restoring real "
                "neighbourhood policing, with officers whom people know by name.",
                "An aim is not a measure. What would count as reaching it is left to later pages, which this stand-in does not have.",
            ),
            ("Questions to the public would follow. They ask what matters most, and whether anything has been forgotten.",),
        ),
    ),
    "shiner2015cautionary": StandIn(
        "Stand-in for A Cautionary Tale",
        700,
        (
            BETWEEN,
            (
                "How many searches are for cannabis nobody counts. It has been estimated that they are about a third of all searches, and the law "
                "on the drug was changed twice without anybody asking.",
            ),
            BETWEEN,
        ),
    ),
    "sicad2014portugal": StandIn(
        "Stand-in for the National Report on Portugal",
        74,
        (
            ("Deaths are counted in more than one way. This chapter keeps to one of them, so that the years can be compared.",),
            (
                "Drug deaths went down, though not in every year and not by the same number.",
                Table("Table 12: Drug deaths in Portugal", (("Year", "Deaths"), ("2000", "318"), ("2013", "22"))),
            ),
            BETWEEN,
        ),
    ),
}


class Page(NamedTuple):
    """A web page that is not there: paragraphs and tables."""

    title: str
    parts: tuple[str | Table, ...]


PAGES = {
    "cop2016app": Page(
        "Stand-in for the guidance on stop and search",
        (
            "Guidance tells an officer what to do where the law leaves room. This page stands in for a part of it.",
            "The smell of cannabis by itself does not amount to reasonable suspicion, and an officer should look for something else as well.",
        ),
    ),
    "cop2016legalbasis": Page(
        "Stand-in for the guidance on the legal basis of a search",
        (
            "A search needs a reason that another person could follow.",
            "The smell of cannabis should not be the only ground. Where it was, the records that were analysed show that in most cases no arrest "
            "followed.",
        ),
    ),
    "emcdda2016dcr": Page(
        "Stand-in for the overview of drug consumption rooms",
        (
            "Rooms in which people use drugs under supervision are a service of cities more than of countries.",
            "More than 100 drug consumption rooms operate around the world. Where they were evaluated, they did well by measures of health and "
            "by social measures alike.",
        ),
    ),
    "homeoffice2012stopsearch": Page(
        "Stand-in for the stop and search tables",
        (
            "What is counted here is searches, and not people.",
            Table(
                "Searches on reasonable suspicion, England and Wales",
                (("Year", "Searches on reasonable suspicion by the police"), ("2009/10", "approximately 1.2 million")),
            ),
        ),
    ),
    "lammy2016emerging": Page(
        "Stand-in for the emerging findings of the Lammy review",
        (
            "The review asks how people of different ethnic groups are treated by the courts and in prison.",
            "Its emerging findings show racial disparity in the criminal justice system.",
        ),
    ),
    "mps2017demographics": Page(
        "Stand-in for a view of the dashboard: who is searched",
        (
            "A dashboard shows the latest twelve months. This is what such a view could have shown in March 2017.",
            "Of the people searched, 61 per cent were under 24 or thereabouts, and 34 per cent were 19 or younger.",
        ),
    ),
    "mps2017howweuse": Page(
        "Stand-in for a page on how stop and search is used",
        (
            "Targets say where effort should go.",
            "The aim is that 20 per cent of searches should be for weapons and 40 per cent of searches for key crime.",
        ),
    ),
    "mps2017proportionality": Page(
        "Stand-in for a view of the dashboard: searches by ethnic group",
        (
            "The numbers of searches for drugs by ethnic group stand in such a view. A rate needs a population as well, and this page has none.",
        ),
    ),
    "mps2017r12summary": Page(
        "Stand-in for a view of the dashboard: twelve months in sum",
        (
            "In the year to January 2017 the police in London made 142,467 searches on reasonable suspicion.",
            "For drugs were 63 per cent of the searches on reasonable suspicion in that year.",
        ),
    ),
    "mps2017weaponkey": Page(
        "Stand-in for a view of the dashboard: weapons and key crime",
        (
            "In 2016 the target for weapons was reached in one month only, August. In the other months searches for weapons made up between 13 and "
            "15 per cent of the total.",
            "Searches for key crime made up between 17 and 24 per cent of all searches over twelve months.",
        ),
    ),
    "ons2016midyear": Page(
        "Stand-in for the population estimates",
        ("Estimates of how many people lived in London in the middle of 2015, by ethnic group, would stand here.",),
    ),
}


def _rows(table: Table) -> str:
    cells = [
        [f"<t{'d' if number else 'h'}>{escape(cell)}</t{'d' if number else 'h'}>" for cell in row] for number, row in enumerate(table.rows)
    ]
    return "".join(f"<tr>{''.join(row)}</tr>" for row in cells)


def html(key: str) -> bytes:
    """The stand-in for one web page."""
    page = PAGES[key]
    parts = []
    for part in page.parts:
        if isinstance(part, str):
            parts.append(f"<p>{escape(part)}</p>")
        else:
            parts.append(f"<table><caption>{escape(part.caption)}</caption>{_rows(part)}</table>")
    body = "\n".join((f"<h1>{escape(page.title)}</h1>", *parts, f"<p><em>{escape(NOTICE)}</em></p>"))
    head = f'<head><meta charset="utf-8"><title>{escape(page.title)}</title></head>'
    return f'<!DOCTYPE html>\n<html lang="en-GB">\n{head}\n<body>\n{body}\n</body>\n</html>\n'.encode()


def pdf(key: str) -> bytes:
    """The stand-in for one source."""
    it = STAND_INS[key]
    pages = [[each if isinstance(each, str) else each._asdict() for each in page] for page in it.pages]
    asked = json.dumps({**it._asdict(), "pages": pages, "notice": NOTICE})
    made = typst.Compiler(_LOOK.encode(), font_paths=fonts(), sys_inputs={"it": asked}).compile(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def main() -> None:
    """Write the copies and their lock."""
    copies = {f"{key}.pdf": pdf(key) for key in STAND_INS} | {f"{key}.html": html(key) for key in PAGES}
    lock = ""
    for file, data in sorted(copies.items()):
        key = file.partition(".")[0]
        edition = Edition(file=file, sha256=digest(data), captured=CAPTURED, how="made by tests/stand_ins.py", note=NOTICE.rstrip("."))
        lock = with_edition(lock, key, edition)
    folder = ROOT / Path(PATH).parent
    write_all({**{folder / file: data for file, data in copies.items()}, ROOT / PATH: lock.encode()})


if __name__ == "__main__":
    main()

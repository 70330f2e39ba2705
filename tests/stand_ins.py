"""The archive of the worked example: stand-ins for the sources that its claims quote, made here with words of our own.

The publications themselves belong to their authors. A stand-in has their page numbers and, on its page, the words that a claim quotes; everything
around them is ours, and every page says so. ``python -m tests.stand_ins`` writes them with their lock; the same words give the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
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
  for paragraph in page { par(paragraph) }
}
"""


class StandIn(NamedTuple):
    """A stretch of a publication that is not there: its pages from `first` on, each a list of paragraphs."""

    title: str
    first: int
    pages: tuple[tuple[str, ...], ...]


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
}


def pdf(key: str) -> bytes:
    """The stand-in for one source."""
    it = STAND_INS[key]
    asked = json.dumps({**it._asdict(), "notice": NOTICE})
    made = typst.Compiler(_LOOK.encode(), font_paths=fonts(), sys_inputs={"it": asked}).compile(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


def main() -> None:
    """Write the copies and their lock."""
    copies = {key: pdf(key) for key in STAND_INS}
    lock = ""
    for key, data in copies.items():
        edition = Edition(
            file=f"{key}.pdf", sha256=digest(data), captured=CAPTURED, how="made by tests/stand_ins.py", note=NOTICE.rstrip(".")
        )
        lock = with_edition(lock, key, edition)
    folder = ROOT / Path(PATH).parent
    write_all({**{folder / f"{key}.pdf": data for key, data in copies.items()}, ROOT / PATH: lock.encode()})


if __name__ == "__main__":
    main()

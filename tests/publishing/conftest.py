"""A workspace that has sent much: what everybody may read and what nobody may, each with a word of its own by which it would be found."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from textwrap import dedent
from typing import Any, NamedTuple

import pytest

from tests.conformance.example import copy_of_example
from tests.faces.conftest import consult
from tests.record.conftest import prepared
from toolkit.faces.publishing import publish
from toolkit.model.values import LONDON
from toolkit.sending import Prepared, send

PLAN, BRIEFING = "2017-london-police-and-crime-plan", "2017-drugs-searches-briefing"
NOW = datetime(2026, 1, 5, 12, tzinfo=LONDON)
SECRETS = ("Wombat", "Quokka", "Numbat", "Bilby", "Potoroo", "Dunnart", "Kultarr", "Chuditch")
"""Words of what is held back: in titles, texts, bodies, topics, tags and names of files."""

_EVIDENCE = """
    topic: Buses
    claims:
      bus-fares:
        kind: position
        text: A bus fare of two pounds keeps people at home.
        tags: [fares]
        status: checked
        checked: 2018-01-10
      bus-times:
        kind: position
        text: The last bus leaves at nine.
        short: the last bus leaves at nine
        values: {hour: nine}
        tags: [night-buses]
        status: checked
        checked: 2018-01-10
      bus-stops:
        kind: position
        text: Every second stop has a shelter.
        status: checked
        checked: 2018-01-10
    exhibits:
      riders:
        data: riders.csv
        caption: Riders by year
        alt: Bar chart. Riders fell from 90 to 70.
        chart: {mark: bar, x: year, y: riders, y_title: Riders in thousands}
    """
_SECRET_EVIDENCE = """
    topic: Wombat matters
    claims:
      wombat:
        kind: position
        text: The Wombat plan has failed.
        tags: [wombat-tag]
        status: checked
        checked: 2018-01-10
    """
_BUSES = """
    title: Buses at night
    subtitle: A draft strategy
    date: {day}
    status: draft
    numbered_paragraphs: true
    contents: true
    sections:
      - id: fares
        heading: Corrections
        text: |
          We write about buses. {extra}

          {{{{ claim("bus-fares") }}}} {{{{ claim("bus-times") }}}}

          It stops at {{{{ value("bus-times", "hour") }}}}. {{{{ claim("bus-stops") }}}}

          | | Seats |
          |---|---:|
          | Old bus | 60 |
          | New bus | 45 |

          {{{{ exhibit("riders") }}}}
        recommendations:
          - {{id: later, text: Let the last bus leave at midnight., addressee: The Council, rests_on: [bus-times]}}
          - {{id: cheaper, text: Halve the fare., rests_on: [bus-fares]}}
    sign_off: [policy]
    """


_TRAMS = """
    title: Trams
    subtitle: Two copies
    date: 2018-03-01
    status: draft
    notes: inline
    sections:
      - {id: open, heading: Open, text: "Trams are quick. They run on rails.[@eastwood2016quiet, p. 3]"}
      - {id: closed, heading: Chuditch, confidential: true, text: "Our Chuditch supplier told us so."}
      - id: asks
        heading: What we ask
        text: "Two things."
        recommendations:
          - {id: more, text: Lay more rails., rests_on: [bus-stops]}
          - {id: hidden, text: Buy from the Chuditch., rests_on: [bus-stops], confidential: true}
    sign_off: [policy]
    """


def write(root: Path, path: str, text: str | bytes) -> None:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text if isinstance(text, bytes) else dedent(text).removeprefix("\n").encode())


def respond(root: Path, slug: str, outline: str, **consultation: str) -> None:
    """A response to a consultation of its own."""
    values = {"title": "A draft strategy", "body": "The Council", **consultation}
    write(root, f"responses/{slug}/consultation.yaml", "".join(f"{name}: {value}\n" for name, value in values.items()))
    write(root, f"responses/{slug}/outline.yaml", outline)


def sent(root: Path, slug: str, **order: Any) -> None:
    found = prepared(root, slug, **{"outputs": ("docx", "pdf"), **order})
    assert isinstance(found, Prepared), found
    send(found)


def short(title: str, text: str, **fields: str) -> str:
    """A response of one section."""
    more = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"title: {title}\ndate: 2018-05-01\nstatus: draft\n{more}sections:\n  - {{id: only, heading: Only, text: '{text}'}}\nsign_off: [policy]\n"


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example sent, and eight responses besides: do not change it."""
    root = copy_of_example(tmp_path_factory.mktemp("published") / "workspace")
    for old in root.glob("responses/*/sent"):
        shutil.rmtree(old)
    for slug in (PLAN, BRIEFING):
        outline = root / "responses" / slug / "outline.yaml"
        outline.write_text(outline.read_text("utf-8").replace("status: sent", "status: draft"), encoding="utf-8")
    write(root, "evidence/buses.yaml", _EVIDENCE)
    write(root, "evidence/riders.csv", "year,riders,remark\n2016,90,Potoroo\n2017,70,Potoroo\n")
    write(root, "evidence/wombat.yaml", _SECRET_EVIDENCE)
    sent(root, PLAN, sent=date(2017, 3, 1), by="policy")
    sent(root, BRIEFING, sent=date(2017, 3, 1), by="policy")
    _public(root)
    _held_back(root)
    _afterwards(root)
    return root


def _public(root: Path) -> None:
    """A response with a correction, an attachment, a second copy for the body alone, and a letter in Welsh that goes with it."""
    respond(root, "2018-buses", _BUSES.format(day="2018-02-01", extra="They are red."), reference="BUS/18", url="https://example.org/buses")
    attached = root.parent / "Kultarr.txt"
    attached.write_text("Kultarr: the respondent's telephone number", encoding="utf-8")
    sent(root, "2018-buses", sent=date(2018, 2, 1), attached=(attached,))
    respond(
        root, "2018-buses", _BUSES.format(day="2018-02-09", extra="They are blue."), reference="BUS/18", url="https://example.org/buses"
    )
    sent(root, "2018-buses", sent=date(2018, 2, 9), correction="The colour was wrong.")
    respond(root, "2018-trams", _TRAMS, title="Trams")
    sent(root, "2018-trams", sent=date(2018, 3, 1), copies=("public", "confidential"))
    respond(
        root,
        "2019-bysiau",
        short("Bysiau’r nos", "Mae’r bws olaf yn gadael am naw.", language="cy-GB"),
        body="Y Cyngor",
        title="Strategaeth",
    )
    sent(root, "2019-bysiau", sent=date(2019, 4, 2))


def _held_back(root: Path) -> None:
    respond(
        root,
        "2018-wombat",
        short("On Wombats", 'So it is. {{ claim("wombat") }}', version="confidential"),
        title="Wombat review",
        body="Wombat Office",
    )
    respond(
        root,
        "2018-quokka",
        short("Quokka evidence", "The Quokka is small."),
        title="Quokka inquiry",
        body="Quokka Committee",
        channel="commons-committee",
    )
    respond(
        root,
        "2018-numbat",
        short("Numbat report", "The Numbat is rare.", embargo="2099-01-01T00:01"),
        title="Numbat call",
        body="Numbat Board",
    )
    respond(root, "2018-bilby", short("Bilby letter", "The Bilby digs."), title="Bilby call", body="Bilby Board")
    respond(
        root, "2018-dunnart", short("Dunnart letter", "A {{ claim('case') }}".replace("'", '"')), title="Dunnart call", body="Dunnart Board"
    )
    write(
        root,
        "evidence/dunnart.yaml",
        """
        topic: Dunnart cases
        claims:
          case: {kind: casework, text: Twelve Dunnart cases came to us in 2017., period: "2017", cases: 12, consent: true, status: checked, checked: 2018-01-10}
        """,
    )
    sent(root, "2018-wombat", sent=date(2018, 5, 1))
    committee = prepared(root, "2018-quokka", outputs=("docx",), sent=date(2018, 5, 1))
    assert isinstance(committee, Prepared), committee
    send(committee)
    numbat = root / "responses/2018-numbat/outline.yaml"
    embargoed = numbat.read_bytes()
    sent(root, "2018-numbat", sent=date(2018, 5, 1), under_embargo=True)
    assert b"embargo" in embargoed
    sent(root, "2018-bilby", sent=date(2018, 5, 1))
    sent(root, "2018-dunnart", sent=date(2018, 5, 1))
    outline = root / "responses/2018-bilby/outline.yaml"
    outline.write_bytes(outline.read_bytes() + b"publish: false\n")
    evidence = root / "evidence/dunnart.yaml"
    evidence.write_text(evidence.read_text("utf-8").replace("consent: true", "consent: false"), encoding="utf-8")


def _afterwards(root: Path) -> None:
    """What was found out later: a claim withdrawn, one superseded, one being worked on; and what became of the response."""
    evidence = root / "evidence/buses.yaml"
    text = evidence.read_text("utf-8")
    text = text.replace(
        "text: A bus fare of two pounds keeps people at home.\n    tags: [fares]\n    status: checked",
        "text: A bus fare of two pounds keeps people at home.\n    tags: [fares]\n    status: withdrawn\n    reason: The survey was <withdrawn> & gone.",
    )
    text = text.replace(
        "values: {hour: nine}\n    tags: [night-buses]\n    status: checked",
        "values: {hour: nine}\n    status: superseded\n    superseded_by: bus-times-2",
    )
    text = text.replace(
        "text: Every second stop has a shelter.\n    status: checked", "text: Every third stop has a shelter.\n    status: draft"
    )
    text = text.replace(
        "exhibits:\n",
        "  bus-times-2:\n    kind: position\n    text: The last bus leaves at ten.\n    status: checked\n    checked: 2018-06-01\nexhibits:\n",
    )
    assert text.count("bus-times-2") == 2
    evidence.write_text(text, encoding="utf-8")
    write(
        root,
        "responses/2018-buses/impact.yaml",
        """
        answer: mopac2016draftplan
        answered: 2018-09-01
        note: Bilby said so on the telephone.
        effects:
          - {recommendation: later, outcome: adopted, passage: The last bus will leave at midnight., page: p. 3, note: Bilby}
          - {claim: bus-stops, outcome: cited, passage: We note the shelters.}
        """,
    )


class Served(NamedTuple):
    url: str
    folder: Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


def _run(full: Path, out: Path, address: str | None) -> Path:
    assert publish(full, out, address, NOW, as_data=False) == 0
    return out


@pytest.fixture(scope="session")
def served(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The site below a path of a local server, published for its address."""
    folder = tmp_path_factory.mktemp("server")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    url = f"http://127.0.0.1:{server.server_port}/policy/"
    _run(full, folder / "policy", url)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Served(url, folder / "policy")
    server.shutdown()


@pytest.fixture(scope="session")
def on_disk(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _run(full, tmp_path_factory.mktemp("disk") / "site", None)


__all__ = ["consult"]

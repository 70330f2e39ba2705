"""A small library about drugs and homes, and what somebody finds in it: ``search(root, "naloxone")``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Make
from toolkit.library.search import Found, Wanted
from toolkit.session import Session

TODAY = date(2026, 6, 1)
SMALL: dict[str, str | bytes | None] = {
    "workspace.yaml": """
        organisation: {name: A Charity}
        contacts: {policy: {name: Policy team}}
        abbreviations: {DCR: drug consumption room, WHO: World Health Organization}
        search: {synonyms: [[mould, damp]]}
        """,
    "bibliography.bib": """
        @report{survey2025, author = {{Northshire Observatory}}, title = {A Survey of Needles}, date = {2025}, keywords = {health, drugs}}
        @book{homes2019, author = {Smith, Jane}, title = {Homes and {M\\"u}ller}, subtitle = {A Study}, date = {2019}, publisher = {Press}}
        """,
    "evidence/topic.yaml": None,
    "evidence/drugs.yaml": """
        topic: Drugs and health
        claims:
          dcr-calls:
            kind: statistic
            text: Ambulance calls near the consumption room fell by {{ share }}.
            short: "calls fell by {{ share }}"
            values: {share: 27 per cent}
            support: [{source: survey2025, locator: p. 3, quote: fewer calls than before}]
            place: Northshire
            tags: [dcr, ambulances]
            status: checked
            checked: 2026-03-01
          naloxone:
            kind: finding
            text: An amnesty for those who carried *naloxone* saved lives.[@survey2025]
            support: [{source: survey2025}]
            status: checked
            checked: 2023-03-01
          naloxone-old:
            kind: finding
            text: Naloxone saved lives, naloxone saved naloxone lives.
            support: [{source: survey2025}]
            status: superseded
            superseded_by: naloxone
          naloxone-wrong:
            kind: finding
            text: Naloxone naloxone naloxone saved lives.
            status: withdrawn
            reason: It counted kits and not lives.
        exhibits:
          calls: {data: calls.csv, caption: Ambulance calls by month, alt: A falling line., support: [{source: survey2025}], table: {}}
        """,
    "evidence/calls.csv": "month,calls\nJanuary,3\n",
    "evidence/homes.yaml": """
        topic: Homes
        claims:
          mould:
            kind: law
            text: Landlords must remove mould within 1,250 hours.
            support: [{source: homes2019, locator: p. 9}]
            place: England and Wales
            status: draft
        """,
    "evidence/passages/reduce-harm.md": "---\ntitle: The case for harm reduction\ntags: [drugs]\n---\nServices keep people alive.\n{{ claim('dcr-calls') }}\n",
    "responses/one/consultation.yaml": """
        title: A Plan for Health
        body: The Ministry
        questions:
          - {id: Q1, text: Should consumption rooms be allowed?}
          - {id: Q2, text: What do you think?}
        """,
    "responses/one/outline.yaml": """
        title: Our response
        date: 2026-05-01
        sections:
          - {id: rooms, heading: Rooms, answers: [Q1], text: sections/rooms.md}
        """,
    "responses/one/sections/rooms.md": "{{ claim('dcr-calls') }}\n",
    "responses/one/sections/first.md": None,
    "responses/past/consultation.yaml": """
        title: An Older Plan
        body: the ministry
        """,
    "responses/past/outline.yaml": """
        title: Our older response
        status: sent
        date: 2025-02-03
        sections:
          - id: before
            heading: What we said
            text: |
              Consumption rooms save lives, and we have said so to every committee since 2019.

              {{ claim('naloxone') }} {{ claim('dcr-calls', 'short') }} {{ exhibit('calls') }} {{ passage('reduce-harm') }} See too [@homes2019, p. 4].
            recommendations:
              - {id: rooms, text: Open rooms., rests_on: [dcr-calls]}
        """,
}

Search = Callable[..., Found]


@pytest.fixture
def root(make: Make) -> Path:
    return make(SMALL)


@pytest.fixture
def search() -> Search:
    """Search a workspace, opened anew, as on 1 June 2026."""

    def run(root: Path, words: str = "", **wanted: Any) -> Found:
        return Session.open(root, today=TODAY).search(Wanted(words, **wanted))

    return run


def ids(found: Found) -> list[str]:
    """What was found, with ``-`` before what has only some of the words."""
    return [f"{'-' if hit.partly else ''}{hit.id}" for hit in found.hits]

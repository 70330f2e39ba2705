"""How a receiving body takes answers, and what it demands of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from toolkit.model.span import Frozen
from toolkit.model.values import Day, Id, Limit

Notes = Literal["foot", "end", "inline", "stripped"]


class Demands(Frozen):
    """What can be held against a submission; everything may be unset."""

    file_types: tuple[str, ...] = Field((), description="Endings of the files that are taken, such as [docx, odt]")
    megabytes: float | None = Field(None, gt=0, description="How large a file may be")
    no_macros: bool = Field(False, description="Files may hold no macros")
    one_file: bool = Field(False, description="Everything in one file, annexes too")
    few_pictures: bool = Field(False, description="As few logos and pictures as possible")
    limit: Limit | None = Field(None, description="For the whole text, such as '3000 words'")
    answer_limit: Limit | None = Field(None, description="For each answer, where its question sets none of its own")
    numbered_paragraphs: bool = Field(False, description="Paragraphs are numbered")
    summary: bool = Field(False, description="The text begins with a summary")
    recommendations_together: bool = Field(False, description="Recommendations stand together in one place")
    dated: bool = Field(False, description="The text bears its date")
    contact_page: bool = Field(False, description="Contact details stand on a page of their own, or apart from the text")
    cover_sheet: bool = Field(
        False, description="The first page is a cover sheet: what is answered, by whom, who can be asked, and what is confidential"
    )
    original: bool = Field(False, description="Not published or sent elsewhere before")


class Channel(Frozen):
    """One way to answer, as a body describes it. What is general knowledge is said to be so, and has to be confirmed."""

    title: str = Field("", description="What an officer would call it; its name where it is left out")
    about: str = Field("", description="What there is to know, in a sentence or two")
    source: str | None = Field(None, description="Address of the body's own words; unset where they are general knowledge")
    read: Day | None = Field(None, description="The day on which somebody read them")
    also: tuple[Id, ...] = Field((), description="Other names for it in consultation.yaml")
    notes: Notes | None = Field(
        None, description="What becomes of notes: at the foot of the page, at the end, inline in brackets, or stripped as in plain text"
    )
    confidential: Literal["ask-first", "annex"] | None = Field(
        None, description="How confidential parts are sent: after the body was asked (ask-first), or in an annex of their own"
    )
    reply_weeks: int | None = Field(None, ge=1, description="Weeks after closing in which the body owes an answer")
    locked: bool = Field(False, description="Nobody but the body may publish it, until the body has")
    respondent: tuple[str, ...] = Field((), description="What the body asks about those who answer")
    demands: Demands = Field(Demands(), description="Refused otherwise")
    advises: Demands = Field(Demands(), description="Asked for, and no ground to refuse")
    hints: tuple[str, ...] = Field((), description="What no program can check, to be read before sending")

    def wants(self, name: str) -> bool:
        """Whether a demand, by the name of its field, is made or advised."""
        return bool(getattr(self.demands, name) or getattr(self.advises, name))

    @property
    def file_types(self) -> tuple[str, ...]:
        """Endings of the files that are taken, else of those that are preferred; none where any will do."""
        return self.demands.file_types or self.advises.file_types


def named_channel(name: str | None, channels: Mapping[str, Channel]) -> Channel | None:
    """The channel that somebody means: ``Citizen Space`` is ``citizen-space``. None where there is none of that name."""
    if not name:
        return None
    plain = re.sub(r"[\s_]+", "-", name.strip().lower())
    found = channels.get(name) or channels.get(plain)
    return found or next((channel for channel in channels.values() if plain in channel.also), None)


def channel_name(name: str | None, channels: Mapping[str, Channel]) -> str | None:
    """The first name of the channel that somebody means; None where there is none."""
    channel = named_channel(name, channels)
    return next((each for each, other in channels.items() if other is channel), None) if channel is not None else None


def names_of(channels: Mapping[str, Channel]) -> list[str]:
    """All names by which channels may be called, for those who misspell one."""
    return [*channels, *(other for channel in channels.values() for other in channel.also)]

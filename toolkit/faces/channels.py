"""Ways to answer, written out for people. For ``consult channels``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

import click

from toolkit.model.channel import Channel, Demands, channel_name, names_of
from toolkit.model.errors import ToolkitError
from toolkit.model.finding import suggestion
from toolkit.model.values import long_date

_NOTES = {
    "foot": "Notes stand at the foot of the page.",
    "end": "Notes stand at the end.",
    "inline": "Notes are put in brackets in the text.",
    "stripped": "Notes are lost: boxes take plain text.",
}


_CONFIDENTIAL = {
    "ask-first": "Confidentiality is asked for before anything is sent.",
    "annex": "What is confidential goes into an annex of its own.",
}


def find(name: str, channels: Mapping[str, Channel]) -> str:
    """The name of the channel that somebody means. :raises ToolkitError: where there is none, with the nearest name."""
    found = channel_name(name, channels)
    if found is None:
        raise ToolkitError(f"No way to answer is called '{name}'.", suggestion(name, names_of(channels)), f"Known: {', '.join(channels)}.")
    return found


def all_channels(channels: Mapping[str, Channel]) -> str:
    """One line a channel."""
    width = max(map(len, channels))
    lines = [f"{click.style(name.ljust(width), bold=True)}  {channel.title or name}" for name, channel in channels.items()]
    return "\n".join([*lines, "", "More about one of them: 'consult channels NAME'.", ""])


def page(name: str, channel: Channel) -> str:
    """All that is known of a channel."""
    lines = [click.style(channel.title or name, bold=True) + (f"  ({name})" if channel.title else "")]
    if channel.about:
        lines += [fill(channel.about, 84)]
    for heading, wanted in (("Refused otherwise", channel.demands), ("Asked for", channel.advises)):
        said = list(_wanted(wanted))
        if said:
            lines += ["", f"{heading}:", *(f"  - {each}" for each in said)]
    others = list(_others(channel))
    if others:
        lines += ["", *others]
    if channel.hints:
        lines += ["", "To be read before sending, since no check can tell:"]
        lines += [fill(hint, 84, initial_indent="  - ", subsequent_indent="    ") for hint in channel.hints]
    lines += ["", _source(channel), ""]
    return "\n".join(lines)


def _wanted(wanted: Demands) -> Iterator[str]:
    if wanted.file_types:
        yield f"a file of the kind {', '.join(wanted.file_types)}"
    if wanted.one_file:
        yield "everything in one file, annexes too"
    if wanted.megabytes:
        yield f"a file of at most {wanted.megabytes:g} MB"
    if wanted.no_macros:
        yield "no macros"
    if wanted.limit:
        yield f"at most {_number(wanted.limit)} in all"
    if wanted.answer_limit:
        yield f"at most {_number(wanted.answer_limit)} in an answer"
    words = {
        "numbered_paragraphs": "numbered paragraphs",
        "summary": "a summary at the beginning",
        "recommendations_together": "recommendations in one place",
        "dated": "a date on the text",
        "contact_page": "contact details apart from the text",
        "cover_sheet": "a cover sheet",
        "few_pictures": "as few logos and pictures as possible",
        "original": "a text that was not published or sent elsewhere before",
    }
    yield from (said for field, said in words.items() if getattr(wanted, field))


def _others(channel: Channel) -> Iterator[str]:
    if channel.notes:
        yield _NOTES[channel.notes]
    if channel.confidential:
        yield _CONFIDENTIAL[channel.confidential]
    if channel.locked:
        yield "Nobody else may publish it before the body does."
    if channel.reply_weeks:
        yield f"The body owes an answer within {channel.reply_weeks} weeks after closing."
    if channel.respondent:
        yield fill(f"About those who answer it asks: {', '.join(channel.respondent)}.", 84)


def _number(limit: str) -> str:
    number, unit = limit.split()
    return f"{int(number):,} {unit}"


def _source(channel: Channel) -> str:
    if channel.source and channel.read:
        return f"Source: {channel.source}, read on {long_date(channel.read)}."
    if channel.source:
        return f"General knowledge, to be confirmed: {channel.source}"
    return "General knowledge, to be confirmed with the body."

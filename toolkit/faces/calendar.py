"""Deadlines, review days and answers that are owed, as a calendar file for Outlook, Google or a telephone. For ``consult status --ics``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from icalendar import Alarm, Calendar, Event

from toolkit.faces.reports import many
from toolkit.standing import Awaited, ReviewDay, Row, Status

_WARNINGS = (timedelta(days=7), timedelta(days=1))
"""How long before a deadline a calendar speaks up."""


def as_calendar(status: Status) -> bytes:
    """A calendar (RFC 5545). The same workspace on the same day gives the same bytes; an event keeps its name when its day moves,
    so that a calendar that is read in again moves it and does not show it twice.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//consultation-toolkit//consult status//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Consultations")
    stamp = datetime.combine(status.today, time(), UTC)
    for event in (*_deadlines(status.rows), *_reviews(status.reviews), *_answers(status.awaited)):
        event.add("dtstamp", stamp)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _deadlines(rows: Iterable[Row]) -> Iterator[Event]:
    for row in rows:
        for each in row.deadlines:
            question = f" ({each.question})" if each.question else ""
            event = Event()
            event.add("uid", f"deadline-{row.slug}{f'-{each.question}' if each.question else ''}@consult")
            event.add("summary", f"Closes: {row.title}{question}")
            event.add("description", f"{row.body}. Our answer: {row.slug} ({row.status}).")
            event.add("dtstart", each.at.astimezone(UTC) - timedelta(minutes=30))
            event.add("dtend", each.at.astimezone(UTC))
            for before in _WARNINGS:
                alarm = Alarm()
                alarm.add("action", "DISPLAY")
                alarm.add("description", f"Closes: {row.title}{question}")
                alarm.add("trigger", -before)
                event.add_component(alarm)
            yield event
        if row.opens:
            yield _day(f"opens-{row.slug}", row.opens, f"Opens: {row.title}", row.body)


def _reviews(reviews: Iterable[ReviewDay]) -> Iterator[Event]:
    """One event for all that one person has to look at on one day."""

    def key(each: ReviewDay) -> tuple[date, str]:
        return each.day, each.owner

    for (day, owner), group in groupby(sorted(reviews, key=lambda each: (*key(each), each.what, each.id)), key=key):
        things = list(group)
        whose = f" ({owner})" if owner else ""
        what = things[0].id if len(things) == 1 else many(len(things), "thing")
        yield _day(
            f"review-{day}-{owner or 'nobody'}", day, f"Review: {what}{whose}", "\n".join(f"{each.id}: {each.text}" for each in things)
        )


def _answers(awaited: Iterable[Awaited]) -> Iterator[Event]:
    for each in awaited:
        record = each.record
        name = f"answer-{record.response}"
        yield _day(name, each.due, f"Answer due: {record.consultation}", f"{record.to.body} has had our response since {record.sent}.")


def _day(name: str, day: date, summary: str, description: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@consult")
    event.add("summary", summary)
    event.add("description", description)
    event.add("dtstart", day)
    event.add("transp", "TRANSPARENT")
    return event

"""What the receiving body will not take, or asks for.

What: a submission held against the way in which it will be sent, the 'channel' of consultation.yaml: the kind and size of its files,
macros, its length, numbered paragraphs, a summary, notes, its date, confidential parts. What a body refuses is an error, what it asks for
a warning. The build itself numbers paragraphs, prints the summary, moves notes and contact details where the body wants it and the outline
does not say otherwise, so that only what is left is told. 'consult channels NAME' shows what is known of a way to answer, with the body's
own page. The length is also held against the 'limit' of consultation.yaml, which goes before that of the channel.

Why: a committee's form turns a PDF away at five to midnight, and a clerk sends back what has no numbered paragraphs.

Bad (consultation, outline, text):

    title: An inquiry
    body: The Committee
    channel: commons-committee
    -----
    title: Written evidence
    numbered_paragraphs: false
    sections:
      - {id: summary, heading: Summary, text: sections/first.md}
    -----
    Fewer people are searched.

Good (consultation, outline, text):

    title: An inquiry
    body: The Committee
    channel: commons-committee
    -----
    title: Written evidence
    sections:
      - {id: summary, heading: Summary, text: sections/first.md}
    -----
    Fewer people are searched.

Fix: take out of outline.yaml what goes against it, write the 'summary', shorten the text, build only the files that it takes. Where the
body says something else today, write it into workspace.yaml under 'channels', with its page and the day on which you read it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Literal

from toolkit.check.answers import answers_it
from toolkit.check.length import whole
from toolkit.check.rule import Artefact, Facts, Rule, Submission
from toolkit.model.channel import Channel, Demands, named_channel, names_of
from toolkit.model.finding import Finding, suggestion
from toolkit.model.response import Response

RULE = Rule("SUB013", "what-the-channel-forbids", "error", "draft", needs=("words",), also=("artefact",))

_SUMMARY = re.compile(r"(?i)\b(?:summary|key points|main points|overview|at a glance)\b")
_MANY_PICTURES = 3
"""Charts and tables are evidence; 'as few as possible' is said of more than these."""
_PLACES = {"foot": "at the foot of the page", "end": "at the end", "inline": "in brackets in the text"}
_Level = Literal["error", "warning"]


def check(subject: Submission | Artefact, facts: Facts) -> Iterator[Finding]:
    response = subject.response
    consultation = response.consultation
    if not answers_it(response):
        return
    channel = named_channel(consultation.channel, facts.workspace.channels)
    if isinstance(subject, Artefact):
        if channel:
            yield from _file(subject, channel, channel.demands, "error")
            yield from _file(subject, channel, channel.advises, "warning")
        return
    if channel is None:
        if consultation.channel:
            yield RULE.finding(
                consultation.origin.span("channel"),
                f"'{consultation.channel}' is no way to answer that is known, so nothing was held against it.",
                suggestion(consultation.channel, names_of(facts.workspace.channels)) or "'consult channels' lists those that are known.",
                level="warning",
            )
        channel = Channel(title=consultation.body)
    yield from _long(subject, channel)
    yield from _notes_and_parts(subject, channel)
    yield from _form(subject, channel, channel.demands, "error")
    yield from _form(subject, channel, channel.advises, "warning")


def _long(submission: Submission, channel: Channel) -> Iterator[Finding]:
    """The length of the whole: the call's own limit, else that of the channel."""
    consultation = submission.response.consultation
    for limit, level, field in (
        (consultation.limit, "error", "limit"),
        (None if consultation.limit else channel.demands.limit, "error", "channel"),
        (None if consultation.limit else channel.advises.limit, "warning", "channel"),
    ):
        if limit is None:
            continue
        allowed, unit = int(limit.split()[0]), limit.split()[1]
        own, in_notes = whole(submission, unit)
        if own + in_notes <= allowed:
            continue
        noted = f", and {in_notes:,} more in its notes" if in_notes else ""
        over = f"{own - allowed:,} too many" if own > allowed else f"with its notes {own + in_notes - allowed:,} too many"
        verb = "allows" if level == "error" else "asks for"
        who = "The call allows" if field == "limit" else f"{_cap(channel.title)} {verb} at most"
        yield RULE.finding(
            consultation.origin.span(field),
            f"The text has {own:,} {unit}{noted}. {who} {allowed:,}: {over}.",
            "Shorten it." if own > allowed else "Notes may count or not: that is for the receiving body to say. Ask, or shorten.",
            level="error" if level == "error" and own > allowed else "warning",
        )


def _form(submission: Submission, channel: Channel, wanted: Demands, level: _Level) -> Iterator[Finding]:
    response = submission.response
    outline = response.outline
    says = f"{_cap(channel.title)} {'demands' if level == 'error' else 'asks for'}"
    draft = submission.draft
    if wanted.numbered_paragraphs and not draft.numbered_paragraphs:
        yield RULE.finding(
            response.span("numbered_paragraphs"),
            f"{says} numbered paragraphs, and outline.yaml wants none.",
            "Take 'numbered_paragraphs: false' out of it, or write true.",
            level=level,
        )
    if wanted.summary and not draft.summary and not _has_summary(response):
        there = outline.summary is not None
        yield RULE.finding(
            response.span("print_summary" if there else "sections"),
            f"{says} a summary at the beginning" + (", and outline.yaml keeps its summary out." if there else "."),
            "Take 'print_summary: false' out of it." if there else "Write 'summary:' in outline.yaml, with the key points as a list.",
            level=level,
        )
    if wanted.recommendations_together and draft.recommendations and not draft.recommendations_together:
        yield RULE.finding(
            response.span("summary_of_recommendations"),
            f"{says} the recommendations in one place, and outline.yaml does not collect them.",
            "Take 'summary_of_recommendations: false' out of it, or write true.",
            level=level,
        )
    if wanted.dated and outline.date is None:
        yield RULE.finding(response.span("date"), f"{says} a date on the text.", "Set 'date' in outline.yaml.", level=level)
    pictures = [placed for placed in submission.draft.exhibits if placed.label == "Figure"]
    if wanted.few_pictures and len(pictures) > _MANY_PICTURES:
        yield RULE.finding(
            response.span(),
            f"{says} as few pictures as possible, and there are {len(pictures)}.",
            "Keep those that prove most.",
            level=level,
        )


def _notes_and_parts(submission: Submission, channel: Channel) -> Iterator[Finding]:
    """Notes in another place than the body wants them, and confidential parts that it wants to be asked about."""
    response, mode = submission.response, submission.draft.note_mode
    if channel.notes in _PLACES and mode in _PLACES and mode != channel.notes and submission.draft.citations:
        yield RULE.finding(
            response.span("notes"),
            f"{_cap(channel.title)} asks for notes {_PLACES[channel.notes]}, and outline.yaml puts them {_PLACES[mode]}.",
            f"Take 'notes: {mode}' out of it.",
            level="warning",
        )
    held_back = [response.span(f"{where}.confidential") for where, _, section in response.outline.walk() if section.confidential]
    held_back += [each.span for each in submission.withheld]
    if held_back and channel.confidential:
        ask = channel.confidential == "ask-first"
        yield RULE.finding(
            held_back[0],
            f"{_cap(channel.title)} wants "
            + ("to be asked before anything confidential is sent." if ask else "confidential parts in an annex."),
            "Write to them first, and say what is sensitive and why." if ask else "Send a public copy, and the annex as a file of its own.",
            level="warning",
        )


def _has_summary(response: Response) -> bool:
    first = next((section for section in response.outline.sections if section.heading), None)
    return first is not None and bool(_SUMMARY.search(first.heading or ""))


def _file(artefact: Artefact, channel: Channel, wanted: Demands, level: _Level) -> Iterator[Finding]:
    who = _cap(channel.title)
    if wanted.file_types and artefact.output not in wanted.file_types:
        takes = ", ".join(wanted.file_types)
        verb = "takes" if level == "error" else "prefers"
        yield RULE.finding(
            artefact.span(),
            f"{who} {verb} {takes}, and this is a file of the kind {artefact.output}.",
            f"Send another file, and take this one away: 'consult build {artefact.slug} --to {_ours(wanted)}'.",
            level=level,
        )
        return
    if wanted.megabytes and len(artefact.data) > wanted.megabytes * 1_000_000:
        yield RULE.finding(
            artefact.span(),
            f"The file has {len(artefact.data) / 1_000_000:.1f} MB. {who} takes at most {wanted.megabytes:g} MB.",
            "Use smaller pictures.",
            level=level,
        )
    if wanted.no_macros and artefact.output == "docx" and _has_macros(artefact.data):
        yield RULE.finding(artefact.span(), f"The Word file holds macros. {who} takes none.", "Build it anew from its texts.", level=level)


def _ours(wanted: Demands) -> str:
    return next((kind for kind in wanted.file_types if kind in ("docx", "pdf", "html", "md")), "docx")


def _has_macros(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return any(name.lower().endswith("vbaproject.bin") for name in package.namelist())
    except zipfile.BadZipFile:
        return False  # told by SUB006


def _cap(title: str) -> str:
    return title[:1].upper() + title[1:]

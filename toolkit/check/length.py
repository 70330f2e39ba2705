"""How long an answer is, as those who set its limit count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.check.rule import Submission
from toolkit.check.written import body
from toolkit.model.channel import Channel, named_channel
from toolkit.model.draft import Note, NoteMode
from toolkit.model.response import Response, Section
from toolkit.model.wording import day_in

_COUNTED = ("foot", "end", "inline")
"""Where notes stand that are printed as they are."""


def length(submission: Submission, sections: Iterable[Section], notes: Mapping[str, list[Note]], unit: str) -> tuple[int, int]:
    """Words or characters of sections, and of their notes; headings of sections and the sign-off do not count."""
    sections = list(sections)
    ids = dict.fromkeys(section.id for section in sections)
    mode = submission.draft.note_mode
    own_notes = [note.text for id_ in ids for note in notes.get(id_, [])] if mode in _COUNTED else []
    if unit == "characters":
        headings = {section.heading for section in sections}
        texts = (text for text in body(submission) if text.section in ids and not (text.kind == "heading" and text.words in headings))
        return _as_printed(sum(len(text.words.replace("\t", "")) for text in texts), sum(map(len, own_notes)), mode)
    words = sum(submission.draft.words.sections.get(id_, 0) for id_ in ids)
    words -= sum(len((section.heading or "").split()) for section in sections)
    last = [section.id for _, _, section in submission.response.outline.walk()][-1]
    words -= _signed(submission) if last in ids else 0
    return _as_printed(max(words, 0), sum(len(text.split()) for text in own_notes), mode)


def whole(submission: Submission, unit: str) -> tuple[int, int]:
    """Words or characters of the whole text, headings and all, and of its notes; not of the title block, a cover sheet and the sign-off."""
    draft = submission.draft
    if unit == "characters":
        own = sum(len(text.words.replace("\t", "")) for text in body(submission))
        own += sum(len(each.text) for each in draft.recommendations) if draft.recommendations_together else 0
        return _as_printed(own, sum(len(note.text) for note in draft.notes) if draft.note_mode in _COUNTED else 0, draft.note_mode)
    words = draft.words
    return _as_printed(max(words.front + sum(words.sections.values()) - _signed(submission), 0), words.notes, draft.note_mode)


def _as_printed(own: int, in_notes: int, mode: NoteMode) -> tuple[int, int]:
    """Notes in brackets are part of the text, however one counts."""
    return (own + in_notes, 0) if mode == "inline" else (own, in_notes)


def is_limited(response: Response, channels: Mapping[str, Channel]) -> bool:
    """Whether anything sets a length: a question, the call, or the channel."""
    consultation = response.consultation
    channel = named_channel(consultation.channel, channels)
    limits = [question.limit for question in consultation.questions]
    if channel:
        limits += [each for group in (channel.demands, channel.advises) for each in (group.limit, group.answer_limit)]
    return consultation.limit is not None or response.kind.limit is not None or any(limits)


def _signed(submission: Submission) -> int:
    """Words of the sign-off, which stands behind the last section and is counted with it."""
    contacts = submission.draft.sign_off
    lines = [contact.name for contact in contacts]
    lines += [contact.role for contact in contacts if contact.role and contact.role not in contact.name]
    if not submission.draft.contact_page:
        lines += [each for contact in contacts if contact.public for each in (contact.email, contact.phone) if each]
    date = day_in(submission.draft.title.language, submission.response.outline.date)
    return len(" ".join([*lines, date if contacts else ""]).split())


def notes_by_section(submission: Submission) -> dict[str, list[Note]]:
    """Notes as printed by the section in which they stand; none where they cannot be told apart."""
    texts = list(body(submission))
    citing = [text.section for text in texts for _ in (*text.citing, *text.notes)]
    remarks = [text.section for text in texts for _ in text.notes]
    notes = submission.draft.notes
    sections = next((each for each in (citing, remarks) if len(each) == len(notes)), [])
    found: dict[str, list[Note]] = {}
    for section, note in zip(sections, notes, strict=False):
        found.setdefault(section, []).append(note)
    return found

"""The receiving body's own form filled in with the answers of a response, and an account of what went where and what did not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolkit.check.answers import answering
from toolkit.model.answer import Answer
from toolkit.model.channel import Notes
from toolkit.model.errors import ToolkitError
from toolkit.model.response import Response
from toolkit.placing import Placing, Row
from toolkit.render.layout import Layout
from toolkit.session import Session
from toolkit.word.details import Detail
from toolkit.word.form import read_form
from toolkit.word.package import open_package
from toolkit.word.protection import protection_of, remarks_of
from toolkit.word.respondent import Fact, Known


@dataclass(frozen=True)
class Filled:
    """A form filled in."""

    data: bytes
    rows: tuple[Row, ...]
    """In the order of consultation.yaml."""
    details: tuple[Detail, ...]
    """What is asked about the respondent, in the order of the form."""
    unasked: tuple[str, ...]
    """Questions of the form that consultation.yaml does not have."""
    remarks: tuple[str, ...]
    notes: int
    """Footnotes that were put in."""

    @property
    def faults(self) -> int:
        return sum(bool(row.faults) for row in self.rows) + len(self.unasked)


class Wish(NamedTuple):
    """What somebody wants to have done otherwise than by default."""

    notes: Notes | None = None
    contact: str | None = None
    """Whose name and address go in, also where they are not public."""
    take: tuple[str, ...] = ()
    """Questions to fill in although they are doubtful, by id or number."""
    style: str | None = None


def fill(session: Session, slug: str, name: str, data: bytes, wish: Wish) -> Filled:
    """Fill in a form. Nothing is written.

    :param name: of the file, for messages.
    :raises ToolkitError: where there is no such response, or the file is no form that can be filled in, with what to do.
    """
    response = session.response(slug)
    known = _known(session, response, wish.contact)
    package = open_package(name, data)
    settings = package.beside("settings")
    protection = protection_of(name, package.part(settings) if settings else None)
    document = package.part(package.main)
    assert document is not None
    if document.root.nsmap.get("w") is None:
        raise ToolkitError(f"{name} is written in an unusual way.", do="Open it in Word or LibreOffice, save it as .docx, and try again.")
    form = read_form(document, protection)
    notes = wish.notes or _notes_of(session, response, wish.style)
    answers = _answers(session, response, notes, wish.style)
    filling = Placing(package, form, response, answers, notes, frozenset(wish.take))
    rows = filling.questions()
    details = filling.details(known)
    if not any(row.state in ("filled", "doubtful") for row in rows) and not any(each.done for each in details):
        raise ToolkitError(
            f"No question of {slug} was found in {name}, so nothing was filled in.",
            "Its lines were compared with the questions of consultation.yaml, by number and by words.",
            f"Make sure that it is the right form; or read its questions: consult new NAME --from {name} --dry-run",
        )
    changed = filling.supplement.parts()
    changed[package.main] = filling.grafting.data()
    return Filled(
        package.written(changed),
        tuple(rows),
        tuple(details),
        tuple(filling.unasked()),
        (*remarks_of(package, protection), *form.remarks),
        filling.supplement.notes,
    )


def _notes_of(session: Session, response: Response, style: str | None) -> Notes:
    """What becomes of notes: as in the document itself. Links to sources, which only some kinds have, would be lost on paper."""
    mode = session.draft(response.slug, style).note_mode
    return "foot" if mode == "links" else mode


def _known(session: Session, response: Response, told: str | None) -> Known:
    """What may be said of whoever answers: the organisation, and a contact who is public or was named for it."""
    configuration = session.workspace.configuration
    contacts = configuration.contacts
    if told is not None and told not in contacts:
        raise ToolkitError(f"workspace.yaml has no contact '{told}'.", do=f"Contacts there: {', '.join(contacts) or 'none'}.")
    signing = [each for each in response.outline.sign_off if each in contacts]
    chosen_ = told or next((each for each in (*signing, *contacts) if contacts[each].public), None) or next(iter(signing), None)
    values: dict[Fact, str] = {"organisation": configuration.organisation.name}
    if chosen_ is None:
        return Known(values, {}, "")
    contact = contacts[chosen_]
    personal: dict[Fact, str | None] = {"name": contact.name, "role": contact.role, "email": contact.email, "phone": contact.phone}
    found = {fact: value for fact, value in personal.items() if value}
    if contact.public or told is not None:
        return Known(values | found, {}, chosen_)
    return Known(values, found, chosen_)


def _answers(session: Session, response: Response, notes: Notes, style: str | None) -> dict[str, tuple[Answer, Layout | None]]:
    """Each answer set by itself, those to questions about the respondent among them, by the id of its question."""
    consultation = response.consultation
    about = tuple(each for each in consultation.about_you if answering(response.outline, each.id))
    asked = consultation.model_copy(update={"questions": (*about, *consultation.questions)}) if consultation.questions else consultation
    changed = response.model_copy(update={"consultation": asked})
    printed = "foot" if notes == "end" else notes
    return {answer.id: (answer, layout) for answer, layout in session.set_answers(changed, style, printed)}

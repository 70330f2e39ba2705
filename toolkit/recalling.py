"""A statement taken back: every submission that made it, what is right now, a letter for each, and the claim marked in the library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from toolkit.check.prose import wording
from toolkit.compose.escape import escape
from toolkit.disk import Files
from toolkit.load.text import decode
from toolkit.marking import hold, mark
from toolkit.model.errors import ToolkitError
from toolkit.model.evidence import Claim
from toolkit.model.finding import Finding, suggestion
from toolkit.model.record import Record, SentClaim
from toolkit.model.values import long_date
from toolkit.record.reading import Records, read_records, receipt_number
from toolkit.record.recall import TEMPLATE, Recalled, known_ids, letter, recalled
from toolkit.record.since import fate_of
from toolkit.session import Session


class Now(NamedTuple):
    """What is right now."""

    said: str
    """In plain words; empty where nothing takes its place."""
    markdown: str
    """The same for the letter: with its note, where a claim of the library says it."""
    whence: str
    """Where it comes from: a sentence for the officer."""


@dataclass(frozen=True)
class Recall:
    """What was found about one id."""

    id: str
    uses: tuple[Recalled, ...]
    now: Now
    findings: tuple[Finding, ...]
    """Records that could not be read: they may have used it too."""

    @property
    def owed(self) -> list[Recalled]:
        """The submissions that a letter has to correct, one row a response and thing."""
        return [each for each in self.uses if each.last and each.uses]


def recall(session: Session, id_: str, now: str | None = None, successor: str | None = None, *, taken_back: bool = False) -> Recall:
    """Every submission that used a claim, source, passage or exhibit; answered from records alone.

    :param now: what is right, in somebody's words; else it follows from the library.
    :param successor: id of the claim that takes its place.
    :param taken_back: whether nothing takes its place, whatever the library says.
    :raises ToolkitError: where neither a record nor the library knows the id, or the library has no such successor.
    """
    records = read_records(session.root)
    found = recalled(records.all, id_, _other_keys(session, id_))
    if not found:
        _known(session, records, id_)
    return Recall(id_, tuple(found), _now(session, found, now, successor, taken_back=taken_back), records.findings)


def letters(session: Session, found: Recall, why: str, *, today: date) -> dict[str, Path]:
    """Draft a letter for each submission that is still to be corrected, below ``build/recall-<id>/``; the files by slug.

    :raises ToolkitError: where one cannot be made or written.
    """
    owed: dict[str, list[Recalled]] = {}
    for each in found.owed:
        owed.setdefault(each.record.response, []).append(each)
    own = session.read(TEMPLATE)
    template = decode(own, TEMPLATE)[0] if own is not None else None
    overlay: dict[str, str] = {}
    for slug, rows in owed.items():
        text = letter(template, _values(session, rows, found.now, why))
        overlay |= _as_response(f"correction-{slug}", rows[0].record, text, session, today)
    out = session.root / "build" / f"recall-{re.sub(r'[^A-Za-z0-9]+', '-', found.id).strip('-')}"
    writing = Session.open(session.root, overlay, today) if overlay else session
    return {slug: writing.build(f"correction-{slug}", ("docx",), out=out).files["docx"] for slug in owed}


def withdraw(session: Session, id_: str, why: str, today: date) -> str:
    """Set a claim's status to withdrawn, with the reason; the file that was changed. :raises ToolkitError: where it cannot be done."""
    return _mark(session, id_, {"status": "withdrawn", "reason": why}, today)


def supersede(session: Session, id_: str, successor: str, today: date) -> str:
    """Set a claim's status to superseded by another one; the file that was changed. :raises ToolkitError: where it cannot be done."""
    _claim(session, successor)
    return _mark(session, id_, {"status": "superseded", "superseded_by": successor}, today)


def plain_values(found: Recall, made: dict[str, Path], root: Path) -> dict[str, Any]:
    """What was found, for programs."""
    return {
        "id": found.id,
        "now": found.now.said or None,
        "submissions": [
            {
                "response": each.record.response,
                "edition": each.record.edition,
                "sent": each.record.sent.isoformat(),
                "to": each.record.to.model_dump(mode="json"),
                "kind": each.kind,
                "used": each.thing.id,
                "newest_edition": each.last,
                "uses": [{"where": str(use.place), **use.model_dump(mode="json", exclude_none=True)} for use in each.uses],
                "letter": made[each.record.response].relative_to(root).as_posix() if each.record.response in made and each.last else None,
            }
            for each in found.uses
        ],
    }


def _other_keys(session: Session, id_: str) -> set[str]:
    """Keys that a source had, or has today, besides this one."""
    source = session.workspace.sources.get(id_)
    if source is None:
        return set()
    return {source.id, *(name.strip() for name in source.fields.get("ids", "").split(","))} - {id_, ""}


def _known(session: Session, records: Records, id_: str) -> None:
    workspace = session.workspace
    things: Sequence[Iterable[str]] = (workspace.claims, workspace.sources, workspace.passages, workspace.exhibits)
    if not any(id_ in names for names in things):
        known = known_ids(records.all).union(*things)
        raise ToolkitError(
            f"There is no claim, source, passage or exhibit '{id_}', in the library or in what was sent.",
            suggestion(id_, known),
            "Look for it with 'consult show', or in the records with 'consult record show SLUG'.",
        )


def _now(session: Session, found: Sequence[Recalled], now: str | None, successor: str | None, *, taken_back: bool) -> Now:
    if now:
        return Now(now, escape(now), "As you say it.")
    if successor:
        claim = _claim(session, successor)
        return Now(wording(claim).words, _placed(claim), f"The claim '{successor}' takes its place.")
    if taken_back:
        return Now("", "", "It is withdrawn.")
    sent = next((each.thing for each in reversed(found) if isinstance(each.thing, SentClaim) and not each.derived), None)
    if sent is None:
        return Now("", "", "Nothing takes its place; say what is right with --now.")
    fate = fate_of(sent, session.workspace, lambda claim: wording(claim).words)
    if fate is None:
        return Now("", "", "The library still says what was sent; say what is right with --now, or correct the claim first.")
    state, said, why = fate
    if state == "gone":
        return Now("", "", "The library has no such claim any more; say what is right with --now.")
    if state == "withdrawn":
        return Now("", "", f"The claim was withdrawn: {why}")
    claim = session.workspace.claims[sent.id]
    if state == "superseded":
        last = next((each for each in session.workspace.claims.values() if said and wording(each).words == said), None)
        return Now(said, _placed(last) if last else escape(said), f"The claim '{why}' takes its place.")
    return Now(said, _placed(claim), "The library says so today.")


def _placed(claim: Claim) -> str:
    return f'{{{{ claim("{claim.id}") }}}}'


def _claim(session: Session, id_: str) -> Claim:
    claim = session.workspace.claims.get(id_)
    if claim is None:
        raise ToolkitError(f"There is no claim '{id_}' in the library.", suggestion(id_, session.workspace.claims))
    return claim


def _values(session: Session, rows: Sequence[Recalled], now: Now, why: str) -> dict[str, Any]:
    """What a letter may say: all of it as Markdown that prints as it is."""
    record = rows[0].record
    uses = {(str(use.place), use.said): use for row in rows for use in row.uses}
    return {
        "sent": long_date(record.sent),
        "body": escape(record.to.body),
        "consultation": escape(record.consultation),
        "reference": escape(record.reference or ""),
        "receipt": escape(receipt_number(session.root, record) or ""),
        "title": escape(record.title),
        "uses": [{"place": escape(place), "said": escape(said)} for place, said in uses],
        "now": now.markdown,
        "why": escape(why),
    }


def _as_response(slug: str, record: Record, text: str, session: Session, today: date) -> dict[str, str]:
    """A letter as a response that nobody has saved: the toolkit sets it as it sets everything else."""
    consultation = {"title": record.consultation, "body": record.to.body}
    outline: dict[str, Any] = {
        "title": f"Correction to our response of {long_date(record.sent)}",
        "subtitle": record.consultation,
        "date": today.isoformat(),
        "sections": [{"id": "correction", "text": f"{text.rstrip()}\n"}],
    }
    if record.by.id in session.workspace.configuration.contacts:
        outline["sign_off"] = [record.by.id]
    folder = f"responses/{slug}"
    files = {f"{folder}/consultation.yaml": consultation, f"{folder}/outline.yaml": outline}
    return {path: json.dumps(value, ensure_ascii=False, indent=1) for path, value in files.items()}  # JSON is YAML


def _mark(session: Session, id_: str, values: dict[str, str], today: date) -> str:
    files = Files(session.root)
    held = hold(files, _claim(session, id_).origin.path, id_)
    if held is None:
        raise ToolkitError(f"The claim '{id_}' has just been moved or taken out.", do="Try again.")
    return mark(files, held, values, f"{today.isoformat()}, recalled")
